"""Intervals that hold what they promise: factors learned where the answer was held back.

Blocks of months are taken out of some dyads, the dyads are smoothed from the rest, and the
observations taken out are held against what was predicted for them. The factor of a level is the
one that would have made its interval hold just its share of them (split conformal prediction
with a normalised score, Vovk, Gammerman & Shafer 2005; by stratum as in Mondrian conformal
prediction, so that pairs with few rows are not covered at the cost of others).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np

from legation.relations.index.arrays import Arrays, Ints, Reals
from legation.relations.index.engine import Progress
from legation.relations.index.linear import LinearDyad
from legation.relations.index.parameters import Parameters
from legation.relations.index.smooth import smooth

SAMPLE = 1200  # dyads held against themselves
STRATA = 4
BLOCK = 24  # months taken out
_NOTHING = 1e-9  # share of n that an observation held back keeps: it says nothing, but is there


@dataclass(frozen=True)
class Calibration:
    """Factors on the half width of intervals, by the number of observations of a pair.

    Attributes
    ----------
    edges
        Numbers of observations at which one stratum ends and the next begins, K - 1 of them.
    at50, at90
        Factor of the 50 % and of the 90 % interval in each of the K strata.
    tested
        Observations held back from which the factors were learned.
    """

    edges: tuple[float, ...] = ()
    at50: tuple[float, ...] = (1.0,)
    at90: tuple[float, ...] = (1.0,)
    tested: int = 0

    #: Half widths of a normal distribution's 50 % and 90 % interval.
    NORMAL: ClassVar[tuple[float, float]] = (0.6744897501960817, 1.6448536269514722)

    def factors(self, observations: int) -> tuple[float, float]:
        """Give the factors of the 50 % and the 90 % interval for a pair."""
        stratum = int(np.searchsorted(self.edges, observations, side="right"))
        return self.at50[stratum], self.at90[stratum]

    def as_dict(self) -> dict[str, Any]:
        """Give all as values that JSON can hold."""
        return {
            "edges": list(self.edges),
            "at50": list(self.at50),
            "at90": list(self.at90),
            "tested": self.tested,
        }

    @classmethod
    def from_dict(cls, given: dict[str, Any]) -> Calibration:
        """Read what `as_dict` wrote."""
        parts = {key: tuple(map(float, given[key])) for key in ("edges", "at50", "at90")}
        return cls(**parts, tested=int(given["tested"]))


@dataclass(frozen=True, eq=False)
class HeldBack:
    """Predictions of observations that were held back, n of them.

    Attributes
    ----------
    dyad, source
        int[n]; where each comes from.
    observations
        int[n]; observations of its dyad.
    score
        float64[n]; distance from the prediction in standard deviations predicted.
    """

    dyad: Ints
    source: Ints
    observations: Ints
    score: Reals


def calibrate(
    arrays: Arrays,
    parameters: Parameters,
    *,
    sample: int = SAMPLE,
    seed: int = 0,
    progress: Progress | None = None,
) -> Calibration:
    """Learn the factors of the intervals.

    Parameters
    ----------
    arrays, parameters
        The observations and what was estimated from them.
    sample
        Dyads to hold against themselves, drawn evenly over the strata.
    seed
        Draws dyads and blocks.
    progress
        As for `smooth`.
    """
    counts = np.diff(arrays.pointer)
    having = np.flatnonzero(counts >= 2)
    if not len(having):
        return Calibration()
    edges = np.unique(np.quantile(counts[having], np.linspace(0, 1, STRATA + 1)[1:-1]))
    random = np.random.default_rng(seed)
    chosen = _spread(having, np.searchsorted(edges, counts[having], side="right"), sample, random)
    found = hold_back(arrays, parameters, chosen, random, progress=progress)
    stratum = np.searchsorted(edges, found.observations, side="right")
    at: list[tuple[float, float]] = []
    for k in range(len(edges) + 1):
        own = np.abs(found.score[stratum == k])
        at.append(_factors(own if len(own) >= 100 else np.abs(found.score)))
    return Calibration(
        tuple(map(float, edges)),
        tuple(x[0] for x in at),
        tuple(x[1] for x in at),
        len(found.score),
    )


def hold_back(
    arrays: Arrays,
    parameters: Parameters,
    dyads: Ints,
    random: np.random.Generator,
    *,
    source: int | None = None,
    block: int = BLOCK,
    progress: Progress | None = None,
) -> HeldBack:
    """Predict observations from the others of their dyads.

    Parameters
    ----------
    arrays, parameters
        The observations and what was estimated from them.
    dyads
        Positions of the dyads to look at.
    random
        Draws a block in each dyad: it begins with one of its observations.
    source
        Hold back all of one source instead of a block.
    block
        Months of a block.
    """
    own = arrays.take(dyads)
    dyad = np.repeat(np.arange(own.dyads), np.diff(own.pointer))
    if source is None:
        begin = own.pointer[:-1] + random.integers(0, np.maximum(np.diff(own.pointer), 1))
        first = own.month[np.minimum(begin, len(own.month) - 1)][dyad]
        held = (own.month >= first) & (own.month < first + block)
    else:
        held = own.source == source
    n = np.where(held, own.n * _NOTHING, own.n)
    blind = replace(own, n=n)
    found = smooth(blind, parameters, progress=progress)
    scores = np.full(len(held), np.nan)
    for d in range(own.dyads):
        which = np.flatnonzero(held[own.pointer[d] : own.pointer[d + 1]])
        if len(which):
            scores[own.pointer[d] + which] = _scores(own, blind, parameters, found, d, which)
    kept = np.flatnonzero(held)
    return HeldBack(
        dyads[dyad[kept]],
        own.source[kept].astype(np.int64),
        np.diff(own.pointer)[dyad[kept]],
        scores[kept],
    )


def _scores(
    own: Arrays, blind: Arrays, parameters: Parameters, found: Any, d: int, which: Ints
) -> Reals:
    """Distance of held observations from what is predicted for them, in predicted sd."""
    system = LinearDyad.of(blind, parameters, found.dyad(d)[2], d)
    mean, offsets = system.mean
    predicted = system.reach(mean.ravel(), offsets)[which]
    source = system.source[which]
    n = own.n[own.pointer[d] + which]
    noise = parameters.F[source] + parameters.R[source] / n
    scores: Reals = (system.residual[which] - predicted) / np.sqrt(system.spread(which) + noise)
    return scores


def _spread(having: Ints, stratum: Ints, sample: int, random: np.random.Generator) -> Ints:
    """Draw dyads evenly over the strata."""
    kinds = np.unique(stratum)
    each = max(sample // len(kinds), 1)
    parts = [random.permutation(having[stratum == k])[:each] for k in kinds]
    return np.sort(np.concatenate(parts))


def _factors(score: Reals) -> tuple[float, float]:
    if not len(score):
        return 1.0, 1.0
    half, most = np.quantile(score, [0.5, 0.9])
    return float(half / Calibration.NORMAL[0]), float(most / Calibration.NORMAL[1])
