"""Many texts or claims, one JSON object a line, checked into lines of verdicts in their order.

Lines are written as they are decided, so that a run that was stopped leaves whole lines behind;
`NAME.state` beside the output says of what it is made while it is not whole. A run that asks the
same goes on after the last whole line.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from legation.checking.checker import LONGEST, Checker
from legation.checking.results import Verdict
from legation.errors import InputError, LegationError
from legation.reading.lines import written_before
from legation.reading.text.documents import as_date, from_html, is_html
from legation.record import Record
from legation.record.heed import heeding
from legation.relations.window import window

#: Bytes of a line: a text at its longest, with every character escaped.
LINE = 12 * LONGEST
#: Days for which a record is held ready at once.
_DAYS = 8

#: Called with the lines done and, where they were counted, all lines.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Written:
    """What a run wrote: lines in the file, those with an error, and lines found before."""

    lines: int
    failed: int
    before: int


def check_lines(
    record: Record,
    source: Path,
    output: Path,
    as_of: dt.date | None = None,
    progress: Progress | None = None,
    estimating: Callable[..., None] | None = None,
) -> Written:
    """Check the lines of a file.

    Parameters
    ----------
    record
        The record, never written to.
    source
        One object a line: "text" or "claim" (see `legation.checking.structured`), and any of
        "id", "as_of" (last day that is known, before `as_of` of the call), "date" (day it was
        said), "author" and "outlet". Blank lines are passed over.
    output
        One object a line, in the same order: "id" (that of the line, else its number) and
        "verdicts", or "error" where the line cannot be checked.
    as_of
        Last day that is known; today where it is not given.
    progress
        Called with the lines done and all lines.
    estimating
        Called while the index is estimated; see `legation.relations.index.index`.

    Returns
    -------
    Written
        Counts of the whole output.

    Raises
    ------
    InputError
        If the source cannot be read, or the output not written.
    KeyboardInterrupt
        After Ctrl-C; what was written stays.
    """
    day = as_of or dt.date.today()
    state = output.with_name(output.name + ".state")
    try:
        if output.exists() and source.exists() and output.samefile(source):
            raise InputError(f"{output} is what is read; give another file to write")
        total, digest = _measured(source)
        asked = json.dumps([digest, day.isoformat(), record.snapshot()])
        before, failed = written_before(output, state, asked, _failed)
        with output.open("a", encoding="utf-8", newline="\n") as out:
            for number, line, bad in _checked(record, source, day, before, estimating):
                out.write(line + "\n")
                if number % 10 == 0 or number <= before + 1:
                    out.flush()
                failed += bad
                if progress:
                    progress(number, total)
        state.unlink(missing_ok=True)
    except OSError as error:
        if error.filename is not None and Path(error.filename) == source:
            raise InputError(f"{source}: cannot be read ({error.strerror})") from error
        raise InputError(f"{output} cannot be written ({error.strerror or error})") from error
    return Written(total, failed, before)


def given_lines(source: Path) -> Iterator[tuple[int, bytes | None]]:
    """Give the lines of a file with their numbers; None for one that is too long, no blank ones.

    Raises
    ------
    OSError
        If it cannot be read.
    """
    with source.open("rb") as handle:
        number = 0
        while line := handle.readline(LINE + 1):
            number += 1
            if len(line) > LINE:
                while (part := handle.readline(1 << 20)) and not part.endswith(b"\n"):
                    pass
                yield number, None
            elif line.strip(b"\xef\xbb\xbf \t\r\n"):
                yield number, line


def read_line(line: bytes | None) -> dict[str, Any]:
    """Give the object of a line.

    Raises
    ------
    InputError
        If it is none, or has parts that are unknown or of the wrong kind.
    """
    if line is None:
        raise InputError(f"the line is longer than {LINE:,} bytes")
    try:
        item = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InputError("the line is not valid UTF-8") from None
    except (ValueError, RecursionError):
        raise InputError("the line is not valid JSON") from None
    if not isinstance(item, dict):
        raise InputError("the line is not a JSON object")
    return item


def _measured(source: Path) -> tuple[int, str]:
    """Count the lines of a file, and hash its content."""
    total, digest = 0, hashlib.sha256()
    for _, line in given_lines(source):
        total += 1
        digest.update(line or b"\0")
    return total, digest.hexdigest()


def _failed(line: bytes) -> bool:
    return "error" in json.loads(line)


def _checked(
    record: Record,
    source: Path,
    day: dt.date,
    skip: int,
    estimating: Callable[..., None] | None,
) -> Iterator[tuple[int, str, bool]]:
    """Check the lines after those that are there: place, what is written, whether it failed."""
    checkers: dict[dt.date, Checker] = {}
    with heeding() as stopped:
        for place, (number, line) in enumerate(given_lines(source), 1):
            if place <= skip:
                continue
            found: dict[str, Any] = {"id": number}
            try:
                item = read_line(line)
                found["id"] = _id(item, number)
                own = _day(item, day)
                if own not in checkers:
                    while len(checkers) >= _DAYS:
                        checkers.pop(next(iter(checkers)))
                    checkers[own] = Checker(record, own, estimating)
                verdicts = _verdicts(item, checkers[own])
                found["verdicts"] = [verdict.to_dict() for verdict in verdicts]
            except LegationError as error:
                found["error"] = str(error)
            except MemoryError:
                raise
            except Exception as error:  # one text must not cost the others
                what = f"{type(error).__name__}: {error}"
                found["error"] = f"checking failed on it ({' '.join(what.split())})"[:300]
            if stopped():
                raise KeyboardInterrupt
            yield place, json.dumps(found, default=str), "error" in found


def _id(item: Mapping[str, Any], number: int) -> str | int:
    given = item.get("id")
    return given if isinstance(given, str | int) and not isinstance(given, bool) else number


def _day(item: Mapping[str, Any], day: dt.date) -> dt.date:
    """Give the last day that is known for a line."""
    known = item.get("as_of")
    if known is None:
        return day
    if not isinstance(known, str):
        raise InputError('"as_of" is text, as in "2026-06-30"')
    return window(None, known).end


def _verdicts(item: Mapping[str, Any], checker: Checker) -> list[Verdict]:
    """Check one line."""
    text, claim = item.get("text"), item.get("claim")
    if claim is None and not isinstance(text, str):
        raise InputError('the line has neither "text" nor "claim"')
    said = as_date(item.get("date"))
    if claim is None:
        assert isinstance(text, str)
        return checker.text(from_html(text).text if is_html(text) else text, said)
    if isinstance(claim, Mapping) and isinstance(text, str) and "text" not in claim:
        claim = {**claim, "text": text}
    return [checker.claim(claim)]
