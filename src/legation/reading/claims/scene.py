"""A sentence with what the readers of claims ask of it: actors, times, numbers, who does a verb."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from legation.reading.claims import lexicon as words_of
from legation.reading.claims.dates import Time, times
from legation.reading.claims.numbers import Quantity, quantities
from legation.reading.denying import undone_at
from legation.reading.grammar import (
    BE,
    DO,
    HAVE,
    HEDGES,
    MAYBE,
    MODALS,
    NEGATION,
    PREPOSITIONS,
)
from legation.reading.page import Mention, Page
from legation.states.groups import find as find_group

_ACTORS = frozenset(
    "state demonym capital metonym government ministry leader office group pronoun description "
    "organisation person".split()
)
#: Words between two actors that are named together.
_JOINING = frozenset(", and & both or nor the plus also as well".split())
#: Words that govern the actor after them: it is no subject.
_GOVERNING = PREPOSITIONS - {"plus"}
_THROUGH = frozenset("the a an its their his her new own former".split())
_SKIPPED = frozenset(
    "has have had is are was were be been being do does did will would shall should can could may "
    "might must 's 've 'll 't not never always consistently usually rarely seldom often both all "
    "each also then later only first again since recently reportedly now still invariably hardly "
    "ever almost nearly mostly generally frequently regularly once twice to cast".split()
)
_AUXILIARIES = (BE | HAVE | DO | MODALS | {"always", "never", "consistently"}) - {"'s"}
_VERBS = (
    words_of.VOTE.keys()
    | words_of.ABSTAIN.keys()
    | words_of.SELL.keys()
    | words_of.BUY.keys()
    | words_of.FOR.keys()
    | words_of.AGAINST.keys()
)
_HARD = frozenset({";", ":", '"', "“", "”", "(", ")", "—", "–", "--"})


#: Pronouns that say whose something is; they name no party of their own.
_OWNERS = frozenset("its their his her our my whose".split())


@dataclass(slots=True)
class Actor:
    """Somebody named in the sentence: `words[first:last]`, code of state or key of group."""

    first: int
    last: int
    code: str
    kind: str
    former: str | None = None


@dataclass
class Scene:
    """One sentence, `words[first:last]`, of a page."""

    page: Page
    first: int
    last: int
    #: Details of the text that the sentence before was about.
    notes: dict[str, str] = field(default_factory=dict)
    #: State that "it" at the head of the sentence means, where nothing else tells.
    carried: str | None = None

    @cached_property
    def lower(self) -> list[str]:
        """The words of the whole page in lower case."""
        return self.page.lower

    @cached_property
    def actors(self) -> list[Actor]:
        """Actors in order; people without a state are none."""
        found: list[Actor] = []
        at = self.first
        # Whoever only dates something ("under Trump") does nothing in it.
        terms = [one for one in self.times if one.precision == "term"]
        while at < self.last:
            if any(one.first <= at < one.last for one in terms):
                at += 1
                continue
            place = self.page.at[at]
            if place < 0:
                at += 1
                continue
            mention = self.page.mentions[place]
            code = code_of(mention)
            if code is None and self.carried and self._heads(mention):
                code = self.carried
            owner = mention.kind == "pronoun" and self.lower[mention.first] in _OWNERS
            if code and mention.kind in _ACTORS and not owner:
                words = self.lower[mention.first : mention.last]
                former = "Soviet Union" if "soviet" in words or "ussr" in words else None
                found.append(Actor(mention.first, mention.last, code, mention.kind, former))
            at = mention.last
        return found

    def _heads(self, mention: Mention) -> bool:
        """Say whether "it" stands where the subject of the sentence does."""
        if mention.kind != "pronoun" or self.lower[mention.first] not in ("it", "they"):
            return False
        before = self.lower[mention.first - 1] if mention.first > self.first else ""
        return before in ("", ",", "and", "but", "yet", "so", "then") or any(
            time.last == mention.first for time in self.times
        )

    @cached_property
    def times(self) -> list[Time]:
        """Times spoken of."""
        return times(self.page, self.first, self.last)

    @cached_property
    def quantities(self) -> list[Quantity]:
        """Numbers and frequencies."""
        dated = {at for time in self.times for at in range(time.first, time.last)}
        low, found = self.first, []
        for begin, end, _ in sorted(self.symbols):
            found += quantities(self.lower, low, max(low, begin))
            low = max(low, end)  # the numbers of a symbol count nothing
        found += quantities(self.lower, low, self.last)
        return [one for one in found if not (one.unit != "frequency" and one.first in dated)]

    @cached_property
    def in_assembly(self) -> bool:
        """Say whether the sentence speaks of votes of a body of the United Nations."""
        if any(word in words_of.UN for word in self.lower[self.first : self.last]) or self.symbols:
            return True
        return (
            self.has("united", "nations") >= 0
            or self.has("security", "council") >= 0
            or self.has("rights", "council") >= 0
        )

    @cached_property
    def symbols(self) -> list[tuple[int, int, str]]:
        """Symbols of resolutions: place, place after, symbol."""
        return _symbols(self.lower, self.first, self.last)

    def has(self, *phrase: str) -> int:
        """Give the place of the first word of a phrase, or -1."""
        lower, size = self.lower, len(phrase)
        for at in range(self.first, self.last - size + 1):
            if lower[at] == phrase[0] and tuple(lower[at : at + size]) == phrase:
                return at
        return -1

    def actor_at(self, at: int) -> Actor | None:
        """Give the actor that the word belongs to."""
        return next((one for one in self.actors if one.first <= at < one.last), None)

    def actor_after(self, at: int, reach: int = 4) -> Actor | None:
        """Give the actor that begins at the word or after articles and adjectives."""
        for one in self.actors:
            if one.first >= at:
                between = self.lower[at : one.first]
                if len(between) <= reach and not any(
                    word in _GOVERNING or word in _HARD or word in (",", "and", "than")
                    for word in between
                ):
                    return one
                return None
        return None

    def chain_from(self, actor: Actor) -> list[Actor]:
        """Give the actor and those named together with it to its right."""
        found = [actor]
        for one in self.actors:
            if one.first < found[-1].last:
                continue
            between = self.lower[found[-1].last : one.first]
            if len(between) > 4 or not between or not all(word in _JOINING for word in between):
                break
            if self._begins_clause(found[0], one, between):
                break
            found.append(one)
        return found if self._listed(found) else [actor]

    def _begins_clause(self, first: Actor, one: Actor, between: list[str]) -> bool:
        """Say whether an actor is the subject of what follows: "against Syria, and China voted"."""
        follows = self.lower[one.last] if one.last < self.last else ""
        if "," in between:
            return follows in _VERBS or follows in _AUXILIARIES
        if self.lower[max(first.first - 3, self.first) : first.first].count("apart"):
            return False  # "nobody apart from the United States and Israel opposed it"
        return follows in _VERBS and self.governed(first) in ("to", "against", "with", "from", "on")

    def chain_to(self, actor: Actor) -> list[Actor]:
        """Give the actor and those named together with it to its left."""
        found = [actor]
        for one in reversed(self.actors):
            if one.last > found[0].first:
                continue
            between = self.lower[one.last : found[0].first]
            if len(between) > 4 or not between or not all(word in _JOINING for word in between):
                break
            if "," in between and self.governed(one) is not None:
                break  # "against Syria, and China ..."
            found.insert(0, one)
        return found if self._listed(found) else [actor]

    def _listed(self, actors: list[Actor]) -> bool:
        """Say whether more than commas stand between them."""
        span = self.lower[actors[0].last : actors[-1].first]
        return any(word in _JOINING and word not in (",", "the") for word in span)

    def governed(self, actor: Actor) -> str | None:
        """Give the preposition that governs the actor, or None."""
        at = actor.first - 1
        while at >= self.first and (
            self.lower[at] in _THROUGH or (self.lower[at].isalpha() and self._attribute(at))
        ):
            at -= 1
        word = self.lower[at] if at >= self.first else ""
        return word if word in _GOVERNING and word not in ("as", "neither") else None

    def _attribute(self, at: int) -> bool:
        """Say whether a word before an actor may be its adjective."""
        word = self.lower[at]
        return word in (
            "neighbouring",
            "neighboring",
            "modern",
            "post",
            "fellow",
            "european",
            "western",
            "arab",
            "rival",
        )

    def subjects(self, at: int) -> list[Actor]:
        """Give who does the verb at a word: the nearest actors to the left that nothing governs."""
        low = self.first
        if self.pronoun_before(at):
            return []
        for place in range(at - 1, self.first - 1, -1):
            if self.lower[place] in _HARD and self.lower[place] not in ("(", ")"):
                low = place + 1
                break
        spare: list[Actor] = []
        for one in reversed(self.actors):
            if one.last > at or one.first < low:
                continue
            aside = self.lower[max(one.first - 2, low) : one.first] in ([",", "a"], [",", "an"])
            if aside and one.kind == "group":
                continue  # "Turkey, a NATO member, has not"
            chain = self.chain_to(one)
            if self.set_apart(chain[0]):
                continue
            if self.governed(chain[0]) is None or self._adjoins(chain, at):
                if self.possessive(chain[-1]):
                    spare = spare or chain
                    continue
                return chain
            if self.governed(chain[0]) in ("of", "from", "than", "but", "except") and not spare:
                spare = chain
        return spare

    def set_apart(self, actor: Actor) -> bool:
        """Say whether an actor is named as the one who did not: "Israel, not Russia, voted"."""
        at = actor.first - 1 - (self.lower[actor.first - 1] == "the")
        return at > self.first and self.lower[at] == "not" and self.lower[at - 1] in (",", "and")

    def pronoun_before(self, at: int) -> bool:
        """Say whether a pronoun whose meaning is not known is the subject of the verb."""
        place = at - 1
        while place >= self.first and (
            self.lower[place] in _SKIPPED or self.lower[place] in HEDGES
        ):
            place -= 1
        return (
            place >= self.first
            and self.lower[place] in ("it", "they", "he", "she", "we", "i", "you")
            and self.actor_at(place) is None
        )

    def _adjoins(self, chain: list[Actor], at: int) -> bool:
        """Say whether a clause with the verb begins: "after Israel had voted"."""
        word = self.lower[chain[0].first - 1] if chain[0].first > self.first else ""
        if word == "the" and chain[0].first - 1 > self.first:
            word = self.lower[chain[0].first - 2]
        between = self.lower[chain[-1].last : at]
        return word in ("after", "before", "since", "until", "once", "as", "like", "than") and all(
            one in _SKIPPED for one in between
        )

    def possessive(self, actor: Actor) -> bool:
        """Say whether the actor stands in the possessive."""
        return actor.last < self.last and self.lower[actor.last] in ("'s", "'")

    def denied(self, at: int, low: int | None = None) -> bool:
        """Say whether the verb at a word is denied by words before it in its group."""
        low = self.first if low is None else low
        undone = undone_at(self.lower, at, low, self.last)
        if undone >= 0:
            return not self.denied(undone, low)  # "did not fail to"
        denials = 0
        place = at - 1
        steps = 0
        while place >= low and steps < 8:
            word = self.lower[place]
            often = any(
                one.unit == "frequency" and one.first <= place < one.last for one in self.quantities
            )  # "hardly ever" says how often, and denies nothing
            if (word in NEGATION and word not in ("nor",) and not often) or word in (
                "refused",
                "declined",
                "refuses",
                "failed",
                "fails",
                "refuse",
                "fail",
                "declines",
                "neglected",
            ):
                denials += 1
            elif word not in _SKIPPED and word != "yet" and word not in HEDGES:
                break
            place -= 1
            steps += 1
        return denials % 2 == 1

    def hedged(self, low: int | None = None, high: int | None = None) -> bool:
        """Say whether words in the span bound how sure it is."""
        for at in range(low or self.first, high or self.last):
            word = self.lower[at]
            if word in HEDGES and word not in ("likely", "unlikely"):
                return True
            if word in MAYBE and not (word == "may" and self.page.words[at][0].isupper()):
                return True
            if word in ("seems", "appears", "seem", "appear") and self.lower[at + 1 : at + 2] == [
                "to"
            ]:
                return True
            if word in ("believed", "thought", "rumoured", "rumored", "understood") and (
                self.lower[at + 1 : at + 2] == ["to"]
            ):
                return True
        return False


def code_of(mention: Mention) -> str | None:
    """Give the state, or the key of the group, that a mention means."""
    if mention.state:
        return mention.state
    if mention.kind == "group":
        group = find_group(mention.name)
        return group.key if group else mention.name
    return None


def codes(actors: list[Actor]) -> tuple[str, ...]:
    """Give the codes of actors, each once, in order."""
    return tuple(dict.fromkeys(one.code for one in actors))


def _symbols(lower: list[str], first: int, last: int) -> list[tuple[int, int, str]]:
    """Read "ES-11/3", "A/RES/68/262" and "resolution 68/262" from their words."""
    found = []
    for at in range(first, last):
        if lower[at] != "/" or at + 1 >= last or not lower[at + 1][0].isdigit():
            continue
        if at - 1 < first or not lower[at - 1].isdigit() or int(lower[at - 1]) > 200:
            continue
        symbol, begin = f"{lower[at - 1]}/{lower[at + 1]}", at - 1
        if begin - 2 >= first and lower[begin - 1] == "-" and lower[begin - 2] in ("es", "s"):
            symbol, begin = f"{lower[begin - 2].upper()}-{symbol}", begin - 2
        while begin - 2 >= first and lower[begin - 1] == "/" and lower[begin - 2] in ("res", "a"):
            begin -= 2
        end = at + 2
        found.append((begin, end, symbol))
    for at in range(first, last - 1):
        number = lower[at + 1]
        if lower[at] != "resolution" or not number.isdigit() or not 3 <= len(number) <= 4:
            continue
        year = 1945 <= int(number) <= 2045 and (at == first or lower[at - 1] != "council")
        if not year and lower[at + 2 : at + 3] != ["/"]:
            found.append((at, at + 2, number))
    return found


__all__ = ["Actor", "Scene", "code_of", "codes"]
