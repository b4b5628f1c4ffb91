"""Who evaluates whom: the words around an evaluation tell its holder and its target.

The rules are those of English clauses: the subject of a verb holds what it says of its object,
the passive turns that round, a noun takes "of", "against" or "for" before its target, and stands
with its holder in the possessive.
"""

from __future__ import annotations

from bisect import bisect_right

from legation.reading.denying import left_undone
from legation.reading.grammar import BE, HAVE, NEGATION
from legation.reading.stance.bounds import VERB_BEFORE, Bounds
from legation.reading.stance.evaluation import INTENSIFIERS, Entry, evaluation
from legation.reading.stance.measures import Relation
from legation.reading.stance.spots import HARD, Spot

_NOUN_BEFORE = frozenset(
    "another one two three four five six several many these those "
    "the a an his her its their of in to's 's such this that any no new".split()
)
_OTHERWISE = frozenset({"like", "back", "past", "lash"})
_VOICING = frozenset(
    "expressed expressing express expresses voiced voicing voice declared declaring announced "
    "announcing signalled pledged adding added made launched launching filed led mounted stepped "
    "waged won lost drew in reiterated reiterate reiterates reaffirmed "
    "reaffirm reaffirms reaffirming renewed stressed has".split()
)
_NAMING = frozenset(
    "called calls calling call branded brands labelled labeled labels dubbed declared described "
    "describes termed considers considered deems deemed".split()
)
_GIVING = frozenset(
    "gave give gives giving offered offers offer offering showed shows issued dealt hurled aimed "
    "extended".split()
)
_TARGETS = (
    "of",
    "against",
    "on",
    "for",
    "towards",
    "toward",
    "at",
    "with",
    "to",
    "from",
    "over",
    "about",
)


#: Adjectives that are said of anything; of a state they rarely take a position.
_OF_ANYTHING = frozenset(
    "lying strong weak smart effective great failing wrong talented excellent false".split()
)


class Finder(Bounds):
    """Finds who evaluates whom in one sentence with the spots where actors are named."""

    def relations(self, hits: list[int]) -> list[Relation]:
        """Read each word that evaluates; `hits` are their places."""
        found, told = self.measures()
        table = evaluation()
        for at in hits:
            if at in told:
                continue
            for entry in table[self.lower[at]]:
                made = self._read(at, entry)
                if made:
                    found.extend(made)
                    if entry.kind == "i":  # the noun of an idiom says nothing of its own
                        told.update(range(at, made[0].last))
                    break
        return found

    def _read(self, at: int, entry: Entry) -> list[Relation]:
        if entry.kind == "v":
            return self._verb(at, entry)
        if entry.kind == "a":
            return self._adjective(at, entry)
        if entry.kind == "i":
            return self._idiom(at, entry)
        return self._noun(at, entry)

    # -- verbs ------------------------------------------------------------------------------

    def _verb(self, at: int, entry: Entry) -> list[Relation]:
        if not self._is_verb(at, entry):
            return []
        if "participle" in entry.tags and self._passive(at):
            return self._passive_verb(at, entry)
        if not entry.preps and self.lower[at + 1 : at + 2] == ["against"]:
            return []
        if entry.preps:
            place = self._preposition(at, entry.preps)
            target = self._right(place) if place >= 0 else None
        else:
            target = self._right(at + 1)
        holder = self._left(at)
        if (
            entry.frame == "mutual"
            and holder is not None
            and (target is None or self._joined(holder) is not None)
        ):
            return self._both(at, holder, entry)
        if target is None or holder is None or holder == target:
            return []
        if self.strict and (self._loose(at) or not self._reaches(at, target, entry)):
            return []
        if entry.frame == "os":
            holder, target = target, holder
        made = self._make(at, holder, target, entry, f"verb.{entry.frame}")
        if entry.frame == "mutual":
            return [made, made._replace(holder=target, target=holder)]
        return [made]

    def _both(self, at: int, last: int, entry: Entry) -> list[Relation]:
        """Read "A and B clashed", "A and B are enemies": each towards the other."""
        pair = self._joined(last)
        if pair is None:
            return []
        made = self._make(at, pair[0], pair[1], entry, "mutual")
        return [made, made._replace(holder=pair[1], target=pair[0])]

    def _is_verb(self, at: int, entry: Entry) -> bool:
        """Tell a verb from the noun or adjective of the same form by what stands before it."""
        before = self.lower[at - 1] if at > self.first else ""
        after = self.lower[at + 1] if at + 1 < self.last else ""
        if before in _NOUN_BEFORE or after == "-" or before == "-":
            return False
        if self.lower[at] in _OTHERWISE or (self.lower[at] == "thanks" and after == "to"):
            return False  # "like" is most often a preposition
        if entry.tags & {"past", "participle", "gerund"}:
            return True
        subject = self._spot_ending(at - (self.lower[at - 1] in ("'s", "s")))
        if before in VERB_BEFORE or before.endswith("ly") or subject is not None:
            return True
        if any(one.kind == "n" for one in evaluation()[self.lower[at]]):
            return False  # may as well be the noun: "their allies", "gun attack"
        plural = before.endswith("s") and not before.endswith("ss")
        return (
            plural if "base" in entry.tags else before.isalpha() and not plural and len(before) > 2
        )

    def _passive(self, at: int) -> bool:
        place = at - 1
        steps = 0
        while place >= self.first and steps < 4:
            word = self.lower[place]
            if word in BE and word != "'s":
                return True
            if word in HAVE:
                return False
            if not (
                word.endswith("ly")
                or word in NEGATION
                or word in ("also", "been", "even", "widely", "often")
            ):
                break
            place -= 1
            steps += 1
        return self._by(at) >= 0 and not self._adjoins_right(at)

    def _adjoins_right(self, at: int) -> bool:
        return self._spot_at(at + 1) is not None

    def _by(self, at: int) -> int:
        for place in range(at + 1, min(at + 5, self.last)):
            if self.lower[place] == "by":
                return place
            if self.lower[place] in (",", ";", "that", "and"):
                break
        return -1

    def _passive_verb(self, at: int, entry: Entry) -> list[Relation]:
        by = self._by(at)
        if by < 0:
            return []
        holder, target = self._right(by + 1), self._left(at)
        if holder is None or target is None or holder == target:
            return []
        if entry.frame == "os":
            holder, target = target, holder
        return [self._make(at, holder, target, entry, "verb.passive")]

    def _preposition(self, at: int, preps: tuple[str, ...]) -> int:
        for place in range(at + 1, min(at + 5, self.last)):
            if self.lower[place] in preps:
                return place + 1
            if self.lower[place] in (",", ";", "that", "and"):
                break
        return -1

    def _idiom(self, at: int, entry: Entry) -> list[Relation]:
        """Read a verb that only its noun makes a stance: "recalled its ambassador from B"."""
        noun = next(
            (p for p in range(at + 1, min(at + 8, self.last)) if self.lower[p] in entry.nouns), -1
        )
        if noun < 0 or any(word in HARD or word == "," for word in self.lower[at:noun]):
            return []
        if "participle" in entry.tags and self._passive(at):
            return []
        holder = self._left(at)
        place = self._preposition(noun, entry.preps)
        target = self._right(place, 3) if place >= 0 else None
        if target is None:
            target = self._right(at + 1, noun - at)
            if target is not None and self._starts[target] > noun:
                return []
        if target is None or holder is None or holder == target:
            return []
        return [self._make(at, holder, target, entry, "idiom")]

    # -- nouns and adjectives ---------------------------------------------------------------

    def _noun(self, at: int, entry: Entry) -> list[Relation]:
        if entry.frame == "judge":
            return self._judged(at, entry)
        if entry.frame == "act":
            actor = self._owner(at)
            if actor is None:
                place = self._preposition(at, ("by", "of"))
                actor = self._right(place, 3) if place >= 0 else None
            return [self._make(at, None, actor, entry, "noun.act")] if actor is not None else []
        if entry.frame == "role":
            return self._role(at, entry)
        if entry.lemma == "threat" and any(word in BE for word in self.lower[at - 5 : at]):
            return self._judged(at, entry)  # "is a threat to": the speaker judges
        owner = self._owner(at)
        place = self._preposition(at, _TARGETS)
        if self.strict and place >= 0 and self.lower[place - 1] == "from" and entry.value < 0:
            return []  # "retaliation from B": B is who does it
        target = self._right(place, 6) if place >= 0 else None
        by = self._by_after(target) if target is not None else -1
        holder = self._right(by, 4) if by >= 0 else owner
        if holder is None and self._held(at):
            holder = self._left(at)
        if target is None:
            holder, target = self._given(at)
        if target is None or holder is None or holder == target:
            return []
        return [self._make(at, holder, target, entry, "noun.of")]

    def _held(self, at: int) -> bool:
        """Say whether a verb before the noun gives it a holder: "voiced criticism of"."""
        return any(
            word in _GIVING or word in BE or word in HAVE or word in _VOICING
            for word in self.lower[max(self.first, at - 6) : at]
        )

    def _given(self, at: int) -> tuple[int | None, int | None]:
        """Read "A offered B [a tepid] endorsement"."""
        target = bisect_right(self._ends, at) - 1
        if target < 1 or at - self._ends[target] > 4:
            return None, None
        verb = self._starts[target] - 1
        if verb >= self.first and self.lower[verb] in _GIVING:
            return self._left(verb), target
        return None, None

    def _by_after(self, target: int) -> int:
        end = self.spots[target][1]
        for place in range(end, min(end + 5, self.last)):
            if self.lower[place] in ("by", "from"):
                return place + 1
        return -1

    def _role(self, at: int, entry: Entry) -> list[Relation]:
        """Read "a critic of B", "B's ally", "B supporters"."""
        owner = self._owner(at)
        beside = self._spot_ending(at)
        target = owner if owner is not None else beside
        if target is None:
            place = self._preposition(at, ("of", "to"))
            target = self._right(place, 3) if place >= 0 else None
        if target is None:
            last = self._left(at)
            plain = last is not None and any(
                word in BE for word in self.lower[self._ends[last] : at]
            )
            return self._both(at, last, entry) if plain and last is not None else []
        for other in (self._left_before(at, target), self._spot_at(at + 1), self._spot_at(at + 2)):
            if other is not None and other != target:
                return [self._make(at, other, target, entry, "noun.role")]
        return []

    def _adjective(self, at: int, entry: Entry) -> list[Relation]:
        if entry.frame == "judge":
            return self._judged(at, entry)
        place = self._preposition(at, entry.preps)
        target = self._right(place, 6) if place >= 0 else None
        holder = self._left(at)
        if target is None or holder is None or holder == target:
            return []
        return [self._make(at, holder, target, entry, "adjective.of")]

    def _judged(self, at: int, entry: Entry) -> list[Relation]:
        if self.strict and entry.lemma in _OF_ANYTHING:
            return []
        return self._judging(at, entry)

    def _judging(self, at: int, entry: Entry) -> list[Relation]:
        """Read "the brutal B", "B is a dictatorship"; whoever speaks holds it."""
        lower = self.lower
        target = self._owner(at)
        if target is None and entry.kind == "n":
            target = self._spot_ending(at)
        if target is None and entry.kind == "a":
            for step in (1, 2):
                target = target if target is not None else self._spot_at(at + step)
        if target is None:
            named = self._called(at)
            if named is not None:
                return [self._make(at, *named, entry, f"judge.called.{entry.kind}")]
            place = at - 1
            while place > self.first and at - place < 8 and lower[place] not in BE:
                if lower[place] in (",", "that", "of", "for", "by", "to"):
                    return []
                place -= 1
            if lower[place] in BE - {"'s"} and at - place < 8:
                while place > self.first and (
                    lower[place - 1] in HAVE or lower[place - 1] in ("also", "not", "always")
                ):
                    place -= 1
                target = self._spot_ending(place)
        return (
            [self._make(at, None, target, entry, f"judge.{entry.kind}")]
            if target is not None
            else []
        )

    def _called(self, at: int) -> tuple[int, int] | None:
        """Read "A called B a disgrace": who calls, and who is called so."""
        place = at - 1
        while place > self.first and at - place < 8:
            target = self._spot_ending(place + 1)
            if target is None and self.lower[place] in ("'s", "'"):
                target = self._spot_ending(place)  # "described Israel's actions as"
            if target is not None:
                verb = self._starts[target] - 1
                while verb > self.first and self.lower[verb] in ("the", "president", "mr"):
                    verb -= 1
                if self.lower[verb] not in _NAMING:
                    return None
                holder = self._left(verb)
                return (holder, target) if holder is not None and holder != target else None
            if self.lower[place] in (",", "and", "of"):
                return None
            place -= 1
        return None

    # -- value ------------------------------------------------------------------------------

    def _make(self, at: int, holder: int | None, target: int, entry: Entry, rule: str) -> Relation:
        value = entry.value
        for place in (at - 1, at - 2, at + 1):
            if self.first <= place < self.last:
                value *= INTENSIFIERS.get(self.lower[place], 1.0)
        if "neither" in self.lower[max(self.first, at - 4) : at]:
            value = 0.0  # neither for nor against is no position
        if self._denied(at):
            rule = f"not.{rule}"
            # Not to blame is no praise; not to support says something.
            value *= -0.35 if value > 0 else -0.2
        ends = [self.spots[target]] + ([self.spots[holder]] if holder is not None else [])
        first = min([at, *(spot[0] for spot in ends)])
        last = max([at + 1, *(spot[1] for spot in ends)])
        return Relation(
            holder, target, max(-1.0, min(1.0, value)), first, last, f"{rule}:{entry.lemma}"
        )

    def _denied(self, at: int) -> bool:
        place = at - 1
        denials = 0
        while place >= self.first and at - place <= 5:
            word = self.lower[place]
            if word in NEGATION or word in ("stopped", "without", "denied", "denies", "denying"):
                denials += 1
            elif word in (",", ";", "and", "but", "that", "who", "for"):
                break
            place -= 1
        if left_undone(self.lower, at, self.first, self.last):
            denials += 1
        return denials % 2 == 1


__all__ = ["Finder", "Relation", "Spot"]
