"""Asking a colleague for an opinion; a share may wait for it."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import advocacy.lib.public_ids
from advocacy.tenancy.walls import Wall


def _id():
    return ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


def _to(model, related_name="+", **options):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.CASCADE, related_name=related_name, to=model, **options
    )


OPTIONS = {"abstract": False, "base_manager_name": "objects"}


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_sessions_letters_and_demo_places"),
        ("sharing", "0004_what_a_share_carries"),
    ]

    operations = [
        migrations.AddField("share", "reader_until", models.DateTimeField(blank=True, null=True)),
        migrations.CreateModel(
            name="Proofread",
            fields=[
                _id(),
                (
                    "public_id",
                    models.CharField(
                        default=advocacy.lib.public_ids.new_public_id, editable=False, max_length=16, unique=True
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Asked"),
                            ("answered", "Answered"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=160)),
                ("note", models.CharField(blank=True, max_length=500)),
                ("comment", models.TextField(blank=True, max_length=2000)),
                ("wait_until", models.DateTimeField(blank=True, null=True)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("author", _to("people.membership")),
                ("organisation", _to("organisations.organisation", editable=False)),
                ("reader", _to("people.membership")),
            ],
            options={"ordering": ["-asked_at", "-id"], **OPTIONS},
        ),
        migrations.AddIndex(
            "proofread", models.Index(fields=["organisation", "reader", "state"], name="proofread_by_reader")
        ),
        migrations.AddIndex(
            "proofread", models.Index(fields=["organisation", "author", "-asked_at"], name="proofread_by_author")
        ),
        migrations.CreateModel(
            name="ProofreadText",
            fields=[
                _id(),
                ("network", models.CharField(max_length=20)),
                ("text", models.TextField()),
                ("suggested_text", models.TextField(blank=True)),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
                ("organisation", _to("organisations.organisation", editable=False)),
                ("proofread", _to("sharing.proofread", "texts")),
                ("share", _to("sharing.share", "proofread_texts")),
            ],
            options={"ordering": ["id"], **OPTIONS},
        ),
        migrations.AddConstraint(
            "proofreadtext", models.UniqueConstraint(fields=["proofread", "share"], name="proofread_text_once")
        ),
        Wall("Proofread", {"author": "people.Membership", "reader": "people.Membership"}),
        Wall("ProofreadText", {"proofread": "sharing.Proofread", "share": "sharing.Share"}),
    ]
