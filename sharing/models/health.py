"""How the networks are, what is stopped, and which moment of its own history the installation is at."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from advocacy.organisations.models import Organisation


class Application(models.TextChoices):
    """Which application at a network a stop is about."""

    ANY = ""
    SITE = "site"
    OWN = "own"


class NetworkPause(models.Model):
    """Publishing stopped, by the operator, a breaker, a crisis or a restored backup.

    Outside the walls: it is about the installation. An empty network or organisation means all of them; `application`
    narrows it to shares that go through the installation's application, or through the organisation's own.
    """

    network = models.CharField(max_length=20, blank=True)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    application = models.CharField(max_length=4, choices=Application.choices, blank=True)
    reason = models.CharField(max_length=60)
    # None: until somebody ends it.
    until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.network or 'all networks'}: {self.reason}"


class NetworkHealth(models.Model):
    """How a network has answered one application lately: what opens its breaker, and which limits it told us of.

    Outside the walls: the installation's application serves all organisations. `app_of` None is that one.
    """

    network = models.CharField(max_length=20)
    app_of = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    # Unknown outcomes since the last certain one.
    doubts = models.PositiveIntegerField(default=0)
    # How often the breaker opened since the last certain outcome: it stays open longer each time.
    openings = models.PositiveIntegerField(default=0)
    # It has opened and no share has come through since: one at a time.
    on_trial = models.BooleanField(default=False)
    # By minute since the epoch: [tries, doubts], the last few minutes of it.
    recent = models.JSONField(default=dict)
    # No call before this: the network said so to the whole application.
    blocked_until = models.DateTimeField(null=True)
    # How many calls a day it was seen to allow, when that was less than we believed.
    learnt_daily = models.PositiveIntegerField(null=True)
    learnt_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network"], condition=Q(app_of__isnull=True), name="health_once_by_site"),
            models.UniqueConstraint(
                fields=["network", "app_of"], condition=Q(app_of__isnull=False), name="health_once_by_app"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network}: {self.doubts} doubts"


class OperatorAlarm(models.Model):
    """Something only the operator can mend, raised once and kept until it is over.

    Outside the walls: it is about the installation. It names no person.
    """

    key = models.CharField(max_length=80, unique=True)
    text = models.CharField(max_length=300)
    raised_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.text


class Installation(models.Model):
    """Which database this is, and how far its history goes: one row (`services.quarantine`).

    Outside the walls: it is about the installation.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    # Grows with each restored backup that was confirmed.
    epoch = models.PositiveIntegerField(default=1)
    quarantined_at = models.DateTimeField(null=True)
    quarantine_reason = models.CharField(max_length=40, blank=True)
    confirmed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.key} at {self.epoch}"
