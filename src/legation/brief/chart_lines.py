"""Line charts: agreement by year, and means by month."""

from __future__ import annotations

from legation.brief.chart_base import FULL, PHONE, Spec, colour_scale, finished, role, spread
from legation.brief.model import Brief, Month, Series, YearPoint
from legation.states import State

#: Years with fewer joint roll calls are dots beside the line.
ENOUGH = 10
_HEIGHT, _STRIP = 230, 34


def years(brief: Brief, colours: dict[str, str], narrow: bool) -> Spec:
    """Two panels, one for each state: its agreement with the other and with third states."""
    label_room = 7.2 * max(len(t.name) for t in _others(brief)) + 8
    width = (PHONE if narrow else (FULL - 60) / 2) - label_room - 38
    all_years = [p.year for s in brief.series for p in s.points]
    ends = (min(all_years), max(max(all_years), brief.recent.last))
    panels = [
        _panel(brief, state, colours, width, ends, narrow)
        for state in (brief.a, brief.b)
        if any(s.points for s in brief.series if state in (s.a, s.b))
    ]
    return finished({"vconcat" if narrow else "hconcat": panels, "spacing": 26})


def _others(brief: Brief) -> list[State]:
    return [brief.a, brief.b, *(t.state for t in brief.thirds)]


def _panel(
    brief: Brief,
    state: State,
    colours: dict[str, str],
    width: float,
    ends: tuple[int, int],
    narrow: bool,
) -> Spec:
    own = [(s, s.b if s.a == state else s.a) for s in brief.series if state in (s.a, s.b)]
    pair = {brief.a, brief.b}
    rows = [
        {
            "other": str(other),
            "run": f"{other} {run}",
            "year": p.year,
            "share": p.share.value,
            "low": p.share.low,
            "high": p.share.high,
            "pair": other in pair,
        }
        for series, other in own
        for run, p in _runs(series)
    ]
    sparse = [
        {"other": str(other), "year": p.year, "share": p.share.value}
        for series, other in own
        for p in series.points
        if not dense(p)
    ]
    x: Spec = {
        "field": "year",
        "type": "quantitative",
        "scale": {"domain": [ends[0] - 0.5, ends[1] + 0.5], "nice": False},
        "axis": {
            "format": "d",
            "title": None,
            "grid": False,
            "tickCount": 5 if narrow else 7,
            "labelFlush": True,
        },
    }
    y: Spec = {
        "field": "share",
        "type": "quantitative",
        "scale": {"domain": [0, 1]},
        "axis": {
            "format": ".0%",
            "title": None,
            "values": [0, 0.25, 0.5, 0.75, 1],
            "domain": False,
            "ticks": False,
        },
    }
    colour = {"field": "other", "type": "nominal", "scale": colour_scale(colours), "legend": None}
    shade = [
        {"from": w.first - 0.5, "to": w.last + 0.5, "label": str(w)}
        for w in (brief.earlier, brief.recent)
        if w.last >= ends[0]
    ]
    main: Spec = {
        "width": width,
        "height": _HEIGHT,
        "title": f"{state.name} with …",
        "layer": [
            {
                "data": {"values": shade},
                "mark": {
                    "type": "rect",
                    "color": role("shade"),
                    "opacity": 1,
                    "stroke": role("paper"),
                },
                "encoding": {
                    "x": {**x, "field": "from"},
                    "x2": {"field": "to"},
                },
            },
            {
                "mark": {"type": "area", "clip": True},
                "encoding": {
                    "x": x,
                    "y": {**y, "field": "low"},
                    "y2": {"field": "high"},
                    "color": colour,
                    "detail": {"field": "run"},
                    "opacity": {
                        "condition": {"test": "datum.pair", "value": 0.22},
                        "value": 0.09,
                    },
                },
            },
            {
                "mark": {"type": "line", "clip": True, "strokeJoin": "round"},
                "encoding": {
                    "x": x,
                    "y": y,
                    "color": colour,
                    "detail": {"field": "run"},
                    "strokeWidth": {
                        "condition": {"test": "datum.pair", "value": 2.6},
                        "value": 1.4,
                    },
                },
            },
            {
                "data": {"values": sparse},
                "mark": {"type": "point", "size": 22, "strokeWidth": 1.2, "clip": True},
                "encoding": {"x": x, "y": y, "color": colour},
            },
            _labels(own, pair, colours, ends[1], x, y),
        ],
    }
    counts = [
        {"year": p.year, "n": p.share.n}
        for series, other in own
        if other in pair
        for p in series.points
    ]
    strip: Spec = {
        "width": width,
        "height": _STRIP,
        "data": {"values": counts},
        "mark": {
            "type": "bar",
            "color": role("faint"),
            "width": max(1.0, width / (ends[1] - ends[0] + 1) - 1),
        },
        "encoding": {
            "x": {**x, "axis": None},
            "y": {
                "field": "n",
                "type": "quantitative",
                "axis": {
                    "title": None,
                    "tickCount": 2,
                    "grid": False,
                    "domain": False,
                    "ticks": False,
                },
            },
        },
    }
    return {"data": {"values": rows}, "vconcat": [main, strip] if counts else [main], "spacing": 8}


def _labels(
    own: list[tuple[Series, State]],
    pair: set[State],
    colours: dict[str, str],
    last: int,
    x: Spec,
    y: Spec,
) -> Spec:
    """Names at the right-hand end of the lines, kept apart."""
    ended = [(([p for p in s.points if dense(p)] or s.points)[-1], o) for s, o in own if s.points]
    heights = spread([p.share.value or 0 for p, _ in ended], 15 / _HEIGHT, 0.0, 1.0)
    values = [
        {
            "year": last + 0.5,
            "share": height,
            "other": str(other),
            "name": other.name,
            "weight": "bold" if other in pair else "normal",
        }
        for (_, other), height in zip(ended, heights, strict=True)
    ]
    return {
        "data": {"values": values},
        "mark": {"type": "text", "align": "left", "dx": 6, "baseline": "middle", "fontSize": 12.5},
        "encoding": {
            "x": {**x, "field": "year"},
            "y": {**y, "field": "share"},
            "text": {"field": "name"},
            "color": {
                "field": "other",
                "type": "nominal",
                "scale": colour_scale(colours),
                "legend": None,
            },
        },
    }


def dense(point: YearPoint) -> bool:
    """Whether a year has roll calls enough to be a point of a line."""
    return point.share.n >= ENOUGH


def _runs(series: Series) -> list[tuple[int, YearPoint]]:
    """Number the stretches of a series that have no gap of more than two years."""
    out: list[tuple[int, YearPoint]] = []
    run, before = 0, None
    for point in filter(dense, series.points):
        run += before is not None and point.year - before > 2
        out.append((run, point))
        before = point.year
    return out


def months(brief: Brief, colours: dict[str, str], narrow: bool) -> Spec:
    """One panel for scores, one for events by direction."""
    width = (PHONE if narrow else FULL) - 48
    panels = []
    if brief.scores:
        panels.append(_month_panel(brief.scores, "Mean of daily scores", {}, width))
    if brief.events:
        towards = {
            m.label: colours[str(s)]
            for m in brief.events
            for s in (brief.a, brief.b)
            if m.label.startswith(f"{s.name} to")
        }
        panels.append(_month_panel(brief.events, "Mean of events, Goldstein scale", towards, width))
    return finished({"vconcat": panels, "spacing": 22})


def _month_panel(
    months: tuple[Month, ...], title: str, colours: dict[str, str], width: float
) -> Spec:
    rows = [
        {"month": m.month.isoformat(), "mean": m.mean, "n": m.n, "who": m.label} for m in months
    ]
    axis: Spec = {"title": None, "grid": False, "format": "%b %Y", "labelOverlap": True}
    if len({m.month for m in months}) < 7:
        axis["values"] = sorted({m.month.isoformat() for m in months})
    mark: Spec = {"type": "line", "point": {"size": 16}, "strokeWidth": 1.6, "color": role("ink")}
    encoding: Spec = {
        "x": {"field": "month", "type": "temporal", "axis": axis},
        "y": {
            "field": "mean",
            "type": "quantitative",
            "axis": {"title": None, "tickCount": 4, "domain": False, "ticks": False},
        },
    }
    if colours:
        scale = {"domain": list(colours), "range": [role(r) for r in colours.values()]}
        encoding["color"] = {
            "field": "who",
            "type": "nominal",
            "scale": scale,
            "legend": {
                "orient": "bottom",
                "title": None,
                "labelColor": role("ink"),
                "labelLimit": 300,
            },
        }
    return {
        "title": title,
        "width": width,
        "height": 150,
        "data": {"values": rows},
        "mark": mark,
        "encoding": encoding,
    }
