"""Shapes of what the API reads and answers about the library. Rules live in the services."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from advocacy.people import selectors as people
from advocacy.people.access.api_fields import Id, LanguageField, NamedRef, PersonRef, Related, RelatedList
from advocacy.programme.states import Objective
from content_library import selectors
from content_library.models import Asset, Campaign, ContentItem, Proposal, Topic
from content_library.selectors.library import SORTS
from content_library.selectors.proposals import Tab, possible_contributors, promise_of
from content_library.services.values import AngleValues, TextValues
from content_library.states import (
    AnnouncementOrder,
    Family,
    GoalMeasure,
    ItemKind,
    ItemState,
    PhotoConsent,
    ProposalKind,
    ProposalState,
)

Shape = serializers.Serializer[Any]


# --- Pictures --------------------------------------------------------------------------------------------------------
class AssetShape(Shape):
    """A picture, re-encoded, without its original metadata. The file itself opens in a browser session only."""

    id = Id()
    mime = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    size = serializers.IntegerField(help_text="In bytes.")
    alternative_text = serializers.CharField()
    was_animated = serializers.BooleanField(help_text="It moved; only its first frame was kept.")
    created_at = serializers.DateTimeField()


class AssetInput(Shape):
    """A picture to keep: PNG, JPEG or WebP."""

    file = serializers.FileField()
    alternative_text = serializers.CharField(required=False, allow_blank=True, default="", max_length=400)


class AssetWords(Shape):
    """What is read aloud in place of a picture."""

    alternative_text = serializers.CharField(allow_blank=True, max_length=400)


class DocumentShape(Shape):
    """A PDF, kept as it came. The file itself opens in a browser session only."""

    id = Id()
    title = serializers.CharField()
    mime = serializers.CharField()
    pages = serializers.IntegerField()
    size = serializers.IntegerField(help_text="In bytes.")
    created_at = serializers.DateTimeField()


class DocumentInput(Shape):
    """A document to keep: a PDF that no password locks."""

    file = serializers.FileField()
    title = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=120, help_text="Empty: the file's name."
    )


# --- Items -----------------------------------------------------------------------------------------------------------
class AngleShape(Shape):
    """A question to start from."""

    id = Id()
    language = serializers.CharField()
    name = serializers.CharField()
    question = serializers.CharField()
    helpers = serializers.CharField()


class SuggestedTextShape(Shape):
    """Wording offered; always editable, never forced."""

    id = Id()
    language = serializers.CharField()
    network = serializers.CharField(help_text="Empty: any of them.")
    body = serializers.CharField()


class PagePostShape(Shape):
    """What the company page posted, or will."""

    expected_at = serializers.DateTimeField(allow_null=True)
    posted_at = serializers.DateTimeField(allow_null=True)
    url = serializers.CharField()
    more_urls = serializers.DictField(
        child=serializers.CharField(), help_text="By network: the post there, which people may relay."
    )


class TakenShape(Shape):
    """How many people took an idea up, never who; null below the smallest group, nobody included."""

    people = serializers.IntegerField(allow_null=True)
    preparing = serializers.IntegerField(allow_null=True)


class ItemShape(Shape):
    """An idea of the library, as whoever writes there sees it."""

    id = Id()
    version = serializers.IntegerField(help_text="Send it back with a change.")
    state = serializers.ChoiceField(ItemState.choices)
    state_changed_at = serializers.DateTimeField()
    kind = serializers.ChoiceField(ItemKind.choices)
    family = serializers.ChoiceField(Family.choices)
    language = serializers.CharField()
    title = serializers.CharField()
    summary = serializers.CharField()
    url = serializers.CharField()
    facts = serializers.CharField()
    facts_verified_by = serializers.CharField()
    credit = serializers.CharField()
    author = PersonRef(allow_null=True)
    campaign = NamedRef(allow_null=True)
    picture = AssetShape(allow_null=True)
    announcement_order = serializers.ChoiceField(AnnouncementOrder.choices)
    page_post = serializers.SerializerMethodField()
    networks = serializers.ListField(child=serializers.CharField(), help_text="Empty: all of them.")
    for_everyone = serializers.BooleanField()
    teams = serializers.SerializerMethodField()
    topics = serializers.SerializerMethodField()
    angles = AngleShape(many=True)
    suggested_texts = SuggestedTextShape(many=True)
    taken = serializers.SerializerMethodField()
    available_from = serializers.DateTimeField(allow_null=True)
    expires_at = serializers.DateTimeField(allow_null=True)
    created_by = PersonRef(allow_null=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()

    @extend_schema_field(PagePostShape(allow_null=True))
    def get_page_post(self, item: ContentItem) -> Any:
        """What the page posted, or will."""
        post = selectors.page_post_of(item)
        return PagePostShape(post).data if post else None

    @extend_schema_field(NamedRef(many=True))
    def get_teams(self, item: ContentItem) -> Any:
        """The teams it is meant for, when it is not for everyone."""
        return NamedRef([row.team for row in item.item_teams.all()], many=True).data

    @extend_schema_field(NamedRef(many=True))
    def get_topics(self, item: ContentItem) -> Any:
        """What it is about."""
        return NamedRef([row.topic for row in item.item_topics.all()], many=True).data

    @extend_schema_field(TakenShape(allow_null=True))
    def get_taken(self, item: ContentItem) -> Any:
        """How many people took it up."""
        taken = self.context["taken"]
        return TakenShape(taken[item.pk]).data if taken is not None else None


class CheckShape(Shape):
    """One line of "Ready to propose?"."""

    code = serializers.CharField()
    level = serializers.ChoiceField([(level.value, level.value) for level in selectors.Level])
    sentence = serializers.CharField()
    field = serializers.CharField(help_text="The field that answers it.")


class HistoryLineShape(Shape):
    """Something done to an idea."""

    at = serializers.DateTimeField()
    actor = serializers.CharField()
    words = serializers.CharField()
    detail = serializers.CharField()


class ItemFilters(Shape):
    """What the list is narrowed to, and its order."""

    state = serializers.ChoiceField(
        ItemState.choices, required=False, help_text="The archived ones only when they are asked for."
    )
    q = serializers.CharField(required=False, max_length=200, help_text="Every word must be found, or one near it.")
    campaign = Related(rows=lambda asker: Campaign.objects.all(), required=False)
    topic = Related(rows=lambda asker: Topic.objects.all(), required=False)
    family = serializers.ChoiceField(Family.choices, required=False)
    kind = serializers.ChoiceField(ItemKind.choices, required=False)
    language = LanguageField(required=False)
    network = serializers.CharField(required=False, max_length=20)
    team = Related(rows=lambda asker: people.teams(), required=False)
    ends_soon = serializers.BooleanField(required=False, help_text="Offered, and over within a week.")
    sort = serializers.ChoiceField([(name, name) for name in SORTS], required=False)


class AngleInput(Shape):
    """An angle; with `id`, the existing one that it changes."""

    id = serializers.CharField(required=False, default="", max_length=16, help_text="Empty: a new one.")
    language = LanguageField()
    name = serializers.CharField(max_length=40)
    question = serializers.CharField(max_length=200)
    helpers = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class SuggestedTextInput(Shape):
    """A suggested text; with `id`, the existing one that it changes."""

    id = serializers.CharField(required=False, default="", max_length=16, help_text="Empty: a new one.")
    language = LanguageField()
    network = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    body = serializers.CharField(max_length=3000)


class ItemInput(Shape):
    """Everything an editor can set. `angles`, `suggested_texts`, `topics` and `teams` replace what is there."""

    title = serializers.CharField(max_length=160)
    summary = serializers.CharField(max_length=600, required=False, allow_blank=True)
    url = serializers.CharField(max_length=1000, required=False, allow_blank=True)
    facts = serializers.CharField(max_length=2000, required=False, allow_blank=True, help_text="One a line.")
    facts_verified_by = serializers.CharField(max_length=120, required=False, allow_blank=True)
    credit = serializers.CharField(max_length=120, required=False, allow_blank=True)
    kind = serializers.ChoiceField(ItemKind.choices, required=False)
    family = serializers.ChoiceField(Family.choices, required=False)
    language = LanguageField(required=False)
    author = Related(rows=lambda asker: people.members(asker.organisation), required=False, allow_null=True)
    campaign = Related(rows=lambda asker: Campaign.objects.filter(is_archived=False), required=False, allow_null=True)
    picture = Related(rows=lambda asker: Asset.objects.filter(owner=None), required=False, allow_null=True)
    announcement_order = serializers.ChoiceField(AnnouncementOrder.choices, required=False)
    networks = serializers.ListField(child=serializers.CharField(max_length=20), max_length=20, required=False)
    for_everyone = serializers.BooleanField(required=False)
    teams = RelatedList(rows=lambda asker: people.teams(), required=False)
    topics = RelatedList(rows=lambda asker: Topic.objects.all(), required=False)
    angles = AngleInput(many=True, required=False)
    suggested_texts = SuggestedTextInput(many=True, required=False)
    page_expected_at = serializers.DateTimeField(required=False, allow_null=True)
    available_from = serializers.DateTimeField(required=False, allow_null=True)
    expires_at = serializers.DateTimeField(required=False, allow_null=True)

    def validate_angles(self, value: list[dict[str, str]]) -> list[AngleValues]:
        """As the services take them."""
        return [AngleValues(public_id=one.pop("id"), **one) for one in value]

    def validate_suggested_texts(self, value: list[dict[str, str]]) -> list[TextValues]:
        """As the services take them."""
        return [TextValues(public_id=one.pop("id"), **one) for one in value]


class ItemChange(ItemInput):
    """What to change; what is left out stays."""

    version = serializers.IntegerField(min_value=1, help_text="The version this change was made from.")
    title = serializers.CharField(max_length=160, required=False)


class ProlongInput(Shape):
    """Another end; null: none."""

    expires_at = serializers.DateTimeField(allow_null=True)


class PagePostInput(Shape):
    """What the page posted; just now when no moment is given."""

    url = serializers.CharField(max_length=1000)
    posted_at = serializers.DateTimeField(required=False, allow_null=True, default=None)
    more_urls = serializers.DictField(
        child=serializers.CharField(max_length=4000, allow_blank=True),
        required=False,
        help_text="By network: the post there, for people to relay. Left out: as it is.",
    )


# --- Campaigns and topics --------------------------------------------------------------------------------------------
class CampaignShape(Shape):
    """A campaign."""

    id = Id()
    name = serializers.CharField()
    objective = serializers.ChoiceField(Objective.choices)
    brief = serializers.CharField()
    colour = serializers.IntegerField(help_text="1 to 6.")
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
    owner = PersonRef(allow_null=True)
    networks = serializers.ListField(child=serializers.CharField(), help_text="Empty: all of them.")
    for_everyone = serializers.BooleanField()
    teams = serializers.SerializerMethodField()
    announcement_order = serializers.ChoiceField(
        AnnouncementOrder.choices, help_text="What new ideas of it begin with."
    )
    goal = serializers.CharField(help_text="Of all together; nobody has a part of it.")
    goal_measure = serializers.ChoiceField(GoalMeasure.choices)
    goal_target = serializers.IntegerField(allow_null=True)
    goal_reached = serializers.IntegerField(allow_null=True, help_text="As counted by hand; null: not counted.")
    goal_note = serializers.CharField()
    is_archived = serializers.BooleanField()
    created_at = serializers.DateTimeField()

    @extend_schema_field(NamedRef(many=True))
    def get_teams(self, campaign: Campaign) -> Any:
        """The teams it is meant for, when it is not for everyone."""
        return NamedRef([row.team for row in campaign.campaign_teams.all()], many=True).data


class CampaignFilters(Shape):
    """Which campaigns."""

    archived = serializers.BooleanField(required=False, default=False, help_text="Those that were put away.")


class CampaignInput(Shape):
    """Everything that can be set."""

    name = serializers.CharField(max_length=80)
    objective = serializers.ChoiceField(Objective.choices, required=False)
    brief = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    colour = serializers.IntegerField(min_value=1, max_value=6, required=False)
    starts_on = serializers.DateField(required=False, allow_null=True)
    ends_on = serializers.DateField(required=False, allow_null=True)
    owner = Related(rows=lambda asker: people.members(asker.organisation), required=False, allow_null=True)
    networks = serializers.ListField(child=serializers.CharField(max_length=20), required=False, max_length=20)
    for_everyone = serializers.BooleanField(required=False)
    teams = RelatedList(rows=lambda asker: people.teams(), required=False)
    announcement_order = serializers.ChoiceField(AnnouncementOrder.choices, required=False)
    goal = serializers.CharField(max_length=160, required=False, allow_blank=True)
    goal_measure = serializers.ChoiceField(GoalMeasure.choices, required=False)
    goal_target = serializers.IntegerField(min_value=1, max_value=2_000_000_000, required=False, allow_null=True)
    goal_reached = serializers.IntegerField(min_value=0, max_value=2_000_000_000, required=False, allow_null=True)
    goal_note = serializers.CharField(max_length=300, required=False, allow_blank=True)


class TopicShape(Shape):
    """A topic."""

    id = Id()
    name = serializers.CharField()
    item_count = serializers.IntegerField(help_text="Ideas that may be shared now.")


class FollowedTopicShape(TopicShape):
    """A topic, and whether I follow it."""

    is_followed = serializers.SerializerMethodField()

    def get_is_followed(self, topic: Topic) -> bool:
        """Followed by the person who asks."""
        return topic.pk in self.context["followed"]


class TopicInput(Shape):
    """The name of a topic."""

    name = serializers.CharField(max_length=60)


# --- Proposals -------------------------------------------------------------------------------------------------------
class ProposalMessageShape(Shape):
    """What the team answered or asked, and what the person said to it."""

    from_team = serializers.BooleanField()
    author = PersonRef(allow_null=True)
    body = serializers.CharField()
    said_at = serializers.DateTimeField()


class ProposedItemShape(Shape):
    """The idea it became."""

    id = Id()
    title = serializers.CharField()
    state = serializers.ChoiceField(ItemState.choices)


class ProposalShape(Shape):
    """What somebody proposed, for that person and for the team that answers."""

    id = Id()
    state = serializers.ChoiceField(ProposalState.choices)
    kind = serializers.ChoiceField(ProposalKind.choices)
    person = PersonRef(source="membership", allow_null=True)
    title = serializers.CharField()
    text = serializers.CharField()
    url = serializers.CharField()
    brief = serializers.CharField(help_text="What the team asked for; empty when it came unasked.")
    pictures = serializers.SerializerMethodField()
    people_in_photo = serializers.ChoiceField([("", ""), *PhotoConsent.choices])
    topics = serializers.SerializerMethodField()
    credit_wanted = serializers.BooleanField()
    credit_name = serializers.CharField()
    wants_to_announce = serializers.BooleanField()
    submitted_at = serializers.DateTimeField(allow_null=True)
    answer_due_on = serializers.DateField(allow_null=True, help_text="The day an answer is promised by.")
    is_late = serializers.SerializerMethodField(help_text="The promised day has passed without an answer.")
    messages = ProposalMessageShape(many=True)
    item = ProposedItemShape(allow_null=True)
    created_at = serializers.DateTimeField()

    @extend_schema_field(AssetShape(many=True))
    def get_pictures(self, row: Proposal) -> Any:
        """The person's own pictures that go with it."""
        return AssetShape([each.asset for each in row.pictures.all()], many=True).data

    @extend_schema_field(NamedRef(many=True))
    def get_topics(self, row: Proposal) -> Any:
        """What it is about."""
        return NamedRef([each.topic for each in row.proposal_topics.all()], many=True).data

    def get_is_late(self, row: Proposal) -> bool:
        """Whether the team is late."""
        promise = promise_of(row)
        return promise is not None and promise.is_late


class ContributionInput(Shape):
    """A draft that answers a brief."""

    title = serializers.CharField(max_length=160, required=False, allow_blank=True)
    text = serializers.CharField(max_length=10_000, required=False, allow_blank=True)
    url = serializers.CharField(max_length=1000, required=False, allow_blank=True)
    pictures = RelatedList(rows=lambda asker: Asset.objects.filter(owner=asker), required=False)
    people_in_photo = serializers.ChoiceField(PhotoConsent.choices, required=False, help_text="With pictures: needed.")
    topics = RelatedList(rows=lambda asker: Topic.objects.all(), required=False)
    credit_wanted = serializers.BooleanField(required=False, default=False)
    credit_name = serializers.CharField(max_length=120, required=False, allow_blank=True)
    wants_to_announce = serializers.BooleanField(required=False, default=False)


class ProposalInput(ContributionInput):
    """Something to propose. A link needs its address, a photo a picture, a story or a draft some words."""

    kind = serializers.ChoiceField([one for one in ProposalKind.choices if one[0] != ProposalKind.CONTRIBUTION])


class QuestionAnswerInput(Shape):
    """What the person says to the team's question."""

    body = serializers.CharField(max_length=4000)
    people_in_photo = serializers.ChoiceField(PhotoConsent.choices, required=False)


class ReplyInput(Shape):
    """What the team writes; each proposal gets a written answer."""

    reply = serializers.CharField(max_length=4000)


class TakeUpInput(ReplyInput):
    """An answer that makes a draft of the library."""

    with_picture = serializers.BooleanField(
        required=False, default=False, help_text="Put the first picture in: everyone recognisable on it has agreed."
    )


class InboxFilters(Shape):
    """Which part of the inbox."""

    tab = serializers.ChoiceField([(tab.value, tab.value) for tab in Tab], required=False, default=Tab.TO_ANSWER.value)


class BriefOffer(Shape):
    """Whom to ask."""

    person = Related(rows=possible_contributors)


class BriefInput(BriefOffer):
    """What to ask of a colleague."""

    title = serializers.CharField(max_length=160)
    brief = serializers.CharField(max_length=4000)
