import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import advocacy.lib.public_ids
from advocacy.tenancy.walls import AppendOnly, Wall


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("slug", models.SlugField(max_length=40, unique=True, verbose_name="address")),
                ("tagline", models.CharField(blank=True, max_length=80, verbose_name="in a few words")),
                (
                    "code",
                    models.CharField(
                        default=advocacy.lib.public_ids.new_organisation_code, editable=False, max_length=8, unique=True
                    ),
                ),
                ("logo", models.CharField(blank=True, editable=False, max_length=200)),
                (
                    "language",
                    models.CharField(
                        choices=[("fr", "French"), ("en", "English")],
                        default="fr",
                        max_length=2,
                        verbose_name="default language",
                    ),
                ),
                (
                    "also_language",
                    models.CharField(
                        blank=True,
                        choices=[("fr", "French"), ("en", "English")],
                        default="",
                        max_length=2,
                        verbose_name="second language",
                    ),
                ),
                ("time_zone", models.CharField(default="Europe/Paris", max_length=40, verbose_name="time zone")),
                (
                    "semester_starts",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "1 January"), (4, "1 April"), (7, "1 July"), (9, "1 September")],
                        default=1,
                        verbose_name="the semester starts on",
                    ),
                ),
                (
                    "smallest_group",
                    models.PositiveSmallIntegerField(
                        default=5,
                        validators=[
                            django.core.validators.MinValueValidator(5),
                            django.core.validators.MaxValueValidator(50),
                        ],
                        verbose_name="smallest group",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("smallest_group__gte", 5)), name="organisation_smallest_group_floor"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=advocacy.lib.public_ids.new_public_id, editable=False, max_length=16, unique=True
                    ),
                ),
                ("actor_id", models.BigIntegerField(null=True)),
                ("verb", models.CharField(max_length=60)),
                ("subject_type", models.CharField(max_length=60)),
                ("subject_id", models.CharField(blank=True, max_length=40)),
                ("changes", models.JSONField(default=dict)),
                ("at", models.DateTimeField(auto_now_add=True)),
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
                "ordering": ["-at", "-id"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["organisation", "-at"], name="audit_by_time")],
            },
        ),
        Wall("AuditEntry"),
        AppendOnly("AuditEntry"),
    ]
