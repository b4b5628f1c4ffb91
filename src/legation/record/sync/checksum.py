"""Checksums of files on disk, in the kinds that sources publish."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

Kind = Literal["sha256", "sha512", "sha1", "md5", "git"]

_DIGITS: dict[Kind, int] = {"sha256": 64, "sha512": 128, "sha1": 40, "md5": 32, "git": 40}
_CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Checksum:
    """A published checksum; `git` is git's name of a file's content (SHA-1 with a header)."""

    kind: Kind
    value: str

    @classmethod
    def of(cls, kind: str, value: object) -> "Checksum | None":
        """Return the checksum, or None when the kind is unknown or the value not of its form."""
        for known, digits in _DIGITS.items():
            if known == kind and isinstance(value, str):
                text = value.strip().lower()
                return cls(known, text) if re.fullmatch(rf"[0-9a-f]{{{digits}}}", text) else None
        return None

    def __str__(self) -> str:
        return f"{self.kind}:{self.value}"


def digest(path: Path, kind: Kind) -> str:
    """Return the checksum of a file in hexadecimal digits."""
    # md5 and sha1 are what sources publish; here they find damage, they do not prove origin.
    hasher = hashlib.new("sha1" if kind == "git" else kind, usedforsecurity=False)
    with path.open("rb") as stream:
        if kind == "git":
            hasher.update(b"blob %d\0" % path.stat().st_size)
        _feed(hasher, stream)
    return hasher.hexdigest()


def matches(path: Path, checksum: Checksum) -> bool:
    """Tell whether the file is there and has this checksum."""
    return path.is_file() and digest(path, checksum.kind) == checksum.value


def _feed(hasher: "hashlib._Hash", stream: BinaryIO) -> None:
    while chunk := stream.read(_CHUNK):
        hasher.update(chunk)
