"""Adding files: found, recognised, read in one transaction each."""

from __future__ import annotations

import datetime as dt
import glob
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb

from legation.errors import InputError, LegationError
from legation.record import schema
from legation.record.derive import derive
from legation.record.heed import heeding
from legation.record.load import Load
from legation.record.overlap import shadow
from legation.record.readers import READERS
from legation.record.readers.base import Reader
from legation.record.readers.mapping import MappedReader
from legation.record.staging import Counts
from legation.record.store import STALE, Record
from legation.record.unpack import Limits, Member, members


@dataclass(frozen=True)
class Added:
    """What became of one dataset's rows in one file.

    Attributes
    ----------
    file
        The file as named by the user.
    dataset, source_id
        Where the rows belong; empty where the file was skipped or failed.
    counts
        Fates: read = stored + rejected + duplicates.
    overlapping
        Stored rows about things another source states too.
    known
        True where the same content was in the record already, so that nothing was added.
    problem
        Why the file was skipped or refused, else empty.
    refused
        True where the problem is an error rather than a file of no known format.
    """

    file: Path
    dataset: str = ""
    source_id: str = ""
    counts: Counts = field(default_factory=Counts)
    overlapping: int = 0
    known: bool = False
    problem: str = ""
    refused: bool = False


Progress = Callable[[Path, int, int], None]


def add(
    record: Record,
    paths: Iterable[str | os.PathLike[str]],
    *,
    readers: Sequence[Reader] | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> list[Added]:
    """Add files, folders and globs to the record, each file in one transaction.

    A file that cannot be read leaves the record as it was and does not stop the others.

    Parameters
    ----------
    record
        The record, open for writing.
    paths
        Files, folders (searched to the bottom) and glob patterns.
    readers
        Formats to recognise, asked in order; by default all of Legation's.
    limits
        How far archives may unpack.
    progress
        Called before each file with the file, its number from 1 and how many there are.

    Returns
    -------
    list of Added
        At least one entry per file, in order.

    Raises
    ------
    InputError
        If a path does not exist or a pattern matches nothing.
    """
    files = find_files(paths)
    results: list[Added] = []
    try:
        with heeding() as stopped:
            for number, (file, named) in enumerate(files, 1):
                if progress:
                    progress(file, number, len(files))
                results += add_file(
                    record, file, READERS if readers is None else readers, limits, named
                )
                if stopped():
                    raise KeyboardInterrupt
    finally:
        if record.meta(STALE) == "yes":
            with record.transaction() as con:
                derive(con)
    return results


def find_files(paths: Iterable[str | os.PathLike[str]]) -> list[tuple[Path, bool]]:
    """Expand folders and globs into files, each once, with whether the user named it itself."""
    found: dict[Path, bool] = {}
    for given in paths:
        path = Path(given).expanduser()
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and not _hidden(p, path))
            found.update({p: False for p in inside if p not in found})
        elif path.exists():
            found[path] = True
        elif matches := sorted(glob.glob(str(path), recursive=True)):  # noqa: PTH207 (takes ** and absolute patterns)
            found.update({Path(m): True for m in matches if Path(m).is_file()})
        else:
            raise InputError(f"there is no file or folder {path}; check the path")
    return list(found.items())


def _hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)


def add_file(
    record: Record,
    file: Path,
    readers: Sequence[Reader],
    limits: Limits | None = None,
    named: bool = True,
) -> list[Added]:
    """Add one file; all of it or nothing."""
    try:
        with tempfile.TemporaryDirectory(prefix="legation-", dir=_scratch(record)) as folder:
            groups, strangers = _recognise(members(file, Path(folder), limits), readers)
            if not groups:
                return [Added(file, problem=_unknown(strangers, readers), refused=named)]
            with record.transaction() as con:
                added = [_add_group(con, file, r, group) for r, group in groups.values()]
            if strangers:
                names = ", ".join(m.name for m in strangers[:3])
                problem = f"{file.name} also holds {len(strangers):,} files of no known format"
                added.append(Added(file, problem=f"{problem}: {names}"))
            return added
    except LegationError as error:
        return [Added(file, problem=" ".join(str(error).split()), refused=True)]
    except duckdb.InterruptException:
        raise KeyboardInterrupt from None
    except duckdb.Error as error:
        what = " ".join(str(error).split())[:300]
        return [Added(file, problem=f"{file.name} cannot be read: {what}", refused=True)]
    except OSError as error:
        what = error.strerror or str(error)
        return [Added(file, problem=f"{file} cannot be read ({what})", refused=True)]


def _scratch(record: Record) -> Path | None:
    """Unpack beside the record, where there is room for it, rather than in a small /tmp."""
    return record.path.parent if record.path else None


def _recognise(
    found: Iterable[Member], readers: Sequence[Reader]
) -> tuple[dict[tuple[str, str], tuple[Reader, list[Member]]], list[Member]]:
    """Group the members of a file by the reader that knows them; the rest come second."""
    groups: dict[tuple[str, str], tuple[Reader, list[Member]]] = {}
    strangers: list[Member] = []
    for member in found:
        for reader in readers:
            if reader.matches(member):
                key = (reader.dataset.key, type(reader).__name__)
                # a copy without the heads that were looked at: an archive has many members
                groups.setdefault(key, (reader, []))[1].append(replace(member))
                break
        else:
            strangers.append(member)
            if member.archived:
                member.path.unlink()
    return groups, strangers


def _unknown(strangers: list[Member], readers: Sequence[Reader]) -> str:
    """Say that no reader knows a file; where the user gave a mapping, why it does not fit."""
    if not strangers:
        return "the archive holds no files"
    for reader in readers:
        if isinstance(reader, MappedReader) and (why := reader.problem(strangers[0])):
            return f"the mapping does not fit: {why}"
    return (
        f"{strangers[0].name} is of no format that is known here; "
        "give its columns in a mapping file (legation add --mapping)"
    )


def _add_group(
    con: duckdb.DuckDBPyConnection, file: Path, reader: Reader, group: list[Member]
) -> Added:
    """Read the members of one dataset, inside the open transaction."""
    sha256 = group[0].sha256 if len(group) == 1 else _joint(group)
    source_id = f"{reader.dataset.key}:{sha256[:12]}"
    held = con.execute("SELECT version FROM source WHERE source_id = ?", [source_id]).fetchall()
    if held:
        changed = held[0][0] != reader.version
        problem = _read_before(file, source_id) if changed else ""
        return Added(
            file, reader.dataset.key, source_id, known=True, problem=problem, refused=changed
        )
    load = Load(con, source_id)
    for member in group:
        reader.load(member, load)
    load.flush()
    if not load.counts.adds_up:
        raise InputError(
            f"{file.name}: {load.counts} does not add up, so nothing of it was stored; "
            "please report this with the file"
        )
    overlapping = sum(shadow(con, table, source_id) for table in schema.VIEWS)
    _register(con, file, reader, source_id, sha256, load.counts)
    if _speaks_of_rollcalls(con, source_id):
        con.execute("INSERT OR REPLACE INTO meta VALUES (?, 'yes')", [STALE])
    return Added(file, reader.dataset.key, source_id, load.counts, overlapping)


def _read_before(file: Path, source_id: str) -> str:
    """Say that the rows held are those of an older reader or mapping, not of this one."""
    return (
        f"{file.name} is in the record as an earlier version of its reader or mapping read it; "
        f"to read it anew: legation forget {source_id}, then add it again"
    )


def _speaks_of_rollcalls(con: duckdb.DuckDBPyConnection, source_id: str) -> bool:
    """Whether a source has statements from which `rollcall` and `vote` are derived."""
    tables = (t.storage for t in schema.STATEMENTS.values() if t not in schema.VIEWS)
    return any(
        con.execute(f"SELECT 1 FROM {t} WHERE source_id = ? LIMIT 1", [source_id]).fetchall()
        for t in tables
    )


def _joint(group: list[Member]) -> str:
    """Hash of several members that does not depend on their order in the archive."""
    parts = sorted(f"{m.sha256}  {m.name}" for m in group)
    return hashlib.sha256("\n".join(parts).encode("utf-8", "backslashreplace")).hexdigest()


def _register(
    con: duckdb.DuckDBPyConnection,
    file: Path,
    reader: Reader,
    source_id: str,
    sha256: str,
    counts: Counts,
) -> None:
    d = reader.dataset
    name = file.name.encode("utf-8", "backslashreplace").decode()
    values: list[object] = [source_id, d.key, d.title, reader.version, d.licence, d.citation]
    values += [d.url, name, now(), sha256]
    values += [counts.read, counts.stored, counts.rejected, counts.duplicates]
    marks = ", ".join("?" * len(values))
    names = ", ".join(f'"{n}"' for n in schema.SOURCE.names[: len(values)])
    con.execute(f"INSERT INTO source ({names}) VALUES ({marks})", values)


def now() -> dt.datetime:
    """Give the time to the second, as `retrieved_at` holds it."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)
