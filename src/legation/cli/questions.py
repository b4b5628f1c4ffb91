"""Commands that ask the record something."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from legation.cli.options import (
    AsOf,
    From,
    Json,
    RecordPath,
    To,
    estimating,
    note,
    open_for_reading,
    print_json,
)


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
    explain: Annotated[
        str | None,
        Parameter(help="Show the rows behind the index of A towards B in this month (YYYY-MM)."),
    ] = None,
    since: Annotated[
        str | None,
        Parameter(help="With --explain: month it is compared with; by default the one before."),
    ] = None,
    as_of: AsOf = None,
    evidence: Annotated[
        bool, Parameter(negative="", help="List all rows behind the number.")
    ] = False,
    record: RecordPath = None,
    json: Json = False,
) -> None:
    """Show the relation of two states: monthly index, breaks, agreement in votes.

    Example: legation relation Russia Israel --from 2020 --to 2025
    """
    from legation.cli.relating import Question, relate

    asked = Question(a, b, start, end, as_of, explain, since, evidence, json)
    asked.check()
    with open_for_reading(record) as rec:
        relate(
            rec,
            asked,
            method=method,
            topic=topic,
            directed_at=directed_at,
            succession=succession,
        )


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
    camps: Annotated[
        Path | None,
        Parameter(help="File of camps of outlets, for a section on how each tells of the two."),
    ] = None,
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

    sets = None
    if camps is not None:
        from legation.narratives import load_camps

        sets = load_camps(camps)
    with open_for_reading(record) as rec, estimating("the index") as progress:
        made = make(rec, a, b, start=start, end=end, third=third, camps=sets, progress=progress)
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


def pairs(
    *pairs: str,
    output: Annotated[
        Path | None, Parameter(name=["--output", "-o"], help="File to write: .html or .json.")
    ] = None,
    order: Annotated[
        str, Parameter(help="given, level (least friendly first), change or break (latest first).")
    ] = "given",
    start: From = None,
    end: To = None,
    as_of: AsOf = None,
    record: RecordPath = None,
    json: Json = False,
) -> None:
    """Put many pairs on one page: one small chart for each direction, on one scale.

    Pairs are written A:B,C:D. States or groups without a colon give every
    pair among them.

    Example: legation pairs RUS:ISR,USA:UKR -o pairs.html
    """
    from legation.brief import multiples, write
    from legation.cli.pairing import read_pairs

    asked = read_pairs(pairs)
    with open_for_reading(record) as rec, estimating("the index") as progress:
        made = multiples(
            rec, asked, start=start, end=end, as_of=as_of, order=order, progress=progress
        )
    if json:
        print_json(made.as_dict())
    target = output if output is not None or json else Path("pairs.html")
    if target is not None:
        write(made, target)
        note(f"Wrote {target}")


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


COMMANDS = (relation, brief, pairs, states)


# -- shown ---------------------------------------------------------------------------------


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
