"""Which reader is asked at which word, and which propositions of a sentence are kept."""

from __future__ import annotations

from itertools import pairwise

from legation.reading.claims import lexicon as words_of
from legation.reading.claims.asserting import asserted
from legation.reading.claims.backward import carry_text, likewise
from legation.reading.claims.frames import Frame, Reader
from legation.reading.claims.frames_lists import read_designation
from legation.reading.claims.frames_measures import (
    read_ally,
    read_arms,
    read_sanction,
    read_sign,
    read_war,
)
from legation.reading.claims.frames_nominal import (
    CHOOSING,
    read_decision,
    read_noun_vote,
)
from legation.reading.claims.frames_pairs import read_measure, read_side, read_take_side
from legation.reading.claims.frames_relations import (
    read_break,
    read_enmity,
    read_membership,
    read_recognise,
    read_relations,
    read_statement,
)
from legation.reading.claims.frames_tally import read_adopted
from legation.reading.claims.frames_told import (
    DISPUTES,
    read_delivery,
    read_dispute,
    read_fought,
    read_recognised_by,
    read_removed,
    read_supplied,
    read_trade_began,
)
from legation.reading.claims.frames_trends import read_movement
from legation.reading.claims.frames_turned import (
    BELONGS,
    DROPS,
    GIVES,
    JUDGES,
    USED,
    VISITS,
    read_abstentions,
    read_backing,
    read_ballot,
    read_belongs,
    read_dropped,
    read_fence,
    read_joined_sanctions,
    read_judging_verb,
    read_outside,
    read_passive_sanction,
    read_passive_vote,
    read_sanctions_undone,
    read_veto_used,
    read_visit,
)
from legation.reading.claims.frames_votes import (
    read_absent,
    read_abstain,
    read_cast,
    read_divided,
    read_position,
    read_said,
    read_support,
    read_vote,
)
from legation.reading.claims.scene import Scene

_ENMITY = ("enemies", "enmity", "rivals", "adversaries", "foes")

_BACKING = words_of._verbs("back support")

#: Readers in the order they are asked at a word; the first that finds something is taken.
_PLAN: tuple[tuple[object, Reader], ...] = (
    (("vote", "votes", "ballot", "ballots"), read_noun_vote),
    (words_of.VOTE, read_vote),
    (("abstentions",), read_abstentions),
    (("abstention", "abstentions"), read_noun_vote),
    (CHOOSING, read_decision),
    (words_of.ABSTAIN, read_abstain),
    (USED, read_veto_used),
    (("divided", "split", "splits"), read_divided),
    (GIVES, read_backing),
    (("cast", "casts"), read_ballot),
    (("cast", "casts"), read_cast),
    (("sat", "sits", "sit"), read_fence),
    (words_of.FOR, read_passive_vote),
    (words_of.AGAINST, read_passive_vote),
    (words_of.VETO, read_passive_vote),
    (words_of.SPONSOR, read_passive_vote),
    (("against", "favour", "favor"), read_position),
    (("sat", "sits", "sit"), read_absent),
    (("part", "parts", "parted"), read_take_side),
    (("said", "says", "say"), read_said),
    (
        "adopted passed approved carried received won backed gathered got drew attracted secured "
        "garnered gained obtained collected mustered".split(),
        read_adopted,
    ),
    (words_of.SKIP, read_absent),
    (words_of.TAKE, read_absent),
    (("stayed", "stay", "stays"), read_absent),
    (words_of.FOR, read_support),
    (words_of.AGAINST, read_support),
    (words_of.VETO, read_support),
    (words_of.SPONSOR, read_support),
    (words_of.JOIN, read_membership),
    (words_of.MEMBER, read_membership),
    (words_of.LEAVE, read_membership),
    (words_of.SIDE, read_side),
    (_BACKING, read_side),
    ((*words_of.TAKE, "see", "sees", "saw", "seen"), read_take_side),
    (words_of.AGREEMENT, read_measure),
    (words_of.BREAK, read_break),
    (words_of.RESTORE, read_break),
    (words_of.DOWNGRADE, read_break),
    (words_of.RELATIONS, read_relations),
    (_ENMITY, read_enmity),
    (("arms",), read_trade_began),
    (words_of.SELL, read_supplied),
    (words_of.SELL, read_arms),
    (words_of.BUY, read_arms),
    (words_of.ARM, read_arms),
    (words_of.SUPPLIER, read_arms),
    (words_of.BUYER, read_arms),
    (("sanctions", "embargo"), read_sanctions_undone),
    (("sanctions", "embargo"), read_joined_sanctions),
    (words_of.SANCTION, read_sanction),
    (("sanctions", "embargo"), read_passive_sanction),
    (VISITS, read_visit),
    (BELONGS, read_belongs),
    (("outside",), read_outside),
    (DROPS, read_dropped),
    (JUDGES, read_judging_verb),
    (words_of.ALLY, read_ally),
    (words_of.SIGN, read_sign),
    (("make", "made"), read_sign),
    (words_of.RECOGNISE, read_recognised_by),
    (words_of.RECOGNISE, read_recognise),
    (words_of.FIGHT, read_fought),
    (words_of.WAR, read_fought),
    (DISPUTES, read_dispute),
    (words_of.TAKE, read_delivery),
    (words_of.FIGHT, read_war),
    (words_of.WAR, read_war),
    (words_of.CONDEMN, read_statement),
    (words_of.PRAISE, read_statement),
    (words_of.MOVE, read_movement),
    (words_of.BECOME, read_movement),
)


def _readers() -> dict[str, tuple[Reader, ...]]:
    found: dict[str, list[Reader]] = {}
    for words, reader in _PLAN:
        for word in words:  # type: ignore[attr-defined]
            found.setdefault(word, []).append(reader)
    return {word: tuple(readers) for word, readers in found.items()}


READERS = _readers()


def frames(scene: Scene, hits: list[int]) -> list[Frame]:
    """Read the propositions of a sentence at the words that may begin one."""
    found: list[Frame] = []
    listed = _listed(scene, hits)
    if listed is not None:
        return [listed]
    for at in hits:
        if any(one.at < at < one.last and _covers(one) for one in found):
            continue
        for reader in READERS.get(scene.lower[at], ()):
            made = reader(scene, at)
            if made is not None and made.rule in _DO_SOMETHING and _of_nothing(scene, made):
                made.negated = not made.negated
            if made is not None and asserted(scene, made):
                found.append(made)
                break
    carry_text(scene, found)
    return _kept([*found, *likewise(scene, found)])


#: Rules of propositions whose object can deny them: "sold no arms", "imposed no sanctions".
_DO_SOMETHING = frozenset(
    "fact.arms fact.sanctions fact.signed fact.sanctions_joined fact.war change.broken "
    "change.restored change.began".split()
)


def _of_nothing(scene: Scene, made: Frame) -> bool:
    """Say whether the verb has nothing as its object."""
    after = scene.lower[made.at + 1 : made.at + 4]
    return bool(after) and (
        (after[0] == "no" and after[1:2] not in (["longer"], ["more"], ["fewer"], ["less"]))
        or after[:3] == ["none", "of", "its"]
        or after[0] == "neither"
    )


def _covers(one: Frame) -> bool:
    """Say whether a word belongs to what an earlier proposition is about."""
    return one.family in ("vote", "pair", "list", "compare")


def _listed(scene: Scene, hits: list[int]) -> Frame | None:
    words = [scene.lower[at] for at in hits]
    lists = any(word in words_of.DESIGNATIONS or word in words_of.LISTS for word in words)
    if lists and not any(word in words_of.VOTE for word in words):
        return read_removed(scene) or read_designation(scene)
    return None


def _kept(found: list[Frame]) -> list[Frame]:
    """Drop what says less than another about the same words."""
    kept: list[Frame] = []
    voting = any(one.family in ("vote", "pair", "tally") for one in found)
    for one in found:
        if voting and one.family in ("statement", "relations") and one.relation != "relations":
            continue
        if (
            one.family == "vote"
            and not one.subject
            and any(other.family == "tally" for other in found)
        ):
            continue
        if one.family == "change":
            # "relations broke" says more than that there are relations
            kept = [other for other in kept if not (other.family == "relations"
                    and other.relation == one.relation and other.first <= one.at)]  # fmt: skip
        if any(
            other is not one
            and other.relation == one.relation
            and other.subject == one.subject
            and other.object == one.object
            and other.details.get("symbol") == one.details.get("symbol")
            for other in kept
        ):
            continue
        kept.append(one)
    return kept


_BETWEEN = frozenset({"and", "but", "while", "whereas", ";", "although", "yet", "though"})


def clauses(scene: Scene, found: list[Frame]) -> list[tuple[Scene, list[Frame]]]:
    """Part a sentence into clauses with a subject of their own, with the propositions of each."""
    parts: list[tuple[Scene, list[Frame]]] = []
    low, held = scene.first, found[:1]
    for before, after in pairwise(found):
        cut = _cut(scene, before, after)
        if cut is None:
            held.append(after)
            continue
        parts.append((Scene(scene.page, low, cut), held))
        low, held = cut, [after]
    whole = scene if low == scene.first else Scene(scene.page, low, scene.last)
    return [*parts, (whole, held)]


def _cut(scene: Scene, before: Frame, after: Frame) -> int | None:
    """Give the word between two propositions with which the clause of the second begins."""
    for at in range(after.at - 1, before.at, -1):
        if scene.lower[at] not in _BETWEEN:
            continue
        if scene.actor_after(at + 1, 2) is not None or scene.lower[at + 1] in ("it", "they"):
            return at
    return None
