"""How well factions set friends together and foes apart, against chance."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from legation.balance.graph import SignedGraph


def signed_modularity(
    graph: SignedGraph, faction: npt.NDArray[np.int64], *, weighted: bool = False
) -> float | None:
    """Give the modularity of a division of a signed graph.

    The share of ties that are friendly inside factions, less that of hostile ones inside, each
    against what it would be if the ties of its sign were dealt out by chance with every node's
    number of ties kept: Gómez, Jensen & Arenas (2009), equation 14 (*Physical Review E* 80). 0 is
    chance; hostility pressed between two sides counts as friendship within one does.

    Parameters
    ----------
    graph
        The graph.
    faction
        Number of each node's faction, int64[nodes]; nodes with -1 are each alone.
    weighted
        Add up weights rather than count edges.

    Returns
    -------
    float or None
        None for a graph without edges.
    """
    if not graph.size:
        return None
    alone = np.where(faction >= 0, faction, faction.max(initial=0) + 1 + np.arange(graph.order))
    inside = alone[graph.u] == alone[graph.v]
    weight = graph.weight if weighted else np.ones(graph.size)
    value = 0.0
    for sign in (1, -1):
        own = np.where(graph.sign == sign, weight, 0.0)
        total = float(own.sum())
        if not total:
            continue
        strength = np.bincount(graph.u, own, graph.order) + np.bincount(graph.v, own, graph.order)
        expected = float((np.bincount(alone, strength) ** 2).sum()) / (4 * total)
        value += sign * (float(own[inside].sum()) - expected)
    return value / float(weight.sum())
