"""The command `relation`: agreement, and the monthly index with its breaks and their rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from legation.cli.options import console, estimating, note, print_json
from legation.errors import InputError

if TYPE_CHECKING:
    import datetime as dt

    from legation.brief.course import Course, Courses, Others, Row
    from legation.record import Record
    from legation.relations import Agreement, AgreementSeries
    from legation.relations.breaks import Break
    from legation.relations.index.relation import Relation

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_TOP = 6
_WIDEST = 100
_YEARS = 12


@dataclass(frozen=True)
class Question:
    """What was asked of a pair."""

    a: str
    b: str
    start: str | None = None
    end: str | None = None
    as_of: str | None = None
    explain: str | None = None
    since: str | None = None
    evidence: bool = False
    json: bool = False

    def check(self) -> None:
        """Refuse what cannot be read, before anything is opened."""
        for name, month in (("--explain", self.explain), ("--since", self.since)):
            if month is not None and not _MONTH.fullmatch(month):
                raise InputError(f"{name} takes a month as YYYY-MM, not '{month[:40]}'")
        if self.since is not None and self.explain is None:
            raise InputError(
                "--since goes with --explain, as in: --explain 2022-04 --since 2021-12"
            )

    @property
    def day(self) -> dt.date | None:
        """Last day to be known, from `--as-of`."""
        from legation.relations.window import window

        return None if self.as_of is None else window(self.as_of, self.as_of).end


def relate(rec: Record, asked: Question, **options: Any) -> None:
    """Answer, in words or as JSON."""
    from legation.relations import agreement, agreement_series

    _check_existence(asked)
    if asked.explain is not None:
        _explain(rec, asked)
        return
    end = asked.end if asked.day is None else _earlier(asked.end, asked.day)
    within = {"start": asked.start, "end": end, **options}
    found = agreement(rec, asked.a, asked.b, **within)
    series = agreement_series(rec, asked.a, asked.b, **within)
    relation, reason = _relation_or_reason(rec, asked)
    if relation is None and not rec.note and not found.n:
        _check_any_row(rec, asked, reason)
    if asked.json:
        print_json(_answer(rec, asked, found, series, relation, reason))
        return
    if rec.note:
        note(rec.note)
    _show(asked, found, series, relation, reason, bool(rec.note))


# -- the index -----------------------------------------------------------------------------


def _relation_or_reason(rec: Record, asked: Question) -> tuple[Relation | None, str]:
    """Give the relation, or why the record has no index of it."""
    from legation.brief import course

    if rec.note:
        return None, course.SELECTED
    try:
        return _relation(rec, asked), ""
    except InputError as error:
        return None, f"There is no monthly index of the two: {error}."


def _relation(rec: Record, asked: Question) -> Relation:
    from legation.relations.index import index

    with estimating("the index") as progress:
        found = index(rec, pairs=[(asked.a, asked.b)], as_of=asked.day, progress=progress)
    return found[asked.a, asked.b]


def _explain(rec: Record, asked: Question) -> None:
    """Show what each row contributed to a change of A towards B."""
    from legation.brief import course

    if rec.note:
        raise InputError(course.SELECTED[0].lower() + course.SELECTED[1:].rstrip("."))
    found = _relation(rec, asked).explain(str(asked.explain), since=asked.since)
    if asked.json:
        print_json(found.as_dict())
        return
    from legation.brief.course_words import between, signed

    out = console()
    reach = 1.6448536269514722 * found.sd
    out.print(
        f"{found.actor.name} towards {found.target.name}, {found.since} to {found.until}: "
        f"{signed(found.change, 2)} on the Goldstein scale (90 % interval "
        f"{between(found.change - reach, found.change + reach, 2)})",
        markup=False,
    )
    rows = course.by_row(found.contributions)
    shown = rows.height if asked.evidence else 3 * _TOP
    _show_rows(course.rows_of(rows, shown), course.others_of(rows, shown), found.change)
    if rows.height > 3 * _TOP and not asked.evidence:
        out.print("All rows: add --evidence, or --json.")
    out.print(
        f"The other direction: legation relation {found.target} {found.actor} --explain "
        f"{found.until}",
        markup=False,
    )


# -- what was asked ------------------------------------------------------------------------


def _check_existence(asked: Question) -> None:
    """Refuse a window that ends before either state began."""
    if asked.end is None:
        return
    from legation import states
    from legation.relations.window import window

    last = window(asked.start, asked.end).end
    for name in (asked.a, asked.b):
        state = states.resolve(name)
        began = [start for era, _, _ in states.lineage(state) for start, _ in era.spells]
        member = [start for code, start, _ in states.un_membership() if code == state]
        if None in began or not began:
            continue
        first = min(day for day in (*began, *member) if day is not None)
        if last < first:
            raise InputError(
                f"{state.name} begins on {first}; the window ends before, on {last}: choose a "
                "later --to"
            )


def _check_any_row(rec: Record, asked: Question, reason: str) -> None:
    """Refuse a pair on which the record has no row at all, whatever the window."""
    from legation.relations import agreement

    if not agreement(rec, asked.a, asked.b).n:
        raise InputError(reason.removeprefix("There is no monthly index of the two: ").rstrip("."))


def _earlier(end: str | None, day: dt.date) -> dt.date:
    from legation.relations.window import window

    return day if end is None else min(day, window(None, end).end)


# -- JSON ----------------------------------------------------------------------------------


def _answer(
    rec: Record,
    asked: Question,
    found: Agreement,
    series: AgreementSeries,
    relation: Relation | None,
    reason: str,
) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "a": str(found.a),
        "b": str(found.b),
        "index": [],
        "breaks": [],
        "index_sources": [],
        "no_index": reason,
        "agreement": found.as_dict(),
        "years": series.frame().to_dicts(),
        "snapshot": rec.snapshot(),
        "note": rec.note,
    }
    if relation is not None:
        both = (relation, relation.reverse)
        answer["index"] = [row for r in both for row in _months(r, found)]
        answer["breaks"] = sorted(
            (_break(r, b) for r in both for b in r.breaks()), key=lambda b: b["month"]
        )
        answer["index_sources"] = relation.sources.to_dicts()
    if asked.evidence:
        answer["evidence"] = found.evidence().to_dicts()
    return answer


def _months(relation: Relation, found: Agreement) -> list[dict[str, Any]]:
    first, last = (f"{day:%Y-%m}".zfill(7) for day in (found.window.start, found.window.end))
    rows: list[dict[str, Any]] = relation.frame().to_dicts()
    return [row for row in rows if first <= row["month"] <= last]


def _break(relation: Relation, found: Break) -> dict[str, Any]:
    """Give a break with its largest rows; with the others they add up to the change over it."""
    from legation.brief.course import by_row

    split = relation.explain_break(found)
    rows = by_row(split.contributions)
    given = {**split.as_dict(), "contributions": rows.head(_TOP).to_dicts()}
    rest = rows[_TOP:]
    given["others"] = {"rows": rest.height, "contribution": float(rest["contribution"].sum())}
    return {**found.as_dict(), "change": given}


# -- words ---------------------------------------------------------------------------------


def _show(
    asked: Question,
    found: Agreement,
    series: AgreementSeries,
    relation: Relation | None,
    reason: str,
    selection: bool,
) -> None:
    out = console()
    if relation is None:
        out.print(reason, markup=False)
    else:
        _show_index(relation, found)
    out.print()
    _show_agreement(found, series, selection)
    if asked.evidence:
        for row in found.evidence().to_dicts():
            title = (row["title"] or "")[:70]
            choices = f"{row['choice_a']:7} {row['choice_b']:7}"
            out.print(f"{row['date']}  {choices}  {row['rollcall_id']}  {title}", markup=False)
    else:
        out.print("The roll calls: add --evidence. The page: legation brief", found.a, found.b)


def _show_index(relation: Relation, found: Agreement) -> None:
    """Print the index in the window, or that it has no month there."""
    from legation.brief.course import courses

    try:
        shown = courses(relation, span=found.window, shown=_TOP)
    except InputError as error:
        console().print(f"{str(error)[0].upper()}{str(error)[1:]}.", markup=False)
    else:
        _show_courses(shown)


def _show_courses(found: Courses) -> None:
    """Print level, trend, both lines with their bands, breaks, and rows of the largest."""
    from legation.brief import course_words
    from legation.brief.chart_index import scale
    from legation.cli.sparkline import sparkline

    out = console()
    out.print(course_words.level(found), markup=False)
    out.print(course_words.trend(found), markup=False)
    width = min(out.width, _WIDEST)
    ends = scale(found.both)
    for course in found.both:
        out.print(f"\n{course.actor.name} towards {course.target.name}", markup=False)
        for line in sparkline(course, ends, width):
            out.print(line, markup=False, no_wrap=True, crop=False)
    out.print(
        "━ mean, ▒ 50 % and ░ 90 % interval, ┄ zero, ▼ ▲ breaks; Goldstein scale, more is "
        "friendlier\n",
        markup=False,
    )
    for course, one in sorted(
        ((c, b) for c in found.both for b in c.breaks), key=lambda x: x[1].month
    ):
        out.print(_break_line(course, one), markup=False)
    if found.fall is None:
        out.print(course_words.broken(found), markup=False)
        return
    fall = found.fall
    out.print(f"\nBehind the largest break, {course_words.heading(fall)}:", markup=False)
    _show_rows(fall.rows, fall.others, fall.change)


def _break_line(course: Course, found: Break) -> str:
    """Tell a break in one line."""
    from legation.brief.course_words import between, returned, signed, word

    first, last = found.interval
    when = found.month if first == last else f"{found.month} ({first} to {last})"
    return (
        f"{when}  {course.actor.name} towards {course.target.name} {signed(found.size)} "
        f"({between(found.lo90, found.hi90)}), {word(found.size)}; {returned(found)}"
    )


def _show_rows(rows: Sequence[Row], others: Sequence[Others], total: float) -> None:
    """Print rows with their contributions, the others by source, so that they add up."""
    from legation.brief import course_words
    from legation.brief.clean import clean
    from legation.brief.course_words import signed

    out = console()
    digits = course_words.digits(total)
    room = max(min(out.width, 160) - 10, 30)
    for row in rows:
        text = f"{row.date} {row.source}: {row.text}"
        text = clean(text, max(room - len(row.locator) - 2, 24))
        out.print(f"{signed(row.contribution, digits):>7}  {text}  {row.locator}", markup=False)
    for other in others:
        out.print(
            f"{signed(other.contribution, digits):>7}  {course_words.others(other)}", markup=False
        )
    out.print(f"{signed(total, digits):>7}  together", markup=False)


def _show_agreement(found: Agreement, series: AgreementSeries, selection: bool) -> None:
    out = console()
    if selection:  # a selection made by hand has no rate
        who = f"{found.a.name} and {found.b.name}, {found.window}"
        out.print(
            f"{who}: the same choice in {found.same} of {found.n} landmark votes chosen by hand; "
            "no rate of agreement follows from them"
        )
    else:
        out.print(str(found))
    if found.filters:
        out.print("Only: " + ", ".join(found.filters))
    if found.n and not selection:
        _show_years(series.frame().to_dicts()[-_YEARS:])


def _show_years(years: list[dict[str, Any]]) -> None:
    from rich.table import Table

    table = Table("year", box=None, padding=(0, 2, 0, 0))
    for name in ("share", "90 % interval", "same", "n"):
        table.add_column(name, justify="right")
    for row in years:
        band = f"{row['lo']:.2f} to {row['hi']:.2f}"
        table.add_row(row["period"], f"{row['share']:.2f}", band, str(row["same"]), str(row["n"]))
    console().print(table)
