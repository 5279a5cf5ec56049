"""Shares due within one minute, published by the real processes: workers and scheduler as `manage.py up` starts them.

First R5: twenty organisations promise for the same minute, on both networks. Then R13: one organisation's campaign is
due at once, and another organisation's single shares fall due in the middle of it. Late is from the promised moment to
the moment the attempt was written down, right before the first byte.
"""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings

from advocacy.bench import due
from advocacy.bench.report import Result, percentile
from advocacy.bench.stage import Stage, stage
from advocacy.lib import processes

ORGANISATIONS, PEOPLE = 20, 25
SHARES, SPREAD = 1000, 60.0
CAMPAIGN, SINGLES = 5000, 3
LATENCY = 0.1
# The settings' caps, raised as somebody with so many shares would.
IN_FLIGHT = 32
WORKERS = 2
# How long before the first share falls due the processes are started, so that their start is not what is measured.
HEAD_START = 25.0
PATIENCE = 300.0


def run(seconds: float, say: Callable[[str], object], *, shares: int = SHARES, at_once: int = IN_FLIGHT) -> Result:
    """Publish both bursts; `shares` is how many fall due in the minute, the campaign is five times as long."""
    redis = {"REDIS_URL": settings.REDIS_URL} if settings.REDIS_URL else {}
    campaign = CAMPAIGN * shares // SHARES
    with stage(NETWORK_IN_FLIGHT=str(at_once), ACCOUNT_POSTS_PER_DAY="100000", **redis) as on:
        on.control("latency", api=LATENCY)
        on.manage("bench", "people", "--tokens", str(on.grants(due.handles(ORGANISATIONS, PEOPLE))))
        say(f"{shares} shares of {ORGANISATIONS} organisations, due within {SPREAD:.0f} s …")
        _schedule(on, "minute", shares)
        for number in range(1, WORKERS + 1):
            on.start(processes.worker(name=f"bench{number}"))
        on.start(processes.beat(on.folder / "beat-schedule"))
        _until(on, shares, HEAD_START + SPREAD + PATIENCE)
        minute = on.manage("bench", "outcome")
        say(f"A campaign of {campaign} shares, and {SINGLES} single shares of another organisation …")
        _schedule(on, "campaign", campaign)
        ended = on.manage("bench", "outcome")
        deadline = time.monotonic() + HEAD_START + PATIENCE
        while not _singles(ended) and time.monotonic() < deadline:
            time.sleep(3)
            ended = on.manage("bench", "outcome")
        left = ended["states"].get("scheduled", 0)
    return _result(minute, ended, shares, campaign, left, at_once)


def _schedule(on: Stage, what: str, count: int) -> None:
    on.manage("bench", what, "--shares", str(count), "--seconds", str(HEAD_START))


def _until(on: Stage, count: int, patience: float) -> None:
    ends = time.monotonic() + patience
    while time.monotonic() < ends:
        time.sleep(2)
        if on.manage("bench", "outcome")["states"].get("published", 0) >= count:
            return


def _singles(ended: dict[str, Any]) -> list[float]:
    late: list[float] = ended["late"].get("Single", [])
    return late if len(late) >= SINGLES else []


def _result(
    minute: dict[str, Any], ended: dict[str, Any], shares: int, campaign: int, left: int, at_once: int
) -> Result:
    late, singles = minute["late"].get("Minute", []), ended["late"].get("Single", [])
    marks = {share: round(percentile(late, share), 1) for share in (0.5, 0.95, 0.99)}
    table = [
        f"{'':<34}{'published':>10}{'p50 s':>8}{'p95 s':>8}{'p99 s':>8}{'most s':>8}",
        f"{'due within the minute':<34}{len(late):>10}{marks[0.5]:>8}{marks[0.95]:>8}{marks[0.99]:>8}"
        f"{round(max(late, default=0.0), 1):>8}",
        f"{'single, beside a campaign':<34}{len(singles):>10}{'':>24}{round(max(singles, default=0.0), 1):>8}",
        f"{'the campaign, then still waiting':<34}{left:>10}",
    ]
    figures = {
        "bench": "burst",
        "shares": shares,
        "published": len(late),
        "late_p50_s": marks[0.5],
        "late_p95_s": marks[0.95],
        "late_p99_s": marks[0.99],
        "campaign": campaign,
        "campaign_left": left,
        "single_late_s": round(max(singles, default=0.0), 1),
        "in_flight_per_network": at_once,
        "workers": WORKERS,
        "states": ended["states"],
        "attempts": ended["attempts"],
        "complete": len(late) == shares and len(singles) == SINGLES,
    }
    return Result(figures, table)
