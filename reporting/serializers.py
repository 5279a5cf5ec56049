"""Shapes of what the API answers about results: the figures of the pages, with who says so and how much is known."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from advocacy.people.access.api_fields import Id, NamedRef, PersonRef
from content_library.states import GoalMeasure
from reporting.selectors import Extent, PersonLine, Why
from reporting.selectors.figures import may_leave
from reporting.selectors.mine import Period

Shape = serializers.Serializer[Any]


class FigureShape(Shape):
    """One measure. `value` is null when nothing is known or may be shown; `why` says which."""

    value = serializers.IntegerField(allow_null=True)
    known = serializers.IntegerField(
        allow_null=True, help_text="How many shares have it; null when only the extent may be said."
    )
    made = serializers.IntegerField(help_text="Of how many shares.")
    extent = serializers.ChoiceField([(extent.value, extent.value) for extent in Extent])
    why = serializers.ChoiceField([(why.value, why.value) for why in Why if why.value], allow_blank=True)


class LineShape(Shape):
    """What some shares brought."""

    shares = serializers.IntegerField()
    impressions = FigureShape()
    members_reached = FigureShape()
    engagements = FigureShape()
    clicks = FigureShape()
    rate = serializers.FloatField(
        allow_null=True, help_text="Engagements by impressions, of the shares that have both."
    )
    source = serializers.CharField(help_text="Who says so: network, import, declared, mixed; empty: nobody.")  # type: ignore[assignment]
    as_of = serializers.DateTimeField(allow_null=True, help_text="When it was last measured.")


class PersonLineShape(Shape):
    """Somebody who agreed to be named: shares and clicks, which we count.

    What a network told about one person's posts is shown in the product and does not leave it.
    """

    member = PersonRef(source="membership")
    shares = serializers.IntegerField(source="line.shares")
    clicks = FigureShape(source="line.clicks")
    source = serializers.CharField(source="line.source")  # type: ignore[assignment]
    line = serializers.SerializerMethodField(help_text="Where every figure is the person's own word; else null.")

    @extend_schema_field(LineShape(allow_null=True))
    def get_line(self, one: PersonLine) -> Any:
        """Everything, where it may leave the product."""
        return LineShape(one.line).data if may_leave(one.line) else None


class OthersShape(Shape):
    """Everybody else as one line: what we count. Their views would give away, by subtraction, those of one name."""

    shares = serializers.IntegerField()
    clicks = FigureShape()


class PeopleShape(Shape):
    """Who agreed to be named, by name; everybody else as one line."""

    named = PersonLineShape(many=True)
    others = OthersShape(source="rest", allow_null=True)
    others_count = serializers.IntegerField(source="rest_count")
    held_back = serializers.IntegerField(
        help_text="How many agreed but stand among the others, so that these are many."
    )


class CampaignLineShape(Shape):
    """One campaign; without one, the shares outside campaigns; or several that cannot be shown apart (`pooled`)."""

    campaign = NamedRef(allow_null=True)
    pooled = serializers.IntegerField()
    line = LineShape()


class GoalShape(Shape):
    """A goal of all together; nobody has a part of it."""

    words = serializers.CharField()
    measure = serializers.ChoiceField(GoalMeasure.choices)
    target = serializers.IntegerField(allow_null=True)
    reached = serializers.IntegerField(allow_null=True, help_text="Null: not known.")
    note = serializers.CharField()


class CampaignResultsShape(Shape):
    """What one campaign brought, as far as the semesters' reports tell it apart."""

    line = LineShape(allow_null=True)
    semesters = serializers.ListField(child=serializers.CharField(), help_text="Those the figures come from.")
    goal = GoalShape(allow_null=True)


class SpanShape(Shape):
    """One or several weeks as one: counted from 0, both included."""

    first = serializers.IntegerField()
    last = serializers.IntegerField()
    value = serializers.IntegerField(allow_null=True)


class CurveShape(Shape):
    """One measure over the semester's weeks."""

    measure = serializers.CharField()
    spans = SpanShape(many=True)


class SemesterShape(Shape):
    """Six months of the organisation's calendar; `ends_on` is the day after the last."""

    key = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    zone = serializers.CharField()


class ReportShape(Shape):
    """A semester as the reader may see it."""

    semester = SemesterShape()
    previous = SemesterShape()
    year_before = SemesterShape()
    is_running = serializers.BooleanField()
    is_empty = serializers.BooleanField()
    too_few = serializers.BooleanField(help_text="Shared, but by too few people to show anything.")
    smallest_group = serializers.IntegerField()
    aim = serializers.CharField()
    objective = serializers.CharField()
    total = LineShape(allow_null=True)
    before = LineShape(allow_null=True, help_text="The semester before.")
    year_ago = LineShape(allow_null=True)
    ambassadors = serializers.IntegerField()
    ambassadors_before = serializers.IntegerField(allow_null=True)
    volunteers = serializers.IntegerField(allow_null=True)
    campaigns = CampaignLineShape(many=True)
    curve = CurveShape(allow_null=True)
    curve_before = CurveShape(allow_null=True)
    people = PeopleShape(allow_null=True, help_text="For those who may see names.")
    own = LineShape(allow_null=True, help_text="The reader's own line, shown to them alone.")
    own_is_held_back = serializers.BooleanField()


class ReportFilters(Shape):
    """Which semester."""

    semester = serializers.CharField(
        required=False, default="", max_length=6, help_text="Like 2026-1; the present one."
    )


class MyFilters(Shape):
    """Over which time."""

    period = serializers.ChoiceField(
        [(period.value, period.value) for period in Period], required=False, default=Period.SEMESTER.value
    )


class OwnPostShape(Shape):
    """One of my posts with its figures; null: not known."""

    share = Id(source="share.public_id")
    title = serializers.CharField(source="share.title")
    network = serializers.CharField(source="share.network")
    published_at = serializers.DateTimeField(source="row.published_at")
    is_own_craft = serializers.BooleanField()
    source = serializers.CharField(source="row.source")  # type: ignore[assignment]
    measured_at = serializers.DateTimeField(source="row.measured_at", allow_null=True)
    impressions = serializers.IntegerField(source="row.impressions", allow_null=True)
    members_reached = serializers.IntegerField(source="row.members_reached", allow_null=True)
    reactions = serializers.IntegerField(source="row.reactions", allow_null=True)
    comments = serializers.IntegerField(source="row.comments", allow_null=True)
    reshares = serializers.IntegerField(source="row.reshares", allow_null=True)
    clicks = serializers.IntegerField(source="row.clicks", allow_null=True)


class TopicLineShape(Shape):
    """How a topic does with my own network: the middle one of its shares."""

    name = serializers.CharField()
    shares = serializers.IntegerField()
    median = serializers.FloatField()


class ViewingShape(Shape):
    """Somebody was shown my results by name."""

    at = serializers.DateTimeField()
    viewer = PersonRef(allow_null=True)
    semester = serializers.CharField()


class MyResultsShape(Shape):
    """What I may know about myself, which is everything."""

    period = serializers.CharField()
    line = LineShape()
    before = LineShape(allow_null=True)
    measure = serializers.CharField(help_text="Impressions where a network tells them, else clicks.")
    median_before = serializers.FloatField(allow_null=True)
    posts = OwnPostShape(many=True, source="shares")
    topics = TopicLineShape(many=True)
    viewings = ViewingShape(many=True)
    viewing_count = serializers.IntegerField()
    is_enrolled = serializers.BooleanField()
    show_name = serializers.BooleanField()
