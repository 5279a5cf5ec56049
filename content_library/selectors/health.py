"""The health of the library: what is fresh, mixed, started, translated, and what was forgotten.

It measures those who keep the library, never those who share from it: ideas and topics are counted, people are not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from advocacy.organisations.models import Organisation
from content_library.models import Angle, ContentItem, FollowedTopic, LibraryTargets, SuggestedText, Topic
from content_library.selectors.plans import ends_soon, page_is_late
from content_library.states import SHAREABLE, Family, ItemState

FRESH: Final = timedelta(days=14)
REVIEW_WAITS: Final = timedelta(days=7)
DRAFT_FORGOTTEN: Final = timedelta(days=30)
USUAL_BANDS: Final[Mapping[str, tuple[int, int]]] = {
    Family.COMPANY: (20, 50),
    Family.SECTOR: (15, 40),
    Family.CRAFT: (15, 40),
    Family.PERSONAL: (5, 30),
}


@dataclass(frozen=True, slots=True)
class FamilyPart:
    """One family's part of what is on offer, beside its band. Percents are of the ideas on offer."""

    family: Family
    count: int
    percent: int
    low: int
    high: int

    @property
    def verdict(self) -> str:
        """`below`, `above` or `within` its band."""
        return "below" if self.percent < self.low else "above" if self.percent > self.high else "within"


@dataclass(frozen=True, slots=True)
class LanguagePart:
    """In one language: ideas on offer that have an angle or a text in it, and those that have neither."""

    code: str
    covered: int
    missing: int


@dataclass(frozen=True, slots=True)
class LibraryHealth:
    """How the library is doing at one moment."""

    on_offer: int
    fresh: int
    older: int
    old: int
    old_after_days: int
    families: Sequence[FamilyPart]
    languages: Sequence[LanguagePart]
    without_angles: int
    topics: int
    topics_unfollowed: int
    ending_soon: int
    reviews_waiting: int
    drafts_forgotten: int
    page_late: int
    old_without_end: int

    @property
    def is_quiet(self) -> bool:
        """Say whether nothing was forgotten."""
        return not (
            self.ending_soon or self.reviews_waiting or self.drafts_forgotten or self.page_late or self.old_without_end
        )


def library_targets() -> LibraryTargets:
    """What the organisation chose, or what is usual. It is not kept before it is changed."""
    return LibraryTargets.objects.first() or LibraryTargets()


def band_of(targets: LibraryTargets, family: Family) -> tuple[int, int]:
    """The band of a family, in percent."""
    low, high = targets.bands.get(family, USUAL_BANDS[family])
    return int(low), int(high)


def library_health(organisation: Organisation, now: datetime | None = None) -> LibraryHealth:
    """Return how the library is doing. Three queries, whatever its size."""
    moment = now or timezone.now()
    targets = library_targets()
    old = moment - timedelta(days=targets.old_after_days)
    fresh = max(moment - FRESH, old)
    offered = Q(state__in=SHAREABLE) & ~Q(expires_at__lte=moment) & ~Q(available_from__gt=moment)
    wanted = {
        "on_offer": offered,
        "fresh": offered & Q(state_changed_at__gte=fresh),
        "old": offered & Q(state_changed_at__lt=old),
        "without_angles": offered & Q(has_angle=False),
        "ending_soon": ends_soon(),
        "reviews_waiting": Q(state=ItemState.IN_REVIEW, state_changed_at__lt=moment - REVIEW_WAITS),
        "drafts_forgotten": Q(state=ItemState.DRAFT, updated_at__lt=moment - DRAFT_FORGOTTEN),
        "page_late": page_is_late(),
        "old_without_end": offered & Q(state_changed_at__lt=old, expires_at=None),
        **{f"family_{family.value}": offered & Q(family=family) for family in Family},
        **{f"covered_{code}": offered & (Q(**{f"in_{code}": True})) for code in organisation.languages},
    }
    counts = _counted(organisation.languages, wanted)
    followed = FollowedTopic.objects.filter(topic=OuterRef("pk"), membership__left_at=None)
    topics = Topic.objects.annotate(is_followed=Exists(followed)).aggregate(
        topics=Count("pk"), topics_unfollowed=Count("pk", filter=Q(is_followed=False))
    )
    total = counts["on_offer"]
    return LibraryHealth(
        older=total - counts["fresh"] - counts["old"],
        old_after_days=targets.old_after_days,
        families=[_family(targets, family, counts[f"family_{family.value}"], total) for family in Family],
        languages=[
            LanguagePart(code, counts[f"covered_{code}"], total - counts[f"covered_{code}"])
            for code in organisation.languages
        ],
        **{name: counts[name] for name in wanted if not name.startswith(("family_", "covered_"))},
        **topics,
    )


def _counted(languages: Sequence[str], wanted: Mapping[str, Q]) -> dict[str, int]:
    about = OuterRef("pk")
    spoken = {
        f"in_{code}": Exists(Angle.objects.filter(item=about, language=code))
        | Exists(SuggestedText.objects.filter(item=about, language=code))
        for code in languages
    }
    items = ContentItem.objects.order_by().annotate(has_angle=Exists(Angle.objects.filter(item=about)), **spoken)
    return items.aggregate(**{name: Count("pk", filter=condition) for name, condition in wanted.items()})


def _family(targets: LibraryTargets, family: Family, count: int, total: int) -> FamilyPart:
    low, high = band_of(targets, family)
    return FamilyPart(family, count, round(100 * count / total) if total else 0, low, high)
