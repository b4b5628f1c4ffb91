"""Propositions about relations as a whole, and about what states said of each other."""

from __future__ import annotations

from legation.reading.claims import lexicon as words_of
from legation.reading.claims.frames import Frame, frame, pair_near
from legation.reading.claims.resolutions import resolution
from legation.reading.claims.scene import Actor, Scene
from legation.reading.grammar import BE

_DIPLOMATIC = frozenset({"diplomatic", "consular"})
_ENJOY = frozenset("have has had maintain maintains maintained enjoy enjoys enjoyed".split())
_ENMITY = frozenset({"enemies", "enmity", "hostile", "rivals", "adversaries", "foes"})


def read_relations(scene: Scene, at: int) -> Frame | None:
    """Read "relations between A and B", "A's ties with B", "trade between A and B"."""
    left, right = pair_near(scene, at)
    lower = scene.lower
    if len(left) + len(right) < 2 and any(word in _ENJOY for word in lower[at - 5 : at]):
        left, right = scene.subjects(at), []
    if len(left) + len(right) < 2:
        return None
    relation = words_of.RELATIONS[lower[at]]
    following = lower[at + 1] if at + 1 < scene.last else ""
    if relation == "trade" and following not in (
        "between",
        "with",
        "has",
        "have",
        "grew",
        "rose",
        "fell",
        "is",
        "was",
        "had",
        "volume",
    ):
        return None
    diplomatic = at > scene.first and lower[at - 1] in _DIPLOMATIC
    if diplomatic:
        relation = "diplomatic_relations"
    no = any(word == "no" for word in lower[max(scene.first, at - 3) : at])
    return frame(
        scene,
        at,
        at + 1,
        relation,
        left,
        right,
        family="relations",
        rule=f"noun.{relation}",
        negated=no or scene.denied(at),
    )


def read_enmity(scene: Scene, at: int) -> Frame | None:
    """Read "A and B have been enemies"."""
    subject = scene.subjects(at)
    if len(subject) < 2:
        return None
    return frame(
        scene,
        at,
        at + 1,
        "relations",
        subject,
        family="relations",
        rule="noun.enemies",
    )


#: A text of so few sentences is put forward to be checked.
_PUT_FORWARD = 3


def read_break(scene: Scene, at: int) -> Frame | None:
    """Read "broke off relations with", "restored diplomatic relations", "normalised ties"."""
    lower = scene.lower
    word = lower[at]
    if (
        lower[at + 1 : at + 2] == ["with"]
        and word.startswith(("break", "broke"))
        and not scene.in_assembly
    ):
        whom, who = scene.actor_after(at + 2), scene.subjects(at)
        if whom is not None and who and whom not in who:
            made = frame(scene, at, whom.last, "relations", who, [whom], family="change",
                         rule="change.break_with")  # fmt: skip
            return made.put(change="broken")
    noun = next(
        (
            place
            for place in range(at + 1, min(at + 8, scene.last))
            if lower[place] in ("relations", "ties", "embassy", "contacts", "relationship")
        ),
        None,
    )
    passive = itself = False
    if noun is None or any(mark in lower[at:noun] for mark in (",", ";")):
        noun = next(
            (
                place
                for place in range(at - 1, max(at - 14, scene.first - 1), -1)
                if lower[place] in ("relations", "ties", "relationship")
            ),
            None,
        )
        passive = True
        if noun is None:
            return None
        # "were broken", and "broke" or "were to break" of themselves
        linked = any(lower[place] in BE | {"been"} for place in range(noun, at))
        itself = (
            not linked
            and lower[at] in ("broke", "broken", "ruptured", "resumed")
            and not any(
                lower[place] in (",", ";", "that", "who", "which") for place in range(noun, at)
            )
        )
        if not linked and not itself:
            return None
    change = "restored"
    if word in words_of.BREAK:
        change = "broken"
    elif word in words_of.DOWNGRADE:
        change = "downgraded"
    elif word.startswith(("establish", "open", "normal")):
        change = "began"
    subject = [] if passive else scene.subjects(at)
    left, right = pair_near(scene, noun)
    if passive or len(subject) > 1:
        sides = (subject, []) if len(subject) > 1 else (left, right)
    else:
        near = [one for one in scene.actors if one.first > at and one not in subject]
        other = right or [one for one in left if one not in subject] or near[:1]
        sides = (subject, other)
    if len(sides[0]) + len(sides[1]) < 2:
        return None
    made = frame(
        scene,
        at,
        noun + 1,
        "relations" if itself and lower[noun - 1] != "diplomatic" else "diplomatic_relations",
        *sides,
        family="change",
        rule=f"change.{change}",
    )
    if itself and len(scene.page.sentences) <= _PUT_FORWARD:
        made.who = []  # "Lavrov said relations with Turkey had broken": nobody does it
    return made.put(change=change)


def read_membership(scene: Scene, at: int) -> Frame | None:
    """Read "joined NATO", "left the European Union", "withdrew from", "is a member of"."""
    lower = scene.lower
    word = lower[at]
    if word in words_of.MEMBER:
        if word == "membership" or lower[at + 1 : at + 2] not in (["of"], ["in"]):
            return None
        both = lower[at + 2 : at + 3] == ["both"]
        near = scene.actor_after(at + 2 + both)
        subject = scene.subjects(at)
        if near is None or near.kind != "group" or not subject or near in subject:
            return None
        made = frame(
            scene,
            at,
            near.last,
            "membership",
            subject,
            scene.chain_from(near),
            family="membership",
            rule="membership.member",
        )
        made.negated = scene.denied(at) or "not" in lower[subject[-1].last : at]
        if "became" in lower[subject[-1].last : at]:
            made.family = "change"
            made.put(change="joined")
        return made
    if word.endswith("ing") and lower[at - 1] in ("'s", "its", "their", "of"):
        return None  # "Britain's leaving the Union" tells nothing of its own
    near = scene.actor_after(at + 1) or scene.actor_after(at + 2)
    sponsors = any(form.startswith("sponsor") for form in lower[at + 1 : at + 8])
    if word in words_of.JOIN and sponsors:
        subject = scene.subjects(at)
        made = frame(
            scene,
            at,
            min(at + 8, scene.last),
            "sponsored",
            subject,
            family="vote",
            rule="membership.sponsors",
        )
        return made if subject else None
    subject = scene.subjects(at)
    if near is None and subject and 0 <= scene.has("human", "rights", "council") - at <= 4:
        made = frame(scene, at, at + 2, "membership", subject, family="change",
                     rule="membership.council")  # fmt: skip
        return made.put(change="joined" if word in words_of.JOIN else "left", body="HRC")
    if near is None or near.kind != "group":
        return None
    if not subject or near in subject:
        return None
    joined = word in words_of.JOIN
    made = frame(
        scene,
        at,
        near.last,
        "membership",
        subject,
        [near],
        family="change",
        rule="membership.joined" if joined else "membership.left",
    )
    return made.put(change="joined" if joined else "left")


def read_statement(scene: Scene, at: int) -> Frame | None:
    """Read "condemned Russia", "praised Israel": said of a state, with no vote."""
    word = scene.lower[at]
    relation = "condemned" if word in words_of.CONDEMN else "praised"
    near = scene.actor_after(at + 1, 6)
    subject = scene.subjects(at)
    if (
        scene.in_assembly
        and relation == "condemned"
        and not subject
        and any(one.of == "states" and one.last <= at for one in scene.quantities)
    ):
        end, details = resolution(scene, at)
        made = frame(scene, at, end, "voted_for", [], family="vote", rule="vote.condemned")
        made.details |= details
        return made
    if near is None and not subject and _participle(scene, at):
        return frame(scene, at, at + 1, relation, [], family="statement", rule=f"said.{relation}")
    if near is None or not subject or near in subject:
        near = _after_of(scene, at)
        if near is None or not subject or near in subject:
            return None
    return frame(
        scene,
        at,
        near.last,
        relation,
        subject,
        scene.chain_from(near),
        family="statement",
        rule=f"said.{relation}",
    )


def _participle(scene: Scene, at: int) -> bool:
    """Say whether who does the verb stands in the main clause: "after recognising Kosovo"."""
    return at - 1 >= scene.first and scene.lower[at - 1] in (
        "after",
        "before",
        "having",
        "by",
        "once",
    )


def _after_of(scene: Scene, at: int) -> Actor | None:
    for place in range(at + 1, min(at + 7, scene.last - 1)):
        if scene.lower[place] in ("of", "by", "against", "in", "on"):
            return scene.actor_after(place + 1)
        if scene.lower[place] in (",", ";", "that"):
            return None
    return None


def read_recognise(scene: Scene, at: int) -> Frame | None:
    """Read "recognises Kosovo"."""
    near = scene.actor_after(at + 1, 3)
    subject = scene.subjects(at)
    counted = any(one.of == "states" and one.last == at for one in scene.quantities)
    if near is None or near in subject or not (subject or counted or _participle(scene, at)):
        return None
    if (near.last < scene.last and scene.lower[near.last] in ("'s", "as")) or near.kind != "state":
        return None
    return frame(
        scene,
        at,
        near.last,
        "recognition",
        subject,
        scene.chain_from(near),
        family="fact",
        rule="fact.recognises",
    )
