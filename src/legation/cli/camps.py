"""The commands of camps: who is in which, and how their outlets were collected."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from legation.cli.camps_answers import COMMANDS as ANSWERS
from legation.cli.camps_given import CampsFile
from legation.cli.options import From, Json, RecordPath, To, whole
from legation.errors import InputError

camps = App(
    name="camps",
    help="""Camps of outlets: named sets that you choose, in one small file.

    Example: legation camps show --camps camps.toml
    """,
)


@camps.default
def _alone() -> None:
    """Show what there is to ask."""
    from legation.cli.app import app

    app.help_print(["camps"])


def init(
    *,
    labels: Annotated[
        Path | None,
        Parameter(
            name="--from", help="Make camps from this file of labels: CSV, TSV or JSON lines."
        ),
    ] = None,
    outlet_column: Annotated[
        str | None, Parameter(help="With --from: column of the outlet; else by its usual name.")
    ] = None,
    label_column: Annotated[
        str | None, Parameter(help="With --from: column of the label; else by its usual name.")
    ] = None,
    propose: Annotated[
        int | bool | None,
        Parameter(
            negative="",
            converter=whole,
            help="Propose camps from what the outlets write; with a number, so many.",
        ),
    ] = None,
    output: Annotated[
        Path,
        Parameter(
            name=["--output", "-o"],
            allow_leading_hyphen=True,
            help="File to write; - for standard output.",
        ),
    ] = Path("camps.toml"),
    force: Annotated[
        bool, Parameter(negative="", help="Write over a file that is there already.")
    ] = False,
    record: RecordPath = None,
    json: Json = False,
) -> None:
    """Write a file of camps to edit: from labels, as a proposal, or as an empty list.

    Without --from and --propose it lists the outlets of the record, to be put
    into camps by hand.

    Example: legation camps init --from labels.csv -o camps.toml
    """
    from legation.cli.camps_making import Wanted, make

    if labels is None and (outlet_column or label_column):
        raise InputError("--outlet-column and --label-column go with --from")
    if labels is not None and propose is not None:
        raise InputError("give --from or --propose, not both: each makes the whole file")
    number = None if propose is True else propose
    if number is not None and number < 2:
        raise InputError(f"--propose takes a number of 2 or more, not {number:d}")
    wanted = Wanted(labels, outlet_column, label_column, propose is not None, number)
    make(wanted, output, force, record, json)


def show(
    *,
    camps: CampsFile,
    start: From = None,
    end: To = None,
    record: RecordPath = None,
    json: Json = False,
) -> None:
    """Show camps as the record has them: outlets, documents, gaps, copies.

    Example: legation camps show --camps camps.toml --from 2022
    """
    from legation.cli.camps_given import given
    from legation.cli.camps_words import show_health
    from legation.relations.window import window

    window(start, end)
    with given(camps, record) as asked:
        show_health(asked, start, end, json)


for command in (init, show, *ANSWERS):
    camps.command(command)

COMMANDS = (camps,)
