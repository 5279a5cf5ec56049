import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import advocacy.lib.public_ids
from advocacy.tenancy.walls import Wall


class Migration(migrations.Migration):
    dependencies = [
        ("content_library", "0008_campaign_goal_and_owner"),
        ("organisations", "0003_answer_days"),
        ("people", "0004_proposal_notifications"),
    ]

    operations = [
        migrations.CreateModel(
            name="Proposal",
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
                            ("link", "A link"),
                            ("photo", "A photo"),
                            ("testimony", "A story"),
                            ("draft", "A draft"),
                            ("contribution", "An interview or an article"),
                        ],
                        default="link",
                        max_length=12,
                        verbose_name="what it is",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("briefed", "Asked of you"),
                            ("free", "Nobody yet"),
                            ("submitted", "Sent"),
                            ("seen", "Read by the team"),
                            ("question", "A question for you"),
                            ("accepted", "Taken up"),
                            ("declined", "Not taken up"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="submitted",
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
                ("title", models.CharField(max_length=160, verbose_name="title")),
                ("text", models.TextField(blank=True, max_length=10000, verbose_name="in your words")),
                ("url", models.URLField(blank=True, max_length=1000, verbose_name="link")),
                (
                    "people_in_photo",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("nobody", "Nobody can be recognised"),
                            ("agreed", "Everyone agreed"),
                            ("to_ask", "Still to ask"),
                        ],
                        default="",
                        max_length=8,
                        verbose_name="people in the photo",
                    ),
                ),
                ("credit_wanted", models.BooleanField(default=False)),
                ("credit_name", models.CharField(blank=True, max_length=120, verbose_name="named as")),
                ("wants_to_announce", models.BooleanField(default=False)),
                ("brief", models.TextField(blank=True, max_length=4000, verbose_name="brief")),
                ("submitted_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("answer_due_on", models.DateField(blank=True, editable=False, null=True)),
                ("answered_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("reply_draft", models.TextField(blank=True, max_length=4000)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("request_key", models.CharField(blank=True, default="", editable=False, max_length=40)),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="proposals",
                        to="content_library.contentitem",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
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
                "ordering": ["-created_at", "-id"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="ProposalMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=advocacy.lib.public_ids.new_public_id, editable=False, max_length=16, unique=True
                    ),
                ),
                ("from_team", models.BooleanField()),
                ("body", models.TextField(max_length=4000)),
                ("said_at", models.DateTimeField(auto_now_add=True)),
                (
                    "author",
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
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="content_library.proposal",
                    ),
                ),
            ],
            options={
                "ordering": ["said_at", "id"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="ProposalPicture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "asset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposal_pictures",
                        to="content_library.asset",
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
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pictures",
                        to="content_library.proposal",
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
            name="ProposalTopic",
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
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposal_topics",
                        to="content_library.proposal",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="content_library.topic"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(fields=["organisation", "state", "submitted_at"], name="proposal_by_state"),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(fields=["membership", "-created_at"], name="proposal_by_person"),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("request_key", ""), _negated=True),
                fields=("membership", "request_key"),
                name="proposal_request_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("membership__isnull", False), ("state__in", ["free", "withdrawn"]), _connector="OR"
                ),
                name="proposal_has_its_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposalpicture",
            constraint=models.UniqueConstraint(fields=("proposal", "asset"), name="proposal_picture_once"),
        ),
        migrations.AddConstraint(
            model_name="proposaltopic",
            constraint=models.UniqueConstraint(fields=("proposal", "topic"), name="proposal_topic_once"),
        ),
        Wall(
            "Proposal",
            {
                "membership": "people.Membership",
                "asked_by": "people.Membership",
                "item": "content_library.ContentItem",
            },
        ),
        Wall("ProposalPicture", {"proposal": "content_library.Proposal", "asset": "content_library.Asset"}),
        Wall("ProposalTopic", {"proposal": "content_library.Proposal", "topic": "content_library.Topic"}),
        Wall("ProposalMessage", {"proposal": "content_library.Proposal", "author": "people.Membership"}),
    ]
