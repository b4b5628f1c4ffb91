"""Files as they come, opened safely: plain, compressed or archived, never trusted.

An archive's member names are only ever used as labels; members are written under names of
our own into a private folder, so that no path from an archive reaches the file system.
Sizes are counted while unpacking, and a member that outgrows its limits ends the unpacking
with a clear line, whatever its header says.
"""

from __future__ import annotations

import bz2
import gzip
import hashlib
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import IO, cast

from legation.errors import InputError

CHUNK = 1 << 20
HEAD = 1 << 16


@dataclass(frozen=True)
class Limits:
    """How far unpacking may go.

    Attributes
    ----------
    total
        Bytes all members of one file may unpack to.
    ratio
        Unpacked bytes per packed byte, looked at above `ratio_from` bytes.
    members
        Members of one archive.
    """

    total: int = 200 * 1024**3
    ratio: int = 400
    ratio_from: int = 64 * 1024**2
    members: int = 500_000


@dataclass(frozen=True)
class Member:
    """One plain file to read: the file itself, or one member of an archive.

    Attributes
    ----------
    name
        Label for messages and locators; never used as a path.
    path
        Plain, unpacked file on disk.
    file
        The file the user named.
    archived
        True for a member of an archive.
    """

    name: str
    path: Path
    file: Path
    archived: bool = False
    _sha256: str = field(default="", repr=False)

    @cached_property
    def head(self) -> bytes:
        """The first 64 KiB, from which formats are recognised."""
        with self.path.open("rb") as handle:
            return handle.read(HEAD)

    @cached_property
    def text_head(self) -> str:
        """The head as text, without a byte order mark."""
        return self.head.decode("utf-8", "replace").removeprefix("\ufeff")

    @cached_property
    def first_line(self) -> str:
        """The first line of the head, without its line end."""
        return self.text_head.split("\n", 1)[0].rstrip("\r")

    @property
    def suffix(self) -> str:
        """Lower-case ending of the name, with the dot."""
        return Path(self.name).suffix.lower()

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the unpacked content."""
        if self._sha256:
            return self._sha256
        with self.path.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()


def members(file: Path, folder: Path, limits: Limits | None = None) -> Iterator[Member]:
    """Yield the plain files inside `file`, unpacked one after the other into `folder`.

    A plain file is yielded as it is. An unpacked member stays on disk until the caller
    removes `folder`.

    Raises
    ------
    InputError
        If the archive is damaged, encrypted, nested too deep or beyond `limits`.
    """
    budget = _Budget(file, limits or Limits())
    try:
        with file.open("rb") as handle:
            magic = handle.read(8)
        if magic.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            yield from _zip(file, folder, budget)
        elif opener := _compression(magic):
            yield from _compressed(file, folder, budget, opener)
        elif _is_tar(file):
            with tarfile.open(file, "r:") as tar:
                yield from _tar(tar, file, folder, budget)
        else:
            yield Member(file.name, file, file)
    except (
        tarfile.TarError,
        zipfile.BadZipFile,
        lzma.LZMAError,
        gzip.BadGzipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        UnicodeDecodeError,
        ValueError,
    ) as error:
        what = " ".join(str(error).split()) or type(error).__name__
        raise InputError(f"{file.name} cannot be unpacked ({what}); fetch it again") from error
    except OSError as error:
        what = error.strerror or " ".join(str(error).split())
        raise InputError(f"{file} cannot be read ({what}); check the path and try again") from error


class _Budget:
    """Counts bytes and members of one file against its limits."""

    def __init__(self, file: Path, limits: Limits) -> None:
        self.name = file.name
        self.limits = limits
        self.packed = max(file.stat().st_size, 1)
        self.bytes = 0
        self.members = 0

    def spend(self, size: int) -> None:
        self.bytes += size
        if self.bytes > self.limits.total:
            raise InputError(
                f"{self.name} unpacks to more than {self.limits.total:,} bytes; "
                "unpack it yourself and add the parts you need"
            )
        if self.bytes > self.limits.ratio_from and self.bytes > self.packed * self.limits.ratio:
            raise InputError(
                f"{self.name} unpacks to more than {self.limits.ratio} times its size, "
                "as an archive bomb does; unpack it yourself if you trust it"
            )

    def enter(self) -> int:
        self.members += 1
        if self.members > self.limits.members:
            raise InputError(
                f"{self.name} holds more than {self.limits.members:,} files; "
                "unpack it yourself and add the folder"
            )
        return self.members


def _compression(magic: bytes) -> Callable[[Path], IO[bytes]] | None:
    if magic.startswith(b"\x1f\x8b"):
        return lambda path: cast("IO[bytes]", gzip.open(path))
    if magic.startswith(b"BZh"):
        return lambda path: cast("IO[bytes]", bz2.open(path))
    if magic.startswith(b"\xfd7zXZ\x00"):
        return lambda path: cast("IO[bytes]", lzma.open(path))
    return None


def _is_tar(path: Path) -> bool:
    with path.open("rb") as handle:
        return handle.read(262)[257:262] == b"ustar"


def _copy(
    source: IO[bytes], name: str, file: Path, folder: Path, budget: _Budget, archived: bool
) -> Member:
    """Write one member under a name of our own and hash it on the way."""
    target = folder / f"{budget.enter():06d}"
    digest = hashlib.sha256()
    with target.open("wb") as out:
        while chunk := source.read(CHUNK):
            budget.spend(len(chunk))
            digest.update(chunk)
            out.write(chunk)
    return Member(_label(name), target, file, archived, digest.hexdigest())


def _label(name: str) -> str:
    """Make a member's name safe to print: one line, no control characters, not endless."""
    return "".join(c if c.isprintable() else "?" for c in name)[-200:]


def _compressed(
    file: Path,
    folder: Path,
    budget: _Budget,
    opener: Callable[[Path], IO[bytes]],
) -> Iterator[Member]:
    with opener(file) as stream:
        inner = _copy(stream, file.stem, file, folder, budget, archived=False)
    if not _is_tar(inner.path):
        yield inner
        return
    with tarfile.open(inner.path, "r:") as tar:
        yield from _tar(tar, file, folder, budget)
    inner.path.unlink()


def _tar(tar: tarfile.TarFile, file: Path, folder: Path, budget: _Budget) -> Iterator[Member]:
    for entry in tar:
        if not entry.isfile():
            continue  # folders, links and devices hold no data of their own
        stream = tar.extractfile(entry)
        if stream is not None:
            yield _copy(stream, entry.name, file, folder, budget, archived=True)


def _zip(file: Path, folder: Path, budget: _Budget) -> Iterator[Member]:
    with zipfile.ZipFile(file) as archive:
        for entry in archive.infolist():
            if entry.is_dir():
                continue
            with archive.open(entry) as stream:
                yield _copy(stream, entry.filename, file, folder, budget, archived=True)
