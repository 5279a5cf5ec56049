"""How often everything was called, what was too often, and what an application did that it must not do."""

from collections import Counter, defaultdict
from typing import Any, Final

# What a well-behaved application never does; see `Meter.report`.
OVER_LIMIT: Final = "over_limit"
BEFORE_RESET: Final = "before_reset"
REFRESH_REUSED: Final = "refresh_reused"
SAME_TEXT: Final = "same_text"
TRUNCATED: Final = "truncated"
PARALLEL: Final = "parallel"
DEAD_VERSION: Final = "dead_version"
BROKE: Final = "no_credits"
VIOLATIONS: Final = (OVER_LIMIT, BEFORE_RESET, REFRESH_REUSED, SAME_TEXT, TRUNCATED, PARALLEL, DEAD_VERSION, BROKE)


class Meter:
    """Counts for one run; a reset of the world begins anew."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self._hits: Counter[tuple[str, ...]] = Counter()
        self._most: dict[str, tuple[int, int]] = {}
        self._closed: dict[tuple[str, ...], float] = {}
        self._answers: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._violations: Counter[str] = Counter()
        self._flying: Counter[str] = Counter()
        self._most_flying: Counter[str] = Counter()

    # --- Limits ------------------------------------------------------------------------------------------------------
    def hit(self, network: str, purpose: str, who: str, window: str, *, limit: int) -> tuple[bool, int]:
        """Count one call in its window; whether it is within the limit, and how many are left."""
        key = (network, purpose, who, window)
        name = f"{network}.{purpose}"
        if self._hits[key] >= limit:
            self.violate(OVER_LIMIT)
            return False, 0
        self._hits[key] += 1
        self._most[name] = (max(self._hits[key], self._most.get(name, (0, 0))[0]), limit)
        return True, limit - self._hits[key]

    def left(self, network: str, purpose: str, who: str, window: str, *, limit: int) -> int:
        return max(0, limit - self._hits[network, purpose, who, window])

    def close(self, *scope: str, until: float) -> None:
        """Note that `scope` was told to wait until a moment."""
        self._closed[scope] = max(until, self._closed.get(scope, 0.0))

    def knock(self, *scope: str, now: float) -> None:
        """Note a call of `scope`, which is a violation while it has been told to wait."""
        until = self._closed.get(scope)
        if until is not None and now < until:
            self.violate(BEFORE_RESET)

    def violate(self, kind: str) -> None:
        self._violations[kind] += 1

    # --- Calls -------------------------------------------------------------------------------------------------------
    def answered(self, network: str, call: str, outcome: str) -> None:
        self._answers[f"{network}.{call}"][outcome] += 1

    def depart(self, network: str, token: str) -> None:
        """A publishing call begins to be worked on."""
        for key in (network, token):
            self._flying[key] += 1
            self._most_flying[key] = max(self._most_flying[key], self._flying[key])
        if self._flying[token] > 1:
            self.violate(PARALLEL)

    def arrive(self, network: str, token: str) -> None:
        for key in (network, token):
            self._flying[key] -= 1

    def report(self, networks: tuple[str, ...]) -> dict[str, Any]:
        """Everything, for the operator's eye and for tests.

        `violations` counts, per kind: calls beyond a limit (`over_limit`), calls by who was told to wait
        (`before_reset`), refresh tokens used twice, one text from two accounts (`same_text`), texts the network had to
        cut (`truncated`), two publishing calls of one token at the same moment (`parallel`), calls to a version that
        has ended, and calls without credits. `most` says how full the fullest window of each limit ever was.
        """
        violations = {kind: self._violations[kind] for kind in VIOLATIONS}
        return {
            "violations": violations,
            "violations_in_all": sum(violations.values()),
            "calls": {name: dict(counts) for name, counts in sorted(self._answers.items())},
            "most": {name: {"used": used, "limit": limit} for name, (used, limit) in sorted(self._most.items())},
            "in_flight": {
                network: {"now": self._flying[network], "most": self._most_flying[network]} for network in networks
            },
        }
