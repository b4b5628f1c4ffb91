"""What the index says of a pair, in sentences: every number with its interval and its basis.

A movement is said only where its 90 % interval leaves out zero. The words are "friendlier" and
"less friendly" on the Goldstein scale; what moved a state stands in the rows, not here.
"""

from __future__ import annotations

import calendar
import datetime as dt
from typing import TYPE_CHECKING

from legation.brief.course import REST, Course, Courses, Fall, Origin, Others
from legation.brief.text import THIN, capital, listing, plural, the

if TYPE_CHECKING:
    from legation.brief.model import Change
    from legation.relations.breaks import Break

SCALE = "Goldstein scale, −10 to +10, more is friendlier"


def signed(value: float, digits: int = 1) -> str:
    """Write a number with its sign, and zero without."""
    text = f"{value:+.{digits}f}"
    return text[1:] if not float(text) else text.replace("-", "−")


def digits(total: float) -> int:
    """Give the digits after the point with which parts of a sum are told from zero."""
    return 2 if abs(total) >= 0.5 else 3


def between(low: float, high: float, digits: int = 1) -> str:
    """Write the bounds of an interval."""
    return f"{signed(low, digits)} to {signed(high, digits)}"


def month_name(month: dt.date | str) -> str:
    """Write March 2022."""
    year, number = (int(part) for part in str(month)[:7].split("-"))
    return f"{calendar.month_name[number]} {year}"


def short_month(month: dt.date | str) -> str:
    """Write Mar 2022."""
    year, number = (int(part) for part in str(month)[:7].split("-"))
    return f"{calendar.month_abbr[number]} {year}"


def section(found: Courses) -> tuple[str, ...]:
    """Say the last year's movement and the largest break."""
    return (trend(found), broken(found))


def level(found: Courses) -> str:
    """Say where the index stood in its last month, both ways."""
    one, two = found.both
    a, b = the(one.actor), the(one.target)
    first, last = found.observed
    text = (
        f"On the monthly index ({SCALE}) {a} stood at {_value(one)} towards {b} in "
        f"{month_name(one.months[-1])}, and {b} at {_value(two, short=True)} towards {a}, from "
        f"{plural(found.observations, 'observation')} of "
        f"{plural(sum(o.observations > 0 for o in found.origins), 'source')}, "
        f"{month_name(first)} to {month_name(last)}"
    )
    return capital(text) + "."


def trend(found: Courses) -> str:
    """Say how the last month differs from the month a year before."""
    moves = [(c, c.change) for c in found.both if c.change is not None]
    if not moves:
        return "The index is too short to say how it moved over a year."
    lead = f"Over the twelve months to {month_name(found.there.months[-1])}"
    clear = [(c, m) for c, m in moves if m.clear]
    if not clear:
        sizes = [f"{the(c.actor)} {_moved(m)}" for c, m in moves]
        return f"{lead} the index moved clearly in neither direction: {listing(sizes)}."
    parts = [
        f"{the(c.actor)} became {word(m.value)} towards {the(c.target)} by "
        f"{abs(m.value):.1f} ({_bounds(m)})"
        for c, m in clear
    ]
    parts += [f"{the(c.actor)} did not move clearly, {_moved(m)}" for c, m in moves if not m.clear]
    return f"{lead} {listing(parts)}."


def broken(found: Courses) -> str:
    """Say what the largest break was, and what came after it; or that there is none."""
    if found.fall is None:
        months = found.there.months
        first, last = months[0], months[-1]
        return (
            "No break found in these sources, from "
            f"{month_name(first)} to {month_name(last)}, in either direction."
        )
    course = next(c for c in found.both if c.actor == found.fall.actor)
    largest = course.largest
    assert largest is not None
    more = len(found.breaks) - 1
    lead = "The largest of " + plural(more + 1, "break") if more else "The only break"
    return f"{lead}: {one_break(course, largest)}"


def one_break(course: Course, found: Break) -> str:
    """Tell one break in a sentence or two."""
    a, b = the(course.actor), the(course.target)
    low, high = sorted((abs(found.lo90), abs(found.hi90)))
    text = (
        f"in {month_name(found.month)}{_dated(found)} {a} became {word(found.size)} towards {b} "
        f"by {abs(found.size):.1f} (90{THIN}% interval {low:.1f} to {high:.1f}), from "
        f"{signed(found.before)} to {signed(found.after)}"
    )
    if found.kind == "shock":
        return f"{text}; a shock that had passed by {month_name(found.ended or found.month)}."
    return f"{text}. {capital(returned(found))}."


def returned(found: Break) -> str:
    """Say whether the index came back into its band from before the break."""
    since = found.since
    if found.kind == "shock":
        return f"passed by {month_name(found.ended or found.month)}"
    if since.returned:
        return f"it was back in its earlier band by {month_name(since.returned)}"
    return (
        f"by {month_name(since.until)} it was not back in its earlier band (now "
        f"{signed(since.level)}); chance of being back {chances(found)}"
    )


def chances(found: Break) -> str:
    """Write the chances of return."""
    given = found.return_probability
    years = listing([str(years) for years in given]).replace(" and ", " or ")
    sizes = ", ".join(f"{100 * p:.0f}" for p in given.values())
    return f"within {years} years of {month_name(found.as_of)}: {sizes}{THIN}%"


def last_value(course: Course) -> str:
    """Write the index of the last month with its interval."""
    bounds = between(course.lo90[-1], course.hi90[-1])
    return f"{signed(course.mean[-1])} ({bounds}) in {short_month(course.months[-1])}"


def word(size: float) -> str:
    """Name the way of a movement."""
    return "friendlier" if size > 0 else "less friendly"


def heading(found: Fall) -> str:
    """Name the change that is split."""
    return (
        f"{the(found.actor)} towards {the(found.target)}, {month_name(found.since)} to "
        f"{month_name(found.until)}"
    )


def largest_rows(found: Fall) -> str:
    """Say how much of a change the rows shown make up."""
    shown = sum(row.contribution for row in found.rows)
    text = f"The {len(found.rows)} rows with the largest contributions add up to {signed(shown, 2)}"
    if found.rest_rows:
        text += f", the other {found.rest_rows:,} to {signed(found.rest, 2)}"
    return f"{text}; together {signed(found.change, 2)}."


def others(found: Others) -> str:
    """Name the rows of a source that are not shown one by one."""
    if found.source == "model":
        return "What is assumed before the first row"
    source = found.source.replace("_", " ")
    return f"{'' if found.source == REST else 'Other '}{plural(found.rows, 'row')} of {source}"


def origin(found: Origin) -> str:
    """Say how much a source gives, and for when."""
    if not found.observations:
        return f"{found.title}: none for this pair"
    when = found.first if found.first == found.last else f"{found.first} to {found.last}"
    return f"{found.title}: {found.observations:,}, {when}"


def _value(course: Course, *, short: bool = False) -> str:
    bounds = between(course.lo90[-1], course.hi90[-1])
    return f"{signed(course.mean[-1])} ({'' if short else f'90{THIN}% interval '}{bounds})"


def _moved(change: Change) -> str:
    return f"by {signed(change.value)} ({between(change.low, change.high)})"


def _bounds(change: Change) -> str:
    low, high = sorted((abs(change.low), abs(change.high)))
    return f"90{THIN}% interval {low:.1f} to {high:.1f}"


def _dated(found: Break) -> str:
    first, last = found.interval
    if first == last:
        return ""
    return f" (between {month_name(first)} and {month_name(last)})"
