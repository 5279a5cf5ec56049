"""Fills a benchmark's database: one organisation, and what so many ambassadors do in a semester."""

import random
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from advocacy.bench import vocabulary
from advocacy.lib import statistics
from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership, User
from advocacy.programme.models import Charter, Enrolment, Programme
from advocacy.tenancy import tenant
from content_library.models import (
    Angle,
    Campaign,
    ContentItem,
    FollowedTopic,
    ItemTopic,
    PagePost,
    SuggestedText,
    Topic,
)
from content_library.states import AnnouncementOrder, Family, ItemState
from reporting.models import MetricSnapshot, ShareStat
from reporting.states import Source
from sharing.models import Click, Connection, ConnectionPermission, Share, TrackedLink
from sharing.states import Evidence, ShareState

ITEMS_EACH, SHARES_EACH = 2, 20
CAMPAIGNS, TOPICS, LINKS_ASKED = 6, 8, 500
BATCH = 500
# The library goes on at the same pace in both sites, a hundred ideas in two months; one of them is kept for longer.
RECENT, RECENT_DAYS, OLDER_DAYS = 100, 60, 1800
# Of twenty ideas: most may be shared, the others are being written, over, or put away.
STATES = (
    *(ItemState.LIVE,) * 13, ItemState.DRAFT, ItemState.DRAFT, ItemState.IN_REVIEW,
    *(ItemState.EXPIRED,) * 3, ItemState.ARCHIVED,
)  # fmt: skip
WAITING_ONCE_IN = 20
FAMILIES = tuple(Family)


def fill(ambassadors: int, ideas: int = 0) -> dict[str, Any]:
    """Fill the database and return the session of one of them (who may see everything) and the addresses to ask."""
    dice = random.Random(ambassadors)
    organisation = Organisation.objects.create(name="Bench", slug="bench", language="en")
    with transaction.atomic():
        people = _people(organisation, ambassadors)
    with tenant(organisation.pk), transaction.atomic():
        _enrol(people)
        items = _library(people, ideas or ambassadors * ITEMS_EACH, dice)
        links = _shares(people, items, dice)
    statistics.refresh()
    library = reverse("content_library:item_list", args=[organisation.slug])
    return {
        "cookie": f"{settings.SESSION_COOKIE_NAME}={_session(people[0].user)}",
        "pages": {
            "feed": reverse("sharing:feed", args=[organisation.slug]),
            "ideas": f"{reverse('sharing:feed', args=[organisation.slug])}?tab=all",
            "library": library,
            "calendar": reverse("content_library:calendar", args=[organisation.slug]),
            "month": reverse("content_library:calendar_month", args=[organisation.slug]),
            "my_month": reverse("sharing:share_month", args=[organisation.slug]),
            # Of a few ideas, of many, and of a word that nobody wrote like this.
            "search": f"{library}?q={vocabulary.RARE}",
            "broad": f"{library}?q={vocabulary.COMMON}&family=craft",
            "typo": f"{library}?q={vocabulary.WRONG}",
            "report": reverse("reporting:report", args=[organisation.slug]),
        },
        "links": [reverse("sharing:tracked_link", args=[organisation.code, code]) for code in links[:LINKS_ASKED]],
    }


def recorded_clicks() -> int:
    """Return how many clicks the benchmark's organisation has recorded."""
    with tenant(Organisation.objects.get(slug="bench").pk):
        return Click.objects.count()


def _people(organisation: Organisation, count: int) -> list[Membership]:
    User.objects.bulk_create(
        [User(email=f"person{n}@bench.example", name=f"Person {n}", password="!", language="en") for n in range(count)]
    )
    users = User.objects.filter(email__endswith="@bench.example").order_by("pk")
    Membership.objects.bulk_create(
        [Membership(organisation=organisation, user=user, is_ambassador=True) for user in users]
    )
    members = list(
        Membership.objects.filter(organisation=organisation).select_related("user", "organisation").order_by("pk")
    )
    Membership.objects.filter(pk=members[0].pk).update(is_owner=True, is_content_manager=True, is_manager=True)
    return members


def _enrol(people: list[Membership]) -> None:
    Programme.objects.create()
    charter = Charter.objects.create(number=1, texts={"en": "Freely."})
    now = timezone.now()
    Enrolment.objects.bulk_create(
        [
            Enrolment(membership=person, charter=charter, show_name=number % 3 == 0, enrolled_at=now)
            for number, person in enumerate(people)
        ]
    )
    for person in people:
        connection = Connection.objects.create(
            user=person.user, network="linkedin", member_id=f"m{person.pk}", used_by=[person.organisation_id],
            access_expires_at=now + timedelta(days=60),
        )  # fmt: skip
        ConnectionPermission.objects.create(membership=person, connection=connection)


def _library(people: list[Membership], count: int, dice: random.Random) -> list[ContentItem]:
    campaigns = [Campaign.objects.create(name=f"Campaign {n}", colour=n % 6 + 1) for n in range(CAMPAIGNS)]
    topics = [Topic.objects.create(name=f"Topic {n}") for n in range(TOPICS)]
    for topic in topics[:3]:
        FollowedTopic.objects.create(topic=topic, membership=people[0])
    now = timezone.now()
    items = [
        ContentItem(
            **vocabulary.texts(n, count, dice), language="en", state=_state(n, count), family=dice.choice(FAMILIES),
            state_changed_at=now - _age(count - n, count), announcement_order=AnnouncementOrder.PROFILES_ONLY,
            campaign=campaigns[n % CAMPAIGNS], created_by=people[0],
        )
        for n in range(count)
    ]  # fmt: skip
    ContentItem.objects.bulk_create(items, batch_size=BATCH)
    vocabulary.index(items)
    PagePost.objects.bulk_create(
        [PagePost(item=item, posted_at=item.state_changed_at) for item in items[::3]], batch_size=BATCH
    )
    ItemTopic.objects.bulk_create(
        [ItemTopic(item=item, topic=topics[n % TOPICS]) for n, item in enumerate(items)], batch_size=BATCH
    )
    Angle.objects.bulk_create(
        [Angle(item=item, language="en", name="Behind the scenes", question="What did nobody see?") for item in items],
        batch_size=BATCH,
    )
    SuggestedText.objects.bulk_create(
        [SuggestedText(item=item, language="en", body="What I take from it.") for item in items], batch_size=BATCH
    )
    return items


def _state(number: int, count: int) -> ItemState:
    """The state of one idea of so many; only recent ones still wait for the page."""
    recent = count - number <= RECENT
    return ItemState.WAITING if recent and number % WAITING_ONCE_IN == 0 else STATES[number % len(STATES)]


def _age(place: int, count: int) -> timedelta:
    """How old the idea is that comes so many places after the newest."""
    if place <= RECENT:
        return timedelta(days=RECENT_DAYS) * place / RECENT
    return timedelta(days=RECENT_DAYS) + timedelta(days=OLDER_DAYS) * (place - RECENT) / max(count - RECENT, 1)


def _shares(people: list[Membership], items: list[ContentItem], dice: random.Random) -> list[str]:
    now = timezone.now()
    links = [TrackedLink(destination="https://bench.example/") for _number in range(len(people) * SHARES_EACH)]
    TrackedLink.objects.bulk_create(links, batch_size=BATCH)
    shares = [
        _share(people[number % len(people)], dice.choice(items), link, now - timedelta(days=dice.uniform(0, 170)))
        for number, link in enumerate(links)
    ]
    Share.objects.bulk_create(shares, batch_size=BATCH)
    snapshots, stats = [], []
    for share in shares:
        seen = dice.randint(50, 3000)
        figures = {
            "impressions": seen,
            "members_reached": seen * 2 // 3,
            "reactions": seen // 50,
            "comments": 2,
            "reshares": 1,
        }
        source, when = Source.NETWORK, share.published_at or now
        snapshots.append(MetricSnapshot(share=share, source=source, captured_at=when + timedelta(days=1), **figures))
        stats.append(
            ShareStat(
                share=share, membership=share.membership, campaign=share.item.campaign if share.item else None,
                network=share.network, published_at=when, source=source, measured_at=now, clicks=seen // 100, **figures,
            )
        )  # fmt: skip
    MetricSnapshot.objects.bulk_create(snapshots, batch_size=BATCH)
    ShareStat.objects.bulk_create(stats, batch_size=BATCH)
    return [link.code for link in links]


def _share(person: Membership, item: ContentItem, link: TrackedLink, when: datetime) -> Share:
    return Share(
        membership=person, item=item, network="linkedin", link=link, title=item.title, text="What I take from it.",
        content_sha256="0" * 64, state=ShareState.PUBLISHED, due_at=when, publish_before=when + timedelta(hours=6),
        published_at=when, evidence=Evidence.NETWORK_ID, external_id=f"urn:li:share:{link.code}", zone="Europe/Paris",
    )  # fmt: skip


def _session(user: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)
