"""Tracked links under load, beside a bare 302 view: sixteen connections at once, each click kept before the answer.

`ratio` compares the processor time of the web server per answer, which what else the machine does hardly moves;
`growth` does the same for a site with ten times the links. `lost` is acknowledged clicks minus recorded ones.
"""

import asyncio
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field

from advocacy.bench.client import Answers, hammer
from advocacy.bench.report import Result, multiple, percentile
from advocacy.bench.site import Site, site

SMALL, LARGE = 12, 120
CONNECTIONS = 16
BOUND = "/bench/redirect/"
SLICES = 4
WARM_UP_SECONDS = 0.5
# A click may be counted a moment after its answer.
SETTLE_SECONDS = 10.0


@dataclass
class Lane:
    """One thing that is hammered, slice by slice."""

    site: Site
    paths: list[str]
    cpu: float = 0.0
    seconds: float = 0.0
    answers: Answers = field(default_factory=Answers)

    def slice(self, seconds: float) -> None:
        """Hammer it once, for so long."""
        cpu, started = self.site.cpu_seconds(), time.monotonic()
        answers = asyncio.run(hammer(self.site.port, self.paths, connections=CONNECTIONS, seconds=seconds))
        self.cpu += self.site.cpu_seconds() - cpu
        self.seconds += time.monotonic() - started
        self.answers.statuses += answers.statuses
        self.answers.exchange_ms += answers.exchange_ms

    @property
    def answered(self) -> int:
        """How many redirects came back."""
        return self.answers.statuses[302]

    @property
    def cpu_ms(self) -> float:
        """Processor time of the server for one answer."""
        return self.cpu / self.answered * 1000 if self.answered else 0.0


def run(seconds: float, say: Callable[[str], object]) -> Result:
    """Measure for so long and return the figures."""
    with ExitStack() as stack:
        say(f"Preparing two sites: links of {SMALL} and {LARGE} ambassadors …")
        small = stack.enter_context(site(SMALL, workers=2))
        large = stack.enter_context(site(LARGE, workers=2))
        lanes = {
            "bare 302": Lane(large, [BOUND]),
            "small": Lane(small, small.facts["links"]),
            "large": Lane(large, large.facts["links"]),
        }
        already = {each.port: each.manage("bench", "clicks") for each in (small, large)}
        for lane in lanes.values():
            asyncio.run(hammer(lane.site.port, [BOUND], connections=CONNECTIONS, seconds=WARM_UP_SECONDS))
        say(f"Measuring for {seconds:.0f} s …")
        for _turn in range(SLICES):
            for lane in lanes.values():
                lane.slice(seconds / SLICES / len(lanes))
        lost = sum(_lost(lane, already[lane.site.port]) for name, lane in lanes.items() if name != "bare 302")
        return _result(lanes, lost)


def _lost(lane: Lane, already: int) -> int:
    ends = time.monotonic() + SETTLE_SECONDS
    while True:
        missing = lane.answered - (lane.site.manage("bench", "clicks") - already)
        if missing <= 0 or time.monotonic() > ends:
            return int(missing)
        time.sleep(0.5)


def _result(lanes: dict[str, Lane], lost: int) -> Result:
    bound, small, large = lanes.values()
    table = [f"{'':<10}{'per second':>12}{'CPU ms each':>14}{'p50 ms':>10}{'p99 ms':>10}{'answered':>10}{'failed':>8}"]
    for name, lane in lanes.items():
        failed = sum(lane.answers.statuses.values()) - lane.answered
        rate = lane.answered / lane.seconds if lane.seconds else 0.0
        p50, p99 = (percentile(lane.answers.exchange_ms, share) for share in (0.5, 0.99))
        table.append(
            f"{name:<10}{rate:>12.0f}{lane.cpu_ms:>14.3f}{p50:>10.2f}{p99:>10.2f}{lane.answered:>10}{failed:>8}"
        )
    figures = {
        "bench": "redirect",
        "ratio": multiple(large.cpu_ms, bound.cpu_ms),
        "growth": multiple(large.cpu_ms, small.cpu_ms),
        "p99_ms": round(percentile(large.answers.exchange_ms, 0.99), 2),
        "lost": lost,
        "per_second": round(large.answered / large.seconds) if large.seconds else 0,
        "bound_per_second": round(bound.answered / bound.seconds) if bound.seconds else 0,
        "cpu_ms": round(large.cpu_ms, 3),
        "complete": lost == 0 and bool(large.answered and small.answered and bound.answered),
    }
    return Result(figures, table)
