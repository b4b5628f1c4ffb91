"""Balance: the signed graph of states, and what the theory of structural balance says of it.

Enters: an index, an edge list, or alliances and disputes of an open `Record`. Leaves: frozen
results with bounds, intervals and the edges they rest on. Nothing here writes to the record.

`graph_at` makes the graph of a month, `graph_from` that of an edge list, `alliance_graph` that of
treaties and disputes. `triads`, `walk_balance` and `spectral_balance` say how balanced it is;
`frustration` divides it into factions with proof; `strain` says what each edge costs; `course`
follows all this through time. `draw_graphs` draws from the posterior of the index, on which
`straddle`, `mediators` and `pulls` rest. `dissonance` lays the attitudes of an audience over it.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

# Functions that bear the name of their module are bound here, after it: the name means them.
from legation.balance.dissonance import Dissonance, dissonance
from legation.balance.frustration import Frustration, frustration
from legation.balance.graph import SignedGraph
from legation.balance.mediation import Mediator, Mediators, mediators
from legation.balance.nulls import SignNull, sign_null
from legation.balance.pulls import Pull, Pulls, pulls
from legation.balance.semicycles import SemicycleCensus, semicycles
from legation.balance.spectral import SpectralBalance, spectral_balance
from legation.balance.straddle import Straddle, Straddlers, straddle, straddled, straddlers
from legation.balance.triads import TriadCensus, triads
from legation.balance.walks import WalkBalance, cycle_balance, walk_balance

if TYPE_CHECKING:
    from legation.balance.convert import (
        from_igraph,
        from_networkx,
        to_igraph,
        to_networkx,
    )
    from legation.balance.course import Course, course
    from legation.balance.directed import SignedDigraph
    from legation.balance.edges import graph_from, read_edges
    from legation.balance.sources.alliances import alliance_graph
    from legation.balance.sources.draws import Draws, draw_graphs
    from legation.balance.sources.index_graph import Panel, graph_at, panel
    from legation.balance.strain import Strain, strain

#: What takes compilers and the engine of the record with it is imported when it is asked for.
_LATER = {
    "Course": "course",
    "Draws": "sources.draws",
    "Panel": "sources.index_graph",
    "SignedDigraph": "directed",
    "Strain": "strain",
    "alliance_graph": "sources.alliances",
    "course": "course",
    "draw_graphs": "sources.draws",
    "from_igraph": "convert",
    "from_networkx": "convert",
    "graph_at": "sources.index_graph",
    "graph_from": "edges",
    "panel": "sources.index_graph",
    "read_edges": "edges",
    "strain": "strain",
    "to_igraph": "convert",
    "to_networkx": "convert",
}

__all__ = [
    "Course",
    "Dissonance",
    "Draws",
    "Frustration",
    "Mediator",
    "Mediators",
    "Panel",
    "Pull",
    "Pulls",
    "SemicycleCensus",
    "SignNull",
    "SignedDigraph",
    "SignedGraph",
    "SpectralBalance",
    "Straddle",
    "Straddlers",
    "Strain",
    "TriadCensus",
    "WalkBalance",
    "alliance_graph",
    "course",
    "cycle_balance",
    "dissonance",
    "draw_graphs",
    "from_igraph",
    "from_networkx",
    "frustration",
    "graph_at",
    "graph_from",
    "mediators",
    "panel",
    "pulls",
    "read_edges",
    "semicycles",
    "sign_null",
    "spectral_balance",
    "straddle",
    "straddled",
    "straddlers",
    "strain",
    "to_igraph",
    "to_networkx",
    "triads",
    "walk_balance",
]


class _Room(ModuleType):
    """A room in which a function that bears the name of its module is what the name means.

    Importing a module binds its name in the package, also over a function imported before.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if not (isinstance(value, ModuleType) and _LATER.get(name) == name):
            super().__setattr__(name, value)


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module 'legation.balance' has no attribute '{name}'")
    return getattr(importlib.import_module(f"legation.balance.{_LATER[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_LATER])


sys.modules[__name__].__class__ = _Room
