"""Trends, extremes and breaks are read off a line whose levels are known."""

import datetime as dt

import numpy as np
import pytest

from legation.checking import question_of
from legation.checking.judging import judge
from legation.checking.levels import Line, chance_above
from legation.checking.results import Verdict
from legation.checking.types.trend_index import stretches
from legation.checking.world import World
from legation.record import open_record

DAY = dt.date(2025, 12, 31)
FIRST = 2010 * 12


def put(change: float, sd: float = 0.3) -> World:
    """A pair at +1 from 2010 to 2021, which moves by `change` in 2022."""
    world = World(open_record(":memory:"), DAY)
    mean = np.where(np.arange(192) < 144, 1.0, 1.0 + change)
    breaks = np.array([[2021 * 12 + 11.0, 2022 * 12 + 1.0, change, 0.05]])
    world.part("line ISR RUS", lambda: Line(FIRST, mean, np.full(192, sd), breaks))
    return world


def ask(world: World, type_: str, window: list[str | None], **details: str) -> Verdict:
    claim = {"type": type_, "relation": "relations", "subject": ["Russia", "Israel"],
        "window": window, "details": details}  # fmt: skip
    return judge(question_of(claim, DAY), world)


@pytest.mark.parametrize(
    ("change", "direction", "expected"),
    [
        (-2.0, "down", "supported"),
        (-2.0, "up", "refuted"),
        (2.0, "up", "supported"),
        (-2.0, "level", "refuted"),
        (0.0, "level", "supported"),
        (-0.3, "down", "outside_record"),
    ],
)
def test_a_change_counts_when_its_sign_is_sure(
    change: float, direction: str, expected: str
) -> None:
    found = ask(put(change), "trend", ["2022", None], direction=direction, when="since")
    assert found.verdict == expected
    assert found.readings[0].value == pytest.approx(change)


def test_the_confidence_is_that_of_a_normal_difference() -> None:
    found = ask(put(-1.0), "trend", ["2022", None], direction="down", when="since")
    # Two levels of standard deviation 0.3; the chance is Phi(1 / (0.3 sqrt 2)) = Phi(2.357).
    assert found.confidence == pytest.approx(0.9908, abs=0.0005)
    assert chance_above(1.6449, 1.0) == pytest.approx(0.95, abs=1e-4)


def test_a_small_fall_is_no_collapse() -> None:
    fall = {"direction": "down", "when": "since"}
    assert ask(put(-0.8, 0.1), "trend", ["2022", None], **fall).verdict == "supported"
    assert ask(put(-0.8, 0.1), "trend", ["2022", None], **fall, manner="sharp").verdict == "refuted"


def test_since_compares_with_what_came_before_and_between_compares_the_ends() -> None:
    def months(window: list[str | None], when: str) -> tuple[tuple[int, int], tuple[int, int]]:
        claim = {"type": "trend", "window": window, "details": {"when": when}}
        return stretches(question_of(claim, DAY), 12)

    assert months(["2022", None], "since") == (
        (2021 * 12, 2021 * 12 + 11), (2025 * 12, 2025 * 12 + 11),
    )  # fmt: skip
    assert months(["2011", "2021"], "between") == (
        (2011 * 12, 2011 * 12 + 11), (2021 * 12, 2021 * 12 + 11),
    )  # fmt: skip


def test_the_worst_is_the_lowest_of_all_stretches() -> None:
    world = put(-2.0)
    assert ask(world, "superlative", ["2010", None], extreme="highest").verdict == "refuted"
    # The years since 2022 are all alike, so the last is no lower than they are.
    assert ask(world, "superlative", ["2010", None], extreme="lowest").verdict == "outside_record"
    falling = World(open_record(":memory:"), DAY)
    mean = -np.arange(192) / 24.0
    line = Line(FIRST, mean, np.full(192, 0.1), np.empty((0, 4)))
    falling.part("line ISR RUS", lambda: line)
    assert ask(falling, "superlative", ["2010", None], extreme="lowest").verdict == "supported"


def test_a_break_in_the_window_is_one_and_none_refutes_nothing() -> None:
    world = put(-2.0)
    assert ask(world, "status_change", ["2022", "2022"], change="broken").verdict == "supported"
    for window, change in ((["2015", "2015"], "broken"), (["2022", "2022"], "restored")):
        assert ask(world, "status_change", window, change=change).verdict == "outside_record"
