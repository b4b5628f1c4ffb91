"""Acts fade: what every month says by itself, exactly, and how far it takes a relation back."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from legation.relations.breaks import DyadSeries
from legation.relations.breaks.levels import Posterior
from legation.relations.breaks.returns import HORIZONS, forecast
from legation.relations.index.arrays import Arrays
from legation.relations.index.evidence import split_change, split_level
from legation.relations.index.fit import usual
from legation.relations.index.linear import LinearDyad
from legation.relations.index.parameters import Parameters
from legation.relations.index.simulate import Coverage, Simulated, simulate
from legation.relations.index.smooth import filtered, smooth

WALK = Parameters(
    sources=("events", "votes"),
    anchored=(True, False),
    a=[0.0, 0.1],
    b=[1.0, 0.1],
    R=[10.0, 0.2],
    F=[0.5, 0.01],
    tau=[0.0, 0.15],
    q=0.02,
    rho=0.8,
    nu=4.0,
    m0=2.0,
    P0=1.5,
    r0=0.6,
)
FADING = replace(WALK, usual=usual(WALK))
COVERAGE = (Coverage((0, 1), 0.15, 2.0), Coverage((2,), 0.3, 3.0))


@pytest.fixture(scope="module")
def drawn() -> Simulated:
    return simulate(FADING, COVERAGE, dyads=300, months=300, seed=3)


def with_rows(arrays: Arrays, variance: float, value: float) -> tuple[Arrays, Parameters]:
    """The same dyads with a row in every month that says as usual."""
    months = int(arrays.months[0])
    dyad = np.repeat(np.arange(arrays.dyads), np.diff(arrays.pointer))
    more = np.repeat(np.arange(arrays.dyads), months)
    count, first = len(more), int(arrays.span[0, 0])
    columns = {
        "dyad": (dyad, more),
        "month": (arrays.month, first + np.tile(np.arange(months), arrays.dyads)),
        "source": (arrays.source, np.full(count, 2)),
        "side": (arrays.side, np.full(count, 2)),
        "value": (arrays.value, np.full(count, value)),
        "n": (arrays.n, np.ones(count)),
    }
    joined = {name: np.concatenate(parts) for name, parts in columns.items()}
    order = np.lexsort((joined["month"], joined["dyad"]))
    built = Arrays.build(
        sources=(*arrays.sources, "usual"),
        dyads=arrays.dyads,
        span=arrays.span,
        **{name: column[order] for name, column in joined.items()},
    )
    more_parameters = replace(
        WALK,
        sources=built.sources,
        anchored=(True, False, True),
        a=np.append(WALK.a, 0.0),
        b=np.append(WALK.b, 1.0),
        R=np.append(WALK.R, variance),
        F=np.append(WALK.F, 0.0),
        tau=np.append(WALK.tau, 0.0),
    )
    return built, more_parameters


def test_it_is_as_if_a_row_a_month_said_that_all_is_as_usual(drawn: Simulated) -> None:
    few = drawn.arrays.take(np.arange(20))
    found = smooth(few, FADING)
    by_rows = smooth(*with_rows(few, FADING.usual, FADING.m0))
    np.testing.assert_allclose(found.mean, by_rows.mean, atol=1e-9)
    np.testing.assert_allclose(found.cov, by_rows.cov, atol=1e-9)
    np.testing.assert_allclose(found.weight, by_rows.weight, rtol=1e-9)
    np.testing.assert_allclose(found.offsets.mean, by_rows.offsets.mean[:, :2], atol=1e-9)


def test_far_from_news_the_distance_falls_by_the_same_share_each_month() -> None:
    p = replace(FADING, nu=math.inf, tau=[0.0, 0.0])
    one = Arrays.build(
        sources=p.sources,
        dyads=1,
        dyad=[0],
        month=[700],
        source=[0],
        side=[2],
        value=[-9.0],
        n=[1000.0],
        span=[[0, 1400]],
    )
    mean = smooth(one, p).mean.mean(axis=1) - p.m0
    share = p.q * (1 + p.rho) / 2 / p.usual  # of the mean of both directions
    left = 1 + share / 2 - math.sqrt(share + share**2 / 4)
    assert mean[700] < -5
    np.testing.assert_allclose(mean[701:900] / mean[700:899], left, rtol=1e-4)
    assert left == pytest.approx(1 - math.sqrt(share), abs=share)


def test_relations_stay_as_widely_spread_as_they_begin() -> None:
    p = replace(FADING, nu=8.0, usual=usual(replace(WALK, nu=8.0)))
    paths = simulate(p, COVERAGE, dyads=3000, months=700).truth.reshape(3000, 700, 2)
    for month in (0, 200, 699):
        assert paths[:, month].var() == pytest.approx(p.P0, rel=0.1)
    walk = simulate(replace(p, usual=math.inf), COVERAGE, dyads=3000, months=700).truth
    assert walk.reshape(3000, 700, 2)[:, -1].var() > 8 * p.P0


def test_intervals_hold_relations_that_fade_and_are_nearer_than_those_of_a_walk(
    drawn: Simulated,
) -> None:
    found, walk = smooth(drawn.arrays, FADING), smooth(drawn.arrays, WALK)
    away = np.abs(found.mean - drawn.truth)
    inside = away <= 1.645 * np.sqrt(found.cov[:, :2])
    assert 0.87 < inside.mean() < 0.93
    assert np.sqrt((away**2).mean()) < np.sqrt(((walk.mean - drawn.truth) ** 2).mean())


def test_rows_and_the_way_back_add_up(drawn: Simulated) -> None:
    found = smooth(drawn.arrays, FADING)
    for d in range(5):
        system = LinearDyad.of(drawn.arrays, FADING, found.dyad(d)[2], d)
        mean = found.dyad(d)[0]
        np.testing.assert_allclose(system.mean[0], mean, atol=1e-10)
        change, level = split_change(system, 1, 40, 230), split_level(system, 0, 230)
        assert change.total == pytest.approx(mean[230, 1] - mean[40, 1], abs=1e-9)
        assert level.total == pytest.approx(mean[230, 0], abs=1e-9)
        for split in (change, level):
            whole = split.contributions(system).sum() + split.prior + split.usual
            assert whole == pytest.approx(split.total, abs=1e-9)
        assert level.usual != 0


def test_what_was_known_then_fades_alike(drawn: Simulated) -> None:
    then = int(drawn.arrays.span[0, 0]) + 120
    known = filtered(drawn.arrays, FADING, 4).mean[120]
    whole = smooth(drawn.arrays.take([4]).until(then), FADING).mean[-1]
    np.testing.assert_allclose(known, whole, atol=1e-9)


def test_levels_of_breaks_are_those_of_the_index(drawn: Simulated) -> None:
    found = smooth(drawn.arrays, FADING)
    series = DyadSeries.of(drawn.arrays, FADING, found, 7, ("AAA", "BBB"))
    np.testing.assert_allclose(Posterior.of(series).mean, found.dyad(7)[0], atol=1e-9)


def test_chances_of_return_count_with_the_way_back() -> None:
    fade, scale, paths = 0.02, 0.02, 20_000
    told = forecast(-4.0, 0.8, -1.0, upward=True, scale=scale, nu=4.0, fade=(fade, 2.0))
    source = np.random.default_rng(9)
    level = -4.0 + 0.8 * source.standard_normal(paths)
    months = np.empty((paths, 12 * HORIZONS[-1]))
    for t in range(months.shape[1]):
        step = source.standard_normal(paths) / np.sqrt(source.gamma(2.0, 0.5, paths))
        level = 2.0 + (1 - fade) * (level - 2.0) + math.sqrt(scale) * step
        months[:, t] = level
    quarters = (months[:, 2:] + months[:, 1:-1] + months[:, :-2]) / 3
    still = forecast(-4.0, 0.8, -1.0, upward=True, scale=scale, nu=4.0)
    for years in HORIZONS:
        came = (quarters[:, : 12 * years - 2] >= -1.0).any(axis=1).mean()
        assert told[years] == pytest.approx(came, abs=0.02)
        assert told[years] >= still[years]
