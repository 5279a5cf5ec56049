"""Calendars for other programs: a private address each, made, made anew and revoked by the person alone."""

import hashlib
import secrets
from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone, translation

from advocacy.lib.secret import Secret
from advocacy.organisations import selectors as organisations
from advocacy.organisations.services import record_audit
from advocacy.people.models import Membership
from advocacy.people.roles import Permission
from advocacy.tenancy import tenant
from sharing.models import CalendarFeed
from sharing.selectors import feeds
from sharing.states import FeedKind

NEEDS: Final = {FeedKind.OWN: Permission.SHARE_READ, FeedKind.PAGE: Permission.CALENDAR_READ}


@transaction.atomic
def make_feed(*, actor: Membership, kind: FeedKind) -> Secret:
    """Make the actor's address of this calendar, or another one in place of the old, which ends. Returns its secret.

    The secret is returned once and kept as a hash.
    """
    token = secrets.token_urlsafe(32)
    values = {"token_hash": _hash(token), "made_at": timezone.now(), "last_read_on": None}
    CalendarFeed.objects.update_or_create(membership=actor, kind=kind, defaults=values)
    record_audit(actor=actor, verb="calendar_feed.made", subject=actor, changes={"kind": kind.value})
    return Secret(token)


@transaction.atomic
def revoke_feed(*, actor: Membership, kind: FeedKind) -> bool:
    """End the actor's address of this calendar, at once; say whether there was one."""
    gone, _rows = CalendarFeed.objects.filter(membership=actor, kind=kind).delete()
    if gone:
        record_audit(actor=actor, verb="calendar_feed.revoked", subject=actor, changes={"kind": kind.value})
    return bool(gone)


def on_leaving(membership: Membership) -> None:
    """Whoever leaves takes their shares along: no address goes on telling of them."""
    CalendarFeed.objects.filter(membership=membership).delete()


def read_feed(*, org_code: str, token: str) -> bytes | None:
    """The calendar under this address, for whoever knows it; None when there is none, or no longer. Outside any tenant.

    It shows what its person may see at this moment: leaving the programme, or the organisation, ends it.
    """
    organisation = organisations.by_code(org_code)
    if organisation is None or not organisation.is_active:
        return None
    with tenant(organisation.pk):
        rows = CalendarFeed.objects.select_related("membership__user", "membership__organisation")
        feed = rows.filter(
            token_hash=_hash(token), membership__left_at__isnull=True, membership__user__is_active=True
        ).first()
        if feed is None or not feed.membership.can(NEEDS[FeedKind(feed.kind)]):
            return None
        _note(feed, timezone.localdate())
        with translation.override(feed.membership.language):
            return feeds.calendar_of(feed)


def _note(feed: CalendarFeed, today: date) -> None:
    # Programs ask every few minutes: the day is enough for a person to see whether an address is in use.
    if feed.last_read_on is None or today - feed.last_read_on >= timedelta(days=1):
        CalendarFeed.objects.filter(pk=feed.pk).update(last_read_on=today)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
