"""Server time of the pages people open most, beside a bare session page.

Two sites run side by side, one with ten times the people and a hundred times the ideas of the other. Each page is asked
of both, one right after the other, and each figure is the median of such pairs: whatever else the machine does meets
both alike. The two figures at the head are of the processor's time, the embedded database's work included; the waiting
of a busy machine is beside them.
"""

import asyncio
import time
from collections.abc import Callable
from contextlib import ExitStack

from advocacy.bench.client import Answers, Connection
from advocacy.bench.report import Result, middle, percentile
from advocacy.bench.site import Site, site

SMALL, LARGE = 12, 120
FEW_IDEAS, MANY_IDEAS = 200, 20_000
BOUND = "/bench/page/"
# What shows the people and their shares grows with them, of whom there are ten times as many, and is said apart.
OF_PEOPLE = frozenset({"report"})
WARM_UP_ROUNDS = 5
# Fewer say nothing; on a machine that is busy with other things they are waited for, up to a limit.
FEWEST_ROUNDS = 40
PATIENCE = 4

Measured = dict[tuple[str, str], Answers]


def run(seconds: float, say: Callable[[str], object]) -> Result:
    """Measure for so long and return the figures."""
    with ExitStack() as stack:
        say(f"Preparing two sites: {SMALL} and {LARGE} ambassadors, {FEW_IDEAS} and {MANY_IDEAS} ideas …")
        sites = {
            "small": stack.enter_context(site(SMALL, workers=1, ideas=FEW_IDEAS)),
            "large": stack.enter_context(site(LARGE, workers=1, ideas=MANY_IDEAS)),
        }
        say(f"Measuring for {seconds:.0f} s …")
        return _result(asyncio.run(_measure(sites, seconds)))


async def _measure(sites: dict[str, Site], seconds: float) -> Measured:
    connections = {name: Connection(each.port, each.facts["cookie"]) for name, each in sites.items()}
    pages = {name: {"bound": BOUND, **each.facts["pages"]} for name, each in sites.items()}
    measured = {(name, page): Answers() for page in pages["small"] for name in sites}
    nowhere, started, rounds = Answers(), time.monotonic(), 0
    while (taken := time.monotonic() - started) < seconds or (rounds < FEWEST_ROUNDS and taken < seconds * PATIENCE):
        # Who is asked first changes, so that being first is nobody's gain.
        for name, page in measured if rounds % 2 else reversed(measured):
            into = measured[name, page] if rounds >= WARM_UP_ROUNDS else nowhere
            await connections[name].get(pages[name][page], into)
        rounds += 1
    for connection in connections.values():
        connection.close()
    return measured


def _pairs(of: list[float], bound: list[float]) -> float:
    """How many times the bound, as the median over the rounds."""
    return round(middle([each / other for each, other in zip(of, bound, strict=False) if other]), 2)


def _result(measured: Measured) -> Result:
    bound = {name: measured[name, "bound"] for name in ("small", "large")}
    table = [
        f"{'ms':<10}{'small':>10}{'large':>10}{'× bound':>10}{'× by CPU':>10}{'growth':>10}{'by CPU':>10}"
        f"{'p99':>10}{'lost':>8}"
    ]
    table.append(f"{'bound':<10}{middle(bound['small'].server_ms):>10.2f}{middle(bound['large'].server_ms):>10.2f}")
    ratios, by_cpu, growths, cpu_growths, p99s, lost = {}, {}, {}, {}, {}, 0
    for page in (page for name, page in measured if name == "large" and page != "bound"):
        small, large = measured["small", page], measured["large", page]
        ratios[page] = _pairs(large.server_ms, bound["large"].server_ms)
        by_cpu[page] = _pairs(large.cpu_ms, bound["large"].cpu_ms)
        growths[page] = _pairs(large.server_ms, small.server_ms)
        cpu_growths[page] = _pairs(large.cpu_ms, small.cpu_ms)
        p99s[page] = round(percentile(large.server_ms, 0.99), 2)
        missed = sum(count for each in (small, large) for status, count in each.statuses.items() if status != 200)
        lost += missed
        table.append(
            f"{page:<10}{middle(small.server_ms):>10.2f}{middle(large.server_ms):>10.2f}{ratios[page]:>10.2f}"
            f"{by_cpu[page]:>10.2f}{growths[page]:>10.2f}{cpu_growths[page]:>10.2f}{p99s[page]:>10.2f}{missed:>8}"
        )
    figures = {
        "bench": "pages",
        "ratio": max(value for page, value in by_cpu.items() if page not in OF_PEOPLE),
        "growth": max(value for page, value in cpu_growths.items() if page not in OF_PEOPLE),
        "growth_by_people": max(cpu_growths[page] for page in OF_PEOPLE),
        "p99_ms": max(p99s.values()),
        "lost": lost,
        "ratios": ratios,
        "ratios_by_cpu": by_cpu,
        "growths": growths,
        "growths_by_cpu": cpu_growths,
        "bound_ms": round(middle(bound["large"].server_ms), 3),
        "rounds": len(bound["large"].server_ms),
        "complete": lost == 0 and all(ratios.values()),
    }
    return Result(figures, table)
