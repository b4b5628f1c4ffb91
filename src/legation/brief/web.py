"""Where a pair stands in the web of states: values for faces, from the graph of one month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from legation import states
from legation.brief.clean import clean
from legation.errors import LegationError
from legation.record import Record
from legation.states import State

if TYPE_CHECKING:
    from legation.balance.division import Division
    from legation.balance.pulls import Pull, Pulls
    from legation.balance.sources.draws import Draws
    from legation.balance.straddle import Straddle
    from legation.balance.ties import Estimate

#: Third states shown that pull one way, and rivals between which a state stands.
SHOWN, BETWEEN = 6, 4
NONE = "There is no signed graph of states, since it is made of the monthly index."


@dataclass(frozen=True)
class Side:
    """The faction in which one of the two stands.

    Attributes
    ----------
    state
        The state.
    faction
        1 the larger, 2 the smaller; None where no tie of it is sure enough.
    size
        States in that faction.
    certainty
        Share of drawn graphs in which it stands there.
    """

    state: State
    faction: int | None
    size: int
    certainty: float | None


@dataclass(frozen=True)
class Neighbour:
    """A third state and its ties with the two, with what it pulls at.

    Attributes
    ----------
    state
        The third state.
    pull
        Geometric mean of both ties, in Goldstein units; above 0 it pulls the two together.
    together
        Probability that it does.
    unbalanced
        Probability that the triad of the three is unbalanced.
    faction
        1 or 2; None without a sure tie.
    """

    state: State
    pull: Estimate
    together: float
    with_a: Estimate
    with_b: Estimate
    unbalanced: float
    faction: int | None


@dataclass(frozen=True)
class Between:
    """A state between two rivals."""

    state: State
    a: State
    b: State
    straddle: Straddle


@dataclass(frozen=True)
class WebOfPair:
    """Where a pair stands in the web of states, in a month.

    Attributes
    ----------
    month
        The month.
    nodes, edges, hostile
        Size of the graph.
    lower, upper, optimal
        Its frustration index, or certified bounds.
    sizes
        States in both factions.
    sides
        Where the two stand.
    together
        Share of drawn graphs in which they stand in one faction.
    between
        Level of the pair's own tie, against neutral.
    friendly
        Probability that it is friendly.
    pulled
        Share of third states that pull the two together.
    balance
        Share of the triads through the pair that are balanced.
    neighbours
        Third states, the strongest pull first.
    straddles
        The two between the rivals of the other, or third states between the two.
    sign
        Sign of the pair's edge; None where none is sure enough.
    against
        Whether this edge is against the factions.
    flipped
        Bounds of the frustration index if the sign of this edge were other.
    """

    month: str
    a: State
    b: State
    nodes: int
    edges: int
    hostile: int
    lower: int
    upper: int
    optimal: bool
    sizes: tuple[int, int]
    sides: tuple[Side, Side]
    together: float | None
    between: Estimate
    friendly: float
    pulled: Estimate
    balance: Estimate
    neighbours: tuple[Neighbour, ...] = field(repr=False)
    straddles: tuple[Between, ...] = field(repr=False)
    sign: int | None = None
    against: bool = False
    flipped: tuple[int, int] | None = None

    def strongest(self, together: bool, most: int = SHOWN) -> tuple[Neighbour, ...]:
        """Give the third states that pull most strongly together, or apart."""
        return tuple(n for n in self.neighbours if (n.pull.mean > 0) == together)[:most]


def of_record(
    record: Record,
    a: State,
    b: State,
    month: str | None,
    as_of: dt.date | None,
    progress: Callable[..., None] | None,
) -> tuple[WebOfPair | None, str]:
    """Give where a pair stands in the web of a month, or the reason why there is none.

    Parameters
    ----------
    month
        Last month of the pair's index; None where it has none.
    as_of
        Last day that may enter the index.
    """
    if month is None:
        return None, NONE
    from legation.balance import month as months

    try:
        levels = months.month_levels(record, month, as_of=as_of, progress=progress)
        return web(months.draws_of(levels), a, b, record), ""
    except LegationError as error:
        return None, f"There is no signed graph of states to show: {clean(error)}."


def web(draws: Draws, a: State, b: State, record: Record | None = None) -> WebOfPair:
    """Take from draws of a month what a page shows of a pair.

    Raises
    ------
    InputError, UnknownNameError
        If there are no rows on the pair in this month.
    """
    from legation.balance.division import division
    from legation.balance.pulls import pulls

    pulled = pulls(draws, str(a), str(b))
    divided = division(draws, record=record)
    graph = divided.graph
    first, second = pulled.a, pulled.b
    held = {first, second} <= set(graph.nodes)
    edge = graph.edge(first, second) if held else None
    sign = None if edge is None else int(graph.sign[edge])
    same = divided.side_of(first) == divided.side_of(second)
    sizes = divided.sizes
    return WebOfPair(
        month=pulled.period,
        a=a,
        b=b,
        nodes=graph.order,
        edges=graph.size,
        hostile=int((graph.sign < 0).sum()),
        lower=divided.lower,
        upper=divided.upper,
        optimal=divided.optimal,
        sizes=sizes,
        sides=(_side(divided, a, first), _side(divided, b, second)),
        together=divided.together(first, second),
        between=pulled.between,
        friendly=pulled.friendly,
        pulled=pulled.together,
        balance=pulled.balance,
        neighbours=tuple(_neighbour(divided, one) for one in pulled.found),
        straddles=_straddles(draws, pulled, a, b),
        sign=sign,
        against=sign is not None and same != (sign > 0),
        flipped=divided.flipped(first, second, record),
    )


def _faction(divided: Division, code: str) -> int | None:
    side = divided.side_of(code)
    return None if side is None else 1 if side > 0 else 2


def _side(divided: Division, state: State, code: str) -> Side:
    faction = _faction(divided, code)
    size = 0 if faction is None else divided.sizes[faction - 1]
    return Side(state, faction, size, divided.certainty(code))


def _neighbour(divided: Division, one: Pull) -> Neighbour:
    return Neighbour(
        states.resolve(one.state),
        one.score,
        one.together,
        one.with_a,
        one.with_b,
        one.unbalanced,
        _faction(divided, one.state),
    )


def _straddles(draws: Draws, pulled: Pulls, a: State, b: State) -> tuple[Between, ...]:
    """Give each of the two between the rivals of the other, or, of rivals, who is between them."""
    from legation.balance.straddle import straddled, straddlers

    named = {pulled.a: a, pulled.b: b}
    found: Sequence[Straddle]
    if pulled.friendly < 0.5:
        found = straddlers(draws, pulled.a, pulled.b, most=2 * BETWEEN).found
    else:
        ways = ((pulled.a, pulled.b), (pulled.b, pulled.a))
        found = [
            one
            for state, rival in ways
            for one in straddled(draws, state, rival=rival, most=BETWEEN).found
        ]
    return tuple(
        Between(_state(one.state, named), _state(one.a, named), _state(one.b, named), one)
        for one in found
        if one.chance >= 0.5
    )


def _state(code: str, named: dict[str, State]) -> State:
    """Give a state, one of the two under the name that the page gives it."""
    return named.get(code) or states.resolve(code)
