"""A question: a claim with its names resolved, its window as days, and its kind known.

A claim comes from a text, where names were already found, or from a person as plain values,
which are taken as hostile: every key, type and length is checked before anything is asked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from legation import states
from legation.checking.structured import claim_of
from legation.checking.types import side_of
from legation.reading.results import Claim
from legation.states import groups

#: Full years looked at where a claim names no window.
YEARS = 6


@dataclass(frozen=True, slots=True)
class Question:
    """What a claim asks the record.

    Attributes
    ----------
    type, relation, side
        Type of claim, the plain proposition, and the side of the record it is put to: "votes",
        "measures", "index" or "words".
    subject, object, comparator
        Codes of states.
    groups
        Keys of groups, by "subject", "object" or "comparator".
    unknown
        Names that are neither a state nor a group of the tables, by the same parts.
    start, end
        First and last day spoken of; None at an open end. `end` never lies after `as_of`.
    value, unit
        Number stated.
    negated
        Whether the proposition is denied; `Decision.holds` is of the proposition itself.
    details
        Further parts; see `legation.reading.claims.vocabulary`.
    as_of
        Last day that is known.
    claim
        The claim as it came.
    text
        Its words; empty where it came as plain values without any.
    context
        The words from its first to the end of its sentence, which may bound what it says.
    sentence
        The whole sentence; as `context` where it is not known.
    own
        The sentence without the words of its other claims.
    """

    type: str
    relation: str | None
    side: str
    subject: tuple[str, ...]
    object: tuple[str, ...]
    comparator: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]]
    unknown: Mapping[str, tuple[str, ...]]
    start: dt.date | None
    end: dt.date | None
    value: float | None
    unit: str | None
    negated: bool
    details: Mapping[str, str]
    as_of: dt.date
    claim: Claim = field(repr=False)
    text: str = ""
    context: str = ""
    sentence: str = ""
    own: str = ""

    def detail(self, name: str) -> str | None:
        """Give one detail, None where the claim has none of the name."""
        return self.details.get(name)

    @property
    def windowed(self) -> bool:
        """Whether the claim names a window."""
        return self.start is not None or self.end is not None

    @property
    def full_years(self) -> tuple[int, ...]:
        """The last full calendar years up to `as_of`, oldest first."""
        whole = self.as_of.month == 12 and self.as_of.day == 31
        last = self.as_of.year if whole else self.as_of.year - 1
        return tuple(range(last - YEARS + 1, last + 1))

    @property
    def pair(self) -> tuple[str, str] | None:
        """The two states of a claim about one pair, None where it has not exactly two."""
        both = (*self.subject, *self.object)
        return (both[0], both[1]) if len(both) == 2 and not any(self.groups.values()) else None

    def understood(self) -> dict[str, Any]:
        """Say what was understood, as plain values."""
        # Of a prediction the days foreseen, although none after `as_of` is looked at.
        days = (self.start, self.end)
        if self.type == "prediction" and self.claim.window:
            days = self.claim.window
        window = [None if day is None else day.isoformat() for day in days]
        parts: dict[str, Any] = {
            "type": self.type,
            "relation": self.relation,
            **{name: list(getattr(self, name)) for name in PARTS if getattr(self, name)},
            **{f"{name}_groups": list(keys) for name, keys in self.groups.items()},
            **{f"{name}_unknown": list(names) for name, names in self.unknown.items()},
            "window": window if any(window) else None,
            "value": self.value,
            "unit": self.unit,
            "negated": self.negated,
            "details": dict(self.details),
            "as_of": self.as_of.isoformat(),
        }
        return {key: value for key, value in parts.items() if value not in (None, {})}


#: The parts of a claim that name states or groups.
PARTS = ("subject", "object", "comparator")


def question_of(
    claim: Claim | Mapping[str, Any],
    as_of: dt.date,
    text: str = "",
    context: str = "",
    sentence: str = "",
    own: str = "",
) -> Question:
    """Make a question of a claim.

    Parameters
    ----------
    claim
        A claim read from a text, or its parts as plain values (see
        `legation.checking.structured`).
    as_of
        Last day that is known.
    text
        The words of the claim.
    context
        The words from its first to the end of its sentence.
    sentence
        The whole sentence.
    own
        The sentence without the words of its other claims.

    Raises
    ------
    InputError
        If a structured claim has a part that is unknown, of the wrong type or too long.
    UnknownNameError
        If a structured claim names a state that is none; a claim from a text keeps the name
        as unknown, and the verdict says so.
    """
    strict = not isinstance(claim, Claim)
    known = claim if isinstance(claim, Claim) else claim_of(claim)
    found = {name: _named(getattr(known, name), as_of, strict=strict) for name in PARTS}
    start, end = _window(known, as_of)
    return Question(
        type=known.type,
        relation=known.relation,
        side=side_of(known.relation),
        subject=found["subject"][0],
        object=found["object"][0],
        comparator=found["comparator"][0],
        groups={name: parts[1] for name, parts in found.items() if parts[1]},
        unknown={name: parts[2] for name, parts in found.items() if parts[2]},
        start=start,
        end=end,
        value=known.value,
        unit=known.unit,
        negated=known.negated,
        details=dict(known.details),
        as_of=as_of,
        claim=known,
        text=text,
        context=context or text,
        sentence=sentence or context or text,
        own=own or sentence or context or text,
    )


def _named(
    names: tuple[str, ...], as_of: dt.date, *, strict: bool
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Sort names into codes of states, keys of groups, and those that are neither."""
    codes: list[str] = []
    keys: list[str] = []
    unknown: list[str] = []
    for name in names:
        if (state := states.find(name, date=as_of) or states.find(name)) is not None:
            codes.append(str(state))
        elif (group := groups.find(name)) is not None:
            keys.append(group.key)
        elif strict:
            states.resolve(name)  # raises, and lists the nearest names
        else:
            unknown.append(name)
    return tuple(dict.fromkeys(codes)), tuple(dict.fromkeys(keys)), tuple(unknown)


def _window(claim: Claim, as_of: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """Give the days spoken of, none after what is known."""
    start, end = claim.window or (None, None)
    length = dict(claim.details).get("length", "")
    if claim.window is None and length.endswith("m") and length[:-1].isdigit():
        start, end = months_before(as_of, int(length[:-1])), as_of
    if end is not None and end > as_of and (start is None or start <= as_of):
        end = as_of
    return start, end


def months_before(day: dt.date, months: int) -> dt.date:
    """Give the first day of a stretch of whole months that ends on a day."""
    place = max(day.year * 12 + day.month - 1 - months, 12)
    # The last day of the month is what a stretch from the 31st begins on in shorter months.
    return dt.date(place // 12, place % 12 + 1, min(day.day, 28))
