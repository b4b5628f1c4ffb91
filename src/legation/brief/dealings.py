"""Measures between states: dyad-years joined into spans, arms by year, shared organisations."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from legation.brief.clean import clean
from legation.brief.model import Arms, Dealings, Span
from legation.states import State

Row = dict[str, Any]

#: Kinds in the order shown, with their names in plural.
KINDS = {
    "alliance": "alliances",
    "treaty": "treaties",
    "visit": "visits",
    "diplomatic_post": "diplomatic posts",
    "arms_transfer": "arms transfers",
    "shared_igo": "shared organisations",
    "sanction": "sanctions",
    "designation": "designations on lists",
    "rivalry": "rivalries",
    "dispute": "militarised disputes",
}
#: The page speaks of the time of the United Nations.
SINCE = 1946
#: Kinds given by year instead of as spans.
_SERIES = ("arms_transfer", "shared_igo")


def dealings(
    rows: Iterable[Row],
    a: State,
    b: State,
    role: dict[str, State],
    ends: dict[tuple[str, str], dt.date],
    until: dt.date,
) -> Dealings:
    """Put together what the record holds between two states.

    Parameters
    ----------
    rows
        Measures as of `queries.measures`.
    role
        State as the brief names it, by code.
    ends
        Last day that a dataset speaks of, by kind and dataset.
    until
        Day to which the record is cut.
    """
    own = [row for row in rows if {role.get(row["actor"]), role.get(row["target"])} == {a, b}]
    lasting = [row for row in own if row["kind"] not in _SERIES]
    shared = [row for row in own if row["kind"] == "shared_igo" and row["value"] is not None]
    shared = [row for row in shared if row["start"].year >= SINCE]
    by_year = {row["start"].year: int(row["value"]) for row in shared}
    return Dealings(
        a,
        b,
        spans=tuple(_spans(lasting, role, ends, until)),
        arms=_arms([row for row in own if row["kind"] == "arms_transfer"], role),
        shared=tuple(sorted(by_year.items())),
        shared_source=clean(shared[0]["source"]) if shared else "",
    )


def _arms(rows: Sequence[Row], role: dict[str, State]) -> tuple[Arms, ...]:
    totals: dict[tuple[State, State, int], list[Row]] = defaultdict(list)
    for row in rows:
        if row["value"]:
            totals[role[row["actor"]], role[row["target"]], row["start"].year].append(row)
    return tuple(
        Arms(
            actor,
            target,
            year,
            sum(float(r["value"]) for r in found),
            clean(found[0]["unit"]),
            clean(found[0]["source"]),
        )
        for (actor, target, year), found in sorted(totals.items(), key=lambda x: (x[0][2], x[0][0]))
    )


def _spans(
    rows: Sequence[Row],
    role: dict[str, State],
    ends: dict[tuple[str, str], dt.date],
    until: dt.date,
) -> list[Span]:
    """Join rows that go on without a gap, then what both sides do alike."""
    threads: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        threads[_thread(row, role)].append(row)
    spans = [
        _span(run, role, ends, until)
        for found in threads.values()
        for run in _runs(sorted(found, key=lambda r: (r["start"], r["measure_id"])))
    ]
    spans = [s for s in _mutual(spans) if (s.end or s.reach).year >= SINCE]
    order = list(KINDS)
    return sorted(
        spans,
        key=lambda s: (
            order.index(s.kind) if s.kind in order else len(order),
            s.start,
            s.actor,
            s.text,
        ),
    )


def _thread(row: Row, role: dict[str, State]) -> tuple[Any, ...]:
    """Give what rows must share to be one thing: a dispute its number, others their words.

    Disputes of different datasets under one number are one: Gibler, Miller and Little keep the
    numbers of the Correlates of War.
    """
    actor, target = role[row["actor"]], role[row["target"]]
    if row["kind"] == "dispute" and row["measure_id"].count(":") > 1:
        return ("dispute", row["measure_id"].split(":")[1])
    pair = (actor, target) if row["directed"] else tuple(sorted((actor, target)))
    if row["precision"] == "year":
        return (row["kind"], pair, row["directed"], row["dataset"], row["text"])
    return (row["kind"], pair, row["measure_id"])


def _runs(rows: list[Row]) -> list[list[Row]]:
    """Split rows where one begins later than the day after the ones before have ended."""
    runs: list[list[Row]] = []
    reach = dt.date.min
    for row in rows:
        if runs and row["start"] <= min(reach, dt.date(9998, 12, 31)) + dt.timedelta(days=1):
            runs[-1].append(row)
        else:
            runs.append([row])
            reach = dt.date.min
        reach = max(reach, row["end"] or dt.date(9998, 12, 31))
    return runs


def _span(
    run: list[Row],
    role: dict[str, State],
    ends: dict[tuple[str, str], dt.date],
    until: dt.date,
) -> Span:
    first = run[0]
    end = None if any(r["end"] is None for r in run) else max(r["end"] for r in run)
    data_end = ends.get((first["kind"], first["dataset"]))
    if end is not None and end > until:
        end = None
    dispute = first["kind"] == "dispute"
    worst = max(run, key=lambda r: (r["value"] or 0, r["start"])) if dispute else first
    precisions = {r["precision"] or "year" for r in run}
    return Span(
        kind=clean(first["kind"]),
        actor=role[first["actor"]],
        target=role[first["target"]],
        directed=bool(first["directed"]) and not (dispute and len({r["actor"] for r in run}) > 1),
        start=first["start"],
        end=end,
        precision=next(p for p in ("year", "month", "day") if p in precisions | {"day"}),
        text=_by_side(run, role) if dispute else clean(first["text"], 240),
        value=worst["value"],
        unit=clean(worst["unit"]),
        sources=tuple(sorted({clean(r["dataset"]) for r in run})),
        rows=len(run),
        censored=end is not None
        and len(run) > 1
        and data_end is not None
        and end >= data_end
        and first["kind"] in ("alliance", "rivalry"),
        reach=_reach(first, data_end, until),
    )


def _reach(row: Row, data_end: dt.date | None, until: dt.date) -> dt.date:
    """Give the last day the data speak of: a list stands until it is changed, other data end."""
    start: dt.date = row["start"]
    last = until if row["kind"] == "designation" or data_end is None else min(data_end, until)
    return max(last, start) if last != dt.date.max else start


def _by_side(run: list[Row], role: dict[str, State]) -> str:
    """Give the highest that each side did in a dispute."""
    sides: dict[State, Row] = {}
    levels: dict[tuple[State, str], float] = {}
    for row in sorted(run, key=lambda r: (r["value"] or 0, r["start"], r["dataset"])):
        actor = role[row["actor"]]
        sides[actor] = row
        levels[actor, row["dataset"]] = row["value"] or 0
    if len(sides) == 1:
        return clean(next(iter(sides.values()))["text"], 240)
    parts = [f"{state.name}: {clean(sides[state]['text'], 110)}" for state in sorted(sides)]
    if any(len({v for (s, _), v in levels.items() if s == state}) > 1 for state in sides):
        parts.append("sources differ on the level, the highest is given")
    return "; ".join(parts)


def _mutual(spans: list[Span]) -> list[Span]:
    """Show once what both states are pledged to do for each other over the same time."""
    kept: dict[tuple[Any, ...], Span] = {}
    for span in spans:
        key = (
            span.kind,
            tuple(sorted((span.actor, span.target))),
            span.start,
            span.end,
            span.text,
            span.sources,
        )
        twin = kept.get(key)
        if twin is None or span.kind not in ("alliance", "treaty", "rivalry"):
            kept[key if twin is None else (*key, span.actor)] = span
        elif twin.actor != span.actor:
            kept[key] = _joined(twin, span, directed=False)
    return list(kept.values())


def _joined(span: Span, other: Span, *, directed: bool) -> Span:
    return replace(
        span,
        directed=directed,
        sources=tuple(dict.fromkeys((*span.sources, *other.sources))),
        rows=span.rows + other.rows,
    )
