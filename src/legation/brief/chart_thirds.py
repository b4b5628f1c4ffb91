"""Third states by their ties with the two of a pair: who pulls them together, and who apart."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from legation.brief.chart_base import FULL, PHONE, Spec, finished, role

if TYPE_CHECKING:
    from legation.brief.web import Neighbour, WebOfPair

COLUMNS = (
    "state",
    "name",
    "faction",
    "with_a",
    "with_a_lo90",
    "with_a_hi90",
    "with_b",
    "with_b_lo90",
    "with_b_hi90",
    "pull",
    "together",
    "unbalanced",
)
#: Third states named that pull one way, on a wide page and on a phone.
NAMED = (9, 5)


def rows(found: WebOfPair) -> tuple[tuple[Any, ...], ...]:
    """Give the data: one row per third state."""
    return tuple(
        (
            str(n.state),
            n.state.name,
            n.faction,
            *(
                round(value, 3)
                for tie in (n.with_a, n.with_b)
                for value in (tie.mean, tie.lo90, tie.hi90)
            ),
            round(n.pull.mean, 3),
            n.together,
            n.unbalanced,
        )
        for n in found.neighbours
    )


def thirds(found: WebOfPair, marked: Collection[str], narrow: bool) -> Spec:
    """Draw a point for each third state, with quarters that pull together and apart.

    Named are the states of `marked` (codes) and those that pull most strongly either way.
    """
    width = float(PHONE if narrow else FULL) - 60
    height = width if narrow else 0.56 * width
    most = NAMED[int(narrow)]
    named = [n for n in found.neighbours if str(n.state) in marked]
    named += [n for way in (True, False) for n in found.strongest(way, most) if n not in named]
    across = _span([n.with_a.mean for n in found.neighbours])
    up = _span([n.with_b.mean for n in found.neighbours])
    x = _axis("x", f"with {found.a.name}", across)
    y = _axis("y", f"with {found.b.name}", up)
    rim, names = _names(named, x, y, (across, up), (width, height), narrow)
    return finished(
        {
            "width": width,
            "height": height,
            "layer": [
                _quarters(across, up, x, y),
                _words(across, up, x, y, narrow),
                _crosses(named, x, y, "x"),
                _crosses(named, x, y, "y"),
                rim,
                _points(found, named, x, y, narrow),
                names,
            ],
        }
    )


def _span(values: list[float]) -> tuple[float, float]:
    """Ends of an axis that hold all values and both sides of neutral."""
    return min(-4.0, min(values, default=0) - 1), max(4.0, max(values, default=0) + 1)


def _axis(field: str, title: str, span: tuple[float, float]) -> Spec:
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"domain": list(span), "nice": False},
        "axis": {
            "title": title,
            "grid": False,
            "domain": False,
            "tickCount": 7,
            "format": "+d",
            "labelExpr": "datum.value == 0 ? '0' : replace(datum.label, '-', '−')",
        },
    }


def _quarters(across: tuple[float, float], up: tuple[float, float], x: Spec, y: Spec) -> Spec:
    """Shade the quarters in which a state pulls the two apart."""
    values = [
        {"x": across[0], "x2": 0, "y": 0, "y2": up[1]},
        {"x": 0, "x2": across[1], "y": up[0], "y2": 0},
    ]
    return {
        "data": {"values": values},
        "mark": {"type": "rect", "color": role("shade")},
        "encoding": {"x": x, "x2": {"field": "x2"}, "y": y, "y2": {"field": "y2"}},
    }


def _words(
    across: tuple[float, float], up: tuple[float, float], x: Spec, y: Spec, narrow: bool
) -> Spec:
    edge = 0.008 * (across[1] - across[0])
    both = "together" if narrow else "friendly with both: together"
    neither = "together" if narrow else "hostile to both: together"
    values = [
        {"x": across[1] - edge, "y": up[1] - edge, "side": "right", "text": both},
        {"x": across[0] + edge, "y": up[0] + edge, "side": "left", "text": neither},
        {"x": across[0] + edge, "y": up[1] - edge, "side": "left", "text": "apart"},
        {"x": across[1] - edge, "y": up[0] + edge, "side": "right", "text": "apart"},
    ]
    return {
        "data": {"values": values},
        "mark": {
            "type": "text",
            "fontStyle": "italic",
            "fontSize": 12,
            "color": role("soft"),
            "align": {"expr": "datum.side"},
            "baseline": {"expr": "datum.y > 0 ? 'top' : 'bottom'"},
        },
        "encoding": {"x": x, "y": y, "text": {"field": "text"}},
    }


def _crosses(named: list[Neighbour], x: Spec, y: Spec, way: str) -> Spec:
    """Draw the 90 % interval of one tie of the states named."""
    values = []
    for n in named:
        tie = n.with_a if way == "x" else n.with_b
        values.append(
            {"x": n.with_a.mean, "y": n.with_b.mean, f"{way}": tie.lo90, f"{way}2": tie.hi90}
        )
    return {
        "data": {"values": [{k: round(v, 3) for k, v in one.items()} for one in values]},
        "mark": {"type": "rule", "clip": True, "color": role("faint"), "opacity": 0.7},
        "encoding": {"x": x, "y": y, f"{way}2": {"field": f"{way}2"}},
    }


def _look(found: WebOfPair, faction: int | None) -> tuple[str, str]:
    """Colour and shape of a faction: that of A in A's, that of B in B's colour."""
    one, two = (side.faction for side in found.sides)
    if faction is None:
        return role("faint"), "cross"
    if faction == one:
        return role("a"), "circle"
    return (role("b"), "square") if faction == two else (role("t4"), "square")


def _points(found: WebOfPair, named: list[Neighbour], x: Spec, y: Spec, narrow: bool) -> Spec:
    """Draw all third states, those named larger and over the others."""
    values = []
    for n in sorted(found.neighbours, key=lambda n: n in named):
        colour, shape = _look(found, n.faction)
        values.append(
            {
                "x": round(n.with_a.mean, 3),
                "y": round(n.with_b.mean, 3),
                "colour": colour,
                "shape": shape,
                "size": (28 if narrow else 44) * (1.6 if n in named else 1),
            }
        )
    return {
        "data": {"values": values},
        "mark": {
            "type": "point",
            "filled": True,
            "opacity": 0.88,
            "stroke": role("paper"),
            "strokeWidth": 0.6,
        },
        "encoding": {
            "x": x,
            "y": y,
            "color": {"field": "colour", "type": "nominal", "scale": None},
            "shape": {"field": "shape", "type": "nominal", "scale": None},
            "size": {"field": "size", "type": "quantitative", "scale": None},
        },
    }


def _names(
    named: list[Neighbour],
    x: Spec,
    y: Spec,
    spans: tuple[tuple[float, float], tuple[float, float]],
    size: tuple[float, float],
    narrow: bool,
) -> tuple[Spec, Spec]:
    """Name states beside their points, where no name stands over another; rims and names."""
    letter = 5.8 if narrow else 6.6
    (left, right), (low, high) = spans
    across, up = size[0] / (right - left), size[1] / (high - low)
    taken: list[tuple[float, float, float, float]] = []
    values = []
    for n in named:
        text = n.state.name if len(n.state.name) <= 22 else str(n.state)
        px, py = (n.with_a.mean - left) * across, (n.with_b.mean - low) * up
        wide = letter * len(text)
        for dx, dy in (
            (9, 0),
            (-9 - wide, 0),
            (9, 14),
            (9, -14),
            (-9 - wide, 14),
            (-9 - wide, -14),
        ):
            box = (px + dx, py + dy - 7, px + dx + wide, py + dy + 7)
            inside = box[0] > 0 and box[2] < size[0] and box[1] > 0 and box[3] < size[1]
            if inside and not any(_meet(box, other) for other in taken):
                taken.append(box)
                at = {"x": round(box[0] / across + left, 3), "y": round((py + dy) / up + low, 3)}
                values.append({**at, "text": text})
                break
    look = {"type": "text", "align": "left", "baseline": "middle", "fontSize": 10 if narrow else 12}
    rim = {"stroke": role("paper"), "strokeWidth": 3, "strokeJoin": "round", "opacity": 0.8}
    encoding = {"x": x, "y": y, "text": {"field": "text"}}
    data = {"values": values}
    return (
        {"data": data, "mark": {**look, **rim}, "encoding": encoding},
        {"data": data, "mark": {**look, "color": role("ink")}, "encoding": encoding},
    )


def _meet(one: tuple[float, ...], two: tuple[float, ...]) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]
