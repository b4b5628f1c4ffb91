"""Structured claims as a person or a program writes them, taken as hostile.

The shape is that of `Claim`, with words for days and lists for states::

    {"type": "vote", "subject": ["Israel"], "relation": "voted_for",
     "window": ["2022-04-01", "2022-04-30"], "details": {"symbol": "A/RES/ES-11/3"}}
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from typing import Any

from legation.errors import InputError, UnknownNameError
from legation.reading.claims.vocabulary import DETAILS, RELATIONS, UNITS
from legation.reading.results import CLAIM_TYPES, Claim
from legation.relations.window import window

#: Characters of a name, and of a detail.
LONGEST_NAME, LONGEST_DETAIL = 200, 1000
#: Names in one part; the United Nations have 193 members.
MOST_NAMES = 250
#: Details of a claim, and those of the second part of a sequence.
_DETAILS = {
    *DETAILS,
    *(f"then_{part}" for part in ("symbol", "topic", "date", "action", "target", "choice")),
}

_KEYS = (
    "type", "relation", "subject", "object", "comparator", "window", "value", "unit", "speaker",
    "negated", "hedged", "details",
)  # fmt: skip


def claim_of(parts: Mapping[str, Any]) -> Claim:
    """Make a claim of plain values.

    Parameters
    ----------
    parts
        `type`, and any of `relation`, `subject`, `object`, `comparator` (a name or a list of
        names), `window` (two days, either null), `value`, `unit`, `speaker`, `negated`,
        `hedged`, `details`. `text`, `start` and `end` may stand beside them and are not read.

    Raises
    ------
    InputError, UnknownNameError
        One line that says which part is wrong and what it may be.
    """
    if not isinstance(parts, Mapping):
        raise InputError(f"a structured claim is an object, not {type(parts).__name__}")
    for key in parts:
        if key not in (*_KEYS, "text", "start", "end"):
            raise InputError(f"a claim has no part '{str(key)[:40]}'; it has {', '.join(_KEYS)}")
    kind = _one_of(parts.get("type"), CLAIM_TYPES, "type")
    if kind is None:
        raise InputError(f"a claim needs a type: one of {', '.join(CLAIM_TYPES)}")
    return Claim(
        start=0,
        end=0,
        type=kind,
        relation=_one_of(parts.get("relation"), RELATIONS, "relation"),
        subject=_names(parts.get("subject"), "subject"),
        object=_names(parts.get("object"), "object"),
        comparator=_names(parts.get("comparator"), "comparator"),
        window=_window(parts.get("window")),
        value=_number(parts.get("value")),
        unit=_one_of(parts.get("unit"), UNITS, "unit"),
        speaker=_text(parts.get("speaker"), "speaker", LONGEST_NAME),
        negated=_truth(parts.get("negated"), "negated"),
        hedged=_truth(parts.get("hedged"), "hedged"),
        details=_details(parts.get("details")),
        rule="given",
    )


def _one_of(value: object, known: tuple[str, ...], part: str) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or value not in known:
        raise UnknownNameError(f"no {part} '{str(value)[:40]}'; there are {', '.join(known)}")
    return value


def _text(value: object, part: str, longest: int) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip() or len(value) > longest:
        raise InputError(f"{part} is text of 1 to {longest} characters")
    return value.strip()


def _names(value: object, part: str) -> tuple[str, ...]:
    names = [] if value is None else [value] if isinstance(value, str) else value
    if not isinstance(names, list | tuple) or len(names) > MOST_NAMES:
        raise InputError(f"{part} is a name or a list of at most {MOST_NAMES} names")
    return tuple(text for name in names if (text := _text(name, part, LONGEST_NAME)))


def _window(value: object) -> tuple[dt.date | None, dt.date | None] | None:
    if value is None:
        return None
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise InputError("window is a list of two days, either of them null")
    for day in value:
        if not isinstance(day, str | dt.date | None):
            raise InputError(f"a day of the window is text, not {type(day).__name__}")
    span = window(value[0], value[1])
    return (None if value[0] is None else span.start, None if value[1] is None else span.end)


def _number(value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InputError(f"value is a number, not {type(value).__name__}")
    if abs(value) > 1e12 or not math.isfinite(value):
        raise InputError("value is a finite number below a million millions")
    return float(value)


def _truth(value: object, part: str) -> bool:
    if value is not None and not isinstance(value, bool):
        raise InputError(f"{part} is true or false, not {str(value)[:40]}")
    return bool(value)


def _details(value: object) -> tuple[tuple[str, str], ...]:
    if value is None:
        return ()
    if not isinstance(value, Mapping):
        raise InputError(f"details are an object of names and texts, not {type(value).__name__}")
    found = []
    for name, item in value.items():
        if name not in _DETAILS:
            raise UnknownNameError(
                f"no detail '{str(name)[:40]}'; there are {', '.join(sorted(_DETAILS))}"
            )
        text = _text(item, f"detail {name}", LONGEST_DETAIL)
        if text is not None:
            found.append((str(name), text))
    return tuple(sorted(found))
