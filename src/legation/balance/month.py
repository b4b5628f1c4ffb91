"""Levels of all pairs in a month, worked out once for a record and then at hand."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import numpy as np

from legation.errors import InputError
from legation.relations.window import Moment, window

if TYPE_CHECKING:
    from legation.balance.graph import SignedGraph
    from legation.balance.sources.draws import Draws
    from legation.balance.sources.levels import Levels, Progress
    from legation.record import Record

#: Raised when the same record would give other levels.
VERSION = 1


def month_levels(
    record: Record,
    month: Moment = None,
    *,
    as_of: dt.date | None = None,
    progress: Progress | None = None,
) -> Levels:
    """Give the posterior of the level of every pair in a month, from the cache if it is there.

    As `legation.balance.sources.levels.levels_at`, which takes some ten seconds on a record of
    all pairs; what is kept takes a hundredth of that.

    Parameters
    ----------
    record
        The record.
    month
        Month, YYYY-MM; by default the last that the index has.
    as_of
        Last day that may enter.
    progress
        Told how far the index is, where it has to be made.

    Raises
    ------
    InputError
        If the record is too thin for an index, or the index has not this month.
    """
    from legation.balance.sources.levels import levels_at
    from legation.relations.cache import cached
    from legation.relations.index import index

    if record.note:
        raise InputError(
            "the landmark facts of the casebook were chosen by hand, and no graph of states "
            "follows from them; make a record with: legation add PATH"
        )
    asked = None if month is None else str(month)

    def compute() -> dict[str, np.ndarray[Any, Any]]:
        found = index(record, as_of=as_of, progress=progress)
        return _packed(levels_at(found, asked or _last(found), progress=_once(progress)))

    return _unpacked(cached(record, "levels", _key(asked, as_of), compute))


def draws_of(levels: Levels, n: int = 1000, seed: int = 0, *, certainty: float = 0.9) -> Draws:
    """Make draws, and with them the graph, of levels that were worked out."""
    from legation.balance.sources.draws import Draws
    from legation.balance.sources.rule import Rule

    rule = Rule(certainty)
    return Draws(graph_of_levels(levels, certainty), levels, rule, n, seed)


def graph_of_levels(
    levels: Levels, certainty: float = 0.9, *, among: tuple[str, ...] | None = None
) -> SignedGraph:
    """Make the graph of levels that were worked out, of all states or among some."""
    from legation.balance.sources.index_graph import graph_of
    from legation.balance.sources.rule import Rule

    return graph_of(levels, Rule(certainty), among)


def _once(progress: Progress | None) -> Progress | None:
    """Tell only of what is done once for a record, not of what each month takes anew."""
    if progress is None:
        return None

    def told(what: str, done: int, total: int) -> None:
        if what != "levels":
            progress(what, done, total)

    return told


def _last(found: Any) -> str:
    """Last month of any pair of an index."""
    from legation.balance.sources.index_graph import arrays_end
    from legation.relations.index.arrays import Arrays

    return arrays_end(Arrays.of(found.observations))


def _key(month: str | None, as_of: dt.date | None) -> dict[str, Any]:
    from legation.relations.index.fit import VERSION as FIT
    from legation.relations.observations import INDEX_SOURCES

    return {
        "month": month,
        "as_of": None if as_of is None else as_of.isoformat(),
        "sources": [[source.name, source.version, source.use] for source in INDEX_SOURCES],
        "fit": FIT,
        "version": VERSION,
    }


def _packed(levels: Levels) -> dict[str, np.ndarray[Any, Any]]:
    told = {
        "nodes": list(levels.nodes),
        "prior": levels.prior,
        "window": [levels.window.start.isoformat(), levels.window.end.isoformat()],
        "partly": levels.partly,
    }
    numbers = {name: getattr(levels, name) for name in ("u", "v", "mean", "lean", "cov")}
    return {"told": np.frombuffer(json.dumps(told).encode(), np.uint8), **numbers}


def _unpacked(held: dict[str, np.ndarray[Any, Any]]) -> Levels:
    from legation.balance.sources.levels import Levels

    told = json.loads(held["told"].tobytes())
    return Levels(
        nodes=tuple(told["nodes"]),
        window=window(*told["window"]),
        prior=told["prior"],
        partly=told["partly"],
        **{name: held[name] for name in ("u", "v", "mean", "lean", "cov")},
    )
