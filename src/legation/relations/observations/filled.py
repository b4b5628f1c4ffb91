"""Observations of what was looked for and not found.

A list of alliances says as much about pairs that have none as about those that have one: "no
alliance this year" is an observation, of value 0, of every pair of states that a source covers.
Without it presence would carry no information. It is made once a year, so that a lasting
absence weighs no more than a lasting presence.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from legation import states
from legation.record import Record
from legation.relations.observations.base import FIRST_MONTH, Array, Scope, Source, codes
from legation.relations.observations.ledger import Ledger

if TYPE_CHECKING:
    import polars as pl  # takes longer to import than most questions take


@dataclass(frozen=True)
class Search:
    """When and for whom a kind of row was looked for.

    Attributes
    ----------
    months
        int32 [k], ascending: months in which every pair covered is observed.
    actors
        bool [states of the scope, k]: on whose part a row could have been found.
    where
        The sources searched and the days they cover, in words.
    sources
        The sources searched.
    """

    months: Array
    actors: Array
    where: str
    sources: str


@dataclass(frozen=True)
class Filled:
    """A ledger, completed by zeros where a search found nothing.

    Attributes
    ----------
    ledger
        What was found.
    search
        Function of the record and the scope that tells when and for whom was searched.
    whole_year
        Whether a line in any month of the year makes the zero of that year wrong, and not only
        one in the month of the zero.
    """

    ledger: Ledger
    search: Callable[[Record, Scope], Search]
    whole_year: bool = False

    def observe(self, record: Record, scope: Scope) -> pl.DataFrame:
        """Give what was found, and a zero for each pair and month without."""
        import polars as pl

        found = self.ledger.observe(record, scope).select(
            pl.col("actor", "target").cast(pl.Enum(codes())), "month", "value", "n"
        )
        return pl.concat([found, self._zeros(scope, self.search(record, scope), found)])

    def rows(
        self, record: Record, scope: Scope, actor: str, target: str, first: int, last: int
    ) -> pl.DataFrame:
        """Give the lines of one pair in some months; where there are none, that it is so."""
        import polars as pl

        found = self.ledger.rows(record, scope, actor, target, first, last)
        search = self.search(record, scope.only(actor, target))
        months = [int(m) for m in search.months if first <= m <= last]
        empty = sorted(set(months) - set(found["month"].to_list()))
        nothing = pl.DataFrame(
            {
                "month": empty,
                "table": ["measure"] * len(empty),
                "locator": [search.sources] * len(empty),
                "date": [_last_day(month) for month in empty],
                "text": [f"none found in these sources, {search.where}"] * len(empty),
                "value": [0.0] * len(empty),
                "share": [1.0] * len(empty),
                "source_id": [None] * len(empty),
                "row_id": [None] * len(empty),
            },
            schema=found.schema,
        )
        return pl.concat([found, nothing])

    def source(
        self, name: str, title: str, *, unit: str, sign: int | None, version: str | None = None
    ) -> Source:
        """Make the source that observes this."""
        return Source(
            name,
            title,
            unit,
            self.observe,
            self.rows,
            sign=sign,
            mutual=self.ledger.mutual,
            use="aside",
            version=version,
        )

    def _zeros(self, scope: Scope, search: Search, found: pl.DataFrame) -> pl.DataFrame:
        import polars as pl

        names = np.array(scope.states)
        first, second = (np.searchsorted(names, [d[i] for d in scope.dyads]) for i in (0, 1))
        alive = scope.alive[:, search.months - FIRST_MONTH]
        both = alive[first] & alive[second]
        turns = [(first, second)] if self.ledger.mutual else [(first, second), (second, first)]
        seen = self._seen(names, search.months, found)
        parts = []
        for actor, target in turns:
            able = search.actors[actor]
            if self.ledger.mutual:
                able = able & search.actors[target]
            pair, at = np.nonzero(both & able & ~seen[actor, target])
            parts.append((actor[pair], target[pair], search.months[at]))
        actor, target, month = (np.concatenate(column) for column in zip(*parts, strict=True))
        code = pl.Series(scope.states, dtype=pl.Enum(codes()))
        return pl.DataFrame(
            {
                "actor": code.gather(actor),
                "target": code.gather(target),
                "month": month.astype(np.int32),
                "value": np.zeros(len(month)),
                "n": np.ones(len(month)),
            }
        )

    def _seen(self, names: Array, months: Array, found: pl.DataFrame) -> Array:
        """Tell for which pairs and months of the search something was found.

        Returns
        -------
        bool [actors, targets, months]
        """
        import polars as pl

        seen = np.zeros((len(names), len(names), len(months)), dtype=bool)
        if not len(months):
            return seen
        at, month = months, found["month"].to_numpy()
        if self.whole_year:
            at, month = months // 12, month // 12
        place = np.minimum(np.searchsorted(at, month), len(at) - 1)
        actor, target = (
            found[side].cast(pl.String).to_numpy().astype(str) for side in ("actor", "target")
        )
        a, b = (
            np.minimum(np.searchsorted(names, side), len(names) - 1) for side in (actor, target)
        )
        kept = (at[place] == month) & (names[a] == actor) & (names[b] == target)
        seen[a[kept], b[kept], place[kept]] = True
        return seen


def numbered(scope: Scope) -> Array:
    """Bool [states of the scope]: which have a number in the Correlates of War system.

    Data sets on that system say nothing of others.
    """
    return np.array([states.resolve(code).cow is not None for code in scope.states])


def _last_day(month: int) -> dt.date:
    following = dt.date((month + 1) // 12, (month + 1) % 12 + 1, 1)
    return following - dt.timedelta(days=1)
