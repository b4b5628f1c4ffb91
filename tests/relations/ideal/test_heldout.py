"""Scores of predictions are what arithmetic says, and models beat what knows no states."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.special import expit, ndtr

from legation.errors import InputError
from legation.relations.ideal import coherent
from legation.relations.ideal.heldout import (
    coverage,
    held_out,
    item_marginals,
    left_out,
    score,
    simulate,
)
from legation.relations.ideal.results import IdealPoints
from tests.relations.ideal.simulated import World, world


@pytest.fixture(scope="module")
def known() -> World:
    return world(states=30, sessions=4)


def constant(known: World, link: str, draws: np.ndarray, items: np.ndarray) -> IdealPoints:
    """Points and items that are the same everywhere, draw by draw."""
    cells = np.unique(known.votes.state * 4 + known.votes.session[known.votes.rollcall])
    n, m, k = len(cells), len(known.votes.items), len(draws)
    theta = np.broadcast_to(draws[None, :, None], (1, k, n)).astype(np.float32)
    of_items = np.broadcast_to(items, (1, k, m, 3)).astype(np.float32)
    where = (cells // 4).astype(np.int32), (cells % 4).astype(np.int32)
    mean = theta.mean((0, 1)), theta.std((0, 1))
    return IdealPoints(
        "made", known.votes, *where, *mean, theta, of_items[0, 0], of_items[0, 0], of_items, 0, 9,
        link=link,
    )  # fmt: skip


@pytest.mark.parametrize(("link", "below"), [("probit", ndtr), ("logit", expit)])
def test_probabilities_are_averaged_before_the_logarithm(known: World, link: str, below) -> None:
    points = constant(known, link, np.array([0.5, -1.0]), np.array([2.0, -0.5, 0.75]))
    found = score(points, known.votes)
    yes = np.mean([below(-0.5 - 1.0), below(-0.5 + 2.0)])
    no = np.mean([below(1.0 - 0.75), below(-2.0 - 0.75)])
    chance = np.array([yes, 1 - yes - no, no])[known.votes.choice]
    assert found.losses == pytest.approx(-np.log(chance), rel=1e-6)
    assert found.log_loss == pytest.approx(-np.log(chance).mean(), rel=1e-6)
    assert found.n == len(known.votes)
    assert found.right == pytest.approx(np.mean(chance == max(yes, 1 - yes - no, no)))


def test_calibration_says_how_often_what_was_given_a_chance_came_true(known: World) -> None:
    points = constant(known, "logit", np.zeros(1), np.array([1.0, -0.5, 0.75]))
    table = score(points, known.votes).calibration
    yes = expit(-0.5)
    row = table[0, int(yes * 10)]
    assert row[0] == pytest.approx(yes, rel=1e-6)
    assert row[1] == pytest.approx((known.votes.choice == 0).mean())
    assert np.isnan(table[0, 9, :2]).all()
    assert table[0, 9, 2] == 0


def test_item_marginals_are_shares_with_half_a_vote_more(known: World) -> None:
    drop = left_out(known.votes, 0.1, seed=3)
    kept, test = known.votes.without(drop), known.votes.without(~drop)
    item = test.item[test.rollcall[0]]
    own = kept.choice[kept.item[kept.rollcall] == item]
    share = ((own == test.choice[0]).sum() + 0.5) / (len(own) + 1.5)
    assert item_marginals(kept, test).losses[0] == pytest.approx(-np.log(share))


def test_the_model_predicts_better_than_the_marginals_and_not_better_than_the_truth() -> None:
    known = world(states=50, sessions=4, calls=60)
    fit = lambda votes: coherent.fit(votes, sweeps=300)  # noqa: E731
    points = fit(known.votes)
    made, theta = simulate(points, seed=1)
    drop = left_out(made, 0.05, seed=2)
    found = held_out(made, fit, out=drop)
    kept, test = made.without(drop), made.without(~drop)
    true = replace(
        points, votes=made, draws=theta[None, None].astype(np.float32),
        item_draws=points.item_draws[:1, -1:],
    )  # fmt: skip
    best = score(true, test)
    assert best.log_loss - 0.01 < found.log_loss < best.log_loss + 0.06
    assert found.log_loss < item_marginals(kept, test).log_loss - 0.05


def test_votes_of_states_and_texts_that_were_not_seen_are_counted_not_scored(known: World) -> None:
    votes = known.votes
    drop = (votes.state == 3) & (votes.session[votes.rollcall] == 1)
    drop |= votes.rollcall == int(np.flatnonzero(np.bincount(votes.item) == 1)[0])
    found = held_out(votes, lambda v: coherent.fit(v, sweeps=20), out=drop | (votes.rollcall == 5))
    assert found.unseen >= drop.sum()
    assert found.n + found.unseen == (drop | (votes.rollcall == 5)).sum()


def test_simulated_votes_follow_the_chances_they_are_drawn_from(known: World) -> None:
    points = constant(known, "logit", np.array([0.5]), np.array([2.0, -0.5, 0.75]))
    made, theta = simulate(points, seed=4)
    assert (theta == 0.5).all()
    shares = np.bincount(made.choice, minlength=3) / len(made)
    yes, no = expit(-0.5 - 1.0), expit(1.0 - 0.75)
    assert shares == pytest.approx([yes, 1 - yes - no, no], abs=4 * 0.5 / np.sqrt(len(made)))


def test_an_interval_covers_what_lies_within_it(known: World) -> None:
    points = constant(known, "logit", np.array([-1.0, 1.0]), np.array([1.0, 0.0, 1.0]))
    truth = np.full(len(points.mean), 1.64)
    truth[0] = 1.65
    assert coverage(points, truth)[1:].all()
    assert not coverage(points, truth)[0]


@pytest.mark.parametrize("share", [0.0, 1.0, -0.5, 1e-9])
def test_a_share_that_leaves_nothing_is_refused(known: World, share: float) -> None:
    with pytest.raises(InputError):
        left_out(known.votes, share)


def test_points_without_items_are_refused(known: World) -> None:
    points = constant(known, "logit", np.array([0.5]), np.array([2.0, -0.5, 0.75]))
    with pytest.raises(InputError, match="keep no draws"):
        score(replace(points, item_draws=points.item_draws[:, :0]), known.votes)
