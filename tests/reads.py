"""Counting what a page asks the database, the same on SQLite and on PostgreSQL: savepoints and walls left out."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext


@contextmanager
def exactly(count: int) -> Iterator[None]:
    """Fail unless the block reads exactly so many times; says what it read."""
    with CaptureQueriesContext(connection) as captured:
        yield
    reads = [
        query["sql"] for query in captured if query["sql"].startswith("SELECT") and "set_config" not in query["sql"]
    ]
    if len(reads) != count:
        raise AssertionError(f"{len(reads)} reads instead of {count}:\n" + "\n".join(sql[:160] for sql in reads))
