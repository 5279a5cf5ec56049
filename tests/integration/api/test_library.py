"""The programme, the library, its campaigns, topics and pictures."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from advocacy.people.models import Membership
from advocacy.programme.models import Enrolment
from content_library.models import Asset, ContentItem, FollowedTopic
from content_library.states import ItemState
from tests.factories.content_library import (
    AngleFactory,
    AssetFactory,
    CampaignFactory,
    ContentItemFactory,
    ItemTopicFactory,
    SuggestedTextFactory,
    TopicFactory,
)
from tests.factories.people import TeamFactory
from tests.reads import exactly
from tests.unit.content_library.test_documents import pdf

pytestmark = pytest.mark.django_db


# --- The programme ---------------------------------------------------------------------------------------------------
def test_programme_is_read_by_all_and_changed_by_communications(ask: Any, cara: Membership, emma: Membership) -> None:
    assert ask(emma, "get", "programme/").json()["ambassadors"] is None
    changed = ask(cara, "patch", "programme/", {"aims": {"en": " Be known "}, "contact": cara.public_id})
    assert changed.status_code == 200, changed.content
    assert changed.json()["aims"] == {"en": "Be known"}
    assert changed.json()["contact"] == {"id": cara.public_id, "name": "Cara Costa"}
    assert ask(cara, "patch", "programme/", {"words": {"de": "Nein"}}).status_code == 400
    assert ask(emma, "patch", "programme/", {}).status_code == 403


def test_charter_versions(ask: Any, adam: Membership, emma: Membership) -> None:
    current = ask(emma, "get", "charters/current/").json()
    texts = {"en": "# Ours\r\n\r\nSpeak freely.", "fr": "Librement."}
    made = ask(adam, "post", "charters/", {"texts": texts, "based_on": current["number"]})
    assert (made.status_code, made.json()["texts"]["en"]) == (201, "# Ours\n\nSpeak freely."), made.content
    stale = ask(adam, "post", "charters/", {"texts": {"fr": "x"}, "based_on": current["number"]})
    assert (stale.status_code, stale.json()["error"]["code"]) == (409, "charter_changed")
    assert [row["number"] for row in ask(emma, "get", "charters/").json()["results"]] == [2, 1]
    assert ask(emma, "get", f"charters/{current['id']}/").json() == current
    assert ask(emma, "post", "charters/", {"texts": {}, "based_on": 2}).status_code == 403


def test_my_enrolment_pauses_resumes_and_ends_but_never_begins(
    ask: Any, inside: Any, amir: Membership, emma: Membership
) -> None:
    assert ask(emma, "get", "enrolment/").json()["state"] is None
    assert ask(emma, "post", "enrolment/pause/").status_code == 409
    assert ask(emma, "post", "enrolment/").status_code == 405
    with inside(emma.organisation):
        assert not Enrolment.objects.filter(membership=emma).exists()
    assert ask(amir, "patch", "enrolment/", {"show_name": True}).json()["show_name"] is True
    until = (timezone.localdate() + timedelta(days=9)).isoformat()
    assert ask(amir, "post", "enrolment/pause/", {"until": until}).json()["paused_until"] == until
    assert ask(amir, "post", "enrolment/resume/").json()["state"] == "active"
    assert ask(amir, "post", "enrolment/leave/").json()["state"] is None
    assert ask(amir, "get", "shares/").status_code == 403


def test_ambassadors_for_communications(ask: Any, cara: Membership, amir: Membership, emma: Membership) -> None:
    rows = ask(cara, "get", "ambassadors/", {"q": "ami"}).json()["results"]
    assert [(row["id"], row["is_recent"], row["is_paused"]) for row in rows] == [(amir.public_id, True, False)]
    assert ask(emma, "get", "ambassadors/").status_code == 403


# --- Items -----------------------------------------------------------------------------------------------------------
IDEA = {
    "title": "A bridge",
    "url": "https://acme.example/bridge",
    "language": "en",
    "announcement_order": "profiles_only",
    "angles": [
        {"language": "en", "name": "Behind", "question": "What did nobody see?"},
        {"language": "en", "name": "Why", "question": "Why does it hold?"},
    ],
    "suggested_texts": [{"language": "en", "body": "It holds."}],
}


def test_an_idea_from_draft_to_archive(ask: Any, inside: Any, cara: Membership, carl: Membership) -> None:
    with inside(cara.organisation):
        topic, campaign, team = TopicFactory(), CampaignFactory(), TeamFactory()
    related = {"topics": [topic.public_id], "campaign": campaign.public_id, "author": carl.public_id}
    made = ask(carl, "post", "items/", {**IDEA, **related, "teams": [team.public_id], "for_everyone": False})
    assert made.status_code == 201, made.content
    idea = made.json()
    assert (idea["state"], idea["version"], idea["campaign"]["id"]) == ("draft", 1, campaign.public_id)
    assert [row["id"] for row in idea["topics"]] == [topic.public_id]
    assert [row["id"] for row in idea["teams"]] == [team.public_id]
    path = f"items/{idea['id']}/"
    kept = idea["angles"][0]
    change = {"version": 1, "summary": "It spans.", "angles": [{**kept, "name": "Backstage"}]}
    changed = ask(carl, "patch", path, change).json()
    assert (changed["summary"], changed["version"], changed["title"]) == ("It spans.", 2, "A bridge")
    assert [(row["id"], row["name"]) for row in changed["angles"]] == [(kept["id"], "Backstage")]
    stale = ask(carl, "patch", path, {"version": 1, "title": "Mine"})
    assert (stale.status_code, stale.json()["error"]["code"]) == (409, "item_stale")
    assert ask(carl, "post", f"{path}submit/").json()["state"] == "in_review"
    assert ask(carl, "post", f"{path}publish/").status_code == 403
    assert ask(cara, "post", f"{path}publish/").json()["state"] == "live"
    late = ask(carl, "patch", path, {"version": 2, "title": "Mine"})
    assert (late.status_code, late.json()["error"]["code"]) == (409, "item_needs_publisher")
    past = ask(cara, "post", f"{path}prolong/", {"expires_at": "2020-01-01T00:00:00Z"})
    assert (past.status_code, past.json()["error"]["field"]) == (409, "expires_at")
    assert ask(cara, "post", f"{path}prolong/", {}).status_code == 400
    assert ask(cara, "post", f"{path}prolong/", {"expires_at": None}).status_code == 200
    copy = ask(carl, "post", f"{path}duplicate/")
    assert (copy.status_code, copy.json()["title"]) == (201, "A bridge (copy)")
    assert ask(cara, "post", f"{path}unpublish/").json()["state"] == "draft"
    assert ask(cara, "post", f"{path}archive/").json()["state"] == "archived"
    again = ask(cara, "post", f"{path}archive/")
    assert (again.status_code, again.json()["error"]["code"]) == (409, "item_cannot_move")
    assert {line["level"] for line in ask(carl, "get", f"{path}readiness/").json()} <= {
        "done", "note", "advice", "missing",
    }  # fmt: skip
    assert ask(carl, "get", f"{path}history/").json()[0]["actor"] == "Cara Costa"


def test_page_post_opens_an_idea_that_waits(ask: Any, cara: Membership) -> None:
    idea = ask(cara, "post", "items/", {**IDEA, "announcement_order": "page_first"}).json()
    assert ask(cara, "post", f"items/{idea['id']}/publish/").json()["state"] == "waiting"
    wrong = ask(cara, "post", f"items/{idea['id']}/page-post/", {"url": "javascript:alert(1)"})
    assert (wrong.status_code, wrong.json()["error"]["field"]) == (409, "url")
    opened = ask(cara, "post", f"items/{idea['id']}/page-post/", {"url": "https://linkedin.example/1"}).json()
    assert (opened["state"], opened["page_post"]["url"]) == ("live", "https://linkedin.example/1")
    more = {"linkedin": "urn:li:share:7000000000000000001", "x": "", "nowhere": "https://a.example/"}
    named = ask(
        cara, "post", f"items/{idea['id']}/page-post/", {"url": "https://linkedin.example/1", "more_urls": more}
    ).json()
    assert named["page_post"]["more_urls"] == {"linkedin": "urn:li:share:7000000000000000001"}
    kept = ask(cara, "post", f"items/{idea['id']}/page-post/", {"url": "https://linkedin.example/2"}).json()
    assert kept["page_post"]["more_urls"] == named["page_post"]["more_urls"]
    assert kept["page_post"]["posted_at"] == opened["page_post"]["posted_at"]
    wrong = {"url": "https://linkedin.example/1", "more_urls": {"linkedin": "https://linkedin.example/1"}}
    refused = ask(cara, "post", f"items/{idea['id']}/page-post/", wrong)
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "not_relayable")


def test_an_idea_sent_twice_with_its_key_is_one(ask: Any, inside: Any, cara: Membership) -> None:
    key = {"Idempotency-Key": "import-42"}
    first, second = (ask(cara, "post", "items/", IDEA, **key).json()["id"] for _time in range(2))
    assert first == second
    assert ask(cara, "post", "items/", IDEA, **{"Idempotency-Key": "import-43"}).json()["id"] != first
    with inside(cara.organisation):
        assert ContentItem.objects.count() == 2


def test_foreign_and_missing_ids_are_the_same_400(ask: Any, inside: Any, cara: Membership, greta: Membership) -> None:
    with inside(greta.organisation):
        theirs = ContentItem.objects.select_related("campaign", "picture").get()
        topic = theirs.item_topics.get().topic
    foreign = {
        "campaign": theirs.campaign.public_id,
        "picture": theirs.picture.public_id,
        "author": greta.public_id,
        "topics": [topic.public_id],
    }
    for name, value in foreign.items():
        refused = ask(cara, "post", "items/", {**IDEA, name: value})
        none = ask(cara, "post", "items/", {**IDEA, name: ["zzzzzzzzzzzz"] if name == "topics" else "zzzzzzzzzzzz"})
        assert (refused.status_code, list(refused.json()["error"]["fields"])) == (400, [name])
        assert refused.json() == none.json()
    assert ask(cara, "get", "items/", {"campaign": theirs.campaign.public_id}).status_code == 400


def test_the_library_is_filtered_as_its_page_is(ask: Any, inside: Any, carl: Membership) -> None:
    with inside(carl.organisation):
        live = ContentItemFactory(title="Un pont à Évry", expires_at=timezone.now() + timedelta(days=2))
        draft = ContentItemFactory(title="Draft", state=ItemState.DRAFT, language="fr", networks=["x"])
        ContentItemFactory(state=ItemState.ARCHIVED)

    def ids(**asked: str) -> set[str]:
        return {row["id"] for row in ask(carl, "get", "items/", asked).json()["results"]}

    assert ids() == {live.public_id, draft.public_id}
    assert ids(state="draft") == {draft.public_id}
    assert ids(q="EVRY pont") == {live.public_id}
    assert ids(language="fr") == {draft.public_id}
    assert ids(network="linkedin") == {live.public_id}
    assert ids(ends_soon="true") == {live.public_id}
    assert len(ids(state="archived")) == 1
    assert ask(carl, "get", "items/", {"state": "nonsense"}).status_code == 400


@pytest.mark.parametrize("rows", [1, 3])
def test_items_ask_as_often_for_three_as_for_one(ask: Any, inside: Any, carl: Membership, rows: int) -> None:
    with inside(carl.organisation):
        for _number in range(rows):
            item = ContentItemFactory(campaign=CampaignFactory(), picture=AssetFactory(), author=carl)
            ItemTopicFactory(item=item, topic=TopicFactory())
            AngleFactory(item=item)
            SuggestedTextFactory(item=item)
    ask(carl, "get", "items/")
    with exactly(11):
        assert ask(carl, "get", "items/").json()["count"] == rows


# --- Campaigns, topics, pictures -------------------------------------------------------------------------------------
def test_campaigns(ask: Any, cara: Membership, carl: Membership) -> None:
    made = ask(cara, "post", "campaigns/", {"name": "Autumn", "starts_on": "2026-09-01"})
    assert made.status_code == 201, made.content
    path = f"campaigns/{made.json()['id']}/"
    backwards = ask(cara, "patch", path, {"ends_on": "2026-08-01"})
    assert (backwards.status_code, backwards.json()["error"]["field"]) == (409, "ends_on")
    assert ask(cara, "patch", path, {"brief": "Hire"}).json()["brief"] == "Hire"
    assert ask(cara, "post", f"{path}archive/").json()["is_archived"] is True
    assert ask(carl, "get", "campaigns/").json()["count"] == 0
    assert ask(carl, "get", "campaigns/", {"archived": "true"}).json()["count"] == 1
    assert ask(cara, "post", f"{path}restore/").json()["is_archived"] is False
    assert ask(carl, "get", path).json()["name"] == "Autumn"
    assert ask(carl, "post", "campaigns/", {"name": "x"}).status_code == 403


def test_topics_are_managed_and_followed(ask: Any, inside: Any, cara: Membership, amir: Membership) -> None:
    topic = ask(cara, "post", "topics/", {"name": "Wood"}).json()
    assert ask(cara, "post", "topics/", {"name": "wood"}).json()["error"]["field"] == "name"
    assert ask(cara, "patch", f"topics/{topic['id']}/", {"name": "Timber"}).json()["name"] == "Timber"
    assert ask(cara, "get", "topics/").json()["results"][0]["item_count"] == 0
    assert ask(amir, "get", "topics/").status_code == 403
    assert ask(amir, "post", f"my-topics/{topic['id']}/follow/").json()["is_followed"] is True
    assert ask(amir, "get", "my-topics/").json()["results"][0]["is_followed"] is True
    with inside(amir.organisation):
        assert FollowedTopic.objects.get().membership_id == amir.pk
    assert ask(amir, "post", f"my-topics/{topic['id']}/unfollow/").json()["is_followed"] is False
    assert ask(cara, "delete", f"topics/{topic['id']}/").status_code == 204


def png() -> SimpleUploadedFile:
    data = BytesIO()
    Image.new("RGB", (640, 360), "teal").save(data, "PNG")
    return SimpleUploadedFile("bridge.png", data.getvalue(), "image/png")


def test_pictures_are_taken_in_and_described(
    ask: Any, api_of: Any, inside: Any, cara: Membership, amir: Membership, emma: Membership
) -> None:
    client: Client = api_of(cara)
    made = client.post("/api/v1/o/acme/assets/", {"file": png(), "alternative_text": "A bridge"})
    assert made.status_code == 201, made.content
    assert made.json()["alternative_text"] == "A bridge"
    path = f"assets/{made.json()['id']}/"
    assert ask(emma, "get", path).json()["width"] == 640
    described = client.patch(f"/api/v1/o/acme/{path}", {"alternative_text": "Two"}, content_type="application/json")
    assert described.json()["alternative_text"] == "Two"
    assert ask(emma, "patch", path, {"alternative_text": "x"}).status_code == 403
    no_picture = SimpleUploadedFile("x.png", b"<svg/>", "image/png")
    refused = client.post("/api/v1/o/acme/assets/", {"file": no_picture})
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "image_unreadable")
    assert client.post("/api/v1/o/acme/assets/", {}).status_code == 400
    own = api_of(amir).post("/api/v1/o/acme/pictures/", {"file": png()})
    assert own.status_code == 201
    assert client.get(f"/api/v1/o/acme/assets/{own.json()['id']}/").status_code == 404
    with inside(amir.organisation):
        assert Asset.objects.get(public_id=own.json()["id"]).owner_id == amir.pk


def test_a_document_of_ones_own_is_taken_in(api_of: Any, ask: Any, amir: Membership, emma: Membership) -> None:
    """A PDF for a draft; what is none gets its sentence."""
    client = api_of(amir)
    file = SimpleUploadedFile("A deck.pdf", pdf(2), "application/pdf")
    made = client.post("/api/v1/o/acme/documents/", {"file": file})
    assert made.status_code == 201, made.content
    assert (made.json()["title"], made.json()["pages"]) == ("A deck", 2)
    path = f"documents/{made.json()['id']}/"
    assert client.get(f"/api/v1/o/acme/{path}").json()["title"] == "A deck"
    refused = client.post("/api/v1/o/acme/documents/", {"file": SimpleUploadedFile("x.pdf", b"<html>")})
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "document_unreadable")
    assert ask(emma, "get", path).status_code in {403, 404}
