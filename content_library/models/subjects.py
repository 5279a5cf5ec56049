"""What content belongs to and is about: campaigns, topics, and who follows them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from advocacy.people.models import Membership, Team
from advocacy.programme.states import Objective
from advocacy.tenancy.models import Addressable, TenantModel
from content_library.states import AnnouncementOrder, GoalMeasure


class Campaign(Addressable, TenantModel):
    """Content and goals over a period."""

    name = models.CharField(_("name"), max_length=80)
    objective = models.CharField(_("objective"), max_length=20, choices=Objective.choices, default=Objective.AWARENESS)
    brief = models.TextField(_("brief"), blank=True, max_length=2000)
    # Which of the six chart colours marks it; colour is never the only sign.
    colour = models.PositiveSmallIntegerField(_("colour"), default=1)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    # Who carries it: the one colleagues ask.
    owner = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # Network keys it is meant for; an empty list means all of them.
    networks = models.JSONField(_("networks"), default=list, blank=True)
    for_everyone = models.BooleanField(_("for everyone"), default=True)
    # What new ideas of it begin with; each idea may say otherwise.
    announcement_order = models.CharField(
        _("who announces"), max_length=14, choices=AnnouncementOrder.choices, default=AnnouncementOrder.PAGE_FIRST
    )
    # A goal of the whole, never a part of it for anybody; where it is declared, `goal_reached` holds what was told.
    goal = models.CharField(_("goal of all"), max_length=160, blank=True)
    goal_measure = models.CharField(
        _("counted in"), max_length=10, choices=GoalMeasure.choices, default=GoalMeasure.DECLARED
    )
    goal_target = models.PositiveIntegerField(_("to reach"), null=True, blank=True)
    goal_reached = models.PositiveIntegerField(_("reached so far"), null=True, blank=True)
    goal_note = models.CharField(_("what has come of it"), max_length=300, blank=True)
    is_archived = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(TenantModel.Meta):
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="campaign_name_once"),
            models.CheckConstraint(condition=models.Q(colour__gte=1, colour__lte=6), name="campaign_colour_1_to_6"),
        ]

    def __str__(self) -> str:
        return self.name


class CampaignTeam(TenantModel):
    """One team a campaign is meant for, when it is not for everyone."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="campaign_teams")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["campaign", "team"], name="campaign_team_once")]

    def __str__(self) -> str:
        return f"{self.campaign_id} for {self.team_id}"


class Topic(Addressable, TenantModel):
    """What content is about and what ambassadors follow."""

    name = models.CharField(_("name"), max_length=60)

    class Meta(TenantModel.Meta):
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="topic_name_once")]

    def __str__(self) -> str:
        return self.name


class FollowedTopic(TenantModel):
    """One person's interest in one topic; declared interests beat the organisation chart."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="followers")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="followed_topics")

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["topic", "membership"], name="followed_topic_once")]

    def __str__(self) -> str:
        return f"{self.membership_id} follows {self.topic_id}"
