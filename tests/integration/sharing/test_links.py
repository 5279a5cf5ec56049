"""Tracked links through their public door: who counts, what is kept, what a stranger learns."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from sharing.models import Click, Share, ShareAttempt, TrackedLink, VisitorSalt
from sharing.services import clicks, sweeping
from sharing.states import AttemptOutcome, ClickKind, Evidence, ShareState
from tests.factories.sharing import ShareAttemptFactory, ShareFactory, TrackedLinkFactory

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36"
DESTINATION = "https://acme.example/school?utm_source=somewhere"


@pytest.fixture
def link(acme: Organisation) -> TrackedLink:
    with tenant(acme.pk):
        made: TrackedLink = TrackedLinkFactory(destination=DESTINATION)
    return made


def path(organisation: Organisation, code: str) -> str:
    return f"/l/{organisation.code}/{code}/"


def counts(link: TrackedLink) -> tuple[int, int, list[str]]:
    with tenant(link.organisation_id):
        link.refresh_from_db()
        return link.clicks, link.automatic_clicks, list(Click.objects.order_by("pk").values_list("kind", flat=True))


def test_a_person_is_counted_and_sent_on(acme: Organisation, link: TrackedLink) -> None:
    answer = Client().get(path(acme, link.code), headers={"user-agent": CHROME})
    assert answer.status_code == 302
    assert answer.headers["Location"] == DESTINATION
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.cookies
    assert counts(link) == (1, 0, ["person"])


AUTOMATIC = [
    ("LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)", ClickKind.PREVIEW),
    ("Twitterbot/1.0", ClickKind.PREVIEW),
    ("facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", ClickKind.PREVIEW),
    ("Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", ClickKind.PREVIEW),
    ("Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5", ClickKind.PREVIEW),
    ("WhatsApp/2.23.20.0", ClickKind.PREVIEW),
    ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", ClickKind.BOT),
    ("curl/8.4.0", ClickKind.BOT),
    ("python-requests/2.32.3", ClickKind.BOT),
    ("Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/120.0", ClickKind.BOT),
    ("", ClickKind.BOT),
]
PEOPLE = [
    CHROME,
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 [LinkedInApp]/9.29",
    "Mozilla/5.0 (Linux; Android 13; CUBOT X70) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.5 Safari/605.1.15",
    "Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0",
]


@pytest.mark.parametrize(("user_agent", "kind"), AUTOMATIC, ids=lambda value: str(value)[:24] or "none")
def test_programs_are_sent_on_and_counted_apart(
    acme: Organisation, link: TrackedLink, user_agent: str, kind: ClickKind
) -> None:
    answer = Client().get(path(acme, link.code), headers={"user-agent": user_agent})
    assert answer.headers["Location"] == DESTINATION
    assert counts(link) == (0, 1, [kind.value])


@pytest.mark.parametrize("user_agent", PEOPLE, ids=lambda value: value[-30:])
def test_people_are_people(user_agent: str) -> None:
    assert clicks.kind_of(user_agent) == ClickKind.PERSON


def test_asking_without_going_and_fetching_ahead_are_apart(acme: Organisation, link: TrackedLink) -> None:
    assert Client().head(path(acme, link.code), headers={"user-agent": CHROME}).status_code == 302
    Client().get(path(acme, link.code), headers={"user-agent": CHROME, "sec-purpose": "prefetch;prerender"})
    assert counts(link) == (0, 2, ["head", "preview"])


def test_our_own_pages_do_not_count(acme: Organisation, link: TrackedLink) -> None:
    headers = {"user-agent": CHROME, "referer": "http://127.0.0.1:8000/o/acme/shares/"}
    assert Client().get(path(acme, link.code), headers=headers).status_code == 302
    assert counts(link) == (0, 0, [])


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_else_is_answered(acme: Organisation, link: TrackedLink, method: str) -> None:
    assert getattr(Client(), method)(path(acme, link.code)).status_code == 405
    assert counts(link) == (0, 0, [])


def test_what_does_not_exist_is_one_page_whatever_the_reason(
    acme: Organisation, globex: Organisation, link: TrackedLink
) -> None:
    with tenant(globex.pk):
        theirs = TrackedLinkFactory(destination="https://globex.example/ZZB-7f3a-CANARY")
    tried = [
        path(acme, "aaaaaaaaaa"),
        path(globex, link.code),
        path(acme, theirs.code),
        "/l/zzzzz/zzzzzzzzzz/",
        f"/l/{acme.code}/' OR 1=1 --/",
        f"/l/{acme.code}/{'a' * 300}/",
    ]
    answers = [Client().get(each, headers={"user-agent": CHROME}) for each in tried]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert counts(link) == (0, 0, [])


def test_a_suspended_organisations_links_lead_nowhere(acme: Organisation, link: TrackedLink) -> None:
    Organisation.objects.filter(pk=acme.pk).update(is_active=False)
    assert Client().get(path(acme, link.code)).status_code == 404


def test_few_queries_and_no_session(acme: Organisation, link: TrackedLink) -> None:
    client = Client()
    client.get(path(acme, link.code), headers={"user-agent": CHROME})
    with CaptureQueriesContext(database) as queries:
        client.get(path(acme, link.code), headers={"user-agent": CHROME})
    asked = [
        query["sql"].split()[0] for query in queries if not re.match("SAVEPOINT|RELEASE|SELECT set_", query["sql"])
    ]
    assert asked == ["UPDATE", "INSERT"]


# --- Who it was ------------------------------------------------------------------------------------------------------
def visitors(organisation: Organisation) -> list[str]:
    with tenant(organisation.pk):
        return list(Click.objects.order_by("pk").values_list("visitor", flat=True))


def test_no_address_is_kept_and_two_days_cannot_be_joined(
    acme: Organisation, link: TrackedLink, caplog: pytest.LogCaptureFixture
) -> None:
    def click(ip: str) -> None:
        clicks.record_click(org_code=acme.code, code=link.code, user_agent=CHROME, ip=ip)

    caplog.set_level("DEBUG")
    clicks.salt_of.cache_clear()
    click("203.0.113.9")
    click("203.0.113.9")
    click("203.0.113.10")
    VisitorSalt.objects.all().delete()
    clicks.salt_of.cache_clear()
    click("203.0.113.9")
    first, again, other, next_day = visitors(acme)
    assert first == again
    assert len({first, other, next_day}) == 3
    assert "203.0.113" not in caplog.text
    with tenant(acme.pk):
        assert "203.0.113" not in str(list(Click.objects.values()))


def test_another_organisation_cannot_join_them_either(
    acme: Organisation, globex: Organisation, link: TrackedLink
) -> None:
    with tenant(globex.pk):
        theirs = TrackedLinkFactory(destination="https://globex.example/")
    for organisation, code in ((acme, link.code), (globex, theirs.code)):
        clicks.record_click(org_code=organisation.code, code=code, user_agent=CHROME, ip="203.0.113.9")
    assert visitors(acme)[0] != visitors(globex)[-1]


def test_forgetting(acme: Organisation, link: TrackedLink) -> None:
    now = timezone.now()
    with tenant(acme.pk):
        for days in (1, 31, 400):
            Click.objects.create(link=link, kind="person", visitor="x", at=now - timedelta(days=days))
        assert clicks.forget_clicks() == {"blanked": 1, "deleted": 1}
        assert list(Click.objects.order_by("at").values_list("visitor", flat=True)) == ["", "x"]
    VisitorSalt.objects.create(on=now.date() - timedelta(days=1), salt="yesterday")
    sweeping.purge_installation()
    assert not VisitorSalt.objects.filter(salt="yesterday").exists()


# --- A click as proof ------------------------------------------------------------------------------------------------
@pytest.fixture
def doubt(acme: Organisation, amir: Membership, link: TrackedLink) -> Share:
    with tenant(acme.pk):
        share: Share = ShareFactory(membership=amir, scheduled=True, state=ShareState.UNCONFIRMED, link=link)
        ShareAttemptFactory(share=share, outcome=AttemptOutcome.UNCONFIRMED)
    return share


def test_a_person_on_its_link_ends_a_doubt(acme: Organisation, link: TrackedLink, doubt: Share) -> None:
    for headers in (
        {"user-agent": "LinkedInBot/1.0"},
        {"user-agent": ""},
        {"user-agent": CHROME, "referer": "http://127.0.0.1:8000/o/acme/"},
    ):
        Client().get(path(acme, link.code), headers=headers)
        with tenant(acme.pk):
            doubt.refresh_from_db()
        assert doubt.state == ShareState.UNCONFIRMED, headers
    Client().get(path(acme, link.code), headers={"user-agent": CHROME})
    Client().get(path(acme, link.code), headers={"user-agent": CHROME})
    with tenant(acme.pk):
        doubt.refresh_from_db()
        attempt = ShareAttempt.objects.get()
    assert (doubt.state, doubt.evidence) == (ShareState.PUBLISHED, Evidence.CLICK)
    assert doubt.published_at == attempt.started_at
    assert attempt.outcome == AttemptOutcome.PUBLISHED
    assert counts(link)[0] == 2


def test_a_click_proves_nothing_about_a_share_that_has_not_left(
    acme: Organisation, amir: Membership, link: TrackedLink
) -> None:
    with tenant(acme.pk):
        share = ShareFactory(membership=amir, scheduled=True, link=link)
    Client().get(path(acme, link.code), headers={"user-agent": CHROME})
    with tenant(acme.pk):
        share.refresh_from_db()
    assert share.state == ShareState.SCHEDULED


@pytest.mark.parametrize("visits", [1, 3])
def test_counters_are_the_rows(acme: Organisation, link: TrackedLink, visits: int) -> None:
    for number in range(visits):
        Client().get(path(acme, link.code), headers={"user-agent": CHROME if number % 2 == 0 else "curl/8"})
    clicks, automatic, kinds = counts(link)
    assert (clicks, automatic) == (kinds.count("person"), kinds.count("bot"))


@examples(max_examples=60, suppress_health_check=list(HealthCheck))
@given(user_agent=st.text(max_size=80), method=st.sampled_from(["GET", "HEAD"]))
def test_any_name_is_of_some_kind(user_agent: str, method: str) -> None:
    assert clicks.kind_of(user_agent, method) in ClickKind


def test_the_visitors_address_behind_a_proxy(acme: Organisation, link: TrackedLink, settings: Any) -> None:
    settings.BEHIND_TLS_PROXY = True
    for forged in ("1.1.1.1, 203.0.113.7", "2.2.2.2, 203.0.113.7"):
        headers = {"user-agent": CHROME, "x-forwarded-for": forged, "x-forwarded-proto": "https"}
        Client().get(path(acme, link.code), headers=headers)
    first, second = visitors(acme)
    assert first == second, "what the visitor wrote in front is not believed"


def test_an_address_with_letters_of_any_script_leads_there(acme: Organisation, link: TrackedLink) -> None:
    with tenant(acme.pk):
        TrackedLink.objects.filter(pk=link.pk).update(destination="https://acme.example/l’été/%C3%A0?q=a+b&r=%2F#fin")
    answer = Client().get(path(acme, link.code), headers={"user-agent": CHROME})
    assert answer.headers["Location"] == "https://acme.example/l%E2%80%99%C3%A9t%C3%A9/%C3%A0?q=a+b&r=%2F#fin"
