"""A claim about measures with what the sources cover, and what is said where none is found.

Shared by the types that ask for rows of one kind between two sides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from legation.checking.measured import (
    COMPLETE,
    MUTUAL,
    Extent,
    between,
    covers,
    evidence,
    line,
    searched,
)
from legation.checking.phrases import count_words, listed, name_of, window_words
from legation.checking.question import Question
from legation.checking.results import Decision, EvidenceRow, Way
from legation.checking.row_rules import Row, counts, doubts
from legation.checking.world import World

Rows = list[Row]

#: Rows shown with a finding.
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its kind of measure, what the sources cover, and both sides."""

    question: Question
    world: World
    way: Way
    kind: str
    extent: Extent
    actors: tuple[str, ...]
    targets: tuple[str, ...]

    @property
    def end(self) -> dt.date:
        """Last day asked for."""
        return self.question.end or self.question.as_of

    @property
    def what(self) -> str:
        """The measure in words."""
        return self.kind.replace("_", " ")

    def rows(self, actors: Sequence[str] | None, targets: Sequence[str] | None) -> Rows:
        """Rows in the window that this reading counts."""
        start, end = self.question.start, self.end
        found = between(self.world, self.kind, actors, targets, self.way, start, end)
        if self.kind in MUTUAL and (actors is None or targets is None):
            found += between(self.world, self.kind, targets, actors, self.way, start, end)
        return [row for row in found if counts(self.question, self.kind, self.way, row)]

    def pairs(self) -> list[tuple[str, str]]:
        """The pairs the claim is about."""
        if self.targets:
            return [(a, b) for a in self.actors for b in self.targets if a != b]
        return [(a, b) for i, a in enumerate(self.actors) for b in self.actors[i + 1 :]]

    def searched(self) -> str:
        """Say which days of the window the sources cover."""
        return self.extent.searched(self.question.start, self.end)


def by_pair(asked: Asked) -> dict[tuple[str, str], Rows]:
    """Rows of each pair; of two states that are said to deal with each other, both ways."""
    found = {}
    for a, b in asked.pairs():
        rows = asked.rows([a], [b])
        if not asked.targets and asked.kind not in MUTUAL:
            rows += asked.rows([b], [a])
        found[a, b] = sorted(rows, key=lambda row: row["start"])
    return found


def _doubted(asked: Asked) -> Decision | None:
    """Say that what came after the sources end cannot be told, where other rows speak of it."""
    if asked.end <= asked.extent.last:
        return None
    codes = [[part for one in side for part in line(one, asked.way.succession)]
        for side in (asked.actors, asked.targets)]  # fmt: skip
    after = max(asked.extent.last, asked.question.start or asked.extent.last)
    rows = doubts(asked.world, asked.kind, codes[0], codes[1], after)
    if not rows:
        return None
    shown = tuple(
        EvidenceRow(row["table"], f"{row['file']}, {row['locator']}", row["start"], row["text"],
            "counter", row["source_id"])
        for row in rows
    )  # fmt: skip
    missing = f"a source of {asked.what} after {asked.extent.last}, of which other rows speak"
    return Decision(None, n=len(rows), rows=shown, missing=missing, coverage=asked.searched())


def told(
    asked: Asked, pairs: dict[tuple[str, str], Rows], holds: bool, *, lenient: bool
) -> Decision:
    """Say what was found, or that it cannot be told where it would have to be absent."""
    rows = [row for items in pairs.values() for row in items]
    without = [pair for pair, items in pairs.items() if not items]
    whole = asked.kind in COMPLETE and covers(
        asked.extent, asked.question.start, asked.end, lenient=lenient
    )
    absent = not holds
    if absent and not whole:
        who = listed(f"{name_of(a)} and {name_of(b)}" for a, b in without)
        span = window_words(asked.extent.first, asked.extent.last)
        return Decision(
            None,
            n=len(rows),
            missing=f"no {asked.what} of {who} was found, and the sources cover {span}",
            coverage=asked.searched(),
        )
    if absent and (doubted := _doubted(asked)) is not None:
        return doubted
    if absent:
        who = listed(f"{name_of(a)} and {name_of(b)}" for a, b in without)
        return Decision(
            False,
            0.0,
            0,
            (*searched(asked.extent, asked.question.start, asked.end), *evidence(rows[:SHOWN])),
            coverage=f"none found in {asked.searched()}",
            sentence=f"No {asked.what} between {who} was found in {asked.searched()}.",
            confidence=covered(asked),
        )
    return Decision(
        True,
        float(len(rows)),
        len(rows),
        evidence(newest_first(rows)),
        coverage=asked.searched(),
        sentence=f"{rows_words(asked, rows)}.",
    )


def newest_first(rows: Rows) -> Rows:
    """Rows for a reader: the newest and the oldest, since both ends of a dealing matter."""
    ordered = sorted(rows, key=lambda row: row["start"], reverse=True)
    return ordered if len(ordered) <= SHOWN else [*ordered[: SHOWN - 1], ordered[-1]]


def rows_words(asked: Asked, rows: Rows) -> str:
    """Say how many rows there are, between whom, and from when to when."""
    first, last = rows[0]["start"], max(row["end"] or row["start"] for row in rows)
    span = window_words(min(first, *(row["start"] for row in rows)), last)
    who = listed(dict.fromkeys(f"{name_of(r['actor'])} to {name_of(r['target'])}" for r in rows))
    return f"{count_words(len(rows), 'row')} of {asked.what}, {who}, {span}"


def covered(asked: Asked) -> float:
    """Share of the window that the sources cover: what lies outside it nobody searched."""
    low = asked.question.start or asked.extent.first
    whole = max((asked.end - low).days, 1)
    inside = (min(asked.end, asked.extent.last) - max(low, asked.extent.first)).days
    return max(0.0, min(1.0, inside / whole))
