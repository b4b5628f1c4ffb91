"""Many pairs on one page: one small chart for each direction, all on one scale."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from legation import states
from legation.brief import chart_index, course_words
from legation.brief.clean import clean
from legation.brief.course import SELECTED, Course, Courses, courses
from legation.brief.figures import Figure, to_csv
from legation.brief.text import the
from legation.errors import InputError
from legation.record import Record
from legation.relations.window import Moment, Window, window
from legation.states import State

ORDERS = ("given", "level", "change", "break")
#: More pairs than a page can show and a reader can take in.
MOST = 300


@dataclass(frozen=True)
class Multiples:
    """Small charts of the index of some pairs.

    Attributes
    ----------
    pairs
        Both directions of each pair, in the order shown.
    missing
        For each pair without an index, why there is none.
    order
        One of `ORDERS`.
    as_of
        Last day known, where one was asked for.
    snapshot
        Hash of the record.
    """

    pairs: tuple[Courses, ...]
    missing: tuple[str, ...]
    order: str
    as_of: dt.date | None
    snapshot: str

    def __repr__(self) -> str:
        return f"Multiples({len(self.pairs)} pairs)"

    @property
    def scale(self) -> tuple[float, float]:
        """Ends of the scale that all charts share."""
        return chart_index.scale([c for pair in self.pairs for c in pair.both])

    @property
    def years(self) -> tuple[float, float]:
        """First and last moment of the charts, in years."""
        return chart_index.span([c for pair in self.pairs for c in pair.both])

    @property
    def figures(self) -> tuple[tuple[Figure, Figure], ...]:
        """For each pair its two charts, each with its picture and its data."""
        ends, years = self.scale, self.years
        return tuple(
            (_figure(pair.there, ends, years), _figure(pair.back, ends, years))
            for pair in self.pairs
        )

    def csv(self) -> str:
        """Give the data under all charts as CSV."""
        rows = [row for pair in self.pairs for c in pair.both for row in chart_index.rows(c)]
        return to_csv(chart_index.COLUMNS, rows)

    def as_dict(self) -> dict[str, Any]:
        """Give everything as plain values, ready for JSON."""
        shown = [c for pair in self.pairs for c in pair.both]
        return {
            "order": self.order,
            "as_of": None if self.as_of is None else self.as_of.isoformat(),
            "snapshot": self.snapshot,
            "missing": list(self.missing),
            "index": [
                dict(zip(chart_index.COLUMNS, row, strict=True))
                for c in shown
                for row in chart_index.rows(c)
            ],
            "breaks": [b.as_dict() for c in shown for b in c.breaks],
        }

    def html(self) -> str:
        """Lay the charts out as one HTML page with everything inside."""
        from legation.brief.html import multiples_page

        return multiples_page(self)


def multiples(
    record: Record,
    pairs: Iterable[tuple[str | int, str | int]],
    *,
    start: Moment = None,
    end: Moment = None,
    as_of: dt.date | str | None = None,
    order: str = "given",
    progress: Callable[..., None] | None = None,
) -> Multiples:
    """Put the index of some pairs side by side.

    Parameters
    ----------
    record
        An open record.
    pairs
        Pairs of states by any name or code.
    start, end
        First and last month shown; by default all.
    as_of
        Last day of the record to use.
    order
        `given`; `level`: least friendly first, by the lower of the two directions in the last
        month; `change`: largest change over the last twelve months first; `break`: latest break
        first.
    progress
        Told how far the index is, while it is estimated for the first time for a record.

    Returns
    -------
    Multiples
        Pairs on which the record has no rows are named in `missing`.

    Raises
    ------
    UnknownNameError, InputError
        If a name is unknown, a state is paired with itself, there is no pair or more than
        `MOST`, or none of them has an index.
    """
    asked = [(states.resolve(a), states.resolve(b)) for a, b in pairs]
    if order not in ORDERS:
        raise InputError(f"pairs are ordered by {', '.join(ORDERS)}, not by '{order[:40]}'")
    if not asked:
        raise InputError("no pairs were given; write them as A:B,C:D")
    if len(asked) > MOST:
        raise InputError(f"{len(asked):,} pairs are more than one page holds; give at most {MOST}")
    if record.note:
        raise InputError(SELECTED[0].lower() + SELECTED[1:].rstrip("."))
    span = window(start, end)
    day = None if as_of is None else window(as_of, as_of).end
    found, missing = _courses(record, asked, span, day, progress)
    if not found:
        raise InputError(missing[0])
    return Multiples(
        tuple(sorted(found, key=_KEYS[order])), tuple(missing), order, day, record.snapshot()
    )


def _courses(
    record: Record,
    asked: Sequence[tuple[State, State]],
    span: Window,
    day: dt.date | None,
    progress: Callable[..., None] | None,
) -> tuple[list[Courses], list[str]]:
    """Give the pairs that have an index, and for the others why they have none."""
    from legation.relations.index import index

    codes = [(str(a), str(b)) for a, b in asked]
    found, missing = [], []
    whole = index(record, pairs=codes, as_of=day, progress=progress)
    for a, b in codes:
        try:
            found.append(courses(whole[a, b], span=span, shown=0))
        except InputError as error:
            missing.append(clean(error))
    return found, missing


def _figure(course: Course, ends: tuple[float, float], years: tuple[float, float]) -> Figure:
    title = f"{course.actor.name} towards {course.target.name}"
    broken = "; ".join(
        f"{course_words.month_name(b.month)} {course_words.signed(b.size)}" for b in course.breaks
    )
    return Figure(
        f"{course.actor}-{course.target}".lower(),
        title,
        course_words.last_value(course),
        f"Line of the monthly index of {the(course.actor)} towards {the(course.target)}, last "
        f"{course_words.last_value(course)}. " + (f"Breaks: {broken}." if broken else "No break."),
        chart_index.COLUMNS,
        chart_index.rows(course),
        lambda _: chart_index.small(course, ends, years),
    )


def _level(pair: Courses) -> float:
    return min(c.mean[-1] for c in pair.both)


def _change(pair: Courses) -> float:
    return -max(abs(c.mean[-1] - c.mean[max(0, len(c.mean) - 13)]) for c in pair.both)


def _last_break(pair: Courses) -> tuple[int, ...]:
    last = max((b.month for b in pair.breaks), default="0000-00")
    return (-int(last[:4]), -int(last[5:]))


_KEYS: dict[str, Callable[[Courses], Any]] = {
    "given": lambda _: 0,
    "level": _level,
    "change": _change,
    "break": _last_break,
}
