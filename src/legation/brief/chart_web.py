"""The drawn graph: states as marks by faction, edges by sign, those against the factions marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from legation.brief.chart_base import FULL, PHONE, Spec, finished, role
from legation.brief.web_labels import labels
from legation.brief.web_layout import placed

if TYPE_CHECKING:
    from legation.balance import Frustration, SignedGraph

#: Edges up to which all are drawn; of more, those are that `chosen` takes.
ALL, MOST = 260, 260
#: Nodes up to which names stand beside them; of more, codes stand in them.
NAMED = 24
COLOURS = ("a", "b", "t1", "t2", "t3", "t4")
SHAPES = ("circle", "square", "diamond", "triangle-up", "triangle-down", "cross")
NODE_COLUMNS = ("node", "name", "faction", "edges", "frustrated")
COLUMNS = (
    "u",
    "v",
    "sign",
    "weight",
    "probability",
    "faction_u",
    "faction_v",
    "frustrated",
    "drawn",
)


@dataclass(frozen=True, eq=False)
class Web:
    """A divided graph that is to be drawn.

    Attributes
    ----------
    graph, found
        The graph and its factions.
    names
        Names of nodes; nodes without one go by their own.
    pair
        Nodes whose edges are all drawn.
    """

    graph: SignedGraph
    found: Frustration
    names: Mapping[str, str]
    pair: tuple[str, ...] = ()

    @property
    def drawn(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Which edges are drawn, bool[edges]."""
        return chosen(self.graph, self.found.frustrated, self.pair)

    def rows(self) -> tuple[tuple[Any, ...], ...]:
        """Give the data: one row per edge, drawn or not."""
        graph, faction = self.graph, self.found.faction
        return tuple(
            (
                graph.nodes[u],
                graph.nodes[v],
                int(sign),
                round(float(weight), 4),
                round(float(sure), 4),
                int(faction[u]) + 1,
                int(faction[v]) + 1,
                bool(against),
                bool(here),
            )
            for u, v, sign, weight, sure, against, here in zip(
                graph.u,
                graph.v,
                graph.sign,
                graph.weight,
                graph.probability,
                self.found.frustrated,
                self.drawn,
                strict=True,
            )
        )


def chosen(
    graph: SignedGraph, frustrated: np.ndarray[Any, Any], pair: Sequence[str] = ()
) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Choose the edges to draw where there are too many for the eye.

    First those between the nodes of `pair`, then of each node its heaviest friendly and its
    heaviest hostile edge, then the heaviest edges that are against the factions.

    Returns
    -------
    bool[edges]
    """
    if graph.size <= ALL:
        return np.ones(graph.size, bool)
    held = np.zeros(graph.size, bool)
    ends = [graph.place(node) for node in pair]
    held |= np.isin(graph.u, ends) & np.isin(graph.v, ends)
    heaviest = np.lexsort((np.arange(graph.size), -graph.weight))
    for sign in (1, -1):
        seen = np.zeros(graph.order, bool)
        for edge in heaviest[graph.sign[heaviest] == sign]:
            u, v = graph.u[edge], graph.v[edge]
            if not (seen[u] and seen[v]):
                held[edge] = True
                seen[u] = seen[v] = True
    against = heaviest[frustrated[heaviest] & ~held[heaviest]]
    held[against[: max(MOST - int(held.sum()), 40)]] = True
    return held


def left_out(one: Web) -> str:
    """Say what of the graph is not drawn."""
    drawn = one.drawn
    if drawn.all():
        return "All edges are drawn."
    missing = ~drawn
    friendly = int((one.graph.sign[missing] > 0).sum())
    return (
        f"Drawn are {int(drawn.sum()):,} of {one.graph.size:,} edges: of each node its heaviest "
        "friendly and its heaviest hostile one, and the heaviest that are against the factions. "
        f"Not drawn: {friendly:,} friendly and {int(missing.sum()) - friendly:,} hostile edges."
    )


def web(one: Web, narrow: bool) -> Spec:
    """Draw the graph with its key."""
    graph = one.graph
    few = graph.order <= NAMED
    width = float(PHONE if narrow else FULL) - 8
    height = width * (1.5 if narrow else 0.6) if not few else width * (1.1 if narrow else 0.55)
    radius = _radius(graph.order, narrow, few)
    margin = np.array([max(3 * radius, 46 if few else 0), max(2 * radius, 16)])
    inside = np.array([width, height]) - 2 * margin
    place = placed(graph, one.found.faction, inside[0], inside[1], 2.35 * radius) + margin
    foot = _foot(one, narrow)
    place[:, 1] += foot
    layers = [
        _edges(one, place, narrow),
        _nodes(one, place, radius),
        *labels(one, place, radius, few, narrow),
        *_key(one, width, narrow),
    ]
    return finished(
        {
            "width": width,
            "height": height + foot,
            "layer": [
                _laid(layer, width, height + foot) for layer in layers if layer["data"]["values"]
            ],
        }
    )


def _radius(order: int, narrow: bool, few: bool) -> float:
    if few:
        return 6.0 if narrow else 8.0
    room = (PHONE * PHONE * 1.5 if narrow else FULL * FULL * 0.6) / max(order, 1)
    return float(np.clip(0.31 * np.sqrt(room), 6.5, 16.0))


def _laid(layer: Spec, width: float, height: float) -> Spec:
    """Lay a layer out in pixels."""
    for name, end in (("x", width), ("y", height)):
        if name in layer["encoding"]:
            layer["encoding"][name] |= {
                "type": "quantitative",
                "scale": {"domain": [0, end], "nice": False, "zero": False},
                "axis": None,
            }
    return layer


def _edges(one: Web, place: Any, narrow: bool) -> Spec:
    graph, held = one.graph, one.drawn
    # Those against the factions come last, over the others.
    order = np.lexsort((np.arange(graph.size), one.found.frustrated))
    values = [
        {
            "x": round(float(place[graph.u[e], 0]), 1),
            "y": round(float(place[graph.u[e], 1]), 1),
            "x2": round(float(place[graph.v[e], 0]), 1),
            "y2": round(float(place[graph.v[e], 1]), 1),
            "sign": "friendly" if graph.sign[e] > 0 else "hostile",
            "fit": "against" if one.found.frustrated[e] else "with",
            "colour": _colour_of("against" if one.found.frustrated[e] else "with"),
        }
        for e in order
        if held[e]
    ]
    return {
        "data": {"values": values},
        "mark": {"type": "rule", "strokeCap": "butt"},
        "encoding": {
            "x": {"field": "x"},
            "y": {"field": "y"},
            "x2": {"field": "x2"},
            "y2": {"field": "y2"},
            **_edge_scales(narrow),
        },
    }


def _edge_scales(narrow: bool) -> Spec:
    """How sign and fit look: dash by sign, darkness and width by fit."""
    thick = 0.8 if narrow else 1.0
    return {
        "strokeDash": {
            "field": "sign",
            "type": "nominal",
            "scale": {"domain": ["friendly", "hostile"], "range": [[1, 0], [4, 3]]},
            "legend": None,
        },
        "color": {"field": "colour", "type": "nominal", "scale": None},
        "strokeWidth": {
            "field": "fit",
            "type": "nominal",
            "scale": {"domain": ["with", "against"], "range": [0.8 * thick, 1.7 * thick]},
            "legend": None,
        },
        "opacity": {
            "field": "fit",
            "type": "nominal",
            "scale": {"domain": ["with", "against"], "range": [0.65, 0.85]},
            "legend": None,
        },
    }


def _look(faction: int) -> dict[str, str]:
    """Colour and shape of a faction; those beyond the sixth, and none, look alike."""
    if 0 <= faction < len(COLOURS):
        return {"colour": role(COLOURS[faction]), "shape": SHAPES[faction]}
    return {"colour": role("faint"), "shape": "circle"}


def _colour_of(fit: str) -> str:
    return role("ink" if fit == "against" else "faint")


def _mark_scales() -> Spec:
    # Colours stand in the data: layers of one drawing share their scales.
    return {
        "color": {"field": "colour", "type": "nominal", "scale": None},
        "shape": {"field": "shape", "type": "nominal", "scale": None},
    }


def _nodes(one: Web, place: Any, radius: float) -> Spec:
    values = [
        {
            "x": round(float(x), 1),
            "y": round(float(y), 1),
            **_look(int(faction)),
            "size": round(float(np.pi * radius**2), 1),
            "edge": 2.6 if node in one.pair else 1.0,
        }
        for node, faction, (x, y) in zip(one.graph.nodes, one.found.faction, place, strict=True)
    ]
    return {
        "data": {"values": values},
        "mark": {"type": "point", "filled": True, "opacity": 1, "stroke": role("paper")},
        "encoding": {
            "x": {"field": "x"},
            "y": {"field": "y"},
            "size": {"field": "size", "type": "quantitative", "scale": None},
            "strokeWidth": {"field": "edge", "type": "quantitative", "scale": None},
            **_mark_scales(),
        },
    }


def _entries(one: Web) -> list[tuple[str, str, str]]:
    """What the key says: how it is drawn, which kind, and in words."""
    sizes = [len(names) for names in one.found.factions if names]
    shown = [
        ("node", str(i), f"faction {i + 1}: {size:,}")
        for i, size in enumerate(sizes[: len(COLOURS)])
    ]
    if len(sizes) > len(COLOURS) or one.found.isolated:
        shown.append(("node", "-1", "other"))
    return [
        *shown,
        ("edge", "friendly with", "friendly"),
        ("edge", "hostile with", "hostile"),
        ("edge", "friendly against", "friendly, across factions"),
        ("edge", "hostile against", "hostile, within a faction"),
    ]


def _foot(one: Web, narrow: bool) -> float:
    return 18.0 * len(_lines(one, float(PHONE if narrow else FULL) - 8)) + 12


def _lines(one: Web, width: float) -> list[list[tuple[str, str, str, float]]]:
    """Break the key into lines; each entry with its place from the left."""
    lines: list[list[tuple[str, str, str, float]]] = [[]]
    at = 0.0
    for how, kind, text in _entries(one):
        wide = 34 + 6.4 * len(text) + 22
        if at + wide > width + 22 and lines[-1]:
            lines.append([])
            at = 0.0
        lines[-1].append((how, kind, text, at))
        at += wide
    return lines


def _key(one: Web, width: float, narrow: bool) -> list[Spec]:
    lines = _lines(one, width)
    nodes, edges, texts = [], [], []
    for i, line in enumerate(lines):
        y = 18.0 * (len(lines) - i) - 8
        for how, kind, text, x in line:
            texts.append({"x": x + 34, "y": y, "text": text})
            if how == "node":
                nodes.append({"x": x + 20, "y": y, "size": 110, **_look(int(kind))})
            else:
                sign, fit = kind.split()
                ends = {"x": x + 4, "x2": x + 28, "y": y, "y2": y}
                edges.append({**ends, "sign": sign, "fit": fit, "colour": _colour_of(fit)})
    at = {"x": {"field": "x"}, "y": {"field": "y"}}
    return [
        {
            "data": {"values": edges},
            "mark": {"type": "rule"},
            "encoding": {
                **{k: dict(v) for k, v in at.items()},
                "x2": {"field": "x2"},
                "y2": {"field": "y2"},
                **_edge_scales(narrow),
            },
        },
        {
            "data": {"values": nodes},
            "mark": {"type": "point", "filled": True, "opacity": 1},
            "encoding": {
                **{k: dict(v) for k, v in at.items()},
                "size": {"field": "size", "type": "quantitative", "scale": None},
                **_mark_scales(),
            },
        },
        {
            "data": {"values": texts},
            "mark": {
                "type": "text",
                "align": "left",
                "baseline": "middle",
                "fontSize": 12,
                "color": role("soft"),
            },
            "encoding": {
                **{k: dict(v) for k, v in at.items()},
                "text": {"field": "text"},
            },
        },
    ]
