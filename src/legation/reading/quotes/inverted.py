"""A source after its verb: '"...," said Lavrov', 'it failed, says the ministry'."""

from __future__ import annotations

from legation.reading.grammar import (
    DETERMINERS,
    NUMBERS,
    POSSESSIVES,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
)
from legation.reading.quotes.cue import Cue
from legation.reading.quotes.lexicon import verbs
from legation.reading.quotes.subjects import AUXILIARIES, DASHES, HARD, TIMES, Atoms, is_adverb
from legation.reading.quotes.units import QUOTED, Unit

_ASIDES = [
    [word] for word in ("a", "an", "the", "who", "whose", "one", "director", "head", "president")
]


def source_after(unit: Unit, cue: Cue) -> Atoms | None:
    """Find the source after the verb: '"...," said Lavrov', 'it failed, says the ministry'."""
    low, first, size = unit.low, cue.first, len(unit.low)
    ahead = low[first - 1] if first else ""
    if ahead != QUOTED and ahead != "," and ahead not in DASHES:
        return None
    start = last = cue.last
    if start >= size or not (
        unit.word(start)[:1].isupper() or low[start] in DETERMINERS or low[start] in POSSESSIVES
        or low[start][0].isdigit() or low[start] in NUMBERS
    ) or low[start] in TIMES or low[start] == QUOTED:  # fmt: skip
        return None
    while last < size and not (
        low[last] in HARD or low[last] in (",", QUOTED) or low[last] in AUXILIARIES - {"'s"}
        or low[last] in SUBJECT_PRONOUNS
        or (low[last] in PREPOSITIONS and low[last] not in ("of", "for", "at", "with", "from"))
        or (low[last] in TIMES and last > start) or is_adverb(low[last])
        or low[last] in ("that", "when", "while", "as", "after", "before", "because", "if")
    ):  # fmt: skip
        last += 1
    stop = low[last] if last < size else "."
    if last == start or stop in AUXILIARIES or stop in SUBJECT_PRONOUNS - {"who"} or stop == "that":
        return None
    if stop == QUOTED and last < size - 1:
        return None
    if ahead != QUOTED:
        if is_adverb(stop):
            return None
        inside = low[start:last]
        if any(w in verbs() and verbs()[w][0].tags & {"past", "third"} for w in inside[1:]):
            return None
        if any(w.endswith("ed") for w in inside):
            return None
        capital = unit.word(start)[:1].isupper()
        if capital and any(w[0].islower() for w in _words(unit, start, last)):
            # "said Clinton lied": what follows a name in small letters is its verb.
            odd = [w for w in _words(unit, start, last) if w[0].islower()]
            if odd[0] not in ("of", "for", "and", "at", "the", "with", "from", "'s", "’s"):
                return None
    if stop == "(":
        close = next((i for i in range(last, min(last + 12, size)) if low[i] == ")"), -1)
        last = close + 1 if close > 0 else last
        stop = low[last] if last < size else "."
    if stop == "," and low[last + 1 : last + 2] == ["who"] and _speaks(low, last + 2):
        return start, last
    if stop in (",", "who") and (
        ahead == QUOTED or stop == "who" or low[last + 1 : last + 2][0:1] in _ASIDES
    ):
        last = _aside_end(unit, last)
    return start, last


def _speaks(low: list[str], at: int) -> bool:
    return any(word in verbs() and "say" in verbs()[word][0].frames for word in low[at : at + 3])


def _words(unit: Unit, start: int, last: int) -> list[str]:
    return [unit.word(i) for i in range(start, last) if unit.word(i)[0].isalpha()]


def _aside_end(unit: Unit, at: int) -> int:
    """Give the end of what is said of a source after a comma: up to the end or another clause."""
    low, size = unit.low, len(unit.low)
    last = at
    while last < size and low[last] not in HARD and low[last] != QUOTED:
        if low[last] == "," and last + 1 < size:
            after = low[last + 1]
            if (after.endswith("ing") and after in verbs()) or after in (
                "but", "while", "though", "although", "as", "when", "after", "adding", "in", "on",
                "during", QUOTED, "referring", "and", "before", "speaking",
            ):  # fmt: skip
                break
        last += 1
    return last
