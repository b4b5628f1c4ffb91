"""Triad census of many months, beside networkx, and of a large graph with few edges.

`python benchmarks/triads.py` counts 900 months of 200 states at several densities. The peer is
`networkx.triangles` on a sample of the months; it counts triangles without regard to signs.
"""

from __future__ import annotations

import argparse
import itertools
import time
from collections.abc import Iterator

import numpy as np

from legation.balance.graph import SignedGraph
from legation.balance.triads import triads


def history(
    months: int, states: int, density: float, seed: int = 0, wrong: float = 0.1
) -> Iterator[SignedGraph]:
    """Two camps; each month one tie in 500 is drawn anew, and now and then a state changes."""
    rng = np.random.default_rng(seed)
    u, v = np.triu_indices(states, 1)
    side = rng.choice([-1, 1], states)
    held = rng.random(len(u)) < density
    turned = np.where(rng.random(len(u)) < wrong, -1, 1)
    names = [f"s{i:04}" for i in range(states)]
    for month in range(months):
        anew = rng.random(len(u)) < 0.002
        held = np.where(anew, rng.random(len(u)) < density, held)
        turned = np.where(anew, np.where(rng.random(len(u)) < wrong, -1, 1), turned)
        if rng.random() < 0.05:
            side[rng.integers(states)] *= -1
        at = np.flatnonzero(held)
        sign = (side[u] * side[v] * turned)[at]
        period = f"{1950 + month // 12}-{month % 12 + 1:02}"
        yield SignedGraph.of(names, u[at], v[at], sign, period=period)


def peer(graphs: list[SignedGraph]) -> float:
    """Seconds a month of `networkx.triangles`, graphs made beforehand."""
    import networkx

    made = [networkx.Graph(zip(g.u.tolist(), g.v.tolist(), strict=True)) for g in graphs]
    start = time.perf_counter()
    for graph in made:
        networkx.triangles(graph)
    return (time.perf_counter() - start) / len(made)


def large(nodes: int, edges: int) -> SignedGraph:
    """A graph whose nodes have very different numbers of ties."""
    rng = np.random.default_rng(1)
    pull = 1 / np.arange(1, nodes + 1) ** 0.8
    ends = rng.choice(nodes, (3 * edges, 2), p=pull / pull.sum())
    ends = np.unique(np.sort(ends[ends[:, 0] != ends[:, 1]], axis=1), axis=0)
    ends = ends[rng.permutation(len(ends))[:edges]]
    sign = np.where(rng.random(len(ends)) < 0.1, -1, 1)
    return SignedGraph.of([f"n{i:07}" for i in range(nodes)], ends[:, 0], ends[:, 1], sign)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--months", type=int, default=900)
    parser.add_argument("--states", type=int, default=200)
    asked = parser.parse_args()
    print("density  census s  a month ms  networkx ms  ratio")
    for density in (0.05, 0.1, 0.3):
        graphs = list(history(asked.months, asked.states, density))
        start = time.perf_counter()
        totals = [triads(graph).total for graph in graphs]
        took = time.perf_counter() - start
        sample = list(itertools.islice(graphs, 0, None, max(1, len(graphs) // 10)))
        theirs = peer(sample)
        mine = took / len(totals)
        print(
            f"{density:7.2f}  {took:8.2f}  {1e3 * mine:10.2f}  {1e3 * theirs:11.1f}  "
            f"{mine / theirs:.3f}"
        )
    for nodes, edges in ((3_774, 13_876), (100_000, 1_000_000)):
        graph = large(nodes, edges)
        start = time.perf_counter()
        census = triads(graph)
        took = time.perf_counter() - start
        theirs = peer([graph])
        print(
            f"{nodes:,} nodes, {graph.size:,} edges, {census.total:,} triads: {took:.2f} s, "
            f"networkx {theirs:.2f} s"
        )


if __name__ == "__main__":
    main()
