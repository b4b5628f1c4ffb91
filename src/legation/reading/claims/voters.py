"""Who votes, where the verb stands apart from its subject."""

from __future__ import annotations

from legation.reading.claims import lexicon as words_of
from legation.reading.claims.scene import Actor, Scene
from legation.reading.denying import left_undone
from legation.reading.grammar import BE

#: A text of so few sentences is put forward to be checked.
SHORT = 3


def doers(scene: Scene, at: int) -> list[Actor]:
    """Give who votes, also where the verb stands apart: "the only state to vote"."""
    verb = main_verb(scene, at)
    found = scene.subjects(verb)
    if not found or found[-1].last > verb:
        return found
    places = range(found[-1].last, verb)
    if scene.lower[verb - 2 : verb] in (["those", "who"], ["those", "that"], ["states", "that"]):
        return []  # "condemned those who voted for it"
    between = [scene.lower[place] for place in places if scene.actor_at(place) is None]
    if "among" in between and "alone" in between:
        return found  # "Russia alone among the permanent members"
    if any(word in words_of.PLURALS for word in between) and not any(
        word in BE and word != "'s" for word in between
    ):
        return []
    return found


def main_verb(scene: Scene, at: int) -> int:
    """Give the word whose subject does the verb at a word."""
    lower = scene.lower
    before = lower[at - 1] if at > scene.first else ""
    if lower[at].endswith("ing") and before in ("in", "by", "of", "from", "for"):
        for place in range(at - 2, scene.first, -1):
            word = lower[place]
            if (
                word in ("was", "were", "is", "are", "been")
                or word in words_of.SIDE
                or (word in words_of.JOIN or word in words_of.TAKE)
            ):
                return place
    if before == "by" and lower[at].endswith("ing"):
        free = (one for one in scene.actors if one.last <= at and scene.governed(one) is None)
        first = next(free, None)
        if first is not None:
            return first.last  # "Serbia surprised Moscow by backing": who does it stands first
    if before == "to":
        for place in range(at - 2, max(at - 12, scene.first), -1):
            if lower[place] in (
                "was",
                "were",
                "is",
                "are",
                "became",
                "been",
                "be",
                "going",
                "refused",
                "declined",
                "failed",
                "yet",
            ):
                return place
    return at


def denied(scene: Scene, at: int) -> bool:
    """Say whether the vote at a word is denied."""
    verb = main_verb(scene, at)
    if verb != at and scene.lower[at - 2 : at] == ["not", "to"]:
        return not scene.denied(verb)  # "was the only one not to back it"
    undone = verb != at and left_undone(scene.lower, at, verb, scene.last)
    return scene.denied(verb) != undone


def attributive(scene: Scene, actor: Actor) -> bool:
    """Say whether the actor names a text: "Russia's draft", "the Cuba resolution"."""
    following = scene.lower[actor.last : actor.last + 4]
    return (
        actor.kind == "demonym"
        or scene.possessive(actor)
        or any(word in words_of.TEXTS for word in following[:2])
    )


def topic_at(scene: Scene, at: int) -> str | None:
    """Give the words of the actor that a vote is said to be about."""
    actor = scene.actor_after(at, 1)
    if actor is not None:
        return " ".join(scene.lower[actor.first : actor.last])
    return None


def number_at(scene: Scene, at: int) -> bool:
    """Say whether a number begins at a word."""
    if scene.lower[at : at + 1] in (["just"], ["only"], ["merely"]):
        at += 1
    return any(one.first <= at < one.last or one.first == at for one in scene.quantities)


#: Words after "for", "on" or "against" that name no text.
_NO_NAME = frozenset("first very time it them this that these those each both all most any".split())


def titled(scene: Scene, at: int) -> bool:
    """Say whether a text is named by its title from a word on: "against World Bee Day".

    Only where the sentence is put forward to be checked: what an article tells after "voted
    against" is mostly no text of an assembly of states.
    """
    at += scene.lower[at : at + 1] in (["on"], ["for"], ["against"], ["of"])
    if len(scene.page.sentences) > SHORT or at + 1 >= scene.last:
        return False
    if any(one.first <= at < one.last for one in scene.times) or any(
        one.first <= at < one.last for one in scene.quantities
    ):
        return False
    named = scene.lower[at] == "the"
    word, lower = scene.page.words[at + named], scene.lower[at + named]
    own = scene.actor_at(at + named)
    if own is not None:
        # "the Palestinian right to self-determination", and not "against Russia"
        return named and own.kind == "demonym" and scene.lower[own.last : own.last + 1] != ["'s"]
    return (named or word[0].isupper()) and lower.isalpha() and lower not in _NO_NAME
