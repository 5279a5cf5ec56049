"""What frames every page: the entries of the sidebar and of the phone's bottom bar, by role, and the switcher.

A place whose address does not exist is left out, so that no page links to what is not there.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise, SimpleLazyObject, cached_property
from django.utils.translation import get_language_info, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from advocacy.lib.nav_badges import badge_of
from advocacy.people import selectors
from advocacy.people.models import Membership, User
from advocacy.people.roles import Permission as P
from advocacy.people.states import Theme


@dataclass(frozen=True)
class Place:
    """One place a person may go to; `needs` is what they must be allowed, None for every member."""

    key: str
    label: str | Promise
    icon: str
    url_name: str
    needs: P | None = None
    short: str | Promise = ""


FEED = Place("feed", _("To share"), "sun", "sharing:feed", P.SHARE_READ)
SHARES = Place("shares", _("My shares"), "send", "sharing:share_list", P.SHARE_READ, _("Shares"))
MY_RESULTS = Place("my-results", _("My results"), "chart-no-axes-column", "reporting:my_results", P.SHARE_READ)
WRITE = Place("write", pgettext_lazy("navigation", "Write"), "pen-line", "sharing:compose", P.SHARE_CREATE)
TEAM = Place("team", _("The team"), "users", "programme:team")
ACCOUNTS = Place("accounts", _("My accounts"), "shield-check", "sharing:accounts", P.CONNECTION_MANAGE)
CHARTER = Place("charter", _("Guide and charter"), "book-open", "programme:charter")
RESULTS = Place("results", _("Shared results"), "chart-line", "reporting:report", None, _("Results"))
LIBRARY = Place("library", _("Library"), "library", "content_library:item_list", P.LIBRARY_READ)
PROPOSALS = Place(
    "proposals", pgettext_lazy("navigation", "Proposals"), "lightbulb", "content_library:inbox", P.PROPOSAL_ANSWER
)
PROPOSE = Place("my-proposals", _("My proposals"), "lightbulb", "content_library:my_proposals", P.PROPOSAL_SEND)
SOURCES = Place("sources", _("Sources"), "rss", "content_library:source_list", P.LIBRARY_READ)
CAMPAIGNS = Place("campaigns", _("Campaigns"), "flag", "content_library:campaign_list", P.CAMPAIGN_MANAGE)
PAGES = Place("pages", _("Company page"), "building-2", "content_library:company_page_list", P.CAMPAIGN_MANAGE)
CALENDAR = Place("calendar", _("Calendar"), "calendar-days", "content_library:calendar", P.CALENDAR_READ)
AMBASSADORS = Place("ambassadors", _("Ambassadors"), "users-round", "programme:ambassador_list", P.AMBASSADORS_READ)
REPORTS = Place("results", _("Reports"), "chart-line", "reporting:report", P.RESULTS_EXPORT)
GROUPS = Place("groups", _("Groups and invitations"), "user-round-check", "people:team_list", P.TEAMS_MANAGE)
SETTINGS = Place("settings", _("Settings"), "settings", "people:settings", P.SETTINGS_MANAGE)
JOIN = Place("join", _("Become an ambassador"), "sprout", "programme:join")
ME = Place("me", pgettext_lazy("navigation", "Me"), "circle-user-round", "people:me")


@dataclass(frozen=True)
class Entry:
    """A place as this person sees it."""

    place: Place
    url: str
    current: bool = False
    badge: int = 0

    @property
    def short(self) -> str | Promise:
        """The word that fits under an icon."""
        return self.place.short or self.place.label


@dataclass
class Section:
    """Entries under one title; the first section has none."""

    title: str | Promise
    entries: list[Entry] = field(default_factory=list)


def address(name: str, *args: str) -> str:
    """Return the address of that name, or nothing while it does not exist."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


class Shell:
    """What the frame of a page shows to this person. Nothing is read before a template asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.membership: Membership | None = getattr(request, "membership", None)
        self.organisation = getattr(request, "organisation", None)
        user = getattr(request, "user", None)
        self.user: User | None = user if user is not None and user.is_authenticated else None

    @property
    def theme(self) -> str:
        """Light, dark, or as the device says."""
        return self.user.theme if self.user else Theme.SYSTEM

    @property
    def themes(self) -> list[tuple[str, str]]:
        """Every theme with its name."""
        return [(str(value), str(label)) for value, label in Theme.choices]

    @property
    def languages(self) -> list[tuple[str, str]]:
        """Every language with its own name for itself."""
        return [(code, get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES]

    @cached_property
    def others(self) -> list[Membership]:
        """The person's other organisations, for the switcher."""
        if self.user is None:
            return []
        here = self.organisation.pk if self.organisation else None
        return [row for row in selectors.memberships_of(self.user) if row.organisation_id != here]

    @cached_property
    def sections(self) -> list[Section]:
        """The sidebar: what the person does, then what they run or what the organisation shares."""
        if self.membership is None or self.organisation is None:
            return []
        if any(map(self.membership.can, (P.LIBRARY_READ, P.SETTINGS_MANAGE))):
            own = [FEED, SHARES, WRITE, PROPOSE, TEAM, ACCOUNTS, CHARTER]
            rest = Section(
                pgettext_lazy("navigation", "Run the programme"),
                self._entries(
                    [
                        LIBRARY,
                        PROPOSALS,
                        SOURCES,
                        CAMPAIGNS,
                        PAGES,
                        CALENDAR,
                        AMBASSADORS,
                        self._report,
                        self._settings,
                    ]
                ),
            )
            return [section for section in (Section("", self._entries(own)), rest) if section.entries]
        own = [FEED, SHARES, MY_RESULTS, WRITE, PROPOSE]
        shared = [CALENDAR, CHARTER, RESULTS] if self.membership.is_ambassador else [CHARTER, JOIN]
        first = [*own, TEAM, ACCOUNTS] if self.membership.is_ambassador else [RESULTS, PROPOSE, TEAM]
        return [Section("", self._entries(first)), Section(self.organisation.name, self._entries(shared))]

    @cached_property
    def bottom(self) -> list[Entry]:
        """The phone's bottom bar: five places at most, the person's own place last."""
        if self.membership is None:
            return []
        if self.membership.is_ambassador:
            return self._entries([FEED, SHARES, WRITE, TEAM, ME])
        return self._entries([LIBRARY, TEAM, RESULTS, ME])

    @property
    def notices(self) -> Entry | None:
        """The bell, with how many notifications are unread."""
        return next(
            iter(self._entries([Place("notifications", _("Notifications"), "bell", "people:notification_list")])), None
        )

    @property
    def help_url(self) -> str:
        """Where the help is."""
        return address("people:help")

    @property
    def _report(self) -> Place:
        return REPORTS if self.membership and self.membership.can(P.RESULTS_EXPORT) else RESULTS

    @property
    def _settings(self) -> Place:
        return SETTINGS if self.membership and self.membership.can(P.SETTINGS_MANAGE) else GROUPS

    def _entries(self, places: Iterable[Place]) -> list[Entry]:
        assert self.membership is not None and self.organisation is not None  # noqa: S101, PT018 - the callers look
        found = [
            (place, url)
            for place in places
            if (place.needs is None or self.membership.can(place.needs))
            and (url := address(place.url_name, self.organisation.slug))
        ]
        here = [url for _place, url in found if self.request.path.startswith(url)]
        current = max(here, key=len, default="")
        return [Entry(place, url, url == current, badge_of(place.key, self.membership)) for place, url in found]


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give templates `shell`, made only when a layout asks for it."""
    return {"shell": SimpleLazyObject(lambda: Shell(request))}
