import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from advocacy.tenancy.walls import Wall


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("content_library", "0001_initial"),
        ("organisations", "0001_initial"),
        ("people", "0001_initial"),
        ("sharing", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="MetricSnapshot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("captured_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "source",
                    models.CharField(
                        choices=[("network", "measured"), ("import", "imported"), ("declared", "declared")],
                        max_length=8,
                    ),
                ),
                ("impressions", models.PositiveIntegerField(null=True)),
                ("members_reached", models.PositiveIntegerField(null=True)),
                ("reactions", models.PositiveIntegerField(null=True)),
                ("comments", models.PositiveIntegerField(null=True)),
                ("reshares", models.PositiveIntegerField(null=True)),
                ("link_clicks", models.PositiveIntegerField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "share",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="snapshots", to="sharing.share"
                    ),
                ),
            ],
            options={
                "ordering": ["captured_at"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("share", "source", "captured_at"), name="snapshot_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ShareStat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("network", models.CharField(max_length=20)),
                ("family", models.CharField(blank=True, max_length=10)),
                ("published_at", models.DateTimeField()),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        choices=[("network", "measured"), ("import", "imported"), ("declared", "declared")],
                        max_length=8,
                    ),
                ),
                ("measured_at", models.DateTimeField(null=True)),
                ("impressions", models.PositiveIntegerField(null=True)),
                ("members_reached", models.PositiveIntegerField(null=True)),
                ("reactions", models.PositiveIntegerField(null=True)),
                ("comments", models.PositiveIntegerField(null=True)),
                ("reshares", models.PositiveIntegerField(null=True)),
                ("clicks", models.PositiveIntegerField(default=0)),
                (
                    "campaign",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="content_library.campaign",
                    ),
                ),
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
                (
                    "share",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="stat", to="sharing.share"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organisation", "published_at"], name="stat_by_time"),
                    models.Index(fields=["organisation", "membership", "published_at"], name="stat_by_person"),
                ],
            },
        ),
        Wall("MetricSnapshot", {"share": "sharing.Share"}),
        Wall(
            "ShareStat",
            {"share": "sharing.Share", "membership": "people.Membership", "campaign": "content_library.Campaign"},
        ),
    ]
