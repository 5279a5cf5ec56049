"""An alarm is mailed to the operator once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sharing", "0007_budgets_holds_and_history")]

    operations = [
        migrations.AddField(model_name="operatoralarm", name="mailed_at", field=models.DateTimeField(null=True)),
    ]
