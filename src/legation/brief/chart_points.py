"""Dots on a scale from 0 to 100 per cent: all states, and one indicator beside the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from legation.brief.chart_base import FULL, PHONE, Spec, colour_scale, finished, role, stacked
from legation.brief.model import Brief, Closeness, Indicator, Value
from legation.states import State

_AXIS = {"format": ".0%", "title": None, "values": [0, 0.25, 0.5, 0.75, 1], "domain": False}


Dot = tuple[Indicator, State, Value]


def standing(brief: Brief, colours: dict[str, str], narrow: bool) -> Spec:
    """A strip for each of the two: every state a tick, those of the brief marked and named."""
    width = (PHONE if narrow else FULL) - 30
    return finished(
        {
            "vconcat": [
                {
                    "title": f"By agreement with {r.state.name}",
                    "width": width,
                    **_strip([(s.b, s.value or 0.0) for s in r.shares], r.median, colours, width),
                }
                for r in brief.ranks
            ],
            "spacing": 14,
        }
    )


def _strip(
    shares: list[tuple[State, float]], median: float, colours: dict[str, str], width: float
) -> Spec:
    marked = [(s, v) for s, v in shares if str(s) in colours]
    named = [(str(s), s.name, v) for s, v in marked] + [("median", "median state", median)]
    levels = stacked([(v * width, 7.4 * len(name)) for _, name, v in named], width)
    labels = [
        {"code": code, "name": name, "x": value, "at": at / width, "y": 34 + 17 * level, "foot": 27}
        for (code, name, value), (at, level) in zip(named, levels, strict=True)
    ]
    scale = colour_scale({**colours, "median": "soft"})
    height = 54 + 17 * max(level for _, level in levels)
    x = {
        "field": "x",
        "type": "quantitative",
        "scale": {"domain": [0, 1]},
        "axis": {**_AXIS, "grid": False},
    }
    y = {"field": "y", "type": "quantitative", "scale": {"domain": [0, height]}, "axis": None}
    colour = {"field": "code", "type": "nominal", "scale": scale, "legend": None}
    return {
        "height": height,
        "layer": [
            {
                "data": {"values": [{"x": v, "y": 4, "top": 22} for _, v in shares]},
                "mark": {
                    "type": "rule",
                    "color": role("soft"),
                    "opacity": 0.45,
                    "strokeWidth": 1.2,
                },
                "encoding": {"x": x, "y": y, "y2": {"field": "top"}},
            },
            {
                "data": {"values": labels},
                "mark": {"type": "rule", "strokeWidth": 2.4},
                "encoding": {
                    "x": x,
                    "y": {**y, "field": "zero"},
                    "y2": {"field": "foot"},
                    "color": colour,
                },
                "transform": [{"calculate": "0", "as": "zero"}],
            },
            {
                "data": {"values": labels},
                "mark": {"type": "text", "baseline": "bottom", "align": "center", "fontSize": 12.5},
                "encoding": {
                    "x": {**x, "field": "at"},
                    "y": y,
                    "text": {"field": "name"},
                    "color": colour,
                },
            },
        ],
    }


def compared(brief: Brief) -> Iterator[tuple[Closeness, Indicator, State, Value]]:
    """Give every share that the comparisons rest on once, by state, indicator and other state."""
    seen: set[tuple[str, str, str]] = set()
    for c in brief.closeness:
        for i in c.indicators:
            for other, value in ((c.first, i.first), (c.second, i.second)):
                key = (str(c.state), i.key, str(other))
                if i.percent and value.number is not None and key not in seen:
                    seen.add(key)
                    yield c, i, other, value


def closeness(brief: Brief, colours: dict[str, str], narrow: bool) -> Spec:
    """A panel for each of the two: a row for each indicator, a dot for each other state."""
    width = (PHONE - 24) if narrow else (FULL - 90) / 2
    found = [
        [(i, other, v) for c, i, other, v in compared(brief) if c.state == state]
        for state in (brief.a, brief.b)
    ]
    places = [_places(rows, width) for rows in found]
    depth = {
        name: max(level for p in places for _, level in p.get(name, [(0.0, 0)]))
        for name in dict.fromkeys(name for p in places for name in p)
    }
    panels = [
        _dots(f"{state.name} and …", rows, place, depth, colours, width)
        for state, rows, place in zip((brief.a, brief.b), found, places, strict=True)
        if rows
    ]
    return finished({"vconcat" if narrow else "hconcat": panels, "spacing": 40})


def _places(rows: list[Dot], width: float) -> dict[str, list[tuple[float, int]]]:
    """Give, for each indicator, where the names of its dots go."""
    return {
        name: stacked(
            [
                ((v.number or 0.0) * width, 6.9 * len(other.name))
                for i, other, v in rows
                if i.name == name
            ],
            width,
        )
        for name in dict.fromkeys(i.name for i, _, _ in rows)
    }


def _dots(
    title: str,
    rows: list[Dot],
    places: dict[str, list[tuple[float, int]]],
    levels: dict[str, int],
    colours: dict[str, str],
    width: float,
) -> Spec:
    values: list[dict[str, Any]] = []
    heads: list[dict[str, Any]] = []
    depth = 0.0
    for name, level_most in levels.items():
        own = [(other, v) for i, other, v in rows if i.name == name]
        heads += [{"x": 0, "y": depth, "name": name}] if own else []
        depth += 34 + 15 * (1 + level_most)
        values += [
            {
                "code": str(other),
                "name": other.name,
                "x": v.number,
                "low": v.number if v.low is None else v.low,
                "high": v.number if v.high is None else v.high,
                "y": depth - 12,
                "at": at / width,
                "label": depth - 20 - 15 * level,
            }
            for (other, v), (at, level) in zip(own, places.get(name, []), strict=True)
        ]
        depth += 8
    x = {
        "field": "x",
        "type": "quantitative",
        "scale": {"domain": [0, 1]},
        "axis": {**_AXIS, "grid": True, "gridDash": [2, 3], "ticks": False},
    }
    y = {
        "field": "y",
        "type": "quantitative",
        "scale": {"domain": [0, depth], "reverse": True},
        "axis": None,
    }
    colour = {"field": "code", "type": "nominal", "scale": colour_scale(colours), "legend": None}
    return {
        "title": title,
        "width": width,
        "height": depth,
        "layer": [
            {
                "data": {"values": heads},
                "mark": {"type": "text", "align": "left", "baseline": "top", "color": role("soft")},
                "encoding": {"x": x, "y": y, "text": {"field": "name"}},
            },
            {
                "data": {"values": values},
                "mark": {"type": "rule", "strokeWidth": 2},
                "encoding": {
                    "x": {**x, "field": "low"},
                    "x2": {"field": "high"},
                    "y": y,
                    "color": colour,
                },
            },
            {
                "data": {"values": values},
                "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
                "encoding": {"x": x, "y": y, "color": colour},
            },
            {
                "data": {"values": values},
                "mark": {"type": "text", "baseline": "bottom", "fontSize": 11.5},
                "encoding": {
                    "x": {**x, "field": "at"},
                    "y": {**y, "field": "label"},
                    "text": {"field": "name"},
                    "color": colour,
                },
            },
        ],
    }
