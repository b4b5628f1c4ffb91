"""Propositions about votes of two states compared: "votes with", "sides with"."""

from __future__ import annotations

from legation.reading.claims import lexicon as words_of
from legation.reading.claims.frames import Frame, frame, pair_near
from legation.reading.claims.frames_trends import direction, superlative
from legation.reading.claims.resolutions import actions, body, resolution
from legation.reading.claims.scene import Actor, Scene
from legation.reading.claims.voters import denied, doers, number_at, topic_at

SAME = frozenset({"alike", "together", "identically", "similarly"})


_APART = frozenset({"differently", "apart"})


def read_pair(scene: Scene, at: int, place: int) -> Frame | None:
    """Read votes of two states compared: "votes with", "vote alike", "the same way as"."""
    lower = scene.lower
    word = lower[place] if place < scene.last else ""
    rest = lower[place : place + 4]
    if word in SAME:
        return with_whom(scene, at, place + 1, "voted_with", "vote.alike")
    if word in _APART:
        return with_whom(scene, at, place + 1, "voted_apart", "vote.apart")
    if word in ("with", "alongside", "like") or rest[:2] == ["as", "one"]:
        if word == "as":
            bloc = lower[place + 2 : place + 3] == ["bloc"]
            return with_whom(scene, at, place + 2 + bloc, "voted_with", "vote.as_one")
        near = scene.actor_after(place + 1)
        if near is not None:
            return together(
                scene, at, near.last, "voted_with", scene.chain_from(near), "vote.with_state"
            )
        return None
    if rest[:2] == ["the", "way"] or (word == "as" and scene.actor_after(place + 1, 1)):
        near = scene.actor_after(place + (2 if word == "the" else 1))
        if near is not None:
            return together(scene, at, near.last, "voted_with", [near], "vote.the_way")
    if rest[:2] == ["on", "opposite"] or rest[:2] == ["on", "different"]:
        return with_whom(scene, at, place + 2, "voted_apart", "vote.opposite_sides")
    for size in range(min(3, len(rest))):
        if rest[size] in ("same", "lockstep", "unison", "tandem", "line", "bloc", "opposite"):
            relation = "voted_apart" if rest[size] == "opposite" else "voted_with"
            end = place + size + 1
            end += lower[end : end + 1] in (["way"], ["side"], ["direction"], ["vote"])
            return with_whom(scene, at, end, relation, "vote.same_way")
    if word in ("closer", "nearer") or (rest[:2] == ["more", "closely"]):
        return with_whom(scene, at, place + 1, "voted_with", "vote.closer")
    for step in range(place, min(place + 9, scene.last)):
        if lower[step] in ("with", "like") and (near := scene.actor_after(step + 1)):
            if lower[step + 1] == "than":
                break
            return together(
                scene, at, near.last, "voted_with", scene.chain_from(near), "vote.with_state"
            )
        if lower[step] in ("for", "against", ",", "that"):
            break
    return None


def with_whom(scene: Scene, at: int, place: int, relation: str, rule: str) -> Frame:
    """Find the other side after "the same way", if there is one: "as Russia"."""
    for step in range(place, min(place + 4, scene.last)):
        if scene.lower[step] in ("as", "with", "from", "to", "of", "than"):
            near = scene.actor_after(step + 1)
            if near is not None and scene.lower[step] != "than":
                return together(scene, at, near.last, relation, scene.chain_from(near), rule)
    return together(scene, at, place, relation, [], rule)


def together(
    scene: Scene, at: int, last: int, relation: str, others: list[Actor], rule: str
) -> Frame:
    """Make a proposition about votes of the subject of the verb at `at` and others."""
    subject = [one for one in doers(scene, at) if one not in others]
    made = frame(
        scene,
        at,
        last,
        relation,
        subject,
        others,
        family="pair",
        rule=rule,
        negated=denied(scene, at),
    )
    return _on_what(scene, made.put(body=body(scene)))


def _on_what(scene: Scene, made: Frame) -> Frame:
    """Put to votes compared the text or topic they were on: "... on resolutions about Ukraine"."""
    word = scene.lower[made.last] if made.last < scene.last else ""
    following = scene.lower[made.last + 1] if made.last + 1 < scene.last else ""
    if (
        word in ("for", "against")
        or (word == "to" and following in actions())
        or (word == "in" and following in ("favour", "favor", "backing", "opposing", "rejecting"))
    ):
        end, details = resolution(scene, made.last + 1)
        yes = word != "against" and following not in ("opposing", "rejecting")
        made.details |= details | {"choice": "yes" if yes else "no"}
        if not made.object and details.get("topic", details.get("symbol")) is not None:
            made.relation = "voted_for" if yes else "voted_against"
            made.family = "vote"
        made.last = max(made.last, end)
        return made
    if word == "of" and any(begin == made.last + 1 for begin, _, _ in scene.symbols):
        word = "on"  # "on opposite sides of ES-11/1"
    if word not in ("on", "over", "about", "regarding", "concerning") or number_at(
        scene, made.last + 1
    ):
        return made
    end, details = resolution(scene, made.last + 1)
    if details:
        made.details |= {key: value for key, value in details.items() if key != "body"}
        made.last = max(made.last, end)
        return made
    return made.put(topic=topic_at(scene, made.last + 1))


def read_side(scene: Scene, at: int) -> Frame | None:
    """Read "sides with", "agreed on", "disagrees with", "see eye to eye": two states compared."""
    lower = scene.lower
    word = lower[at]
    lemma = words_of.SIDE.get(word, word)
    apart = lemma in ("disagree", "differ", "diverge", "break")
    relation = "voted_apart" if apart else "voted_with"
    if lemma == "break" or lemma == "stand":
        if "with" not in lower[at + 1 : at + 4] and not (
            lemma == "stand" and _comparing(scene, at)
        ):
            return None
        if lemma == "break" and not scene.in_assembly:
            return None
    if lemma == "side" and lower[at - 2 : at] in (["the", "same"], ["on", "opposite"]):
        if not _votes_meant(scene, strict=True):
            return None
        relation = "voted_with" if lower[at - 1] == "same" else "voted_apart"
        return with_whom(scene, at, at + 1, relation, "side.same")
    if lower[at + 1 : at + 2] == ["-"] or lower[at + 1 : at + 3] == ["by", "side"]:
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
    if lemma in ("converge", "diverge") and scene.times:
        return None  # that votes came nearer within a time is a trend
    if word == "backs" and lower[at - 1] in ("its", "their", "his", "her"):
        return None
    if lemma == "agree" and lower[at + 1 : at + 2] == ["to"]:
        return None
    if lemma == "join":
        near = scene.actor_after(at + 1)
        if near is None or "in" not in lower[near.last : near.last + 2]:
            return None
        return (
            None
            if _later_vote(scene, at)
            else together(scene, at, near.last, relation, scene.chain_from(near), "side.join")
        )
    for step in range(at + 1, min(at + 9, scene.last)):
        if lower[step] in ("with", "from", "to", "alongside", "than") or (
            lemma in ("match", "resemble") and step == at + 1
        ):
            start = step + 1 if lower[step] in ("with", "from", "to", "alongside", "than") else step
            if lower[start : start + 2] in (["those", "of"], ["that", "of"]):
                start += 2
            near = scene.actor_after(start)
            if near is not None and lower[step] != "than":
                made = together(
                    scene, at, near.last, relation, scene.chain_from(near), f"side.{lemma}"
                )
                if scene.lower[made.last : made.last + 1] == ["over"] or number_at(
                    scene, near.last + 1
                ):
                    return made
                end, details = resolution(scene, near.last)
                made.details |= details
                made.last = max(made.last, end)
                return made.put(topic=details.get("topic") or _about(scene, near.last))
    subject = scene.subjects(at)
    if len(subject) > 1 or lemma == "agree":
        return together(scene, at, at + 1, relation, [], f"side.{lemma}")
    return None


def _about(scene: Scene, at: int) -> str | None:
    for place in range(at, min(at + 3, scene.last)):
        if scene.lower[place] in ("on", "over", "about"):
            return topic_at(scene, place + 1)
    return None


def _later_vote(scene: Scene, at: int) -> bool:
    return any(
        word in words_of.VOTE or word in words_of.ABSTAIN
        for word in scene.lower[at + 1 : scene.last]
    )


def _comparing(scene: Scene, at: int) -> bool:
    return any(word in ("closer", "nearer") for word in scene.lower[at : at + 3])


def _votes_meant(scene: Scene, *, strict: bool = False) -> bool:
    span = scene.lower[scene.first : scene.last]
    return (
        scene.in_assembly
        or any(word in ("votes", "vote", "voting", "resolutions") for word in span)
        or (
            not strict
            and len(scene.actors) >= 2
            and any(one.unit == "share" for one in scene.quantities)
        )
    )


def read_take_side(scene: Scene, at: int) -> Frame | None:
    """Read "take the same side", "take opposite sides", "see eye to eye", "votes resemble"."""
    lower = scene.lower
    rest = lower[at + 1 : at + 4]
    if lower[at] in ("part", "parts", "parted"):
        if rest[:1] not in (["ways"], ["company"]) or not _votes_meant(scene, strict=True):
            return None
        return with_whom(scene, at, at + 2, "voted_apart", "side.part_ways")
    if lower[at] in ("see", "sees", "saw", "seen") and rest[:3] == ["eye", "to", "eye"]:
        return together(scene, at, at + 4, "voted_with", [], "side.eye_to_eye")
    if lower[at] in words_of.TAKE and any(word in ("side", "sides", "position") for word in rest):
        if "same" in rest:
            return with_whom(scene, at, at + 4, "voted_with", "side.same")
        if "opposite" in rest or "opposing" in rest or "different" in rest:
            return with_whom(scene, at, at + 4, "voted_apart", "side.opposite")
    return None


def read_measure(scene: Scene, at: int) -> Frame | None:
    """Read "voting agreement between A and B", "A's agreement with B" as a measure."""
    lower = scene.lower
    word = lower[at]
    before = lower[at - 1] if at > scene.first else ""
    if word in ("record", "records") and before not in ("voting",):
        return None
    if (
        before in ("a", "an", "nuclear", "peace", "trade", "an")
        and "voting" not in lower[at - 2 : at]
    ):
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
    made = frame(
        scene,
        at,
        at + 1,
        relation,
        left,
        right,
        family="measure",
        rule="measure.votes",
        negated=False,
    )
    return made.put(body=body(scene), sense="less" if word == "disagreement" else None)


def _measured(scene: Scene, at: int) -> bool:
    """Say whether "agreement" without votes is spoken of as an amount."""
    before = scene.lower[at - 1] if at > scene.first else ""
    if before == "of" and scene.lower[at - 2] in ("rate", "level", "degree", "share"):
        before = ""
    if before in ("the", "an", "this", "that", "of", "in", "any", "its", "no") or any(
        word in ("deal", "withdrawal", "paris", "treaty")
        for word in scene.lower[scene.first : scene.last]
    ):
        return False
    amount = any(one.unit == "share" for one in scene.quantities)
    return amount or direction(scene, at, scene.last) is not None or superlative(scene) is not None
