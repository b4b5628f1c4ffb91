"""What each camp tells of a pair beside the record: a dot and an interval for each."""

from __future__ import annotations

from typing import Any

from legation.brief import camps_words
from legation.brief.camps_page import CampsOfPair
from legation.brief.chart_base import FULL, PHONE, Spec, finished, role
from legation.brief.clean import clean
from legation.brief.course_words import between, signed

COLUMNS = (
    *("of", "name", "mean", "lo90", "hi90", "documents", "outlets", "sentences"),
    *("sign_probability", "more"),
)
#: Letters of a camp's name that a drawing has room for.
_NAME = 34
_ROW = 48
_TITLES = (
    "more hostile than the record  ←   points of the Goldstein scale   →  friendlier",
    "more hostile  ←  than the record  →  friendlier",
)


def rows(found: CampsOfPair) -> tuple[tuple[Any, ...], ...]:
    """Give the data: the record, on the Goldstein scale, and each camp's difference from it."""
    if found.record is None or all(told.delta is None for told in found.told.values()):
        return ()
    record = ("record", "", *(round(value, 3) for value in found.record), *(None,) * 5)
    return (
        record,
        *(
            (
                "camp",
                camps_words.name(camp),
                *(_rounded(value) for value in (told.delta, told.lo90, told.hi90)),
                told.documents,
                told.outlets,
                told.sentences,
                _rounded(told.sign_probability),
                told.more,
            )
            for camp, told in found.told.items()
        ),
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def camps(found: CampsOfPair, narrow: bool) -> Spec:
    """Draw a row for the record, at 0, and one for each camp, by its difference from the record.

    A camp that tells too little has a row with words and no dot.
    """
    assert found.record is not None
    mean, low, high = found.record
    own = f"{signed(mean)} ({between(low, high)})"
    lines = [_line("The record", own, 0.0, low - mean, high - mean, record=True)]
    lines += [
        _line(clean(camp, _NAME), camps_words.beside(found, camp), told.delta, told.lo90, told.hi90)
        for camp, told in found.told.items()
    ]
    lines = [{**line, "y": _ROW * at + 30, "top": _ROW * at + 12} for at, line in enumerate(lines)]
    ends = [abs(end) for line in lines for end in (line["low"], line["high"]) if end is not None]
    reach = max(3.0, *ends) * 1.04
    height = _ROW * len(lines)
    dots = [line for line in lines if line["x"] is not None]
    x = {
        "field": "x",
        "type": "quantitative",
        "scale": {"domain": [-reach, reach], "nice": False},
        "axis": {
            "title": _TITLES[int(narrow)],
            "grid": False,
            "domain": False,
            "format": "+d",
            "tickMinStep": 1,
            "tickCount": 7,
            "labelExpr": "datum.value == 0 ? '0' : replace(datum.label, '-', '−')",
        },
    }
    y = {
        "field": "y",
        "type": "quantitative",
        "scale": {"domain": [0, height], "reverse": True},
        "axis": None,
    }
    return finished(
        {
            "width": (PHONE if narrow else FULL) - 40,
            "height": height,
            "layer": [
                _zero(x, y, height),
                _intervals(dots, x, y),
                _dots(dots, x, y),
                *_words(lines, x, y, reach),
            ],
        }
    )


def _line(
    name: str,
    words: str,
    mean: float | None,
    low: float | None,
    high: float | None,
    record: bool = False,
) -> dict[str, Any]:
    known = mean is not None
    return {
        "name": name,
        "words": words,
        "x": _rounded(mean),
        "low": _rounded(low),
        "high": _rounded(high),
        "shape": "diamond" if record else "circle",
        "colour": role("soft" if record or not known else "ink"),
    }


def _zero(x: Spec, y: Spec, height: float) -> Spec:
    return {
        "data": {"values": [{"x": 0, "y": 18, "y2": height}]},
        "mark": {"type": "rule", "color": role("line"), "strokeWidth": 1.5},
        "encoding": {"x": x, "y": y, "y2": {"field": "y2"}},
    }


def _intervals(dots: list[dict[str, Any]], x: Spec, y: Spec) -> Spec:
    return {
        "data": {"values": dots},
        "mark": {"type": "rule", "strokeWidth": 2.4},
        "encoding": {
            "x": {**x, "field": "low"},
            "x2": {"field": "high"},
            "y": y,
            "color": {"field": "colour", "type": "nominal", "scale": None},
        },
    }


def _dots(dots: list[dict[str, Any]], x: Spec, y: Spec) -> Spec:
    return {
        "data": {"values": dots},
        "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
        "encoding": {
            "x": x,
            "y": y,
            "color": {"field": "colour", "type": "nominal", "scale": None},
            "shape": {"field": "shape", "type": "nominal", "scale": None},
        },
    }


def _words(lines: list[dict[str, Any]], x: Spec, y: Spec, reach: float) -> list[Spec]:
    """Write the name at the left and the number at the right, above each interval."""
    look = {"type": "text", "baseline": "middle", "fontSize": 12.5}
    sides = ((-reach, "left", "name", "ink"), (reach, "right", "words", "soft"))
    return [
        {
            "data": {"values": [{**line, "x": at} for line in lines]},
            "mark": {**look, "align": align, "color": role(colour)},
            "encoding": {"x": x, "y": {**y, "field": "top"}, "text": {"field": field}},
        }
        for at, align, field, colour in sides
    ]
