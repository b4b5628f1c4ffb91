"""New votes change the sessions they belong to, and land near a full run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from legation.errors import InputError
from legation.record import add, open_record
from legation.relations.ideal import update
from legation.relations.ideal.bsv import fit
from legation.relations.ideal.results import IdealPoints
from legation.relations.ideal.updating import changed_sessions, updated
from legation.relations.ideal.votes import Votes, vote_matrix
from tests.record.made import resolutions, write_lines
from tests.relations.ideal.simulated import World, votes, world


def first_calls(whole: Votes, number: int) -> Votes:
    """Keep the first roll calls alone."""
    kept = whole.rollcall < number
    item = whole.item[:number]
    return votes(
        whole.states, whole.session[:number], item,
        whole.rollcall[kept], whole.state[kept], whole.choice[kept],
    )  # fmt: skip


@pytest.fixture(scope="module")
def known() -> World:
    return world(states=40, sessions=10, calls=50, seed=4)


@pytest.fixture(scope="module")
def whole(known: World) -> IdealPoints:
    return fit(known.votes, sweeps=800, seed=1)


@pytest.fixture(scope="module")
def early(known: World) -> IdealPoints:
    return fit(first_calls(known.votes, 450), sweeps=800, seed=2)


def joined(a: IdealPoints, b: IdealPoints) -> pl.DataFrame:
    return a.frame().join(b.frame(), on=["state", "session"], suffix="_b")


def test_a_new_session_lands_where_a_full_run_puts_it(
    known: World, whole: IdealPoints, early: IdealPoints
) -> None:
    late = updated(early, known.votes)
    both = joined(late, whole).filter(pl.col("session") == 10)
    assert len(both) == 40
    assert both.select(pl.corr("mean", "mean_b")).item() > 0.99
    assert (both["mean"] - both["mean_b"]).abs().mean() < 0.5 * both["sd_b"].mean()
    assert both["sd"].mean() == pytest.approx(both["sd_b"].mean(), rel=0.15)
    assert late.notes == ("session 10 drawn anew, the others held",)


def test_sessions_without_new_votes_stay_as_they_were(known: World, early: IdealPoints) -> None:
    late = updated(early, known.votes)
    both = joined(late, early)
    assert len(both) == len(early.mean)
    assert both["mean"].equals(both["mean_b"].alias("mean"))
    assert both["sd"].equals(both["sd_b"].alias("sd"))
    held = late.votes.sessions.index(9)
    assert np.array_equal(
        late.draws[..., late.session == held], early.draws[..., early.session == held]
    )


def test_roll_calls_added_to_a_session_change_that_session_alone(
    known: World, whole: IdealPoints
) -> None:
    half = fit(first_calls(known.votes, 475), sweeps=800, seed=3)
    late = updated(half, known.votes)
    assert changed_sessions(half.votes, known.votes) == [10]
    both = joined(late, whole).filter(pl.col("session") == 10)
    assert both.select(pl.corr("mean", "mean_b")).item() > 0.99
    before = joined(half, whole).filter(pl.col("session") == 10)
    near, far = (1 - f.select(pl.corr("mean", "mean_b")).item() for f in (both, before))
    assert near < 0.2 * far
    assert both["sd"].mean() < before["sd"].mean()


def test_nothing_new_gives_the_same_estimate(known: World, whole: IdealPoints) -> None:
    assert updated(whole, known.votes) is whole


def test_what_cannot_be_brought_up_to_date_is_refused(known: World, whole: IdealPoints) -> None:
    early = first_calls(known.votes, 250)
    with pytest.raises(InputError, match="no votes any more"):
        updated(whole, early)
    part = fit(early, sweeps=20, seed=1)
    with pytest.raises(InputError, match="5 of 10 sessions"):
        updated(part, known.votes)
    other = replace(fit(first_calls(known.votes, 450), sweeps=20, seed=1), method="other")
    with pytest.raises(InputError, match="run it anew"):
        updated(other, known.votes)


def test_a_record_that_got_a_session_more_is_asked_the_same_question(tmp_path: Path) -> None:
    record = open_record(":memory:")
    files = [write_lines(tmp_path / f"{s}.json", resolutions(s, 30, s)) for s in range(70, 77)]
    add(record, files[:-1])
    points = fit(vote_matrix(record, since=2015), sweeps=40, seed=1)
    assert update(points, record) is points
    add(record, files[-1:])
    late = update(points, record)
    assert late.votes.sessions == (*points.votes.sessions, 76)
    assert late.votes.filters == ("since 2015",)
    assert np.isfinite(late.draws).all()
