"""More than two factions: weak balance (Davis 1967), the factions as many as allowed.

Friendly edges between factions and hostile ones within are frustrated, as with two. With any
number of factions this is correlation clustering (Bansal, Blum & Chawla 2004): a set of edges
can be all that is frustrated just if it holds an edge of every cycle that has exactly one
hostile edge (Davis 1967, theorem 2). With at most k factions the same rows hold, and a variable for
each node and faction says the rest.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import numpy as np

from legation.balance.frustration.blocks import blocks
from legation.balance.frustration.clusters import improve
from legation.balance.frustration.conflicts import Conflicts, joined
from legation.balance.frustration.engine import Clock, Programme, TimeUpError, solved, unbroken
from legation.balance.frustration.linear import incidence
from legation.balance.frustration.net import Flags, Net, Places, proved, tolerance
from legation.balance.frustration.results import Frustration, result
from legation.balance.frustration.solution import Progress, checked_limit, net_of
from legation.balance.graph import SignedGraph


def divided(
    graph: SignedGraph,
    time_limit: float | None = None,
    *,
    weighted: bool = False,
    k: int | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> Frustration:
    """Find the least frustration with at most k factions, or with any number.

    Exact for small graphs and for those whose cycles decide; bounds for others. Parameters
    and result are those of `legation.balance.frustration.frustration`; `unique` stays None.
    """
    clock = Clock(checked_limit(time_limit))
    net, scale = net_of(graph, weighted)
    asked = k
    if k is not None and k >= max(graph.order, 2):
        k = None  # as many as there are nodes are as many as anyone can want
    parts = [_Part(one, nodes, edges, k) for edges, nodes, one in _split(net)]
    stopped = "proved"

    def tell() -> None:
        if progress is not None:
            low, high = (sum(part.lower for part in parts), sum(part.upper for part in parts))
            progress(min(low, high) / scale, high / scale)

    try:
        with unbroken():
            import scipy.optimize
            import scipy.sparse.csgraph  # noqa: F401
        for part in sorted(parts, key=lambda part: part.net.size):
            part.search(clock, seed)
            tell()
    except TimeUpError:
        stopped = "time limit"
    except KeyboardInterrupt:
        stopped = "interrupted"
    group = _together(net, parts, k)
    lower, upper = sum(part.lower for part in parts), cost(net, group)
    optimal = proved(lower, upper)
    return result(
        graph,
        group,
        ((upper if optimal else lower) / scale, upper / scale),
        optimal=optimal,
        unique=None,
        stopped="proved" if optimal else stopped,
        k=asked,
        weighted=weighted,
        seconds=time.monotonic() - clock.began,
    )


def cost(net: Net, group: Places) -> float:
    """Give the weight of the edges against groups, int64[nodes]."""
    return float(np.abs(net.w[_against(net, group)]).sum())


def _against(net: Net, group: Places) -> Flags:
    against: Flags = (group[net.u] == group[net.v]) != (net.w > 0)
    return against


@dataclass(eq=False)
class _Part:
    """A biconnected component; what is known of it grows as it is searched."""

    net: Net
    nodes: Places
    edges: Places
    k: int | None
    lower: float = 0.0
    upper: float = 0.0
    group: Places = field(init=False)

    def __post_init__(self) -> None:
        self.group = np.zeros(self.net.order, np.int64)
        self.upper = cost(self.net, self.group)
        if self.k == 1:
            self.lower = self.upper
        elif self.net.size == 1:
            self.consider(np.array([0, int(self.net.w[0] < 0)]))

    def consider(self, group: Places) -> None:
        found = cost(self.net, group)
        if found < self.upper - tolerance(self.upper) / 10:
            self.group, self.upper = group, found

    def search(self, clock: Clock, seed: int) -> None:
        """Raise the lower and sink the upper bound until they meet."""
        if proved(self.lower, self.upper):
            return
        clock.check()
        self.consider(improve(self.net, self.group, self.k, clock, seed))
        whole = bool((self.net.w == np.rint(self.net.w)).all())
        spacing = float(np.gcd.reduce(np.abs(self.net.w).astype(np.int64))) if whole else 0.0
        conflicts = Conflicts(self.net)
        free = self._free(conflicts, spacing, clock)
        if free is not None and (self.k is None or free.max(initial=0) < self.k):
            self.consider(free)
            self.lower = self.upper
        if not proved(self.lower, self.upper) and self.k is not None:
            self._limited(conflicts, spacing, clock)
        if not proved(self.lower, self.upper):
            raise TimeUpError

    def _raise(self, bound: float, spacing: float) -> None:
        if spacing:
            bound = spacing * np.ceil((bound - tolerance(self.upper)) / spacing)
        self.lower = float(np.clip(bound, self.lower, self.upper))

    def _free(self, conflicts: Conflicts, spacing: float, clock: Clock) -> Places | None:
        """Solve it for any number of groups; give them, or None where the bound suffices."""
        while True:
            values, bound = conflicts.solve(clock)
            self._raise(bound, spacing)
            self.consider(improve(self.net, self._fit(joined(self.net, values)), self.k, clock, -1))
            if proved(self.lower, self.upper):
                return None
            if not conflicts.cut(values):
                break
        size = self.net.size
        ones = np.ones(size)
        while True:
            rows = conflicts.rows
            asked = Programme(
                np.abs(self.net.w), incidence(rows, size), np.ones(len(rows)), ones, ones
            )
            answer = solved(asked, clock, lambda bound: self._raise(bound, spacing))
            self._raise(answer.bound, spacing)
            if answer.values is None:
                raise TimeUpError
            values = np.rint(answer.values)
            group = joined(self.net, values)
            self.consider(improve(self.net, self._fit(group), self.k, clock, -1))
            if proved(self.lower, self.upper):
                return None
            if not conflicts.cut(values):
                if answer.bound < cost(self.net, group) - tolerance(self.upper):
                    raise TimeUpError
                return group

    def _fit(self, group: Places) -> Places:
        """Put groups beyond the number allowed into the last one."""
        return group if self.k is None else np.minimum(group, self.k - 1)

    def _limited(self, conflicts: Conflicts, spacing: float, clock: Clock) -> None:
        """Solve it for at most k groups."""
        assert self.k is not None
        asked = _assigned(self.net, self.k, conflicts, self.upper - (spacing or 0.0))
        answer = solved(asked, clock, lambda bound: self._raise(bound, spacing))
        if answer.impossible:
            self.lower = self.upper
            return
        self._raise(answer.bound, spacing)
        if answer.values is not None:
            table = answer.values[self.net.size :].reshape(self.net.order, self.k)
            self.consider(np.argmax(table, axis=1))
            self._raise(answer.bound, spacing)


def _assigned(net: Net, k: int, conflicts: Conflicts, most: float) -> Programme:
    """Give the programme with a variable for each node and group.

    The i-th node of most edges is in one of the first i groups, as groups have no names.
    """
    from scipy.sparse import coo_array, vstack

    size, order = net.size, net.order
    width = size + order * k
    edges = np.arange(size)
    friendly, hostile = edges[net.w > 0], edges[net.w < 0]
    at_u, at_v = size + net.u * k, size + net.v * k
    pieces, least = [], []

    def add(which: Places, of_u: float, of_v: float, bound: float) -> None:
        for c in range(k):
            columns = np.stack([which, at_u[which] + c, at_v[which] + c], axis=1).ravel()
            values = np.tile([1.0, of_u, of_v], len(which))
            rows = np.repeat(np.arange(len(which)), 3)
            pieces.append(coo_array((values, (rows, columns)), (len(which), width)))
            least.append(np.full(len(which), bound))

    add(friendly, 1.0, -1.0, 0.0)
    add(friendly, -1.0, 1.0, 0.0)
    add(hostile, -1.0, -1.0, -1.0)
    places = (np.repeat(np.arange(order), k), size + np.arange(order * k))
    once = coo_array((np.ones(order * k), places), (order, width))
    price = np.concatenate([np.abs(net.w), np.zeros(order * k)])
    pieces += [once, -once, incidence(conflicts.rows, width), coo_array(-price[None, :])]
    least += [np.ones(order), -np.ones(order), np.ones(len(conflicts.rows))]
    least.append(np.array([-(most + tolerance(most))]))
    rank = np.empty(order, np.int64)
    rank[np.argsort(-net.degree(), kind="stable")] = np.arange(order)
    allowed = np.arange(k)[None, :] <= rank[:, None]
    highest = np.concatenate([np.ones(size), allowed.ravel().astype(np.float64)])
    whole = np.concatenate([np.zeros(size), np.ones(order * k)])
    return Programme(price, vstack(pieces).tocsr(), np.concatenate(least), highest, whole)


def _split(net: Net) -> list[tuple[Places, Places, Net]]:
    """Give all biconnected components, bridges too."""
    label = blocks(net)
    order = np.argsort(label, kind="stable")
    found = []
    if not net.size:
        return []
    for edges in np.split(order, np.flatnonzero(np.diff(label[order])) + 1):
        nodes, ends = np.unique(np.concatenate([net.u[edges], net.v[edges]]), return_inverse=True)
        part = Net(len(nodes), ends[: len(edges)], ends[len(edges) :], net.w[edges])
        found.append((edges, nodes, part))
    return found


def _together(net: Net, parts: list[_Part], k: int | None) -> Places:
    """Put the groups of the parts together where they share a node.

    With any number of groups, what is joined by satisfied friendly edges is a group.
    """
    frustrated = np.zeros(net.size, np.float64)
    for part in parts:
        frustrated[part.edges] = _against(part.net, part.group)
    if k is None:
        return joined(net, frustrated)
    group = np.full(net.order, -1, np.int64)
    at: dict[int, list[int]] = {}
    for i, part in enumerate(parts):
        for node in part.nodes.tolist():
            at.setdefault(node, []).append(i)
    done = [False] * len(parts)
    for first in range(len(parts)):
        waiting = [first]
        while waiting:
            i = waiting.pop()
            if done[i]:
                continue
            done[i] = True
            part = parts[i]
            names = np.arange(max(k, 1))
            known = np.flatnonzero(group[part.nodes] >= 0)
            if len(known):
                mine, theirs = part.group[known[0]], group[part.nodes[known[0]]]
                names[[mine, theirs]] = names[[theirs, mine]]
            group[part.nodes] = names[part.group]
            waiting += [j for node in part.nodes.tolist() for j in at[node] if not done[j]]
    return np.maximum(group, 0)
