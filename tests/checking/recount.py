"""Claims about measures recounted in plain Python, row by row, over tables as they were read.

Nothing here asks a record or the code that is tested; the rules of the page on how verdicts are
made are written out once more.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from legation import states

AS_OF = dt.date(2026, 6, 30)
#: Kinds with one row a year, whose sources cover the days to the end of the last row.
YEARLY = ("arms_transfer", "alliance")


@dataclass(frozen=True)
class Row:
    kind: str
    actor: str
    target: str
    start: dt.date
    end: dt.date | None
    value: float | None = None
    text: str = ""
    case: str = ""


def claim(random_: random.Random, rows: Sequence[Row], kinds: Sequence[str]) -> dict[str, Any]:
    """Make a claim about a pair that has rows as often as one drawn at random."""
    kind = random_.choice(kinds)
    known = [row for row in rows if row.kind == kind]
    row = random_.choice(known)
    actor, target = row.actor, row.target
    if random_.random() < 0.5:
        target = random_.choice(known).target
    if kind == "designation":
        listed = random_.choice([target, "TUR", "BRA", "ISR", "SRB", "IND"])
        found: dict[str, Any] = {"type": "designation", "relation": "listed", "subject": "RUS",
            "object": listed, "negated": random_.random() < 0.5}  # fmt: skip
        if random_.random() < 0.5:
            day = dt.date(2022, random_.randint(1, 12), random_.randint(1, 28))
            found["window"] = [day.isoformat()] * 2
        return found
    type_ = random_.choice(["existence", "never", "first", "since", "count"])
    year = row.start.year if random_.random() < 0.6 else random_.randint(1950, 2024)
    window = random_.choice([None, [year, year], [year, None], [year, year + 9]])
    found = {"type": type_, "relation": kind, "subject": actor, "object": target,
        "negated": type_ == "existence" and random_.random() < 0.3}  # fmt: skip
    if type_ == "first":
        window = [year, year]
    if type_ == "since":
        window = [year, None]
    if type_ == "count":
        window = [year, year + random_.randint(0, 4)]
        found |= {"object": [], "value": random_.randint(0, 30),
            "details": {"of": "states", "bound": random_.choice(
                ["exactly", "more_than", "at_least", "less_than", "at_most"])}}  # fmt: skip
    if window is not None:
        found["window"] = [None if year is None else str(year) for year in window]
    return found


def verdict(rows: Sequence[Row], asked: dict[str, Any]) -> str:
    """Say what the verdict is: *fragile* where predecessors, or threats, make a difference."""
    if asked["type"] == "designation":
        return _listed(rows, asked)
    if asked["subject"] == asked["object"]:
        return "outside_record"
    lists = [rows]
    if asked["relation"] == "sanction":
        # Imposed first; with threats; and those that began in the window.
        imposed = [row for row in rows if row.value or row.kind != "sanction"]
        start, _ = _days(asked)
        begun = [row for row in imposed if start is None or row.start >= start]
        lists = [imposed, rows] if asked["type"] == "first" else [imposed, rows, begun]
    # A state that is no more stands for its line.
    former = any(len(states.lineage(code)) > 1 and code != str(states.lineage(code)[-1][0])
        for code in (asked["subject"], asked["object"]) if code)  # fmt: skip
    told = [
        _one(rows, some, asked, alone=alone)
        for some in lists
        for alone in ((False,) if former else (False, True))
    ]
    binding = set(told) & {"supported", "refuted"}
    if told[0] == "outside_record":
        return told[0]
    return "fragile" if len(binding) > 1 else told[0]


def _listed(rows: Sequence[Row], asked: dict[str, Any]) -> str:
    own = [row for row in rows if row.kind == "designation"]
    day = dt.date.fromisoformat(asked["window"][0]) if asked.get("window") else AS_OF
    if day < min(row.start for row in own):
        return "outside_record"
    on_it = any(row.target == asked["object"] and row.start <= day for row in own)
    return "supported" if on_it != asked["negated"] else "refuted"


def _one(rows: Sequence[Row], counted: Sequence[Row], asked: dict[str, Any], *, alone: bool) -> str:
    """Decide by rows that count; what the sources cover is told by all."""
    kind, type_ = asked["relation"], asked["type"]
    of_kind = [row for row in rows if row.kind == kind]
    first = min(row.start for row in of_kind)
    last = max((row.end or row.start) if kind in YEARLY else row.start for row in of_kind)
    of_kind = [row for row in counted if row.kind == kind]
    start, end = _days(asked)
    if start is not None and start > AS_OF:
        return "outside_record"
    actors, targets = (_codes(asked[part], alone) for part in ("subject", "object"))
    pair = [row for row in of_kind if row.actor in actors and row.target in targets]
    inside = [row for row in pair if row.start <= end and (row.end or AS_OF) >= (start or first)]
    whole = _covered(first, last, start, end)
    if type_ == "count":
        return _count(of_kind, asked, actors, start, end, whole=whole)
    if type_ == "first":
        oldest = min(pair, key=lambda row: row.start, default=None)
        if oldest is None:
            return "refuted" if whole else "outside_record"
        assert start is not None
        if oldest.start <= first and start > first:
            return "outside_record"
        return "supported" if start <= oldest.start <= end else "refuted"
    if type_ == "since":
        assert start is not None
        years = range(max(start, first).year, min(end, last).year + 1)
        have = {y for row in inside for y in range(row.start.year, _until(row, years) + 1)}
        if not years:
            return "outside_record"
        if years[0] in have and have & set(years[-3:]):
            return "supported"
        return "refuted" if whole else "outside_record"
    if type_ == "never":
        if inside:
            return "refuted"
        return "supported" if whole or start is None else "outside_record"
    if inside:
        return "refuted" if asked["negated"] else "supported"
    if not (whole or (asked["negated"] and start is None)):
        return "outside_record"
    return "supported" if asked["negated"] else "refuted"


def _until(row: Row, years: range) -> int:
    return min((row.end or row.start).year, years[-1] if years else row.start.year)


def _count(
    of_kind: Sequence[Row], asked: dict[str, Any], actors: set[str], start: dt.date | None,
    end: dt.date, *, whole: bool,
) -> str:  # fmt: skip
    if not whole:
        return "outside_record"
    partners = set()
    for row in of_kind:
        if row.actor in actors and row.start <= end and (row.end or AS_OF) >= (start or row.start):
            partners.add(str(states.lineage(row.target)[-1][0]))
    n, said, bound = len(partners - {asked["subject"]}), asked["value"], asked["details"]["bound"]
    right = {"exactly": n == said, "more_than": n > said, "at_least": n >= said,
        "less_than": n < said, "at_most": n <= said}[bound]  # fmt: skip
    return "supported" if right else "refuted"


def _days(asked: dict[str, Any]) -> tuple[dt.date | None, dt.date]:
    low, high = asked.get("window") or (None, None)
    end = dt.date(int(high), 12, 31) if high else AS_OF
    return (dt.date(int(low), 1, 1) if low else None), min(end, AS_OF)


def _codes(code: Any, alone: bool) -> set[str]:
    if not code:
        return set()
    return {code} if alone else {str(part) for part, _, _ in states.lineage(code)}


def _covered(first: dt.date, last: dt.date, start: dt.date | None, end: dt.date) -> bool:
    """Half of the window is covered, and no more than ten years at its end are not."""
    low = start or first
    part = (min(end, last) - max(low, first)).days
    return part >= 0 and 2 * part >= max((end - low).days, 1) - 1 and (end - last).days <= 3652.5
