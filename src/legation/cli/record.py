"""Commands that fill the record and show what it holds."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from legation.cli.options import Json, RecordPath, console, note, print_json
from legation.errors import InputError

if TYPE_CHECKING:
    from legation.record import Added, Record
    from legation.record.ingest import Progress

#: Characters of documents that are read as they are added: half a minute on two cores.
_READ_AT_ONCE = 10_000_000


def add(
    *paths: Path,
    record: RecordPath = None,
    mapping: Annotated[
        Path | None, Parameter(help="Mapping file (TOML) that says how to read CSV files.")
    ] = None,
    read: Annotated[
        bool | None,
        Parameter(
            negative="--no-read",
            help="Read texts for quotes, events, stances and claims, however many, or not at all; "
            "by default where it takes less than about a minute.",
        ),
    ] = None,
    json: Json = False,
) -> int:
    """Add files, folders or globs to the record.

    Formats are recognised by their content; .gz, .bz2, .xz, .zip and .tar
    are unpacked. Each file is added whole or not at all, and adding it
    again adds nothing. What texts say is read and kept beside them.

    Example: legation add resolutions/ speeches.tar.xz
    """
    if not paths:
        raise InputError("nothing to add; give files or folders, as in: legation add downloads/")
    from legation.record import add as add_files
    from legation.record import open_record

    readers = None
    if mapping is not None:
        from legation.record.readers import READERS
        from legation.record.readers.mapping import load_mapping

        readers = (load_mapping(mapping), *READERS)
    with open_record(record) as rec:
        with _progress(json) as progress:
            added = add_files(rec, paths, readers=readers, progress=progress)
        found = _read(rec, added, read, json)
        if json:
            files = [_added(a) for a in added]
            print_json({"files": files, "reading": found, "snapshot": rec.snapshot()})
        else:
            _show_added(rec, added)
    return 2 if any(a.refused for a in added) else 0


def status(
    *,
    record: RecordPath = None,
    verify: Annotated[
        bool, Parameter(negative="", help="Go through every row and print the content's digest.")
    ] = False,
    json: Json = False,
) -> None:
    """Show what the record holds: rows by table, sources, rejects, snapshot.

    Example: legation status --json
    """
    from legation.record import default_path, open_record

    path = record if record is not None else default_path()
    missing = not (path.exists() and path.stat().st_size)
    with open_record(":memory:" if missing else path, read_only=not missing, sealed=True) as rec:
        tables, sources = rec.counts(), rec.sources()
        answer: dict[str, Any] = {
            "record": str(path),
            "tables": tables,
            "sources": sources,
            "snapshot": rec.snapshot(),
        }
        if verify:
            answer["digest"] = rec.digest()
        if json:
            print_json(answer)
        else:
            _show_status(answer)
    if missing:
        note("There is no record yet. Next: legation sync, or legation add PATH")


def export(
    table: str,
    *,
    output: Annotated[Path, Parameter(name=["--output", "-o"], help="File: .csv or .parquet.")],
    pairs: Annotated[
        str | None,
        Parameter(help="For index and breaks: pairs as A:B,C:D, or states A,B,C; else all."),
    ] = None,
    as_of: Annotated[
        str | None,
        Parameter(help="For index and breaks: use only what was known on this day."),
    ] = None,
    record: RecordPath = None,
) -> None:
    """Write a table to CSV or Parquet, with a Data Package descriptor beside it.

    Tables of the record are written as they are; ideal_points, index and
    breaks are computed from it first.

    Example: legation export vote -o votes.parquet
    """
    from legation.record import open_record
    from legation.record.schema import TABLES

    computed = table not in TABLES
    if not computed and (pairs is not None or as_of is not None):
        raise InputError(f"--pairs and --as-of are for index and breaks, not for '{table[:60]}'")
    with open_record(record, read_only=True) as rec:
        if computed:
            from legation.cli.computing import export_computed

            descriptor = export_computed(rec, table, output, pairs, as_of)
        else:
            from legation.record.export import export as write

            descriptor = write(rec, table, output)
    note(f"Wrote {output} and {descriptor.name}")


def forget(source: str, *, record: RecordPath = None, json: Json = False) -> None:
    """Remove a source, a dataset or a file, and all rows it stated.

    Example: legation forget unvotes
    """
    from legation.record import open_record

    with open_record(record) as rec:
        gone = rec.forget(source)
        if json:
            print_json({"forgotten": gone, "snapshot": rec.snapshot()})
        else:
            note(f"Removed {len(gone)} source{'s' * (len(gone) != 1)}: {', '.join(gone)}")


def sync(
    *sources: str,
    record: RecordPath = None,
    list_only: Annotated[
        bool, Parameter(name="--list", negative="", help="List the catalogue and do nothing.")
    ] = False,
    offline: Annotated[
        bool, Parameter(negative="", help="Use what was fetched before; open no connection.")
    ] = False,
    since: Annotated[str | None, Parameter(help="First day, for sources in daily files.")] = None,
    until: Annotated[str | None, Parameter(help="Last day, for sources in daily files.")] = None,
    fetch_only: Annotated[
        bool, Parameter(negative="", help="Fetch, but do not add to the record.")
    ] = False,
    json: Json = False,
) -> int:
    """Fetch public sources, by name or all that are fetched by default, and add them.

    Stopped or broken off, it goes on where it was when run again. Ends with
    status 1 where anything expected is missing.

    Example: legation sync un-resolutions
    """
    from legation.cli.syncing import list_sources, run_sync

    if list_only:
        list_sources(json)
        return 0
    return run_sync(
        sources,
        record=record,
        offline=offline,
        since=since,
        until=until,
        fetch_only=fetch_only,
        json=json,
    )


COMMANDS = (add, status, export, forget, sync)


# -- shown ---------------------------------------------------------------------------------


def _read(
    rec: Record, added: list[Added], wanted: bool | None, quiet: bool
) -> dict[str, Any] | None:
    """Read the texts that are waiting; many of them only where that was asked for."""
    fresh = any(a.dataset and not a.known for a in added)
    if wanted is False or not (fresh or wanted):
        return None
    from legation.cli.showing import keep, kept_as_dict, kept_in_words
    from legation.reading.storing import waiting

    left = waiting(rec)
    if not left.documents:
        return None
    if wanted is None and left.characters > _READ_AT_ONCE:
        note(
            f"{left.documents:,} documents ({left.characters / 1e6:,.0f} million characters) are "
            "not read yet; to read them for quotes, events, stances and claims: "
            "legation read --store"
        )
        return {"left": left.documents}
    kept = keep(rec, "rules", quiet=quiet)
    if not quiet:
        note(kept_in_words(kept))
    return kept_as_dict(kept)


def _added(a: Added) -> dict[str, Any]:
    return {
        "file": str(a.file),
        "dataset": a.dataset,
        "source_id": a.source_id,
        "read": a.counts.read,
        "stored": a.counts.stored,
        "rejected": a.counts.rejected,
        "duplicates": a.counts.duplicates,
        "overlapping": a.overlapping,
        "known": a.known,
        "problem": a.problem,
    }


@contextlib.contextmanager
def _progress(quiet: bool) -> Iterator[Progress | None]:
    """Show the file being added, on standard error, where that is a terminal."""
    from rich.console import Console
    from rich.status import Status

    screen = Console(stderr=True, highlight=False)
    if quiet or not screen.is_terminal:
        yield None
        return
    with Status("Looking for files", console=screen) as state:

        def show(file: Path, number: int, total: int) -> None:
            from rich.markup import escape

            state.update(f"{number} of {total}: {escape(file.name)}")

        yield show


def _show_added(rec: Record, added: list[Added]) -> None:
    from rich.table import Table

    out = console()
    done = [a for a in added if a.dataset and not a.known]
    if done:
        table = Table("file", "dataset", box=None, padding=(0, 2, 0, 0))
        for name in ("read", "= stored", "+ rejected", "+ duplicates"):
            table.add_column(name, justify="right")
        for a in done:
            c = a.counts
            numbers = [f"{n:,}" for n in (c.read, c.stored, c.rejected, c.duplicates)]
            table.add_row(_safe(a.file.name), a.dataset, *numbers)
        out.print(table)
    for a in added:
        if a.known and not a.problem:
            out.print(
                f"{_safe(a.file.name)}: in the record already as {a.source_id}; nothing added"
            )
    skipped = [a for a in added if a.problem and not a.refused]
    if skipped:
        names = ", ".join(_safe(a.file.name) for a in skipped[:8])
        more = f" and {len(skipped) - 8} more" if len(skipped) > 8 else ""
        out.print(f"Left out, of no format known here: {names}{more}")
    overlapping = sum(a.overlapping for a in added)
    if overlapping:
        out.print(f"{overlapping:,} rows are about things that another source states too")
    rejected = sum(a.counts.rejected for a in done)
    if rejected:
        out.print(
            f"{rejected:,} rows could not be read; why: legation export reject -o rejects.csv"
        )
    for a in added:
        if a.refused:
            note(f"legation: {a.problem}")
    if done:
        out.print(f"Snapshot {rec.snapshot()[:16]}. Next: legation brief RUS ISR")


def _show_status(answer: dict[str, Any]) -> None:
    from rich.table import Table

    out = console()
    out.print(f"Record {_safe(answer['record'])}")
    table = Table("table", box=None, padding=(0, 2, 0, 0))
    table.add_column("rows", justify="right")
    for name, rows in answer["tables"].items():
        table.add_row(name, f"{rows:,}")
    out.print(table)
    for s in answer["sources"]:
        fates = (
            f"{s['rows']:,} read = {s['stored']:,} stored + {s['rejected']:,} rejected "
            f"+ {s['duplicates']:,} duplicates"
        )
        out.print(f"{s['source_id']}  {_safe(s['file'])}\n    {fates}; {_safe(s['licence'])}")
    out.print(f"Snapshot {answer['snapshot']}")
    if "digest" in answer:
        out.print(f"Digest   {answer['digest']}")


def _safe(text: str) -> str:
    """Keep a name from being read as markup or from moving the cursor."""
    from rich.markup import escape

    return escape("".join(c if c.isprintable() else "?" for c in text))
