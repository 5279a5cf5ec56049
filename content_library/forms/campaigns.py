"""What is typed about a campaign."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from advocacy.lib.forms import Autosize
from advocacy.people import selectors as people
from advocacy.people.models import Membership
from advocacy.programme.states import Objective
from content_library.forms.acts import DateInput
from content_library.forms.fields import NetworksField, PersonField, TeamsField
from content_library.forms.items import EVERYONE, SOME_TEAMS
from content_library.models import Campaign
from content_library.selectors import campaign_teams, network_choices
from content_library.services.campaigns import CampaignValues
from content_library.states import AnnouncementOrder, GoalMeasure

COLOURS = [
    ("1", gettext_lazy("Petrol")),
    ("2", gettext_lazy("Mimosa")),
    ("3", gettext_lazy("Slate")),
    ("4", gettext_lazy("Orchid")),
    ("5", gettext_lazy("Blue")),
    ("6", gettext_lazy("Earth")),
]
# What the form shows of a campaign as it stands.
AS_IT_STANDS = (
    "name", "objective", "brief", "starts_on", "ends_on", "colour", "networks", "goal", "goal_measure", "goal_target",
    "goal_reached", "goal_note", "announcement_order",
)  # fmt: skip
LARGEST = 2_000_000_000


class CampaignForm(forms.Form):
    """A campaign."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    objective = forms.ChoiceField(
        label=gettext_lazy("Objective"),
        choices=Objective.choices,
        help_text=gettext_lazy("It decides which figures its page shows first."),
    )
    brief = forms.CharField(
        label=gettext_lazy("In a few words"),
        max_length=2000,
        required=False,
        widget=Autosize({"rows": 3}),
        help_text=gettext_lazy("What it is for, for those who write."),
    )
    starts_on = forms.DateField(label=gettext_lazy("From"), required=False, widget=DateInput())
    ends_on = forms.DateField(label=gettext_lazy("Until"), required=False, widget=DateInput())
    colour = forms.TypedChoiceField(
        label=gettext_lazy("Colour"), choices=COLOURS, coerce=int, initial="1", widget=forms.RadioSelect
    )
    owner = PersonField(
        queryset=None,
        label=gettext_lazy("Carried by"),
        required=False,
        to_field_name="public_id",
        empty_label=gettext_lazy("Nobody yet"),
        help_text=gettext_lazy("Whom colleagues ask about it."),
    )
    networks = NetworksField(label=gettext_lazy("Networks"), help_text=gettext_lazy("None ticked: all of them."))
    audience = forms.ChoiceField(
        label=gettext_lazy("For whom"),
        choices=[(EVERYONE, gettext_lazy("Everyone")), (SOME_TEAMS, gettext_lazy("Some teams"))],
        initial=EVERYONE,
        widget=forms.RadioSelect,
        required=False,
    )
    teams = TeamsField(
        queryset=None,
        label=gettext_lazy("Teams"),
        required=False,
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Teams count only when “Some teams” is chosen."),
    )
    announcement_order = forms.ChoiceField(
        label=gettext_lazy("Who announces?"),
        choices=AnnouncementOrder.choices,
        initial=AnnouncementOrder.PAGE_FIRST,
        required=False,
        help_text=gettext_lazy("New ideas of the campaign begin with it; each may say otherwise."),
    )
    goal = forms.CharField(
        label=gettext_lazy("A goal of all"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("“Ten towns write to us before summer.” Nobody has a part of it to deliver."),
    )
    goal_measure = forms.ChoiceField(
        label=gettext_lazy("Counted in"), choices=GoalMeasure.choices, initial=GoalMeasure.DECLARED, required=False
    )
    goal_target = forms.IntegerField(label=gettext_lazy("To reach"), required=False, min_value=1, max_value=LARGEST)
    goal_reached = forms.IntegerField(
        label=gettext_lazy("Reached so far, counted by hand"), required=False, min_value=0, max_value=LARGEST
    )
    goal_note = forms.CharField(
        label=gettext_lazy("What has come of it"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Places, firms, moments; no colleague’s name."),
    )

    def __init__(self, *args: Any, membership: Membership, campaign: Campaign | None = None, **kwargs: Any) -> None:
        if campaign is not None:
            kwargs["initial"] = {name: getattr(campaign, name) for name in AS_IT_STANDS} | {
                "owner": campaign.owner.public_id if campaign.owner else "",
                "audience": EVERYONE if campaign.for_everyone else SOME_TEAMS,
                "teams": [team.public_id for team in campaign_teams(campaign)],
            }
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["owner"].queryset = people.members(membership.organisation)
        fields["teams"].queryset = people.teams()
        fields["networks"].offer(network_choices())

    def values(self) -> CampaignValues:
        """What the services take."""
        data = self.cleaned_data
        everyone = data["audience"] != SOME_TEAMS
        return CampaignValues(
            name=data["name"],
            objective=data["objective"],
            brief=data["brief"],
            colour=data["colour"],
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            owner=data["owner"],
            networks=data["networks"],
            for_everyone=everyone,
            teams=[] if everyone else list(data["teams"]),
            announcement_order=data["announcement_order"] or AnnouncementOrder.PAGE_FIRST,
            goal=data["goal"],
            goal_measure=data["goal_measure"] or GoalMeasure.DECLARED,
            goal_target=data["goal_target"],
            goal_reached=data["goal_reached"],
            goal_note=data["goal_note"],
        )
