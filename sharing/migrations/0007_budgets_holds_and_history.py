"""What publishing uses up, what an organisation holds back, and how far the installation's history goes."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from advocacy.tenancy.walls import Wall


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0002_usual_hour"),
        ("people", "0003_mail_choices_and_deliveries"),
        ("sharing", "0006_dealt_with"),
    ]

    operations = [
        migrations.CreateModel(
            name="BudgetWindow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=80, unique=True)),
                ("ends_at", models.DateTimeField(db_index=True)),
                ("posts", models.PositiveIntegerField(default=0)),
                ("calls", models.PositiveIntegerField(default=0)),
                ("spent", models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="CrisisHold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("statement", models.TextField(blank=True, max_length=600)),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-started_at", "-id"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Installation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("epoch", models.PositiveIntegerField(default=1)),
                ("quarantined_at", models.DateTimeField(null=True)),
                ("quarantine_reason", models.CharField(blank=True, max_length=40)),
                ("confirmed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="OperatorAlarm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=80, unique=True)),
                ("text", models.CharField(max_length=300)),
                ("raised_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("last_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Preflight",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_at", models.DateTimeField()),
                ("checked_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Reservation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("lease", models.UUIDField(unique=True)),
                ("windows", models.JSONField(default=list)),
                ("cost", models.PositiveBigIntegerField(default=0)),
                ("settled_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddField(
            model_name="networkapp",
            name="daily_calls",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="networkapp",
            name="monthly_cap",
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True),
        ),
        migrations.AddField(
            model_name="networkhealth",
            name="app_of",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="organisations.organisation",
            ),
        ),
        migrations.AddField(
            model_name="networkhealth",
            name="blocked_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="networkhealth",
            name="learnt_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="networkhealth",
            name="learnt_daily",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="networkhealth",
            name="on_trial",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="networkhealth",
            name="recent",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="networkpause",
            name="application",
            field=models.CharField(blank=True, choices=[("", "Any"), ("site", "Site"), ("own", "Own")], max_length=4),
        ),
        migrations.AlterField(
            model_name="networkhealth",
            name="network",
            field=models.CharField(max_length=20),
        ),
        migrations.AddConstraint(
            model_name="networkhealth",
            constraint=models.UniqueConstraint(
                condition=models.Q(("app_of__isnull", True)), fields=("network",), name="health_once_by_site"
            ),
        ),
        migrations.AddConstraint(
            model_name="networkhealth",
            constraint=models.UniqueConstraint(
                condition=models.Q(("app_of__isnull", False)), fields=("network", "app_of"), name="health_once_by_app"
            ),
        ),
        migrations.AddField(
            model_name="crisishold",
            name="ended_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.membership"
            ),
        ),
        migrations.AddField(
            model_name="crisishold",
            name="organisation",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="organisations.organisation",
            ),
        ),
        migrations.AddField(
            model_name="crisishold",
            name="started_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.membership"
            ),
        ),
        migrations.AddField(
            model_name="preflight",
            name="organisation",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="organisations.organisation",
            ),
        ),
        migrations.AddField(
            model_name="preflight",
            name="share",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="preflight", to="sharing.share"
            ),
        ),
        migrations.AddField(
            model_name="reservation",
            name="organisation",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="organisations.organisation",
            ),
        ),
        migrations.AddField(
            model_name="reservation",
            name="share",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="sharing.share"),
        ),
        migrations.AddConstraint(
            model_name="crisishold",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)), fields=("organisation",), name="crisis_once"
            ),
        ),
        migrations.AddIndex(
            model_name="reservation",
            index=models.Index(fields=["organisation", "created_at"], name="reservation_by_time"),
        ),
        Wall("CrisisHold", {"started_by": "people.Membership", "ended_by": "people.Membership"}),
        Wall("Preflight", {"share": "sharing.Share"}),
        Wall("Reservation", {"share": "sharing.Share"}),
    ]
