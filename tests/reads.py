"""Counting what is asked of a database, the same on SQLite and PostgreSQL: savepoints, walls and locks left out."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext


@contextmanager
def exactly(count: int) -> Iterator[None]:
    """Fail unless the block reads exactly so many times; says what it read."""
    with CaptureQueriesContext(connection) as captured:
        yield
    left_out = ("SELECT set_config", "SELECT pg_advisory_xact_lock")
    said = [query["sql"] for query in captured]
    reads = [sql for sql in said if sql.startswith("SELECT") and not sql.startswith(left_out)]
    if len(reads) != count:
        raise AssertionError(f"{len(reads)} reads instead of {count}:\n" + "\n".join(sql[:160] for sql in reads))
