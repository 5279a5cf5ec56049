"""One walk over every address: who may open it, who is told that there is nothing there.

Adding a view without adding its row here fails; so does a view that states no permission.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from advocacy.organisations.models import Organisation
from advocacy.people.access import PUBLIC, SIGNED_IN
from advocacy.people.models import Membership
from advocacy.people.roles import Permission
from tests.architecture.url_rows import LIBRARY_PATTERNS, ROWS, make_objects

METHODS = ("get", "post", "put", "patch", "delete")
NOWHERE = "no-such-organisation"


@dataclass(frozen=True)
class Address:
    """One URL pattern: its full name, its route, the class that answers."""

    name: str
    route: str
    view: Any

    @property
    def in_organisation(self) -> bool:
        return "<slug:org>" in self.route

    @property
    def is_api(self) -> bool:
        return self.route.startswith("api/")

    def path(self, org: str, ids: dict[str, str]) -> str:
        """The address with its organisation and ids filled in."""
        return reverse(self.name, kwargs={**({"org": org} if self.in_organisation else {}), **ids})


def walk(patterns: Any, namespace: str = "", prefix: str = "") -> Iterator[Address]:
    for entry in patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from walk(entry.url_patterns, inner, route)
        elif isinstance(entry, URLPattern):
            callback = entry.callback
            view = getattr(callback, "view_class", None) or getattr(callback, "cls", None) or callback
            yield Address(f"{namespace}{entry.name}", route, view)


ADDRESSES = list(walk(get_resolver().url_patterns))
OURS = [address for address in ADDRESSES if address.name not in LIBRARY_PATTERNS]
INSIDE = [address for address in OURS if address.in_organisation]


def permissions_of(address: Address) -> set[Permission | str]:
    """What the view states; an API view may state one per action."""
    stated = set(getattr(address.view, "permissions", {}).values())
    return stated | ({address.view.permission} if hasattr(address.view, "permission") else set())


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    names = {address.name for address in OURS}
    assert names - set(ROWS) == set(), "addresses without a row in url_rows.py"
    assert set(ROWS) - names == set(), "rows without an address"


def test_every_view_states_who_may_open_it() -> None:
    silent = [address.name for address in OURS if not permissions_of(address)]
    assert silent == []
    for address in OURS:
        if address.in_organisation:
            assert all(isinstance(stated, Permission) for stated in permissions_of(address)), address.name
        else:
            assert permissions_of(address) <= {PUBLIC, SIGNED_IN}, address.name


def test_every_object_in_an_address_is_named_in_its_row() -> None:
    for address in OURS:
        wanted = set(re.findall(r"<(?:\w+:)?(\w+)>", address.route)) - {"org", "format"}
        wanted |= set(re.findall(r"\(\?P<(\w+)>", address.route)) - {"org", "format"}
        assert wanted == set(ROWS[address.name].ids) | set(ROWS[address.name].words), address.name


def ids_for(address: Address, objects: dict[str, str]) -> dict[str, str]:
    row = ROWS[address.name]
    return {**{kwarg: objects[kind] for kwarg, kind in row.ids.items()}, **row.words}


def without_noise(body: bytes) -> bytes:
    """A page without what differs between any two requests: protection tokens and nonces."""
    body = re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", body)
    body = re.sub(rb'nonce="[^"]*"', b"", body)
    return re.sub(rb'X-CSRFToken[^"]*"[^"]*"', b"", body)


@pytest.mark.django_db
@pytest.mark.parametrize("address", INSIDE, ids=lambda address: address.name)
def test_outsiders_find_nothing(
    address: Address, acme: Organisation, globex: Organisation, greta: Membership, client: Client
) -> None:
    objects = make_objects(acme)
    path = address.path(acme.slug, ids_for(address, objects))
    nowhere = address.path(NOWHERE, ids_for(address, objects))
    for method in METHODS:
        anonymous = getattr(Client(), method)(path)
        assert anonymous.status_code == (401 if address.is_api else 302), f"{method} {path} anonymous"
    client.force_login(greta.user)
    for method in METHODS:
        answer, missing = getattr(client, method)(path), getattr(client, method)(nowhere)
        assert (answer.status_code, missing.status_code) == (404, 404), f"{method} {path}"
        assert without_noise(answer.content) == without_noise(missing.content), f"{method} {path}"


@pytest.mark.django_db
@pytest.mark.parametrize("address", INSIDE, ids=lambda address: address.name)
def test_members_without_the_permission_are_refused(
    address: Address, acme: Organisation, acme_cast: dict[str, Membership], client: Client
) -> None:
    objects = make_objects(acme)
    path = address.path(acme.slug, ids_for(address, objects))
    stated = permissions_of(address)
    for who, membership in acme_cast.items():
        client.force_login(membership.user)
        may = any(membership.can(permission) for permission in stated if isinstance(permission, Permission))
        for method in ("get", "post"):
            status = getattr(client, method)(path).status_code
            if may:
                assert status != 403 or address.is_api, f"{who} {method} {path} was refused"
                assert status < 500, f"{who} {method} {path} answered {status}"
            else:
                assert status in {403, 405}, f"{who} {method} {path} answered {status}"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", [address for address in INSIDE if ROWS[address.name].ids], ids=lambda address: address.name
)
def test_another_organisations_object_is_the_same_as_none(
    address: Address, acme: Organisation, globex: Organisation, acme_cast: dict[str, Membership], client: Client
) -> None:
    theirs = ids_for(address, make_objects(globex))
    missing = {kwarg: (theirs[kwarg] if kwarg in ROWS[address.name].words else "zzzzzzzzzzzzzz") for kwarg in theirs}
    for who, membership in acme_cast.items():
        if not all(membership.can(stated) for stated in permissions_of(address) if isinstance(stated, Permission)):
            continue
        client.force_login(membership.user)
        for method in METHODS:
            foreign = getattr(client, method)(address.path(acme.slug, theirs))
            absent = getattr(client, method)(address.path(acme.slug, missing))
            expected = {404, 405}
            assert foreign.status_code in expected, f"{who} {method} {foreign.status_code} {address.name}"
            assert foreign.status_code == absent.status_code, f"{who} {method} {address.name}"
            same = without_noise(foreign.content).replace(
                next(iter(theirs.values())).encode(), b""
            ) == without_noise(absent.content).replace(b"zzzzzzzzzzzzzz", b"")
            assert same, f"{who} {method} {address.name}"
