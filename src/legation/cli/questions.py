"""Commands that ask the record something."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from legation.cli.options import (
    From,
    Json,
    RecordPath,
    To,
    console,
    note,
    open_for_reading,
    print_json,
)

if TYPE_CHECKING:
    from legation.relations import Agreement


def relation(
    a: str,
    b: str,
    *,
    start: From = None,
    end: To = None,
    method: Annotated[
        str, Parameter(help="plain, yes_no, half, pi or kappa; see the reference.")
    ] = "plain",
    topic: Annotated[str | None, Parameter(help="Only roll calls of this topic.")] = None,
    directed_at: Annotated[str | None, Parameter(help="Only texts directed at this state.")] = None,
    succession: Annotated[
        str, Parameter(help="continue (Russia goes on from the Soviet Union) or separate.")
    ] = "continue",
    evidence: Annotated[
        bool, Parameter(negative="", help="List the roll calls behind the number.")
    ] = False,
    record: RecordPath = None,
    json: Json = False,
) -> None:
    """Show how often two states chose the same in recorded votes.

    Example: legation relation Russia Israel --from 2020 --to 2025
    """
    from legation.relations import agreement, agreement_series

    with open_for_reading(record) as rec:
        options: dict[str, Any] = {
            "start": start,
            "end": end,
            "method": method,
            "topic": topic,
            "directed_at": directed_at,
            "succession": succession,
        }
        found = agreement(rec, a, b, **options)
        series = agreement_series(rec, a, b, **options)
        answer = {
            "a": str(found.a),
            "b": str(found.b),
            "agreement": found.as_dict(),
            "years": series.frame().to_dicts(),
            "snapshot": rec.snapshot(),
            "note": rec.note,
        }
        if evidence:
            answer["evidence"] = found.evidence().to_dicts()
        if json:
            print_json(answer)
            return
        if rec.note:
            note(rec.note)
        _show_relation(found, answer, evidence)


def brief(
    a: str,
    b: str,
    *,
    output: Annotated[
        Path | None,
        Parameter(name=["--output", "-o"], help="File to write: .html, .md or .json."),
    ] = None,
    third: Annotated[
        list[str] | None, Parameter(help="Third states to show beside the pair.")
    ] = None,
    start: From = None,
    end: To = None,
    open_page: Annotated[
        bool | None,
        Parameter(name="--open", negative="--no-open", help="Open the page in a browser."),
    ] = None,
    record: RecordPath = None,
    json: Json = False,
) -> None:
    """Write the brief on two states: one page with its evidence inside.

    Without -o it prints the brief in short, writes the page beside you and opens it.

    Example: legation brief RUS ISR -o russia-israel.html
    """
    from legation.brief import brief as make
    from legation.brief import write

    with open_for_reading(record) as rec:
        made = make(rec, a, b, start=start, end=end, third=third)
        if json:
            print_json(made.as_dict())
        target = output
        if target is None and not json:
            target = Path(f"{_slug(made.a.name)}-{_slug(made.b.name)}-brief.html")
        if target is not None:
            write(made, target)
        if json or target is None:
            return
        if output is None:
            _show_brief(made)
        note(f"Wrote {target}")
    if open_page or (open_page is None and output is None and _can_open()):
        import webbrowser

        webbrowser.open(target.resolve().as_uri())


def states(
    name: str,
    *,
    date: Annotated[str | None, Parameter(help="As of this day.")] = None,
    json: Json = False,
) -> None:
    """Show the state or group that a name or code stands for.

    Example: legation states Россия --json
    """
    from legation.cli.naming import describe, show

    answer = describe(name, date)
    if json:
        print_json(answer)
    else:
        show(answer)


COMMANDS = (relation, brief, states)


# -- shown ---------------------------------------------------------------------------------


def _show_relation(found: Agreement, answer: dict[str, Any], evidence: bool) -> None:
    out = console()
    if answer["note"]:  # a selection made by hand has no rate
        who = f"{found.a.name} and {found.b.name}, {found.window}"
        out.print(
            f"{who}: the same choice in {found.same} of {found.n} landmark votes chosen by hand; "
            "no rate of agreement follows from them"
        )
    else:
        out.print(str(found))
    if found.filters:
        out.print("Only: " + ", ".join(found.filters))
    if not answer["note"]:
        _show_years(answer["years"][-12:])
    if evidence:
        for row in answer["evidence"]:
            title = (row["title"] or "")[:70]
            choices = f"{row['choice_a']:7} {row['choice_b']:7}"
            out.print(f"{row['date']}  {choices}  {row['rollcall_id']}  {title}", markup=False)
    else:
        out.print("The roll calls: add --evidence. The page: legation brief", found.a, found.b)


def _show_years(years: list[dict[str, Any]]) -> None:
    from rich.table import Table

    table = Table("year", box=None, padding=(0, 2, 0, 0))
    for name in ("share", "90 % interval", "same", "n"):
        table.add_column(name, justify="right")
    for row in years:
        band = f"{row['lo']:.2f} to {row['hi']:.2f}"
        table.add_row(row["period"], f"{row['share']:.2f}", band, str(row["same"]), str(row["n"]))
    console().print(table)


def _show_brief(made: Any) -> None:
    from rich.console import Console
    from rich.markdown import Markdown

    Console(highlight=False).print(Markdown(made.short()))


def _slug(text: str) -> str:
    import re

    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "state"


def _can_open() -> bool:
    """Whether a person sits at a screen: never open a browser from a script or a server."""
    import os
    import sys

    if not sys.stdout.isatty() or os.environ.get("CI"):
        return False
    screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return sys.platform in ("darwin", "win32") or bool(screen)
