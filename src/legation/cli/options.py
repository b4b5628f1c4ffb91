"""Options that several commands share, and the ways they show things."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

if TYPE_CHECKING:
    from rich.console import Console

    from legation.record import Record

RecordPath = Annotated[
    Path | None,
    Parameter(
        name="--record",
        help="File of the record; else LEGATION_RECORD, else the platform's data folder.",
    ),
]
Json = Annotated[bool, Parameter(name="--json", negative="", help="Print JSON instead of words.")]
From = Annotated[
    str | None, Parameter(name="--from", help="First year, month or day (YYYY[-MM[-DD]]).")
]
To = Annotated[str | None, Parameter(name="--to", help="Last year, month or day, included.")]

AsOf = Annotated[
    str | None,
    Parameter(name="--as-of", help="Use only what was known on this day (YYYY[-MM[-DD]])."),
]


def whole(_kind: type, tokens: Sequence[Any]) -> int:
    """Read a whole number; the reader of options by itself would round 1.5 to 2."""
    text: str = tokens[0].value
    try:
        return int(text)
    except ValueError:
        raise ValueError(f"'{text[:40]}' is no whole number") from None


def print_json(value: Any) -> None:
    """Print a value as JSON, dates as ISO text."""
    text = json.dumps(value, indent=2, ensure_ascii=False, default=str)
    sys.stdout.write(text + "\n")


def console() -> Console:
    """Give a console on standard output; plain, wide text where that is no terminal."""
    from rich.console import Console

    screen = Console(highlight=False, soft_wrap=True)
    return screen if screen.is_terminal else Console(highlight=False, soft_wrap=True, width=160)


def note(text: str) -> None:
    """Say something beside the answer, on standard error."""
    sys.stderr.write(text + "\n")


@contextlib.contextmanager
def estimating(what: str) -> Iterator[Callable[..., None]]:
    """Show how far an estimate is, on standard error, from the first time that it tells.

    Where standard error is no terminal it is said once that it takes its time.
    """
    from rich.console import Console
    from rich.status import Status

    screen = Console(stderr=True, highlight=False)
    status = Status(f"Estimating {what}", console=screen) if screen.is_terminal else None
    told = False

    def show(*far: object) -> None:
        nonlocal told
        if status is None:
            if not told:
                note(f"Estimating {what}; once for this record, later questions are quick")
        else:
            if not told:
                status.start()
            status.update(f"Estimating {what}, once for this record: {_far(*far)}")
        told = True

    try:
        yield show
    finally:
        if status is not None and told:
            status.stop()


def _far(*far: object) -> str:
    """Write a step, and how many are done of how many."""
    if len(far) == 3:
        return f"{far[0]}, {far[1]} of {far[2]}".replace("_", " ")
    return " ".join(map(str, far))


def open_for_reading(path: Path | None) -> Record:
    """Open the record; where it is empty or missing, the casebook, which says so itself."""
    from legation.record import default_path, open_record

    file = path if path is not None else default_path()
    if file.exists() and file.stat().st_size:
        record = open_record(file, read_only=True, sealed=True)
        if not record.is_empty():
            return record
        record.close()
    elif path is not None:
        from legation.errors import RecordError

        raise RecordError(f"there is no record at {path}; make one with: legation add PATH")
    from legation.record.casebook import open_casebook

    return open_casebook()
