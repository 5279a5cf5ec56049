import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0002_usual_hour"),
    ]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="answer_days",
            field=models.PositiveSmallIntegerField(
                default=5,
                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(20)],
                verbose_name="days to answer a proposal",
            ),
        ),
    ]
