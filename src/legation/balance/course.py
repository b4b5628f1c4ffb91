"""Balance over time: the measures of each month, and the camps as they form, merge and split."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sized
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from legation.balance.camps import CampEvent, Labels, aligned, camp_name, events, lasting
from legation.balance.graph import Reals, SignedGraph
from legation.balance.months import Month, follow, levelled
from legation.errors import InputError, UnknownNameError

if TYPE_CHECKING:
    import polars as pl  # takes longer to import than most questions take

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, eq=False)
class Course:
    """The balance of a web of states through time.

    Attributes
    ----------
    months
        The periods done, in the order given.
    states
        All nodes of all periods, sorted.
    least
        Fewest states of a camp.
    stay
        Periods a stay in a camp must last to be counted.
    complete
        Whether all periods were done; False after Ctrl-C.
    """

    months: tuple[Month, ...] = field(repr=False)
    states: tuple[str, ...] = field(repr=False)
    least: int
    stay: int
    complete: bool

    @cached_property
    def camps(self) -> Labels:
        """Camp of each state by period, int16[periods, states], -1 for none; flicker left out."""
        factions, firm = self._spread()[:2]
        return lasting(aligned(factions, self.least), np.array(firm), self.stay)

    @cached_property
    def events(self) -> tuple[CampEvent, ...]:
        """What happened to camps, oldest first.

        Those that are there in the first period are not events; nor are stays that began less
        than `stay` periods before the end, of which nobody knows yet whether they last.
        """
        if not self.months:
            return ()
        agreement = np.array(self._spread()[2])
        periods = [month.period for month in self.months]
        return events(self.camps, agreement, periods, self.states, least=self.least, stay=self.stay)

    def _spread(self) -> tuple[list[npt.NDArray[np.int64]], list[Any], list[Reals]]:
        """Give factions, firmness and agreement of each period over all states."""
        place = {name: i for i, name in enumerate(self.states)}
        factions, firm, agreement = [], [], []
        for month in self.months:
            at = [place[node] for node in month.graph.nodes]
            factions.append(np.full(len(place), -1, np.int64))
            firm.append(np.zeros(len(place), bool))
            agreement.append(np.full(len(place), np.nan))
            factions[-1][at], firm[-1][at] = month.faction, month.firm
            agreement[-1][at] = month.agreement
        return factions, firm, agreement

    def members(self, period: str) -> dict[str, tuple[str, ...]]:
        """Give the camps of a period and the states in each.

        Raises
        ------
        UnknownNameError
            If there is no such period.
        """
        periods = [month.period for month in self.months]
        if period not in periods:
            raise UnknownNameError(
                f"no period '{period[:40]}'; there are {len(periods)}"
                + (f", from {periods[0]} to {periods[-1]}" if periods else "")
            )
        row = self.camps[periods.index(period)]
        return {
            camp_name(int(camp)): tuple(self.states[i] for i in np.flatnonzero(row == camp))
            for camp in np.unique(row[row >= 0])
        }

    def frame(self) -> pl.DataFrame:
        """Give one row per period.

        Columns: period, nodes, edges, hostile; balanced, triads, share; walk; conflict; lower,
        upper, optimal, unique (frustration); firm (states placed firmly), camps (of at least the
        fewest states).
        """
        import polars as pl

        camps = [np.bincount(row[row >= 0]) for row in self.camps] if self.months else []
        rows = [
            {
                "period": month.period,
                "nodes": month.graph.order,
                "edges": month.graph.size,
                "hostile": int((month.graph.sign < 0).sum()),
                "balanced": month.balanced,
                "triads": month.triads,
                "share": month.share,
                "walk": month.walk,
                "conflict": month.conflict,
                "lower": month.solution.lower,
                "upper": month.solution.upper,
                "optimal": month.solution.optimal,
                "unique": month.unique,
                "firm": int(month.firm.sum()),
                "camps": int((sizes >= self.least).sum()),
            }
            for month, sizes in zip(self.months, camps, strict=True)
        ]
        reals = dict.fromkeys(("share", "walk", "conflict", "lower", "upper"), pl.Float64)
        return pl.DataFrame(
            rows,
            schema_overrides=reals | {"unique": pl.Boolean, "balanced": pl.Int64},
            infer_schema_length=None,
        )

    def evidence(self) -> pl.DataFrame:
        """Give one row per period and state: period, state, camp (null for none), agreement."""
        import polars as pl

        names = np.array(
            [camp_name(i) for i in range(int(self.camps.max(initial=-1)) + 1)] + [None]
        )
        agreement = np.array(self._spread()[2]).reshape(-1)
        return pl.DataFrame(
            {
                "period": np.repeat([m.period for m in self.months], len(self.states)).tolist(),
                "state": list(self.states) * len(self.months),
                "camp": names[self.camps.reshape(-1)].tolist(),
                "agreement": agreement,
            },
            schema_overrides={"period": pl.String, "state": pl.String, "camp": pl.String},
        ).with_columns(pl.col("agreement").fill_nan(None))

    def to_dict(self) -> dict[str, Any]:
        """Give periods and events as plain values."""
        return {
            "complete": self.complete,
            "least": self.least,
            "stay": self.stay,
            "periods": self.frame().to_dicts(),
            "events": [event.to_dict() for event in self.events],
        }

    def __str__(self) -> str:
        """Say it in one line."""
        if not self.months:
            return "no periods"
        proved = sum(month.solution.optimal for month in self.months)
        span = f"{self.months[0].period} to {self.months[-1].period}"
        cut = "" if self.complete else "; stopped before the end"
        return (
            f"{span}: {len(self.months)} periods, index proved in {proved}, "
            f"{len(self.events)} events among camps{cut}"
        )


def course(
    graphs: Iterable[SignedGraph | tuple[str, SignedGraph]],
    *,
    least: int = 3,
    stay: int = 12,
    progress: Progress | None = None,
    **options: Any,
) -> Course:
    """Follow balance and camps through time.

    Parameters
    ----------
    graphs
        One per period, in order, each with its label in `period` or before it in a pair, as the
        `graphs` of a panel of the index give them.
    least
        Fewest states that make a camp.
    stay
        Periods a stay in a camp must last to be counted; with months, a year.
    progress
        Called with "months", periods done and in all (0 where the number is not known).
    options
        As for `legation.balance.months.follow`.

    Returns
    -------
    Course
        After Ctrl-C of the periods done until then, with `complete` False.

    Raises
    ------
    InputError, UnknownNameError
        If numbers or options make no sense.
    """
    if least < 1 or stay < 1:
        raise InputError("the fewest states of a camp and the periods of a stay are 1 or more")
    count = len(graphs) if isinstance(graphs, Sized) else 0
    months: list[Month] = []
    complete = True
    try:
        for month in follow(graphs, **options):
            months.append(month)
            if progress is not None:
                progress("months", len(months), count)
    except KeyboardInterrupt:
        complete = False
    states = sorted({node for month in months for node in month.graph.nodes})
    bettered = levelled(months, bool(options.get("weighted", False)))
    return Course(bettered, tuple(states), least, stay, complete)
