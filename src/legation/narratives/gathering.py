"""From the rows of the record to happenings, kind by kind, each with its salience.

Salience is 0 to 1, and made of nothing that outlets do:

* a vote: .2, and .8 times the mean of what is known of four parts, namely whether the text is new
  (no vote on a text of the same words directed at the same states in the `MEMORY` before), whether
  an emergency session voted on it, how divided it was (the smaller of yes and no over the greater),
  and whether the State Department marked it important (known of years in which it marked any);
* a dispute: the highest hostility level of a side, out of 5, where it is known; a sanction .6
  imposed, .3 threatened; other measures as `WEIGHT` says;
* coded events of a pair, week and class: the mean distance of their Goldstein values from 0, out of
  10;
* a break: its size over its size and `HALF` points of the Goldstein scale.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from legation import states
from legation.errors import LegationError
from legation.narratives.happenings import MEASURES, Happening, Pair
from legation.narratives.voice import CLASS_OF, CLASSES
from legation.narratives.wording import roots_words, state_stems, stems
from legation.record import Record
from legation.record.schema import STATED
from legation.relations.window import FIRST, Window

#: Time in which a text of the same words makes a vote no new one.
MEMORY = dt.timedelta(days=3 * 365)
#: Salience of measures without a degree of their own.
WEIGHT = {
    "alliance": 0.7,
    "designation": 0.5,
    "diplomatic_post": 0.4,
    "dispute": 0.6,
    "treaty": 0.5,
    "visit": 0.3,
}
#: Break of the index whose salience is one half, in points of the Goldstein scale.
HALF = 3.0
#: Fewest coded reports of a pair, week and class that make a happening.
LEAST_REPORTS = 10
#: Share of stems that two texts have in common where they are taken for one.
_ALIKE = 0.8
# Roots of older code books that `voice` does not read from documents.
_CLASS_OF = {**CLASS_OF, "RETREAT": 1, "CONCEDE": 1}

Asked = Callable[[str, str], bool]

_ITEM = re.compile(r"^A/[\w/-]+(?: \d+\w*(?:\[\d+\])?)? ?[-,] ?")
_HEADINGS = re.compile(r"(?:\. - [A-Z][A-Z ,'()-]{3,}.*|\s*:\s*resolution\b.*)$", re.DOTALL)
# A post, treaty or visit that ends is no friendly act.
_ENDS = re.compile(
    r"\b(?:broken|broke|severed|withdrawn|withdrew|recalled|expelled|expulsion|suspended|closed|"
    r"downgraded|terminated|denounced|cancelled|persona non grata)\b",
    re.IGNORECASE,
)
_EMERGENCY = re.compile(r"/ES-|^ES|(?:^|\D)emergency", re.IGNORECASE)

_VOTES = """
SELECT rollcall_id, date, session, symbol, title, subjects, targets, yes, no, important, locator,
       source_id, body
FROM rollcall WHERE len(targets) > 0 AND date BETWEEN ? AND ?
  AND NOT coalesce(amendment, false) AND NOT coalesce(paragraph, false)
ORDER BY date, rollcall_id
"""
_CHOICES = """
SELECT v.rollcall_id, v.state, v.choice FROM vote v JOIN rollcall r USING (rollcall_id)
WHERE len(r.targets) > 0 AND r.date BETWEEN ? AND ? AND v.choice IN ('yes', 'no')
ORDER BY v.rollcall_id, v.state
"""


def votes(record: Record, span: Window) -> list[Happening]:
    """Give the votes on whole texts directed at states.

    Texts of one day with the same words, directed at the same states, are one happening: no
    article can tell them apart.
    """
    before = max(span.start, FIRST + MEMORY) - MEMORY
    rows = record.con.execute(_VOTES, [before, span.end]).fetchall()
    choices: dict[str, dict[str, str]] = defaultdict(dict)
    for rollcall, state, choice in record.con.execute(_CHOICES, [span.start, span.end]).fetchall():
        choices[rollcall][state] = choice
    marked = {row[1].year for row in rows if row[9]}
    earlier: dict[tuple[str, ...], list[tuple[dt.date, frozenset[str]]]] = defaultdict(list)
    groups: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    novel: dict[tuple[Any, ...], bool] = {}
    for row in rows:
        targets = tuple(sorted(row[6]))
        words = frozenset(_vote_words(row))
        key = (row[1], targets, tuple(sorted(words)))
        if row[1] >= span.start:
            if key not in novel:
                novel[key] = not any(
                    row[1] - MEMORY <= day < row[1] and _alike(words, other)
                    for day, other in earlier[targets]
                )
            groups[key].append(row)
        earlier[targets].append((row[1], words))
    return [
        _vote(group, key, choices, novel[key], row_known=key[0].year in marked)
        for key, group in groups.items()
    ]


def _vote(
    group: list[Any], key: tuple[Any, ...], choices: Any, novel: bool, *, row_known: bool
) -> Happening:
    day, targets, words = key
    first = group[0]
    sums: Counter[tuple[str, str]] = Counter()
    for row in group:
        for state, choice in choices[row[0]].items():
            for target in targets:
                if state != target:
                    sums[state, target] += -1 if choice == "yes" else 1
    edges = tuple((a, t, 1 if n > 0 else -1) for (a, t), n in sorted(sums.items()) if n)
    yes, no = (sum(row[at] or 0 for row in group) for at in (7, 8))
    minority = "no" if yes >= no else "yes"
    apart = sorted({s for row in group for s, c in choices[row[0]].items() if c == minority})
    parts = [
        float(novel),
        float(any(_EMERGENCY.search(f"{row[3] or ''} {row[2] or ''}") for row in group)),
        min(yes, no) / max(yes, no, 1),
    ]
    if row_known:
        parts.append(float(any(row[9] for row in group)))
    symbols = tuple(sorted({row[3] for row in group if row[3]}))
    title = _title(first[4]) or ", ".join(first[5] or ()) or first[0]
    return Happening(
        f"vote:{min(row[0] for row in group)}", "vote", day, day, "day", targets, edges,
        0.2 + 0.8 * sum(parts) / len(parts), f"{first[12] or 'vote'} on: {title}", words,
        tuple(state for state in _named(title) if state not in targets), symbols, tuple(apart),
        rows=len(group), locator=first[10], source_id=first[11],
    )  # fmt: skip


def _title(text: str | None) -> str:
    """Give a title without the agenda item before it and the headings behind."""
    return " ".join(_HEADINGS.sub("", _ITEM.sub("", text or "")).split()).strip(" .")


def _vote_words(row: Any) -> list[str]:
    # Where the source gives the agenda item for a title, the headings tell the matter.
    headings = list(row[5] or ()) if _ITEM.match(row[4] or "") or not stems(row[4] or "") else []
    return stems(" ".join([_title(row[4]), *headings]))


def _named(title: str) -> list[str]:
    """Give the states that a title names."""
    from legation.reading.preparing import prepare

    mentions = prepare(title, None).mentions
    return sorted({m.state for m in mentions if m.state is not None and m.kind != "pronoun"})


def _alike(one: frozenset[str], two: frozenset[str]) -> bool:
    union = len(one | two)
    return union == 0 or len(one & two) / union >= _ALIKE


_MEASURES = f"""
SELECT measure_id, kind, actor, target, directed, start, precision, value, text, locator, source_id
FROM measure WHERE kind IN (SELECT unnest(?)) AND start BETWEEN ? AND ? AND actor <> target
  AND {STATED} ORDER BY start, measure_id
"""


def measures(
    record: Record, span: Window, kinds: Sequence[str], left_out: Counter[str], asked: Asked
) -> list[Happening]:
    """Give measures that began on a known day, or in a known month."""
    groups: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    # A month that the window cuts is whole in the record.
    start = span.start.replace(day=1)
    for row in record.con.execute(_MEASURES, [list(kinds), start, span.end]).fetchall():
        if row[6] not in ("day", "month"):
            left_out[f"{row[1]} known by year alone"] += asked(row[2], row[3])
            continue
        if row[6] == "day" and row[5] < span.start:
            continue
        # One state that lists many on a day does one thing.
        whom: Any = row[2] if row[1] == "designation" else tuple(sorted(row[2:4]))
        groups[row[1], row[5], row[6], whom].append(row)
    return [_measure(rows) for rows in groups.values()]


def _measure(rows: list[Any]) -> Happening:
    _, kind, actor, _, _, start, precision, _, text, locator, source = rows[0]
    sign = -1 if _ENDS.search(text or "") else MEASURES[kind]
    edges = {(row[2], row[3], sign) for row in rows}
    edges |= {(row[3], row[2], sign) for row in rows if not row[4]}
    who = sorted({state for row in rows for state in row[2:4]})
    if kind == "dispute":
        known = [row[7] for row in rows if row[7]]
        salience = max(known) / 5 if known else WEIGHT[kind]
    elif kind == "sanction":
        salience = 0.6 if any(row[7] != 0 for row in rows) else 0.3
    else:
        salience = WEIGHT[kind]
    last = start if precision == "day" else _month_end(start)
    label = actor if kind == "designation" else ":".join(who)
    names = (
        f"{_name(actor)} lists {len(who) - 1} state{'s' if len(who) > 2 else ''}"
        if kind == "designation"
        else " and ".join(map(_name, who))
    )
    words = set(stems(" ".join(row[8] or "" for row in rows))) - state_stems(who)
    return Happening(
        f"{kind}:{label}:{start.isoformat()[: 10 if precision == 'day' else 7]}", kind, start, last,
        precision, tuple(who), tuple(sorted(edges)), min(1.0, salience),
        f"{kind.replace('_', ' ')}, {names}: {text or ''}".rstrip(": "),
        tuple(sorted({*words, *roots_words([kind])})), classes=(0, 1) if sign > 0 else (2, 3),
        rows=len(rows), locator=locator, source_id=source,
    )  # fmt: skip


_EVENTS = f"""
SELECT actor, target, date, root, sum(coalesce(reports, 1))::BIGINT,
       sum(abs(goldstein) * coalesce(reports, 1)), min(locator), min(source_id)
FROM event WHERE actor IS NOT NULL AND target IS NOT NULL AND actor <> target
  AND root IS NOT NULL AND goldstein IS NOT NULL AND date BETWEEN ? AND ? AND {STATED}
GROUP BY ALL ORDER BY date, actor, target, root
"""


def events(record: Record, span: Window, left_out: Counter[str], asked: Asked) -> list[Happening]:
    """Give weeks in which coders found a class of dealings of a pair in several reports.

    Coders date what they find by the report, and reports of one thing run on for days: a day would
    make several happenings of it. Weeks are those of the calendar (ISO 8601).
    """
    groups: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for row in record.con.execute(_EVENTS, [span.start, span.end]).fetchall():
        if row[3] in _CLASS_OF:
            week = row[2] - dt.timedelta(days=row[2].weekday())
            groups[week, *sorted(row[:2]), _CLASS_OF[row[3]]].append(row)
    found = []
    for (week, a, b, kind), rows in groups.items():
        reports = sum(row[4] for row in rows)
        if reports < LEAST_REPORTS:
            left_out[f"weeks of a pair with fewer than {LEAST_REPORTS} coded reports"] += asked(
                a, b
            )
            continue
        found.append(_week(f"{week:%G-W%V}", (a, b), kind, rows, reports))
    return found


def _week(week: str, pair: Pair, kind: int, rows: list[Any], reports: int) -> Happening:
    sign = 1 if kind < 2 else -1
    roots = Counter[str]()
    for row in rows:
        roots[row[3]] += row[4]
    common = [root for root, n in sorted(roots.items()) if n * 4 >= reports]
    title = f"{_name(pair[0])} and {_name(pair[1])}, {CLASSES[kind]}: {', '.join(sorted(roots))}"
    return Happening(
        id=f"events:{pair[0]}:{pair[1]}:{week}:{CLASSES[kind]}",
        kind="events",
        date=min(row[2] for row in rows),
        last=max(row[2] for row in rows),
        precision="day",
        states=pair,
        edges=tuple(sorted({(row[0], row[1], sign) for row in rows})),
        salience=min(1.0, sum(row[5] for row in rows) / reports / 10),
        title=f"{title} ({reports} coded reports)",
        words=tuple(roots_words(common)),
        classes=(kind,),
        rows=reports,
        locator=min(row[6] or "" for row in rows),
        source_id=min(row[7] for row in rows),
    )


def breaks(
    record: Record, span: Window, pairs: Iterable[Pair], left_out: Counter[str]
) -> list[Happening]:
    """Give the breaks of the index of pairs, by the month of the break."""
    from legation.relations import index

    found = []
    for pair in pairs:
        try:
            dyad = index(record, [pair])[pair].dyad
            known = dyad.breaks
        except LegationError:
            left_out["pairs without an index"] += 1
            continue
        for one in known:
            start = dt.date.fromisoformat(f"{one.month}-01")
            if not span.start.replace(day=1) <= start <= span.end:
                continue
            found.append(_break(one, pair, start))
    return found


def _break(one: Any, pair: Pair, start: dt.date) -> Happening:
    sign = 1 if one.direction == "better" else -1
    classes = (0, 1) if sign > 0 else (2, 3)
    return Happening(
        id=f"break:{one.actor}:{one.target}:{one.month}",
        kind="break",
        date=start,
        last=_month_end(start),
        precision="month",
        states=pair,
        edges=((one.actor, one.target, sign),),
        salience=abs(one.size) / (abs(one.size) + HALF),
        title=f"the index of {_name(one.actor)} towards {_name(one.target)} moves "
        f"{one.size:+.1f} ({one.direction})",
        words=tuple(roots_words(CLASSES[at] for at in classes)),
        classes=classes,
        locator="the index",
    )


def _month_end(day: dt.date) -> dt.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _name(code: str) -> str:
    found = states.find(code)
    return found.name if found is not None else code
