"""Periods told by their relation to another: halves, parts of a decade, terms of office.

"In the first half of the 1990s", "in the early 2000s", "in the five years before the invasion",
"two years after the Accords", "under Obama", "during Trump's first term", "in the run-up to
2014". Who governed when is from the table of leaders; a name that two leaders bear, or a term
that was interrupted and is not told by its number, is no period.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from legation.reading.claims.numbers import whole
from legation.reading.grammar import MONTHS
from legation.states import leaders
from legation.states.normalise import normalise


class Period(NamedTuple):
    """Words up to `last` that give the days `start` to `end`, meant as `kind`."""

    first: int
    last: int
    kind: str
    start: dt.date | None
    end: dt.date | None
    name: str | None = None

    @property
    def precision(self) -> str:
        """Whether it is a term of office, or a span."""
        return "term" if self.name else "span"


#: Reads a day, month, year, decade or landmark at a word: (last, start, end), or None.
Core = Callable[[int], "tuple[int, dt.date, dt.date | None] | None"]

_PREPOSITIONS = {
    "under": "at", "during": "at", "in": "at", "throughout": "at", "over": "at", "within": "at",
    "since": "since", "before": "before", "after": "after", "until": "until", "by": "by",
    "for": "at", "through": "until",
}  # fmt: skip
_ORDINALS = {"first": 1, "second": 2, "latter": 2, "last": 2, "third": 3, "fourth": 4}
_PARTS = {"early": (0, 3), "mid": (4, 6), "middle": (4, 6), "late": (7, 9)}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}
_UNITS = {
    "decade": 120, "decades": 120, "year": 12, "years": 12, "month": 1, "months": 1,
    "quarter": 3, "century": 1200,
}  # fmt: skip
_TERMS = frozenset(
    "term presidency administration tenure chancellorship premiership rule years era time "
    "government".split()
)
_TITLES = frozenset("president chancellor prime minister premier us u.s. american the".split())
#: Phrases that stand for one preposition.
_PHRASES = (
    (("prior", "to"), "before"), (("ahead", "of"), "before"),
    (("in", "the", "run-up", "to"), "before"), (("in", "the", "run", "-", "up", "to"), "before"),
    (("in", "the", "lead-up", "to"), "before"), (("leading", "up", "to"), "before"),
    (("in", "the", "wake", "of"), "after"), (("in", "the", "aftermath", "of"), "after"),
    (("as", "of"), "since"), (("as", "from"), "since"), (("subsequent", "to"), "after"),
)  # fmt: skip
_HEADS = ("head_of_state", "head_of_government")
_ONE = dt.timedelta(days=1)
#: Days between two offices of one person that count as no break.
_GAP = 31


def period(lower: list[str], at: int, high: int, core: Core) -> Period | None:
    """Read a period that begins with the word `at`, preposition included.

    Parameters
    ----------
    lower
        Words in lower case.
    at, high
        First word, and the end of the sentence.
    core
        Reads a plain time at a word.
    """
    for words, meant in _PHRASES:
        if lower[at] == words[0] and tuple(lower[at : at + len(words)]) == words:
            return _bounded(lower, at, _article(lower, at + len(words)), meant, core)
    counted = _counted(lower, at, high, core)
    if counted is not None:
        return counted
    kind: str | None = _PREPOSITIONS.get(lower[at])
    if kind is None or at + 2 >= high:
        return None
    place = _article(lower, at + 1)
    if place >= high:
        return None
    return (
        _century(lower, at, place, kind)
        or _half(lower, at, place, kind, core)
        or _part(lower, at, place, kind, core)
        or _season(lower, at, place, high, kind)
        or _term(lower, at, place, high, kind)
    )


def _article(lower: list[str], at: int) -> int:
    return at + (lower[at : at + 1] in (["the"], ["a"], ["an"]))


def _as(kind: str, first: int, last: int, start: dt.date, end: dt.date | None,
        name: str | None = None) -> Period:  # fmt: skip
    """Turn the period named into the one meant: "after" it begins when it is over."""
    if kind == "since":
        return Period(first, last, kind, start, None, name)
    if kind == "after":
        return Period(first, last, kind, end + _ONE if end else start, None, name)
    if kind == "before":
        return Period(first, last, kind, None, start - _ONE, name)
    if kind in ("until", "by"):
        return Period(first, last, kind, None, end, name)
    return Period(first, last, "at", start, end, name)


def _bounded(lower: list[str], at: int, place: int, kind: str, core: Core) -> Period | None:
    read = core(place) if place < len(lower) else None
    if read is None:
        return None
    last, start, end = read
    if kind == "after":
        return Period(at, last, kind, start, None)  # in the wake of what began then
    return _as(kind, at, last, start, end)


def _century(lower: list[str], at: int, place: int, kind: str) -> Period | None:
    """Read "twentieth century", "21st century", "nineties"."""
    if lower[place] in _NINETIES:
        year = 1900 + _NINETIES[lower[place]]
        return _as(kind, at, place + 1, dt.date(year, 1, 1), dt.date(year + 9, 12, 31))
    number = _CENTURIES.get(lower[place])
    if number is None or lower[place + 1 : place + 2] != ["century"]:
        return None
    low = 100 * (number - 1) + 1
    return _as(kind, at, place + 2, dt.date(low, 1, 1), dt.date(low + 99, 12, 31))


_NINETIES = {"fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90}
_CENTURIES = {
    "nineteenth": 19, "19th": 19, "twentieth": 20, "20th": 20, "twenty-first": 21, "21st": 21,
    "this": 21,
}  # fmt: skip


def _half(lower: list[str], at: int, place: int, kind: str, core: Core) -> Period | None:
    """Read "first half of the 1990s", "second quarter of 2022"."""
    number, noun = _ORDINALS.get(lower[place]), lower[place + 1 : place + 2]
    if number is None or noun not in (["half"], ["quarter"]):
        return None
    begin = _article(lower, place + 2 + (lower[place + 2 : place + 3] == ["of"]))
    read = core(begin) if begin < len(lower) else None
    if read is None or read[2] is None:
        return None
    last, start, end = read[0], read[1], read[2]
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    size = months // (2 if noun == ["half"] else 4)
    if not size or number * size > months or (start.day, months % 2) != (1, 0):
        return None
    low = _months(start, (number - 1) * size)
    return _as(kind, at, last, low, _months(low, size) - _ONE)


def _part(lower: list[str], at: int, place: int, kind: str, core: Core) -> Period | None:
    """Read "early 1990s", "mid-2000s"."""
    part = _PARTS.get(lower[place])
    if part is None:
        return None
    begin = place + 1
    while lower[begin : begin + 1] in (["-"], ["to"], ["of"], ["the"], ["mid"], ["late"]):
        begin += 1
    read = core(begin) if begin < len(lower) else None
    if read is None or read[2] is None or read[2].year - read[1].year != 9:
        return None
    low, high = (read[1].year + years for years in part)
    return _as(kind, at, read[0], dt.date(low, 1, 1), dt.date(high, 12, 31))


def _season(lower: list[str], at: int, place: int, high: int, kind: str) -> Period | None:
    """Read "spring of 2022" by the months of the north."""
    months = _SEASONS.get(lower[place])
    begin = place + 1 + (lower[place + 1 : place + 2] == ["of"])
    if months is None or begin >= high or not _is_year(lower[begin]):
        return None
    year = int(lower[begin])
    last = calendar.monthrange(year, months[1])[1]
    return _as(kind, at, begin + 1, dt.date(year, months[0], 1), dt.date(year, months[1], last))


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and 1800 <= int(word) <= 2099


def _counted(lower: list[str], at: int, high: int, core: Core) -> Period | None:
    """Read "in the five years before 2022" as a stretch, "two years after 2014" as a year."""
    stretch = lower[at] in ("in", "over", "during", "for", "within", "throughout")
    place = _article(lower, at + 1) if stretch else _article(lower, at)
    if place >= high - 1:
        return None
    number = whole(lower, place)
    unit = place + (number is not None)
    months = _UNITS.get(lower[unit]) if unit < high else None
    if not months or lower[unit] == "quarter" or unit + 2 >= high:
        return None
    if not stretch and number is None and place == at:
        return None
    side = lower[unit + 1]
    if side not in ("before", "after", "following", "preceding", "since", "of", "leading"):
        return None
    if side == "of" and lower[at] != "within":
        return None
    begin = unit + 2 + 2 * (lower[unit + 1 : unit + 4] == ["leading", "up", "to"])
    begin = _article(lower, begin)
    read = core(begin) if begin < high else None
    if read is None:
        return None
    last, start, end = read
    months *= round(number or 1)
    if side == "since":
        return Period(at, last, "since", start, None) if stretch else None
    before = side in ("before", "preceding", "leading")
    if stretch:
        if before:
            return Period(at, last, "between", _months(start, -months), start - _ONE)
        low = start if side == "of" or end is None or end - start < 40 * _ONE else end + _ONE
        return Period(at, last, "between", low, _months(low, months))
    year = _months(start, -months if before else months).year
    return Period(at, last, "at", dt.date(year, 1, 1), dt.date(year, 12, 31))


def _months(day: dt.date, months: int) -> dt.date:
    """Go whole months on or back, within the calendar."""
    place = min(max(day.year * 12 + day.month - 1 + months, 12), 9998 * 12)
    year, month = divmod(place, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _term(lower: list[str], at: int, place: int, high: int, kind: str) -> Period | None:
    """Read "under Obama", "during Trump's first term", "the second term of Barack Obama"."""
    number = _ORDINALS.get(lower[place])
    begin = place + (number is not None)
    named = False
    if begin < high and lower[begin] in _TERMS and lower[begin + 1 : begin + 2] == ["of"]:
        begin, named = begin + 2, True
    while begin < high and lower[begin] in _TITLES:
        begin += 1
    person, end = _person(lower, begin, high)
    if not person:
        return None
    if lower[end : end + 1] in (["'s"], ["'"]):
        end += 1
        if end < high and (told := _ORDINALS.get(lower[end])):
            number, end = told, end + 1
        if end >= high or lower[end] not in _TERMS:
            return None
    if end < high and lower[end] in _TERMS:
        end, named = end + 1, True
        end += 2 * (lower[end : end + 2] == ["in", "office"])
    if not named and lower[at] != "under":
        return None
    span = _in_office(person, number)
    return None if span is None else _as(kind, at, end, span[0], span[1], person)


def _person(lower: list[str], at: int, high: int) -> tuple[str, int]:
    """Give the one head of state or government named from a word, and the place after."""
    for size in (3, 2, 1):
        if at + size <= high:
            name = normalise(" ".join(lower[at : at + size]))
            found = _names().get(name)
            if found:
                return found, at + size
    return "", at


@cache
def _names() -> dict[str, str]:
    """Give full names and surnames of heads, each of one person only."""
    found: dict[str, set[str]] = {}
    for one in leaders.all_holders():
        if one.office in _HEADS:
            whole_names = (one.name, *one.aliases)
            for form in (*map(normalise, whole_names), *leaders.surnames(one)):
                found.setdefault(form, set()).add(one.name)
    months = set(MONTHS)
    return {form: next(iter(names)) for form, names in found.items()
            if len(names) == 1 and form not in months}  # fmt: skip


def _in_office(person: str, number: int | None) -> tuple[dt.date, dt.date | None] | None:
    """Give the days a person was in office, or of the term with a number."""
    heads = [one for one in leaders.all_holders() if one.name == person and one.office in _HEADS]
    spans: list[tuple[dt.date, dt.date | None]] = []
    for start, end in sorted(((one.start, one.end) for one in heads), key=lambda one: one[0]):
        if spans and (spans[-1][1] is None or (start - spans[-1][1]).days <= _GAP):
            known = spans[-1][1]
            later = None if known is None or end is None else max(known, end)
            spans[-1] = (spans[-1][0], later)
        else:
            spans.append((start, end))
    if number is None:
        return spans[0] if len(spans) == 1 else None
    if len(spans) > 1:
        return spans[number - 1] if number <= len(spans) else None
    state = heads[0].state
    start, end = spans[0]
    # Only where a term has a length that the constitution fixes is its number a period.
    years = {"USA": 4}.get(state)
    if years is None:
        return None
    low = _months(start, 12 * years * (number - 1))
    if end is not None and low >= end:
        return None
    high = _months(low, 12 * years)
    return low, high if end is None else min(high, end)


__all__ = ["Period", "period"]
