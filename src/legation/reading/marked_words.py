"""What the marked-up page says of each finding: a chip, a line on hover, an entry in a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from legation.reading.results import Claim, Event, Quote, Reading, Stance

_LONGEST = 160
_HAPPENED = "happened"


class Mark(NamedTuple):
    """A span and what it is of a finding: "main", "source" or "cue"."""

    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding on the page.

    Attributes
    ----------
    kind
        "q", "e", "s" or "c".
    anchor
        Name of the place in the list; the text's is "t-" and this.
    chip
        What stands before the words: "Q1".
    title
        One line, on hover and for readers of screens.
    head, rest
        Entry in the list: who or what, and the details.
    words
        The words it rests on, cut.
    rule
        Rule that found it.
    spans
        Where it stands.
    tone
        Further classes.
    """

    kind: str
    anchor: str
    chip: str
    title: str
    head: str
    rest: str
    words: str
    rule: str
    spans: tuple[Mark, ...]
    tone: tuple[str, ...] = ()


def entries(reading: Reading, document: int) -> list[Entry]:
    """Give the entries of a reading, kind by kind."""
    made: list[Entry] = []
    for number, quote in enumerate(reading.quotes, 1):
        made.append(_quote(quote, number, reading, document))
    for number, event in enumerate(reading.events, 1):
        made.append(_event(event, number, reading, document))
    for number, stance in enumerate(reading.stances, 1):
        made.append(_stance(stance, number, reading, document))
    for number, claim in enumerate(reading.claims, 1):
        made.append(_claim(claim, number, reading, document))
    return made


def _quote(one: Quote, number: int, reading: Reading, document: int) -> Entry:
    who = one.speaker or "speaker not told"
    parts = [one.office, name_of(one.state)]
    said = who + "".join(f", {part}" for part in parts if part and part != who)
    rest = [f"{one.kind} quote"]
    if one.addressee:
        rest.append(f"to {name_of(one.addressee)}")
    if one.parent is not None:
        rest.append(f"inside Q{one.parent + 1}")
    spans = [Mark(one.start, one.end, "main")]
    if one.source_start is not None and one.source_end is not None:
        spans.append(Mark(one.source_start, one.source_end, "source"))
    if one.cue_start is not None and one.cue_end is not None:
        spans.append(Mark(one.cue_start, one.cue_end, "cue"))
    return _entry("q", number, document, said, rest, one, reading, spans)


def _event(one: Event, number: int, reading: Reading, document: int) -> Entry:
    act = one.root.replace("_", " ").lower()
    head = f"{name_of(one.actor) or 'somebody'} → {name_of(one.target) or 'nobody named'}: {act}"
    rest = [f"CAMEO {one.code}", f"Goldstein {one.goldstein:+.1f}"]
    if one.modality != _HAPPENED:
        rest.insert(0, one.modality)
    if one.date:
        rest.append(f"{one.date.day} {one.date:%B %Y}")
    tone = () if one.modality == _HAPPENED else ("unreal",)
    return _entry("e", number, document, head, rest, one, reading, _main(one), tone)


def _stance(one: Stance, number: int, reading: Reading, document: int) -> Entry:
    side = "friendly" if one.value > 0 else "hostile" if one.value < 0 else "neutral"
    head = f"{name_of(one.holder)} towards {name_of(one.target)}: {side}"
    rest = [f"value {one.value:+.2f}", f"intensity {one.intensity:.2f}"]
    if one.severity is not None:
        rest.append(f"severity {one.severity}")
    if one.condition is not None:
        rest.append(f"on the condition “{_cut(reading.text, *one.condition)}”")
    return _entry("s", number, document, head, rest, one, reading, _main(one), (side,))


def _claim(one: Claim, number: int, reading: Reading, document: int) -> Entry:
    said = " ".join((one.relation or "").split("_"))
    sides = [", ".join(str(name_of(name)) for name in part) for part in (one.subject, one.object)]
    head = f"{one.type.replace('_', ' ')}: " + " ".join(p for p in (sides[0], said, sides[1]) if p)
    rest = ["denied"] * one.negated + ["hedged"] * one.hedged
    if one.comparator:
        rest.append("against " + ", ".join(str(name_of(name)) for name in one.comparator))
    if one.window:
        first, last = (day.isoformat() if day else "…" for day in one.window)
        rest.append(f"{first} to {last}")
    if one.value is not None:
        rest.append(f"{one.value:g} {one.unit or ''}".strip())
    rest += [f"{name}: {value}" for name, value in one.details]
    rest.append(f"asserted by {name_of(one.speaker) or 'the author'}")
    return _entry("c", number, document, head, rest, one, reading, _main(one))


def _main(one: Event | Stance | Claim) -> list[Mark]:
    return [Mark(one.start, one.end, "main")]


_NAMES = {"q": "Quote", "e": "Event", "s": "Stance", "c": "Claim"}


def _entry(
    kind: str,
    number: int,
    document: int,
    head: str,
    rest: list[str],
    one: Quote | Event | Stance | Claim,
    reading: Reading,
    spans: list[Mark],
    tone: tuple[str, ...] = (),
) -> Entry:
    details = "; ".join(rest)
    return Entry(
        kind,
        f"{kind}{document}-{number}",
        f"{kind.upper()}{number}",
        f"{_NAMES[kind]} {number}: {head} ({details})",
        head,
        details,
        _cut(reading.text, one.start, one.end),
        one.rule,
        tuple(span for span in spans if span.start < span.end),
        tone,
    )


def _cut(text: str, start: int, end: int) -> str:
    words = " ".join(text[start : min(end, start + 2 * _LONGEST)].split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"


def name_of(code: str | None) -> str:
    """Give the name of a state for its code; other names as they are."""
    from legation import states

    if code is None:
        return ""
    found = states.find(code) if len(code) == 3 and code.isupper() else None
    return code if found is None else found.name
