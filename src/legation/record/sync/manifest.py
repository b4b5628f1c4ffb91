"""What a source's folder in the cache should hold, and what it does: one JSON file."""

import contextlib
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from legation.errors import RecordError

FILE_NAME = "manifest.json"
_LOCK_NAME = ".lock"

Status = Literal["expected", "received", "failed"]


@dataclass(frozen=True)
class Entry:
    """What is known of one file.

    Attributes
    ----------
    status
        ``expected`` until the file is here or given up.
    url
        Address as the source names it.
    listed
        Checksum the source publishes, ``kind:digits``.
    bytes, sha256, etag, last_modified, retrieved_at
        Of the file in the cache, if one is there; kept when a later fetch fails.
    verified
        What vouches for completeness: the listed checksum's kind, ``size``, ``length`` (the
        answer's own) or ``nothing``.
    reason
        Why it failed.
    """

    status: Status
    url: str
    listed: str | None = None
    bytes: int | None = None
    sha256: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    retrieved_at: str | None = None
    verified: str | None = None
    reason: str | None = None


@dataclass
class Manifest:
    """The manifest of one source: facts of the last run, and an entry per file ever expected."""

    path: Path
    source: dict[str, str]
    run: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Entry] = field(default_factory=dict)
    index: Entry | None = None
    damaged: bool = False

    @classmethod
    def open(cls, folder: Path, source: dict[str, str]) -> "Manifest":
        """Read the folder's manifest, or start one; a damaged one is marked and started anew."""
        manifest = cls(folder / FILE_NAME, source)
        try:
            stored = json.loads(manifest.path.read_text(encoding="utf-8"))
            manifest.files = {name: _entry(row) for name, row in stored["files"].items()}
            manifest.index = _entry(stored["index"]) if stored.get("index") else None
        except FileNotFoundError:
            pass
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            manifest.files, manifest.index, manifest.damaged = {}, None, True
        return manifest

    def save(self) -> None:
        """Write the manifest so that a reader sees the old one or the new one, never a half."""
        content = {
            "source": self.source,
            "run": self.run,
            "index": asdict(self.index) if self.index else None,
            "files": {name: asdict(self.files[name]) for name in sorted(self.files)},
        }
        replace(self.path, json.dumps(content, indent=1).encode())


def _entry(row: dict[str, Any]) -> Entry:
    for name, value in row.items():
        kind = int if name == "bytes" else str
        if value is not None and not isinstance(value, kind):
            raise TypeError(f"{name} is not {kind}")
    return Entry(**row)


def replace(path: Path, content: bytes) -> None:
    """Put `content` in the place of a file in one step that a crash cannot halve."""
    draft = path.with_name(path.name + ".tmp")
    with draft.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(path)


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a source's folder for one process; the system lets go when the process dies.

    Two runs appending to one partial file could make a whole one of the right size and the wrong
    bytes, which nothing would notice where the source publishes no checksum.

    Raises
    ------
    RecordError
        When another process holds it.
    """
    with (folder / _LOCK_NAME).open("ab") as stream:
        try:
            if sys.platform == "win32":
                import msvcrt

                stream.seek(0)
                msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise RecordError(f"another sync is writing to {folder}; wait for it to end") from None
        yield
