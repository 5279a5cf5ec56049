"""Every read of the library. Submodules by subject; what other apps use is named here."""

from content_library.selectors.announcements import Announcement, ThreadState, announcement_of
from content_library.selectors.assets import asset, asset_bytes, asset_file, own_asset
from content_library.selectors.feed import (
    Reason,
    Suggestion,
    all_items_for,
    angles_for,
    items_for,
    kept_items_for,
    shareable_item,
    suggested_texts_for,
    suggestions,
)
from content_library.selectors.history import HistoryLine, history_of
from content_library.selectors.library import (
    LibraryFilters,
    LibraryRow,
    audience_size,
    item,
    library,
    library_rows,
    state_counts,
)
from content_library.selectors.readiness import Check, Level, blocking_check, readiness
from content_library.selectors.registry import (
    NetworkChoice,
    Taken,
    network_choices,
    networks,
    taken_by_item,
    taken_counts,
)
from content_library.selectors.subjects import campaign, campaigns, followed_topics, topic, topics

__all__ = [
    "Announcement",
    "Check",
    "HistoryLine",
    "Level",
    "LibraryFilters",
    "LibraryRow",
    "NetworkChoice",
    "Reason",
    "Suggestion",
    "Taken",
    "ThreadState",
    "all_items_for",
    "angles_for",
    "announcement_of",
    "asset",
    "asset_bytes",
    "asset_file",
    "audience_size",
    "blocking_check",
    "campaign",
    "campaigns",
    "followed_topics",
    "history_of",
    "item",
    "items_for",
    "kept_items_for",
    "library",
    "library_rows",
    "network_choices",
    "networks",
    "own_asset",
    "readiness",
    "shareable_item",
    "state_counts",
    "suggested_texts_for",
    "suggestions",
    "taken_by_item",
    "taken_counts",
    "topic",
    "topics",
]
