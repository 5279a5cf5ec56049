"""One act on several items, and its undoing: each item is done or refused by itself, and both are said."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.services import record_audit
from advocacy.people import selectors as people
from advocacy.people.models import Membership, Team
from content_library import selectors
from content_library.models import BulkAct, BulkChange, Campaign, ContentItem
from content_library.services import items, moves, parts, versions
from content_library.states import ItemState

PROLONG_DAYS: Final = (7, 30, 90)
MOST_AT_ONCE: Final = 100


@dataclass
class Several:
    """What came of it: how many items changed, and a sentence for each that did not."""

    changed: int = 0
    refused: list[str] = field(default_factory=list)
    act: BulkAct | None = None


@transaction.atomic
def act_on_several(*, actor: Membership, chosen: Sequence[ContentItem], verb: str, value: str = "") -> Several:
    """Do one thing to several items and remember what each was before; one of them refused stops none.

    Verbs: `campaign` (an id, or nothing), `team` (an id, or nothing for everyone), `prolong` (days), `archive`.
    Refuses anything else (`unknown_act`), and an id that is not there, before touching an item.
    """
    run = _runner(actor, verb, value)
    done = Several()
    for item in chosen[:MOST_AT_ONCE]:
        before = _standing(item)
        try:
            with transaction.atomic():
                run(item)
        except RuleViolation as violation:
            done.refused.append(_said(item, violation.message))
            continue
        now = ContentItem.objects.get(pk=item.pk)
        if _standing(now) == before:
            continue
        done.changed += 1
        done.act = done.act or BulkAct.objects.create(actor=actor, verb=verb)
        BulkChange.objects.create(
            act=done.act,
            item=now,
            before=before,
            version=now.version,
            state=now.state,
            state_changed_at=now.state_changed_at,
        )
    return done


def _runner(actor: Membership, verb: str, value: str) -> Callable[[ContentItem], Any]:
    if verb == "campaign":
        campaign = selectors.campaign(value) if value else None
        if value and campaign is None:
            raise RuleViolation(_("This campaign is no longer there."), code="unknown_campaign")
        return lambda item: items.set_campaign(actor=actor, item=item, campaign=campaign)
    if verb == "team":
        team = people.teams().filter(public_id=value).first() if value else None
        if value and team is None:
            raise RuleViolation(_("This team is no longer there."), code="unknown_team")
        return lambda item: items.set_audience(actor=actor, item=item, teams=[team] if team else [])
    if verb == "prolong" and value.isdecimal() and int(value) in PROLONG_DAYS:
        more = timedelta(days=int(value))
        return lambda item: items.prolong_item(
            actor=actor, item=item, expires_at=max(item.expires_at or timezone.now(), timezone.now()) + more
        )
    if verb == "archive":
        return lambda item: items.archive_item(actor=actor, item=item)
    raise RuleViolation(_("Choose what to do with these ideas."), code="unknown_act")


def _standing(item: ContentItem) -> dict[str, Any]:
    """What a bulk act may change, as plain values."""
    return {
        "state": str(item.state),
        "campaign": item.campaign_id,
        "expires_at": item.expires_at.isoformat() if item.expires_at else None,
        "for_everyone": item.for_everyone,
        "teams": sorted(item.item_teams.values_list("team_id", flat=True)),
    }


def _said(item: ContentItem, reason: str) -> str:
    return _("“%(title)s”: %(reason)s") % {"title": item.title or _("Untitled"), "reason": reason}


@transaction.atomic
def undo_bulk(*, actor: Membership, act: BulkAct) -> Several:
    """Put every item of one's own act back exactly as it was; those that somebody changed since stay as they are.

    Refuses an act that has been undone already (`already_undone`), and somebody else's (`not_your_act`).
    """
    if act.actor_id != actor.pk:
        raise RuleViolation(_("Only the person who did this undoes it."), code="not_your_act")
    undone = BulkAct.objects.filter(pk=act.pk, undone_at=None).update(undone_at=timezone.now())
    if undone != 1:
        raise RuleViolation(_("This has already been undone."), code="already_undone")
    result = Several(act=act)
    for change in BulkChange.objects.filter(act=act).select_related("item").order_by("pk"):
        try:
            with transaction.atomic():
                _put_back(actor, change)
            result.changed += 1
        except RuleViolation as violation:
            result.refused.append(_said(change.item, violation.message))
    return result


def _put_back(actor: Membership, change: BulkChange) -> None:
    """Restore one item, if it still stands as the act left it."""
    before, item = change.before, change.item
    campaign = Campaign.objects.filter(pk=before["campaign"]).first() if before["campaign"] else None
    teams = list(Team.objects.filter(pk__in=before["teams"]))
    if (before["campaign"] and campaign is None) or len(teams) != len(before["teams"]):
        raise RuleViolation(_("what it had before is no longer there. It stays as it is."), code="gone_since")
    state, ends = ItemState(before["state"]), before["expires_at"]
    changed = _differing(item, before)
    claimed = ContentItem.objects.filter(
        pk=item.pk, version=change.version, state=change.state, state_changed_at=change.state_changed_at
    ).update(
        version=change.version + 1,
        campaign=campaign,
        expires_at=datetime.fromisoformat(ends) if ends else None,
        for_everyone=before["for_everyone"],
        updated_at=timezone.now(),
    )
    if claimed != 1:
        raise RuleViolation(_changed_since(change), code="changed_since")
    item.refresh_from_db()
    parts.write_parts(item, {"teams": teams})
    if changed:
        versions.record_version(actor=actor, item=item, changed=changed)
    record_audit(actor=actor, verb="item.bulk_undone", subject=item, changes={"fields": changed})
    if item.state != state:
        moves.move_back(actor=actor, item=item, target=state)


def _differing(item: ContentItem, before: dict[str, Any]) -> list[str]:
    now = _standing(item)
    return [name for name in ("campaign", "expires_at", "for_everyone", "teams") if now[name] != before[name]]


def _changed_since(change: BulkChange) -> str:
    last = selectors.versions_of(change.item).first()
    if last is not None and last.number > change.version and last.saved_by is not None:
        return _("%(name)s changed it since. It stays as it is.") % {"name": last.saved_by.user}
    return _("it changed since. It stays as it is.")
