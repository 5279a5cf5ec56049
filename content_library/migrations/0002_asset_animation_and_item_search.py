from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("content_library", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="asset",
            name="was_animated",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="contentitem",
            name="search_text",
            field=models.TextField(blank=True, default="", editable=False),
        ),
    ]
