"""Outlets as points: which states they name, and in what tone they tell of them.

* naming: of all times that an outlet's titles name a state, the share of each state, less what all
  outlets name in the same years (each outlet weighing alike), over the root of that share, as in
  correspondence analysis (Greenacre 2017). Titles alone, since every document has one: texts held
  in full name more states than titles do, which says nothing of the outlet;
* tone: how friendly the dealings are that an outlet tells of itself, of a state as actor or target.

What chance alone would do is known for both. Paule & Mandel (1982, *Journal of Research of the
National Bureau of Standards* 87) give the variance between outlets beyond it, state by state, and
each number is shrunk by it: states in which outlets do not differ drop out, and an outlet with few
documents is taken to be like the others. Both halves are in standard deviations of one naming or
one dealing, so that the half counts more in which outlets differ more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from legation.narratives.confusion import VALUES
from legation.narratives.documents import NO_DAY, Documents, Naming
from legation.narratives.voice import Voice

#: Share of namings, mean over outlets, from which a state enters.
LEAST_SHARE = 0.005
#: Namings at which an outlet weighs half of a large one in what is usual.
_HALF = 20.0
_STEPS = 40

Reals = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Half:
    """One half of the points: numbers of outlets (rows) by states (columns).

    Attributes
    ----------
    shrunk
        The numbers that make the points.
    counted
        As counted: shares of namings, or mean tones.
    weight
        Namings of the outlet, or rows on the state.
    """

    shrunk: Reals
    counted: Reals
    weight: Reals


@dataclass(frozen=True, eq=False)
class Profiles:
    """What points are made of: namings and dealings in the documents of placed outlets.

    Attributes
    ----------
    names
        The outlets that are points.
    states
        Codes of the states that enter.
    outlet
        Of each document, the place in `names` or -1, int64[documents].
    """

    names: tuple[str, ...]
    states: tuple[str, ...]
    outlet: Ints
    period: Ints
    naming: tuple[Ints, Ints]
    told: tuple[Ints, Ints, Reals]

    @property
    def has_tone(self) -> bool:
        """Whether there are dealings at all."""
        return len(self.told[0]) > 0

    def points(self, weight: Ints) -> tuple[Reals, dict[str, Half]]:
        """Give the points of outlets and their halves.

        Parameters
        ----------
        weight
            Times each document counts, int64[documents].

        Returns
        -------
        tuple of float64[outlets, 2 states], and the halves by name
        """
        halves = {"naming": self._naming(weight), "tone": self._tone(weight)}
        return np.hstack([half.shrunk for half in halves.values()]), halves

    def _naming(self, weight: Ints) -> Half:
        n, s, p = len(self.names), len(self.states), int(self.period.max()) + 1
        document, state = self.naming
        cell = (self.outlet[document] * s + state) * p + self.period[document]
        times = weight[document].astype(np.float64)
        named = np.bincount(cell, times, n * s * p).astype(np.float64).reshape(n, s, p)
        size = named.sum(axis=1)
        usual = _usual(named, size)
        total = size.sum(axis=1)
        expected = size @ usual.T / np.maximum(total, 1)[:, None]
        share = named.sum(axis=2) / np.maximum(total, 1)[:, None]
        scale = np.maximum(expected.mean(axis=0), 1e-9)
        apart = np.where(total[:, None] > 0, share - expected, 0.0) / np.sqrt(scale)
        with np.errstate(divide="ignore"):
            chance = (expected * (1 - expected) + 1e-9) / scale / total[:, None]
        weights = np.broadcast_to(total[:, None], share.shape)
        return Half(_shrunk(apart, chance)[0], share, weights.astype(np.float64))

    def _tone(self, weight: Ints) -> Half:
        n, s = len(self.names), len(self.states)
        document, state, value = self.told
        cell = self.outlet[document] * s + state
        times = weight[document].astype(np.float64)
        rows = np.bincount(cell, times, n * s).astype(np.float64).reshape(n, s)
        total = np.bincount(cell, times * value, minlength=n * s).reshape(n, s)
        mean = total / np.maximum(rows, 1)
        if not rows.any():
            return Half(np.zeros((n, s)), mean, rows)
        squares = float((times * value**2).sum() - (rows * mean**2).sum())
        within = squares / max(float(rows.sum() - (rows > 0).sum()), 1.0)
        with np.errstate(divide="ignore"):
            shrunk, _ = _shrunk(mean / max(within, 1e-9) ** 0.5, 1 / rows)
        return Half(shrunk, mean, rows)


def profiles(
    held: Documents, naming: Naming, rows: Voice | None, outlet: Ints, names: tuple[str, ...]
) -> Profiles:
    """Gather what points are made of.

    Parameters
    ----------
    held, naming, rows
        The documents, the states they name, and what outlets say themselves (None: unread).
    outlet
        Of each document the place in `names`, or -1, int64[documents].
    names
        The outlets that are to be points.
    """
    chosen = naming.in_title & (outlet[naming.document] >= 0)
    document = naming.document[chosen].astype(np.int64)
    counts = np.zeros((len(names), len(naming.codes)))
    np.add.at(counts, (outlet[document], naming.state[chosen]), 1.0)
    size = counts.sum(axis=1, keepdims=True)
    share = (counts / (size + _HALF)).sum(axis=0) / max(float((size / (size + _HALF)).sum()), 1e-9)
    kept = [code for code, one in zip(naming.codes, share, strict=True) if one >= LEAST_SHARE]
    at = {code: n for n, code in enumerate(kept)}
    state = np.array([at.get(code, -1) for code in naming.codes], np.int64)[naming.state[chosen]]
    year = np.where(held.day == NO_DAY, -1, held.month // 12)
    _, period = np.unique(year, return_inverse=True)
    return Profiles(
        names, tuple(kept), outlet, period.astype(np.int64),
        (document[state >= 0], state[state >= 0]), _told(rows, outlet, at),
    )  # fmt: skip


def _told(rows: Voice | None, outlet: Ints, at: dict[str, int]) -> tuple[Ints, Ints, Reals]:
    """Give document, state and value of what placed outlets tell of states, both sides of it."""
    if rows is None or not len(rows):
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
    of_state = np.array([at.get(code, -1) for code in rows.states], np.int64)
    document = np.tile(rows.document.astype(np.int64), 2)
    state = of_state[np.concatenate([rows.actor, rows.target])]
    value = np.tile(VALUES[rows.kind], 2)
    chosen = (state >= 0) & (outlet[document] >= 0)
    return document[chosen], state[chosen], value[chosen]


def _usual(named: Reals, size: Reals) -> Reals:
    """Shares of states in the namings of all outlets, by period, float64[states, periods]."""
    share = size / (size + _HALF)
    rate = named / np.maximum(size, 1)[:, None, :]
    found: Reals = np.einsum("np,nsp->sp", share, rate) / np.maximum(share.sum(axis=0), 1e-12)
    return found


def _shrunk(value: Reals, chance: Reals) -> tuple[Reals, Reals]:
    """Shrink numbers, less their mean, by the variance between outlets that chance leaves over.

    Parameters
    ----------
    value, chance
        Numbers and their sampling variances, float64[outlets, states]; inf where nothing is known.

    Returns
    -------
    tuple of the shrunk numbers and the variance between outlets, float64[states]
    """
    known = np.isfinite(chance)
    free = np.maximum(known.sum(axis=0) - 1, 0)
    low, high = np.zeros(value.shape[1]), np.full(value.shape[1], 4 * float((value**2).max()) + 1.0)

    def spread(between: Reals) -> tuple[Reals, Reals]:
        weight: Any = 1 / (chance + between)
        mean = (weight * value).sum(axis=0) / np.maximum(weight.sum(axis=0), 1e-300)
        return (weight * (value - mean) ** 2).sum(axis=0), mean

    for _ in range(_STEPS):  # the sum of squares falls as the variance between grows
        middle = (low + high) / 2
        more = spread(middle)[0] > free
        low, high = np.where(more, middle, low), np.where(more, high, middle)
    between = np.where((free > 0) & (low > 0), high, 0.0)
    _, mean = spread(between)
    found: Reals = np.where(known, (value - mean) * (between / (between + chance)), 0.0)
    return found, between
