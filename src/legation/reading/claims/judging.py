"""Claims that no row decides: what a state wants, why it acts, what it is."""

from __future__ import annotations

from legation.reading.claims import lexicon as words_of
from legation.reading.claims.frames import Frame, frame
from legation.reading.claims.scene import Scene
from legation.reading.grammar import BE

_COPULA = BE | {"remains", "remain", "became", "become", "remained", "stays"}


def read_intent(scene: Scene) -> Frame | None:
    """Read "is secretly against", "is driven by", "Moscow's real aim is", "wants to punish"."""
    lower = scene.lower
    for at in range(scene.first, scene.last):
        kind = words_of.CAUSES.get(lower[at])
        if kind in (None, "because", "purpose"):
            continue
        before = lower[at - 1] if at > scene.first else ""
        after = lower[at + 1] if at + 1 < scene.last else ""
        subject = scene.subjects(at)
        if kind == "hidden":
            if subject and len(scene.actors) > 1:
                return _made(scene, at, subject, "intent.hidden")
        elif kind == "motive":
            if lower[at] in ("motivated", "driven", "prompted", "fuelled", "fueled"):
                if subject and after in ("by", "purely", "solely", "only", "mainly", "above") and (
                    before in _COPULA or before in ("not", "really", "is", "mainly")
                ):
                    return _made(scene, at, subject, "intent.driven_by")
            elif lower[at] in ("drives", "drove") and _feeling(scene, at):
                near = scene.actor_after(at + 1)
                if near:
                    return _made(scene, at, [near], "intent.feeling")
            elif before in ("real", "true", "ultimate", "hidden", "actual", "main", "'s", "secret"):
                owner = [one for one in scene.actors if one.last <= at and scene.possessive(one)]
                if owner and any(word in BE for word in lower[at : at + 4]):
                    return _made(scene, at, owner[-1:], "intent.aim")
        elif kind == "wish" and subject and _about_state(scene, at, subject):
            if after == "to" or lower[at] in ("hates", "loves", "fears", "resents"):
                return _made(scene, at, subject, "intent.wish")
    return None


def _feeling(scene: Scene, at: int) -> bool:
    return any(words_of.CAUSES.get(word) == "feeling" for word in scene.lower[scene.first : at])


def _about_state(scene: Scene, at: int, subject: list) -> bool:  # type: ignore[type-arg]
    verb = scene.lower[at + 2] if at + 2 < scene.last else ""
    others = [one for one in scene.actors if one.first > at and one not in subject]
    return bool(others) and (scene.lower[at + 1] != "to" or verb in words_of.PURPOSE)


def _made(scene: Scene, at: int, subject: list, rule: str) -> Frame:  # type: ignore[type-arg]
    last = scene.last
    while last > at and not scene.lower[last - 1][0].isalnum():
        last -= 1
    others = [one for one in scene.actors if one.first > at and one not in subject]
    made = frame(scene, at, last, "intent", subject, others, family="intent", rule=rule)
    begin, end = scene.page.starts[at], scene.page.ends[last - 1]
    return made.put(words=scene.page.text[begin:end])


def read_character(scene: Scene) -> Frame | None:
    """Read "is a puppet of", "is a rogue state", "cannot be trusted", "policy is hypocritical"."""
    lower = scene.lower
    for at in range(scene.first + 1, scene.last):
        word = lower[at]
        noun, adjective = word in words_of.JUDGING_NOUNS, word in words_of.JUDGING_ADJECTIVES
        if word == "trusted" and lower[at - 1] == "be" and "not" in _spelled(lower, at):
            adjective = True
        elif not noun and not adjective:
            continue
        copula = next((p for p in range(at - 1, max(at - 7, scene.first), -1)
                       if lower[p] in _COPULA), None)  # fmt: skip
        if copula is None or any(lower[p] in (",", "that", "who", "which", "by", "in", "for", "with",
                                              "to", "and", "if")
                                 for p in range(copula, at)):  # fmt: skip
            continue
        subject = scene.subjects(copula)
        if not subject:
            near = [one for one in scene.actors if one.last <= copula]
            subject = near[:1] if near and copula - near[0].last < 7 else []
            if subject and scene.governed(subject[0]) in ("in", "at", "on", "against", "with"):
                subject = []
        if not subject or copula - subject[-1].last > 6:
            continue
        if noun and not _of_state(scene, at, subject):
            continue
        if adjective and subject[-1].kind in ("demonym",) and not _state_noun(scene, subject[-1].last, copula):
            continue
        if adjective and word != "trusted" and not _judges(scene, at, copula):
            continue
        made = frame(scene, at, at + 1, "character", subject, _others(scene, at, subject),
                     family="character", rule="character.noun" if noun else "character.adjective",
                     negated=scene.denied(copula) or "not" in lower[copula:at])  # fmt: skip
        return made.put(words=word)
    return None


def _spelled(lower: list[str], at: int) -> list[str]:
    return ["not" if word in ("cannot", "'t", "never") else word for word in lower[at - 4 : at]]


def _of_state(scene: Scene, at: int, subject: list) -> bool:  # type: ignore[type-arg]
    """Say whether the noun is of another state ("puppet of Washington") or alone ("a pariah")."""
    word = scene.lower[at]
    others = [one for one in scene.actors if one not in subject]
    near = any(one.first - at in range(1, 5) or at - one.last in range(0, 4) for one in others)
    west = "west" in scene.lower[at : at + 5] or "occupier" in scene.lower[at : at + 5]
    return near or west or word in ("pariah", "aggressor", "bully", "hypocrite", "liar")


def _state_noun(scene: Scene, first: int, last: int) -> bool:
    return any(word in ("government", "state", "leadership", "policy", "regime", "position",
                        "authorities", "stance", "vote", "foreign", "ministry")
               for word in scene.lower[first:last])  # fmt: skip


def _judges(scene: Scene, at: int, copula: int) -> bool:
    """Say whether the adjective judges the state itself, and is not of something else."""
    after = scene.lower[at + 1] if at + 1 < scene.last else "."
    if after in ("state", "states", "regime", "power", "ally", "partner", "actor", "friend", "country",
                 "government", "neighbour", "neighbor", "nation"):  # fmt: skip
        return True
    if scene.lower[at] in ("right", "just", "fair", "wrong", "weak", "legitimate"):
        return after in (".", "!") and at - copula <= 2
    return after in (".", "!", ";", "towards", "toward", ",")


def _others(scene: Scene, at: int, subject: list) -> list:  # type: ignore[type-arg]
    near = [one for one in scene.actors if one.first > at and one not in subject]
    return near[:1] or [one for one in scene.actors if scene.possessive(one) and one not in subject][:1]


def read_saying(scene: Scene) -> Frame | None:
    """Read "Lavrov said that", "according to the Kremlin": words of a state about states."""
    lower = scene.lower
    for at in range(scene.first, scene.last):
        word = lower[at]
        if word == "according" and lower[at + 1 : at + 2] == ["to"]:
            near = scene.actor_after(at + 2)
            speaker = [near] if near else []
            rest = [one for one in scene.actors if one not in speaker]
        elif word in words_of.SAY:
            before = lower[at - 1] if at > scene.first else ""
            if before in ("the", "a", "of", "'s", "to", "its") or word in ("state", "call", "claim",
                                                                           "claims", "note", "add",
                                                                           "remark", "states",
                                                                           "deny", "calls", "added"):  # fmt: skip
                continue
            speaker = scene.subjects(at)
            rest = [one for one in scene.actors if one.first > at and one not in speaker]
            if word not in ("accused", "accuses", "accuse") and speaker and (
                speaker[-1].kind in ("state", "demonym", "group") and at - speaker[-1].last > 3
            ):
                continue
        else:
            continue
        own = {one.code for one in speaker}
        about = [one for one in rest if one.code not in own]
        said = word == "said" and any(m in ("jewish", "nazi", "nazis") for m in lower[at : scene.last])
        if speaker and (about or said) and len(speaker) == 1:
            last = scene.last
            made = frame(scene, at, last, "said", speaker, about[:2], family="saying",
                         rule="said.reported", negated=scene.denied(at))  # fmt: skip
            begin, end = scene.page.starts[min(at + 1, last - 1)], scene.page.ends[last - 1]
            return made.put(words=scene.page.text[begin:end])
    return None
