"""The signed graph: states joined by edges that are friendly (+1) or hostile (-1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from legation.errors import InputError, UnknownNameError

if TYPE_CHECKING:
    import polars as pl
    from scipy.sparse import csr_array

Reals = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]
Signs = npt.NDArray[np.int8]


@dataclass(frozen=True, eq=False)
class SignedGraph:
    """An undirected signed graph without loops, each edge once.

    Attributes
    ----------
    nodes
        Names of the nodes, sorted; codes of states where it is a graph of states.
    u, v
        Places of the ends of each edge in `nodes`, int32[edges], `u < v`, sorted by (u, v).
    sign
        +1 friendly or -1 hostile, int8[edges].
    weight
        How much an edge counts, float64[edges], positive; all 1 where nothing was said.
    probability
        Probability that the sign is the one given, float64[edges]; 1 where it is known.
    period
        What the edges are of: a month "2022-03", "1946-1949", or None.
    notes
        Sentences that belong beside the numbers.
    """

    nodes: tuple[str, ...]
    u: Ints = field(repr=False)
    v: Ints = field(repr=False)
    sign: Signs = field(repr=False)
    weight: Reals = field(repr=False)
    probability: Reals = field(repr=False)
    period: str | None = None
    notes: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        nodes: Sequence[str],
        u: npt.ArrayLike,
        v: npt.ArrayLike,
        sign: npt.ArrayLike,
        weight: npt.ArrayLike | None = None,
        probability: npt.ArrayLike | None = None,
        period: str | None = None,
        notes: tuple[str, ...] = (),
    ) -> SignedGraph:
        """Make a graph of arrays that hold each edge once, in any order.

        Names are sorted and edges follow them, so that the same edges in another order make the
        same graph.

        Raises
        ------
        InputError
            If two nodes bear one name, an edge is a loop, stands twice or ends nowhere, a sign
            is not +1 or -1, a weight is not positive and finite, or a probability is none. Edges
            that people wrote are read, and errors in them named by line, in
            `legation.balance.edges`.
        """
        if len(set(nodes)) < len(nodes):
            raise InputError("two nodes bear one name; give each its own")
        order = np.argsort(np.array(list(nodes), dtype=object), kind="stable")
        place = np.empty(len(order), np.int32)
        place[order] = np.arange(len(order), dtype=np.int32)
        given = np.stack([np.asarray(u, np.int64), np.asarray(v, np.int64)])
        if given.size and (given.min() < 0 or given.max() >= len(order)):
            raise InputError(f"an edge ends at a node beyond the {len(order)} there are")
        ends = place[given]
        low, high = ends.min(axis=0), ends.max(axis=0)
        sorting = np.lexsort((high, low))
        count = len(low)
        signs = np.asarray(sign, np.float64)
        weights = np.ones(count) if weight is None else np.asarray(weight, np.float64)
        sure = np.ones(count) if probability is None else np.asarray(probability, np.float64)
        if (low == high).any():
            raise InputError("an edge joins a node to itself; leave it out")
        if not np.isin(signs, (-1, 1)).all():
            raise InputError("the sign of an edge is 1 or -1")
        if not (np.isfinite(weights) & (weights > 0)).all():
            raise InputError("the weight of an edge is a positive number")
        if not ((sure > 0) & (sure <= 1)).all():
            raise InputError("the probability of a sign lies above 0 and is at most 1")
        low, high = low[sorting], high[sorting]
        if count > 1 and ((np.diff(low) == 0) & (np.diff(high) == 0)).any():
            raise InputError("an edge stands twice; keep one of them")
        return cls(
            tuple(nodes[i] for i in order),
            low,
            high,
            signs[sorting].astype(np.int8),
            weights[sorting],
            sure[sorting],
            period,
            notes,
        )

    @property
    def order(self) -> int:
        """Number of nodes."""
        return len(self.nodes)

    @property
    def size(self) -> int:
        """Number of edges."""
        return len(self.u)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: i for i, name in enumerate(self.nodes)}

    def place(self, node: str) -> int:
        """Give the place of a node.

        Raises
        ------
        UnknownNameError
            If the graph has no such node.
        """
        found = self._places.get(node)
        if found is None:
            raise UnknownNameError(f"'{node}' is not a node of this graph of {self.order} nodes")
        return found

    def edge(self, a: str, b: str) -> int | None:
        """Give the place of the edge between two nodes, or None where there is none."""
        low, high = sorted((self.place(a), self.place(b)))
        left = int(np.searchsorted(self.u, low, "left"))
        right = int(np.searchsorted(self.u, low, "right"))
        at = left + int(np.searchsorted(self.v[left:right], high))
        return at if at < right and self.v[at] == high else None

    def adjacency(self, weighted: bool = False) -> csr_array:
        """Give the symmetric matrix of signs, or of sign times weight, float64[nodes, nodes]."""
        from scipy.sparse import coo_array

        value = self.sign * self.weight if weighted else self.sign.astype(np.float64)
        rows, columns = np.concatenate([self.u, self.v]), np.concatenate([self.v, self.u])
        full = coo_array((np.tile(value, 2), (rows, columns)), (self.order, self.order))
        return full.tocsr()

    def dense(self, weighted: bool = False) -> Reals:
        """Give the same as a dense array."""
        out = np.zeros((self.order, self.order))
        value = self.sign * self.weight if weighted else self.sign
        out[self.u, self.v] = out[self.v, self.u] = value
        return out

    def with_signs(self, sign: npt.ArrayLike) -> SignedGraph:
        """Give the graph with other signs, int8[edges]."""
        return replace(self, sign=np.asarray(sign, np.int8))

    def switched(self, nodes: Sequence[str]) -> SignedGraph:
        """Reverse the signs of all edges between some nodes and the rest.

        Switching (Zaslavsky 1982) changes no cycle's sign, hence no measure of balance.
        """
        side = np.ones(self.order, np.int8)
        side[[self.place(node) for node in nodes]] = -1
        return self.with_signs(self.sign * side[self.u] * side[self.v])

    def among(self, nodes: Sequence[str]) -> SignedGraph:
        """Give the graph of some nodes and the edges between them.

        Raises
        ------
        UnknownNameError
            If the graph has no such node.
        """
        kept = np.zeros(self.order, bool)
        kept[[self.place(node) for node in nodes]] = True
        return self.keep(kept[self.u] & kept[self.v], kept)

    def keep(self, edges: npt.NDArray[Any], nodes: npt.NDArray[Any] | None = None) -> SignedGraph:
        """Give the graph of some edges, bool[edges], and some nodes, bool[nodes] (default all)."""
        held = np.ones(self.order, bool) if nodes is None else nodes
        place = (np.cumsum(held) - 1).astype(np.int32)
        return SignedGraph(
            tuple(name for name, one in zip(self.nodes, held, strict=True) if one),
            place[self.u[edges]],
            place[self.v[edges]],
            self.sign[edges],
            self.weight[edges],
            self.probability[edges],
            self.period,
            self.notes,
        )

    def frame(self) -> pl.DataFrame:
        """Give one row per edge: u, v, sign, weight, probability."""
        import polars as pl

        names = np.array(self.nodes, dtype=object)
        return pl.DataFrame(
            {
                "u": names[self.u].tolist(),
                "v": names[self.v].tolist(),
                "sign": self.sign.astype(np.int64),
                "weight": self.weight,
                "probability": self.probability,
            },
            schema_overrides={"u": pl.String, "v": pl.String},
        )

    def __repr__(self) -> str:
        """Say how large it is."""
        hostile = int((self.sign < 0).sum())
        when = f", {self.period}" if self.period else ""
        return f"SignedGraph({self.order} nodes, {self.size} edges, {hostile} hostile{when})"
