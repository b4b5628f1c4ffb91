"""Which months of a dyad are breaks: steps beyond what its ordinary steps explain.

Breaks are found one after the other, the most striking first; a month in which a break is
admitted gets a step of its own, so that it does not hide others. Then the dyad's own scale is
estimated between the breaks, and what does not stand out against it is taken back.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from legation.relations.breaks.scales import own_scales
from legation.relations.breaks.scan import PULSE, Scan, scan
from legation.relations.breaks.series import DyadSeries
from legation.relations.breaks.types import Floats

_ROUNDS = 6
_INTERVAL = 0.9
SHOCK = 3  # months within which a shock has passed
_NEAR = 60  # months either side of a break in which its date is sought


@dataclass(frozen=True)
class Dated:
    """A break of a dyad, in months from the beginning of its series.

    Attributes
    ----------
    at
        Month of the step.
    back
        Months after which it was taken back; 0 for a lasting one.
    low, high
        90 % interval of `at`.
    z, false_alarm
        Largest standardised score, and the chance that a dyad without breaks has one as large.
    steps
        First and last month in which the level steps to where it stays; the same but for a
        break of several steps.
    """

    at: int
    back: int
    low: int
    high: int
    z: float
    false_alarm: float
    steps: tuple[int, int]

    @property
    def end(self) -> int:
        """Last month in which the series steps because of this break."""
        return self.steps[1] + self.back


@dataclass(frozen=True)
class Found:
    """Breaks of a dyad in order of time, and its own scales of steps and noise."""

    breaks: tuple[Dated, ...]
    scales: tuple[float, float]


Place = tuple[int, int]


def detect(series: DyadSeries, *, level: float = 0.05) -> Found:
    """Find the breaks of a dyad.

    Parameters
    ----------
    series
        The dyad.
    level
        Chance that a dyad without breaks shows one, at most.
    """
    search = _Search(series, level)
    places = search.forward((), (1.0, 1.0))
    scales = (1.0, 1.0)
    for _ in range(_ROUNDS):
        if not places:
            break
        before = places
        places, scales = search.backward(places)
        places = search.forward(places, scales)
        if set(places) == set(before):
            break
    places, scales = search.backward(places)
    dated = [d for place in places for d in search.date(place, places, scales)]
    # what begins in one month is one break, though part of it may have passed before the rest
    by_month = {d.at: d for d in sorted(dated, key=lambda d: d.z)}
    return Found(tuple(by_month[at] for at in sorted(by_month)), scales)


class _Search:
    """Scans of one dyad with breaks admitted in some places."""

    def __init__(self, series: DyadSeries, level: float) -> None:
        self.series = series
        self.level = level
        self.null = series.null
        self.months = len(series.weight)
        self.most = max(2, self.months // 8)

    def steps(self, places: tuple[Place, ...]) -> Floats:
        """Multipliers of the step variance once breaks are admitted."""
        step = np.ones(self.months)
        for at, back in places:
            step[[at, at + back]] = self.series.broken / self.series.ordinary
        return step

    def scan(self, places: tuple[Place, ...], scales: tuple[float, float]) -> Scan:
        return scan(self.series.information, self.null, self.steps(places), scales)

    def forward(self, places: tuple[Place, ...], scales: tuple[float, float]) -> tuple[Place, ...]:
        """Admit the most striking month again and again, until none stands out."""
        while True:
            now = self.scan(places, scales)
            size = np.abs(now.z).max(axis=1)
            at, back = np.unravel_index(int(size.argmax()), size.shape)
            place = (int(at), int(back))
            striking = size[place] > now.threshold(self.level)
            if not striking or place in places or len(places) >= self.most:
                return places
            places = (*places, place)

    def backward(self, places: tuple[Place, ...]) -> tuple[tuple[Place, ...], tuple[float, float]]:
        """Take back what does not stand out against the dyad's own scales, weakest first.

        The scales are those between all breaks found so far: with one taken back they would
        grow by it, and take back the next.
        """
        count = len(self.series.month)
        scales = own_scales(self.series.information, count, self.steps(places), self.null)
        while places:
            moved, excess = [], []
            for i, place in enumerate(places):
                others = places[:i] + places[i + 1 :]
                now = self.scan(others, scales)
                low, high = self.room(place, others)
                size = np.abs(now.z[low:high]).max(axis=1)
                at, back = np.unravel_index(int(size.argmax()), size.shape)
                moved.append((low + int(at), int(back)))
                excess.append(float(size.max()) - now.threshold(self.level))
            weak = [i for i in np.argsort(excess) if excess[i] <= 0]
            if not weak:
                return tuple(dict.fromkeys(moved)), scales
            drop = set(weak[: (len(weak) + 1) // 2])
            places = tuple(place for i, place in enumerate(places) if i not in drop)
        return places, scales

    def room(self, place: Place, others: tuple[Place, ...]) -> tuple[int, int]:
        """Months in which a break may lie, between its neighbours."""
        ends = [at + back + 1 for at, back in others if at + back < place[0]]
        starts = [at for at, _ in others if at > place[0]]
        low = max(ends, default=1)
        return min(low, place[0]), max(min(starts, default=self.months), place[0] + 1)

    def date(
        self, place: Place, places: tuple[Place, ...], scales: tuple[float, float]
    ) -> list[Dated]:
        """Give a break by the posterior of its month and shape, the other breaks held.

        Only months near the place found are weighed: decades away, what stands out may be a
        break of its own that is not striking enough to be told. What was taken back after more
        than `SHOCK` months is two breaks.
        """
        others = tuple(p for p in places if p != place)
        now = self.scan(others, scales)
        low, high = self.room(place, others)
        low, high = max(low, place[0] - _NEAR), min(high, place[0] + _NEAR + 1)
        weights = _posterior(now, self.series, low, high)
        by_month = weights.sum(axis=1)
        at = low + int(by_month.argmax())
        shape = weights[at - low]
        back = int(shape[1:].argmax()) + 1 if weights[:, 1:].sum() > weights[:, 0].sum() else 0
        if place[1] and sum(place) in {sum(other) for other in others if other[1]}:
            # Another break ends in the same month, which is open whatever this one does there.
            at, back = place
        z = float(np.abs(now.z[low:high]).max())
        found = [_dated(by_month, low, at, back if back <= SHOCK else 0, z, now)]
        if back > SHOCK:
            ends = np.zeros(len(weights) + PULSE)
            for k in range(1, PULSE + 1):
                ends[k : k + len(weights)] += weights[:, k]
            found.append(_dated(ends, low, at + back, 0, z, now))
        return found


def _dated(by_month: Floats, low: int, at: int, back: int, z: float, now: Scan) -> Dated:
    first, last = _shortest(by_month, at - low)
    return Dated(at, back, low + first, low + last, z, now.false_alarm(z), (at, at))


def _posterior(now: Scan, series: DyadSeries, low: int, high: int) -> Floats:
    """Posterior of a break's month (rows) and shape, given that there is one.

    Months are equally likely before, and so are lasting and passing breaks.
    """
    months = np.arange(low, high)
    size = len(months)
    score = np.zeros((size, PULSE + 1, 2))
    variance = np.zeros((size, PULSE + 1, 2, 2))
    possible = np.zeros((size, PULSE + 1), bool)
    for k in range(PULSE + 1):
        inside = months[(months + k < len(now.score)) & (np.abs(now.z[low:high, :, k]) > 0).any(1)]
        rows = inside - low
        possible[rows, k] = True
        score[rows, k] = now.score[inside]
        variance[rows, k] = now.covariance[inside, 0]
        if k > 0:
            cross = now.covariance[inside, k]
            score[rows, k] -= now.score[inside + k]
            variance[rows, k] += now.covariance[inside + k, 0] - cross - cross.swapaxes(1, 2)
    spread = series.broken * np.array([[1.0, series.rho], [series.rho, 1.0]])
    log = _bayes_factor(score, variance, spread)
    log[:, 1:] -= np.log(PULSE)
    log[~possible] = -np.inf
    log -= log.max()
    weights: Floats = np.exp(log) / np.exp(log).sum()
    return weights


def _bayes_factor(score: Floats, variance: Floats, spread: Floats) -> Floats:
    """Logarithm of the density with a step N(0, spread) over that without."""
    inner = variance + np.linalg.inv(spread)
    quadratic = (score * np.linalg.solve(inner, score[..., None])[..., 0]).sum(axis=-1)
    growth = np.linalg.slogdet(np.eye(2) + spread @ variance)[1]
    result: Floats = 0.5 * (quadratic - growth)
    return result


def _shortest(weights: Floats, inside: int) -> tuple[int, int]:
    """Shortest run of months that holds 90 % of the weight and the month given."""
    total = np.concatenate([[0.0], np.cumsum(weights)])
    best = (0, len(weights) - 1)
    for first in range(inside + 1):
        last = int(np.searchsorted(total, total[first] + _INTERVAL * total[-1] - 1e-12)) - 1
        last = max(last, inside)
        if last < len(weights) and last - first < best[1] - best[0]:
            best = (first, last)
    return best
