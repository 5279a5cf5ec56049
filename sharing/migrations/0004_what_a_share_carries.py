"""Several pictures, a document, a relayed post, a card of its own, a first comment; the way to take a post down.

A share's one picture becomes the first of its pictures. On PostgreSQL what was approved stays what it was: the
trigger covers the new columns, and the rows of pictures and first comments as well.
"""

import django.db.models.deletion
from django.db import migrations, models

from advocacy.tenancy.walls import Wall, WallReferences

ON_THE_WAY = "('scheduled', 'held', 'publishing', 'unconfirmed')"
# The link and the account are not among them: a link moves to the share that is sent again, an account may end.
NOW = ("text", "network", "content_sha256", "reshare_of", "card_title", "card_description", "document_id")
BEFORE = ("text", "alternative_text", "network", "content_sha256")

PARTS_FUNCTION = """
CREATE FUNCTION sharing_part_approved() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    part record;
BEGIN
    IF TG_OP = 'DELETE' THEN part := OLD; ELSE part := NEW; END IF;
    IF EXISTS (SELECT 1 FROM sharing_share WHERE id = part.share_id AND state IN ON_THE_WAY) THEN
        RAISE EXCEPTION 'what a share on its way carries cannot be changed: it must go back to draft first';
    END IF;
    RETURN part;
END $$
""".replace("ON_THE_WAY", ON_THE_WAY)
PARTS = {
    "sharing_sharepicture": ("share_id", "asset_id", "position", "alternative_text"),
    "sharing_firstcomment": ("share_id", "text"),
}


def _execute(schema_editor, *statements):
    if schema_editor.connection.vendor == "postgresql":
        for statement in statements:
            schema_editor.execute(statement)


def _words_trigger(columns):
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("OLD", "NEW"))
    return (
        "CREATE TRIGGER approved BEFORE UPDATE ON sharing_share FOR EACH ROW WHEN ("
        f"OLD.state IN {ON_THE_WAY} AND NEW.state IN {ON_THE_WAY} AND ({old}) IS DISTINCT FROM ({new})"
        ") EXECUTE FUNCTION sharing_share_approved()"
    )


def _part_triggers(table, columns):
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("OLD", "NEW"))
    runs = "FOR EACH ROW {when}EXECUTE FUNCTION sharing_part_approved()"
    yield f"CREATE TRIGGER approved BEFORE INSERT OR DELETE ON {table} {runs.format(when='')}"
    changed = f"WHEN (({old}) IS DISTINCT FROM ({new})) "
    yield f"CREATE TRIGGER approved_still BEFORE UPDATE ON {table} {runs.format(when=changed)}"


def let_words_change(_apps, schema_editor):
    _execute(schema_editor, "DROP TRIGGER IF EXISTS approved ON sharing_share")


def keep_words(_apps, schema_editor):
    _execute(schema_editor, _words_trigger(NOW), PARTS_FUNCTION)
    for table, columns in PARTS.items():
        _execute(schema_editor, *_part_triggers(table, columns))


def keep_earlier_words(_apps, schema_editor):
    _execute(schema_editor, _words_trigger(BEFORE))


def let_parts_change(_apps, schema_editor):
    for table in PARTS:
        _execute(
            schema_editor, *(f"DROP TRIGGER IF EXISTS {name} ON {table}" for name in ("approved", "approved_still"))
        )
    _execute(schema_editor, "DROP TRIGGER IF EXISTS approved ON sharing_share")
    _execute(schema_editor, "DROP FUNCTION IF EXISTS sharing_part_approved()")


def _in_every_organisation(apps, schema_editor, statement):
    """Run it behind each organisation's wall, and settle its references before tables change again."""
    organisations = apps.get_model("organisations", "Organisation").objects.values_list("pk", flat=True)
    postgres = schema_editor.connection.vendor == "postgresql"
    with schema_editor.connection.cursor() as cursor:
        for pk in list(organisations):
            if postgres:
                cursor.execute("SELECT set_config('app.organisation_id', %s, true)", [str(pk)])
            cursor.execute(statement, [pk])
        if postgres:
            cursor.execute("SELECT set_config('app.organisation_id', '', true)")
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def pictures_to_rows(apps, schema_editor):
    _in_every_organisation(
        apps,
        schema_editor,
        "INSERT INTO sharing_sharepicture (organisation_id, share_id, asset_id, position, alternative_text, media_id)"
        " SELECT organisation_id, id, picture_id, 0, alternative_text, media_id FROM sharing_share"
        " WHERE picture_id IS NOT NULL AND organisation_id = %s",
    )


def rows_to_pictures(apps, schema_editor):
    _in_every_organisation(
        apps,
        schema_editor,
        "UPDATE sharing_share SET picture_id = p.asset_id, alternative_text = p.alternative_text, media_id = p.media_id"
        " FROM sharing_sharepicture p"
        " WHERE p.share_id = sharing_share.id AND p.position = 0 AND p.organisation_id = %s",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_initial"),
        ("content_library", "0004_document_and_page_addresses"),
        ("sharing", "0003_approved_words_stay"),
    ]

    operations = [
        migrations.RunPython(let_words_change, keep_earlier_words),
        migrations.CreateModel(
            name="SharePicture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("alternative_text", models.CharField(blank=True, max_length=400)),
                ("media_id", models.CharField(blank=True, editable=False, max_length=200)),
                (
                    "asset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="content_library.asset"
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
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pictures", to="sharing.share"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("share", "position"), name="share_picture_place_once")],
            },
        ),
        migrations.CreateModel(
            name="FirstComment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Goes out after the post"),
                            ("published", "Published"),
                            ("failed", "Not published"),
                            ("unconfirmed", "To confirm"),
                            ("by_hand", "To add by hand"),
                        ],
                        default="waiting",
                        max_length=12,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=40)),
                ("next_at", models.DateTimeField(blank=True, null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("external_id", models.CharField(blank=True, max_length=200)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="first_comment", to="sharing.share"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("next_at__isnull", False)),
                        fields=["organisation", "next_at"],
                        name="first_comment_due",
                    )
                ],
            },
        ),
        Wall("SharePicture", {"share": "sharing.Share", "asset": "content_library.Asset"}),
        Wall("FirstComment", {"share": "sharing.Share"}),
        migrations.RunPython(pictures_to_rows, rows_to_pictures),
        migrations.RemoveField(model_name="share", name="picture"),
        migrations.RemoveField(model_name="share", name="alternative_text"),
        migrations.RemoveField(model_name="share", name="media_id"),
        migrations.AddField(
            model_name="share",
            name="document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="content_library.document",
            ),
        ),
        migrations.AddField(
            model_name="share",
            name="document_media_id",
            field=models.CharField(blank=True, editable=False, max_length=200),
        ),
        migrations.AddField(model_name="share", name="reshare_of", field=models.CharField(blank=True, max_length=200)),
        migrations.AddField(model_name="share", name="card_title", field=models.CharField(blank=True, max_length=200)),
        migrations.AddField(
            model_name="share", name="card_description", field=models.CharField(blank=True, max_length=300)
        ),
        migrations.AddField(model_name="share", name="is_prepared", field=models.BooleanField(default=False)),
        migrations.AddField(
            model_name="share", name="removal_asked_at", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddField(
            model_name="share", name="removal_next_at", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddField(
            model_name="share", name="removal_reason", field=models.CharField(blank=True, max_length=40)
        ),
        migrations.AddIndex(
            model_name="share",
            index=models.Index(
                condition=models.Q(("removal_next_at__isnull", False)),
                fields=["organisation", "removal_next_at"],
                name="share_to_remove",
            ),
        ),
        migrations.AddField(
            model_name="shareattempt",
            name="step",
            field=models.CharField(choices=[("post", "Post"), ("comment", "Comment")], default="post", max_length=8),
        ),
        migrations.RemoveConstraint(model_name="shareattempt", name="attempt_one_may_be_out"),
        migrations.AddConstraint(
            model_name="shareattempt",
            constraint=models.UniqueConstraint(
                condition=models.Q(("outcome__in", ["started", "unconfirmed", "published"])),
                fields=("share", "step"),
                name="attempt_one_may_be_out",
            ),
        ),
        WallReferences("Share", {"document": "content_library.Document"}),
        migrations.RunPython(keep_words, let_parts_change),
    ]
