"""Where the nodes of a signed graph stand in a drawing: friends near, foes far, none over another.

The start is spectral (Kunegis et al. 2010, "Spectral analysis of signed graphs", SIAM Data Mining:
eigenvectors of the signed Laplacian put friends together and foes apart), then forces between
nodes spread it (Fruchterman & Reingold 1991, Software: Practice and Experience 21), and nodes that
touch are moved apart. Nothing is drawn at random, so that the same graph is drawn alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from legation.balance import SignedGraph

Reals = npt.NDArray[np.float64]

_STEPS = 260
_APART = 400


def placed(
    graph: SignedGraph, faction: npt.NDArray[Any], width: float, height: float, gap: float
) -> Reals:
    """Place the nodes in a box.

    Parameters
    ----------
    graph
        The graph.
    faction
        Place of each node's faction, int64[nodes]; factions stand side by side from left to
        right, as wide as they have nodes. -1 for nodes without edges.
    width, height
        Of the box, in pixels.
    gap
        Least distance of two nodes, in pixels, where there is room for it.

    Returns
    -------
    float64[nodes, 2]
        From the lower left corner.
    """
    if not graph.order:
        return np.empty((0, 2))
    if graph.order == 1:
        return np.array([[width / 2, height / 2]])
    size = np.array([width, height])
    home = _homes(faction, width)
    place = _spread(graph, _start(graph, home, height), home, size)
    room = 0.8 * np.sqrt(width * height / graph.order)
    return _apart(place, min(gap, room), size)


def _homes(faction: npt.NDArray[Any], width: float) -> Reals:
    """Middle of each node's strip, float64[nodes]."""
    names, counts = np.unique(faction, return_counts=True)
    edges = np.concatenate([[0], np.cumsum(counts)]) / len(faction) * width
    middle = dict(zip(names.tolist(), (edges[:-1] + edges[1:]) / 2, strict=True))
    return np.array([middle[one] for one in faction.tolist()])


def _start(graph: SignedGraph, home: Reals, height: float) -> Reals:
    """Put nodes at home, and up and down by the eigenvectors of the signed Laplacian."""
    signed = graph.dense()
    degree = np.abs(signed).sum(axis=1)
    root = 1 / np.sqrt(np.maximum(degree, 1))
    _, vectors = np.linalg.eigh(np.diag((degree > 0).astype(float)) - root[:, None] * signed * root)
    up = _ranks(_turned(vectors[:, min(1, graph.order - 1)]))
    across = _ranks(_turned(vectors[:, min(2, graph.order - 1)]))
    reach = 0.12 * max(float(np.ptp(home)), height)
    return np.column_stack([home + reach * (across - 0.5), height * (0.1 + 0.8 * up)])


def _turned(vector: Reals) -> Reals:
    """Give an eigenvector the sign that makes its largest entry positive."""
    turn = -1.0 if vector[np.abs(vector).round(9).argmax()] < 0 else 1.0
    turned: Reals = vector * turn
    return turned


def _ranks(values: Reals) -> Reals:
    """Ranks from 0 to 1; equal values by place."""
    order = np.argsort(values.round(9), kind="stable")
    out = np.empty(len(values))
    out[order] = np.linspace(0, 1, len(values)) if len(values) > 1 else 0.5
    return out


def _spread(graph: SignedGraph, place: Reals, home: Reals, size: Reals) -> Reals:
    """Let friends draw each other near and all push each other off, ever more gently."""
    ideal = float(np.sqrt(size.prod() / graph.order))
    # Each node is drawn as much as every other, whether it has two friends or two hundred.
    friends = np.maximum(graph.dense(weighted=True), 0)
    pull = friends / np.maximum(friends.sum(axis=1, keepdims=True), 1e-9)
    pull = (pull + pull.T) / 2
    foes = 1.0 + 0.3 * (graph.dense() < 0)
    step = 0.08 * float(size.max())
    middle = np.column_stack([home, np.full(graph.order, size[1] / 2)])
    for t in range(_STEPS):
        difference = place[:, None] - place[None]
        distance = np.maximum(np.sqrt((difference**2).sum(axis=2)), 1.0)
        push = ideal**2 / distance**2 * foes
        np.fill_diagonal(push, 0)
        force = (difference * (push - 1.2 * pull)[:, :, None]).sum(axis=1)
        force += np.array([0.9, 0.6]) * (middle - place)
        length = np.maximum(np.sqrt((force**2).sum(axis=1, keepdims=True)), 1e-9)
        place = place + force / length * np.minimum(length, step * (1 - t / _STEPS) + 0.2)
    return _fitted(place, size)


def _fitted(place: Reals, size: Reals) -> Reals:
    """Spread over the whole box: half by where nodes were placed, half by their order.

    The order keeps a few nodes that lie far out from pressing the others together.
    """
    low, high = np.quantile(place, [0.02, 0.98], axis=0)
    span = high - low
    share = np.clip((place - low) / np.maximum(span, 1e-6), 0, 1)
    share = np.where(span > 1e-6, share, 0.5)
    order = np.column_stack([_ranks(place[:, 0]), _ranks(place[:, 1])])
    fitted: Reals = (0.5 * share + 0.5 * np.where(span > 1e-6, order, 0.5)) * size
    return fitted


def _apart(place: Reals, gap: float, size: Reals) -> Reals:
    """Move nodes apart that stand nearer than a gap."""
    # A trace of order keeps apart what stands in the same place.
    place = place + np.arange(len(place))[:, None] * np.array([1e-3, 7e-4])
    for _ in range(_APART):
        difference = place[:, None] - place[None]
        distance = np.sqrt((difference**2).sum(axis=2))
        np.fill_diagonal(distance, np.inf)
        short = np.maximum(gap - distance, 0)
        if not short.any():
            break
        way = difference / np.maximum(distance, 1e-9)[:, :, None]
        place = np.clip(place + 0.4 * (way * short[:, :, None]).sum(axis=1), 0, size)
    return np.clip(place, 0, size)
