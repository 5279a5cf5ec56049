"""Connections, shares, attempts, tracked links."""

import hashlib
from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from advocacy.lib.secret import Secret
from sharing.models import (
    CalendarFeed,
    Connection,
    ConnectionPermission,
    FirstComment,
    LinkPreview,
    Proofread,
    ProofreadText,
    Share,
    ShareAttempt,
    SharePicture,
    SharingRule,
    TrackedLink,
)
from sharing.networks.base import Grant
from sharing.services.grants import keep
from sharing.states import Evidence, HoldReason, PreviewState, ShareState
from tests.factories.content_library import AssetFactory
from tests.factories.people import UserFactory


class ConnectionFactory(DjangoModelFactory):
    """A LinkedIn account in service, its tokens left empty."""

    class Meta:
        model = Connection

    user = factory.SubFactory(UserFactory)
    network = "linkedin"
    member_id = factory.Sequence(lambda n: f"member-{n}")
    name = factory.LazyAttribute(lambda row: row.user.name)
    access_expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=60))


class ConnectionPermissionFactory(DjangoModelFactory):
    """This membership lets its organisation offer content for `connection`."""

    class Meta:
        model = ConnectionPermission


class TrackedLinkFactory(DjangoModelFactory):
    """A short link nobody has followed."""

    class Meta:
        model = TrackedLink

    destination = factory.Sequence(lambda n: f"https://acme.example/articles/{n}")


class ShareFactory(DjangoModelFactory):
    """A draft of `membership`; `scheduled`, `held` and `published` are traits."""

    class Meta:
        model = Share

    network = "linkedin"
    title = factory.Sequence(lambda n: f"Share {n}")
    text = factory.Sequence(lambda n: f"My own words, number {n}.")
    zone = "Europe/Paris"

    class Params:
        promised = factory.Trait(
            due_at=factory.LazyFunction(lambda: timezone.now() + timedelta(days=1)),
            publish_before=factory.LazyAttribute(lambda row: row.due_at + timedelta(hours=6)),
            next_at=factory.SelfAttribute("due_at"),
            content_sha256=factory.LazyAttribute(lambda row: hashlib.sha256(row.text.encode()).hexdigest()),
        )
        scheduled = factory.Trait(promised=True, state=ShareState.SCHEDULED)
        held = factory.Trait(promised=True, state=ShareState.HELD, reason=HoldReason.EMBARGO, next_at=None)
        published = factory.Trait(
            promised=True,
            state=ShareState.PUBLISHED,
            due_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=1)),
            next_at=None,
            published_at=factory.SelfAttribute("due_at"),
            evidence=Evidence.NETWORK_ID,
            external_id=factory.Sequence(lambda n: f"urn:li:share:{n}"),
        )


class SharePictureFactory(DjangoModelFactory):
    """The first picture of `share`, not uploaded yet."""

    class Meta:
        model = SharePicture

    asset = factory.SubFactory(AssetFactory)
    alternative_text = "A workshop."


class LinkPreviewFactory(DjangoModelFactory):
    """A page that was looked up for `membership`."""

    class Meta:
        model = LinkPreview

    url = factory.Sequence(lambda n: f"https://elsewhere.example/{n}")
    state = PreviewState.FOUND
    title = "A paper on wood"


class FirstCommentFactory(DjangoModelFactory):
    """What `share` adds under its post, waiting for it."""

    class Meta:
        model = FirstComment

    text = "The whole story is on our page."


class ShareAttemptFactory(DjangoModelFactory):
    """One try at `share`, begun and not yet ended."""

    class Meta:
        model = ShareAttempt

    number = 1
    lease = factory.Faker("uuid4", cast_to=None)
    content_sha256 = factory.LazyAttribute(lambda row: row.share.content_sha256)


class ProofreadFactory(DjangoModelFactory):
    """`author` asks `reader` for an opinion."""

    class Meta:
        model = Proofread


class ProofreadTextFactory(DjangoModelFactory):
    """One text of `proofread`."""

    class Meta:
        model = ProofreadText

    network = factory.SelfAttribute("share.network")
    text = factory.SelfAttribute("share.text")


def connect(membership, grant, network="linkedin"):
    """An account of `membership` with the real tokens the simulated network gave (`SimulatorProcess.grant`)."""
    now = timezone.now()
    refresh = grant.get("refresh_token")
    connection = ConnectionFactory(
        user=membership.user,
        network=network,
        member_id=grant["member_id"],
        handle=grant["handle"],
        name=grant["name"],
        used_by=[membership.organisation_id],
    )
    keep(
        connection,
        Grant(
            access_token=Secret(grant["access_token"]),
            refresh_token=Secret(refresh) if refresh else None,
            expires_at=now + timedelta(seconds=grant["expires_in"]),
            scopes=frozenset(grant["scope"]),
            issued_at=now - timedelta(hours=1),
        ),
    )
    connection.save()
    ConnectionPermissionFactory(membership=membership, connection=connection)
    return connection


class SharingRuleFactory(DjangoModelFactory):
    """A rule of `membership`: one share a week on the first network, on Tuesdays around 8:40."""

    class Meta:
        model = SharingRule

    networks = factory.LazyFunction(lambda: ["linkedin"])
    weekdays = factory.LazyFunction(lambda: [1])
    hours = factory.LazyFunction(lambda: ["08:40"])
    per_week = 1


class CalendarFeedFactory(DjangoModelFactory):
    """A private address of `membership`'s own shares; nobody knows its secret."""

    class Meta:
        model = CalendarFeed

    kind = "own"
    token_hash = factory.Sequence(lambda n: f"{n:064d}")
    made_at = factory.LazyFunction(timezone.now)
