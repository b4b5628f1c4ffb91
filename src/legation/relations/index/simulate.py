"""Draw dyads from the model, to hold estimates against a truth that is known."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from legation.errors import InputError
from legation.relations.index.arrays import Arrays, Ints, Reals
from legation.relations.index.parameters import Parameters

_CHUNK = 200_000  # dyad-months drawn at a time
_KINDS = (np.int32, np.int32, np.int16, np.int8, np.float64, np.float64)


@dataclass(frozen=True)
class Coverage:
    """When and how a simulated source observes.

    Attributes
    ----------
    sides
        Sides it observes, each on its own: 0, 1, 2 as in `Arrays`.
    rate
        Probability that it observes a side of a dyad in a month.
    rows
        Mean number of rows n behind an observation; n is 1 + Poisson(rows - 1).
    share
        Share of dyads that it covers at all.
    begin, end
        Window of its life as shares of the whole time, 0 to 1.
    """

    sides: tuple[int, ...] = (2,)
    rate: float = 1.0
    rows: float = 1.0
    share: float = 1.0
    begin: float = 0.0
    end: float = 1.0


@dataclass(frozen=True, eq=False)
class Simulated:
    """Observations and the truth behind them.

    Attributes
    ----------
    arrays
        Observations.
    truth
        float64[T, 2]; x_ab and x_ba, dyad after dyad as in `Smoothed`.
    offsets
        float64[D, S].
    breaks
        bool[T]; months into which a break was put.
    """

    arrays: Arrays
    truth: Reals
    offsets: Reals
    breaks: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


def simulate(
    parameters: Parameters,
    coverage: Sequence[Coverage],
    *,
    dyads: int,
    months: int | Ints,
    first: int = 1946 * 12,
    break_rate: float = 0.0,
    break_size: float = 0.0,
    seed: int = 0,
) -> Simulated:
    """Draw dyads from the model.

    Parameters
    ----------
    parameters
        Truth.
    coverage
        One per source.
    dyads
        Number of dyads.
    months
        Months of all dyads, or one number for each; all start in the month `first`.
    break_rate, break_size
        Probability that a month brings a break beyond the steps of the model, and by how much
        both directions then move, up or down.
    seed
        Same seed, same draw.
    """
    if len(coverage) != len(parameters.sources):
        raise InputError(f"coverage of {len(coverage)} sources for {len(parameters.sources)}")
    source = np.random.default_rng(seed)
    lengths = np.broadcast_to(np.asarray(months, np.int64), (dyads,))
    start = np.concatenate([[0], np.cumsum(lengths)])
    offsets = source.normal(size=(dyads, len(coverage))) * parameters.tau
    truth, breaks = np.empty((start[-1], 2)), np.zeros(start[-1], bool)
    most = int(start[-1]) * sum(len(cover.sides) for cover in coverage)
    # Memory never written to is never taken, so that more than is needed costs nothing.
    columns: list[Any] = [np.empty(most, kind) for kind in _KINDS]
    count, per_chunk = 0, max(1, int(_CHUNK / max(1, lengths.max(initial=1))))
    for low in range(0, dyads, per_chunk):
        chunk = slice(low, min(low + per_chunk, dyads))
        rows = slice(int(start[chunk.start]), int(start[chunk.stop]))
        own = np.repeat(np.arange(chunk.start, chunk.stop), lengths[chunk])
        at = np.arange(rows.start, rows.stop) - start[own]
        breaks[rows] = (source.random(own.size) < break_rate) & (at > 0)
        truth[rows] = _paths(parameters, at, breaks[rows], break_size, source)
        part = _observe(parameters, coverage, truth[rows], own, at, lengths, offsets, source)
        for column, values in zip(columns, part, strict=True):
            column[count : count + len(part[0])] = values
        count += len(part[0])
    dyad, month, which, side, value, n = (column[:count] for column in columns)
    month += first
    arrays = Arrays.build(
        sources=parameters.sources,
        dyads=dyads,
        dyad=dyad,
        month=month,
        source=which,
        side=side,
        value=value,
        n=n,
        span=np.stack([np.full(dyads, first), first + lengths - 1], 1),
    )
    return Simulated(arrays, truth, offsets, breaks)


def _paths(
    parameters: Parameters,
    at: Ints,
    breaks: np.ndarray[tuple[int, ...], np.dtype[np.bool_]],
    size: float,
    source: np.random.Generator,
) -> Reals:
    """Random walks of both directions, each dyad from its own first month."""
    noise = source.normal(size=(at.size, 2))
    steps = math.sqrt(parameters.q) * _correlate(noise, parameters.rho)
    if math.isfinite(parameters.nu):
        lam = source.gamma(parameters.nu / 2, 2 / parameters.nu, at.size)
        steps /= np.sqrt(lam)[:, None]
    begins = at == 0
    levels = math.sqrt(parameters.P0) * _correlate(noise[begins], parameters.r0)
    steps[begins] = parameters.m0 + levels
    steps[breaks] += size * source.choice([-1.0, 1.0], int(breaks.sum()))[:, None]
    # Where a dyad begins, take off all that came before it.
    walk: Reals = np.cumsum(steps, axis=0)
    before = walk[begins] - steps[begins]
    walk -= before[np.cumsum(begins) - 1]
    return walk


def _correlate(noise: Reals, rho: float) -> Reals:
    return np.stack([noise[:, 0], rho * noise[:, 0] + math.sqrt(1 - rho**2) * noise[:, 1]], 1)


def _observe(
    parameters: Parameters,
    coverage: Sequence[Coverage],
    truth: Reals,
    own: Ints,
    at: Ints,
    lengths: Ints,
    offsets: Reals,
    source: np.random.Generator,
) -> tuple[np.ndarray[Any, Any], ...]:
    """Observations of some dyads: dyad, month, source, side, value, n; sorted."""
    parts = []
    for s, cover in enumerate(coverage):
        covered = source.random(own[-1] + 1 - own[0]) < cover.share if own.size else own
        age = at / lengths[own]
        alive = (age >= cover.begin) & (age < cover.end) & covered[own - own[:1]]
        for side in cover.sides:
            rows = np.flatnonzero(alive & (source.random(own.size) < cover.rate))
            n = 1.0 + source.poisson(cover.rows - 1.0, rows.size)
            x = truth[rows].mean(1) if side == 2 else truth[rows, side]
            spread = np.sqrt(parameters.F[s] + parameters.R[s] / n)
            value = parameters.a[s] + parameters.b[s] * x + offsets[own[rows], s]
            value += spread * source.normal(size=rows.size)
            parts.append(
                (rows, np.full(rows.size, s, np.int16), np.full(rows.size, side), value, n)
            )
    rows, which, sides, value, n = (np.concatenate(c) for c in zip(*parts, strict=True))
    order = np.lexsort((sides, which, rows))
    rows = rows[order]
    return own[rows], at[rows], which[order], sides[order], value[order], n[order]
