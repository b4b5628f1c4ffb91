"""Observations of pair-months: long arrays for models, frames for people, rows for evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from legation.errors import InputError, UnknownNameError
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
        ends = np.searchsorted(self.dyad, np.array([at, at + 1], dtype=self.dyad.dtype))
        return slice(int(ends[0]), int(ends[1]))

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
        variance = np.array([self._variances[name] for name in names])
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
        return dict(self._variances)

    @cached_property
    def _variances(self) -> dict[str, float]:
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
            `table`, `locator`, `date`, `text`, `value`, `share`, `source_id` and `row_id`, the
            key in the table; shares sum to 1, and shares times values to the value observed.

        Raises
        ------
        InputError, UnknownNameError
            If there is no such observation.
        """
        at = self._find(a, b, source, month, side)
        return self._behind(np.array([at])).select(ROW_COLUMNS)

    def evidence(
        self, a: str, b: str, since: int | str | None = None, until: int | str | None = None
    ) -> pl.DataFrame:
        """Give the rows behind all observations of a pair in some months, at once.

        Parameters
        ----------
        a, b
            The pair.
        since, until
            First and last month, as numbers or YYYY-MM; by default all.

        Returns
        -------
        polars.DataFrame
            As `rows`, after `observation` (its place in the arrays), `source`, `month` (number)
            and `side`.
        """
        part = self.of(a, b)
        low = 0 if since is None else month_number(since)
        high = np.iinfo(np.int32).max if until is None else month_number(until)
        months = self.month[part]
        return self._behind(np.flatnonzero((months >= low) & (months <= high)) + part.start)

    def _behind(self, places: Array) -> pl.DataFrame:
        """Give the rows behind observations of one pair; each source is asked once per side."""
        import polars as pl

        parts = [_no_rows()]
        for source, side in sorted({(int(self.source[i]), int(self.side[i])) for i in places}):
            of = places[(self.source[places] == source) & (self.side[places] == side)]
            parts.append(self._of_source(self.sources[source], side, of))
        return pl.concat(parts)

    def _of_source(self, source: Source, side: int, places: Array) -> pl.DataFrame:
        """Give the rows behind observations of one pair, source and side, held to their sums."""
        import polars as pl

        first, second = self.dyads[int(self.dyad[places[0]])]
        actor, target = (second, first) if side == FROM_SECOND else (first, second)
        months, values = self.month[places], self.value[places]
        if source.rows is None:
            found = _itself(source, actor, target, months, values)
        else:
            bounds = int(months.min()), int(months.max())
            found = source.rows(self.record, self.scope, actor, target, *bounds)
            found = _shaped(source, found).filter(pl.col("month").is_in(months.tolist()))
            _check_sums(source, found, months, values, f"{actor} and {target}")
        place = {int(month): int(at) for month, at in zip(months, places, strict=True)}
        return found.select(
            pl.col("month").replace_strict(place, return_dtype=pl.Int64).alias("observation"),
            pl.lit(source.name).alias("source"),
            "month",
            pl.lit(side, dtype=pl.Int8).alias("side"),
            *ROW_COLUMNS,
        )

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


def _schema() -> dict[str, Any]:
    import polars as pl

    texts = ("table", "locator", "text", "source_id", "row_id")
    return {
        "month": pl.Int32,
        **dict.fromkeys(texts, pl.String),
        **dict.fromkeys(("value", "share"), pl.Float64),
        "date": pl.Date,
    }


def _no_rows() -> pl.DataFrame:
    import polars as pl

    schema = {"observation": pl.Int64, "source": pl.String, "month": pl.Int32, "side": pl.Int8}
    return pl.DataFrame(schema=schema | {name: _schema()[name] for name in ROW_COLUMNS})


def _itself(source: Source, actor: str, target: str, months: Array, values: Array) -> pl.DataFrame:
    """Show observations of a source without rows as their own rows."""
    import polars as pl

    count = len(months)
    return pl.DataFrame(
        {
            "month": months,
            "table": [source.name] * count,
            "locator": [f"{actor} {target} {month_text(int(m))}" for m in months],
            "date": [dt.date(int(m) // 12, int(m) % 12 + 1, 1) for m in months],
            "text": [source.title] * count,
            "value": values,
            "share": [1.0] * count,
            "source_id": [None] * count,
            "row_id": [None] * count,
        },
        schema_overrides=_schema(),
    )


def _shaped(source: Source, rows: pl.DataFrame) -> pl.DataFrame:
    """Give a source's rows the columns and types of rows."""
    import polars as pl

    added = [name for name in ("source_id", "row_id") if name not in rows.columns]
    rows = rows.with_columns(pl.lit(None, dtype=pl.String).alias(name) for name in added)
    if missing := [name for name in ("month", *ROW_COLUMNS) if name not in rows.columns]:
        raise InputError(f"rows of source {source.name} lack {', '.join(missing)}")
    return rows.select(pl.col(name).cast(kind) for name, kind in _schema().items())


def _check_sums(
    source: Source, rows: pl.DataFrame, months: Array, values: Array, pair: str
) -> None:
    """Hold rows of a source to their promise: they add up to what was observed."""
    at = np.searchsorted(months, rows["month"].to_numpy())
    share, value = rows["share"].to_numpy(), rows["value"].to_numpy()
    shares = np.bincount(at, share, minlength=len(months))
    sums = np.bincount(at, share * value, minlength=len(months))
    off = (np.abs(shares - 1) > _NEAR) | (np.abs(sums - values) > _NEAR * (1 + np.abs(values)))
    if off.any():
        i = int(np.flatnonzero(off)[0])
        raise InputError(
            f"rows of source {source.name} for {pair} in {month_text(int(months[i]))} have shares "
            f"of {shares[i]:.9g} and add up to {sums[i]:.9g}, where {values[i]:.9g} was observed; "
            "mend its `rows`"
        )
