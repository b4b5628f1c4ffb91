"""Balance where relations have a direction: semicycles of two and of three states.

A semicycle is a cycle whose arcs may be walked against their direction, and it is balanced if the
product of its signs is positive (Cartwright & Harary 1956). Of three states, an arc is chosen for
each pair; the choice is transitive (a to b, b to c, a to c) or cyclic (a to b to c to a). Aref,
Dinh, Rezapour & Diesner (2020, "Multilevel structural evaluation of signed directed social networks
based on balance theory", Scientific Reports 10) count the transitive ones, in triads that obey
transitivity.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import permutations
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from legation.balance.graph import Ints, Reals, SignedGraph, Signs
from legation.balance.triangles import triangle_chunks

if TYPE_CHECKING:
    import polars as pl  # takes longer to import than most questions take

# Types of triads in which a to b and b to c always come with a to c (Holland & Leinhardt 1971).
TRANSITIVE_TYPES = ("030T", "120D", "120U", "300")

# Each way to order three nodes is one transitive semicycle; there are two ways round.
_ORDERS = tuple(permutations(range(3)))
_ROUNDS = ((0, 1, 2), (2, 1, 0))


class Arcs(Protocol):
    """What is needed of a directed graph: arcs from `u` to `v`, each ordered pair at most once."""

    @property
    def nodes(self) -> tuple[str, ...]:
        """Names of the nodes."""

    @property
    def u(self) -> Ints:
        """Place of the node each arc leaves, int32[arcs]."""

    @property
    def v(self) -> Ints:
        """Place of the node each arc enters, int32[arcs]."""

    @property
    def sign(self) -> Signs:
        """Sign of each arc, +1 or -1, int8[arcs]."""

    @property
    def weight(self) -> Reals:
        """Weight of each arc, positive, float64[arcs]."""


@dataclass(frozen=True)
class Share:
    """How many of how many are balanced.

    Attributes
    ----------
    balanced, total
        Counts.
    intensity
        Geometric mean of weights over the largest weight, summed over balanced and over all ones
        (Onnela et al. 2005); equal to the counts where all weights are equal.
    """

    balanced: int
    total: int
    intensity: tuple[float, float]

    @property
    def share(self) -> float | None:
        """Share of balanced ones; None where there is none."""
        return self.balanced / self.total if self.total else None

    @property
    def weighted_share(self) -> float | None:
        """The same with each counted by its intensity."""
        return self.intensity[0] / self.intensity[1] if self.total else None

    def to_dict(self) -> dict[str, Any]:
        """Give counts and shares as plain values."""
        return {
            "balanced": self.balanced,
            "total": self.total,
            "share": self.share,
            "weighted_share": self.weighted_share,
        }


@dataclass(frozen=True, eq=False)
class SemicycleCensus:
    """Semicycles of a directed graph.

    Attributes
    ----------
    mutual
        Of two nodes: pairs with arcs both ways, balanced if their signs agree.
    transitive, cyclic
        Of three nodes, by the way the arcs run.
    triads
        By type of `TRANSITIVE_TYPES`: triads all of whose transitive semicycles are balanced, of
        how many (Aref et al. 2020).
    rows
        Triads in which each two are joined, one a row; see `evidence`.
    """

    mutual: Share
    transitive: Share
    cyclic: Share
    triads: dict[str, tuple[int, int]]
    rows: dict[str, npt.NDArray[Any]] = field(repr=False)

    @property
    def of_three(self) -> Share:
        """All semicycles of three nodes."""
        one, two = self.transitive, self.cyclic
        weights = (
            one.intensity[0] + two.intensity[0],
            one.intensity[1] + two.intensity[1],
        )
        return Share(one.balanced + two.balanced, one.total + two.total, weights)

    @property
    def triad_share(self) -> float | None:
        """Share of triads of transitive type that are balanced; None where there is none."""
        total = sum(all_ for _, all_ in self.triads.values())
        return sum(fine for fine, _ in self.triads.values()) / total if total else None

    def evidence(self) -> pl.DataFrame:
        """Give one row per triad: a, b, c, arcs, transitive and cyclic semicycles, balanced."""
        import polars as pl

        schema = {"a": pl.String, "b": pl.String, "c": pl.String}
        return pl.DataFrame({k: v.tolist() for k, v in self.rows.items()}, schema_overrides=schema)

    def to_dict(self) -> dict[str, Any]:
        """Give the census as plain values, without its rows."""
        return {
            "mutual": self.mutual.to_dict(),
            "transitive": self.transitive.to_dict(),
            "cyclic": self.cyclic.to_dict(),
            "of_three": self.of_three.to_dict(),
            "triads": {k: {"balanced": f, "total": t} for k, (f, t) in self.triads.items()},
            "triad_share": self.triad_share,
        }

    def __str__(self) -> str:
        """Say it in one line."""
        three, two = self.of_three, self.mutual
        if not three.total and not two.total:
            return "no semicycles of two or three nodes"
        return (
            f"{three.balanced} of {three.total} semicycles of three balanced, "
            f"{two.balanced} of {two.total} mutual pairs agree"
        )


def semicycles(graph: Arcs) -> SemicycleCensus:
    """Count the semicycles of two and of three nodes of a directed graph, exactly.

    Parameters
    ----------
    graph
        A `SignedDigraph`: arcs from `u` to `v`, each ordered pair at most once.

    Returns
    -------
    SemicycleCensus
        Counts and intensities, and the triads they are in.
    """
    pairs, there, back = _pairs(graph)
    largest = float(graph.weight.max()) if len(graph.weight) else 1.0
    both = (there != 0) & (back != 0)
    agree = both & (there * back > 0)
    strength = np.sqrt(np.abs(there * back)) / largest
    mutual = Share(
        int(agree.sum()), int(both.sum()), (float(strength[agree].sum()), float(strength.sum()))
    )
    found = np.concatenate([np.empty((0, 3), np.int64), *triangle_chunks(pairs)])
    found = np.sort(found, axis=1)  # of a < b < c edges come as ab, ac, bc
    arcs = np.zeros((3, 3, len(found)))
    for edge, (i, j) in enumerate(((0, 1), (0, 2), (1, 2))):
        arcs[i, j], arcs[j, i] = there[found[:, edge]], back[found[:, edge]]
    arcs = np.sign(arcs) * np.cbrt(np.abs(arcs) / largest)
    transitive = np.stack([arcs[x, y] * arcs[y, z] * arcs[x, z] for x, y, z in _ORDERS])
    cyclic = np.stack([arcs[x, y] * arcs[y, z] * arcs[z, x] for x, y, z in _ROUNDS])
    kind = _types(arcs != 0)
    fine = (transitive >= 0).all(axis=0)
    names = np.array(graph.nodes, dtype=object)
    ends = (pairs.u[found[:, 0]], pairs.v[found[:, 0]], pairs.v[found[:, 2]])
    rows: dict[str, npt.NDArray[Any]] = {n: names[e] for n, e in zip("abc", ends, strict=True)}
    rows |= {
        "arcs": (arcs != 0).sum(axis=(0, 1)),
        "transitive": (transitive != 0).sum(axis=0),
        "transitive_balanced": (transitive > 0).sum(axis=0),
        "cyclic": (cyclic != 0).sum(axis=0),
        "cyclic_balanced": (cyclic > 0).sum(axis=0),
    }
    triads = {
        name: (int((fine & (kind == i)).sum()), int((kind == i).sum()))
        for i, name in enumerate(TRANSITIVE_TYPES)
    }
    return SemicycleCensus(mutual, _share(transitive), _share(cyclic), triads, rows)


def _pairs(graph: Arcs) -> tuple[SignedGraph, Reals, Reals]:
    """Give the pairs that are joined, and the signed weights from first to second and back."""
    low, high = np.minimum(graph.u, graph.v), np.maximum(graph.u, graph.v)
    order = len(graph.nodes)
    keys, where = np.unique(low.astype(np.int64) * order + high, return_inverse=True)
    value = graph.sign * graph.weight
    onward = graph.u < graph.v
    there, back = np.zeros(len(keys)), np.zeros(len(keys))
    there[where[onward]] = value[onward]
    back[where[~onward]] = value[~onward]
    u, v = (keys // max(order, 1)).astype(np.int32), (keys % max(order, 1)).astype(np.int32)
    ones = np.ones(len(keys))
    return SignedGraph(graph.nodes, u, v, ones.astype(np.int8), ones, ones), there, back


def _share(products: Reals) -> Share:
    right = products > 0
    weights = (float(products[right].sum()), float(np.abs(products).sum()))
    return Share(int(right.sum()), int((products != 0).sum()), weights)


def _types(there: npt.NDArray[np.bool_]) -> Ints:
    """Tell for each triad its place in `TRANSITIVE_TYPES`, or -1, from its arcs [3, 3, triads].

    A triad of which each two are joined is transitive just if no path of two arcs lacks the arc
    from its first to its last node.
    """
    broken = np.zeros(there.shape[2], bool)
    for x, y, z in _ORDERS:
        broken |= there[x, y] & there[y, z] & ~there[x, z]
    leaving = there.sum(axis=1)
    arcs = there.sum(axis=(0, 1))
    # Of four arcs with one mutual pair, 120D has a node that both others get an arc from.
    down = (arcs == 4) & ((leaving == 2).sum(axis=0) == 1)
    kind = np.select([arcs == 3, down, arcs == 4, arcs == 6], [0, 1, 2, 3], -1)
    return np.where(broken, -1, kind).astype(np.int32)
