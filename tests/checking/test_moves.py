"""A change between stretches of months: its size, its spread and what moved it."""

import datetime as dt

import numpy as np
import pytest

from legation.checking.moved_by import Observed, rows_behind
from legation.checking.moves import change_between
from legation.checking.world import World
from legation.relations.index.evidence import split_change
from legation.relations.index.linear import LinearDyad
from legation.relations.index.parameters import Parameters
from legation.relations.index.simulate import Coverage, simulate
from legation.relations.index.smooth import smooth
from tests.brief.made import Hand

PARAMETERS = Parameters(
    sources=("events", "votes"),
    anchored=(True, False),
    a=np.array([0.0, 0.5]),
    b=np.array([1.0, 0.1]),
    R=np.array([4.0, 0.2]),
    F=np.array([0.5, 0.01]),
    tau=np.array([0.0, 0.1]),
    q=0.05,
    rho=0.4,
    nu=4.0,
    m0=0.5,
    P0=4.0,
    r0=0.3,
)


@pytest.fixture(scope="module")
def dyad() -> LinearDyad:
    coverage = (Coverage((0, 1), 0.3, 3), Coverage((2,), 0.4, 20))
    arrays = simulate(PARAMETERS, coverage, dyads=1, months=120, seed=4).arrays
    return LinearDyad.of(arrays, PARAMETERS, smooth(arrays, PARAMETERS).dyad(0)[2], 0)


def test_between_single_months_it_is_the_mean_of_both_directions(dyad: LinearDyad) -> None:
    since, until = 40, 90
    at = (dyad.first + since,) * 2, (dyad.first + until,) * 2
    change, variance, contribution = change_between(dyad, *at)
    splits = [split_change(dyad, direction, since, until) for direction in (0, 1)]
    assert change == pytest.approx(np.mean([one.total for one in splits]))
    parts = np.mean([one.contributions(dyad) for one in splits], axis=0)
    np.testing.assert_allclose(contribution, parts, atol=1e-12)
    # The two directions hang together, so that their mean is less sure than if they did not.
    assert 0 < variance <= np.mean([one.variance for one in splits]) + 1e-12


def test_over_longer_stretches_the_variance_is_that_of_the_posterior(dyad: LinearDyad) -> None:
    before, after = (dyad.first + 10, dyad.first + 21), (dyad.first + 80, dyad.first + 91)
    change, variance, _ = change_between(dyad, before, after)
    mean = dyad.mean[0].mean(axis=1)
    assert change == pytest.approx(mean[80:92].mean() - mean[10:22].mean())
    # The whole posterior covariance, column by column.
    size = 2 * dyad.months
    covariance = dyad.solve(np.eye(size), np.zeros((len(dyad.offsets), size)))[0]
    weights = np.zeros(size)
    weights[160:184], weights[20:44] = 1 / 24, -1 / 24
    assert variance == pytest.approx(weights @ covariance @ weights)


def test_what_moved_the_index_is_given_by_rows_of_the_record() -> None:
    hand = Hand()
    for dataset in ("ties", "graph", "coded"):
        hand.source(dataset, f"Source of {dataset}")
    hand.vote("2022-03-02", "Aggression", FRA="yes", RUS="no")
    hand.vote("2022-03-24", "Aid", FRA="yes", RUS="yes")
    hand.measure("sanction", "FRA", "RUS", "2022-02-25", None, dataset="ties", text="imposed",
        value=1.0)  # fmt: skip
    common = {"source_id": "coded:0", "locator": "line 7"}
    for n, (day, value) in enumerate((("2022-03-05", -10.0), ("2022-03-06", 3.0))):
        hand.put("event_statement", event_id=f"coded:{n}", date=dt.date.fromisoformat(day),
            actor="FRA", target="RUS", code="190", root="ASSAULT", goldstein=value,
            shadowed=False, **common)  # fmt: skip
    world = World(hand.record, dt.date(2022, 12, 31))
    march = 2022 * 12 + 2
    moved = [
        Observed("agreement", march, 2, -1.0),
        Observed("sanction_acts", march, 0, -0.5),
        Observed("goldstein_other", march, 0, -0.4),
        Observed("agreement", march, 2, 0.2),
    ]
    rows = rows_behind(world, ("FRA", "RUS"), moved, -1.7)
    assert [row.table for row in rows] == ["rollcall", "measure", "event", "event", "rollcall"]
    assert "Russia no" in rows[0].text
    assert "2022-03 moved the index by -1.00" in rows[0].text
    assert "Goldstein -10.0" in rows[2].text
    assert rows[-1].role == "counter"
    assert "Russia yes" in rows[-1].text
