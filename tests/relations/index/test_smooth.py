"""Smoothing many dyads: sparse and empty ones, what was known when, offsets, threads."""

from __future__ import annotations

from dataclasses import replace

import numba
import numpy as np
import pytest

from legation.errors import InputError
from legation.relations.index.arrays import Arrays
from legation.relations.index.parameters import Offsets, Parameters
from legation.relations.index.simulate import Coverage, simulate
from legation.relations.index.smooth import filtered, smooth
from tests.relations.index.test_kernels import FIRST, PARAMETERS

STUDENT = replace(PARAMETERS, nu=4.0)
COVERAGE = (Coverage((0, 1), rate=0.3, rows=3), Coverage(rate=0.2), Coverage(rate=0.2, share=0.5))


def dyads(*rows: tuple[int, int, float, float], spans: list[list[int]]) -> Arrays:
    """Observations (dyad, months after the first, value, n) of events, a towards b."""
    dyad, month, value, n = np.array(rows or np.zeros((0, 4))).T
    return Arrays.build(
        sources=STUDENT.sources,
        dyads=len(spans),
        dyad=dyad.astype(int),
        month=FIRST + month.astype(int),
        source=np.zeros(len(dyad), int),
        side=np.zeros(len(dyad), int),
        value=value,
        n=n,
        span=FIRST + np.array(spans),
    )


def test_a_dyad_without_observations_keeps_the_prior_and_widens_month_by_month() -> None:
    found = smooth(dyads(spans=[[0, 11]]), STUDENT)
    variance = STUDENT.P0 + np.arange(12) * STUDENT.q / found.weight[-1]
    assert found.mean == pytest.approx(np.full((12, 2), STUDENT.m0))
    assert found.cov[:, 0] == pytest.approx(variance)
    assert 1 / found.weight[-1] == pytest.approx(2.0, rel=0.05)  # nu / (nu - 2)


def test_one_observation_in_one_month_is_weighed_against_the_prior() -> None:
    found = smooth(dyads((0, 0, 3.0, 2.0), spans=[[0, 0]]), STUDENT)
    noise = STUDENT.F[0] + STUDENT.R[0] / 2
    gain = STUDENT.P0 / (STUDENT.P0 + noise)
    assert found.mean[0, 0] == pytest.approx(STUDENT.m0 + gain * (3.0 - STUDENT.m0))
    assert found.mean[0, 1] - STUDENT.m0 == pytest.approx(
        STUDENT.r0 * (found.mean[0, 0] - STUDENT.m0)
    )
    assert found.cov[0, 0] == pytest.approx(gain * noise)


def test_a_thousand_observations_of_one_month_are_as_one_of_their_precision() -> None:
    p = replace(STUDENT, F=np.zeros(3))
    many = dyads(*[(0, 3, 1.5, 2.0)] * 1000, spans=[[0, 9]])
    one = dyads((0, 3, 1.5, 2000.0), spans=[[0, 9]])
    assert smooth(many, p).mean == pytest.approx(smooth(one, p).mean, abs=1e-9)
    assert smooth(many, p).cov == pytest.approx(smooth(one, p).cov, abs=1e-9)


def test_huge_n_leaves_what_does_not_shrink_with_n() -> None:
    p = replace(STUDENT, P0=1e6, r0=0.0)
    found = smooth(dyads((0, 0, 3.0, 1e12), spans=[[0, 0]]), p)
    assert found.cov[0, 0] == pytest.approx(STUDENT.F[0], rel=1e-3)


def test_dyads_of_no_month_and_of_few_stand_where_they_belong() -> None:
    arrays = dyads((1, 2, 1.0, 1.0), (3, 5, -1.0, 1.0), spans=[[3, 2], [0, 4], [0, 0], [5, 6]])
    found = smooth(arrays, STUDENT)
    assert np.diff(found.pointer).tolist() == [0, 5, 1, 2]
    assert found.dyad(1)[0][2, 0] > STUDENT.m0 > found.dyad(3)[0][0, 0]
    only = smooth(arrays, STUDENT, dyads=[3, 1])
    assert only.mean[:2] == pytest.approx(found.dyad(3)[0])
    assert only.mean[2:] == pytest.approx(found.dyad(1)[0])


def test_what_was_known_in_a_month_needs_nothing_later() -> None:
    arrays = simulate(STUDENT, COVERAGE, dyads=3, months=40).arrays
    known = filtered(arrays, STUDENT, 1)
    for month in (0, 13, 39):
        then = smooth(arrays.until(FIRST_OF(arrays) + month), STUDENT, dyads=[1])
        assert known.mean[month] == pytest.approx(then.mean[-1], abs=1e-12)
        assert known.cov[month] == pytest.approx(then.cov[-1], abs=1e-12)
    assert known.mean[-1] == pytest.approx(smooth(arrays, STUDENT).dyad(1)[0][-1], abs=1e-12)


def FIRST_OF(arrays: Arrays) -> int:  # noqa: N802
    return int(arrays.span[0, 0])


def test_given_weights_and_offsets_the_mean_is_linear_in_the_observations() -> None:
    arrays = simulate(STUDENT, COVERAGE, dyads=2, months=50).arrays
    first = smooth(arrays, STUDENT)
    fixed = {"offsets": first.offsets, "weight": first.weight}
    again = smooth(arrays, STUDENT, **fixed)
    assert again.mean == pytest.approx(first.mean, abs=1e-10)
    assert again.cov == pytest.approx(first.cov, abs=1e-10)
    means = []
    for change in (0.0, 1.0, 2.0):
        value = arrays.value.copy()
        value[7] += change
        means.append(smooth(replace(arrays, value=value), STUDENT, **fixed).mean)
    assert means[2] - means[1] == pytest.approx(means[1] - means[0], abs=1e-10)
    assert np.abs(means[1] - means[0]).max() > 0.01


def test_a_source_alone_in_a_dyad_leaves_its_offset_near_zero_and_the_level_uncertain() -> None:
    """What votes alone say of a level is as unsure as their offset is."""
    p = replace(STUDENT, a=[0.0, 0.0, 0.0], b=[1.0, 1.0, 1.0], m0=0.0, r0=0.9)
    rows = 200
    arrays = Arrays.build(
        sources=p.sources,
        dyads=1,
        dyad=np.zeros(rows, int),
        month=FIRST + np.arange(rows),
        source=np.ones(rows, int),
        side=np.full(rows, 2),
        value=np.full(rows, 1.0) + np.random.default_rng(0).normal(0, 0.1, rows),
        n=np.full(rows, 20.0),
        span=[[FIRST, FIRST + rows - 1]],
    )
    found = smooth(arrays, p)
    share = p.tau[1] ** 2 / (p.tau[1] ** 2 + p.P0 * (1 + p.r0) / 2)
    assert 0 < found.offsets.mean[0, 1] < 2 * share
    assert found.offsets.sd[0, 1] == pytest.approx(p.tau[1], rel=0.1)
    spread = np.sqrt((found.cov[:, 0] + found.cov[:, 1] + 2 * found.cov[:, 2]) / 4)
    assert (spread > 0.9 * found.offsets.sd[0, 1]).all()


def test_threads_change_nothing() -> None:
    arrays = simulate(STUDENT, COVERAGE, dyads=30, months=30).arrays
    threads = numba.get_num_threads()
    try:
        numba.set_num_threads(1)
        alone = smooth(arrays, STUDENT)
    finally:
        numba.set_num_threads(threads)
    assert (smooth(arrays, STUDENT).mean == alone.mean).all()


def test_progress_is_told_and_can_end_the_work() -> None:
    arrays = simulate(STUDENT, COVERAGE, dyads=30, months=30).arrays
    told: list[tuple[str, int, int]] = []
    smooth(arrays, STUDENT, progress=lambda *words: told.append(words))
    assert told[-1] == ("smooth", 30, 30)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        smooth(arrays, STUDENT, progress=stop)


def test_what_does_not_belong_together_is_refused() -> None:
    arrays = dyads((0, 0, 1.0, 1.0), spans=[[0, 5]])
    other = replace(STUDENT, sources=("events", "votes", "arms"))
    with pytest.raises(InputError, match="estimate them anew"):
        smooth(arrays, other)
    with pytest.raises(InputError, match="offsets have the shape"):
        smooth(arrays, STUDENT, Offsets(np.zeros((4, 3)), np.zeros((4, 3))))
    with pytest.raises(InputError, match="positive weights"):
        smooth(arrays, STUDENT, weight=np.ones(3))
    with pytest.raises(InputError, match="there are 1"):
        smooth(arrays, STUDENT, dyads=[1])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"R": [0.0, 0.2, 3.0], "F": np.zeros(3)}, "'events' has variance zero"),
        ({"rho": 1.0}, "rho"),
        ({"nu": 2.0}, "nu > 2"),
        ({"q": 0.0}, "q > 0"),
        ({"a": [0.0, np.nan, 0.0]}, "parameter a needs a finite value"),
    ],
)
def test_parameters_out_of_range_are_refused(change: dict[str, object], words: str) -> None:
    with pytest.raises(InputError, match=words):
        replace(STUDENT, **change)


def test_parameters_survive_being_written_down() -> None:
    for p in (PARAMETERS, replace(STUDENT, trace=(1.0, 2.0), iterations=7, converged=False)):
        again = Parameters.from_dict(p.as_dict())
        assert again.as_dict() == p.as_dict()
    with pytest.raises(InputError, match="no parameters of an index"):
        Parameters.from_dict({"sources": ["events"]})
