"""Sources written as one SQL query: a *ledger*, one line per row of the record that counts.

The observation of a pair-month is the weighted mean of the lines of that pair and month, and
the rows behind it are these same lines, so that the two cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb

from legation.errors import InputError
from legation.record import Record
from legation.relations.observations.base import Scope, Source, line, month_sql

if TYPE_CHECKING:
    import polars as pl  # takes longer to import than most questions take

_EMPTY = """SELECT NULL::VARCHAR AS actor, NULL::VARCHAR AS target, NULL::DATE AS "date",
    NULL::DOUBLE AS value, NULL::DOUBLE AS weight, NULL::VARCHAR AS from_table,
    NULL::VARCHAR AS locator, NULL::VARCHAR AS text, NULL::VARCHAR AS source_id,
    NULL::VARCHAR AS row_id WHERE false"""


@dataclass(frozen=True)
class Ledger:
    """A query and how its lines add up.

    Attributes
    ----------
    sql
        Function of a scope that gives the query. Its columns are `actor`, `target`, `month`,
        `date`, `value`, `weight`, `from_table`, `locator`, `text`, `source_id` and `row_id`,
        and any that `n` needs.
    mutual
        Whether the order of the two states is of no matter.
    n
        SQL over the lines of one observation: its effective number of rows.
    order
        Column that tells the lines of one observation apart. They are summed in its order, so
        that sums come out the same every time.
    """

    sql: Callable[[Scope], str]
    mutual: bool
    n: str = "sum(weight)"
    order: str = "row_id"

    def observe(self, record: Record, scope: Scope) -> pl.DataFrame:
        """Give the weighted mean of the lines of each pair and month."""
        return table(
            record,
            f"""SELECT actor, target, month,
                sum(weight * value ORDER BY {self.order})
                    / sum(weight ORDER BY {self.order}) AS value,
                CAST({self.n} AS DOUBLE) AS n
            FROM ({self._lines(scope)}) GROUP BY actor, target, month""",
        )

    def rows(
        self, record: Record, scope: Scope, actor: str, target: str, first: int, last: int
    ) -> pl.DataFrame:
        """Give the lines of one pair in some months with their shares, the heaviest first."""
        return table(
            record,
            f"""SELECT month, from_table AS "table", locator, "date", text, value,
                weight / sum(weight) OVER (PARTITION BY month) AS share, source_id, row_id
            FROM ({self._lines(scope.only(actor, target))})
            WHERE actor = ? AND target = ? AND month BETWEEN ? AND ?
            ORDER BY month, share DESC, "date", row_id""",
            [actor, target, first, last],
        )

    def source(
        self,
        name: str,
        title: str,
        *,
        unit: str,
        sign: int | None = None,
        anchored: bool = False,
        use: str = "learned",
        extent: float | None = None,
        version: str | None = None,
    ) -> Source:
        """Make the source that observes this ledger."""
        return Source(
            name,
            title,
            unit,
            self.observe,
            self.rows,
            anchored=anchored,
            sign=sign,
            mutual=self.mutual,
            use=use,
            extent=extent,
            version=version,
        )

    def _lines(self, scope: Scope) -> str:
        one, other = line("actor"), line("target")
        if self.mutual:
            one, other = f"least({one}, {other})", f"greatest({one}, {other})"
        return f"""SELECT * REPLACE ({one} AS actor, {other} AS target,
                CAST(value AS DOUBLE) AS value, CAST(weight AS DOUBLE) AS weight)
            FROM ({self.sql(scope)}) WHERE {line("actor")} <> {line("target")} AND weight > 0"""


def from_sql(
    name: str,
    title: str,
    sql: str,
    *,
    unit: str,
    sign: int | None = None,
    mutual: bool = False,
    anchored: bool = False,
) -> Source:
    """Make a source from a query over the record's tables.

    Parameters
    ----------
    name, title, unit, sign, mutual, anchored
        As in `Source`.
    sql
        A query with the columns `actor`, `target` (codes of states), `date` and `value`, one
        line per row that counts, and where there are such `weight` (above 0, 1 by default),
        `from_table`, `locator`, `text`, `source_id` and `row_id`. An observation is the weighted
        mean of the lines of a pair and month, its n the sum of their weights.

    Returns
    -------
    Source
        Lines dated after the last day asked for do not enter.

    Examples
    --------
    >>> visits = from_sql(
    ...     "visits",
    ...     "Visits of heads of state",
    ...     "SELECT actor, target, start AS date, 1.0 AS value, locator, text "
    ...     "FROM measure WHERE kind = 'visit'",
    ...     unit="visits",
    ...     sign=1,
    ... )
    """
    quoted = title.replace("'", "''")

    def lines(scope: Scope) -> str:
        return f"""SELECT actor, target, {month_sql('"date"')} AS month, "date", value,
                coalesce(weight, 1.0) AS weight, coalesce(from_table, '{name}') AS from_table,
                coalesce(locator, concat_ws(' ', actor, target, "date")) AS locator,
                coalesce(text, '{quoted}') AS text, source_id,
                coalesce(row_id, locator, concat_ws(' ', "date", value)) AS row_id
            FROM ({_EMPTY} UNION ALL BY NAME ({sql}))
            WHERE actor IS NOT NULL AND target IS NOT NULL{scope.cut('"date"')}
            {scope.among("actor", "target")}"""

    return Ledger(lines, mutual).source(name, title, unit=unit, sign=sign, anchored=anchored)


def table(record: Record, sql: str, params: Sequence[object] = ()) -> pl.DataFrame:
    """Ask the record and give the answer as a frame."""
    import polars as pl

    try:
        found = record.con.sql(sql, params=list(params)) if params else record.con.sql(sql)
        return pl.DataFrame(pl.from_arrow(found.to_arrow_table()))
    except duckdb.Error as error:
        text = " ".join(str(error).split("\n")[0].split())
        raise InputError(f"a source's query cannot be answered: {text}; mend the query") from error
