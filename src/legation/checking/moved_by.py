"""Rows of the record behind observations that moved the index.

An observation of the index is what one source says of a pair in one month. Its rows are looked
up where the source has them: roll calls of the month, scores of its days, coded events, or the
measures in force. `legation.relations.observations` can name all of them with their exact
shares; that takes a scan of each table, where a claim needs a handful of rows to read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from legation.checking import ballots as b
from legation.checking import votes
from legation.checking.measured import between, evidence
from legation.checking.results import EvidenceRow, Way
from legation.checking.world import World

#: Kind of the measures that a source of the index observes.
MEASURES = {
    "dispute": "dispute",
    "sanction": "sanction",
    "alliance": "alliance",
    "arms": "arms_transfer",
    "designation": "designation",
    "shared": "shared_igo",
    "rivalr": "rivalry",
}
#: Rows shown for one observation.
EACH = 2


class Observed(NamedTuple):
    """An observation and what it contributes to a change.

    Attributes
    ----------
    source
        Name of the source of the index.
    month
        Counted from year 0.
    side
        0 first towards second, 1 second towards first, 2 both.
    contribution
        In Goldstein units.
    """

    source: str
    month: int
    side: int
    contribution: float

    @classmethod
    def read(cls, parts: Sequence[str]) -> Observed:
        """Read one from text."""
        return cls(parts[0], int(parts[1]), int(parts[2]), float(parts[3]))

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        """First and last day of the month."""
        first = dt.date(self.month // 12, self.month % 12 + 1, 1)
        following = dt.date((self.month + 1) // 12, (self.month + 1) % 12 + 1, 1)
        return first, following - dt.timedelta(days=1)


def rows_behind(
    world: World, pair: tuple[str, str], moved: Iterable[Observed], change: float
) -> tuple[EvidenceRow, ...]:
    """Give rows of the record for observations; those against the change as counter rows.

    Parameters
    ----------
    world
        The record cut at a day.
    pair
        The pair in alphabetical order, as `Observed.side` counts.
    moved
        Observations, the largest first.
    change
        The change they are part of.
    """
    found: list[EvidenceRow] = []
    scored = False
    for one in moved:
        if one.source == "daily_scores":
            # Scores of one month show what they are like; each month takes a scan of its days.
            if scored:
                continue
            scored = True
        role = "deciding" if (one.contribution > 0) == (change > 0) else "counter"
        name, month = one.source.replace("_", " "), one.days[0].isoformat()[:7]
        lead = f"{name} of {month} moved the index by {one.contribution:+.2f}"
        found += [
            EvidenceRow(
                row.table, row.locator, row.date, f"{lead}: {row.text}", role, row.source_id
            )
            for row in _rows(world, pair, one)[:EACH]
        ]
    return tuple(found)


def _rows(world: World, pair: tuple[str, str], one: Observed) -> Sequence[EvidenceRow]:
    ordered = pair[::-1] if one.side == 1 else pair
    if one.source in ("agreement", "vote_acts", "directed_votes"):
        return _calls(world, ordered, one)
    if one.source.startswith(("goldstein_", "balance_")):
        return _events(world, ordered, one)
    if one.source == "daily_scores":
        return _scores(world, pair, one)
    kind = next((kind for name, kind in MEASURES.items() if one.source.startswith(name)), None)
    return () if kind is None else _measures(world, ordered, one, kind)


def _calls(world: World, pair: tuple[str, str], one: Observed) -> Sequence[EvidenceRow]:
    """Roll calls of the month: alike where that brought them closer, else apart."""
    held = votes.held(world)
    choices = [held.of(code) for code in pair]
    where = held.within(*one.days)
    both, alike = b.same(choices[0], choices[1])
    if one.source == "agreement":
        where = where & both & (alike if one.contribution > 0 else ~alike)
    else:
        aimed = np.array([pair[1] in call.targets for call in held.calls], bool)
        where = where & aimed & b.took_part(choices[0])
    return [
        votes.row(held.calls[i], [(c, int(own[i])) for c, own in zip(pair, choices, strict=True)])
        for i in np.flatnonzero(where)
    ]


def _events(world: World, pair: tuple[str, str], one: Observed) -> Sequence[EvidenceRow]:
    """Coded events of the month, the furthest from zero on the side of the contribution first."""
    rows = world.rows(
        """SELECT e.date, e.actor, e.target, e.code, e.root, e.goldstein, e.locator, e.source_id,
            s.file
        FROM event e JOIN source s USING (source_id)
        WHERE e.date BETWEEN $first AND $last AND e.date <= $as_of AND e.actor = $a
            AND e.target = $b AND e.goldstein IS NOT NULL
        ORDER BY e.goldstein * $sign DESC, e.date, e.event_id LIMIT 2""",
        {"first": one.days[0], "last": one.days[1], "a": pair[0], "b": pair[1],
            "sign": 1.0 if one.contribution > 0 else -1.0},
    )  # fmt: skip
    return [
        EvidenceRow("event", f"{row['file']}, {row['locator']}", row["date"],
            f"{row['actor']} to {row['target']}, code {row['code']} ({row['root']}), "
            f"Goldstein {row['goldstein']:+.1f}", source_id=row["source_id"])
        for row in rows
    ]  # fmt: skip


def _scores(world: World, pair: tuple[str, str], one: Observed) -> Sequence[EvidenceRow]:
    """Scores of days of the month, the furthest on the side of the contribution first."""
    rows = world.rows(
        """SELECT c.date, c.value, c.unit, c.locator, c.source_id, s.file
        FROM score c JOIN source s USING (source_id)
        WHERE c.date BETWEEN $first AND $last AND c.date <= $as_of AND c.value IS NOT NULL
            AND ((c.actor = $a AND c.target = $b) OR (c.actor = $b AND c.target = $a))
        ORDER BY c.value * $sign DESC, c.date LIMIT 2""",
        {"first": one.days[0], "last": one.days[1], "a": pair[0], "b": pair[1],
            "sign": 1.0 if one.contribution > 0 else -1.0},
    )  # fmt: skip
    return [
        EvidenceRow("score", f"{row['file']}, {row['locator']}", row["date"],
            f"{row['unit']} {row['value']:.1f}", source_id=row["source_id"])
        for row in rows
    ]  # fmt: skip


def _measures(
    world: World, pair: tuple[str, str], one: Observed, kind: str
) -> Sequence[EvidenceRow]:
    """Measures in force in the month, the newest first."""
    way = Way("in force")
    rows = between(world, kind, [pair[0]], [pair[1]], way, *one.days)
    rows = rows or between(world, kind, [pair[1]], [pair[0]], way, *one.days)
    return evidence(rows[::-1][:EACH])
