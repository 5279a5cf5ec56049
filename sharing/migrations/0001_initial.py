import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import advocacy.lib.public_ids
from advocacy.tenancy.walls import Wall


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("content_library", "0001_initial"),
        ("organisations", "0001_initial"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="VisitorSalt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(unique=True)),
                ("salt", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Connection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=advocacy.lib.public_ids.new_public_id, editable=False, max_length=16, unique=True
                    ),
                ),
                ("network", models.CharField(max_length=20)),
                ("member_id", models.CharField(max_length=100)),
                ("handle", models.CharField(blank=True, max_length=100)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("headline", models.CharField(blank=True, max_length=300)),
                ("profile_url", models.CharField(blank=True, max_length=300)),
                ("scopes", models.JSONField(default=list)),
                ("access_token", models.TextField(blank=True, editable=False)),
                ("refresh_token", models.TextField(blank=True, editable=False)),
                ("access_expires_at", models.DateTimeField(null=True)),
                ("refresh_expires_at", models.DateTimeField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("connected", "Connected"),
                            ("expired", "Expired"),
                            ("revoking", "Being removed"),
                            ("revoked", "Disconnected"),
                        ],
                        default="connected",
                        max_length=10,
                    ),
                ),
                ("connected_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "app_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="connections",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ConnectionPermission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("granted_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "connection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="permissions", to="sharing.connection"
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="connection_permissions",
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
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="NetworkApp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("network", models.CharField(max_length=20)),
                ("client_id", models.CharField(blank=True, max_length=200)),
                ("client_secret", models.TextField(blank=True, editable=False)),
                ("granted_scopes", models.JSONField(blank=True, default=list)),
                ("is_enabled", models.BooleanField(default=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
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
            name="NetworkPause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("network", models.CharField(blank=True, max_length=20)),
                ("reason", models.CharField(max_length=60)),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OAuthRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(max_length=64, unique=True)),
                ("network", models.CharField(max_length=20)),
                ("verifier", models.TextField()),
                ("session_hash", models.CharField(max_length=64)),
                ("next_path", models.CharField(blank=True, max_length=200)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.membership"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=advocacy.lib.public_ids.new_public_id, editable=False, max_length=16, unique=True
                    ),
                ),
                ("network", models.CharField(max_length=20)),
                ("title", models.CharField(blank=True, max_length=160)),
                ("text", models.TextField(blank=True)),
                ("alternative_text", models.CharField(blank=True, max_length=400)),
                ("content_sha256", models.CharField(blank=True, max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("scheduled", "Scheduled"),
                            ("held", "Held"),
                            ("publishing", "Being published"),
                            ("unconfirmed", "To confirm"),
                            ("published", "Published"),
                            ("failed", "Failed"),
                            ("missed", "Missed"),
                            ("cancelled", "Cancelled"),
                            ("removed", "Removed"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("state_changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reason", models.CharField(blank=True, max_length=40)),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("due_local", models.CharField(blank=True, max_length=16)),
                ("zone", models.CharField(blank=True, max_length=40)),
                ("publish_before", models.DateTimeField(blank=True, null=True)),
                ("next_at", models.DateTimeField(blank=True, null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("lease", models.UUIDField(blank=True, null=True)),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                (
                    "evidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("network_id", "the network answered with its number"),
                            ("accepted", "the network accepted it without a number"),
                            ("click", "someone followed its own link"),
                            ("person", "you saw it online"),
                            ("declared", "you posted it yourself"),
                        ],
                        max_length=12,
                    ),
                ),
                ("external_id", models.CharField(blank=True, max_length=200)),
                ("external_url", models.CharField(blank=True, max_length=400)),
                ("request_key", models.CharField(blank=True, max_length=40)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "angle",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="content_library.angle",
                    ),
                ),
                (
                    "connection",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="sharing.connection",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="shares",
                        to="content_library.contentitem",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="shares", to="people.membership"
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
                (
                    "suggested_text",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="content_library.suggestedtext",
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
            name="ShareAttempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("lease", models.UUIDField()),
                ("content_sha256", models.CharField(max_length=64)),
                ("worker", models.CharField(blank=True, max_length=80)),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("started", "Started"),
                            ("not_sent", "Not Sent"),
                            ("refused", "Refused"),
                            ("published", "Published"),
                            ("unconfirmed", "Unconfirmed"),
                            ("not_published", "Not Published"),
                        ],
                        default="started",
                        max_length=14,
                    ),
                ),
                ("status", models.PositiveSmallIntegerField(null=True)),
                ("error_code", models.CharField(blank=True, max_length=60)),
                ("network_request_id", models.CharField(blank=True, max_length=120)),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="attempts", to="sharing.share"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="TrackedLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(default=advocacy.lib.public_ids.new_link_code, editable=False, max_length=16),
                ),
                ("destination", models.URLField(max_length=1500)),
                ("clicks", models.PositiveIntegerField(default=0)),
                ("automatic_clicks", models.PositiveIntegerField(default=0)),
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
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddField(
            model_name="share",
            name="link",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="share",
                to="sharing.trackedlink",
            ),
        ),
        migrations.CreateModel(
            name="Click",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("person", "Person"), ("bot", "Bot"), ("preview", "Preview")], max_length=8
                    ),
                ),
                ("visitor", models.CharField(max_length=32)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
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
                    "link",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="click_rows", to="sharing.trackedlink"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddConstraint(
            model_name="connection",
            constraint=models.UniqueConstraint(
                condition=models.Q(("app_of__isnull", True)),
                fields=("user", "network"),
                name="connection_once_by_site",
            ),
        ),
        migrations.AddConstraint(
            model_name="connection",
            constraint=models.UniqueConstraint(
                condition=models.Q(("app_of__isnull", False)),
                fields=("user", "network", "app_of"),
                name="connection_once_by_app",
            ),
        ),
        migrations.AddConstraint(
            model_name="connection",
            constraint=models.UniqueConstraint(
                condition=models.Q(("app_of__isnull", True), ("state__in", ["connected", "expired"])),
                fields=("network", "member_id"),
                name="connection_account_by_site",
            ),
        ),
        migrations.AddConstraint(
            model_name="connection",
            constraint=models.UniqueConstraint(
                condition=models.Q(("app_of__isnull", False), ("state__in", ["connected", "expired"])),
                fields=("network", "member_id", "app_of"),
                name="connection_account_by_app",
            ),
        ),
        migrations.AddConstraint(
            model_name="connectionpermission",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("membership", "connection"),
                name="permission_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="networkapp",
            constraint=models.UniqueConstraint(fields=("organisation", "network"), name="network_app_once"),
        ),
        migrations.AddConstraint(
            model_name="shareattempt",
            constraint=models.UniqueConstraint(fields=("share", "number"), name="attempt_number_once"),
        ),
        migrations.AddConstraint(
            model_name="shareattempt",
            constraint=models.UniqueConstraint(
                condition=models.Q(("outcome__in", ["started", "unconfirmed", "published"])),
                fields=("share",),
                name="attempt_one_may_be_out",
            ),
        ),
        migrations.AddConstraint(
            model_name="trackedlink",
            constraint=models.UniqueConstraint(fields=("organisation", "code"), name="tracked_link_code_once"),
        ),
        migrations.AddIndex(
            model_name="share",
            index=models.Index(
                condition=models.Q(("state", "scheduled")), fields=["organisation", "next_at"], name="share_due"
            ),
        ),
        migrations.AddIndex(
            model_name="share",
            index=models.Index(fields=["organisation", "membership", "-created_at"], name="share_by_person"),
        ),
        migrations.AddIndex(
            model_name="share",
            index=models.Index(fields=["organisation", "item"], name="share_by_item"),
        ),
        migrations.AddConstraint(
            model_name="share",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "published"), _negated=True),
                    models.Q(("evidence", ""), _negated=True),
                    _connector="OR",
                ),
                name="share_published_proven",
            ),
        ),
        migrations.AddConstraint(
            model_name="share",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lease__isnull", False), ("lease_until__isnull", False), ("state", "publishing")),
                    models.Q(("state", "publishing"), _negated=True),
                    _connector="OR",
                ),
                name="share_publishing_leased",
            ),
        ),
        migrations.AddConstraint(
            model_name="share",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "cancelled", "published", "removed"]),
                    models.Q(
                        ("due_at__isnull", False),
                        ("publish_before__isnull", False),
                        models.Q(("content_sha256", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="share_promise_complete",
            ),
        ),
        migrations.AddConstraint(
            model_name="share",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "held"), _negated=True), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="share_held_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="share",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "publishing")), fields=("connection",), name="share_one_call_per_account"
            ),
        ),
        migrations.AddConstraint(
            model_name="share",
            constraint=models.UniqueConstraint(
                condition=models.Q(("request_key", ""), _negated=True),
                fields=("membership", "request_key"),
                name="share_request_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="share",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ["scheduled", "held", "publishing", "unconfirmed"]), ("item__isnull", False)
                ),
                fields=("connection", "item"),
                name="share_item_once_per_account",
            ),
        ),
        migrations.AddIndex(
            model_name="click",
            index=models.Index(fields=["organisation", "at"], name="click_by_time"),
        ),
        Wall("ConnectionPermission", {"membership": "people.Membership"}),
        Wall("NetworkApp"),
        Wall("TrackedLink"),
        Wall("Click", {"link": "sharing.TrackedLink"}),
        Wall(
            "Share",
            {
                "membership": "people.Membership",
                "item": "content_library.ContentItem",
                "angle": "content_library.Angle",
                "suggested_text": "content_library.SuggestedText",
                "picture": "content_library.Asset",
                "link": "sharing.TrackedLink",
            },
        ),
        Wall("ShareAttempt", {"share": "sharing.Share"}),
    ]
