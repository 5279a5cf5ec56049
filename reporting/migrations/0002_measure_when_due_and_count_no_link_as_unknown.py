from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="sharestat",
            name="clicks",
            field=models.PositiveIntegerField(default=0, null=True),
        ),
        migrations.AddField(
            model_name="sharestat",
            name="measure_due_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="sharestat",
            index=models.Index(
                condition=models.Q(("measure_due_at__isnull", False)),
                fields=["organisation", "measure_due_at"],
                name="stat_to_measure",
            ),
        ),
    ]
