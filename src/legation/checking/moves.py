"""A change of the index between two stretches of months, how sure it is, and what moved it.

The index of a pair is a linear system (`legation.relations.index.linear`), and a mean over months
is a linear functional of it; so the change between two means has its own posterior standard
deviation, in which months that hang together are not counted twice, and splits into what each
observation of the record contributes (as `Relation.explain` splits the change between two
single months; see `legation.relations.index.evidence`). The largest contributions are given by
rows of the record.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from legation.checking.levels import Line, Reals, kept, relation_of
from legation.checking.moved_by import Observed, rows_behind
from legation.checking.results import EvidenceRow
from legation.checking.world import World

if TYPE_CHECKING:
    from legation.relations.index import Relation
    from legation.relations.index.linear import LinearDyad

Span = tuple[int, int]
Ints = np.ndarray[Any, np.dtype[np.int64]]

#: Raised when the same record would give other moves.
VERSION = 4
#: Observations whose rows are shown: those that moved the index most its way, and against it.
WITH, AGAINST = 6, 2
#: Observations of one source that are shown at most, so that others are seen too.
OF_ONE = 2
#: Part of the change below which an observation is not shown.
LEAST = 0.02


@dataclass(frozen=True)
class Move:
    """A change of the mean of both directions of a pair.

    Attributes
    ----------
    change
        Mean level after less mean level before, in Goldstein units.
    sd
        Its posterior standard deviation.
    rows
        Rows of the record that moved it most; empty where no record stands behind the line.
    """

    change: float
    sd: float
    rows: tuple[EvidenceRow, ...] = ()


def move(
    world: World, pair: tuple[str, str], line: Line, before: Span, after: Span, *, rows: bool = True
) -> Move | None:
    """Give the change of a pair between two stretches of months, None where one is not known.

    Parameters
    ----------
    world
        The record cut at a day.
    pair
        The pair.
    line
        Its line.
    before, after
        First and last month of each, counted from year 0.
    rows
        Whether rows of the record are looked up.
    """
    levels = line.over(*before), line.over(*after)
    if levels[0] is None or levels[1] is None:
        return None
    if not line.estimated:
        change = levels[1][0] - levels[0][0]
        # Without the posterior the two are taken for independent.
        return Move(change, (levels[0][1] ** 2 + levels[1][1] ** 2) ** 0.5)
    a, b = sorted(pair)
    name = f"move {a} {b} {before} {after}"
    change, sd, moved = world.part(name, lambda: _kept(world, (a, b), line, before, after))
    return Move(change, sd, rows_behind(world, (a, b), moved, change) if rows else ())


def _kept(
    world: World, pair: tuple[str, str], line: Line, before: Span, after: Span
) -> tuple[float, float, list[Observed]]:
    key = {"version": VERSION, "pair": pair, "spans": [*before, *after],
        "as_of": world.as_of.isoformat()}  # fmt: skip

    def make() -> dict[str, np.ndarray[Any, Any]]:
        change, sd, moved = _split(relation_of(world, *pair), line, before, after)
        held = [[str(part) for part in one] for one in moved]
        return {"move": np.array([change, sd]),
            "moved": np.array(held, dtype=str).reshape(-1, len(Observed._fields))}  # fmt: skip

    arrays = kept(world, "pair-move", key, make)
    change, sd = (float(value) for value in arrays["move"])
    return change, sd, [Observed.read([str(part) for part in one]) for one in arrays["moved"]]


def _split(
    relation: Relation, line: Line, before: Span, after: Span
) -> tuple[float, float, list[Observed]]:
    """Give the change, its standard deviation, and the observations that moved it most."""
    dyad = relation.dyad.linear
    low, high = line.first, line.last
    inside = [(max(span[0], low), min(span[1], high)) for span in (before, after)]
    change, variance, contribution = change_between(dyad, inside[0], inside[1])
    sd = variance**0.5 * relation.dyad.calibration.factors(len(contribution))[1]
    signed = contribution * (1.0 if change >= 0 else -1.0)
    order = np.argsort(-signed, kind="stable")
    least, back = LEAST * abs(change), order[::-1]
    chosen = _few_of_each(order[signed[order] > least], dyad.source, WITH)
    chosen += _few_of_each(back[signed[back] < -least], dyad.source, AGAINST)
    names, first = relation.dyad.arrays.sources, dyad.first
    return change, sd, [
        Observed(
            names[int(dyad.source[i])], int(dyad.month[i]) + first, int(dyad.side[i]),
            float(contribution[i]),
        )
        for i in chosen
    ]  # fmt: skip


def _few_of_each(order: Ints, source: Ints, most: int) -> list[int]:
    """Take the first observations, no more than `OF_ONE` of one source."""
    chosen: list[int] = []
    for i in order.tolist():
        if sum(source[j] == source[i] for j in chosen) < OF_ONE:
            chosen.append(i)
        if len(chosen) == most:
            break
    return chosen


def change_between(dyad: LinearDyad, before: Span, after: Span) -> tuple[float, float, Reals]:
    """Give the change of the mean of both directions between two stretches of months.

    Parameters
    ----------
    dyad
        The pair as a linear system.
    before, after
        First and last month of each, counted from year 0, within the months of the pair.

    Returns
    -------
    tuple
        The change; its posterior variance, not calibrated; and what each observation
        contributes, against the relation as it stood before, float64[observations].
    """
    mean, offsets = dyad.mean
    functional = np.zeros((dyad.months, 2))
    for span, sign in ((before, -1.0), (after, 1.0)):
        low, high = span[0] - dyad.first, span[1] - dyad.first + 1
        functional[low:high] += sign / (2 * (high - low))
    reference = mean[before[0] - dyad.first : before[1] - dyad.first + 1].mean(axis=0)
    flat = functional.ravel()
    weight, months, _ = dyad.weights(flat)
    expected = dyad.reach(np.tile(reference, dyad.months), offsets)
    contribution: Reals = weight * (dyad.residual - expected)
    return float(flat @ mean.ravel()), max(float(flat @ months), 0.0), contribution
