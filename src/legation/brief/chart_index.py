"""The index month by month: mean, bands that hold 50 and 90 %, and breaks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from legation.brief.chart_base import FULL, PHONE, Spec, finished, role, stacked
from legation.brief.course import Course, Courses
from legation.brief.course_words import short_month, signed

if TYPE_CHECKING:
    from legation.relations.breaks import Break

COLUMNS = ("actor", "target", "month", "mean", "sd", "lo50", "hi50", "lo90", "hi90")
_VALUES = ("mean", "lo50", "hi50", "lo90", "hi90")
_HEIGHT, _SMALL, _TILE = 230, 96, 215
#: Goldstein units that a drawn line may lie beside the month it passes over.
_NEAR = 0.02
_LABELLED = {True: 4, False: 7}
_LINE, _GAP = 15, 5

#: Text of a break, its place in pixels from the left, and its level above the panel.
Label = tuple[str, float, int]


def rows(course: Course) -> tuple[tuple[str | float, ...], ...]:
    """Give all months of a direction, as in `COLUMNS`."""
    names = (str(course.actor), str(course.target))
    columns = (getattr(course, name) for name in COLUMNS[3:])
    months = (day.isoformat()[:7] for day in course.months)
    return tuple((*names, *row) for row in zip(months, *columns, strict=True))


def index(found: Courses, colours: dict[str, str], narrow: bool) -> Spec:
    """Draw both directions on one scale, beside each other or, on a phone, one above the other."""
    width = (PHONE if narrow else (FULL - 50) / 2) - 34
    ends = scale(found.both)
    most = _LABELLED[narrow]
    panels = [
        panel(c, ends, width, _HEIGHT, colours.get(str(c.actor), "ink"), labels=most)
        for c in found.both
    ]
    depths = [_depth(_labels(c, span([c]), width, most)) for c in found.both]
    for c, drawn, depth in zip(found.both, panels, depths, strict=True):
        above = 0 if narrow else _LINE * (max(depths) - depth)  # titles on one line
        drawn["title"] = {
            "text": f"{c.actor.name} towards {c.target.name}",
            "offset": 10 + above,
        }
    return finished({"vconcat" if narrow else "hconcat": panels, "spacing": 30})


def small(course: Course, ends: tuple[float, float], years: tuple[float, float]) -> Spec:
    """Draw one direction for a page of many, on a scale common to all."""
    return finished(panel(course, ends, _TILE, _SMALL, "ink", years=years, labels=0))


def scale(shown: Sequence[Course]) -> tuple[float, float]:
    """Give whole ends of a scale that holds the 90 % bands and zero."""
    low = min(min(c.lo90) for c in shown)
    high = max(max(c.hi90) for c in shown)
    return float(min(math.floor(low), -1)), float(max(math.ceil(high), 1))


def span(shown: Sequence[Course]) -> tuple[float, float]:
    """Give the first and last moment of some courses, in years."""
    return (
        min(_year(c.months[0].isoformat()) for c in shown),
        max(_year(c.months[-1].isoformat()) for c in shown),
    )


def panel(
    course: Course,
    ends: tuple[float, float],
    width: float,
    height: float,
    colour: str,
    *,
    years: tuple[float, float] | None = None,
    labels: int,
) -> Spec:
    """Draw one direction, with labels for so many breaks at most."""
    years = span([course]) if years is None else years
    x: Spec = {
        "field": "at",
        "type": "quantitative",
        "scale": {"domain": [years[0] - 0.1, years[1] + 0.1], "nice": False, "zero": False},
        "axis": {
            "format": "d",
            "title": None,
            "grid": False,
            "tickCount": max(3, int(width // 80)),
            "tickMinStep": 1,
            "labelFlush": True,
        },
    }
    y: Spec = {
        "field": "mean",
        "type": "quantitative",
        "scale": {"domain": list(ends), "nice": False},
        "axis": {
            "title": None,
            "values": _ticks(ends) if labels else sorted({ends[0], 0.0, ends[1]}),
            "labelExpr": "(datum.value > 0 ? '+' : datum.value < 0 ? '−' : '') + abs(datum.value)",
            "domain": False,
            "ticks": False,
        },
    }
    points = [
        {
            "at": round(_year(course.months[i].isoformat()), 4),
            **{name: getattr(course, name)[i] for name in _VALUES},
        }
        for i in thinned([getattr(course, name) for name in _VALUES], _NEAR)
    ]
    return {
        "width": width,
        "height": height,
        "data": {"values": points},
        "layer": [
            *_dated(course.breaks, x, ends),
            {
                "data": {"values": [{"zero": 0}]},
                "mark": {"type": "rule", "color": role("faint"), "strokeWidth": 1},
                "encoding": {"y": {**y, "field": "zero"}},
            },
            _band("90", 0.16, colour, x, y),
            _band("50", 0.3, colour, x, y),
            {
                "mark": {
                    "type": "line",
                    "color": role(colour),
                    "strokeWidth": 2 if labels else 1.5,
                    "strokeJoin": "round",
                    "clip": True,
                },
                "encoding": {"x": x, "y": y},
            },
            *_marked(course, x, y, ends, _labels(course, years, width, labels)),
        ],
    }


def thinned(values: Sequence[Sequence[float]], near: float) -> list[int]:
    """Give the months to draw: a line through them passes all others within `near`.

    Ramer (1972) and Douglas and Peucker (1973), with the distance taken along the values and
    over all series at once.
    """
    import numpy as np

    table = np.asarray(values, dtype=float)
    last = table.shape[1] - 1
    kept = {0, last}
    parts = [(0, last)]
    while parts:
        first, end = parts.pop()
        if end - first < 2:
            continue
        inside = np.arange(first + 1, end)
        share = (inside - first) / (end - first)
        line = np.outer(table[:, first], 1 - share) + np.outer(table[:, end], share)
        off = np.abs(table[:, first + 1 : end] - line).max(axis=0)
        worst = int(off.argmax())
        if off[worst] > near:
            middle = int(inside[worst])
            kept.add(middle)
            parts += [(first, middle), (middle, end)]
    return sorted(kept)


def _band(level: str, opacity: float, colour: str, x: Spec, y: Spec) -> Spec:
    return {
        "mark": {"type": "area", "color": role(colour), "opacity": opacity, "clip": True},
        "encoding": {"x": x, "y": {**y, "field": f"lo{level}"}, "y2": {"field": f"hi{level}"}},
    }


def _dated(breaks: Sequence[Break], x: Spec, ends: tuple[float, float]) -> list[Spec]:
    """Shade the months in which a break may have been."""
    values = [
        {
            "from": round(_year(b.interval[0]) - 1 / 24, 4),
            "to": round(_year(b.interval[1]) + 1 / 24, 4),
        }
        for b in breaks
    ]
    if not values:
        return []
    return [
        {
            "data": {"values": values},
            "mark": {"type": "rect", "color": role("shade"), "opacity": 1, "clip": True},
            "encoding": {
                "x": {**x, "field": "from"},
                "x2": {"field": "to"},
                "y": {"datum": ends[0], "type": "quantitative"},
                "y2": {"datum": ends[1]},
            },
        }
    ]


def _marked(
    course: Course,
    x: Spec,
    y: Spec,
    ends: tuple[float, float],
    labels: list[Label],
) -> list[Spec]:
    """Mark breaks by a rule and an arrow at its head, and write their labels."""
    if not course.breaks:
        return []
    values = [
        {"at": round(_year(b.month), 4), "arrow": "▲" if b.size > 0 else "▼", "low": ends[0]}
        for b in course.breaks
    ]
    layers: list[Spec] = [
        {
            "data": {"values": values},
            "mark": {"type": "rule", "color": role("ink"), "strokeDash": [3, 3], "strokeWidth": 1},
            "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"datum": ends[1]}},
        },
        {
            "data": {"values": values},
            "mark": {"type": "text", "color": role("ink"), "fontSize": 9, "baseline": "bottom"},
            "encoding": {"x": x, "y": {"value": 0}, "text": {"field": "arrow"}},
        },
    ]
    layers += [
        {
            "data": {"values": [{"label": label}]},
            "mark": {"type": "text", "color": role("ink"), "fontSize": 11.5, "baseline": "top"},
            "encoding": {
                "x": {"value": at},
                "y": {"value": -_GAP - _LINE * (level + 1)},
                "text": {"field": "label"},
            },
        }
        for label, at, level in labels
    ]
    return layers


def _labels(course: Course, years: tuple[float, float], width: float, most: int) -> list[Label]:
    """Give labels of the largest breaks, with their place in pixels and level above the panel."""
    chosen = sorted(course.breaks, key=lambda b: -abs(b.size))[:most]
    chosen.sort(key=lambda b: b.month)
    reach = years[1] - years[0] + 0.2
    names = [f"{short_month(b.month)} {signed(b.size)}" for b in chosen]
    places = [
        ((_year(b.month) - years[0] + 0.1) / reach * width, 6.3 * len(name))
        for b, name in zip(chosen, names, strict=True)
    ]
    return [
        (name, at, level) for name, (at, level) in zip(names, stacked(places, width), strict=True)
    ]


def _depth(labels: list[Label]) -> int:
    return max((level + 1 for _, _, level in labels), default=0)


def _ticks(ends: tuple[float, float]) -> list[int]:
    step = next(s for s in (1, 2, 5, 10) if (ends[1] - ends[0]) / s <= 5)
    first = math.ceil(ends[0] / step) * step
    return list(range(first, math.floor(ends[1]) + 1, step))


def _year(month: str) -> float:
    """Give the middle of a month as a number of years."""
    return int(month[:4]) + (int(month[5:7]) - 0.5) / 12
