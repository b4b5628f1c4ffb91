"""Observations: from the record to values of pair-months, each with its rows.

Enters: an open `Record`, and sources. Leaves: `Observations`, long arrays of what each source
says about a pair of states in a month, from which the index is made. Nothing here writes to the
record.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from legation.record import Record
from legation.relations.observations.acts import ACTS
from legation.relations.observations.assemble import Progress, gather
from legation.relations.observations.base import (
    FROM_FIRST,
    FROM_SECOND,
    MUTUAL,
    Scope,
    Source,
    month_number,
    month_text,
)
from legation.relations.observations.distance import ideal_distance
from legation.relations.observations.events import balance, goldstein
from legation.relations.observations.ledger import from_sql
from legation.relations.observations.measures import (
    ALLIANCES,
    ARMS,
    DESIGNATIONS,
    DISPUTES,
    ORGANISATIONS,
    RIVALRIES,
    SANCTIONS,
)
from legation.relations.observations.results import Observations
from legation.relations.observations.scores import SCORES
from legation.relations.observations.speeches import SPEECHES
from legation.relations.observations.votes import AGREEMENT, DIRECTED_VOTES

__all__ = [
    "ACTS",
    "AGREEMENT",
    "ALLIANCES",
    "ARMS",
    "DEFAULT_SOURCES",
    "DESIGNATIONS",
    "DIRECTED_VOTES",
    "DISPUTES",
    "FROM_FIRST",
    "FROM_SECOND",
    "INDEX_SOURCES",
    "MUTUAL",
    "ORGANISATIONS",
    "RIVALRIES",
    "SANCTIONS",
    "SCORES",
    "SPEECHES",
    "Observations",
    "Scope",
    "Source",
    "balance",
    "from_sql",
    "goldstein",
    "ideal_distance",
    "month_number",
    "month_text",
    "observe",
]

#: What is observed unless told otherwise.
DEFAULT_SOURCES: tuple[Source, ...] = (
    AGREEMENT,
    DIRECTED_VOTES,
    *(goldstein(family) for family in ("gdelt", "icews", None)),
    *(balance(family) for family in ("gdelt", "icews", None)),
    SCORES,
    ALLIANCES,
    DISPUTES,
    SANCTIONS,
    DESIGNATIONS,
    ARMS,
    ORGANISATIONS,
    RIVALRIES,
    SPEECHES,
    *ACTS,
)

#: The index's own, by what it makes of them; see `Source.use`.
INDEX_SOURCES = tuple(source for source in DEFAULT_SOURCES if source.use != "aside")


def observe(
    record: Record,
    sources: Sequence[Source] | None = None,
    *,
    dyads: Sequence[tuple[str | int, str | int]] | None = None,
    until: dt.date | None = None,
    progress: Progress | None = None,
) -> Observations:
    """Observe pairs of states, month by month.

    Parameters
    ----------
    record
        The record.
    sources
        Sources to observe; by default `DEFAULT_SOURCES`.
    dyads
        Pairs, by any name or code of a state; by default all states that existed together in
        some month since 1946. A state stands for its line: Russia for the Soviet Union.
    until
        Last day that may enter, so that a pair can be seen as it was known then; by default
        the end of the record's last month.
    progress
        Called with the name of each source, its number and how many there are.

    Returns
    -------
    Observations

    Raises
    ------
    InputError, UnknownNameError
        If a pair is no pair of states, the record is empty, or a source gives what is no
        observation.

    Examples
    --------
    >>> found = observe(record, dyads=[("Israel", "Russia")])  # doctest: +SKIP
    >>> found.rows("ISR", "RUS", "directed_votes", "2022-03")  # doctest: +SKIP
    """
    chosen = DEFAULT_SOURCES if sources is None else tuple(sources)
    return gather(record, chosen, dyads, until, progress)
