"""The API as a whole: its description, and what no answer may hold."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import connection
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership
from tests.architecture.test_urls import Address, walk
from tests.architecture.url_rows import ROWS, make_objects
from tests.factories.programme import EnrolmentFactory
from tests.factories.sharing import ShareFactory

SNAPSHOT = Path(__file__).with_name("openapi.yaml")
RENEW = (
    "The API's description has changed. When the change is meant (nothing that programs use may vanish), renew it with "
    "`DEMO=1 python manage.py spectacular --lang en --file tests/architecture/openapi.yaml` and commit the file."
)
REFUSALS = {"get": {"401", "403", "404", "429"}, "delete": {"401", "403", "404", "409", "429"}}
WRITES = {"400", "401", "403", "404", "409", "429"}
SECRET = "A thought nobody else has read"
FIRST_PK = 7_000_000
API = [address for address in walk(get_resolver().url_patterns) if address.is_api and address.in_organisation]


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    with translation.override("en"):
        # Through JSON, so that lazy texts and enums are what a client reads.
        return json.loads(json.dumps(SchemaGenerator().get_schema(request=None, public=True), default=str))


def operations(schema: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


# --- Its description -------------------------------------------------------------------------------------------------
def test_the_description_is_openapi_and_equals_its_snapshot(schema: dict[str, Any]) -> None:
    validate_schema(schema)
    assert schema["openapi"].startswith("3.")
    assert schema == yaml.safe_load(SNAPSHOT.read_text(encoding="utf-8")), RENEW


def test_every_operation_documents_its_refusals_and_its_permission(schema: dict[str, Any]) -> None:
    for path, method, operation in operations(schema):
        assert REFUSALS.get(method, WRITES) <= set(operation["responses"]), f"{method} {path}"
        assert "Needs the permission `" in operation["description"], f"{method} {path}"
        assert operation["security"] == [{"token": []}], f"{method} {path}"
    assert schema["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    assert set(schema["components"]["schemas"]["ErrorBody"]["properties"]) == {"code", "message", "field", "fields"}


def test_operations_have_ids_and_tags_of_their_own(schema: dict[str, Any]) -> None:
    names = [operation["operationId"] for _path, _method, operation in operations(schema)]
    assert len(names) == len(set(names))
    assert all(len(operation["tags"]) == 1 for _path, _method, operation in operations(schema))


def test_every_address_is_described(schema: dict[str, Any]) -> None:
    described = {re.sub(r"{\w+}", "*", path) for path in schema["paths"]}
    ours = {"/" + re.sub(r"<[^>]+>", "*", address.route) for address in API}
    assert described == ours


def test_no_address_gives_the_final_yes() -> None:
    verbs = {address.route.rstrip("/").rpartition("/")[2] for address in API}
    assert not verbs & {"join", "connect", "permit", "schedule", "move", "retry", "edit", "tokens"}
    assert not any("schedule" in action or "retry" in action for action in _actions())


def _actions() -> set[str]:
    return {action for address in API for action in getattr(address.view, "permissions", {})}


@pytest.mark.django_db
def test_the_description_and_its_page_need_nothing_but_this_site(client: Client) -> None:
    described = client.get(reverse("api:schema"), headers={"Accept-Language": "fr"})
    assert described.status_code == 200
    assert b"Needs the permission" in described.content
    page = client.get(reverse("api:docs"))
    assert page.status_code == 200
    html = page.content.decode()
    assert "<style" not in html
    assert "style=" not in html
    addresses = re.findall(r'(?:src|href)="([^"]+)"', html)
    assert len(addresses) == 5
    assert all(address.startswith("/") for address in addresses), addresses
    assert not re.findall(r"<script(?![^>]*src=)", html)
    script = client.get(next(address for address in addresses if "script" in address).replace("&amp;", "&"))
    assert script.headers["Content-Type"].startswith("application/javascript")
    assert reverse("api:schema") in script.content.decode()
    policy = page.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "http:" not in policy.replace("http://127.0.0.1", "")


# --- What no answer may hold -----------------------------------------------------------------------------------------
def begin_at(first: int) -> None:
    """Let every table count from here, so that a number of a row is recognised wherever it appears."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for sequence in connection.introspection.get_sequences(cursor, table):
                if connection.vendor == "postgresql":
                    cursor.execute("SELECT setval(%s::regclass, %s)", [sequence["name"], first])
                else:
                    cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                    cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, first])


@pytest.fixture
def far_away(db: None) -> None:
    begin_at(FIRST_PK)


def readable() -> list[Address]:
    return [address for address in API if "get" in _methods(address)]


def _methods(address: Address) -> set[str]:
    resolved = get_resolver().resolve("/" + address.path("acme", dict.fromkeys(_kwargs(address), "x")).lstrip("/"))
    return set(resolved.func.actions)  # type: ignore[attr-defined]


def _kwargs(address: Address) -> set[str]:
    return set(re.findall(r"<(?:\w+:)?(\w+)>", address.route)) - {"org"}


@pytest.mark.django_db
def test_no_answer_holds_a_number_of_a_row_or_anothers_draft(
    far_away: None,
    acme: Organisation,
    alice: Membership,
    amir: Membership,
    api_of: Callable[[Membership], Client],
    inside: Any,
) -> None:
    objects = make_objects(acme)
    with inside(acme):
        EnrolmentFactory(membership=alice)
        Membership.objects.filter(pk=alice.pk).update(is_ambassador=True)
        ShareFactory(membership=amir, text=SECRET, title=SECRET)
        ShareFactory(membership=amir, scheduled=True, text=SECRET, title=SECRET)
    program, missing = api_of(alice), set()
    for address in readable():
        row = ROWS[address.name]
        path = address.path(acme.slug, {**{kwarg: objects[kind] for kwarg, kind in row.ids.items()}, **row.words})
        answer = program.get(path)
        assert answer.status_code in {200, 404}, f"{path} {answer.content!r}"
        # An invented address of the arrangement is made with a number.
        body = re.sub(r"walker-\d+@", "", answer.content.decode())
        assert not re.search(r"(?<!\d)7000\d{3}(?!\d)", body), f"{path} shows the number of a row: {body}"
        assert SECRET not in body, path
        if answer.status_code == 404:
            missing.add(address.name)
    # What belongs to another person is not there for her.
    theirs = {
        "api:content_library:asset_detail",
        "api:content_library:document_detail",
        "api:content_library:my_proposal_detail",
        "api:content_library:lookup_detail",
        "api:sharing:account_detail",
        "api:sharing:link_preview_detail",
        "api:sharing:proofread_detail",
        "api:sharing:share_detail",
    }
    assert missing == theirs
