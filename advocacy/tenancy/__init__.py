"""The tenant: whose rows a piece of work may see. Read this package first.

Two walls guard every tenant row. The first is Python's: a query outside `tenant()` raises, a query inside sees one
organisation. The second is PostgreSQL's row level security (`walls.Wall`), which also holds for raw SQL and for our
own mistakes. SQLite has no second wall; a system check says so.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

_organisation: ContextVar[int | None] = ContextVar("relais_organisation", default=None)


class NoTenant(RuntimeError):
    """Tenant rows were asked for outside `tenant()`: a bug, never a state a person can cause."""


def current_organisation_id() -> int:
    """Return the organisation this work is for. Raises `NoTenant` outside `tenant()`."""
    organisation_id = _organisation.get()
    if organisation_id is None:
        raise NoTenant("Tenant rows may only be touched inside tenant(organisation_id).")
    return organisation_id


def in_tenant() -> bool:
    """Say whether the walls are up."""
    return _organisation.get() is not None


@contextmanager
def tenant(organisation_id: int) -> Iterator[None]:
    """Work inside one organisation, both walls up. Never nested.

    On PostgreSQL the block is one transaction and the setting that row level security reads lives and dies with it, so
    that a pooled connection carries nothing over. On SQLite it opens no transaction: writers there hold the whole
    database, so services keep their own short ones. Raises `NoTenant` when another tenant is open: the inner setting
    would survive into the outer block.
    """
    if in_tenant():
        raise NoTenant("tenant() is never nested: close the first organisation before opening another.")
    token = _organisation.set(organisation_id)
    try:
        if connection.vendor == "postgresql":
            with transaction.atomic(durable=True):
                _raise_wall(str(organisation_id))
                yield
            if connection.in_atomic_block and not connection.needs_rollback:
                # Only inside a test's own transaction, where the setting would outlive this block.
                _raise_wall("")
        else:
            yield
    finally:
        _organisation.reset(token)


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """All of this or nothing, inside a tenant: the tenant's own transaction on PostgreSQL, a new one on SQLite.

    For services that are the only work in their tenant and run often: `transaction.atomic` would add two savepoints on
    PostgreSQL. What fails in here takes the tenant's whole block with it.
    """
    if connection.vendor == "postgresql":
        current_organisation_id()
        try:
            yield
        except BaseException:
            transaction.set_rollback(True)
            raise
    else:
        with transaction.atomic():
            yield


def _raise_wall(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.organisation_id', %s, true)", [value])
