"""Stances by way of a text or an act: "voted for the resolution that suspended Russia".

Whoever backs a text that condemns a state is against that state; whoever opposes it is not. And
whoever condemns an attack condemns the attacker, wherever the words name him, not the victim.
"""

from __future__ import annotations

from typing import NamedTuple

from legation.reading.denying import left_undone
from legation.reading.grammar import NEGATION, forms
from legation.reading.stance.evaluation import evaluation
from legation.reading.stance.spots import HARD, Spots


def _every(lemmas: str, value: float) -> dict[str, float]:
    found: dict[str, float] = {}
    for lemma in lemmas.split():
        one = forms(lemma)
        for form in (one.base, *one.third, *one.past, *one.participle, *one.gerund):
            found[form] = value
    return found


_VOTES = _every("vote", 0.6)
_BACKS = _every(
    "back support endorse approve adopt sponsor cosponsor co-sponsor table introduce propose "
    "favour favor join pass applaud welcome praise hail justify defend", 0.6
)  # fmt: skip
_AGAINST = _every("oppose reject veto block protest resist", -0.6)
_DEPLORES = _every(
    "condemn denounce criticise criticize slam decry deplore blast rebuke censure lambast assail "
    "lament", -0.9
)  # fmt: skip
_SIDES = (
    _VOTES | _BACKS | _AGAINST | _DEPLORES | _every("abstain", 0.0)
    | {"against": -0.6, "sponsored": 0.6}
)  # fmt: skip
_TEXTS = frozenset(
    "resolution resolutions motion draft text texts proposal amendment declaration statement bid "
    "measure".split()
)
#: What one state does to another; the noun takes "by" before who does it, "on" before whom.
_ATTACKS = frozenset(
    "attack attacks assault assaults strike strikes airstrike airstrikes invasion war offensive "
    "raid raids bombing bombings bombardment shelling aggression annexation occupation blockade "
    "incursion incursions killing killings massacre intervention seizure crackdown violence "
    "jailing arrest detention execution imprisonment poisoning treatment seizing drilling "
    "deportation persecution operation operations onslaught launch launches test tests decision "
    "move policy policies plan plans actions action recognition threat threats".split()
)
_MEASURES = frozenset(
    "sanctions embargo boycott tariffs expulsion suspension exclusion isolation removal "
    "condemnation punishment".split()
)
_SUFFERED = frozenset("invasion annexation occupation bombing bombardment shelling killing "
                      "blockade seizure".split())  # fmt: skip
_SPEAKS = _every("demand urge call", -0.5)


class Relation(NamedTuple):
    """Place of the holder and the target among the spots (None: whoever speaks), and the value.

    `words[first:last]` are what it rests on.
    """

    holder: int | None
    target: int
    value: float
    first: int
    last: int
    rule: str


_BACKWARDS = frozenset("walk walks walked pull pulled hold held go goes went come came".split())


class Measures(Spots):
    """Reads stances towards states that a text or an act is directed at."""

    def measures(self) -> tuple[list[Relation], set[int]]:
        """Give the stances, and the places of words that are told by them."""
        found: list[Relation] = []
        told: set[int] = set()
        for at in range(self.first, self.last - 2):
            if self.lower[at] not in _SIDES or at in told:
                continue
            made, covered = self._measure(at)
            found += made
            told |= covered
        return found, told

    def _measure(self, at: int) -> tuple[list[Relation], set[int]]:
        word = self.lower[at]
        value, place = _SIDES[word], at + 1
        if self.lower[at - 1] in _BACKWARDS or self.lower[place] in ("away", "off", "down"):
            return [], {at}  # "walked back", "backed away from"
        if word in _VOTES:
            choice = self._choice(at + 1)
            if choice is None:
                return [], set()
            value, place = choice
        elif word == "against":
            return [], set()
        if value == 0.0 and self.lower[place] in ("on", "from", "in", "over"):
            place += 1
        if place < self.last and self.lower[place] == "what":
            place = next(
                (p + 1 for p in range(place, min(place + 5, self.last))
                 if self.lower[p] in ("called", "as", "termed", "calls")), place
            )  # fmt: skip
        text = self._text(place, at)
        if text is not None or word in _VOTES:
            if value == 0.0 or text is None:
                return [], set(range(at, min(place + 8, self.last))) if text else set()
            return self._on_text(at, text, value)
        return self._on_act(at, place, value)

    def _choice(self, at: int) -> tuple[float, int] | None:
        """Give the value of a vote and the place after its words: "in favour of", "against"."""
        for place in range(at, min(at + 6, self.last)):
            word = self.lower[place]
            if word in ("for", "favour", "favor", "yes"):
                return 0.6, place + 1
            if word in ("against", "no"):
                return -0.6, place + 1
            if word == "to":
                return 0.6, place + 1
            if word == "on" or word == "with" or word in HARD:
                return None
        return None

    def _text(self, place: int, at: int) -> int | None:
        """Give the place after the noun of a text, or of a verb that says what it does."""
        for step in range(place, min(place + 6, self.last)):
            word = self.lower[step]
            if word in _TEXTS:
                return step + 1
            if word in HARD or word in (",", "by", "from", "on"):
                return None
            if step == place and self.lower[at] in _VOTES and self._polar(step) is not None:
                return step
        return None

    def _polar(self, at: int) -> float | None:
        """Give which way the word at a place is directed at whom it is done to."""
        word = self.lower[at]
        if word in _SPEAKS:
            return None if word.startswith("call") else -0.5
        if word in _MEASURES:
            return -0.7
        for entry in evaluation().get(word, ()):
            if entry.kind in "vn" and entry.frame == "so" and abs(entry.value) >= 0.4:
                return entry.value
        return -0.7 if word in ("demanding", "urging", "strip", "stripping", "exclude") else None

    def _on_text(self, at: int, place: int, value: float) -> tuple[list[Relation], set[int]]:
        """Read what the text does, and to whom."""
        covered = {at}
        for step in range(place, min(place + 10, self.last)):
            word = self.lower[step]
            if word in HARD or word in (",", "but", "while", "because"):
                break
            polar = self._polar(step)
            if polar is None:
                continue
            covered.add(step)
            acts, more = self._on_act(at, step + 1, value if polar > 0 else -value)
            if acts:
                return acts, covered | more
            target = self._right(step + 1, 5)
            holder = self._left(at)
            if target is None or holder is None or holder == target:
                break
            sign = 1 if polar > 0 else -1
            made = self._made(at, holder, target, value * sign, "text.directed")
            return made, covered | set(range(at, made[0].last if made else at))
        return [], covered | set(range(at, min(place + 9, self.last)))

    def _on_act(self, at: int, place: int, value: float) -> tuple[list[Relation], set[int]]:
        """Read "condemned the attack by A on B", "opposes sanctions against B"."""
        noun = self._act(place)
        if noun is None:
            return [], set()
        holder = self._left(at)
        agent, victim = self._sides(place, noun)
        if holder is None or (agent is None and victim is None):
            return [], set()
        made: list[Relation] = []
        if agent is not None and agent != holder:
            made += self._made(at, holder, agent, value, "act.by")
        if victim is not None and victim != holder and (
            agent is None or self.lower[noun] in _MEASURES or value > 0
        ):  # fmt: skip
            harm = self.lower[noun] not in ("recognition", "decision", "plan", "policy")
            if harm:
                weak = max(-0.5, min(0.5, -value))
                made += self._made(at, holder, victim, weak, "act.on")
        return made, {at}

    def _act(self, place: int) -> int | None:
        for step in range(place, min(place + 9, self.last)):
            word = self.lower[step]
            if word in _ATTACKS or word in _MEASURES:
                return step
            if word in HARD or word in (",", "for", "by", "on", "with", "over", "who", "that"):
                return None
            spot = self._spot_at(step)
            if spot is not None:
                after = self.spots[spot][1]
                near = self.lower[after : after + 4]
                if not any(one in _ATTACKS or one in _MEASURES for one in near):
                    return None
        return None

    def _sides(self, place: int, noun: int) -> tuple[int | None, int | None]:
        """Give who does an act and whom it is done to."""
        agent = next(
            (self._spot_at(step) for step in range(place, noun) if self._spot_at(step) is not None),
            None,
        )
        victim = None
        for step in range(noun + 1, min(noun + 12, self.last)):
            word = self.lower[step]
            if word in HARD or word in (",", "and", "but", "that", "which"):
                break
            if word in ("by", "from") and agent is None:
                agent = self._right(step + 1, 3)
            elif word in ("on", "against", "at") and victim is None:
                victim = self._right(step + 1, 3)
            elif word == "of" and step == noun + 1:
                near = self._right(step + 1, 3)
                if self.lower[noun] in _SUFFERED or self.lower[noun] in _MEASURES:
                    victim = near
                elif agent is None:
                    agent = near
        if victim is not None and victim == agent:
            victim = None
        if self.lower[noun] in _MEASURES and agent is not None and victim is None:
            return agent, None
        return agent, victim

    def _made(self, at: int, holder: int, target: int, value: float, rule: str) -> list[Relation]:
        denied = any(word in NEGATION for word in self.lower[max(self.first, at - 4) : at])
        if denied or left_undone(self.lower, at, self.first, self.last):
            return []
        ends = [self.spots[target], self.spots[holder]]
        first = min(at, *(spot[0] for spot in ends))
        last = max(at + 1, *(spot[1] for spot in ends))
        return [Relation(holder, target, value, first, last, f"{rule}:{self.lower[at]}")]


__all__ = ["Measures", "Relation"]
