"""Scores of every month of a dyad as the month of a break, and what chance alone would give.

While the index moves by ordinary steps only, the score of a step into month t is normal with a
known variance (`kernels.run_scores`), for whatever months are missing and however noisy the
rows are. So is the score of a *pulse*, a step into month t taken back in month t + k. Divided by
their standard deviation these are standard normal under the null, and strongly correlated
between neighbouring months, with correlations that are known too. The chance that any of them
exceeds c by accident has the upper bound of Hunter (1976) and Worsley (1982),

    P(any |z_i| > c) <= sum_i P(|z_i| > c) - sum_(i, j) P(|z_i| > c, |z_j| > c),

the second sum over the edges of a tree; here every score hangs on the most correlated one of its
neighbours. No simulation is needed, and dyads with few rows get the threshold they deserve.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import erfc, sqrt

import numba as nb
import numpy as np

from legation.relations.breaks import kernels
from legation.relations.breaks.types import Floats

PULSE = 12  # longest time after which a step is looked for together with one that takes it back
_BINS = 256
_GRID = np.linspace(2.0, 9.0, 281)


@dataclass(frozen=True, eq=False)
class Scan:
    """Scores of all alternatives.

    Attributes
    ----------
    score, covariance
        float64[T, 2] and float64[T, PULSE + 2, 2, 2]: R[t] and Cov(R[t], R[t + j]).
    z
        float64[T, 3, PULSE + 1]: standardised scores by month, direction of the step (first,
        second, both alike) and shape (0 lasting, k back after k months).
    chance
        float64[len(_GRID)]: bound on the chance that any |z| exceeds the value of the grid.
    """

    score: Floats
    covariance: Floats
    z: Floats
    chance: Floats

    def threshold(self, level: float) -> float:
        """|z| that chance exceeds anywhere in the series with at most `level`."""
        if not self.chance.any():
            return float("inf")
        return float(np.interp(-np.log(level), self._rarity(), _GRID))

    def false_alarm(self, z: float) -> float:
        """Bound on the chance that a series without breaks has a score as large anywhere."""
        if not self.chance.any():
            return 1.0
        return float(min(1.0, np.exp(-np.interp(abs(z), _GRID, self._rarity()))))

    def _rarity(self) -> Floats:
        """Minus the logarithm of the chance, which ascends along the grid."""
        rarity: Floats = -np.log(np.maximum(self.chance, 1e-300))
        return rarity


def scan(
    information: tuple[Floats, Floats, Floats],
    model: Floats,
    step: Floats,
    scales: tuple[float, float] = (1.0, 1.0),
) -> Scan:
    """Score every month and shape of a break.

    Parameters
    ----------
    information
        Of the months; see `kernels.collapse`.
    model
        q, rho, m0, P0, r0.
    step
        float64[T]; multipliers of the step variance, 1 but where a break is admitted already.
    scales
        Multipliers of the variance of ordinary steps and of observations.
    """
    info, vector = information[0] / scales[1], information[1] / scales[1]
    step = np.where(step > 1.0, step, scales[0])
    _, _, cov, u, uu = kernels.run_filter(info, vector, step, model)
    score, var, carry = kernels.run_scores(cov, u, uu)
    covariance = kernels.run_covariances(var, carry, PULSE + 2)
    seen = np.flatnonzero(info.any(axis=1))
    first = int(seen[0]) + 1 if len(seen) else len(step)
    last = int(seen[-1]) if len(seen) else -1
    z, bins, roots = _standardise(score, covariance, first, last, PULSE, _BINS)
    together, alone = _exceedances()
    return Scan(score, covariance, z, bins @ together + roots * alone)


@nb.njit(cache=True, nogil=True)
def _standardise(
    score: Floats, covariance: Floats, first: int, last: int, longest: int, bins: int
) -> tuple[Floats, Floats, float]:
    """Standardise scores, and count their largest correlations with an earlier neighbour.

    Neighbours are the same shape a month before, the same shape in another direction, the next
    shorter shape of the same month, the lasting one, and one of a month more that ends in the
    same month. Counts are by sqrt(1 - |r|) in `bins` equal steps, rounded up, which keeps the
    bound a bound.
    """
    length = score.shape[0]
    z = np.zeros((length, 3, longest + 1))
    sd = np.zeros((length, 3, longest + 1))
    counts = np.zeros(bins + 1)
    roots = 0.0
    along = np.zeros((3, length, longest + 2))  # covariances of scores in one direction
    for t in range(length):
        for j in range(longest + 2):
            m = covariance[t, j]
            along[0, t, j], along[1, t, j] = m[0, 0], m[1, 1]
            along[2, t, j] = m[0, 0] + m[0, 1] + m[1, 0] + m[1, 1]
    for t in range(first, last + 1):
        for k in range(min(longest, last - t) + 1):
            v0, v1 = score[t, 0], score[t, 1]
            m00, m11 = along[0, t, 0], along[1, t, 0]
            m01 = covariance[t, 0, 0, 1]
            if k > 0:
                v0 -= score[t + k, 0]
                v1 -= score[t + k, 1]
                m00 += along[0, t + k, 0] - 2.0 * along[0, t, k]
                m11 += along[1, t + k, 0] - 2.0 * along[1, t, k]
                m01 += covariance[t + k, 0, 0, 1]
                m01 -= covariance[t, k, 0, 1] + covariance[t, k, 1, 0]
            for d in range(3):
                s = along[d]
                value = v0 if d == 0 else (v1 if d == 1 else v0 + v1)
                variance = m00 if d == 0 else (m11 if d == 1 else m00 + 2.0 * m01 + m11)
                if variance <= 1e-12 * (1.0 + s[t, 0]):
                    continue
                own = np.sqrt(variance)
                sd[t, d, k] = own
                z[t, d, k] = value / own
                best = 0.0
                if d > 0 and sd[t, 0, k] > 0.0:
                    c = m01 if d == 1 else m00 + m01
                    best = abs(c) / (own * sd[t, 0, k])
                if d > 1 and sd[t, 1, k] > 0.0:
                    best = max(best, abs(m11 + m01) / (own * sd[t, 1, k]))
                if k == 0:
                    if t > first and sd[t - 1, d, 0] > 0.0:
                        best = max(best, abs(s[t - 1, 1]) / (own * sd[t - 1, d, 0]))
                else:
                    if sd[t, d, 0] > 0.0:
                        best = max(best, abs(s[t, 0] - s[t, k]) / (own * sd[t, d, 0]))
                    if k > 1 and sd[t, d, k - 1] > 0.0:
                        c = s[t, 0] - s[t, k - 1] - s[t, k] + s[t + k - 1, 1]
                        best = max(best, abs(c) / (own * sd[t, d, k - 1]))
                    if t > first and sd[t - 1, d, k] > 0.0:
                        c = s[t - 1, 1] - s[t - 1, k + 1] - s[t, k - 1] + s[t + k - 1, 1]
                        best = max(best, abs(c) / (own * sd[t - 1, d, k]))
                    if k < longest and t > first and sd[t - 1, d, k + 1] > 0.0:
                        c = s[t - 1, 1] - s[t - 1, k + 1] - s[t, k] + s[t + k, 0]
                        best = max(best, abs(c) / (own * sd[t - 1, d, k + 1]))
                if best <= 0.0:
                    roots += 1.0
                else:
                    place = np.ceil(np.sqrt(max(0.0, 1.0 - best)) * bins)
                    counts[min(int(place), bins)] += 1.0
    return z, counts, roots


@lru_cache(maxsize=1)
def _exceedances() -> tuple[Floats, Floats]:
    """P(|z| > c) less P(|z| > c, |z'| > c) by correlation (rows) and c, and P(|z| > c).

    The joint tail is Phi(-c)^2 plus 1/(2 pi) times the integral of exp(-c^2 / (1 + sin v)) over
    v from 0 to arcsin r (Plackett 1954); of the two pairs of tails the one of equal sign is
    taken, which keeps the bound a bound.
    """
    single = np.array([0.5 * erfc(c / sqrt(2.0)) for c in _GRID])
    correlation = 1.0 - (np.arange(_BINS + 1) / _BINS) ** 2
    node, weight = np.polynomial.legendre.leggauss(48)
    upper = np.arcsin(correlation)[:, None]
    angle = 0.5 * upper * (node + 1.0)
    inner = np.exp(-(_GRID[None, :, None] ** 2) / (1.0 + np.sin(angle))[:, None, :])
    joint = single**2 + 0.5 * upper / (2 * np.pi) * (inner @ weight)
    return 2.0 * np.maximum(single - joint, 0.0), 2.0 * single
