"""Acts told by nouns: "the suspension of aid", "plans to attack", "talks with", "a strike on"."""

from __future__ import annotations

from legation.reading.events.acts import act_of, combined, of_noun
from legation.reading.events.codes import Act
from legation.reading.events.lexicon import Operator, Verb
from legation.reading.events.scanning import Group, Scan
from legation.reading.grammar import PREPOSITIONS


def nominal_at(s: Scan, low: int, high: int) -> Act | None:
    """Give the first act that a noun among `words[low:high]` tells, or None."""
    for at, operator in s.operators:
        if low <= at < high:
            act = operated(s, at, operator)
            if act is not None:
                return act
    for hit in s.hits:
        if low <= hit.start < high:
            act = of_noun(s, hit)
            if act is not None:
                return act
    return None


def operated(s: Scan, at: int, operator: Operator) -> Act | None:
    """Give what a noun or adjective makes of the act after it."""
    after = s.lower[at + 1] if at + 1 < s.last else ""
    name = Verb(operator.word, operator.kind, None, {})
    group = Group(at, at, at + 1, name, "noun", "", False, False)
    if operator.kind is not None and after in ("to", "that", "of", "for"):
        for index, later in enumerate(s.groups):
            if later.start > at:
                if later.start <= at + 2 and later.form in ("to", "ing"):
                    inner = act_of(s, index, 1)
                    return combined(operator.kind, inner, None, group) if inner else None
                break
    if operator.verb is not None and after == "of":
        return _of(s, at, operator.verb)
    return None


def _of(s: Scan, at: int, verb: Verb) -> Act | None:
    """Read "the suspension of aid" as "suspended aid"."""
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
            rule = f"noun:{verb.name}+{hit.noun.cls}"
            return Act(code, "happened", rule, at, hit.end)
    if verb.code is not None:
        return Act(verb.code, "happened", f"noun:{verb.name}", at, at + 1)
    return None
