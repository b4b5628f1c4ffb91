"""The figures of a brief: each a Vega-Lite specification with the data it draws.

Colours are roles (`var(--a)`), filled in by the page's style sheet, so that one drawing serves
light, dark and print; `PALETTE` fills them in where a picture stands alone.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from legation.brief import (
    camps_words,
    chart_camps,
    chart_index,
    chart_lines,
    chart_measures,
    chart_points,
    chart_thirds,
    chart_waterfall,
    course_words,
    web_words,
)
from legation.brief.chart_base import PALETTE, Spec, palette_of
from legation.brief.dealings import SINCE
from legation.brief.model import Brief
from legation.brief.text import the

Cell = str | int | float | bool | None
_ROLE = re.compile(r"var\(--([a-z0-9]+)\)")
_CLIP = re.compile(r"\bclip\d+\b")
_NAME = re.compile(r"(id=\"|url\(#)")
#: The drawing is one picture with a title and a description; its parts say nothing of their own.
_SPOKEN = re.compile(r" (?:role|aria-roledescription|aria-hidden)=\"[^\"]*\"")
#: Links inside a drawing, which the drawing engine takes for addresses on its own site.
_INSIDE = re.compile(r"xlink:href=\"https?://[^\"#]*(#[^\"]+)\"")
_PATH = re.compile(r" d=\"[^\"]*\"")
_LONG = re.compile(r"(\.\d\d)\d+")
_OPEN = re.compile(r"<svg[^>]*viewBox=\"([^\"]+)\"[^>]*>")

#: The figures of a brief, in order.
KEYS = (
    "index",
    "waterfall",
    "web",
    "years",
    "standing",
    "timeline",
    "closeness",
    "months",
    "camps",
)


@dataclass(frozen=True)
class Figure:
    """One figure.

    Attributes
    ----------
    key
        Short name, unique in the brief.
    title, caption
        What is seen, and how to read it.
    alt
        What it shows, for those who do not see it.
    columns, rows
        The data under it: all that is drawn, and no more.
    """

    key: str
    title: str
    caption: str
    alt: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    draw: Callable[[bool], Spec]

    def spec(self, *, narrow: bool = False) -> Spec:
        """Give the Vega-Lite specification, for a wide page or a phone."""
        return self.draw(narrow)

    def inline(self, *, narrow: bool = False) -> str:
        """Give the drawing for the page, with colours by role and its own names inside."""
        drawn = _svg(self.spec(narrow=narrow))
        found = _OPEN.search(drawn)
        assert found is not None
        name = f"fig-{self.key}-{'narrow' if narrow else 'wide'}"
        head = (
            f'<svg class="{"narrow" if narrow else "wide"}" viewBox="{found[1]}" role="img" '
            f'aria-labelledby="{name}-t {name}-d" xmlns="http://www.w3.org/2000/svg">'
            f'<title id="{name}-t">{escape(self.title)}</title>'
            f'<desc id="{name}-d">{escape(self.alt)}</desc>'
        )
        return head + _NAME.sub(rf"\g<1>{name}-", drawn[found.end() :])

    def svg(self, *, narrow: bool = False) -> str:
        """Give the drawing as an SVG file of its own."""
        return _svg(_filled(self.spec(narrow=narrow)))

    def png(self, *, narrow: bool = False, scale: float = 2) -> bytes:
        """Give the drawing as PNG."""
        import vl_convert

        spec = _filled(self.spec(narrow=narrow))
        picture: bytes = vl_convert.vegalite_to_png(spec, scale=scale)
        return picture

    def csv(self) -> str:
        """Give the data under the figure as CSV."""
        return to_csv(self.columns, self.rows)


def figures(brief: Brief) -> tuple[Figure, ...]:
    """Give the figures that the brief's numbers can fill."""
    colours = palette_of(brief)
    drawn = (
        _index(brief, colours),
        _waterfall(brief, colours),
        _web(brief),
        _years(brief, colours),
        _standing(brief, colours),
        _timeline(brief, colours),
        _closeness(brief, colours),
        _months(brief, colours),
        _camps(brief),
    )
    return tuple(figure for figure in drawn if figure is not None and figure.rows)


def to_csv(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """Write a table as CSV that no spreadsheet takes for formulas."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return out.getvalue()


def _safe(cell: Cell) -> Cell:
    risky = isinstance(cell, str) and cell.startswith(("=", "+", "-", "@"))
    return f"'{cell}" if risky else cell


def _svg(spec: Spec) -> str:
    import vl_convert

    drawn = _SPOKEN.sub("", vl_convert.vegalite_to_svg(spec))
    drawn = _INSIDE.sub(r'href="\1"', drawn)
    drawn = _PATH.sub(lambda m: _LONG.sub(r"\1", m[0]), drawn)  # hundredths of a pixel will do
    names: dict[str, str] = {}
    # Vega numbers its clip paths through the life of the process; a page must not depend on it.
    return _CLIP.sub(lambda m: names.setdefault(m[0], f"clip{len(names)}"), drawn)


def _filled(spec: Spec) -> Spec:
    text = _ROLE.sub(lambda m: PALETTE[m[1]], json.dumps(spec))
    filled: Spec = json.loads(text)
    return {**filled, "background": PALETTE["paper"]}


def _index(brief: Brief, colours: dict[str, str]) -> Figure | None:
    found = brief.index
    if found is None:
        return None
    a, b = the(brief.a), the(brief.b)
    return Figure(
        "index",
        f"{brief.a.name} towards {brief.b.name}, and back",
        "The index on the Goldstein scale, −10 to +10, more is friendlier; 0 is neutral. Line: "
        "posterior mean; bands: 50 and 90 % intervals. Dashed: breaks, with month and size of the "
        "largest; shaded: months in which a break may have been (90 %).",
        f"Lines of the monthly index of {a} towards {b} and of {b} towards {a}. "
        + " ".join((course_words.level(found), *course_words.section(found))),
        chart_index.COLUMNS,
        tuple(row for c in found.both for row in chart_index.rows(c)),
        lambda narrow: chart_index.index(found, colours, narrow),
    )


def _waterfall(brief: Brief, colours: dict[str, str]) -> Figure | None:
    fall = None if brief.index is None else brief.index.fall
    if fall is None:
        return None
    said = course_words.largest_rows(fall)
    return Figure(
        "waterfall",
        f"What the largest break is made of: {course_words.heading(fall)}",
        "The index from a month before the break to one after it, row by row: what each "
        f"row of the record contributed, on the Goldstein scale. {said} Filled: the way of the "
        "break; open: the other way.",
        f"Bars from {course_words.signed(fall.before)} to {course_words.signed(fall.after)}. "
        + said,
        chart_waterfall.COLUMNS,
        chart_waterfall.rows(fall),
        lambda narrow: chart_waterfall.waterfall(fall, colours, narrow),
    )


def _web(brief: Brief) -> Figure | None:
    found = brief.web
    if found is None:
        return None
    a, b = the(brief.a), the(brief.b)
    marked = [str(t.state) for t in brief.thirds]
    one, two = (side.faction for side in found.sides)
    marks = (
        f"Round: in the faction of {a}; square: in that of {b}."
        if one != two
        else "Round: in the faction of both; square: in the other."
    )
    return Figure(
        "web",
        f"Third states by their ties with {a} and {b}",
        f"Each point is a state, placed by how friendly its ties with {a} (across) and with {b} "
        "(up) are on the Goldstein scale, 0 neutral. In the shaded quarters it is friendly with "
        "one and hostile to the other, and pulls them apart; in the others together. "
        f"{marks} Named, with 90 % intervals: those that pull most strongly, and the third states "
        "of this page.",
        " ".join((web_words.tie(found), web_words.pulled(found))),
        chart_thirds.COLUMNS,
        chart_thirds.rows(found),
        lambda narrow: chart_thirds.thirds(found, marked, narrow),
    )


def _years(brief: Brief, colours: dict[str, str]) -> Figure | None:
    rows = tuple(
        (
            str(s.a),
            str(s.b),
            p.year,
            p.share.n,
            p.share.same,
            p.share.value,
            p.share.low,
            p.share.high,
        )
        for s in brief.series
        for p in s.points
    )
    others = ", ".join(t.state.name for t in brief.thirds)
    return Figure(
        "years",
        "Same choice in the General Assembly, year by year",
        f"Share of roll calls on which both took part and chose the same. Bands: 90 % interval. "
        f"Open dots: years with fewer than {chart_lines.ENOUGH} such roll calls. Bars below: roll "
        f"calls shared by {the(brief.a)} and {the(brief.b)}. Shaded: the two windows compared, "
        f"{brief.earlier} and {brief.recent}.",
        f"Lines of yearly agreement of {brief.a.name} and of {brief.b.name} with each other"
        + (f" and with {others}" if others else "")
        + ". "
        + " ".join(brief.sentences[:1]),
        ("state", "other", "year", "n", "same", "share", "low", "high"),
        rows,
        lambda narrow: chart_lines.years(brief, colours, narrow),
    )


def _standing(brief: Brief, colours: dict[str, str]) -> Figure | None:
    rows = tuple(
        (str(r.state), str(s.b), s.n, s.same, s.value, s.low, s.high)
        for r in brief.ranks
        for s in sorted(r.shares, key=lambda s: (-(s.value or 0), s.b))
    )
    marked = "; ".join(
        f"{r.other.name} is number {r.place} of {r.of} by agreement with {r.state.name}"
        for r in brief.ranks
    )
    return Figure(
        "standing",
        f"Among all states, {brief.recent}",
        "Each tick is a state, placed by how often it chose the same; states that took part in "
        "less than half as many roll calls as the most present one are left out.",
        f"{marked}.",
        ("state", "other", "n", "same", "share", "low", "high"),
        rows,
        lambda narrow: chart_points.standing(brief, colours, narrow),
    )


def _timeline(brief: Brief, colours: dict[str, str]) -> Figure | None:
    found = brief.dealings
    spans = tuple(
        (
            s.kind,
            str(s.actor),
            str(s.target),
            s.directed,
            s.start.isoformat(),
            s.end.isoformat() if s.end else None,
            s.text,
            s.value,
            s.unit,
            "; ".join(s.sources),
        )
        for s in found.spans
    )
    arms = tuple(
        (
            "arms_transfer",
            str(x.actor),
            str(x.target),
            True,
            f"{x.year}-01-01",
            f"{x.year}-12-31",
            "transfers of major arms",
            x.value,
            x.unit,
            x.source,
        )
        for x in found.arms
    )
    shared = tuple(
        (
            "shared_igo",
            str(found.a),
            str(found.b),
            False,
            f"{year}-01-01",
            f"{year}-12-31",
            "organisations to which both belong",
            count,
            "organisations",
            found.shared_source,
        )
        for year, count in found.shared
    )
    counts = ", ".join(
        f"{len(x)} {name}" for x, name in ((spans, "spans"), (arms, "yearly arms transfers")) if x
    )
    return Figure(
        "timeline",
        "Timeline of measures",
        f"What the record holds between the two since {SINCE}. The mark › stands where no end is "
        "given, or where the data end first.",
        f"Timeline of measures between {brief.a.name} and {brief.b.name}: {counts}.",
        ("kind", "actor", "target", "directed", "start", "end", "text", "value", "unit", "source"),
        spans + arms + shared,
        lambda narrow: chart_measures.timeline(brief, colours, narrow),
    )


def _closeness(brief: Brief, colours: dict[str, str]) -> Figure | None:
    rows = tuple(
        (str(c.state), i.name, str(other), v.number, v.low, v.high, v.n)
        for c, i, other, v in chart_points.compared(brief)
    )
    return Figure(
        "closeness",
        "Shares side by side",
        "The indicators that are shares. Dot: the share; line: its 90 % interval where it is a "
        "share of roll calls.",
        " ".join(c.sentence for c in brief.closeness),
        ("state", "indicator", "other", "share", "low", "high", "n"),
        rows,
        lambda narrow: chart_points.closeness(brief, colours, narrow),
    )


def _months(brief: Brief, colours: dict[str, str]) -> Figure | None:
    rows = tuple(
        (kind, m.label, m.month.isoformat(), m.mean, m.n, m.source)
        for kind, months in (("score", brief.scores), ("event", brief.events))
        for m in months
    )
    return Figure(
        "months",
        "Coded events and daily scores, month by month",
        "Means by month as the sources compute them; more is friendlier.",
        f"Monthly means for {brief.a.name} and {brief.b.name} in {len(rows)} rows.",
        ("kind", "series", "month", "mean", "n", "source"),
        rows,
        lambda narrow: chart_lines.months(brief, colours, narrow),
    )


def _camps(brief: Brief) -> Figure | None:
    found = brief.camps
    if found is None:
        return None
    return Figure(
        "camps",
        f"{brief.a.name} and {brief.b.name} as camps tell it, beside the record",
        "Dot: how much friendlier or more hostile a camp tells of the pair than documents of this "
        "collection tell of pairs that stand so in the record; line: 90 % interval, which holds "
        "the doubt about the record as well. Diamond: the record, with its level on the Goldstein "
        "scale in figures and its own 90 % interval about it.",
        " ".join(camps_words.telling(found)),
        chart_camps.COLUMNS,
        chart_camps.rows(found),
        lambda narrow: chart_camps.camps(found, narrow),
    )
