"""How fast the frustration index is proved, beside programmes that were written down plainly.

    python benchmarks/frustration.py [FOLDER of edge lists u, v, sign]

The peer of the same run is the AND model of Aref, Mason & Wilson (2020) given to the same solver
as it stands, without triangle rows, reduction or bounds. R's signnet is run by
`frustration_signnet.R`.
"""

from __future__ import annotations

import argparse
import csv
import time
from pathlib import Path

import numpy as np

from legation.balance.frustration import frustration
from legation.balance.graph import SignedGraph


def read(path: Path) -> SignedGraph:
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    names = sorted({row[end] for row in rows for end in ("u", "v")})
    place = {name: i for i, name in enumerate(names)}
    ends = [[place[row[end]] for row in rows] for end in ("u", "v")]
    return SignedGraph.of(names, *ends, [int(row["sign"]) for row in rows])


def graph_of(order: int, ends: np.ndarray, sign: np.ndarray) -> SignedGraph:
    return SignedGraph.of([f"n{i:05}" for i in range(order)], ends[:, 0], ends[:, 1], sign)


def two_camps(order: int, density: float, unbalanced: float, seed: int) -> SignedGraph:
    """Draw two camps of equal size, with signs reversed by chance."""
    chance = np.random.default_rng(seed)
    ends = np.argwhere(np.triu(chance.random((order, order)) < density, 1))
    camp = chance.permutation(order) < order // 2
    sign = np.where(camp[ends[:, 0]] == camp[ends[:, 1]], 1, -1)
    sign[chance.random(len(sign)) < (1 - (1 - 2 * unbalanced) ** (1 / 3)) / 2] *= -1
    return graph_of(order, ends, sign)


def random_signs(order: int, density: float, seed: int) -> SignedGraph:
    """Draw a graph whose signs are tossed."""
    chance = np.random.default_rng(seed)
    ends = np.argwhere(np.triu(chance.random((order, order)) < density, 1))
    return graph_of(order, ends, chance.choice([-1, 1], len(ends)))


def trust(order: int, size: int, seed: int, hostile: float = 0.08) -> SignedGraph:
    """Draw a network of trust: few nodes with very many edges, triangles, distrust of some.

    Nodes come one after another, each with a heavy-tailed number of edges, to ends of edges drawn
    at random or to a neighbour of the last one (Holme & Kim 2002). An edge is hostile more
    often the less trusted the worse of its ends is.
    """
    chance = np.random.default_rng(seed)
    near: list[list[int]] = [[] for _ in range(order)]
    stubs: list[int] = []
    edges: set[tuple[int, int]] = set()

    def add(a: int, b: int) -> bool:
        edge = (min(a, b), max(a, b))
        if a == b or edge in edges:
            return False
        edges.add(edge)
        near[a].append(b)
        near[b].append(a)
        stubs.extend(edge)
        return True

    def draw(values: list[int]) -> int:
        return values[int(chance.integers(len(values)))]

    for a, b in ((0, 1), (1, 2), (0, 2)):
        add(a, b)
    wanted = np.minimum((1 - chance.random(order)) ** (-1 / 1.1), 60).astype(int)
    for node in range(3, order):
        last = None
        for _ in range(min(int(wanted[node]), node)):
            for _ in range(20):
                close = last is not None and chance.random() < 0.35
                other = draw(near[last]) if close and last is not None else draw(stubs)
                if add(node, other):
                    last = other
                    break
    while len(edges) < size:
        a = draw(stubs)
        add(a, draw(near[draw(near[a])]) if chance.random() < 0.35 else draw(stubs))
    ends = np.array(sorted(edges))
    ends = ends[np.sort(chance.permutation(len(ends))[:size])]
    distrust = chance.beta(0.35, 4.0, order)[ends].max(axis=1)
    sign = np.where(chance.random(size) < distrust * hostile / distrust.mean(), -1, 1)
    return graph_of(order, ends, sign)


def plain(graph: SignedGraph, seconds: float) -> tuple[float, float, float]:
    """Solve the AND model as it stands; give lower and upper bound and seconds."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array, vstack

    size, order = graph.size, graph.order
    ones, sign = np.ones(size), graph.sign.astype(float)
    columns = np.stack([np.arange(size), size + graph.u, size + graph.v], axis=1).ravel()
    start, shape = np.arange(size + 1) * 3, (size, size + order)
    first = csr_array((np.stack([ones, -ones, sign], 1).ravel(), columns, start), shape)
    second = csr_array((np.stack([ones, ones, -sign], 1).ravel(), columns, start), shape)
    least = np.concatenate([np.minimum(sign, 0), np.maximum(-sign, 0)])
    began = time.perf_counter()
    found = milp(
        np.r_[ones, np.zeros(order)],
        integrality=np.ones(size + order),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(vstack([first, second]).tocsr(), least, np.inf),
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    upper = np.inf if found.x is None else float(np.rint(found.fun))
    lower = -np.inf if found.mip_dual_bound is None else float(found.mip_dual_bound)
    return lower, upper, time.perf_counter() - began


def report(name: str, graph: SignedGraph, limit: float, peer: float) -> tuple[float, float]:
    wall, used = time.perf_counter(), time.process_time()
    found = frustration(graph, limit)
    wall, used = time.perf_counter() - wall, time.process_time() - used
    bounds = f"{found.upper}" if found.optimal else f"[{found.lower}, {found.upper}]"
    low, high, theirs = plain(graph, peer) if peer else (np.nan, np.nan, np.nan)
    done = "proved" if high - low < 1e-6 else f"open at [{low:.0f}, {high:.0f}]"
    beside = f"| {theirs:.2f} s, {done} | {theirs / wall:.0f}" if peer else "| |"
    print(
        f"| {name} | {graph.order} | {graph.size} | {bounds} | {found.unique} "
        f"| {wall:.2f} s | {used:.2f} s {beside} |",
        flush=True,
    )
    return wall, used


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--peer", type=float, default=60.0, help="seconds the peer gets")
    asked = parser.parse_args()
    # The first call loads libraries and what is compiled.
    frustration(two_camps(12, 0.5, 0.2, seed=0))
    print("| graph | nodes | edges | index | unique | wall | processor | plain | times |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    if asked.folder is not None:
        paths = sorted(asked.folder.glob("*.csv"))
        largest = max(paths, key=lambda path: path.stat().st_size)
        spent = np.zeros(2)
        for path in paths:
            peer = asked.peer if path == largest else 0.0
            spent += report(path.stem, read(path), 60.0, peer)
        print(f"| all {len(paths)} | | | | | {spent[0]:.2f} s | {spent[1]:.2f} s | | |")
    for seed in (0, 1, 2):
        report(
            f"two camps {seed}", two_camps(200, 0.3, 0.1, seed), 60.0, 0.0 if seed else asked.peer
        )
    for seed in (0, 1, 2):
        report(f"trust {seed}", trust(3774, 13876, seed), 60.0, 0.0 if seed else asked.peer)
    report("random signs, 60", random_signs(60, 1.0, 0), 60.0, asked.peer)
    report("random signs, 200", random_signs(200, 0.3, 0), 60.0, asked.peer)


if __name__ == "__main__":
    main()
