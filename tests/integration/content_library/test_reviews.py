"""The review of an idea through its pages and its API."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from content_library.models import ContentItem, ItemReview, ReviewSuggestion
from content_library.services import reviews
from tests.factories.content_library import AngleFactory, ItemReviewFactory

Url = Callable[..., str]
Door = Callable[[Membership], Client]


@pytest.fixture
def draft(acme: Organisation) -> ContentItem:
    with tenant(acme.pk):
        return AngleFactory(item__title="A school", item__state="draft").item


def test_the_whole_way_by_its_buttons(
    acme: Organisation, cara: Membership, carl: Membership, client_of: Door, url_of: Url, draft: ContentItem
) -> None:
    page = url_of(acme, "content_library:review", public_id=draft.public_id)
    asker, reader = client_of(cara), client_of(carl)
    assert page in asker.get(url_of(acme, "content_library:item_detail", public_id=draft.public_id)).content.decode()
    said = asker.post(page, {"act": "ask", "reviewer": carl.public_id, "note": "The figure?"}, follow=True)
    assert "Carl Chevalier has been asked to read it." in said.content.decode()
    assert "A school" in reader.get(url_of(acme, "content_library:review_list")).content.decode()
    shown = reader.get(page).content.decode()
    assert 'name="wording-title"' in shown
    assert "The figure?" in shown
    # Refused: what was typed is still there.
    kept = reader.post(page, {"act": "answer", "version": "1", "wording-title": "", "body": "Hm."}).content.decode()
    assert "cannot be empty" in kept
    assert "Hm." in kept
    reader.post(page, {"act": "answer", "version": "1", "wording-title": "A wooden school", "body": "Hm."})
    with tenant(acme.pk):
        row = ReviewSuggestion.objects.get()
    shown = asker.get(page).content.decode()
    assert "<ins>wooden </ins>" in shown
    assert f"accept:{row.public_id}" in shown
    asker.post(page, {"act": f"accept:{row.public_id}"})
    with tenant(acme.pk):
        assert ContentItem.objects.get(pk=draft.pk).title == "A wooden school"
    again = asker.post(page, {"act": f"accept:{row.public_id}"}, follow=True).content.decode()
    assert "Somebody has already decided" in again


def test_who_is_not_chosen_is_asked_for(
    acme: Organisation, cara: Membership, carl: Membership, client_of: Door, url_of: Url, draft: ContentItem
) -> None:
    page = url_of(acme, "content_library:review", public_id=draft.public_id)
    said = client_of(cara).post(page, {"act": "ask", "reviewer": "nobody", "note": "Keep me"}).content.decode()
    assert "Keep me" in said
    assert client_of(cara).post(page, {"act": "accept:nothing"}).status_code == 404


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_list_when_nothing_waits(
    acme: Organisation, cara: Membership, client_of: Door, url_of: Url, language: str
) -> None:
    cara.user.language = language
    cara.user.save()
    assert client_of(cara).get(url_of(acme, "content_library:review_list")).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(
    acme: Organisation,
    cara: Membership,
    carl: Membership,
    client_of: Door,
    url_of: Url,
    django_assert_max_num_queries: Any,
    count: int,
) -> None:
    with tenant(acme.pk):
        for _ in range(count):
            ItemReviewFactory(asked_by=carl, reviewer=cara)
            ItemReviewFactory(asked_by=cara, reviewer=carl)
    client = client_of(cara)
    listed = url_of(acme, "content_library:review_list")
    client.get(listed)
    with django_assert_max_num_queries(16):
        client.get(listed)


def test_programs_review_too(
    acme: Organisation, cara: Membership, carl: Membership, api_of: Door, draft: ContentItem
) -> None:
    base = f"/api/v1/o/{acme.slug}/items/{draft.public_id}/review/"
    asker, reader = api_of(cara), api_of(carl)
    as_json = {"content_type": "application/json"}
    assert asker.get(base).status_code == 404
    asked = asker.post(base, {"reviewer": carl.public_id, "note": "The figure?"}, **as_json).json()
    assert (asked["state"], asked["note"], asked["suggestions"]) == ("open", "The figure?", [])
    assert [row["title"] for row in reader.get(f"/api/v1/o/{acme.slug}/my-reviews/").json()["results"]] == ["A school"]
    reader.post(f"{base}comment/", {"body": "One moment."}, **as_json)
    answer = {"version": 1, "body": "Well.", "wordings": {"title": "A wooden school"}}
    answered = reader.post(f"{base}answer/", answer, **as_json).json()
    assert [said["body"] for said in answered["comments"]] == ["One moment.", "Well."]
    [row] = answered["suggestions"]
    done = asker.post(f"{base}suggestions/{row['id']}/accept/", **as_json).json()
    assert done["suggestions"][0]["state"] == "accepted"
    again = asker.post(f"{base}suggestions/{row['id']}/decline/", **as_json)
    assert again.json()["error"]["code"] == "already_decided"
    with tenant(acme.pk):
        assert ContentItem.objects.get(pk=draft.pk).title == "A wooden school"


def test_programs_withdraw_a_request(
    acme: Organisation, cara: Membership, carl: Membership, api_of: Door, draft: ContentItem
) -> None:
    with tenant(acme.pk):
        reviews.ask_review(actor=cara, item=draft, reviewer=carl)
    path = f"/api/v1/o/{acme.slug}/items/{draft.public_id}/review/withdraw/"
    assert api_of(cara).post(path).json()["state"] == "over"
    with tenant(acme.pk):
        assert ItemReview.objects.get().state == "over"
