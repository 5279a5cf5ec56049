"""Ideas, drafts, accounts, networks: everything up to the final yes, and never that."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from advocacy.people.models import Membership
from content_library.models import ItemMark, PagePost
from sharing.models import NetworkApp, Share
from sharing.states import AttemptOutcome, ConnectionState, ShareState
from tests.factories.content_library import (
    AngleFactory,
    AssetFactory,
    ContentItemFactory,
    DocumentFactory,
    SuggestedTextFactory,
)
from tests.factories.programme import EnrolmentFactory
from tests.factories.sharing import (
    ConnectionFactory,
    ConnectionPermissionFactory,
    LinkPreviewFactory,
    ShareAttemptFactory,
    ShareFactory,
    SharePictureFactory,
)
from tests.reads import exactly

pytestmark = pytest.mark.django_db


def connected(person: Membership) -> Any:
    connection = ConnectionFactory(user=person.user, used_by=[person.organisation_id])
    ConnectionPermissionFactory(membership=person, connection=connection)
    return connection


def state_of(inside: Any, person: Membership, public_id: str) -> str:
    with inside(person.organisation):
        return str(Share.objects.get(public_id=public_id).state)


# --- Ideas -----------------------------------------------------------------------------------------------------------
def test_ideas_for_me_all_and_kept(ask: Any, inside: Any, amir: Membership, cara: Membership) -> None:
    with inside(amir.organisation):
        items = [ContentItemFactory(title=f"Idea of {name}") for name in ("Ada", "Bea", "Cleo", "Dora")]
        AngleFactory(item=items[0])
        SuggestedTextFactory(item=items[0])
    mine = ask(amir, "get", "ideas/").json()["results"]
    assert len(mine) == 3
    assert all(idea["reason"]["sentence"] == "News of Acme" for idea in mine)
    assert ask(amir, "get", "ideas/", {"tab": "all"}).json()["count"] == 4
    assert ask(amir, "get", "ideas/", {"tab": "all", "q": "idea cleo"}).json()["results"][0]["id"] == items[2].public_id
    path = f"ideas/{items[0].public_id}/"
    idea = ask(amir, "get", path).json()
    assert (len(idea["angles"]), len(idea["suggested_texts"]), idea["mark"]) == (1, 1, "")
    assert ask(amir, "put", f"{path}mark/", {"mark": "kept"}).json()["mark"] == "kept"
    assert [row["id"] for row in ask(amir, "get", "ideas/", {"tab": "kept"}).json()["results"]] == [items[0].public_id]
    assert ask(amir, "put", f"{path}mark/", {"mark": ""}).json()["mark"] == ""
    assert ask(amir, "put", f"{path}mark/", {"mark": "loved"}).status_code == 400
    assert ask(cara, "get", "ideas/").status_code == 403
    with inside(amir.organisation):
        assert not ItemMark.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("ideas/?tab=all", 7), ("shares/", 6)])
def test_lists_ask_as_often_for_three_as_for_one(
    ask: Any, inside: Any, amir: Membership, rows: int, path: str, queries: int
) -> None:
    with inside(amir.organisation):
        for _number in range(rows):
            item = ContentItemFactory(picture=AssetFactory())
            ShareFactory(membership=amir, item=item)
            SharePictureFactory(share=ShareFactory(membership=amir, published=True))
    ask(amir, "get", path)
    with exactly(queries):
        assert ask(amir, "get", path).json()["count"] >= rows


# --- Drafts ----------------------------------------------------------------------------------------------------------
def test_a_draft_is_prepared_changed_and_discarded(ask: Any, inside: Any, amir: Membership) -> None:
    with inside(amir.organisation):
        item = ContentItemFactory()
        angle = AngleFactory(item=item)
        picture = AssetFactory()
    given = {"network": "linkedin", "item": item.public_id, "angle": angle.public_id, "text": "My words.\r\n "}
    made = ask(amir, "post", "shares/", given)
    assert made.status_code == 201, made.content
    draft = made.json()
    assert (draft["state"], draft["item"], draft["text"]) == ("draft", item.public_id, "My words.\n ")
    assert draft["destination"].startswith(item.url)
    assert draft["figures"] is None
    assert draft["short_link"].startswith("http")
    path = f"shares/{draft['id']}/"
    text = f"See {draft['short_link']}"
    changed = ask(amir, "patch", path, {"text": text, "pictures": [{"picture": picture.public_id}]}).json()
    assert (changed["text"], changed["pictures"][0]["picture"], changed["short_link"]) == (
        text, picture.public_id, draft["short_link"],
    )  # fmt: skip
    assert ask(amir, "patch", path, {"pictures": []}).json()["pictures"] == []
    assert ask(amir, "patch", path, {"with_link": False}).json()["short_link"] == ""
    assert ask(amir, "get", "shares/", {"state": "draft"}).json()["count"] == 1
    assert ask(amir, "delete", path).status_code == 204
    assert ask(amir, "get", path).status_code == 404


def test_a_draft_sent_twice_with_its_key_is_one_and_never_meets_a_key_of_a_page(
    ask: Any, inside: Any, amir: Membership
) -> None:
    with inside(amir.organisation):
        ShareFactory(membership=amir, request_key="retry-abc")
    key = {"Idempotency-Key": "retry-abc"}
    first = ask(amir, "post", "shares/", {"network": "linkedin", "text": "One"}, **key).json()
    again = ask(amir, "post", "shares/", {"network": "linkedin", "text": "One"}, **key).json()
    assert first["id"] == again["id"]
    with inside(amir.organisation):
        assert Share.objects.count() == 2
        assert Share.objects.get(request_key="retry-abc").text != "One"


def test_what_a_draft_may_not_name(ask: Any, inside: Any, amir: Membership, gil: Membership) -> None:
    with inside(amir.organisation):
        item, other = ContentItemFactory(), AngleFactory()
        theirs = AssetFactory(owner=Membership.objects.create(organisation=amir.organisation, user=gil.user))
    given = {"network": "linkedin", "text": "x"}
    wrong = {
        "network": {"network": "myspace"},
        "item": {"item": "zzzzzzzzzzzz"},
        "angle": {"item": item.public_id, "angle": other.public_id},
        "suggested_text": {"suggested_text": "zzzzzzzzzzzz"},
        "pictures": {"pictures": [{"picture": theirs.public_id}]},
    }
    for name, values in wrong.items():
        refused = ask(amir, "post", "shares/", {**given, **values})
        assert (refused.status_code, list(refused.json()["error"]["fields"])) == (400, [name])
    bad = ask(amir, "post", "shares/", {**given, "destination": "javascript:alert(1)"})
    assert (bad.status_code, bad.json()["error"]["code"]) == (409, "destination_invalid")


@pytest.mark.parametrize("promised", ["scheduled", "held", "published"])
def test_what_is_promised_is_not_changed_by_a_token(ask: Any, inside: Any, amir: Membership, promised: str) -> None:
    with inside(amir.organisation):
        connection = connected(amir)
        share = ShareFactory(membership=amir, connection=connection, text="As approved.", **{promised: True})
    path = f"shares/{share.public_id}/"
    refused = ask(amir, "patch", path, {"text": "Not what I approved."})
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "already_promised")
    assert ask(amir, "delete", path).status_code == 409
    assert ask(amir, "get", path).json()["text"] == "As approved."
    for verb in ("schedule", "move", "retry", "publish", "edit"):
        assert ask(amir, "post", f"{path}{verb}/").status_code == 404
    for name in ("due_at", "due_local", "state", "connection"):
        with inside(amir.organisation):
            draft = ShareFactory(membership=amir)
        ask(amir, "patch", f"shares/{draft.public_id}/", {name: timezone.now().isoformat(), "text": "New"})
        assert state_of(inside, amir, draft.public_id) == ShareState.DRAFT


def test_cancel_and_copy(ask: Any, inside: Any, amir: Membership) -> None:
    with inside(amir.organisation):
        share = ShareFactory(membership=amir, connection=connected(amir), scheduled=True)
        draft = ShareFactory(membership=amir)
    cancelled = ask(amir, "post", f"shares/{share.public_id}/cancel/").json()
    assert (cancelled["state"], cancelled["sentence"]) == ("cancelled", "You called it off. The text stays here.")
    assert ask(amir, "post", f"shares/{draft.public_id}/cancel/").status_code == 409
    copy = ask(amir, "post", f"shares/{share.public_id}/copy/")
    assert (copy.status_code, copy.json()["state"], copy.json()["text"]) == (201, "draft", share.text)


@pytest.mark.parametrize(("answer", "state"), [("there", "published"), ("drop", "cancelled")])
def test_a_doubt_is_ended_but_never_sent_again(
    ask: Any, inside: Any, amir: Membership, answer: str, state: str
) -> None:
    with inside(amir.organisation):
        share = ShareFactory(
            membership=amir, connection=connected(amir), promised=True, next_at=None, state=ShareState.UNCONFIRMED
        )
        ShareAttemptFactory(share=share, outcome=AttemptOutcome.UNCONFIRMED)
    path = f"shares/{share.public_id}/answer/"
    assert ask(amir, "post", path, {"answer": "no"}).status_code == 400
    assert state_of(inside, amir, share.public_id) == ShareState.UNCONFIRMED
    assert ask(amir, "post", path, {"answer": answer}).json()["state"] == state
    settled = ask(amir, "post", path, {"answer": answer})
    assert (settled.status_code, settled.json()["error"]["code"]) == (409, "not_in_doubt")


def test_posted_by_hand_is_declared(ask: Any, inside: Any, amir: Membership) -> None:
    with inside(amir.organisation):
        draft = ShareFactory(membership=amir)
    done = ask(amir, "post", f"shares/{draft.public_id}/done/", {"url": "https://linkedin.example/p/1"}).json()
    assert (done["state"], done["evidence"], done["external_url"]) == (
        "published", "declared", "https://linkedin.example/p/1",
    )  # fmt: skip


def test_nobody_elses_shares_whatever_the_role(ask: Any, inside: Any, amir: Membership, alice: Membership) -> None:
    with inside(amir.organisation):
        EnrolmentFactory(membership=alice)
        share = ShareFactory(membership=amir)
    assert ask(alice, "get", "shares/").json()["count"] == 0
    for method, verb in (("get", ""), ("patch", ""), ("delete", ""), ("post", "cancel/"), ("post", "copy/")):
        assert ask(alice, method, f"shares/{share.public_id}/{verb}").status_code == 404


# --- Accounts and networks -------------------------------------------------------------------------------------------
def test_my_accounts_are_read_and_cut_never_connected(ask: Any, inside: Any, amir: Membership) -> None:
    with inside(amir.organisation):
        connection = connected(amir)
        planned = ShareFactory(membership=amir, connection=connection, scheduled=True)
    lines = {line["network"]: line for line in ask(amir, "get", "accounts/").json()["results"]}
    assert lines["linkedin"]["account"]["id"] == connection.public_id
    assert "token" not in str(lines)
    path = f"accounts/{connection.public_id}/"
    assert ask(amir, "get", path).json()["state"] == ConnectionState.CONNECTED
    assert ask(amir, "post", "accounts/x/connect/").status_code == 404
    assert ask(amir, "post", f"{path}disconnect/").status_code == 204
    assert state_of(inside, amir, planned.public_id) == ShareState.CANCELLED
    assert ask(amir, "post", f"{path}disconnect/").status_code == 404


def test_networks_and_their_limits(ask: Any, emma: Membership) -> None:
    rows = {row["key"]: row for row in ask(emma, "get", "networks/").json()["results"]}
    assert rows["linkedin"]["max_length"] == 3000
    assert rows["x"]["counter"] == "weighted"


def test_network_applications_keep_their_secret(ask: Any, inside: Any, adam: Membership, cara: Membership) -> None:
    path = "network-applications/linkedin/"
    missing = ask(adam, "patch", path, {"client_id": "abc"})
    assert (missing.status_code, missing.json()["error"]["field"]) == (409, "client_secret")
    saved = ask(adam, "patch", path, {"client_id": "abc", "client_secret": "s3cr3t-s3cr3t"})
    assert saved.status_code == 200, saved.content
    assert (saved.json()["client_id"], saved.json()["is_own"]) == ("abc", True)
    assert ask(adam, "patch", path, {"is_enabled": False}).json()["state"] == "disabled"
    for answer in (saved, ask(adam, "get", path), ask(adam, "get", "network-applications/")):
        assert b"s3cr3t" not in answer.content
    with inside(adam.organisation):
        assert NetworkApp.objects.get().client_secret
    assert ask(adam, "get", "network-applications/nonsense/").status_code == 404
    assert ask(cara, "get", "network-applications/").status_code == 403


def test_a_held_share_says_why(ask: Any, inside: Any, amir: Membership) -> None:
    with inside(amir.organisation):
        share = ShareFactory(membership=amir, held=True, due_at=timezone.now() + timedelta(hours=2))
    told = ask(amir, "get", f"shares/{share.public_id}/").json()
    sentence = "The company page has not posted yet. Nothing is lost. If the page moves, your share follows."
    assert told["sentence"] == sentence


# --- What a share carries --------------------------------------------------------------------------------------------
def test_a_draft_carries_pictures_a_document_a_card_and_a_comment(
    ask: Any, inside: Any, amir: Membership, emma: Membership
) -> None:
    with inside(amir.organisation):
        one, two = AssetFactory(), AssetFactory(owner=amir)
        document, theirs = DocumentFactory(owner=amir), DocumentFactory(owner=emma)
    given = {
        "network": "linkedin",
        "text": "Mine",
        "pictures": [{"picture": two.public_id, "alternative_text": "Two"}, {"picture": one.public_id}],
        "card_title": "A title",
        "card_description": "A description",
        "first_comment": "More of it",
    }
    made = ask(amir, "post", "shares/", given)
    assert made.status_code == 201, made.content
    draft = made.json()
    assert draft["pictures"] == [
        {"picture": two.public_id, "alternative_text": "Two"},
        {"picture": one.public_id, "alternative_text": one.alternative_text},
    ]
    assert (draft["card_title"], draft["card_description"]) == ("A title", "A description")
    assert (draft["first_comment"]["text"], draft["first_comment"]["state"]) == ("More of it", "waiting")
    assert (draft["document"], draft["reshare_of"], draft["is_prepared"]) == (None, "", False)
    path = f"shares/{draft['id']}/"
    changed = ask(amir, "patch", path, {"pictures": [], "document": document.public_id, "first_comment": ""}).json()
    assert changed["pictures"] == []
    assert changed["document"]["title"] == document.title
    assert changed["first_comment"] is None
    assert changed["card_title"] == "A title"
    refused = ask(amir, "patch", path, {"document": theirs.public_id})
    assert (refused.status_code, list(refused.json()["error"]["fields"])) == (400, ["document"])


def test_an_idea_says_which_posts_of_the_page_can_be_relayed(ask: Any, inside: Any, amir: Membership) -> None:
    with inside(amir.organisation):
        item = ContentItemFactory()
        PagePost.objects.create(item=item, posted_at=timezone.now(), more_urls={"linkedin": "urn:li:share:7"})
    found = ask(amir, "get", f"ideas/{item.public_id}/").json()["reshares"]
    assert found == [{"network": "linkedin", "id": "urn:li:share:7", "url": ""}]
    made = ask(amir, "post", "shares/", {"network": "linkedin", "item": item.public_id, "reshare_of": found[0]["id"]})
    assert (made.json()["reshare_of"], made.json()["short_link"]) == ("urn:li:share:7", "")


def test_a_post_is_asked_to_be_taken_down(ask: Any, inside: Any, amir: Membership) -> None:
    with inside(amir.organisation):
        connection = ConnectionFactory(user=amir.user)
        share = ShareFactory(membership=amir, published=True, connection=connection)
        draft = ShareFactory(membership=amir)
    asked = ask(amir, "post", f"shares/{share.public_id}/remove/")
    assert asked.status_code == 200, asked.content
    assert (asked.json()["state"], asked.json()["removal_reason"]) == ("published", "")
    assert asked.json()["removal_asked_at"]
    refused = ask(amir, "post", f"shares/{draft.public_id}/remove/")
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "not_online")


def test_a_page_is_looked_up_for_the_card_of_its_link(
    ask: Any, inside: Any, amir: Membership, emma: Membership
) -> None:
    made = ask(amir, "post", "link-previews/", {"url": "https://elsewhere.example/paper"})
    assert made.status_code == 202, made.content
    assert (made.json()["state"], made.json()["picture"]) == ("waiting", None)
    assert ask(amir, "get", f"link-previews/{made.json()['id']}/").json()["url"] == "https://elsewhere.example/paper"
    with inside(amir.organisation):
        theirs = LinkPreviewFactory(membership=emma)
    assert ask(amir, "get", f"link-previews/{theirs.public_id}/").status_code == 404
    assert ask(amir, "post", "link-previews/", {"url": "javascript:alert(1)"}).status_code == 409
