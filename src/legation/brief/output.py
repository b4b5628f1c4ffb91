"""Write a brief to a file: the suffix says the format, and the file is whole or not there."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from legation.brief.model import Brief
from legation.brief.multiples import Multiples
from legation.errors import InputError

if TYPE_CHECKING:
    from legation.brief.figures import Figure


def as_json(brief: Brief | Multiples) -> str:
    """Give the brief as JSON."""
    return json.dumps(brief.as_dict(), indent=1, ensure_ascii=False, allow_nan=False) + "\n"


_FORMATS = {
    ".html": Brief.html,
    ".htm": Brief.html,
    ".md": Brief.markdown,
    ".markdown": Brief.markdown,
    ".json": as_json,
}
_FORMATS_OF_MANY = {".html": Multiples.html, ".htm": Multiples.html, ".json": as_json}


def write(brief: Brief | Multiples, path: str | os.PathLike[str]) -> Path:
    """Write the brief as HTML, Markdown or JSON, by the suffix of the path.

    A page on many pairs has no Markdown.

    Raises
    ------
    InputError
        If the suffix is none of these, or the file cannot be written.
    """
    target = Path(path).expanduser()
    return put(target, _text(brief, target))


def put(target: Path, content: str | bytes) -> Path:
    """Write a file whole, in one step.

    Raises
    ------
    InputError
        If it cannot be written.
    """
    try:
        _replace(target, content)
    except OSError as error:
        raise InputError(
            f"{target} cannot be written ({error.strerror}); give another -o"
        ) from error
    return target


def write_drawing(path: str | os.PathLike[str], figure: Figure, page: Callable[[], str]) -> Path:
    """Write a figure as .svg or .png, or as the .html page that `page` makes about it.

    Raises
    ------
    InputError
        If the suffix is none of these, or the file cannot be written.
    """
    target = Path(path).expanduser()
    suffix = target.suffix.lower()
    if suffix in (".html", ".htm"):
        return put(target, page())
    if suffix == ".svg":
        return put(target, figure.svg())
    if suffix == ".png":
        return put(target, figure.png())
    name = target.name[-60:]
    raise InputError(f"a graph is written as .html, .svg or .png, not as '{name}'")


def _text(brief: Brief | Multiples, target: Path) -> str:
    suffix, name = target.suffix.lower(), target.name[-60:]
    if isinstance(brief, Multiples):
        if suffix not in _FORMATS_OF_MANY:
            raise InputError(f"a page on pairs is written as .html or .json, not as '{name}'")
        return _FORMATS_OF_MANY[suffix](brief)
    if suffix not in _FORMATS:
        raise InputError(f"a brief is written as .html, .md or .json, not as '{name}'")
    return _FORMATS[suffix](brief)


def _replace(target: Path, content: str | bytes) -> None:
    """Write beside the target, then put it in its place in one step."""
    handle, name = tempfile.mkstemp(
        dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".part"
    )
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode("utf-8") if isinstance(content, str) else content)
        mask = os.umask(0)
        os.umask(mask)
        beside.chmod(0o666 & ~mask)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
