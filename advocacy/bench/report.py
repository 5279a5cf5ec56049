"""What a benchmark says at its end, and the arithmetic of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Result:
    """Lines for people and one object for programs.

    `ratio`: our time as a multiple of the bound's; `growth`: our time with ten times the data as a multiple of our
    time; `p99_ms`: the slowest of a hundred; `lost`: what was asked for or acknowledged and did not happen.
    """

    figures: dict[str, Any]
    table: list[str] = field(default_factory=list)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that `share` of all values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def middle(values: Sequence[float]) -> float:
    """Return the median; 0 for nothing."""
    return median(values) if values else 0.0


def multiple(of: float, bound: float) -> float:
    """Return how many times the bound; 0 when the bound was not measured."""
    return round(of / bound, 2) if bound else 0.0
