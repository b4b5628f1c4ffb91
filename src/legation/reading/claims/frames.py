"""Plain propositions of a sentence: who did what to whom, before it is asked what is claimed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from legation.reading.claims.scene import Actor, Scene, codes


@dataclass(slots=True)
class Frame:
    """A proposition: `at` is the word that made it, `words[first:last]` what it rests on."""

    at: int
    first: int
    last: int
    relation: str
    subject: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    details: dict[str, str] = field(default_factory=dict)
    negated: bool = False
    family: str = ""
    rule: str = ""
    who: list[Actor] = field(default_factory=list)
    #: Spans of words beside its own that went into its parts.
    used: list[tuple[int, int]] = field(default_factory=list)

    def put(self, **details: str | None) -> Frame:
        """Add details that are known."""
        self.details |= {name: value for name, value in details.items() if value}
        return self

    def as_(self, **changes: Any) -> Frame:
        """Give a copy with changes."""
        return replace(self, **changes)


Reader = Callable[[Scene, int], Frame | None]


def frame(
    scene: Scene,
    at: int,
    last: int,
    relation: str,
    subject: list[Actor],
    object_: list[Actor] | None = None,
    *,
    family: str,
    rule: str,
    negated: bool | None = None,
) -> Frame:
    """Make a proposition, its words from the first actor to `last`."""
    actors = [*subject, *(object_ or [])]
    first = min([at, *(one.first for one in actors)])
    end = max([last, at + 1, *(one.last for one in actors)])
    deny = scene.denied(at) if negated is None else negated
    if subject and subject[0].first > scene.first:
        deny = deny or scene.lower[subject[0].first - 1] == "neither"
    made = Frame(
        at,
        first,
        end,
        relation,
        codes(subject),
        codes(object_ or []),
        {},
        deny,
        family,
        rule,
        subject,
    )
    former = next((one.former for one in actors if one.former), None)
    return made.put(former=former)


def pair_near(scene: Scene, at: int) -> tuple[list[Actor], list[Actor]]:
    """Give the two sides of a noun: "relations between A and B", "A's ties with B", "A-B ties"."""
    lower = scene.lower
    after = [one for one in scene.actors if one.first > at]
    before = [one for one in scene.actors if one.last <= at]
    word = lower[at + 1] if at + 1 < scene.last else ""
    place = at + 1
    if word not in ("between", "among", "with", "of", "to", "towards", "toward"):
        for step in range(at + 1, min(at + 5, scene.last)):
            if lower[step] in ("between", "with", "to", "towards", "toward", "of"):
                place, word = step, lower[step]
                break
            if lower[step] in (".", ",", ";"):
                break
    chain: list[Actor] = []
    if word in ("between", "among", "with", "of", "to", "towards", "toward"):
        near = scene.actor_after(place + 1)
        chain = scene.chain_from(near) if near else []
    if word in ("between", "among") and len(chain) > 1:
        return chain, []
    if word == "of" and len(chain) > 1:
        return chain, []
    beside = _beside(scene, at, before)
    if len(beside) > 1:
        return beside, []
    if chain and beside:
        return beside, chain
    if word == "of" and chain:
        rest = [one for one in after if one.first >= chain[-1].last]
        if rest and lower[rest[0].first - 1] in ("with", "to", "the"):
            return chain, [rest[0]]
    if chain and before and not beside:
        subject = scene.subjects(at)
        return (subject, chain) if subject else (chain, [])
    return (beside or chain), []


def _beside(scene: Scene, at: int, before: list[Actor]) -> list[Actor]:
    """Give actors that stand before the noun as its attributes: "Russian-Israeli ties"."""
    if not before:
        return []
    last = before[-1]
    between = scene.lower[last.last : at]
    if len(between) > 3 or any(
        word
        in (
            ",",
            "and",
            "of",
            "the",
            "in",
            "has",
            "have",
            "with",
            "is",
            "are",
            "was",
            "were",
            "a",
            "to",
            "will",
            "that",
        )
        for word in between
    ):
        return []
    if len(before) > 1 and scene.lower[before[-2].last : last.first] in (
        ["-"],
        ["–"],
        ["and"],
        ["/"],
        ["'s", "and"],
    ):
        return before[-2:]
    return [last]
