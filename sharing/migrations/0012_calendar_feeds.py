import django.db.models.deletion
from django.db import migrations, models

from advocacy.tenancy.walls import Wall


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0002_usual_hour"),
        ("people", "0003_mail_choices_and_deliveries"),
        ("sharing", "0011_link_previews"),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(choices=[("own", "My shares"), ("page", "What the page announces")], max_length=8),
                ),
                ("token_hash", models.CharField(editable=False, max_length=64)),
                ("made_at", models.DateTimeField()),
                ("last_read_on", models.DateField(editable=False, null=True)),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.membership"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("membership", "kind"), name="calendar_feed_once"),
                    models.UniqueConstraint(fields=("organisation", "token_hash"), name="calendar_feed_token_once"),
                ],
            },
        ),
        Wall("CalendarFeed", {"membership": "people.Membership"}),
    ]
