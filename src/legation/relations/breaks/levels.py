"""Levels before and after breaks, from the joint posterior of the index's own model.

Levels are means of the smoothed index over months, and their variances hold the posterior
covariance between months. Step weights are those of the index, save that the steps of breaks are
left free: to the index a shock of a month or two is two improbable steps, which it may smooth
away, though it is most improbable that ordinary steps gave such rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import erf, sqrt

import numpy as np

from legation.relations.breaks import kernels
from legation.relations.breaks.series import DyadSeries
from legation.relations.breaks.types import Floats

QUARTER = 3
BAND = 0.9
Z90 = 1.6448536269514722
FREE = 1e-4  # weight of a step that is left free
Window = tuple[int, int]


def admit(series: DyadSeries, months: Iterable[int]) -> Floats:
    """Step weights of a dyad with the steps into some months of its series left free."""
    weight = np.array(series.weight, np.float64)
    at = [t for t in months if 0 < t < len(weight)]
    weight[at] = np.minimum(weight[at], FREE)
    return weight


@dataclass(frozen=True, eq=False)
class Posterior:
    """Joint posterior of a dyad's index given its step weights.

    Attributes
    ----------
    mean, variance
        float64[T, 2] of both directions.
    predicted, cov, u, uu, var, carry
        What the kernels need for covariances and draws.
    """

    mean: Floats
    variance: Floats
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
        mean = np.empty_like(predicted)
        mean[:, 0] = predicted[:, 0] + cov[:, 0] * score[:, 0] + cov[:, 1] * score[:, 1]
        mean[:, 1] = predicted[:, 1] + cov[:, 1] * score[:, 0] + cov[:, 2] * score[:, 1]
        variance = np.empty_like(mean)
        for d, (own, other) in enumerate(((cov[:, 0], cov[:, 1]), (cov[:, 2], cov[:, 1]))):
            first, second = (own, other) if d == 0 else (other, own)
            taken = first**2 * var[:, 0] + 2 * first * second * var[:, 1] + second**2 * var[:, 2]
            variance[:, d] = own - taken
        return cls(mean, variance, predicted, cov, u, uu, var, carry)

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
        return size, sqrt(max(spread, 0.0))

    def level(self, window: Window, direction: int) -> float:
        """Mean level over months [start, stop)."""
        return float(self.mean[window[0] : window[1], direction].mean())

    def band(self, window: Window, direction: int) -> tuple[float, float]:
        """Give the band that holds 90 % of quarterly means over a window.

        Both what is uncertain and how the index moved within the window widen it.
        """
        start, stop = window
        span = min(QUARTER, stop - start)
        weights = np.array([np.eye(stop - start)[i : i + span].sum(0) / span
                            for i in range(stop - start - span + 1)])
        centre = weights @ self.mean[start:stop, direction]
        inner = weights @ self.block(window, direction) @ weights.T
        spread = np.sqrt(np.maximum(np.diag(inner), 1e-12))
        tail = (1 - BAND) / 2
        return _quantile(centre, spread, tail), _quantile(centre, spread, 1 - tail)


def _quantile(centre: Floats, spread: Floats, level: float) -> float:
    """Quantile of a mixture of normal distributions of equal weight, by bisection."""
    low, high = float((centre - 9 * spread).min()), float((centre + 9 * spread).max())
    for _ in range(60):
        middle = 0.5 * (low + high)
        below = np.mean([normal_below((middle - c) / s) for c, s in zip(centre, spread, strict=True)])
        low, high = (middle, high) if below < level else (low, middle)
    return 0.5 * (low + high)


def normal_below(z: float) -> float:
    """P(Z < z) of a standard normal Z."""
    return 0.5 * (1.0 + erf(z / sqrt(2.0)))
