"""The linear programme over negative cycles: least weight that takes an edge of each.

Its rows are those of Aref, Mason & Wilson (2020) for unbalanced triangles, with longer negative
cycles found as they are violated. A value 0 or 1 for each edge that meets all rows is a
division in two; the bound of the real values is as good as that of all odd-cycle rows of the
cut polytope, since weights are not negative (Barahona & Mahjoub 1986).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from legation.balance.frustration.cycles import Cycles, Finder, triangles
from legation.balance.frustration.engine import Clock, Programme, relaxed
from legation.balance.frustration.net import Net, Reals

_VIOLATED = 1e-4


@dataclass(frozen=True, eq=False)
class Relaxation:
    """Where a linear programme stands.

    Attributes
    ----------
    bound
        Lower bound of the cost, from the prices of the rows.
    values
        Value of each edge, float64[edges].
    reduced
        What the bound rises by at least if an edge is frustrated, float64[edges].
    """

    bound: float
    values: Reals
    reduced: Reals


class Rounds:
    """A linear programme to which rows are added round by round.

    Rows are cycles of edges and hold whatever division the net is switched to.
    """

    def __init__(self, net: Net, pool: Cycles, seed: int) -> None:
        self.net = net
        self.weight = np.abs(net.w)
        self._pool = pool
        self._most = 3 * net.size + 500
        if len(pool) <= self._most:
            self.rows = pool
            self._waiting = np.zeros(0, np.int64)
        else:
            mixed = np.random.default_rng(seed).permutation(len(pool))
            self.rows = pool.pick(np.sort(mixed[: net.size]))
            self._waiting = np.sort(mixed[net.size :])
        self._finder: Finder | None = None

    def switch(self, net: Net) -> None:
        """Look for cycles in the net as switched to another division."""
        self.net = net
        self._finder = None

    def solve(self, clock: Clock) -> Relaxation:
        """Solve the programme of the present rows; its prices make the bound.

        For any prices that are not negative, their sum less what they exceed the weights of
        edges by is a lower bound, so that no tolerance of the solver enters it.
        """
        count = self.net.size
        matrix = incidence(self.rows, count)
        ones = np.ones(count)
        values, prices = relaxed(
            Programme(self.weight, matrix, np.ones(len(self.rows)), ones, ones), clock
        )
        reduced = self.weight - matrix.T @ prices
        bound = float(prices.sum() + np.minimum(reduced, 0.0).sum())
        self._drop(values, prices)
        return Relaxation(bound, np.clip(values, 0.0, 1.0), np.maximum(reduced, 0.0))

    def cut(self, values: Reals) -> int:
        """Add cycles that the values violate; give how many were found."""
        found = self._from_pool(values)
        if not len(found):
            self._finder = self._finder or Finder(self.net)
            found = self._finder.find(values, 1.0 - _VIOLATED)
        if len(found):
            self.rows = self.rows.join(found)
        return len(found)

    def _from_pool(self, values: Reals) -> Cycles:
        if not len(self._waiting):
            return Cycles.of([])
        sums = values[self._pool.edges.reshape(-1, 3)[self._waiting]].sum(axis=1)
        small = np.flatnonzero(sums < 1.0 - _VIOLATED)
        if len(small) > self.net.size:
            small = small[np.argsort(sums[small], kind="stable")[: self.net.size]]
        found = self._pool.pick(self._waiting[small])
        self._waiting = np.delete(self._waiting, small)
        return found

    def _drop(self, values: Reals, prices: Reals) -> None:
        """Leave out rows that hold with room to spare, where there are many."""
        if len(self.rows) > 2 * self._most:
            loose = (self.rows.sums(values) > 1.1) & (prices <= 0)
            self.rows = self.rows.pick(np.flatnonzero(~loose))


def begin(net: Net, seed: int) -> tuple[Rounds, Cycles]:
    """Begin with the unbalanced triangles; give them too."""
    pool = triangles(net)
    return Rounds(net, pool, seed), pool


def incidence(cycles: Cycles, size: int):  # type: ignore[no-untyped-def]
    """Give the matrix that has a 1 for each edge of each cycle, csr[cycles, edges]."""
    from scipy.sparse import csr_array

    ones = np.ones(len(cycles.edges))
    return csr_array((ones, cycles.edges, cycles.start), (len(cycles), size))
