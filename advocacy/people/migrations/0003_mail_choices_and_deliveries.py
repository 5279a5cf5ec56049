"""How each person wants to be written to, and one row for each e-mail that leaves. More kinds of telling."""

import datetime

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from advocacy.tenancy.walls import Wall


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0002_usual_hour"),
        ("people", "0002_sessions_letters_and_demo_places"),
    ]

    operations = [
        migrations.AlterField(
            model_name="notification",
            name="kind",
            field=models.CharField(
                choices=[
                    ("share_published", "A share went out"),
                    ("share_failed", "A share failed"),
                    ("share_missed", "A share was missed"),
                    ("share_unconfirmed", "A share needs an answer"),
                    ("share_held", "A share is held"),
                    ("share_removed", "A share was removed from the network"),
                    ("comment_failed", "A first comment did not go out"),
                    ("week_ready", "The week my rules prepared is ready"),
                    ("proofread_asked", "Somebody asks me to read their text"),
                    ("proofread_answered", "Somebody has read my text"),
                    ("crisis_held", "The organisation puts every share on hold"),
                    ("crisis_over", "The organisation lifts the hold"),
                    ("connection_expiring", "An access is about to expire"),
                    ("budget_low", "A network’s budget is nearly used up"),
                ],
                max_length=30,
            ),
        ),
        migrations.CreateModel(
            name="MailChoices",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unwanted", models.JSONField(blank=True, default=list)),
                ("mail_from", models.TimeField(default=datetime.time(8, 0), verbose_name="not before")),
                ("mail_until", models.TimeField(default=datetime.time(18, 0), verbose_name="not after")),
                ("at_weekends", models.BooleanField(default=False, verbose_name="at weekends too")),
                (
                    "digest",
                    models.CharField(
                        choices=[
                            ("weekly", "Each week"),
                            ("fortnightly", "Every other week"),
                            ("monthly", "Each month"),
                            ("never", "Never"),
                        ],
                        default="weekly",
                        max_length=12,
                        verbose_name="a summary of what is new",
                    ),
                ),
                ("digest_done_at", models.DateTimeField(editable=False, null=True)),
                (
                    "membership",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="mail_choices", to="people.membership"
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
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("once_key", models.CharField(max_length=80)),
                ("since", models.DateTimeField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Will leave"),
                            ("leaving", "Is leaving"),
                            ("sent", "Sent"),
                            ("not_wanted", "Not wanted"),
                            ("not_needed", "No longer needed"),
                            ("unknown", "Not known"),
                            ("failed", "Failed"),
                        ],
                        default="waiting",
                        max_length=12,
                    ),
                ),
                ("in_quiet_hours", models.BooleanField(default=False)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("next_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("error", models.CharField(blank=True, max_length=60)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="deliveries", to="people.membership"
                    ),
                ),
                (
                    "notification",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="delivery",
                        to="people.notification",
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
                "ordering": ["-created_at", "-id"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "leaving"])),
                        fields=["organisation", "next_at"],
                        name="delivery_due",
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("membership", "once_key"), name="delivery_once")],
            },
        ),
        Wall("MailChoices", {"membership": "people.Membership"}),
        Wall("Delivery", {"membership": "people.Membership", "notification": "people.Notification"}),
    ]
