"""Writing an item and taking it through its life: draft, review, proposed, prolonged, archived."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, Unpack

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.services import record_audit
from advocacy.people.models import Membership, Team
from advocacy.people.roles import Permission
from content_library.models import Campaign, ContentItem
from content_library.selectors.readiness import blocking_check
from content_library.services import parts, rules, versions
from content_library.services.moves import move_item, offered_state, settle_announcement
from content_library.services.values import ItemValues
from content_library.states import SHAREABLE, ItemState

# What a contributor may still change: what nobody has been offered yet.
UNPROPOSED: Final = frozenset({ItemState.DRAFT, ItemState.IN_REVIEW})
PLAIN: Final = (
    "kind", "family", "language", "title", "summary", "url", "facts", "facts_verified_by", "credit", "author",
    "campaign", "picture", "announcement_order", "networks", "for_everyone", "available_from", "expires_at",
)  # fmt: skip


class StaleItem(RuleViolation):
    """Somebody else saved the item since this copy was opened. `current` is what is stored now."""

    def __init__(self, current: ContentItem) -> None:
        super().__init__(
            _(
                "Somebody else saved this idea while you were writing. Nothing was overwritten: both versions are "
                "below. Saving again keeps yours."
            ),
            code="item_stale",
        )
        self.current = current


@transaction.atomic
def create_item(*, actor: Membership, request_key: str = "", **values: Unpack[ItemValues]) -> ContentItem:
    """Write a new item, in draft. Refuses what `rules.check_item` refuses.

    Without a word on who announces it, it takes its campaign's order. The same form sent twice (`request_key`) finds
    the item it made the first time, unchanged.
    """
    if request_key:
        made = ContentItem.objects.filter(created_by=actor, request_key=request_key).first()
        if made is not None:
            return made
    item = ContentItem(created_by=actor, request_key=request_key)
    campaign = values.get("campaign")
    if campaign is not None and "announcement_order" not in values:
        values["announcement_order"] = campaign.announcement_order
    _assign(item, values)
    rules.check_item(item, values)
    item.save()
    parts.write_parts(item, values)
    versions.record_version(actor=actor, item=item)
    record_audit(actor=actor, verb="item.created", subject=item)
    return item


@transaction.atomic
def update_item(
    *,
    actor: Membership,
    item: ContentItem,
    version: int,
    restored_from: int | None = None,
    **values: Unpack[ItemValues],
) -> ContentItem:
    """Save an item that was read at `version`; names of the changed fields go to the journal, never the texts.

    What it says from now on is kept as a version of its own (`restored_from`: the one whose words it takes up again).

    Raises `StaleItem` when somebody saved in between. Refuses a contributor's change to what has been proposed
    already (`item_needs_publisher`). Changing who announces opens or closes the idea, and has its own journal line.
    """
    check_may_write(actor, item)
    _claim_version(item, version)
    versions.keep_first(item, number=version)
    order = item.announcement_order
    changed = _assign(item, values)
    rules.check_item(item, values)
    item.save()
    changed += parts.write_parts(item, values)
    if changed:
        versions.record_version(actor=actor, item=item, changed=changed, restored_from=restored_from)
        verb = "item.updated" if restored_from is None else "item.restored"
        record_audit(actor=actor, verb=verb, subject=item, changes={"fields": changed})
    if item.announcement_order != order:
        changes = {"announcement_order": [str(order), str(item.announcement_order)]}
        record_audit(actor=actor, verb="item.announcement_order_changed", subject=item, changes=changes)
    if item.state in SHAREABLE:
        _check_complete(item)
    settle_announcement(actor=actor, item=item)
    return item


def check_may_write(actor: Membership, item: ContentItem) -> None:
    """Refuse a contributor's change to something ambassadors may already be sharing."""
    if item.state not in UNPROPOSED and not actor.can(Permission.LIBRARY_PUBLISH):
        raise RuleViolation(
            _("This idea has been proposed to ambassadors. Ask the communications team to change it."),
            code="item_needs_publisher",
        )


def _check_complete(item: ContentItem) -> None:
    """Refuse to offer, or to go on offering, an item that lacks what people need."""
    lacking = blocking_check(item)
    if lacking is not None:
        reason = lacking.sentence[:1].lower() + lacking.sentence[1:]
        raise RuleViolation(
            _("It cannot be proposed like this: %(reason)s.") % {"reason": reason},
            code=lacking.code,
            field=lacking.field,
        )


def _claim_version(item: ContentItem, version: int) -> None:
    # The state as well: whether the actor may write was judged by it, and it may be seconds old (a picture was opened).
    unchanged = ContentItem.objects.filter(pk=item.pk, version=version, state=item.state)
    claimed = unchanged.update(version=version + 1)
    if claimed != 1:
        raise StaleItem(ContentItem.objects.get(pk=item.pk))
    # Everything else is read again: the caller's copy may be older than the version it names.
    item.refresh_from_db()


def _next_version(item: ContentItem) -> None:
    """Take the next version of an item, whatever the caller's copy of it holds."""
    ContentItem.objects.filter(pk=item.pk).update(version=F("version") + 1)
    item.refresh_from_db()
    versions.keep_first(item, number=item.version - 1)


def _assign(item: ContentItem, values: ItemValues) -> list[str]:
    """Set the plain fields that are given; return the names of those that changed."""
    changed: list[str] = []
    for name in PLAIN:
        if name not in values:
            continue
        value: Any = values[name]
        if name == "networks":
            value = list(value)
        if getattr(item, name) != value:
            setattr(item, name, value)
            changed.append(name)
    return changed


@transaction.atomic
def submit_for_review(*, actor: Membership, item: ContentItem) -> ContentItem:
    """Ask a colleague of the communications team to read it. A contributor may."""
    return move_item(actor=actor, item=item, target=ItemState.IN_REVIEW)


@transaction.atomic
def publish_item(*, actor: Membership, item: ContentItem) -> ContentItem:
    """Propose it to ambassadors: available at once, or waiting when the page speaks first and has not yet.

    Refuses what "Ready to propose?" calls missing: a title, something to start from in the item's language, a
    description of its picture, an end that is still to come. An unknown date of the page's post is fine.
    """
    _check_complete(item)
    return move_item(actor=actor, item=item, target=offered_state(item))


@transaction.atomic
def unpublish_item(*, actor: Membership, item: ContentItem) -> ContentItem:
    """Take it back to draft, from wherever it is; whoever planned to share it is asked."""
    return move_item(actor=actor, item=item, target=ItemState.DRAFT)


@transaction.atomic
def archive_item(*, actor: Membership, item: ContentItem) -> ContentItem:
    """Put it away. `unpublish_item` brings it back as a draft."""
    return move_item(actor=actor, item=item, target=ItemState.ARCHIVED)


@transaction.atomic
def prolong_item(*, actor: Membership, item: ContentItem, expires_at: datetime | None) -> ContentItem:
    """Give it another end (None: no end). An expired one is offered again. Refuses a moment that has passed."""
    if expires_at is not None and expires_at <= timezone.now():
        raise RuleViolation(_("The new end must be in the future."), code="end_in_the_past", field="expires_at")
    _next_version(item)
    before = item.expires_at
    item.expires_at = expires_at
    rules.check_dates(item)
    item.save(update_fields=["expires_at", "updated_at"])
    versions.record_version(actor=actor, item=item, changed=["expires_at"])
    ends = [moment.isoformat() if moment else None for moment in (before, expires_at)]
    record_audit(actor=actor, verb="item.prolonged", subject=item, changes={"expires_at": ends})
    if item.state == ItemState.EXPIRED:
        move_item(actor=actor, item=item, target=offered_state(item))
    return item


@transaction.atomic
def set_campaign(*, actor: Membership, item: ContentItem, campaign: Campaign | None) -> ContentItem:
    """Put it in a campaign, or in none."""
    if item.campaign_id == (campaign.pk if campaign else None):
        return item
    _next_version(item)
    before = item.campaign
    item.campaign = campaign
    item.save(update_fields=["campaign", "updated_at"])
    versions.record_version(actor=actor, item=item, changed=["campaign"])
    changes = {"campaign": [entry.public_id if entry else None for entry in (before, campaign)]}
    record_audit(actor=actor, verb="item.campaign_changed", subject=item, changes=changes)
    return item


@transaction.atomic
def set_audience(*, actor: Membership, item: ContentItem, teams: Sequence[Team]) -> ContentItem:
    """Offer it to these teams first, or to everyone when there is none."""
    wanted = {team.pk for team in teams}
    if item.for_everyone == (not wanted) and set(item.item_teams.values_list("team_id", flat=True)) == wanted:
        return item
    _next_version(item)
    item.for_everyone = not wanted
    item.save(update_fields=["for_everyone", "updated_at"])
    changed = ["for_everyone", *parts.write_parts(item, {"teams": teams})]
    versions.record_version(actor=actor, item=item, changed=changed)
    record_audit(actor=actor, verb="item.updated", subject=item, changes={"fields": changed})
    return item


@transaction.atomic
def duplicate_item(*, actor: Membership, item: ContentItem) -> ContentItem:
    """Start a draft from another item: everything but its state, its dates and what the page posted."""
    values = {name: getattr(item, name) for name in PLAIN if name not in {"available_from", "expires_at"}}
    copy = ContentItem(created_by=actor, **values)
    copy.title = pgettext("title of a duplicated idea", "%(title)s (copy)") % {"title": item.title[:150]}
    copy.save()
    parts.copy_parts(item, copy)
    versions.record_version(actor=actor, item=copy)
    record_audit(actor=actor, verb="item.created", subject=copy, changes={"copy_of": item.public_id})
    return copy
