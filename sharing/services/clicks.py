"""Who opens a tracked link: counted, told from programs, and the proof that a share in doubt is online.

Public traffic, and the busiest there is: what stands between a visitor and the page they want is two statements and a
commit, written by hand because building them costs more than running them. Both name their organisation, as the first
wall would; the second wall holds as everywhere.
"""

import hashlib
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from django.db import connection, transaction
from django.utils import timezone

from advocacy.organisations import selectors as organisations
from advocacy.tenancy import tenant
from sharing.models import Click, ShareAttempt, VisitorSalt
from sharing.services import moving
from sharing.states import AttemptOutcome, AttemptStep, ClickKind, Evidence, ShareState

# Visitor hashes are forgotten after this many days, whole rows much later; the counters stay.
FORGET_VISITORS_DAYS: Final = 30
FORGET_CLICKS_DAYS: Final = 396

_PREVIEW: Final = re.compile(
    r"linkedinbot|twitterbot|facebookexternalhit|facebot|slackbot|slack-imgproxy|whatsapp|telegrambot|discordbot"
    r"|skypeuripreview|microsoftpreview|embedly|iframely|pinterestbot|redditbot|mastodon|bluesky|cardyb|vkshare"
    r"|google-inspectiontool|googlebot-image|bitlybot|viber|line-poker|kakaotalk-scrap|preview",
    re.IGNORECASE,
)
_BOT: Final = re.compile(
    # Cubot makes telephones.
    r"(?<!cu)bot\b|crawl|spider|slurp|curl|wget|python|java/|go-http|okhttp|axios|node-fetch|libwww|httpclient|scrapy"
    r"|headless|phantom|lighthouse|monitor|uptime|pingdom|scan|probe|fetch|archive|ahrefs|semrush|barracuda|mimecast"
    r"|proofpoint|safelinks|urldefense|zgrab|nmap|apache-http|feed|rss|validator",
    re.IGNORECASE,
)

_FIND: Final = """
SELECT destination FROM sharing_trackedlink
WHERE organisation_id = %s AND code = %s
AND EXISTS (SELECT 1 FROM organisations_organisation WHERE id = %s AND is_active)
"""
_COUNT: Final = """
UPDATE sharing_trackedlink SET {counter} = {counter} + 1
WHERE organisation_id = %s AND code = %s
AND EXISTS (SELECT 1 FROM organisations_organisation WHERE id = %s AND is_active)
RETURNING id, destination, (
    SELECT id FROM sharing_share WHERE organisation_id = %s AND link_id = sharing_trackedlink.id AND state = %s
)
"""
_COUNTERS: Final = {
    True: _COUNT.format(counter="clicks"),
    False: _COUNT.format(counter="automatic_clicks"),
}
_NOTE: Final = "INSERT INTO sharing_click (organisation_id, link_id, kind, visitor, at) VALUES (%s, %s, %s, %s, %s)"


def kind_of(user_agent: str, method: str = "GET", *, prefetched: bool = False) -> ClickKind:
    """Tell people from programs by what they say of themselves."""
    if method == "HEAD":
        return ClickKind.HEAD
    if prefetched or _PREVIEW.search(user_agent):
        return ClickKind.PREVIEW
    if not user_agent.strip() or _BOT.search(user_agent):
        return ClickKind.BOT
    return ClickKind.PERSON


def record_click(
    *,
    org_code: str,
    code: str,
    user_agent: str,
    ip: str,
    method: str = "GET",
    prefetched: bool = False,
    from_our_pages: bool = False,
) -> str | None:
    """Count one opening and return where it leads; None for a code that is not a link of that organisation.

    Outside any tenant. The row and the counter are committed before this returns. A person's opening proves that a
    share in doubt is online, since nothing else carries its link; an opening from our own pages proves nothing and
    is not counted. The address of the visitor is hashed with a value thrown away each day, and kept nowhere else.
    """
    organisation_id = _organisation_of(org_code)
    if organisation_id is None:
        return None
    if from_our_pages:
        with tenant(organisation_id), connection.cursor() as cursor:
            cursor.execute(_FIND, [organisation_id, code, organisation_id])
            found = cursor.fetchone()
        return str(found[0]) if found else None
    kind = kind_of(user_agent, method, prefetched=prefetched)
    now = timezone.now()
    visitor = f"{salt_of(now.date())}|{organisation_id}|{ip}|{user_agent}".encode()
    with _without_waiting_for_the_disk(), tenant(organisation_id), transaction.atomic():
        with connection.cursor() as cursor:
            doubtful = ShareState.UNCONFIRMED.value
            cursor.execute(
                _COUNTERS[kind == ClickKind.PERSON],
                (organisation_id, code, organisation_id, organisation_id, doubtful),
            )
            row = cursor.fetchone()
            if row is None:
                return None
            link_id, destination, doubtful_id = row
            values = [organisation_id, link_id, kind.value, hashlib.sha256(visitor).hexdigest()[:32]]
            cursor.execute(_NOTE, [*values, connection.ops.adapt_datetimefield_value(now)])
        if kind == ClickKind.PERSON and doubtful_id is not None:
            _prove(doubtful_id)
    return str(destination)


@lru_cache(maxsize=1024)
def _known(org_code: str) -> int:
    organisation = organisations.by_code(org_code)
    if organisation is None:
        # Raised, so that it is not remembered: it may be made a moment later.
        raise LookupError(org_code)
    return organisation.pk


def _organisation_of(org_code: str) -> int | None:
    """The number of an organisation, which never changes; whether it is active is asked with each click."""
    try:
        return _known(org_code)
    except LookupError:
        return None


@contextmanager
def _without_waiting_for_the_disk() -> Iterator[None]:
    """On SQLite: a click survives the death of any process, and may be lost with the power.

    Everything else there waits for the disk. A click is a figure; waiting for the disk for each would let a popular
    post stop the publishing of others, since that database has one writer.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=NORMAL")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")


def _prove(share_id: int) -> None:
    """End a doubt: only the post could have carried this link."""
    attempt = ShareAttempt.objects.filter(
        share_id=share_id, step=AttemptStep.POST, outcome=AttemptOutcome.UNCONFIRMED
    ).last()
    if attempt is None:
        return
    try:
        moving.published(share_id, ShareState.UNCONFIRMED, evidence=Evidence.CLICK, published_at=attempt.started_at)
    except moving.AlreadyMoved:
        return
    ShareAttempt.objects.filter(pk=attempt.pk).update(outcome=AttemptOutcome.PUBLISHED)


@lru_cache(maxsize=2)
def salt_of(day: date) -> str:
    """The random value of one day; the same in every process, gone the day after."""
    row, _made = VisitorSalt.objects.get_or_create(on=day, defaults={"salt": secrets.token_hex(32)})
    return row.salt


def forget_salts() -> None:
    """Delete the values of past days: from then on nobody can tell whose a hash was, or join two days."""
    VisitorSalt.objects.filter(on__lt=timezone.now().date()).delete()


def forget_clicks() -> Mapping[str, int]:
    """Inside a tenant: blank old visitor hashes and delete rows past their time. The counters stay."""
    now = timezone.now()
    old = Click.objects.filter(at__lt=now - timedelta(days=FORGET_VISITORS_DAYS)).exclude(visitor="")
    deleted, _rows = Click.objects.filter(at__lt=now - timedelta(days=FORGET_CLICKS_DAYS)).delete()
    return {"blanked": old.update(visitor=""), "deleted": deleted}
