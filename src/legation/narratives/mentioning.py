"""Mentions of states: what outlets say of them in their own words, and which deeds they tell of.

A document gives one mention of a state by each source: the first. Positions and acts inside a
quotation are those of whoever is quoted, and no mention.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from legation import states as atlas
from legation.narratives.confusion import COUNTS
from legation.narratives.documents import NO_DAY, Documents, day_number
from legation.narratives.tone import Errors, Mentions
from legation.narratives.voice import CLASSES, ENGINE, FINDINGS, Voice
from legation.relations.window import FIRST, LAST, Window

#: How positions between two names are read: labelled sentences of `directed_sentiment_analysis`
#: (1,457 of them), by sign in truth and as read; `neither` are those without a position.
WORDS = Errors((76, 3), (12, 135), (49, 56))

Longs = npt.NDArray[np.int64]

_WORDS = r"""
SELECT s.document_id, s.target, s.value, s.start, s."end",
  starts_with(s.rule, 'noun.act:') AND regexp_matches(s.text, '\b(of|on|against|in|into)\b')
  AND NOT regexp_matches(s.text, '\bby\b')
FROM stance_statement s JOIN document d USING (document_id)
WHERE starts_with(s.source_id, ?) AND NOT s.shadowed AND s.quote IS NULL AND s.state IS NULL
  AND s.holder = coalesce(d.outlet, 'author') AND s.value <> 0
  AND NOT starts_with(coalesce(s.rule, ''), 'condition')
ORDER BY s.document_id, s.start, s."end", s.target
"""


@dataclass(frozen=True, eq=False)
class Rows:
    """One row per document, state and source, in this order.

    Attributes
    ----------
    held
        The documents.
    document, camp, source
        Places, int64[rows]; of the source 0 for words and 1 for deeds, of the camp -1 for none.
    state
        Codes, object[rows].
    friendly
        Whether the mention is friendly or hostile, bool[rows].
    span
        First character and the one after the last, int64[rows, 2].
    """

    held: Documents
    document: Longs
    state: npt.NDArray[np.object_]
    source: Longs
    friendly: npt.NDArray[np.bool_]
    span: Longs
    camp: Longs

    @property
    def outlet(self) -> npt.NDArray[np.int32]:
        """Place of the outlet of each row, int32[rows]."""
        return self.held.outlet[self.document]

    def of(self, camp: int, state: str) -> npt.NDArray[np.bool_]:
        """Say which rows are a camp's on a state."""
        found: npt.NDArray[np.bool_] = (self.camp == camp) & (self.state == state)
        return found

    def keep(self, chosen: npt.NDArray[np.bool_]) -> Rows:
        """Give some of the rows."""
        return Rows(
            self.held, self.document[chosen], self.state[chosen], self.source[chosen],
            self.friendly[chosen], self.span[chosen], self.camp[chosen],
        )  # fmt: skip


def own_words(held: Documents) -> list[tuple[Any, ...]]:
    """Give what outlets themselves say of states and bodies, in the order of documents and words.

    Rows of document, target, value, first and last character, and whether the words judge an act
    and leave open who did it.
    """
    from legation.record.findings import dataset_of

    return held.record.con.execute(_WORDS, [dataset_of(ENGINE) + ":"]).fetchall()


def rows_of(held: Documents, told: Voice, camp: Longs) -> tuple[Rows, int]:
    """Give the first mention of each state by document and source, and how many are left open.

    "The invasion of Iraq" judges an act, and Iraq did not do it.
    """
    known = {str(state) for state in atlas.all_states()}
    place = {name: at for at, name in enumerate(held.ids.tolist())}
    words = own_words(held)
    found: dict[tuple[int, str, int], tuple[bool, int, int]] = {}
    for name, target, value, start, end, unclear in words:
        if name in place and target in known and not unclear:
            found.setdefault((place[name], target, 0), (value > 0, start, end))
    # A claim ("ties have worsened") has no direction, so that nobody does what it tells.
    directed = told.finding != FINDINGS.index("claim")
    for at in np.flatnonzero(directed).tolist():
        key = (int(told.document[at]), told.states[told.actor[at]], 1)
        friendly = CLASSES[told.kind[at]].startswith("friendly")
        found.setdefault(key, (friendly, int(told.span[at, 0]), int(told.span[at, 1])))
    keys = sorted(found)
    document = np.array([key[0] for key in keys], np.int64)
    rows = Rows(
        held,
        document,
        np.array([key[1] for key in keys], object),
        np.array([key[2] for key in keys], np.int64),
        np.array([found[key][0] for key in keys], bool),
        np.array([found[key][1:] for key in keys], np.int64).reshape(-1, 2),
        camp[document] if len(document) else np.zeros(0, np.int64),
    )
    return rows, sum(bool(row[5]) for row in words)


def inside_of(held: Documents, document: Longs, span: Window) -> npt.NDArray[np.bool_]:
    """Say which documents fall in a window; without one, all do, dated or not."""
    days = held.day[document]
    inside = np.ones(len(days), bool)
    if span.start != FIRST:
        inside &= days >= day_number(span.start)
    if span.end != LAST:
        inside &= (days <= day_number(span.end)) & (days != NO_DAY)
    return inside


def mentions_of(rows: Rows, states: tuple[str, ...], camps: int) -> Mentions:
    """Sum the rows by camp, outlet, state, source and year; no year is a year of its own."""
    state = np.searchsorted(np.array(states), rows.state.astype(str))
    outlets, outlet = np.unique(rows.outlet, return_inverse=True)
    days = rows.held.day[rows.document]
    year = np.where(days == NO_DAY, NO_DAY, days.astype("datetime64[D]").astype("datetime64[Y]")
                    .astype(np.int32))  # fmt: skip
    years, at = np.unique(year, return_inverse=True)
    camp = np.where(rows.camp < 0, camps, rows.camp)
    keys = np.stack([camp, outlet, state, rows.source, at])
    cells, cell = np.unique(keys, axis=1, return_inverse=True)
    friendly = np.bincount(cell.ravel(), rows.friendly, cells.shape[1]).astype(np.int64)
    hostile = np.bincount(cell.ravel(), ~rows.friendly, cells.shape[1]).astype(np.int64)
    camp, outlet, state, source, at = cells.astype(np.intp)
    return Mentions(
        friendly, hostile, source, state, outlet, camp, at, len(states), len(outlets), camps + 1,
        len(years), (WORDS, deeds()),
    )  # fmt: skip


def deeds() -> Errors:
    """Give how the sign of deeds is read, from the counts of `legation.narratives.confusion`."""
    side = np.array([name.startswith("friendly") for name in CLASSES])
    counts = np.asarray(COUNTS, np.float64)[: len(CLASSES), : len(CLASSES)]
    sums = [[counts[row][:, column].sum() for column in (side, ~side)] for row in (side, ~side)]
    return Errors((sums[0][0], sums[0][1]), (sums[1][0], sums[1][1]), (0, 0))
