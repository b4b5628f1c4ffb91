"""Claims that no row decides: what a state wants, why it acts, what it is."""

from __future__ import annotations

from legation.reading.claims import lexicon as words_of
from legation.reading.claims.frames import Frame, frame, pair_near
from legation.reading.claims.scene import Actor, Scene
from legation.reading.grammar import BE

_COPULA = (BE - {"'s"}) | {"remains", "remain", "became", "become", "remained", "stays"}


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
        if kind == "deep":
            told = _deep_down(scene, at)
            if told is not None:
                return told
        elif kind == "explain":
            owner = [one for one in scene.actors if one.last <= at and scene.possessive(one)]
            if owner and any(word in _CONDUCT for word in lower[at + 1 : at + 6]):
                return _made(scene, at, owner[:1], "intent.explains")
        elif kind == "effect":
            told = _effect(scene, at)
            if told is not None:
                return told
        elif kind == "feeling":
            out = lower[at - 2 : at] == ["out", "of"] or lower[at - 4 : at - 1] == [
                "out",
                "of",
                "self",
            ]
            if out and subject and len(scene.actors) > 1 and subject[-1].kind != "demonym":
                return _made(scene, at, subject, "intent.out_of")
        elif kind == "hidden":
            if subject and len(scene.actors) > 1 and _secret(scene, at, subject):
                return _made(scene, at, subject, "intent.hidden")
        elif kind == "motive":
            if lower[at] in ("motivated", "driven", "prompted", "fuelled", "fueled"):
                if (
                    subject
                    and at - subject[-1].last <= 3
                    and subject[-1].kind != "pronoun"
                    and after in ("by", "purely", "solely", "only", "mainly", "above")
                    and (before in _COPULA or before in ("not", "really", "is", "mainly"))
                ):
                    return _made(scene, at, subject, "intent.driven_by")
            elif lower[at] in ("drives", "drove") and _feeling(scene, at):
                near = scene.actor_after(at + 1)
                if near:
                    return _made(scene, at, [near], "intent.feeling")
            elif before in ("real", "true", "ultimate", "hidden", "actual", "main", "'s", "secret"):
                owner = [one for one in scene.actors if one.last <= at and scene.possessive(one)]
                if (
                    owner
                    and at - owner[-1].last <= 3
                    and owner[-1].kind != "person"
                    and (any(word in BE for word in lower[at + 1 : at + 3]))
                ):
                    return _made(scene, at, owner[-1:], "intent.aim")
        elif kind == "wish" and subject and _about_state(scene, at, subject):
            if at - subject[-1].last > (lower[at] == "trying") or subject[-1].kind in (
                "pronoun",
                "demonym",
                "person",
            ):
                continue
            near = scene.actor_after(at + 1, 1)
            if after == "to" or (
                near is not None and lower[at] in ("hates", "loves", "fears", "resents")
            ):
                return _made(scene, at, subject, "intent.wish")
    return None


_CONDUCT = frozenset(
    "why policy policies vote votes stance position behaviour behavior support".split()
)


def _effect(scene: Scene, at: int) -> Frame | None:
    """Read "led to a deterioration of relations between A and B"."""
    lower = scene.lower
    if lower[at + 1 : at + 2] != [words_of.EFFECTS[lower[at]]] and words_of.EFFECTS[lower[at]]:
        return None
    noun = next(
        (p for p in range(at + 1, min(at + 10, scene.last))
         if words_of.RELATIONS.get(lower[p]) == "relations"), None
    )  # fmt: skip
    if noun is None:
        return None
    left, right = pair_near(scene, noun)
    if len(left) + len(right) < 2:
        return None
    made = frame(scene, at, noun + 1, "relations", left, right, family="intent",
                 rule="cause.effect")  # fmt: skip
    begin, end = scene.page.starts[scene.first], scene.page.ends[at - 1]
    return made.put(words=scene.page.text[begin:end]) if at > scene.first else None


def _deep_down(scene: Scene, at: int) -> Frame | None:
    """Read "deep down, Russia is hostile to Israel", "at heart it is for it"."""
    phrase = scene.lower[at : at + 2] == ["deep", "down"] or scene.lower[at - 1 : at + 1] == [
        "at",
        "heart",
    ]
    near = next((one for one in scene.actors if one.first > at), None) or (
        scene.actors[0] if scene.actors else None
    )
    if not phrase or near is None or len(scene.actors) < 2:
        return None
    return _made(scene, at, [near], "intent.deep_down")


def _secret(scene: Scene, at: int, subject: list[Actor]) -> bool:
    """Say whether a state is said to be or wish something in secret, rather than to do it."""
    lower = scene.lower
    if subject[-1].kind in ("demonym", "person", "pronoun") or at - subject[-1].last > 1:
        return False
    after = lower[at + 1] if at + 1 < scene.last else ""
    return (
        lower[at - 1] in BE
        and after
        in ("against", "for", "with", "on", "allied", "hostile", "behind", "opposed", "siding")
    ) or after in (
        "wants",
        "supports",
        "opposes",
        "hates",
        "favours",
        "favors",
        "hopes",
        "backs",
        "desires",
        "sympathises",
        "despises",
        "fears",
    )


def _feeling(scene: Scene, at: int) -> bool:
    return any(words_of.CAUSES.get(word) == "feeling" for word in scene.lower[scene.first : at])


def _about_state(scene: Scene, at: int, subject: list[Actor]) -> bool:
    verb = scene.lower[at + 2] if at + 2 < scene.last else ""
    others = [one for one in scene.actors if one.first > at and one not in subject]
    return bool(others) and (scene.lower[at + 1] != "to" or verb in words_of.PURPOSE)


def _made(scene: Scene, at: int, subject: list[Actor], rule: str) -> Frame:
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
        if word == "orders" and lower[at + 1 : at + 2] == ["from"]:
            told = _ordered(scene, at)
            if told is not None:
                return told
        noun, adjective = word in words_of.JUDGING_NOUNS, word in words_of.JUDGING_ADJECTIVES
        if word == "trusted" and lower[at - 1] == "be" and "not" in _spelled(lower, at):
            adjective = True
        elif not noun and not adjective:
            continue
        policy = adjective and "policy" in lower[at : at + 3]
        copula = next(
            (p for p in range(at - 1, max(at - 7, scene.first), -1)
             if lower[p] in _COPULA or (policy and lower[p] in ("has", "have", "had"))), None
        )  # fmt: skip
        if copula is None or any(
            lower[p] in (",", "that", "who", "which", "by", "in", "for", "with", "to", "and", "if")
            for p in range(copula, at)
        ):
            continue
        subject = scene.subjects(copula)
        if not subject or not _at(scene, subject, copula) or at - copula > 7:
            continue
        if "if" in lower[scene.first : subject[0].first]:
            continue
        if noun and not _of_state(scene, at, subject):
            continue
        if (
            adjective
            and subject[-1].kind in ("demonym",)
            and not _state_noun(scene, subject[-1].last, copula)
        ):
            continue
        if adjective and word != "trusted" and not _judges(scene, at, copula):
            continue
        made = frame(
            scene,
            at,
            at + 1,
            "character",
            subject,
            _others(scene, at, subject),
            family="character",
            rule="character.noun" if noun else "character.adjective",
            negated=scene.denied(copula) or "not" in lower[copula:at],
        )
        return made.put(words=word)
    return None


def _ordered(scene: Scene, at: int) -> Frame | None:
    """Read "takes its orders from Washington"."""
    subject, other = scene.subjects(at), scene.actor_after(at + 2)
    if (
        not subject
        or other is None
        or not any(word in words_of.TAKE for word in scene.lower[max(scene.first, at - 2) : at])
    ):
        return None
    made = frame(scene, at, other.last, "character", subject, [other], family="character",
                 rule="character.orders")  # fmt: skip
    return made.put(words="orders")


_OWN = frozenset(
    "government policy policies leadership regime position vote 's ' state "
    "towards toward to in the "
    "on at foreign russia israel administration stance authorities".split()
)


def _at(scene: Scene, subject: list[Actor], copula: int) -> bool:
    """Say whether the state itself, its government or its policy is what the verb is about."""
    last = subject[-1]
    if last.kind in ("pronoun", "description", "person", "group") or last.last > copula:
        return False
    between = [at for at in range(last.last, copula) if scene.actor_at(at) is None]
    return len(between) <= 5 and all(
        scene.lower[at] in _OWN or scene.lower[at] in _AUXILIARY for at in between
    )


_AUXILIARY = frozenset("has had have will not never can cannot could be been is are".split())


def _spelled(lower: list[str], at: int) -> list[str]:
    return ["not" if word in ("cannot", "'t", "never") else word for word in lower[at - 4 : at]]


def _of_state(scene: Scene, at: int, subject: list[Actor]) -> bool:
    """Say whether the noun is of another state ("puppet of Washington") or alone ("a pariah")."""
    word = scene.lower[at]
    others = [one for one in scene.actors if one not in subject]
    if word == "threat" and {"world", "peace", "region", "international"} & set(
        scene.lower[at : at + 6]
    ):
        return True
    near = any(one.first - at in range(1, 5) or at - one.last in range(4) for one in others)
    west = "west" in scene.lower[at : at + 5] or "occupier" in scene.lower[at : at + 5]
    return near or west or word in ("pariah", "aggressor", "bully", "hypocrite", "liar")


def _state_noun(scene: Scene, first: int, last: int) -> bool:
    return any(
        word
        in (
            "government",
            "state",
            "leadership",
            "policy",
            "regime",
            "position",
            "authorities",
            "stance",
            "vote",
            "foreign",
            "ministry",
        )
        for word in scene.lower[first:last]
    )


def _judges(scene: Scene, at: int, copula: int) -> bool:
    """Say whether the adjective judges the state itself, and is not of something else."""
    after = scene.lower[at + 1] if at + 1 < scene.last else "."
    if after in ("and", ",") or (after == "foreign" and "policy" in scene.lower[at : at + 4]):
        at = next((p for p in range(at + 1, min(at + 4, scene.last - 1))
                   if scene.lower[p] in ("regime", "policy", "state", "power", "government",
                                         "country", "neighbour", "ally")), at + 1) - 1  # fmt: skip
        after = scene.lower[at + 1]
        if after == "policy":
            return True
    if after in (
        "state",
        "states",
        "empire",
        "regime",
        "power",
        "ally",
        "partner",
        "actor",
        "friend",
        "country",
        "government",
        "neighbour",
        "neighbor",
        "nation",
    ):
        return True
    if scene.lower[at] in ("right", "just", "fair", "wrong", "weak", "legitimate"):
        if any(one.kind == "leader" and one.last == copula for one in scene.actors):
            return False  # "the president is right" judges what he said
        return after in (".", "!") and at - copula <= 2
    return after in (".", "!", ";", "towards", "toward", ",")


def _others(scene: Scene, at: int, subject: list[Actor]) -> list[Actor]:
    near = [one for one in scene.actors if one.first > at and one not in subject]
    return (
        near[:1]
        or [one for one in scene.actors if scene.possessive(one) and one not in subject][:1]
    )


_CONTENT = frozenset({"that", "of", ":", ",", '"', "“", "the"})


def read_saying(scene: Scene, *, put_forward: bool) -> Frame | None:
    """Read "Lavrov said that", "according to the Kremlin": words of a state about another.

    Where the text is not `put_forward` to be checked, only what is told with its day, and
    accusations.
    """
    lower = scene.lower
    if scene.last - scene.first > 45:
        return None
    for at in range(scene.first, scene.last):
        word = lower[at]
        if word == "according" and lower[at + 1 : at + 2] == ["to"]:
            speaker = scene.actor_after(at + 2, 2)
            content = speaker.last if speaker else at
        elif word in words_of.SAY:
            speaker = next((one for one in scene.actors if one.last == at), None)
            content = at + 1
        else:
            continue
        if speaker is None or speaker.kind in ("demonym", "person", "pronoun", "description"):
            continue
        if scene.governed(speaker) not in (None, "to") or not _opens(scene, at, content, speaker):
            continue
        accused = word in ("accused", "accuses", "called", "described", "denounced")
        if not (put_forward or accused or any(t.first - content in (0, 1) for t in scene.times)):
            continue
        last = scene.last
        about = [one for one in scene.actors if one is not speaker and one.code != speaker.code]
        made = frame(
            scene,
            at,
            last,
            "said",
            [speaker],
            about[:2],
            family="saying",
            rule="said.reported",
            negated=scene.denied(at),
        )
        begin, end = scene.page.starts[min(at + 1, last - 1)], scene.page.ends[last - 1]
        return made.put(words=scene.page.text[begin:end])
    return None


def _opens(scene: Scene, at: int, content: int, speaker: Actor) -> bool:
    """Say whether what is said begins at once and with a state: "accused Israel of".

    The day of the words may stand between ("said in May 2022 that").
    """
    place = content
    for time in scene.times:
        if time.first - place in (0, 1):
            place = time.last
            dated = True
            break
    else:
        dated = False
    told = scene.actor_at(place) if scene.lower[at].startswith(("told", "tell", "warn")) else None
    if told is not None:
        place = told.last
    while place < scene.last and scene.lower[place] in _CONTENT and place < content + 10:
        place += 1
    if dated and "that" in scene.lower[content:place]:
        return True
    near = scene.actor_at(place)
    if near is None or near is speaker:
        return False
    if scene.lower[at].startswith("call"):
        after = scene.lower[near.last] if near.last < scene.last else ""
        return after in ("a", "an", "the", "'s", '"', "“", "one") and near.code != speaker.code
    return near.code != speaker.code or (told is not None and told.code != speaker.code)
