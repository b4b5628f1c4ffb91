"""The frustration index after the sign of one edge is reversed, for every edge at once.

Write L for the index, w for the weight of an edge, and M for the least cost of a division in which
the edge is frustrated as it stands. A division costs w less after the reversal if it frustrates the
edge now, and w more if not, so that the index becomes min(L + w, M - w). For an edge that the best
division found frustrates, M = L. For the others M is bounded from above by searching from the best
division with the two ends torn apart, and from below by the prices of a linear programme and by
flows; the few edges that these bounds leave open are searched exactly, with the ends torn apart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from legation.balance.frustration.blocks import split
from legation.balance.frustration.cycles import triangles
from legation.balance.frustration.engine import Clock, TimeUpError
from legation.balance.frustration.kernel import contract
from legation.balance.frustration.linear import Relaxation, begin
from legation.balance.frustration.net import Net, Places, Sides, step, tolerance
from legation.balance.frustration.search import Hunt, divide
from legation.balance.frustration.solution import Solution, net_of
from legation.balance.graph import Reals, SignedGraph

Progress = Callable[[str, int, int], None]

_ROUNDS = 30
_CELLS = 2_000_000  # edges times nodes that are torn apart together
_STEPS = 200_000_000  # the same over the whole search; beyond, only single nodes are moved


@dataclass(frozen=True, eq=False)
class Flips:
    """What the frustration index becomes if the sign of one edge is reversed.

    Attributes
    ----------
    lower, upper
        Bounds of the index after the reversal of each edge, float64[edges].
    change_lower, change_upper
        Bounds of its change; narrower than the difference of bounds where the index itself is
        not proved.
    stopped
        "proved" if all bounds meet, else "time limit", "interrupted" or "index not proved".
    """

    lower: Reals
    upper: Reals
    change_lower: Reals
    change_upper: Reals
    stopped: str


def frustration_if_flipped(
    graph: SignedGraph,
    solution: Solution,
    *,
    weighted: bool = False,
    time_limit: float | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> Flips:
    """Bound the frustration index after each single reversal of a sign.

    Parameters
    ----------
    graph
        The graph.
    solution
        What `legation.balance.frustration.solve` found for it, with the same `weighted`.
    weighted
        Whether weights are added up rather than edges counted.
    time_limit
        Seconds for the exact searches; bounds that did not meet by then stay apart.
    seed
        Of the parts that draw at random.
    progress
        Called with "strain", edges settled and edges in all.
    """
    net, scale = net_of(graph, weighted)
    search = _Search(net.switched(solution.side), Clock(time_limit), seed, progress)
    if solution.optimal:
        stopped = search.run()
        low, high = search.changes()
        return Flips(
            np.maximum(solution.lower + low / scale, 0.0),
            solution.upper + high / scale,
            low / scale,
            high / scale,
            stopped,
        )
    # Without the index only this is sure: no cycle, no change; and what the division found costs.
    reach = np.where(search.in_cycle, np.abs(net.w), 0.0) / scale
    lower = np.maximum(solution.lower - reach, 0.0)
    upper = solution.upper + np.where(solution.frustrated, -reach, reach)
    return Flips(lower, upper, -reach, reach, "index not proved")


class _Search:
    """Bounds of M - L for each edge of a net switched to a best division."""

    def __init__(self, flat: Net, clock: Clock, seed: int, progress: Progress | None) -> None:
        self.flat, self.clock, self.seed = flat, clock, seed
        self.progress = progress
        weight = np.abs(flat.w)
        # An edge in no cycle can be reversed for nothing: one side is turned over, at a cost of w.
        self.least, self.most = weight.copy(), weight.copy()
        frustrated = flat.w < 0
        self.least[frustrated] = self.most[frustrated] = 0.0
        self.parts = [_Part(edges, part) for edges, _, part in split(flat)]
        self.in_cycle = np.zeros(flat.size, bool)
        for part in self.parts:
            self.least[part.edges], self.most[part.edges] = part.least, part.most
            self.in_cycle[part.edges] = True

    def changes(self) -> tuple[Reals, Reals]:
        """Give bounds of the change of the index, min(w, M - L - w)."""
        weight = np.abs(self.flat.w)
        return np.minimum(weight, self.least - weight), np.minimum(weight, self.most - weight)

    def run(self) -> str:
        """Bring the bounds together; give why it ended."""
        stopped = "proved"
        try:
            for part in self.parts:
                part.tear_apart()
                part.price(self.clock, self.seed)
                self._tell()
            for part in self.parts:
                for edge in part.open():
                    part.search(int(edge), Hunt(self.clock, self.seed))
                    self._tell()
        except TimeUpError:
            stopped = "time limit"
        except KeyboardInterrupt:
            stopped = "interrupted"
        self._tell()
        return stopped

    def _tell(self) -> None:
        for part in self.parts:
            self.least[part.edges], self.most[part.edges] = part.least, part.most
        if self.progress is not None:
            still = sum(len(part.open()) for part in self.parts)
            self.progress("strain", self.flat.size - still, self.flat.size)


class _Part:
    """A biconnected net in which the best division is all on one side."""

    def __init__(self, edges: Places, net: Net) -> None:
        self.edges, self.net = edges, net
        self.weight = np.abs(net.w)
        self.cost = float(self.weight[net.w < 0].sum())
        self.spacing = step(net)
        self.slack = tolerance(self.cost + float(self.weight.max()))
        self.least = np.zeros(net.size)
        # Moving one end alone frustrates the edge.
        strength = np.bincount(net.u, net.w, net.order) + np.bincount(net.v, net.w, net.order)
        alone = np.minimum(strength[net.u], strength[net.v])
        self.most = np.where(net.w < 0, 0.0, np.maximum(alone, 0.0))

    def open(self) -> Places:
        """Give the edges whose change is not settled; beyond 2 w it is w whatever M is."""
        needed = np.minimum(self.most, 2 * self.weight)
        return np.flatnonzero(self.least < needed - self.slack)

    def tear_apart(self) -> None:
        """Lower the upper bounds: put an end on the other side and move what follows it.

        The steepest descent is run for many edges together, on the side of each end.
        """
        net = self.net
        if 20.0 * net.size * net.order > _STEPS:
            return
        matrix = np.zeros((net.order, net.order))
        matrix[net.u, net.v] = matrix[net.v, net.u] = net.w
        todo = np.flatnonzero(net.w > 0)
        many = max(1, _CELLS // net.order)
        for begin_ in range(0, len(todo), many):
            some = todo[begin_ : begin_ + many]
            for moved in (net.u[some], net.v[some]):
                held = np.stack([net.u[some], net.v[some]], axis=1)
                side = _descended(matrix, moved, held)
                self._learn(side)

    def _learn(self, sides: Reals) -> None:
        """Take from divisions, float64[divisions, nodes], what they cost the edges they cut."""
        net = self.net
        cut = sides[:, net.u] != sides[:, net.v]
        extra = cut @ net.w
        below = np.where(cut, extra[:, None], np.inf).min(axis=0)
        self.most = np.minimum(self.most, np.maximum(below, 0.0))

    def price(self, clock: Clock, seed: int) -> None:
        """Raise the lower bounds by the prices of the linear programme over negative cycles.

        What is left of the weights after the prices, r, adds to the bound b: every division costs
        at least b plus the r of what it frustrates. One that frustrates an edge frustrates another
        of each balanced triangle through it too, hence at least the lesser r of the other two; and
        the triangles through one edge have nothing else in common.
        """
        net = self.net
        found = Relaxation(0.0, np.zeros(net.size), self.weight)
        if self.cost > 0:
            rounds, _ = begin(net, seed)
            for _ in range(_ROUNDS):
                found = rounds.solve(clock)
                self._raise(found)
                if not len(self.open()) or not rounds.cut(found.values):
                    break
        self._raise(found)
        self.flow(found)

    def _raise(self, found: Relaxation) -> None:
        bound = found.bound - self.cost + found.reduced + _third_sides(self.net, found.reduced)
        self._at_least(np.arange(self.net.size), bound)

    def flow(self, found: Relaxation) -> None:
        """Raise the lower bounds still open by what flows between the two ends."""
        todo = self.open()
        self._at_least(todo, found.bound - self.cost + _flows(self.net, found.reduced, todo))

    def _at_least(self, edges: Places, bound: Reals) -> None:
        """Raise lower bounds to the next value that the difference of two costs can take."""
        if self.spacing:
            bound = np.ceil((bound - self.slack) / self.spacing) * self.spacing
        self.least[edges] = np.clip(np.maximum(self.least[edges], bound), 0.0, self.most[edges])

    def search(self, edge: int, hunt: Hunt) -> None:
        """Find the least cost with an edge frustrated, as far as it matters."""
        needed = float(min(self.most[edge], 2 * self.weight[edge]))
        if self.least[edge] >= needed - self.slack:
            return
        hunt.clock.check()
        torn = np.ones(self.net.order, np.int8)
        torn[self.net.v[edge]] = -1
        tied = np.zeros(self.net.size, bool)
        tied[edge] = True
        kernel = contract(self.net.switched(torn), tied)
        gap = self.spacing or self.slack
        target = self.cost + needed - gap - kernel.offset
        known = [0.0]

        def told(lower: float, side: Sides | None) -> None:
            known[0] = max(known[0], lower)
            if side is not None:
                self._learn((kernel.expand(side) * torn)[None].astype(np.float64))

        try:
            divide(kernel.net, None, target, hunt, told)
        finally:
            reached = np.array([known[0] + kernel.offset - self.cost])
            self._at_least(np.array([edge]), reached)


def _descended(matrix: Reals, moved: Places, held: Places) -> Reals:
    """Move one node each, then whatever lowers the cost most, but not the two nodes held.

    Returns
    -------
    array
        A division for each, float64[divisions, nodes].
    """
    rows = np.arange(len(moved))
    side = np.ones((len(moved), len(matrix)))
    side[rows, moved] = -1
    pull = side @ matrix
    active = rows
    for _ in range(len(matrix)):
        gain = side[active] * pull[active]
        gain[np.arange(len(active))[:, None], held[active]] = np.inf
        best = gain.argmin(axis=1)
        falls = gain[np.arange(len(active)), best] < -1e-9
        active, best = active[falls], best[falls]
        if not len(active):
            break
        pull[active] -= 2 * side[active, best][:, None] * matrix[best]
        side[active, best] *= -1
    return side


def _third_sides(net: Net, left: Reals) -> Reals:
    """Sum over the balanced triangles through each edge the lesser of the other two values."""
    found = _balanced_triangles(net)
    out = np.zeros(net.size)
    for i in range(3):
        worth = np.minimum(left[found[:, i - 1]], left[found[:, i - 2]])
        out += np.bincount(found[:, i], worth, net.size)
    return out


def _balanced_triangles(net: Net) -> Places:
    """List them: those that are unbalanced once all signs are reversed."""
    other = triangles(Net(net.order, net.u, net.v, -net.w))
    return other.edges.reshape(-1, 3)


def _flows(net: Net, left: Reals, edges: Places) -> Reals:
    """Give the greatest flow between the ends of some edges through satisfied edges.

    A division that tears the ends apart cuts at least that much of what is left.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_flow

    fine = net.w > 0
    unit = 1e6 / max(float(left.max(initial=0.0)), 1e-300)
    whole = np.floor(left[fine] * unit).astype(np.int32)
    u, v = net.u[fine], net.v[fine]
    matrix = csr_array(
        (np.tile(whole, 2), (np.r_[u, v], np.r_[v, u])), (net.order,) * 2, dtype=np.int32
    )
    return np.array(
        [maximum_flow(matrix, int(net.u[e]), int(net.v[e])).flow_value / unit for e in edges]
    )
