"""Signed nets as bare arrays: what every step of the search works on."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, gcd

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
Sides = npt.NDArray[np.int8]
Flags = npt.NDArray[np.bool_]

# Weights that are whole after multiplication by this are counted exactly.
_FINEST = 2**20


@dataclass(frozen=True, eq=False)
class Net:
    """Edges with signed weights, each pair of nodes at most once.

    Attributes
    ----------
    order
        Number of nodes.
    u, v
        Ends of each edge, int64[edges].
    w
        Sign times weight, float64[edges], never 0.
    """

    order: int
    u: Places
    v: Places
    w: Reals

    @property
    def size(self) -> int:
        """Number of edges."""
        return len(self.u)

    def frustrated(self, side: Sides) -> Flags:
        """Tell which edges are against a division in two, bool[edges]."""
        return (side[self.u] * side[self.v] * self.w) < 0

    def cost(self, side: Sides) -> float:
        """Give the weight of the edges against a division in two."""
        return float(np.abs(self.w[self.frustrated(side)]).sum())

    def switched(self, side: Sides) -> Net:
        """Give the net in which a division is all on one side: its frustrated edges are < 0."""
        return Net(self.order, self.u, self.v, self.w * side[self.u] * side[self.v])

    def degree(self) -> Places:
        """Give the number of edges of each node."""
        return np.bincount(self.u, minlength=self.order) + np.bincount(self.v, minlength=self.order)

    def gains(self, side: Sides) -> Reals:
        """Give what moving each node alone to the other side would save, float64[nodes]."""
        pull = -self.w * side[self.u] * side[self.v]
        return strengths(self.order, self.u, self.v, pull)


def strengths(order: int, u: Places, v: Places, value: Reals) -> Reals:
    """Add up a value of edges at both their ends, float64[order]."""
    ends = np.concatenate([u, v])
    return np.bincount(ends, np.concatenate([value, value]), order).astype(np.float64)


def step(net: Net) -> float:
    """Give the spacing of the values that a net's cost can take, 0 where none is known.

    Moving the nodes S to the other side changes the cost by the signed sum of the cut around
    S, which is a sum of node strengths less twice the inner edges. So every number that
    divides all strengths and all doubled weights divides every difference of costs: 2 where
    each node has an even number of edges of weight 1. A lower bound that lies less than a step
    below the best known cost proves it.
    """
    if not net.size:
        return 0.0
    scaled = np.abs(net.w) * _FINEST
    if scaled.max() > 2.0**51 or (scaled != np.rint(scaled)).any():
        return 0.0
    whole = scaled.astype(np.int64)
    strength = np.zeros(net.order, np.int64)
    np.add.at(strength, net.u, whole)
    np.add.at(strength, net.v, whole)
    return gcd(int(np.gcd.reduce(strength)), 2 * int(np.gcd.reduce(whole))) / _FINEST


def raised(bound: float, upper: float, spacing: float) -> float:
    """Raise a lower bound to the next value that the cost can take, and never above `upper`.

    Steps count downward from `upper`, which some division attains. A bound of a solver is
    trusted to a millionth of the cost and no more.
    """
    slack = tolerance(upper)
    if bound >= upper - slack:
        return upper
    if spacing <= 2 * slack or bound <= 0:
        return max(bound, 0.0)
    return max(upper - spacing * floor((upper - bound + slack) / spacing), 0.0)


def tolerance(upper: float) -> float:
    """Give how far apart two bounds may lie and still count as met: 1e-6 of the cost."""
    return 1e-6 * max(1.0, upper)


def proved(lower: float, upper: float) -> bool:
    """Tell whether two bounds meet."""
    return upper - lower <= tolerance(upper)
