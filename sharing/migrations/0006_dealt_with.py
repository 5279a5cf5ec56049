"""A failure or a miss that its author has dealt with asks for nothing any more."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sharing", "0005_proofreading")]

    operations = [
        migrations.AddField(
            model_name="share", name="dealt_with_at", field=models.DateTimeField(blank=True, null=True)
        ),
    ]
