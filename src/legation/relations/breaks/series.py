"""What the search for breaks takes in: one dyad as plain arrays."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from legation.errors import InputError
from legation.relations.breaks import kernels
from legation.relations.breaks.types import AnyArray, Floats, Ints

if TYPE_CHECKING:
    from legation.relations.index.arrays import Arrays
    from legation.relations.index.parameters import Parameters
    from legation.relations.index.smooth import Smoothed

DIRECTIONS = 2


@dataclass(frozen=True, eq=False)
class DyadSeries:
    """Observations of one dyad and the model of its index.

    Months are counted from year 0: `year * 12 + month - 1`.

    Attributes
    ----------
    a, b
        The states; direction 0 is a to b, direction 1 is b to a.
    first
        First month of the series.
    weight
        float64[T]; weight lam of the step into each month, so that T is the number of months.
    month, side
        int32[n], int8[n]; month of each observation, and 0 for a to b, 1 for b to a, 2 for the
        mean of both.
    value
        float64[n]; observations less intercept and offset of their source, y - a - u.
    loading, variance
        float64[n]; b and F + R / n of each observation.
    q, rho, nu
        Scale, correlation and degrees of freedom of steps; nu may be infinite.
    m0, P0, r0
        Mean, variance and correlation of the two directions in the first month.
    source
        int[n]; source of each observation, where offsets of sources are uncertain.
    offset_sd
        float64[S]; standard deviation of the offset u of each source, 0 where it is known.
    """

    a: str
    b: str
    first: int
    weight: Floats
    month: Ints
    side: AnyArray
    value: Floats
    loading: Floats
    variance: Floats
    q: float
    rho: float
    nu: float
    m0: float = 0.0
    P0: float = 10.0
    r0: float = 0.0
    source: AnyArray = field(default_factory=lambda: np.zeros(0, np.int16))
    offset_sd: Floats = field(default_factory=lambda: np.zeros(0))

    def __post_init__(self) -> None:
        rows = {len(x) for x in (self.month, self.side, self.value, self.loading, self.variance)}
        if len(rows) != 1:
            raise InputError(f"observations of {self.name} differ in length: {sorted(rows)}")
        _require(len(self.weight) > 0, self.name, "has no months")
        _require(_positive(self.weight), self.name, "has step weights that are not positive")
        _require(_positive(self.variance), self.name, "has observations of variance zero or less")
        _require(bool(np.isfinite(self.value).all()), self.name, "has values that are not finite")
        _require(bool(np.isfinite(self.loading).all()), self.name, "has loadings not finite")
        _require(bool(np.isin(self.side, (0, 1, 2)).all()), self.name, "has a side not 0, 1, 2")
        inside = (self.month >= self.first) & (self.month <= self.last)
        _require(bool(inside.all()), self.name, "has observations outside its months")
        unsure = bool((self.offset_sd > 0).any())
        known = len(self.source) == len(self.month) if unsure else True
        _require(known, self.name, "has uncertain offsets, but no source for each observation")
        _require(self.q > 0 and self.P0 > 0 and self.nu > 0, self.name, "needs q, P0 and nu > 0")
        _require(max(abs(self.rho), abs(self.r0)) < 1, self.name, "needs |rho| and |r0| below 1")

    @classmethod
    def of(
        cls,
        arrays: Arrays,
        parameters: Parameters,
        smoothed: Smoothed,
        dyad: int,
        names: tuple[str, str],
        *,
        row: int | None = None,
    ) -> DyadSeries:
        """Take one dyad out of the arrays of the index.

        Parameters
        ----------
        arrays, parameters, smoothed
            Of the index.
        dyad
            Position of the dyad in `arrays`.
        names
            The states, in the order of the dyad.
        row
            Position of the dyad in `smoothed`, where that was made for some dyads only.
        """
        row = dyad if row is None else row
        rows = slice(int(arrays.pointer[dyad]), int(arrays.pointer[dyad + 1]))
        source = arrays.source[rows]
        offset = parameters.a + smoothed.offsets.mean[row]
        return cls(
            a=names[0],
            b=names[1],
            first=int(smoothed.first[row]),
            weight=smoothed.dyad(row)[2],
            month=arrays.month[rows],
            side=arrays.side[rows],
            value=arrays.value[rows] - offset[source],
            loading=parameters.b[source],
            variance=parameters.F[source] + parameters.R[source] / arrays.n[rows],
            q=parameters.q,
            rho=parameters.rho,
            nu=parameters.nu,
            m0=parameters.m0,
            P0=parameters.P0,
            r0=parameters.r0,
            source=source,
            offset_sd=smoothed.offsets.sd[row],
        )

    def until(self, month: int) -> DyadSeries:
        """Cut off later months and observations; weights stay as they are.

        What was known at a month takes weights found without what came later: smooth again.

        Raises
        ------
        InputError
            If the month lies before the series.
        """
        if month < self.first:
            raise InputError(f"{self.name} begins {month_name(self.first)}; choose a later month")
        keep = self.month <= month
        return replace(
            self,
            weight=self.weight[: month - self.first + 1],
            month=self.month[keep],
            side=self.side[keep],
            value=self.value[keep],
            loading=self.loading[keep],
            variance=self.variance[keep],
            source=self.source[keep] if len(self.source) else self.source,
        )

    @property
    def name(self) -> str:
        """The dyad in words."""
        return f"{self.a} and {self.b}"

    @property
    def last(self) -> int:
        """Last month of the series."""
        return self.first + len(self.weight) - 1

    @property
    def observed(self) -> tuple[int, int] | None:
        """First and last month with observations."""
        return (int(self.month.min()), int(self.month.max())) if len(self.month) else None

    @property
    def model(self) -> Floats:
        """Parameters of the index as the kernels take them."""
        return np.array([self.q, self.rho, self.m0, self.P0, self.r0])

    @property
    def null(self) -> Floats:
        """Parameters of a dyad that moves by ordinary steps only."""
        return np.array([self.ordinary, self.rho, self.m0, self.P0, self.r0])

    @property
    def ordinary(self) -> float:
        """Variance of an ordinary step: of the normal with as wide a middle 90 % as steps have.

        Where steps are normal this is q. Student steps have more in the middle and more far out;
        what is far out is what breaks are made of.
        """
        from scipy.special import ndtri, stdtrit

        if not np.isfinite(self.nu):
            return self.q
        return float(self.q * (stdtrit(self.nu, 0.95) / ndtri(0.95)) ** 2)

    @property
    def broken(self) -> float:
        """Variance of the step of a break.

        A break draws the level anew from the levels that dyads have, N(m0, P0), so that its step
        has the variance 2 P0; and at least that of a hundred ordinary months.
        """
        return max(2.0 * self.P0, 100.0 * self.ordinary)

    @cached_property
    def information(self) -> tuple[Floats, Floats, Floats]:
        """Information of the months; see `kernels.collapse`."""
        return self._collapse(np.ones(len(self.month), bool), self.value)

    @cached_property
    def offset_vectors(self) -> tuple[tuple[float, Floats], ...]:
        """Uncertain offsets: standard deviation, and what a rise by 1 takes from the vector k."""
        vectors = []
        for s in np.flatnonzero(self.offset_sd > 0):
            own = self.source == s
            if own.any():
                sd = float(self.offset_sd[s])
                vectors.append((sd, self._collapse(own, np.ones(len(self.month)))[1]))
        return tuple(vectors)

    def _collapse(self, which: AnyArray, value: AnyArray) -> tuple[Floats, Floats, Floats]:
        return kernels.collapse(
            len(self.weight),
            np.asarray(self.month[which] - self.first, np.int64),
            np.asarray(self.side[which], np.int8),
            np.asarray(value[which], np.float64),
            np.asarray(self.loading[which], np.float64),
            np.asarray(self.variance[which], np.float64),
        )


def month_name(month: int) -> str:
    """Write a month number as YYYY-MM."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def _positive(values: AnyArray) -> bool:
    return bool((np.isfinite(values) & (values > 0)).all())


def _require(condition: bool, name: str, words: str) -> None:
    if not condition:
        raise InputError(f"the dyad of {name} {words}")
