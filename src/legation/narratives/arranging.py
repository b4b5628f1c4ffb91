"""What outlets say, arranged by document and pair of states for the pooled model."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from legation.narratives.documents import NO_DAY, Documents, Ints, day_number
from legation.narratives.levels import Levels
from legation.narratives.pooled import Cells, Reals
from legation.narratives.voice import CLASSES, FINDINGS, Voice
from legation.relations.window import FIRST, LAST, Window

Pairs = tuple[tuple[str, str], ...]
Bools = npt.NDArray[np.bool_]
#: Fewest documents about a pair, of all outlets together, for it to enter the model.
ANY = 2
CLAIM = FINDINGS.index("claim")


def within(held: Documents, rows: Voice, span: Window) -> Bools:
    """Say which rows stand in documents with a day in a window."""
    days = held.day[rows.document]
    inside: Bools = days != NO_DAY
    if span.start != FIRST:
        inside &= days >= day_number(span.start)
    if span.end != LAST:
        inside &= days <= day_number(span.end)
    return inside


def pairs_of(rows: Voice, inside: Bools) -> tuple[Pairs, Ints]:
    """Give the pairs that enough documents tell of, and the place of each row's pair or -1."""
    low, high = np.minimum(rows.actor, rows.target), np.maximum(rows.actor, rows.target)
    key = low.astype(np.int64) * len(rows.states) + high
    told = np.unique(np.stack([key[inside], rows.document[inside]]), axis=1)
    keys, counts = np.unique(told[0], return_counts=True)
    keys = keys[counts >= ANY]
    place = np.searchsorted(keys, key)
    known = np.isin(key, keys)
    names = tuple(
        (rows.states[int(k) // len(rows.states)], rows.states[int(k) % len(rows.states)])
        for k in keys
    )
    return names, np.where(known, place, -1).astype(np.int32)


def values_of(rows: Voice, levels: Levels, wanted: Bools) -> Reals:
    """Give the record's level of what rows tell of, float64[rows]; NaN where there is none.

    Claims are of a relation, not of what one state does: theirs is the mean of both directions.
    """
    found = np.full(len(rows), np.nan)
    months = rows.held.month[rows.document]
    way = rows.actor.astype(np.int64) * len(rows.states) + rows.target
    for key in np.unique(way[wanted]):
        pair = rows.states[int(key) // len(rows.states)], rows.states[int(key) % len(rows.states)]
        at = np.flatnonzero(wanted & (way == key))
        found[at] = levels.directed(*pair, months[at])
        mutual = at[rows.finding[at] == CLAIM]
        found[mutual] = (found[mutual] + levels.directed(*pair[::-1], months[mutual])) / 2
    return found


def cells_of(
    rows: Voice,
    entered: Bools,
    row_camp: Ints,
    row_pair: Ints,
    value: Reals,
    levels: Levels,
    pairs: Pairs,
    camps: int,
) -> Cells | None:
    """Sum the rows that entered by document and pair.

    Parameters
    ----------
    rows
        What outlets say.
    entered, row_camp, row_pair, value
        Whether each row enters, its camp (-1 for none) and pair, and the record's level.
    levels, pairs
        The record, for the pairs.
    camps
        How many there are.
    """
    if not entered.any():
        return None
    document, pair = rows.document[entered], row_pair[entered]
    keys, cell = np.unique(document.astype(np.int64) * len(pairs) + pair, return_inverse=True)
    classes = np.zeros((len(keys), len(CLASSES)))
    np.add.at(classes, (cell, rows.kind[entered]), 1)
    held = rows.held
    documents_, places = keys // len(pairs), (keys % len(pairs)).astype(np.intp)
    outlets, outlet = np.unique(held.outlet[documents_], return_inverse=True)
    mean = np.bincount(cell, value[entered]) / classes.sum(axis=1)
    camp = np.full(len(held), -1, np.intp)
    camp[document] = row_camp[entered]
    of_cell = camp[documents_]
    months = held.month[documents_]
    spread = np.array(
        [levels.sd(names, months[places == at]) for at, names in enumerate(pairs)], np.float64
    )
    whose = np.where(of_cell < 0, camps, of_cell)
    late = np.zeros((camps + 1, len(pairs)))
    for camp, at in {*zip(whose.tolist(), places.tolist(), strict=True)}:
        late[camp, at] = levels.drift(pairs[at], months[(whose == camp) & (places == at)])
    # What a camp has no document of is as open as it is for all.
    for at, names in enumerate(pairs):
        absent = np.setdiff1d(np.arange(camps + 1), whose[places == at])
        late[absent, at] = levels.drift(names, months[places == at])
    return Cells(
        classes, mean, whose, places, outlet.astype(np.intp), spread, camps + 1, len(pairs),
        len(outlets), np.sqrt(late),
    )  # fmt: skip
