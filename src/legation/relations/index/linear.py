"""The smoother of one dyad as one linear system: exact weights of every observation.

Given the weights of the steps, the posterior of both directions in all months and of the
offsets of sources is normal, and its mean solves L m = r, where L is the posterior precision
and r adds up what each observation says. So any functional c'm of the mean is

    c'm = sum_i w_i (y_i - a_i) + (what the prior says),    w_i = (L^-1 c)'d_i / V_i,

with d_i the place where observation i looks. The weights are those of Koopman & Harvey (2003,
*Journal of Economic Dynamics and Control* 27), taken from one solve instead of recursions.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from legation.relations.index.arrays import Arrays, Ints, Reals
from legation.relations.index.parameters import Parameters

_SIDES = np.array([[1.0, 0.0], [0.0, 1.0], [0.5, 0.5]])
_BANDS = 4  # the diagonal and three above: months of two directions, each tied to the next


@dataclass(frozen=True, eq=False)
class LinearDyad:
    """Observations and model of one dyad with T months, n observations and K free offsets.

    Attributes
    ----------
    first
        First month, counted from year 0.
    weight
        float64[T]; weight lam of the step into each month.
    month, source, side
        int[n]; of each observation, the month as 0 to T - 1.
    residual, loading, variance
        float64[n]; y - a, b, and F + R / n of each observation.
    parameters
        Parameters of the index.
    """

    first: int
    weight: Reals
    month: Ints
    source: Ints
    side: Ints
    residual: Reals
    loading: Reals
    variance: Reals
    parameters: Parameters

    @classmethod
    def of(cls, arrays: Arrays, parameters: Parameters, weight: Reals, dyad: int) -> LinearDyad:
        """Take dyad `dyad` out of arrays, with its own step weights."""
        rows = slice(int(arrays.pointer[dyad]), int(arrays.pointer[dyad + 1]))
        source = arrays.source[rows].astype(np.int64)
        first = int(arrays.span[dyad, 0])
        return cls(
            first=first,
            weight=weight,
            month=arrays.month[rows].astype(np.int64) - first,
            source=source,
            side=arrays.side[rows].astype(np.int64),
            residual=arrays.value[rows] - parameters.a[source],
            loading=parameters.b[source],
            variance=parameters.F[source] + parameters.R[source] / arrays.n[rows],
            parameters=parameters,
        )

    @property
    def months(self) -> int:
        """Number of months."""
        return len(self.weight)

    @cached_property
    def offsets(self) -> Ints:
        """Sources seen here whose offset is not known to be zero."""
        seen = np.unique(self.source)
        found: Ints = seen[self.parameters.tau[seen] > 0]
        return found

    @cached_property
    def looks(self) -> Reals:
        """float64[n, 2]: loading on the two directions in the month of the observation."""
        found: Reals = self.loading[:, None] * _SIDES[self.side]
        return found

    @cached_property
    def _slot(self) -> Ints:
        """Place of each observation's source among the offsets, -1 for none."""
        place = np.full(len(self.parameters.sources), -1)
        place[self.offsets] = np.arange(len(self.offsets))
        found: Ints = place[self.source]
        return found

    @cached_property
    def _factor(self) -> tuple[Reals, Reals, Reals, Reals]:
        """Cholesky bands of the months, border to the offsets, its solution, and the rest."""
        from scipy.linalg import cho_solve_banded, cholesky_banded

        bands = self._bands()
        size, count = 2 * self.months, len(self.offsets)
        border = np.zeros((size, count))
        corner = np.diag(1.0 / self.parameters.tau[self.offsets] ** 2)
        free = self._slot >= 0
        for direction in range(2):
            np.add.at(
                border,
                (2 * self.month[free] + direction, self._slot[free]),
                self.looks[free, direction] / self.variance[free],
            )
        np.add.at(corner, (self._slot[free], self._slot[free]), 1.0 / self.variance[free])
        factor = cholesky_banded(bands)
        solved = cho_solve_banded((factor, False), border) if count else border
        return factor, border, solved, corner - border.T @ solved

    def _bands(self) -> Reals:
        """Posterior precision of the months, upper bands as `scipy.linalg.solveh_banded`."""
        p = self.parameters
        q_inverse = inverse(p.q, p.rho)
        blocks = np.zeros((self.months, 2, 2))
        blocks[0] += inverse(p.P0, p.r0)
        blocks[1:] += self.weight[1:, None, None] * q_inverse
        blocks[:-1] += self.weight[1:, None, None] * q_inverse
        gain = self.looks[:, :, None] * self.looks[:, None, :] / self.variance[:, None, None]
        np.add.at(blocks, self.month, gain)
        ties = -self.weight[1:, None, None] * q_inverse
        bands = np.zeros((_BANDS, 2 * self.months))
        bands[3, 0::2], bands[3, 1::2] = blocks[:, 0, 0], blocks[:, 1, 1]
        bands[2, 1::2], bands[2, 2::2] = blocks[:, 0, 1], ties[:, 1, 0]
        bands[1, 2::2], bands[1, 3::2] = ties[:, 0, 0], ties[:, 1, 1]
        bands[0, 3::2] = ties[:, 0, 1]
        return bands

    def solve(self, months: Reals, offsets: Reals | None = None) -> tuple[Reals, Reals]:
        """Solve L z = c.

        Parameters
        ----------
        months
            float64[2 T] or [2 T, m]; part of c on the months, both directions in turn.
        offsets
            float64[K] or [K, m]; part of c on the offsets; zero by default.

        Returns
        -------
        tuple
            The same parts of z.
        """
        from scipy.linalg import cho_solve_banded

        factor, border, solved, rest = self._factor
        inner = cho_solve_banded((factor, False), months)
        if not len(self.offsets):
            return inner, np.zeros((0, *months.shape[1:]))
        given = np.zeros((len(self.offsets), *months.shape[1:])) if offsets is None else offsets
        outer = np.linalg.solve(rest, given - border.T @ inner)
        return inner - solved @ outer, outer

    @cached_property
    def mean(self) -> tuple[Reals, Reals]:
        """Posterior mean: float64[T, 2] of the months, float64[K] of the offsets."""
        p = self.parameters
        right, own = np.zeros(2 * self.months), np.zeros(len(self.offsets))
        says = self.residual / self.variance
        for direction in range(2):
            np.add.at(right, 2 * self.month + direction, self.looks[:, direction] * says)
        free = self._slot >= 0
        np.add.at(own, self._slot[free], says[free])
        right[:2] += inverse(p.P0, p.r0) @ np.full(2, p.m0)
        months, offsets = self.solve(right, own)
        return months.reshape(-1, 2), offsets

    def reach(self, months: Reals, offsets: Reals) -> Reals:
        """What a vector over months and offsets amounts to where each observation looks."""
        grid = months.reshape(self.months, 2)
        found: Reals = (self.looks * grid[self.month]).sum(1)
        free = self._slot >= 0
        found[free] += offsets[self._slot[free]]
        return found

    def weights(self, functional: Reals) -> tuple[Reals, Reals, Reals]:
        """Weights of the observations, and L^-1 c on months and offsets.

        Parameters
        ----------
        functional
            float64[2 T]; c, both directions of each month in turn.

        Returns
        -------
        tuple
            float64[n] weights w; float64[2 T] and float64[K] the solution.
        """
        months, offsets = self.solve(functional)
        return self.reach(months, offsets) / self.variance, months, offsets

    def spread(self, which: Ints) -> Reals:
        """Posterior variance of what each of some observations looks at, float64[m]."""
        columns = np.zeros((2 * self.months, len(which)))
        own = np.zeros((len(self.offsets), len(which)))
        for at, i in enumerate(which):
            columns[2 * self.month[i] : 2 * self.month[i] + 2, at] = self.looks[i]
            if self._slot[i] >= 0:
                own[self._slot[i], at] = 1.0
        months, offsets = self.solve(columns, own)
        found: Reals = (columns * months).sum(0) + (own * offsets).sum(0)
        return found


def inverse(scale: float, correlation: float) -> Reals:
    """Inverse of `scale` times the 2 x 2 matrix of a correlation."""
    found: Reals = np.asarray(
        np.linalg.inv(scale * np.array([[1.0, correlation], [correlation, 1.0]])), np.float64
    )
    return found
