"""One claim in a table of a million shares, beside reading one share by its primary key in the same table.

`growth` compares with the same claim in a table a hundredth as long: what a claim costs must not depend on the past.
"""

import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from advocacy.bench import due
from advocacy.bench.report import Result, middle, multiple, percentile
from advocacy.bench.stage import stage
from advocacy.tenancy import tenant
from sharing.models import Share
from sharing.services import claiming
from sharing.services.orders import Order
from sharing.states import Evidence, ShareState

ORGANISATIONS, PEOPLE = 10, 20
ROWS, ROWS_EMBEDDED = 1_000_000, 100_000
# Of each organisation's shares: this many are due at once, a fifth is promised for later, the others are published.
DUE = 400
TAKEN = 8
TIMES = 200


def run(seconds: float, say: Callable[[str], object], *, shares: int = 0, at_once: int = 0) -> Result:
    """Fill two tables, measure in both; `shares` is how many rows the long one has."""
    rows = shares or (ROWS if connection.vendor == "postgresql" else ROWS_EMBEDDED)
    measured: dict[str, dict[str, Any]] = {}
    for name, count in (("small", max(rows // 100, ORGANISATIONS * DUE)), ("large", rows)):
        with ExitStack() as stack:
            on = stack.enter_context(stage(NETWORK_IN_FLIGHT=str(TAKEN * 8)))
            say(f"Filling a table with {count} shares …")
            tokens = str(on.grants(due.handles(ORGANISATIONS, PEOPLE)))
            measured[name] = on.manage("bench", "claims", "--shares", str(count), "--tokens", tokens)
    table = [f"{'ms':<26}{'small':>10}{'large':>10}{'p99 large':>12}"]
    labels = {"key": "by primary key", "query": "the claim's query", "claim": f"claim of {TAKEN} shares"}
    for name, label in labels.items():
        before, after = measured["small"][name], measured["large"][name]
        table.append(f"{label:<26}{middle(before):>10.2f}{middle(after):>10.2f}{percentile(after, 0.99):>12.2f}")
    large = measured["large"]
    claim, key = middle(large["claim"]), middle(large["key"])
    figures = {
        "bench": "claim",
        "rows": rows,
        "ms_per_claim": round(claim, 2),
        "ms_per_share": round(claim / TAKEN, 2),
        "query_ms": round(middle(large["query"]), 2),
        "bound_ms": round(key, 2),
        "ratio": multiple(claim, key),
        "query_ratio": multiple(middle(large["query"]), key),
        "growth": multiple(claim, middle(measured["small"]["claim"])),
        "p99_ms": round(percentile(large["claim"], 0.99), 2),
        "lost": 0,
        "complete": large["taken"] == TAKEN,
    }
    return Result(figures, table)


def measure(organisation_ids: list[int], rows: int) -> dict[str, Any]:
    """Fill the current database, then claim again and again, each time rolled back."""
    each = rows // len(organisation_ids)
    for organisation_id in organisation_ids:
        _fill(organisation_id, each)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    turns = [_turn(organisation_ids[turn % len(organisation_ids)]) for turn in range(TIMES)]
    taken = min(turn.pop("taken") for turn in turns)
    return {"taken": taken, **{name: [turn[name] for turn in turns] for name in turns[0]}}


def _turn(organisation_id: int) -> dict[str, float]:
    """Each of the three once, in milliseconds; rolled back."""
    orders: list[Order] = []
    with tenant(organisation_id), transaction.atomic():
        result = {
            "key": _timed(lambda: Share.objects.filter(pk=_some[organisation_id]).first()),
            "query": _timed(lambda: claiming._Claim(TAKEN, None, set())._candidates(TAKEN)),
            "claim": _timed(lambda: orders.extend(claiming.claim_batch(TAKEN).orders)),
        }
        transaction.set_rollback(True)
    return {**result, "taken": len(orders)}


def _timed(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


_some: dict[int, int] = {}


def _fill(organisation_id: int, count: int) -> None:
    """Multiply three kinds of shares of this organisation, spread over its accounts."""
    now = timezone.now()
    due.schedule([organisation_id], DUE, due=now - timedelta(minutes=5), spread=60, label="Due")
    with tenant(organisation_id), transaction.atomic():
        model = Share.objects.order_by("pk").first()
        if model is None:
            raise RuntimeError("there is no share to multiply")
        _some[organisation_id] = model.pk
        later = max(0, count - DUE) // 5
        _multiply(model, later, state=ShareState.SCHEDULED, next_at=now + timedelta(days=3))
        done = {"state": ShareState.PUBLISHED, "next_at": None, "evidence": Evidence.NETWORK_ID, "published_at": now}
        _multiply(model, max(0, count - DUE - later), **done)


def _multiply(model: Share, count: int, **values: Any) -> None:
    own = {"id": None, "public_id": None, **values}
    names, columns, given = [], [], []
    for field in Share._meta.concrete_fields:
        if field.name == "id":
            continue
        names.append(f'"{field.column}"')
        if field.name == "public_id":
            columns.append("substr(%s || CAST(n AS varchar(16)), 1, 16)")
            given.append(f"{model.organisation_id}{str(values['state'])[0]}")
        elif field.name in own:
            columns.append("%s")
            given.append(field.get_db_prep_save(own[field.name], connection))
        else:
            columns.append(f's."{field.column}"')
    table = Share._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < %s) "  # noqa: S608 -- our own names
            f'INSERT INTO "{table}" ({", ".join(names)}) '
            f'SELECT {", ".join(columns)} FROM numbers, "{table}" s WHERE s.id = %s',
            [count, *given, model.pk],
        )
