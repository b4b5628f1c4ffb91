"""From files to documents: plain text, a saved web page, or JSON lines.

What a line or page says of itself (title, day, outlet, language) is kept. Nothing is fetched.
Readers of the record are used where they exist, so that a text read here and a text stored there
are the same characters.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from legation.errors import InputError

#: A document with more characters is not read.
LIMIT = 5_000_000
_HEAD = 8_192
_JSON_LINES = (".jsonl", ".ndjson", ".jsonlines")


@dataclass(frozen=True, slots=True)
class Document:
    """A text with what is known of it.

    Attributes
    ----------
    text
        The words; of a web page, those that are for readers. Offsets are of this text.
    date, outlet, language, title, url
        As the source gives them, or None.
    key
        Name of the document in its source (a field "id"), or None.
    where
        File, and line of the file.
    """

    text: str
    date: dt.date | None = None
    outlet: str | None = None
    language: str | None = None
    title: str | None = None
    url: str | None = None
    key: str | None = None
    where: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """A document that could not be read: where it stands and why."""

    where: str
    why: str


def documents(path: str | Path) -> Iterator[Document | Unread]:
    """Give the documents of a file, one at a time.

    Parameters
    ----------
    path
        JSON lines (fields as `legation.record.readers.articles.FIELDS` lists them, and "id"), a
        web page, or plain text; a name that ends in ".gz" is unpacked on the way.

    Yields
    ------
    Document or Unread
        A line that cannot be read is an `Unread`; the lines after it are read.

    Raises
    ------
    InputError
        If the file cannot be opened.
    """
    file = Path(path)
    try:
        with _opened(file) as handle:
            head = handle.read(_HEAD)
    except (OSError, EOFError) as error:
        raise InputError(f"{file}: cannot be read ({error.__class__.__name__})") from None
    if _is_json_lines(file, head):
        yield from _lines(file)
    else:
        with _opened(file) as handle:
            data = handle.read(LIMIT * 4 + 1)
        yield _whole(data, head, file.name)


def from_html(html: str | bytes, url: str = "") -> Document:
    """Give the document of a web page; see `legation.record.readers.web`.

    Raises
    ------
    InputError
        If it holds no text or cannot be parsed.
    """
    from legation.record.readers.texts import UnreadableError
    from legation.record.readers.web import page

    data = html.encode("utf-8", "replace") if isinstance(html, str) else html
    try:
        row, _ = page(data, url, "utf-8" if isinstance(html, str) else "")
    except UnreadableError as problem:
        raise InputError(f"the page {problem}") from None
    return _document(row, "")


def is_html(text: str) -> bool:
    """Say whether a text is a whole web page (text that holds some tags is not)."""
    head = text[:_HEAD].lstrip("\ufeff \t\r\n")
    if not head.startswith("<"):
        return False
    from legation.record.readers.web import is_page

    return is_page(head.encode("utf-8", "replace"))


def as_date(value: dt.date | str | None) -> dt.date | None:
    """Give the day of a document.

    Raises
    ------
    InputError
        If it is not one day.
    """
    if value is None:
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if not isinstance(value, str):
        raise InputError(f"a date is text or a day, not {type(value).__name__}")
    try:
        return dt.date.fromisoformat(value.strip())
    except ValueError:
        return _worded(value)


def _worded(value: str) -> dt.date:
    from legation.record.readers.texts import UnreadableError, read_date

    try:
        day = read_date(value)
    except UnreadableError:
        day = None
    if day is None:
        raise InputError(f"date {value[:40]!r} is not one day; write it as 2024-05-31")
    return day


def _opened(file: Path) -> IO[bytes]:
    if file.suffix == ".gz":
        return cast("IO[bytes]", gzip.open(file, "rb"))
    return file.open("rb")


def _is_json_lines(file: Path, head: bytes) -> bool:
    name = file.name.removesuffix(".gz").lower()
    if name.endswith(_JSON_LINES):
        return True
    first = head.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0]
    return first.startswith((b'{"', b'{ "'))


def _lines(file: Path) -> Iterator[Document | Unread]:
    """Give the documents of a file of JSON lines."""
    with _opened(file) as handle:
        number = 0
        while True:
            number += 1
            where = f"{file.name}, line {number}"
            try:
                line = handle.readline(LIMIT * 6)
            except (OSError, EOFError):
                yield Unread(where, "the file is damaged from here on")
                return
            if not line:
                return
            if len(line) >= LIMIT * 6 and not line.endswith(b"\n"):
                _skip(handle)
                yield Unread(where, "the line is too long")
            elif line.strip():
                yield _line(line, where)


def _skip(handle: IO[bytes]) -> None:
    """Pass over the rest of a line."""
    while (part := handle.readline(1 << 20)) and not part.endswith(b"\n"):
        pass


def _line(line: bytes, where: str) -> Document | Unread:
    from legation.record.readers.articles import article
    from legation.record.readers.texts import UnreadableError

    try:
        item = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return Unread(where, "is not valid JSON")
    if not isinstance(item, dict):
        return Unread(where, "is not a JSON object")
    try:
        row = article(item)
    except UnreadableError as problem:
        return Unread(where, str(problem))
    return _checked(row, where, item)


def _checked(row: dict[str, Any], where: str, item: dict[str, Any]) -> Document | Unread:
    lowered = {str(name).lower(): value for name, value in item.items()}
    key = lowered.get("id") or lowered.get("document_id") or lowered.get("uid")
    found = _document(row, where, str(key) if isinstance(key, str | int) else None)
    if not found.text:
        return Unread(where, "has neither title nor text")
    if len(found.text) > LIMIT:
        return Unread(where, f"is longer than {LIMIT:,} characters")
    return found


def _document(row: dict[str, Any], where: str, key: str | None = None) -> Document:
    text = row["text"] or row["title"] or ""
    return Document(
        text, row["date"], row["outlet"], row["language"], row["title"] or None, row["url"],
        key, where,
    )  # fmt: skip


def _whole(data: bytes, head: bytes, where: str) -> Document | Unread:
    """Give the one document of a file that is no JSON lines."""
    from legation.record.readers.texts import UnreadableError, decode, plain
    from legation.record.readers.web import is_page, page

    try:
        if is_page(head):
            row, _ = page(data)
            return _document(row, where)
        words, _ = decode(data)
    except UnreadableError as problem:
        return Unread(where, str(problem))
    words = plain(words)
    if len(words) > LIMIT:
        return Unread(where, f"is longer than {LIMIT:,} characters")
    return Document(words, where=where) if words else Unread(where, "holds no text")
