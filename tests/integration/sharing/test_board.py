"""“My shares”: the thread, the week, the month, one share's page; each state with its sentence and its one repair."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone, translation
from PIL import Image

from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from content_library.states import AnnouncementOrder, ItemState
from sharing.models import Connection, Share
from sharing.networks import REGISTRY
from sharing.networks.errors import CODES
from sharing.selectors import board, gestures, wording
from sharing.states import AttemptOutcome, Evidence, HoldReason, ShareState
from tests.factories.content_library import AssetFactory, ContentItemFactory
from tests.factories.sharing import (
    ConnectionFactory,
    ConnectionPermissionFactory,
    ShareAttemptFactory,
    ShareFactory,
    SharePictureFactory,
    TrackedLinkFactory,
)
from tests.reads import exactly

Url = Callable[..., str]
ClientOf = Callable[[Membership], Client]
S = ShareState


@pytest.fixture
def linkedin(amir: Membership) -> Connection:
    connection = ConnectionFactory(
        user=amir.user,
        network="linkedin",
        profile_url="https://network.example/in/amir",
        used_by=[amir.organisation_id],
    )
    with tenant(amir.organisation_id):
        ConnectionPermissionFactory(membership=amir, connection=connection)
    return connection


@pytest.fixture
def heavy_picture(amir: Membership) -> Any:
    """A picture in the storage that is said to be heavier than any network takes."""
    drawing = io.BytesIO()
    Image.effect_noise((900, 700), 90).save(drawing, "PNG")
    with tenant(amir.organisation_id):
        asset = AssetFactory(file="acme/heavy.png", mime="image/png", size=6_500_000, owner=amir)
    default_storage.save(asset.file, ContentFile(drawing.getvalue()))
    yield asset
    default_storage.delete(asset.file)


def make(person: Membership, state: ShareState, reason: str = "", **values: Any) -> Share:
    """One share of this person in that state."""
    with tenant(person.organisation_id):
        base: dict[str, Any] = {"membership": person, "state": state, "reason": reason}
        if state == S.PUBLISHED:
            base["published"] = True
        elif state != S.DRAFT:
            base["promised"] = True
        if state == S.PUBLISHING:
            base |= {"lease": "12345678-1234-1234-1234-123456789012", "lease_until": timezone.now()}
        share: Share = ShareFactory(**{**base, **values})
    return share


def carry(share: Share, **values: Any) -> None:
    """Inside a tenant: give a share its picture, by way of the draft as the database wants it."""
    Share.objects.filter(pk=share.pk).update(state=S.DRAFT)
    SharePictureFactory(share=share, **values)
    Share.objects.filter(pk=share.pk).update(state=share.state)


def body(answer: Any) -> str:
    assert answer.status_code == 200, answer
    return re.sub(r"\s+", " ", answer.content.decode())


# --- Words -----------------------------------------------------------------------------------------------------------
ALL_CODES = sorted({*(code for codes in CODES.values() for code in codes), *HoldReason.values, *wording.OURS})


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("code", ALL_CODES)
def test_every_reason_says_what_happened_and_what_to_do(code: str, language: str) -> None:
    network = next(iter(REGISTRY))
    with translation.override("en"):
        english = wording.reason_words(code, network)
    with translation.override(language):
        said = wording.reason_words(code, network)
    assert said.happened
    assert "%(" not in f"{said.happened}{said.to_do}"
    assert said.happened != wording.reason_words("no such code", network).happened
    ends_by_itself = code in {"item_withdrawn", "left", "disconnected", "by_person"}
    assert said.to_do or ends_by_itself
    if language == "fr":
        assert said.happened != english.happened, "not translated"
        assert not said.to_do or said.to_do != english.to_do, "not translated"


@pytest.mark.parametrize("code", sorted({code for codes in CODES.values() for code in codes}))
def test_a_failure_says_that_nothing_was_published(amir: Membership, code: str) -> None:
    share = make(amir, S.FAILED, code)
    with tenant(amir.organisation_id):
        [card] = board.cards([share])
    assert card.explanation.happened
    assert "your text is intact" in card.explanation.safe
    assert card.explanation.to_do
    assert card.repair is not None


def test_what_was_refused_is_said_in_figures(amir: Membership) -> None:
    heavy = make(amir, S.FAILED, "image_size", network="x")
    long = make(amir, S.FAILED, "too_long", network="x", text="y" * 300)
    with tenant(amir.organisation_id):
        carry(share=heavy, asset=AssetFactory(size=6_500_000))
        assert wording.explain(heavy).happened == "X refused the picture: 6.2 MB, 4.8 at most."
        assert wording.explain(long).happened == "X takes 280 characters; this text has 300."


# --- One repair for each state ---------------------------------------------------------------------------------------
REPAIRS = [
    (S.DRAFT, "", "edit"),
    (S.SCHEDULED, "", "edit"),
    (S.HELD, "embargo", "edit"),
    (S.HELD, "reconnect", "reconnect"),
    (S.HELD, "budget", "move"),
    (S.HELD, "paused", "end_break"),
    (S.PUBLISHING, "", None),
    (S.UNCONFIRMED, "", "is_there"),
    (S.FAILED, "too_long", "correct"),
    (S.FAILED, "image_size", "lighten"),
    (S.FAILED, "too_many_tries", "retry"),
    (S.FAILED, "not_supported", "to_hand"),
    (S.MISSED, "", "reschedule"),
    (S.CANCELLED, "by_person", "take_up"),
    (S.REMOVED, "", "history"),
]


@pytest.mark.parametrize(("state", "reason", "key"), REPAIRS)
def test_each_state_has_its_repair_on_both_pages(
    amir: Membership,
    linkedin: Connection,
    client_of: ClientOf,
    url_of: Url,
    state: ShareState,
    reason: str,
    key: str | None,
) -> None:
    share = make(amir, state, reason, connection=None if state == S.DRAFT else linkedin)
    with tenant(amir.organisation_id):
        carry(share=share)
        [card] = board.cards([share])
    assert (card.repair.key if card.repair else None) == key
    client = client_of(amir)
    pages = [url_of(amir.organisation, "sharing:share_detail", public_id=share.public_id)]
    if state != S.DRAFT:
        pages.append(url_of(amir.organisation, "sharing:share_list"))
    for page in pages:
        shown = body(client.get(page))
        if card.repair is not None:
            assert str(card.repair.label) in shown or key == "history"
        assert card.sentence in shown or page != pages[0] or reason == "embargo"


def test_a_published_share_is_seen_and_taken_down_where_the_network_lets_us(
    amir: Membership, linkedin: Connection, client_of: ClientOf, url_of: Url
) -> None:
    share = make(amir, S.PUBLISHED, connection=linkedin, external_url="https://network.example/post/1")
    with tenant(amir.organisation_id):
        [card] = board.cards([share])
    assert [each.key for each in card.gestures] == ["view", "remove"]
    page = body(client_of(amir).get(url_of(amir.organisation, "sharing:share_remove", public_id=share.public_id)))
    assert "cannot be undone" in page


def test_a_share_that_waits_for_the_page_says_when_and_that_it_follows(
    amir: Membership, linkedin: Connection, client_of: ClientOf, url_of: Url
) -> None:
    with tenant(amir.organisation_id):
        item = ContentItemFactory(state=ItemState.WAITING, announcement_order=AnnouncementOrder.PAGE_FIRST)
    share = make(amir, S.HELD, "embargo", connection=linkedin, item=item)
    client = client_of(amir)
    assert "your share follows" in body(client.get(url_of(amir.organisation, "sharing:share_list")))
    detail = body(client.get(url_of(amir.organisation, "sharing:share_detail", public_id=share.public_id)))
    assert "Waiting for the page" in detail
    assert "never" in detail


# --- Gestures, done --------------------------------------------------------------------------------------------------
def post(client_of: ClientOf, url_of: Url, person: Membership, name: str, share: Share, **data: str) -> Any:
    return client_of(person).post(url_of(person.organisation, f"sharing:{name}", public_id=share.public_id), data)


def shares_of(person: Membership) -> list[Share]:
    with tenant(person.organisation_id):
        return list(Share.objects.filter(membership=person).order_by("pk"))


def test_trying_again_makes_a_new_share_once_and_deals_with_the_old_one(
    amir: Membership, linkedin: Connection, client_of: ClientOf, url_of: Url
) -> None:
    failed = make(amir, S.FAILED, "too_many_tries", connection=linkedin)
    for _click in range(2):
        assert post(client_of, url_of, amir, "share_retry", failed).status_code == 302
    old, new = shares_of(amir)
    assert (new.state, new.text) == (S.SCHEDULED, failed.text)
    assert old.dealt_with_at is not None
    assert [each.key for each in gestures.gestures(old)] == ["history", "take_up"]
    shown = body(client_of(amir).get(url_of(amir.organisation, "sharing:share_list")))
    assert "Your move" not in shown


def test_a_heavy_picture_is_made_lighter_and_the_text_stays(
    amir: Membership, linkedin: Connection, client_of: ClientOf, url_of: Url, heavy_picture: Any
) -> None:
    failed = make(amir, S.FAILED, "image_size", connection=linkedin)
    with tenant(amir.organisation_id):
        carry(share=failed, asset=heavy_picture, alternative_text="A façade in wood")
    for _click in range(2):
        assert post(client_of, url_of, amir, "share_lighten", failed).status_code == 302
    old, new = shares_of(amir)
    assert (new.state, new.text) == (S.SCHEDULED, failed.text)
    assert old.dealt_with_at is not None
    with tenant(amir.organisation_id):
        [picture] = new.pictures.select_related("asset")
    assert picture.asset.pk != heavy_picture.pk
    assert picture.asset.owner_id == amir.pk
    assert picture.alternative_text == "A façade in wood"


def test_a_missed_share_is_rescheduled_from_a_copy(
    amir: Membership, linkedin: Connection, client_of: ClientOf, url_of: Url
) -> None:
    missed = make(amir, S.MISSED, connection=linkedin)
    answer = post(client_of, url_of, amir, "share_copy", missed)
    old, draft = shares_of(amir)
    assert answer.url == url_of(amir.organisation, "sharing:share_edit", public_id=draft.public_id)
    assert (draft.state, draft.text) == (S.DRAFT, missed.text)
    assert old.dealt_with_at is not None


def test_letting_a_failure_be_takes_it_out_of_what_waits(
    amir: Membership, linkedin: Connection, client_of: ClientOf, url_of: Url
) -> None:
    failed = make(amir, S.FAILED, "refused", connection=linkedin)
    assert post(client_of, url_of, amir, "share_let_be", failed).status_code == 302
    shown = body(client_of(amir).get(url_of(amir.organisation, "sharing:share_list")))
    assert "Your move" not in shown
    assert failed.title in shown
    assert post(client_of, url_of, amir, "share_let_be", make(amir, S.SCHEDULED)).status_code == 302


@pytest.mark.parametrize("reason", ["reconnect", "budget", "breaker"])
def test_a_held_share_is_taken_into_ones_own_hands(
    amir: Membership, linkedin: Connection, client_of: ClientOf, url_of: Url, reason: str
) -> None:
    held = make(amir, S.HELD, reason, connection=linkedin)
    answer = post(client_of, url_of, amir, "share_to_hand", held)
    [draft] = shares_of(amir)
    assert (draft.state, draft.connection_id) == (S.DRAFT, None)
    assert answer.url == url_of(amir.organisation, "sharing:share_by_hand", public_id=held.public_id)


@pytest.mark.parametrize("reason", ["crisis", "quarantine", "org_suspended"])
def test_what_others_hold_is_not_gone_around(
    amir: Membership, linkedin: Connection, client_of: ClientOf, url_of: Url, reason: str
) -> None:
    held = make(amir, S.HELD, reason, connection=linkedin)
    post(client_of, url_of, amir, "share_to_hand", held)
    assert [share.state for share in shares_of(amir)] == [S.HELD]


def test_without_its_link_a_share_costs_less_and_goes(amir: Membership, client_of: ClientOf, url_of: Url) -> None:
    connection = ConnectionFactory(user=amir.user, network="x", used_by=[amir.organisation_id])
    with tenant(amir.organisation_id):
        ConnectionPermissionFactory(membership=amir, connection=connection)
        link = TrackedLinkFactory()
    address = f"https://acme.example/l/{amir.organisation.code}/{link.code}/"
    held = make(amir, S.HELD, "budget", network="x", connection=connection, link=link, text=f"My words. {address}")
    with tenant(amir.organisation_id):
        assert "without_link" in {each.key for each in gestures.gestures(held)}


# --- To confirm ------------------------------------------------------------------------------------------------------
def in_doubt(person: Membership, connection: Connection, reason: str = "") -> Share:
    share = make(person, S.UNCONFIRMED, reason, connection=connection, asked_at=timezone.now())
    with tenant(person.organisation_id):
        ShareAttemptFactory(share=share, outcome=AttemptOutcome.UNCONFIRMED, error_code="timeout")
    return share


def test_a_doubt_shows_the_exact_text_the_profile_and_three_answers(
    amir: Membership, linkedin: Connection, client_of: ClientOf, url_of: Url
) -> None:
    share = in_doubt(amir, linkedin, "duplicate")
    for name in ("share_list", "share_detail"):
        kwargs = {"public_id": share.public_id} if name == "share_detail" else {}
        shown = body(client_of(amir).get(url_of(amir.organisation, f"sharing:{name}", **kwargs)))
        assert share.text in shown
        assert linkedin.profile_url in shown
        assert "a hint that it is online, no proof" in shown
        for answer in ("yes", "no", "drop"):
            assert f'name="there" value="{answer}"' in shown


@pytest.mark.parametrize(("answer", "state"), [("yes", S.PUBLISHED), ("no", S.SCHEDULED), ("drop", S.CANCELLED)])
def test_each_answer_ends_the_doubt(
    amir: Membership, linkedin: Connection, client_of: ClientOf, url_of: Url, answer: str, state: ShareState
) -> None:
    share = in_doubt(amir, linkedin)
    assert post(client_of, url_of, amir, "share_answer", share, there=answer).status_code == 302
    [after] = shares_of(amir)
    assert after.state == state
    assert after.evidence == (Evidence.PERSON if answer == "yes" else "")


# --- The detail ------------------------------------------------------------------------------------------------------
def test_the_history_says_who_did_what_and_what_came_back(
    amir: Membership, linkedin: Connection, client_of: ClientOf, url_of: Url
) -> None:
    share = make(amir, S.FAILED, "image_size", connection=linkedin)
    with tenant(amir.organisation_id):
        ShareAttemptFactory(
            share=share, outcome=AttemptOutcome.REFUSED, status=413, error_code="image_size", network_request_id="r-1"
        )
    shown = body(client_of(amir).get(url_of(amir.organisation, "sharing:share_detail", public_id=share.public_id)))
    for words in ("Written", "Refused by LinkedIn", "it is too heavy", "413 · r-1"):
        assert words in shown


def test_only_the_author_opens_any_of_it(
    amir: Membership, cara: Membership, linkedin: Connection, client_of: ClientOf, url_of: Url
) -> None:
    share = make(amir, S.SCHEDULED, connection=linkedin)
    for name in ("share_detail", "share_by_hand", "share_remove"):
        address = url_of(amir.organisation, f"sharing:{name}", public_id=share.public_id)
        assert client_of(cara).get(address).status_code == 403
    other = make(cara, S.SCHEDULED)
    address = url_of(amir.organisation, "sharing:share_detail", public_id=other.public_id)
    assert client_of(amir).get(address).status_code == 404


# --- Week and month --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["share_week", "share_month"])
def test_a_stretch_of_days_shows_its_shares_and_leads_to_its_neighbours(
    amir: Membership, linkedin: Connection, client_of: ClientOf, url_of: Url, name: str
) -> None:
    due = timezone.now().replace(year=2026, month=6, day=10, hour=8, minute=40)
    for state in (S.SCHEDULED, S.CANCELLED):
        make(amir, state, connection=linkedin, due_at=due, publish_before=due + timedelta(hours=1), title=f"A {state}")
    url = url_of(amir.organisation, f"sharing:{name}")
    june = body(client_of(amir).get(url, {"on": "2026-06-10"}))
    assert "A scheduled" in june
    assert "A cancelled" not in june
    before, after = re.findall(r'rel="(?:prev|next)" href="([^"]+)"', june)[:2]
    for near in (before, after):
        assert "A scheduled" not in body(client_of(amir).get(url + near))


@pytest.mark.parametrize("asked", ["", "2026-13", "nonsense", "2026-06", "9999-99-99", "0001-01-01", "2026-W24"])
def test_any_day_in_the_address_shows_a_page(amir: Membership, client_of: ClientOf, url_of: Url, asked: str) -> None:
    for name, parameter in (("share_week", "on"), ("share_month", "on"), ("share_list", "month")):
        url = url_of(amir.organisation, f"sharing:{name}")
        assert client_of(amir).get(url, {parameter: asked}).status_code == 200


def test_the_first_visit_is_welcomed(amir: Membership, client_of: ClientOf, url_of: Url) -> None:
    assert "Your first share will begin here" in body(
        client_of(amir).get(url_of(amir.organisation, "sharing:share_list"))
    )


# --- Queries ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("share_list", 18), ("share_week", 9), ("share_month", 9)])
def test_pages_ask_as_often_for_three_as_for_one(
    amir: Membership, linkedin: Connection, client_of: ClientOf, url_of: Url, rows: int, name: str, queries: int
) -> None:
    now = timezone.now()
    for _number in range(rows):
        with tenant(amir.organisation_id):
            item = ContentItemFactory(picture=AssetFactory())
        for state in (S.PUBLISHED, S.SCHEDULED, S.FAILED, S.HELD, S.UNCONFIRMED, S.CANCELLED, S.DRAFT):
            reason = {S.FAILED: "image_size", S.HELD: "budget"}.get(state, "")
            share = make(amir, state, reason, item=None if state in {S.HELD, S.UNCONFIRMED} else item, due_at=now)
            with tenant(amir.organisation_id):
                carry(share=share)
    client, url = client_of(amir), url_of(amir.organisation, f"sharing:{name}")
    client.get(url)
    with exactly(queries):
        assert client.get(url).status_code == 200


# --- The API ---------------------------------------------------------------------------------------------------------
def test_the_api_filters_by_day_and_says_what_can_be_done(
    amir: Membership, linkedin: Connection, api_of: ClientOf
) -> None:
    due = timezone.now().replace(year=2026, month=6, day=10, hour=8)
    make(amir, S.SCHEDULED, connection=linkedin, due_at=due, publish_before=due + timedelta(hours=1), title="June")
    failed = make(amir, S.FAILED, "too_many_tries", connection=linkedin)
    home = f"/api/v1/o/{amir.organisation.slug}/shares/"
    api = api_of(amir)
    week = api.get(home, {"since": "2026-06-08", "until": "2026-06-14"}).json()["results"]
    assert [row["title"] for row in week] == ["June"]
    assert week[0]["gestures"] == ["edit", "move", "cancel"]
    assert api.get(home, {"until": "2026-06-09"}).json()["count"] == 0
    assert api.get(home, {"since": "yesterday"}).status_code == 400
    assert api.get(f"{home}{failed.public_id}/").json()["gestures"][0] == "retry"
    assert api.post(f"{home}{failed.public_id}/let-be/").status_code == 200
    draft = api.post(f"{home}{failed.public_id}/to-hand/").json()
    assert (draft["state"], draft["text"]) == ("draft", failed.text)
    assert api.post(f"{home}{draft['id']}/done/", {}).json()["evidence"] == "declared"
    assert api.post(f"{home}{draft['id']}/take-back/").json()["state"] == "draft"
