"""The slots of a clause beside its family: the text voted on, who is named where, what is left."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from legation.reading.claims import lexicon as words_of
from legation.reading.claims.bounding import DULL
from legation.reading.claims.resolutions import actions, describe
from legation.reading.claims.scene import Actor, Scene, codes
from legation.reading.claims.slots.phrases import Cue
from legation.reading.grammar import BE, DO, HAVE, MODALS, MONTHS, NEGATION, PREPOSITIONS

#: Nouns that are a text by themselves.
_ANCHORS = frozenset(
    "resolution resolutions text texts motion draft embargo treaty convention declaration "
    "moratorium amendment proposal".split()
)
_DETERMINERS = frozenset("the a an this that its their".split())
_CLAUSE = frozenset({",", ";", ":", "(", ")", "—", "–", "but", "while", "whereas", "and", "or"})
_VERBS = (
    (BE | HAVE | DO | MODALS)
    | words_of._verbs("meet find get win gather receive come go see throw give turn draw").keys()
) - {"'s", "'d", "'m", "'re", "'ve", "'ll"}
_CHOOSING = frozenset().union(
    words_of.VOTE, words_of.ABSTAIN, words_of.FOR, words_of.AGAINST, words_of.SIDE, words_of.SKIP,
    ("alone", "those", "opponent", "opponents", "supporter", "supporters"),
)  # fmt: skip
#: Words that begin what is claimed of a vote, and end the name of the text before them.
_CLAIMED = frozenset(
    "without each every always never once again alone down twice consistently steadfastly "
    "invariably only except apart nobody its their when while whenever although because ever "
    "which who whose".split()
)
#: Words that cannot change the truth of what is told beside them.
HARMLESS = frozenset(
    "got gets saw sees figured figures sided recorded listed counted numbered registered found "
    "seen known noted "
    "shown one those "
    "states state countries country members member delegation delegate delegates side had has "
    "been being was were is are when came come comes coming put went up vote votes voting voted "
    "ballot ballots tally roll call result results moment hall floor capital government "
    "opted opting preferred chose chosen chooses decided elected ended up turned out way "
    "resolution text motion draft that of from by to in at for on united nations un assembly "
    "general gathering session body world organisation organization choice choices "
    "respective likewise camp made gave give gives given giving met meets meet go goes went "
    "gone cast make makes making take takes taken taking took "
    "stood stand stands standing stayed remained kept held stance position line lines "
    "happened turns position view opinion answer answered included includes include attracted "
    "drew draws both bring itself firmly openly publicly clearly formally officially "
    "duly plainly simply eventually finally "
    "ultimately there here it too also course fact indeed however moreover meanwhile together "
    "already just as many no fewer less than total all did do does done have having not "
    "adopted passed approved new york opposition which who with over".split()
)


class Text(NamedTuple):
    """A text voted on: `words[first:last]` and its details as the frames give them."""

    first: int
    last: int
    details: dict[str, str]


class Roles(NamedTuple):
    """Chains of actors outside the text, by what governs them."""

    free: list[list[Actor]]
    governed: list[tuple[str, list[Actor]]]


def texts(scene: Scene, low: int, high: int) -> list[Text]:
    """Give the texts that are named in a clause, in order."""
    found: list[Text] = []
    at = low
    while at < high:
        symbol = next((one for one in scene.symbols if one[0] == at), None)
        begin = at
        if symbol is not None:
            end = _after_symbol(scene, symbol[1], high)
            begin = _before(scene, at, low, bare=True)
        elif _anchor(scene, at):
            ahead = next((s for s in scene.symbols if at < s[0] <= at + 1 and s[0] < high), None)
            if ahead is not None:
                at += 1
                continue
            end = _after(scene, at + 1, high)
            begin = _before(scene, at, low)
        elif _gerund(scene, at):
            end = _after(scene, at + 1, high)
        else:
            at += 1
            continue
        details = describe(scene, begin, end, named=False)
        if details:
            found.append(Text(begin, end, details))
        at = max(end, at + 1)
    return found


def _anchor(scene: Scene, at: int) -> bool:
    word = scene.lower[at]
    if word in _ANCHORS:
        return True
    return word == "day" and scene.lower[at - 1] in ("international", "world")


def _gerund(scene: Scene, at: int) -> bool:
    """Say whether a text is named by what it does: "for lifting the embargo"."""
    word = scene.lower[at]
    return (
        word.endswith("ing")
        and word in actions()
        and scene.lower[at - 1] in ("for", "against", "of", "behind", "to")
    )


def _before(scene: Scene, at: int, low: int, *, bare: bool = False) -> int:
    """Give where the name of a text begins whose noun is known."""
    lower = scene.lower
    place = at
    while place > low and lower[place - 1] in ("resolution", "text", "draft", "assembly", "un"):
        place -= 1
    if bare and place == at:
        return at
    for step in range(place - 1, max(low, place - 9) - 1, -1):
        word = lower[step]
        if word in _DETERMINERS:
            return step
        own = scene.actor_at(step)
        if own is not None and own.last < scene.last and lower[own.last] == "'s":
            return own.first
        if not (word[0].isalnum() or word in ("-", "'s")) or word in _VERBS:
            break
        if word in PREPOSITIONS and word != "of":
            break
        if word in _CHOOSING and own is None and word not in actions():
            break
    return place


def _after_symbol(scene: Scene, at: int, high: int) -> int:
    lower = scene.lower
    if at < high and lower[at] == "," and at + 1 < high and lower[at + 1] in _DETERMINERS:
        return _after(scene, at + 1, high)
    if at < high and (lower[at] in ("on", "about", "titled") or lower[at].endswith("ing")):
        return _after(scene, at, high)
    return at


def _after(scene: Scene, at: int, high: int) -> int:
    """Give the place after the last word of the name of a text."""
    lower = scene.lower
    for place in range(at, high):
        word = lower[place]
        if word in ('"', "“"):
            close = (p for p in range(place + 1, high) if lower[p] in ('"', "”"))
            return next(close, high - 1) + 1  # the title in quotation marks
        if not (word[0].isalnum() or word[0] in "'-’”\"“") or word in _VERBS or word in _CLAIMED:
            if word in ("its", "their") and lower[place - 1] in PREPOSITIONS:
                continue
            return place
        if word == "for" and lower[place + 1 : place + 4] == ["the", "first", "time"]:
            return place
        if word in ("a", "the") and lower[place + 1 : place + 2] in (["single"], ["miss"], ["no"]):
            return place
        if word in ("at", "not") or (word == "by" and scene.actor_after(place + 1, 1) is not None):
            return place
        if word in ("and", "but", "then") and _new_predicate(scene, place, high):
            return place
        if any(time.first == place for time in scene.times) and (
            word in PREPOSITIONS or word in ("since", "last")
        ):
            return place
        if word in ("came", "said", "cast", "voted", "abstained", "opposed", "rejected"):
            return place
    return high


def _new_predicate(scene: Scene, at: int, high: int) -> bool:
    for place in range(at + 1, min(at + 4, high)):
        word = scene.lower[place]
        if word in ("against", "for", "not", "then", "later") or word in (
            words_of.VOTE.keys() | words_of.ABSTAIN.keys()
            | words_of.AGAINST.keys() | words_of.FOR.keys()
        ):  # fmt: skip
            return True
        if scene.actor_at(place) is None:
            return False
    return False


def roles(scene: Scene, outside: Iterable[tuple[int, int]]) -> Roles:
    """Give the chains of actors that stand in none of the spans, by the word that governs them."""
    hidden = {at for first, last in outside for at in range(first, last)}
    hidden |= {at for one in scene.times for at in range(one.first, one.last)}
    free: list[list[Actor]] = []
    governed: list[tuple[str, list[Actor]]] = []
    done = -1
    for one in scene.actors:
        if one.first in hidden or one.first < done or one.kind in ("organisation", "person"):
            continue
        if one.kind == "pronoun" and scene.lower[one.first] not in ("it", "they"):
            continue
        if scene.set_apart(one):
            done = one.last
            continue
        chain = [x for x in scene.chain_from(one) if x.first not in hidden]
        done = chain[-1].last
        word = scene.governed(one)
        if word is None:
            free.append(chain)
        else:
            governed.append((word, chain))
    return Roles(free, governed)


def left_over(
    scene: Scene, used: list[tuple[int, int]], who: Iterable[Actor], more: frozenset[str]
) -> str | None:
    """Give the words of content of a clause that went into no slot and are not harmless.

    The harmless words are put to `used`, so that nobody asks again what they mean.
    """
    taken = {at for first, last in used for at in range(first, last)}
    used += [(at, at + 1) for at in range(scene.first, scene.last) if scene.lower[at] in HARMLESS]
    taken |= {at for one in who for at in range(one.first, one.last)}
    taken |= {at for time in scene.times for at in range(time.first, time.last)}
    taken |= {at for number in scene.quantities for at in range(number.first, number.last)}
    for first, last, _ in scene.symbols:
        taken |= set(range(first, last))
    found = [
        scene.page.words[at]
        for at in range(scene.first, scene.last)
        if at not in taken
        and scene.lower[at][0].isalnum()
        and scene.lower[at] not in HARMLESS
        and scene.lower[at] not in more
        and not (scene.lower[at] in DULL and scene.lower[at] not in NEGATION)
        and scene.lower[at] not in MONTHS
    ]
    return "; ".join(found) or None


def spans(cues: Iterable[Cue]) -> list[tuple[int, int]]:
    """Give the spans of phrases."""
    return [(cue.first, cue.last) for cue in cues]


__all__ = ["HARMLESS", "Actor", "Roles", "Text", "codes", "left_over", "roles", "spans", "texts"]
