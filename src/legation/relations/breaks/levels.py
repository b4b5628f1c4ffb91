"""Levels before and after breaks, from the joint posterior of the index's own model.

Levels are means of the smoothed index over months, and their variances hold the posterior
covariance between months. Step weights are those of the index, save that the steps of breaks get
the variance of breaks: to the index a shock of a month or two is two improbable steps, which it
may smooth away, though it is most improbable that ordinary steps gave such rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

import numpy as np

from legation.relations.breaks import kernels
from legation.relations.breaks.series import DyadSeries
from legation.relations.breaks.types import Floats

QUARTER = 3
BAND = 0.9
Z90 = 1.6448536269514722
Z95 = 1.959963984540054
Window = tuple[int, int]


def admit(series: DyadSeries, months: Iterable[int]) -> Floats:
    """Step weights of a dyad with breaks in some months of its series."""
    weight = np.array(series.weight, np.float64)
    at = [t for t in months if 0 < t < len(weight)]
    weight[at] = np.minimum(weight[at], series.q / series.broken)
    return weight


@dataclass(frozen=True, eq=False)
class Posterior:
    """Joint posterior of a dyad's index given its step weights.

    Attributes
    ----------
    mean, variance
        float64[T, 2] of both directions, offsets held.
    offsets
        float64[K, T, 2]; by how much one standard deviation of each uncertain offset moves them.
    predicted, cov, u, uu, var, carry
        What the kernels need for covariances and draws.
    """

    mean: Floats
    variance: Floats
    offsets: Floats
    predicted: Floats
    cov: Floats
    u: Floats
    uu: Floats
    var: Floats
    carry: Floats

    @classmethod
    def of(cls, series: DyadSeries, months: Iterable[int] = ()) -> Posterior:
        """Smooth a dyad, with breaks admitted in some months of its series."""
        info, vector, _ = series.information
        step = 1.0 / admit(series, months)
        _, predicted, cov, u, uu = kernels.run_filter(info, vector, step, series.model)
        score, var, carry = kernels.run_scores(cov, u, uu)
        mean = predicted + _times(cov, score)
        variance = np.empty_like(mean)
        for d in range(2):
            own = cov[:, [0, 1]] if d == 0 else cov[:, [1, 2]]
            variance[:, d] = own[:, d] - (own * _times(var, own)).sum(axis=1)
        offsets = [sd * _smoothed(info, v, step, series.model) for sd, v in series.offset_vectors]
        moved = np.array(offsets).reshape(-1, *mean.shape)
        return cls(mean, variance, moved, predicted, cov, u, uu, var, carry)

    def block(self, window: Window, direction: int) -> Floats:
        """Posterior covariance of one direction over months [start, stop)."""
        return kernels.posterior_block(self.cov, self.var, self.carry, *window, direction)

    def draws(self, start: int, count: int, seed: int) -> Floats:
        """Draw both directions from month `start` on, as float64[count, T - start, 2]."""
        noise = np.random.default_rng(seed).standard_normal((count, len(self.mean) - start, 2))
        return kernels.draw_paths(self.predicted, self.cov, self.u, self.uu, noise, start)

    def difference(self, before: Window, after: Window, direction: int) -> tuple[float, float]:
        """Mean level over `after` less that over `before`, and its standard deviation."""
        start, stop = before[0], after[1]
        weight = np.zeros(stop - start)
        weight[: before[1] - start] -= 1.0 / (before[1] - before[0])
        weight[after[0] - start :] += 1.0 / (stop - after[0])
        size = float(weight @ self.mean[start:stop, direction])
        spread = float(weight @ self.block((start, stop), direction) @ weight)
        moved = self.offsets[:, start:stop, direction] @ weight
        return size, sqrt(max(spread, 0.0) + float(moved @ moved))

    def away(self, before: Window, direction: int) -> tuple[float, float]:
        """Level in the last month, and its standard deviation as seen from the level before."""
        level = self.offsets[:, :, direction]
        moved = level[:, -1] - level[:, before[0] : before[1]].mean(axis=1)
        spread = float(self.variance[-1, direction]) + float(moved @ moved)
        return float(self.mean[-1, direction]), sqrt(max(spread, 0.0))

    def level(self, window: Window, direction: int) -> float:
        """Mean level over months [start, stop)."""
        return float(self.mean[window[0] : window[1], direction].mean())

    def band(self, window: Window, direction: int) -> tuple[float, float]:
        """Give the band that holds 90 % of quarterly means over a window.

        Both what is uncertain and how the index moved within the window widen it.
        """
        start, stop = window
        span = min(QUARTER, stop - start)
        weights = np.array(
            [
                np.eye(stop - start)[i : i + span].sum(0) / span
                for i in range(stop - start - span + 1)
            ]
        )
        centre = weights @ self.mean[start:stop, direction]
        inner = weights @ self.block(window, direction) @ weights.T
        spread = np.sqrt(np.maximum(np.diag(inner), 1e-12))
        tail = (1 - BAND) / 2
        return _quantile(centre, spread, tail), _quantile(centre, spread, 1 - tail)


def _smoothed(info: Floats, vector: Floats, step: Floats, model: Floats) -> Floats:
    """Smooth from a first level of 0, as what moves a level is smoothed."""
    still = model.copy()
    still[2] = 0.0
    _, predicted, cov, u, uu = kernels.run_filter(info, vector, step, still)
    return predicted + _times(cov, kernels.run_scores(cov, u, uu)[0])


def _times(matrix: Floats, vector: Floats) -> Floats:
    """Products of symmetric matrices (T, 3) with vectors (T, 2)."""
    first = matrix[:, 0] * vector[:, 0] + matrix[:, 1] * vector[:, 1]
    second = matrix[:, 1] * vector[:, 0] + matrix[:, 2] * vector[:, 1]
    return np.stack([first, second], axis=1)


def _quantile(centre: Floats, spread: Floats, level: float) -> float:
    """Quantile of a mixture of normal distributions of equal weight, by bisection."""
    from scipy.special import ndtr

    low, high = float((centre - 9 * spread).min()), float((centre + 9 * spread).max())
    for _ in range(50):
        middle = 0.5 * (low + high)
        below = float(ndtr((middle - centre) / spread).mean())
        low, high = (middle, high) if below < level else (low, middle)
    return 0.5 * (low + high)
