import django.db.models.deletion
from django.db import migrations, models

from advocacy.tenancy.walls import Wall


class Migration(migrations.Migration):
    dependencies = [
        ("content_library", "0006_item_versions"),
        ("organisations", "0002_usual_hour"),
        ("people", "0003_mail_choices_and_deliveries"),
    ]

    operations = [
        migrations.CreateModel(
            name="Cadence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "page_per_day",
                    models.PositiveSmallIntegerField(default=2),
                ),
                (
                    "page_gap_minutes",
                    models.PositiveSmallIntegerField(default=180),
                ),
                (
                    "share_per_day",
                    models.PositiveSmallIntegerField(default=5),
                ),
                (
                    "share_gap_minutes",
                    models.PositiveSmallIntegerField(default=30),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddIndex(
            model_name="contentitem",
            index=models.Index(fields=["organisation", "state_changed_at"], name="item_by_move"),
        ),
        migrations.AddIndex(
            model_name="contentitem",
            index=models.Index(fields=["organisation", "expires_at"], name="item_by_end"),
        ),
        migrations.AddIndex(
            model_name="pagepost",
            index=models.Index(fields=["organisation", "expected_at"], name="page_post_by_plan"),
        ),
        migrations.AddIndex(
            model_name="pagepost",
            index=models.Index(fields=["organisation", "posted_at"], name="page_post_by_moment"),
        ),
        migrations.AddField(
            model_name="cadence",
            name="organisation",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="organisations.organisation",
            ),
        ),
        migrations.AddConstraint(
            model_name="cadence",
            constraint=models.UniqueConstraint(fields=("organisation",), name="cadence_once"),
        ),
        Wall("Cadence"),
    ]
