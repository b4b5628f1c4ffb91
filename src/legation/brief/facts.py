"""From the record to a `Brief`: the order of questions, and nothing else."""

from __future__ import annotations

import datetime as dt
import shlex
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legation import states
from legation.brief import ballots as votes
from legation.brief import (
    camps_page,
    closeness,
    course,
    course_words,
    coverage,
    dealings,
    landmarks,
    queries,
    sentences,
    thirds,
    web,
)
from legation.brief.clean import clean
from legation.brief.model import Brief, Dealings, Month, Third, Years
from legation.brief.text import the
from legation.errors import InputError
from legation.record import Record
from legation.relations.window import Moment, window
from legation.states import State

if TYPE_CHECKING:
    from legation.narratives.camps import Camps

SPAN = 6
_CASEBOOK = "casebook"


def brief(
    record: Record,
    a: str | int,
    b: str | int,
    *,
    start: Moment = None,
    end: Moment = None,
    third: Sequence[str] | None = None,
    as_of: dt.date | str | None = None,
    camps: Camps | None = None,
    progress: Callable[..., None] | None = None,
) -> Brief:
    """Put together what the record says about two states.

    Parameters
    ----------
    record
        An open record.
    a, b
        States by any name or code.
    start, end
        First and last year compared; by default the last six full years of the record. The
        years before them, as many, are what they are compared with.
    third
        Up to four third states to show beside the pair; by default picked by rule.
    as_of
        Last day of the record to use; by default its last dated row, or the last day of a
        state that has ended, so that its successor's votes are not called its own.
    camps
        Camps of outlets (`legation.narratives.load_camps`), for a section on how each tells of
        the two; it is left out without.
    progress
        Told how far the index is, while it is estimated for the first time for a record.

    Returns
    -------
    Brief
        Frozen; deterministic for one snapshot of the record and one `as_of`.

    Raises
    ------
    UnknownNameError, InputError
        If a name is unknown, one state is given twice, or a window cannot be read.
    """
    first, second = states.resolve(a), states.resolve(b)
    if thirds.line(first) == thirds.line(second):
        raise InputError(f"a relation takes two states; {first.name} was given twice")
    ended = [state.end for state in (first, second) if state.end is not None]
    if ended and as_of is None and start is None and end is None:
        as_of = min(ended)
        first, second = states.resolve(first, as_of), states.resolve(second, as_of)
    last = queries.last_days(record)
    until = window(as_of, as_of).end if as_of is not None else last["any_row"] or dt.date.max
    recent, windowed = _window(start, end, last["votes"], until, cut=as_of is not None)
    earlier = Years(recent.first - recent.count, recent.first - 1)

    source_rows = record.sources()
    voting = queries.vote_sources(record)
    voted = {row["dataset"] for row in source_rows if row["source_id"] in voting}
    selection = voted == {_CASEBOOK}

    company = [
        thirds.Company(record, state, earlier.start, min(recent.end, until))
        for state in (first, second)
    ]
    with_a, with_b = (
        thirds.under_name(c.shares(recent), other)
        for c, other in zip(company, (second, first), strict=True)
    )
    if third:
        picked, rule = thirds.chosen(first, second, third), thirds.CHOSEN
    else:
        picked, rule = thirds.pick(record, first, second, with_a, with_b, recent)
        if selection:
            rule += sentences.SELECTED
    beside = tuple(thirds.third(s, why, first, second, with_a, with_b) for s, why in picked)
    shown = [first, second, *(t.state for t in beside)]

    ballots = votes.read(record, shown, until)
    current = list(votes.within(ballots, recent.start, recent.end))
    share = votes.share(current, first, second)
    before = votes.share(votes.within(ballots, earlier.start, earlier.end), first, second)
    change = votes.change(share, before)
    ranks = tuple(
        r
        for r in (thirds.rank(first, second, with_a), thirds.rank(second, first, with_b))
        if r is not None
    )

    role = votes.roles(shown)
    extent = queries.measure_extent(record)
    held = _dealings(record, shown, role, extent, until)
    own = held[frozenset((first, second))]
    scores, events = _months(record, role, until)
    pair = frozenset((first, second))
    given = closeness.Evidence(
        current,
        [x for x in ballots if x.targets],
        held,
        *_arms(record, shown, extent, until),
        selection=selection,
        kinds=frozenset(row["kind"] for row in extent),
        months={**{("score", k): v for k, v in scores.items()}, **_pooled(events)},
    )
    index, no_index = course.of_record(
        record, first, second, until if as_of is not None else None, progress, selection=selection
    )
    month = f"{index.there.months[-1]:%Y-%m}" if index else None
    standing, no_web = web.of_record(
        record, first, second, month, until if as_of is not None else None, progress
    )
    differing = queries.disagreements(record, list(role))
    marked = landmarks.landmarks(
        ballots, first, second, beside, _differences(differing, role), recent.end
    )
    opening = sentences.opening(
        share, before, change, recent, earlier, windowed=windowed, selection=selection
    )
    if not source_rows:
        opening = (sentences.EMPTY,)
    more: tuple[str, ...] = (course_words.level(index),) if index else ()
    more += sentences.beside(beside, recent, selection=selection)
    if not selection:
        opening += _last_year(current, first, second, recent, company)
        more += sentences.agenda(_medians(company, earlier, recent), earlier, recent)
    ranked = () if selection else sentences.ranked(ranks)
    pair_events = tuple(m for k, v in events.items() if frozenset(k) == pair for m in v)
    pair_scores = tuple(scores.get(pair, ()))
    used = {s for d in held.values() for x in d.spans for s in x.sources} | {
        x.source for x in own.arms
    }
    used |= {m.source for m in (*pair_scores, *pair_events)} | {own.shared_source}
    used |= voted
    return Brief(
        a=first,
        b=second,
        note=clean(record.note),
        as_of=None if until == dt.date.max else until,
        snapshot=record.snapshot(),
        recent=recent,
        earlier=earlier,
        windowed=windowed,
        sentences=(*opening, *more, *ranked),
        opening=len(opening),
        index=index,
        no_index=no_index,
        web=standing,
        no_web=no_web,
        share=share,
        before=before,
        change=None if selection else change,
        thirds=beside,
        thirds_rule=rule,
        series=tuple(
            votes.series(ballots, x, y) for x, y in _lines(first, second, beside) if not selection
        ),
        ranks=() if selection else ranks,
        selection=selection,
        landmarks=marked,
        directed=tuple((s, len(landmarks.directed(ballots, s))) for s in (first, second)),
        dealings=own,
        third_dealings=tuple(v for k, v in held.items() if k != pair and k & pair),
        lacking=coverage.lacking(own, extent, selection=selection),
        closeness=tuple(
            closeness.closeness(state, other, t.state, given)
            for state, other in ((first, second), (second, first))
            for t in beside
        ),
        scores=pair_scores,
        events=pair_events,
        camps=None
        if camps is None
        else camps_page.of_record(
            record,
            camps,
            first,
            second,
            since=start,
            until=until if as_of is not None else end,
            progress=progress,
        ),
        holdings=coverage.holdings(
            record, first, second, ballots, own, extent, pair_scores, pair_events, until
        ),
        limits=coverage.limits(
            first,
            second,
            ballots,
            recent,
            len(differing),
            sum(r["rejected"] or 0 for r in source_rows),
            selection,
        ),
        sources=coverage.sources(source_rows, used),
        command=_command(first, second, start, end, third, camps),
        evidence=tuple(_evidence(current, first, second)),
    )


def _window(
    start: Moment, end: Moment, votes_end: dt.date | None, until: dt.date, *, cut: bool
) -> tuple[Years, bool]:
    """Give the years compared: those asked for, or the last full ones."""
    if votes_end is None:
        votes_end = until if until != dt.date.max else dt.date.today()
    full = votes_end.year if votes_end.month == 12 else votes_end.year - 1
    if cut:
        full = min(full, until.year if (until.month, until.day) == (12, 31) else until.year - 1)
    asked = window(start, end)
    last = full if end is None else asked.end.year
    first = last - SPAN + 1 if start is None else asked.start.year
    if first > last:
        raise InputError(
            f"the window starts in {first}, after its end in {last}; give another --from"
        )
    return Years(first, last), start is not None or end is not None


def _last_year(
    ballots: votes.Ballots, a: State, b: State, recent: Years, company: list[thirds.Company]
) -> tuple[str, ...]:
    """Compare the last year of the window with those before it."""
    if recent.count == 1:
        return ()
    last, rest = Years(recent.last, recent.last), Years(recent.first, recent.last - 1)
    latest = votes.share(votes.within(ballots, last.start, last.end), a, b)
    before = votes.share(votes.within(ballots, rest.start, rest.end), a, b)
    moved = votes.change(latest, before)
    medians = _medians(company, rest, last)
    return sentences.last_year(latest, before, moved, rest, last, medians)


def _medians(
    company: list[thirds.Company], earlier: Years, later: Years
) -> list[tuple[State, float, float]]:
    """Give, for each of the two, agreement with the median state in two windows."""
    found = [(c.state, c.median(earlier), c.median(later)) for c in company]
    return [(state, x, y) for state, x, y in found if x is not None and y is not None]


def _dealings(
    record: Record,
    shown: Sequence[State],
    role: dict[str, State],
    extent: Sequence[dict[str, Any]],
    until: dt.date,
) -> dict[frozenset[State], Dealings]:
    """Give the measures of every pair of the states shown that has one of the two in it."""
    rows = queries.measures(record, list(role), until) if extent else []
    ends = {(r["kind"], r["dataset"]): r["last"] for r in extent if r["last"]}
    return {
        frozenset((x, y)): dealings.dealings(rows, x, y, role, ends, until)
        for x, y in combinations(shown, 2)
        if x in shown[:2] or y in shown[:2]
    }


def _arms(
    record: Record, shown: Sequence[State], extent: Sequence[dict[str, Any]], until: dt.date
) -> tuple[dict[State, float], tuple[int, int] | None]:
    ends = [r["last"] for r in extent if r["kind"] == "arms_transfer" and r["last"]]
    years = closeness.arms_years(min(max(ends), until) if ends else None)
    if years is None:
        return {}, None
    start, end = dt.date(years[0], 1, 1), dt.date(years[1], 12, 31)
    return {s: queries.arms_totals(record, votes.codes_of(s), start, end) for s in shown[:2]}, years


def _months(
    record: Record, role: dict[str, State], until: dt.date
) -> tuple[dict[frozenset[State], list[Month]], dict[tuple[State, State], list[Month]]]:
    scores: dict[frozenset[State], list[Month]] = defaultdict(list)
    for row in queries.monthly_scores(record, list(role), until):
        pair = frozenset((role[row["first"]], role[row["second"]]))
        if len(pair) == 2:
            label = clean(row["unit"]) or "score"
            scores[pair].append(_month(row, label))
    events: dict[tuple[State, State], list[Month]] = defaultdict(list)
    for row in queries.monthly_events(record, list(role), until):
        actor, target = role[row["actor"]], role[row["target"]]
        if actor != target:
            label = f"{actor.name} to {the(target)}"
            events[actor, target].append(_month(row, label))
    return scores, events


def _month(row: dict[str, Any], label: str) -> Month:
    return Month(row["month"], label, float(row["mean"]), int(row["n"]), clean(row["source"]))


def _pooled(
    events: dict[tuple[State, State], list[Month]],
) -> dict[tuple[str, frozenset[State]], list[Month]]:
    """Give one mean per pair and month from both directions, weighted by events."""
    cells: dict[tuple[frozenset[State], dt.date], list[Month]] = defaultdict(list)
    for pair, months in events.items():
        for month in months:
            cells[frozenset(pair), month.month].append(month)
    out: dict[tuple[str, frozenset[State]], list[Month]] = defaultdict(list)
    for (both, day), found in sorted(cells.items(), key=lambda x: (sorted(x[0][0]), x[0][1])):
        n = sum(m.n for m in found)
        mean = sum(m.mean * m.n for m in found) / n
        out["event", both].append(Month(day, "both", mean, n, found[0].source))
    return out


def _lines(a: State, b: State, beside: Iterable[Third]) -> list[tuple[State, State]]:
    others = [t.state for t in beside]
    return [(a, b), *((a, t) for t in others), *((b, t) for t in others)]


def _differences(rows: Sequence[dict[str, Any]], role: dict[str, State]) -> dict[str, list[str]]:
    notes: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        notes[clean(row["rollcall_id"])].append(
            f"sources differ on {the(role[row['state']])}: {clean(row['choice'])} "
            f"({clean(row['source'])}), {clean(row['other_choice'])} ({clean(row['other_source'])})"
        )
    return notes


def _evidence(ballots: votes.Ballots, a: State, b: State) -> Iterable[dict[str, Any]]:
    """Give the roll calls that the share of the window rests on, newest first."""
    for ballot in ballots:
        if ballot.both(a, b):
            yield {
                "date": ballot.date.isoformat(),
                "symbol": clean(ballot.symbol or ballot.rollcall_id),
                str(a): ballot.choices[a],
                str(b): ballot.choices[b],
                "same": ballot.same(a, b),
                "title": landmarks.short_title(clean(ballot.title, 160)),
            }


def _command(
    a: State,
    b: State,
    start: Moment,
    end: Moment,
    third: Sequence[str] | None,
    camps: Camps | None,
) -> str:
    parts = ["legation brief", str(a), str(b)]
    parts += ["--from", str(start)] if start is not None else []
    parts += ["--to", str(end)] if end is not None else []
    for name in third or ():
        parts += ["--third", str(states.resolve(name))]
    if camps is not None:
        file = Path(camps.where).name if camps.where else "camps.toml"
        parts += ["--camps", shlex.quote(clean(file, 100))]
    return " ".join([*parts, "-o", f"{a}-{b}.html".lower()])
