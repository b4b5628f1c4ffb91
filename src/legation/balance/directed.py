"""Signed graphs with directions, and the rules by which they become undirected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from legation.balance.graph import Ints, Reals, SignedGraph, Signs
from legation.errors import InputError, UnknownNameError

if TYPE_CHECKING:
    import polars as pl
    from scipy.sparse import csr_array

RULES = ("agree", "both", "mean", "worst")


@dataclass(frozen=True, eq=False)
class SignedDigraph:
    """A directed signed graph without loops, each direction of a pair at most once.

    Attributes
    ----------
    nodes
        Names of the nodes, sorted.
    u, v
        Places of the actor and of the target of each edge, int32[edges], sorted by (u, v).
    sign, weight, probability
        As in `legation.balance.graph.SignedGraph`.
    period
        What the edges are of, or None.
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
    ) -> SignedDigraph:
        """Make a digraph of arrays that hold each direction once, in any order.

        Raises
        ------
        InputError
            If an edge is a loop or stands twice in one direction, a sign is not +1 or -1, or a
            weight is not positive and finite.
        """
        actor, target = np.asarray(u, np.int64), np.asarray(v, np.int64)
        # Each direction is an edge of its own between an actor's and a target's copy of a node,
        # so that the checks of the undirected graph hold for it.
        size = len(nodes)
        width = len(str(max(size, 1)))
        order = sorted(range(size), key=lambda i: nodes[i])
        place = np.empty(size, np.int64)
        place[order] = np.arange(size)
        if (actor == target).any():
            raise InputError("an edge joins a node to itself; leave it out")
        copies = [f"{side}{i:0{width}d}" for side in "at" for i in range(size)]
        checked = SignedGraph.of(
            copies, place[actor], place[target] + size, sign, weight, probability
        )
        return cls(
            tuple(nodes[i] for i in order),
            checked.u,
            (checked.v - size).astype(np.int32),
            checked.sign,
            checked.weight,
            checked.probability,
            period,
            notes,
        )

    @property
    def order(self) -> int:
        """Number of nodes."""
        return len(self.nodes)

    @property
    def size(self) -> int:
        """Number of directed edges."""
        return len(self.u)

    def place(self, node: str) -> int:
        """Give the place of a node.

        Raises
        ------
        UnknownNameError
            If the graph has no such node.
        """
        if node not in self.nodes:
            raise UnknownNameError(f"'{node}' is not a node of this graph of {self.order} nodes")
        return self.nodes.index(node)

    def edge(self, actor: str, target: str) -> int | None:
        """Give the place of the edge from one node to another, or None."""
        found = np.flatnonzero((self.u == self.place(actor)) & (self.v == self.place(target)))
        return int(found[0]) if len(found) else None

    def adjacency(self, weighted: bool = False) -> csr_array:
        """Give the matrix of signs, or of sign times weight; rows act on columns."""
        from scipy.sparse import coo_array

        value = self.sign * self.weight if weighted else self.sign.astype(np.float64)
        return coo_array((value, (self.u, self.v)), (self.order, self.order)).tocsr()

    def with_signs(self, sign: npt.ArrayLike) -> SignedDigraph:
        """Give the digraph with other signs, int8[edges]."""
        return replace(self, sign=np.asarray(sign, np.int8))

    def frame(self) -> pl.DataFrame:
        """Give one row per directed edge: u (actor), v (target), sign, weight, probability."""
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

    def symmetrise(self, rule: str = "agree") -> SignedGraph:
        """Make one undirected edge of the one or two directions of each pair.

        Parameters
        ----------
        rule
            How; what is dropped is counted in the notes.

            `agree`: the sign on which both directions agree, or that of the only one there is.
            Pairs whose directions disagree have no edge. Keeps most of what is known; leaves out
            just the pairs in which one likes and is not liked.

            `both`: as `agree`, but a pair known in one direction alone has no edge either. The
            strictest: every edge is mutual, and the graph is the sparsest.

            `mean`: the sign of the sum of sign times weight over the directions there are; the
            weight is the size of their mean. Pairs whose directions cancel have no edge. A strong
            direction outvotes a weak one, so that weights decide signs.

            `worst`: hostile where either direction is. Keeps every pair; leans to hostility.

            Under `agree`, `both` and `worst` the weight is the mean of the directions that bear
            the sign. The probability is, for `agree` and `both`, that every direction there is
            has the sign; for `worst`, that some direction is hostile, or that none is; each as if
            directions were independent. For `mean` it is that of the likeliest direction that
            bears the sign.

        Raises
        ------
        UnknownNameError
            If there is no such rule.
        """
        if rule not in RULES:
            raise UnknownNameError(f"no rule '{rule}'; there are {', '.join(RULES)}")
        pairs, pair = np.unique(self._unordered(), return_inverse=True)
        count = np.bincount(pair).astype(np.float64)
        total: Reals = np.bincount(pair, self.sign * self.weight).astype(np.float64)
        sign = self._ruled(rule, pair, count, total)
        held = sign != 0
        bears = (self.sign == sign[pair]).astype(np.float64)
        if rule == "mean":
            weight = np.abs(total) / count
        else:
            weight = np.bincount(pair, self.weight * bears) / np.maximum(
                np.bincount(pair, bears), 1
            )
        wide = max(self.order, 1)
        return SignedGraph(
            self.nodes,
            (pairs[held] // wide).astype(np.int32),
            (pairs[held] % wide).astype(np.int32),
            sign[held],
            weight[held],
            self._probability(rule, pair, sign)[held],
            self.period,
            (*self.notes, *_dropped(rule, count[~held], len(pairs))),
        )

    def _unordered(self) -> npt.NDArray[np.int64]:
        """Number each edge by its pair, whichever way it points; in the order of pairs."""
        low, high = np.minimum(self.u, self.v), np.maximum(self.u, self.v)
        return low.astype(np.int64) * max(self.order, 1) + high

    def _ruled(self, rule: str, pair: npt.NDArray[np.int64], count: Reals, total: Reals) -> Signs:
        """Give the sign of each pair by a rule, 0 for none."""
        balance = np.bincount(pair, self.sign)
        if rule == "worst":
            found = np.where(balance < count, -1, 1)
        elif rule == "mean":
            tie = _TIE * self.weight.max(initial=0)
            found = np.where(np.abs(total) > tie, np.sign(total), 0)
        else:
            kept = (np.abs(balance) == count) & ((count == 2) | (rule == "agree"))
            found = np.where(kept, np.sign(balance), 0)
        return found.astype(np.int8)

    def _probability(self, rule: str, pair: npt.NDArray[np.int64], sign: Signs) -> Reals:
        """Give the probability of the sign of each pair, as `symmetrise` says."""
        found = np.zeros(len(sign))
        if rule == "mean":
            bears = self.sign == sign[pair]
            np.maximum.at(found, pair[bears], self.probability[bears])
            return found
        wanted = np.ones(len(self.sign)) if rule == "worst" else sign[pair]
        own = np.where(self.sign == wanted, self.probability, 1 - self.probability)
        found += 1
        np.multiply.at(found, pair, own)
        return np.where(sign < 0, 1 - found, found) if rule == "worst" else found

    def __repr__(self) -> str:
        """Say how large it is."""
        hostile = int((self.sign < 0).sum())
        when = f", {self.period}" if self.period else ""
        return f"SignedDigraph({self.order} nodes, {self.size} edges, {hostile} hostile{when})"


_TIE = 1e-12  # of the largest weight: directions that cancel up to rounding


def _dropped(rule: str, count: Reals, pairs: int) -> tuple[str, ...]:
    one, two = int((count == 1).sum()), int((count == 2).sum())
    said = []
    if two:
        words = "cancel" if rule == "mean" else "disagree"
        said.append(f"{two:,} of {pairs:,} pairs have no edge: their directions {words}.")
    if one:
        said.append(f"{one:,} of {pairs:,} pairs have no edge: one direction alone is known.")
    return tuple(said)
