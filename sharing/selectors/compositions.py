"""What a composition has on the server: its drafts, which version they are, and whether another one waits."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from advocacy.people.models import Membership
from content_library.models import ContentItem
from sharing.models import Share
from sharing.selectors.shares import shares_for
from sharing.states import ShareState

LONGEST_KEY: Final = 26


def key_of(share: Share) -> str:
    """The key of the composition a share was written in; "" when it came from elsewhere."""
    tail = f"-{share.network}"
    return share.request_key.removesuffix(tail) if share.request_key.endswith(tail) else ""


def shares_of(membership: Membership, key: str) -> list[Share]:
    """Everything this composition has become so far, one share per network."""
    if not key:
        return []
    rows = shares_for(membership).filter(request_key__startswith=f"{key}-").order_by("pk")
    return [row for row in rows if key_of(row) == key]


@dataclass(frozen=True, slots=True)
class Kept:
    """What the server keeps of a composition: its drafts and their version; `left` when any is past drafting."""

    drafts: Sequence[Share]
    version: str
    left: bool


def kept(membership: Membership, key: str) -> Kept:
    """What the server keeps of a composition."""
    rows = shares_of(membership, key)
    drafts = [row for row in rows if row.state == ShareState.DRAFT]
    return Kept(drafts, version_of(drafts), left=len(drafts) < len(rows))


def version_of(drafts: Sequence[Share]) -> str:
    """A short mark that changes when any word of the drafts does; "" when there are none."""
    if not drafts:
        return ""
    words = [[row.network, row.text, row.comment.text if row.comment else ""] for row in drafts]
    return hashlib.sha256(json.dumps(sorted(words)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def waiting_draft(membership: Membership, item: ContentItem | None, besides: str) -> Share | None:
    """A draft about the same idea that this person began before, to go on with."""
    if item is None:
        return None
    rows = Share.objects.filter(membership=membership, item=item, state=ShareState.DRAFT, is_prepared=False)
    rows = rows.exclude(text="").exclude(request_key="").order_by("-updated_at")
    return next((row for row in rows[:5] if key_of(row) not in {"", besides}), None)
