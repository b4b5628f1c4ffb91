"""A drawn graph as a file of its own: a page with the data beside it, or a picture."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from legation.brief import chart_web
from legation.brief.figures import Figure
from legation.brief.output import write_drawing
from legation.errors import InputError

if TYPE_CHECKING:
    from legation.balance import Frustration, SignedGraph


#: Nodes beyond which a drawing shows nothing and takes minutes.
LARGEST = 600


def web_figure(
    graph: SignedGraph,
    found: Frustration,
    names: Mapping[str, str] | None = None,
    pair: tuple[str, ...] = (),
) -> Figure:
    """Make the figure of a divided graph.

    Parameters
    ----------
    graph
        The graph.
    found
        Its factions.
    names
        Names of nodes, where they have others than their own.
    pair
        Nodes whose edges to each other are drawn in any case.

    Raises
    ------
    InputError
        If the graph has more than `LARGEST` nodes.
    """
    check_size(graph)
    one = chart_web.Web(graph, found, names or {}, pair)
    when = f", {graph.period}" if graph.period else ""
    sizes = " and ".join(f"{len(names_):,}" for names_ in found.factions if names_)
    return Figure(
        "web",
        f"{graph.order:,} nodes in factions of {sizes}{when}" if sizes else "No edges",
        "Marks: factions, by colour and shape. Solid edges are friendly, dashed ones hostile; dark "
        "edges are against the factions. Where a mark stands has no meaning of its own: friends "
        f"are drawn near each other. {chart_web.left_out(one)}",
        f"A drawing of {graph.order:,} nodes and {graph.size:,} edges, "
        f"{int(found.frustrated.sum()):,} of them against the factions.",
        chart_web.COLUMNS,
        one.rows(),
        lambda narrow: chart_web.web(one, narrow),
    )


def check_size(graph: SignedGraph) -> None:
    """Refuse a graph that is too large to be drawn.

    Raises
    ------
    InputError
        If it has more than `LARGEST` nodes.
    """
    if graph.order > LARGEST:
        raise InputError(
            f"a drawing holds up to {LARGEST:,} nodes and this graph has {graph.order:,}; choose "
            "some of them"
        )


def write_web(
    path: str | os.PathLike[str],
    figure: Figure,
    sentences: tuple[str, ...],
    factions: tuple[tuple[str, ...], ...],
    notes: tuple[str, ...] = (),
) -> Path:
    """Write a drawn graph as .html, .svg or .png.

    Raises
    ------
    InputError
        If the suffix is none of these, or the file cannot be written.
    """
    from legation.brief.html import web_html

    return write_drawing(path, figure, lambda: web_html(figure, sentences, factions, notes))
