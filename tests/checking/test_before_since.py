"""A stretch is compared with the time before it, however far back that is taken to reach."""

from __future__ import annotations

import random
from typing import Any

from legation.checking.judging import judge
from legation.checking.question import question_of
from legation.checking.results import Verdict
from legation.checking.world import World

Plain = dict[str, tuple[str, dict[str, str]]]
CAST = ("yes", "no", "abstain")


def ask(world: World, **claim: Any) -> Verdict:
    return judge(question_of(claim, world.as_of), world)


def share(plain: Plain, one: str, two: str, start: str, end: str) -> tuple[float, int]:
    alike = [
        choices[one] == choices[two]
        for day, choices in plain.values()
        if start <= day <= end and choices.get(one) in CAST and choices.get(two) in CAST
    ]
    return sum(alike) / max(len(alike), 1), len(alike)


def test_random_stretches_equal_a_recount_of_both_sides_of_the_day(
    world: World, plain: Plain
) -> None:
    source = random.Random(11)
    states = "ARG USA RUS CHN DEU FRA BRA IND ISR HUN CAN COL MEX TUR ZAF JPN".split()
    decided = {"supported": 0, "refuted": 0, "fragile": 0}
    for _ in range(60):
        one, two = source.sample(states, 2)
        way, day = source.choice(["up", "down"]), source.choice(["2024-01-01", "2025-01-01"])
        found = ask(
            world, type="since", relation="voted_with", subject=[one], object=[two],
            window=[day, None], details={"direction": way},
        )  # fmt: skip
        since, n = share(plain, one, two, day, "2026-06-30")
        befores = [
            share(plain, one, two, begin, f"{int(day[:4]) - 1}-12-31")
            for begin in (f"{int(day[:4]) - 1}{day[4:]}", "0001-01-01")
        ]
        if min(n, *(m for _, m in befores)) < 5:
            continue
        sign = 1 if way == "up" else -1
        held = {sign * (since - before) >= 0.02 for before, _ in befores}
        true = "fragile" if len(held) == 2 else "supported" if held == {True} else "refuted"
        assert found.verdict == true, (one, two, way, day, found.explanation)
        decided[true] += 1
    assert min(decided["supported"], decided["refuted"]) >= 5
