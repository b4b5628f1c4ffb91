"""The command `sync`: fetch public sources, add what readers take, tell what is missing."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legation.cli.options import console, note, print_json

if TYPE_CHECKING:
    from legation.record.sync import Progress, SyncResult, Update


def list_sources(json: bool) -> None:
    """Show the catalogue."""
    from legation.record.sync import sources

    listed = sources()
    if json:
        fields = ("key", "title", "holds", "homepage", "licence", "citation", "frequency")
        print_json([{f: getattr(s, f) for f in (*fields, "manual", "by_name")} for s in listed])
        return
    out = console()
    for s in listed:
        how = "by hand" if s.manual else "by name" if s.by_name else ""
        out.print(f"{s.key:24} {s.title}{f' ({how})' if how else ''}", markup=False)
        out.print(f"{'':24} {s.holds}", markup=False)
        out.print(f"{'':24} {s.licence}; {s.frequency}; {s.homepage}", markup=False)


def run_sync(
    keys: Sequence[str],
    *,
    record: Path | None,
    offline: bool,
    since: str | None,
    until: str | None,
    fetch_only: bool,
    json: bool,
) -> int:
    """Fetch, add, and report; 0 when everything expected is here, 1 on gaps, 2 on refusals."""
    from legation.record import add, default_path, open_record
    from legation.record.sync import sync
    from legation.relations import window

    days = window(since, until) if since or until else None
    cache = (record or default_path()).with_name("sync")
    with _progress(json) as progress:
        result = sync(
            keys,
            cache,
            offline=offline,
            progress=progress,
            since=days.start if days and since else None,
            until=days.end if days and until else None,
        )
    added = []
    if result.files and not fetch_only:
        with open_record(record) as rec:
            added = add(rec, result.files)
    refused = [a for a in added if a.refused]
    if json:
        print_json(_answer(result, added))
    else:
        _show(result, added, cache)
    return 1 if not result.complete else 2 if refused else 0


def _answer(result: SyncResult, added: list[Any]) -> dict[str, Any]:
    return {
        "expected": result.expected,
        "received": result.received,
        "unchanged": result.unchanged,
        "failed": [{"source": f.source, "file": f.file, "reason": f.reason} for f in result.failed],
        "files": [str(f) for f in result.files],
        "notes": result.notes,
        "added": [
            {"file": str(a.file), "stored": a.counts.stored, "known": a.known, "problem": a.problem}
            for a in added
        ],
    }


def _show(result: SyncResult, added: list[Any], cache: Path) -> None:
    out = console()
    out.print(
        f"Expected {result.expected:,} files: {result.received:,} received, "
        f"{result.unchanged:,} unchanged, {len(result.failed):,} missing"
    )
    for line in result.notes:
        out.print(line, markup=False)
    for failure in result.failed:
        note(f"legation: {failure}")
    stored = sum(a.counts.stored for a in added)
    known = sum(a.known for a in added)
    if added:
        out.print(f"Added {stored:,} rows; {known:,} files were in the record already")
    for a in added:
        if a.problem:
            note(f"legation: {a.problem}")
    out.print(f"Files are kept in {cache}. Next: legation status", markup=False)


@contextlib.contextmanager
def _progress(quiet: bool) -> Iterator[Progress | None]:
    """Draw one bar for the file on its way, where standard error is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, TextColumn
    from rich.progress import Progress as Bars

    screen = Console(stderr=True, highlight=False)
    if quiet or not screen.is_terminal:
        yield None
        return
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), DownloadColumn())
    with Bars(*columns, console=screen, transient=True) as bars:
        task = bars.add_task("connecting", total=None)

        def draw(update: Update) -> None:
            said = f"{update.source}/{update.file} ({update.number} of {update.of})"
            if update.message:
                said += f": {update.message}"
            bars.update(task, description=said, completed=update.done, total=update.total)

        yield draw
