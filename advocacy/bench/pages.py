"""Server time of the three pages people open most, beside a bare session page.

Two sites run side by side, one with ten times the people and rows of the other, and are asked in turn, so that
whatever else the machine does meets all of them alike.
"""

import asyncio
import time
from collections.abc import Callable
from contextlib import ExitStack

from advocacy.bench.client import Answers, Connection
from advocacy.bench.report import Result, middle, multiple, percentile
from advocacy.bench.site import Site, site

SMALL, LARGE = 12, 120
BOUND = "/bench/page/"
WARM_UP_ROUNDS = 5
# Fewer say nothing; on a machine that is busy with other things they are waited for, up to a limit.
FEWEST_ROUNDS = 40
PATIENCE = 4

Measured = dict[tuple[str, str], Answers]


def run(seconds: float, say: Callable[[str], object]) -> Result:
    """Measure for so long and return the figures."""
    with ExitStack() as stack:
        say(f"Preparing two sites: {SMALL} and {LARGE} ambassadors …")
        sites = {
            "small": stack.enter_context(site(SMALL, workers=1)),
            "large": stack.enter_context(site(LARGE, workers=1)),
        }
        say(f"Measuring for {seconds:.0f} s …")
        return _result(asyncio.run(_measure(sites, seconds)))


async def _measure(sites: dict[str, Site], seconds: float) -> Measured:
    connections = {name: Connection(each.port, each.facts["cookie"]) for name, each in sites.items()}
    pages = {name: {"bound": BOUND, **each.facts["pages"]} for name, each in sites.items()}
    measured = {(name, page): Answers() for name in sites for page in pages[name]}
    nowhere, started, rounds = Answers(), time.monotonic(), 0
    while (taken := time.monotonic() - started) < seconds or (rounds < FEWEST_ROUNDS and taken < seconds * PATIENCE):
        for name, page in measured:
            into = measured[name, page] if rounds >= WARM_UP_ROUNDS else nowhere
            await connections[name].get(pages[name][page], into)
        rounds += 1
    for connection in connections.values():
        connection.close()
    return measured


def _result(measured: Measured) -> Result:
    bound = Answers()
    for name in ("small", "large"):
        bound.server_ms += measured[name, "bound"].server_ms
        bound.cpu_ms += measured[name, "bound"].cpu_ms
    table = [f"{'ms':<10}{'small':>10}{'large':>10}{'× bound':>10}{'× by CPU':>10}{'growth':>10}{'p99':>10}{'lost':>8}"]
    table.append(f"{'bound':<10}{middle(bound.server_ms):>10.2f}{middle(bound.server_ms):>10.2f}")
    ratios, by_cpu, growths, p99s, lost = {}, {}, {}, {}, 0
    for page in (page for name, page in measured if name == "large" and page != "bound"):
        small, large = measured["small", page], measured["large", page]
        ratios[page] = multiple(middle(large.server_ms), middle(bound.server_ms))
        by_cpu[page] = multiple(middle(large.cpu_ms), middle(bound.cpu_ms))
        growths[page] = multiple(middle(large.server_ms), middle(small.server_ms))
        p99s[page] = round(percentile(large.server_ms, 0.99), 2)
        missed = sum(count for each in (small, large) for status, count in each.statuses.items() if status != 200)
        lost += missed
        table.append(
            f"{page:<10}{middle(small.server_ms):>10.2f}{middle(large.server_ms):>10.2f}{ratios[page]:>10.2f}"
            f"{by_cpu[page]:>10.2f}{growths[page]:>10.2f}{p99s[page]:>10.2f}{missed:>8}"
        )
    figures = {
        "bench": "pages",
        "ratio": max(ratios.values()),
        "growth": max(growths.values()),
        "p99_ms": max(p99s.values()),
        "lost": lost,
        "ratios": ratios,
        "ratios_by_cpu": by_cpu,
        "growths": growths,
        "bound_ms": round(middle(bound.server_ms), 3),
        "rounds": len(measured["large", "bound"].server_ms),
        "complete": lost == 0 and all(ratios.values()),
    }
    return Result(figures, table)
