"""Slots of what no row decides: what a state is in somebody's eyes, and why it does something."""

from __future__ import annotations

from legation.reading.claims.frames import Frame
from legation.reading.claims.scene import Actor, Scene, codes
from legation.reading.claims.slots.phrases import Cue, cues
from legation.reading.claims.slots.words import CHOICE, FACT, JUDGED, PAIR
from legation.reading.grammar import BE

_COPULA = (BE - {"'s", "being", "be"}) | frozenset("remains remained became has seems".split())
#: Adjectives that place or describe a state without judging it.
_PLAIN = frozenset(
    "member small large big landlocked permanent founding island coastal neighbouring neighboring "
    "new former european african asian american arab western eastern northern southern central "
    "sovereign independent federal nuclear poor rich developing developed observer state party "
    "unitary parliamentary constitutional populous mountainous baltic nordic elected "
    "non-permanent current second third".split()
)
_CLASSES = frozenset(
    "body state power country actor nation regime government organisation organization "
    "institution club place dictatorship democracy".split()
)
#: Words of conduct: what a reason can be given for.
_CONDUCT = frozenset(
    "votes vote voting voted blocks blocked stance position policy behaviour behavior conduct "
    "sides sided backs alliance ties relations support supports does acts obeys follows veto "
    "vetoes".split()
)


def fill(scene: Scene) -> tuple[str | None, Frame] | None:
    """Read a judgement about a state or a body of states."""
    lower = scene.lower
    found = [one for one in cues(JUDGED, lower, scene.first, scene.last) if one.tag == "noun"]
    said = [one for one in found if _said_of(scene, one)]
    cue = said[0] if said else _adjective(scene) or _likened(scene)
    if cue is None:
        return None
    subject = _about(scene, cue.first)
    named = subject is not None or bool(scene.actors) or _body(scene, cue.first)
    if not named:
        return None
    about: list[Actor] = [subject] if subject is not None else []
    others = [one for one in scene.actors if one is not subject]
    made = Frame(
        cue.first, scene.first, scene.last, "character", codes(about), codes(others[:1]), {},
        any(word in ("not", "'t", "never", "no") for word in lower[scene.first : cue.first]),
        "character", "slots.character", about,
    )  # fmt: skip
    return "evaluative", made.put(words=_words(scene, cue.first, cue.last))


def _said_of(scene: Scene, cue: Cue) -> bool:
    """Say whether a judgement is said of somebody: "is", or a verb of its own, stands before it."""
    lower = scene.lower
    if lower[cue.first] in _OWN_VERBS or cue.last - cue.first > 2:
        return True
    before = range(max(scene.first, cue.first - 7), cue.first)
    copula = next((at for at in reversed(before) if lower[at] in _COPULA), None)
    if copula is None or any(lower[at] in _PARTS
                             for at in range(copula + 1, cue.first)):  # fmt: skip
        return False
    near = [one for one in scene.actors if copula - one.last in range(4)
            or (copula < one.first < cue.first and scene.possessive(one))]  # fmt: skip
    return bool(near) or _body(scene, copula)


#: Words that say that what follows the verb is not what it is.
_PARTS = frozenset("by in of for to with suspected alleged asked accused as that who".split())
_OWN_VERBS = frozenset(
    "behave behaves behaved acts act lost loses whatever cannot not plays moral double".split()
)


def _about(scene: Scene, before: int) -> Actor | None:
    """Give whom a judgement is about: who stands before the verb, or owns what stands there."""
    lower = scene.lower
    verb = next((at for at in range(scene.first, before) if lower[at] in _COPULA), before)
    held = [one for one in scene.actors if one.last <= verb and one.last <= before
            and scene.governed(one) in (None, "of")]  # fmt: skip
    if verb == before:
        held = [one for one in held if not scene.possessive(one)]
    return held[0] if held else None


def _adjective(scene: Scene) -> Cue | None:
    """Read "is a toothless body": a copula, an adjective that judges, and a noun of a class."""
    lower = scene.lower
    for at in range(scene.first + 1, scene.last - 2):
        if lower[at] not in _COPULA or lower[at + 1] not in ("a", "an"):
            continue
        for place in range(at + 3, min(at + 6, scene.last)):
            before = lower[place - 1]
            judged = before.isalpha() and before not in _PLAIN
            if lower[place] in _CLASSES and judged and scene.actor_at(place - 1) is None:
                return Cue(place - 1, place + 1, "noun")
    return None


def _likened(scene: Scene) -> Cue | None:
    """Read "is the North Korea of Africa": a state likened to another."""
    for one in scene.actors[1:]:
        before = scene.lower[one.first - 2 : one.first]
        likened = len(before) == 2 and before[0] in _COPULA and before[1] == "the"
        if likened and scene.lower[one.last : one.last + 1] == ["of"]:
            return Cue(one.first, one.last + 1, "noun")
    return None


def _body(scene: Scene, before: int) -> bool:
    return any(
        one.kind == "organisation" and scene.first <= one.first < before
        for one in scene.page.mentions
    )


def caused(scene: Scene) -> tuple[str | None, Frame] | None:
    """Read a reason that is given for what a state does."""
    lower = scene.lower
    found = [one for one in cues(JUDGED, lower, scene.first, scene.last) if one.tag == "cause"]
    if not found or not scene.actors:
        return None
    cue = found[0]
    if not _conduct(scene):
        return None
    acting = [one for one in scene.actors if one.kind != "demonym"] or scene.actors
    subject = acting[0]
    reason = lower[cue.first] in ("reason", "is", "was", "that")
    for one in acting:
        if reason and one.first > cue.first and scene.governed(one) is None:
            subject = one
            break
    others = [one for one in scene.actors if one.code != subject.code]
    made = Frame(cue.first, scene.first, scene.last, "intent", (subject.code,), codes(others[:1]),
                 {}, False, "intent", "slots.reason", [subject])  # fmt: skip
    return "causal", made.put(words=_words(scene, cue.first, scene.last))


def _conduct(scene: Scene) -> bool:
    span = scene.lower[scene.first : scene.last]
    return not _CONDUCT.isdisjoint(span) or any(
        cues(family, scene.lower, scene.first, scene.last) for family in (CHOICE, PAIR, FACT)
    )


def _words(scene: Scene, first: int, last: int) -> str:
    while last > first + 1 and not scene.lower[last - 1][0].isalnum():
        last -= 1
    return scene.page.text[scene.page.starts[first] : scene.page.ends[last - 1]]


__all__ = ["caused", "fill"]
