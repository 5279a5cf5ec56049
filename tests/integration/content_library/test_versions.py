"""The pages and the API of an idea's versions."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from content_library.models import ContentItem
from content_library.services import items
from tests.factories.content_library import AngleFactory

Url = Callable[..., str]
Door = Callable[[Membership], Client]


@pytest.fixture
def told(acme: Organisation, cara: Membership) -> ContentItem:
    """An idea that was changed twice."""
    with tenant(acme.pk):
        item = AngleFactory(item__title="Before <b>", item__state="draft").item
        items.update_item(actor=cara, item=item, version=1, title="Between")
        items.update_item(actor=cara, item=item, version=2, title="After")
        return item


def test_the_list_and_the_difference_are_readable(
    acme: Organisation, cara: Membership, client_of: Door, url_of: Url, told: ContentItem
) -> None:
    client = client_of(cara)
    detail = client.get(url_of(acme, "content_library:item_detail", public_id=told.public_id)).content.decode()
    listed = url_of(acme, "content_library:version_list", public_id=told.public_id)
    assert listed in detail
    page = client.get(listed).content.decode()
    assert page.index("Version 3") < page.index("Version 2") < page.index("Version 1")
    assert "Cara Costa" in page
    one = url_of(acme, "content_library:version_detail", public_id=told.public_id, number=2)
    page = client.get(one).content.decode()
    assert "<del>Before &lt;b&gt;</del>" in page
    assert "<ins>Between</ins>" in page
    page = client.get(one + "?with=now").content.decode()
    assert "<del>Between</del>" in page
    assert "<ins>After</ins>" in page


def test_an_earlier_version_is_taken_up_again_by_its_button(
    acme: Organisation, carl: Membership, client_of: Door, url_of: Url, told: ContentItem
) -> None:
    client = client_of(carl)
    restore = url_of(acme, "content_library:version_restore", public_id=told.public_id, number=1)
    said = client.post(restore, {"version": "2"}, follow=True).content.decode()
    assert "Somebody saved this idea since you opened this page" in said
    said = client.post(restore, {"version": "3"}, follow=True).content.decode()
    assert "Version 1 is taken up again" in said
    with tenant(acme.pk):
        assert ContentItem.objects.get(pk=told.pk).title == "Before <b>"
    assert client.post(restore.replace("/1/", "/77/"), {"version": "4"}).status_code == 404


@pytest.mark.parametrize("saves", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(
    acme: Organisation, cara: Membership, client_of: Door, url_of: Url, django_assert_max_num_queries: Any, saves: int
) -> None:
    with tenant(acme.pk):
        item = AngleFactory(item__state="draft").item
        for number in range(1, saves + 1):
            items.update_item(actor=cara, item=item, version=number, title=f"Title {number}")
    client = client_of(cara)
    listed = url_of(acme, "content_library:version_list", public_id=item.public_id)
    client.get(listed)
    with django_assert_max_num_queries(16):
        client.get(listed)


def test_programs_read_and_restore_them_too(
    acme: Organisation, cara: Membership, api_of: Door, told: ContentItem
) -> None:
    base = f"/api/v1/o/{acme.slug}/items/{told.public_id}/versions/"
    api = api_of(cara)
    rows = api.get(base).json()["results"]
    assert [(row["number"], row["changed"]) for row in rows] == [(3, ["title"]), (2, ["title"]), (1, [])]
    assert api.get(f"{base}2/").json()["content"]["title"] == "Between"
    assert api.get(f"{base}9/").status_code == 404
    stale = api.post(f"{base}1/restore/", {"version": 1}, content_type="application/json")
    assert (stale.status_code, stale.json()["error"]["code"]) == (409, "item_stale")
    done = api.post(f"{base}1/restore/", {"version": 3}, content_type="application/json")
    assert done.json() == {"version": 4, "missing": []}
