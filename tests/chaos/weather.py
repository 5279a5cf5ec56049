"""What happens when: drawn from a seed, so that the same seed draws the same storm."""

import random
from dataclasses import dataclass
from typing import Any, Final

# Every kind of accident and how often it comes, in proportion.
KINDS: Final[dict[str, int]] = {
    "kill_worker": 5,
    "freeze_worker": 4,
    "flush_queue": 2,
    "crash_queue": 2,
    "crash_database": 3,
    "cut_network": 3,
    "jump_clock": 2,
    "kill_beat": 1,
}
CUTS: Final = ("refuse", "reset", "silent", "swallow")
# Of all calls that create a post, one in four gets one of these. Those that end an account are rare: the rest of its
# shares could only be held.
FAULTY: Final = 0.25
COMMON: Final = (
    *("500_before", "500_after", "502_before", "503_after", "504_after", "408_before"),
    *("timeout_before", "timeout_after", "reset_before", "reset_after", "close_before", "close_after"),
    *("cut_body", "cut_head", "no_id", "garbage", "drip", "slow", "late_after", "redirect", "redirect_after"),
    *("429", "429", "422", "400", "duplicate", "media_not_ready"),
)
RARE: Final = (
    {"kind": "401", "on": "create", "network": "x", "p": 0.01},
    {"kind": "401", "on": "create", "network": "linkedin", "p": 0.002},
    {"kind": "403_scope", "on": "create", "p": 0.002},
    {"kind": "402", "on": "create", "network": "x", "times": 1, "p": 0.01},
    {"kind": "426", "on": "create", "network": "linkedin", "times": 1, "p": 0.01},
    {"kind": "500_before", "on": "token", "p": 0.05},
    {"kind": "reset_before", "on": "token", "p": 0.05},
    {"kind": "503_before", "on": "read", "p": 0.1},
)


@dataclass(frozen=True)
class Accident:
    """One thing that happens `at` so many seconds after the start, and ends `lasts` seconds later."""

    at: float
    kind: str
    lasts: float = 0.0
    detail: Any = None


def faults() -> list[dict[str, Any]]:
    """The simulator's rules. Rules are asked in order, so that each one's part is of what the earlier ones left."""
    made: list[dict[str, Any]] = [dict(rule) for rule in RARE]
    left, each = 1.0, FAULTY / len(COMMON)
    for kind in COMMON:
        made.append({"kind": kind, "on": "create", "p": each / left})
        left -= each
    return made


def forecast(seed: int, seconds: float, *, database: bool, long_freeze: float) -> list[Accident]:
    """The accidents of one run: every kind at least once when there is room, then at random, seconds apart."""
    dice = random.Random(seed)
    kinds = [kind for kind in KINDS if database or kind != "crash_database"]
    first = [*kinds]
    dice.shuffle(first)
    made: list[Accident] = []
    at = 3.0
    frozen_long = False
    while at < seconds - 2:
        kind = first.pop() if first else dice.choices(kinds, [KINDS[name] for name in kinds])[0]
        lasts, detail = 0.0, dice.randrange(2)
        if kind == "freeze_worker":
            # The long one once, in a run that is long enough to see what follows.
            long = not frozen_long and at + long_freeze < seconds
            frozen_long |= long
            lasts = long_freeze if long else dice.uniform(3, 12)
        elif kind in {"crash_queue", "crash_database"}:
            lasts = dice.uniform(0.3, 4)
        elif kind == "cut_network":
            lasts, detail = dice.uniform(1, 4), dice.choice(CUTS)
        elif kind == "jump_clock":
            detail = dice.choice((-1, 0, 1))
        made.append(Accident(at, kind, lasts, detail))
        at += dice.uniform(1.5, 4.5)
    return made
