"""Documents drawn from the model of `legation.narratives.pooled`, whose truth is known.

Classes of dealings take only four values, so that a row cannot be its mean plus a normal error:
its true class is drawn with the chances, of all that have the right mean, that are nearest to
even (exponential tilting), and is then taken for another as `confusion` counts it. What is drawn
is harsher than the model: errors are not normal, and large means are cut at what talk and deeds
can reach.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from legation.narratives.confusion import COUNTS, VALUES
from legation.narratives.pooled import FURTHEST, SCALES, SLOPE_SD, TONE_SD, Cells, Ints, Reals

#: Means that a mixture of classes can have without being all of one.
_REACH = 0.9
#: Worlds are drawn anew until this share of the pictures lies where talk alone reaches: the
#: scale holds no others, and the press that was measured tells of none.
_INSIDE = 0.9
_TRIES = 1_000
#: Standard deviation of the record's levels, as over pairs that the press tells of.
_LEVELS = 2.0


class Simulated(NamedTuple):
    """Cells, and the truth behind them.

    Attributes
    ----------
    cells
        What the model is given. The last camp stands for the documents of none.
    delta
        Camp's picture less the record, float64[camps, pairs].
    scales
        Standard deviations in the order of `legation.narratives.pooled.SCALES`, of which the
        last is not set but follows from the classes; NaN.
    """

    cells: Cells
    delta: Reals
    scales: Reals


def simulate(
    generator: np.random.Generator,
    *,
    documents: int = 300,
    camps: int = 3,
    outlets: int = 4,
    pairs: int = 12,
    record_sd: float = 0.6,
    slope: float | None = None,
    shift: tuple[int, int, float] | None = None,
    more: tuple[int, int, int] | None = None,
) -> Simulated:
    """Draw documents, each of one outlet and about one or two pairs.

    Parameters
    ----------
    generator
        Where chance comes from.
    documents, camps, pairs
        How many.
    outlets
        Outlets of each camp.
    record_sd
        Standard deviation of the record's error.
    slope
        How documents tell of what is in the record; drawn from its prior where None, as all
        else is.
    shift
        Camp, pair and delta that is to be planted there.
    more
        Camp, pair and number of documents drawn besides, after all others: with the same
        generator the rest is the same with and without them.
    """
    for _ in range(_TRIES):
        scales = np.append(_half_cauchy(generator, np.array(list(SCALES.values())[:4])), np.nan)
        steep = float(generator.normal(1, SLOPE_SD)) if slope is None else slope
        tone = float(generator.normal(0, TONE_SD))
        delta = generator.normal(0, scales[0], (camps, 1)) + generator.normal(
            0, scales[1], (camps, pairs)
        )
        level = generator.normal(0, _LEVELS, pairs)
        pictures = tone + steep * level + delta
        if (np.abs(pictures) < _REACH * np.abs(VALUES).min()).mean() > _INSIDE:
            break
    if shift is not None:
        delta[shift[0], shift[1]] = shift[2]
    seen = level + generator.normal(0, record_sd, pairs)
    habit = generator.normal(0, scales[2], camps * outlets)
    told = np.repeat(np.arange(documents), generator.integers(1, 3, documents))
    writer = generator.integers(0, camps * outlets, documents)
    about = generator.integers(0, pairs, len(told))
    key = np.unique(told * pairs + about)
    outlet, pair = writer[key // pairs].astype(np.intp), (key % pairs).astype(np.intp)
    sets = [(outlet, pair)]
    if more is not None:
        camp, which, number = more
        outlet = camp * outlets + generator.integers(0, outlets, number)
        sets.append((outlet.astype(np.intp), np.full(number, which, np.intp)))
    classes = []
    for outlet, pair in sets:
        mean = (
            tone + steep * level[pair] + delta[outlet // outlets, pair] + habit[outlet]
            + generator.normal(0, scales[3], len(pair))
        )  # fmt: skip
        classes.append(_classes(generator, mean, generator.integers(1, 4, len(pair))))
    outlet, pair = (np.concatenate(column) for column in zip(*sets, strict=True))
    cells = Cells(
        np.concatenate(classes), seen[pair], outlet // outlets, pair, outlet,
        np.full(pairs, record_sd), camps, pairs, camps * outlets,
    )  # fmt: skip
    return Simulated(cells, delta, scales)


def _half_cauchy(generator: np.random.Generator, medians: Reals) -> Reals:
    """Draw from half-Cauchy distributions, cut at `FURTHEST` medians."""
    top = 2 / np.pi * np.arctan(FURTHEST)
    found: Reals = medians * np.tan(np.pi / 2 * generator.uniform(0, top, len(medians)))
    return found


def _classes(generator: np.random.Generator, mean: Reals, rows: Ints) -> Reals:
    """Draw the classes that rows of each cell are read as, float64[cells, classes]."""
    chance = tilted(mean) @ (COUNTS / COUNTS.sum(axis=1, keepdims=True))
    found = generator.multinomial(rows, chance / chance.sum(axis=1, keepdims=True))
    return np.asarray(found, np.float64)


def tilted(mean: Reals) -> Reals:
    """Give the chances of classes that have a mean and are else nearest to even.

    Parameters
    ----------
    mean
        On the Goldstein scale, float64[n]; cut to nine tenths of what the classes reach.

    Returns
    -------
    float64[n, classes]
    """
    wanted = mean.clip(_REACH * VALUES.min(), _REACH * VALUES.max())
    tilt = np.zeros(len(mean))
    for _ in range(60):  # Newton's steps, each held short of where the exponential bolts
        weight = np.exp(tilt[:, None] * VALUES)
        chance = weight / weight.sum(axis=1, keepdims=True)
        found = chance @ VALUES
        spread = chance @ VALUES**2 - found**2
        tilt += ((wanted - found) / spread.clip(0.1)).clip(-0.2, 0.2)
    return np.asarray(chance, np.float64)
