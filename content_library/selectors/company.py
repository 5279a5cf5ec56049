"""The company's pages: their posts, their followers, how they do. About the organisation, never about a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from content_library.models import Campaign, CompanyPage, CompanyPost, FollowerCount, PageImport, PagePost

# What makes a page complete: somebody looks and ticks; no network lets a program read it.
CHECKLIST: dict[str, str | Promise] = {
    "logo": _("The logo and the banner are those of today"),
    "about": _("The description says what we do, in every language of ours"),
    "site": _("The link to our site works"),
    "place": _("Places, sector and size are right"),
    "contact": _("Somebody answers messages, and the page says when"),
    "staff": _("Colleagues can name the company as their employer"),
}
# As many readings as the curve of followers shows.
READINGS = 52


@dataclass(frozen=True, slots=True)
class PageHealth:
    """How a page is doing. None where nobody knows."""

    last_post_at: datetime | None
    idle_for: int | None
    is_idle: bool
    posts_in_month: int
    followers: Sequence[FollowerCount]
    checklist: Sequence[tuple[str, str | Promise, bool]]

    @property
    def done(self) -> int:
        """How many points are in order."""
        return sum(done for _key, _words, done in self.checklist)

    @property
    def gained(self) -> int | None:
        """What the followers changed by between the first and the last reading shown."""
        return self.followers[-1].count - self.followers[0].count if len(self.followers) > 1 else None


@dataclass(frozen=True, slots=True)
class PageFigures:
    """What the page's posts about a campaign were seen: the organisation's own figures. `views` None: not known."""

    posts: int
    known: int
    views: int | None


def company_pages() -> QuerySet[CompanyPage]:
    """The pages by name, with `post_count` and `latest`, when the last of these posts was."""
    return CompanyPage.objects.annotate(post_count=Count("posts"), latest=Max("posts__posted_at")).order_by("name")


def company_page(public_id: str) -> CompanyPage | None:
    """One page, or None: unknown, or of another organisation."""
    return CompanyPage.objects.filter(public_id=public_id).first()


def company_post(public_id: str) -> CompanyPost | None:
    """One post, or None."""
    return CompanyPost.objects.select_related("page").filter(public_id=public_id).first()


def page_import(public_id: str) -> PageImport | None:
    """One table that was brought, or None."""
    return PageImport.objects.select_related("page").filter(public_id=public_id).first()


def company_posts(page: CompanyPage) -> QuerySet[CompanyPost]:
    """What the page posted, the latest first."""
    return CompanyPost.objects.filter(page=page).select_related("item").order_by("-posted_at", "-id")


def posts_about_ideas(page: CompanyPage) -> QuerySet[PagePost]:
    """What ideas of the library say this page posted, where it does not stand among its posts already."""
    host = (urlsplit(page.url).hostname or "").removeprefix("www.")
    here = Q(more_urls__has_key=page.network)
    if host:
        here |= Q(url__icontains=host)
    listed = CompanyPost.objects.filter(page=page, url=OuterRef("url"))
    return PagePost.objects.filter(here, posted_at__isnull=False).exclude(Exists(listed)).select_related("item")


def last_post_at(page: CompanyPage) -> datetime | None:
    """When the page last posted, by its own posts and by the library's ideas."""
    own = CompanyPost.objects.filter(page=page).order_by("-posted_at").values_list("posted_at", flat=True).first()
    told = posts_about_ideas(page).order_by("-posted_at").values_list("posted_at", flat=True).first()
    return max((moment for moment in (own, told) if moment is not None), default=None)


def page_health(page: CompanyPage, now: datetime | None = None) -> PageHealth:
    """Return how a page is doing, in a constant number of queries."""
    moment = now or timezone.now()
    last = last_post_at(page)
    idle = (moment - (last or page.created_at)).days
    month = moment - timedelta(days=30)
    posts = CompanyPost.objects.filter(page=page, posted_at__gte=month).count()
    posts += posts_about_ideas(page).filter(posted_at__gte=month).count()
    readings = list(FollowerCount.objects.filter(page=page).order_by("-day")[:READINGS])[::-1]
    return PageHealth(
        last_post_at=last,
        idle_for=idle if last is not None else None,
        is_idle=bool(page.idle_days) and idle >= page.idle_days,
        posts_in_month=posts,
        followers=readings,
        checklist=[(key, words, key in page.checklist) for key, words in CHECKLIST.items()],
    )


def page_figures(campaign: Campaign) -> PageFigures:
    """What the pages' posts about a campaign's ideas were seen."""
    posts = CompanyPost.objects.filter(item__campaign=campaign)
    return PageFigures(**posts.aggregate(posts=Count("pk"), known=Count("impressions"), views=Sum("impressions")))
