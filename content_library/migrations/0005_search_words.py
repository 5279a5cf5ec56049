import django.db.models.deletion
from django.db import migrations, models

from advocacy.tenancy.walls import Wall

# A trusted extension: the owner of the database may add it. Without it, typing errors are forgiven by our own comparison.
TRIGRAMS = """
DO $$ BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
    RAISE WARNING 'pg_trgm could not be added: searches with typing errors are slower';
END $$
"""


def trigrams(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(TRIGRAMS)


def plain_order(apps, schema_editor):
    """Words compared letter by letter, so that the beginning of a word is a range of its index."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute('ALTER TABLE content_library_searchword ALTER COLUMN word TYPE varchar(40) COLLATE "C"')


class Migration(migrations.Migration):
    dependencies = [
        ("content_library", "0004_document_and_page_addresses"),
        ("organisations", "0002_usual_hour"),
        ("people", "0003_mail_choices_and_deliveries"),
    ]

    operations = [
        migrations.CreateModel(
            name="ItemWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("weight", models.PositiveSmallIntegerField()),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(choices=[("fr", "French"), ("en", "English")], max_length=2)),
                ("word", models.CharField(max_length=40)),
                ("stem", models.CharField(max_length=40)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddField(
            model_name="contentitem",
            name="search_digest",
            field=models.CharField(blank=True, default="", editable=False, max_length=16),
        ),
        migrations.AddIndex(
            model_name="contentitem",
            index=models.Index(
                condition=models.Q(("search_digest", "")), fields=["organisation"], name="item_to_index"
            ),
        ),
        migrations.AddField(
            model_name="itemword",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="item_words", to="content_library.contentitem"
            ),
        ),
        migrations.AddField(
            model_name="itemword",
            name="organisation",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="organisations.organisation",
            ),
        ),
        migrations.AddField(
            model_name="searchword",
            name="organisation",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="organisations.organisation",
            ),
        ),
        migrations.AddField(
            model_name="itemword",
            name="word",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="item_words",
                to="content_library.searchword",
            ),
        ),
        migrations.AddIndex(
            model_name="searchword",
            index=models.Index(fields=["organisation", "stem"], name="search_word_by_stem"),
        ),
        migrations.AddConstraint(
            model_name="searchword",
            constraint=models.UniqueConstraint(fields=("organisation", "word", "language"), name="search_word_once"),
        ),
        migrations.AddConstraint(
            model_name="itemword",
            constraint=models.UniqueConstraint(fields=("word", "item"), name="item_word_once"),
        ),
        Wall("SearchWord"),
        Wall("ItemWord", {"item": "content_library.ContentItem", "word": "content_library.SearchWord"}),
        migrations.RunPython(trigrams, migrations.RunPython.noop),
        migrations.RunPython(plain_order, migrations.RunPython.noop),
    ]
