"""The day an act is told to have happened on, from the words beside it and the document's day."""

from __future__ import annotations

import datetime as dt

from legation.reading.grammar import MONTHS, WEEKDAYS
from legation.reading.page import Page

_NUMBERS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
} | {"a": 1, "an": 1}
_UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7}
_REACH = 40  # words from the verb


def day_of(page: Page, at: int, low: int, high: int, coming: bool) -> dt.date | None:
    """Give the day that is told nearest to a verb.

    Parameters
    ----------
    page
        The text; words that count from the document's day give nothing where that is unknown.
    at
        The verb.
    low, high
        The sentence, `words[low:high]`.
    coming
        Whether what is told lies ahead: "on Monday" is then the next one.

    Returns
    -------
    datetime.date or None
        None where no day is told; a week or month alone is none, except "last week" and "next
        week", which are seven days off.
    """
    lower = page.lower
    low, high = max(low, at - _REACH), min(high, at + _REACH)
    best: tuple[int, dt.date] | None = None
    for i in range(low, high):
        word = lower[i]
        if word in _STARTS or word[0].isdigit():
            try:
                day = _day_at(page, i, high, coming)
            except OverflowError:  # before year 1 or after 9999
                day = None
            if day is not None:
                # what stands after the verb belongs to it more often than what stands before
                distance = i - at if i > at else 2 * (at - i)
                if best is None or distance < best[0]:
                    best = (distance, day)
    return best[1] if best else None


_STARTS = (
    frozenset({"yesterday", "today", "tonight", "tomorrow", "last", "next", "this"})
    | frozenset(WEEKDAYS)
    | frozenset(MONTHS)
    | frozenset(_NUMBERS)
)


def _day_at(page: Page, i: int, high: int, coming: bool) -> dt.date | None:
    word, lower, today = page.lower[i], page.lower, page.date
    after = lower[i + 1] if i + 1 < high else ""
    of_month = after == "of" and i + 2 < high and lower[i + 2] in MONTHS
    if word in MONTHS or after in MONTHS or of_month or after in ("st", "nd", "rd", "th"):
        return _calendar(page, i, high, coming)
    if len(word) == 4 and word.isdigit() and i + 4 < high:
        return _iso(lower, i)
    if today is None:
        return None
    if word in _OFFSETS:
        if lower[max(0, i - 2) : i] == ["day", _BEYOND.get(word)]:
            return today + dt.timedelta(days=2 * _OFFSETS[word])
        return today + dt.timedelta(days=_OFFSETS[word])
    if word in WEEKDAYS:
        before = lower[i - 1] if i else ""
        if before in ("last", "next", "this"):
            return None  # read where that word stands
        if _dated(lower, i + 1, high):
            return None  # "Monday, 3 March 2014": read where the date stands
        following = [w for w in lower[i + 1 : min(i + 4, high)] if w not in ("of", "the")]
        if following[:2] in (["last", "week"], ["next", "week"]):
            sign = -1 if following[0] == "last" else 1
            return today + dt.timedelta(days=WEEKDAYS[word] - today.weekday() + 7 * sign)
        return _weekday(today, WEEKDAYS[word], coming)
    if word in ("last", "next"):
        if after == "week" and lower[max(0, i - 1)] in ("of", *WEEKDAYS):
            return None  # "Monday of last week"
        sign = -1 if word == "last" else 1
        if after == "week":
            return today + dt.timedelta(days=7 * sign)
        if after in WEEKDAYS:
            day = _weekday(today, WEEKDAYS[after], word == "next")
            return day if day != today else today + dt.timedelta(days=7 * sign)
    if word == "this" and after in WEEKDAYS:
        return _weekday(today, WEEKDAYS[after], coming)
    return _ago(lower, i, high, today)


_BEYOND = {"yesterday": "before", "tomorrow": "after"}
_OFFSETS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}


def _dated(lower: list[str], at: int, high: int) -> bool:
    """Say whether a day of the month begins at `at`, after a comma or bracket."""
    while at < high and lower[at] in (",", "(", "the"):
        at += 1
    if at + 1 >= high:
        return False
    first, second = lower[at], lower[at + 1]
    if first in MONTHS:
        return second[0].isdigit()
    return first[0].isdigit() and (second in MONTHS or lower[at + 1 : at + 3][-1] in MONTHS)


def _weekday(today: dt.date, weekday: int, coming: bool) -> dt.date:
    if coming:
        return today + dt.timedelta(days=(weekday - today.weekday()) % 7)
    return today - dt.timedelta(days=(today.weekday() - weekday) % 7)


def _ago(lower: list[str], i: int, high: int, today: dt.date) -> dt.date | None:
    if i + 2 >= high or lower[i + 1] not in _UNITS or lower[i + 2] not in ("ago", "earlier"):
        return None
    word = lower[i]
    number = _NUMBERS.get(word)
    if number is None and word.isdecimal() and len(word) <= 3:
        number = int(word)
    if number is None:
        return None
    return today - dt.timedelta(days=number * _UNITS[lower[i + 1]])


def _iso(lower: list[str], i: int) -> dt.date | None:
    if lower[i + 1] != "-" or lower[i + 3] != "-":
        return None
    return _date(lower[i], lower[i + 2], lower[i + 4])


def _calendar(page: Page, i: int, high: int, coming: bool) -> dt.date | None:
    """Read "3 March 2020", "3rd March", "March 3, 2020", "Feb. 3"."""
    lower = page.lower
    if lower[i] in MONTHS:
        if lower[i] in ("may", "march", "mar") and page.words[i][0].islower():
            return None
        month, at = MONTHS[lower[i]], i + 1
        if at < high and lower[at] == ".":
            at += 1
        day = lower[at].rstrip("stndrh") if at < high else ""
        at += 1
    else:
        day, at = lower[i].rstrip("stndrh"), i + 1
        if at < high and lower[at] in ("st", "nd", "rd", "th"):
            at += 1
        if at < high and lower[at] == "of":
            at += 1
        if at >= high or lower[at] not in MONTHS:
            return None
        month, at = MONTHS[lower[at]], at + 1
    if not (day.isdecimal() and len(day) <= 2):
        return None
    if at < high and lower[at] in (",", "."):
        at += 1
    if at < high and lower[at].isdecimal() and len(lower[at]) == 4:
        return _date(lower[at], str(month), day)
    if page.date is None:
        return None
    # a day without a year is one of the twelve months before, or ahead for what is to come
    for years in range(-1, 9):  # 29 February may be eight years off
        year = page.date.year + (years if coming else -years)
        found = _date(str(year), str(month), day)
        if found is None:
            continue
        if coming and found >= page.date:
            return found
        if not coming and found <= page.date + min(_SOON_ON, dt.date.max - page.date):
            return found
    return None


_SOON = 7  # days ahead of what is told without "will": "the two meet on 3 March"
_SOON_ON = dt.timedelta(days=_SOON)


def _date(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
