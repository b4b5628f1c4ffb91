"""States through time: who followed whom, who existed, who was in the United Nations."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Literal

from legation.errors import InputError
from legation.states import table
from legation.states.days import as_day
from legation.states.state import State, covers

Era = tuple[State, date | None, date | None]
"""A state with the first and last day it stands for; None is open."""


def all_states() -> tuple[State, ...]:
    """Return every state, entity and territory of the table, past and present."""
    return tuple(table.states().values())


def states_at(day: date | str) -> tuple[State, ...]:
    """Return the states (kind ``"state"``) that exist on a day."""
    on = as_day(day)
    return tuple(one for one in all_states() if one.kind == "state" and one.exists_on(on))


def un_membership() -> list[tuple[State, date, date | None]]:
    """Return the periods of membership in the United Nations, both ends included.

    Membership, not statehood, decides who takes part: Belarus, India, the
    Philippines and Ukraine were members before they were independent. China's
    seat is read as TWN to 24 October 1971 and as CHN from the day of General
    Assembly resolution 2758 (XXVI).
    """
    return [(table.state(code), start, end) for code, start, end in table.membership()]


def un_members(day: date | str) -> tuple[State, ...]:
    """Return the members of the United Nations on a day."""
    on = as_day(day)
    return tuple(
        table.state(code) for code, start, end in table.membership() if covers(start, end, on)
    )


def predecessors(code: str) -> tuple[State, ...]:
    """Return the states that a state continues, was split from or took up, by date."""
    followed = table.state(code)
    return tuple(
        table.state(row.predecessor)
        for row in table.successions()
        if row.successor == followed != row.predecessor
    )


def successors(code: str) -> tuple[State, ...]:
    """Return the states that continue a state, split from it or took it up, by date."""
    gone = table.state(code)
    return tuple(
        table.state(row.successor)
        for row in table.successions()
        if row.predecessor == gone != row.successor
    )


def lineage(code: str, succession: Literal["continue", "separate"] = "continue") -> tuple[Era, ...]:
    """Return the states whose rows belong to one state's history.

    Parameters
    ----------
    code
        A project code.
    succession
        ``"continue"`` joins the states that continue each other (RUS with SUN,
        SRB with YUG); ``"separate"`` keeps the state alone, in its own periods.

    Returns
    -------
    tuple of (State, first day, last day)
        In order of time, without overlap; None is open.
    """
    own = table.state(code)
    if succession == "continue":
        return timelines().get(own, ((own, None, None),))
    if succession == "separate":
        return tuple((own, start, end) for start, end in own.spells)
    raise InputError(f"succession is {succession!r}; it must be 'continue' or 'separate'")


def holder(code: str, day: date) -> str:
    """Return the state that stands for a state's line on a day (RUS in 1980 is SUN)."""
    for era, start, end in timelines().get(code, ()):
        if covers(start, end, day):
            return era
    return code


@cache
def timelines() -> dict[str, tuple[Era, ...]]:
    """Return the eras of every line of states that continue each other, by each state in it."""
    lines: dict[str, tuple[Era, ...]] = {}
    for line in _lines():
        eras = tuple(_eras(line))
        lines |= dict.fromkeys((era[0] for era in eras), eras)
    return lines


def _lines() -> list[list[table.Succession]]:
    lines: list[list[table.Succession]] = []
    for row in table.successions():
        if row.kind != "continues":
            continue
        for line in lines:
            if line[-1].successor == row.predecessor:
                line.append(row)
                break
        else:
            lines.append([row])
    return lines


def _eras(line: list[table.Succession]) -> Iterator[Era]:
    start = None
    for row in line:
        yield table.state(row.predecessor), start, row.date - timedelta(days=1)
        start = row.date
    yield table.state(line[-1].successor), start, None
