from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("content_library", "0002_asset_animation_and_item_search"),
    ]

    operations = [
        migrations.AddField(
            model_name="contentitem",
            name="request_key",
            field=models.CharField(blank=True, default="", editable=False, max_length=40),
        ),
        migrations.AddConstraint(
            model_name="contentitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("request_key", ""), _negated=True),
                fields=("created_by", "request_key"),
                name="item_request_once",
            ),
        ),
    ]
