"""What is missing from a camp is found at the rate promised, and from outlets collected alone."""

from functools import cache
from math import comb
from pathlib import Path

import numpy as np
import pytest

from legation.errors import InputError
from legation.narratives.camps import Camps, camps_of
from legation.narratives.deciding import Decided, adjusted, decide, exact
from legation.narratives.omission import Missing, missing
from legation.record import open_record
from tests.narratives.made import VOTE, daily, made, report, world

NORTH = [f"north{at}.example" for at in range(10)]
SOUTH = [f"south{at}.example" for at in range(10)]
CAMPS = camps_of({"north": NORTH, "south": SOUTH})


# -- the tests of tables -------------------------------------------------------------------


def test_eight_of_ten_against_none_of_ten_is_as_fisher_has_it() -> None:
    mine = np.repeat([True, False], 10)
    p, least = exact(mine, 8, 8, np.zeros(20))
    assert p == pytest.approx(0.000714, abs=5e-7)
    assert least == pytest.approx(p)


def test_weights_agree_with_the_noncentral_hypergeometric() -> None:
    # All outlets of a camp alike, with odds three times those of the others.
    mine = np.repeat([True, False], [6, 9])
    chances = np.array([comb(6, own) * comb(9, 5 - own) * 3.0**own for own in range(6)])
    chances = chances / chances.sum()  # Fisher 1935, the noncentral hypergeometric
    for own in range(6):
        p, _ = exact(mine, own, 5, np.where(mine, np.log(3.0), 0.0))
        assert p == pytest.approx(chances[chances <= chances[own] * (1 + 1e-9)].sum())


def test_a_camp_of_outlets_that_report_little_anyway_is_not_found_silent() -> None:
    mine = np.repeat([True, False], 10)
    alike, _ = exact(mine, 0, 7, np.zeros(20))
    small, _ = exact(mine, 0, 7, np.where(mine, -2.5, 0.0))
    assert alike < 0.01 < 0.2 < small


def test_tables_that_cannot_be_significant_do_not_dilute_the_others() -> None:
    p = np.r_[0.001, np.full(99, 1.0)]
    least = np.r_[0.0005, np.full(99, 0.5)]
    found = adjusted(p, least, 0.1)
    assert found[0] == pytest.approx(0.001)
    assert np.isnan(found[1:]).all()
    # Where all could be, the same p-value is one of a hundred.
    assert adjusted(p, np.full(100, 0.0001), 0.1)[0] == pytest.approx(0.1)


# -- simulated from the model --------------------------------------------------------------


@cache
def simulated(seed: int, planted: int, size: int = 14) -> tuple[Decided, frozenset[int]]:
    """Draw what two camps report of forty happenings, some left out by the first camp."""
    random = np.random.default_rng(seed)
    outlets, happenings = 2 * size, 40
    camp = np.repeat([0, 1], size)[:, None] * np.ones((1, happenings), np.intp)
    exposure = np.exp(random.normal(2.5, 0.8, (outlets, 1))) * np.ones((1, happenings))
    odds = 0.5 + random.normal(0, 1, (outlets, 1)) + random.normal(0, 1, happenings)
    odds = odds + 0.5 * (np.log(exposure) - 2.5) / 0.8
    gone = random.choice(happenings, planted, replace=False)
    odds[:size, gone] -= 5
    covered = random.random(odds.shape) < 1 / (1 + np.exp(-odds))
    camp = np.where(random.random(camp.shape) < 0.1, -1, camp).astype(np.intp)
    kind = np.zeros(happenings, np.intp)
    return decide(covered, camp, exposure, kind, 2, 0.1), frozenset(gone.tolist())


def test_with_nothing_planted_hardly_any_run_finds_something() -> None:
    runs = [simulated(seed, 0)[0].missing(0.1).any() for seed in range(20)]
    # At most one in ten is promised; of twenty, five would be unlikely (.04).
    assert sum(runs) < 5


def test_planted_omissions_are_found_at_the_promised_rate() -> None:
    wrong, found, there = [], 0, 0
    for seed in range(12):
        decided, gone = simulated(seed, 8)
        listed = {tuple(at) for at in np.argwhere(decided.missing(0.1)).tolist()}
        true = {(at, 0) for at in gone}
        wrong.append(len(listed - true) / max(1, len(listed)))
        found, there = found + len(listed & true), there + len(true)
    assert np.mean(wrong) <= 0.1
    assert found / there > 0.3


def test_kappa_is_below_zero_where_a_camp_leaves_out() -> None:
    decided, gone = simulated(1, 8)
    left = [decided.kappa[at, 0] for at in gone]
    kept = [decided.kappa[at, 0] for at in range(40) if at not in gone]
    assert np.mean(left) < np.mean(kept) - 0.5


def test_camps_in_another_order_give_the_same() -> None:
    random = np.random.default_rng(3)
    covered = random.random((12, 6)) < 0.5
    camp = np.repeat([0, 1, 2], 4)[:, None] * np.ones((1, 6), np.intp)
    exposure = random.integers(3, 30, (12, 6)).astype(float)
    kind = np.zeros(6, np.intp)
    one = decide(covered, camp, exposure, kind, 3, 0.1)
    two = decide(covered, 2 - camp, exposure, kind, 3, 0.1)
    mixed = random.permutation(12)
    three = decide(covered[mixed], camp[mixed], exposure[mixed], kind, 3, 0.1)
    np.testing.assert_allclose(one.p, two.p[:, ::-1])
    np.testing.assert_allclose(one.p, three.p)
    np.testing.assert_allclose(one.kappa, three.kappa, atol=1e-6)


def test_what_all_camps_leave_out_is_told_where_a_typical_one_is_reported() -> None:
    covered = np.ones((20, 12), bool)
    covered[:, 4] = False
    covered[::5, ::2] = False
    camp = np.repeat([0, 1], 10)[:, None] * np.ones((1, 12), np.intp)
    kind, exposure = np.zeros(12, np.intp), np.full((20, 12), 9.0)
    decided = decide(covered, camp, exposure, kind, 2, 0.1)
    assert np.flatnonzero(decided.both <= 0.1).tolist() == [4]
    # Where nothing is reported, that one is not says nothing.
    assert not (decide(covered & False, camp, exposure, kind, 2, 0.1).both <= 0.1).any()


# -- from articles to lists ----------------------------------------------------------------


def asked(folder: Path, camps: Camps = CAMPS, **more: object) -> Missing:
    given = {"since": "2022-11-01", "until": "2022-11-30", "kinds": ["vote"], **more}
    return missing(made(folder, world()), camps, **given)  # type: ignore[arg-type]


def test_a_vote_that_one_camp_leaves_out_is_listed_with_its_reports(tmp_path: Path) -> None:
    found = asked(tmp_path)
    [entry] = found.to_dict()
    assert entry["event"]["id"] == VOTE
    assert entry["covered"] == {"north": [10, 10], "south": [0, 10]}
    assert entry["missing_from"] == ["south"]
    assert entry["q"] < 0.01
    assert entry["kappa"]["south"][0] < 0 < entry["kappa"]["north"][0]
    assert "missing from south (0 of 10 outlets, against 10 of 10)" in str(found)
    assert [row.happening.id for row in found.missing_from("south")] == [VOTE]
    assert found.missing_from("north") == ()
    evidence = found.evidence()
    assert sorted(evidence["outlet"].to_list()) == NORTH
    assert set(evidence["camp"].to_list()) == {"north"}
    row = found.frame().filter(found.frame()["missing"]).rows(named=True)
    assert [(one["camp"], one["covered"], one["collected"]) for one in row] == [("south", 0, 10)]


def test_swapped_names_swap_the_results(tmp_path: Path) -> None:
    swapped = camps_of({"north": SOUTH, "south": NORTH[::-1]})
    [one], [two] = asked(tmp_path).to_dict(), asked(tmp_path, swapped).to_dict()
    assert two["missing_from"] == ["north"]
    assert (one["q"], one["kappa"]["south"]) == (two["q"], two["kappa"]["north"])


def test_an_outlet_that_was_not_collected_is_not_silent(tmp_path: Path) -> None:
    articles = [
        *(row for at in range(10) for row in daily(f"north{at}.example", 2 + 2 * (at < 5))),
        *(row for name in SOUTH for row in daily(name)),
        report("north0.example"),
    ]
    found = missing(made(tmp_path, articles), CAMPS, since=2022, until=2022, kinds=["vote"])
    [row] = [row for row in found.rows if row.happening.id == VOTE]
    # Two articles in a month, and a report of another outlet's day, make no collection.
    assert row.covered == {"north": (1, 5), "south": (0, 10)}
    assert found.found == ()


def test_subdomains_count_with_their_outlet(tmp_path: Path) -> None:
    articles = [*world(2, 2), *daily("world.north1.example"), report("world.north1.example")]
    camps = camps_of({"north": NORTH[:2], "south": SOUTH[:2]})
    found = missing(made(tmp_path, articles), camps, since=2022, until=2022, kinds=["vote"])
    [row] = [row for row in found.rows if row.happening.id == VOTE]
    assert row.covered == {"north": (2, 2), "south": (0, 2)}
    assert row.q is None  # two outlets against two can never be significant


@pytest.mark.parametrize("camps", [{"north": NORTH}, {"north": NORTH, "far": ["far.example"]}])
def test_without_a_second_camp_there_is_nothing_to_compare(
    tmp_path: Path, camps: dict[str, list[str]]
) -> None:
    found = asked(tmp_path, camps_of(camps))
    assert (found.to_dict(), found.rows) == ([], ())
    assert str(found).startswith("nothing can be told")


def test_an_empty_record_and_camps_of_other_years_give_a_blank(tmp_path: Path) -> None:
    assert missing(open_record(":memory:"), CAMPS).to_dict() == []
    articles = [*world(3, 0)]
    articles += [("south0.example", f"2020-01-0{at}", f"{at}", "Rain.") for at in range(1, 6)]
    found = missing(made(tmp_path, articles), CAMPS, since=2020, until=2022)
    assert (found.rows, found.frame().height, found.evidence().height) == ((), 0, 0)


def test_a_rate_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="between 0 and 1"):
        asked(tmp_path, q=1.5)
    with pytest.raises(InputError, match="no camp is called 'east'"):
        asked(tmp_path).missing_from("east")
