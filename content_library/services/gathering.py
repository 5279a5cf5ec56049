"""Reading sources: whose turn it is, the visit without a database, and what is written down after it.

A visit is leased, so that two workers do not make the same one; a feed read twice brings nothing twice.
"""

import hashlib
import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from advocacy.lib import feeds, fetching, jobs
from advocacy.lib.fetching import FEEDS, PAGES, Fetched, NotFetched, Seen, Unchanged
from advocacy.lib.page_cards import card_of_page
from advocacy.lib.web_addresses import page_key
from advocacy.organisations.models import Organisation
from advocacy.people.roles import Permission
from advocacy.people.selectors import members
from advocacy.people.services import notify
from advocacy.people.states import NotificationKind
from advocacy.tenancy import current_organisation_id, tenant
from advocacy.tenancy.calls import network_call
from content_library.models import ContentItem, Source, SourceEntry
from content_library.services import filters
from content_library.states import EntryState, SourceKind, SourceState

logger = logging.getLogger(__name__)

# Longer than the longest job.
LEASE: Final = timedelta(minutes=6)
# Of an address, in characters: as long as the column.
LONGEST: Final = 1000
LONGEST_WAIT: Final = timedelta(days=1)
# A source that has not answered for so long is told to the communications team.
SILENT_AFTER: Final = timedelta(days=3)
NOTHING_SEEN: Final = Seen()
MOST_AT_ONCE: Final = 50
MOST_WAITING: Final = 500
# What was published longer ago is no news.
OLDEST: Final = timedelta(days=60)
# Days. Unsorted, an entry goes by; and what its feed no longer holds is forgotten.
UNSORTED_DAYS: Final = 30
FORGOTTEN_DAYS: Final = 180


@dataclass(frozen=True, slots=True)
class Visit:
    """What is needed to visit one source, without the database."""

    source_id: int
    until: datetime
    kind: str
    address: str
    feed_url: str
    seen: Seen


@dataclass(frozen=True, slots=True)
class Brought:
    """What a visit brought. `problem` is a code, empty when the source answered; no feed: nothing is new."""

    feed: feeds.Feed | None = None
    feed_url: str = ""
    seen: Seen = NOTHING_SEEN
    problem: str = ""


def ring_for_due_sources(organisation_id: int) -> int:
    """Inside a tenant: ring once for each source whose turn it is. Says how many: none if no page may be read."""
    if not settings.LINK_PREVIEWS:
        return 0
    now = timezone.now()
    free = Q(reading_until=None) | Q(reading_until__lt=now)
    due = Source.objects.filter(free, state=SourceState.AWAKE, next_at__lte=now).order_by("next_at")
    found = list(due.values_list("pk", flat=True)[:MOST_AT_ONCE])
    for source_id in found:
        jobs.enqueue("content_library.read_source", organisation_id=organisation_id, source_id=source_id)
    return len(found)


def gather(organisation_id: int, source_id: int) -> int:
    """Visit one source if it is its turn and nobody else is there; say how many entries are new. Outside any tenant."""
    if not settings.LINK_PREVIEWS:
        return 0
    with tenant(organisation_id):
        visit = begin(source_id)
    if visit is None:
        return 0
    brought = visited(visit)
    with tenant(organisation_id):
        return record(visit, brought)


@transaction.atomic
def begin(source_id: int) -> Visit | None:
    """Inside a tenant: take a source's turn; None when it is not its turn, or taken."""
    now = timezone.now()
    until = now + LEASE
    free = Q(reading_until=None) | Q(reading_until__lt=now)
    turn = Source.objects.filter(free, pk=source_id, state=SourceState.AWAKE, next_at__lte=now)
    if turn.update(reading_until=until) != 1:
        return None
    source = Source.objects.get(pk=source_id)
    seen = Seen(source.etag, source.last_modified)
    return Visit(source.pk, until, source.kind, source.url, source.feed_url, seen)


# --- The visit: no database ------------------------------------------------------------------------------------------
def visited(visit: Visit) -> Brought:
    """Fetch and read what a source holds. Whatever stands in the way is a code, never an exception."""
    try:
        return _read(visit)
    except Unchanged:
        return Brought(feed_url=visit.feed_url, seen=visit.seen)
    except NotFetched as error:
        problem = f"status_{error.status}" if error.status else error.code
    except feeds.NotAFeed as error:
        problem = error.code
    logger.info("Source %s was not read: %s", visit.source_id, problem)
    return Brought(problem=problem)


def _read(visit: Visit) -> Brought:
    address = visit.feed_url or _first_address(visit)
    answer = _fetched(address, visit.seen)
    try:
        feed = feeds.feed_of(answer)
    except feeds.NotAFeed as error:
        # A page: does it name its feed?
        named = card_of_page(answer.body, charset=answer.charset, url=answer.url).feed if answer.mime in PAGES else ""
        if error.code != "not_a_feed" or not 0 < len(named) <= LONGEST or named == address:
            raise
        address = named
        answer = _fetched(address, NOTHING_SEEN)
        feed = feeds.feed_of(answer)
    if feed.more:
        # The index of several maps: its newest one. What it says of itself cannot vouch for the map.
        inner = feeds.feed_of(_fetched(feed.more[0], NOTHING_SEEN))
        return Brought(replace(inner, title=feed.title), address)
    return Brought(feed, address, answer.seen)


def _first_address(visit: Visit) -> str:
    if visit.kind == SourceKind.WORDPRESS and "feed" not in visit.address and "wp-json" not in visit.address:
        return f"{visit.address.rstrip('/')}/feed/"
    return visit.address


def _fetched(address: str, seen: Seen) -> Fetched:
    with network_call():
        return fetching.fetch(address, accept=FEEDS, max_bytes=fetching.FEED_BYTES, seen=seen)


# --- What is written down --------------------------------------------------------------------------------------------
@transaction.atomic
def record(visit: Visit, brought: Brought) -> int:
    """Inside a tenant: note how a visit went and keep what is new; say how many. Nothing when the turn was lost."""
    mine = Source.objects.filter(pk=visit.source_id, reading_until=visit.until)
    source = mine.first()
    if source is None:
        return 0
    now = timezone.now()
    if brought.problem:
        failures = min(source.failures + 1, 1000)
        since = source.failing_since or now
        wait = _pause(source.every_minutes, failures)
        books = {"failures": failures, "failing_since": since, "problem": brought.problem[:40], "next_at": now + wait}
    else:
        books = {
            "failures": 0, "failing_since": None, "problem": "", "answered_at": now, "feed_url": brought.feed_url,
            "etag": brought.seen.etag, "last_modified": brought.seen.last_modified,
            "next_at": now + timedelta(minutes=source.every_minutes),
        }  # fmt: skip
    if mine.update(reading_until=None, checked_at=now, **books) != 1:
        return 0
    if brought.problem:
        if since <= now - SILENT_AFTER:
            _tell_silent(source, since)
        return 0
    return keep(source, brought.feed) if brought.feed else 0


def _pause(every_minutes: int, failures: int) -> timedelta:
    """How long a silent source is left alone: longer each time, a day at most, its own rhythm at least."""
    own = timedelta(minutes=every_minutes)
    doublings: int = min(failures - 1, 8)
    return max(own, min(own * (1 << doublings), LONGEST_WAIT))


def _tell_silent(source: Source, since: datetime) -> None:
    """Tell the communications team, once for each silence."""
    organisation = Organisation.objects.get(pk=current_organisation_id())
    for member in members(organisation):
        if member.can(Permission.LIBRARY_PUBLISH):
            notify(
                membership=member,
                kind=NotificationKind.SOURCE_SILENT,
                details={"title": source.name},
                path=reverse("content_library:source_list", kwargs={"org": organisation.slug}),
                once_key=f"silent:{source.public_id}:{since:%Y%m%d%H%M}",
            )


def guid_key(guid: str) -> str:
    """What an entry is recognised by."""
    return hashlib.sha256(guid.encode()).hexdigest()


@transaction.atomic
def keep(source: Source, feed: feeds.Feed) -> int:
    """Inside a tenant: write down what a source tells of for the first time, judged by its filter; say how many."""
    now = timezone.now()
    fresh = {guid_key(entry.guid): entry for entry in reversed(feed.entries) if not _is_old(entry, now)}
    known = SourceEntry.objects.filter(source=source)
    known.filter(guid_key__in=[guid_key(entry.guid) for entry in feed.entries]).update(seen_at=now)
    told = set(known.filter(guid_key__in=fresh).values_list("guid_key", flat=True))
    room = MOST_WAITING - known.filter(state=EntryState.WAITING).count()
    if room <= 0:
        return 0
    # The newest of them, when there are more than can be looked at.
    new = [(key, entry) for key, entry in fresh.items() if key not in told][-min(MOST_AT_ONCE, room) :]
    keys = [key for key in (page_key(entry.url) for _guid, entry in new) if key]
    ideas = dict(ContentItem.objects.filter(url_key__in=keys).values_list("url_key", "pk"))
    elsewhere = set(SourceEntry.objects.filter(url_key__in=keys).values_list("url_key", flat=True))
    rows = []
    for key, entry in new:
        rows.append(_row(source, feed, entry, key, ideas, elsewhere))
        elsewhere.add(page_key(entry.url))
    before = known.count()
    SourceEntry.objects.bulk_create(rows, ignore_conflicts=True)
    return known.count() - before


def _is_old(entry: feeds.FeedEntry, now: datetime) -> bool:
    return entry.published_at is not None and entry.published_at < now - OLDEST


def _row(
    source: Source, feed: feeds.Feed, entry: feeds.FeedEntry, key: str, ideas: dict[str, int], elsewhere: set[str]
) -> SourceEntry:
    entry = replace(entry, language=entry.language or feed.language)
    kept, reason = filters.judge(source, entry)
    own_key = page_key(entry.url)
    if kept and own_key in ideas:
        kept, reason = False, filters.KNOWN_IDEA
    elif kept and own_key and own_key in elsewhere:
        kept, reason = False, filters.KNOWN_ENTRY
    return SourceEntry(
        source=source,
        guid_key=key,
        url=entry.url,
        title=entry.title or entry.url[:160],
        summary=entry.summary,
        author=entry.author,
        language=entry.language,
        published_at=entry.published_at,
        state=EntryState.WAITING if kept else EntryState.SET_ASIDE,
        reason=reason,
        item_id=ideas.get(own_key) if own_key else None,
    )


@transaction.atomic
def forget_old() -> int:
    """Inside a tenant: let go by what nobody sorted, and forget what its feed no longer holds. Says how many rows."""
    now = timezone.now()
    unsorted = SourceEntry.objects.filter(state=EntryState.WAITING, created_at__lt=now - timedelta(days=UNSORTED_DAYS))
    gone_by = unsorted.update(state=EntryState.LAPSED, decided_at=now, summary="", author="")
    gone = SourceEntry.objects.filter(seen_at__lt=now - timedelta(days=FORGOTTEN_DAYS))
    deleted, _by_model = gone.exclude(state=EntryState.WAITING).delete()
    return gone_by + deleted
