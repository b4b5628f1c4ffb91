"""What a name stands for, for the command `states`."""

from __future__ import annotations

from typing import Any

from legation import states
from legation.cli.options import console
from legation.errors import LegationError
from legation.states import groups, leaders, table


def describe(name: str, date: str | None) -> dict[str, Any]:
    """Describe the state, or else the group, that a name stands for.

    Raises
    ------
    UnknownNameError
        If it stands for neither, or for several states.
    """
    try:
        return _state(states.resolve(name, date))
    except LegationError:
        group = groups.find(states.normalise(name))
        if group is None:
            raise
        return {
            "group": group.key,
            "name": group.name,
            "members": list(groups.members(group.key, date)),
        }


def _state(state: states.State) -> dict[str, Any]:
    return {
        "code": state.code,
        "name": state.name,
        "name_fr": state.name_fr,
        "name_ru": state.name_ru,
        "official": state.official,
        "kind": state.kind,
        "start": state.start,
        "end": state.end,
        "iso2": state.iso2,
        "iso3n": state.iso3n,
        "cow": state.cow,
        "cow_abb": state.cow_abb,
        "gw": state.gw,
        "fips": state.fips,
        "cameo": state.cameo,
        "un_m49": state.un_m49,
        "capitals": [
            {"name": seat.names[0], "note": seat.note}
            for seat in table.capitals()
            if seat.code == state and (seat.end is None) == (state.end is None)
        ],
        "demonyms": list(state.demonyms),
        "predecessors": list(states.predecessors(state)),
        "successors": list(states.successors(state)),
        "un_membership": [
            {"start": start, "end": end}
            for code, start, end in states.un_membership()
            if code == state
        ],
        "groups": [group.key for group in groups.groups_of(state)],
        "holders": [
            {"office": h.office, "name": h.name, "since": h.start, "known_to": h.known_to}
            for h in leaders.holders(state)
            if h.end is None
        ],
    }


def show(answer: dict[str, Any]) -> None:
    """Print a description as a short list."""
    out = console()
    for key, value in answer.items():
        if value in (None, "", []):
            continue
        if key == "holders":
            value = [f"{h['name']} ({h['office'].replace('_', ' ')})" for h in value]
        elif key == "capitals":
            value = [f"{c['name']} ({c['note']})" if c["note"] else c["name"] for c in value]
        elif key == "un_membership":
            value = [f"{p['start']} to {p['end'] or 'today'}" for p in value]
        text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        out.print(f"{key.replace('_', ' '):14} {text}", markup=False)
