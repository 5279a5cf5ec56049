"""How often a person gets a summary is among their choices about e-mails (people.MailChoices); nobody had chosen here."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("programme", "0001_initial"), ("people", "0003_mail_choices_and_deliveries")]

    operations = [migrations.RemoveField(model_name="enrolment", name="weekly_digest")]
