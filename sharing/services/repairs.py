"""The ways out for a share that could not go as it was: another picture, no link, by hand, or nothing at all."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.people.models import Membership
from content_library.models import Asset
from content_library.services import assets
from sharing.models import Share
from sharing.networks import adapter
from sharing.selectors.gestures import PICTURE_CODES, TAKE_BACK_FOR, may_go_without_link
from sharing.services import closing, links, moving, refusals, shares
from sharing.states import Evidence, HoldReason, ShareState

S = ShareState

# From these holds a person may take the post into their own hands; a crisis or a quarantine is for others to end.
TO_HAND_FROM = frozenset({HoldReason.RECONNECT, HoldReason.BUDGET, HoldReason.BREAKER})


def lighten_and_publish(*, actor: Membership, share: Share) -> Share:
    """Prepare the pictures of a failed share again, below the network's limit, and send it as a new share, now.

    The text is the one that was approved. Twice is once. Refuses a share that did not fail by its picture, a picture
    that cannot be made light enough, and what `shares.promise_draft` refuses.
    """
    row = _own(actor, share)
    key = f"lighter-{row.public_id}"
    made = Share.objects.filter(membership=actor).filter(request_key=key).first()
    if made is not None:
        return made
    if row.state != S.FAILED or row.reason not in PICTURE_CODES:
        raise RuleViolation(_("This share did not fail by its picture."), code="cannot_change")
    limit = adapter(row.network).limits.max_image_bytes
    # Outside the transaction: decoding takes seconds.
    lighter: list[tuple[Asset, str]] = [
        (assets.lighten_asset(actor=actor, asset=picture.asset, max_bytes=limit), picture.alternative_text)
        for picture in row.pictures.all()
    ]
    return _again_with(actor, row, key, lighter)


@transaction.atomic
def _again_with(actor: Membership, row: Share, key: str, pictures: Sequence[tuple[Asset, str]]) -> Share:
    Share.objects.select_for_update(of=("self",)).get(pk=row.pk)
    made = Share.objects.filter(membership=actor).filter(request_key=key).first()
    if made is not None:
        return made
    draft = shares.copy_to_draft(actor=actor, share=row)
    draft = shares.edit_share(actor=actor, share=draft, pictures=pictures)
    Share.objects.filter(pk=draft.pk).update(request_key=key)
    return shares.promise_draft(actor=actor, share=draft)


@transaction.atomic
def publish_without_link(*, actor: Membership, share: Share) -> Share:
    """Take the link, which is what costs, out of a share held for want of money, and promise it anew.

    Refuses a share that is not held for that, or whose link is not in its text.
    """
    row = _own(actor, share)
    if row.state != S.HELD or row.reason != HoldReason.BUDGET or not may_go_without_link(row):
        raise RuleViolation(_("The link of this share makes no difference."), code="cannot_change")
    text = row.text.replace(links.address_of(row), "").rstrip()
    return shares.edit_share(actor=actor, share=row, text=text, with_link=False)


@transaction.atomic
def to_hand(*, actor: Membership, share: Share) -> Share:
    """Give the person a draft to post themselves: the held share itself, or a copy of one that failed or was missed.

    Refuses what may be online, and what is held for a reason that is not theirs to go around.
    """
    row = Share.objects.select_for_update(of=("self",)).get(pk=_own(actor, share).pk)
    if row.state in closing.ENDED_BADLY:
        return shares.copy_to_draft(actor=actor, share=row)
    if row.state != S.HELD or row.reason not in TO_HAND_FROM:
        raise refusals.too_late(row)
    return moving.move(row.pk, S.HELD, S.DRAFT, actor=actor, tell=False, next_at=None, connection=None)


@transaction.atomic
def let_be(*, actor: Membership, share: Share) -> Share:
    """Set a failure or a miss aside: it asks for nothing any more. Refuses any other share."""
    row = _own(actor, share)
    if row.state not in closing.ENDED_BADLY:
        raise RuleViolation(_("Nothing about this share waits for you."), code="cannot_change")
    closing.deal_with(row)
    row.refresh_from_db()
    return row


@transaction.atomic
def take_back(*, actor: Membership, share: Share) -> Share:
    """Undo `shares.declare_done`: the person has not posted it after all. It is a draft again, and counts nowhere.

    Refuses what was not declared, and what was declared more than a day ago.
    """
    row = _own(actor, share)
    declared = row.state == S.PUBLISHED and row.evidence == Evidence.DECLARED and row.published_at is not None
    if not declared or (row.published_at and timezone.now() - row.published_at > TAKE_BACK_FOR):
        raise RuleViolation(_("This can no longer be taken back."), code="cannot_change")
    return moving.move(
        row.pk, S.PUBLISHED, S.DRAFT, actor=actor, tell=False, evidence="", published_at=None, external_url=""
    )


@transaction.atomic
def also_by_hand(*, actor: Membership, share: Share, network: str) -> Share:
    """Make a draft of the same words for another network, with a link of its own; twice is once.

    Refuses a network that is not offered here.
    """
    row = _own(actor, share)
    old = links.address_of(row) if row.link is not None else ""
    key = f"{row.public_id}-{network}"
    new = links.address_for(actor=actor, network=network, request_key=key) if old else ""
    return shares.save_draft(
        actor=actor,
        network=network,
        text=row.text.replace(old, new) if old else row.text,
        item=row.item,
        destination=row.link.destination if row.link is not None else "",
        angle=row.angle,
        pictures=[(picture.asset, picture.alternative_text) for picture in row.pictures.all()],
        title=row.title,
        with_link=bool(old),
        request_key=key,
    )


def _own(actor: Membership, share: Share) -> Share:
    row = Share.objects.filter(membership=actor).select_related("item", "angle", "link", "membership__organisation")
    found = row.filter(pk=share.pk).first()
    if found is None:
        raise RuleViolation(_("This share is not yours."), code="not_yours")
    return found
