import django.db.models.deletion
from django.db import migrations, models

import advocacy.lib.public_ids
from advocacy.tenancy.walls import Wall


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Charter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=advocacy.lib.public_ids.new_public_id, editable=False, max_length=16, unique=True
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("texts", models.JSONField(default=dict)),
                ("published_at", models.DateTimeField(auto_now_add=True)),
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
                "ordering": ["-number"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=advocacy.lib.public_ids.new_public_id, editable=False, max_length=16, unique=True
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("active", "Active"), ("paused", "On a break"), ("left", "Left")],
                        default="active",
                        max_length=8,
                    ),
                ),
                ("show_name", models.BooleanField(default=False, verbose_name="my name may appear in results")),
                ("weekly_digest", models.BooleanField(default=False, verbose_name="a summary each week")),
                ("enrolled_at", models.DateTimeField()),
                ("paused_until", models.DateField(blank=True, null=True)),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                (
                    "charter",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programme.charter"
                    ),
                ),
                (
                    "membership",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="enrolment", to="people.membership"
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
            name="Programme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "objective",
                    models.CharField(
                        choices=[
                            ("awareness", "Be known"),
                            ("page_audience", "Grow the page's audience"),
                            ("opportunities", "Meet clients and partners"),
                            ("employer_brand", "Be an employer people choose"),
                            ("engagement", "Work better together"),
                        ],
                        default="awareness",
                        max_length=20,
                        verbose_name="objective",
                    ),
                ),
                ("aims", models.JSONField(blank=True, default=dict)),
                ("words", models.JSONField(blank=True, default=dict)),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.membership",
                        verbose_name="who to ask",
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
        migrations.AddConstraint(
            model_name="charter",
            constraint=models.UniqueConstraint(fields=("organisation", "number"), name="charter_number_once"),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("left_at__isnull", False), ("state", "left")),
                    models.Q(models.Q(("state", "left"), _negated=True), ("left_at__isnull", True)),
                    _connector="OR",
                ),
                name="enrolment_left_has_a_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="programme",
            constraint=models.UniqueConstraint(fields=("organisation",), name="programme_once"),
        ),
        Wall("Charter"),
        Wall("Enrolment", {"membership": "people.Membership", "charter": "programme.Charter"}),
        Wall("Programme", {"contact": "people.Membership"}),
    ]
