"""The index of a pair as one line through time, worked out once for a record."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from legation.checking.results import EvidenceRow
from legation.checking.world import World
from legation.errors import LegationError
from legation.relations.cache import Arrays, cached

if TYPE_CHECKING:
    from legation.relations.index import Index, Relation

#: Raised when the same record would give other lines.
VERSION = 3

Reals = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, eq=False)
class Line:
    """The mean of both directions of a pair.

    Attributes
    ----------
    first
        First month, counted from year 0.
    mean, sd
        Posterior mean on the Goldstein scale and its standard deviation, float64[months].
    breaks
        First and last month of the interval of each break, its size, and the chance that a pair
        without any break shows one as striking, float64[breaks, 4]; None where they were not
        looked for, see `breaks_of`.
    estimated
        Whether the index of a record stands behind it, which knows how its months hang together.
    """

    first: int
    mean: Reals
    sd: Reals
    breaks: Reals | None = None
    estimated: bool = False

    @property
    def last(self) -> int:
        """Last month, counted from year 0."""
        return self.first + len(self.mean) - 1

    def over(self, low: int, high: int) -> tuple[float, float] | None:
        """Give the mean over months and its standard deviation, None where none is known.

        Errors of neighbouring months are taken as one, which errs on the side of doubt.
        """
        start, end = max(low, self.first) - self.first, min(high, self.last) - self.first + 1
        if end <= start:
            return None
        return float(self.mean[start:end].mean()), float(self.sd[start:end].mean())


def month_of(day: dt.date) -> int:
    """Count a month from year 0."""
    return day.year * 12 + day.month - 1


def month_words(month: int) -> str:
    """Write a month as YYYY-MM."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def line(world: World, a: str, b: str) -> Line | None:
    """Give the line of a pair, None where the record is too thin for an index."""
    first, second = sorted((a, b))
    found: Line | None = world.part(f"line {first} {second}", lambda: _line(world, first, second))
    return found


def _line(world: World, a: str, b: str) -> Line | None:
    key = {"version": VERSION, "a": a, "b": b, "as_of": world.as_of.isoformat()}
    try:
        arrays = kept(world, "pair-line", key, lambda: _made(world, a, b))
    except LegationError:
        return None
    return Line(int(arrays["first"]), arrays["mean"], arrays["sd"], estimated=True)


def kept(world: World, name: str, key: Mapping[str, Any], make: Callable[[], Arrays]) -> Arrays:
    """Give a result for a pair, kept for the next run where working it out takes long.

    With the index of all pairs at hand it does not.
    """
    from legation.relations.index.fit import VERSION as FIT

    if world.has("index"):
        return make()
    return cached(world.record, name, {**key, "fit": FIT}, make)


def breaks_of(world: World, a: str, b: str, found: Line) -> Reals:
    """Give the breaks of both directions of a pair; see `Line.breaks`."""
    if found.breaks is not None or not found.estimated:
        return np.empty((0, 4)) if found.breaks is None else found.breaks
    pair = sorted((a, b))
    key = {"version": VERSION, "pair": pair, "as_of": world.as_of.isoformat()}
    arrays = world.part(
        f"breaks {pair}", lambda: kept(world, "pair-breaks", key, lambda: _broken(world, *pair))
    )
    breaks: Reals = arrays["breaks"]
    return breaks


def relation_of(world: World, a: str, b: str) -> Relation:
    """Give the index of a pair.

    The first pair is estimated by itself, since a single claim should not wait for all pairs;
    with the second all are taken, of which each is then at hand.

    Raises
    ------
    LegationError
        If the record is too thin for an index.
    """
    from legation.relations.index import index

    # Where nothing of the record is later, what was learned from all of it serves.
    until = world.as_of if world.part("later", lambda: _later(world)) else None
    alone = world.part(f"alone {a} {b}", lambda: not world.part("index asked", lambda: False))
    world.put("index asked", True)
    told = world.part("progress", lambda: None)
    if alone:
        own: Index = world.part(
            f"index {a} {b}",
            lambda: index(world.record, [(a, b)], as_of=until, progress=told),
        )
        return own[a, b]
    every: Index = world.part("index", lambda: index(world.record, as_of=until, progress=told))
    return every[a, b]


def _made(world: World, a: str, b: str) -> Arrays:
    relation = relation_of(world, a, b)
    back = relation.reverse
    months = relation.months.astype("datetime64[M]").astype(int)
    return {
        "first": np.asarray(int(months[0]) + 1970 * 12),
        "mean": (relation.mean + back.mean) / 2,
        # The two directions move together; half the sum is the most that their mean may err.
        "sd": (relation.sd + back.sd) / 2,
    }


def _broken(world: World, a: str, b: str) -> Arrays:
    relation = relation_of(world, a, b)
    breaks = [
        (*map(_month, one.interval), one.size, one.false_alarm)
        for one in (*relation.breaks(), *relation.reverse.breaks())
    ]
    return {"breaks": np.asarray(breaks, dtype=float).reshape(-1, 4)}


def _later(world: World) -> bool:
    """Tell whether the record holds rows after the day."""
    rows = world.rows(
        """SELECT greatest((SELECT max(date) FROM rollcall), (SELECT max(date) FROM event),
            (SELECT max(start) FROM measure), (SELECT max(date) FROM score),
            (SELECT max(date) FROM document)) > $as_of AS later""",
        {},
    )
    return bool(rows[0]["later"])


def _month(text: str) -> int:
    year, month = text.split("-")
    return int(year) * 12 + int(month) - 1


def chance_above(change: float, sd: float) -> float:
    """Give the chance that a change is above zero, from a normal distribution."""
    return 0.5 * math.erfc(-change / (sd * math.sqrt(2))) if sd > 0 else float(change > 0)


def row_of(a: str, b: str, months: tuple[int, int], level: tuple[float, float]) -> EvidenceRow:
    """Give a stretch of the index as a row of evidence."""
    span = f"{month_words(months[0])} to {month_words(months[1])}"
    return EvidenceRow(
        "index",
        f"{a}-{b}, {span}",
        dt.date(months[0] // 12, months[0] % 12 + 1, 1),
        f"level {level[0]:+.2f}, standard deviation {level[1]:.2f}",
    )
