"""The brief as Markdown, for those who read or paste text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from legation.balance.sentences import level
from legation.brief import camps_words, course_words, web_words
from legation.brief.camps_page import CampsOfPair, Said
from legation.brief.course import Course, Fall
from legation.brief.course_words import between, signed
from legation.brief.layout import arms_words, comparison, kind_name, latest, tally
from legation.brief.model import Brief, Value
from legation.brief.text import capital, counted, day, percent, period, span_of, the

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~])")
_YEARS = 15


def short(brief: Brief) -> str:
    """Give the brief in a screenful: title, sentences, who is closer to whom, what camps tell."""
    lines = _head(brief)
    if brief.closeness:
        lines += [f"- {_plain(c.sentence)}" for c in brief.closeness]
    if brief.camps:
        lines += ["", *(f"- {_plain(s)}" for s in camps_words.telling(brief.camps))]
    return "\n".join(lines) + "\n"


def markdown(brief: Brief) -> str:
    """Lay the brief out as Markdown."""
    lines = [
        *_head(brief),
        *_index(brief),
        *_web(brief),
        *_votes(brief),
        *_landmarks(brief),
        *_measures(brief),
        *_closeness(brief),
        *_months(brief),
        *_camps(brief),
        *_coverage(brief),
        *_sources(brief),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _head(brief: Brief) -> list[str]:
    note = [f"> {_plain(brief.note)}", ""] if brief.note else []
    record = f"Record to {day(brief.as_of)}" if brief.as_of else "Empty record"
    lines = [
        *note,
        f"# {_plain(brief.title)}",
        "",
        f"{record} · snapshot `{brief.snapshot[:8]}`",
        "",
    ]
    for sentence in brief.sentences:
        lines += [_plain(sentence), ""]
    return lines


def _index(brief: Brief) -> list[str]:
    lines = ["## The relation, month by month", ""]
    found = brief.index
    if found is None:
        return [*lines, _plain(brief.no_index), ""]
    for said in course_words.section(found):
        lines += [_plain(said), ""]
    years = sorted({day.year for c in found.both for day in c.months})[-_YEARS:]
    rows = [[str(year), *(_year_end(c, year) for c in found.both)] for year in years]
    header = ["Year", *(f"{c.actor.name} towards {c.target.name}" for c in found.both)]
    lines += [f"The index in the last month of each of {len(rows)} years, with 90 % interval.", ""]
    lines += _table(header, rows)
    if found.breaks:
        rows = [
            [
                b.month,
                f"{c.actor.name} towards {c.target.name}",
                f"{signed(b.size)} ({between(b.lo90, b.hi90)})",
                course_words.returned(b),
            ]
            for c in found.both
            for b in c.breaks
        ]
        lines += ["### Breaks", "", *_table(["Month", "Who", "Size", "And since"], rows)]
    if found.fall is not None:
        lines += _fall(found.fall)
    return [*lines, *(f"- {_plain(course_words.origin(o))}." for o in found.origins), ""]


def _web(brief: Brief) -> list[str]:
    lines = ["## Where the pair stands in the web", ""]
    found = brief.web
    if found is None:
        return [*lines, _plain(brief.no_web), ""]
    for said in web_words.section(found):
        lines += [_plain(said), ""]
    rows = [
        [n.state.name, level(n.with_a), level(n.with_b), web_words.pull(n), web_words.fits(n)]
        for way in (True, False)
        for n in found.strongest(way)
    ]
    header = ["State", f"With {found.a.name}", f"With {found.b.name}", "Pulls", "Triad"]
    return [*lines, *_table(header, rows)] if rows else lines


def _fall(fall: Fall) -> list[str]:
    """List the rows of the largest break."""
    rows = [
        [
            signed(r.contribution, 2),
            r.date,
            r.text,
            Raw(f"[{_plain(r.locator)}]({r.url})") if r.url else r.locator,
            r.source,
        ]
        for r in fall.rows
    ]
    rows += [[signed(o.contribution, 2), "", course_words.others(o), "", ""] for o in fall.others]
    header = ["Contribution", "Day", "What", "Where", "Source"]
    title = f"### Rows of the largest break: {course_words.heading(fall)}"
    return [title, "", *_table(header, rows)]


def _year_end(course: Course, year: int) -> str:
    """Write the index in the last month of a year that a direction has."""
    places = [i for i, day in enumerate(course.months) if day.year == year]
    if not places:
        return "–"
    at = places[-1]
    return f"{signed(course.mean[at])} ({between(course.lo90[at], course.hi90[at])})"


def _votes(brief: Brief) -> list[str]:
    if not any(s.points for s in brief.series):
        return []
    header = ["Year", *(f"{s.a.name} and {s.b.name}" for s in brief.series)]
    years = sorted({p.year for s in brief.series for p in s.points})[-_YEARS:]
    shares = [{p.year: p.share for p in s.points} for s in brief.series]
    rows = [
        [
            str(year),
            *(
                f"{percent(s[year].value)} ({counted(s[year])}; "
                f"{span_of(s[year].low, s[year].high)})"
                if year in s
                else "–"
                for s in shares
            ),
        ]
        for year in years
    ]
    return [
        "## Agreement in votes",
        "",
        f"Same choice, with counts and 90 % interval; the last {len(years)} years that have "
        "votes, all years in the JSON and HTML.",
        "",
        *_table(header, rows),
        _plain(brief.thirds_rule),
        "",
        *(f"- {_plain(t.state.name)}: {_plain(t.reason)}." for t in brief.thirds),
        "",
    ]


def _landmarks(brief: Brief) -> list[str]:
    if not brief.landmarks:
        return []
    states = [state.name for state, _ in brief.landmarks[0].choices]
    lines = ["## Landmark votes", ""]
    for group in dict.fromkeys(v.group for v in brief.landmarks):
        rows = [
            [
                v.date.isoformat(),
                Raw(f"[{_plain(v.symbol)}]({v.url})") if v.url else v.symbol,
                v.title + "".join(f" ({note})" for note in v.notes),
                tally(v.tally),
                *(choice for _, choice in v.choices),
            ]
            for v in brief.landmarks
            if v.group == group
        ]
        header = ["Day", "Text", "Title", "Yes–No–Abstain", *states]
        lines += [f"### {_plain(group)}", "", *_table(header, rows)]
    return lines


def _measures(brief: Brief) -> list[str]:
    found = brief.dealings
    lines = ["## Alliances, arms, sanctions, lists, disputes", ""]
    if found.spans:
        rows = [
            [
                period(s.start, s.end, s.precision, censored=s.censored),
                kind_name(s.kind) + (f": {s.text}" if s.text else ""),
                f"{s.actor.name} → {s.target.name}" if s.directed else "both",
                "; ".join(s.sources),
            ]
            for s in latest(found.spans)
        ]
        lines += _table(["When", "What", "Who", "Source"], rows)
    if found.arms:
        lines += [_plain(arms_words(brief)), ""]
    if found.shared:
        year, count = found.shared[-1]
        lines += [
            f"Organisations to which both belong: {count} in {year} "
            f"({_plain(found.shared_source)}).",
            "",
        ]
    return [*lines, *(f"- {_plain(s)}" for s in brief.lacking), ""]


def _closeness(brief: Brief) -> list[str]:
    if not brief.closeness:
        return []
    lines = ["## Who is closer to whom", ""]
    lines += [f"- {_plain(c.sentence)}" for c in brief.closeness] + [""]
    for state, other, thirds, found in comparison(brief):
        rows = [
            [
                name,
                _value(base),
                *(f"{_value(v)}{', ' + words if words else ''}" for v, _, words in cells),
            ]
            for name, base, cells, _ in found
        ]
        header = ["Indicator", other.name, *(t.name for t in thirds)]
        lines += [f"### {_plain(capital(the(state)))}", "", *_table(header, rows)]
    return lines


def _months(brief: Brief) -> list[str]:
    lines = []
    for name, months in (("Daily scores", brief.scores), ("Coded events", brief.events)):
        if months:
            n = sum(m.n for m in months)
            mean = sum(m.mean * m.n for m in months) / n
            first, last = months[0].month, max(m.month for m in months)
            lines.append(
                f"- {name}: {n:,}, {first:%Y-%m} to {last:%Y-%m}, mean {mean:.2f} "
                f"({_plain(months[0].source)})"
            )
    return ["## Events and daily scores", "", *lines, ""] if lines else []


def _camps(brief: Brief) -> list[str]:
    found = brief.camps
    if found is None:
        return []
    lines = ["## As camps of outlets tell it", ""]
    for said in (camps_words.who(found), *camps_words.telling(found)):
        lines += [_plain(said), ""]
    if found.told:
        rows = [
            [
                camps_words.name(camp),
                camps_words.beside(found, camp),
                *(f"{n:,}" for n in (told.documents, told.outlets, told.sentences)),
            ]
            for camp, told in found.told.items()
        ]
        header = ["Camp", "Beside the record", "Documents", "Outlets", "Sentences"]
        lines += [*_table(header, rows), _plain(camps_words.READING), ""]
    lines += [*(f"- {_plain(s)}" for s in camps_words.left_out(found)), ""]
    return [*lines, *_omissions(found), *_triads(found), *_voices(found)]


def _omissions(found: CampsOfPair) -> list[str]:
    said = camps_words.omissions(found)
    lines = ["### What is missing from them", ""] if said else []
    for one in said:
        lines += [_plain(one), ""]
    for title, rows, more in camps_words.lacks(found):
        left = f", and {more:,} more in the JSON" if more else ""
        lines += [f"{_plain(title)}, at a false-discovery rate of {found.mark:g}{left}:", ""]
        lines += _table(["Day", "What happened", "Reported by", "q"], rows)
    notes = [f"- {_plain(camps_words.sentence(note))}" for note in found.missing_notes]
    return [*lines, *notes, ""]


def _triads(found: CampsOfPair) -> list[str]:
    if not found.triads:
        return []
    rows = [
        [
            camps_words.name(t.camp),
            camps_words.attitude(t, first=True),
            camps_words.attitude(t, first=False),
            camps_words.misfit(t.friendly, t.friendly_strain),
            camps_words.misfit(t.hostile, t.hostile_strain),
            camps_words.fitting(t),
        ]
        for t in found.triads
    ]
    header = ["Camp", f"To {found.a.name}", f"To {found.b.name}", "Friendly: no fit",
              "Hostile: no fit", "In words"]  # fmt: skip
    facts = camps_words.facts(found)
    lines = ["### Which dealings between the two would fit", "", *([facts, ""] if facts else [])]
    return [*lines, *_table(header, rows), _plain(camps_words.FITTING), ""]


def _voices(found: CampsOfPair) -> list[str]:
    lines = ["### In their own voice", ""] if found.said else []
    for camp in found.names if found.said else ():
        head = f"{camps_words.name(camp)}: {camps_words.quoted(found, camp)}"
        lines += [_plain(head), "", *(f"- {_voice(s)}" for s in found.said_by(camp)), ""]
    return lines


def _voice(said: Said) -> str:
    """Quote a sentence, with the words that were read in bold, and who said it."""
    quote = f"“{_plain(said.before)}**{_plain(said.words)}**{_plain(said.after)}”"
    source = _plain(camps_words.source(said))
    # A bracket in an address would end the link.
    address = (said.url or "").replace("(", "%28").replace(")", "%29")
    return f"{quote} – {f'[{source}]({address})' if address else source}"


def _coverage(brief: Brief) -> list[str]:
    lines = ["## Coverage and limits", ""]
    if brief.holdings:
        rows = [[h.what, f"{h.rows:,}", h.extent or "–", h.source] for h in brief.holdings]
        lines += _table(["What", "Rows", "Years", "Remarks"], rows)
    return [*lines, *(f"- {_plain(s)}" for s in brief.limits), ""]


def _sources(brief: Brief) -> list[str]:
    lines = ["## Sources", ""]
    for s in brief.sources:
        name = f"[{_plain(s.name)}]({s.url})" if s.url else _plain(s.name)
        lines.append(
            f"- {name}. {_plain(s.citation)}. Terms: {_plain(s.licence)}. "
            f"{s.files:,} files, {s.rows:,} rows, added {s.retrieved}."
        )
    return [*lines, "", f"Made with: `{brief.command}`", "", f"Snapshot: `{brief.snapshot}`", ""]


class Raw(str):
    """Text that is Markdown already."""

    __slots__ = ()


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [
        f"| {' | '.join(map(_plain, header))} |",
        f"|{' --- |' * len(header)}",
        *(f"| {' | '.join(c if isinstance(c, Raw) else _plain(c) for c in row)} |" for row in rows),
        "",
    ]


def _plain(text: str) -> str:
    """Give a text as Markdown shows it, with nothing in it taken for markup."""
    return _SPECIAL.sub(r"\\\1", text)


def _value(value: Value) -> str:
    if value.n is None or value.low is None or not value.text.endswith("%"):
        return value.text
    return f"{value.text} (n {value.n:,}; {span_of(value.low, value.high)})"
