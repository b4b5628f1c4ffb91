"""Propositions told from their other end: in the passive, as a noun, or in a set phrase."""

from __future__ import annotations

from legation.reading.claims import lexicon as words_of
from legation.reading.claims.frames import Frame, frame
from legation.reading.claims.frames_measures import PASSIVE, named_after
from legation.reading.claims.resolutions import body, describe, resolution
from legation.reading.claims.scene import Scene
from legation.reading.denying import denies

_BALLOT = frozenset("vote votes ballot ballots".split())
_NAY = frozenset("no negative dissenting nay opposing".split())
_YEA = frozenset("yes positive affirmative favourable favorable yea aye".split())
_IMPOSED = words_of._verbs("impose slap place put levy adopt introduce extend tighten lift ease")
_USE = words_of._verbs("use wield exercise cast deploy employ invoke")
USED = _USE | {"veto": "veto", "vetoes": "veto"}
VISITS = words_of.VISIT
BELONGS = words_of._verbs("belong")
DROPS = words_of._verbs("drop withdraw revoke rescind cancel")
JUDGES = words_of._verbs("betray appease")
_WITHHOLDS = words_of._verbs("withhold deny")
GIVES = words_of._verbs("give lend throw") | _WITHHOLDS


def read_passive_vote(scene: Scene, at: int) -> Frame | None:
    """Read "the draft was vetoed by Russia", "the motion was rejected by Israel"."""
    lower = scene.lower
    by = next((p for p in range(at + 1, min(at + 3, scene.last)) if lower[p] == "by"), None)
    before = lower[max(scene.first, at - 3) : at]
    if by is None or not any(word in PASSIVE for word in before):
        return None
    details = describe(scene, scene.first, at)
    near = scene.actor_after(by + 1, 5)
    counted = any(one.of == "states" and one.first - by in (1, 2) for one in scene.quantities)
    if counted and details and _text_before(scene, at):
        relation = "voted_for" if lower[at] in words_of.FOR else "voted_against"
        made = frame(scene, at, at + 1, relation, [], family="tally",
                     rule=f"text.{relation}.counted", negated=False)  # fmt: skip
        made.details |= details
        return made.put(body=body(scene))
    if near is None or not details or not _text_before(scene, at):
        return None
    word = lower[at]
    relation = "voted_for" if word in words_of.FOR else "voted_against"
    if word in words_of.VETO:
        relation = "vetoed"
    if word in words_of.SPONSOR:
        relation = "sponsored"
    made = frame(scene, at, near.last, relation, scene.chain_from(near), family="vote",
                 rule=f"text.{relation}.passive")  # fmt: skip
    made.first = scene.first
    made.details |= details
    return made.put(body=body(scene))


def _text_before(scene: Scene, at: int) -> bool:
    return bool(scene.symbols) or any(
        word in words_of.TEXTS for word in scene.lower[scene.first : at]
    )


def read_ballot(scene: Scene, at: int) -> Frame | None:
    """Read "cast a no vote on", "cast a dissenting vote", "cast the country's ballot against"."""
    lower = scene.lower
    place = next((p for p in range(at + 1, min(at + 6, scene.last)) if lower[p] in _BALLOT), None)
    if place is None:
        return None
    words = lower[at + 1 : place]
    if words == ["no"]:
        return None  # who "cast no vote" cast none
    relation = next(
        (name for name, kinds in (("voted_against", _NAY), ("voted_for", _YEA))
         if any(word in kinds for word in words)), None
    )  # fmt: skip
    if relation is None:
        return None
    end, details = resolution(scene, place + 1)
    made = frame(scene, at, max(end, place + 1), relation, scene.subjects(at), family="vote",
                 rule="vote.cast_adjective")  # fmt: skip
    made.details |= details
    return made.put(body=body(scene)) if made.subject else None


_SUPPORT = frozenset("backing support weight approval blessing".split())


def read_backing(scene: Scene, at: int) -> Frame | None:
    """Read "gave its backing to the resolution", "threw its weight behind the text"."""
    lower = scene.lower
    noun = next(
        (p for p in range(at + 1, min(at + 5, scene.last))
         if lower[p] in _SUPPORT), None
    )  # fmt: skip
    withheld = lower[at] in _WITHHOLDS
    if noun is None or lower[noun + 1 : noun + 2] not in (
        [["from"], ["to"]] if withheld else [["to"], ["behind"], ["for"]]
    ):
        return None
    if not any(word in words_of.TEXTS for word in lower[noun + 2 : noun + 8]):
        return None
    end, details = resolution(scene, noun + 2)
    subject = scene.subjects(at)
    if not subject or not details:
        return None
    made = frame(scene, at, max(end, noun + 2), "voted_for", subject, family="vote",
                 rule="text.backing_given", negated=scene.denied(at) != withheld)  # fmt: skip
    made.details |= details
    return made.put(body=body(scene))


def read_fence(scene: Scene, at: int) -> Frame | None:
    """Read "sat on the fence when the Assembly voted on"."""
    lower = scene.lower
    if lower[at + 1 : at + 4] != ["on", "the", "fence"] or not scene.in_assembly:
        return None
    end, details = resolution(scene, at + 4, named=False)
    made = frame(scene, at, max(end, at + 4), "abstained", scene.subjects(at), family="vote",
                 rule="abstain.fence")  # fmt: skip
    made.details |= details
    return made.put(body=body(scene)) if made.subject else None


def read_veto_used(scene: Scene, at: int) -> Frame | None:
    """Read "used its veto more than forty times to shield Israel"."""
    lower = scene.lower
    if lower[at] not in _USE or not {"veto", "vetoes"} & set(lower[at + 1 : at + 7]):
        return None
    subject = scene.subjects(at)
    if not subject:
        return None
    veto = next(p for p in range(at + 1, at + 7) if lower[p] in ("veto", "vetoes"))
    end, details = resolution(scene, veto + 1, named=False)
    made = frame(scene, at, max(veto + 1, end), "vetoed", subject, family="vote",
                 rule="veto.used")  # fmt: skip
    made.details |= {key: text for key, text in details.items() if key in ("target", "topic")}
    return made.put(body="UNSC")


def read_abstentions(scene: Scene, at: int) -> Frame | None:
    """Read "there were 58 abstentions when Russia was suspended"."""
    lower = scene.lower
    number = next((one for one in scene.quantities if one.last == at + 1), None)
    if lower[at] != "abstentions" or number is None or number.of != "votes":
        return None
    if not any(word in ("were", "was", "recorded", "saw") for word in
               lower[max(scene.first, number.first - 2) : number.first]):  # fmt: skip
        return None
    details = describe(scene, at + 1, scene.last, named=False)
    made = Frame(
        at, number.first, scene.last, "abstained", family="tally", rule="tally.abstentions"
    )
    made.details |= details
    return made.put(body=body(scene)) if details else None


def read_passive_sanction(scene: Scene, at: int) -> Frame | None:
    """Read "sanctions were slapped on Russia by the Union", "is under a US embargo"."""
    lower = scene.lower
    under = next(
        (p for p in range(at - 1, max(at - 6, scene.first), -1) if lower[p] == "under"), None
    )
    if under is not None:
        subject = scene.subjects(under)
        near = next((one for one in scene.actors if under < one.first < at), None)
        world = any(w in ("un", "international", "western", "u.n.") for w in lower[under:at])
        if not subject or (near is None and not world):
            return None
        made = frame(scene, at, at + 1, "sanction", [near] if near else [], subject, family="fact",
                     rule="fact.under_sanctions")  # fmt: skip
        made.who = subject
        made.at = under
        return made
    verb = next(
        (p for p in range(at + 1, min(at + 6, scene.last))
         if lower[p] in _IMPOSED and lower[p - 1] in PASSIVE | {"not", "first"}), None
    )  # fmt: skip
    if verb is None:
        return None
    target = named_after(scene, verb, [], ("on", "against")) or named_after(
        scene, at, [], ("on", "against")
    )
    sender = named_after(scene, verb, target, ("by",))
    if not target or not sender:
        return None
    lifted = lower[verb] in words_of.LIFT
    made = frame(scene, verb, verb + 1, "sanction", sender, target,
                 family="change" if lifted else "fact", rule="fact.sanctions_passive")  # fmt: skip
    made.who = []
    return made.put(change="lifted" if lifted else None)


#: Verbs that leave sanctions undone, with the noun as their object.
_UNDONE = words_of._verbs("avoid refuse eschew forgo withhold shun")
_TAKING_PART = words_of._verbs("join impose apply follow adopt enforce mirror match observe enact")


def read_sanctions_undone(scene: Scene, at: int) -> Frame | None:
    """Read "abstained from sanctions against", "refused to join Western sanctions on"."""
    lower = scene.lower
    verb = None
    for place in range(at - 1, max(at - 9, scene.first), -1):
        if lower[place] in (",", ";", "that"):
            break
        if lower[place] in _UNDONE or 0 < denies(lower, place, scene.last) <= at:
            verb = place
            break
    if verb is None:
        return None
    subject = scene.subjects(verb)
    target = [
        one for one in named_after(scene, at, subject, ("on", "against")) if one.kind != "demonym"
    ]
    if not subject or not target:
        return None
    denied = scene.denied(verb)
    return frame(scene, verb, target[-1].last, "sanction", subject, target, family="fact",
                 rule="fact.sanctions_undone", negated=not denied)  # fmt: skip


def read_joined_sanctions(scene: Scene, at: int) -> Frame | None:
    """Read "joined the sanctions on Russia", "has not applied sanctions on Russia"."""
    lower = scene.lower
    verb = next(
        (p for p in range(at - 1, max(at - 5, scene.first), -1) if lower[p] in _TAKING_PART), None
    )
    if verb is None:
        return None
    subject = scene.subjects(verb)
    target = [
        one for one in named_after(scene, at, subject, ("on", "against")) if one.kind != "demonym"
    ]
    if not subject or not target:
        return None
    return frame(scene, verb, target[-1].last, "sanction", subject, target, family="fact",
                 rule="fact.sanctions_joined")  # fmt: skip


def read_visit(scene: Scene, at: int) -> Frame | None:
    """Read "visited Kyiv": told only of a text put forward, where it is no mere event."""
    lower = scene.lower
    near, subject = scene.actor_after(at + 1, 1), scene.subjects(at)
    if near is None or not subject or near in subject or scene.possessive(near):
        return None
    if near.kind not in ("state", "capital") or lower[at - 1] in ("a", "the", "his", "her"):
        return None
    if len(scene.page.sentences) > 3:
        return None
    return frame(scene, at, near.last, "visit", subject, [near], family="fact", rule="fact.visited")


def read_belongs(scene: Scene, at: int) -> Frame | None:
    """Read "belongs to NATO"."""
    near = scene.actor_after(at + 2) if scene.lower[at + 1 : at + 2] == ["to"] else None
    subject = scene.subjects(at)
    if near is None or near.kind != "group" or not subject:
        return None
    return frame(scene, at, near.last, "membership", subject, [near], family="membership",
                 rule="membership.belongs")  # fmt: skip


def read_outside(scene: Scene, at: int) -> Frame | None:
    """Read "is outside NATO", "has remained outside the Union": that it is no member."""
    lower = scene.lower
    if not any(word in _STAYS for word in lower[max(scene.first, at - 2) : at]):
        return None
    near, subject = scene.actor_after(at + 1), scene.subjects(at)
    if near is None or near.kind != "group" or not subject:
        return None
    return frame(scene, at, near.last, "membership", subject, [near], family="membership",
                 rule="membership.outside", negated=not scene.denied(at))  # fmt: skip


_STAYS = words_of._verbs("be remain stay")


def read_dropped(scene: Scene, at: int) -> Frame | None:
    """Read "dropped its recognition of Taiwan"."""
    lower = scene.lower
    noun = next(
        (p for p in range(at + 1, min(at + 4, scene.last)) if lower[p] == "recognition"), None
    )
    if noun is None or lower[noun + 1 : noun + 2] != ["of"]:
        return None
    near, subject = scene.actor_after(noun + 2), scene.subjects(at)
    if near is None or not subject:
        return None
    made = frame(scene, at, near.last, "recognition", subject, [near], family="change",
                 rule="change.recognition_dropped")  # fmt: skip
    return made.put(change="ended")


def read_judging_verb(scene: Scene, at: int) -> Frame | None:
    """Read "has betrayed Ukraine": a verb that judges what a state did to another."""
    near, subject = scene.actor_after(at + 1, 1), scene.subjects(at)
    if near is None or not subject or near in subject or near.kind in ("demonym", "pronoun"):
        return None
    if subject[-1].kind in ("demonym", "person", "pronoun", "description"):
        return None
    made = frame(scene, at, near.last, "character", subject, [near], family="character",
                 rule="character.verb")  # fmt: skip
    begin, end = scene.page.starts[at], scene.page.ends[at]
    return made.put(words=scene.page.text[begin:end])
