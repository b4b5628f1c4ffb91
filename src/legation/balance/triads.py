"""Triads: which three states are at peace with one another, and which pull at each other.

A triad is balanced if the product of its signs is positive: +++ and +-- (Heider 1946; Cartwright
& Harary 1956, "Structural balance", Psychological Review 63). Where there may be more than two
camps, three mutual enemies are balanced too (Davis 1967, "Clustering and structural balance in
graphs", Human Relations 20); that is told apart, as weak balance.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from legation.balance.graph import Reals, SignedGraph
from legation.balance.triangles import (
    count_pairs,
    edge_keys,
    find_edges,
    triangle_chunks,
    triangles,
)
from legation.errors import InputError, UnknownNameError

if TYPE_CHECKING:
    import polars as pl  # takes longer to import than most questions take

TYPES = ("+++", "++-", "+--", "---")
BALANCED = (True, False, True, False)

Counts = npt.NDArray[np.int64]

_WORDS = 4_000_000  # words of 64 bits compared together, 32 MB


@dataclass(frozen=True, eq=False)
class TriadCensus:
    """How many triads of each type a graph holds; types are those of `TYPES`, in that order.

    Attributes
    ----------
    graph
        The graph counted.
    counts
        Triads of each type.
    edge_counts
        The same for the triads through each edge, int64[edges, 4].
    method
        How they were found, `dense` or `sparse`.
    """

    graph: SignedGraph = field(repr=False)
    counts: tuple[int, int, int, int]
    edge_counts: Counts = field(repr=False)
    method: str

    @property
    def total(self) -> int:
        """Number of triads in which each two are joined."""
        return sum(self.counts)

    @property
    def balanced(self) -> int:
        """Number of balanced triads, +++ and +--."""
        return self.counts[0] + self.counts[2]

    @property
    def unbalanced(self) -> int:
        """Number of unbalanced triads, ++- and ---."""
        return self.counts[1] + self.counts[3]

    @property
    def weakly_balanced(self) -> int:
        """Number of triads balanced in the weak sense, which are all but ++-."""
        return self.total - self.counts[1]

    @property
    def share(self) -> float | None:
        """Share of balanced triads; None where there is no triad."""
        return self.balanced / self.total if self.total else None

    @property
    def weak_share(self) -> float | None:
        """Share of triads balanced in the weak sense; None where there is no triad."""
        return self.weakly_balanced / self.total if self.total else None

    @cached_property
    def intensity(self) -> tuple[float, float, float, float]:
        """Sum over triads of each type of the geometric mean of the three weights.

        Each weight is divided by the largest of the graph (Onnela, Saramaki, Kertesz & Kaski
        2005, Physical Review E 71, equations 2 and 9). Equal to `counts` where all are equal.
        """
        weight = self.graph.weight
        if not self.total or weight.min() == weight.max():
            return self.counts
        scaled = np.cbrt(weight / weight.max())
        sums = (_dense if self.method == "dense" else _sparse)(self.graph, scaled)
        one, two, three, four = (sums.sum(axis=0) / 3).tolist()
        return one, two, three, four

    @cached_property
    def expected(self) -> tuple[float, float] | None:
        """Mean and standard deviation of the share of balanced triads over uncertain signs.

        As if each edge had its sign with its probability, independently of the others; None where
        all signs are known or there is no triad.
        """
        return _expected(self.graph, self.total, self.method)

    @property
    def expected_share(self) -> float | None:
        """Mean of the share of balanced triads; see `expected`."""
        return None if self.expected is None else self.expected[0]

    @property
    def expected_sd(self) -> float | None:
        """Standard deviation of the share of balanced triads; see `expected`."""
        return None if self.expected is None else self.expected[1]

    @property
    def weighted_share(self) -> float | None:
        """Share of balanced triads, each counted by its intensity; None without triads."""
        whole = sum(self.intensity)
        return (self.intensity[0] + self.intensity[2]) / whole if whole else None

    def node_counts(self) -> Counts:
        """Give triads at each node by type, int64[nodes, 4]."""
        out = np.zeros((self.graph.order, 4), np.int64)
        np.add.at(out, self.graph.u, self.edge_counts)
        np.add.at(out, self.graph.v, self.edge_counts)
        return out // 2  # a triad has two edges at each of its nodes

    def nodes(self) -> pl.DataFrame:
        """Give one row per node: node, the four types, balanced, unbalanced, total, share."""
        import polars as pl

        names = pl.DataFrame({"node": self.graph.nodes}, schema={"node": pl.String})
        return _with_shares(names, self.node_counts())

    def edges(self) -> pl.DataFrame:
        """Give one row per edge: u, v, sign, the four types, balanced to share as for nodes."""
        return _with_shares(self.graph.frame().select("u", "v", "sign"), self.edge_counts)

    def through(self, a: str, b: str | None = None) -> pl.DataFrame:
        """Give the triads through a node, or through a pair that is joined.

        Returns
        -------
        polars.DataFrame
            One row per triad: a, b, c; ab, bc, ac (signs); type; balanced; intensity; and
            p_unbalanced, the probability that it is unbalanced if each edge had its sign with
            its probability independently. Unbalanced ones first, the most intense first.

        Raises
        ------
        UnknownNameError
            If the graph has no such node.
        InputError
            If the two are one, or are not joined.
        """
        graph = self.graph
        places = np.stack(_triads_through(graph, a, b), axis=1)
        return _rows(graph, places[:, :3], places[:, 3:])

    def evidence(self) -> pl.DataFrame:
        """Give all triads, one a row, in the columns of `through`."""
        found = np.sort(triangles(self.graph), axis=1)
        u, v = self.graph.u, self.graph.v
        # Edges are sorted by their ends: of a < b < c they come as ab, ac, bc.
        a, b, c = u[found[:, 0]], v[found[:, 0]], v[found[:, 1]]
        return _rows(self.graph, np.stack([a, b, c], axis=1), found[:, [0, 2, 1]])

    def to_dict(self) -> dict[str, Any]:
        """Give the census as plain values, without nodes and edges."""
        return {
            "balanced": self.balanced,
            "unbalanced": self.unbalanced,
            "weakly_balanced": self.weakly_balanced,
            "total": self.total,
            "share": self.share,
            "weak_share": self.weak_share,
            "weighted_share": self.weighted_share,
            "types": dict(zip(TYPES, self.counts, strict=True)),
            "intensity": dict(zip(TYPES, self.intensity, strict=True)),
            "expected_share": self.expected_share,
            "expected_sd": self.expected_sd,
        }

    def __str__(self) -> str:
        """Say it in one line."""
        if self.share is None:
            return "no three nodes of which each two are joined"
        types = ", ".join(f"{n} {name}" for name, n in zip(TYPES, self.counts, strict=True))
        line = f"{self.balanced} of {self.total} triads balanced ({self.share:.3f}; {types})"
        if self.expected_share is None:
            return line
        return f"{line}; with the doubt about signs {self.expected_share:.3f}"

    def _repr_html_(self) -> str:
        from html import escape

        return f"<p><strong>Triads</strong> {escape(str(self))}</p>"


def triads(graph: SignedGraph, *, method: str = "auto") -> TriadCensus:
    """Count the triads of a graph by type.

    Parameters
    ----------
    graph
        The signed graph.
    method
        `dense`: neighbours in common as rows of bits, best for a few hundred nodes; `sparse`:
        pairs of edges at the end with fewer ties, best for large graphs with few edges; `auto`:
        the cheaper one. Both count the same.

    Returns
    -------
    TriadCensus
        Counts by type, in all and per edge, with shares.

    Raises
    ------
    UnknownNameError
        If there is no such method.
    """
    if method == "auto":
        method = _cheaper(graph)
    if method not in ("dense", "sparse"):
        raise UnknownNameError(f"no method '{method[:40]}'; there are auto, dense, sparse")
    edge_counts = _bits(graph) if method == "dense" else _sparse(graph, None).astype(np.int64)
    one, two, three, four = (edge_counts.sum(axis=0) // 3).tolist()
    return TriadCensus(graph, (one, two, three, four), edge_counts, method)


def _cheaper(graph: SignedGraph) -> str:
    """Choose by measured time: 2e-9 s a word of 64 bits, 1.5e-7 s a pair of edges."""
    words = 2e-9 * (3.0 * graph.size * (graph.order // 64 + 1) + graph.order**2 / 8)
    if graph.order > 20_000 or (words > 5e-4 and words > 1.5e-7 * count_pairs(graph)):
        return "sparse"
    return "dense"


def _bits(graph: SignedGraph) -> Counts:
    """Count the triads through each edge by type, int64[edges, 4], from rows of bits.

    A node's friends are the bits of one row and its foes those of another; the neighbours that
    two nodes have in common are the bits that are set in both.
    """
    friends, foes = (_rows_of_bits(graph, graph.sign == sign) for sign in (1, -1))
    both = friends | foes
    near = np.zeros((graph.size, 3), np.int64)
    step = max(1, _WORDS // len(both))
    for low in range(0, graph.size, step):
        u, v = graph.u[low : low + step], graph.v[low : low + step]
        for column, rows in enumerate((friends, both, foes)):
            common = np.bitwise_count(rows.take(u, axis=1) & rows.take(v, axis=1))
            near[low : low + step, column] = common.sum(axis=0, dtype=np.int64)
    near[:, 1] -= near[:, 0] + near[:, 2]
    out = np.zeros((graph.size, 4), np.int64)
    positive = graph.sign > 0
    out[positive, :3], out[~positive, 1:] = near[positive], near[~positive]
    return out


def _rows_of_bits(graph: SignedGraph, held: npt.NDArray[np.bool_]) -> npt.NDArray[np.uint64]:
    """Give for each node the nodes it has an edge of some kind with, uint64[words, nodes]."""
    flags = np.zeros((graph.order, 64 * (graph.order // 64 + 1)), bool)
    u, v = graph.u[held], graph.v[held]
    flags[u, v] = flags[v, u] = True
    return np.ascontiguousarray(np.packbits(flags, axis=1).view(np.uint64).T)


def _dense(graph: SignedGraph, value: Reals) -> Reals:
    """Sum the products of values over the triads through each edge by type, float64[edges, 4]."""
    u, v, positive = graph.u, graph.v, graph.sign > 0
    friends = np.zeros((graph.order, graph.order))
    foes = np.zeros_like(friends)
    for matrix, of in ((friends, positive), (foes, ~positive)):
        matrix[u[of], v[of]] = matrix[v[of], u[of]] = value[of]
    one = friends @ friends
    other = foes @ foes
    mixed = friends @ foes
    near = np.stack([one[u, v], mixed[u, v] + mixed[v, u], other[u, v]], axis=1) * value[:, None]
    out = np.zeros((graph.size, 4))
    out[positive, :3], out[~positive, 1:] = near[positive], near[~positive]
    return out


def _sparse(graph: SignedGraph, value: Reals | None) -> Reals:
    """Sum the same over triangles found one by one; count them where there are no values."""
    out = np.zeros(graph.size * 4)
    for found in triangle_chunks(graph):
        kind = (graph.sign[found] < 0).sum(axis=1)
        worth = None if value is None else value[found].prod(axis=1)
        for side in range(3):
            out += np.bincount(found[:, side] * 4 + kind, weights=worth, minlength=len(out))
    return out.reshape(-1, 4)


def _expected(graph: SignedGraph, total: int, method: str) -> tuple[float, float] | None:
    """Give mean and standard deviation of the share of balanced triads over uncertain signs.

    With mu the mean of an edge's sign, a triad's product X has mean mu1 mu2 mu3. Two triads share
    at most one edge e, and then cov(X, X') = (1 - mu_e ** 2) times the other four means; others
    are independent.
    """
    if not total or (graph.probability == 1).all():
        return None
    mean = graph.sign * (2 * graph.probability - 1)
    others, squares = _other_two(graph, mean, method), _other_two(graph, mean**2, method)
    balance = float((mean * others).sum()) / 3
    variance = total - float((mean**2 * squares).sum()) / 3
    variance += float(((1 - mean**2) * (others**2 - squares)).sum())
    return (1 + balance / total) / 2, float(np.sqrt(max(variance, 0.0))) / total / 2


def _other_two(graph: SignedGraph, value: Reals, method: str) -> Reals:
    """Sum over the triads through each edge the product of the other two values."""
    if method == "dense":
        matrix = np.zeros((graph.order, graph.order))
        matrix[graph.u, graph.v] = matrix[graph.v, graph.u] = value
        through: Reals = (matrix @ matrix)[graph.u, graph.v]
        return through
    out = np.zeros(graph.size)
    for found in triangle_chunks(graph):
        for side in range(3):
            worth = value[found[:, side - 1]] * value[found[:, side - 2]]
            out += np.bincount(found[:, side], weights=worth, minlength=graph.size)
    return out


def _with_shares(names: pl.DataFrame, counts: Counts) -> pl.DataFrame:
    import polars as pl

    kinds = pl.DataFrame({name: counts[:, i] for i, name in enumerate(TYPES)})
    return (
        names.hstack(kinds)
        .with_columns(
            balanced=pl.col("+++") + pl.col("+--"),
            unbalanced=pl.col("++-") + pl.col("---"),
        )
        .with_columns(total=pl.col("balanced") + pl.col("unbalanced"))
        .with_columns(share=pl.when(pl.col("total") > 0).then(pl.col("balanced") / pl.col("total")))
    )


def _triads_through(graph: SignedGraph, a: str, b: str | None) -> list[Counts]:
    """Give nodes a, b, c and edges ab, bc, ac of the triads through a node or a pair."""
    first = graph.place(a)
    mine = np.flatnonzero((graph.u == first) | (graph.v == first))
    ends = (graph.u[mine].astype(np.int64) + graph.v[mine]) - first
    if b is None:
        one, other = np.triu_indices(len(mine), 1)
    else:
        if graph.place(b) == first:
            raise InputError(f"a triad through a pair takes two nodes; {a} was given twice")
        at = np.flatnonzero(ends == graph.place(b))
        if not len(at):
            raise InputError(f"{a} and {b} are not joined in this graph, so no triad holds both")
        other = np.delete(np.arange(len(mine)), at[0])
        one = np.full(len(other), at[0])
    third = find_edges(graph, edge_keys(graph), ends[one], ends[other])
    held = third >= 0
    one, other, third = one[held], other[held], third[held]
    nodes = [np.full(len(one), first), ends[one], ends[other]]
    return [*nodes, mine[one], third, mine[other]]


def _rows(graph: SignedGraph, nodes: npt.NDArray[Any], edges: Counts) -> pl.DataFrame:
    """Give one row per triad from its nodes a, b, c and its edges ab, bc, ac."""
    import polars as pl

    names = np.array(graph.nodes, dtype=object)
    sign = graph.sign[edges].astype(np.int64)
    kind = (sign < 0).sum(axis=1)
    largest = graph.weight.max() if graph.size else 1.0
    mean = (sign * (2 * graph.probability[edges] - 1)).prod(axis=1)
    text = {name: names[nodes[:, i]].tolist() for i, name in enumerate("abc")}
    frame = pl.DataFrame(
        text
        | {name: sign[:, i] for i, name in enumerate(("ab", "bc", "ac"))}
        | {
            "type": [TYPES[i] for i in kind],
            "balanced": np.array(BALANCED)[kind],
            "intensity": np.cbrt(graph.weight[edges] / largest).prod(axis=1),
            "p_unbalanced": (1 - mean) / 2,
        },
        schema_overrides={"a": pl.String, "b": pl.String, "c": pl.String, "type": pl.String},
    )
    return frame.sort(
        "balanced", "intensity", "a", "b", "c", descending=[False, True, *[False] * 3]
    )
