"""That something has been so since a day: "since 2022 Israel has voted against Russia"."""

from __future__ import annotations

from collections.abc import Sequence

from legation.checking import before_since
from legation.checking.occurrences import AGAINST, occurrences
from legation.checking.occurrences import ways as _ways
from legation.checking.question import Question
from legation.checking.results import Decision, Way
from legation.checking.votes import held, nothing
from legation.checking.world import World


def ways(question: Question, world: World) -> Sequence[Way]:
    """Ways to read the question: most times since, and every time since."""
    if question.detail("direction"):
        return before_since.ways(question, world)
    first, *others = _ways(question)
    most = Way("most times since", options=first.options)
    if question.negated:
        # "Has not voted with it since" denies each time first, and the rule second.
        once = Way("at least once since", options=(*first.options, ("once", "yes")))
        return [once, most, *others]
    return [most, Way("every time since", options=(("every", "yes"),)), *others]


def decide(question: Question, world: World, way: Way) -> Decision:
    """Tell how often it was so from the first day of the window on."""
    if question.start is None:
        return Decision(None, missing="since when it is said to be so")
    if question.detail("direction"):
        return before_since.decide(question, world, way)
    found = occurrences(question, world, way)
    if found.unclear or not found.could:
        return nothing(question, world, found.found)
    if way.option("once"):
        # What lies in the first year may be what it has not done since.
        calls, year = held(world).calls, question.start.year
        later = tuple(i for i in found.did if calls[i].date.year > year)
        if found.did and not later:
            return Decision(None, missing=f"whether {year} itself is meant")
    n, share = len(found.could), len(found.did) / len(found.could)
    holds = share == 1 if way.option("every") else share > 0.5
    if way.option("once"):
        holds = share > 0
    deciding, counter = (found.did, found.did_not) if holds else (found.did_not, found.did)
    rows = found.rows(world, deciding[::-1])
    rows += found.rows(world, counter[::-1], "counter", AGAINST)
    text = f"So in {len(found.did)} of {n} recorded votes since {question.start}."
    return Decision(holds, share, n, rows, sentence=text, coverage=f"{n} recorded votes")
