"""Graphs drawn for the tests, and all divisions of them counted out."""

from __future__ import annotations

import csv
from itertools import product
from pathlib import Path

import numpy as np

from legation.balance.graph import SignedGraph


def drawn(chance: np.random.Generator, most: int = 14, weights: str = "none") -> SignedGraph:
    """Draw a graph of 2 to `most` nodes, of any density and share of hostile edges."""
    order = int(chance.integers(2, most + 1))
    u, v = np.triu_indices(order, 1)
    kept = chance.random(len(u)) < chance.choice([0.2, 0.4, 0.7, 1.0])
    sign = np.where(chance.random(kept.sum()) < chance.choice([0.1, 0.5, 0.8]), 1, -1)
    weight = None
    if weights == "whole":
        weight = chance.integers(1, 7, len(sign)).astype(float)
    elif weights == "real":
        weight = chance.random(len(sign)) + 0.01
    return graph_of(order, u[kept], v[kept], sign, weight)


def random_signs(order: int, density: float, seed: int) -> SignedGraph:
    """Draw a graph whose signs are tossed like coins."""
    chance = np.random.default_rng(seed)
    u, v = np.triu_indices(order, 1)
    kept = chance.random(len(u)) < density
    return graph_of(order, u[kept], v[kept], chance.choice([-1, 1], kept.sum()))


def two_camps(order: int, density: float, unbalanced: float, seed: int) -> SignedGraph:
    """Draw two camps with signs reversed by chance until so many triangles are unbalanced."""
    chance = np.random.default_rng(seed)
    u, v = np.triu_indices(order, 1)
    kept = chance.random(len(u)) < density
    u, v = u[kept], v[kept]
    camp = chance.permutation(order) < order // 2
    sign = np.where(camp[u] == camp[v], 1, -1)
    # A triangle is unbalanced if one or three of its signs are reversed.
    reversed_share = (1 - (1 - 2 * unbalanced) ** (1 / 3)) / 2
    sign[chance.random(len(sign)) < reversed_share] *= -1
    return graph_of(order, u, v, sign)


def graph_of(order, u, v, sign, weight=None) -> SignedGraph:
    return SignedGraph.of([f"n{i:04}" for i in range(order)], u, v, sign, weight)


def read(path: Path) -> SignedGraph:
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    names = sorted({row[end] for row in rows for end in ("u", "v")})
    place = {name: i for i, name in enumerate(names)}
    ends = [[place[row[end]] for row in rows] for end in ("u", "v")]
    return SignedGraph.of(names, *ends, [int(row["sign"]) for row in rows])


def costs(graph: SignedGraph, weighted: bool = False) -> np.ndarray:
    """Give the cost of every division in two, the last node on side 0, float64[divisions]."""
    codes = np.arange(2 ** max(graph.order - 1, 0))
    total = np.zeros(len(codes))
    weight = graph.weight if weighted else np.ones(graph.size)
    for u, v, sign, one in zip(graph.u, graph.v, graph.sign, weight, strict=True):
        apart = ((codes >> u) ^ (codes >> v)) & 1
        total += one * (apart == (sign > 0))
    return total


def least_of_groups(graph: SignedGraph, k: int, weighted: bool = False) -> float:
    """Give the least cost of any division in k groups."""
    weight = graph.weight if weighted else np.ones(graph.size)
    groups = np.array(list(product(range(k), repeat=graph.order)))
    same = groups[:, graph.u] == groups[:, graph.v]
    return float(((same != (graph.sign > 0)) * weight).sum(axis=1).min())
