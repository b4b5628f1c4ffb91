"""What the charts have in common: roles of colour, type, and labels that keep apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from legation.brief.model import Brief

Spec = dict[str, Any]

#: Colours by role on white paper, safe for the common kinds of colour blindness (after Okabe
#: and Ito) and dark enough for text; the page's style sheet has the same and those for dark.
PALETTE = {
    "a": "#0b5fa5",
    "b": "#b5460a",
    "t1": "#0a7557",
    "t2": "#8f3f7f",
    "t3": "#7a6400",
    "t4": "#5b5b66",
    "ink": "#1c1d21",
    "soft": "#5c5f66",
    "faint": "#8d9097",
    "line": "#dcd9d2",
    "shade": "#efece5",
    "paper": "#fdfcfa",
}
FONT = "Inter, 'Helvetica Neue', Arial, sans-serif"
FULL, PHONE = 1000, 350


def role(name: str) -> str:
    """Give the colour of a role as a style sheet knows it."""
    return f"var(--{name})"


def palette_of(brief: Brief) -> dict[str, str]:
    """Give each state of the brief its role, by code."""
    thirds = {str(t.state): f"t{n}" for n, t in enumerate(brief.thirds, 1)}
    return {str(brief.a): "a", str(brief.b): "b", **thirds}


def colour_scale(colours: dict[str, str]) -> Spec:
    """Give the scale from states' codes to their colours."""
    return {"domain": list(colours), "range": [role(r) for r in colours.values()]}


def finished(spec: Spec) -> Spec:
    """Add what every chart has: schema and style."""
    axis = {
        "labelColor": role("soft"),
        "titleColor": role("soft"),
        "domainColor": role("line"),
        "tickColor": role("line"),
        "gridColor": role("line"),
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
    }
    config = {
        "aria": False,
        "font": FONT,
        "background": None,
        "axis": axis,
        "view": {"stroke": None},
        "text": {"fontSize": 12, "color": role("ink")},
        "title": {
            "color": role("ink"),
            "fontSize": 14,
            "fontWeight": 600,
            "anchor": "start",
            "offset": 10,
        },
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "padding": {"left": 2, "right": 2, "top": 4, "bottom": 2},
        **spec,
        "config": config,
    }


def spread(values: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move labels apart to at least `gap`, keeping their order and staying within bounds."""
    order = sorted(range(len(values)), key=lambda i: values[i])
    placed = [values[i] for i in order]
    for _ in range(50):
        for i in range(1, len(placed)):
            short = gap - (placed[i] - placed[i - 1])
            if short > 1e-9:
                placed[i] += short / 2
                placed[i - 1] -= short / 2
        placed = [min(high, max(low, v)) for v in placed]
    for i in range(1, len(placed)):
        placed[i] = max(placed[i], placed[i - 1] + gap)
    out = [0.0] * len(values)
    for i, value in zip(order, placed, strict=True):
        out[i] = value
    return out


def stacked(labels: list[tuple[float, float]], width: float) -> list[tuple[float, int]]:
    """Place labels of some widths near their places, on a higher level where they would touch."""
    taken: list[tuple[float, float, int]] = []
    out: list[tuple[float, int]] = [(0.0, 0)] * len(labels)
    for i in sorted(range(len(labels)), key=lambda i: labels[i][0]):
        at, long = labels[i]
        at = min(max(at, long / 2), width - long / 2)
        left, right = at - long / 2, at + long / 2
        level = 0
        while any(lv == level and left < r and right > lf for lf, r, lv in taken):
            level += 1
        taken.append((left, right, level))
        out[i] = (at, level)
    return out
