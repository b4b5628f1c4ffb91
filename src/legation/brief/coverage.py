"""What the record holds for the pair, what it lacks, and what its numbers do not say."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from legation import states
from legation.brief import queries
from legation.brief.ballots import Ballots, codes_of
from legation.brief.clean import clean, link
from legation.brief.dealings import KINDS, SINCE
from legation.brief.model import Dealings, Holding, Month, Source, Years
from legation.brief.text import day, listing, percent, plural, the
from legation.record import Record
from legation.states import State

Row = dict[str, Any]
_GAP = 270


def lacking(found: Dealings, extent: Sequence[Row], *, selection: bool) -> tuple[str, ...]:
    """Say what was looked for between the two and not found, and what could not be looked for."""
    if selection:
        return (
            "The casebook names single facts. That it names nothing of a kind does not mean that "
            "there was none.",
        )
    held = {s.kind for s in found.spans}
    held |= {"arms_transfer"} if found.arms else set()
    held |= {"shared_igo"} if found.shared else set()
    covered: dict[str, list[Row]] = defaultdict(list)
    for row in extent:
        covered[row["kind"]].append(row)
    out = []
    for kind, noun in KINDS.items():
        if kind in held or kind not in covered:
            continue
        where = listing(
            [f"{clean(r['source'])}, {_years(r['first'], r['last'])}" for r in covered[kind]]
        )
        out.append(f"No {noun} between the two found in {where}.")
    missing = [noun for kind, noun in KINDS.items() if kind not in covered]
    if missing:
        out.append(f"This record holds no data on {listing(missing)}.")
    return tuple(out)


def holdings(
    record: Record,
    a: State,
    b: State,
    ballots: Ballots,
    found: Dealings,
    extent: Sequence[Row],
    scores: Sequence[Month],
    events: Sequence[Month],
    until: dt.date,
) -> tuple[Holding, ...]:
    """Count the rows of each kind for the pair, with the days they span."""
    out = []
    joint = [x.date for x in ballots if x.both(a, b)]
    if ballots:
        out.append(
            Holding(
                "Roll calls on which both took part",
                len(joint),
                _years(min(joint), max(joint)) if joint else "–",
                f"{len(ballots):,} roll calls in the record, "
                f"{_years(ballots[-1].date, ballots[0].date)}",
            )
        )
    for state in (a, b):
        absent = [x for x in ballots if state in x.absent]
        if absent:
            out.append(
                Holding(
                    f"Roll calls from which {the(state)} was absent",
                    len(absent),
                    _years(absent[-1].date, absent[0].date),
                    "absence is derived from membership where a source lists every vote cast",
                )
            )
    for row in extent:
        kind = row["kind"]
        spans = [s for s in found.spans if s.kind == kind and clean(row["dataset"]) in s.sources]
        rows = sum(s.rows for s in spans)
        days = [d for s in spans for d in (s.start, s.end or s.start)]
        if kind == "arms_transfer":
            own = [x.year for x in found.arms if x.source == clean(row["source"])]
            rows, days = len(own), [dt.date(year, 1, 1) for year in own]
        if kind == "shared_igo":
            rows, days = len(found.shared), [dt.date(year, 1, 1) for year, _ in found.shared]
        name = f"{KINDS.get(kind, clean(kind)).capitalize()} since {SINCE}"
        covers = f"{clean(row['source'])}: {_years(row['first'], row['last'])}"
        out.append(Holding(name, rows, _years(min(days), max(days)) if days else "–", covers))
    for name, months in (("Daily scores", scores), ("Coded events", events)):
        if months:
            n = sum(m.n for m in months)
            source = listing(sorted({m.source for m in months}))
            out.append(Holding(name, n, _years(months[0].month, months[-1].month), source))
    for row in queries.documents(record, [*codes_of(a), *codes_of(b)], until):
        what = f"Texts of kind {clean(row['kind'])} spoken for {clean(row['state'])}"
        out.append(Holding(what, row["n"], _years(row["first"], row["last"]), ""))
    return tuple(out)


def limits(
    a: State,
    b: State,
    ballots: Ballots,
    window: Years,
    differing: int,
    rejected: int,
    selection: bool,
) -> tuple[str, ...]:
    """Say what the numbers do not say."""
    out = [
        "Agreement on roll calls is not friendship. It says how alike two states voted on the "
        "texts that were put to a vote; most resolutions are adopted without one.",
        "The agenda moves. If more texts on one conflict are voted on, agreement changes though "
        "neither state did; the third states and the median state are shown for that reason.",
        "An interval says how far a share could lie from the tendency to agree if roll calls "
        "like these were drawn independently. It does not cover votes of another kind, and "
        "texts that come back every year are not independent.",
        "An abstention counts as a choice of its own. Roll calls missed by either state are "
        "left out.",
    ]
    if selection:
        out.insert(0, "The casebook is a selection of landmark facts, not a sample of anything.")
    for start, end in _gaps([x.date for x in ballots if x.date.year >= window.first - 1]):
        out.append(f"The record holds no roll call between {day(start)} and {day(end)}.")
    inside = [x for x in ballots if x.date in window]
    for state in (a, b):
        absent = sum(state in x.absent for x in inside)
        unlisted = sum(state not in x.choices and state not in x.absent for x in inside)
        if inside and unlisted == len(inside):
            out.append(f"The record holds no vote of {the(state)} in {window}.")
        elif absent:
            share = percent(absent / len(inside))
            out.append(
                f"In {window} {the(state)} was absent from {absent:,} of {len(inside):,} roll "
                f"calls ({share})."
            )
    for state in (a, b):
        for era, _, last in states.lineage(state, "continue"):
            if era != state and last is not None:
                out.append(f"Rows of {the(era)}, to {day(last)}, count for {the(state)}.")
    if differing:
        out.append(
            f"Sources differ on {plural(differing, 'choice')} of the states shown here; the more "
            "direct source is used, and the difference is noted beside the vote."
        )
    if rejected:
        out.append(
            f"{plural(rejected, 'row')} of the files added could not be read and were set aside "
            "with the reason (see: legation status)."
        )
    return tuple(out)


def sources(rows: Sequence[Row], used: set[str]) -> tuple[Source, ...]:
    """Join the files of each dataset."""
    files: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        files[row["dataset"]].append(row)
    return tuple(_source(dataset, held, used) for dataset, held in sorted(files.items()))


def _source(dataset: str, held: list[Row], used: set[str]) -> Source:
    first = held[0]
    days = sorted({r["retrieved_at"].date().isoformat() for r in held if r["retrieved_at"]})
    name = clean(first["name"])
    return Source(
        dataset=clean(dataset),
        name=name,
        licence=clean(first["licence"]),
        citation=clean(first["citation"]),
        url=link(first["url"]) or "",
        retrieved=" to ".join(dict.fromkeys((days[0], days[-1]))) if days else "",
        files=len(held),
        rows=sum(r["rows"] or 0 for r in held),
        rejected=sum(r["rejected"] or 0 for r in held),
        used=name in used or dataset in used,
    )


def _gaps(days: list[dt.date]) -> list[tuple[dt.date, dt.date]]:
    ordered = sorted(days)
    return [(one, two) for one, two in pairwise(ordered) if (two - one).days > _GAP]


def _years(first: dt.date | None, last: dt.date | None) -> str:
    if first is None or last is None:
        return "–"
    return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
