"""Acts told by nouns: "the suspension of aid", "plans to attack", "talks with", "a strike on"."""

from __future__ import annotations

from legation.reading.events.acts import combined, nominal_in, of_noun
from legation.reading.events.codes import Act, root_of
from legation.reading.events.lexicon import Operator, Verb
from legation.reading.events.scanning import Group, Scan


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
