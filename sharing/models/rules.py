"""What a person asks Relais to prepare for them, what it prepared, and how often they want to share at most."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advocacy.people.models import Membership
from advocacy.tenancy.models import Addressable, TenantModel
from content_library.models import ContentItem, Topic
from sharing.models.shares import Share


class RuleStart(models.TextChoices):
    """What a prepared draft begins with."""

    TEXT = "text", _("A suggested text, ready to change")
    ANGLE = "angle", _("A question, for my own words")


class SharingRule(Addressable, TenantModel):
    """One person's wish: drafts from these topics, at these hours, so many a week. It promises nothing to anybody."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="sharing_rules")
    networks = models.JSONField(default=list)
    per_week = models.PositiveSmallIntegerField(default=2)
    # 0 is Monday; hours as "08:40", on the person's own clock.
    weekdays = models.JSONField(default=list)
    hours = models.JSONField(default=list)
    begins_with = models.CharField(max_length=8, choices=RuleStart.choices, default=RuleStart.TEXT)
    is_on = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta(TenantModel.Meta):
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return f"Rule of {self.membership_id}"


class RuleTopic(TenantModel):
    """A topic a rule keeps to. None at all: any idea meant for its author."""

    rule = models.ForeignKey(SharingRule, on_delete=models.CASCADE, related_name="rule_topics")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="+")

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["rule", "topic"], name="rule_topic_once")]

    def __str__(self) -> str:
        return f"{self.rule_id} about {self.topic_id}"


class RulePick(TenantModel):
    """An idea prepared for one person on one network: once, ever. What they removed is not prepared again."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    # Its rule and its draft may both be gone.
    rule = models.ForeignKey(SharingRule, null=True, on_delete=models.SET_NULL, related_name="picks")
    share = models.OneToOneField(Share, null=True, on_delete=models.SET_NULL, related_name="pick")
    item = models.ForeignKey(ContentItem, on_delete=models.CASCADE, related_name="+")
    network = models.CharField(max_length=20)
    # The Monday of the week it is for.
    week = models.DateField()
    # What was prepared, hashed: as long as the draft hashes to the same, its author has not touched it.
    fingerprint = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["membership", "item", "network"], name="rule_pick_once")]

    def __str__(self) -> str:
        return f"{self.item_id} for {self.membership_id} on {self.network}"


class SharingChoices(TenantModel):
    """A person's own pace, and what they want to see of it. No row: as it stands below."""

    membership = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="sharing_choices")
    # At most so many shares a week; None: no word about it.
    per_week = models.PositiveSmallIntegerField(null=True, blank=True)
    balance_hidden_until = models.DateField(null=True, blank=True)

    # How long the balance stays away once its owner puts it aside.
    HIDDEN_FOR = timedelta(days=30)

    def __str__(self) -> str:
        return f"Pace of {self.membership_id}"

    @property
    def hides_balance(self) -> bool:
        """Say whether its owner put the balance aside."""
        return self.balance_hidden_until is not None and self.balance_hidden_until > timezone.localdate()
