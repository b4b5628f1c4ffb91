"""Acts told by nouns with both who acts and who is acted on: "Israel's criticism of Iran"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from legation.reading.events.codes import Act, root_of
from legation.reading.events.nominals import of_noun, operated
from legation.reading.events.roles import Cast
from legation.reading.events.scanning import Scan
from legation.reading.page import Mention


class Told(NamedTuple):
    """An act with its actor and target, and the words of its verb or noun."""

    act: Act
    actor: Mention
    target: Mention
    verb: tuple[int, int]


_TOWARDS = frozenset("against on at with to toward towards of for over into".split())
#: Classes of nouns that tell what happened at a time rather than how things stand.
_HAPPENING = frozenset(
    "talks meeting visit phone mediation exercise extradition sanction blockade occupation attack "
    "gunfire shelling airstrike bombing killing assassination abduction torture massacre "
    "repression lawsuit accusation criticism complaint riot demonstration hunger demand appeal "
    "threat ultimatum refusal ceasefire withdrawal release deportation expulsion investigation "
    "support apology cyber recognition".split()
)
#: Words of these classes that tell how things stand, or should: "peace between A and B".
_STATES = frozenset({"peace", "calm", "lull", "detente"})
_NOT_YET = frozenset("possible potential planned proposed future likely threatened".split())


def told_by_nouns(s: Scan, cast: Cast, taken: list[tuple[int, int]]) -> Iterator[Told]:
    """Give the acts that nouns tell, outside the words of acts already told.

    Parameters
    ----------
    s, cast
        The sentence and who is named in it.
    taken
        Words of acts that verbs tell.
    """
    if len(cast.mentions) < 2:
        return
    places = [
        (hit.start, hit.end, of_noun(hit))
        for hit in s.hits
        if hit.noun.cls in _HAPPENING and s.lower[hit.start] not in _STATES
    ]
    places += [
        (at, at + 1, operated(s, at, operator))
        for at, operator in s.operators
        if operator.verb is not None and s.lower[at + 1 : at + 2] in (["of"], ["by"])
    ]
    for start, end, act in sorted(places, key=lambda p: p[0]):
        if act is None or root_of(act.code) is None:
            continue
        if any(first <= start < last for first, last in taken):
            continue
        if s.lower[max(s.first, start - 2) : start] and not _NOT_YET.isdisjoint(
            s.lower[max(s.first, start - 3) : start]
        ):
            act = act._replace(modality="possible")
        told = _between(s, cast, start, end, act) or _directed(s, cast, start, end, act)
        if told:
            taken.append((start, end))
            yield from told


def _between(s: Scan, cast: Cast, start: int, end: int, act: Act) -> list[Told]:
    """Read "talks between A and B": both ways."""
    if end >= s.last or s.lower[end] not in ("between", "among"):
        return []
    sides = cast.within(end + 1, min(s.last, end + 14))[:2]
    if len(sides) < 2 or cast.name(sides[0]) == cast.name(sides[1]):
        return []
    if "and" not in s.lower[sides[0].last : sides[1].first]:
        return []
    a, b = sides
    verb = (start, end)
    act = act._replace(rule=act.rule + ":between")
    return [Told(act, a, b, verb), Told(act, b, a, verb)]


def _directed(s: Scan, cast: Cast, start: int, end: int, act: Act) -> list[Told]:
    """Read "A's strike on B", "the A strike on B", "the condemnation of B by A"."""
    lower = s.lower
    targets: list[Mention] = []
    rule = act.rule
    if end < s.last and lower[end] == "of":
        a, b = (*cast.within(end + 1, min(s.last, end + 10)), None, None)[:2]
        joint = lower[a.last : b.first] if a and b else []
        if a and b and _to_other(joint) and cast.name(a) != cast.name(b):
            return [Told(act._replace(rule=rule + ":of"), a, b, (start, end))]
    if end < s.last and lower[end] in _TOWARDS:
        after = cast.within(end + 1, min(s.last, end + 6))
        targets = after[:1]
    before = [m for m in cast.within(max(s.first, start - 5), start) if _owns(lower, m, start)]
    by = cast.agent(end, min(s.last, end + 10)) if "by" in lower[end : end + 10] else []
    actors = before[-1:] or by
    if before and not targets and by:
        targets, actors, rule = before[-1:], by, rule + ":by"
    elif by and not before:
        rule += ":by"
    return [
        Told(act._replace(rule=rule), a, t, (start, end))
        for a in actors
        for t in targets
        if cast.name(a) != cast.name(t)
    ]


def _to_other(words: list[str]) -> bool:
    """Say whether words lead from who acts to whom: "of the Dutch king to", "of Peru on"."""
    at = [i for i, word in enumerate(words) if word in _TOWARDS]
    return bool(at) and _BREAKS.isdisjoint(words[: at[0]]) and len(words) <= at[0] + 3


def _owns(lower: list[str], mention: Mention, start: int) -> bool:
    """Say whether a noun is a mention's: "Iran's ...", "the Iranian ..."."""
    between = lower[mention.last : start]
    if between[:1] in (["'s"], ["’s"], ["'"]):
        between = between[1:]
    elif mention.kind not in ("demonym", "state", "group", "organisation", "armed_group", "people"):
        return False
    return len(between) <= 3 and all(w[0].isalpha() and w not in _BREAKS for w in between)


_BREAKS = frozenset("and or of in on at to with by for from that which who the a an its as".split())
