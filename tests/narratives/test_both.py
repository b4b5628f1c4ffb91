"""What two camps leave out or bend each its own way is found, alike for both."""

import pytest

from legation.narratives.both import Both, suppressed
from tests.narratives.pictured import coverage, happening, left_out, perceived

PAIRS = [("CHN", "USA"), ("DEU", "FRA"), ("GBR", "IND"), ("IRN", "ISR"), ("RUS", "USA")]
NAMES = ("east", "west")
RECORD = dict.fromkeys(PAIRS, 0.0)
STRAIGHT = dict.fromkeys(PAIRS, (0.0, 0.3))
EAST = STRAIGHT | {("RUS", "USA"): (4.0, 0.6), ("CHN", "USA"): (4.0, 0.6)}
WEST = STRAIGHT | {("RUS", "USA"): (-4.0, 0.6), ("CHN", "USA"): (4.0, 0.6)}


def asked(names: tuple[str, str] = NAMES, silent: tuple[str, ...] = NAMES) -> Both:
    """Make forty happenings of each pair; some camps report none between Iran and Israel."""
    rows = []
    for number in range(40 * len(PAIRS)):
        pair = PAIRS[number % len(PAIRS)]
        covered = {
            name: (0 if pair == ("IRN", "ISR") and name in silent else 2, 5) for name in names
        }
        rows.append(coverage(happening(number, (*pair, -1)), dict.fromkeys(names, 0.0), covered))
    told = perceived({names[0]: EAST, names[1]: WEST}, RECORD)
    return suppressed(left_out(names, rows), told)


def test_what_both_leave_out_and_what_they_bend_apart_is_listed() -> None:
    found = {one.pair: one for one in asked()}
    assert found.keys() == {("IRN", "ISR"), ("RUS", "USA")}
    out, bent = found["IRN", "ISR"], found["RUS", "USA"]
    assert (out.kind, bent.kind) == ("left out", "bent apart")
    assert out.probability > 0.95
    assert bent.probability > 0.95
    assert out.happenings == 40
    assert out.camps[0].expected == pytest.approx(64.0)
    assert out.camps[0].hi90 is not None
    assert out.camps[0].hi90 < 0.5
    assert "east reports it 0 times of 64.0 to be expected" in str(out)
    assert "west tells it more hostile than the record (-4.0" in str(bent)


def test_what_both_bend_the_same_way_is_not() -> None:
    assert ("CHN", "USA") not in {one.pair for one in asked()}


def test_what_one_camp_reports_is_not_left_out_by_both() -> None:
    assert {one.pair for one in asked(silent=("east",))} == {("RUS", "USA")}


def test_the_rule_is_the_same_for_both_camps() -> None:
    one, other = asked(), asked(names=("west", "east"))
    assert [row.probability for row in one] == [row.probability for row in other]
    assert one[0].camps[0].left_out == other[0].camps[0].left_out
    turned = suppressed(left_out(NAMES[::-1], []), perceived({"west": WEST, "east": EAST}, RECORD))
    assert [row.pair for row in turned] == [("RUS", "USA")]
    assert turned[0].camps[0].camp == "west"


def test_silence_about_what_was_hardly_to_be_expected_says_nothing() -> None:
    rows = [
        coverage(happening(0, ("IRN", "ISR", -1)), dict.fromkeys(NAMES, 0.0),
                 dict.fromkeys(NAMES, (0, 3))),
        coverage(happening(1, ("DEU", "FRA", 1)), dict.fromkeys(NAMES, 0.0),
                 dict.fromkeys(NAMES, (1, 3))),
    ]  # fmt: skip
    told = perceived({"east": STRAIGHT, "west": STRAIGHT}, RECORD)
    assert not suppressed(left_out(NAMES, rows), told)
    assert suppressed(left_out(NAMES, rows), told).frame().is_empty()
    assert str(suppressed(left_out(NAMES, rows), told)).startswith("no relation")


def test_a_vote_is_about_those_who_stood_apart() -> None:
    many = [(code, "ISR", -1) for code in ("BRA", "CHN", "EGY", "FRA", "IND", "IRN", "RUS")]
    row = happening(0, *many, ("USA", "ISR", 1), kind="vote", apart=["USA"])
    told = {
        name: {("CHN", "ISR"): (size, 0.3), ("ISR", "USA"): (size, 0.3)}
        for name, size in (("east", 4.0), ("west", -4.0))
    }
    found = suppressed(
        left_out(NAMES, [coverage(row, dict.fromkeys(NAMES, 0.0), dict.fromkeys(NAMES, (0, 3)))]),
        perceived(told, {("CHN", "ISR"): 0.0, ("ISR", "USA"): 0.0}),
    )
    assert {one.pair: one.happenings for one in found} == {("CHN", "ISR"): 0, ("ISR", "USA"): 1}
    assert found.frame().columns[:5] == ["u", "v", "camp", "other", "kind"]
