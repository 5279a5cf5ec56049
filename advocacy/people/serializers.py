"""Shapes of what the API reads and answers about an organisation and its people. Rules live in the services."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from advocacy.organisations import selectors as organisations
from advocacy.organisations.models import AuditEntry, Organisation
from advocacy.organisations.states import SMALLEST_GROUP_FLOOR, SemesterCalendar
from advocacy.people import selectors
from advocacy.people.access.api_fields import Id, LanguageField, PersonRef, RelatedList, ZoneField
from advocacy.people.models import MailChoices, Membership, Notification, Team
from advocacy.people.roles import Role
from advocacy.people.states import ALWAYS_MAILED, Digest, InvitationState, NotificationKind, Theme

Shape = serializers.Serializer[Any]


# --- The organisation ------------------------------------------------------------------------------------------------
class OrganisationShape(Shape):
    """The organisation and its settings."""

    slug = serializers.CharField()
    name = serializers.CharField()
    tagline = serializers.CharField()
    has_logo = serializers.BooleanField(source="logo")
    language = serializers.CharField()
    also_language = serializers.CharField()
    time_zone = serializers.CharField()
    semester_starts = serializers.ChoiceField(SemesterCalendar.choices)
    smallest_group = serializers.IntegerField()
    usual_hour = serializers.TimeField(format="%H:%M", help_text="Proposed to share at, on people's own clocks.")
    answer_days = serializers.IntegerField(help_text="Working days in which a proposal is answered.")
    semester = serializers.SerializerMethodField(help_text="The present one, like 2026-1.")

    def get_semester(self, organisation: Organisation) -> str:
        """Its key."""
        return organisations.semester_at(organisation).key


class OrganisationInput(Shape):
    """Settings to change; what is left out stays."""

    name = serializers.CharField(max_length=80, required=False)
    tagline = serializers.CharField(max_length=80, required=False, allow_blank=True)
    language = LanguageField(required=False)
    also_language = LanguageField(required=False, allow_blank=True)
    time_zone = ZoneField(required=False)
    semester_starts = serializers.ChoiceField(SemesterCalendar.choices, required=False)
    smallest_group = serializers.IntegerField(min_value=SMALLEST_GROUP_FLOOR, max_value=50, required=False)
    usual_hour = serializers.TimeField(required=False)
    answer_days = serializers.IntegerField(required=False, min_value=1, max_value=20)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """The second language is another one."""
        organisation: Organisation = self.context["view"].organisation
        first = attrs.get("language", organisation.language)
        if first == attrs.get("also_language", organisation.also_language):
            raise serializers.ValidationError({"also_language": _("Choose another one than the default language.")})
        return attrs


class PictureInput(Shape):
    """A picture: PNG, JPEG or WebP. What it really is gets decided by opening it."""

    file = serializers.FileField()


# --- Oneself ---------------------------------------------------------------------------------------------------------
class MeShape(Shape):
    """The person a token speaks for, in this organisation."""

    id = Id()
    name = serializers.CharField(source="user.name")
    email = serializers.EmailField(source="user.email")
    job_title = serializers.CharField()
    language = serializers.CharField(source="user.language")
    theme = serializers.CharField(source="user.theme")
    time_zone = serializers.CharField(source="user.time_zone")
    has_portrait = serializers.BooleanField(source="user.portrait")
    organisation = serializers.CharField(source="organisation.slug")
    roles = serializers.ListField(child=serializers.CharField(), source="roles_in_order")
    permissions = serializers.SerializerMethodField()
    is_ambassador = serializers.BooleanField()
    joined_at = serializers.DateTimeField()

    def get_permissions(self, membership: Membership) -> list[str]:
        """What this person may do."""
        return sorted(permission.value for permission in membership.permissions)


class MeInput(Shape):
    """What a person says about themselves; what is left out stays."""

    name = serializers.CharField(max_length=120, required=False)
    job_title = serializers.CharField(max_length=120, required=False, allow_blank=True)
    language = LanguageField(required=False, allow_blank=True, help_text="Empty: the organisation's.")
    theme = serializers.ChoiceField(Theme.choices, required=False)
    time_zone = ZoneField(required=False, allow_blank=True, help_text="Empty: the organisation's.")


class NotificationShape(Shape):
    """Something the person was told, in their language."""

    id = Id()
    kind = serializers.ChoiceField(NotificationKind.choices)
    title = serializers.SerializerMethodField()
    text = serializers.SerializerMethodField()
    email = serializers.SerializerMethodField(help_text="Where its e-mail stands; empty when none was made.")
    path = serializers.CharField(help_text="The page that answers it.")
    created_at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)

    def get_title(self, row: Notification) -> str:
        """In a few words."""
        return selectors.said(row).title

    def get_text(self, row: Notification) -> str:
        """In a sentence."""
        return selectors.said(row).text

    def get_email(self, row: Notification) -> str:
        """Its state."""
        delivery = selectors.delivery_of(row)
        return str(delivery.state) if delivery is not None else ""


class NotificationFilters(Shape):
    """What the list is narrowed to."""

    unread = serializers.BooleanField(required=False, default=False, help_text="Only what was not read yet.")


class MarkedRead(Shape):
    """How many were new."""

    marked = serializers.IntegerField()


class MailChoicesShape(Shape):
    """How I want to be written to here. In the product everything is said, always."""

    unwanted = serializers.ListField(
        child=serializers.ChoiceField(NotificationKind.choices), help_text="Kinds not wanted by e-mail."
    )
    always = serializers.SerializerMethodField(help_text="Kinds whose e-mails cannot be stopped: they need my word.")
    mail_from = serializers.TimeField(format="%H:%M", help_text="E-mails wait outside these hours, on my clock.")
    mail_until = serializers.TimeField(format="%H:%M")
    at_weekends = serializers.BooleanField()
    digest = serializers.ChoiceField(Digest.choices)

    def get_always(self, _choices: MailChoices) -> list[str]:
        """The same for everybody."""
        return sorted(ALWAYS_MAILED)


class MailChoicesInput(Shape):
    """What to change; what is left out stays."""

    unwanted = serializers.ListField(
        child=serializers.ChoiceField(NotificationKind.choices), required=False, max_length=len(NotificationKind)
    )
    mail_from = serializers.TimeField(required=False)
    mail_until = serializers.TimeField(required=False)
    at_weekends = serializers.BooleanField(required=False)
    digest = serializers.ChoiceField(Digest.choices, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """As the services take them."""
        if "unwanted" in attrs:
            attrs["unwanted"] = {NotificationKind(kind) for kind in attrs["unwanted"]}
        if "digest" in attrs:
            attrs["digest"] = Digest(attrs["digest"])
        return attrs


# --- Members and teams -----------------------------------------------------------------------------------------------
class MemberShape(Shape):
    """A member as administrators see them."""

    id = Id()
    name = serializers.CharField(source="user.name")
    email = serializers.EmailField(source="user.email")
    job_title = serializers.CharField()
    roles = serializers.ListField(child=serializers.CharField(), source="roles_in_order")
    joined_at = serializers.DateTimeField()


class ColleagueShape(PersonRef):
    """A member as whoever writes in the library sees them."""

    job_title = serializers.CharField()


class RolesInput(Shape):
    """Exactly these roles; none makes an employee."""

    roles = serializers.ListField(child=serializers.ChoiceField(Role.choices), max_length=len(Role))

    def validate_roles(self, value: list[str]) -> frozenset[Role]:
        """As the services take them."""
        return frozenset(Role(one) for one in value)


class TeamShape(Shape):
    """A team with its people."""

    id = Id()
    name = serializers.CharField()
    members = serializers.SerializerMethodField()

    def get_members(self, team: Team) -> list[dict[str, str]]:
        """Who is in it, by name."""
        people = [row.membership for row in team.team_members.all()]
        return [{"id": one.public_id, "name": str(one)} for one in people]


class TeamInput(Shape):
    """A team: its name, and exactly these people."""

    name = serializers.CharField(max_length=80)
    members = RelatedList(rows=lambda asker: selectors.members(asker.organisation), required=False)


# --- Invitations -----------------------------------------------------------------------------------------------------
class InvitationShape(Shape):
    """An invitation to join as a member. Its letter's secret is nowhere here."""

    id = Id()
    email = serializers.EmailField()
    name = serializers.CharField()
    roles = serializers.ListField(child=serializers.CharField())
    language = serializers.CharField()
    state = serializers.ChoiceField(InvitationState.choices)
    letters = serializers.IntegerField(help_text="1, or 2 after the one reminder.")
    invited_by = PersonRef(allow_null=True)
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()


class _InvitationWords(RolesInput):
    roles = serializers.ListField(
        child=serializers.ChoiceField(Role.choices), max_length=len(Role), required=False, default=list
    )
    language = LanguageField(required=False, help_text="Of the e-mail; the organisation's by default.")


class InvitationInput(_InvitationWords):
    """One person to invite."""

    email = serializers.EmailField()
    name = serializers.CharField(max_length=120, required=False, allow_blank=True, default="")


class InvitationLines(_InvitationWords):
    """One person a line: `address`, or `Name <address>`."""

    lines = serializers.CharField(max_length=20_000)


class LineProblemShape(Shape):
    """A line that could not be used, and why."""

    line = serializers.CharField()
    message = serializers.CharField()


class InvitedMany(Shape):
    """Each line succeeds or fails alone."""

    invitations = InvitationShape(many=True)
    problems = LineProblemShape(many=True)


# --- The journal -----------------------------------------------------------------------------------------------------
class AuditShape(Shape):
    """Who did what, when, to which thing. What people do with their own voice is not in it."""

    id = Id()
    at = serializers.DateTimeField()
    actor = serializers.SerializerMethodField(help_text="A name; empty for the system, and for somebody erased.")
    verb = serializers.CharField()
    words = serializers.SerializerMethodField()
    subject_type = serializers.CharField()
    subject_id = serializers.CharField()
    changes = serializers.SerializerMethodField()

    def get_actor(self, entry: AuditEntry) -> str:
        """Who."""
        names: dict[int, str] = self.context["names"]
        return names.get(entry.actor_id or 0, "")

    def get_words(self, entry: AuditEntry) -> str:
        """What, in the language of the moment."""
        return organisations.in_words(entry)

    def get_changes(self, entry: AuditEntry) -> list[str]:
        """What changed, a line each, as the page says it."""
        return organisations.changes_of(entry)
