"""A short way to ask the API as somebody."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from advocacy.people.models import Membership

Ask = Callable[..., Any]


@pytest.fixture
def ask(api_of: Callable[[Membership], Client]) -> Ask:
    """`ask(cara, "post", "items/", {…})`: a request to Acme's API with Cara's token."""
    clients: dict[int, Client] = {}

    def send(person: Membership, method: str, path: str, data: Any = None, *, org: str = "acme", **headers: str) -> Any:
        if person.pk not in clients:
            clients[person.pk] = api_of(person)
        client = clients[person.pk]
        address = f"/api/v1/o/{org}/{path}"
        if method == "get":
            return client.get(address, data, headers=headers)
        return getattr(client, method)(
            address, data if data is not None else {}, content_type="application/json", headers=headers
        )

    return send
