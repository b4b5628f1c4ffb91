"""A question under all its readings becomes one verdict."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from legation.checking.doubted import opposed_matter, set_against, taken_in, told_otherwise
from legation.checking.phrases import listed, window_words
from legation.checking.question import PARTS, Question
from legation.checking.results import Decision, EvidenceRow, Variation, Verdict, Way
from legation.checking.selected import limited
from legation.checking.types import type_of
from legation.checking.unaccounted import unaccounted
from legation.checking.wording import neither
from legation.checking.world import World

#: Rows shown at most; the count of all stands in the explanation of each type.
MOST_ROWS = 50

_COMPARES = re.compile(
    r"\b(?:more|less|fewer|greater|larger|smaller|bigger|better|worse|closer|higher|lower)\b"
    r"[^.;]{0,120}\bthan\b(?! not\b)",
    re.IGNORECASE,
)

_YEAR = re.compile(r"\b(?:19|20)\d\d\b(?!/)")
#: Symbols told in a row; "S/RES/2334 (2016)" and "181 (II)" are one each.
_SYMBOLS = re.compile(r"[^\s(]*\d[^\s]*(?:\s*\([^)]*\))?")


def judge(question: Question, world: World) -> Verdict:
    """Give the verdict on a question.

    The first reading gives the verdict; it is *fragile* where a binding reading that can tell
    says otherwise. A reading that cannot tell flips nothing.

    Parameters
    ----------
    question
        What is asked.
    world
        The record cut at a day.
    """
    if neither(question):
        question = replace(question, negated=True)
    question = taken_in(_until(question))
    missing = _unasked(question)
    kind = None if missing else type_of(question.type, question.side)
    if kind is None:
        missing = missing or _undecided(question)
        return _verdict(question, world, "outside_record", Decision(None, missing=missing), ())
    decided = [(way, kind.decide(question, world, way)) for way in kind.ways(question, world)]
    if world.record.note:
        decided = [(way, limited(question, found, way)) for way, found in decided]
    first = decided[0][1]
    shown = tuple(_variation(question, way, found) for way, found in decided)
    flips = [
        (way, found)
        for (way, found), item in zip(decided, shown, strict=True)
        if way.binding and {item.verdict, shown[0].verdict} == {"supported", "refuted"}
    ]
    word = "fragile" if flips else shown[0].verdict
    return _verdict(question, world, word, first, shown, flips)


def _until(question: Question) -> Question:
    """End "never until 2025" on the eve of that year: what came then is what ended it."""
    end, whole = question.end, question.type in ("never", "always")
    if not whole or end is None or question.detail("when") != "until" or end.year == dt.MINYEAR:
        return question
    known = question.claim.window and question.claim.window[1]
    if known is None or (known.month, known.day) != (12, 31):
        return question
    return replace(question, end=min(end, dt.date(known.year - 1, 12, 31)))


def _unasked(question: Question) -> str:
    """Say what keeps a question from being put at all, or nothing."""
    if question.type in ("causal", "evaluative", "prediction"):
        return ""
    if question.unknown:
        names = [name for part in PARTS for name in question.unknown.get(part, ())]
        return f"no state or group is known by the name {listed(names)}"
    if question.start is not None and question.start > question.as_of:
        return f"it speaks of days after {question.as_of}, the last that is known"
    if left := question.detail("unread"):
        return f"what these words of the claim mean for it: '{left[:120]}'"
    if others := set_against(question):
        return f"of whom it is said and of whom denied: '{others[:80]}'"
    if words := told_otherwise(question):
        return f"what these words of the claim mean for it: '{words[:80]}'"
    if words := unaccounted(question):
        return f"what these words of the claim mean for it: '{words[:80]}'"
    if matter := opposed_matter(question):
        return (
            f"whether the choice was on the {matter.lower()} itself or on the text about it; "
            "name the resolution"
        )
    if years := _years(question):
        return f"which year is meant: {listed(years)}"
    if question.type not in ("vote", "existence") and _texts(question) > 1:
        return f"one text at a time; it names {_texts(question)}"
    if _uncompared(question):
        return "a comparison in its words that was not understood"
    return ""


def _years(question: Question) -> list[str]:
    """Give the years of a text where its words and its date tell different ones, or none."""
    said = _YEAR.findall(question.detail("resolution") or "")
    dated = (question.detail("date") or "")[:4]
    return sorted({*said, dated}) if dated and said and dated not in said else []


def _texts(question: Question) -> int:
    """Count the texts that a claim names by symbol."""
    return len(_SYMBOLS.findall(question.detail("symbol") or ""))


def _uncompared(question: Question) -> bool:
    """Tell whether words compare and no part of the claim says with what.

    "A sells more arms to B than to C" does not follow from a sale to B.
    """
    parts = ("bound", "quantifier", "compare", "direction", "extreme")
    known = question.comparator or question.value is not None
    return not (known or any(map(question.detail, parts))) and bool(
        _COMPARES.search(question.context)
    )


def _undecided(question: Question) -> str:
    what = (question.relation or "what it says").replace("_", " ")
    return f"no query is known that decides a claim of type {question.type} about {what}"


def outcome(question: Question, decision: Decision) -> str:
    """Give the verdict of one decision, with a denial applied."""
    if decision.ends_as:
        return decision.ends_as
    if decision.holds is None:
        return "outside_record"
    return "supported" if decision.holds != question.negated else "refuted"


def _variation(question: Question, way: Way, found: Decision) -> Variation:
    return Variation(way.name, outcome(question, found), found.value, found.n, way.binding)


def _verdict(
    question: Question,
    world: World,
    word: str,
    first: Decision,
    shown: tuple[Variation, ...],
    flips: list[tuple[Way, Decision]] | None = None,
) -> Verdict:
    decides = word in ("supported", "refuted", "fragile")
    # One row that flips a verdict says more than the rows the first reading rests on.
    rows = (*first.rows, *(row for _, found in flips or () for row in found.rows))
    return Verdict(
        claim=_claim(question),
        verdict=word,
        evidence=_once(rows)[:MOST_ROWS],
        readings=shown,
        explanation=_explanation(question, first, flips or []),
        confidence=_confidence(word, first, shown) if decides else None,
        coverage=first.coverage,
        understood=question.understood(),
        missing=first.missing,
        snapshot=world.part("snapshot", world.record.snapshot),
    )


def _explanation(question: Question, first: Decision, flips: list[tuple[Way, Decision]]) -> str:
    parts = [first.sentence]
    if first.holds is None and first.missing:
        parts.append(f"The record cannot tell: {first.missing}.")
    for way, found in flips[:3]:
        verdict = outcome(question, found)
        parts.append(f"Read as {way.name}, it is {verdict}: {found.sentence}")
    if len(flips) > 3:
        parts.append(f"{len(flips) - 3} more readings flip it.")
    if first.coverage:
        parts.append(f"Searched: {first.coverage}.")
    return " ".join(part[0].upper() + part[1:] for part in parts if part)


def _confidence(word: str, first: Decision, shown: tuple[Variation, ...]) -> float:
    """Give the chance that the verdict is right; of a fragile one, that it is rightly so.

    A verdict that flips is as sure as the share of readings on the smaller side is large.
    """
    if word != "fragile":
        return round(first.confidence, 3)
    told = [item.verdict for item in shown if item.verdict in ("supported", "refuted")]
    smaller = min(told.count("supported"), told.count("refuted")) / len(told)
    return round(0.5 + smaller, 3)


def _claim(question: Question) -> Mapping[str, Any]:
    claim = question.claim
    # Of a prediction the days foreseen, which lie after all that is known.
    foreseen = question.type == "prediction" and question.claim.window
    days = foreseen or (question.start, question.end)
    parts: dict[str, Any] = {
        "type": question.type,
        "text": question.text,
        "start": claim.start,
        "end": claim.end,
        "speaker": claim.speaker,
        "hedged": claim.hedged,
        "rule": claim.rule,
        "window": window_words(*days) if any(days) else None,
    }
    return {**question.understood(), **parts}


def _once(rows: tuple[EvidenceRow, ...]) -> tuple[EvidenceRow, ...]:
    # A row keeps the role that it had under the first reading.
    return tuple({(row.table, row.locator, row.text): row for row in rows[::-1]}.values())[::-1]
