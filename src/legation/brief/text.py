"""Names, numbers and days as the brief writes them."""

from __future__ import annotations

import calendar
import datetime as dt

from legation.brief.model import Share
from legation.states import State

THIN = "\u202f"
_ARTICLE = (
    "United ",
    "Democratic Republic",
    "Central African",
    "Dominican Rep",
    "Soviet ",
    "Holy ",
)
_PLURAL = (" Islands", "Netherlands", "Philippines", "Bahamas", "Maldives", "Comoros", "Gambia")
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def the(state: State) -> str:
    """Give a state's name with the article that a sentence needs."""
    name = state.name
    needs = name.startswith(_ARTICLE) or name.endswith((*_PLURAL, " Republic"))
    return f"the {name}" if needs else name


def capital(text: str) -> str:
    """Begin a sentence."""
    return text[:1].upper() + text[1:]


def percent(value: float | None, digits: int = 1) -> str:
    """Write a share as per cent."""
    return "–" if value is None else f"{value * 100:.{digits}f}{THIN}%"


def points(value: float) -> str:
    """Write a difference of shares in percentage points, with its sign."""
    return f"{value * 100:+.1f}".replace("-", "−")


def span_of(low: float | None, high: float | None) -> str:
    """Write the bounds of a share's interval in per cent."""
    if low is None or high is None:
        return "–"
    return f"{low * 100:.1f} to {high * 100:.1f}"


def counted(share: Share) -> str:
    """Write 120 of 577."""
    return f"{share.same:,} of {share.n:,}"


def number(n: int) -> str:
    """Write a small whole number in words."""
    return _NUMBERS[n] if n < len(_NUMBERS) else f"{n:,}"


def plural(n: int, one: str, many: str = "") -> str:
    """Write a count with its noun."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def day(value: dt.date | None) -> str:
    """Write 30 June 2026."""
    if value is None:
        return "no day"
    return f"{value.day} {calendar.month_name[value.month]} {value.year}"


def moment(value: dt.date, precision: str) -> str:
    """Write a day no more exactly than the source dates it."""
    if precision == "year":
        return str(value.year)
    if precision == "month":
        return f"{calendar.month_abbr[value.month]} {value.year}"
    return f"{value.day} {calendar.month_abbr[value.month]} {value.year}"


def period(start: dt.date, end: dt.date | None, precision: str, *, censored: bool = False) -> str:
    """Write when something lasted."""
    first = moment(start, precision)
    if end is None:
        return f"from {first}, no end given"
    last = moment(end, precision)
    if censored:
        return f"{first} – {last} (data end)" if first != last else f"{first} (data end)"
    return first if first == last else f"{first} – {last}"


def listing(items: list[str]) -> str:
    """Write a, b and c."""
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + f" and {items[-1]}"
