import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import advocacy.lib.public_ids
from advocacy.tenancy.walls import Wall


class Migration(migrations.Migration):
    dependencies = [
        ("content_library", "0011_who_announces"),
        ("organisations", "0002_usual_hour"),
        ("people", "0005_review_notices"),
    ]

    operations = [
        migrations.AddField(
            model_name="contentitem",
            name="url_key",
            field=models.CharField(blank=True, db_index=True, default="", editable=False, max_length=300),
        ),
        migrations.CreateModel(
            name="LinkLookup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=advocacy.lib.public_ids.new_public_id, editable=False, max_length=16, unique=True
                    ),
                ),
                ("url", models.CharField(max_length=1000)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Being read"), ("found", "Read"), ("failed", "Could not be read")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("problem", models.CharField(blank=True, max_length=40)),
                ("typed", models.JSONField(blank=True, default=dict)),
                ("own_url", models.CharField(blank=True, max_length=1000)),
                ("title", models.CharField(blank=True, max_length=200)),
                ("description", models.CharField(blank=True, max_length=300)),
                ("language", models.CharField(blank=True, max_length=2)),
                ("site", models.CharField(blank=True, max_length=80)),
                ("published_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                    "picture",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="content_library.asset",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        Wall("LinkLookup", {"membership": "people.Membership", "picture": "content_library.Asset"}),
        migrations.CreateModel(
            name="Source",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=advocacy.lib.public_ids.new_public_id, editable=False, max_length=16, unique=True
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("feed", "A feed, or a page that has one"),
                            ("wordpress", "A WordPress site"),
                            ("sitemap", "A sitemap"),
                            ("newsletter", "A newsletter, by its RSS address"),
                        ],
                        default="feed",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("url", models.URLField(max_length=1000, verbose_name="address")),
                ("feed_url", models.CharField(blank=True, default="", editable=False, max_length=1000)),
                ("words_in", models.TextField(blank=True, max_length=500, verbose_name="keep what speaks of")),
                ("words_out", models.TextField(blank=True, max_length=500, verbose_name="but not of")),
                ("categories", models.TextField(blank=True, max_length=500, verbose_name="categories")),
                (
                    "only_language",
                    models.CharField(
                        blank=True,
                        choices=[("fr", "French"), ("en", "English")],
                        default="",
                        max_length=2,
                        verbose_name="only in this language",
                    ),
                ),
                (
                    "family",
                    models.CharField(
                        choices=[
                            ("company", "Company news"),
                            ("sector", "The sector"),
                            ("craft", "The craft"),
                            ("personal", "A personal view"),
                        ],
                        default="sector",
                        max_length=10,
                        verbose_name="family",
                    ),
                ),
                ("every_minutes", models.PositiveIntegerField(default=360, verbose_name="how often")),
                (
                    "state",
                    models.CharField(
                        choices=[("awake", "Read regularly"), ("asleep", "Asleep")],
                        default="awake",
                        editable=False,
                        max_length=8,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("etag", models.CharField(blank=True, default="", editable=False, max_length=200)),
                ("last_modified", models.CharField(blank=True, default="", editable=False, max_length=200)),
                ("next_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("reading_until", models.DateTimeField(editable=False, null=True)),
                ("checked_at", models.DateTimeField(editable=False, null=True)),
                ("answered_at", models.DateTimeField(editable=False, null=True)),
                ("failures", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("failing_since", models.DateTimeField(editable=False, null=True)),
                ("problem", models.CharField(blank=True, default="", editable=False, max_length=40)),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="sources",
                        to="content_library.campaign",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.membership",
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
                "ordering": ["name"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        Wall("Source", {"campaign": "content_library.Campaign", "created_by": "people.Membership"}),
        migrations.CreateModel(
            name="SourceEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=advocacy.lib.public_ids.new_public_id, editable=False, max_length=16, unique=True
                    ),
                ),
                ("guid_key", models.CharField(max_length=64)),
                ("url", models.CharField(blank=True, max_length=1000)),
                ("url_key", models.CharField(blank=True, db_index=True, default="", editable=False, max_length=300)),
                ("title", models.CharField(blank=True, max_length=160)),
                ("summary", models.TextField(blank=True, max_length=600)),
                ("author", models.CharField(blank=True, max_length=120)),
                ("language", models.CharField(blank=True, max_length=2)),
                ("published_at", models.DateTimeField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "To sort"),
                            ("accepted", "Accepted"),
                            ("dismissed", "Dismissed"),
                            ("set_aside", "Set aside"),
                            ("lapsed", "Gone by"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=120)),
                ("decided_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("seen_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="source_entries",
                        to="content_library.contentitem",
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
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="content_library.source"
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-id"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        Wall(
            "SourceEntry",
            {
                "source": "content_library.Source",
                "item": "content_library.ContentItem",
                "decided_by": "people.Membership",
            },
        ),
        migrations.CreateModel(
            name="SourceTopic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="source_topics",
                        to="content_library.source",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="source_topics",
                        to="content_library.topic",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        Wall("SourceTopic", {"source": "content_library.Source", "topic": "content_library.Topic"}),
        migrations.AddIndex(
            model_name="source",
            index=models.Index(fields=["organisation", "state", "next_at"], name="source_by_turn"),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.UniqueConstraint(fields=("organisation", "name"), name="source_name_once"),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.UniqueConstraint(fields=("organisation", "url"), name="source_url_once"),
        ),
        migrations.AddIndex(
            model_name="sourceentry",
            index=models.Index(fields=["organisation", "state", "-created_at"], name="entry_by_state"),
        ),
        migrations.AddConstraint(
            model_name="sourceentry",
            constraint=models.UniqueConstraint(fields=("source", "guid_key"), name="entry_guid_once"),
        ),
        migrations.AddConstraint(
            model_name="sourceentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("url_key", ""), _negated=True), fields=("source", "url_key"), name="entry_url_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcetopic",
            constraint=models.UniqueConstraint(fields=("source", "topic"), name="source_topic_once"),
        ),
    ]
