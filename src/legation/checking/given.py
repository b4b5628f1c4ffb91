"""What was understood of a claim: in words, and as values to be changed and given back."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from legation.checking.phrases import listed, name_of
from legation.checking.results import Verdict
from legation.reading.results import Claim
from legation.states import groups

_PARTS = ("subject", "object", "comparator")
#: Details that say how words were read, not what they say.
_SILENT = ("cues", "when", "length", "date", "choice", "resolution", "topic", "landmark")


def as_given(verdict: Verdict) -> dict[str, Any]:
    """Give the claim of a verdict as `legation.checking.check_claim` takes it.

    Parameters
    ----------
    verdict
        A verdict.

    Returns
    -------
    dict
        Parts that `legation.checking.structured.claim_of` reads, and the words under "text".
        Names that are neither a state nor a group are left in, for a person to put right.
    """
    return given_of(verdict.understood, verdict.claim)


def given_of(known: Mapping[str, Any], claim: Mapping[str, Any]) -> dict[str, Any]:
    """Give a claim as it may be given back, of `Verdict.understood` and `Verdict.claim`."""
    parts: dict[str, Any] = {"type": known.get("type"), "relation": known.get("relation")}
    for part in _PARTS:
        parts[part] = [
            *known.get(part, ()),
            *known.get(f"{part}_groups", ()),
            *known.get(f"{part}_unknown", ()),
        ]
    parts |= {name: known.get(name) for name in ("window", "value", "unit")}
    parts |= {"negated": bool(known.get("negated")), "hedged": bool(claim.get("hedged"))}
    parts |= {"details": dict(known.get("details") or {}), "speaker": claim.get("speaker")}
    parts["text"] = claim.get("text")
    return {name: value for name, value in parts.items() if value not in (None, [], {}, "", False)}


def in_words(verdict: Verdict) -> str:
    """Say in one line what a claim was taken to say, by the names of its parts."""
    known = verdict.understood
    details: Mapping[str, str] = known.get("details") or {}
    parts = []
    for part in _PARTS:
        if part == "object" and known.get("relation"):
            parts.append(f"relation {str(known['relation']).replace('_', ' ')}")
        if names := _names(known, part):
            parts.append(f"{part} {listed(names)}")
    if known.get("value") is not None:
        number = _number(float(known["value"]), known.get("unit"), details.get("bound"))
        parts.append(f"value {number}")
    if text := details.get("symbol") or details.get("resolution") or details.get("topic"):
        parts.append(f"text “{text}”")
    if days := _days(known.get("window")):
        parts.append(f"window {days}")
    shown = {k: v for k, v in details.items() if k not in (*_SILENT, "symbol", "bound")}
    parts += [f"{name.replace('_', ' ')} {value}" for name, value in sorted(shown.items())]
    if known.get("negated"):
        parts.append("denied")
    return f"{str(known.get('type', '')).replace('_', ' ')}: {', '.join(parts)}"


def placed(claim: Claim, day: dt.date, said: dt.date | None) -> Claim:
    """Put a prediction into time: from the day it was said to the day on which it falls due.

    Parameters
    ----------
    claim
        A claim; one that foresees nothing is given back as it is.
    day
        Day on which the text was read: "within two years" is counted from it.
    said
        Day on which it was said, where that is known; what came before does not fulfil it.
    """
    if claim.type != "prediction":
        return claim
    start, end = claim.window or (None, None)
    length = dict(claim.details).get("length", "")
    if claim.window is None and length[:-1].isdigit() and length.endswith("m"):
        start, end = day, _months_after(day, min(int(length[:-1]), 12_000))
    if said is not None and (end is None or said <= end):
        start = said if start is None else max(start, said)
    return claim if start is None and end is None else replace(claim, window=(start, end))


def _months_after(day: dt.date, months: int) -> dt.date:
    """Give the same day some months later, or the last of a month that is shorter."""
    place = min(day.year * 12 + day.month - 1 + months, 9999 * 12 + 11)
    year, month = place // 12, place % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _names(known: Mapping[str, Any], part: str) -> list[str]:
    keys = {key: groups.find(key) for key in known.get(f"{part}_groups", ())}
    return [
        *(name_of(code) for code in known.get(part, ())),
        *(key if group is None else group.name for key, group in keys.items()),
        *(f"“{name}” (not known)" for name in known.get(f"{part}_unknown", ())),
    ]


def _number(value: float, unit: str | None, bound: str | None) -> str:
    number = f"{100 * value:.4g} %" if unit == "share" else f"{value:,.6g} {unit or ''}".strip()
    return f"{bound.replace('_', ' ')} {number}" if bound else number


def _days(days: object) -> str:
    if not isinstance(days, list | tuple) or not any(days):
        return ""
    from legation.relations.window import window

    return str(window(*days))
