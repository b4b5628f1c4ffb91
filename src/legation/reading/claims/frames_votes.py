"""Propositions about votes: the choice of states on a text."""

from __future__ import annotations

from legation.reading.claims import lexicon as words_of
from legation.reading.claims.frames import Frame, frame
from legation.reading.claims.frames_pairs import SAME, read_pair, together, with_whom
from legation.reading.claims.resolutions import actions, body, describe, resolution
from legation.reading.claims.scene import Scene
from legation.reading.claims.voters import attributive, denied, doers, titled, topic_at
from legation.reading.denying import denies
from legation.reading.grammar import BE

_ADVERBS = frozenset(
    "consistently always never also again overwhelmingly often usually rarely together both all "
    "solidly unanimously repeatedly steadily mostly largely regularly far more less much even as "
    "early invariably firmly too in".split()
)


_SUBJECTS_OF_VOTES = frozenset(
    "sanctions recognition statehood membership suspension condemnation condemning suspending "
    "admitting lifting ending expelling".split()
)


_NOUN_BEFORE = frozenset(
    "national public popular the a an its their his her this that every each any of on in at "
    "most all recorded assembly "
    "un by from both with than two general's same 's many some these those annual one crucial key "
    "final such no general between".split()
)


_GENERIC = words_of.PLURALS | frozenset("one ones those only first sole lone alone among".split())


def read_vote(scene: Scene, at: int) -> Frame | None:
    """Read "vote": what stands after it gives the choice, or the state it is compared with."""
    if _is_noun(scene, at):
        return _own_vote(scene, at) or _tally(scene, at)
    place = at + 1
    lower = scene.lower
    while place < scene.last and (lower[place] in _ADVERBS - SAME or _adverbial(scene, place)):
        if lower[place] == "in" and lower[place + 1 : place + 2] not in (
            ["the"],
            ["favour"],
            ["favor"],
            ["lockstep"],
            ["unison"],
            ["line"],
            ["tandem"],
        ):
            break
        if lower[place] == "as" or (lower[place] == "in" and _after_in(lower, place)):
            break
        place += 1
    for times in (["for", "the", "first", "time"], ["for", "the", "very", "first", "time"]):
        if lower[place : place + len(times)] == times:
            place += len(times)
    return _choice(scene, at, place) or read_pair(scene, at, place) or _bare(scene, at)


def _own_vote(scene: Scene, at: int) -> Frame | None:
    """Read "China's vote on the resolution was no", "Israel's vote to suspend Russia"."""
    lower = scene.lower
    owner = next(
        (one for one in scene.actors if scene.possessive(one) and one.last in (at - 1, at - 2)),
        None,
    )
    if owner is None or lower[at] not in ("vote", "votes"):
        return None
    following = lower[at + 1] if at + 1 < scene.last else ""
    relation = "voted_against" if following == "against" else "voted_for"
    place = at + 2
    if following == "to" and lower[at + 2 : at + 3] and lower[at + 2] not in actions():
        return None
    if following in ("against", "with") and (near := scene.actor_after(at + 2, 1)):
        relation = "voted_apart" if following == "against" else "voted_with"
        if not attributive(scene, near):
            return frame(scene, at, near.last, relation, [owner], [near], family="pair",
                         rule="vote.own_pair", negated=False)  # fmt: skip
    if following not in ("for", "against", "to", "in"):
        same = next((p for p in range(at + 1, scene.last) if lower[p] == "same"), None)
        if same is not None and (near := scene.actor_after(same + 2)):
            return frame(scene, at, near.last, "voted_with", [owner], [near], family="pair",
                         rule="vote.own_same", negated=False)  # fmt: skip
        verb = next((p for p in range(at + 1, scene.last) if lower[p] in ("was", "is")), None)
        told = lower[verb + 1] if verb is not None and verb + 1 < scene.last else ""
        if told not in _TOLD:
            return None
        relation, place = _TOLD[told], at + 1
    end, details = resolution(scene, place)
    made = frame(scene, at, end, relation, [owner], family="vote", rule="vote.own", negated=False)
    made.details |= details
    return made.put(body=body(scene))


_TOLD = {
    "no": "voted_against", "against": "voted_against", "negative": "voted_against",
    "yes": "voted_for", "positive": "voted_for", "abstention": "abstained",
}  # fmt: skip


def _after_in(lower: list[str], at: int) -> bool:
    return lower[at + 1 : at + 3] != ["the", "general"]


def _adverbial(scene: Scene, at: int) -> bool:
    """Say whether the word belongs to a frequency or time between verb and preposition."""
    return any(
        one.first <= at < one.last
        for one in scene.quantities
        if one.unit == "frequency" or one.of == "times"
    ) or any(one.first <= at < one.last for one in scene.times)


def _is_noun(scene: Scene, at: int) -> bool:
    word, before = scene.lower[at], scene.lower[at - 1] if at > scene.first else ""
    if word in ("voted",):
        return False
    if word == "voting":
        after = scene.lower[at + 1] if at + 1 < scene.last else ""
        return after in words_of.AGREEMENT or after in (
            "bloc",
            "rights",
            "pattern",
            "patterns",
            "behaviour",
            "behavior",
            "machine",
        )
    if before in _NOUN_BEFORE or before.isdigit() or before in ("cast", "casts"):
        # "of the two, votes", "both vote": a plural that takes a verb
        if before == "that" and at - 2 >= scene.first and scene.lower[at - 2] in _GENERIC:
            return False
        return before not in ("both", "all") or word == "votes"
    actor = scene.actor_at(at - 1)
    if (
        word == "vote"
        and actor is not None
        and actor.kind == "demonym"
        and scene.lower[actor.first - 1] in ("the", "a", "one")
        and {"was", "is", "went", "came"} & set(scene.lower[at + 1 : scene.last])
    ):
        return True
    if word == "votes" and actor is not None:
        return scene.possessive(actor)
    return False


def _choice(scene: Scene, at: int, place: int) -> Frame | None:
    lower = scene.lower
    word = lower[place] if place < scene.last else ""
    following = lower[place + 1] if place + 1 < scene.last else ""
    if word == "in" and following in ("favour", "favor"):
        return _on_text(scene, at, place + 2, "voted_for", "vote.in_favour")
    if word == "for":
        return _on_text(scene, at, place + 1, "voted_for", "vote.for")
    if word in ("yes", "aye", "affirmatively"):
        return _on_text(scene, at, place + 1, "voted_for", "vote.yes")
    if word in ("no", "nay") and following not in ("more", "fewer", "less"):
        return _on_text(scene, at, place + 1, "voted_against", "vote.no")
    if word == "to" and following in actions():
        relation = "voted_against" if following == "reject" else "voted_for"
        return _on_text(scene, at, place + 1, relation, "vote.to")
    if word == "against":
        return _against(scene, at, place)
    return None


def _against(scene: Scene, at: int, place: int) -> Frame | None:
    """Tell "against the resolution" from "against Russia"."""
    near = scene.actor_after(place + 1, 1)
    if scene.lower[place + 1 : place + 2] and scene.lower[place + 1] in actions():
        near = None  # "against suspending Russia"
    if scene.lower[place + 1 : place + 3] == ["each", "other"]:
        return together(scene, at, place + 3, "voted_apart", [], "vote.against_each_other")
    if near is not None and not attributive(scene, near):
        made = together(
            scene, at, near.last, "voted_apart", scene.chain_from(near), "vote.against_state"
        )
        end, details = resolution(scene, near.last)
        if near.last < scene.last and scene.lower[near.last] in ("over", "on", "about"):
            made.details |= {key: value for key, value in details.items() if key != "resolution"}
            made.put(topic=details.get("topic") or topic_at(scene, near.last + 1))
            made.last = max(made.last, end)
        return made
    made = _on_text(scene, at, place + 1, "voted_against", "vote.against")
    if near is not None and scene.possessive(near):
        made.put(sponsor=near.code)
    return made


def _on_text(scene: Scene, at: int, place: int, relation: str, rule: str) -> Frame:
    """Read who chose, and the text that stands from `place`."""
    end, details = resolution(scene, place)
    if (
        not details
        and relation in ("voted_for", "voted_against")
        and any(place <= one.first < place + 7 for one in scene.actors)
        and any(word in _SUBJECTS_OF_VOTES for word in scene.lower[place : place + 6])
    ):
        end, details = resolution(scene, place, named=False)
    if not details and titled(scene, place):
        named_end, named = resolution(scene, place, named=False)
        if " " in named.get("topic", ""):  # one word ("the grain") names no text
            end, details = named_end, named
    made = frame(
        scene,
        at,
        end,
        relation,
        doers(scene, at),
        family="vote",
        rule=rule,
        negated=denied(scene, at),
    )
    made.details |= details
    return made.put(body=body(scene))


def _bare(scene: Scene, at: int) -> Frame | None:
    """Read a vote whose choice is not told: "voted on the resolution"."""
    lower = scene.lower
    after = lower[at + 1] if at + 1 < scene.last else ""
    if scene.denied(at) and lower[at] == "vote" and after in ("on", "", ".", "in", "at"):
        made = _on_text(scene, at, at + 1, "absent", "vote.did_not")
        made.negated = False
        return made
    if at > scene.first and lower[at - 1] in (BE - {"'s"}) | {"assembly", "council", "nations"}:
        return None  # "when it was voted on": nobody is said to vote
    if after in ("on", "unanimously") or scene.has("unanimously") >= 0:
        return _on_text(scene, at, at + 1, "voted", "vote.on")
    return None


def read_cast(scene: Scene, at: int) -> Frame | None:
    """Read "cast its vote in favour of", "cast the same vote"."""
    for place in range(at + 1, min(at + 6, scene.last)):
        if scene.lower[place] in ("vote", "votes", "ballot"):
            if "same" in scene.lower[at:place] or "identical" in scene.lower[at:place]:
                return with_whom(scene, at, place + 1, "voted_with", "vote.cast_same")
            found = _choice(scene, at, place + 1)
            if found is None and "negative" in scene.lower[at:place]:
                found = _on_text(scene, at, place + 1, "voted_against", "vote.cast_negative")
            return found
    return None


def read_abstain(scene: Scene, at: int) -> Frame | None:
    """Read "abstained on", "abstaining"."""
    word = scene.lower[at]
    if word.startswith("abstention"):
        before = scene.lower[at - 1] if at > scene.first else ""
        if before not in ("its", "their", "'s"):
            return None
        end, details = resolution(scene, at + 1)
        owner = [one for one in scene.actors if scene.possessive(one) and one.last == at - 1]
        made = frame(scene, at, end, "abstained", owner, family="vote", rule="abstain.own")
        made.details |= details
        return made
    if denies(scene.lower, at, scene.last) > 0:
        return None  # "abstained from sanctions" is no vote
    place = at + 1
    if word == "abstaining" and scene.lower[at - 1] in ("from",) and scene.has("switched") >= 0:
        return None
    return _on_text(scene, at, place, "abstained", "abstain")


def read_said(scene: Scene, at: int) -> Frame | None:
    """Read "said yes to the resolution", "said no to it"."""
    after = scene.lower[at + 1] if at + 1 < scene.last else ""
    if (
        scene.lower[at] in ("said", "say", "says")
        and after in ("no", "yes")
        and _on_vote(scene, at)
    ):
        relation = "voted_for" if after == "yes" else "voted_against"
        return _on_text(scene, at, at + 2, relation, "vote.said")
    return None


def read_support(scene: Scene, at: int) -> Frame | None:
    """Read "backed the resolution", "opposed the motion": only where a text is named."""
    word = scene.lower[at]
    relation = "voted_for" if word in words_of.FOR else "voted_against"
    if word in words_of.VETO:
        relation = "vetoed"
    if word in words_of.SPONSOR:
        relation = "sponsored"
        if word in ("table", "draft", "drafts", "tables"):
            return None
    noun = word in ("support", "veto", "draft", "favor", "favour", "back", "backs")
    if noun and at > scene.first and scene.lower[at - 1] in _NOUN_BEFORE:
        return None
    if not _on_vote(scene, at):
        return None
    made = _on_text(scene, at, at + 1, relation, f"text.{relation}")
    joined = scene.lower[at - 1] in ("after", "before", "having")  # "after backing the text"
    told = made.subject or joined or scene.pronoun_before(at)
    return made if told or _plural_subject(scene, at) else None


def _plural_subject(scene: Scene, at: int) -> bool:
    return any(word in _GENERIC for word in scene.lower[max(scene.first, at - 8) : at])


def _on_vote(scene: Scene, at: int) -> bool:
    """Say whether what follows names a text: a symbol or "resolution" and the like."""
    if any(begin > at for begin, _, _ in scene.symbols):
        return True
    for place in range(at + 1, min(at + 9, scene.last)):
        word = scene.lower[place]
        aside = word == "with" and scene.lower[place - 1] == ","
        if word in ("with", ";", "after", "because") and not aside:
            return False
        if word in ("resolution", "resolutions", "motion", "draft", "text", "texts"):
            return True
        if place == at + 1 and word in actions() and word.endswith("ing") and scene.in_assembly:
            return True
        if word in ("suspension", "demand", "appeal", "decision", "proposal", "amendment"):
            return scene.in_assembly
        if word == "embargo":
            return "cuba" in scene.lower[at : place + 5]
    return False


def read_absent(scene: Scene, at: int) -> Frame | None:
    """Read "was absent from the vote", "did not take part in the vote", "skipped the vote"."""
    lower = scene.lower
    word = lower[at]
    if word in words_of.TAKE:
        if "part" not in lower[at + 1 : at + 4] or not _named_vote(scene, at):
            return None
        if not (scene.denied(at) or "no" in lower[at + 1 : at + 3]):
            return None
    elif word in ("sat", "sits", "sit"):
        if "out" not in lower[at + 1 : at + 2] or not _named_vote(scene, at):
            return None
    elif word in ("stayed", "stay", "stays"):
        if not {"away", "out"} & set(lower[at + 1 : at + 3]) or not _named_vote(scene, at):
            return None
    elif not _named_vote(scene, at):
        return None
    made = _on_text(scene, at, at + 1, "absent", "vote.absent")
    if word in words_of.TAKE:
        made.negated = False
    return made


def _named_vote(scene: Scene, at: int) -> bool:
    return any(word in ("vote", "votes", "voting") for word in scene.lower[at : at + 14])


def read_divided(scene: Scene, at: int) -> Frame | None:
    """Read "the group split over the resolution", "members were divided on ES-11/1"."""
    following = scene.lower[at + 1] if at + 1 < scene.last else ""
    if following not in ("on", "over", "about", "when", "in"):
        return None
    end, details = resolution(scene, at + 2)
    who = scene.subjects(at)
    if "symbol" not in details and not any(
        word in ("resolution", "suspension", "vote", "embargo") for word in scene.lower[at:end]
    ):
        return None
    if any(one.kind != "group" for one in who):
        return None
    # Who is divided does not vote as one.
    made = frame(scene, at, end, "voted", who, family="vote", rule="vote.divided",
                 negated=not scene.denied(at))  # fmt: skip
    made.details |= details
    return made.put(body=body(scene))


def read_position(scene: Scene, at: int) -> Frame | None:
    """Read "were against the resolution", "was in favour of ES-11/1"."""
    lower = scene.lower
    copula = at - 1 if lower[at] == "against" else at - 2
    if copula <= scene.first or lower[copula] not in BE or not _on_vote(scene, at):
        return None
    if lower[at] == "against":
        return _on_text(scene, at, at + 1, "voted_against", "vote.was_against")
    if lower[at - 1] != "in":
        return None
    return _on_text(scene, at, at + 1, "voted_for", "vote.was_in_favour")


def _tally(scene: Scene, at: int) -> Frame | None:
    """Read "suspended Russia by 93 votes to 24": a tally tells what was voted on before it."""
    number = next(
        (one for one in scene.quantities if one.of == "votes" and one.last == at + 1), None
    )
    following = scene.lower[at + 1] if at + 1 < scene.last else ""
    if number is None or following not in ("to", "in", "for", "against"):
        return None
    if scene.lower[number.first - 1] not in ("by", "with"):
        return None
    details = describe(scene, scene.first, number.first - 1) or (
        describe(scene, at + 3, scene.last) if number.first - 1 == scene.first else {}
    )
    if not details:
        return None
    made = Frame(number.first - 2, scene.first, scene.last, "voted_for", family="tally",
                 rule="tally.votes")  # fmt: skip
    made.details |= details
    return made.put(body=body(scene))
