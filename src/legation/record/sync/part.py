"""The part of a file that has arrived, and what makes it safe to ask for the rest."""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from legation.record.sync.listing import Wanted
from legation.record.sync.manifest import replace


@dataclass(frozen=True)
class Part:
    """``<file>.part`` beside the file to be, with ``<file>.part.json`` telling what it is part of.

    Without that note, or when it speaks of another address or checksum, the part is dropped:
    bytes of two versions must never meet in one file.
    """

    target: Path

    @property
    def path(self) -> Path:
        """Where the bytes are."""
        return self.target.with_name(self.target.name + ".part")

    @property
    def note(self) -> Path:
        """Where it is written what they are part of."""
        return self.target.with_name(self.target.name + ".part.json")

    def resumable(self, wanted: Wanted) -> int:
        """Return how many bytes are there to build on; none if it is not safe."""
        note = self._read()
        size = self.path.stat().st_size if self.path.is_file() else 0
        same = note.get("url") == wanted.url and note.get("listed") == _listed(wanted)
        if size and same and (wanted.size is None or size < wanted.size):
            return size
        self.discard()
        return 0

    def range_headers(self, offset: int) -> dict[str, str]:
        """Return the headers that ask for the rest of the same version only."""
        validator = self._read().get("validator")
        headers = {"Range": f"bytes={offset}-"}
        return headers | {"If-Range": validator} if validator else headers

    def continues(self, headers: Mapping[str, str], offset: int) -> bool:
        """Tell whether a partial answer begins where the part ends and is of the same version."""
        span = re.match(r"bytes (\d{1,18})-", headers.get("content-range", ""))
        then, now = self._read().get("validator"), _validator(headers)
        begins = span is not None and int(span[1]) == offset
        return begins and (not then or not now or then == now)

    def whole_size(self, headers: Mapping[str, str]) -> int | None:
        """Return the size of the whole file that a partial answer states, if it does."""
        span = re.fullmatch(r"bytes \d{1,18}-\d{1,18}/(\d{1,18})", headers.get("content-range", ""))
        return int(span[1]) if span else None

    def begin(self, wanted: Wanted, headers: Mapping[str, str], *, resumable: bool) -> None:
        """Start over, noting what is needed to resume; no note where resuming is not safe."""
        self.discard()
        validator = _validator(headers)
        if resumable and (validator or wanted.checksum):
            note = {"url": wanted.url, "listed": _listed(wanted), "validator": validator}
            replace(self.note, json.dumps(note).encode())

    def append(self, offset: int) -> IO[bytes]:
        """Open the part for writing at its end."""
        return self.path.open("ab" if offset else "wb")

    def settle(self) -> None:
        """Put the finished part in the target's place."""
        with self.path.open("rb+") as stream:
            os.fsync(stream.fileno())
        self.path.replace(self.target)
        self.note.unlink(missing_ok=True)

    def discard(self) -> None:
        """Drop the part and its note."""
        self.note.unlink(missing_ok=True)
        self.path.unlink(missing_ok=True)

    def _read(self) -> dict[str, str]:
        try:
            note = json.loads(self.note.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        rows = note.items() if isinstance(note, dict) else ()
        return {key: value for key, value in rows if isinstance(value, str)}


def _listed(wanted: Wanted) -> str | None:
    return str(wanted.checksum) if wanted.checksum else None


def _validator(headers: Mapping[str, str]) -> str | None:
    """Return what tells two versions apart: a strong ETag, or else the date of change.

    RFC 9110, 13.1.5: a weak ETag must not be used to resume.
    """
    etag = headers.get("etag", "")
    if etag.startswith('"'):
        return etag
    return headers.get("last-modified")
