"""Observations of pair-months: long arrays for models, frames for people, rows for evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from legation.errors import InputError, LegationError, UnknownNameError
from legation.record import Record
from legation.relations.observations.base import (
    FROM_FIRST,
    FROM_SECOND,
    MUTUAL,
    ROW_COLUMNS,
    Array,
    Pair,
    Scope,
    Source,
    month_number,
    month_text,
)

if TYPE_CHECKING:
    import polars as pl  # takes longer to import than most questions take

_NEAR = 1e-9


@dataclass(frozen=True)
class Observations:
    """What the record says about pairs of states, month by month.

    The arrays `dyad`, `month`, `source`, `side`, `value` and `n` are parallel, one element per
    observation, sorted by dyad, month, source and side.

    Attributes
    ----------
    sources
        The sources observed; `source` counts in them.
    dyads
        The pairs (a, b), a before b in the alphabet; `dyad` counts in them.
    span
        int32 [pairs, 2]: first and last month in which both states exist and the record reaches.
    dyad, month, source, side
        int32, int32, int16, int8. Months are year * 12 + month - 1. Sides are 0: a towards b,
        1: b towards a, 2: the mean of both.
    value, n
        float64. The variance of a value falls with n, an effective number of rows.
    left_out
        By source, the number of observations whose two sides were no two states in that month.
    """

    sources: tuple[Source, ...]
    dyads: tuple[Pair, ...]
    span: Array = field(repr=False)
    dyad: Array = field(repr=False)
    month: Array = field(repr=False)
    source: Array = field(repr=False)
    side: Array = field(repr=False)
    value: Array = field(repr=False)
    n: Array = field(repr=False)
    left_out: Mapping[str, int] = field(repr=False)
    record: Record = field(repr=False, compare=False)
    scope: Scope = field(repr=False, compare=False)

    def __len__(self) -> int:
        """Give the number of observations."""
        return len(self.value)

    def __repr__(self) -> str:
        """Say how much there is."""
        names = ", ".join(source.name for source in self.sources)
        return f"Observations({len(self):,} of {len(self.dyads):,} pairs: {names})"

    def of(self, a: str, b: str) -> slice:
        """Give where the observations of a pair stand in the arrays."""
        at = self._dyad(a, b)
        return slice(*(int(i) for i in np.searchsorted(self.dyad, (at, at + 1))))

    def frame(self, a: str | None = None, b: str | None = None) -> pl.DataFrame:
        """Give the observations to read, of all pairs or of one.

        Returns
        -------
        polars.DataFrame
            `source`, `actor`, `target`, `direction` (`directed` or `mutual`), `month`
            (YYYY-MM), `value`, `n`, and `variance`, which is `variances()` of the source
            divided by n.
        """
        import polars as pl

        part = slice(None) if a is None or b is None else self.of(a, b)
        first, second = (np.array([dyad[i] for dyad in self.dyads]) for i in (0, 1))
        dyad, side, source = self.dyad[part], self.side[part], self.source[part]
        turned = side == FROM_SECOND
        names = np.array([one.name for one in self.sources])
        months = np.array([month_text(m) for m in range(int(self.month.max(initial=0)) + 1)])
        variance = np.array([self.variances()[name] for name in names])
        return pl.DataFrame(
            {
                "source": names[source],
                "actor": np.where(turned, second[dyad], first[dyad]),
                "target": np.where(turned, first[dyad], second[dyad]),
                "direction": np.where(side == MUTUAL, "mutual", "directed"),
                "month": months[self.month[part]],
                "value": self.value[part],
                "n": self.n[part],
                "variance": variance[source] / self.n[part],
            }
        )

    def variances(self) -> dict[str, float]:
        """Estimate for each source the variance of a value that rests on one row.

        Half the mean squared difference of successive values of a pair and side, each weighted
        by what n says of its precision (von Neumann 1941): what the level of the pair does from
        one observation to the next counts as noise, so that it errs on the side of caution. The
        index estimates its own. NaN where no pair was observed twice.
        """
        key = (self.dyad.astype(np.int64) * len(self.sources) + self.source) * 3 + self.side
        order = np.lexsort((self.month, key))
        same = key[order][1:] == key[order][:-1]
        change = np.diff(self.value[order])[same] ** 2
        spread = (1 / self.n[order][1:] + 1 / self.n[order][:-1])[same]
        source = self.source[order][1:][same]
        found = {}
        for i, one in enumerate(self.sources):
            at = source == i
            found[one.name] = float(np.mean(change[at] / spread[at])) if at.any() else float("nan")
        return found

    def rows(
        self, a: str, b: str, source: str, month: int | str, side: int | None = None
    ) -> pl.DataFrame:
        """Give the rows of the record behind one observation.

        Parameters
        ----------
        a, b
            The pair. Without `side`, what `a` did towards `b`, or the pair as a whole where the
            source is mutual.
        source
            Name of a source.
        month
            Number of the month, or YYYY-MM.
        side
            0, 1 or 2, as in the arrays, counted from the pair in alphabetical order.

        Returns
        -------
        polars.DataFrame
            `table`, `locator`, `date`, `text`, `value`, `share`, `source_id`; shares sum to 1,
            and shares times values to the value observed.

        Raises
        ------
        InputError, UnknownNameError
            If there is no such observation.
        """
        at = self._find(a, b, source, month, side)
        one, number = self.sources[int(self.source[at])], int(self.month[at])
        first, second = self.dyads[int(self.dyad[at])]
        actor, target = (second, first) if self.side[at] == FROM_SECOND else (first, second)
        if one.rows is None:
            return _itself(one, actor, target, number, float(self.value[at]))
        found = one.rows(self.record, self.scope, actor, target, number)
        return _checked(one, found, float(self.value[at]), f"{actor} {target} {month_text(number)}")

    def _find(self, a: str, b: str, source: str, month: int | str, side: int | None) -> int:
        names = [one.name for one in self.sources]
        if source not in names:
            raise UnknownNameError(f"no source '{source[:40]}'; there are {', '.join(names)}")
        index, number = names.index(source), month_number(month)
        if side is None:
            turned = FROM_SECOND if self.dyads[self._dyad(a, b)][0] != _code(a) else FROM_FIRST
            side = MUTUAL if self.sources[index].mutual else turned
        part = self.of(a, b)
        at = np.flatnonzero(
            (self.month[part] == number) & (self.source[part] == index) & (self.side[part] == side)
        )
        if not len(at):
            raise InputError(
                f"{source} does not observe {a} and {b} in {month_text(number)} (side {side})"
            )
        return int(part.start) + int(at[0])

    def _dyad(self, a: str, b: str) -> int:
        first, second = sorted((_code(a), _code(b)))
        if (first, second) not in self._places:
            raise InputError(f"{a} and {b} are not among the pairs observed")
        return self._places[first, second]

    @cached_property
    def _places(self) -> dict[Pair, int]:
        return {dyad: i for i, dyad in enumerate(self.dyads)}


def _code(name: str) -> str:
    from legation import states

    return str(states.lineage(states.resolve(name))[-1][0])


def _itself(source: Source, actor: str, target: str, month: int, value: float) -> pl.DataFrame:
    """Show an observation of a source without rows as its own row."""
    import datetime as dt

    import polars as pl

    return pl.DataFrame(
        {
            "table": [source.name],
            "locator": [f"{actor} {target} {month_text(month)}"],
            "date": [dt.date(month // 12, month % 12 + 1, 1)],
            "text": [source.title],
            "value": [value],
            "share": [1.0],
            "source_id": [None],
        },
        schema_overrides={"source_id": pl.String},
    )


def _checked(source: Source, rows: pl.DataFrame, value: float, where: str) -> pl.DataFrame:
    """Hold rows of a source to their promise: they add up to the observation."""
    import polars as pl

    if "source_id" not in rows.columns:
        rows = rows.with_columns(pl.lit(None, dtype=pl.String).alias("source_id"))
    if missing := [name for name in ROW_COLUMNS if name not in rows.columns]:
        raise LegationError(f"rows of source {source.name} lack {', '.join(missing)}")
    share, values = rows["share"].to_numpy(), rows["value"].to_numpy()
    if abs(share.sum() - 1) > _NEAR or abs(share @ values - value) > _NEAR * max(1, abs(value)):
        raise LegationError(
            f"rows of source {source.name} for {where} add up to {share @ values:.9g} with shares "
            f"of {share.sum():.9g}, but {value:.9g} was observed; mend its `rows`"
        )
    return rows.select(ROW_COLUMNS)
