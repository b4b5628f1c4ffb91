"""The command `check`: what is said of relations between states, held against the record."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from legation.cli.check_question import Question
from legation.cli.options import AsOf, Json, RecordPath


def _no_option(_: object, value: object) -> None:
    """Refuse what was meant as an option; - alone is standard input, and -- begins no text."""
    text = str(value)
    if text.startswith("--") and " " not in text.strip():
        raise ValueError(f"Unknown option: {text[:60]}")


def check(
    text: Annotated[str | None, Parameter(allow_leading_hyphen=True, validator=_no_option)] = None,
    *,
    claim: Annotated[
        str | None,
        Parameter(
            allow_leading_hyphen=True,
            validator=_no_option,
            help="A claim as JSON, or a list of claims; a file of it, or -.",
        ),
    ] = None,
    jsonl: Annotated[
        tuple[Path, Path] | None,
        Parameter(help="Check the lines of IN into OUT; goes on where it was stopped."),
    ] = None,
    due: Annotated[
        bool, Parameter(negative="", help="Decide the predictions kept whose day has come.")
    ] = False,
    as_of: AsOf = None,
    date: Annotated[
        str | None,
        Parameter(help="Day on which it was said (YYYY-MM-DD); by default the day of --as-of."),
    ] = None,
    author: Annotated[
        str | None, Parameter(help="Who says what the text gives nobody as saying.")
    ] = None,
    outlet: Annotated[str | None, Parameter(help="Outlet, for predictions that are kept.")] = None,
    understood: Annotated[
        bool,
        Parameter(
            negative="",
            help="Print what was understood as JSON, to be changed and given back to --claim.",
        ),
    ] = False,
    html: Annotated[
        Path | None, Parameter(help="Write a page: verdicts, their rows and readings.")
    ] = None,
    claimreview: Annotated[
        Path | None, Parameter(help="Write ClaimReview (schema.org) as JSON-LD.")
    ] = None,
    annotations: Annotated[
        Path | None, Parameter(help="Write Web Annotations of the words checked.")
    ] = None,
    feed: Annotated[Path | None, Parameter(help="Write an Atom feed of the verdicts.")] = None,
    keep: Annotated[
        bool,
        Parameter(
            negative="--no-keep",
            help="Keep predictions in the record, with the query that will decide them.",
        ),
    ] = True,
    record: RecordPath = None,
    json: Json = False,
) -> int:
    """Check what a text says of relations between states: verdicts with the rows that decide.

    TEXT is a sentence, a file (plain text, a web page, JSON lines), or - for
    standard input. Ends with status 1 where a line of a file could not be
    checked; a text that claims nothing is no failure.

    Example: legation check "Israel voted for ES-11/3." --as-of 2026-06-30
    """
    asked = Question(
        text=text,
        claim=claim,
        jsonl=jsonl,
        due=due,
        as_of=as_of,
        date=date,
        author=author,
        outlet=outlet,
        understood=understood,
        html=html,
        claimreview=claimreview,
        annotations=annotations,
        feed=feed,
        keep=keep,
        record=record,
        json=json,
    )
    asked.check()
    from legation.cli import check_run

    return check_run.run(asked)


COMMANDS = (check,)
