"""Reading a day that a person or a source gives."""

import re
from datetime import date, datetime

from legation.errors import InputError

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{1,2}))?")


def as_day(day: date | str) -> date:
    """Return the day meant.

    A bare year is read as its 1 July and a bare month as its 15th, the middle,
    since sources that give no more describe the whole period.
    """
    if isinstance(day, datetime):
        return day.date()
    if isinstance(day, date):
        return day
    text = day.strip() if isinstance(day, str) else ""
    try:
        if partial := _PARTIAL.fullmatch(text):
            year, month = partial.groups()
            return date(int(year), int(month or 7), 15 if month else 1)
        return date.fromisoformat(text)
    except ValueError:
        shown = repr(day)[:40]
        raise InputError(
            f"{shown} is not a date; write it as 1991-12-26, 1991-12 or 1991"
        ) from None
