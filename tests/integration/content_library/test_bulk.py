"""Several ideas at once from the list, and the undo that stands above it."""

from collections.abc import Callable

from django.test import Client

from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from content_library.models import BulkAct, ContentItem
from tests.factories.content_library import ContentItemFactory
from tests.factories.people import TeamFactory

Url = Callable[..., str]
Door = Callable[[Membership], Client]


def test_done_and_undone_by_two_buttons(
    acme: Organisation, cara: Membership, alice: Membership, client_of: Door, url_of: Url
) -> None:
    with tenant(acme.pk):
        ids = [ContentItemFactory().public_id for _ in range(3)]
        team = TeamFactory(name="Nantes")
    client, listed = client_of(cara), url_of(acme, "content_library:item_list")
    assert "team:" + team.public_id in client.get(listed).content.decode()
    sent = {"items": ids, "do": f"team:{team.public_id}", "next": listed}
    page = client.post(url_of(acme, "content_library:item_bulk"), sent, follow=True).content.decode()
    assert "3 ideas changed." in page
    with tenant(acme.pk):
        act = BulkAct.objects.get()
        assert ContentItem.objects.filter(for_everyone=False).count() == 3
    undo = url_of(acme, "content_library:item_bulk_undo", public_id=act.public_id)
    assert undo in page
    assert undo not in client_of(alice).get(listed).content.decode()
    assert client_of(alice).post(undo).status_code == 404
    page = client.post(undo, {"next": listed}, follow=True).content.decode()
    assert "Undone: 3 ideas are as they were before." in page
    assert undo not in page
    with tenant(acme.pk):
        assert ContentItem.objects.filter(for_everyone=True).count() == 3
    assert "already been undone" in client.post(undo, {"next": listed}, follow=True).content.decode()


def test_what_changes_nothing_says_so(acme: Organisation, cara: Membership, client_of: Door, url_of: Url) -> None:
    with tenant(acme.pk):
        ids = [ContentItemFactory().public_id]
    said = client_of(cara).post(url_of(acme, "content_library:item_bulk"), {"items": ids, "do": "team:"}, follow=True)
    assert "Nothing had to change." in said.content.decode()
    with tenant(acme.pk):
        assert not BulkAct.objects.exists()
