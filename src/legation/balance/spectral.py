"""Spectral balance: the smallest eigenvalue of the signed Laplacian.

Kunegis, Schmidt, Lommatzsch, Lerner, De Luca & Albayrak (2010, "Spectral analysis of signed graphs
for clustering, prediction and visualization", SIAM Data Mining) define the signed Laplacian as
D - A with D the sums of absolute weights. It has no negative eigenvalue, and 0 is one of them if
and only if a component is balanced; the smallest is called algebraic conflict.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from legation.balance.graph import Ints, Reals, SignedGraph
from legation.balance.triangles import Longs, edge_keys, find_edges
from legation.balance.walks import components

if TYPE_CHECKING:
    import polars as pl  # takes longer to import than most questions take
    from scipy.sparse import csr_array

_DENSE = 1500  # nodes up to which all eigenvalues are computed


@dataclass(frozen=True)
class ComponentConflict:
    """One connected component.

    Attributes
    ----------
    nodes
        Its nodes, sorted.
    edges
        Number of its edges.
    balanced
        Whether it can be parted in two without a frustrated edge; decided by walking over its
        edges, not by rounding.
    conflict
        Smallest eigenvalue of its signed Laplacian, exactly 0 if balanced.
    normalised
        The same of I - D^(-1/2) A D^(-1/2), between 0 and 2 whatever the number of ties.
    frustration_at_least
        conflict times nodes over 4: no partition frustrates less (or less weight), since a
        vector of signs x has x'Lx = 4 times what it frustrates (Rayleigh).
    """

    nodes: tuple[str, ...]
    edges: int
    balanced: bool
    conflict: float
    normalised: float
    frustration_at_least: float


@dataclass(frozen=True)
class SpectralBalance:
    """Algebraic conflict of a graph, by component, the largest first; lone nodes left out."""

    weighted: bool
    components: tuple[ComponentConflict, ...] = field(repr=False)

    @property
    def conflict(self) -> float | None:
        """Of the component with most nodes; None where there is no edge.

        The smallest over all would be 0 as soon as two states apart from the rest agree.
        """
        return self.components[0].conflict if self.components else None

    @property
    def normalised(self) -> float | None:
        """The same of the normalised Laplacian."""
        return self.components[0].normalised if self.components else None

    @property
    def balanced(self) -> bool:
        """Whether every component is balanced."""
        return all(part.balanced for part in self.components)

    @property
    def frustration_at_least(self) -> float:
        """Lower bound of the frustration index, summed over components."""
        return sum(part.frustration_at_least for part in self.components)

    def frame(self) -> pl.DataFrame:
        """Give one row per component: nodes, edges, balanced, conflict, normalised."""
        import polars as pl

        return pl.DataFrame(
            {
                "nodes": [len(part.nodes) for part in self.components],
                "edges": [part.edges for part in self.components],
                "balanced": [part.balanced for part in self.components],
                "conflict": [part.conflict for part in self.components],
                "normalised": [part.normalised for part in self.components],
            }
        )

    def to_dict(self) -> dict[str, Any]:
        """Give the measure as plain values."""
        return {
            "conflict": self.conflict,
            "normalised": self.normalised,
            "balanced": self.balanced,
            "weighted": self.weighted,
            "frustration_at_least": self.frustration_at_least,
            "components": self.frame().to_dicts(),
        }

    def __str__(self) -> str:
        """Say it in one line."""
        if self.conflict is None:
            return "no edges, so no conflict"
        count = len(self.components)
        where = "" if count == 1 else f" in the largest of {count} components"
        return f"algebraic conflict {self.conflict:.4f} ({self.normalised:.4f} normalised){where}"


def spectral_balance(graph: SignedGraph, *, weighted: bool = False) -> SpectralBalance:
    """Smallest eigenvalues of the signed Laplacian, plain and normalised, by component.

    Parameters
    ----------
    graph
        The signed graph.
    weighted
        Let an edge count by its weight.

    Returns
    -------
    SpectralBalance
        Components with at least one edge, that with most nodes first (then most edges).
    """
    signed = graph.adjacency(weighted)
    balanced = two_sides(graph)[1]
    found = []
    for members in components(graph):
        if len(members) < 2:
            continue
        part = signed[members][:, members]
        fine = bool(balanced[members[0]])
        conflict, normalised = (0.0, 0.0) if fine else _smallest(part)
        names = tuple(graph.nodes[i] for i in members)
        least = conflict * len(members) / 4
        found.append(ComponentConflict(names, part.nnz // 2, fine, conflict, normalised, least))
    found.sort(key=lambda p: (-len(p.nodes), -p.edges, p.nodes))
    return SpectralBalance(weighted, tuple(found))


def two_sides(graph: SignedGraph) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.bool_]]:
    """Part every component along a tree so that no edge of the tree is frustrated.

    Returns
    -------
    side, balanced
        +1 or -1 by node, int8[nodes]; and whether the node's component is balanced, bool[nodes],
        which it is if no edge at all is frustrated by these sides (Harary & Kabell 1980).
    """
    from scipy.sparse.csgraph import breadth_first_order, connected_components

    adjacency = graph.adjacency()
    side = np.ones(graph.order, np.int8)
    count, label = connected_components(adjacency, directed=False)
    _, firsts = np.unique(label, return_index=True)
    for first in firsts:
        order, before = breadth_first_order(adjacency, first, directed=False)
        signs = _signs_to(graph, order[1:].astype(np.int64), before)
        for node, sign in zip(order[1:], signs, strict=True):
            side[node] = side[before[node]] * sign
    wrong = graph.sign * side[graph.u] * side[graph.v] < 0
    bad = np.bincount(label[graph.u[wrong]], minlength=max(count, 1)) > 0
    return side, ~bad[label] if graph.order else np.zeros(0, bool)


def _signs_to(graph: SignedGraph, nodes: Longs, before: Ints) -> npt.NDArray[np.int8]:
    return graph.sign[find_edges(graph, edge_keys(graph), nodes, before[nodes].astype(np.int64))]


def _smallest(signed: csr_array) -> tuple[float, float]:
    """Give the smallest eigenvalues of both Laplacians of one unbalanced component."""
    from scipy.sparse import diags_array

    degree = np.asarray(abs(signed).sum(axis=0)).ravel()
    root = diags_array(1 / np.sqrt(degree))
    plain = diags_array(degree) - signed
    normal = root @ plain @ root
    if signed.shape[0] <= _DENSE:
        from scipy.linalg import eigh

        first = [
            eigh(m.toarray(), eigvals_only=True, subset_by_index=(0, 0)) for m in (plain, normal)
        ]
        return max(float(first[0][0]), 0.0), max(float(first[1][0]), 0.0)
    return _by_inverse(plain), _by_inverse(normal)


def _by_inverse(matrix: csr_array) -> float:
    """Give the smallest eigenvalue of a large positive definite matrix."""
    from scipy.sparse.linalg import eigsh

    start: Reals = np.ones(matrix.shape[0])
    near = -1e-6 * float(matrix.diagonal().max())
    found = eigsh(matrix.tocsc(), k=1, sigma=near, which="LM", v0=start, return_eigenvectors=False)
    return max(float(found[0]), 0.0)
