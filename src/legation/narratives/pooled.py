"""How far the pictures of camps stand from the record: a pooled model and its posterior.

A cell is one document and one pair of states. Its mean score, on the Goldstein scale, is

    y_j = m + b x_j + a_c + d_cp + u_o + w_j + e_j,      delta_cp = a_c + d_cp

with x the record; m and b how the documents of all outlets tell of what is in the record (news is
of conflict, and of rivals mostly talk, so that b lies below 1); a the tone of a camp, d what the
camp does to one pair, u an outlet, w a document, and e the mean of n_j single scores. All but x
and b are normal around 0 with variances of their own, so that cells with little in them lean
on the others (partial pooling: Gelman & Hill 2007, chapter 12). Standard deviations have
half-Cauchy priors (Gelman 2006, *Bayesian Analysis* 1), drawn as mixtures (Makalic & Schmidt
2016, *IEEE Signal Processing Letters* 23), cut where the scale ends.

The record is not learnt from the press: its error enters the draws of delta from outside, and
flows nowhere back (a cut; Plummer 2015, *Statistics and Computing* 25).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
Generator = np.random.Generator

#: Standard deviations of the tone of all documents and of their slope, which is 1 where documents
#: tell what is in the record; few pairs leave both near what they are before any data.
TONE_SD, SLOPE_SD = 2.0, 0.5
#: Medians of the standard deviations of the others: points of the Goldstein scale that one step of
#: each may well take.
SCALES = {"camp": 1.0, "pair": 1.0, "outlet": 0.5, "document": 1.0, "score": 2.0}
#: Medians at which the priors are cut: the Goldstein scale, ten points to each side, can hold no
#: camp or pair that differs by more.
FURTHEST = 3.0
_TRIES = 30
SWEEPS, WARMUP = 2_000, 400


@dataclass(frozen=True, eq=False)
class Cells:
    """What documents say of pairs, in a fixed order.

    Attributes
    ----------
    classes
        Scores of each cell by the class they were read as, float64[cells, classes].
    record
        The record's mean over the scores of a cell, float64[cells].
    camp, pair, outlet
        Places, intp[cells]. Documents of no camp belong to one more camp, the last.
    record_sd
        Standard deviation of the record's level of each pair, float64[pairs].
    camps, pairs, outlets
        How many there are of each.
    drift_sd
        Standard deviation of what may have changed since the record's last events, float64[camps,
        pairs]; None where nothing may. Documents may tell of it in full, whatever the slope is.
    """

    classes: Reals
    record: Reals
    camp: Ints
    pair: Ints
    outlet: Ints
    record_sd: Reals
    camps: int
    pairs: int
    outlets: int
    drift_sd: Reals | None = None


class Posterior(NamedTuple):
    """Draws of what the model holds.

    Attributes
    ----------
    delta
        Camp's picture less the record, float64[draws, camps, pairs]; where a camp has no cell of
        a pair, drawn from what is known of the camp and of pairs.
    camp
        Tone of the camps, float64[draws, camps].
    tone, slope
        m and b: how all documents tell of what is in the record, float64[draws].
    outlet
        float64[draws, outlets].
    scales
        Standard deviations, float64[draws, 5], in the order of `SCALES`.
    """

    delta: Reals
    camp: Reals
    tone: Reals
    slope: Reals
    outlet: Reals
    scales: Reals


#: Gives the score of each class, float64[classes]: anew at each call where it is uncertain.
Scores = Callable[[Generator], Reals]


def posterior(
    cells: Cells, scores: Scores, seed: int = 0, sweeps: int = SWEEPS, warmup: int = WARMUP
) -> Posterior:
    """Draw from the posterior of the model.

    Parameters
    ----------
    cells
        At least one.
    scores
        Scores of classes, drawn once in each sweep.
    seed
        The same cells and seed give the same draws.
    sweeps, warmup
        Sweeps kept, and passed over before them.

    Notes
    -----
    Given the standard deviations all effects are drawn at once: those of camps and pairs, which
    are independent given the others, are integrated out of the system first.
    """
    generator = np.random.default_rng(seed)
    sampler = _Sampler(cells, generator)
    kept: list[tuple[Reals, ...]] = []
    for sweep in range(sweeps + warmup):
        sampler.sweep(scores(generator))
        if sweep >= warmup:
            kept.append(sampler.state())
    columns = [np.stack(column) for column in zip(*kept, strict=True)]
    return Posterior(
        columns[0], columns[1], columns[2][:, 0], 1 + columns[2][:, 1], columns[3], columns[4]
    )


def needed(
    now: float, n: int, wanted: float, scales: Reals, rows: float, outlets: Reals
) -> int | None:
    """Count the documents still needed for a variance of delta.

    One document more adds the precision that a document of this collection has; what outlets, the
    camp and the record leave open is not mended by documents.

    Parameters
    ----------
    now, wanted
        Variance of delta with `n` documents, and the one asked for.
    n
        Documents of the camp about the pair.
    scales
        Draws of standard deviations, as in `Posterior`.
    rows
        Mean number of rows in a cell.
    outlets
        Draws of the camp's outlets, float64[draws, outlets of the camp].

    Returns
    -------
    int or None
        None where more documents of the same outlets would not do.
    """
    if now <= wanted:
        return 0
    _, pair, _, document, score = (scales**2).mean(axis=0)
    each = document + score / rows
    habit = float(outlets.var(axis=0).mean()) / outlets.shape[1] if outlets.size else 0.0
    # What is open about the pair alone, with n documents; the rest stays as it is.
    left = 1 / (1 / pair + 1 / (each / n + habit)) if n else pair
    target = wanted - max(now - left, 0.0)
    if target <= 0:
        return None
    each_left = 1 / (1 / target - 1 / pair) - habit if target < pair else np.inf
    return None if each_left <= 0 else max(1, int(np.ceil(each / each_left)) - n)


class _Sampler:
    """State of the chain, and one step of it."""

    def __init__(self, cells: Cells, generator: Generator) -> None:
        self.cells, self.draw = cells, generator
        self.counts = cells.classes.sum(axis=1)
        self.group = cells.camp * cells.pairs + cells.pair
        self.groups = cells.camps * cells.pairs
        self.width = 2 + cells.camps + cells.outlets
        # What an outlet says of a pair for a camp is summed first: a spot. All that the system
        # needs of the cells are sums over spots.
        key = self.group * cells.outlets + cells.outlet
        keys, self.spot = np.unique(key, return_inverse=True)
        self.spot_group, outlet = keys // cells.outlets, keys % cells.outlets
        # Columns of the design besides those of camp and pair: tone, slope, camp, outlet. The
        # slope is what is added to 1.
        self.columns = np.stack(
            [
                np.zeros(len(keys), np.intp),
                np.ones(len(keys), np.intp),
                2 + self.spot_group // cells.pairs,
                2 + cells.camps + outlet,
            ]
        )
        self.blocks, self.rows = [], np.zeros(len(keys), np.intp)
        for camp in range(cells.camps):
            part = np.flatnonzero(self.columns[2] == 2 + camp)
            outlets, rows = np.unique(self.columns[3][part], return_inverse=True)
            self.blocks.append((part, np.concatenate([[0, 1, 2 + camp], outlets])))
            self.rows[part] = 3 + rows
        self.variances = np.array([scale**2 for scale in SCALES.values()])
        self.mixing = np.ones(len(SCALES))
        self.rest: Reals = np.zeros(self.width)
        self.pairs: Reals = np.zeros(self.groups)
        self.documents: Reals = np.zeros(len(self.counts))

    def sweep(self, scores: Reals) -> None:
        """Draw effects, documents and variances once."""
        cells, n = self.cells, self.counts
        mean = cells.classes @ scores / n
        # Spread of the single scores about the mean of their cell, summed over all.
        within = float((cells.classes @ scores**2 - n * mean**2).clip(0).sum())
        said = mean - cells.record
        self._effects(said, 1 / (self.variances[3] + self.variances[4] / n))
        tone, slope, camps, outlets = np.split(self.rest, [1, 2, 2 + cells.camps])
        fitted = (
            self.pairs[self.group] + tone + slope * cells.record
            + camps[cells.camp] + outlets[cells.outlet]
        )  # fmt: skip
        left = said - fitted
        precision = 1 / self.variances[3] + n / self.variances[4]
        self.documents = self._normal(left * n / self.variances[4] / precision, precision)
        squares = within + float((n * (left - self.documents) ** 2).sum())
        effects = (camps, self.pairs, outlets, self.documents)
        sums = [float((effect**2).sum()) for effect in effects] + [squares]
        sizes = [effect.size for effect in effects] + [int(n.sum())]
        for at, (total, size, scale) in enumerate(zip(sums, sizes, SCALES.values(), strict=True)):
            # That of single scores is known from the scores themselves.
            limit = np.inf if at == len(sums) - 1 else (FURTHEST * scale) ** 2
            self.variances[at] = self._below(
                limit, (size + 1) / 2, total / 2 + 1 / self.mixing[at], self.variances[at]
            )
            self.mixing[at] = self._inverse_gamma(1.0, 1 / scale**2 + 1 / self.variances[at])

    def _effects(self, said: Reals, weight: Reals) -> None:
        """Draw tone, camps, outlets and pairs at once, given the variances."""
        cells, width = self.cells, self.width
        sums = self._sums
        plain, sloped = sums(weight), sums(weight * cells.record)
        steep = sums(weight * cells.record**2)
        right_plain, right_sloped = sums(weight * said), sums(weight * said * cells.record)
        by_column: tuple[Reals, ...] = (plain, sloped, plain, plain)
        own = np.bincount(self.spot_group, plain, self.groups) + 1 / self.variances[1]
        own_said = np.bincount(self.spot_group, right_plain, self.groups)
        precision, right = np.zeros((width, width)), np.zeros(width)
        for k, one in enumerate(self.columns):
            right += np.bincount(one, right_sloped if k == 1 else right_plain, width)
            for m, two in enumerate(self.columns):
                product = steep if k == m == 1 else sloped if 1 in (k, m) else plain
                precision += table(one, two, product, precision.shape)
        # Less what camps and pairs take up of any two columns that meet in one of them.
        by_group = [np.bincount(self.spot_group, values, self.groups) for values in (plain, sloped)]
        for camp, (part, place) in enumerate(self.blocks):
            inside = slice(camp * cells.pairs, (camp + 1) * cells.pairs)
            cross = np.zeros((len(place), cells.pairs))
            cross[0] = cross[2] = by_group[0][inside]
            cross[1] = by_group[1][inside]
            cross[self.rows[part], self.spot_group[part] - inside.start] = plain[part]
            scaled = cross / own[inside]
            precision[np.ix_(place, place)] -= scaled @ cross.T
            right[place] -= scaled @ own_said[inside]
        precision[np.diag_indices(width)] += np.concatenate(
            [
                [TONE_SD**-2, SLOPE_SD**-2],
                np.full(cells.camps, 1 / self.variances[0]),
                np.full(cells.outlets, 1 / self.variances[2]),
            ]
        )
        factor = np.linalg.cholesky(precision)
        half = np.linalg.solve(factor, right)
        noise = self.draw.standard_normal(width)
        self.rest = np.asarray(np.linalg.solve(factor.T, half + noise), np.float64)
        taken: Reals = np.zeros(len(plain))
        for value, column in zip(by_column, self.columns, strict=True):
            taken += value * self.rest[column]
        left: Reals = np.asarray(
            own_said - np.bincount(self.spot_group, taken, self.groups), np.float64
        )
        self.pairs = self._normal(left / own, own)

    def _sums(self, values: Reals) -> Reals:
        return np.asarray(np.bincount(self.spot, values, len(self.spot_group)), np.float64)

    def _normal(self, mean: Reals, precision: Reals) -> Reals:
        return mean + self.draw.standard_normal(mean.shape) / np.sqrt(precision)

    def _below(self, limit: float, shape: float, rate: float, now: float) -> float:
        """Draw a variance from what its prior, cut at a limit, leaves of an inverse gamma."""
        for _ in range(_TRIES):
            if (found := self._inverse_gamma(shape, rate)) <= limit:
                return found
        return now

    def _inverse_gamma(self, shape: float, rate: float) -> float:
        return rate / self.draw.standard_gamma(shape)

    def state(self) -> tuple[Reals, ...]:
        """Give one draw, with the error of the record taken from outside."""
        cells = self.cells
        camps = self.rest[2 : 2 + cells.camps]
        # One error for a pair, whichever camp is held against it.
        slope = 1 + self.rest[1]
        error = slope * cells.record_sd * self.draw.standard_normal(cells.pairs)
        delta = camps[:, None] + self.pairs.reshape(cells.camps, cells.pairs) - error
        if cells.drift_sd is not None:
            delta -= cells.drift_sd * self.draw.standard_normal(cells.pairs)
        return (
            delta,
            camps.copy(),
            self.rest[:2].copy(),
            self.rest[2 + cells.camps :].copy(),
            np.sqrt(self.variances),
        )


def table(one: Ints, two: Ints, weight: Reals, shape: tuple[int, ...]) -> Reals:
    """Sum weights by two places."""
    found = np.bincount(one * shape[1] + two, weight, shape[0] * shape[1])
    return np.asarray(found, np.float64).reshape(shape)
