"""System checks of the second wall."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections


@register(Tags.database)
def second_wall(
    *, app_configs: Sequence[AppConfig] | None = None, databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[CheckMessage]:
    """E001: the role must be plain. W001: SQLite has no second wall. Runs with `check --database default`."""
    messages: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor == "sqlite":
            messages.append(
                Warning(
                    "The embedded database has no row level security.",
                    hint="Fine for one team or a try-out. PostgreSQL adds the last wall between organisations.",
                    id="tenancy.W001",
                )
            )
        elif connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
                row = cursor.fetchone()
            if row and row[0]:
                messages.append(
                    Error(
                        "The database role ignores row level security.",
                        hint="Create a plain role: CREATE ROLE relais LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '…';",
                        id="tenancy.E001",
                    )
                )
    return messages
