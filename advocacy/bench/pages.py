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
    nowhere, ends, rounds = Answers(), time.monotonic() + seconds, 0
    while rounds < WARM_UP_ROUNDS or time.monotonic() < ends:
        for name, page in measured:
            into = measured[name, page] if rounds >= WARM_UP_ROUNDS else nowhere
            await connections[name].get(pages[name][page], into)
        rounds += 1
    for connection in connections.values():
        connection.close()
    return measured


def _result(measured: Measured) -> Result:
    bound = middle([ms for name in ("small", "large") for ms in measured[name, "bound"].server_ms])
    names = [page for name, page in measured if name == "large" and page != "bound"]
    table = [
        f"{'page':<10}{'small':>10}{'large':>10}{'× bound':>10}{'growth':>10}{'p99 ms':>10}{'asked':>8}{'lost':>6}"
    ]
    table.append(f"{'bound':<10}{bound:>10.2f}{bound:>10.2f}")
    ratios, growths, p99s, lost = {}, {}, {}, 0
    for page in names:
        small, large = measured["small", page], measured["large", page]
        ratios[page] = multiple(middle(large.server_ms), bound)
        growths[page] = multiple(middle(large.server_ms), middle(small.server_ms))
        p99s[page] = round(percentile(large.server_ms, 0.99), 2)
        missed = sum(count for each in (small, large) for status, count in each.statuses.items() if status != 200)
        lost += missed
        table.append(
            f"{page:<10}{middle(small.server_ms):>10.2f}{middle(large.server_ms):>10.2f}{ratios[page]:>10.2f}"
            f"{growths[page]:>10.2f}{p99s[page]:>10.2f}{sum(large.statuses.values()):>8}{missed:>6}"
        )
    figures = {
        "bench": "pages",
        "ratio": max(ratios.values()),
        "growth": max(growths.values()),
        "p99_ms": max(p99s.values()),
        "lost": lost,
        "ratios": ratios,
        "growths": growths,
        "bound_ms": round(bound, 3),
        "complete": lost == 0 and all(ratios.values()),
    }
    return Result(figures, table)
