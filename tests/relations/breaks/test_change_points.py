"""Change points of any series equal the best segmentation there is."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.errors import InputError
from legation.relations.breaks import change_points


def cost(values: np.ndarray, points: tuple[int, ...], penalty: float) -> float:
    parts = np.split(values, points)
    return sum(((p - p.mean(0)) ** 2).sum() for p in parts) + penalty * len(points)


def best(values: np.ndarray, penalty: float, shortest: int) -> float:
    """Cost of the best segmentation, by trying every last segment."""
    count = len(values)
    costs = [-penalty] + [np.inf] * count
    for stop in range(shortest, count + 1):
        starts = [s for s in range(stop - shortest + 1) if s == 0 or s >= shortest]
        costs[stop] = min(costs[s] + cost(values[s:stop], (), 0) + penalty for s in starts)
    return costs[-1]


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    count=st.integers(6, 60),
    width=st.integers(1, 3),
    shortest=st.integers(1, 3),
    penalty=st.sampled_from([0.05, 1.0, 8.0]),
)
def test_no_segmentation_is_better(
    seed: int, count: int, width: int, shortest: int, penalty: float
) -> None:
    rng = np.random.default_rng(seed)
    series = np.cumsum(rng.normal(size=(count, width)), axis=0)
    found = change_points(series, penalty=penalty, shortest=shortest)
    scaled = (series - series.mean(0)) / series.std(0)
    bounds = [0, *found, count]
    assert min(np.diff(bounds)) >= shortest
    assert cost(scaled, found, penalty) == pytest.approx(best(scaled, penalty, shortest), abs=1e-9)


def test_it_finds_what_ruptures_finds() -> None:
    import ruptures

    rng = np.random.default_rng(3)
    for _ in range(40):
        series = rng.normal(size=int(rng.integers(20, 400)))
        for _ in range(rng.integers(0, 6)):
            series[rng.integers(len(series)) :] += rng.normal(0, 2)
        scaled = ((series - series.mean()) / series.std())[:, None]
        search = ruptures.KernelCPD("linear", min_size=3).fit(scaled)
        peer = search.predict(pen=3 * np.log(len(series)))[:-1]
        assert list(change_points(series)) == peer


def test_missing_values_are_passed_over_and_positions_are_those_of_the_series() -> None:
    series = np.concatenate([np.zeros(20), np.full(20, 5.0)]) + 0.01 * np.arange(40) % 0.03
    series[[3, 18, 19, 30]] = [np.nan, np.inf, np.nan, np.nan]
    assert change_points(series) == (20,)


@pytest.mark.parametrize(
    "series",
    [
        [],
        [1.0],
        [0.0, 0.0, 9.0, 9.0, 9.0],
        [7.0] * 50,
        [1e9 + 0.1] * 50,
        [np.nan] * 50,
        [1e300, 1e300, 1e300, 1e300, 1e300, 1e300, 1e300],
    ],
)
def test_series_without_change_have_no_change_points(series: list[float]) -> None:
    assert change_points(series) == ()


def test_a_constant_column_beside_another_changes_nothing() -> None:
    rng = np.random.default_rng(1)
    series = rng.normal(size=80)
    series[50:] += 4
    assert change_points(np.stack([series, np.full(80, 3.3)], 1)) == change_points(series) == (50,)


def test_units_do_not_matter() -> None:
    rng = np.random.default_rng(2)
    series = rng.normal(size=120)
    series[70:] += 3
    assert change_points(series * 1e-9 + 5) == change_points(series) == (70,)


@pytest.mark.parametrize(
    "given",
    [{"series": np.zeros((2, 2, 2))}, {"penalty": 0.0}, {"penalty": np.nan}, {"shortest": 0}],
)
def test_what_makes_no_sense_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(InputError):
        change_points(**({"series": np.zeros(10)} | given))  # type: ignore[arg-type]


def test_annotated_series_are_segmented_as_by_the_peer(shared: Path) -> None:
    import ruptures

    for path in sorted((shared / "gold" / "series" / "tcpd").glob("*.json")):
        raw = np.array([s["raw"] for s in json.loads(path.read_text())["series"]], float).T
        used = np.flatnonzero(np.isfinite(raw).all(axis=1))
        scaled = (raw[used] - raw[used].mean(0)) / raw[used].std(0)
        penalty = 3 * np.log(len(used))
        peer = ruptures.KernelCPD("linear", min_size=3).fit(scaled).predict(pen=penalty)[:-1]
        assert list(change_points(raw)) == [int(used[i]) for i in peer], path.stem
