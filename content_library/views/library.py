"""The library as a list, and what is done to several of its items at once."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language_info, pgettext
from django.utils.translation import gettext as _

from advocacy.lib import htmx
from advocacy.lib.paging import Pages
from advocacy.people import selectors as people
from advocacy.people.access import MemberView
from advocacy.people.roles import Permission
from content_library import selectors
from content_library.forms.filters import GRID, TABLE, LibraryAddress, read_address
from content_library.models import Campaign
from content_library.selectors.library import BEST, NEWEST
from content_library.services.bulk import PROLONG_DAYS
from content_library.states import Family, ItemKind, ItemState

PER_PAGE = 20


class ItemList(MemberView):
    """Everything the team has written, by state; table or grid; everything it shows is in the address."""

    permission = Permission.LIBRARY_READ

    def get(self, request: HttpRequest) -> HttpResponse:
        address = read_address(request.GET.dict())
        found = selectors.library(address.filters, address.sort)
        counts = selectors.state_counts(address.filters)
        known = counts[address.filters.state] if counts.is_complete else None
        page = Pages(found, PER_PAGE, known=known, most=address.filters.most_counted).get_page(request.GET.get("page"))
        campaigns = list(selectors.campaigns_by_name())
        context = {
            "address": address,
            "page": page,
            "rows": selectors.library_rows(list(page.object_list)),
            "counts_taken": bool(selectors.taken_counts),
            "tabs": _tabs(address, counts),
            "views": _views(address),
            "sorts": _sorts(address),
            "filters": self.filters(address, campaigns),
            "corrected": address.filters.found.corrected if address.filters.found else (),
            "hidden": {name: value for name, value in address.given.items() if name != "q"},
            "is_empty": not address.is_narrowed and not counts[""] and not counts[ItemState.ARCHIVED],
            "ambassadors": selectors.audience_size(self.organisation, for_everyone=True, teams=[]),
            "soon_href": address.query(soon="" if address.filters.ends_soon else "1"),
            "sort_label": next((sort["label"] for sort in _sorts(address) if sort["current"] and sort["key"]), ""),
            "may_publish": self.membership.can(Permission.LIBRARY_PUBLISH),
            "may_write": self.membership.can(Permission.LIBRARY_WRITE),
            "may_manage": self.membership.can(Permission.CAMPAIGN_MANAGE),
            "campaigns": campaigns,
            "prolong_days": PROLONG_DAYS,
            "teams": people.teams(),
            "undoable": selectors.undoable_act(self.membership),
        }
        return htmx.page(request, "content_library/item_list.html", context, fragment="results")

    def filters(self, address: LibraryAddress, campaigns: list[Campaign]) -> list[dict[str, Any]]:
        """The filter buttons; one that could not narrow anything is left out."""
        languages = {code: get_language_info(code)["name_local"] for code in self.organisation.languages}
        choices: list[tuple[str, str, dict[str, str]]] = [
            ("campaign", _("Campaign"), {campaign.public_id: campaign.name for campaign in campaigns}),
            ("topic", _("Topic"), {topic.public_id: topic.name for topic in selectors.topics_by_name()}),
            ("family", _("Family"), {value: str(label) for value, label in Family.choices}),
            ("kind", _("Kind"), {value: str(label) for value, label in ItemKind.choices}),
            ("language", _("Language"), languages if len(languages) > 1 or address.has("language") else {}),
            ("network", _("Network"), {choice.key: choice.label for choice in selectors.network_choices()}),
            ("team", _("Team"), {team.public_id: team.name for team in people.teams()}),
        ]
        facets = selectors.facet_counts(address.filters)
        return [_filter(address, name, label, options, facets) for name, label, options in choices if options]


def _filter(
    address: LibraryAddress, name: str, label: str, options: dict[str, str], facets: dict[str, selectors.Facet]
) -> dict[str, Any]:
    chosen = address.given.get(name, "")
    current = address.filters.campaign
    if name == "campaign" and current is not None:
        options = {**options, current.public_id: current.name}
    return {
        "label": label,
        "value": options.get(chosen, chosen),
        "clear_href": address.query(**{name: ""}) if chosen else "",
        "items": [
            {
                "label": text,
                "href": address.query(**{name: value}),
                "current": value == chosen,
                "count": facets[name].count(value) if name in facets else "",
            }
            for value, text in options.items()
        ],
    }


def _tabs(address: LibraryAddress, counts: selectors.StateCounts) -> list[dict[str, Any]]:
    labels = {
        "": pgettext("ideas", "All"),
        ItemState.DRAFT: pgettext("ideas", "Drafts"),
        ItemState.IN_REVIEW: pgettext("ideas", "In review"),
        ItemState.WAITING: pgettext("ideas", "Waiting for the page"),
        ItemState.LIVE: pgettext("ideas", "Available"),
        ItemState.EXPIRED: pgettext("ideas", "Expired"),
        ItemState.ARCHIVED: pgettext("ideas", "Archived"),
    }
    return [
        {
            "label": label,
            "href": address.query(state=str(state)),
            "current": address.filters.state == state,
            "count": counts[state],
            "more": not counts.is_complete and counts[state] > 0,
        }
        for state, label in labels.items()
        # What was put away is out of the way, until there is some.
        if state != ItemState.ARCHIVED or counts[state] or address.filters.state == state
    ]


def _views(address: LibraryAddress) -> list[dict[str, Any]]:
    looks = ((TABLE, _("Table"), "rows-3"), (GRID, _("Grid"), "layout-grid"))
    return [
        {
            "label": label,
            "icon": icon,
            "icon_only": True,
            "href": address.query(view="" if name == TABLE else name),
            "current": address.view == name,
        }
        for name, label, icon in looks
    ]


def _sorts(address: LibraryAddress) -> list[dict[str, Any]]:
    usual = BEST if address.has("q") else NEWEST
    labels = {
        BEST: _("Best answer first"),
        NEWEST: _("Newest first"),
        "ending": _("Ending first"),
        "title": _("By title"),
    }
    return [
        {
            "key": "" if name == usual else name,
            "label": label,
            "href": address.query(sort="" if name == usual else name),
            "current": address.sort == name,
        }
        for name, label in labels.items()
        if name != BEST or usual == BEST
    ]
