"""Balance over time as a file of its own: a page with the data beside it, or a picture."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legation.balance import chronicle
from legation.brief import chart_balance
from legation.brief.figures import Figure
from legation.brief.output import write_drawing
from legation.errors import InputError

if TYPE_CHECKING:
    from legation.balance import Course

COLUMNS = (
    *("period", "states", "edges", "hostile", "balanced", "expected", "expected_lo90"),
    *("expected_hi90", "frustrated_lower", "frustrated_upper", "proved", "modularity", "camps"),
)


def course_figure(course: Course, *, weighted: bool = False) -> Figure:
    """Make the figure of a course.

    Raises
    ------
    InputError
        If the course has no period with a triangle, so that there is nothing to draw.
    """
    rows = chronicle.rows(course, weighted=weighted)
    if not any(row["share"] is not None for row in rows):
        raise InputError("no graph of this time has a triangle, so there is nothing to draw")
    stays = chart_balance.runs(course)
    first, last = rows[0]["period"], rows[-1]["period"]
    what = "of the weight of edges" if weighted else "of edges"
    return Figure(
        "course",
        f"Balance and camps, {first} to {last}",
        "Blue line: share of balanced triangles as the likelier signs have it; band: 90 % interval "
        "where each sign is drawn with its probability, which pulls the share towards one half. "
        f"Orange: share {what} against the best two "
        "factions, with certified bounds where it is not proved. Below: the camps, by colour; "
        "gaps are times at which a state is in none. States with like histories are together.",
        f"Two lines over {len(rows):,} graphs, and the camps of "
        f"{len({run.state for run in stays}):,} states.",
        COLUMNS,
        tuple(_cells(row) for row in rows),
        lambda narrow: chart_balance.balance_course(rows, stays, narrow),
    )


def _cells(row: dict[str, Any]) -> tuple[str | int | float | bool | None, ...]:
    names = ("period", "nodes", "edges", "hostile", "share", *COLUMNS[5:10], "optimal")
    told = " ".join(f"{name} {size}" for name, size in row["sizes"].items())
    return (*(row[name] for name in names), row["modularity"], told)


def write_course(
    path: str | os.PathLike[str],
    figure: Figure,
    sentences: tuple[str, ...],
    camps: tuple[str, ...],
    events: tuple[str, ...],
) -> Path:
    """Write a course as .html, .svg or .png.

    Raises
    ------
    InputError
        If the suffix is none of these, or the file cannot be written.
    """
    return write_drawing(path, figure, lambda: _page(figure, sentences, camps, events))


def _page(
    figure: Figure, sentences: tuple[str, ...], camps: tuple[str, ...], events: tuple[str, ...]
) -> str:
    from legation.brief.html import style, template

    made = template("course.html.j2").render(
        title=figure.title,
        css=style(),
        drawn=figure,
        sentences=sentences,
        camps=camps,
        events=events,
        role=lambda _: "ink",
        slug="balance",
    )
    return "\n".join(line for line in made.splitlines() if line.strip()) + "\n"
