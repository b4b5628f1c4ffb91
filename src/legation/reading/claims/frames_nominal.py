"""Votes told as nouns: "a no vote by Belarus on", "Turkey's yes vote", "a decision to abstain"."""

from __future__ import annotations

from legation.reading.claims import lexicon as words_of
from legation.reading.claims.frames import Frame, frame
from legation.reading.claims.frames_measures import named_after
from legation.reading.claims.numbers import whole
from legation.reading.claims.resolutions import actions, body, resolution
from legation.reading.claims.scene import Actor, Scene

_NAY = frozenset("no negative dissenting nay opposing".split())
_YEA = frozenset("yes positive affirmative favourable favorable yea aye supporting".split())
_BALLOTS = frozenset("vote votes ballot ballots".split())
#: Nouns of which the vote is the content: "its decision to abstain".
CHOOSING = frozenset("decision choice refusal move willingness".split())
#: Verbs with a noun for the vote as their object.
REGISTERS = words_of._verbs("register record enter cast lodge submit give deliver file")


def read_noun_vote(scene: Scene, at: int) -> Frame | None:
    """Read "a no vote by Belarus on ES-11/1", "Turkey's yes vote on", "abstention by India"."""
    lower = scene.lower
    word, before = lower[at], lower[at - 1] if at > scene.first else ""
    if none_cast(lower, at - 1):
        return None
    if word in ("abstention", "abstentions"):
        relation = "abstained"
        begin = at
    elif word in _BALLOTS and (before in _NAY or before in _YEA):
        relation = "voted_against" if before in _NAY else "voted_for"
        begin = at - 1
    else:
        return None
    who = _owner(scene, begin) or named_after(scene, at, [], ("by", "from", "of"))
    if not who and begin > scene.first:
        who = _caster(scene, begin)
    if not who or any(scene.governed(one) in ("on", "over") for one in who):
        return None
    place = at + 1
    for one in who:
        if one.first > at:
            place = max(place, one.last)
    end, details = resolution(scene, place)
    if not details:
        return None
    made = frame(scene, at, max(end, place), relation, who, family="vote", rule="vote.noun",
                 negated=False)  # fmt: skip
    made.details |= details
    made.who = []
    made.used.append((begin, at + 1))
    return made.put(body=body(scene))


_ARTICLES = frozenset(
    "a an the one only sole lone single its their his her 's ' first second registered of".split()
)


def none_cast(lower: list[str], at: int) -> bool:
    """Say whether "no vote" at a word is no vote at all, rather than a vote of no.

    "Iran cast no vote" leaves open what "Iran cast a no vote" tells.
    """
    if lower[at : at + 1] != ["no"] or lower[at + 1 : at + 2] not in (
        ["vote"], ["votes"], ["ballot"], ["ballots"],
    ):  # fmt: skip
        return False
    before = lower[at - 1] if at > 0 else ""
    told = before in _ARTICLES or before.isdigit() or whole([before or "-"], 0) is not None
    return not (told or before in ("yes", "registering", "casting") or before.endswith("ian"))


def _owner(scene: Scene, at: int) -> list[Actor]:
    """Give whose the noun at a word is: "Turkey's", "the Belarusian"."""
    for one in scene.actors:
        owned = scene.possessive(one) and one.last + 1 == at
        if owned or (one.kind == "demonym" and one.last == at):
            return scene.chain_to(one)
    return []


def _caster(scene: Scene, at: int) -> list[Actor]:
    """Give who casts or records the vote whose noun begins at a word."""
    for place in range(at - 1, max(at - 4, scene.first), -1):
        if scene.lower[place] in REGISTERS:
            return scene.subjects(place)
        if scene.lower[place] not in ("a", "an", "its", "the", "their"):
            return []
    return []


def read_decision(scene: Scene, at: int) -> Frame | None:
    """Read "South Africa's decision to abstain on", "India's refusal to vote for"."""
    lower = scene.lower
    owner = _owner(scene, at)
    if not owner or lower[at + 1 : at + 2] != ["to"] or at + 3 >= scene.last:
        return None
    verb, after = at + 2, lower[at + 3]
    place = verb + 2
    if lower[verb] == "abstain":
        relation, place = "abstained", verb + 1
    elif lower[verb] == "vote" and after in ("for", "against"):
        relation = "voted_for" if after == "for" else "voted_against"
    elif lower[verb] == "vote" and after == "to" and lower[verb + 2] in actions():
        relation = "voted_for"
    elif lower[verb] in ("back", "support", "endorse"):
        relation, place = "voted_for", verb + 1
    elif lower[verb] in ("oppose", "reject"):
        relation, place = "voted_against", verb + 1
    else:
        return None
    end, details = resolution(scene, place)
    if not details:
        return None
    denied = lower[at] == "refusal" or lower[at - 1] == "not"
    made = frame(scene, at, max(end, place), relation, owner, family="vote",
                 rule="vote.decision", negated=denied)  # fmt: skip
    made.details |= details
    made.who = []
    return made.put(body=body(scene))


__all__ = ["CHOOSING", "REGISTERS", "none_cast", "read_decision", "read_noun_vote"]
