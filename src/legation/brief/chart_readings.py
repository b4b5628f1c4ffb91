"""How a verdict changes with the reading: one mark for each way to read the claim.

Shape and word say the verdict, place says the value where the readings share a scale. Readings
the verdict must hold under come first; those that are only shown stand below a rule.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from statistics import NormalDist

from legation.brief.text import percent, points
from legation.checking.amounts import ABOUT, BARE, QUANTIFIERS
from legation.checking.results import Variation, Verdict
from legation.checking.saying import NAMES, line
from legation.checking.types import side_of
from legation.relations.measures import wilson

#: What the values of a type of claim are, where they are alike in all its readings.
SCALES = {
    ("agreement", "votes"): "share",
    ("always", "votes"): "share",
    ("group", "votes"): "share",
    ("superlative", "votes"): "share",
    ("trend", "votes"): "points",
    ("closer_to", "votes"): "points",
    ("count", "votes"): "count",
    ("never", "votes"): "count",
    ("only", "votes"): "count",
    ("first", "votes"): "year",
    ("count", "measures"): "count",
    ("existence", "measures"): "count",
    ("never", "measures"): "count",
}
INFINITE = float("inf")
Z90 = NormalDist().inv_cdf(0.95)
_DECIDES = ("supported", "refuted")


@dataclass(frozen=True)
class Axis:
    """A scale that the readings share, and what the claim states on it.

    Attributes
    ----------
    kind
        "share", "points" or "count".
    low, high
        Its ends.
    ticks
        Where it is named.
    stated
        First and last value the claim states, alike where it states one; None where none.
    said
        The words that stand at what is stated.
    """

    kind: str
    low: float
    high: float
    ticks: tuple[float, ...]
    stated: tuple[float, float] | None = None
    said: str = ""


def axis(verdict: Verdict) -> Axis | None:
    """Give the scale the readings share, None where they have none or too few values."""
    values = [item.value for item in verdict.readings if item.value is not None]
    kind = scale(verdict)
    if len(values) < 2 or kind is None or kind == "year":
        return None
    if kind == "share":
        return Axis(kind, 0, 1, (0, 0.25, 0.5, 0.75, 1), *_stated(verdict))
    if kind == "points":
        reach = next((r for r in (0.1, 0.25, 0.5) if max(map(abs, values)) <= r), 1.0)
        return Axis(kind, -reach, reach, (-reach, -reach / 2, 0, reach / 2, reach), (0, 0))
    said = verdict.claim.get("value")
    if not any(values) and said is None:
        return None
    stated = (float(said), float(said)) if isinstance(said, int | float) else None
    most = max([*values, *(stated or ()), 1.0])
    step = _step(most)
    ticks = tuple(step * n for n in range(int(-(-most // step)) + 1))
    words = f"stated: {said:g}" if stated is not None and said is not None else ""
    return Axis(kind, 0, ticks[-1], ticks, stated, words)


def scale(verdict: Verdict) -> str | None:
    """Tell what the values are: "share", "points", "count", "year", or None where not known."""
    claim = verdict.claim
    kind = SCALES.get((str(claim.get("type")), side_of(claim.get("relation"))))
    values = [item.value for item in verdict.readings if item.value is not None]
    bounds = {"share": (0, 1), "points": (-1, 1), "count": (0, INFINITE), "year": (1, 9999)}
    if kind is None or not all(bounds[kind][0] <= v <= bounds[kind][1] for v in values):
        return None
    return kind


def value_words(value: float | None, kind: str | None) -> str:
    """Write a value as its scale has it."""
    if value is None:
        return ""
    if kind == "share":
        return percent(value)
    if kind == "points":
        return f"{points(value)} points"
    if kind == "year":
        return f"{value:.0f}"
    return f"{value:,.{0 if value == int(value) else 2}f}".replace("-", "−")


def interval(verdict: Verdict, item: Variation) -> tuple[float, float] | None:
    """Give the 90 % interval of a share of roll calls (Wilson 1927), None where it is no share.

    An abstention that counts as one half makes no share of counted roll calls.
    """
    known = verdict.claim.get("type") == "agreement" and scale(verdict) == "share"
    if not known or item.value is None or item.n < 1 or "half" in item.variation:
        return None
    return wilson(item.value, item.n, Z90)


def ordered(readings: Sequence[Variation]) -> tuple[list[Variation], list[Variation]]:
    """Give the readings a verdict must hold under, and those that are only shown."""
    return [r for r in readings if r.binding], [r for r in readings if not r.binding]


def readings_chart(verdict: Verdict, key: str, *, narrow: bool = False) -> str:
    """Draw the readings of a verdict as SVG, with colours by role.

    Parameters
    ----------
    verdict
        A verdict with readings.
    key
        What the names inside the drawing begin with; unique on the page.
    narrow
        For a phone: names above their marks.
    """
    layout = _Layout.narrow(axis(verdict)) if narrow else _Layout.wide(axis(verdict))
    binding, only = ordered(verdict.readings)
    body: list[str] = []
    y = 6.0
    for place, group in enumerate((binding, only)):
        if not group:
            continue
        if place:
            y += 8
            body.append(
                f'<path d="M0 {y:.0f}H{layout.width:.0f}" class="rule"/>'
                f'<text x="0" y="{y + 17:.0f}" class="soft">Shown, flips nothing</text>'
            )
            y += 26
        for item in group:
            drawn, y = _row(verdict, item, layout, y)
            body.append(drawn)
    frame = _frame(layout, y)
    height = y + (38 if layout.axis else 4)
    name = f"{key}-{'narrow' if narrow else 'wide'}"
    return (
        f'<svg class="{"narrow" if narrow else "wide"} readings" role="img" '
        f'viewBox="0 0 {layout.width:.0f} {height:.0f}" aria-labelledby="{name}-t {name}-d" '
        f'xmlns="http://www.w3.org/2000/svg"><title id="{name}-t">Verdict by reading</title>'
        f'<desc id="{name}-d">{escape(described(verdict))}</desc>{frame}{"".join(body)}</svg>'
    )


def described(verdict: Verdict) -> str:
    """Say in words what the chart shows."""
    kind = scale(verdict)
    told = []
    for item in verdict.readings:
        said = f"{line(item.variation, 200)}: {NAMES[item.verdict][0].lower()}"
        if item.value is not None and kind is not None:
            said += f", {value_words(item.value, kind)}"
        told.append(f"{said}, n {item.n:,}")
    return "; ".join(told) + "."


@dataclass(frozen=True)
class _Layout:
    """Where things stand, in units of the drawing."""

    width: float
    names: int  # characters of a line of a name
    left: float  # plot
    right: float
    words: float  # where the words of a row begin; 0 where they end at the right edge
    above: bool  # the name stands above the mark
    axis: Axis | None

    @classmethod
    def wide(cls, axis: Axis | None) -> _Layout:
        if axis is None:
            return cls(760, 56, 0, 0, 420, False, None)
        return cls(800, 34, 262, 530, 556, False, axis)

    @classmethod
    def narrow(cls, axis: Axis | None) -> _Layout:
        return cls(350, 40, 10, 340, 0, True, axis)

    def at(self, value: float) -> float:
        assert self.axis is not None
        part = (value - self.axis.low) / (self.axis.high - self.axis.low)
        return self.left + min(max(part, 0), 1) * (self.right - self.left)


def _row(verdict: Verdict, item: Variation, layout: _Layout, y: float) -> tuple[str, float]:
    """Draw one reading; give it with the height reached."""
    names = textwrap.wrap(line(item.variation, 160), layout.names) or ["as stated"]
    kind = scale(verdict)
    words = NAMES[item.verdict][0]
    empty = item.verdict not in _DECIDES and not item.n
    # A number whose unit is not known says nothing beside its verdict; the table below has it.
    value = "" if empty or kind is None else value_words(item.value, kind)
    n = f"n {item.n:,}" if item.n else ""
    told = " · ".join(part for part in (value, n) if part)
    middle = y + 13
    drawn = [mark(item.verdict, 9, middle)]
    weight = "" if item.binding else ' class="soft"'
    for place, name in enumerate(names):
        drawn.append(_text(24, middle + 4.5 + 17 * place, name, weight))
    depth = 17 * (len(names) - 1)
    if layout.above:
        depth += 18
        drawn.append(
            _text(24, middle + 4.5 + depth, words, ' class="word"')
            + _text(layout.width, middle + 4.5 + depth, told, ' class="soft" text-anchor="end"')
        )
        depth += 4
    else:
        drawn.append(
            _text(layout.words, middle + 4.5, words, ' class="word"')
            + _text(layout.width, middle + 4.5, told, ' class="soft" text-anchor="end"')
        )
    if layout.axis is not None:
        at = middle if not layout.above else middle + depth + 14
        drawn.append(_value(verdict, item, layout, at))
        depth += 22 if layout.above else 0
    return "".join(drawn), y + 26 + depth + (6 if layout.above else 0)


def _value(verdict: Verdict, item: Variation, layout: _Layout, y: float) -> str:
    track = f'<path d="M{layout.left:.0f} {y:.0f}H{layout.right:.0f}" class="track"/>'
    if layout.above and layout.axis and layout.axis.stated:
        # Across the whole height the line would run through the names.
        stated = layout.at(sum(layout.axis.stated) / 2)
        track += f'<path d="M{stated:.1f} {y - 8:.0f}v16" class="stated"/>'
    if item.value is None:
        return track + _text(
            layout.right, y + 4.5, "no value", ' class="soft halo" text-anchor="end"'
        )
    around = interval(verdict, item)
    bar = ""
    if around is not None:
        bar = (
            f'<path d="M{layout.at(around[0]):.1f} {y:.0f}H{layout.at(around[1]):.1f}" '
            f'class="band {_tone(item.verdict)}"/>'
        )
    return track + bar + mark(item.verdict, layout.at(item.value), y)


def _frame(layout: _Layout, depth: float) -> str:
    """Draw the axis below the rows, and through them what the claim states."""
    if layout.axis is None:
        return ""
    out = [f'<path d="M{layout.left:.0f} {depth + 4:.0f}H{layout.right:.0f}" class="rule"/>']
    last = len(layout.axis.ticks) - 1
    for place, tick in enumerate(layout.axis.ticks):
        end = {0: "start", last: "end"}.get(place, "middle")
        out.append(f'<path d="M{layout.at(tick):.1f} {depth + 4:.0f}v4" class="rule"/>')
        out.append(
            _text(
                layout.at(tick),
                depth + 21,
                _tick(tick, layout.axis.kind),
                f' class="tick" text-anchor="{end}"',
            )
        )
    if layout.axis.stated is not None:
        first, end_ = (layout.at(value) for value in layout.axis.stated)
        if end_ > first and not layout.above:
            out.append(
                f'<path d="M{first:.1f} 2H{end_:.1f}V{depth + 4:.0f}H{first:.1f}Z" class="room"/>'
            )
        middle = (first + end_) / 2
        top = depth - 4 if layout.above else 2
        out.append(f'<path d="M{middle:.1f} {top:.0f}V{depth + 4:.0f}" class="stated"/>')
        if layout.axis.said:
            anchor = "start" if middle < layout.left + 60 else "end" if (
                middle > layout.right - 60) else "middle"  # fmt: skip
            out.append(
                _text(middle, depth + 36, layout.axis.said, f' class="tick" text-anchor="{anchor}"')
            )
    return "".join(out)


def mark(verdict: str, x: float, y: float) -> str:
    """Draw the mark of a verdict: filled, crossed, or open where nothing is decided."""
    tone = _tone(verdict)
    if verdict == "refuted":
        return (
            f'<path d="M{x - 4.5:.1f} {y - 4.5:.1f}l9 9m0 -9l-9 9" class="cross {tone}" '
            'stroke-linecap="round"/>'
        )
    if verdict == "supported":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5.5" class="disc {tone}"/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.8" class="ring {tone}"/>'


def _tone(verdict: str) -> str:
    return {"supported": "good", "refuted": "bad"}.get(verdict, "open")


def _text(x: float, y: float, words: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}"{more}>{escape(words)}</text>' if words else ""


def _tick(value: float, kind: str) -> str:
    if kind == "share":
        return f"{value:.0%}".replace("%", " %")
    if kind == "points":
        return "0" if value == 0 else f"{value * 100:+g}".replace("-", "−")
    return f"{value:,.0f}"


def _step(most: float) -> float:
    """Give the distance of ticks on a scale of counts, at most five of them."""
    step = 1.0
    while True:
        for times in (1, 2, 5):
            if most / (step * times) <= 5:
                return step * times
        step *= 10


def _stated(verdict: Verdict) -> tuple[tuple[float, float] | None, str]:
    """Give the share that a claim states, with the room it leaves, and its words."""
    claim = verdict.claim
    details = claim.get("details") or {}
    said = claim.get("value")
    if isinstance(said, int | float) and claim.get("unit") == "share":
        bound = str(details.get("bound") or "exactly")
        words = f"stated: {'' if bound == 'exactly' else bound.replace('_', ' ') + ' '}{said:.3g}"
        words = words.replace(f"{said:.3g}", percent(float(said)))
        if bound in ("more_than", "at_least", "less_than", "at_most"):
            return (float(said), float(said)), words
        room = ABOUT if bound in ("about", "nearly") else BARE
        return (float(said) - room, float(said) + room), words
    if claim.get("type") != "agreement":
        return None, ""
    quantifier = str(details.get("quantifier") or "most")
    low, high = QUANTIFIERS.get(quantifier, (0.5, 1.01))
    edges = [edge for edge in (low, high) if 0 < edge < 1]
    if not edges:
        return None, ""
    words = f"stated: {quantifier.replace('_', ' ')}"
    return (edges[0], edges[-1]), words
