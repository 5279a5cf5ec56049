"""The company's pages: how they are doing, what they posted, tables of posts in and out."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from advocacy.lib import charts, csv
from advocacy.lib.times import short_date
from advocacy.people.access import MemberFormView, MemberView
from advocacy.people.roles import Permission
from content_library.forms.company import CompanyPageForm, CompanyPostForm, FollowersForm, PostTableForm
from content_library.models import CompanyPage, PageImport
from content_library.selectors import company as selectors
from content_library.selectors.company import PageHealth
from content_library.services import company as services
from content_library.services.post_table import FIGURES, MOST_BYTES

PER_PAGE = 50


class CompanyPageList(MemberView):
    """Every page of the company."""

    permission = Permission.CAMPAIGN_MANAGE

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page("content_library/company_page_list.html", {"rows": selectors.company_pages()})


class CompanyPageNew(MemberFormView):
    """A page more."""

    permission = Permission.CAMPAIGN_MANAGE
    form_class = CompanyPageForm
    template = "content_library/company_form.html"

    def context(self) -> dict[str, Any]:
        return {"title": _("A page of the company"), "back_url": self.url("content_library:company_page_list")}

    def run(self, form: BaseForm) -> HttpResponse:
        page = services.keep_company_page(actor=self.membership, **form.cleaned_data)
        messages.success(self.request, _("“%(name)s” is there: write down its posts as they come.") % {"name": page})
        return HttpResponseRedirect(self.url("content_library:company_page", public_id=page.public_id))


class PageView(MemberView):
    """Something about one page of the company."""

    permission = Permission.CAMPAIGN_MANAGE

    @cached_property
    def about(self) -> CompanyPage:
        """The page of the address, or 404."""
        page = selectors.company_page(self.kwargs["public_id"])
        if page is None:
            raise Http404
        return page

    @property
    def here(self) -> str:
        """Where its own page is."""
        return self.url("content_library:company_page", public_id=self.about.public_id)

    def back_to(self) -> str:
        return self.here


class CompanyPageDetail(PageView):
    """How one page is doing, and what it posted."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        health = selectors.page_health(self.about)
        posts = Paginator(selectors.company_posts(self.about), PER_PAGE).get_page(request.GET.get("page"))
        context = {
            "about": self.about,
            "health": health,
            "posts": posts,
            "told": selectors.posts_about_ideas(self.about).order_by("-posted_at")[:10],
            "chart": followers_chart(health),
            "followers_form": FollowersForm(auto_id="followers_%s"),
        }
        return self.page("content_library/company_page.html", context)


def followers_chart(health: PageHealth) -> charts.Chart | None:
    """The readings as columns; nothing for fewer than two."""
    if len(health.followers) < 2:
        return None
    return charts.column_chart(
        charts.ColumnChart(
            title=_("Followers"),
            summary=_("As they were read on the page."),
            columns=[charts.Column(short_date(one.day), one.count, short_date(one.day)) for one in health.followers],
            value_heading=_("Followers"),
            name_heading=_("Day"),
        )
    )


class PageFormView(PageView, MemberFormView):
    """A form about one page, which leads back to it."""

    template = "content_library/company_form.html"
    title = ""

    def context(self) -> dict[str, Any]:
        return {"about": self.about, "title": self.title or str(self.about), "back_url": self.here}


class CompanyPageEdit(PageFormView):
    """What is set about a page, and what is in order there."""

    form_class = CompanyPageForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"page": self.about}

    def run(self, form: BaseForm) -> HttpResponse:
        services.keep_company_page(actor=self.membership, page=self.about, **form.cleaned_data)
        messages.success(self.request, _("Saved."))
        return HttpResponseRedirect(self.here)


class CompanyPostAdd(PageFormView):
    """A post of the page, pasted."""

    form_class = CompanyPostForm

    def context(self) -> dict[str, Any]:
        return {**super().context(), "title": _("A post of the page")}

    def run(self, form: BaseForm) -> HttpResponse:
        services.record_company_post(actor=self.membership, page=self.about, **form.cleaned_data)
        messages.success(self.request, _("The post is written down."))
        return HttpResponseRedirect(self.here)


class FollowersAdd(PageFormView):
    """How many follow the page."""

    form_class = FollowersForm

    def context(self) -> dict[str, Any]:
        return {**super().context(), "title": _("Followers")}

    def run(self, form: BaseForm) -> HttpResponse:
        services.record_followers(actor=self.membership, page=self.about, **form.cleaned_data)
        messages.success(self.request, _("Noted."))
        return HttpResponseRedirect(self.here)


class CompanyPostForget(MemberView):
    """Take a post out again."""

    permission = Permission.CAMPAIGN_MANAGE

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        post = selectors.company_post(public_id)
        if post is None:
            raise Http404
        services.forget_company_post(actor=self.membership, post=post)
        messages.success(request, _("Removed."))
        return HttpResponseRedirect(self.url("content_library:company_page", public_id=post.page.public_id))


# --- Tables ----------------------------------------------------------------------------------------------------------
class PostTableBring(PageFormView):
    """A table of posts: brought first, looked at, and only then taken in."""

    form_class = PostTableForm

    def context(self) -> dict[str, Any]:
        return {**super().context(), "title": _("Bring a table of posts")}

    def run(self, form: BaseForm) -> HttpResponse:
        file = form.cleaned_data["file"]
        brought = services.bring_table(
            actor=self.membership,
            page=self.about,
            data=file.read(MOST_BYTES + 1),
            name=file.name or "",
            zone=self.organisation.time_zone,
        )
        return HttpResponseRedirect(self.url("content_library:post_table", public_id=brought.public_id))


class PostTableLook(MemberView):
    """What taking a table in would do, line by line; then what it did."""

    permission = Permission.CAMPAIGN_MANAGE

    @cached_property
    def brought(self) -> PageImport:
        """The table of the address, or 404."""
        brought = selectors.page_import(self.kwargs["public_id"])
        if brought is None:
            raise Http404
        return brought

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        lines = services.table_lines(self.brought, self.organisation.time_zone)
        refused_first = sorted(lines, key=lambda one: one[1] != "refused")
        counts = self.brought.outcome or services.counted(lines)
        context = {
            "brought": self.brought,
            "lines": Paginator(refused_first, PER_PAGE).get_page(request.GET.get("page")),
            "new": counts.get("new", 0),
            "update": counts.get("update", 0),
            "same": counts.get("same", 0),
            "refused": counts.get("refused", 0),
        }
        return self.page("content_library/post_table.html", context)

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        services.take_in(actor=self.membership, brought=self.brought, zone=self.organisation.time_zone)
        messages.success(request, _("The table is taken in."))
        return HttpResponseRedirect(self.back_to())

    def back_to(self) -> str:
        return self.url("content_library:post_table", public_id=self.brought.public_id)


class PostTableFile(PageView):
    """The posts as a table for a spreadsheet; no cell can run there."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        headings = [_("Date"), _("Address"), _("Text"), _("Views"), _("Reactions"), _("Comments"), _("Reshares")]
        rows = [
            [
                timezone.localtime(post.posted_at).strftime("%Y-%m-%d %H:%M"),
                post.url,
                post.text,
                *(getattr(post, name) for name in FIGURES),
            ]
            for post in selectors.company_posts(self.about).iterator()
        ]
        content = csv.table([*headings, _("Clicks")], rows, language=get_language() or "en")
        response = HttpResponse(content, content_type="text/csv; charset=utf-8")
        name = f"{self.organisation.slug}-{self.about.network}.csv"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
