"""Balance over time: 900 months of 200 states, and the strain of every edge.

`python benchmarks/course.py` follows slowly changing webs of two camps with one edge in ten
against them. `python benchmarks/course.py --signed FOLDER` measures strain on the edge lists
(u, v, sign) in a folder.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np

from legation.balance.course import course
from legation.balance.edges import read_edges
from legation.balance.frustration import solve
from legation.balance.strain import strain
from triads import history


def over_time(months: int, states: int, density: float) -> None:
    graphs = list(history(months, states, density))
    start = time.perf_counter()
    found = course(graphs)
    took = time.perf_counter() - start
    proved = sum(month.solution.optimal for month in found.months)
    seconds = [month.solution.seconds for month in found.months]
    print(
        f"density {density}: {took:.1f} s; index proved in {proved} of {len(seconds)} months, "
        f"{sum(seconds):.1f} s of it (slowest {max(seconds):.2f}); {len(found.events)} events"
    )


def strains(folder: Path) -> None:
    for path in sorted(folder.glob("*.csv")):
        graph = read_edges(path)
        solution = solve(graph)
        start = time.perf_counter()
        found = strain(graph, solution=solution)
        took = time.perf_counter() - start
        again = np.random.default_rng(0).choice(graph.size, 5, replace=False)
        start = time.perf_counter()
        for edge in again:
            sign = graph.sign.copy()
            sign[edge] *= -1
            solve(graph.with_signs(sign), start=solution.side)
        each = (time.perf_counter() - start) / len(again) * graph.size
        print(
            f"{path.stem}: {graph.size} edges, {took:.2f} s ({found.flips.stopped}); "
            f"solving each reversal anew would take {each:.0f} s"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--months", type=int, default=900)
    parser.add_argument("--states", type=int, default=200)
    parser.add_argument("--signed", type=Path)
    asked = parser.parse_args()
    if asked.signed:
        strains(asked.signed)
        return
    for density in (0.05, 0.1, 0.3):
        over_time(asked.months, asked.states, density)


if __name__ == "__main__":
    main()
