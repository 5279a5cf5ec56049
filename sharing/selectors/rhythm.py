"""A person's own pace: what they asked for, and where a week stands. A quiet word to them alone, never a quota."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import ngettext

from advocacy.people.models import Membership
from sharing.models import Share, SharingChoices
from sharing.states import LIVE, ShareState

_WEEK = timedelta(days=7)


def sharing_choices(membership: Membership) -> SharingChoices:
    """What this person chose for themselves; what everybody starts with when they chose nothing."""
    return SharingChoices.objects.filter(membership=membership).first() or SharingChoices(membership=membership)


def frequency_note(membership: Membership, moment: datetime, *, exclude: Share | None = None) -> str:
    """A gentle word when one more share in that week would pass what the person asked of themselves; else nothing."""
    most = sharing_choices(membership).per_week
    if most is None:
        return ""
    local = moment.astimezone(ZoneInfo(membership.time_zone)).date()
    rows = _promised_in(membership, local - timedelta(days=local.weekday()))
    count = (rows.exclude(pk=exclude.pk) if exclude is not None else rows).count()
    if count < most:
        return ""
    return ngettext(
        "You already have %(count)d share that week, and you wished for %(most)d at most. It is yours to decide.",
        "You already have %(count)d shares that week, and you wished for %(most)d at most. It is yours to decide.",
        count,
    ) % {"count": count, "most": most}


def room_in_week(membership: Membership, week: date) -> int | None:
    """How many more shares fit what the person asked of themselves, those prepared counted; None: any number."""
    most = sharing_choices(membership).per_week
    return None if most is None else max(0, most - len(times_in_week(membership, week)))


def times_in_week(membership: Membership, week: date) -> list[datetime]:
    """When this person's shares of that week went out, will, or are proposed to."""
    promised = _promised_in(membership, week).values_list("due_at", flat=True)
    return [at for at in promised if at is not None] + list(_proposed_in(membership, week))


def _promised_in(membership: Membership, week: date) -> "QuerySet[Share]":
    zone = ZoneInfo(membership.time_zone)
    start, end = (datetime.combine(day, time.min, tzinfo=zone) for day in (week, week + _WEEK))
    states = [*LIVE, ShareState.PUBLISHED]
    return Share.objects.filter(membership=membership, state__in=states, due_at__gte=start, due_at__lt=end)


def _proposed_in(membership: Membership, week: date) -> Iterator[datetime]:
    rows = Share.objects.filter(
        membership=membership,
        state=ShareState.DRAFT,
        is_prepared=True,
        due_local__gte=f"{week:%Y-%m-%d}",
        due_local__lt=f"{week + _WEEK:%Y-%m-%d}",
    )
    for local, zone in rows.values_list("due_local", "zone"):
        yield datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
