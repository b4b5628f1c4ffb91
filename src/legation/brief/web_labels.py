"""Names in a drawn graph: beside the marks, inside them, or for the most connected nodes alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from legation.brief.chart_base import Spec, role

if TYPE_CHECKING:
    from legation.brief.chart_web import Web

#: Names shown where nodes have names too long to stand in their marks.
PROMINENT = 60


def labels(one: Web, place: Any, radius: float, few: bool, narrow: bool) -> list[Spec]:
    """Names below the marks of small graphs, codes inside those of large ones."""
    long = max((len(node) for node in one.graph.nodes), default=0) > 4
    if few:
        values = [
            _text(x, y - radius - 8, _short(one.names.get(node, node)))
            for node, (x, y) in zip(one.graph.nodes, place, strict=True)
        ]
        return _over_lines(values, 9.5 if narrow else 11.5)
    if long:
        return _over_lines(_prominent(one, place, radius), 10.5)
    values = [_text(x, y, node) for node, (x, y) in zip(one.graph.nodes, place, strict=True)]
    mark = {"fontSize": max(radius * 0.72, 4.8), "fontWeight": 650, "color": role("paper")}
    return [_texts(values, mark)]


def _text(x: float, y: float, text: str) -> dict[str, Any]:
    return {"x": round(float(x), 1), "y": round(float(y), 1), "text": text}


def _texts(values: list[dict[str, Any]], mark: Spec) -> Spec:
    return {
        "data": {"values": values},
        "mark": {"type": "text", "baseline": "middle", **mark},
        "encoding": {"x": {"field": "x"}, "y": {"field": "y"}, "text": {"field": "text"}},
    }


def _over_lines(values: list[dict[str, Any]], size: float) -> list[Spec]:
    """Text that can be read over lines: on a rim of the colour of the page."""
    rim = {"stroke": role("paper"), "strokeWidth": 3.5, "strokeJoin": "round", "opacity": 0.9}
    look = {"fontSize": size, "fontWeight": 500, "color": role("ink")}
    return [_texts(values, {**look, **rim}), _texts([dict(v) for v in values], look)]


def _prominent(one: Web, place: Any, radius: float) -> list[dict[str, Any]]:
    """Names of the nodes with most edges, as many as fit without one over another."""
    graph = one.graph
    degree = np.bincount(np.concatenate([graph.u, graph.v]), minlength=graph.order)
    taken: list[tuple[float, float, float]] = []
    values: list[dict[str, Any]] = []
    for node in np.lexsort((np.arange(graph.order), -degree)):
        text = _short(one.names.get(graph.nodes[node], graph.nodes[node]))
        x, y, half = float(place[node, 0]), float(place[node, 1]) - radius - 7, 3.1 * len(text)
        if any(abs(y - b) < 13 and abs(x - a) < half + c for a, b, c in taken):
            continue
        taken.append((x, y, half))
        values.append(_text(x, y, text))
        if len(values) == PROMINENT:
            break
    return values


def _short(name: str) -> str:
    return name if len(name) <= 22 else name[:21] + "…"
