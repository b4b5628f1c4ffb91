"""A change split into its rows, one bar each, from the level before to the level after."""

from __future__ import annotations

from typing import Any

from legation.brief import course_words
from legation.brief.chart_base import FULL, PHONE, Spec, finished, role
from legation.brief.clean import clean
from legation.brief.course import Fall, Row
from legation.brief.course_words import short_month, signed

COLUMNS = ("n", "table", "locator", "date", "source", "text", "contribution")
_BAR, _STEP, _LABEL = 13, 26, 18
_TEXT, _NUMBER = 0.52, 48
_CHARACTER = 6.7

Step = dict[str, Any]


def rows(found: Fall) -> tuple[tuple[str | int | float | None, ...], ...]:
    """Give what is drawn, as in `COLUMNS`: rows and the others by source, which add up."""
    shown = [
        (r.number, r.table, r.locator, r.date, r.source, r.text, r.contribution) for r in found.rows
    ]
    rest = [
        (None, None, None, None, o.source, f"other {o.rows:,} rows", o.contribution)
        for o in found.others
    ]
    return (*shown, *rest)


def waterfall(found: Fall, colours: dict[str, str], narrow: bool) -> Spec:
    """Draw the bars; their labels stand beside them, or above them on a phone."""
    width = float(PHONE if narrow else FULL) - 8
    left = 4.0 if narrow else width * _TEXT
    room = int((width - 4 if narrow else left - 12) / _CHARACTER)
    steps = _steps(found, room)
    depth = _place(steps, narrow)
    ends = [s["from"] for s in steps] + [s["to"] for s in steps]
    reach = max(ends) - min(ends) or 1.0
    x: Spec = {
        "type": "quantitative",
        "scale": {
            "domain": [min(ends) - reach * 0.02, max(ends) + reach * 0.02],
            "range": [left, width - _NUMBER],
            "nice": False,
            "zero": False,
        },
        "axis": {
            "title": None,
            "tickCount": 5,
            "grid": True,
            "gridDash": [2, 3],
            "domain": False,
            "ticks": False,
            "labelExpr": "replace(format(datum.value, datum.value ? '+.2~f' : 'd'), '-', '−')",
        },
    }
    y: Spec = {
        "type": "quantitative",
        "scale": {"domain": [0, depth], "range": [0, depth]},
        "axis": None,
    }
    bars = [s for s in steps if s["kind"] != "level"]
    levels = [s for s in steps if s["kind"] == "level"]
    colour = role(colours.get(str(found.actor), "ink"))
    layers = [
        {
            "data": {"values": steps[:-1]},
            "mark": {"type": "rule", "color": role("faint"), "strokeWidth": 1},
            "encoding": {
                "x": {**x, "field": "to"},
                "y": {**y, "field": "end"},
                "y2": {"field": "next"},
            },
        },
        # A rim of paper, so that lines do not run through the words.
        *_labels(steps, y, {"stroke": role("paper"), "strokeWidth": 5}, linked=False),
        _bars([s for s in bars if s["kind"] == "along"], colour, colour, x, y),
        _bars([s for s in bars if s["kind"] == "against"], role("paper"), colour, x, y),
        {
            "data": {"values": levels},
            "mark": {"type": "rule", "color": role("ink"), "strokeWidth": 4},
            "encoding": {
                "x": {**x, "field": "to"},
                "y": {**y, "field": "bar"},
                "y2": {"field": "end"},
            },
        },
        {
            "data": {"values": steps},
            "mark": {
                "type": "text",
                "align": "left",
                "baseline": "top",
                "dx": 7,
                "fontSize": 12,
                "color": role("ink"),
            },
            "encoding": {
                "x": {**x, "field": "near"},
                "y": {**y, "field": "bar"},
                "text": {"field": "number"},
            },
        },
        *_labels(steps, y, {}, linked=True),
    ]
    return finished({"width": width, "height": depth, "layer": layers})


def _bars(steps: list[Step], fill: str, stroke: str, x: Spec, y: Spec) -> Spec:
    return {
        "data": {"values": steps},
        "mark": {"type": "rect", "fill": fill, "stroke": stroke, "strokeWidth": 1.4},
        "encoding": {
            "x": {**x, "field": "from"},
            "x2": {"field": "to"},
            "y": {**y, "field": "bar"},
            "y2": {"field": "end"},
        },
    }


def _labels(steps: list[Step], y: Spec, style: Spec, *, linked: bool) -> list[Spec]:
    """Write what each step is; those of rows lead to the row."""
    mark = {"type": "text", "align": "left", "baseline": "top", "fontSize": 12, **style}
    encoding = {"x": {"value": 0}, "y": {**y, "field": "line"}, "text": {"field": "label"}}
    return [
        {
            "data": {"values": [s for s in steps if ("href" in s) == of_rows]},
            "mark": {**mark, "color": role("ink"), "fontWeight": weight},
            "encoding": {**encoding, **({"href": {"field": "href"}} if of_rows and linked else {})},
        }
        for of_rows, weight in ((False, "bold"), (True, "normal"))
    ]


def _place(steps: list[Step], narrow: bool) -> float:
    """Give each step its place down the picture, and the depth of all."""
    above = _LABEL if narrow else 0
    step = _STEP + above
    for n, one in enumerate(steps):
        one["line"] = n * step
        one["bar"] = n * step + above
        one["end"] = one["bar"] + _BAR
        one["next"] = one["bar"] + step
        one["near"] = max(one["from"], one["to"])
    return float(len(steps) * step)


def _steps(found: Fall, room: int) -> list[Step]:
    """Give the bars in order: the level before, rows, the rest, the level after."""
    at = found.before
    steps = [_level(short_month(found.since), found.before)]
    parts: list[tuple[str, float, str | None]] = [
        (_label(row, room), row.contribution, f"#row-{row.number}") for row in found.rows
    ]
    parts += [(course_words.others(o), o.contribution, None) for o in found.others]
    for label, size, href in parts:
        one: Step = {
            "label": label,
            "from": at,
            "to": at + size,
            "contribution": size,
            "number": signed(size, 2),
            "kind": "along" if size * found.change > 0 else "against",
        }
        steps.append({**one, "href": href} if href else one)
        at += size
    return [*steps, _level(short_month(found.until), found.after)]


def _level(name: str, value: float) -> Step:
    number = signed(value, 2)
    return {"label": name, "from": value, "to": value, "number": number, "kind": "level"}


def _label(row: Row, room: int) -> str:
    return clean(f"{row.date} {row.text or row.locator}", max(room, 12))
