"""One period after the other: the measures of balance, each search warm from the last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from legation.balance.carried import Held, bettered, carried, free, lifted
from legation.balance.frustration.solution import Solution, net_of, solve
from legation.balance.graph import Reals, SignedGraph, Signs
from legation.balance.spectral import spectral_balance
from legation.balance.triads import triads
from legation.balance.walks import walk_balance
from legation.errors import InputError, UnknownNameError

MEASURES = ("triads", "walk", "spectral")

# A state is placed firmly if so many of its ties agree with its faction: two for one against.
FIRM = 2 / 3


@dataclass(frozen=True, eq=False)
class Month:
    """One period.

    Attributes
    ----------
    period
        Its label.
    graph
        Its graph.
    balanced, triads, share
        Balanced triads, all triads and the share; None where not asked for, the share also
        where there is no triad.
    walk
        Walk balance.
    conflict
        Smallest eigenvalue of the normalised signed Laplacian of the largest component.
    solution
        Frustration index or bounds, with a division.
    unique
        Whether that division is the only best one; None where not asked for or not known.
    faction
        Number of each node's faction, int64[nodes]: the two sides of each connected component
        are factions of their own, since nothing relates them to those of another; -1 for nodes
        without edges.
    agreement
        Share of each node's ties that agree with its faction, float64[nodes]; NaN without ties.
    expected
        Mean and standard deviation of the share of balanced triads over the doubt about signs,
        as `TriadCensus.expected`; None where there is none, or triads were not asked for.
    """

    period: str
    graph: SignedGraph = field(repr=False)
    balanced: int | None
    triads: int | None
    share: float | None
    walk: float | None
    conflict: float | None
    solution: Solution = field(repr=False)
    unique: bool | None
    faction: npt.NDArray[np.int64] = field(repr=False)
    agreement: Reals = field(repr=False)
    expected: tuple[float, float] | None = None

    @property
    def firm(self) -> npt.NDArray[np.bool_]:
        """Whether each node is placed firmly, bool[nodes].

        It is if two thirds of its ties agree, or if the division is proved to be the only best.
        """
        placed = self.faction >= 0
        if self.solution.optimal and self.unique:
            return placed
        return placed & (np.nan_to_num(self.agreement) >= FIRM)


def follow(
    graphs: Iterable[SignedGraph | tuple[str, SignedGraph]],
    *,
    time_limit: float | None = 10.0,
    weighted: bool = False,
    beta: float = 1.0,
    measures: Iterable[str] = MEASURES,
    unique: bool = False,
    seed: int = 0,
    held: Held | None = None,
) -> Iterator[Month]:
    """Measure one period after the other; each search begins with the division before.

    What the bound of the period before says of this one (`legation.balance.carried`) holds too;
    where the division before meets it, nothing is searched.

    Parameters
    ----------
    graphs
        One per period, in order, each with its label in `period` or before it in a pair.
    time_limit
        Seconds for the frustration index of one period; then its bounds stand.
    weighted
        Let the index, walks and eigenvalues count weights.
    beta
        Inverse temperature of the walk balance.
    measures
        Which of `MEASURES` to give; the frustration index is always given.
    unique
        Also find out whether the division is the only best one, within the same time.
    seed
        Of the parts that draw at random.
    held
        Gives a search whose outcome is known what it came to; see `carried.kept`.

    Raises
    ------
    UnknownNameError
        If there is no such measure.
    InputError
        If a period stands twice.
    """
    wanted = frozenset(measures)
    if wanted - set(MEASURES):
        unknown = min(wanted - set(MEASURES))
        raise UnknownNameError(f"no measure '{unknown[:40]}'; there are {', '.join(MEASURES)}")
    seen: set[str] = set()
    sides: dict[str, int] = {}
    last: Month | None = None
    for i, given in enumerate(graphs):
        label, graph = given if isinstance(given, tuple) else (given.period, given)
        period = label or str(i + 1)
        if period in seen:
            raise InputError(f"period {period} stands twice; give each once, in order")
        seen.add(period)
        if last is not None and _same(last.graph, graph, weighted):
            # All but probabilities are as before, and nothing here depends on them.
            last = replace(last, period=period, graph=graph)
            yield last
            continue
        start = begin_from(graph, sides) if sides else None
        floor = 0.0
        if last is not None:
            floor = carried(last.graph, last.solution.lower, graph, weighted)

        def search(graph: SignedGraph = graph, start: Signs | None = start) -> Solution:
            return solve(graph, time_limit=time_limit, start=start, weighted=weighted, seed=seed)

        solution = free(graph, start, floor, weighted)
        if solution is None:
            found = search() if held is None else held(graph, start, search)
            solution = lifted(found, floor)
        if solution.stopped == "interrupted":
            raise KeyboardInterrupt
        sides |= dict(zip(graph.nodes, solution.side.tolist(), strict=True))
        only = _unique(graph, solution, time_limit, weighted, seed) if unique else None
        last = _month(period, graph, solution, only, wanted, weighted, beta)
        yield last


def levelled(months: Sequence[Month], weighted: bool = False) -> tuple[Month, ...]:
    """Better the bounds that are not proved by what later periods say of earlier ones.

    Their lower bounds and divisions hold backward in time as those of earlier ones hold forward.
    """
    found = list(months)
    for i in range(len(found) - 2, -1, -1):
        month, after = found[i], found[i + 1]
        if month.solution.optimal:
            continue
        floor = carried(after.graph, after.solution.lower, month.graph, weighted)
        sides = dict(zip(after.graph.nodes, after.solution.side.tolist(), strict=True))
        side = begin_from(month.graph, sides)
        solution = lifted(bettered(month.graph, month.solution, side, weighted), floor)
        if solution is not month.solution:
            faction, agreement = _factions(month.graph, solution, weighted)
            found[i] = replace(month, solution=solution, faction=faction, agreement=agreement)
    return tuple(found)


def _same(a: SignedGraph, b: SignedGraph, weighted: bool) -> bool:
    ties = np.array_equal(a.u, b.u) and np.array_equal(a.v, b.v) and a.nodes == b.nodes
    signs = ties and np.array_equal(a.sign, b.sign)
    return signs and (not weighted or np.array_equal(a.weight, b.weight))


def begin_from(graph: SignedGraph, sides: dict[str, int]) -> Signs:
    """Give the division before; a new node goes where most of its ties to the others agree."""
    side = np.array([sides.get(node, 0) for node in graph.nodes], np.int8)
    new = side == 0
    pull = np.zeros(graph.order)
    np.add.at(pull, graph.u, graph.sign * side[graph.v])
    np.add.at(pull, graph.v, graph.sign * side[graph.u])
    side[new] = np.where(pull[new] >= 0, 1, -1)
    return side


def _unique(
    graph: SignedGraph, solution: Solution, limit: float | None, weighted: bool, seed: int
) -> bool | None:
    if not solution.optimal:
        return None
    from legation.balance.frustration.engine import Clock
    from legation.balance.frustration.unique import only

    left = None if limit is None else max(limit - solution.seconds, 0.01)
    return only(net_of(graph, weighted)[0], solution.side, Clock(left), seed)


def _month(
    period: str,
    graph: SignedGraph,
    solution: Solution,
    only: bool | None,
    wanted: frozenset[str],
    weighted: bool,
    beta: float,
) -> Month:
    census = triads(graph) if "triads" in wanted else None
    walk = walk_balance(graph, beta, weighted=weighted).value if "walk" in wanted else None
    conflict = None
    if "spectral" in wanted:
        conflict = spectral_balance(graph, weighted=weighted).normalised
    faction, agreement = _factions(graph, solution, weighted)
    return Month(
        period,
        graph,
        None if census is None else census.balanced,
        None if census is None else census.total,
        None if census is None else census.share,
        walk,
        conflict,
        solution,
        only,
        faction,
        agreement,
        None if census is None else census.expected,
    )


def _factions(
    graph: SignedGraph, solution: Solution, weighted: bool
) -> tuple[npt.NDArray[np.int64], Reals]:
    """Number the sides of each component, and give the share of ties that agree with them."""
    from scipy.sparse.csgraph import connected_components

    weight = graph.weight if weighted else np.ones(graph.size)
    ends = np.concatenate([graph.u, graph.v])
    ties = np.bincount(ends, np.tile(weight, 2), graph.order)
    fine = np.bincount(ends, np.tile(weight * ~solution.frustrated, 2), graph.order)
    _, label = connected_components(graph.adjacency(), directed=False)
    faction = np.where(ties > 0, 2 * label.astype(np.int64) + (solution.side < 0), -1)
    with np.errstate(invalid="ignore"):
        return faction, fine / ties
