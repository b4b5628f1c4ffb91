"""Acts told by nouns: "the suspension of aid", "talks with", "a strike on", "calls for talks"."""

from __future__ import annotations

from legation.reading.events.codes import Act, root_of
from legation.reading.events.groups import Group
from legation.reading.events.lexicon import Operator, Verb
from legation.reading.events.operators import combined
from legation.reading.events.scanning import Hit, Scan
from legation.reading.grammar import PREPOSITIONS


def nominal_at(s: Scan, low: int, high: int) -> Act | None:
    """Give the first act that a noun among `words[low:high]` tells, or None."""
    for at, operator in s.operators:
        if low <= at < high:
            act = operated(s, at, operator)
            if act is not None and root_of(act.code):
                return act
    for hit in s.hits:
        if low <= hit.start < high:
            act = of_noun(hit)
            if act is not None and root_of(act.code):
                return act
    return None


def operated(s: Scan, at: int, operator: Operator) -> Act | None:
    """Give what a noun makes of the act after it: "calls for talks", "opposition to sanctions"."""
    if operator.verb is not None:
        return nominal_in(s, at, at + 1)
    kind = operator.kind or ""
    after = s.lower[at + 1] if at + 1 < s.last else ""
    if after in ("that", "of", "for", "to"):
        verb = Verb(operator.word, kind, None, {})
        group = Group(at, at, at + 1, verb, "noun", "", False, False)
        for hit in s.hits:
            if at < hit.start <= at + 6 and hit.noun.code:
                inner = of_noun(hit)
                return combined(kind, inner, None, group) if inner else None
    return None


def nominal_in(s: Scan, low: int, high: int) -> Act | None:
    """Read a noun of an act with its object: "the suspension of aid" as "suspended aid"."""
    for at, operator in s.operators:
        if at < low or operator.verb is None or at + 1 >= s.last:
            continue
        if at >= high:
            break
        if s.lower[at + 1] == "of":
            return _of(s, at, operator.verb)
    return None


def _of(s: Scan, at: int, verb: Verb) -> Act | None:
    for hit in s.hits:
        if hit.start <= at + 1:
            continue
        if hit.start > at + 7 or any(
            w in PREPOSITIONS for w in s.lower[at + 2 : hit.start] if w != "of"
        ):
            break
        code = verb.frames.get(hit.noun.name) or verb.frames.get(hit.noun.cls)
        if code is None and verb.kind == "@end":
            code = hit.noun.ended
        if code and code.isdigit():
            return Act(code, "happened", f"noun:{verb.name}+{hit.noun.cls}", at, hit.end)
    if verb.code is not None:
        return Act(verb.code, "happened", f"noun:{verb.name}", at, at + 1)
    return None


def of_noun(hit: Hit) -> Act | None:
    """Give what a noun tells by itself: "talks between", "an attack on"."""
    if hit.noun.code is None:
        return None
    return Act(hit.noun.code, "happened", f"noun:{hit.noun.name}", hit.start, hit.end)
