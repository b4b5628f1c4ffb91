"""Slots of two votes told in their order: "for A in October, and against it a year later"."""

from __future__ import annotations

import datetime as dt

from legation.reading.claims.frames import Frame
from legation.reading.claims.numbers import whole
from legation.reading.claims.resolutions import vote_date
from legation.reading.claims.scene import Scene

ORDER = frozenset("later then afterwards subsequently thereafter after before following".split())
_LENGTHS = {"year": 12, "years": 12, "month": 1, "months": 1}
_TEXT = ("resolution", "symbol", "topic", "action", "target")


def tells_order(scene: Scene) -> bool:
    """Say whether a sentence has a word of order at all."""
    if not ORDER.isdisjoint(scene.lower[scene.first : scene.last]):
        return True
    return len({date for time in scene.times if (date := vote_date(time))}) == 2


def join(whole_: Scene, one: tuple[Scene, Frame], two: tuple[Scene, Frame]) -> Frame | None:
    """Join two votes of one state to a sequence where their order is told.

    Parameters
    ----------
    whole_
        The sentence.
    one, two
        The votes with their clauses, in order of the words.
    """
    (part, made), (after, then) = one, two
    opening = whole_.lower[after.first : min(after.first + 3, whole_.last)]
    dates = _date(part), _date(after)
    gap = _gap(after)
    if gap is not None and dates[0] is not None:
        dates = dates[0], _plus(dates[0], gap)
    told = gap is not None or "then" in opening or "later" in opening or _dated(one, two)
    if not told or {"before", "after"} & set(opening) or made.negated or then.negated:
        return None
    if {"unread"} & (made.details.keys() | then.details.keys()) or not made.subject:
        return None
    joined = made.as_(
        first=min(made.first, whole_.first), last=max(made.last, then.last, after.last),
        family="sequence", rule="slots.ordered",
        details={k: v for k, v in made.details.items() if k != "choice"},
    )  # fmt: skip
    second = then.details.get("choice")
    joined.put(order="first_then_second", then_relation=then.relation, then_choice=second,
               then_subject=" ".join(then.subject or made.subject),
               choice=made.details.get("choice"))  # fmt: skip
    joined.put(**{f"then_{name}": then.details.get(name) for name in _TEXT})
    return joined.put(date=dates[0], then_date=dates[1])


def _dated(one: tuple[Scene, Frame], two: tuple[Scene, Frame]) -> bool:
    """Say whether two choices on one text have each a time: "for it in 2023, against in 2024"."""
    dates = _date(one[0]), _date(two[0])
    same = all(one[1].details.get(name) == two[1].details.get(name) for name in _TEXT)
    apart = one[1].details.get("choice") != two[1].details.get("choice")
    return bool(dates[0] and dates[1] and dates[0] < dates[1] and same and apart)


def _date(scene: Scene) -> str | None:
    return next((day for time in scene.times if (day := vote_date(time))), None)


def _gap(scene: Scene) -> int | None:
    """Give the months of "a year later", "two months after"."""
    lower = scene.lower
    for at in range(scene.first + 1, scene.last - 1):
        months = _LENGTHS.get(lower[at])
        if months is None:
            continue
        if lower[at - 1] == "following":
            return months
        if lower[at + 1] in ("later", "afterwards", "on", "after"):
            number = 1.0 if lower[at - 1] in ("a", "one") else whole(lower, at - 1)
            return None if number is None else int(number) * months
    return None


def _plus(date: str, months: int) -> str:
    """Add whole years to a date; with months only the month is known."""
    parts = [int(part) for part in date.split("-")]
    if len(parts) == 1:
        return str(parts[0] + months // 12)
    day = dt.date(parts[0] + (parts[1] - 1 + months) // 12, (parts[1] - 1 + months) % 12 + 1, 1)
    # a year after a day of October is some day of the year, not of the same month
    return f"{day.year}" if months % 12 == 0 else f"{day:%Y-%m}"


__all__ = ["ORDER", "join", "tells_order"]
