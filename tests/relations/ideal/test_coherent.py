"""The dynamic model finds what votes were drawn from, on one scale, whatever the votes are like."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from legation.errors import InputError
from legation.relations.ideal.coherent import fit
from legation.relations.ideal.heldout import coverage, simulate
from legation.relations.ideal.results import IdealPoints
from legation.relations.ideal.updating import updated
from legation.relations.ideal.votes import Votes
from tests.relations.ideal.simulated import World, codes, votes, world


@pytest.fixture(scope="module")
def known() -> World:
    return world()


@pytest.fixture(scope="module")
def found(known: World) -> IdealPoints:
    return fit(known.votes, sweeps=500, seed=1)


def truth(known: World, found: IdealPoints) -> np.ndarray:
    values: np.ndarray = known.theta[found.state, found.session]
    return (values - values.mean()) / values.std()


def test_points_are_those_the_votes_were_drawn_from(known: World, found: IdealPoints) -> None:
    assert np.corrcoef(found.mean, truth(known, found))[0, 1] > 0.98


def test_intervals_hold_nine_tenths_of_what_votes_were_drawn_from(found: IdealPoints) -> None:
    inside = []
    for seed in range(3):
        made, true = simulate(found, draw=50 * seed, seed=seed)
        inside.append(coverage(fit(made, sweeps=300, seed=seed), true).mean())
    assert 0.86 < np.mean(inside) < 0.94


def test_theta_is_standardised_over_all_cells_in_every_draw(found: IdealPoints) -> None:
    draws = found.draws.reshape(-1, len(found.mean)).astype(float)
    assert np.abs(draws.mean(1)).max() < 1e-6
    assert np.abs(draws.std(1) - 1).max() < 1e-5


def test_chains_meet(found: IdealPoints) -> None:
    assert found.diagnostics.max_rhat < 1.1
    assert found.diagnostics.min_ess > 25


def test_the_united_states_are_positive_whatever_the_seed(known: World) -> None:
    for seed in range(3):
        points = fit(known.votes, sweeps=20, seed=seed, chains=1)
        assert points.mean[points.cells("USA")].mean() > 0


def test_votes_turned_round_give_the_same_points(known: World) -> None:
    turned = replace(known.votes, choice=(2 - known.votes.choice).astype(np.int8))
    one, other = (fit(v, sweeps=300, seed=3) for v in (known.votes, turned))
    assert np.abs(one.mean - other.mean).max() < 0.2
    assert np.corrcoef(one.mean, other.mean)[0, 1] > 0.998


def test_the_same_seed_gives_the_same_numbers_and_another_seed_others(known: World) -> None:
    one, again, other = (fit(known.votes, sweeps=20, seed=seed) for seed in (5, 5, 6))
    assert np.array_equal(one.draws, again.draws)
    assert not np.array_equal(one.draws, other.draws)


def test_the_scale_is_one_over_sessions_that_share_no_text() -> None:
    """Points that stand still must be found to, though no item returns."""
    apart = world(states=60, sessions=12, calls=60, repeated=0.0, step=0.0, seed=4)
    points = fit(apart.votes, sweeps=300)
    spread = [points.mean[points.session == t].std() for t in range(12)]
    assert max(spread) / min(spread) < 1.12
    usa = points.mean[points.cells("USA")]
    assert usa.max() - usa.min() < 0.35


def test_a_bloc_alone_at_one_end_stays_within_sight() -> None:
    """Votes say that a bloc differs from all others, hardly how far; the scale must not tear.

    Half the texts of the middle session divide the bloc of ten from all others and no one else.
    """
    made = world(states=60, sessions=9, calls=40, repeated=0.3, step=0.05, seed=7).votes
    bloc = np.argsort(np.bincount(made.state, made.choice, 60) / np.bincount(made.state))[:10]
    inside = np.isin(made.state, bloc)
    divides = (made.session == 4) & (np.arange(len(made.session)) % 2 == 0)
    choice = np.where(divides[made.rollcall], np.where(inside, 2, 0), made.choice)
    points = fit(replace(made, choice=choice.astype(np.int8)), sweeps=300)
    assert np.abs(points.mean[points.session == 4]).max() < 3.5


def test_past_and_future_inform_a_session_with_few_votes() -> None:
    made = world(states=40, sessions=7, calls=60, repeated=0.2, step=0.05, seed=2)
    place = made.votes.states.index("GBR")
    session = made.votes.session[made.votes.rollcall]
    drop = (made.votes.state == place) & (session == 3)
    drop[np.flatnonzero(drop)[:2]] = False
    points = fit(made.votes.without(drop), sweeps=300)
    cells = points.cells("GBR")
    gap = points.mean[cells[3]] - points.mean[cells[[2, 4]]].mean()
    assert abs(gap) < 0.25
    assert points.sd[cells[3]] > points.sd[cells[2]]


def odd(known: World) -> Votes:
    """Votes with all that may throw an estimate off."""
    made = known.votes
    choice, keep = made.choice.copy(), np.ones(len(made), np.bool_)
    choice[made.rollcall % 7 == 0] = 0  # all yes
    choice[made.rollcall % 7 == 1] = 1  # all abstain
    both = made.rollcall % 7 == 2
    choice[both] = np.where(choice[both] == 1, 2, choice[both])  # no one abstains
    session = made.session[made.rollcall]
    keep &= (made.state != made.states.index("X00")) | (session == 3)  # one session
    keep &= (made.state != made.states.index("X01")) | ((session == 0) | (session == 7))
    lone = (made.state == made.states.index("X02")).nonzero()[0]
    keep[lone[1:]] = False  # one vote
    keep &= (session != 5) | (made.rollcall == made.rollcall[session == 5].min())  # one roll call
    keep &= made.rollcall != 3  # a roll call without votes
    return replace(made, choice=choice).without(~keep)


def test_odd_items_and_states_neither_crash_nor_distort(known: World, found: IdealPoints) -> None:
    made = odd(known)
    points = fit(made, sweeps=300)
    for array in (points.mean, points.sd, points.item_mean, points.item_sd, points.draws):
        assert np.isfinite(array).all()
    assert np.abs(points.mean).max() < 4
    assert (points.item_mean[:, 2] > points.item_mean[:, 1]).all()
    n = made.counts()[points.state, points.session]
    expected = found.mean.reshape(40, 8)[points.state, points.session]
    often = n > 20
    assert np.corrcoef(points.mean[often], expected[often])[0, 1] > 0.97
    lone = points.sd[points.state == made.states.index("X02")]
    assert lone.shape == (1,)
    assert lone[0] > 2 * points.sd[often].mean()


def test_an_estimate_begun_from_another_ends_at_the_same(known: World, found: IdealPoints) -> None:
    shorter = known.votes.without(known.votes.session[known.votes.rollcall] == 7)
    after = updated(fit(shorter, sweeps=200), known.votes)
    assert after.method == "coherent"
    assert np.corrcoef(after.mean, found.mean)[0, 1] > 0.997


def test_too_few_votes_are_refused() -> None:
    two = votes(
        codes(6)[:2],
        np.zeros(1, int),
        np.zeros(1, int),
        np.zeros(2, int),
        np.arange(2),
        np.arange(2),
    )
    with pytest.raises(InputError, match="too few"):
        fit(two)
