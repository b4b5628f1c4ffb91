"""Measures of a record by state and kind, so that a question about two states scans no table.

Kinds of few rows are read at once and kept; of the large ones (pacts and organisations of all
pairs, year by year) the rows of the states that are asked for. Rows are shared between
questions and never written to.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from legation import states
from legation.checking.world import World

#: Rows of a kind up to which all are read at once; half a second at most.
AT_ONCE = 60_000

Row = dict[str, Any]

_COLUMNS = """m.measure_id, m.kind, m.actor, m.target, m.start, m."end", m.precision, m.value,
    m.text, m.locator, m.source_id, s.name AS source, s.file, s.dataset,
    coalesce(m.directed, true) AS directed"""
_FROM = "FROM measure m LEFT JOIN source s USING (source_id)"
_KNOWN = "m.start <= $as_of AND m.actor <> m.target"


@dataclass
class Holdings:
    """Measures up to the day of a world.

    Attributes
    ----------
    world
        The record cut at a day.
    """

    world: World
    _sizes: dict[str, int] | None = None
    _whole: dict[str, dict[str, list[Row]]] = field(default_factory=dict)
    _near: dict[Any, dict[str, list[Row]]] = field(default_factory=dict)
    _asked: dict[Any, list[Row]] = field(default_factory=dict)

    def rows(
        self, kind: str, actors: Sequence[str] | None, targets: Sequence[str] | None
    ) -> list[Row]:
        """Give measures of a kind, oldest first.

        Parameters
        ----------
        kind
            Kind of measure.
        actors, targets
            Codes of either side, each state for itself; None for anybody. Where a measure has no
            direction, either state may stand on either side.
        """
        key = (kind, None if actors is None else tuple(actors),
            None if targets is None else tuple(targets))  # fmt: skip
        if key not in self._asked:
            few = self._size(kind) <= AT_ONCE
            found = self._picked(*key) if few else self._queried(*key)
            self._asked[key] = sorted(found, key=lambda row: (row["start"], row["measure_id"]))
        return self._asked[key]

    def _size(self, kind: str) -> int:
        if self._sizes is None:
            rows = self.world.rows(
                "SELECT kind, count(*) AS n FROM measure WHERE start <= $as_of GROUP BY kind", {}
            )
            self._sizes = {row["kind"]: row["n"] for row in rows}
        return self._sizes.get(kind, 0)

    def _picked(
        self, kind: str, actors: tuple[str, ...] | None, targets: tuple[str, ...] | None
    ) -> Iterable[Row]:
        """Pick from a kind that is held whole."""
        if kind not in self._whole:
            self._whole[kind] = self._by_state(kind)
        held = self._whole[kind]
        given = [side for side in (actors, targets) if side is not None]
        # Fewer rows to look through on the side that has fewer.
        named = min(given, key=lambda side: sum(len(held.get(code, ())) for code in side),
            default=None)  # fmt: skip
        if named is None:
            near = (row for rows in held.values() for row in rows)
        else:
            near = (row for code in named for row in held.get(code, ()))
        found = {row["measure_id"]: row for row in near if _fits(row, actors, targets)}
        return found.values()

    def _by_state(self, kind: str) -> dict[str, list[Row]]:
        rows = self.world.rows(
            f"SELECT {_COLUMNS} {_FROM} WHERE m.kind = $kind AND {_KNOWN}", {"kind": kind}
        )
        found: dict[str, list[Row]] = {}
        for row in rows:
            found.setdefault(row["actor"], []).append(row)
            found.setdefault(row["target"], []).append(row)
        return found

    def _queried(
        self, kind: str, actors: tuple[str, ...] | None, targets: tuple[str, ...] | None
    ) -> Iterable[Row]:
        """Ask for a kind that is too large to be held; either order of the states at once.

        The states of both sides are given to the record as lists to join with, which it can
        filter by while it scans.
        """
        named = {*(actors or ()), *(targets or ())}
        # With the states they continue, so that other ways of reading find them at hand.
        either = tuple(sorted({str(era[0]) for code in named for era in states.lineage(code)}))
        both = actors is not None and targets is not None
        if (either, both) not in self._near:
            self._near[either, both] = self._named(list(either), "AND" if both else "OR")
        near = self._near[either, both].get(kind, ())
        return [row for row in near if _fits(row, actors, targets)]

    def _named(self, either: list[str], glue: str) -> dict[str, list[Row]]:
        """Ask for all large kinds at once, since who asks of one pact asks of others."""
        large = [kind for kind in self._sizes or () if self._size(kind) > AT_ONCE]
        where = (
            f"AND (m.actor IN (SELECT unnest($either)) {glue} m.target IN (SELECT unnest($either)))"
        )
        rows = self.world.rows(
            f"SELECT {_COLUMNS} {_FROM} WHERE m.kind IN (SELECT unnest($kinds)) AND {_KNOWN} "
            f"{where if either else ''}",
            {"kinds": large, **({"either": either} if either else {})},
        )
        found: dict[str, list[Row]] = {}
        for row in rows:
            found.setdefault(row["kind"], []).append(row)
        return found


def _fits(row: Row, actors: Sequence[str] | None, targets: Sequence[str] | None) -> bool:
    """Tell whether a row is between the two sides, in its direction if it has one."""

    def side(codes: Sequence[str] | None, one: str, other: str) -> bool:
        return codes is None or row[one] in codes or (not row["directed"] and row[other] in codes)

    return side(actors, "actor", "target") and side(targets, "target", "actor")


def holdings(world: World) -> Holdings:
    """Give the measures of a world, made once."""
    found: Holdings = world.part("holdings", lambda: Holdings(world))
    return found


def in_force(row: Row, start: dt.date | None, end: dt.date | None, as_of: dt.date) -> bool:
    """Tell whether a measure was in force in a window; one without an end is taken to go on."""
    if end is not None and row["start"] > end:
        return False
    return start is None or (row["end"] or as_of) >= start
