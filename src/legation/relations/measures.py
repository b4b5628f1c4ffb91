"""Measures of agreement on a 3 x 3 table of choices, each with an interval."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from statistics import NormalDist
from typing import Any

import numpy as np

CHOICES = ("yes", "abstain", "no")
Table = np.ndarray[Any, np.dtype[np.float64]]


def tabulate(a: Iterable[str], b: Iterable[str]) -> Table:
    """Count choices of two states, roll call by roll call, into a 3 x 3 table."""
    table = np.zeros((3, 3))
    for x, y in zip(a, b, strict=True):
        table[CHOICES.index(x), CHOICES.index(y)] += 1
    return table


def _plain(t: Table) -> float:
    return float(np.trace(t) / t.sum())


def _half(t: Table) -> float:
    """Index of agreement of Lijphart (1963): an abstention against a vote counts one half."""
    weights = np.array([[1, 0.5, 0], [0.5, 1, 0.5], [0, 0.5, 1]])
    return float((t * weights).sum() / t.sum())


def _corrected(observed: float, expected: float) -> float:
    """Share of the agreement that chance leaves open; 0 where chance alone would fill it."""
    return (observed - expected) / (1 - expected) if expected < 1 else 0.0


def _pi(t: Table) -> float:
    """Scott (1955): expected agreement from the two states' pooled choices."""
    pooled = (t.sum(0) + t.sum(1)) / (2 * t.sum())
    return _corrected(_plain(t), float(pooled @ pooled))


def _kappa(t: Table) -> float:
    """Cohen (1960): expected agreement from each state's own choices."""
    return _corrected(_plain(t), float(t.sum(0) @ t.sum(1)) / float(t.sum()) ** 2)


METHODS: dict[str, tuple[Callable[[Table], float], str]] = {
    "plain": (_plain, "same choice among yes, no and abstain"),
    "yes_no": (_plain, "same vote, roll calls on which both voted yes or no"),
    "half": (_half, "an abstention against a vote counts one half (Lijphart 1963)"),
    "pi": (_pi, "corrected for chance with pooled choices (Scott 1955)"),
    "kappa": (_kappa, "corrected for chance with each state's choices (Cohen 1960)"),
}


def measure(
    table: Table, method: str, level: float
) -> tuple[float | None, tuple[float, float] | None]:
    """Measure and interval from a 3 x 3 table of counts.

    Shares (`plain`, `yes_no`) get the interval of Wilson (1927); the others a jackknife over
    roll calls (Efron and Tibshirani 1993, chapter 11), cut at the ends of the scale.
    """
    n = float(table.sum())
    if n == 0:
        return None, None
    statistic, _ = METHODS[method]
    value = statistic(table)
    z = NormalDist().inv_cdf(0.5 + level / 2)
    if method in ("plain", "yes_no"):
        return value, wilson(value, n, z)
    if n < 2:
        return value, (-1.0 if method in ("pi", "kappa") else 0.0, 1.0)
    without = np.zeros_like(table)
    for cell in zip(*np.nonzero(table), strict=True):
        less = table.copy()
        less[cell] -= 1
        without[cell] = statistic(less)
    mean = float((table * without).sum() / n)
    sd = float(np.sqrt((n - 1) / n * (table * (without - mean) ** 2).sum()))
    floor = -1.0 if method in ("pi", "kappa") else 0.0
    return value, (max(floor, value - z * sd), min(1.0, value + z * sd))


def wilson(share: float, n: float, z: float) -> tuple[float, float]:
    """Score interval of a share (Wilson 1927)."""
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    reach = z / (1 + z * z / n) * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, float(centre - reach)), min(1.0, float(centre + reach))
