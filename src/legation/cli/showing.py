"""How the commands `read` and `score` run, and what they print."""

from __future__ import annotations

import contextlib
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legation.cli.options import console, note, print_json
from legation.errors import InputError

if TYPE_CHECKING:
    from legation.reading.lines import Options
    from legation.reading.results import Reading
    from legation.reading.storing import Kept
    from legation.reading.text.documents import Document, Unread
    from legation.record import Record

_SHOWN = 12

Pair = tuple["Document | None", "Reading | Unread"]


@contextlib.contextmanager
def files_of(given: Sequence[Path]) -> Iterator[list[Path]]:
    """Give the files to read; standard input, given as -, becomes a file for the while."""
    if given.count(Path("-")) > 1:
        raise InputError("standard input can be read once; give - once")
    with contextlib.ExitStack() as stack:
        paths = []
        for path in given:
            if str(path) != "-":
                paths.append(path.expanduser())
                continue
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="legation-"))
            paths.append(_standard_input(Path(folder)))
        yield paths


def _standard_input(folder: Path) -> Path:
    file = folder / "standard input"
    with file.open("wb") as out:
        shutil.copyfileobj(sys.stdin.buffer, out)
    return file


# -- reading files -------------------------------------------------------------------------


def read(paths: list[Path], options: Options, html: Path | None, as_json: bool) -> int:
    """Read files and show what they say."""
    from legation.reading.lines import read_pairs

    with _counting("document", quiet=as_json) as tell:
        pairs = _told(read_pairs(paths, options), tell)
        if html is not None:
            return _page(pairs, html, paths, as_json)
        if as_json:
            return _print(pairs, paths)
        return _words(pairs)


def lines(paths: list[Path], output: Path, options: Options) -> int:
    """Read files into lines of JSON."""
    from legation.reading.lines import write_lines

    with _counting("document") as tell:
        done = write_lines(paths, output, options, progress=tell)
    again = f"; {done.before:,} of them by the run before" if done.before else ""
    note(f"Wrote {output}: {done.documents:,} documents{again}")
    if done.unread:
        note(f"legation: {done.unread:,} could not be read; their lines say why (field 'unread')")
    return 1 if done.unread else 0


def _told(pairs: Iterator[Pair], tell: Callable[[int], None]) -> Iterator[Pair]:
    for number, pair in enumerate(pairs, 1):
        tell(number)
        yield pair


def _print(pairs: Iterator[Pair], paths: list[Path]) -> int:
    """Print one object for one text, else a list that is written as it is made."""
    from legation.reading.output import as_dict, unread_as_dict
    from legation.reading.text.documents import Unread

    def plain(pair: Pair) -> dict[str, Any]:
        document, given = pair
        return unread_as_dict(given) if isinstance(given, Unread) else as_dict(given, document)

    failed = 0
    first = next(pairs, None)
    second = next(pairs, None) if first else None
    if first is not None and second is None and len(paths) == 1:
        given = first[1]
        if isinstance(given, Unread):
            raise InputError(f"{given.where}: {given.why}")
        _dump(plain(first))
        return 0
    out = sys.stdout
    out.write('{"documents": [')
    between = "\n"
    for pair in chain((p for p in (first, second) if p), pairs):
        failed += isinstance(pair[1], Unread)
        out.write(between + json.dumps(plain(pair)))
        between = ",\n"
    out.write("\n]}\n")
    return 1 if failed else 0


def _dump(value: Any) -> None:
    # Escaped, since a text may hold halves of characters that no terminal takes.
    sys.stdout.write(json.dumps(value, indent=2) + "\n")


def _page(pairs: Iterator[Pair], html: Path, paths: list[Path], as_json: bool) -> int:
    from legation.reading.marked import MOST, write
    from legation.reading.text.documents import Unread

    held = []
    for pair in pairs:
        held.append(pair)
        if len(held) > MOST:
            raise InputError(
                f"more than {MOST} documents are too many for one page; write them with --jsonl"
            )
    read_ones = [(d, g) for d, g in held if not isinstance(g, Unread)]
    unread = [g for _, g in held if isinstance(g, Unread)]
    if unread and not read_ones:
        raise InputError(f"{unread[0].where}: {unread[0].why}")
    write(html, [g for _, g in read_ones], [d for d, _ in read_ones], unread)
    if as_json:
        _print(iter(held), paths)
    note(f"Wrote {html}")
    return 1 if unread else 0


def _words(pairs: Iterator[Pair]) -> int:
    from legation.reading.text.documents import Unread

    failed = shown = 0
    for document, given in pairs:
        if isinstance(given, Unread):
            failed += 1
            note(f"legation: {given.where}: {given.why}")
            continue
        if shown:
            console().print()
        _reading(document, given, shown)
        shown += 1
    if failed and not shown:
        return 2
    return 1 if failed else 0


def _reading(document: Document | None, reading: Reading, number: int) -> None:
    from legation.brief.clean import clean
    from legation.reading.marked import KINDS
    from legation.reading.marked_words import entries

    out = console()
    title = (document.title or document.where) if document else ""
    counts = ", ".join(
        f"{name} {len(getattr(reading, name))}"
        for name in ("quotes", "events", "stances", "claims")
    )
    out.print(clean(f"{title or f'Document {number + 1}'}: {counts}", 400), markup=False)
    for said in reading.notes:
        out.print(clean(f"Note: {said}", 400), markup=False)
    found = entries(reading, 1)
    for kind, name in KINDS:
        of_kind = [one for one in found if one.kind == kind]
        if not of_kind:
            continue
        out.print(f"\n{name}")
        for one in of_kind[:_SHOWN]:
            out.print("  " + clean(f"{one.head} ({one.rest})", 220), markup=False)
            out.print("      " + clean(one.words, 220), markup=False)
        if len(of_kind) > _SHOWN:
            out.print(f"  and {len(of_kind) - _SHOWN} more: add --json, or --html page.html")


# -- the record ----------------------------------------------------------------------------


def store(record: Path | None, engine: str, processes: int | None, as_json: bool) -> int:
    """Read the record's documents and keep what is found."""
    from legation.errors import RecordError
    from legation.record import default_path, open_record

    path = record if record is not None else default_path()
    if not (path.exists() and path.stat().st_size):
        raise RecordError(f"there is no record at {path}; make one with: legation add PATH")
    with open_record(path) as rec:
        kept = keep(rec, engine, processes, quiet=as_json)
        if as_json:
            print_json({**kept_as_dict(kept), "snapshot": rec.snapshot()})
        else:
            note(kept_in_words(kept))
    for problem in kept.problems:
        note(f"legation: {problem}")
    return 1 if kept.left else 0


def keep(rec: Record, engine: str, processes: int | None = None, quiet: bool = False) -> Kept:
    """Read what the record holds unread, telling how far it is."""
    from legation.reading.storing import store as keep_all

    with _counting("document", quiet) as tell:
        return keep_all(rec, engine, processes=processes, progress=tell)


def kept_as_dict(kept: Kept) -> dict[str, Any]:
    """Give what a run kept, for JSON."""
    from dataclasses import asdict

    return {**asdict(kept), "problems": list(kept.problems)}


def kept_in_words(kept: Kept) -> str:
    """Say what a run kept."""
    if not kept.documents and not kept.left:
        return f"No document is waiting for {kept.engine}"
    counts = ", ".join(
        f"{getattr(kept, name):,} {name}" for name in ("quotes", "events", "stances", "claims")
    )
    left = f"; {kept.left:,} not read" if kept.left else ""
    return f"Read {kept.documents:,} documents with {kept.engine}: {counts}{left}"


# -- scores --------------------------------------------------------------------------------


def score(gold: Path, engine: str, as_json: bool) -> None:
    """Measure an engine against a gold file."""
    from legation.reading.scoring import score as measure

    found = measure(gold, engine)
    if as_json:
        print_json(found.as_dict())
        return
    from rich.table import Table

    out = console()
    out.print(f"{found.engine} on {gold.name}: {found.what}", markup=False)
    table = Table("kind", box=None, padding=(0, 2, 0, 0))
    for name in ("precision", "recall", "F1", "95 % interval", "found", "gold"):
        table.add_column(name, justify="right")
    for row in found.rows:
        band = f"{row.low:.3f} to {row.high:.3f}" if row.low == row.low else ""
        numbers = [f"{n:.3f}" for n in (row.precision, row.recall, row.f1)]
        table.add_row(row.name, *numbers, band, f"{row.found:,}", f"{row.gold:,}")
    out.print(table)
    for said in found.notes:
        out.print(said, markup=False)


@contextlib.contextmanager
def _counting(what: str, quiet: bool = False) -> Iterator[Callable[..., None]]:
    """Show how many are done, on standard error, where that is a terminal."""
    from rich.console import Console
    from rich.status import Status

    screen = Console(stderr=True, highlight=False)
    if quiet or not screen.is_terminal:
        yield lambda *_: None
        return
    with Status(f"Reading {what}s", console=screen) as state:

        def show(done: int, total: int | None = None) -> None:
            of = "" if total is None else f" of {total:,}"
            state.update(f"{done:,}{of} {what}s read")

        yield show
