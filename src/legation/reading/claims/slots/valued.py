"""Slots of a vote that somebody judges: "Brazil's abstention on ES-11/3 was cowardly"."""

from __future__ import annotations

from legation.reading.claims.frames import Frame
from legation.reading.claims.scene import Actor, Scene, codes
from legation.reading.grammar import BE, DO, HAVE, MODALS

#: Nouns of a choice, and gerunds that stand for one.
CHOICES = frozenset(
    "vote votes abstention abstentions veto vetoes opposition support backing rejection absence "
    "ballot voting abstaining opposing backing supporting vetoing decision choice".split()
)
_ADJECTIVES = frozenset(
    "cowardly shameful disgraceful courageous brave wrong right justified unjustified craven "
    "unjustifiable hypocritical cynical principled unprincipled admirable deplorable regrettable "
    "irresponsible responsible immoral moral unwise wise foolish sensible honourable honorable "
    "dishonourable dishonorable unforgivable inexcusable despicable pathetic laudable "
    "commendable unfair shocking outrageous appalling scandalous heartless spineless "
    "indefensible reprehensible disappointing embarrassing stupid reckless heroic noble bold "
    "misguided absurd ridiculous understandable shocking disgusting praiseworthy shortsighted "
    "unacceptable".split()
)
_NOUNS = frozenset(
    "disgrace mistake shame scandal betrayal embarrassment outrage insult blunder stain error "
    "folly farce travesty affront triumph cowardice courage bravery hypocrisy wisdom "
    "humiliation provocation masterstroke misjudgement misjudgment".split()
)
_AROUND = frozenset(
    "a an the act of simply just nothing short deeply utterly truly quite very morally "
    "profoundly plainly simply absolutely completely rather historic grave terrible "
    "huge great national international diplomatic moral not".split()
)
_VERBS = (BE | HAVE | DO | MODALS) - {"'s"}
_TIED = frozenset("that which who if whether".split())


def fill(scene: Scene) -> Frame | None:
    """Read a judgement whose subject is a vote; None where the sentence tells anything else.

    The sentence must be the vote, a form of "be" and the judgement, so that nothing that the
    record could decide is hidden by it.
    """
    lower = scene.lower
    verb = next((at for at in range(scene.first, scene.last) if lower[at] in _VERBS), None)
    if verb is None or lower[verb] not in BE:
        return None
    head = lower[scene.first : verb]
    if CHOICES.isdisjoint(head) or not _TIED.isdisjoint(head) or "," in head:
        return None
    judged = False
    for word in lower[verb + 1 : scene.last]:
        if not word[0].isalnum():
            continue
        if word in _ADJECTIVES | _NOUNS:
            judged = True
        elif word not in _AROUND and word != "and":
            return None
    if not judged:
        return None
    about: list[Actor] = [one for one in scene.actors if one.last <= verb][:1]
    begin, end = scene.page.starts[verb + 1], scene.page.ends[scene.last - 1]
    made = Frame(verb, scene.first, scene.last, "character", codes(about), (), {},
                 "not" in lower[verb : scene.last], "character", "slots.valued",
                 about)  # fmt: skip
    return made.put(words=scene.page.text[begin:end].rstrip(" .!"))


__all__ = ["CHOICES", "fill"]
