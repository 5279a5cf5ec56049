"""A try is counted by its share: one is open at most."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0002_usual_hour"),
        ("sharing", "0009_rules_and_paces"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="reservation",
            name="lease",
        ),
        migrations.AddConstraint(
            model_name="reservation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("settled_at__isnull", True)), fields=("share",), name="reservation_open_once"
            ),
        ),
    ]
