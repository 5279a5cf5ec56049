"""One walk over every address: who may open it, who is told that there is nothing there.

Adding a view without adding its row here fails; so does a view that states no permission.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from advocacy.organisations.models import Organisation
from advocacy.people.access import PUBLIC, SIGNED_IN
from advocacy.people.models import Membership
from advocacy.people.roles import Permission
from tests.architecture.url_rows import LIBRARY_PATTERNS, ROWS, make_objects

METHODS = ("get", "post", "put", "patch", "delete")
NOWHERE = "no-such-organisation"
NOTHING = "zzzzzzzzzzzzzz"


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
# Walked app by app: one set of people for many doors.
APPS = sorted({address.name.rpartition(":")[0] for address in INSIDE})


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


def without_noise(body: bytes, *echoed: str) -> bytes:
    """A page without what differs between any two requests: protection tokens, nonces, its own address."""
    body = re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", body)
    body = re.sub(rb'name="next" value="[^"]*"', b"", body)
    body = re.sub(rb'nonce="[^"]*"', b"", body)
    body = re.sub(rb"hx-headers='[^']*'", b"", body)
    for word in echoed:
        body = body.replace(word.encode(), b"")
    return body


@contextmanager
def undone() -> Iterator[None]:
    """Whatever a request changes is as it was for the next one."""
    savepoint = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(savepoint)


def of(app: str) -> list[Address]:
    return [address for address in INSIDE if address.name.rpartition(":")[0] == app]


@pytest.mark.django_db
@pytest.mark.parametrize("app", APPS)
def test_outsiders_find_nothing(app: str, acme: Organisation, globex: Organisation, greta: Membership) -> None:
    objects, client, problems = make_objects(acme), Client(), []
    client.force_login(greta.user)
    for address in of(app):
        ids = ids_for(address, objects)
        path, nowhere = address.path(acme.slug, ids), address.path(NOWHERE, ids)
        for method in METHODS:
            with undone():
                status = getattr(Client(), method)(path).status_code
                if status != (401 if address.is_api else 302):
                    problems.append(f"{method} {path}: {status} for somebody who has not signed in")
                answer, missing = getattr(client, method)(path), getattr(client, method)(nowhere)
            if (answer.status_code, missing.status_code) != (404, 404):
                problems.append(f"{method} {path}: {answer.status_code} and {missing.status_code} for an outsider")
            elif without_noise(answer.content, acme.slug) != without_noise(missing.content, NOWHERE):
                problems.append(f"{method} {path}: another page than for an organisation that does not exist")
    assert problems == []


@pytest.mark.django_db
@pytest.mark.parametrize("app", APPS)
def test_members_without_the_permission_are_refused(
    app: str, acme: Organisation, acme_cast: dict[str, Membership]
) -> None:
    objects, problems = make_objects(acme), []
    for who, membership in acme_cast.items():
        for address in of(app):
            path = address.path(acme.slug, ids_for(address, objects))
            stated = permissions_of(address)
            may = any(membership.can(permission) for permission in stated if isinstance(permission, Permission))
            for method in ("get", "post"):
                with undone():
                    client = Client(raise_request_exception=False)
                    client.force_login(membership.user)
                    status = getattr(client, method)(path).status_code
                if may and (status >= 500 or (status == 403 and not address.is_api)):
                    problems.append(f"{who} {method} {path}: {status} although permitted")
                elif not may and status not in {403, 405}:
                    problems.append(f"{who} {method} {path}: {status} although not permitted")
    assert problems == []


@pytest.mark.django_db
@pytest.mark.parametrize("app", APPS)
def test_another_organisations_object_is_the_same_as_none(
    app: str, acme: Organisation, globex: Organisation, acme_cast: dict[str, Membership]
) -> None:
    objects, problems = make_objects(globex), []
    for who, membership in acme_cast.items():
        client = Client(raise_request_exception=False)
        client.force_login(membership.user)
        for address in (address for address in of(app) if ROWS[address.name].ids):
            if not all(membership.can(stated) for stated in permissions_of(address) if isinstance(stated, Permission)):
                continue
            theirs = ids_for(address, objects)
            none = {kwarg: NOTHING if kwarg in ROWS[address.name].ids else theirs[kwarg] for kwarg in theirs}
            for method in METHODS:
                with undone():
                    foreign = getattr(client, method)(address.path(acme.slug, theirs))
                    absent = getattr(client, method)(address.path(acme.slug, none))
                if foreign.status_code not in {404, 405} or foreign.status_code != absent.status_code:
                    problems.append(f"{who} {method} {address.name}: {foreign.status_code}, {absent.status_code}")
                elif without_noise(foreign.content, *theirs.values()) != without_noise(absent.content, *none.values()):
                    problems.append(f"{who} {method} {address.name}: not the page of a missing one")
    assert problems == []
