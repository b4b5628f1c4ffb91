"""Slots of a group on one text: at one or split, whoever the words call it by."""

from __future__ import annotations

from legation.reading.claims import lexicon as words_of
from legation.reading.claims.bounding import BOUNDING
from legation.reading.claims.frames import Frame
from legation.reading.claims.resolutions import body
from legation.reading.claims.scene import Scene, codes
from legation.reading.claims.slots.parts import left_over, spans, texts
from legation.reading.claims.slots.phrases import cues
from legation.reading.claims.slots.votes import OPERATORS
from legation.reading.claims.slots.words import BLOC, CHOICE
from legation.reading.grammar import NEGATION


def fill(scene: Scene) -> Frame | None:
    """Read that a group was at one, or split, on a text."""
    told = cues(BLOC, scene.lower, scene.first, scene.last)
    named = texts(scene, scene.first, scene.last)
    if len({one.tag for one in told}) != 1 or len(named) != 1:
        return None
    if cues(CHOICE, scene.lower, scene.first, scene.last):
        return None
    text, cue = named[0], told[0]
    groups = [one for one in scene.actors if one.kind == "group" and one.last <= cue.first]
    plural = any(word in words_of.PLURALS for word in scene.lower[scene.first : cue.first])
    others = [one for one in scene.actors
              if one not in groups and not text.first <= one.first < text.last]  # fmt: skip
    if others or len(groups) > 1 or not (groups or plural):
        return None
    span = scene.lower[scene.first : scene.last]
    denials = sum(word in NEGATION for word in span)
    split = cue.tag == "split"
    made = Frame(
        cue.first,
        min([cue.first, *(one.first for one in groups)]),
        max(cue.last, text.last),
        "voted" if split else "voted_with",
        codes(groups),
        (),
        dict(text.details),
        split != (denials == 1),
        "vote",
        f"slots.{cue.tag}",
        groups,
        [*spans(told), (text.first, text.last)],
    )
    if denials > 1:
        return None
    left = left_over(scene, made.used, groups, OPERATORS | BOUNDING.keys() | words_of.PLURALS)
    if not groups:
        made.used.append((scene.first, cue.first))
        left = left_over(scene, made.used, groups, OPERATORS)
    return made.put(as_bloc="yes", body=body(scene), unread=left)


__all__ = ["fill"]
