"""Costly results, kept beside nobody's data: a folder that may be emptied at any time.

A result is a function of the record's content and of what was asked, and is found again by the
hash of both. Nothing here is state: without the folder everything is computed anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import platformdirs

from legation.record import Record

#: Raised when what is stored under a name changes its meaning.
VERSION = 1
#: Bytes beyond which the results longest unused are removed.
LIMIT = 2_000_000_000

Arrays = dict[str, np.ndarray[Any, Any]]


def folder() -> Path:
    """Where results are kept: `LEGATION_CACHE`, or the platform's folder for caches."""
    if path := os.environ.get("LEGATION_CACHE"):
        return Path(path).expanduser()
    return Path(platformdirs.user_cache_dir("legation", appauthor=False)) / "derived"


def cached(
    record: Record, name: str, key: Mapping[str, Any], compute: Callable[[], Arrays]
) -> Arrays:
    """Give a result of the record, computed once for its content.

    Parameters
    ----------
    record
        The record; its snapshot is part of the key.
    name
        What is computed, in letters, digits, - and _.
    key
        Everything else the result depends on, as JSON can hold it.
    compute
        Called where the result is not at hand. Its arrays hold no Python objects.
    """
    if (found := find(record, name, key)) is not None:
        return found
    arrays = compute()
    keep(record, name, key, arrays)
    return arrays


def find(record: Record, name: str, key: Mapping[str, Any]) -> Arrays | None:
    """Give a result that was kept, or None; for results that are not kept whatever they are."""
    return _read(_file(record, name, key))


def keep(record: Record, name: str, key: Mapping[str, Any], arrays: Arrays) -> None:
    """Keep a result; a cache that cannot be written (no room, no right) costs time alone."""
    with contextlib.suppress(OSError):
        _write(_file(record, name, key), arrays)


def _file(record: Record, name: str, key: Mapping[str, Any]) -> Path:
    text = json.dumps([VERSION, name, record.snapshot(), dict(key)], sort_keys=True)
    return folder() / f"{name}-{hashlib.sha256(text.encode()).hexdigest()[:32]}.npz"


def _read(file: Path) -> Arrays | None:
    """Read a result, None where there is none or what is there is damaged."""
    try:
        with np.load(file, allow_pickle=False) as held:
            found = {name: held[name] for name in held.files}
        os.utime(file)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
    return found


def _write(file: Path, arrays: Arrays) -> None:
    """Write to a file of another name first, so that none is ever half written."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as out:
            np.savez(out, **arrays)  # type: ignore[arg-type]
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _prune(file)


def _prune(kept: Path) -> None:
    """Remove the results longest unused until the rest fits, but never the newest."""
    files = [(f.stat().st_mtime, f.stat().st_size, f) for f in kept.parent.glob("*.npz")]
    total = sum(size for _, size, _ in files)
    for _, size, file in sorted(files, key=lambda f: f[:2]):
        if total <= LIMIT:
            return
        if file != kept:
            file.unlink(missing_ok=True)
            total -= size
