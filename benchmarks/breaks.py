"""Change points against human annotation, and breaks of dyads against simulated truth.

`python benchmarks/breaks.py tcpd FOLDER` scores `change_points` beside ruptures' defaults on
series of the Turing Change Point Dataset: FOLDER holds `tcpd/*.json` and `tcpd_annotations.json`.
`python benchmarks/breaks.py simulated` measures false breaks, power, dates, chances of return and
speed on simulated dyads.
"""

from __future__ import annotations

import argparse
import itertools
import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from legation.relations.breaks import DyadSeries
    from legation.relations.index.parameters import Parameters
    from legation.relations.index.simulate import Coverage

MARGIN = 5


def true_positives(truth: Iterable[int], found: Iterable[int]) -> int:
    """Count change points with one found within the margin, each of these used once."""
    free = set(found)
    hits = 0
    for point in sorted(truth):
        near = [x for x in free if abs(x - point) <= MARGIN]
        if near:
            hits += 1
            free.remove(min(near, key=lambda x: abs(x - point)))
    return hits


def f1(annotations: list[set[int]], found: Iterable[int]) -> float:
    """F1 of van den Burg and Williams (2020), section 5.1; row 0 counts as a change point."""
    points = set(found) | {0}
    sets = [a | {0} for a in annotations]
    precision = true_positives(set().union(*sets), points) / len(points)
    recall = float(np.mean([true_positives(a, points) / len(a) for a in sets]))
    return 2 * precision * recall / (precision + recall)


def cover(annotations: list[set[int]], found: Iterable[int], length: int) -> float:
    """Covering of van den Burg and Williams (2020), equation 7, mean over annotators."""
    ours = segments(found, length)
    return float(
        np.mean(
            [
                sum(
                    len(a) * max(len(a & b) / len(a | b) for b in ours) for a in segments(s, length)
                )
                / length
                for s in annotations
            ]
        )
    )


def segments(points: Iterable[int], length: int) -> list[set[int]]:
    bounds = [0, *sorted(set(points) - {0}), length]
    return [set(range(a, b)) for a, b in itertools.pairwise(bounds)]


Method = Callable[[np.ndarray], Iterable[int]]


def standardised(values: np.ndarray) -> np.ndarray:
    return ((values - values.mean(0)) / values.std(0))[:, None]


def methods() -> dict[str, Method]:
    import ruptures

    from legation.relations.breaks import change_points

    def kernel(values: np.ndarray) -> list[int]:
        penalty = 3 * np.log(len(values))
        search = ruptures.KernelCPD("linear", min_size=3).fit(standardised(values))
        return search.predict(pen=penalty)[:-1]

    def pelt(values: np.ndarray) -> list[int]:
        return (
            ruptures.Pelt("l2").fit(standardised(values)).predict(pen=3 * np.log(len(values)))[:-1]
        )

    def pelt_rbf(values: np.ndarray) -> list[int]:
        search = ruptures.Pelt().fit(standardised(values))
        return search.predict(pen=3 * np.log(len(values)))[:-1]

    def binary(values: np.ndarray) -> list[int]:
        search = ruptures.Binseg().fit(standardised(values))
        return search.predict(pen=3 * np.log(len(values)))[:-1]

    return {
        "legation change_points": change_points,
        "ruptures KernelCPD linear": kernel,
        "ruptures Pelt l2": pelt,
        "ruptures Binseg l2": binary,
        "none": lambda _: [],
    }


def tcpd(folder: Path) -> None:
    marks = json.loads((folder / "tcpd_annotations.json").read_text())
    scores: dict[str, list[tuple[float, float, float]]] = {}
    for path in sorted((folder / "tcpd").glob("*.json")):
        given = json.loads(path.read_text())
        raw = np.array([s["raw"] for s in given["series"]], float).T
        annotations = [set(a) for a in marks[given["name"]].values()]
        length = len(raw)
        known = np.flatnonzero(np.isfinite(raw).all(axis=1))
        for name, method in methods().items():
            method(raw[known, 0])  # compiled and imported before the clock runs
            start = time.perf_counter()
            found = [int(known[i]) for i in method(raw[known, 0])]
            spent = time.perf_counter() - start
            scores.setdefault(name, []).append(
                (f1(annotations, found), cover(annotations, found, length), spent)
            )
            if name.startswith("leg"):
                a, b, _ = scores[name][-1]
                print(f"{given['name']:18s} {a:.3f} {b:.3f} {found}")
    for name, rows in scores.items():
        a, b, c = np.array(rows).T
        print(f"{name:28s} F1 {a.mean():.3f}  cover {b.mean():.3f}  {c.sum() * 1e3:8.1f} ms")


def world(steps: float, rate: float) -> tuple[Parameters, list[Coverage]]:
    """Parameters and coverage like those of events, votes and daily scores."""
    from legation.relations.index.parameters import Parameters
    from legation.relations.index.simulate import Coverage

    parameters = Parameters(
        sources=("events", "votes", "scores"),
        anchored=(True, False, False),
        a=np.array([0.0, 0.1, -0.2]),
        b=np.array([1.0, 0.08, 0.5]),
        R=np.array([8.0, 0.1, 0.3]),
        F=np.array([0.3, 0.03, 0.1]),
        tau=np.array([0.0, 0.15, 0.3]),
        q=0.02,
        rho=0.8,
        nu=steps,
        m0=0.5,
        P0=4.0,
        r0=0.8,
    )
    return parameters, [
        Coverage((0, 1), rate, 6, 1.0, 0.3, 1.0),
        Coverage((2,), 0.25, 20, 1.0),
        Coverage((2,), 0.9, 25, 0.5, 0.8, 1.0),
    ]


def dyads(
    count: int, months: int, *, steps: float = np.inf, rate: float = 0.4, seed: int = 0
) -> tuple[list[np.ndarray], Callable[[int], list[DyadSeries]]]:
    """Draw dyads; give their truth, and what is known of them in a month (-1: in the last)."""
    from legation.relations.breaks import DyadSeries
    from legation.relations.index.simulate import simulate
    from legation.relations.index.smooth import smooth

    parameters, coverage = world(steps, rate)
    drawn = simulate(parameters, coverage, dyads=count, months=months, seed=seed)

    def known(month: int) -> list[DyadSeries]:
        arrays = drawn.arrays
        if month >= 0:
            arrays = arrays.until(int(arrays.span[0, 0]) + month)
        smoothed = smooth(arrays, parameters)
        names = ("AAA", "BBB")
        return [DyadSeries.of(arrays, parameters, smoothed, d, names) for d in range(count)]

    return list(drawn.truth.reshape(count, months, 2)), known


def share(hits: int, count: int) -> str:
    z, p = 1.96, hits / max(count, 1)
    middle = (p + z * z / (2 * count)) / (1 + z * z / count)
    half = z * np.sqrt(p * (1 - p) / count + z * z / (4 * count**2)) / (1 + z * z / count)
    return f"{p:.3f} ({max(middle - half, 0):.3f} to {middle + half:.3f}; n {count})"


def quiet(count: int) -> None:
    from legation.relations.breaks import find_breaks

    print("Dyads without a break that show one: share, 95 % interval")
    for months in (60, 240, 900):
        for rate in (0.05, 0.4, 0.95):
            made = dyads(count, months, rate=rate, seed=months)[1](-1)
            find_breaks(made[0])  # compiled before the clock runs
            start = time.perf_counter()
            false = sum(bool(find_breaks(series)) for series in made)
            spent = (time.perf_counter() - start) / count
            kind = f"{months:4d} months, events in {rate:.2f} of them"
            print(f"  {kind}: {share(false, count)}  {spent * 1e3:.1f} ms a dyad")


def real(count: int) -> None:
    from legation.relations.breaks import find_breaks

    print("One break in 240 months, events in 0.8 of them: found, dated inside the 90 % interval,")
    print("size inside the 90 % interval")
    rng = np.random.default_rng(5)
    for size in (1.0, 2.0, 3.0, 5.0):
        found = dated = sized = told = 0
        truths, known = dyads(count, 240, rate=0.8, seed=int(size))
        for series, truth in zip(known(-1), truths, strict=True):
            at = int(rng.integers(90, 220))
            moved = jump(series, at, -size)
            after = truth.copy()
            after[at:] -= size
            near = []
            for b in find_breaks(moved):
                low, high = (number(m) - series.first for m in b.interval)
                if low - 3 <= at <= high + 3 and b.kind == "shift":
                    near.append(low <= at <= high)
                    d = 0 if b.actor == "AAA" else 1
                    actual = after[high : high + 12, d].mean() - after[low - 12 : low, d].mean()
                    told += 1
                    sized += b.lo90 <= actual <= b.hi90
            found += bool(near)
            dated += any(near)
        print(f"  size {size}: found {share(found, count)}")
        if found:
            print(f"    dated {share(dated, found)}, sized {share(sized, told)}")


def jump(series: DyadSeries, at: int, size: float) -> DyadSeries:
    """Add a lasting step to what is seen, and find weights of steps again where it is."""
    from dataclasses import replace

    later = series.month >= series.first + at
    weight = series.weight.copy()
    weight[at] = series.q / size**2
    return replace(series, value=series.value + later * series.loading * size, weight=weight)


def returned(count: int) -> None:
    from legation.relations.breaks import find_breaks, score_return

    print("Chances of return, as of month 240 of 300, Student steps with 3 degrees of freedom")
    chances, outcomes, scored = [], [], []
    truths, known = dyads(count, 300, steps=3.0, rate=0.8, seed=9)
    for then, series, truth in zip(known(239), known(-1), truths, strict=True):
        for b in find_breaks(then, series):
            d, up = (0 if b.actor == "AAA" else 1), b.size < 0
            edge = b.old_band[0 if up else 1]
            path = truth[240:, d] if up else -truth[240:, d]
            means = np.convolve(path, np.ones(3) / 3, "valid")
            by_series = {s.years: s.outcome for s in score_return(b, series)}
            for years, chance in b.return_probability.items():
                chances.append(chance)
                outcomes.append(means[: 12 * years - 2].max() >= (edge if up else -edge))
                scored.append(by_series.get(years, np.nan))
    p, o, r = np.array(chances), np.array(outcomes, float), np.array(scored)
    for low, high in itertools.pairwise((0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 1.01)):
        own = (p >= low) & (p < high)
        said, came = p[own].mean(), o[own].mean()
        print(f"  from {low:.2f}: n {own.sum():5d}  said {said:.3f}  came {came:.3f}")
    brier, base = np.mean((p - o) ** 2), o.mean() * (1 - o.mean())
    print(f"  Brier {brier:.3f}; of always saying the mean, {base:.3f}")
    print(f"  outcomes told from rows differ from the truth by {np.nanmean(abs(r - o)):.3f}")


def number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:]) - 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["tcpd", "simulated"])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--dyads", type=int, default=1000)
    given = parser.parse_args()
    if given.what == "tcpd":
        tcpd(given.folder)
        return
    quiet(given.dyads)
    real(given.dyads // 2)
    returned(given.dyads)


if __name__ == "__main__":
    main()
