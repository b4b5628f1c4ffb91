"""Groups and areas as those who act: "no EU member", "most Gulf states", "the Central Asians".

What may be touched: ``data/areas.csv`` of this room, the states of each area that has no body of
its own, with where the list is from. Bodies with members that change are in the tables of groups.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources

from legation.reading.claims import lexicon as words_of
from legation.reading.claims.frames import Frame
from legation.reading.claims.numbers import whole
from legation.reading.claims.scene import Scene

#: Words before a group that say how many of it.
_HOW_MANY = {
    **dict.fromkeys("all every each both".split(), "all"),
    **dict.fromkeys("no none neither nobody".split(), "none"),
    **dict.fromkeys("some several any".split(), "some"),
    **dict.fromkeys(("most",), "most"),
    **dict.fromkeys("many few half dozens hardly almost nearly virtually".split(), "unclear"),
}
_PHRASES = (
    (("at", "least", "one"), "some"), (("one", "or", "more"), "some"),
    (("the", "majority", "of"), "most"), (("a", "majority", "of"), "most"),
    (("majority", "of"), "most"), (("not", "one"), "none"), (("not", "a", "single"), "none"),
    (("not", "all"), "not_all"), (("not", "every"), "not_all"), (("one", "of", "the"), "some"),
    (("only", "some"), "unclear"), (("only", "a", "few"), "unclear"),
)  # fmt: skip


@cache
def areas() -> dict[str, tuple[str, ...]]:
    """Give the codes of the states of each area by its words."""
    path = resources.files("legation.reading") / "data" / "areas.csv"
    found = {}
    for row in csv.DictReader(path.read_text("utf-8").splitlines()):
        for words in row["words"].split("|"):
            found[words] = tuple(row["states"].split("|"))
    return found


def area_before(lower: list[str], at: int, low: int) -> tuple[int, tuple[str, ...]]:
    """Give where the words of an area that end before a word begin, and its states."""
    for size in (3, 2, 1):
        if at - size >= low and (found := areas().get(" ".join(lower[at - size : at]))):
            return at - size, found
    return at, ()


def how_many(lower: list[str], low: int, at: int, verb: int) -> str | None:
    """Say how many of a group that begins at a word are meant; None where no word says it."""
    begin = max(low, at - 5)
    for words, name in _PHRASES:
        for place in range(begin, at):
            if tuple(lower[place : place + len(words)]) == words and place + len(words) <= at:
                return name
    if any(whole(lower, p) is not None and lower[p + 1] == "of" for p in range(begin, at)):
        return "unclear"  # "two of the three Baltic states"
    for place in range(at - 1, begin - 1, -1):
        if lower[place] in (",", "that", "said", "in", "on"):
            break
        if lower[place] in _HOW_MANY:
            told = _HOW_MANY[lower[place]]
            before = lower[place - 1] if place > low else ""
            vague = ("almost", "nearly", "virtually", "hardly", "nor", "not")
            return "unclear" if before in vague else told
    bare = at == low or lower[at - 1] not in ("the", "these", "those", "its", "their", "both")
    after = lower[at:verb]
    if "all" in after or "each" in after or "unanimously" in after:
        return "almost_all" if "almost" in after or "nearly" in after else "all"
    plural = any(word in words_of.PLURALS and word.endswith("s") for word in lower[at:verb])
    adjectives = at > low and lower[at - 1].isalpha() and bare
    if plural and bare and (not adjectives or "the" not in lower[begin:at]):
        return "generic"  # "Gulf states backed it" speaks of them as a rule
    return None


def put_area(scene: Scene, made: Frame) -> None:
    """Put the states of an area that is said to act as the subject: "Central Asian states"."""
    if made.subject:
        return
    for at in range(scene.first, made.at):
        plural = scene.lower[at] in words_of.PLURALS
        begin, codes = area_before(scene.lower, at, scene.first)
        if codes and plural:
            made.subject = codes
            made.used.append((begin, at + 1))
            return


def group(scene: Scene, made: Frame) -> tuple[str, str | None] | None:
    """Give the words of a group that acts in the vote, and "yes" where it is said to be at one."""
    if made.family not in ("vote", "pair", "tally") and "voted" not in made.relation:
        return None
    lower = scene.lower
    bloc = any(
        lower[at]
        in (
            "unanimously",
            "unanimous",
            "bloc",
            "together",
            "unison",
            "one",
            "split",
            "united",
            "divided",
        )
        and (lower[at] != "one" or lower[at - 1] == "as")
        for at in range(made.at, min(made.at + 8, scene.last))
    ) or any(
        word in ("unanimous", "unanimously", "bloc", "split")
        for word in lower[scene.first : scene.last]
    )
    named = [one for one in scene.actors if one.last <= made.at and one.kind == "group"]
    if named and set(made.subject) <= {one.code for one in named}:
        made.put(quantifier=how_many(lower, scene.first, named[0].first, made.at))
        return named[0].code, "yes" if bloc else None
    shares = any(
        one.unit == "share" and scene.first <= one.first < made.at for one in scene.quantities
    )
    if shares and not made.subject:
        return None  # "two thirds of the members" is a number
    every = lower[scene.first : scene.first + 1] in (["all"], ["both"]) or (
        0 <= scene.has("not", "one") < made.at
    )
    plural = next(
        (
            at
            for at in range(scene.first, made.at)
            if lower[at] in words_of.PLURALS and lower[at - 1] != "united"
        ),
        None,
    )
    if (
        plural is not None
        and not made.subject
        and (bloc or every or not any(one.of == "states" for one in scene.quantities))
    ):
        begin, end = plural, plural + 1
        while (
            begin > scene.first
            and lower[begin - 1].isalpha()
            and lower[begin - 1]
            not in ("all", "the", "every", "no", "each", "that", "when", "both", "in")
        ):
            begin -= 1
        while (
            end < made.at
            and (lower[end] in ("of", "the", "'s") or lower[end].isalpha())
            and (
                lower[end]
                not in (
                    "did",
                    "all",
                    "have",
                    "has",
                    "do",
                    "not",
                    "voted",
                    "vote",
                    "abstained",
                    "were",
                    "was",
                    "backed",
                    "both",
                    "in",
                )
            )
        ):
            end += 1
        made.put(quantifier=how_many(lower, scene.first, plural, made.at))
        made.used.append((begin, end))
        put_area(scene, made)
        words = [word for word in lower[begin:end] if word not in _SOME]
        return " ".join(words), "yes" if bloc else None
    return None


_SOME = frozenset("all every each most some several no none many few".split())


__all__ = ["area_before", "areas", "group", "how_many", "put_area"]
