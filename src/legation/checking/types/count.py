"""How many: states that chose so on a text, times a state did so, the tally of a text."""

from __future__ import annotations

from collections.abc import Sequence

from legation.checking import ballots as b
from legation.checking.amounts import fits_count, fits_share
from legation.checking.occurrences import AGAINST, occurrences
from legation.checking.occurrences import ways as occurrence_ways
from legation.checking.question import Question
from legation.checking.results import Decision, Way
from legation.checking.votes import chosen, held, inside, nothing, rows_of, session_ways, texts
from legation.checking.wording import tally
from legation.checking.world import World
from legation.states import groups

_PLACE = {b.YES: 0, b.NO: 1, b.ABSTAIN: 2}


def ways(question: Question, world: World) -> Sequence[Way]:  # noqa: ARG001
    """Ways to read the question: the tally announced, and the states listed."""
    if _times(question):
        return occurrence_ways(question)
    found = [Way("tally of the record"), Way("states listed", options=(("listed", "yes"),))]
    return [*found, *session_ways(question, found[0])]


def decide(question: Question, world: World, way: Way) -> Decision:
    """Tell whether the number is what the claim says."""
    if _times(question):
        return _of_times(question, world, way)
    found = texts(question, world, inside(question, world, way), way)
    if not len(found):
        return nothing(question, world, found)
    answers = [_of_text(question, world, way, place) for place in found.rows]
    if len({holds for holds, _ in answers}) > 1 or (len(answers) > 1 and not found.certain):
        return nothing(question, world, found)
    holds, told = answers[0]
    if holds is None:
        return Decision(None, missing="which choice was counted, or of which group")
    codes = _who(question, world, found.rows[0]) if told <= 15 else []
    evidence = rows_of(world, found.rows, codes)
    call = held(world).calls[found.rows[0]]
    yes, no, abstain = (_counted(world, found.rows[0], c) for c in (b.YES, b.NO, b.ABSTAIN))
    sentence = f"{call.name} ({call.date}): {yes} yes, {no} no, {abstain} abstentions."
    return Decision(holds, float(told), len(found), evidence, sentence=sentence)


def _times(question: Question) -> bool:
    """Whether roll calls are counted, and not states."""
    return (
        question.relation != "adopted"
        and bool(question.subject)
        and (question.detail("of") in ("votes", "times") or question.unit in ("votes", "times"))
    )


def _of_times(question: Question, world: World, way: Way) -> Decision:
    found = occurrences(question, world, way)
    if found.unclear or not found.could:
        return nothing(question, world, found.found)
    n = len(found.did)
    rows = found.rows(world, found.did[::-1])
    rows += found.rows(world, found.did_not[::-1], "counter", AGAINST)
    sentence = f"{n} of {len(found.could)} recorded votes in which they took part."
    return Decision(fits_count(question, n), float(n), len(found.could), rows, sentence=sentence)


def _of_text(question: Question, world: World, way: Way, place: int) -> tuple[bool | None, int]:
    """Tell whether the count on one text fits, and what it is."""
    if question.relation == "adopted":
        yes, no, abstain = (_counted(world, place, c) for c in (b.YES, b.NO, b.ABSTAIN))
        told = {"against_votes": no, "abstentions": abstain}
        holds = question.value is None or fits_count(question, yes)
        for name, count in told.items():
            said = question.detail(name)
            holds = holds and (said is None or (said.isdigit() and int(said) == count))
        known = {"yes": yes, "no": no, "abstain": abstain}
        holds = holds and all(known[name] == n for name, n in tally(question).items())
        # Most texts need two votes for one against; none passes with more against than for.
        return holds and yes > no, yes
    choice = chosen(question)
    if choice is None and question.relation != "voted":
        return None, 0
    who = _who(question, world, place)
    group = question.detail("among") or question.groups
    announced = held(world).calls[place].tally[_PLACE[choice]] if choice in _PLACE else None
    count = len(who) if way.option("listed") or group or announced is None else announced
    if question.detail("among") and groups.find(question.detail("among") or "") is None:
        return None, 0
    if question.unit == "share":
        # Of all members on the day, whether they took part or not.
        listed = held(world).choices[place] != b.NONE
        if question.detail("among") or question.groups or not listed.any():
            return None, 0
        return fits_share(question, count / int(listed.sum())), count
    holds = fits_count(question, count)
    if not group and question.value in (told := tally(question)).values():
        known = {name: _counted(world, place, b.CODES[name]) for name in told}
        holds = holds and known == told
    return holds, count


def _who(question: Question, world: World, place: int) -> list[str]:
    """States that chose so on a text, of the group that is counted over if one is named."""
    votes, choice = held(world), chosen(question)
    line = votes.choices[place]
    right = b.took_part(line) if choice is None else line == choice
    found = [code for code, yes in zip(votes.states, right, strict=True) if yes]
    day = votes.calls[place].date
    for key in (question.detail("among"), *question.groups.get("subject", ())):
        group = groups.find(key) if key else None
        if group is not None:
            own = set(groups.members(group, day))
            found = [code for code in found if code in own]
    return found


def _counted(world: World, place: int, choice: int) -> int:
    """Announced number of a choice, or that of the states listed where none is given."""
    votes = held(world)
    announced = votes.calls[place].tally[_PLACE[choice]]
    return int((votes.choices[place] == choice).sum()) if announced is None else announced
