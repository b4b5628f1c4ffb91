"""The sampler finds what votes were drawn from, and no odd item or state throws it off."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtr as reference
from scipy.stats import kstest, truncnorm

from legation.errors import InputError
from legation.relations.ideal import bsv
from legation.relations.ideal.bsv import fit
from legation.relations.ideal.normal import between, draw_between, ndtr
from legation.relations.ideal.results import IdealPoints
from legation.relations.ideal.votes import Votes
from tests.relations.ideal.simulated import World, codes, votes, world


@pytest.fixture(scope="module")
def known() -> World:
    return world()


@pytest.fixture(scope="module")
def found(known: World) -> IdealPoints:
    return fit(known.votes, sweeps=1000, seed=1)


def truth(known: World, found: IdealPoints) -> np.ndarray:
    values: np.ndarray = known.theta[found.state, found.session]
    return (values - values.mean()) / values.std()


def test_points_are_those_the_votes_were_drawn_from(known: World, found: IdealPoints) -> None:
    assert np.corrcoef(found.mean, truth(known, found))[0, 1] > 0.97


def test_spread_is_the_size_of_the_errors(known: World, found: IdealPoints) -> None:
    error = found.mean - truth(known, found)
    assert 0.85 < np.sqrt(np.mean((error / found.sd) ** 2)) < 1.35


def test_slopes_and_cuts_of_repeated_items_are_those_drawn_from(
    known: World, found: IdealPoints
) -> None:
    often = np.bincount(known.votes.item) > 1
    # `known` numbers its items by value, `votes` by first roll call: one order for repeated ones
    slopes = found.item_mean[often, 0]
    assert np.corrcoef(slopes, known.slope[: often.sum()])[0, 1] > 0.98
    assert abs(np.polyfit(known.slope[: often.sum()], slopes, 1)[0] - 1) < 0.12


def test_theta_is_standardised_over_all_cells_in_every_draw(found: IdealPoints) -> None:
    draws = found.draws.reshape(-1, len(found.mean)).astype(float)
    assert np.abs(draws.mean(1)).max() < 1e-6
    assert np.abs(draws.std(1) - 1).max() < 1e-5


def test_the_united_states_are_positive_whatever_the_seed(known: World) -> None:
    for seed in range(3):
        points = fit(known.votes, sweeps=40, seed=seed, chains=1)
        assert points.mean[points.cells("USA")].mean() > 0


def test_a_chain_that_went_the_other_way_is_turned(known: World) -> None:
    lay = bsv.layout(known.votes)
    n, m = len(lay.n), len(lay.start)
    sums = bsv.no_sums(n, m)
    sums.point[lay.cell_state == known.votes.states.index("USA")] = -10.0
    sums.item[:] = 1.0
    kept = bsv.Kept(sums, np.full((2, n), 3, np.float32), np.full((2, m, 3), 3, np.float32), 10)
    points = bsv.result(known.votes, lay, [kept], seed=0, sweeps=10)
    assert points.mean[points.cells("USA")].mean() == 1.0
    assert (points.draws == -3).all()
    assert (points.item_draws[..., 0] == -3).all()
    assert (points.item_draws[..., 1:] == 3).all()
    assert (points.item_mean[:, 0] == -0.1).all()


def test_the_same_seed_gives_the_same_numbers_and_another_seed_others(known: World) -> None:
    first, again, other = (fit(known.votes, sweeps=40, seed=s) for s in (5, 5, 6))
    assert np.array_equal(first.mean, again.mean)
    assert np.array_equal(first.draws, again.draws)
    assert not np.array_equal(first.mean, other.mean)


def test_a_chain_does_not_depend_on_how_many_run_beside_it(known: World) -> None:
    one, two = (fit(known.votes, sweeps=24, seed=5, chains=n) for n in (1, 2))
    assert np.array_equal(one.draws[0], two.draws[0])
    assert not np.array_equal(two.draws[0], two.draws[1])


def test_prior_of_a_session_looks_back_and_of_the_first_ahead() -> None:
    """Without votes that tell, theta is drawn from its prior: check mean and variance by hand."""
    lay = bsv.Layout(
        start=np.zeros((1, 4), np.int64),
        cell=np.zeros(0, np.int32),
        cell_state=np.array([0, 0, 0, 1], np.int32),
        cell_session=np.array([0, 1, 2, 0], np.int32),
        n=np.array([10, 30, 20, 5], np.int32),
        first=np.array([0, 3, 4]),
    )
    state = bsv.State(np.zeros(4), np.array([9.0, 2.0, 9.0, 9.0]), np.zeros(1), np.zeros((1, 2)))
    rng, draws = np.random.default_rng(1), []
    for _ in range(20_000):
        state.centre[:] = 9.0, 2.0, 9.0, 9.0
        bsv._draw_points(rng, lay, state, np.ones(4, np.bool_), np.zeros(4), np.zeros(4))
        draws.append(state.theta.copy())
    assert state.centre.tolist() == [2.0, 2.0, 2.0, 0.0]
    variance = [0.5 * 10 / 40, 0.5 * 30 / 40, 0.5 * 20 / 50, 1.0]
    assert np.allclose(np.mean(draws, axis=0), [2, 2, 2, 0], atol=0.03)
    assert np.allclose(np.var(draws, axis=0), variance, rtol=0.05)


def test_cut_points_of_a_single_item_have_the_posterior_that_a_grid_gives() -> None:
    """Cowles' step leaves P(cuts | votes, theta) as it is: compare with that on a grid."""
    rng = np.random.default_rng(3)
    mu = rng.normal(0, 1, 60)
    z = mu + rng.standard_normal(60)
    order = np.argsort((z > -0.3).astype(int) + (z > 0.5), kind="stable")
    counts = np.bincount((z > -0.3).astype(int) + (z > 0.5), minlength=3)
    mu, start = mu[order], np.concatenate([[0], counts.cumsum()])
    cuts, proposed, draws = np.array([-0.3, 0.5]), np.empty(2), []
    for sweep in range(60_000):
        bsv._move_cuts(rng, start, cuts, proposed, mu)
        if sweep > 2000:
            draws.append(cuts.copy())
    grid = np.linspace(-1.5, 1.7, 161)
    c1, c2 = np.meshgrid(grid, grid, indexing="ij")
    log = np.full(c1.shape, -np.inf)
    ok = c1 < c2
    a, b, c = mu[: start[1]], mu[start[1] : start[2]], mu[start[2] :]
    log[ok] = (
        np.log(reference(c1[ok][:, None] - a)).sum(1)
        + np.log(reference(c2[ok][:, None] - b) - reference(c1[ok][:, None] - b)).sum(1)
        + np.log(reference(c - c2[ok][:, None])).sum(1)
    )
    weight = np.exp(log - log.max())
    weight /= weight.sum()
    for place, value in enumerate((c1, c2)):
        mean = (weight * value).sum()
        sd = np.sqrt((weight * (value - mean) ** 2).sum())
        column = np.array(draws)[:, place]
        assert abs(column.mean() - mean) < 0.15 * sd
        assert abs(column.std() / sd - 1) < 0.12


@pytest.mark.parametrize(
    ("low", "high"),
    [
        (-9, 0.3),
        (-0.4, 0.5),
        (0.2, 9),
        (1.5, 9),
        (1.5, 1.7),
        (-9, -4),
        (5, 9),
        (7.5, 8),
        (-8.99, -8.9),
        (0.1, 1.2),
        (-3, 4),
    ],
)
def test_bounded_normals_are_right_in_the_middle_and_far_out(low: float, high: float) -> None:
    rng = np.random.default_rng(7)
    draws = np.array([draw_between(rng, low, high) for _ in range(4000)])
    assert draws.min() >= low
    assert draws.max() <= high
    assert kstest(draws, truncnorm(low, high).cdf).pvalue > 1e-3


def test_the_normal_integral_keeps_its_digits_in_both_tails() -> None:
    x = np.linspace(-37, 9, 20_001)
    ours = np.array([ndtr(v) for v in x])
    assert np.allclose(ours, reference(x), rtol=2e-8, atol=0)
    assert np.allclose(ours, reference(x), rtol=0, atol=1e-15)
    assert between(8.0, 8.5) == pytest.approx(reference(-8.0) - reference(-8.5), rel=2e-8)
    assert between(-1.0, 1.0) == pytest.approx(0.6826894921370859, rel=1e-13)


def odd_votes(known: World) -> tuple[Votes, dict[str, np.ndarray]]:
    """Add what tends to break samplers: see the test."""
    w = known.votes
    n, sessions = len(w.rollcalls), np.concatenate([w.session, np.full(4, 7)])
    item = np.concatenate([w.item, [len(w.items) + k for k in range(4)]])
    side = known.theta[:, 7] > 0
    everyone = np.arange(len(w.states))
    extra = {
        "all yes": np.zeros(len(side), int),
        "yes and abstain": side.astype(int),
        "yes and no, no abstention": 2 * side,
        "abstain and no": 1 + side,
    }
    rollcall = [w.rollcall, *(np.full(len(side), n + k) for k in range(4))]
    state, choice = [w.state] + [everyone] * 4, [w.choice, *extra.values()]
    alone = len(w.states)  # a state with one vote in one session
    rollcall.append(np.array([3]))
    state.append(np.array([alone]))
    choice.append(np.array([0]))
    calls, who, what = np.concatenate(rollcall), np.concatenate(state), np.concatenate(choice)
    order = np.lexsort((who, calls))
    made = votes((*w.states, "ZZZ"), sessions, item, calls[order], who[order], what[order])
    return made, extra


def test_odd_items_and_states_neither_crash_nor_distort(known: World, found: IdealPoints) -> None:
    made, extra = odd_votes(known)
    points = fit(made, sweeps=800, seed=2)
    assert np.isfinite(points.draws).all()
    assert np.isfinite(points.item_mean).all()
    assert (np.abs(points.item_mean[:, 1:]) <= 7).all()
    others = points.state != len(known.votes.states)
    elsewhere = others & (points.session != 7)
    assert np.corrcoef(points.mean[elsewhere], found.mean[found.session != 7])[0, 1] > 0.998
    assert np.corrcoef(points.mean[others], truth(known, found))[0, 1] > 0.97
    alone = points.cells("X00") if "ZZZ" not in points.votes.states else np.flatnonzero(~others)
    assert len(alone) == 1
    assert abs(points.mean[alone[0]]) < 1.5
    assert 0.5 < points.sd[alone[0]] < 1.2
    _, never_no, no_abstention, _ = points.item_mean[-len(extra) :]
    assert never_no[2] > never_no[1] + 0.5
    assert no_abstention[2] - no_abstention[1] < 0.5


@pytest.mark.parametrize(("sweeps", "chains"), [(4, 2), (100, 0), (-1, 1)])
def test_work_that_makes_no_sense_is_refused(known: World, sweeps: int, chains: int) -> None:
    with pytest.raises(InputError, match="sweeps"):
        fit(known.votes, sweeps=sweeps, chains=chains)


def test_two_states_are_too_few() -> None:
    call = np.array([0, 0, 1, 1])
    made = votes(codes(6)[:2], np.array([0, 0]), np.array([0, 1]), call, call * 0, call * 0)
    with pytest.raises(InputError, match="too few"):
        fit(made)


def test_progress_is_told_and_an_interrupt_stops_the_chains(known: World) -> None:
    seen: list[float] = []
    fit(known.votes, sweeps=60, seed=1, progress=lambda share, text: seen.append(share))
    assert seen[-1] == 1.0
    assert seen == sorted(seen)

    def interrupt(share: float, text: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fit(known.votes, sweeps=10**9, seed=1, progress=interrupt)
