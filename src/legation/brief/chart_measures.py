"""The timeline: spans in lanes by kind, arms by year and direction, shared organisations."""

from __future__ import annotations

import datetime as dt
from typing import Any

from legation.brief.chart_base import FULL, PHONE, Spec, finished, role
from legation.brief.dealings import KINDS, SINCE
from legation.brief.model import Brief, Span

_BAR, _GAP, _HEAD = 9, 4, 22


def timeline(brief: Brief, colours: dict[str, str], narrow: bool) -> Spec:
    """Panels one above the other on one axis of years."""
    found = brief.dealings
    days = [s.start.year for s in found.spans] + [x.year for x in found.arms]
    days += [y for y, _ in found.shared]
    last = brief.as_of.year if brief.as_of else max(days)
    lasts = [(s.end or s.reach).year for s in found.spans] + days + [last]
    width = (PHONE if narrow else FULL) - 46
    x: Spec = {
        "type": "quantitative",
        "scale": {"domain": [max(min(days), SINCE) - 0.5, max(lasts) + 1], "nice": False},
    }
    end = float(max(lasts) + 1)
    panels = []
    if found.spans:
        panels.append(_lanes(found.spans, x, end, colours, width))
    if found.arms:
        panels.append(_arms(brief, x, colours, width))
    if found.shared:
        panels.append(_shared(brief, x, width))
    axis = {"format": "d", "title": None, "grid": False, "tickCount": 5 if narrow else 10}
    panels[-1]["encoding_x"] = axis
    return finished({"vconcat": [_with_axis(p) for p in panels], "spacing": 16})


def _with_axis(panel: Spec) -> Spec:
    """Show years under the last panel alone."""
    axis = panel.pop("encoding_x", None)
    for layer in panel["layer"]:
        layer["encoding"]["x"]["axis"] = axis
    return panel


def _lanes(
    spans: tuple[Span, ...], x: Spec, end: float, colours: dict[str, str], width: float
) -> Spec:
    rows: list[dict[str, Any]] = []
    heads: list[dict[str, Any]] = []
    depth = 0.0
    for kind in dict.fromkeys(s.kind for s in spans):
        own = [s for s in spans if s.kind == kind]
        heads.append(
            {
                "name": KINDS.get(kind, kind).capitalize(),
                "y": depth + 2,
                "x": x["scale"]["domain"][0],
            }
        )
        depth += _HEAD
        free: list[float] = []
        for span in own:
            start = max(_year(span.start), x["scale"]["domain"][0])
            stop = _year(span.end or span.reach)
            stop = max(stop, start + 6 * (end - x["scale"]["domain"][0]) / width)
            lane = next((n for n, until in enumerate(free) if until <= start), len(free))
            free[lane : lane + 1] = [stop]
            rows.append(
                {
                    "from": start,
                    "to": min(stop, end),
                    "top": depth + lane * (_BAR + _GAP),
                    "bottom": depth + lane * (_BAR + _GAP) + _BAR,
                    "who": str(span.actor) if span.directed else "both",
                    "open": span.end is None or span.censored,
                }
            )
        depth += len(free) * (_BAR + _GAP) + 8
    y = {"type": "quantitative", "scale": {"domain": [0, depth], "reverse": True}, "axis": None}
    scale = {
        "domain": [*colours, "both"],
        "range": [*(role(r) for r in colours.values()), role("ink")],
    }
    colour = {"field": "who", "type": "nominal", "scale": scale, "legend": None}
    return {
        "width": width,
        "height": depth,
        "layer": [
            {
                "data": {"values": heads},
                "mark": {"type": "text", "align": "left", "baseline": "top", "color": role("soft")},
                "encoding": {
                    "x": {**x, "field": "x"},
                    "y": {**y, "field": "y"},
                    "text": {"field": "name"},
                },
            },
            {
                "data": {"values": rows},
                "mark": {"type": "rect", "cornerRadius": 2, "clip": True},
                "encoding": {
                    "x": {**x, "field": "from"},
                    "x2": {"field": "to"},
                    "y": {**y, "field": "top"},
                    "y2": {"field": "bottom"},
                    "color": colour,
                },
            },
            {
                "data": {"values": [r for r in rows if r["open"]]},
                "mark": {"type": "text", "text": "›", "align": "left", "dx": 1, "fontSize": 15},
                "encoding": {
                    "x": {**x, "field": "to"},
                    "y": {**y, "field": "bottom"},
                    "color": colour,
                },
            },
        ],
    }


def _arms(brief: Brief, x: Spec, colours: dict[str, str], width: float) -> Spec:
    rows: list[Spec] = []
    height: dict[int, float] = {}
    for a in brief.dealings.arms:
        low = height.get(a.year, 0.0)
        height[a.year] = low + a.value
        ends = {"from": a.year - 0.4, "to": a.year + 0.4, "low": low, "high": height[a.year]}
        rows.append({**ends, "who": str(a.actor)})
    scale = {"domain": list(colours), "range": [role(r) for r in colours.values()]}
    return {
        "title": {
            "text": f"Arms delivered, by supplier, {brief.dealings.arms[0].unit}",
            "fontSize": 12,
            "fontWeight": "normal",
            "color": role("soft"),
        },
        "width": width,
        "height": 90,
        "layer": [
            {
                "data": {"values": rows},
                "mark": {"type": "rect"},
                "encoding": {
                    "x": {**x, "field": "from"},
                    "x2": {"field": "to"},
                    "y": {
                        "field": "low",
                        "type": "quantitative",
                        "axis": {"title": None, "tickCount": 3, "domain": False, "ticks": False},
                    },
                    "y2": {"field": "high"},
                    "color": {"field": "who", "type": "nominal", "scale": scale, "legend": None},
                },
            }
        ],
    }


def _shared(brief: Brief, x: Spec, width: float) -> Spec:
    rows = [{"year": year, "count": count} for year, count in brief.dealings.shared]
    return {
        "title": {
            "text": "Organisations to which both belong",
            "fontSize": 12,
            "fontWeight": "normal",
            "color": role("soft"),
        },
        "width": width,
        "height": 60,
        "layer": [
            {
                "data": {"values": rows},
                "mark": {"type": "line", "color": role("ink"), "strokeWidth": 1.6},
                "encoding": {
                    "x": {**x, "field": "year"},
                    "y": {
                        "field": "count",
                        "type": "quantitative",
                        "axis": {"title": None, "tickCount": 2, "domain": False, "ticks": False},
                    },
                },
            }
        ],
    }


def _year(day: dt.date) -> float:
    """Give a day as a number of years."""
    return day.year + (day.timetuple().tm_yday - 1) / 366
