"""Signed graphs for the tests of measures: real ones from files, random ones from numbers."""

from __future__ import annotations

import csv
from itertools import combinations
from pathlib import Path

import numpy as np
from hypothesis import strategies as st

from legation.balance.graph import SignedGraph


def read_graph(path: Path) -> SignedGraph:
    with path.open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    nodes = sorted({row[end] for row in rows for end in ("u", "v")})
    place = {node: i for i, node in enumerate(nodes)}
    return SignedGraph.of(
        nodes,
        [place[row["u"]] for row in rows],
        [place[row["v"]] for row in rows],
        [int(row["sign"]) for row in rows],
    )


def random_graph(
    nodes: int, density: float, seed: int, hostile: float = 0.5, weighted: bool = False
) -> SignedGraph:
    rng = np.random.default_rng(seed)
    u, v = np.triu_indices(nodes, 1)
    held = rng.random(len(u)) < density
    count = int(held.sum())
    return SignedGraph.of(
        [f"s{i:04}" for i in range(nodes)],
        u[held],
        v[held],
        np.where(rng.random(count) < hostile, -1, 1),
        rng.integers(1, 6, count) if weighted else None,
        rng.uniform(0.5, 1, count) if weighted else None,
    )


def two_camps(nodes: int, density: float, seed: int, wrong: float = 0.0) -> SignedGraph:
    """Friends inside two camps, foes across; a share `wrong` of the edges has the other sign."""
    graph = random_graph(nodes, density, seed)
    rng = np.random.default_rng(seed + 1)
    side = rng.choice([-1, 1], nodes)
    turned = np.where(rng.random(graph.size) < wrong, -1, 1)
    return graph.with_signs(side[graph.u] * side[graph.v] * turned)


@st.composite
def graphs(draw: st.DrawFn, most: int = 8, weighted: bool = False) -> SignedGraph:
    nodes = draw(st.integers(1, most))
    pairs = list(combinations(range(nodes), 2))
    signs = draw(st.lists(st.sampled_from((-1, 0, 1)), min_size=len(pairs), max_size=len(pairs)))
    held = [(a, b, sign) for (a, b), sign in zip(pairs, signs, strict=True) if sign]
    count = len(held)
    sized = st.lists(st.integers(1, 4), min_size=count, max_size=count)
    return SignedGraph.of(
        [f"s{i}" for i in range(nodes)],
        [a for a, _, _ in held],
        [b for _, b, _ in held],
        [sign for _, _, sign in held],
        draw(sized) if weighted else None,
    )


def frustration_by_hand(graph: SignedGraph) -> float:
    """Least weight of frustrated edges over all partitions, one by one."""
    best = float(graph.weight.sum())
    for code in range(2 ** max(graph.order - 1, 0)):
        side = 1 - 2 * ((code >> np.arange(graph.order)) & 1)
        wrong = graph.sign * side[graph.u] * side[graph.v] < 0
        best = min(best, float(graph.weight[wrong].sum()))
    return best
