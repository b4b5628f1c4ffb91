"""Windows of time as people write them: years, months or days, both ends included."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from legation.errors import InputError

FIRST, LAST = dt.date(1, 1, 1), dt.date(9999, 12, 31)
_FORM = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")

Moment = dt.date | str | int | None


@dataclass(frozen=True)
class Window:
    """Days from `start` to `end`, both included."""

    start: dt.date
    end: dt.date

    def __str__(self) -> str:
        """Write the window as briefly as its ends allow."""
        if self.start == FIRST and self.end == LAST:
            return "all years"
        ends = [_brief(self.start, first=True), _brief(self.end, first=False)]
        if self.start == FIRST:
            return f"until {ends[1]}"
        if self.end == LAST:
            return f"since {ends[0]}"
        return (
            ends[0] if ends[0] == ends[1] else "-".join(ends) if _years(ends) else " to ".join(ends)
        )


def window(start: Moment = None, end: Moment = None) -> Window:
    """Read a window.

    Parameters
    ----------
    start, end
        A date, a year (2020), or text as YYYY, YYYY-MM or YYYY-MM-DD; a year or month as
        `end` means its last day. None leaves the side open.

    Raises
    ------
    InputError
        If a side cannot be read or the end lies before the start.
    """
    found = Window(_moment(start, first=True), _moment(end, first=False))
    if found.end < found.start:
        raise InputError(f"the window ends ({found.end}) before it starts ({found.start})")
    return found


def _moment(value: Moment, *, first: bool) -> dt.date:
    if value is None:
        return FIRST if first else LAST
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    match = _FORM.fullmatch(str(value).strip())
    try:
        if not match:
            raise ValueError
        year = int(match[1])
        month = int(match[2] or (1 if first else 12))
        day = int(match[3] or (1 if first else calendar.monthrange(year, month)[1]))
        return dt.date(year, month, day)
    except ValueError:
        raise InputError(
            f"'{str(value)[:40]}' is not a date; write YYYY, YYYY-MM or YYYY-MM-DD"
        ) from None


def _brief(day: dt.date, *, first: bool) -> str:
    if (day.month, day.day) == ((1, 1) if first else (12, 31)):
        return f"{day.year:04d}"
    return day.isoformat()


def _years(texts: list[str]) -> bool:
    return all(len(t) == 4 for t in texts)
