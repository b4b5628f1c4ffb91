"""Blocks: a net falls apart at bridges and cut nodes, and the frustration index adds up.

No cycle runs through two biconnected components, so each can be solved alone (Harary 1959 on
local balance); sides are put together again along a spanning forest.
"""

from __future__ import annotations

import numpy as np

from legation.balance.frustration.net import Flags, Net, Places, Sides


def blocks(net: Net) -> Places:
    """Number the biconnected component of each edge, int64[edges] (Hopcroft & Tarjan 1973)."""
    start, heads, edge_of = _arcs(net)
    label = np.full(net.size, -1, np.int64)
    depth = [-1] * net.order
    low = [0] * net.order
    count = 0
    position = start.tolist()
    ends = start[1:].tolist()
    heads_list, edges_list = heads.tolist(), edge_of.tolist()
    for root in range(net.order):
        if depth[root] >= 0:
            continue
        depth[root] = low[root] = 0
        path: list[tuple[int, int]] = [(root, -1)]
        open_edges: list[int] = []
        while path:
            node, came = path[-1]
            at = position[node]
            if at < ends[node]:
                position[node] = at + 1
                other, edge = heads_list[at], edges_list[at]
                if edge == came:
                    continue
                if depth[other] < 0:
                    open_edges.append(edge)
                    depth[other] = low[other] = depth[node] + 1
                    path.append((other, edge))
                elif depth[other] < depth[node]:
                    open_edges.append(edge)
                    low[node] = min(low[node], depth[other])
                continue
            path.pop()
            if not path:
                continue
            above = path[-1][0]
            low[above] = min(low[above], low[node])
            if low[node] >= depth[above]:
                while True:
                    edge = open_edges.pop()
                    label[edge] = count
                    if edge == came:
                        break
                count += 1
    return label


def split(net: Net) -> list[tuple[Places, Places, Net]]:
    """Give the blocks that hold a cycle: their edges, their nodes, and the net of each."""
    label = blocks(net)
    order = np.argsort(label, kind="stable")
    found = []
    for edges in np.split(order, np.flatnonzero(np.diff(label[order])) + 1):
        if len(edges) < 3:
            continue
        nodes, ends = np.unique(np.concatenate([net.u[edges], net.v[edges]]), return_inverse=True)
        u, v = ends[: len(edges)], ends[len(edges) :]
        found.append((edges, nodes, Net(len(nodes), u, v, net.w[edges])))
    return found


def sides(net: Net, frustrated: Flags) -> Sides:
    """Give the division whose frustrated edges are these; the first node of each part is 1.

    Where no division has just these, the edges of a breadth-first forest decide.
    """
    same = np.where((net.w > 0) != frustrated, 1, -1).tolist()
    start, heads, edge_of = (array.tolist() for array in _arcs(net))
    side = [0] * net.order
    for root in range(net.order):
        if side[root]:
            continue
        side[root] = 1
        waiting = [root]
        for node in waiting:
            for at in range(start[node], start[node + 1]):
                other = heads[at]
                if not side[other]:
                    side[other] = side[node] * same[edge_of[at]]
                    waiting.append(other)
    return np.array(side, np.int8)


def _arcs(net: Net) -> tuple[Places, Places, Places]:
    """Give both directions of each edge by tail: starts, heads, edges."""
    tails = np.concatenate([net.u, net.v])
    heads = np.concatenate([net.v, net.u])
    order = np.argsort(tails, kind="stable")
    start = np.zeros(net.order + 1, np.int64)
    np.cumsum(np.bincount(tails, minlength=net.order), out=start[1:])
    return start, heads[order], np.tile(np.arange(net.size), 2)[order]
