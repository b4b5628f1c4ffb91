"""The index: one monthly relation per direction of every pair of states, with its evidence.

Enters: an open `Record`. Leaves: `Index`, whose relations carry intervals, split every change
into the rows that caused it, and know their breaks. Nothing here writes to the record; what is
learned from all pairs is kept in the cache under the record's content.
"""

from __future__ import annotations

from collections.abc import Sequence

from legation.errors import InputError
from legation.record import Record
from legation.relations.index.explanation import Explanation
from legation.relations.index.fit import Fit, Progress, fit
from legation.relations.index.relation import COLUMNS, Relation
from legation.relations.index.results import Index
from legation.relations.observations import INDEX_SOURCES, Source, observe
from legation.relations.window import Moment, window

__all__ = ["COLUMNS", "Explanation", "Index", "Relation", "fit", "index"]


def index(
    record: Record,
    pairs: Sequence[tuple[str | int, str | int]] | None = None,
    *,
    as_of: Moment = None,
    sources: Sequence[Source] | None = None,
    learned: Fit | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> Index:
    """Estimate the relation of pairs of states, month by month, in both directions.

    The index reads on the Goldstein scale: -10 most hostile, 0 neutral, +10 most friendly.

    Parameters
    ----------
    record
        The record.
    pairs
        Pairs of states, by any name or code; by default all pairs that existed together in some
        month since 1946.
    as_of
        Last day that may enter, for the relation as it was known then: the parameters, too, are
        learned from nothing later. A year or month means its last day. By default everything.
    sources
        Sources to use; by default `legation.relations.observations.INDEX_SOURCES`.
    learned
        Parameters to use, as from `fit`; by default learned from all pairs of the record, once
        for its content.
    seed
        Of the samples drawn where parameters are learned.
    progress
        Called with what is being done, how far it is, and how far it goes.

    Returns
    -------
    Index

    Raises
    ------
    InputError, UnknownNameError
        If a pair is none, or the record is too thin for an index.

    Examples
    --------
    >>> found = index(record, [("Russia", "Israel")])  # doctest: +SKIP
    >>> found["RUS", "ISR"].explain("2022-04").change  # doctest: +SKIP
    """
    until = None if as_of is None else window(None, as_of).end
    chosen = INDEX_SOURCES if sources is None else tuple(sources)
    if aside := [source.name for source in chosen if source.use == "aside"]:
        raise InputError(f"the index makes nothing of {', '.join(aside)}; leave them out")
    observations = None if pairs is None else observe(record, chosen, dyads=pairs, until=until)
    if learned is None:
        learned = fit(record, chosen, until, seed=seed, progress=progress)
    if observations is None:
        observations = observe(record, chosen, until=until)
    return Index(
        observations,
        learned.parameters,
        learned.calibration,
        observations.scope.until,
        record.snapshot(),
        learned.notes,
    )
