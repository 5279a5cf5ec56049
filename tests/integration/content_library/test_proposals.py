"""Proposals through their real doors: a phone, a form, the team's inbox, a program."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from advocacy.organisations.models import Organisation
from advocacy.people.models import Delivery, Membership
from advocacy.tenancy import tenant
from content_library.models import Asset, ContentItem, Proposal
from content_library.services import answers
from content_library.states import ItemState, PhotoConsent, ProposalState
from content_library.tasks import purge
from tests.factories.content_library import (
    ContentItemFactory,
    ProposalFactory,
    ProposalMessageFactory,
    ProposalPictureFactory,
    ProposalTopicFactory,
    TopicFactory,
)
from tests.factories.people import MembershipFactory
from tests.reads import exactly

Url = Callable[..., str]
Door = Callable[[Membership], Client]
S = ProposalState


def photo(name: str = "photo.jpg") -> SimpleUploadedFile:
    data = io.BytesIO()
    Image.new("RGB", (640, 400), "teal").save(data, "JPEG")
    return SimpleUploadedFile(name, data.getvalue(), content_type="image/jpeg")


def only(organisation: Organisation) -> Proposal:
    with tenant(organisation.pk):
        return Proposal.objects.get()


@pytest.fixture
def form_url(acme: Organisation, url_of: Url) -> str:
    return url_of(acme, "content_library:proposal_new")


# --- The form --------------------------------------------------------------------------------------------------------
def test_an_employee_proposes_a_link_and_reads_when_the_answer_comes(
    acme: Organisation, emma: Membership, form_url: str, client_of: Door, url_of: Url
) -> None:
    hers = client_of(emma)
    page = hers.get(form_url)
    assert "checked" not in page.content.decode().split('name="credit_wanted"')[1].split(">")[0]
    sent = {"kind": "link", "url": "press.example/a", "text": "Worth reading.", "request_key": "k1"}
    answer = hers.post(form_url, sent)
    again = hers.post(form_url, sent)
    row = only(acme)
    assert (
        answer["Location"] == again["Location"] == url_of(acme, "content_library:my_proposal", public_id=row.public_id)
    )
    assert (row.membership, row.url, row.credit_wanted) == (emma, "https://press.example/a", False)
    listing = hers.get(url_of(acme, "content_library:my_proposals")).content.decode()
    assert "Worth reading." in listing
    assert "Answer promised by" in listing


def test_what_was_typed_and_the_photo_survive_a_refusal(
    acme: Organisation, amir: Membership, form_url: str, client_of: Door
) -> None:
    his = client_of(amir)
    typed = {"kind": "photo", "text": "My words.", "title": "My title", "credit_wanted": "on", "request_key": "k"}
    page = his.post(form_url, {**typed, "upload": [photo(), photo("second.jpg")]})
    body = page.content.decode()
    assert page.status_code == 200
    assert "Say whether people can be recognised" in body
    assert "My words." in body
    with tenant(acme.pk):
        kept = list(Asset.objects.filter(owner=amir).order_by("id"))
    assert len(kept) == 2
    names = ",".join(asset.public_id for asset in kept)
    assert names in body
    less = his.post(form_url, {**typed, "pictures": names, "do": f"drop:{kept[0].public_id}"}).content.decode()
    assert "My words." in less
    assert f'value="{kept[1].public_id}"' in less
    his.post(form_url, {**typed, "pictures": kept[1].public_id, "people_in_photo": "to_ask"})
    row = only(acme)
    with tenant(acme.pk):
        assert [each.asset for each in row.pictures.all()] == [kept[1]]
    assert (row.people_in_photo, row.credit_wanted, row.credit_name) == (PhotoConsent.TO_ASK, True, str(amir.user))


def test_what_is_no_picture_is_said_beside_the_field(
    acme: Organisation, amir: Membership, form_url: str, client_of: Door
) -> None:
    broken = SimpleUploadedFile("photo.jpg", b"not a picture", content_type="image/jpeg")
    page = client_of(amir).post(form_url, {"kind": "photo", "text": "My words.", "upload": broken})
    assert page.status_code == 200
    assert "My words." in page.content.decode()
    assert page.context["form"].errors["upload"]


def test_nobody_attaches_somebody_elses_picture(
    acme: Organisation, amir: Membership, emma: Membership, form_url: str, client_of: Door
) -> None:
    with tenant(acme.pk):
        row = ProposalFactory(membership=emma)
        hers = ProposalPictureFactory(proposal=row).asset
    values = {"kind": "photo", "text": "x", "pictures": hers.public_id, "people_in_photo": "nobody"}
    page = client_of(amir).post(form_url, values)
    assert "Choose a photo." in page.content.decode()


# --- The phone -------------------------------------------------------------------------------------------------------
def target() -> str:
    return reverse("content_library:share_target")


@pytest.mark.django_db
def test_the_manifest_names_the_share_target(client: Client) -> None:
    offered = client.get(reverse("sharing:manifest")).json()["share_target"]
    assert (offered["action"], offered["method"]) == (target(), "POST")
    assert offered["params"]["files"][0]["name"] == "upload"


def test_a_phone_shares_words_and_a_photo_without_a_token(acme: Organisation, amir: Membership, form_url: str) -> None:
    phone = Client(enforce_csrf_checks=True)
    phone.force_login(amir.user)
    text = "Look at this https://press.example/a?b=1."
    answer = phone.post(target(), {"title": "A site", "text": text, "upload": photo()})
    address = urlsplit(answer["Location"])
    given = {name: values[0] for name, values in parse_qs(address.query).items()}
    with tenant(acme.pk):
        kept = Asset.objects.get(owner=amir)
        assert not Proposal.objects.exists(), "nothing is sent before the person presses the button"
    assert address.path == form_url
    assert given == {
        "kind": "photo",
        "title": "A site",
        "text": "Look at this .",
        "url": "https://press.example/a?b=1",
        "pictures": kept.public_id,
    }
    page = phone.get(answer["Location"]).content.decode()
    assert "Look at this ." in page
    assert kept.public_id in page


def test_another_site_cannot_put_files_into_a_persons_space(acme: Organisation, amir: Membership) -> None:
    phone = Client(headers={"sec-fetch-site": "cross-site"})
    phone.force_login(amir.user)
    phone.post(target(), {"text": "x", "upload": photo()})
    with tenant(acme.pk):
        assert not Asset.objects.exists()


def test_a_broken_photo_loses_no_words(acme: Organisation, amir: Membership, client_of: Door) -> None:
    broken = SimpleUploadedFile("photo.jpg", b"not a picture", content_type="image/jpeg")
    answer = client_of(amir).post(target(), {"text": "My words", "upload": broken})
    assert parse_qs(urlsplit(answer["Location"]).query)["text"] == ["My words"]


def test_what_is_shared_before_signing_in_waits(acme: Organisation, amir: Membership, form_url: str) -> None:
    phone = Client()
    answer = phone.post(target(), {"text": "https://press.example/a", "upload": photo()})
    assert parse_qs(urlsplit(answer["Location"]).query)["next"] == [target()]
    phone.force_login(amir.user)
    after = phone.get(target())
    assert after["Location"].startswith(form_url)
    assert parse_qs(urlsplit(after["Location"]).query)["url"] == ["https://press.example/a"]
    assert phone.get(target())["Location"].count("press.example") == 0


def test_somebody_in_two_organisations_may_change_and_somebody_in_none_is_told(
    acme: Organisation, globex: Organisation, amir: Membership, greta: Membership, client_of: Door
) -> None:
    MembershipFactory(user=amir.user, organisation=globex)
    his = client_of(amir)
    answer = his.post(target(), {"text": "My words"})
    assert f"/o/{acme.slug}/" in answer["Location"], "where he is an ambassador"
    assert f"/o/{globex.slug}/my-proposals/new/?" in his.get(answer["Location"]).content.decode()
    Membership.objects.filter(user=amir.user).update(left_at=timezone.now())
    assert client_of(amir).get(target())["Location"] == reverse("people:organisation_list")


def test_the_bookmark_names_this_organisations_form(
    acme: Organisation, amir: Membership, form_url: str, client_of: Door, url_of: Url
) -> None:
    page = client_of(amir).get(url_of(acme, "content_library:propose_button"))
    assert page.context["bookmarklet"].startswith("javascript:")
    assert form_url in page.context["bookmarklet"]


# --- The inbox -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("items", [1, 3])
def test_the_inbox_reads_as_often_for_one_as_for_three(
    acme: Organisation, amir: Membership, cara: Membership, client_of: Door, url_of: Url, items: int
) -> None:
    with tenant(acme.pk):
        for _each in range(items):
            row = ProposalFactory(membership=MembershipFactory(organisation=acme))
            ProposalPictureFactory(proposal=row)
            ProposalTopicFactory(proposal=row, topic=TopicFactory())
            ProposalMessageFactory(proposal=row, author=cara)
    hers = client_of(cara)
    hers.get(url_of(acme, "content_library:inbox"))
    for address, reads in (
        (url_of(acme, "content_library:inbox"), 13),
        (url_of(acme, "content_library:proposal", public_id=row.public_id), 18),
    ):
        hers.get(address)
        with exactly(reads):
            assert hers.get(address).status_code == 200


def test_the_oldest_comes_first_and_lateness_is_said_to_both(
    acme: Organisation, amir: Membership, cara: Membership, client_of: Door, url_of: Url
) -> None:
    now = timezone.now()
    with tenant(acme.pk):
        ProposalFactory(membership=amir, title="The young one")
        old = ProposalFactory(
            membership=amir,
            title="The old one",
            submitted_at=now - timedelta(days=20),
            answer_due_on=timezone.localdate() - timedelta(days=3),
        )
    page = client_of(cara).get(url_of(acme, "content_library:inbox")).content.decode()
    assert page.index("The old one") < page.index("The young one")
    assert "late: due on" in page
    mine = client_of(amir).get(url_of(acme, "content_library:my_proposal", public_id=old.public_id)).content.decode()
    assert "We are late." in mine


def test_taking_up_from_the_inbox(
    acme: Organisation,
    amir: Membership,
    cara: Membership,
    client_of: Door,
    url_of: Url,
    jobs_done: Callable[[], Any],
) -> None:
    with tenant(acme.pk):
        row = ProposalFactory(membership=amir, title="A slab", credit_wanted=True, credit_name="Amir")
        other = ProposalFactory(membership=amir)
    hers, address = client_of(cara), url_of(acme, "content_library:proposal", public_id=row.public_id)
    hers.get(address)
    assert only_state(acme, row) == S.SEEN
    refused = hers.post(address, {"decision": "accept", "reply": " ", "do": "answer"})
    assert "Write a few words" in refused.content.decode()
    hers.post(address, {"decision": "accept", "reply": "Half a ", "do": "keep"})
    assert "Half a" in hers.get(address).content.decode()
    with jobs_done():
        answer = hers.post(address, {"decision": "accept", "reply": "Gladly, Amir.", "do": "answer"})
    assert answer["Location"] == url_of(acme, "content_library:proposal", public_id=other.public_id)
    with tenant(acme.pk):
        item = ContentItem.objects.get(title="A slab")
    assert (item.state, item.credit) == (ItemState.DRAFT, "Amir")
    idea = hers.get(url_of(acme, "content_library:item_detail", public_id=item.public_id)).content.decode()
    assert address in idea
    assert item.public_id in hers.get(address).content.decode()
    with tenant(acme.pk):
        # It leaves at once, or after his quiet hours.
        assert [each.membership for each in Delivery.objects.all()] == [amir]
    his = client_of(amir).get(url_of(acme, "content_library:my_proposal", public_id=row.public_id)).content.decode()
    assert "Gladly, Amir." in his


def only_state(acme: Organisation, row: Proposal) -> str:
    with tenant(acme.pk):
        return Proposal.objects.get(pk=row.pk).state


@pytest.mark.parametrize(("decision", "state"), [("ask", S.QUESTION), ("decline", S.DECLINED)])
def test_the_other_answers(
    acme: Organisation,
    amir: Membership,
    cara: Membership,
    client_of: Door,
    url_of: Url,
    decision: str,
    state: str,
) -> None:
    with tenant(acme.pk):
        row = ProposalFactory(membership=amir)
    address = url_of(acme, "content_library:proposal", public_id=row.public_id)
    hers = client_of(cara)
    assert hers.post(address, {"decision": decision, "reply": "My words."})["Location"].endswith("/proposals/")
    assert only_state(acme, row) == state
    stale = hers.post(address, {"decision": "accept", "reply": "My other words."})
    if decision == "decline":
        assert stale.status_code == 409
        page = stale.content.decode()
        assert "moved on" in page
        assert "My other words." in page, "what was typed is still there"


def test_take_up_and_edit_opens_the_editor(
    acme: Organisation, amir: Membership, cara: Membership, client_of: Door, url_of: Url
) -> None:
    with tenant(acme.pk):
        row = ProposalFactory(membership=amir)
    address = url_of(acme, "content_library:proposal", public_id=row.public_id)
    answer = client_of(cara).post(address, {"decision": "decline", "reply": "Yes.", "do": "edit"})
    assert answer["Location"].endswith("/edit/")
    assert only_state(acme, row) == S.ACCEPTED


def test_a_question_is_answered_and_what_is_taken_back_is_gone(
    acme: Organisation, amir: Membership, cara: Membership, client_of: Door, url_of: Url
) -> None:
    with tenant(acme.pk):
        row = ProposalFactory(membership=amir, state=S.QUESTION)
        ProposalPictureFactory(proposal=row)
    his, address = client_of(amir), url_of(acme, "content_library:my_proposal", public_id=row.public_id)
    assert "Write a few words" in his.post(address, {"body": " ", "people_in_photo": "agreed"}).content.decode()
    assert his.post(address, {"body": "In Lyon.", "people_in_photo": "agreed"}).status_code == 302
    his.post(url_of(acme, "content_library:proposal_withdraw", public_id=row.public_id))
    team = client_of(cara)
    gone = team.get(url_of(acme, "content_library:proposal", public_id=row.public_id))
    none = team.get(url_of(acme, "content_library:proposal", public_id="zzzzzzzzzzzzzz"))
    assert (gone.status_code, none.status_code) == (404, 404)


# --- Briefs ----------------------------------------------------------------------------------------------------------
def test_a_brief_goes_to_a_colleague_who_answers_or_says_no(
    acme: Organisation, amir: Membership, emma: Membership, cara: Membership, client_of: Door, url_of: Url
) -> None:
    team = client_of(cara)
    values = {"person": amir.public_id, "title": "Five questions", "brief": "What you show first.", "request_key": "b"}
    missing = team.post(url_of(acme, "content_library:brief_new"), {**values, "person": ""})
    assert "What you show first." in missing.content.decode()
    team.post(url_of(acme, "content_library:brief_new"), values)
    row = only(acme)
    his = client_of(amir)
    assert "Five questions" in his.get(url_of(acme, "content_library:my_proposals")).content.decode()
    his.post(url_of(acme, "content_library:brief_pass", public_id=row.public_id))
    offer = url_of(acme, "content_library:brief_offer", public_id=row.public_id)
    team.get(url_of(acme, "content_library:inbox"))
    page = team.get(url_of(acme, "content_library:proposal", public_id=row.public_id)).content.decode()
    assert str(amir.user) not in page
    assert offer in page
    assert team.get(offer).status_code == 200
    team.post(offer, {"person": emma.public_id})
    assert team.get(offer).status_code == 302
    hers, address = client_of(emma), url_of(acme, "content_library:my_proposal", public_id=row.public_id)
    assert "Write a few words." in hers.post(address, {"text": ""}).content.decode()
    hers.post(address, {"text": "I show the joint.", "credit_wanted": "on"})
    row = only(acme)
    assert (row.state, row.membership, row.credit_name) == (S.SUBMITTED, emma, str(emma.user))


def test_a_brief_is_called_off(
    acme: Organisation, amir: Membership, cara: Membership, client_of: Door, url_of: Url
) -> None:
    with tenant(acme.pk):
        row = answers.open_brief(actor=cara, person=amir, title="Five questions", brief="What you show first.")
    client_of(cara).post(url_of(acme, "content_library:brief_call_off", public_id=row.public_id))
    assert only_state(acme, row) == S.WITHDRAWN


# --- What belongs to the person --------------------------------------------------------------------------------------
def test_a_persons_file_holds_their_proposals_and_no_unfinished_answer(
    acme: Organisation, emma: Membership, cara: Membership, client_of: Door, url_of: Url
) -> None:
    with tenant(acme.pk):
        row = ProposalFactory(membership=emma, title="My slab", reply_draft="SECRET")
        ProposalMessageFactory(proposal=row, author=cara, body="Gladly.")
        ProposalFactory(membership=cara, title="Not hers")
    address = url_of(acme, "sharing:my_archive")
    hers = client_of(emma)
    assert "What you proposed" in hers.get(address).content.decode()
    packed = zipfile.ZipFile(io.BytesIO(b"".join(hers.post(address).streaming_content)))
    told = json.loads(packed.read("proposals.json"))
    assert [each["title"] for each in told] == ["My slab"]
    assert told[0]["messages"][0]["text"] == "Gladly."
    assert "SECRET" not in packed.read("proposals.json").decode()


def test_the_nightly_purge_forgets_what_was_taken_back(acme: Organisation, amir: Membership) -> None:
    with tenant(acme.pk):
        ProposalFactory(membership=amir, state=S.WITHDRAWN, state_changed_at=timezone.now() - timedelta(days=40))
    purge()
    with tenant(acme.pk):
        assert not Proposal.objects.exists()


# --- Programs --------------------------------------------------------------------------------------------------------
def test_a_program_proposes_once_and_the_team_answers(
    acme: Organisation, amir: Membership, cara: Membership, api_of: Door, url_of: Url
) -> None:
    his, hers = api_of(amir), api_of(cara)
    mine = url_of(acme, "api:content_library:my_proposal_list")
    given = {"kind": "link", "url": "https://press.example/", "credit_wanted": True}
    key = {"idempotency-key": "once"}
    made = his.post(mine, given, content_type="application/json", headers=key)
    again = his.post(mine, given, content_type="application/json", headers=key)
    assert (made.status_code, again.json()["id"]) == (201, made.json()["id"])
    assert made.json()["answer_due_on"]
    assert his.get(url_of(acme, "api:content_library:proposal_list")).status_code == 403
    one = {"public_id": made.json()["id"]}
    assert hers.get(url_of(acme, "api:content_library:proposal_list")).json()["count"] == 1
    assert hers.get(url_of(acme, "api:content_library:proposal_detail", **one)).json()["state"] == "seen"

    def post(door: Client, name: str, body: dict[str, Any] | None = None, **which: str) -> Any:
        address = url_of(acme, f"api:content_library:{name}", **(which or one))
        return door.post(address, body or {}, content_type="application/json")

    assert post(hers, "proposal_ask", {"reply": "Where?"}).json()["state"] == "question"
    assert post(his, "my_proposal_answer", {"body": "In Lyon."}).json()["state"] == "submitted"
    taken = post(hers, "proposal_accept", {"reply": "Gladly."}).json()
    assert (taken["state"], taken["item"]["state"]) == ("accepted", "draft")
    assert post(hers, "proposal_decline", {"reply": "No."}).status_code == 409
    assert post(his, "my_proposal_withdraw").json()["error"]["code"] == "proposal_answered"
    assert his.get(url_of(acme, "api:content_library:my_proposal_detail", **one)).json()["messages"]


def test_a_program_asks_for_a_contribution(
    acme: Organisation, amir: Membership, emma: Membership, cara: Membership, api_of: Door, url_of: Url
) -> None:
    his, hers = api_of(amir), api_of(cara)
    given = {"person": amir.public_id, "title": "Five questions", "brief": "What you show first."}
    listing = url_of(acme, "api:content_library:proposal_list")
    made = hers.post(listing, given, content_type="application/json").json()["id"]

    def at(name: str) -> str:
        return url_of(acme, f"api:content_library:{name}", public_id=made)

    json_ = {"content_type": "application/json"}
    assert his.post(at("my_proposal_pass"), {}, **json_).status_code == 204
    offered = hers.post(at("proposal_offer"), {"person": emma.public_id}, **json_).json()
    assert offered["person"]["id"] == emma.public_id
    sent = api_of(emma).post(at("my_proposal_contribute"), {"text": "The joint."}, **json_).json()
    assert (sent["state"], sent["title"]) == ("submitted", "Five questions")
    other = hers.post(listing, given, **json_).json()["id"]
    off = url_of(acme, "api:content_library:proposal_call_off", public_id=other)
    assert hers.post(off, {}, **json_).status_code == 204


# --- Walls -----------------------------------------------------------------------------------------------------------
def test_a_colleague_finds_nothing_of_mine(
    acme: Organisation, amir: Membership, emma: Membership, carl: Membership, client_of: Door, url_of: Url
) -> None:
    with tenant(acme.pk):
        row = ProposalFactory(membership=amir, item=ContentItemFactory(), state=S.ACCEPTED)
    for name in ("my_proposal", "proposal_withdraw", "brief_pass"):
        address = url_of(acme, f"content_library:{name}", public_id=row.public_id)
        assert client_of(emma).post(address).status_code == 404
    inbox = url_of(acme, "content_library:proposal", public_id=row.public_id)
    assert client_of(emma).get(inbox).status_code == 403
    assert client_of(carl).get(inbox).status_code == 403
