"""The relation of one state towards another, month by month, which answers for itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from legation import states
from legation.errors import InputError
from legation.relations.index.arrays import Arrays, Reals, name_month
from legation.relations.index.calibration import Calibration
from legation.relations.index.evidence import split_change, split_level
from legation.relations.index.explanation import Explanation, explain
from legation.relations.index.linear import LinearDyad
from legation.relations.index.parameters import Parameters
from legation.relations.index.smooth import Smoothed, smooth

if TYPE_CHECKING:
    import polars as pl

    from legation.relations.breaks import Break
    from legation.relations.observations import Observations

COLUMNS = ("actor", "target", "month", "mean", "sd", "lo50", "hi50", "lo90", "hi90")


@dataclass(frozen=True, eq=False)
class Dyad:
    """Both directions of one pair: what is observed of it, and what follows."""

    observations: Observations
    arrays: Arrays
    parameters: Parameters
    calibration: Calibration
    names: tuple[str, str]
    as_of: dt.date

    @cached_property
    def smoothed(self) -> Smoothed:
        """Posterior of the pair alone."""
        return smooth(self.arrays, self.parameters)

    @cached_property
    def linear(self) -> LinearDyad:
        """The pair as a linear system."""
        return LinearDyad.of(self.arrays, self.parameters, self.smoothed.weight, 0)

    @cached_property
    def rows(self) -> pl.DataFrame:
        """Rows of the record behind all observations of the pair."""
        return self.observations.evidence(*self.names)

    @cached_property
    def breaks(self) -> tuple[Break, ...]:
        """Breaks of both directions."""
        from legation.relations.breaks import DyadSeries, find_breaks

        series = DyadSeries.of(self.arrays, self.parameters, self.smoothed, 0, self.names)
        return tuple(find_breaks(series))


@dataclass(frozen=True, eq=False)
class Relation:
    """How one state acts towards another: the index of a direction, month by month.

    Attributes
    ----------
    actor, target
        The states; a state stands for its line, Russia for the Soviet Union.
    """

    actor: states.State
    target: states.State
    dyad: Dyad = field(repr=False)

    @cached_property
    def _direction(self) -> int:
        return self.dyad.names.index(str(self.actor))

    @property
    def months(self) -> np.ndarray[Any, np.dtype[np.datetime64]]:
        """Months, datetime64[M]."""
        smoothed = self.dyad.smoothed
        first = np.datetime64(name_month(int(smoothed.first[0])), "M")
        return first + np.arange(len(smoothed.mean))

    @property
    def mean(self) -> Reals:
        """Posterior mean on the Goldstein scale, float64[months]."""
        found: Reals = self.dyad.smoothed.mean[:, self._direction]
        return found

    @property
    def sd(self) -> Reals:
        """Posterior standard deviation, calibrated so that 1.645 of it hold nine tenths."""
        return self._spread * self._factors[1]

    @property
    def lo50(self) -> Reals:
        """Lower end of the 50 % interval."""
        return self.mean - self._half(0)

    @property
    def hi50(self) -> Reals:
        """Upper end of the 50 % interval."""
        return self.mean + self._half(0)

    @property
    def lo90(self) -> Reals:
        """Lower end of the 90 % interval."""
        return self.mean - self._half(1)

    @property
    def hi90(self) -> Reals:
        """Upper end of the 90 % interval."""
        return self.mean + self._half(1)

    @property
    def reverse(self) -> Relation:
        """The other direction."""
        return Relation(self.target, self.actor, self.dyad)

    @cached_property
    def _spread(self) -> Reals:
        found: Reals = np.sqrt(self.dyad.smoothed.cov[:, self._direction])
        return found

    @cached_property
    def _factors(self) -> tuple[float, float]:
        return self.dyad.calibration.factors(len(self.dyad.arrays.month))

    def _half(self, level: int) -> Reals:
        return self._spread * (self._factors[level] * Calibration.NORMAL[level])

    def frame(self) -> pl.DataFrame:
        """Give one row per month with the columns `COLUMNS`."""
        import polars as pl

        size = len(self.mean)
        columns: dict[str, Any] = {
            "actor": [str(self.actor)] * size,
            "target": [str(self.target)] * size,
            "month": self.months.astype(str),
        }
        columns |= {name: getattr(self, name) for name in COLUMNS[3:]}
        return pl.DataFrame(columns)

    @property
    def sources(self) -> pl.DataFrame:
        """What observes the pair: source, title, observations, first and last month."""
        import polars as pl

        found = self.dyad.observations
        part = found.of(*self.dyad.names)
        rows = []
        for i, source in enumerate(found.sources):
            own = found.month[part][found.source[part] == i]
            if len(own):
                ends = name_month(int(own.min())), name_month(int(own.max()))
                rows.append((source.name, source.title, len(own), *ends))
        names = ("source", "title", "observations", "first", "last")
        return pl.DataFrame(rows, schema=names, orient="row")

    def explain(self, month: str, since: str | None = None) -> Explanation:
        """Split a change of the index into the rows of the record that caused it.

        Parameters
        ----------
        month
            Last month of the change, YYYY-MM.
        since
            Month the change is counted from; by default the month before.

        Returns
        -------
        Explanation
            Its contributions sum to the change.

        Raises
        ------
        InputError
            If a month cannot be read, or lies outside the relation.
        """
        begin, until = self._ends(month, since)
        split = split_change(self.dyad.linear, self._direction, begin, until)
        return self._explain(split, begin, until)

    def change(self, month: str, since: str | None = None) -> tuple[float, float]:
        """Give a change of the index and its posterior standard deviation, without the rows.

        Parameters and errors as for `explain`.
        """
        begin, until = self._ends(month, since)
        split = split_change(self.dyad.linear, self._direction, begin, until)
        return split.total, float(np.sqrt(max(split.variance, 0.0)))

    def explain_level(self, month: str) -> Explanation:
        """Split the level of the index in a month, against the neutral relation."""
        at = self._place(month)
        return self._explain(split_level(self.dyad.linear, self._direction, at), None, at)

    def _explain(self, split: Any, since: int | None, until: int) -> Explanation:
        first = self.dyad.linear.first
        return explain(
            self.dyad.linear,
            split,
            self.dyad.observations,
            self.dyad.rows,
            (str(self.actor), str(self.target)),
            (None if since is None else first + since, first + until),
        )

    def evidence(self) -> pl.DataFrame:
        """Give the rows behind the level of the last month."""
        return self.explain_level(str(self.months[-1])).contributions

    def breaks(self) -> tuple[Break, ...]:
        """Breaks of this direction, oldest first; `legation.relations.breaks` says how."""
        own = (str(self.actor), str(self.target))
        return tuple(b for b in self.dyad.breaks if (b.actor, b.target) == own)

    def explain_break(self, found: Break) -> Explanation:
        """Split the change that a break is.

        It is counted between the months before and after the break, from the one before its
        interval to the second after it, between which the index moves furthest its way: a step
        at the very end of an interval shows only later, and near by there may be other breaks.
        """
        from legation.relations.observations import month_number

        way = self.mean if found.size > 0 else -self.mean
        earliest, at, latest = (
            month_number(month) - self.dyad.linear.first
            for month in (found.interval[0], found.month, found.interval[1])
        )
        earliest, at = max(earliest - 1, 0), max(at, 1)
        begin = earliest + int(np.argmin(way[earliest:at]))
        end = at + int(np.argmax(way[at : latest + 3]))
        return self.explain(str(self.months[end]), str(self.months[begin]))

    def _ends(self, month: str, since: str | None) -> tuple[int, int]:
        """Give the places of the first and the last month of a change."""
        until = self._place(month)
        begin = until - 1 if since is None else self._place(since)
        if begin < 0:
            raise InputError(
                f"{month} is the first month of {self._names}; there is no change to explain"
            )
        if begin == until:
            raise InputError(f"a change runs from one month to another, not from {month} to itself")
        return begin, until

    def _place(self, month: str) -> int:
        from legation.relations.observations import month_number

        number = month_number(month) - self.dyad.linear.first
        if not 0 <= number < len(self.mean):
            raise InputError(
                f"{month} lies outside the relation of {self._names}, which the record holds "
                f"from {self.months[0]} to {self.months[-1]}"
            )
        return number

    @property
    def _names(self) -> str:
        return f"{self.actor.name} and {self.target.name}"

    def __str__(self) -> str:
        """Say where the relation stands, in one line."""
        return (
            f"{self.actor.name} towards {self.target.name}, {self.months[-1]}: "
            f"{self.mean[-1]:+.1f} on the Goldstein scale "
            f"(90 % interval {self.lo90[-1]:+.1f} to {self.hi90[-1]:+.1f})"
        )

    def __repr__(self) -> str:
        """Say what it is in short."""
        return f"Relation({self})"

    def _repr_html_(self) -> str:
        from html import escape

        return f"<p><strong>Relation</strong> {escape(str(self))}</p>"
