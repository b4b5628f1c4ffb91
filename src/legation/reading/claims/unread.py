"""Words that bound a claim and that no rule understood.

"Israel sold arms to Russia only once" is more than that it sold arms; who decides the plain
proposition decides another one. A claim therefore carries the words of its clause that can bound
it and that went into none of its parts: times, numbers, states, words as "only" and "except", and
phrases of a preposition ("at the conference", "for the navy"). What merely tells of the doing
("angered Moscow", "formally") bounds nothing.
"""

from __future__ import annotations

from legation.reading.claims import lexicon as words_of
from legation.reading.claims.bounding import (
    ASIDE,
    BINDING,
    BOUNDING,
    COMPANY,
    DULL,
    ENDS,
    FREE,
    KNOWN,
    STOPS,
    TELLS,
)
from legation.reading.claims.dates import Time
from legation.reading.claims.frames import Frame
from legation.reading.claims.numbers import Quantity
from legation.reading.claims.resolutions import actions
from legation.reading.claims.scene import Scene
from legation.reading.grammar import PREPOSITIONS


def unread(
    scene: Scene,
    kind: str,
    made: Frame,
    time: Time | None,
    date: str | None,
    *,
    valued: bool,
) -> str | None:
    """Give the words of a claim's clause that bound it and went into none of its parts.

    Parameters
    ----------
    scene
        The clause.
    kind
        Type of the claim.
    made
        Its proposition, with its details.
    time
        The time that became its window.
    date
        The day, month or year of the text that it names.
    valued
        Whether a number of the clause became its value or quantifier.

    Returns
    -------
    str or None
        The words, parted by a semicolon; None where nothing was left over.
    """
    if kind in FREE:
        return None
    first, last = region(scene, made)
    taken = _taken(scene, made, time)
    found: dict[int, str] = {}
    for one in scene.times:
        here = (
            one is not time
            and not of_other(scene, made, one)
            and first <= one.first < last
            and not taken & set(_span(one))
        )
        if here and not _dates(date, one):
            found[one.first] = _words(scene, one.first, one.last)
        taken |= set(_span(one))
    for number in scene.quantities:
        if not first <= number.first < last or taken & set(_span(number)):
            continue
        if number.unit == "factor" or (
            not valued and not _said_otherwise(scene, kind, made, number)
        ):
            found[number.first] = _words(scene, number.first, number.last)
        taken |= set(_span(number))
    if made.family in ("fact", "membership") and scene.lower[made.at - 1] == "to":
        intent = scene.lower[made.at - 2]
        if intent in ("agreed", "agrees", "decided", "decides", "chose", "opted"):
            found[made.at - 2] = _words(scene, made.at - 2, made.at)  # not yet done
    if (doubted := _unproven(scene, first)) is not None:
        found[doubted] = _words(scene, doubted, first)
    for at in range(first, last):
        word = scene.lower[at]
        dated = any(one.first <= at < one.last for one in scene.times)
        if word in ("session", "sessions") and not dated and not made.details.get("symbol"):
            found[at] = scene.page.words[at]  # votes are not asked for by the name of a session
        if at in taken:
            continue
        if word in BOUNDING and kind not in BOUNDING[word] and not _harmless(scene, at, made):
            found[at] = scene.page.words[at]
        elif word == "under" and _ruler(scene, at + 1):
            found[at] = _words(scene, at, at + 2)
        elif word == "for" and scene.lower[at + 1 : at + 2] == ["all"]:
            taken |= set(range(at, _phrase(scene, at, last, taken)))  # "for all their enmity"
        elif word == "as" and scene.lower[at - 1] in ("came", "comes", "come"):
            continue  # "came as a surprise"
        elif word == "among" and kind == "only" and "among" not in made.details:
            end = _phrase(scene, at, last, set())
            named = scene.actor_after(at + 1, 2)
            if end or named is None or named.code not in (*made.subject, *made.object):
                found[at] = _words(scene, at, max(end, at + 2))
                taken |= set(range(at, end))
        elif word in BINDING and (end := _phrase(scene, at, last, taken)):
            found[at] = _words(scene, at, end)
            taken |= set(range(at, end))
    found |= _owned(scene, made, taken)
    found |= _spared(scene, made)
    found |= _of_a_part(scene, kind, made)
    found |= _kinds(scene, kind, range(first, last), taken)
    found |= _states(scene, made, range(first, last), taken, min(found, default=last))
    return "; ".join(found[at] for at in sorted(found)) or None


def _unproven(scene: Scene, first: int) -> int | None:
    """Give the word that leaves open what follows "that": "there is no evidence that"."""
    if first == scene.first or scene.lower[first - 1] != "that":
        return None
    for at in range(scene.first, first):
        if scene.lower[at] in ("evidence", "proof", "sign", "indication", "unclear", "doubtful"):
            return at
    return None


def _ruler(scene: Scene, at: int) -> bool:
    """Say whether a person begins at a word, whose time in office is not known."""
    named = scene.actor_after(at, 2)
    return named is not None and named.kind in ("leader", "person")


def _said_otherwise(scene: Scene, kind: str, made: Frame, number: Quantity) -> bool:
    """Say whether a number tells what another part of the claim tells: "the two states"."""
    if kind in ("only", "trend", "superlative", "group", "count", "designation"):
        return True
    if kind == "existence" and scene.lower[number.first : number.last] == ["once"]:
        return number.last <= made.at and scene.lower[number.first - 1] != "only"
    if number.of == "states":
        return number.value == len(made.subject) or number.value == 1
    before = scene.lower[max(scene.first, number.first - 3) : number.first]
    return number.of == "times" and number.value == 1 and bool({"not", "never", "'t"} & set(before))


def _span(one: object) -> range:
    return range(one.first, one.last)  # type: ignore[attr-defined]


def _words(scene: Scene, first: int, last: int) -> str:
    return scene.page.text[scene.page.starts[first] : scene.page.ends[last - 1]]


def region(scene: Scene, made: Frame) -> tuple[int, int]:
    """Give the words that are of the proposition: its clause without asides and who reports it."""
    first, last, lower = scene.first, scene.last, scene.lower
    head = min([made.at, *(one.first for one in made.who)])
    for at in range(head - 1, scene.first, -1):
        if lower[at] == "that" or (lower[at] in words_of.SAY and lower[at] not in words_of.ALWAYS):
            first = at + 1
            break
    if lower[first : first + 2] == ["according", "to"]:
        first = next((at + 1 for at in range(first, head) if lower[at] == ","), head)
    for at in range(max(made.last, made.at + 1), scene.last):
        word = lower[at]
        if word in ASIDE or word in ('"', "”", "“"):
            last = at
            break
        if word == "," and at + 1 < scene.last and (
            lower[at + 1] in ASIDE or lower[at + 1] in words_of.SAY
            or scene.actor_after(at + 1, 1) is not None or lower[at + 1] in ("a", "an", "according")
        ):  # fmt: skip
            last = at
            break
        if (
            word in ("and", "but")
            and at > made.at
            and (_next_verb(scene, at) or _other(scene, made, at))
        ):
            last = at
            break
    return first, last


def _other(scene: Scene, made: Frame, at: int) -> bool:
    """Say whether somebody else is told of after a conjunction: "and the Union in 2004"."""
    near = scene.actor_after(at + 1, 2)
    return near is not None and near.code not in (*made.subject, *made.object)


def _next_verb(scene: Scene, at: int) -> bool:
    """Say whether a new predicate begins after a conjunction: "and abstained on it"."""
    for place in range(at + 1, min(at + 5, scene.last)):
        word = scene.lower[place]
        if word in KNOWN and word not in words_of.ARMS:
            return True
        if word not in DULL and not word.endswith("ly") and scene.actor_at(place) is None:
            return word.endswith("ed")
    return False


def of_other(scene: Scene, made: Frame, time: Time) -> bool:
    """Say whether a time stands in the predicate before: "joined in 1999 and left in 2004"."""
    begin = min([made.at, *(one.first for one in made.who)])
    return begin < time.first < made.at and any(
        scene.lower[at] in ("and", "but", "then") for at in range(time.last, made.at)
    )


def _taken(scene: Scene, made: Frame, time: Time | None) -> set[int]:
    """Give the words that went into parts of the claim."""
    taken: set[int] = set()
    if time is not None:
        taken |= set(_span(time))
    for begin, end in made.used:
        taken |= set(range(begin, end))
    passive = made.rule.endswith((".passive", ".counted"))
    if "group" in made.details or made.family == "list" or passive:
        taken |= set(range(scene.first, made.at))
    if "resolution" in made.details or "topic" in made.details:
        end = made.last
        symbols = [one for one in scene.symbols if made.at < one[0] < made.last]
        if symbols:
            end = symbols[-1][1]  # the symbol says which text; what follows bounds the claim
        taken |= set(range(made.at, end))
        if not symbols:
            taken |= {at for one in scene.times if made.at <= one.first < made.last
                      for at in range(one.first, one.last)}  # fmt: skip
    named = {*made.subject, *made.object, *made.details.get("target", "").split()}
    named |= {made.details.get(name, "") for name in ("comparator", "lister", "sponsor", "group")}
    named |= set(made.details.get("listed", "").split())
    for one in scene.actors:
        if one.code in named:
            taken |= set(range(one.first, one.last))
    for begin, end, _ in scene.symbols:
        taken |= set(range(begin, _of_symbol(scene, end)))
    return taken


def _dates(date: str | None, time: Time) -> bool:
    """Say whether a time is the day of a text the claim names by day."""
    return bool(date and time.start and time.start.isoformat().startswith(date))


def _harmless(scene: Scene, at: int, made: Frame) -> bool:
    """Say whether a word that bounds is part of another word for something else here."""
    lower, word = scene.lower, scene.lower[at]
    after = lower[at + 1] if at + 1 < scene.last else ""
    if word == "alone" and any(one.last == at for one in scene.times):
        return True  # "in 2022 alone"
    if word == "only":
        counted = any(at < one.first <= at + 2 for one in scene.quantities)
        return lower[at - 1] == "not" or counted  # "only five" is five
    if word == "than":
        return lower[at - 1] in ("rather", "other") or after in ("any", "ever")
    if word == "first" and (scene.page.words[at][0].isupper() and at > scene.first):
        return True
    if word == "when":
        return made.family in ("vote", "tally") and at < made.last
    if word == "never" and made.details.get("double_negation"):
        return True
    if word in ("if",) and lower[at - 1] in ("even", "as"):
        return True
    return word in ("more", "less", "fewer") and after == "than"


def _phrase(scene: Scene, at: int, last: int, taken: set[int]) -> int:
    """Give the place after the phrase of a preposition that holds a word not understood, or 0."""
    lower = scene.lower
    strange = False
    place = at + 1
    while place < last:
        word = lower[place]
        if word in STOPS or word in ENDS or (word in PREPOSITIONS and word not in ("of", "like")):
            break
        if word in ("and", "but", "that", "to") and _next_verb(scene, place):
            break
        if place not in taken:
            named = scene.actor_at(place)
            if named is not None or not (
                word in DULL or word in KNOWN or word in actions() or word.endswith("ly")
            ):
                strange = True
        place += 1
    return place if strange else 0


def _of_symbol(scene: Scene, at: int) -> int:
    """Give the place after what tells of a text named by symbol: "ES-11/4 on the integrity of"."""
    if at >= scene.last or (scene.lower[at] not in TELLS and not scene.lower[at].endswith("ing")):
        return at
    place = at + 1
    while place < scene.last:
        word = scene.lower[place]
        dated = any(time.first == place for time in scene.times)
        if word in STOPS or word in ENDS or dated or word in ("at", "during", "but", "only"):
            break
        place += 1
    return place


def _states(
    scene: Scene, made: Frame, places: range, taken: set[int], before: int
) -> dict[int, str]:
    """Give the states that are named and went into no part, where no symbol settles the text."""
    if "symbol" in made.details:
        return {}
    return {
        one.first: _words(scene, one.first, one.last)
        for one in scene.actors
        if one.kind in ("state", "capital", "group")
        and one.first in places
        and one.first not in taken
        and one.first < before
        and scene.lower[one.first - 1] not in words_of.JOIN
        and scene.lower[one.first - 2 : one.first] not in ([",", "a"], [",", "an"])
    }


def _kinds(scene: Scene, kind: str, places: range, taken: set[int]) -> dict[int, str]:
    """Give the kind of states compared, where it is no group: "the only Pacific state"."""
    found: dict[int, str] = {}
    if kind not in ("only", "superlative", "first", "always"):
        return found
    for at in places[1:]:
        word = scene.lower[at - 1]
        plural = scene.lower[at] in words_of.PLURALS or scene.lower[at] in ("member", "state")
        if (
            plural
            and word.isalpha()
            and not {at - 1, at} & taken
            and (word not in DULL | KNOWN | BOUNDING.keys())
        ):
            found[at - 1] = scene.page.words[at - 1]
    return found


_PARTS = frozenset(
    "paragraph paragraphs amendment amendments clause clauses preamble earlier".split()
)
_MINUS = frozenset("minus excepted excluded bar barring".split())


def _of_a_part(scene: Scene, kind: str, made: Frame) -> dict[int, str]:
    """Give the words by which a part is meant: of a text, of a group, of those counted."""
    lower, words = scene.lower, scene.page.words
    found = {}
    for at in range(scene.first, scene.last):
        word = lower[at]
        # an amendment is a text of its own, where no symbol names another
        of_text = word in _PARTS and {"symbol"} & made.details.keys() and at > made.at
        of_group = kind == "group" and (
            word in _MINUS or (word == "exception" and lower[at - 1] != "without")
        )
        if of_text or of_group:
            found[at] = words[at]
    for number in scene.quantities:
        joined = number.first - 1 > scene.first and lower[number.first - 1] == "and"
        if kind == "count" and number.of == "states" and joined:
            named = scene.actor_at(number.first - 2)
            if named is not None:
                found[named.first] = _words(scene, named.first, number.first)
    return found


_SPARING = frozenset(
    "bar barring minus excluding but except besides save excepting apart other aside".split()
)
_EVERY = frozenset("all every everyone everybody each".split())


def _spared(scene: Scene, made: Frame) -> dict[int, str]:
    """Give who is taken out of those who did: "every state but Israel backed it"."""
    lower = scene.lower
    for one in scene.actors:
        at = one.first - 1
        while at > scene.first and lower[at] in ("the", "for", "from", "than"):
            at -= 1
        if (
            lower[at] in _SPARING
            and one.last <= made.at
            and not _EVERY.isdisjoint(lower[scene.first : at])
        ):
            return {at: _words(scene, at, one.last)}
    return {}


def _owned(scene: Scene, made: Frame, taken: set[int]) -> dict[int, str]:
    """Give what a state of the claim only owns: "sold arms to Israel's enemies"."""
    found: dict[int, str] = {}
    named = {*made.subject, *made.object}
    for one in scene.actors:
        if one.code not in named or not scene.possessive(one) or one.last + 1 >= scene.last:
            continue
        place = one.last + 1
        if place in taken:
            continue
        word = scene.lower[place]
        if word in COMPANY and made.relation not in ("alliance", "relations"):
            found[place] = scene.page.words[place]  # "Russia's allies" are not Russia
            continue
        told = word in DULL or word in KNOWN or word in actions() or word.endswith("ly")
        if word.isalpha() and not told:
            found[place] = scene.page.words[place]
    return found


__all__ = ["of_other", "region", "unread"]
