"""Agreement since a day against agreement before it: "more often since 2022 than before".

How far back "before" reaches is not said. The year before, the five years before and all that the
record holds are each compared with what has been since; where they differ the claim is fragile.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from legation.checking.question import Question
from legation.checking.results import Decision, EvidenceRow, Way
from legation.checking.shares import FEWEST, Shared, chance_above, label, one_line, pairs_of, shared
from legation.checking.shares import side as side_of
from legation.checking.showing import between, figure, pair_rows
from legation.checking.world import World

#: Least change of a share that is a change.
CHANGE = 0.02
#: Years that "before" may reach back; 0 for all that the record holds.
REACHES = {"1": "the year before", "5": "the five years before", "0": "all votes before"}
_SIGN = {"up": 1, "down": -1}


def ways(question: Question, world: World) -> Sequence[Way]:  # noqa: ARG001
    """Ways to read the question: by how far back "before" reaches, and yes and no only."""
    found = [Way(name, options=(("reach", years),)) for years, name in REACHES.items()]
    plain = found[0].options
    return [*found, Way("yes and no only", binding=False, options=(*plain, ("yes_no", "yes")))]


def decide(question: Question, world: World, way: Way) -> Decision:
    """Compare the share of common choices before a day with that since."""
    pairs, sign = pairs_of(question), _SIGN.get(question.detail("direction") or "")
    start = question.start
    if len(pairs) != 1 or sign is None or start is None or one_line(pairs[0]):
        return Decision(None, missing="the two states, and since when it rose or fell")
    before, since = _windows(question, world, way, pairs[0], start)
    if min(before.n, since.n) < FEWEST:
        missing = f"at least {FEWEST} recorded votes of both before {start} and since"
        return Decision(None, missing=missing)
    sign = -sign if question.relation == "voted_apart" else sign
    change = (since.value or 0.0) - (before.value or 0.0)
    rows: tuple[EvidenceRow, ...] = ()
    if way.binding:
        sides = [side_of(world, name, way) for name in pairs[0]]
        told = between(pairs[0])
        rows = (
            figure(world, f"{REACHES[way.option('reach') or '1']}: {told}", before),
            figure(world, f"since {start}: {told}", since),
            *pair_rows(world, before, sides, alike=sign < 0, most=2),
            *pair_rows(world, since, sides, alike=sign > 0, most=2),
        )
    return Decision(
        change * sign >= CHANGE,
        change,
        min(before.n, since.n),
        rows,
        sentence=f"{label(pairs[0][0])} and {label(pairs[0][1])} chose the same in "
        f"{before.value:.1%} of {before.n} recorded votes ({REACHES[way.option('reach') or '1']}), "
        f"and in {since.value:.1%} of {since.n} since {start}.",
        confidence=chance_above(since.value or 0.0, since.n, (before.value or 0.0) + CHANGE * sign),
    )


def _windows(
    question: Question, world: World, way: Way, pair: tuple[str, str], start: dt.date
) -> tuple[Shared, Shared]:
    """Compare the two sides before a day, as far back as the way says, and from that day on."""
    years = int(way.option("reach", "1") or 1)
    low = dt.date(max(start.year - years, 1), start.month, min(start.day, 28))
    begin = low if years else dt.date.min
    last = start - dt.timedelta(days=1)
    before = shared(question, world, replace(way, start=begin, end=last), *pair)
    since = shared(question, world, replace(way, start=start, end=question.as_of), *pair)
    return before, since
