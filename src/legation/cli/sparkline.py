"""A line with its band, drawn in text: no colour, any width."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from legation.brief.course_words import signed

if TYPE_CHECKING:
    from legation.brief.course import Course

ROWS = 7
_MARGIN = 6
#: Places of the mean within a line of text, from the bottom.
_MEAN = "▁━▔"
_HALF, _NINE_TENTHS, _ZERO = "▒", "░", "┄"


def sparkline(course: Course, ends: tuple[float, float], width: int) -> list[str]:
    """Draw one direction.

    Parameters
    ----------
    course
        The direction.
    ends
        Ends of the scale.
    width
        Characters in a line.

    Returns
    -------
    list of str
        `ROWS` lines with the scale at the left (mean, band of 50 and of 90 %), a line of marks
        where the direction breaks (▲ friendlier, ▼ less friendly), and a line of years.
    """
    parts = _parts(len(course.months), max(width - _MARGIN - 1, 10))
    columns = [_column(course, part, ends) for part in parts]
    lines = []
    for row in reversed(range(ROWS)):
        cells = "".join(column[row] for column in columns)
        lines.append(f"{_label(row, ends):>{_MARGIN}}│{cells}".rstrip())
    margin = " " * (_MARGIN + 1)
    marks = _marks(course, parts)
    return [*lines, *([margin + marks] if marks else []), margin + _years(course, parts)]


def _parts(months: int, most: int) -> list[range]:
    """Cut months into at most so many columns of nearly equal length."""
    count = min(months, most)
    return [range(i * months // count, (i + 1) * months // count) for i in range(count)]


def _column(course: Course, part: range, ends: tuple[float, float]) -> list[str]:
    """Draw the mean of some months, from the bottom up."""
    cells = [" "] * ROWS
    cells[int(_height(0.0, ends))] = _ZERO
    for low, high, shade in (
        (course.lo90, course.hi90, _NINE_TENTHS),
        (course.lo50, course.hi50, _HALF),
    ):
        bottom, top = (round(_height(_mean(x, part), ends) - 0.5) for x in (low, high))
        for row in range(max(bottom, 0), min(top, ROWS - 1) + 1):
            cells[row] = shade
    height = _height(_mean(course.mean, part), ends)
    cells[int(height)] = _MEAN[int(height % 1 * len(_MEAN))]
    return cells


def _height(value: float, ends: tuple[float, float]) -> float:
    """Give the height of a value in lines, within the picture."""
    share = (value - ends[0]) / (ends[1] - ends[0])
    return min(max(share * ROWS, 0.0), ROWS - 1e-9)


def _mean(values: Sequence[float], part: range) -> float:
    return sum(values[i] for i in part) / len(part)


def _label(row: int, ends: tuple[float, float]) -> str:
    if row == ROWS - 1:
        return signed(ends[1])
    if row == 0:
        return signed(ends[0])
    return "0" if row == int(_height(0.0, ends)) else ""


def _marks(course: Course, parts: Sequence[range]) -> str:
    """Mark the columns in which the direction breaks."""
    cells = [" "] * len(parts)
    months = [f"{day:%Y-%m}" for day in course.months]
    for found in course.breaks:
        if found.month in months:
            at = next(i for i, part in enumerate(parts) if months.index(found.month) in part)
            cells[at] = "▲" if found.size > 0 else "▼"
    return "".join(cells).rstrip()


def _years(course: Course, parts: Sequence[range]) -> str:
    """Write years under their columns, as far apart as can be read."""
    text = [" "] * (len(parts) + 4)
    free = 0
    last = len(parts) - 4
    for at, part in enumerate(parts):
        year = next((d.year for d in (course.months[i] for i in part) if d.month == 1), None)
        room = free <= at and (at + 10 <= last or at >= last)
        if at == 0 or (year is not None and room and at <= last):
            text[at : at + 4] = f"{(year if year is not None else course.months[0].year):4}"
            free = at + 10
    return "".join(text).rstrip()
