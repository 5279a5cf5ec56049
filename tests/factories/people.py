"""Users, memberships, teams, invitations, API tokens, notifications."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from advocacy.people.models import ApiToken, Invitation, Membership, Notification, Team, TeamMember, User
from advocacy.people.selectors import token_hash
from advocacy.people.states import NotificationKind
from tests.factories.organisations import OrganisationFactory

PASSWORD = "a-long-enough-password"


class UserFactory(DjangoModelFactory):
    """A person who reads English; their password is `PASSWORD`."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person-{n}@acme.example")
    language = "en"
    password = factory.django.Password(PASSWORD)


class MembershipFactory(DjangoModelFactory):
    """An employee. Entrust roles with `is_owner=True` and the like; enrol with `EnrolmentFactory`."""

    class Meta:
        model = Membership

    organisation = factory.SubFactory(OrganisationFactory)
    user = factory.SubFactory(UserFactory)


class TeamFactory(DjangoModelFactory):
    """A team without people."""

    class Meta:
        model = Team

    name = factory.Sequence(lambda n: f"Team {n}")


class TeamMemberFactory(DjangoModelFactory):
    """One person in one team: give both."""

    class Meta:
        model = TeamMember


class InvitationFactory(DjangoModelFactory):
    """An open invitation; its token is `<organisation code>.<token>`."""

    class Meta:
        model = Invitation
        exclude = ["token"]

    token = factory.Sequence(lambda n: f"{n:0>43}")
    email = factory.Sequence(lambda n: f"invited-{n}@acme.example")
    token_hash = factory.LazyAttribute(lambda row: token_hash(row.token))
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))


class ApiTokenFactory(DjangoModelFactory):
    """A live token of `membership`; the value itself is `token`."""

    class Meta:
        model = ApiToken
        exclude = ["token"]

    token = factory.Sequence(lambda n: f"relais_{n:0>40}")
    membership = factory.SubFactory(MembershipFactory)
    name = "Script"
    token_hash = factory.LazyAttribute(lambda row: token_hash(row.token))
    prefix = factory.LazyAttribute(lambda row: row.token[:8])


class NotificationFactory(DjangoModelFactory):
    """Something `membership` has not read."""

    class Meta:
        model = Notification

    kind = NotificationKind.SHARE_PUBLISHED
    details = factory.LazyFunction(lambda: {"title": "A share", "network": "linkedin"})
    once_key = factory.Sequence(lambda n: f"notification-{n}")
