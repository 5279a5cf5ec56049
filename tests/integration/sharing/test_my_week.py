"""Rules, the prepared week, the pace and the archive, through their pages and through the API."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from advocacy.programme.services import leave_programme
from sharing.models import Share, SharingRule
from sharing.services import rule_links
from sharing.services.week_lines import week_lines
from sharing.states import ShareState
from tests.factories.content_library import ContentItemFactory, SuggestedTextFactory, TopicFactory
from tests.factories.sharing import ShareFactory, SharingRuleFactory, TrackedLinkFactory
from tests.reads import exactly
from tests.unit.sharing.conftest import connected

S = ShareState
RULE = {"per_week": "2", "weekdays": ["1", "3"], "hours": ["08:40"], "networks": ["linkedin"], "begins_with": "text"}


def later(days=2):
    return f"{timezone.localtime(timezone.now() + timedelta(days=days)):%Y-%m-%d}T10:00"


@pytest.fixture
def draft(acme, amir, inside):
    """`draft(text=…)`: one prepared draft of Amir's."""
    connected(amir)

    def make(**values):
        with inside(acme):
            base = {"membership": amir, "is_prepared": True, "due_local": later(), "text": "Word for word."}
            return ShareFactory(**{**base, **values})

    return make


def values_of(acme, amir, inside):
    with inside(acme):
        return [f"{line.share.public_id}:{line.version}" for line in week_lines(amir)]


def state_of(acme, inside, share):
    with inside(acme):
        return Share.objects.get(pk=share.pk)


# --- Rules -----------------------------------------------------------------------------------------------------------
def test_a_rule_is_made_prepares_and_is_switched_off(acme, amir, inside, client_of, jobs_done):
    client = client_of(amir)
    connected(amir)
    with inside(acme):
        topic = TopicFactory(name="Bridges")
        for _number in range(2):
            SuggestedTextFactory(item=ContentItemFactory())
    assert "No rule, and that is fine" in client.get("/o/acme/my-rules/").content.decode()
    assert "Bridges" in client.get("/o/acme/my-rules/new/").content.decode()
    days = [str(day) for day in range(7)]
    with jobs_done():
        answer = client.post("/o/acme/my-rules/new/", {**RULE, "weekdays": days})
    assert answer.status_code == 302
    with inside(acme):
        rule = SharingRule.objects.get()
        made = Share.objects.filter(is_prepared=True).count()
    # Late on a Sunday there may be no hour left in the week.
    assert made <= 2
    page = client.get("/o/acme/my-rules/").content.decode()
    assert "2 a week at most" in page
    client.post(f"/o/acme/my-rules/{rule.public_id}/", {**RULE, "topics": [topic.public_id]})
    assert "Bridges" in client.get("/o/acme/my-rules/").content.decode()
    client.post(f"/o/acme/my-rules/{rule.public_id}/switch/", {"on": "no"})
    with inside(acme):
        assert not Share.objects.filter(is_prepared=True).exists()
    assert "Off: nothing is prepared." in client.get("/o/acme/my-rules/").content.decode()
    assert client.get(f"/o/acme/my-rules/{rule.public_id}/delete/").status_code == 200
    client.post(f"/o/acme/my-rules/{rule.public_id}/delete/")
    with inside(acme):
        assert not SharingRule.objects.exists()


def test_a_form_sent_back_keeps_what_was_ticked(amir, client_of):
    page = client_of(amir).post("/o/acme/my-rules/new/", {**RULE, "weekdays": []}).content.decode()
    assert "Choose at least one day." in page
    assert 'value="08:40" checked' in page.replace("\n", " ") or 'value="08:40" id="id_hours_0" checked' in page


def test_rules_are_nobody_elses(acme, amir, alice, cara, inside, client_of):
    with inside(acme):
        rule = SharingRuleFactory(membership=amir)
    for somebody in (alice, cara):
        assert client_of(somebody).get(f"/o/acme/my-rules/{rule.public_id}/").status_code in {403, 404}


def test_the_pace_is_kept(acme, amir, inside, client_of):
    client = client_of(amir)
    client.post("/o/acme/my-rules/pace/", {"per_week": "3"})
    assert 'value="3" selected' in client.get("/o/acme/my-rules/").content.decode()
    client.post("/o/acme/my-rules/pace/", {"per_week": ""})
    assert 'value="3" selected' not in client.get("/o/acme/my-rules/").content.decode()


def test_off_from_an_e_mail_by_a_page_with_a_button(acme, amir, inside):
    with inside(acme):
        SharingRuleFactory(membership=amir)
    path, browser = rule_links.off_path(amir), Client(enforce_csrf_checks=True)
    assert b"Switch all my rules off?" in browser.get(path).content
    with inside(acme):
        assert SharingRule.objects.get().is_on
    assert b"Your rules are off" in browser.post(path).content
    with inside(acme):
        assert not SharingRule.objects.get().is_on
    assert browser.get("/mail/rules-off/not.ours/").status_code == 404


# --- The week --------------------------------------------------------------------------------------------------------
def test_the_week_is_shown_whole_and_opening_changes_nothing(acme, amir, inside, client_of, draft):
    share = draft(text="First line.\n\nLast line.", title="A bridge")
    client = client_of(amir)
    page = client.get("/o/acme/my-week/").content.decode()
    for words in ("First line.", "Last line.", "A bridge", "Approve my week"):
        assert words in page
    assert "Your week is ready: 1 draft to read" in client.get("/o/acme/to-share/").content.decode()
    shares = client.get("/o/acme/shares/").content.decode()
    assert "Your week is ready: 1 draft to read" in shares
    assert f"{share.public_id}/edit/" not in shares
    one = client.get(f"/o/acme/my-week/{share.public_id}/").content.decode()
    assert "Schedule this share" in one
    assert state_of(acme, inside, share).state == S.DRAFT


def test_one_tap_schedules_them_all(acme, amir, inside, client_of, draft):
    one, two = draft(), draft(due_local=later(3), text="Another.")
    answer = client_of(amir).post("/o/acme/my-week/", {"seen": values_of(acme, amir, inside)}, follow=True)
    assert "2 shares are scheduled." in answer.content.decode()
    assert {state_of(acme, inside, share).state for share in (one, two)} == {S.SCHEDULED}


def test_what_changed_or_cannot_stays_and_says_why(acme, amir, inside, client_of, draft):
    changed, other, by_hand = draft(), draft(due_local=later(3), text="Another."), draft(network="x", text="Short.")
    values = values_of(acme, amir, inside)
    with inside(acme):
        Share.objects.filter(pk=changed.pk).update(text="Somebody was faster.")
    answer = client_of(amir).post("/o/acme/my-week/", {"seen": values})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "It has changed since you looked at it." in page
    assert "Somebody was faster." in page
    assert "Connect your X account first" in page
    assert "1 share is scheduled." in page
    states = [state_of(acme, inside, share).state for share in (changed, other, by_hand)]
    assert states == [S.DRAFT, S.SCHEDULED, S.DRAFT]


def test_nothing_ticked_schedules_nothing(acme, amir, inside, client_of, draft):
    share = draft()
    answer = client_of(amir).post("/o/acme/my-week/", {}, follow=True)
    assert "nothing was scheduled" in answer.content.decode()
    assert state_of(acme, inside, share).state == S.DRAFT


def test_each_can_be_changed_moved_and_taken_out(acme, amir, inside, client_of, draft):
    share, client = draft(), client_of(amir)
    here = f"/o/acme/my-week/{share.public_id}/"
    day = later(4)[:10]
    assert "Word for word." in client.get(f"{here}edit/").content.decode()
    answer = client.post(f"{here}edit/", {"text": "In my own words.", "date": day, "time": "11:15"})
    assert answer["Location"] == "/o/acme/my-week/"
    row = state_of(acme, inside, share)
    assert (row.text, row.due_local, row.state) == ("In my own words.", f"{day}T11:15", S.DRAFT)
    assert client.get(f"{here}move/").status_code == 200
    client.post(f"{here}move/", {"date": day, "time": "12:00"})
    assert state_of(acme, inside, share).due_local == f"{day}T12:00"
    assert client.get(f"{here}remove/").status_code == 200
    client.post(f"{here}remove/")
    with inside(acme):
        assert not Share.objects.exists()
    assert client.get(here).status_code == 404


def test_a_link_to_a_draft_that_was_approved_leads_to_the_week(acme, amir, inside, client_of, draft):
    share, client = draft(), client_of(amir)
    here = f"/o/acme/my-week/{share.public_id}/"
    answer = client.post(here, {"seen": values_of(acme, amir, inside)})
    assert answer["Location"] == "/o/acme/shares/"
    assert "no longer in your week" in client.get(here, follow=True).content.decode()


def test_a_refused_hour_loses_nothing_typed(acme, amir, inside, client_of, draft):
    share = draft()
    data = {"text": "Typed for long.", "date": "2020-01-01", "time": "10:00"}
    answer = client_of(amir).post(f"/o/acme/my-week/{share.public_id}/edit/", data)
    assert answer.status_code == 409
    assert "Typed for long." in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_one_as_for_three(acme, amir, client_of, draft, count):
    for number in range(count):
        draft(due_local=later(number + 1))
    client = client_of(amir)
    client.get("/o/acme/my-week/")
    with exactly(13):
        client.get("/o/acme/my-week/")


def test_the_balance_can_be_put_aside(acme, amir, inside, client_of):
    client = client_of(amir)
    with inside(acme):
        for _number in range(6):
            ShareFactory(membership=amir, published=True, item=ContentItemFactory())
    assert "Your balance" in client.get("/o/acme/to-share/").content.decode()
    client.post("/o/acme/to-share/balance/")
    assert "Your balance" not in client.get("/o/acme/to-share/").content.decode()
    client.post("/o/acme/to-share/balance/", {"show": "1"})
    assert "Your balance" in client.get("/o/acme/to-share/").content.decode()


# --- The archive -----------------------------------------------------------------------------------------------------
def opened(answer):
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_the_archive_holds_what_is_mine_and_nothing_else(acme, amir, emma, inside, client_of):
    with inside(acme):
        link = TrackedLinkFactory(destination="https://acme.example/bridge", clicks=7)
        ShareFactory(membership=amir, published=True, text="=HYPERLINK()", link=link)
        ShareFactory(membership=amir, text="A draft.")
        ShareFactory(membership=emma, text="Emma’s own.")
    client = client_of(amir)
    assert "2 shares, drafts included" in client.get("/o/acme/me/archive/").content.decode()
    packed = opened(client.post("/o/acme/me/archive/"))
    told = json.loads(packed.read("shares.json"))
    assert [share["text"] for share in told["shares"]] == ["=HYPERLINK()", "A draft."]
    assert told["shares"][0]["clicks"] == 7
    table = packed.read("shares.csv").decode("utf-8-sig")
    assert "'=HYPERLINK()" in table
    assert "Emma" not in table


def test_who_left_the_programme_still_has_it(acme, amir, inside, client_of):
    with inside(acme):
        ShareFactory(membership=amir, published=True, text="Mine.")
        leave_programme(actor=amir)
    packed = opened(client_of(amir).post("/o/acme/me/archive/"))
    assert "Mine." in packed.read("shares.json").decode()


# --- The API ---------------------------------------------------------------------------------------------------------
def test_a_token_reads_moves_and_takes_out_and_never_approves(acme, amir, inside, api_of, draft):
    share, api = draft(), api_of(amir)
    line = api.get("/api/v1/o/acme/my-week/").json()[0]
    assert (line["text"], line["problem"]) == ("Word for word.", "")
    here = f"/api/v1/o/acme/my-week/{share.public_id}/"
    moved = api.patch(here, {"due_local": later(5)}, content_type="application/json").json()
    assert moved["due_local"] == later(5)
    assert moved["version"] != line["version"]
    assert api.post(here).status_code == 405
    assert api.delete(here).status_code == 204
    assert api.get("/api/v1/o/acme/my-week/").json() == []


def test_rules_and_pace_by_the_api(acme, amir, inside, api_of):
    with inside(acme):
        rule = SharingRuleFactory(membership=amir)
    api = api_of(amir)
    assert api.get("/api/v1/o/acme/my-rules/").json()[0]["is_on"] is True
    assert api.post(f"/api/v1/o/acme/my-rules/{rule.public_id}/off/").json()["is_on"] is False
    assert api.put("/api/v1/o/acme/my-pace/", {"per_week": 2}, content_type="application/json").json() == {
        "per_week": 2
    }
    assert api.get("/api/v1/o/acme/my-pace/").json() == {"per_week": 2}


def test_mail_choices_by_page_and_by_the_api(acme, amir, emma, inside, client_of, api_of):
    client, api = client_of(amir), api_of(amir)
    page = client.get("/o/acme/me/notifications/").content.decode()
    assert "A share failed" in page
    assert "A summary" in page
    data = {"digest": "monthly", "mail_from": "09:00", "mail_until": "17:00", "wanted": ["share_held"]}
    assert client.post("/o/acme/me/notifications/", data).status_code == 302
    choices = api.get("/api/v1/o/acme/me/mail/").json()
    assert (choices["digest"], choices["mail_from"], choices["at_weekends"]) == ("monthly", "09:00", False)
    assert "share_held" not in choices["unwanted"]
    assert "share_missed" in choices["unwanted"]
    assert not {"share_failed", "share_unconfirmed"} & set(choices["unwanted"])
    refused = api.patch("/api/v1/o/acme/me/mail/", {"unwanted": ["share_failed"]}, content_type="application/json")
    assert refused.status_code == 409
    sent = client.post("/o/acme/me/notifications/", {**data, "mail_until": "09:00"}).content.decode()
    assert "Choose two different hours." in sent
    # Who does not share has no summary, and is asked about what concerns them.
    assert "A summary" not in client_of(emma).get("/o/acme/me/notifications/").content.decode()
