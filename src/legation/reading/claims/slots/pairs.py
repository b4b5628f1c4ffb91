"""Slots of votes compared: which states, alike or apart, how often, and how it changed."""

from __future__ import annotations

from legation.reading.claims.bounding import BOUNDING
from legation.reading.claims.frames import Frame
from legation.reading.claims.matters import put_matter
from legation.reading.claims.resolutions import body
from legation.reading.claims.scene import Actor, Scene, codes
from legation.reading.claims.slots.parts import left_over, roles, spans, texts
from legation.reading.claims.slots.phrases import Cue, cues
from legation.reading.claims.slots.votes import OPERATORS
from legation.reading.claims.slots.words import PAIR
from legation.reading.grammar import NEGATION

_VOTING = frozenset("vote votes voted voting ballot ballots resolutions roll calls unga".split())
_AGREE = frozenset("agree agrees agreed disagree disagrees disagreed".split())
_OTHERS = ({"anyone", "anybody", "any"}, {"else", "other"})
_PLURAL_NONE = frozenset("no nobody none".split())
_FREQUENCY = frozenset(
    "more less often frequently most cases case time than percent per cent share shares of rate "
    "proportion which figure gap distance difference differences rapprochement rose fell majority "
    "votes general assembly average".split()
)


def fill(scene: Scene, *, loose: bool) -> tuple[str | None, Frame] | None:
    """Read how the votes of two states compare, from the words of a clause in any order."""
    lower = scene.lower
    span = lower[scene.first : scene.last]
    often = loose and "often" in span and not _AGREE.isdisjoint(span)
    if not (scene.in_assembly or often or not _VOTING.isdisjoint(span)):
        return None
    told = cues(PAIR, lower, scene.first, scene.last)
    if not told or (not loose and _VOTING.isdisjoint(span)):
        return None
    kinds = {one.tag for one in told}
    if {"same", "apart"} <= kinds or {"nearer", "further"} <= kinds:
        return None
    best = _extreme(scene, told)
    if best is not None:
        return best
    sides = _sides(scene)
    if sides is None:
        return None
    left, right = sides
    way = _way(scene, kinds)
    if way is None and (_compares(scene) or not (_UP | _DOWN).isdisjoint(span)):
        return None
    cue = told[0]
    denials = sum(word in NEGATION and word != "no" for word in span)
    relation = "voted_apart" if kinds & {"apart"} else "voted_with"
    kind: str | None = None
    if way is not None:
        kind, relation = "trend", "voting_agreement"
        if kinds == {"apart"}:
            way = {"up": "down", "down": "up"}[way]
    elif kinds & {"nearer", "further"}:
        return None
    made = Frame(
        cue.first,
        min([cue.first, *(one.first for one in (*left, *right))]),
        max([cue.last, *(one.last for one in (*left, *right))]),
        relation,
        codes(left),
        codes(right),
        {},
        denials == 1,
        "measure" if way else "pair",
        f"slots.{cue.tag}",
        left,
        spans(told),
    )
    if denials > 1 or (denials and way):
        return None
    made.used += _measuring(scene)
    if way:
        made.used += _change_words(scene)
    who = [*left, *right]
    put_matter(scene, made)
    named = texts(scene, scene.first, scene.last)
    if len(named) > 1 or (named and way):
        return None
    for text in named:
        made.details |= text.details
        made.used.append((text.first, text.last))
        made.last = max(made.last, text.last)
        word = lower[text.first - 1]
        if word in ("for", "against", "behind"):
            made.put(choice="no" if word == "against" else "yes")
    left_words = left_over(scene, made.used, who, OPERATORS | BOUNDING.keys())
    return kind, made.put(direction=way, body=body(scene), unread=left_words)


def _measuring(scene: Scene) -> list[tuple[int, int]]:
    """Give the words that only say that it is measured how often votes agree."""
    numbers = {at for one in scene.quantities for at in range(one.first, one.last)}
    return [(at, at + 1) for at in range(scene.first, scene.last)
            if scene.lower[at] in _FREQUENCY and at not in numbers]  # fmt: skip


def _sides(scene: Scene) -> tuple[list[Actor], list[Actor]] | None:
    """Give the two sides: one chain of two states, or one free and one with or from it."""
    found = roles(scene, ())
    chains = [c for c in found.free if c[0].kind not in ("pronoun", "organisation")]
    other = [(word, chain) for word, chain in found.governed
             if word not in ("in", "at", "on", "over", "about")]  # fmt: skip
    everyone = [*chains, *(chain for _, chain in other)]
    if len(everyone) == 1 and len(everyone[0]) >= 2:
        return everyone[0], []
    if len(everyone) != 2 or any(len(chain) != 1 for chain in everyone):
        return None
    one, two = everyone[0][0], everyone[1][0]
    if one.code == two.code:
        return None
    if len(chains) == 2 and not (scene.possessive(one) or scene.possessive(two)):
        between = scene.lower[one.last : two.first]
        if len(between) > 4:
            return None
    if any(word in ("than", "by", "for", "against") for word, _ in other):
        return None
    return [one], [two]


def _compares(scene: Scene) -> bool:
    return "than" in scene.lower[scene.first : scene.last] and not any(
        one.bound in ("more_than", "less_than", "at_most", "at_least") for one in scene.quantities
    )


_UP = frozenset("rose rise risen grew grown increased increase climbed up improved".split())
_DOWN = frozenset("fell fall fallen dropped declined decreased shrank shrunk down".split())


def _change_words(scene: Scene) -> list[tuple[int, int]]:
    return [(at, at + 1) for at in range(scene.first, scene.last)
            if scene.lower[at] in _UP | _DOWN]  # fmt: skip


def _way(scene: Scene, kinds: set[str]) -> str | None:
    """Give the direction in which agreement is said to have moved between two times."""
    lower = scene.lower
    windowed = bool(scene.times)
    if windowed and "nearer" in kinds:
        return "up"
    if windowed and "further" in kinds:
        return "down"
    moved = {word in _UP for word in lower[scene.first : scene.last] if word in _UP | _DOWN}
    if moved and windowed and len(moved) == 1 and not kinds & {"nearer", "further"}:
        return "up" if moved.pop() else "down"
    than = next((at for at in range(scene.first, scene.last) if lower[at] == "than"), None)
    years = [one for one in scene.times if one.kind == "at" and one.start]
    if than is not None and len(years) == 2:
        one = [time for time in years if time.first < than]
        two = [time for time in years if time.first > than]
        degree = [w for w in lower[scene.first : than] if w in ("more", "less")]
        if len(one) == 1 and len(two) == 1 and len(degree) == 1:
            begun = one[0].start, two[0].start
            if begun[0] and begun[1] and begun[0] != begun[1]:
                return "up" if (degree[0] == "more") == (begun[0] > begun[1]) else "down"
    return None


def _extreme(scene: Scene, told: list[Cue]) -> tuple[str | None, Frame] | None:
    """Read "no state agrees with A more than B", "B votes with A more than anyone else"."""
    lower = scene.lower
    than = next((at for at in range(scene.first, scene.last) if lower[at] == "than"), None)
    if than is None or {one.tag for one in told} not in ({"same"}, {"apart"}):
        return None
    degree = [at for at in range(scene.first, than) if lower[at] in ("more", "less")]
    if len(degree) != 1:
        return None
    found = roles(scene, ())
    others = [(w, c) for w, c in found.governed if w in ("with", "from", "to", "as")]
    after = set(lower[than + 1 : than + 4])
    none = any(word in _PLURAL_NONE for word in lower[scene.first : scene.first + 4])
    everyone = bool(after & _OTHERS[0] and after & _OTHERS[1])
    if none and not everyone:
        near = scene.actor_after(than + 1)
        target = [chain for _, chain in others if chain[0].last <= than]
        if near is None or len(target) != 1 or len(scene.actors) != 2:
            return None
        subject, objects = [near], target[0]
    elif everyone and not none:
        subjects = [chain for chain in found.free if chain[0].first < than]
        target = [chain for _, chain in others]
        if len(subjects) != 1 or len(target) != 1 or len(scene.actors) != 2:
            return None
        subject, objects = subjects[0], target[0]
    else:
        return None
    relation = "voted_apart" if told[0].tag == "apart" else "voted_with"
    extreme = "highest" if lower[degree[0]] == "more" else "lowest"
    if none and extreme == "lowest":
        return None
    made = Frame(told[0].first, scene.first, scene.last, relation, codes(subject), codes(objects),
                 {}, False, "superlative", "slots.no_other", [*subject], spans(told))  # fmt: skip
    made.used += _measuring(scene)
    left = left_over(scene, made.used, [*subject, *objects], frozenset(
        "no nobody none state country member else any anyone anybody other ever has have "
        "does".split()))  # fmt: skip
    return "superlative", made.put(extreme=extreme, indicator="votes", unread=left)


__all__ = ["fill"]
