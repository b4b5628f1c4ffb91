"""Commands that read texts, and that measure how well they are read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from legation.cli.options import Json, RecordPath, whole
from legation.errors import InputError


def _no_option(_: object, value: object) -> None:
    """Refuse what was meant as an option; - alone is standard input."""
    for one in value if isinstance(value, tuple | list) else (value,):
        if str(one).startswith("-") and str(one) != "-":
            raise ValueError(f"Unknown option: {str(one)[:60]}")


Engine = Annotated[
    str,
    Parameter(
        help="rules; spacy:NAME where spaCy and that model are installed; llm or llm:MODEL "
        "for an endpoint (see the guide on models)."
    ),
]
Processes = Annotated[
    int | None,
    Parameter(converter=whole, help="Processes that read; by default one for each core."),
]


def read(
    *files: Annotated[Path, Parameter(allow_leading_hyphen=True, validator=_no_option)],
    date: Annotated[
        str | None, Parameter(help="Day of the documents that give none (YYYY-MM-DD).")
    ] = None,
    outlet: Annotated[str | None, Parameter(help="Outlet of the documents that give none.")] = None,
    engine: Engine = "rules",
    html: Annotated[
        Path | None, Parameter(help="Write a page: the text with its findings marked.")
    ] = None,
    jsonl: Annotated[
        Path | None,
        Parameter(help="Write a line of JSON for each document; goes on where it was stopped."),
    ] = None,
    store: Annotated[
        bool,
        Parameter(
            negative="",
            help="Read the record's documents instead of files, and keep what is found.",
        ),
    ] = False,
    processes: Processes = None,
    record: RecordPath = None,
    json: Json = False,
) -> int:
    """Read texts: who is quoted, what happened, who stands where, what is claimed.

    Takes plain text, web pages and JSON lines; - is standard input. Ends with
    status 1 where a document could not be read.

    Example: legation read article.txt --date 2023-10-10 --html article.html
    """
    from legation.cli import showing
    from legation.reading.lines import Options

    if processes is not None and processes < 1:
        raise InputError(f"--processes is at least 1, not {processes}")
    if store:
        if files or html or jsonl or date or outlet:
            raise InputError(
                "--store reads the documents of the record; leave out files, --html, --jsonl, "
                "--date and --outlet"
            )
        return showing.store(record, engine, processes, json)
    if record is not None:
        raise InputError("--record goes with --store, which reads the record's documents")
    if not files:
        raise InputError("nothing to read; give files, or - for standard input")
    if jsonl is not None and (json or html):
        raise InputError("--jsonl writes all there is; leave out --json and --html")
    options = Options(date, outlet, engine, processes)
    with showing.files_of(files) as paths:
        if jsonl is not None:
            return showing.lines(paths, jsonl, options)
        return showing.read(paths, options, html, json)


def score(
    room: str,
    gold: Path,
    *,
    engine: Engine = "rules",
    json: Json = False,
) -> None:
    """Measure a room against a gold file: precision, recall, F1 by kind, with intervals.

    ROOM is reading. GOLD is a folder of brat files (quotes), PLOVER events as
    JSON or as a table, a table of stances, or claims as JSON lines.

    Example: legation score reading gold/claims.jsonl
    """
    from legation.cli import showing

    if room != "reading":
        raise InputError(f"there is no gold for '{room[:60]}'; score measures: reading")
    showing.score(gold, engine, json)


COMMANDS = (read, score)
