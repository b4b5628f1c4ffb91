"""A relation made by hand: what the faces need of the index, with numbers counted on fingers."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl
import pytest

from legation import states
from legation.errors import InputError
from legation.relations.breaks.results import Break, Since
from legation.states import State
from tests.brief.made import HOSTILE

FIRST, LAST = "2000-01", "2023-12"
COLUMNS = ("mean", "sd", "lo50", "hi50", "lo90", "hi90")


def a_break(actor: str, target: str, month: str, size: float, **more: Any) -> Break:
    """Make a break of a size in a month."""
    year = int(month[:4])
    given = {
        "interval": (f"{year}-02", f"{year}-05"),
        "kind": "shift",
        "ended": None,
        "sd": 0.4,
        "lo90": size - 0.7,
        "hi90": size + 0.7,
        "direction": "worse" if size < 0 else "better",
        "before": 0.5,
        "after": 0.5 + size,
        "old_band": (-0.5, 1.5),
        "return_probability": {1: 0.02, 3: 0.07, 5: 0.11},
        "as_of": LAST,
        "false_alarm": 0.01,
        "since": Since(None, 0.1, 0.5 + size, 0.5, LAST, LAST),
    } | more
    return Break(actor=actor, target=target, month=month, size=size, **given)


@dataclass(frozen=True)
class MadeExplanation:
    actor: State
    target: State
    since: str
    until: str
    change: float
    sd: float
    contributions: pl.DataFrame

    def as_dict(self) -> dict[str, Any]:
        table = self.contributions.with_columns(pl.col("date").cast(pl.String))
        return {
            "change": self.change,
            "sd": self.sd,
            "actor": str(self.actor),
            "target": str(self.target),
            "since": self.since,
            "until": self.until,
            "contributions": table.to_dicts(),
        }


@dataclass(frozen=True)
class MadeRelation:
    """One direction: level 0.5, and a fall of 3 in 2014-03 from the first state alone."""

    actor: State
    target: State
    falls: bool
    shocks: int = 0
    first: str = FIRST
    last: str = LAST
    rows: int = 40
    changes: dict[str, float] = field(default_factory=dict)

    @cached_property
    def months(self) -> np.ndarray:
        return np.arange(self.first, np.datetime64(self.last) + 1, dtype="datetime64[M]")

    @cached_property
    def mean(self) -> np.ndarray:
        fallen = (self.months >= np.datetime64("2014-03")) & self.falls
        wave = 0.3 * np.sin(np.arange(len(self.months)) / 9)
        return 0.5 - 3.0 * fallen + wave

    @cached_property
    def sd(self) -> np.ndarray:
        return 0.4 + 0.2 * np.cos(np.arange(len(self.months)) / 40)

    lo50 = property(lambda self: self.mean - 0.674 * self.sd)
    hi50 = property(lambda self: self.mean + 0.674 * self.sd)
    lo90 = property(lambda self: self.mean - 1.645 * self.sd)
    hi90 = property(lambda self: self.mean + 1.645 * self.sd)

    @property
    def reverse(self) -> MadeRelation:
        return replace(self, actor=self.target, target=self.actor, falls=not self.falls)

    def frame(self) -> pl.DataFrame:
        named = {"actor": str(self.actor), "target": str(self.target)}
        months = {"month": [str(m) for m in self.months]}
        values = {name: getattr(self, name) for name in COLUMNS}
        return pl.DataFrame(months | values).select(
            *(pl.lit(v).alias(k) for k, v in named.items()), "month", *COLUMNS
        )

    @property
    def sources(self) -> pl.DataFrame:
        return pl.DataFrame(
            {
                "source": ["events", "agreement"],
                "title": ["Coded events", "Agreement in votes"],
                "observations": [400, 60],
                "first": ["2000-01", "2000-11"],
                "last": ["2023-12", "2023-11"],
            }
        )

    def explain(self, month: str, since: str | None = None) -> MadeExplanation:
        places = {str(m): i for i, m in enumerate(self.months)}
        if month not in places:
            raise InputError(f"{month} lies outside {self.first} to {self.last}")
        until = places[month]
        start = until - 1 if since is None else places[since]
        change = float(self.mean[until] - self.mean[start])
        table = self._table(change)
        return MadeExplanation(
            self.actor, self.target, str(self.months[start]), month, change, 0.3, table
        )

    def change(self, month: str, since: str | None = None) -> tuple[float, float]:
        found = self.explain(month, since)
        return found.change, found.sd

    def breaks(self) -> tuple[Break, ...]:
        names = (str(self.actor), str(self.target))
        shocks = [
            a_break(*names, f"{2016 + n}-03", 1.0 + n / 10, kind="shock", ended=f"{2016 + n}-06")
            for n in range(self.shocks)
        ]
        return (*([a_break(*names, "2014-03", -3.0)] if self.falls else []), *shocks)

    def explain_break(self, found: Break) -> MadeExplanation:
        return self.explain(found.interval[1], since=found.interval[0])

    def _table(self, change: float) -> pl.DataFrame:
        """Rows that add up to a change: halves of what is left, every third the other way."""
        left, sizes = change, []
        for n in range(self.rows - 1):
            sizes.append(left / 4 * (-0.4 if n % 3 == 2 else 1))
            left -= sizes[-1]
        sizes.append(left)
        rows = [
            {
                "table": "event" if n % 2 else "vote",
                "locator": f"line {n}" if n % 2 else f"A/RES/68/{n}",
                "date": dt.date(2014, 3, 1 + n % 28),
                "source": "events" if n % 2 else "agreement",
                "text": HOSTILE if n == 4 else f"What the source says of row {n}, at some length",
                "contribution": size,
            }
            for n, size in enumerate(sizes)
        ]
        return pl.DataFrame(rows).sort(pl.col("contribution").abs(), descending=True)


def stand_in(patch: pytest.MonkeyPatch, index: Callable[..., Any]) -> None:
    """Let faces find another index; the room and its function bear one name."""
    import legation.relations.index  # noqa: F401

    patch.setattr(sys.modules["legation.relations.index"], "index", index)


class MadeIndex:
    """An index of some pairs, each of which falls in the direction named first."""

    notes = ("Made by hand.",)

    def __init__(self, *pairs: tuple[str, str], **given: Any) -> None:
        self.pairs = pairs
        self._given = given

    def __len__(self) -> int:
        return len(self.pairs)

    def release(self) -> None:
        """Keep nothing."""

    def frames(self) -> Iterator[pl.DataFrame]:
        for a, b in self.pairs:
            there = self[a, b]
            yield pl.concat([there.reverse.frame(), there.frame()])

    def __getitem__(self, names: tuple[str, str]) -> MadeRelation:
        a, b = (states.resolve(name) for name in names)
        for x, y in self.pairs:
            if {a, b} == {x, y}:
                return MadeRelation(a, b, falls=a == x, **self._given)
        raise InputError(f"no rows on {a.name} and {b.name} in these sources, from 1946 to 2023")
