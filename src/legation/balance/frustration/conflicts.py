"""Cycles with exactly one hostile edge, which no number of factions can satisfy."""

from __future__ import annotations

import numpy as np

from legation.balance.frustration.cycles import Cycles, triangles
from legation.balance.frustration.engine import Clock, Programme, relaxed
from legation.balance.frustration.linear import incidence
from legation.balance.frustration.net import Net, Places, Reals

_VIOLATED = 1e-4
_HOP = 1e-5


class Conflicts:
    """A linear programme over the cycles with one hostile edge (Lange et al. 2018)."""

    def __init__(self, net: Net) -> None:
        self.net = net
        found = triangles(net)
        three = found.edges.reshape(-1, 3)
        one = np.flatnonzero((net.w[three] < 0).sum(axis=1) == 1)
        most = 3 * net.size + 500
        self.rows = found.pick(one[:: max(1, -(-len(one) // most))])

    def solve(self, clock: Clock) -> tuple[Reals, float]:
        """Give values of the edges, float64[edges], and a lower bound from the prices."""
        size = self.net.size
        weight, ones = np.abs(self.net.w), np.ones(size)
        if not len(self.rows):
            return np.zeros(size), 0.0
        matrix = incidence(self.rows, size)
        values, prices = relaxed(
            Programme(weight, matrix, np.ones(len(self.rows)), ones, ones), clock
        )
        over = np.minimum(weight - matrix.T @ prices, 0.0)
        return np.clip(values, 0.0, 1.0), float(prices.sum() + over.sum())

    def cut(self, values: Reals) -> int:
        """Add, for each hostile edge, the friendly path between its ends that closes too cheap.

        Gives how many cycles were added; 0 where the values meet all such cycles.
        """
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import dijkstra

        net = self.net
        friendly, hostile = np.flatnonzero(net.w > 0), np.flatnonzero(net.w < 0)
        length = values[friendly] + _HOP
        ends = (np.r_[net.u[friendly], net.v[friendly]], np.r_[net.v[friendly], net.u[friendly]])
        graph = csr_array((np.tile(length, 2), ends), (net.order,) * 2)
        keys = np.minimum(net.u, net.v) * net.order + np.maximum(net.u, net.v)
        order = np.argsort(keys)
        rows = []
        for source in np.unique(net.u[hostile]).tolist():
            mine = hostile[net.u[hostile] == source]
            far, before = dijkstra(graph, indices=source, return_predecessors=True, limit=1.01)
            for edge in mine[far[net.v[mine]] + values[mine] < 1.0].tolist():
                walk = [int(net.v[edge])]
                while walk[-1] != source:
                    walk.append(int(before[walk[-1]]))
                a, b = np.array(walk[:-1]), np.array(walk[1:])
                wanted = np.minimum(a, b) * net.order + np.maximum(a, b)
                row = order[np.searchsorted(keys, wanted, sorter=order)].tolist()
                if values[[*row, edge]].sum() < 1.0 - _VIOLATED:
                    rows.append([*row, edge])
        if rows:
            self.rows = self.rows.join(Cycles.of(rows))
        return len(rows)


def joined(net: Net, values: Reals) -> Places:
    """Give the groups that friendly edges of value below a half join, the largest first."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    kept = (net.w > 0) & (values < 0.5)
    links = coo_array((np.ones(int(kept.sum())), (net.u[kept], net.v[kept])), (net.order,) * 2)
    count, label = connected_components(links, directed=False)
    place = np.empty(count, np.int64)
    place[np.argsort(-np.bincount(label, minlength=count), kind="stable")] = np.arange(count)
    groups: Places = place[label]
    return groups
