"""Many documents read into one file of JSON lines; a run that was stopped goes on where it was.

Lines are written to `NAME.part` beside the file, one for each document in their order, and
`NAME.state` says of what they are made. A run with the same files and options goes on after the
last whole line; the file has its name once it is whole.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from legation.errors import InputError
from legation.reading.batch import read_all
from legation.reading.engines import engine as engine_of
from legation.reading.output import as_dict, unread_as_dict
from legation.reading.results import Reading
from legation.reading.text.documents import Document, Unread, as_date, documents
from legation.record.heed import heeding

#: Called with the number of documents read so far.
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Written:
    """What a run wrote: documents in the file, those that could not be read, and found before."""

    documents: int
    unread: int
    before: int


@dataclass(frozen=True, slots=True)
class Options:
    """How files are read: what holds for all of their documents, and by whom."""

    date: str | None = None
    outlet: str | None = None
    engine: str = "rules"
    processes: int | None = None


def all_documents(paths: Sequence[Path], options: Options) -> Iterator[Document | Unread]:
    """Give the documents of files; day and outlet of the options hold where a file gives none."""
    day = as_date(options.date)
    for path in paths:
        for one in documents(path):
            if isinstance(one, Document):
                one = replace(one, date=one.date or day, outlet=one.outlet or options.outlet)
            yield one


def write_lines(
    paths: Sequence[Path],
    output: Path,
    options: Options = Options(),
    progress: Progress | None = None,
) -> Written:
    """Read files and write a line of JSON for each of their documents.

    Parameters
    ----------
    paths
        Files.
    output
        File of JSON lines to write.
    options
        Day, outlet, engine and processes.
    progress
        Called with the number of documents read.

    Raises
    ------
    InputError
        If a file cannot be opened or the output cannot be written.
    """
    part, state = (output.with_name(output.name + end) for end in (".part", ".state"))
    asked = json.dumps(_asked(paths, options), sort_keys=True)
    try:
        before, unread = written_before(part, state, asked, _unread)
        with part.open("a", encoding="utf-8", newline="\n") as out:
            done, failed = _write(paths, options, before, out.write, progress)
        part.replace(output)
        state.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(f"{output} cannot be written ({error.strerror or error})") from error
    return Written(before + done, unread + failed, before)


def _write(
    paths: Sequence[Path],
    options: Options,
    before: int,
    write: Callable[[str], Any],
    progress: Progress | None,
) -> tuple[int, int]:
    """Write the lines after those that are there; give how many, and how many are unread."""
    done = failed = 0
    with heeding() as stopped:
        for one, given in read_pairs(paths, options, before):
            line = unread_as_dict(given) if isinstance(given, Unread) else as_dict(given, one)
            write(json.dumps(line, ensure_ascii=True) + "\n")
            done += 1
            failed += isinstance(given, Unread)
            if progress and done % 10 == 0:
                progress(before + done)
            if stopped():
                raise KeyboardInterrupt
    return done, failed


def read_pairs(
    paths: Sequence[Path], options: Options, skip: int = 0
) -> Iterator[tuple[Document | None, Reading | Unread]]:
    """Read the documents of files, each with the document it is made of."""
    kept: list[Document | Unread] = []

    def taken() -> Iterable[Document | Unread]:
        for one in islice(all_documents(paths, options), skip, None):
            # The text comes back with the reading; a second copy would wait here for nothing.
            kept.append(replace(one, text="") if isinstance(one, Document) else one)
            yield one

    for given in read_all(taken(), options.engine, processes=options.processes):
        one = kept.pop(0)
        yield (one if isinstance(one, Document) else None), given


def _asked(paths: Sequence[Path], options: Options) -> dict[str, Any]:
    """Say what a run reads, so that another is known to be the same."""
    files = []
    for path in paths:
        try:
            held = path.stat()
        except OSError as error:
            raise InputError(f"{path}: cannot be read ({error.strerror})") from None
        files.append([str(path.resolve()), held.st_size, held.st_mtime_ns])
    name = engine_of(options.engine).name
    return {"files": files, "date": options.date, "outlet": options.outlet, "engine": name}


def written_before(
    part: Path, state: Path, asked: str, missed: Callable[[bytes], bool]
) -> tuple[int, int]:
    """Count the whole lines of a run that was stopped, and cut off what is behind them.

    Parameters
    ----------
    part
        What the run wrote.
    state
        Says what was asked; where it says something else, the run begins anew.
    asked
        What is asked now.
    missed
        Tells of a line whether it says that something failed; raises ValueError where it is
        damaged, and then counts for nothing, as do those behind it.

    Returns
    -------
    tuple of int
        Lines that stand, and how many of them tell of a failure.
    """
    if not part.exists() or not state.exists() or state.read_text("utf-8") != asked:
        state.write_text(asked, "utf-8")
        part.write_bytes(b"")
        return 0, 0
    lines = failed = whole = 0
    with part.open("rb") as held:
        for line in held:
            if not line.endswith(b"\n"):
                break
            try:
                failed += missed(line)
            except ValueError:
                break
            lines += 1
            whole += len(line)
    with part.open("r+b") as held:
        held.truncate(whole)
    return lines, failed


def _unread(line: bytes) -> bool:
    return line.startswith(b'{"where"') and b'"unread":' in line[:4000]
