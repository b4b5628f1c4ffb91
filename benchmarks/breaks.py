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

import numpy as np

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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["tcpd"])
    parser.add_argument("folder", type=Path, nargs="?")
    given = parser.parse_args()
    tcpd(given.folder)


if __name__ == "__main__":
    main()
