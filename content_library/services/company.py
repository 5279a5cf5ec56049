"""The company's pages: what they posted, who follows them, and telling the team when one falls silent."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.models import Organisation
from advocacy.organisations.services import record_audit
from advocacy.people import selectors as people
from advocacy.people.models import Membership
from advocacy.people.services import notify
from advocacy.people.states import NotificationKind
from content_library.models import CompanyPage, CompanyPost, FollowerCount, PageImport, PagePost
from content_library.selectors import network_choices
from content_library.selectors.company import CHECKLIST, last_post_at
from content_library.services.post_table import FIGURES, PostLine, decoded, read_table
from content_library.services.rules import check_web_address

# A table that was brought is kept that long.
IMPORTS_KEPT = timedelta(days=30)


class PageValues(TypedDict, total=False):
    """Everything that can be set about a page. What is left out stays as it is."""

    network: str
    name: str
    url: str
    idle_days: int
    checklist: list[str]


@transaction.atomic
def keep_company_page(
    *, actor: Membership, page: CompanyPage | None = None, **values: Unpack[PageValues]
) -> CompanyPage:
    """Add a page, or change one. Refuses a second page on one network, and networks and addresses that are none."""
    verb = "company_page.added" if page is None else "company_page.updated"
    page = page or CompanyPage()
    for name, value in values.items():
        setattr(page, name, value)
    page.name, page.url = page.name.strip(), page.url.strip()
    page.checklist = [key for key in CHECKLIST if key in page.checklist]
    if not page.name:
        raise RuleViolation(_("Give the page a name."), code="no_name", field="name")
    if page.network not in {choice.key for choice in network_choices()}:
        raise RuleViolation(_("Choose among the networks offered."), code="unknown_network", field="network")
    if page.url:
        check_web_address(page.url, field="url")
    if CompanyPage.objects.filter(network=page.network).exclude(pk=page.pk).exists():
        message = _("There is a page on this network already.")
        raise RuleViolation(message, code="network_taken", field="network")
    page.save()
    record_audit(actor=actor, verb=verb, subject=page)
    return page


@transaction.atomic
def record_company_post(
    *, actor: Membership, page: CompanyPage, url: str, posted_at: datetime | None = None, text: str = "", **figures: Any
) -> CompanyPost:
    """Write down a post of the page (now, unless told when); the same address again corrects it.

    Refuses an address that is not http(s), and a moment still to come. A figure left out stays unknown.
    """
    check_web_address(url, field="url")
    if posted_at is not None and posted_at > timezone.now():
        raise RuleViolation(_("This moment is still to come."), code="posted_in_the_future", field="posted_at")
    told = {name: figures[name] for name in FIGURES if figures.get(name) is not None}
    about = PagePost.objects.filter(url=url).values_list("item_id", flat=True).first()
    values: dict[str, Any] = told | ({"text": text[:300]} if text else {}) | ({"item_id": about} if about else {})
    if posted_at is not None:
        values["posted_at"] = posted_at
    post, _created = CompanyPost.objects.update_or_create(
        page=page, url=url, defaults=values, create_defaults={"posted_at": timezone.now(), **values}
    )
    record_audit(actor=actor, verb="company_post.recorded", subject=post)
    return post


@transaction.atomic
def forget_company_post(*, actor: Membership, post: CompanyPost) -> None:
    """Take a post back out: it was a mistake."""
    record_audit(actor=actor, verb="company_post.forgotten", subject=post)
    post.delete()


@transaction.atomic
def record_followers(*, actor: Membership, page: CompanyPage, count: int, day: date | None = None) -> FollowerCount:
    """Write down how many follow the page, today unless told; another number for the same day corrects it."""
    when = day or timezone.localdate()
    if when > timezone.localdate():
        raise RuleViolation(_("This day is still to come."), code="day_to_come", field="day")
    reading, _created = FollowerCount.objects.update_or_create(page=page, day=when, defaults={"count": count})
    record_audit(actor=actor, verb="company_page.followers", subject=page)
    return reading


# --- A table of posts ------------------------------------------------------------------------------------------------
@transaction.atomic
def bring_table(*, actor: Membership, page: CompanyPage, data: bytes, name: str, zone: str) -> PageImport:
    """Keep a table so that it can be looked at before anything is taken in. Refuses what cannot be read as one."""
    text = decoded(data)
    read_table(text, zone)
    PageImport.objects.filter(created_at__lt=timezone.now() - IMPORTS_KEPT).delete()
    return PageImport.objects.create(page=page, brought_by=actor, content=text, name=name[:120])


def table_lines(brought: PageImport, zone: str) -> list[tuple[PostLine, str]]:
    """Each line of a table that was brought, with what taking it in does: `new`, `update`, `same` or `refused`."""
    lines = read_table(brought.content, zone)
    known = {post.url: post for post in CompanyPost.objects.filter(page=brought.page)}
    return [(line, _fate(line, known.get(line.url))) for line in lines]


def counted(lines: Sequence[tuple[PostLine, str]]) -> dict[str, int]:
    """How many lines of each fate."""
    return dict(Counter(fate for _line, fate in lines))


def _fate(line: PostLine, post: CompanyPost | None) -> str:
    if line.problem:
        return "refused"
    if post is None:
        return "new"
    changed = any(getattr(post, name) != value for name, value in line.figures.items())
    return "update" if changed or (line.text and line.text != post.text) else "same"


@transaction.atomic
def take_in(*, actor: Membership, brought: PageImport, zone: str) -> PageImport:
    """Take in what can be taken: new posts are added, known ones get the figures of the table. Once only.

    A refused line changes nothing and stays in the report; a figure the table does not give stays as it was.
    """
    if PageImport.objects.filter(pk=brought.pk, done_at=None).update(done_at=timezone.now()) != 1:
        raise RuleViolation(_("This table was taken in already."), code="already_done")
    lines = table_lines(brought, zone)
    about = dict(PagePost.objects.exclude(url="").values_list("url", "item_id"))
    new = [
        CompanyPost(
            page=brought.page,
            url=line.url,
            posted_at=line.posted_at or timezone.now(),
            text=line.text,
            item_id=about.get(line.url),
            **line.figures,
        )
        for line, fate in lines
        if fate == "new"
    ]
    CompanyPost.objects.bulk_create(new, batch_size=500)
    updates = {line.url: line for line, fate in lines if fate == "update"}
    changed = [post for post in CompanyPost.objects.filter(page=brought.page) if post.url in updates]
    for post in changed:
        line = updates[post.url]
        post.text = line.text or post.text
        for name, value in line.figures.items():
            setattr(post, name, value)
    CompanyPost.objects.bulk_update(changed, ["text", *FIGURES], batch_size=200)
    brought.refresh_from_db()
    brought.outcome = counted(lines)
    brought.save(update_fields=["outcome"])
    record_audit(actor=actor, verb="company_page.imported", subject=brought.page, changes=brought.outcome)
    return brought


# --- A page that falls silent ----------------------------------------------------------------------------------------
def tell_of_idle_pages(organisation: Organisation) -> int:
    """Tell the communications team, once, of each page that is silent for longer than it chose; return how many."""
    told = 0
    for page in CompanyPage.objects.filter(idle_days__gt=0):
        last = last_post_at(page) or page.created_at
        if timezone.now() - last >= timedelta(days=page.idle_days):
            told += _tell_once(organisation, page, last)
    return told


@transaction.atomic
def _tell_once(organisation: Organisation, page: CompanyPage, last: datetime) -> int:
    news = CompanyPage.objects.filter(pk=page.pk).filter(Q(idle_told_at=None) | Q(idle_told_at__lt=last))
    if news.update(idle_told_at=timezone.now()) != 1:
        return 0
    path = reverse("content_library:company_page", args=[organisation.slug, page.public_id])
    team = people.members(organisation).filter(is_content_manager=True)
    for membership in team or people.owners(organisation):
        notify(
            membership=membership,
            kind=NotificationKind.PAGE_IDLE,
            details={"title": page.name},
            path=path,
            once_key=f"page_idle:{page.public_id}:{last.isoformat()}",
        )
    return 1
