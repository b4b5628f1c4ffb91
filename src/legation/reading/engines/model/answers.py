"""The schema of an answer, and what of an answer is kept.

An answer is judged as if it came from somebody who means harm: sizes, types and lists of values
are checked again whatever the server was asked to hold to, and every piece of words must stand in
the passage character for character. What fails is dropped and counted.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from legation.reading.events.codes import ROOTS, goldstein, root_of
from legation.reading.results import CLAIM_TYPES, Claim, Event, Quote, Span, Stance
from legation.reading.text.documents import Document

KINDS = ("direct", "indirect", "mixed")
MODALITIES = ("happened", "denied", "threatened", "promised", "urged", "possible", "planned")
RELATIONS = (
    "voted_for", "voted_against", "abstained", "voted_with", "voted_apart", "voting_agreement",
    "condemned", "praised", "sanctioned", "attacked", "aided", "threatened", "recognised", "allied",
    "index", "arms_transfer", "diplomatic_relations", "treaty", "designation", "membership",
    "visit",
)  # fmt: skip
#: Findings of a kind that are taken from one answer, at most.
MOST = 300
_LONGEST = 8_000
_FAR = 300
_PARTS = ("quotes", "events", "stances", "claims")

_WORDS = {"type": "string"}
_OR_NOT = {"type": ["string", "null"]}
_LIST = {"type": "array", "items": {"type": "string"}}
_FLAG = {"type": "boolean"}


def _choice(values: tuple[str, ...], *more: None) -> dict[str, Any]:
    kinds = ["string", "null"] if more else "string"
    return {"type": kinds, "enum": [*values, *more]}


def _items(**fields: dict[str, Any]) -> dict[str, Any]:
    item = {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }
    return {"type": "array", "items": item}


#: What an answer looks like.
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "quotes": _items(
            words=_WORDS,
            kind=_choice(KINDS),
            source=_OR_NOT,
            cue=_OR_NOT,
            state=_OR_NOT,
            addressee=_OR_NOT,
        ),
        "events": _items(
            words=_WORDS,
            actor=_OR_NOT,
            actor_state=_OR_NOT,
            target=_OR_NOT,
            target_state=_OR_NOT,
            verb=_OR_NOT,
            root=_choice(ROOTS),
            code=_OR_NOT,
            modality=_choice(MODALITIES),
            date=_OR_NOT,
        ),
        "stances": _items(
            words=_WORDS,
            holder=_OR_NOT,
            holder_state=_OR_NOT,
            target_state=_WORDS,
            value={"type": "number"},
        ),
        "claims": _items(
            words=_WORDS,
            type=_choice(CLAIM_TYPES),
            subject=_LIST,
            relation=_choice(RELATIONS, None),
            object=_LIST,
            comparator=_LIST,
            first=_OR_NOT,
            last=_OR_NOT,
            value={"type": ["number", "null"]},
            speaker=_OR_NOT,
            negated=_FLAG,
            hedged=_FLAG,
        ),
    },
    "required": list(_PARTS),
    "additionalProperties": False,
}


@dataclass(slots=True)
class Found:
    """What is kept of the answers about a document."""

    quotes: list[Quote] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    stances: list[Stance] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    dropped: int = 0


def parse(content: str) -> dict[str, Any] | None:
    """Give an answer as JSON, None where it is none of the schema's outline."""
    try:
        answer = json.loads(content)
    except (ValueError, RecursionError):
        return None
    if not isinstance(answer, dict) or any(not isinstance(answer.get(p), list) for p in _PARTS):
        return None
    return answer


def judge(answer: dict[str, Any], document: Document, start: int, end: int, found: Found) -> None:
    """Add to `found` what of an answer holds in `document.text[start:end]`."""
    judging: tuple[tuple[str, Callable[[_Passage, dict[str, Any]], Any], list[Any]], ...] = (
        ("quotes", _quote, found.quotes),
        ("events", _event, found.events),
        ("stances", _stance, found.stances),
        ("claims", _claim, found.claims),
    )
    for part, judged, kept in judging:
        passage = _Passage(document, start, end)
        given = answer[part]
        found.dropped += max(len(given) - MOST, 0)
        for item in given[:MOST]:
            one = judged(passage, item) if isinstance(item, dict) else None
            if one is None:
                found.dropped += 1
            else:
                kept.append(one)


class _Passage:
    """Where words stand in a passage; the same words again are looked for further on."""

    def __init__(self, document: Document, start: int, end: int) -> None:
        self.document = document
        self.text = document.text[start:end]
        self.offset = start
        self._last: dict[str, int] = {}

    def place(self, words: object) -> Span | None:
        """Give where the words of a finding stand: the first place not given before."""
        if not isinstance(words, str) or not words.strip() or len(words) > _LONGEST:
            return None
        at = self.text.find(words, self._last.get(words, 0))
        if at < 0:
            at = self.text.find(words)
        if at < 0:
            return None
        self._last[words] = at + len(words)
        return at + self.offset, at + len(words) + self.offset

    def near(self, words: object, span: Span) -> Span | None:
        """Give where words stand that go with a finding: in it, else close by."""
        if not isinstance(words, str) or not words.strip() or len(words) > _LONGEST:
            return None
        start, end = span[0] - self.offset, span[1] - self.offset
        inside = self.text.find(words, start, end)
        before = self.text.rfind(words, max(start - _FAR, 0), start + len(words))
        after = self.text.find(words, start, end + _FAR)
        at = next((place for place in (inside, after, before) if place >= 0), -1)
        return None if at < 0 else (at + self.offset, at + len(words) + self.offset)

    def words(self, span: Span | None) -> str | None:
        """Give the words of a span."""
        return None if span is None else self.document.text[span[0] : span[1]]

    def state(self, name: object) -> str | None:
        """Give the state of a code or name on the day of the document."""
        from legation import states

        if not isinstance(name, str) or not 2 <= len(name) <= 80:
            return None
        found = states.find(name, self.document.date)
        return None if found is None else str(found)

    def named(self, value: object) -> tuple[str, ...]:
        """Give the states of a list, and of its other names those that stand in the passage."""
        if not isinstance(value, list):
            return ()
        given = [one for one in value[:20] if isinstance(one, str)]
        names = (
            self.state(one) or (one if one.strip() and one in self.text else None) for one in given
        )
        return tuple(dict.fromkeys(one for one in names if one))


_RULE = "model"


def _quote(passage: _Passage, item: dict[str, Any]) -> Quote | None:
    span = passage.place(item.get("words"))
    if span is None or item.get("kind") not in KINDS:
        return None
    source = passage.near(item.get("source"), span)
    cue = passage.near(item.get("cue"), span)
    to = passage.near(item.get("addressee"), span)
    return Quote(
        span[0],
        span[1],
        str(item["kind"]),
        source[0] if source else None,
        source[1] if source else None,
        cue[0] if cue else None,
        cue[1] if cue else None,
        speaker=passage.words(source),
        state=passage.state(item.get("state")) if source else None,
        addressee=passage.state(passage.words(to)) or passage.words(to),
        rule=_RULE,
    )


def _event(passage: _Passage, item: dict[str, Any]) -> Event | None:
    span = passage.place(item.get("words"))
    root, modality = item.get("root"), item.get("modality")
    if span is None or root not in ROOTS or modality not in MODALITIES:
        return None
    code = _code(item.get("code"), str(root))
    actor, target = (passage.near(item.get(side), span) for side in ("actor", "target"))
    value = goldstein(code)
    if value is None or (actor is None and target is None):
        return None
    return Event(
        *span,
        (passage.state(item.get("actor_state")) or passage.words(actor)) if actor else None,
        (passage.state(item.get("target_state")) or passage.words(target)) if target else None,
        str(root),
        code,
        value,
        _day(item.get("date")),
        str(modality),
        actor_span=actor,
        target_span=target,
        verb_span=passage.near(item.get("verb"), span),
        rule=_RULE,
    )


def _code(code: object, root: str) -> str:
    """Give the code where it is one of the root, else the root's most general one."""
    if isinstance(code, str) and code.isdigit() and len(code) <= 4 and root_of(code) == root:
        return code
    general = (f"{n:02d}0" for n in (*range(3, 9), *range(10, 21), 9, 2, 1))
    return next((c for c in general if root_of(c) == root and goldstein(c) is not None), "")


def _stance(passage: _Passage, item: dict[str, Any]) -> Stance | None:
    span = passage.place(item.get("words"))
    target, value = passage.state(item.get("target_state")), _number(item.get("value"))
    if span is None or target is None or value is None or not -1 <= value <= 1:
        return None
    holder = passage.near(item.get("holder"), span)
    return Stance(
        *span,
        passage.words(holder) or "author",
        target,
        value,
        abs(value),
        passage.state(item.get("holder_state")) if holder else None,
        rule=_RULE,
    )


def _claim(passage: _Passage, item: dict[str, Any]) -> Claim | None:
    span = passage.place(item.get("words"))
    if span is None or item.get("type") not in CLAIM_TYPES:
        return None
    subject, towards = passage.named(item.get("subject")), passage.named(item.get("object"))
    if not subject and not towards:
        return None
    first, last = _day(item.get("first")), _day(item.get("last"))
    relation = item.get("relation")
    speaker = passage.near(item.get("speaker"), span)
    return Claim(
        *span,
        str(item["type"]),
        subject,
        str(relation) if relation in RELATIONS else None,
        towards,
        passage.named(item.get("comparator")),
        (first, last) if first or last else None,
        _number(item.get("value")),
        speaker=passage.words(speaker),
        negated=item.get("negated") is True,
        hedged=item.get("hedged") is True,
        rule=_RULE,
    )


def _day(value: object) -> dt.date | None:
    if not isinstance(value, str) or len(value) != 10:
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return None


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None
