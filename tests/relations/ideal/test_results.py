"""What an estimate answers: points, distances, items, votes that pull, and whether to trust it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from scipy.special import ndtr

from legation.errors import InputError, UnknownNameError
from legation.record import Record, add, open_record
from legation.relations.ideal import DEFAULT, METHODS, ideal_points
from legation.relations.ideal.bsv import fit
from legation.relations.ideal.diagnostics import rhat_and_ess
from legation.relations.ideal.results import IdealPoints, chances
from tests.record.made import resolutions, write_lines
from tests.relations.ideal.simulated import World, world


@pytest.fixture(scope="module")
def known() -> World:
    return world(states=20, sessions=4, calls=30)


@pytest.fixture(scope="module")
def found(known: World) -> IdealPoints:
    return fit(known.votes, sweeps=400, seed=1)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Record:
    folder = tmp_path_factory.mktemp("made")
    record = open_record(":memory:")
    add(record, [write_lines(folder / f"{s}.json", resolutions(s, 30, s)) for s in (75, 76)])
    return record


# -- points and distances ------------------------------------------------------------------


def test_the_frame_has_a_row_per_state_and_session(found: IdealPoints) -> None:
    frame = found.frame()
    assert frame.columns == ["state", "session", "mean", "sd", "n", "lo90", "hi90"]
    assert len(frame) == 80
    assert frame["n"].sum() == len(found.votes)
    inside = frame["lo90"] + frame["hi90"] - 2 * frame["mean"]
    assert inside.abs().max() < 1e-12
    assert ((frame["hi90"] - frame["mean"]) / frame["sd"]).to_numpy() == pytest.approx(1.644854)


def test_distance_comes_from_joint_draws_not_from_the_two_spreads(found: IdealPoints) -> None:
    common = np.random.default_rng(1).normal(size=(*found.draws.shape[:2], 1))
    shifted = IdealPoints(**{**vars(found), "draws": (found.draws * 0 + common).astype(np.float32)})
    a, b = shifted.cells("USA"), shifted.cells("RUS")
    shifted.draws[:, :, a] += 1.5
    frame = shifted.distance("USA", "RUS")
    assert len(b) == len(frame) == 4
    assert frame["distance"].to_numpy() == pytest.approx(1.5, abs=1e-6)
    assert frame["sd"].max() < 1e-6  # what both share cancels


def test_distance_has_the_quantiles_of_the_draws(found: IdealPoints) -> None:
    frame = found.distance("USA", "CAN")
    one, other = found.cells("USA"), found.cells("CAN")
    gaps = np.abs(found.draws[:, :, one] - found.draws[:, :, other]).reshape(-1, 4)
    assert frame["lo90"].to_numpy() == pytest.approx(np.quantile(gaps, 0.05, axis=0), abs=1e-6)
    assert frame["hi90"].to_numpy() == pytest.approx(np.quantile(gaps, 0.95, axis=0), abs=1e-6)
    assert (frame["lo90"] <= frame["distance"]).all()
    assert (frame["distance"] <= frame["hi90"]).all()
    assert frame.equals(found.distance("CAN", "USA"))


def test_a_state_has_no_distance_to_itself_and_an_unknown_one_none_at_all(
    found: IdealPoints,
) -> None:
    with pytest.raises(InputError, match="one state"):
        found.distance("Russia", "Soviet Union")
    with pytest.raises(UnknownNameError, match="no vote among those estimated"):
        found.distance("USA", "France")
    with pytest.raises(UnknownNameError):
        found.distance("USA", "Atlantis")


# -- items and evidence --------------------------------------------------------------------


def test_chances_are_those_of_the_ordered_probit_and_pulls_their_slopes() -> None:
    items = np.array([[1.3, -0.4, 0.7]] * 3)
    chance, pull = chances(items, 0.5, np.arange(3))
    mu = 1.3 * 0.5
    assert chance == pytest.approx(
        [ndtr(-0.4 - mu), ndtr(0.7 - mu) - ndtr(-0.4 - mu), ndtr(mu - 0.7)]
    )
    step = 1e-6
    up, down = (np.log(chances(items, 0.5 + s, np.arange(3))[0]) for s in (step, -step))
    assert pull == pytest.approx((up - down) / (2 * step), rel=1e-6)
    far, tug = chances(np.array([[3.0, -5.0, 5.0]]), 6.0, np.array([0]))
    assert 0 < far[0] < 1e-100
    assert tug[0] < -50


def test_evidence_is_all_votes_of_the_state_in_the_session_and_they_balance(
    found: IdealPoints,
) -> None:
    rows = found.evidence("USA", 2)
    n = found.frame().filter(pl.col("state") == "USA", pl.col("session") == 2)["n"][0]
    assert len(rows) == n
    assert rows["rollcall_id"].n_unique() == n
    assert rows["pull"].abs().to_list() == sorted(rows["pull"].abs(), reverse=True)
    assert rows["pull"].max() > 0 > rows["pull"].min()
    assert abs(rows["pull"].sum()) < 0.5 * rows["pull"].abs().sum()
    assert rows["probability"].is_between(0, 1).all()
    with pytest.raises(InputError, match="cast no vote"):
        found.evidence("USA", 99)


def test_items_say_how_many_votes_they_rest_on(found: IdealPoints) -> None:
    items = found.items()
    assert items["votes"].sum() == len(found.votes)
    assert (items["yes_until"] <= items["no_from"]).all()
    assert items["slope_sd"].min() > 0


# -- diagnostics ---------------------------------------------------------------------------


def walk(rho: float, chains: int = 4, n: int = 4000, many: int = 12) -> np.ndarray:
    rng = np.random.default_rng(2)
    x = np.empty((chains, n, many))
    x[:, 0] = rng.standard_normal((chains, many))
    for t in range(1, n):
        x[:, t] = rho * x[:, t - 1] + np.sqrt(1 - rho**2) * rng.standard_normal((chains, many))
    return x


@pytest.mark.parametrize("rho", [0.0, 0.5, 0.9, -0.4])
def test_effective_size_of_an_autoregression_is_the_one_it_has(rho: float) -> None:
    rhat, ess = rhat_and_ess(walk(rho))
    exact = 16_000 * (1 - rho) / (1 + rho)
    assert ess.mean() == pytest.approx(exact, rel=0.1)
    assert rhat.max() < 1.03


def test_chains_that_differ_in_place_or_in_spread_or_drift_are_told() -> None:
    x = walk(0.3, n=500, many=4)
    x[0, :, 1] += 1.0
    x[0, :, 2] *= 3.0
    x[:, :, 3] += np.linspace(0, 3, 500)
    rhat, ess = rhat_and_ess(x)
    assert rhat[0] < 1.02
    assert (rhat[1:] > 1.05).all()
    assert ess[1] < ess[0] / 3
    assert ess[3] < ess[0] / 10


def test_rhat_of_chains_apart_is_that_of_the_formula() -> None:
    """Four draws a half, by hand: ranks 1-4 and 5-8, equations 1 to 4 on their normal scores."""
    from scipy.special import ndtri

    x = np.array([1.0, 2, 3, 4, 5, 6, 7, 8])[None, :, None]
    z = ndtri((np.arange(1, 9) - 0.375) / 8.25).reshape(2, 4)
    within = z.var(1, ddof=1).mean()
    total = 3 / 4 * within + z.mean(1).var(ddof=1)
    assert rhat_and_ess(x)[0][0] == pytest.approx(np.sqrt(total / within))


def test_what_cannot_be_told_is_not_a_number() -> None:
    rhat, ess = rhat_and_ess(np.ones((2, 50, 1)))
    assert np.isnan(rhat).all()
    assert np.isnan(ess).all()
    assert np.isnan(rhat_and_ess(np.random.default_rng(1).normal(size=(2, 3, 1)))[0]).all()


def test_an_estimate_says_whether_its_chains_have_met(found: IdealPoints) -> None:
    told = found.diagnostics
    assert told.table.columns == ["state", "session", "rhat", "ess"]
    assert len(told.table) == len(found.mean)
    assert told.max_rhat == pytest.approx(told.table["rhat"].max())
    assert told.min_ess == pytest.approx(told.table["ess"].min())
    assert 0 <= told.share_met() <= 1
    assert "2 chains" in str(told)


# -- the face ------------------------------------------------------------------------------


def test_a_result_asked_for_again_is_not_computed_again(
    made: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEGATION_CACHE", str(tmp_path))
    first = ideal_points(made, "bsv", sweeps=20, seed=3)
    monkeypatch.setattr("legation.relations.ideal.bsv.fit", None)
    again = ideal_points(made, "bsv", sweeps=20, seed=3)
    assert np.array_equal(first.draws, again.draws)
    assert (again.seed, again.sweeps, again.notes) == (3, 20, ())
    assert first.frame().equals(again.frame())
    with pytest.raises(TypeError):
        ideal_points(made, "bsv", sweeps=20, seed=4)


def test_an_unknown_method_is_refused_with_those_there_are(made: Record) -> None:
    assert DEFAULT in METHODS
    with pytest.raises(UnknownNameError, match="there are bsv, coherent"):
        ideal_points(made, "nominate")
