import django.db.models.deletion
import django.utils.timezone
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
            name="Asset",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=advocacy.lib.public_ids.new_public_id, editable=False, max_length=16, unique=True
                    ),
                ),
                ("file", models.CharField(editable=False, max_length=200)),
                ("mime", models.CharField(max_length=40)),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("alternative_text", models.CharField(blank=True, max_length=400, verbose_name="alternative text")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
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
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Campaign",
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
                ("brief", models.TextField(blank=True, max_length=2000, verbose_name="brief")),
                ("colour", models.PositiveSmallIntegerField(default=1, verbose_name="colour")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("is_archived", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
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
        migrations.CreateModel(
            name="ContentItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=advocacy.lib.public_ids.new_public_id, editable=False, max_length=16, unique=True
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("article", "Article"),
                            ("picture", "Picture"),
                            ("video", "Video link"),
                            ("event", "Event"),
                            ("job", "Job"),
                            ("question", "Question"),
                            ("own_view", "Your own view"),
                        ],
                        default="article",
                        max_length=10,
                        verbose_name="kind",
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
                        default="company",
                        max_length=10,
                        verbose_name="family",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in_review", "In review"),
                            ("waiting", "Waiting for the page"),
                            ("live", "Available"),
                            ("expired", "Expired"),
                            ("archived", "Archived"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("state_changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "language",
                    models.CharField(
                        choices=[("fr", "French"), ("en", "English")],
                        default="fr",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("title", models.CharField(max_length=160, verbose_name="title shown to ambassadors")),
                ("summary", models.TextField(blank=True, max_length=600, verbose_name="in a sentence or two")),
                ("url", models.URLField(blank=True, max_length=1000, verbose_name="link")),
                ("facts", models.TextField(blank=True, max_length=2000, verbose_name="facts not to distort")),
                ("facts_verified_by", models.CharField(blank=True, max_length=120, verbose_name="verified by")),
                ("credit", models.CharField(blank=True, max_length=120, verbose_name="author credited")),
                (
                    "announcement_order",
                    models.CharField(
                        choices=[
                            ("page_first", "The page, then ambassadors"),
                            ("author_first", "A person announces it, the page relays"),
                            ("together", "Page and people together"),
                            ("profiles_only", "Without the page"),
                        ],
                        default="page_first",
                        max_length=14,
                        verbose_name="who announces",
                    ),
                ),
                ("networks", models.JSONField(blank=True, default=list, verbose_name="networks")),
                ("for_everyone", models.BooleanField(default=True, verbose_name="for everyone")),
                ("available_from", models.DateTimeField(blank=True, null=True, verbose_name="available from")),
                ("expires_at", models.DateTimeField(blank=True, null=True, verbose_name="expires on")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="items",
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
                (
                    "picture",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="content_library.asset",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-id"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Angle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=advocacy.lib.public_ids.new_public_id, editable=False, max_length=16, unique=True
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "language",
                    models.CharField(
                        choices=[("fr", "French"), ("en", "English")],
                        default="fr",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="name")),
                ("question", models.CharField(max_length=200, verbose_name="the invitation")),
                ("helpers", models.CharField(blank=True, max_length=300, verbose_name="three questions to start")),
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
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="angles",
                        to="content_library.contentitem",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="ItemMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.CharField(choices=[("kept", "Kept"), ("dismissed", "Not for me")], max_length=10)),
                ("marked_at", models.DateTimeField(auto_now=True)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="content_library.contentitem",
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="ItemTeam",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="item_teams",
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
                    "team",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.team"),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="PagePost",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=advocacy.lib.public_ids.new_public_id, editable=False, max_length=16, unique=True
                    ),
                ),
                ("expected_at", models.DateTimeField(blank=True, null=True, verbose_name="expected on the page")),
                ("posted_at", models.DateTimeField(blank=True, null=True, verbose_name="posted on the page")),
                ("url", models.URLField(blank=True, max_length=1000, verbose_name="address of the page's post")),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="page_post",
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="SuggestedText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=advocacy.lib.public_ids.new_public_id, editable=False, max_length=16, unique=True
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "language",
                    models.CharField(
                        choices=[("fr", "French"), ("en", "English")],
                        default="fr",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("network", models.CharField(blank=True, default="", max_length=20, verbose_name="network")),
                ("body", models.TextField(max_length=3000, verbose_name="text")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="suggested_texts",
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
            ],
            options={
                "ordering": ["position", "id"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=advocacy.lib.public_ids.new_public_id, editable=False, max_length=16, unique=True
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
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
        migrations.CreateModel(
            name="ItemTopic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="item_topics",
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
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="item_topics",
                        to="content_library.topic",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="FollowedTopic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followed_topics",
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
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followers",
                        to="content_library.topic",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.UniqueConstraint(fields=("organisation", "name"), name="campaign_name_once"),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(("colour__gte", 1), ("colour__lte", 6)), name="campaign_colour_1_to_6"
            ),
        ),
        migrations.AddIndex(
            model_name="contentitem",
            index=models.Index(fields=["organisation", "state", "-created_at"], name="item_by_state"),
        ),
        migrations.AddConstraint(
            model_name="itemmark",
            constraint=models.UniqueConstraint(fields=("item", "membership"), name="item_mark_once"),
        ),
        migrations.AddConstraint(
            model_name="itemteam",
            constraint=models.UniqueConstraint(fields=("item", "team"), name="item_team_once"),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.UniqueConstraint(fields=("organisation", "name"), name="topic_name_once"),
        ),
        migrations.AddConstraint(
            model_name="itemtopic",
            constraint=models.UniqueConstraint(fields=("item", "topic"), name="item_topic_once"),
        ),
        migrations.AddConstraint(
            model_name="followedtopic",
            constraint=models.UniqueConstraint(fields=("topic", "membership"), name="followed_topic_once"),
        ),
        Wall("Asset", {"owner": "people.Membership"}),
        Wall("Campaign"),
        Wall(
            "ContentItem",
            {
                "author": "people.Membership",
                "campaign": "content_library.Campaign",
                "picture": "content_library.Asset",
                "created_by": "people.Membership",
            },
        ),
        Wall("Angle", {"item": "content_library.ContentItem"}),
        Wall("ItemMark", {"item": "content_library.ContentItem", "membership": "people.Membership"}),
        Wall("ItemTeam", {"item": "content_library.ContentItem", "team": "people.Team"}),
        Wall("PagePost", {"item": "content_library.ContentItem"}),
        Wall("SuggestedText", {"item": "content_library.ContentItem"}),
        Wall("Topic"),
        Wall("ItemTopic", {"item": "content_library.ContentItem", "topic": "content_library.Topic"}),
        Wall("FollowedTopic", {"topic": "content_library.Topic", "membership": "people.Membership"}),
    ]
