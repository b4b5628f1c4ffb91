"""How far a word that evaluates reaches, where a wrong pair is worse than none."""

from __future__ import annotations

from legation.reading.grammar import BE, DO, HAVE, MAYBE, MODALS, NEGATION, PREPOSITIONS, PRONOUNS
from legation.reading.stance.evaluation import Entry
from legation.reading.stance.measures import Measures

VERB_BEFORE = (
    MODALS | DO | PRONOUNS | NEGATION | frozenset("to who that which and or also not never".split())
) - {"one", "no"}
#: Words before a gerund that leave it to the subject of the clause.
_BEFORE_GERUND = PREPOSITIONS | frozenset("and but or then began started keeps kept even".split())
#: Words after which a name is no longer what the verb is about.
_AWAY = frozenset(
    "in with from to for by about over as that if before while when who which because after "
    "than between into during near inside".split()
)
_OF_VICTIM = frozenset(
    "arrest arrests killing killings murder death deaths treatment invasion bombing victims "
    "victim detention persecution annexation occupation".split()
)
_BARGAINS = frozenset("deal deals agreement agreements accord bargain balance truce".split())


class Bounds(Measures):
    """Says of a verb and a target whether the one is of the other."""

    def _loose(self, at: int) -> bool:
        """Say whether a verb only supposes, or belongs to a noun and not to the subject.

        "A list that could target B"; "forces fighting B".
        """
        before = self.lower[at - 1] if at > self.first else ""
        if before in MAYBE or any(word in _BARGAINS for word in self.lower[at + 1 : at + 5]):
            return True  # "struck a deal with", "agreed a trade deal with"
        if not self.lower[at].endswith("ing") or self._spot_ending(at) is not None:
            return False
        return before.isalpha() and not (
            before in BE
            or before in HAVE
            or before in VERB_BEFORE
            or before in _BEFORE_GERUND
            or before.endswith("ly")
        )

    def _reaches(self, at: int, target: int, entry: Entry) -> bool:
        """Say whether the target is what the verb is about, and not a place or owner near it."""
        between = self.lower[at + 1 : self._starts[target]]
        if entry.preps:
            between = between[
                next((i for i, w in enumerate(between) if w in entry.preps), -1) + 1 :
            ]
        if any(word in _AWAY for word in between) or "”" in between:
            return False
        of = between.index("of") if "of" in between else 0
        return not (of and between[of - 1] in _OF_VICTIM)
