"""Propositions about votes: choices on a text, and votes of two states compared."""

from __future__ import annotations

from legation.reading.claims import lexicon as words_of
from legation.reading.claims.frames import Frame, frame, pair_near
from legation.reading.claims.frames_trends import direction, superlative
from legation.reading.claims.resolutions import actions, body, resolution
from legation.reading.claims.scene import Actor, Scene
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
_SAME = frozenset({"alike", "together", "identically", "similarly"})
_APART = frozenset({"differently", "apart"})
_NOUN_BEFORE = frozenset(
    "the a an its their his her this that every each any of on in at most all recorded assembly "
    "un by from both with than two general's same 's many some these those annual one crucial key "
    "final such no general between".split()
)
_GENERIC = words_of.PLURALS | frozenset("one ones those only first sole lone alone among".split())


def read_vote(scene: Scene, at: int) -> Frame | None:
    """Read "vote": what stands after it gives the choice, or the state it is compared with."""
    if _is_noun(scene, at):
        return None
    place = at + 1
    lower = scene.lower
    while place < scene.last and (lower[place] in _ADVERBS - _SAME or _adverbial(scene, place)):
        if lower[place] == "in" and lower[place + 1 : place + 2] not in (
            ["the"], ["favour"], ["favor"], ["lockstep"], ["unison"], ["line"], ["tandem"]
        ):  # fmt: skip
            break
        if lower[place] == "as" or (lower[place] == "in" and _after_in(lower, place)):
            break
        place += 1
    return _choice(scene, at, place) or _pair(scene, at, place) or _bare(scene, at)


def _after_in(lower: list[str], at: int) -> bool:
    return lower[at + 1 : at + 3] != ["the", "general"]


def _adverbial(scene: Scene, at: int) -> bool:
    """Say whether the word belongs to a frequency or time between verb and preposition."""
    return any(
        one.first <= at < one.last for one in scene.quantities if one.unit == "frequency"
    ) or any(one.first <= at < one.last for one in scene.times)


def _is_noun(scene: Scene, at: int) -> bool:
    word, before = scene.lower[at], scene.lower[at - 1] if at > scene.first else ""
    if word in ("voted",):
        return False
    if word == "voting":
        after = scene.lower[at + 1] if at + 1 < scene.last else ""
        return after in words_of.AGREEMENT or after in ("bloc", "rights", "pattern", "patterns",
                                                        "behaviour", "behavior", "machine")  # fmt: skip
    if before in _NOUN_BEFORE or before.isdigit() or before in ("cast", "casts"):
        # "of the two, votes", "both vote": a plural that takes a verb
        if before == "that" and at - 2 >= scene.first and scene.lower[at - 2] in _GENERIC:
            return False
        return before not in ("both", "all") or word == "votes"
    actor = scene.actor_at(at - 1)
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
    if scene.lower[place + 1 : place + 3] == ["each", "other"]:
        return _together(scene, at, place + 3, "voted_apart", [], "vote.against_each_other")
    if near is not None and not _attributive(scene, near):
        made = _together(scene, at, near.last, "voted_apart", scene.chain_from(near),
                         "vote.against_state")  # fmt: skip
        end, details = resolution(scene, near.last)
        if near.last < scene.last and scene.lower[near.last] in ("over", "on", "about"):
            made.details |= {key: value for key, value in details.items() if key != "resolution"}
            made.put(topic=details.get("topic") or _topic(scene, near.last + 1))
            made.last = max(made.last, end)
        return made
    made = _on_text(scene, at, place + 1, "voted_against", "vote.against")
    if near is not None and scene.possessive(near):
        made.put(sponsor=near.code)
    return made


def _attributive(scene: Scene, actor: Actor) -> bool:
    """Say whether the actor names a text: "Russia's draft", "the Cuba resolution"."""
    following = scene.lower[actor.last : actor.last + 4]
    return actor.kind == "demonym" or scene.possessive(actor) or any(
        word in words_of.TEXTS for word in following[:2]
    )


def _topic(scene: Scene, at: int) -> str | None:
    actor = scene.actor_after(at, 1)
    if actor is not None:
        return " ".join(scene.lower[actor.first : actor.last])
    return None


def _on_text(scene: Scene, at: int, place: int, relation: str, rule: str) -> Frame:
    """Read who chose, and the text that stands from `place`."""
    end, details = resolution(scene, place)
    if not details and relation in ("voted_for", "voted_against") and any(
        place <= one.first < place + 7 for one in scene.actors
    ) and any(word in _SUBJECTS_OF_VOTES for word in scene.lower[place : place + 6]):
        end, details = resolution(scene, place, named=False)
    made = frame(scene, at, end, relation, doers(scene, at), family="vote", rule=rule,
                 negated=_denied(scene, at))  # fmt: skip
    made.details |= details
    return made.put(body=body(scene))


def _denied(scene: Scene, at: int) -> bool:
    return scene.denied(main_verb(scene, at))


def doers(scene: Scene, at: int) -> list[Actor]:
    """Give who votes, also where the verb stands in "the only state to vote", "joined X in voting"."""
    found = scene.subjects(main_verb(scene, at))
    if not found or found[-1].last > at:
        return found
    between = scene.lower[found[-1].last : at]
    if any(word in words_of.PLURALS for word in between) and not any(word in BE for word in between):
        return []
    return found


def main_verb(scene: Scene, at: int) -> int:
    """Give the word whose subject does the verb at a word."""
    lower = scene.lower
    before = lower[at - 1] if at > scene.first else ""
    if lower[at].endswith("ing") and before in ("in", "by", "of", "from", "for"):
        for place in range(at - 2, scene.first, -1):
            word = lower[place]
            if word in ("was", "were", "is", "are", "been") or word in words_of.SIDE or (
                word in words_of.JOIN or word in words_of.TAKE
            ):
                return place
    if before == "to":
        for place in range(at - 2, max(at - 12, scene.first), -1):
            if lower[place] in ("was", "were", "is", "are", "became", "been", "be", "going",
                                "refused", "declined", "failed", "yet"):  # fmt: skip
                return place
    return at


def _pair(scene: Scene, at: int, place: int) -> Frame | None:
    """Read votes of two states compared: "votes with", "vote alike", "the same way as"."""
    lower = scene.lower
    word = lower[place] if place < scene.last else ""
    rest = lower[place : place + 4]
    if word in _SAME:
        return _with_whom(scene, at, place + 1, "voted_with", "vote.alike")
    if word in _APART:
        return _with_whom(scene, at, place + 1, "voted_apart", "vote.apart")
    if word in ("with", "alongside", "like") or rest[:2] == ["as", "one"]:
        if word == "as":
            bloc = lower[place + 2 : place + 3] == ["bloc"]
            return _with_whom(scene, at, place + 2 + bloc, "voted_with", "vote.as_one")
        near = scene.actor_after(place + 1)
        if near is not None:
            return _together(scene, at, near.last, "voted_with", scene.chain_from(near),
                             "vote.with_state")  # fmt: skip
        return None
    if rest[:2] == ["on", "opposite"] or rest[:2] == ["on", "different"]:
        return _with_whom(scene, at, place + 2, "voted_apart", "vote.opposite_sides")
    for size in range(min(3, len(rest))):
        if rest[size] in ("same", "lockstep", "unison", "tandem", "line", "bloc", "opposite"):
            relation = "voted_apart" if rest[size] == "opposite" else "voted_with"
            return _with_whom(scene, at, place + size + 1, relation, "vote.same_way")
    if word in ("closer", "nearer") or (rest[:2] == ["more", "closely"]):
        return _with_whom(scene, at, place + 1, "voted_with", "vote.closer")
    for step in range(place, min(place + 9, scene.last)):
        if lower[step] in ("with", "like") and (near := scene.actor_after(step + 1)):
            if lower[step + 1] == "than":
                break
            return _together(scene, at, near.last, "voted_with", scene.chain_from(near),
                             "vote.with_state")  # fmt: skip
        if lower[step] in ("for", "against", ",", "that"):
            break
    return None


def _with_whom(scene: Scene, at: int, place: int, relation: str, rule: str) -> Frame:
    """Find the other side after "the same way", if there is one: "as Russia"."""
    for step in range(place, min(place + 4, scene.last)):
        if scene.lower[step] in ("as", "with", "from", "to", "of", "than"):
            near = scene.actor_after(step + 1)
            if near is not None and scene.lower[step] != "than":
                return _together(scene, at, near.last, relation, scene.chain_from(near), rule)
    return _together(scene, at, place, relation, [], rule)


def _together(
    scene: Scene, at: int, last: int, relation: str, others: list[Actor], rule: str
) -> Frame:
    subject = [one for one in doers(scene, at) if one not in others]
    made = frame(scene, at, last, relation, subject, others, family="pair", rule=rule,
                 negated=_denied(scene, at))  # fmt: skip
    return _on_what(scene, made.put(body=body(scene)))


def _on_what(scene: Scene, made: Frame) -> Frame:
    """Put to votes compared the text or topic they were on: "... on resolutions about Ukraine"."""
    word = scene.lower[made.last] if made.last < scene.last else ""
    following = scene.lower[made.last + 1] if made.last + 1 < scene.last else ""
    if word in ("for", "against") or (word == "to" and following in actions()) or (
        word == "in" and following in ("favour", "favor", "backing", "opposing", "rejecting")
    ):  # fmt: skip
        end, details = resolution(scene, made.last + 1)
        yes = word != "against" and following not in ("opposing", "rejecting")
        made.details |= details | {"choice": "yes" if yes else "no"}
        if not made.object and not details.get("topic", details.get("symbol")) is None:
            made.relation = "voted_for" if yes else "voted_against"
            made.family = "vote"
        made.last = max(made.last, end)
        return made
    if word not in ("on", "over", "about", "regarding", "concerning") or _number_at(scene, made.last + 1):
        return made
    end, details = resolution(scene, made.last + 1)
    if details:
        made.details |= {key: value for key, value in details.items() if key != "body"}
        made.last = max(made.last, end)
        return made
    return made.put(topic=_topic(scene, made.last + 1))


def _number_at(scene: Scene, at: int) -> bool:
    return any(one.first <= at < one.last or one.first == at for one in scene.quantities)


def _bare(scene: Scene, at: int) -> Frame | None:
    """Read a vote whose choice is not told: "voted on the resolution"."""
    lower = scene.lower
    after = lower[at + 1] if at + 1 < scene.last else ""
    if scene.denied(at) and lower[at] == "vote" and after in ("on", "", ".", "in", "at"):
        made = _on_text(scene, at, at + 1, "absent", "vote.did_not")
        made.negated = False
        return made
    if after in ("on", "unanimously") or scene.has("unanimously") >= 0:
        return _on_text(scene, at, at + 1, "voted", "vote.on")
    return None


def read_cast(scene: Scene, at: int) -> Frame | None:
    """Read "cast its vote in favour of", "cast the same vote"."""
    for place in range(at + 1, min(at + 6, scene.last)):
        if scene.lower[place] in ("vote", "votes", "ballot"):
            if "same" in scene.lower[at:place]:
                return _with_whom(scene, at, place + 1, "voted_with", "vote.cast_same")
            found = _choice(scene, at, place + 1)
            if found is None and "negative" in scene.lower[at:place]:
                found = _on_text(scene, at, place + 1, "voted_against", "vote.cast_negative")
            return found
    return None


def read_abstain(scene: Scene, at: int) -> Frame | None:
    """Read "abstained on", "abstaining"."""
    word = scene.lower[at]
    if word.startswith("abstention"):
        return None
    place = at + 1
    if word == "abstaining" and scene.lower[at - 1] in ("from",) and scene.has("switched") >= 0:
        return None
    return _on_text(scene, at, place, "abstained", "abstain")


def read_said(scene: Scene, at: int) -> Frame | None:
    """Read "said yes to the resolution", "said no to it"."""
    after = scene.lower[at + 1] if at + 1 < scene.last else ""
    if scene.lower[at] in ("said", "say", "says") and after in ("no", "yes") and _on_vote(scene, at):
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
    if scene.lower[at - 1] in ("the", "a", "its", "of", "for", "in", "their") and at > scene.first:
        if word in ("support", "veto", "draft", "favor", "favour", "backing") and not (
            word == "backing"
        ):
            return None
    if not _on_vote(scene, at):
        return None
    made = _on_text(scene, at, at + 1, relation, f"text.{relation}")
    return made if made.subject or _plural_subject(scene, at) else None


def _plural_subject(scene: Scene, at: int) -> bool:
    return any(word in _GENERIC for word in scene.lower[max(scene.first, at - 8) : at])


def _on_vote(scene: Scene, at: int) -> bool:
    """Say whether what follows names a text: a symbol or "resolution" and the like."""
    if any(begin > at for begin, _, _ in scene.symbols):
        return True
    for place in range(at + 1, min(at + 9, scene.last)):
        word = scene.lower[place]
        if word in ("with", ";", "after", "because"):
            return False
        if word in ("resolution", "resolutions", "motion", "draft", "text", "texts"):
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
    elif word in ("stayed", "stay", "stays"):
        if "away" not in lower[at + 1 : at + 3] or not _named_vote(scene, at):
            return None
    elif not _named_vote(scene, at):
        return None
    made = _on_text(scene, at, at + 1, "absent", "vote.absent")
    if word in words_of.TAKE:
        made.negated = False
    return made


def _named_vote(scene: Scene, at: int) -> bool:
    return any(word in ("vote", "votes", "voting") for word in scene.lower[at : at + 9])


def read_adopted(scene: Scene, at: int) -> Frame | None:
    """Read a tally: "was adopted with 93 votes in favour", "passed by 141 votes to five"."""
    lower = scene.lower
    if lower[at] not in ("adopted", "passed", "approved", "carried", "won", "received", "backed"):
        return None
    if not any(one.of in ("votes", "states") and one.last > at for one in scene.quantities):
        return None
    head = next((place for place in range(scene.first, at) if lower[place] in words_of.TEXTS), None)
    symbol = any(begin < at for begin, _, _ in scene.symbols)
    if head is None and not symbol:
        return None
    from legation.reading.claims.resolutions import describe

    made = Frame(at, scene.first, scene.last, "voted_for", (), (), {}, scene.denied(at), "tally",
                 "tally.adopted")  # fmt: skip
    made.details |= describe(scene, scene.first, at)
    return made.put(body=body(scene))


def read_side(scene: Scene, at: int) -> Frame | None:
    """Read "sides with", "agreed on", "disagrees with", "see eye to eye": two states compared."""
    lower = scene.lower
    word = lower[at]
    lemma = words_of.SIDE.get(word, word)
    apart = lemma in ("disagree", "differ", "diverge", "break")
    relation = "voted_apart" if apart else "voted_with"
    if lemma == "break" or lemma == "stand":
        if "with" not in lower[at + 1 : at + 4] and not (lemma == "stand" and _comparing(scene, at)):
            return None
        if lemma == "break" and not scene.in_assembly:
            return None
    if lemma == "side" and "with" not in lower[at + 1 : at + 6]:
        return None
    if lemma == "resemble" and not _votes_meant(scene, strict=True):
        return None
    if word in words_of.FOR and not _votes_meant(scene, strict=True):
        return None
    if lemma in ("agree", "concur", "coincide", "match", "overlap", "converge", "join") and not (
        _votes_meant(scene)
    ):
        return None
    if lemma == "agree" and lower[at + 1 : at + 2] == ["to"]:
        return None
    if lemma == "join":
        near = scene.actor_after(at + 1)
        if near is None or "in" not in lower[near.last : near.last + 2]:
            return None
        return None if _later_vote(scene, at) else _together(
            scene, at, near.last, relation, scene.chain_from(near), "side.join")  # fmt: skip
    for step in range(at + 1, min(at + 9, scene.last)):
        if lower[step] in ("with", "from", "to", "alongside", "than") or (
            lemma in ("match", "resemble") and step == at + 1
        ):
            start = step + 1 if lower[step] in ("with", "from", "to", "alongside", "than") else step
            near = scene.actor_after(start)
            if near is not None and lower[step] != "than":
                made = _together(scene, at, near.last, relation, scene.chain_from(near),
                                 f"side.{lemma}")  # fmt: skip
                end, details = resolution(scene, near.last)
                made.details |= details
                made.last = max(made.last, end)
                return made.put(topic=details.get("topic") or _about(scene, near.last))
    subject = scene.subjects(at)
    if len(subject) > 1 or lemma == "agree":
        return _together(scene, at, at + 1, relation, [], f"side.{lemma}")
    return None


def _about(scene: Scene, at: int) -> str | None:
    for place in range(at, min(at + 3, scene.last)):
        if scene.lower[place] in ("on", "over", "about"):
            return _topic(scene, place + 1)
    return None


def _later_vote(scene: Scene, at: int) -> bool:
    return any(word in words_of.VOTE or word in words_of.ABSTAIN for word in scene.lower[at + 1 : scene.last])


def _comparing(scene: Scene, at: int) -> bool:
    return any(word in ("closer", "nearer") for word in scene.lower[at : at + 3])


def _votes_meant(scene: Scene, *, strict: bool = False) -> bool:
    span = scene.lower[scene.first : scene.last]
    return scene.in_assembly or any(
        word in ("votes", "vote", "voting", "resolutions") for word in span
    ) or not strict and len(scene.actors) >= 2 and any(one.unit == "share" for one in scene.quantities)


def read_take_side(scene: Scene, at: int) -> Frame | None:
    """Read "take the same side", "take opposite sides", "see eye to eye", "votes resemble"."""
    lower = scene.lower
    rest = lower[at + 1 : at + 4]
    if lower[at] in ("see", "sees", "saw", "seen") and rest[:3] == ["eye", "to", "eye"]:
        return _together(scene, at, at + 4, "voted_with", [], "side.eye_to_eye")
    if lower[at] in words_of.TAKE and any(word in ("side", "sides", "position") for word in rest):
        if "same" in rest:
            return _with_whom(scene, at, at + 4, "voted_with", "side.same")
        if "opposite" in rest or "opposing" in rest or "different" in rest:
            return _with_whom(scene, at, at + 4, "voted_apart", "side.opposite")
    return None


def read_measure(scene: Scene, at: int) -> Frame | None:
    """Read "voting agreement between A and B", "A's agreement with B" as a measure."""
    lower = scene.lower
    word = lower[at]
    before = lower[at - 1] if at > scene.first else ""
    if word in ("record", "records") and before not in ("voting",):
        return None
    if before in ("a", "an", "nuclear", "peace", "trade", "an") and "voting" not in lower[at - 2 : at]:
        return None
    if any(form in words_of.SIGN for form in lower[scene.first : at]):
        return None
    left, right = pair_near(scene, at)
    if len(left) + len(right) < 2 and before != "voting":
        return None
    voting = before == "voting" or scene.in_assembly or "votes" in lower[scene.first : scene.last]
    relation = "voting_agreement"
    if not voting and word not in ("agreement", "coincidence"):
        return None
    if not voting and not _measured(scene, at):
        return None
    made = frame(scene, at, at + 1, relation, left, right, family="measure", rule="measure.votes",
                 negated=False)  # fmt: skip
    return made.put(body=body(scene), sense="less" if word == "disagreement" else None)


def _measured(scene: Scene, at: int) -> bool:
    """Say whether "agreement" without votes is spoken of as an amount."""
    before = scene.lower[at - 1] if at > scene.first else ""
    if before in ("the", "an", "this", "that", "of", "in", "any", "its", "no") or any(
        word in ("deal", "withdrawal", "paris", "treaty") for word in scene.lower[scene.first : scene.last]
    ):
        return False
    amount = any(one.unit == "share" for one in scene.quantities)
    return amount or direction(scene, at, scene.last) is not None or superlative(scene) is not None
