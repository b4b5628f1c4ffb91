"""That nobody else chose so: "only Israel and the United States voted against"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from legation import states
from legation.checking import ballots as b
from legation.checking.occurrences import AGAINST, names_a_text
from legation.checking.phrases import count_words, listed, name_of
from legation.checking.question import Question
from legation.checking.results import Decision, Way
from legation.checking.votes import (
    chosen,
    held,
    inside,
    members_of,
    nothing,
    rows_of,
    session_ways,
    texts,
)
from legation.checking.wording import all_but, denied, excepted
from legation.checking.world import World
from legation.states import groups


def ways(question: Question, world: World) -> Sequence[Way]:  # noqa: ARG001
    """Ways to read the question; of a yearly text also the last vote alone."""
    found = [Way("as the text stands"), Way("the last vote alone", options=(("last", "yes"),))]
    return [*found, *session_ways(question, found[0])]


def decide(question: Question, world: World, way: Way) -> Decision:
    """Compare the states named with those that chose so."""
    if not names_a_text(question) and not question.detail("date"):
        return Decision(None, missing="which text was voted on: its symbol, matter or day")
    choice, named = chosen(question), set(members_of(question))
    if choice is None or not named:
        return Decision(None, missing="which choice was made, and by which states")
    besides, left = excepted(question)
    if left:
        return Decision(None, missing=f"whom these words leave out: '{left}'")
    besides = () if set(besides) <= named else besides
    found = texts(question, world, inside(question, world, way), way)
    if not len(found):
        return nothing(question, world, found)
    places = found.rows[-1:] if way.option("last") and found.certain else found.rows
    among = question.detail("among")
    if among and groups.find(among) is None:
        return Decision(None, missing=f"the members of '{among[:60]}'")
    not_so = denied(question) != all_but(question)
    who = [_who(world, place, choice, among, not_so=not_so) for place in places]
    # "Yugoslavia" of 2002 is a name of the state that is Serbia now: lines are compared.
    right = [_lines(codes) == _lines((*named, *besides)) for codes in who]
    fits = any(_lines(codes) - _lines(besides) == _lines(named) for codes in who)
    if besides and fits and not all(right):
        others = f"{listed(map(name_of, besides))} did so, which the claim takes for granted"
        missing = f"whether {others}; the record says otherwise"
        return Decision(None, rows=rows_of(world, places[::-1], besides), missing=missing)
    if not found.certain and len(set(right)) > 1:
        return nothing(question, world, found)
    wrong = [i for i, ok in enumerate(right) if not ok]
    shown = [places[i] for i in wrong] or list(places)
    codes = who[wrong[0]] if wrong else who[0]
    first = held(world).calls[shown[0]]
    others = "nobody else" if not wrong else listed(map(name_of, codes), 12) or "nobody"
    how = f"{'not ' if not_so else ''}{b.WORDS[choice]}"
    text = f"On {first.name} ({first.date}) {how}: {count_words(len(codes), 'state')} ({others})."
    evidence = rows_of(world, shown[::-1], sorted({*named, *codes[:12]}))
    if wrong:
        fitting = [place for place in places if place not in shown]
        evidence += rows_of(world, fitting[::-1][:AGAINST], sorted(named), role="counter")
    return Decision(not wrong, float(len(codes)), len(places), evidence, sentence=text)


def _lines(codes: Iterable[str]) -> set[str]:
    """Give the last state of the line of each state."""
    return {str(states.lineage(code)[-1][0]) for code in codes}


def _who(
    world: World, place: int, choice: int, among: str | None, *, not_so: bool = False
) -> list[str]:
    """States that chose so, or with `not_so` those listed that did otherwise or were absent."""
    votes = held(world)
    line = votes.choices[place]
    found = [
        code
        for code, own in zip(votes.states, line, strict=True)
        if own != b.NONE and (own == choice) != not_so
    ]
    if among:
        own_group = set(groups.members(among, votes.calls[place].date))
        found = [code for code in found if code in own_group]
    return found
