"""Balance over time, drawn: triangles, frustration, and who was in which camp."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from legation.balance.camps import camp_name
from legation.brief.chart_base import FULL, PHONE, Spec, finished, role

if TYPE_CHECKING:
    from legation.balance import Course

#: Colours of camps in the order of their names; further camps share the last.
COLOURS = ("a", "b", "t1", "t2", "t3", "t4")
_LINE = 120
_PITCH, _PHONE_PITCH = 6.0, 3.0
_MARGIN = 34


@dataclass(frozen=True)
class Run:
    """A state in one camp, from one time to another, in years."""

    state: str
    row: int
    camp: str
    start: float
    end: float
    first: str
    last: str


def runs(course: Course) -> tuple[Run, ...]:
    """Give the stays of states in camps, states ordered so that companions are together."""
    times = [year_of(month.period, i) for i, month in enumerate(course.months)]
    step = float(np.median(np.diff(times))) if len(times) > 1 else 1.0
    ends = [*times[1:], times[-1] + step] if times else []
    out = []
    for row, state in enumerate(_order(course)):
        camps = course.camps[:, state].tolist()
        begin = 0
        for i in range(1, len(camps) + 1):
            if i < len(camps) and camps[i] == camps[begin]:
                continue
            if camps[begin] >= 0:
                out.append(
                    Run(
                        course.states[state],
                        row,
                        camp_name(camps[begin]),
                        times[begin],
                        ends[i - 1],
                        course.months[begin].period,
                        course.months[i - 1].period,
                    )
                )
            begin = i
    return tuple(out)


def _order(course: Course) -> list[int]:
    """Order states by how alike their stays are: leaves of a tree of average linkage."""
    from scipy.cluster.hierarchy import leaves_list, linkage
    from scipy.spatial.distance import squareform

    placed = np.flatnonzero((course.camps >= 0).any(axis=0))
    if len(placed) < 3:
        return list(map(int, placed))
    labels = course.camps[:, placed]
    here = (labels >= 0).astype(float)
    both = here.T @ here
    same = sum(
        (labels == camp).astype(float).T @ (labels == camp).astype(float)
        for camp in range(int(labels.max()) + 1)
    )
    # Where two were never placed at once nothing is known; they count as half alike.
    apart = 1 - (same + 1) / (both + 2)
    np.fill_diagonal(apart, 0)
    tree = linkage(squareform(apart, checks=False), "average", optimal_ordering=True)
    return [int(place) for place in placed[leaves_list(tree)]]


def year_of(period: str, place: int) -> float:
    """Give a period as a number of years; one that is no month has its place."""
    try:
        return int(period[:4]) + (int(period[5:7]) - 1) / 12
    except ValueError:
        return float(place)


def balance_course(rows: list[dict[str, Any]], stays: tuple[Run, ...], narrow: bool) -> Spec:
    """Panels one above the other on one axis of years."""
    width = (PHONE if narrow else FULL) - 2 * _MARGIN
    values = [row | {"at": year_of(row["period"], i)} for i, row in enumerate(rows)]
    ends = [run.end for run in stays] + [value["at"] for value in values]
    x: Spec = {
        "type": "quantitative",
        "scale": {"domain": [min(ends + [r.start for r in stays]), max(ends)], "nice": False},
    }
    marks = "point" if len(values) == 1 else "line"
    panels = [
        _triangles(values, x, width, marks),
        _frustration(values, x, width, marks),
        _camps(stays, x, width, narrow),
    ]
    # Each panel has its own colours, so that the names of camps stand beside them.
    resolve = {"scale": {"color": "independent"}, "legend": {"color": "independent"}}
    shown = [panel for panel in panels if panel]
    return finished({"vconcat": shown, "spacing": 18, "resolve": resolve})


def _axis(last: bool = False) -> Spec:
    return {"format": "d", "title": None, "grid": False, "labels": True, "ticks": last}


def _triangles(values: list[dict[str, Any]], x: Spec, width: float, mark: str) -> Spec:
    """Share of balanced triangles, as the signs stand and as doubt about them would have it."""
    known = [v for v in values if v["share"] is not None]
    low = min([v["expected_lo90"] or v["share"] for v in known] + [v["share"] for v in known])
    scale = {"domain": [max(np.floor(20 * low) / 20 - 0.05, 0.0), 1.0], "nice": False}
    y: Spec = {
        "type": "quantitative",
        "scale": scale,
        "axis": {"format": ".0%", "title": None, "tickCount": 4, "domain": False},
    }
    band = [v for v in known if v["expected_lo90"] is not None]
    last = known[-1]
    layers = [
        {
            "data": {"values": _kept(band, "at", "expected_lo90", "expected_hi90")},
            "mark": {"type": "area", "color": role("a"), "opacity": 0.25},
            "encoding": {
                "x": {**x, "field": "at", "axis": _axis()},
                "y": {**y, "field": "expected_lo90"},
                "y2": {"field": "expected_hi90"},
            },
        },
        {
            "data": {"values": _kept(known, "at", "share")},
            "mark": {"type": mark, "color": role("a"), "strokeWidth": 2},
            "encoding": {
                "x": {**x, "field": "at", "axis": _axis()},
                "y": {**y, "field": "share"},
            },
        },
        _label(last["at"], last["share"], f"{100 * last['share']:.0f} %", "a", x, y),
    ]
    title = "Balanced triangles, share of all"
    return {"title": title, "width": width, "height": _LINE, "layer": layers}


def _frustration(values: list[dict[str, Any]], x: Spec, width: float, mark: str) -> Spec:
    """Share of edges against the best two factions, between its certified bounds."""
    known = [v for v in values if v["frustrated_upper"] is not None]
    y: Spec = {
        "type": "quantitative",
        "scale": {"domainMin": 0, "nice": True},
        "axis": {"format": ".0%", "title": None, "tickCount": 4, "domain": False},
    }
    last = known[-1]
    text = f"{100 * last['frustrated_upper']:.0f} %"
    layers = [
        {
            "data": {"values": _kept(known, "at", "frustrated_lower", "frustrated_upper")},
            "mark": {"type": "area", "color": role("b"), "opacity": 0.35},
            "encoding": {
                "x": {**x, "field": "at", "axis": _axis()},
                "y": {**y, "field": "frustrated_lower"},
                "y2": {"field": "frustrated_upper"},
            },
        },
        {
            "data": {"values": _kept(known, "at", "frustrated_upper")},
            "mark": {"type": mark, "color": role("b"), "strokeWidth": 2},
            "encoding": {
                "x": {**x, "field": "at", "axis": _axis()},
                "y": {**y, "field": "frustrated_upper"},
            },
        },
        _label(last["at"], last["frustrated_upper"], text, "b", x, y),
    ]
    title = "Frustrated edges, share of all"
    return {"title": title, "width": width, "height": _LINE, "layer": layers}


def _camps(stays: tuple[Run, ...], x: Spec, width: float, narrow: bool) -> Spec | None:
    """One lane for each state, coloured by camp."""
    if not stays:
        return None
    pitch = _PHONE_PITCH if narrow else _PITCH
    count = max(run.row for run in stays) + 1
    names = sorted({run.camp for run in stays}, key=lambda name: (len(name), name))
    colours = [role(COLOURS[min(i, len(COLOURS) - 1)]) for i in range(len(names))]
    y: Spec = {
        "type": "quantitative",
        "scale": {"domain": [0, count], "reverse": True, "nice": False},
        "axis": None,
    }
    colour = {
        "field": "camp",
        "type": "nominal",
        "scale": {"domain": names, "range": colours},
        "legend": {"title": None, "orient": "top", "direction": "horizontal", "offset": 4},
    }
    bars = [
        {"from": r.start, "to": r.end, "top": r.row + 0.06, "bottom": r.row + 0.94, "camp": r.camp}
        for r in stays
    ]
    layers: list[Spec] = [
        {
            "data": {"values": bars},
            "mark": {"type": "rect", "opacity": 0.82},
            "encoding": {
                "x": {**x, "field": "from", "axis": _axis(last=True)},
                "x2": {"field": "to"},
                "y": {**y, "field": "top"},
                "y2": {"field": "bottom"},
                "color": colour,
            },
        }
    ]
    if not narrow:
        layers += _names(stays, x, y)
    title = "Who was in which camp, one line for each state"
    return {"title": title, "width": width, "height": pitch * count, "layer": layers}


def _names(stays: tuple[Run, ...], x: Spec, y: Spec) -> list[Spec]:
    """Codes of states, every other one on the left and on the right."""
    rows = sorted({(run.row, run.state) for run in stays})
    ends = x["scale"]["domain"]
    out = []
    for side, align, shift in ((0, "right", -4), (1, "left", 4)):
        values = [
            {"at": ends[side], "row": row + 0.5, "state": state}
            for row, state in rows
            if row % 2 == side
        ]
        if not values:
            continue
        mark = {"type": "text", "align": align, "dx": shift, "fontSize": 9, "baseline": "middle"}
        encoding = {
            "x": {**x, "field": "at"},
            "y": {**y, "field": "row"},
            "text": {"field": "state"},
        }
        out.append({"data": {"values": values}, "mark": mark, "encoding": encoding})
    return out


def _label(at: float, value: float, text: str, colour: str, x: Spec, y: Spec) -> Spec:
    return {
        "data": {"values": [{"at": at, "value": value, "text": text}]},
        "mark": {"type": "text", "align": "left", "dx": 5, "color": role(colour)},
        "encoding": {
            "x": {**x, "field": "at", "axis": _axis()},
            "y": {**y, "field": "value"},
            "text": {"field": "text"},
        },
    }


def _kept(rows: list[dict[str, Any]], *names: str) -> list[dict[str, Any]]:
    return [{name: row[name] for name in names} for row in rows]
