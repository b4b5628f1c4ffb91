"""How friendly outlets speak of states: a pooled logit on mentions that are read with errors.

A mention of a state in a document is friendly or hostile. Of the mentions of state s in outlet o of
camp c that a source k (words of the outlet, deeds it tells of) gives in year t, the share that is
friendly is

    logit q = g_k + s_s + d_cs + u_o + w_osk + [deeds only] z_s + v_st,

with g the general level of the whole collection, the others normal around 0 with variances of their
own: states; what a camp does to a state; outlets; the habit of an outlet, so that it is not taken
for that of its camp; and z and v, what a state is told to do, ever and in a year, which is nobody's
attitude: a state at war does hostile deeds in every paper, and a friend's hostile deed to a foe is
told with pleasure. Deeds speak of attitudes as far as states that do kind deeds are those spoken
well of, which the variances of s and z weigh. Where little is known, the rest speaks (Gelman & Hill
2007, chapters 12 and 14).

What is read is not what is written: of mentions that are friendly or hostile some are read as the
other, and some that are read as either are neither. Gibbs draws first what was written, given
these rates, then the effects, given auxiliary variables that make them normal (Polson, Scott &
Windle 2013, *JASA* 108).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from legation.narratives.pooled import Generator, Ints, Reals, table

#: Standard deviation of the prior of the general levels, in log odds.
LEVEL_SD = 2.0
#: Medians of the standard deviations of the others.
SCALES = {"state": 0.7, "camp": 0.5, "outlet": 0.5, "deeds": 0.5, "habit": 0.5, "year": 0.5}
#: Place of the source in which what a state is told to do counts.
DEEDS = 1
SWEEPS, WARMUP = 2_000, 400
_TERMS = 24


class Errors(NamedTuple):
    """How mentions of a source are read, as counts in labelled sentences.

    Attributes
    ----------
    friendly, hostile, neither
        Sentences that are so in truth: read as friendly, read as hostile.
    """

    friendly: tuple[float, float]
    hostile: tuple[float, float]
    neither: tuple[float, float]

    def draw(self, generator: Generator) -> Reals:
        """Draw chances of reading, float64[3, 2]: of each truth among what is read.

        Rows sum to what is read of friendly and of hostile mentions (1 each) and, in the last,
        to the share of all that is read and is neither.
        """
        rows = [np.array(row, np.float64) + 0.5 for row in (self.friendly, self.hostile)]
        rates = np.stack([generator.dirichlet(row) for row in rows])
        if not sum(self.neither):
            return np.vstack([rates, np.zeros(2)])
        real = sum(self.friendly) + sum(self.hostile)
        share = generator.beta(sum(self.neither) + 0.5, real + 0.5)
        noise = share * generator.dirichlet(np.array(self.neither, np.float64) + 0.5)
        return np.vstack([rates * (1 - share), noise])


@dataclass(frozen=True, eq=False)
class Mentions:
    """Mentions of states, summed by outlet, state, source and year, in a fixed order.

    Attributes
    ----------
    friendly, hostile
        As read, int[cells].
    source, state, outlet, camp, year
        Places, intp[cells]. Documents of no camp belong to one more camp, the last.
    states, outlets, camps, years
        How many there are of each.
    errors
        How each source is read.
    """

    friendly: npt.NDArray[np.int64]
    hostile: npt.NDArray[np.int64]
    source: Ints
    state: Ints
    outlet: Ints
    camp: Ints
    year: Ints
    states: int
    outlets: int
    camps: int
    years: int
    errors: tuple[Errors, ...]


class Tone(NamedTuple):
    """Draws of what the model holds, in log odds.

    Attributes
    ----------
    attitude
        s + d: how a camp speaks of a state beside the general level, float64[draws, camps, states].
    level
        g, float64[draws, sources].
    scales
        Standard deviations, float64[draws, 6], in the order of `SCALES`.
    """

    attitude: Reals
    level: Reals
    scales: Reals


def tone(mentions: Mentions, seed: int = 0, sweeps: int = SWEEPS, warmup: int = WARMUP) -> Tone:
    """Draw from the posterior of the model.

    Parameters
    ----------
    mentions
        At least one cell.
    seed
        The same mentions and seed give the same draws.
    sweeps, warmup
        Sweeps kept, and passed over before them.

    Returns
    -------
    Tone
    """
    generator = np.random.default_rng(seed)
    chain = _Chain(mentions, generator)
    kept: list[tuple[Reals, ...]] = []
    for sweep in range(sweeps + warmup):
        chain.sweep([errors.draw(generator) for errors in mentions.errors])
        if sweep >= warmup:
            kept.append(chain.state())
    return Tone(*(np.stack(column) for column in zip(*kept, strict=True)))


def polya_gamma(generator: Generator, count: npt.NDArray[np.int64], at: Reals) -> Reals:
    """Draw Polya-gamma variables PG(count, at); 0 where the count is.

    Parameters
    ----------
    generator
        Where chance comes from.
    count, at
        Arrays of one shape.

    Notes
    -----
    The first terms of the sum of gammas that defines them (Polson, Scott & Windle 2013, equation
    2), and the mean of all others, so that the mean is exact.
    """
    k = np.arange(1, _TERMS + 1) - 0.5
    below = k**2 + (at[:, None] / (2 * np.pi)) ** 2
    drawn = generator.standard_gamma(np.repeat(count[:, None], _TERMS, axis=1).astype(np.float64))
    half = np.maximum(np.abs(at) / 2, 1e-6)
    mean = count * np.tanh(half) / (4 * half)
    scale = 1 / (2 * np.pi**2)
    rest = mean - scale * count * (1 / below).sum(axis=1)
    return np.asarray(scale * (drawn / below).sum(axis=1) + rest.clip(0), np.float64)


class _Chain:
    """State of the chain, and one step of it."""

    def __init__(self, mentions: Mentions, generator: Generator) -> None:
        self.given, self.draw = mentions, generator
        self.sources = len(mentions.errors)
        keys = np.stack([mentions.camp, mentions.outlet, mentions.state, mentions.source])
        habits, self.habit = np.unique(keys, axis=1, return_inverse=True)
        self.habit = self.habit.ravel()
        camp, outlet, state, source = habits
        self.group = camp * mentions.states + state
        self.groups = mentions.camps * mentions.states
        self.columns = (
            source,
            self.sources + state,
            self.sources + mentions.states + outlet,
            self.sources + mentions.states + mentions.outlets + state,
        )
        one = np.ones(len(source))
        self.values = (one, one, one, (source == DEEDS).astype(np.float64))
        self.width = self.sources + 2 * mentions.states + mentions.outlets
        self.acted = (mentions.source == DEEDS).astype(np.float64)
        self.deed = mentions.state * mentions.years + mentions.year
        self.variances = np.array([scale**2 for scale in SCALES.values()])
        self.mixing = np.ones(len(SCALES))
        self.rest: Reals = np.zeros(self.width)
        self.own: Reals = np.zeros(self.groups)
        self.habits: Reals = np.zeros(habits.shape[1])
        self.years: Reals = np.zeros(mentions.states * mentions.years)

    def sweep(self, rates: list[Reals]) -> None:
        """Draw what was written, the effects, and the variances once."""
        aside = self.acted * self.years[self.deed]
        fitted = (self._fitted() + self.habits)[self.habit] + aside
        friendly, hostile = self._written(fitted, np.stack(rates)[self.given.source])
        weight = polya_gamma(self.draw, friendly + hostile, fitted)
        half = (friendly - hostile) / 2
        of_habit = np.asarray(np.bincount(self.habit, weight), np.float64)
        right = np.bincount(self.habit, half - weight * aside).astype(np.float64)
        shrunk = 1 + of_habit * self.variances[4]
        self._effects(right / shrunk, of_habit / shrunk)
        precision = of_habit + 1 / self.variances[4]
        found = self._fitted()
        self.habits = self._normal((right - of_habit * found) / precision, precision)
        found = (found + self.habits)[self.habit]
        acted = np.bincount(self.deed, weight * self.acted, len(self.years))
        precision = np.asarray(acted + 1 / self.variances[5], np.float64)
        said = np.bincount(self.deed, self.acted * (half - weight * found), len(self.years))
        self.years = self._normal(np.asarray(said / precision, np.float64), precision)
        for at, effect in enumerate(self._effects_of()):
            total = float((effect**2).sum())
            self.variances[at] = self._inverse_gamma(
                (effect.size + 1) / 2, total / 2 + 1 / self.mixing[at]
            )
        self._rescale(half, weight)
        for at, scale in enumerate(SCALES.values()):
            self.mixing[at] = self._inverse_gamma(1.0, 1 / scale**2 + 1 / self.variances[at])

    def _effects_of(self) -> tuple[Reals, ...]:
        """Give the effects, in the order of `SCALES`; changed in place they change the chain."""
        ends = np.cumsum([self.sources, self.given.states, self.given.outlets])
        _, states, outlets, deeds = np.split(self.rest, ends)
        return states, self.own, outlets, deeds, self.habits, self.years

    def _rescale(self, half: Reals, weight: Reals) -> None:
        """Draw each standard deviation once more, with the effects moving along.

        Few effects tell little of their standard deviation, so that drawing it given them alone
        moves slowly (Yu & Meng 2011, *Journal of Computational and Graphical Statistics* 20).
        """
        of_habit = [v * self.rest[c] for c, v in zip(self.columns, self.values, strict=True)][1:]
        of_habit = [of_habit[0], self.own[self.group], *of_habit[1:], self.habits]
        parts = [part[self.habit] for part in of_habit] + [self.acted * self.years[self.deed]]
        fitted = self.rest[self.columns[0]][self.habit] + sum(parts)
        rows = zip(self._effects_of(), parts, SCALES.values(), strict=True)
        for at, (effect, part, scale) in enumerate(rows):
            now = float(np.sqrt(self.variances[at]))
            precision = float((weight * part**2).sum()) / now**2
            if not precision > 0:
                continue
            slope = float(((half - weight * (fitted - part)) * part).sum()) / now
            new = slope / precision + float(self.draw.standard_normal()) / np.sqrt(precision)
            kept = (1 + (now / scale) ** 2) / (1 + (new / scale) ** 2)
            if self.draw.random() < kept and new > 0:
                effect *= new / now
                fitted = fitted + (new / now - 1) * part
                self.variances[at] = new**2

    def _fitted(self) -> Reals:
        """Give what the effects say of each habit, without its own."""
        found = self.own[self.group]
        for column, value in zip(self.columns, self.values, strict=True):
            found = found + value * self.rest[column]
        return np.asarray(found, np.float64)

    def _written(
        self, fitted: Reals, rates: Reals
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Draw how many mentions were friendly and hostile in truth, given how they were read."""
        chance = 1 / (1 + np.exp(-fitted))
        sums = []
        for read, counts in enumerate((self.given.friendly, self.given.hostile)):
            parts = np.stack(
                [chance * rates[:, 0, read], (1 - chance) * rates[:, 1, read], rates[:, 2, read]],
                axis=1,
            )
            parts /= parts.sum(axis=1, keepdims=True)
            sums.append(self.draw.multinomial(counts, parts))
        total = sums[0] + sums[1]
        return total[:, 0], total[:, 1]

    def _effects(self, right_of: Reals, weight: Reals) -> None:
        """Draw levels, states and outlets at once, camps integrated out, and then these."""
        own = np.bincount(self.group, weight, self.groups) + 1 / self.variances[1]
        own_right = np.bincount(self.group, right_of, self.groups)
        cross = np.zeros((self.width, self.groups))
        precision = np.zeros((self.width, self.width))
        right = np.zeros(self.width)
        for one, of_one in zip(self.columns, self.values, strict=True):
            cross += table(one, self.group, weight * of_one, cross.shape)
            right += np.bincount(one, right_of * of_one, self.width)
            for two, of_two in zip(self.columns, self.values, strict=True):
                precision += table(one, two, weight * of_one * of_two, precision.shape)
        precision[np.diag_indices(self.width)] += np.concatenate(
            [
                np.full(self.sources, LEVEL_SD**-2),
                np.full(self.given.states, 1 / self.variances[0]),
                np.full(self.given.outlets, 1 / self.variances[2]),
                np.full(self.given.states, 1 / self.variances[3]),
            ]
        )
        scaled = cross / own
        factor = np.linalg.cholesky(precision - scaled @ cross.T)
        half = np.linalg.solve(factor, right - scaled @ own_right)
        noise = self.draw.standard_normal(self.width)
        self.rest = np.asarray(np.linalg.solve(factor.T, half + noise), np.float64)
        self.own = self._normal((own_right - self.rest @ cross) / own, own)

    def _normal(self, mean: Reals, precision: Reals) -> Reals:
        noise = self.draw.standard_normal(mean.shape)
        return np.asarray(mean + noise / np.sqrt(precision), np.float64)

    def _inverse_gamma(self, shape: float, rate: float) -> float:
        return float(rate / self.draw.standard_gamma(shape))

    def state(self) -> tuple[Reals, ...]:
        """Give one draw."""
        given = self.given
        states = self.rest[self.sources : self.sources + given.states]
        attitude: Reals = states + self.own.reshape(given.camps, given.states)
        return (
            attitude,
            self.rest[: self.sources].copy(),
            np.sqrt(self.variances),
        )
