"""Times that a sentence speaks of: days, months, years, spans between them, and landmarks.

`times` gives each as a `Time` with its first and last day; None at an open end. What depends on
the day of reading ("in the last six years") is computed from the page's date where it has one,
and kept in `last` in any case, so that another day can be put in later.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import NamedTuple

from legation.reading.claims.landmarks import entered_office, landmark_at
from legation.reading.claims.numbers import whole
from legation.reading.claims.periods import period
from legation.reading.grammar import MONTHS
from legation.reading.page import Page

Day = dt.date | None


class Time(NamedTuple):
    """Words `words[first:last]` that give a time.

    `kind`: "at", "since", "after", "before", "until", "by", "between", "last" (a span that ends
    on the day of reading) or "age" ("in decades"). `precision`: "day", "month", "year", "span".
    """

    first: int
    last: int
    kind: str
    start: Day
    end: Day
    precision: str
    landmark: str | None = None
    length: str | None = None


class _Core(NamedTuple):
    last: int
    start: dt.date
    end: Day
    precision: str
    landmark: str | None = None


_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_DECADE = re.compile(r"((?:1[89]|20)\d0)s")
_ORDINAL = re.compile(r"([12]?\d|3[01])(?:st|nd|rd|th)?")
_UNITS = {
    "decade": 120,
    "decades": 120,
    "year": 12,
    "years": 12,
    "month": 1,
    "months": 1,
    "week": 0,
    "weeks": 0,
    "century": 1200,
    "generation": 300,
    "sessions": 12,
}
_RECENT = frozenset({"last", "past", "previous", "recent", "preceding"})
_KINDS = {
    "since": "since",
    "after": "after",
    "following": "after",
    "before": "before",
    "until": "until",
    "till": "until",
    "through": "until",
    "by": "by",
    "from": "since",
    "to": "until",
    "than": "before",
}
_FILL = frozenset(
    "the early late mid end start beginning middle of summer spring autumn winter fall year years "
    "- in around about".split()
)
_FILL_EVENT = _FILL | frozenset("outbreak russian russia 's its full scale signing time".split())
_RANGE = frozenset({"to", "and", "-", "–", "—", "through", "until", "till", "/"})


def times(page: Page, first: int, last: int) -> list[Time]:
    """Find the times spoken of in `words[first:last]`, in order, without overlap."""
    found: list[Time] = []
    at = first
    while at < last:
        one = _time(page, at, first, last)
        if one is None:
            at += 1
        else:
            found.append(one)
            at = one.last
    return found


def _time(page: Page, at: int, low: int, high: int) -> Time | None:
    told = period(page.lower, at, high, lambda place: _plain(page, place, high))
    if told is not None:
        return Time(at, told.last, told.kind, told.start, told.end, told.precision, told.name)
    word = page.lower[at]
    if word in _UNITS or word in ("ago", "session"):
        return _span(page, at, low, high)
    if (
        word in ("last", "this", "next")
        and at + 1 < high
        and page.lower[at + 1] in ("year", "month")
    ):
        return _relative(page, at)
    core = _core(page, at, high)
    if core is None:
        return None
    return _bounded(page, at, core, low, high)


def _plain(page: Page, at: int, high: int) -> tuple[int, dt.date, Day] | None:
    read = _core(page, at, high)
    return None if read is None else (read.last, read.start, read.end)


def _core(page: Page, at: int, high: int) -> _Core | None:
    """Read a day, month, year, decade or landmark from the word `at`."""
    word = page.lower[at]
    if word[0].isdigit():
        return _numeric(page, at, high)
    if word in MONTHS and page.words[at][0].isupper():
        return _month_first(page, at, high)
    named = landmark_at(page.lower, at, high)
    if named is None:
        return None
    last, mark = named
    return _Core(last, mark.start, mark.end, "span", mark.name)


def _numeric(page: Page, at: int, high: int) -> _Core | None:
    word = page.lower[at]
    following = page.lower[at + 1] if at + 1 < high else ""
    if _ORDINAL.fullmatch(word) and following in MONTHS and page.words[at + 1][0].isupper():
        day = int(_ORDINAL.fullmatch(word)[1])  # type: ignore[index]
        year = _year(page, at + 2, high)
        last = at + 3 if year else at + 2
        return _day(page, year, MONTHS[following], day, last)
    if _YEAR.fullmatch(word) and (iso := _iso(page.lower, at, high)):
        return iso
    if _YEAR.fullmatch(word) and not _counted(page, at, high):
        if at and page.lower[at - 1] in ("/", "resolution"):
            return None
        year = int(word)
        return _Core(at + 1, dt.date(year, 1, 1), dt.date(year, 12, 31), "year")
    if decade := _DECADE.fullmatch(word):
        year = int(decade[1])
        return _Core(at + 1, dt.date(year, 1, 1), dt.date(year + 9, 12, 31), "span")
    named = landmark_at(page.lower, at, high)
    if named:
        return _Core(named[0], named[1].start, named[1].end, "span", named[1].name)
    return None


def _iso(lower: list[str], at: int, high: int) -> _Core | None:
    """Read "2022-03-02"."""
    parts = lower[at : at + 5]
    if at + 5 > high or parts[1::2] != ["-", "-"] or not all(p.isdigit() for p in parts[::2]):
        return None
    try:
        day = dt.date(*(int(part) for part in parts[::2]))
    except ValueError:
        return None
    return _Core(at + 5, day, day, "day")


def _counted(page: Page, at: int, high: int) -> bool:
    """Say whether a number that could be a year counts something: "2000 votes"."""
    return at + 1 < high and page.lower[at + 1] in (
        "votes",
        "countries",
        "states",
        "resolutions",
        "people",
        "percent",
        "%",
        "troops",
    )


def _month_first(page: Page, at: int, high: int) -> _Core | None:
    month = MONTHS[page.lower[at]]
    following = page.lower[at + 1] if at + 1 < high else ""
    if following == "of" and _year(page, at + 2, high):
        return _month(_year(page, at + 2, high), month, at + 3)  # type: ignore[arg-type]
    year = _year(page, at + 1, high)
    if year:
        return _month(year, month, at + 2)
    if following and (number := _ORDINAL.fullmatch(following)):
        named = landmark_at(page.lower, at, high)
        last, year = at + 2, _year(page, at + 2, high)
        if year:
            last = at + 3
        elif last < high and page.lower[last] == "," and (year := _year(page, last + 1, high)):
            last += 2
        if named and not year:
            return _Core(named[0], named[1].start, named[1].end, "span", named[1].name)
        return _day(page, year, month, int(number[1]), last)
    if page.lower[at] in ("may", "march") and (
        not at
        or page.lower[at - 1]
        not in (
            "in",
            "since",
            "last",
            "of",
            "until",
            "by",
            "early",
            "late",
            "mid",
            "before",
            "after",
        )
    ):
        return None
    if page.date is None:
        return None
    year = page.date.year if month <= page.date.month else page.date.year - 1
    return _month(year, month, at + 1)


def _year(page: Page, at: int, high: int) -> int | None:
    return int(page.lower[at]) if at < high and _YEAR.fullmatch(page.lower[at]) else None


def _month(year: int, month: int, last: int) -> _Core | None:
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return None
    end = dt.date(year, month, calendar.monthrange(year, month)[1])
    return _Core(last, dt.date(year, month, 1), end, "month")


def _day(page: Page, year: int | None, month: int, day: int, last: int) -> _Core | None:
    if year is None:
        if page.date is None:
            return None
        year = page.date.year if month <= page.date.month else page.date.year - 1
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return None
    return _Core(last, date, date, "day")


def _bounded(page: Page, at: int, core: _Core, low: int, high: int) -> Time:
    """Put what stands before and after a point or period of time to it."""
    lower = page.lower
    begin = at
    fill = _FILL_EVENT if core.landmark else _FILL
    while begin > low and at - begin < 6 and lower[begin - 1] in fill:
        begin -= 1
    word = lower[begin - 1] if begin > low else ""
    if core.last + 1 < high and lower[core.last] in _RANGE:
        other = _core(page, core.last + 1 + (lower[core.last + 1] == "the"), high)
        if other and (lower[core.last] != "and" or word == "between"):
            return Time(
                begin - (word in ("between", "from")),
                other.last,
                "between",
                core.start,
                other.end,
                "span",
                core.landmark,
            )
    if word == "to" and (span := _months_before(page, begin - 1, low)):
        months, first, words = span
        end = core.end or core.start
        return Time(first, core.last, "between", _back(end, months), end, "span", None, words)
    if (told := entered_office(lower, begin, low)) is not None:
        begin, word = told + 1, lower[told]  # "since NAME took office in December 2023"
    kind = _KINDS.get(word, "at")
    if word == "from" and not _onwards(lower, core.last, high):
        kind = "at" if core.precision in ("day", "month") else "since"
    if word == "than" or (word == "to" and core.precision != "year"):
        kind = "at"
    first = begin - (kind != "at")
    if kind == "before" and lower[begin : begin + 3] == ["the", "end", "of"]:
        kind = "by"
    return _by_kind(
        Time(first, core.last, kind, core.start, core.end, core.precision, core.landmark)
    )


def _onwards(lower: list[str], at: int, high: int) -> bool:
    return at < high and lower[at] in ("on", "onwards", "onward", "forward")


def _by_kind(time: Time) -> Time:
    """Turn the period named into the period meant: "after 2022" is from 1 January 2023."""
    one = dt.timedelta(days=1)
    start, end = time.start, time.end
    if time.kind == "since":
        # Since a period of its own name: from its first day, or its last if it is over by name.
        return time._replace(end=None)
    if time.kind == "after":
        after = start if time.landmark else (end + one if end else None)
        return time._replace(start=after, end=None)
    if time.kind == "before":
        return time._replace(start=None, end=start - one if start else None)
    if time.kind in ("until", "by"):
        return time._replace(start=None)
    return time


def _months_before(page: Page, at: int, low: int) -> tuple[int, int, str] | None:
    """Read "decade" or "ten years" that ends before the word `at`."""
    unit = _UNITS.get(page.lower[at - 1]) if at > low else None
    if not unit:
        return None
    first, count = at - 1, 1.0
    if at - 2 >= low and (number := whole(page.lower, at - 2)) is not None:
        first, count = at - 2, number
    begin = first
    while begin > low and page.lower[begin - 1] in ("the", "in", "over", "during", "a"):
        begin -= 1
    months = round(unit * count)
    return months, begin, f"{months}m"


def _span(page: Page, at: int, low: int, high: int) -> Time | None:
    """Read "in the last six years", "two years ago", "in decades", "the 77th session"."""
    lower = page.lower
    if lower[at] == "session":
        return _session(page, at, low)
    unit = _UNITS.get(lower[at])
    if unit is None:
        return None
    if at + 1 < high and lower[at + 1] == "to" and at + 2 < high and _core(page, at + 2, high):
        return None
    first, count, stated = at, 1.0, False
    if at > low and (number := whole(lower, at - 1)) is not None:
        first, count, stated = at - 1, number, True
    recent = first > low and lower[first - 1] in _RECENT
    ago = at + 1 < high and lower[at + 1] == "ago"
    before = lower[first - 1] if first > low else ""
    months = round(unit * count)
    if not (
        recent
        or ago
        or (before in ("in", "for", "within") and lower[at][-1] == "s" and months)
        or (before in ("in", "a") and lower[at] in ("generation", "century"))
    ):
        return None
    if before == "within":
        return Time(first, at + 1, "by", None, None, "span", None, f"{months}m")
    begin = first - recent
    while begin > low and lower[begin - 1] in ("the", "in", "over", "during", "for", "a"):
        begin -= 1
    length = f"{months}m" if stated or not recent or lower[at][-1] != "s" else None
    start = end = None
    vague = not stated and lower[at][-1] == "s" and not recent
    if vague:
        length = lower[at]
    if page.date is not None and length and not vague:
        end = page.date
        start = _back(end, months)
    kind = "at" if ago else ("last" if recent else "age")
    if ago and start:
        start, end = dt.date(start.year, 1, 1), dt.date(start.year, 12, 31)
    return Time(begin, at + 1 + ago, kind, start, end, "span", None, length or "recent")


def _session(page: Page, at: int, low: int) -> Time | None:
    """Read a regular session of the General Assembly: it opens in September of 1945 + n."""
    found = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)", page.lower[at - 1]) if at > low else None
    if found is None:
        return None
    year = 1945 + int(found[1])
    start, end = dt.date(year, 9, 1), dt.date(year + 1, 8, 31)
    return Time(at - 1, at + 1, "at", start, end, "span", None, f"session {found[1]}")


def _relative(page: Page, at: int) -> Time | None:
    word, unit = page.lower[at], page.lower[at + 1]
    if page.date is None:
        return Time(at, at + 2, "at", None, None, unit, None, f"{word} {unit}")
    step = {"last": -1, "this": 0, "next": 1}[word]
    if unit == "year":
        year = page.date.year + step
        if not dt.MINYEAR <= year <= dt.MAXYEAR:
            return None
        return Time(
            at,
            at + 2,
            "at",
            dt.date(year, 1, 1),
            dt.date(year, 12, 31),
            "year",
            None,
            f"{word} year",
        )
    month = page.date.year * 12 + page.date.month - 1 + step
    core = _month(month // 12, month % 12 + 1, at + 2)
    if core is None:
        return None
    return Time(at, at + 2, "at", core.start, core.end, "month", None, f"{word} month")


def _back(day: dt.date, months: int) -> dt.date:
    """Go back whole months, to the first of the year where they are years."""
    total = day.year * 12 + day.month - 1 - months
    if total < 12:
        return dt.date(1, 1, 1)
    if (day.month, day.day) == (12, 31):
        return dt.date(day.year - months // 12, 1, 1)
    return dt.date(total // 12, total % 12 + 1, min(day.day, 28))
