"""The best two factions of a month, and how sure it is who stands where.

A division of the graph as it stands takes every sign for known. To see what the doubt about signs
makes of it, the signs are drawn from the posterior and each drawn graph is divided anew, by a
tabu search that begins with the division of the whole: how often a state stands on the other
side, and how often two stand together, are shares of these draws. Divisions of drawn graphs are
good ones, not proved to be the best.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from legation.balance.graph import SignedGraph
    from legation.balance.sources.draws import Draws
    from legation.record import Record

Sides = npt.NDArray[np.int8]

#: Raised when the same record would give another division.
VERSION = 1
#: Seconds for the proof; the bounds so far are kept where it takes longer.
SECONDS = 30.0
DRAWS = 200
_MOVES = 300


@dataclass(frozen=True, eq=False)
class Division:
    """Two factions of a graph.

    Attributes
    ----------
    graph
        The graph.
    lower, upper, optimal
        Its frustration index or certified bounds; `upper` is that of this division.
    side
        1 or -1 for each node, int8[nodes]; 1 the larger faction.
    drawn
        The same for each drawn graph, int8[draws, nodes].
    """

    graph: SignedGraph
    lower: int
    upper: int
    optimal: bool
    side: Sides = field(repr=False)
    drawn: Sides = field(repr=False)

    @property
    def sizes(self) -> tuple[int, int]:
        """Number of nodes on side 1 and on side -1."""
        return int((self.side > 0).sum()), int((self.side < 0).sum())

    def side_of(self, node: str) -> int | None:
        """Give the side of a node, 1 or -1; None where it has no edge."""
        return int(self.side[self.graph.place(node)]) if node in self.graph.nodes else None

    def certainty(self, node: str) -> float | None:
        """Give the share of drawn graphs in which a node stands where it does."""
        if node not in self.graph.nodes:
            return None
        at = self.graph.place(node)
        return float((self.drawn[:, at] == self.side[at]).mean())

    def together(self, a: str, b: str) -> float | None:
        """Give the share of drawn graphs in which two nodes stand on one side."""
        if not {a, b} <= set(self.graph.nodes):
            return None
        one, two = self.graph.place(a), self.graph.place(b)
        return float((self.drawn[:, one] == self.drawn[:, two]).mean())

    def flipped(self, a: str, b: str, record: Record | None = None) -> tuple[int, int] | None:
        """Give the frustration index, or bounds of it, if the sign of one edge were other.

        None where the two are not joined. With a record it is kept in its cache.
        """
        edge = self.graph.edge(a, b) if {a, b} <= set(self.graph.nodes) else None
        if edge is None:
            return None
        same = self.side[self.graph.u[edge]] == self.side[self.graph.v[edge]]
        if self.optimal and same != (self.graph.sign[edge] > 0):
            # The division has one frustrated edge less, and no reversal can save more than one.
            return self.upper - 1, self.upper - 1

        def compute() -> dict[str, np.ndarray[Any, Any]]:
            from legation.balance.frustration.solution import solve

            sign = self.graph.sign.copy()
            sign[edge] = -sign[edge]
            found = solve(self.graph.with_signs(sign), time_limit=SECONDS, start=self.side)
            return {"bounds": np.array([found.lower, found.upper])}

        key = {"edge": sorted((a, b)), "graph": _digest(self.graph), "version": VERSION}
        low, high = _kept(record, "flipped", key, compute)["bounds"]
        return round(float(low)), round(float(high))


def division(draws: Draws, *, record: Record | None = None, n: int = DRAWS) -> Division:
    """Divide the graph of draws into its best two factions, and each drawn graph anew.

    Parameters
    ----------
    draws
        Draws of a month.
    record
        A record in whose cache the division is kept.
    n
        Number of drawn graphs to divide, at most those of `draws`.
    """
    graph = draws.graph
    count = min(n, draws.n)

    def compute() -> dict[str, np.ndarray[Any, Any]]:
        from legation.balance.frustration.solution import solve

        found = solve(graph, time_limit=SECONDS)
        side = found.side if found.side.sum() >= 0 else -found.side
        return {
            "bounds": np.array([found.lower, found.upper, found.optimal], np.float64),
            "side": side.astype(np.int8),
            "drawn": _drawn(draws, side.astype(np.int8), count),
        }

    key = {"graph": _digest(graph), "seed": draws.seed, "n": count, "version": VERSION}
    held = _kept(record, "division", key, compute)
    lower, upper, optimal = held["bounds"]
    return Division(
        graph,
        round(float(lower)),
        round(float(upper)),
        bool(optimal),
        held["side"],
        held["drawn"],
    )


def _drawn(draws: Draws, side: Sides, count: int) -> Sides:
    from legation.balance.frustration.net import Net
    from legation.balance.frustration.tabu import improve

    graph = draws.graph
    u, v = graph.u.astype(np.int64), graph.v.astype(np.int64)
    found = np.empty((count, graph.order), np.int8)
    for k, sign in enumerate(draws.signs[:count]):
        here = sign != 0
        net = Net(graph.order, u[here], v[here], sign[here].astype(np.float64))
        other = improve(net, side, moves=_MOVES, seed=k)
        found[k] = other if int((other * side).sum()) >= 0 else -other
    return found


def _digest(graph: SignedGraph) -> str:
    """Hash what the division of a graph depends on."""
    import hashlib

    told = hashlib.sha256("\n".join(graph.nodes).encode())
    for part in (graph.u, graph.v, graph.sign, graph.probability.round(9)):
        told.update(np.ascontiguousarray(part).tobytes())
    return told.hexdigest()


def _kept(record: Record | None, name: str, key: Any, compute: Any) -> Any:
    if record is None:
        return compute()
    from legation.relations.cache import cached

    return cached(record, name, key, compute)
