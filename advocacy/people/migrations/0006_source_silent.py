from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_review_notices"),
    ]

    operations = [
        migrations.AlterField(
            model_name="notification",
            name="kind",
            field=models.CharField(
                choices=[
                    ("share_published", "A share went out"),
                    ("share_failed", "A share failed"),
                    ("share_missed", "A share was missed"),
                    ("share_unconfirmed", "A share needs an answer"),
                    ("share_held", "A share is held"),
                    ("share_removed", "A share was removed from the network"),
                    ("comment_failed", "A first comment did not go out"),
                    ("week_ready", "The week my rules prepared is ready"),
                    ("proofread_asked", "Somebody asks me to read their text"),
                    ("proofread_answered", "Somebody has read my text"),
                    ("proposal_answered", "My proposal has an answer"),
                    ("proposal_live", "Something I proposed is in the library"),
                    ("contribution_asked", "The communications team asks me for a contribution"),
                    ("contribution_back", "A brief of mine has come back"),
                    ("review_asked", "Somebody asks me to read an idea of the library"),
                    ("review_answered", "Somebody answers about an idea of the library"),
                    ("crisis_held", "The organisation puts every share on hold"),
                    ("crisis_over", "The organisation lifts the hold"),
                    ("connection_expiring", "An access is about to expire"),
                    ("source_silent", "A source of the library no longer answers"),
                    ("budget_low", "A network’s budget is nearly used up"),
                ],
                max_length=30,
            ),
        ),
    ]
