"""Measures that a question asks for: the rows between two sets of states, and what was searched.

A measure that is not found says something only where a source sets out to list every measure of
its kind: then "none found" has a first and a last day. Kinds without such a source can affirm and
never deny.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from legation import states
from legation.checking.holdings import holdings, in_force
from legation.checking.phrases import listed, name_of, window_words
from legation.checking.results import EvidenceRow, Way
from legation.checking.world import World

#: The kind of measure that each relation is kept as.
KINDS = {
    "arms_transfer": "arms_transfer",
    "alliance": "alliance",
    "sanction": "sanction",
    "dispute": "dispute",
    "listed": "designation",
    "treaty": "treaty",
    "diplomatic_relations": "diplomatic_post",
    "visit": "visit",
}

#: Kinds whose sources set out to list every case among all states.
COMPLETE = ("arms_transfer", "alliance", "sanction", "dispute", "rivalry", "shared_igo")

#: Kinds in which neither side acts alone.
MUTUAL = ("alliance", "rivalry", "shared_igo", "treaty")

#: Kinds kept year by year. Of the others the last day on which one began is the last that is
#: covered: what goes on may end long after the source stopped looking for new cases.
YEARLY = ("alliance", "arms_transfer", "shared_igo")

#: Years after the last day of a source in which it is still taken to say what is so.
STALE = 10


@dataclass(frozen=True, slots=True)
class Extent:
    """What the sources of a kind of measure cover together.

    `whole` tells whether any of them set out to list every case; the casebook's facts were
    chosen by hand, so what is not among them is not denied.
    """

    first: dt.date
    last: dt.date
    sources: tuple[tuple[str, str, str], ...]
    whole: bool = True

    def searched(self, start: dt.date | None, end: dt.date) -> str:
        """Say which days of a window the sources cover."""
        low, high = max(start or self.first, self.first), min(end, self.last)
        names = listed(dict.fromkeys(name for name, _, _ in self.sources))
        if low > high:
            return f"{names}, which cover {window_words(self.first, self.last)}"
        return f"{names}, {window_words(low, high)}"


def extent(world: World, kind: str) -> Extent | None:
    """Give what the record's sources of a kind cover, None where it has none."""
    found: dict[str, Extent] = world.part("measure extents", lambda: _extents(world))
    return found.get(kind)


def _extents(world: World) -> dict[str, Extent]:
    rows = world.rows(
        """SELECT m.kind, s.name, s.file, s.source_id, s.dataset, min(m.start) AS first,
            max(CASE WHEN list_contains($yearly, m.kind) THEN coalesce(m."end", m.start)
                ELSE m.start END) AS last
        FROM measure m JOIN source s USING (source_id) WHERE m.start <= $as_of
        GROUP BY ALL ORDER BY m.kind, s.source_id""",
        {"yearly": list(YEARLY)},
    )
    kinds: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        kinds.setdefault(row["kind"], []).append(row)
    return {
        kind: Extent(
            min(row["first"] for row in items),
            min(max(row["last"] for row in items), world.as_of),
            tuple((row["name"], row["file"], row["source_id"]) for row in items),
            any(row["dataset"] != "casebook" for row in items),
        )
        for kind, items in kinds.items()
    }


def line(code: str, succession: str) -> list[str]:
    """Give the codes a state goes by: its whole line, or itself alone."""
    if succession == "separate":
        return [code]
    return [str(part) for part, _, _ in states.lineage(code)]


def between(
    world: World,
    kind: str,
    actors: Sequence[str] | None,
    targets: Sequence[str] | None,
    way: Way,
    start: dt.date | None = None,
    end: dt.date | None = None,
) -> list[dict[str, Any]]:
    """Give measures of a kind, oldest first.

    Parameters
    ----------
    world
        The record cut at a day.
    kind
        Kind of measure.
    actors, targets
        Codes of either side; None for anybody.
    way
        How to read succession.
    start, end
        Days in which a measure was in force; None is open. One without an end is taken to go on.
    """
    rows = holdings(world).rows(kind, _lines(actors, way), _lines(targets, way))
    return [row for row in rows if in_force(row, start, end, world.as_of)]


def _lines(codes: Iterable[str] | None, way: Way) -> list[str] | None:
    if codes is None:
        return None
    return [part for code in codes for part in line(code, way.succession)]


def evidence(rows: Sequence[dict[str, Any]], role: str = "deciding") -> tuple[EvidenceRow, ...]:
    """Give measures as rows of evidence, found again by file and line."""
    return tuple(
        EvidenceRow(
            "measure",
            f"{row['file']}, {row['locator']}",
            row["start"],
            f"{row['kind'].replace('_', ' ')}, {_who(row)}: {row['text']}"
            + ("" if row["end"] is None else f" ({window_words(row['start'], row['end'])})"),
            role,
            row["source_id"],
        )
        for row in rows
    )


def _who(row: Mapping[str, Any]) -> str:
    return f"{name_of(row['actor'])} to {name_of(row['target'])}"


def searched(found: Extent, start: dt.date | None, end: dt.date) -> tuple[EvidenceRow, ...]:
    """Give the sources that were searched without finding a row."""
    return tuple(
        EvidenceRow(
            "source", f"{file}, {source_id}", None, f"none found: {name}", "searched", source_id
        )
        for name, file, source_id in found.sources
        if found.first <= end and (start is None or found.last >= start)
    )


def covers(found: Extent | None, start: dt.date | None, end: dt.date, *, lenient: bool) -> bool:
    """Tell whether "none found" may stand for "none" from one day to another.

    Parameters
    ----------
    found
        What the sources cover.
    start, end
        The window; None where it is open towards the past.
    lenient
        For "never" without a window, which is said of the sources whatever they cover.

    Notes
    -----
    Else at least half of the window is covered, and no more than `STALE` years at its end are
    not: a source that ended long ago cannot say what has not happened since.
    """
    if found is None or not found.whole:
        return False
    if lenient and start is None:
        return True
    low = found.first if start is None else start
    inside = (min(end, found.last) - max(low, found.first)).days
    whole = max((end - low).days, 1)
    return inside >= 0 and 2 * inside >= whole - 1 and (end - found.last).days <= 365.25 * STALE
