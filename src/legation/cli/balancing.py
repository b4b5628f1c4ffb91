"""The command `balance`: the signed graph of states, and what it says of balance."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from legation.cli.balance_question import Question
from legation.cli.options import (
    From,
    Json,
    RecordPath,
    To,
    estimating,
    note,
    open_for_reading,
    print_json,
    whole,
)
from legation.errors import InputError

if TYPE_CHECKING:
    from legation.balance import (
        Frustration,
        Mediators,
        SignedGraph,
        SpectralBalance,
        Straddlers,
        Strain,
        TriadCensus,
        WalkBalance,
    )
    from legation.balance.sources.levels import Levels
    from legation.record import Record

#: Seconds for the proof where none are given.
SECONDS = 60.0
TOP = 20


@dataclass(frozen=True)
class Answer:
    """What was found; parts that were not asked for are None."""

    source: str
    graph: SignedGraph
    triads: TriadCensus
    walk: WalkBalance
    spectral: SpectralBalance
    frustration: Frustration
    straddle: Straddlers | None = None
    mediate: Mediators | None = None
    strain: Strain | None = None
    snapshot: str | None = None
    titles: dict[str, str] = field(default_factory=dict)

    def sentences(self) -> tuple[str, ...]:
        """Say it in plain sentences."""
        from legation.balance.sentences import mediating, standing, straddling

        told = list(standing(self.triads, self.frustration))
        if self.straddle is not None:
            told += [straddling(one) for one in self.straddle.found[:3]]
        if self.mediate is not None:
            told += [mediating(self.mediate, one) for one in self.mediate.found[:3]]
        return tuple(told)

    def to_dict(self) -> dict[str, Any]:
        """Give everything as plain values."""
        graph = self.graph
        return {
            "graph": {
                "source": self.source,
                "period": graph.period,
                "nodes": graph.order,
                "edges": graph.size,
                "friendly": int((graph.sign > 0).sum()),
                "hostile": int((graph.sign < 0).sum()),
                "notes": list(graph.notes),
            },
            "frustration": self.frustration.to_dict(),
            "triangles": self.triads.to_dict(),
            "walk": self.walk.value,
            "walk_balance": self.walk.to_dict(),
            "spectral": self.spectral.to_dict(),
            "straddle": None if self.straddle is None else self.straddle.to_dict(),
            "mediate": None if self.mediate is None else self.mediate.to_dict(),
            "strain": None if self.strain is None else self.strain.to_dict(TOP),
            "sentences": list(self.sentences()),
            "snapshot": self.snapshot,
        }


def balance(
    *,
    date: Annotated[
        str | None, Parameter(help="Month or year of the graph; by default the last month.")
    ] = None,
    start: From = None,
    end: To = None,
    states: Annotated[
        str | None, Parameter(help="Only these states or groups, with commas between them.")
    ] = None,
    edges: Annotated[
        Path | None,
        Parameter(help="Take the graph from this CSV file: u, v, sign[, weight][, date]."),
    ] = None,
    alliances: Annotated[
        bool, Parameter(negative="", help="Take the graph from alliances and disputes alone.")
    ] = False,
    weighted: Annotated[
        bool | None,
        Parameter(help="Add weights up, or count edges; by default as the --edges give weights."),
    ] = None,
    factions: Annotated[
        int, Parameter(converter=whole, help="Number of factions allowed. Default: 2.")
    ] = 2,
    straddle: Annotated[
        str | None,
        Parameter(help="A:B lists states between these rivals; A alone, rivals it stands between."),
    ] = None,
    mediate: Annotated[
        str | None, Parameter(help="A:B ranks states by how they are placed to mediate.")
    ] = None,
    strain: Annotated[
        bool, Parameter(negative="", help="Say what each edge costs the balance of the whole.")
    ] = False,
    over_time: Annotated[
        bool, Parameter(negative="", help="Follow balance and camps through time.")
    ] = False,
    every: Annotated[
        int | None,
        Parameter(
            converter=whole,
            help="Over time, months from one graph to the next; 12 takes each June.",
        ),
    ] = None,
    time_limit: Annotated[
        float | None,
        Parameter(help="Seconds for a proof; then bounds are given. Default: 60; over time, 5."),
    ] = None,
    output: Annotated[
        Path | None,
        Parameter(name=["--output", "-o"], help="Draw the graph: .html, .svg or .png."),
    ] = None,
    record: RecordPath = None,
    json: Json = False,
) -> None:
    """Show the balance of the signed graph of states: triangles, factions, frustration.

    Example: legation balance --date 2018-06 --straddle Iran:SAU
    """
    asked = Question(
        date,
        start,
        end,
        states,
        edges,
        alliances,
        weighted,
        factions,
        straddle,
        mediate,
        strain,
        time_limit,
        output,
        over_time,
        every,
    )
    asked.check()
    if asked.edges is not None:
        _show(answer(asked, None), asked, json)
        return
    with open_for_reading(record) as rec:
        if asked.through_time:
            from legation.cli.balance_over_time import follow_balance

            follow_balance(rec, asked, _codes(asked), json)
        else:
            _show(answer(asked, rec), asked, json)


COMMANDS = (balance,)


# -- the graph -----------------------------------------------------------------------------


def answer(asked: Question, record: Record | None) -> Answer:
    """Make the graph and measure it."""
    from legation.balance import frustration, spectral_balance, triads, walk_balance

    levels = None
    if record is None:
        source, graph = "edges", _of_file(asked)
    elif asked.alliances:
        source, graph = "alliances", _of_ties(record, asked)
    else:
        source = "index"
        levels = _levels(record, asked)
        graph = _of_levels(levels, asked)
    if asked.output is not None:
        from legation.brief.web_page import check_size

        check_size(graph)  # before minutes are spent on the proof
    limit = asked.time_limit or SECONDS
    weighted = asked.weighted
    if weighted is None:
        weighted = record is None and bool((graph.weight != 1).any())
    census, walk = triads(graph), walk_balance(graph, weighted=weighted)
    spectral = spectral_balance(graph, weighted=weighted)
    with proving() as progress:
        found = frustration(graph, limit, weighted=weighted, k=asked.factions, progress=progress)
    if found.stopped == "interrupted":
        note("stopped; these are the bounds so far")
    strained = None
    if asked.strain and found.stopped != "interrupted":
        from legation.balance import strain

        strained = strain(graph, limit, weighted=weighted)
    roles = {} if levels is None else _roles(levels, asked)
    return Answer(
        source,
        graph,
        census,
        walk,
        spectral,
        found,
        strain=strained,
        snapshot=None if record is None else record.snapshot(),
        titles={} if source == "edges" else _titles(graph, levels),
        **roles,
    )


def _of_file(asked: Question) -> SignedGraph:
    from legation.balance import read_edges
    from legation.relations.window import window

    when: Any = asked.date
    if asked.start is not None or asked.end is not None:
        when = window(asked.start, asked.end)
    graph = read_edges(Path(str(asked.edges)), when)
    if asked.states is None:
        return graph
    named = dict.fromkeys(name.strip() for name in asked.states.split(",") if name.strip())
    if len(named) < 2:
        raise InputError("a graph takes two nodes at least; write --states A,B,C")
    return graph.among(list(named))


def _of_ties(record: Record, asked: Question) -> SignedGraph:
    from legation.balance import alliance_graph
    from legation.relations.window import window

    if asked.date is None and asked.start is None and asked.end is None:
        raise InputError("--alliances takes a time: add --date YYYY, or --from and --to")
    span = window(asked.date or asked.start, asked.date or asked.end)
    return alliance_graph(record, span, states=_codes(asked)).graph


def _levels(record: Record, asked: Question) -> Levels:
    from legation.balance.month import month_levels

    with estimating("the index") as progress:
        return month_levels(record, asked.date, progress=progress)


def _of_levels(levels: Levels, asked: Question) -> SignedGraph:
    from legation.balance.month import graph_of_levels

    codes = _codes(asked)
    if codes is None:
        return graph_of_levels(levels)
    if missing := sorted(set(codes) - set(levels.nodes)):
        from legation import states

        names = ", ".join(states.resolve(code).name for code in missing)
        raise InputError(f"the index has no rows on {names} in {levels.window}")
    return graph_of_levels(levels, among=codes)


def _codes(asked: Question) -> tuple[str, ...] | None:
    """Codes of the lines of the states asked for."""
    if asked.states is None:
        return None
    from legation import states
    from legation.cli.pairing import read_states

    lines = (str(states.lineage(state)[-1][0]) for state in read_states([asked.states]))
    return tuple(dict.fromkeys(lines))


def _roles(levels: Levels, asked: Question) -> dict[str, Any]:
    """Find straddlers and mediators among all states, whichever the graph is of."""
    if asked.straddle is None and asked.mediate is None:
        return {}
    from legation.balance import mediators, straddled, straddlers
    from legation.balance.month import draws_of
    from legation.cli.pairing import read_two

    draws, found = draws_of(levels), {}
    if asked.straddle is not None and ":" in asked.straddle:
        a, b = read_two(asked.straddle)
        found["straddle"] = straddlers(draws, a, b, most=TOP)
    elif asked.straddle is not None:
        found["straddle"] = straddled(draws, asked.straddle, most=TOP)
    if asked.mediate is not None:
        a, b = read_two(asked.mediate)
        return found | {"mediate": mediators(draws, a, b)}
    return found


def _titles(graph: SignedGraph, levels: Levels | None) -> dict[str, str]:
    """Names of the nodes."""
    from legation import states

    del levels
    return {code: states.resolve(code).name for code in graph.nodes}


# -- shown ---------------------------------------------------------------------------------


def _show(found: Answer, asked: Question, json: bool) -> None:
    if json:
        print_json(found.to_dict())
    else:
        from legation.cli.balance_words import show

        show(found)
    if asked.output is not None:
        _draw(found, asked.output)
        note(f"Wrote {asked.output}")


def _draw(found: Answer, output: Path) -> None:
    """Write the drawn graph."""
    from legation.brief.web_page import web_figure, write_web

    pair: tuple[str, ...] = ()
    for roles in (found.mediate, found.straddle.found[0] if found.straddle else None):
        if roles is not None and {roles.a, roles.b} <= set(found.graph.nodes):
            pair = roles.a, roles.b
    figure = web_figure(found.graph, found.frustration, found.titles, pair)
    factions = tuple(
        tuple(found.titles.get(node, node) for node in names)
        for names in found.frustration.factions
    )
    write_web(output, figure, found.sentences(), factions, found.graph.notes)


@contextlib.contextmanager
def proving() -> Iterator[Callable[[float, float], None] | None]:
    """Show the bounds on standard error while they close in, where that is a terminal."""
    from rich.console import Console
    from rich.status import Status

    screen = Console(stderr=True, highlight=False)
    if not screen.is_terminal:
        yield None
        return
    with Status("Finding the best factions", console=screen) as status:

        def show(lower: float, upper: float) -> None:
            status.update(f"Finding the best factions: between {lower:,.6g} and {upper:,.6g}")

        yield show
