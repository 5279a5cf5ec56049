from django.db import migrations, models


def keep_open(apps, schema_editor):
    """What is offered already, with a person to announce it, stays open: nobody has to announce it again."""
    ContentItem = apps.get_model("content_library", "ContentItem")
    walled = schema_editor.connection.vendor == "postgresql"
    for organisation_id in apps.get_model("organisations", "Organisation").objects.values_list("pk", flat=True):
        with schema_editor.connection.cursor() as cursor:
            if walled:
                cursor.execute("SELECT set_config('app.organisation_id', %s, true)", [str(organisation_id)])
        open_now = ContentItem.objects.filter(organisation_id=organisation_id, state="live")
        open_now.filter(announcement_order="author_first").update(announced_at=models.F("state_changed_at"))
    if walled:
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.organisation_id', '', true)")


class Migration(migrations.Migration):
    dependencies = [
        ("content_library", "0010_item_reviews"),
    ]

    operations = [
        migrations.AddField(
            model_name="campaign",
            name="announcement_order",
            field=models.CharField(
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
        migrations.AddField(
            model_name="contentitem",
            name="announced_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.RunPython(keep_open, migrations.RunPython.noop),
    ]
