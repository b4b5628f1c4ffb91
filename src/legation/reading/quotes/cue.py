"""A word or words that attribute, and the verb group around them."""

from __future__ import annotations

from dataclasses import dataclass, field

from legation.reading.grammar import NEGATION
from legation.reading.quotes.subjects import AUXILIARIES, Atoms, is_adverb, leading_subject
from legation.reading.quotes.units import Unit

#: Frames of "according to".
ACCORDING = frozenset(("according",))
_NOT = NEGATION - {"no", "none", "nobody", "nothing", "without"}
#: Verbs that another follows with "to" without changing whose words they are.
_CHAINS = frozenset(
    "seem seems seemed appear appears appeared go goes went want wants wanted try tries tried "
    "trying continue continues continued begin begins began refuse refuses refused decline "
    "declines declined fail fails failed seek seeks sought likes like going able ready used "
    "willing quick happy come came yet".split()
)


@dataclass(slots=True)
class Cue:
    """A word or words that attribute.

    `first`, `last` are atoms of the whole cue, `at` of its head. `subject` are atoms of the
    source, `shared` says that it stands with another verb. `content` are the atoms attributed.
    """

    at: int
    first: int
    last: int
    frames: frozenset[str]
    rule: str
    lemma: str = ""
    tag: str = ""
    subject: Atoms | None = None
    shared: bool = False
    content: list[Atoms] = field(default_factory=list)
    addressee: Atoms | None = None


def group_before(low: list[str], at: int) -> tuple[int, str, bool]:
    """Give where the verb with its auxiliaries begins, the nearest auxiliary, if it is chained."""
    first, helper, chained = at, "", False
    while first > 0 and at - first < 9:
        word = low[first - 1]
        if word in AUXILIARIES:
            # A possessive looks like a short "is".
            helper = helper or word
        elif word == "to" and first > 1 and (low[first - 2] in _CHAINS):
            chained = True
            helper = helper or "to"
            first -= 1
        elif word not in _NOT and not is_adverb(word):
            break
        first -= 1
    while first < at and is_adverb(low[first]) and not (first and low[first - 1].isalnum()):
        first += 1
    return first, helper, chained


def share_subject(unit: Unit, cue: Cue, before: list[Cue]) -> Cue | None:
    """Give a second verb the subject of the one before it."""
    for other in reversed(before[-12:]):
        if other.subject and other.lemma and not other.rule.startswith("inverted"):
            if any(unit.low[i] in (";", ".") for i in range(other.at, cue.first)):
                break
            cue.subject, cue.shared = other.subject, True
            return cue
    cue.subject = leading_subject(unit, cue.first - 1)
    cue.shared = True
    return cue if cue.subject else None
