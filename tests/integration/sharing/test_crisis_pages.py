"""The hold, from its page and through its API, and what ambassadors see."""

from collections.abc import Callable

import pytest
from django.test import Client

from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from sharing.models import CrisisHold
from sharing.services import crisis

ClientOf = Callable[[Membership], Client]
WORDS = "Please wait with everything about the site in Nantes."


@pytest.mark.django_db
def test_communications_hold_everything_and_lift_it(
    acme: Organisation, cara: Membership, amir: Membership, client_of: ClientOf, url_of: Callable[..., str]
) -> None:
    comms, amirs = client_of(cara), client_of(amir)
    page, lift = url_of(acme, "sharing:crisis"), url_of(acme, "sharing:crisis_lift")
    assert "Put everything on hold" in comms.get(page).content.decode()
    assert comms.get(lift).url == page, "there is nothing to lift"  # type: ignore[attr-defined]
    too_long = comms.post(page, {"statement": "x" * 601})
    assert "x" * 601 in too_long.content.decode()
    assert comms.post(page, {"statement": WORDS}).status_code == 302
    for address in (url_of(acme, "sharing:feed"), url_of(acme, "sharing:share_list")):
        assert WORDS in amirs.get(address).content.decode()
    assert WORDS in comms.get(page).content.decode()
    assert "Keep the hold" in comms.get(lift).content.decode()
    comms.post(lift)
    assert WORDS not in amirs.get(url_of(acme, "sharing:feed")).content.decode()
    assert "Earlier holds" in comms.get(page).content.decode()


@pytest.mark.django_db
def test_the_api_is_another_door(
    acme: Organisation, adam: Membership, amir: Membership, api_of: Callable[[Membership], Client]
) -> None:
    address = f"/api/v1/o/{acme.slug}/hold/"
    program, amirs = api_of(adam), api_of(amir)
    assert program.get(address).json() == {"is_on_hold": False, "statement": "", "started_at": None}
    assert amirs.post(address, {}, content_type="application/json").status_code == 403
    answer = program.post(address, {"statement": WORDS}, content_type="application/json").json()
    assert (answer["is_on_hold"], answer["statement"]) == (True, WORDS)
    assert amirs.get(address).json()["is_on_hold"]
    assert program.delete(address).status_code == 204
    with tenant(acme.pk):
        assert CrisisHold.objects.get().ended_by_id == adam.pk
        assert not crisis.bring_in_line()
