"""The border around every call to somebody else's machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection as database

from advocacy.tenancy import in_tenant


class DatabaseInNetworkCall(RuntimeError):
    """The database was used while a network was being called: a bug, since the call may take half a minute."""


@contextmanager
def network_call() -> Iterator[None]:
    """Around every call to a network: no tenant is open, no transaction waits, and any query raises."""
    blocks = [block for block in database.atomic_blocks if not getattr(block, "_from_testcase", False)]
    if in_tenant() or blocks:
        raise DatabaseInNetworkCall("Close the tenant and the transaction before calling a network.")
    with database.execute_wrapper(_refuse_query):
        yield


def _refuse_query(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    raise DatabaseInNetworkCall("No query during a network call.")
