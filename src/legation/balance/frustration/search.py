"""The search: take apart, bound, round, and let the integer solver finish what is left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np

from legation.balance.frustration.blocks import sides, split
from legation.balance.frustration.cycles import Cycles, packing
from legation.balance.frustration.dolls import MOST as SMALL
from legation.balance.frustration.dolls import dolls
from legation.balance.frustration.engine import Clock, TimeUpError
from legation.balance.frustration.kernel import contract, reduce
from legation.balance.frustration.linear import Relaxation, Rounds, begin
from legation.balance.frustration.milp import finish
from legation.balance.frustration.net import Net, Sides, proved, raised, step, tolerance
from legation.balance.frustration.spectral import MOST, spectral
from legation.balance.frustration.tabu import along_tree, descend, improve

# Told of a lower bound, and of a division where it is better than the last.
Told = Callable[[float, "Sides | None"], None]

_ROUNDS = 60
# Rounds of some tenths of a second for small nets, before and after the linear programme.
_SOON, _LATE, _EVER = 1, 40, 2**62


@dataclass
class Hunt:
    """What all parts of a search share."""

    clock: Clock
    seed: int = 0


@cache
def make_ready() -> None:
    """Load and compile what the search will use."""
    import scipy.optimize
    import scipy.sparse.csgraph  # noqa: F401

    three = Net(3, np.array([0, 0, 1]), np.array([1, 2, 2]), np.array([1.0, 1.0, -1.0]))
    descend(three, np.ones(3, np.int8))
    dolls(three, 2.0, 1, Clock())


def divide(net: Net, start: Sides | None, target: float, hunt: Hunt, told: Told) -> None:
    """Search a net part by part, and tell of the sum.

    Parameters
    ----------
    net
        Any net.
    start
        A division to begin with, int8[nodes], or None.
    target
        Divisions that cost more are of no interest: the search ends when the lower bound
        lies above.
    hunt
        Clock and seed.
    told
        Told of bounds and divisions of the whole net.
    """
    kernel = reduce(net)
    parts = split(kernel.net)
    parts.sort(key=lambda part: part[2].size)
    lowers, uppers = [0.0] * len(parts), [0.0] * len(parts)
    frustrated = np.zeros(kernel.net.size, bool)
    blocks = []
    for i, (edges, nodes, part) in enumerate(parts):
        given = None if start is None else start[kernel.names[nodes]]
        block = _Block(part, given, hunt)
        blocks.append(block)
        lowers[i], uppers[i] = block.lower, block.upper
        frustrated[edges] = part.frustrated(block.side)

    def tell(better: bool) -> None:
        told(
            kernel.offset + sum(lowers),
            kernel.expand(sides(kernel.net, frustrated)) if better else None,
        )

    tell(True)
    for i, (edges, _, part) in enumerate(parts):

        def heard(lower: float, side: Sides | None, i: int = i) -> None:
            edges, _, part = parts[i]
            lowers[i] = max(lowers[i], lower)
            if side is not None:
                uppers[i] = part.cost(side)
                frustrated[edges] = part.frustrated(side)
            tell(side is not None)

        mine = target - kernel.offset - (sum(lowers) - lowers[i])
        blocks[i].run(mine, hunt, heard)
        if kernel.offset + sum(lowers) > target + tolerance(target):
            return


class _Block:
    """A biconnected net without nodes that can be taken out."""

    def __init__(self, net: Net, start: Sides | None, hunt: Hunt) -> None:
        self.net = net
        self.spacing = step(net)
        self.side = descend(net, np.ones(net.order, np.int8) if start is None else start)
        self.upper = net.cost(self.side)
        self.lower = 0.0
        self.rounds: Rounds
        self._told: Told = lambda _lower, _side: None
        self._consider(along_tree(net, 1.0 / np.abs(net.w)))
        self.rounds, pool = begin(net, hunt.seed)
        self._raise(_packed(net, pool))

    def run(self, target: float, hunt: Hunt, told: Told) -> None:
        """Search until the bounds meet or the lower one is above the target."""
        self._told, self._target = told, target
        if self._done():
            return
        self._consider(improve(self.net, self.side, moves=self._moves(1), seed=hunt.seed))
        if self._done():
            return
        if self.net.order <= SMALL and self._enumerated(_SOON, hunt):
            return
        third = float(np.abs(self.net.w).sum()) / 3
        if self.net.order <= MOST and self.upper > 0.5 * third:
            bound, drawn = spectral(self.net, hunt.clock, hunt.seed)
            self._raise(bound)
            for side in drawn:
                self._consider(descend(self.net, side))
            if self._done():
                return
        relaxation = None
        # A third on each edge meets all rows, so that the programme cannot say more.
        if self.lower < third * 0.98:
            relaxation = self._relax(hunt)
        if self._done():
            return
        self._try_hard(hunt)
        if self._done():
            return
        # Where cycles say nothing, the integer programme would not either.
        patience = _LATE if relaxation is not None else _EVER
        if self.net.order <= SMALL and self._enumerated(patience, hunt):
            return
        hunt.clock.check()
        if relaxation is None:
            self._finish(hunt)
        else:
            self._narrow(relaxation, hunt)

    @property
    def goal(self) -> float:
        """What a division must cost to be of interest."""
        gap = self.spacing if self.spacing else tolerance(self.upper)
        return min(self.upper - gap, self._target)

    def _done(self) -> bool:
        return proved(self.lower, self.upper) or self.lower > self.goal + tolerance(self.upper)

    def _raise(self, bound: float) -> None:
        better = raised(bound, self.upper, self.spacing)
        if better > self.lower:
            self.lower = better
            self._told(self.lower, None)

    def _consider(self, side: Sides) -> None:
        cost = self.net.cost(side)
        if cost < self.upper - 1e-9 * max(1.0, self.upper):
            self.side, self.upper = side, cost
            if self.lower > cost:
                self.lower = cost
            self._told(self.lower, side)

    def _moves(self, times: int) -> int:
        return int(min(times * (1000 + 5 * self.net.order), 1e8 / self.net.order))

    def _enumerated(self, patience: int, hunt: Hunt) -> bool:
        """Search all divisions of a small net, if that ends soon; tell whether it did."""
        bound, side, ended = dolls(self.net, self.upper, patience, hunt.clock)
        if side is not None:
            self._consider(side)
        self._raise(self.upper if ended else bound)
        return self._done()

    def _relax(self, hunt: Hunt) -> Relaxation:
        """Solve the linear programme round by round, rounding its values on the way."""
        rounds = self.rounds
        rounds.switch(self.net.switched(self.side))
        bounds: list[float] = []
        while True:
            found = rounds.solve(hunt.clock)
            self._raise(found.bound)
            before = self.upper
            self._consider(descend(self.net, along_tree(self.net, found.values)))
            if self.upper < before:
                rounds.switch(self.net.switched(self.side))
            bounds.append(found.bound)
            hunt.clock.check()
            slow = len(bounds) > 8 and bounds[-1] - bounds[-7] < 0.02 * (self.upper - bounds[-1])
            if self._done() or slow or len(bounds) >= _ROUNDS or not rounds.cut(found.values):
                return found

    def _try_hard(self, hunt: Hunt) -> None:
        """Search longer for a better division, since all that follows rests on it."""
        for i in range(8):
            hunt.clock.check()
            chance = np.random.default_rng((hunt.seed, i))
            start = self.side.copy()
            start[chance.random(len(start)) < 0.1 * (i % 4)] *= -1
            self._consider(improve(self.net, start, moves=self._moves(4), seed=hunt.seed + i))
            if self._done():
                return

    def _narrow(self, found: Relaxation, hunt: Hunt) -> None:
        """Join what every better division joins, and search what is left.

        An edge whose frustration would lift the bound above the goal is satisfied in every
        division of interest (reduced cost fixing).
        """
        flat = self.net.switched(self.side)
        tied = found.reduced > self.goal - found.bound + tolerance(self.upper)
        forest = Net(flat.order, flat.u[tied], flat.v[tied], flat.w[tied])
        turn = sides(forest, np.zeros(forest.size, bool))
        if forest.frustrated(turn).any():
            self._raise(self.upper)
            return
        base = self.side * turn
        kernel = contract(self.net.switched(base), tied)
        if kernel.net.order > 0.95 * self.net.order:
            self._finish(hunt)
            return

        def heard(lower: float, side: Sides | None) -> None:
            self._raise(min(kernel.offset + lower, self.upper))
            if side is not None:
                self._consider(kernel.expand(side) * base)

        divide(kernel.net, None, self.goal - kernel.offset, hunt, heard)

    def _finish(self, hunt: Hunt) -> None:
        """Let the integer solver do the rest."""
        flat = self.net.switched(self.side)
        bound, side = finish(flat, self.rounds.rows, self.goal, hunt.clock, self._raise)
        if side is not None:
            self._consider(side * self.side)
        self._raise(bound)
        if not self._done():
            raise TimeUpError


def _packed(net: Net, pool: Cycles) -> float:
    return packing(np.abs(net.w), pool)
