"""Due shares leaving through the whole protocol, beside bare posts by the same number of threads, slice by slice.

Both sides are the same two processes and the same simulated networks: a slice of bare posts through the adapters, then
a slice of shares that are claimed, begun, delivered and recorded, and so on. What is compared is posts per second.
"""

import json
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from advocacy.bench import due
from advocacy.bench.report import Result, multiple
from advocacy.bench.stage import NETWORKS, Stage, cpu_seconds, stage
from advocacy.lib import processes

# Ten shares an account: fewer than a network takes in a day.
ORGANISATIONS, PEOPLE = 20, 25
# As many calls at once as the settings allow when they are left alone: eight on each of two networks.
PROCESSES, AT_ONCE = 2, 16
LATENCIES = (300, 50)
# Few and long: a drain takes a moment to fill its places, and to empty them at its end.
SLICES = 2
WARM_UP_SECONDS = 1.5
PATIENCE = 3


@dataclass
class Side:
    """One side of the comparison at one latency: what all its slices came to."""

    posts: int = 0
    seconds: float = 0.0
    cpu: float = 0.0
    simulator_cpu: float = 0.0
    megabytes: float = 0.0
    rates: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Posts per second."""
        return self.posts / self.seconds if self.seconds else 0.0


class Lane:
    """One process that publishes or posts as it is told (`advocacy.bench.lane`)."""

    def __init__(self, on: Stage) -> None:
        self.child = subprocess.Popen(  # noqa: S603 -- our own command, no shell
            processes.interpreter("manage.py", "bench", "lane"), env=on.env, cwd=settings.BASE_DIR,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=on.said, text=True,
            preexec_fn=processes.die_with_parent,
        )  # fmt: skip

    def tell(self, **command: Any) -> None:
        """Begin something."""
        if self.child.stdin is not None:
            self.child.stdin.write(json.dumps(command) + "\n")
            self.child.stdin.flush()

    def hear(self) -> dict[str, Any]:
        """Wait for what came of it."""
        line = self.child.stdout.readline() if self.child.stdout is not None else ""
        if not line:
            raise RuntimeError("a process of the benchmark died")
        heard: dict[str, Any] = json.loads(line)
        return heard

    def end(self) -> None:
        """Let it end."""
        if self.child.stdin is not None:
            self.child.stdin.close()
        self.child.wait(60)


def run(seconds: float, say: Callable[[str], object], *, shares: int = 10_000, at_once: int = AT_ONCE) -> Result:
    """Measure for so long at each latency and on each side, or until the shares are used up; return the figures."""
    with stage(NETWORK_IN_FLIGHT=str(max(1, at_once // len(NETWORKS))), ACCOUNT_POSTS_PER_DAY="100000") as on:
        say(f"Preparing {shares} due shares of {ORGANISATIONS} organisations …")
        on.manage(
            "bench", "due", "--shares", str(shares), "--tokens", str(on.grants(due.handles(ORGANISATIONS, PEOPLE)))
        )
        lanes = [Lane(on) for _number in range(PROCESSES)]
        try:
            sides = {latency: _compare(on, lanes, latency, seconds, at_once, say) for latency in LATENCIES}
            # The others leave off the clock, if it does not take too long.
            for lane in lanes:
                lane.tell(do="drain", seconds=seconds * PATIENCE)
            rest = sum(lane.hear()["posts"] for lane in lanes)
        finally:
            for lane in lanes:
                lane.end()
        return _result(on, sides, shares, at_once, rest)


def _compare(
    on: Stage, lanes: list[Lane], latency: int, seconds: float, at_once: int, say: Callable[[str], object]
) -> dict[str, Side]:
    on.control("latency", api=latency / 1000)
    sides = {"bare": Side(), "shares": Side()}
    threads = max(1, at_once // len(lanes))
    _slice(on, lanes, Side(), do="bare", seconds=WARM_UP_SECONDS, threads=threads)
    say(f"Measuring at {latency} ms for {seconds:.0f} s a side …")
    for _turn in range(SLICES):
        _slice(on, lanes, sides["bare"], do="bare", seconds=seconds / SLICES, threads=threads)
        _slice(on, lanes, sides["shares"], do="drain", seconds=seconds / SLICES)
    return sides


def _slice(on: Stage, lanes: list[Lane], side: Side, **command: Any) -> None:
    simulator, started = cpu_seconds(on.simulator.pid), time.monotonic()
    for lane in lanes:
        lane.tell(**command)
    heard = [lane.hear() for lane in lanes]
    seconds, posts = time.monotonic() - started, sum(each["posts"] for each in heard)
    if not posts:
        return
    side.posts += posts
    side.seconds += seconds
    side.cpu += sum(each["cpu"] for each in heard)
    side.simulator_cpu += cpu_seconds(on.simulator.pid) - simulator
    side.megabytes = max(side.megabytes, sum(each["megabytes"] for each in heard))
    side.rates.append(posts / seconds)


def _result(on: Stage, sides: dict[int, dict[str, Side]], shares: int, at_once: int, rest: int) -> Result:
    head = f"{'':<14}{'per second':>12}{'of bound':>10}{'CPU ms each':>13}{'networks':>10}{'MB':>8}{'posts':>8}"
    table = [head]
    figures: dict[str, Any] = {"bench": "drain"}
    for latency, both in sides.items():
        bare, ours = both["bare"], both["shares"]
        for name, side in both.items():
            each = 1000 / side.posts if side.posts else 0.0
            table.append(
                f"{f'{name} {latency} ms':<14}{side.rate:>12.1f}{multiple(side.rate, bare.rate):>10.2f}"
                f"{side.cpu * each:>13.2f}{side.simulator_cpu * each:>10.2f}{side.megabytes:>8.0f}{side.posts:>8}"
            )
        figures[f"ratio_{latency}ms"] = multiple(ours.rate, bare.rate)
        figures[f"ratio_to_latency_{latency}ms"] = multiple(ours.rate, at_once * 1000 / latency)
        figures[f"per_second_{latency}ms"] = round(ours.rate, 1)
        figures[f"bound_per_second_{latency}ms"] = round(bare.rate, 1)
        figures[f"cpu_ms_{latency}ms"] = round(ours.cpu / ours.posts * 1000, 2) if ours.posts else 0.0
        figures[f"bound_cpu_ms_{latency}ms"] = round(bare.cpu / bare.posts * 1000, 2) if bare.posts else 0.0
        figures[f"megabytes_{latency}ms"] = round(ours.megabytes)
    ended = on.manage("bench", "outcome")
    online = [entry["text"] for entry in on.log() if entry.get("event") == "create" and entry.get("accepted")]
    ours_online = [text for text in online if text.startswith("Due ")]
    states = ended["states"]
    published = states.get("published", 0)
    twice = len(ours_online) - len(set(ours_online))
    figures |= {
        "at_once": at_once,
        "processes": PROCESSES,
        "shares": shares,
        "published": published,
        "off_the_clock": rest,
        "twice": twice,
        "states": states,
        # Each share that left has one attempt and one post, each other one waits as before.
        "complete": twice == 0
        and published == ended["attempts"] == len(ours_online) > 0
        and published + states.get("scheduled", 0) == shares,
    }
    return Result(figures, table)
