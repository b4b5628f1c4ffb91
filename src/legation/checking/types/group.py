"""That the members of a group chose the same: "the Baltic states voted as one for ES-11/1"."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from legation import states
from legation.checking import ballots as b
from legation.checking.occurrences import names_a_text
from legation.checking.phrases import listed, name_of
from legation.checking.question import Question
from legation.checking.results import Decision, EvidenceRow, Way
from legation.checking.types import agreement
from legation.checking.votes import (
    SHOWN,
    chosen,
    held,
    inside,
    members_of,
    nothing,
    row,
    session_ways,
    texts,
)
from legation.checking.wording import excepted
from legation.checking.world import World
from legation.states import groups

#: Adjectives of the regions of the table of states.
_REGIONS = {"european": "europe", "african": "africa", "asian": "asia"}
_CHOICES = (b.YES, b.ABSTAIN, b.NO)
_OF_REGION = re.compile(r"(?:the |all )*\w+ (?:states|countries|nations|members)")


def ways(question: Question, world: World) -> Sequence[Way]:
    """Ways to read the question: of those that took part, and of all members."""
    if _of_agreement(question):
        return agreement.ways(question, world)
    absent = Way("an absence is a departure", binding=False, options=(("absent", "yes"),))
    first = Way("members that took part")
    return [first, absent, *session_ways(question, first)]


def decide(question: Question, world: World, way: Way) -> Decision:
    """Tell whether all members of the group chose so, or all the same where none is said."""
    if _of_agreement(question):
        return agreement.decide(question, world, way)
    if not names_a_text(question) and not question.detail("date"):
        return Decision(None, missing="which text was voted on: its symbol, matter or day")
    found = texts(question, world, inside(question, world, way), way)
    if not len(found):
        return nothing(question, world, found)
    votes, wanted = held(world), chosen(question)
    left_out, unclear = excepted(question)
    if unclear:
        return Decision(None, missing=f"whom these words leave out: '{unclear}'")
    others = [code for code in members_of(question, "object") if code not in left_out]
    answers = []
    for place in found.rows:
        codes = _members(question, world, place)
        if len(codes) < 2:
            words = question.detail("group") or ", ".join(question.groups.get("subject", ()))
            return Decision(None, missing=f"the members of '{words[:80]}' on the day of the vote")
        if others and question.relation in ("voted_with", "voted_apart"):
            # "The Baltic states voted with the United States": as it did, not among themselves.
            theirs = {int(votes.of(code, way.succession)[place]) for code in others}
            if question.relation == "voted_apart" or len(theirs) > 1 or not theirs & {*_CHOICES}:
                return Decision(None, missing="the one choice that the members are compared with")
            wanted = theirs.pop()
        own = np.array([int(votes.of(code)[place]) for code in codes])
        kept = np.array([code not in left_out for code in codes])
        holds = _holds(question, own[kept], wanted, way)
        if holds and (out := own[~kept]).size:
            # Who is left out is said to have done otherwise.
            choice = wanted if wanted is not None else int(np.bincount(own[kept]).argmax())
            holds = None if (out == choice).any() else holds
        answers.append((place, codes, own, holds))
    told = {holds for *_, holds in answers}
    if told == {None} and len(found) == 1 and found.certain:
        return Decision(None, missing="how many of the members are meant, and which")
    if len(told) > 1 or not found.certain or told == {None}:
        return nothing(question, world, found)
    place, codes, own, holds = answers[-1]
    took = own[b.took_part(own)]
    choice = wanted if wanted is not None else int(np.bincount(took).argmax())
    against = [code for code, o in zip(codes, own, strict=True) if b.took_part(o) and o != choice]
    right = int((own == choice).sum())
    sentence = (
        f"On {votes.calls[place].name} {right} of {len(took)} members that took part voted "
        f"{b.WORDS[choice]}"
        + (f"; {away} took no part" if (away := len(codes) - len(took)) else "")
        + (f"; otherwise {listed(map(name_of, against), 12)}." if against else ".")
    )
    # "None of them did" holds by those that did otherwise.
    denies = question.detail("quantifier") in ("none", "not_all")
    rows = tuple(
        row
        for p, members, line, held_so in answers[::-1]
        for row in _rows(world, p, members, line, choice, holds=bool(held_so) != denies)
    )
    return Decision(holds, right / len(took), len(took), rows, sentence=sentence)


def _rows(
    world: World, place: int, codes: Sequence[str], own: b.Choices, choice: int, *, holds: bool
) -> tuple[EvidenceRow, ...]:
    """Make a row of the members that did otherwise, and one of those that did so."""
    pairs = [(code, int(o)) for code, o in zip(codes, own, strict=True)]
    otherwise = [(code, o) for code, o in pairs if o in _CHOICES and o != choice]
    so = [pair for pair in pairs if pair[1] == choice]
    call = held(world).calls[place]
    first, second = (so, otherwise) if holds else (otherwise, so)
    found = [row(call, first[:SHOWN]), row(call, second[:SHOWN], "counter")]
    return tuple(r for r, own in zip(found, (first, second), strict=True) if own)


def _of_agreement(question: Question) -> bool:
    """Whether the claim is of how often members vote together, and of no one text."""
    together = question.relation in ("voted_with", "voted_apart", "voting_agreement")
    return together and not names_a_text(question) and not question.detail("date")


def _holds(question: Question, own: b.Choices, wanted: int | None, way: Way) -> bool | None:
    took = own[b.took_part(own)]
    if not len(took):
        return None
    choice = wanted if wanted is not None else int(np.bincount(took).argmax())
    # "All of them" leaves nobody out; a group that is only named speaks of those that voted.
    everybody = way.option("absent") or question.detail("quantifier") == "all"
    counted = own[own != b.NONE] if everybody else took
    share = float((counted == choice).mean())
    how_many = question.detail("quantifier")
    if how_many == "generic" and wanted is not None and 0.5 < share < 1.0:
        return None  # "Gulf states backed it": most did, and not all; who is meant is not said
    if how_many in ("none", "some", "not_all"):
        return {"none": share == 0.0, "some": share > 0.0, "not_all": share < 1.0}[how_many]
    if question.detail("as_bloc") != "yes" and question.detail("quantifier") in ("most", "often"):
        return share > 0.5
    return share == 1.0


def _members(question: Question, world: World, place: int) -> list[str]:
    """Codes of a group's members on the day of a vote; by key, by name, or by a list of a state."""
    day = held(world).calls[place].date
    if found := members_of(question, day=day):
        return found
    words = (question.detail("group") or "").lower()
    if (group := groups.find(re.sub(r"^(?:the |all )+", "", words))) is not None:
        return list(groups.members(group, day))
    wanted = [region for word, region in _REGIONS.items() if word in words.split()]
    if "unfriendly" in words:
        rows = world.rows(
            "SELECT DISTINCT target FROM measure WHERE kind = 'designation' AND actor = 'RUS' "
            "AND start <= $as_of AND target IS NOT NULL ORDER BY target",
            {},
        )
        codes = [str(row["target"]) for row in rows]
    elif len(wanted) == 1 and _OF_REGION.fullmatch(words):
        votes = held(world)
        codes = [c for c in votes.states if votes.of(c, "separate")[place] != b.NONE]
    else:
        return []
    return [c for c in codes if all(r == str(states.resolve(c).region).lower() for r in wanted)]
