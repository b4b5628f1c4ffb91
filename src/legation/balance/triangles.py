"""Triangles of a graph as triples of edges, found from the ends of fewer ties."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from legation.balance.graph import SignedGraph

Longs = npt.NDArray[np.int64]

_CHUNK = 4_000_000  # pairs of edges looked at together, about 200 MB of memory


def triangles(graph: SignedGraph) -> Longs:
    """Give every triangle once.

    Returns
    -------
    array
        Places of the three edges in the graph, int64[triangles, 3], in no promised order of
        triangles; the third edge joins the further ends of the other two.
    """
    return np.concatenate([np.empty((0, 3), np.int64), *triangle_chunks(graph)])


def triangle_chunks(graph: SignedGraph) -> Iterator[Longs]:
    """Give the triangles in parts that fit in memory.

    Each edge is directed from the end with fewer ties to the other, and only pairs of edges that
    leave one node are looked at: O(edges ** 1.5) of them at most (Chiba & Nishizeki 1985; Latapy
    2008, section 3).
    """
    ends, places, later = _directed(graph)
    keys = edge_keys(graph)
    bounds = _bounds(later)
    for low, high in pairwise(bounds):
        count = later[low:high]
        one = np.repeat(np.arange(low, high), count)
        other = np.arange(len(one)) - np.repeat(np.cumsum(count) - count, count) + one + 1
        third = find_edges(graph, keys, ends[one], ends[other])
        found = third >= 0
        yield np.stack([places[one[found]], places[other[found]], third[found]], axis=1)


def count_pairs(graph: SignedGraph) -> int:
    """Give the number of pairs of edges that `triangle_chunks` looks at."""
    return int(_directed(graph)[2].sum())


def _directed(graph: SignedGraph) -> tuple[Longs, Longs, Longs]:
    """Direct edges from fewer ties to more and sort them by the node they leave.

    Returns
    -------
    ends, places, later
        Node each edge arrives at, its place in the graph, and how many edges come after it that
        leave the same node, int64[edges].
    """
    u, v = graph.u.astype(np.int64), graph.v.astype(np.int64)
    degree = np.bincount(np.r_[u, v], minlength=graph.order)
    turned = degree[u] > degree[v]
    tail, head = np.where(turned, v, u), np.where(turned, u, v)
    order = np.argsort(tail, kind="stable")
    last = np.cumsum(np.bincount(tail, minlength=graph.order))
    later = last[tail[order]] - np.arange(graph.size) - 1
    return head[order], order, later


def edge_keys(graph: SignedGraph) -> Longs:
    """Give one number per edge by which `find_edges` finds it, rising, int64[edges]."""
    return graph.u.astype(np.int64) * graph.order + graph.v


def find_edges(graph: SignedGraph, keys: Longs, a: Longs, b: Longs) -> Longs:
    """Give the place of the edge between each two nodes, or -1 where there is none."""
    wanted = np.minimum(a, b) * graph.order + np.maximum(a, b)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    if not len(keys):
        return np.full(len(wanted), -1, np.int64)
    return np.where(keys[at] == wanted, at, -1)


def _bounds(counts: Longs) -> list[int]:
    """Cut a row of counts where about a chunk has been gathered."""
    total = np.cumsum(counts)
    if not len(total):
        return [0]
    cuts = np.searchsorted(total, np.arange(_CHUNK, total[-1], _CHUNK)) + 1
    return sorted({0, *(int(c) for c in cuts), len(counts)})
