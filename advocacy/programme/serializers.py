"""Shapes of what the API reads and answers about the programme. Rules live in the services."""

from typing import Any

from rest_framework import serializers

from advocacy.people import selectors as people
from advocacy.people.access.api_fields import ByLanguage, Id, PersonRef, Related
from advocacy.programme import selectors
from advocacy.programme.models import Enrolment
from advocacy.programme.states import EnrolmentState, Objective

Shape = serializers.Serializer[Any]


class ProgrammeShape(Shape):
    """What the programme is for, and who is asked about it."""

    objective = serializers.ChoiceField(Objective.choices)
    aims = ByLanguage(help_text="The objective in the organisation's own words.")
    contact = PersonRef(allow_null=True)
    words = ByLanguage(help_text="What the contact says to people who hesitate.")
    ambassadors = serializers.SerializerMethodField(
        help_text="How many volunteered; null while they are fewer than the smallest group."
    )

    def get_ambassadors(self, _programme: object) -> int | None:
        """How many volunteered."""
        return people.ambassador_count(self.context["view"].organisation)


class ProgrammeInput(Shape):
    """What is left out stays."""

    objective = serializers.ChoiceField(Objective.choices, required=False)
    aims = ByLanguage(most=200, required=False)
    contact = Related(rows=lambda asker: people.members(asker.organisation), required=False, allow_null=True)
    words = ByLanguage(most=400, required=False)


class CharterShape(Shape):
    """One version of the charter."""

    id = Id()
    number = serializers.IntegerField()
    texts = ByLanguage()
    published_at = serializers.DateTimeField()


class CharterInput(Shape):
    """The next version, from the last one."""

    texts = ByLanguage(most=20_000, help_text="Empty lines separate paragraphs; “# ” starts a heading.")
    based_on = serializers.IntegerField(min_value=0, help_text="The number of the version it was written from.")


class EnrolmentShape(Shape):
    """Where a person stands; `state` is null for somebody who has not joined, or has left."""

    state = serializers.ChoiceField(EnrolmentState.choices, allow_null=True)
    charter = serializers.IntegerField(source="charter.number", allow_null=True, default=None)
    show_name = serializers.BooleanField()
    enrolled_at = serializers.DateTimeField(allow_null=True)
    paused_until = serializers.DateField(allow_null=True)


class PauseInput(Shape):
    """Until when; nothing: until further notice."""

    until = serializers.DateField(required=False, allow_null=True, default=None)


class ChoicesInput(Shape):
    """What the person may change at any time."""

    show_name = serializers.BooleanField()


class AmbassadorShape(Shape):
    """Somebody who volunteered. No count of anybody's shares."""

    id = Id(source="membership.public_id")
    name = serializers.CharField(source="membership.__str__")
    job_title = serializers.CharField(source="membership.job_title")
    teams = serializers.SerializerMethodField()
    is_paused = serializers.SerializerMethodField()
    is_recent = serializers.SerializerMethodField(help_text="Arrived within the last three weeks.")

    def get_teams(self, row: Enrolment) -> list[str]:
        """Names of their teams."""
        return [member.team.name for member in row.membership.team_members.all()]

    def get_is_paused(self, row: Enrolment) -> bool:
        """On a break."""
        return row.state == EnrolmentState.PAUSED

    def get_is_recent(self, row: Enrolment) -> bool:
        """Just arrived."""
        return selectors.is_recent(row)
