"""Web archives (WARC): each archived page is one document."""

from __future__ import annotations

import io
from contextlib import redirect_stderr
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from legation.errors import InputError
from legation.record.load import Load
from legation.record.readers.base import Dataset, Reader
from legation.record.readers.texts import UnreadableError
from legation.record.readers.web import PAGE_LIMIT, store_page
from legation.record.unpack import Member

_PAGES = ("text/html", "application/xhtml+xml")
_ENCODINGS = ("", "identity", "gzip", "x-gzip", "deflate")


class WebArchive:
    """Reader of the pages in a WARC file.

    A row read is a response whose content is HTML. Requests, metadata, pictures and other
    records hold no page and are not rows. A page that was not delivered (status other than
    200), cannot be decoded or has no text is a reject. The day of archiving is not taken for
    the day of publication.
    """

    dataset = Dataset(
        "warc",
        "Archived web pages",
        "texts belong to their outlets",
        "the outlet and date of each page",
        "",
    )
    version = "1"

    def matches(self, member: Member) -> bool:
        """Whether the file begins with a WARC record."""
        return member.head.startswith((b"WARC/1.0\r\n", b"WARC/1.1\r\n"))

    def load(self, member: Member, load: Load) -> None:
        """Read each archived page as one document."""
        number = 0
        complaints = io.StringIO()  # the library writes what is damaged to stderr and goes on
        try:
            with member.path.open("rb") as handle, redirect_stderr(complaints):
                for record in ArchiveIterator(handle):
                    number += 1
                    if _is_page(record):
                        _read(load, record, f"{_prefix(member)}record {number}")
        except (ArchiveLoadFailed, ValueError, EOFError, OSError, AttributeError) as error:
            complaints.write(str(error))
        if complaints.getvalue():
            what = " ".join(complaints.getvalue().split())[:120]
            raise InputError(
                f"{member.name}, after record {number}: not a whole WARC file ({what}); "
                "fetch it again"
            )


def _prefix(member: Member) -> str:
    return f"{member.name}, " if member.archived else ""


def _is_page(record: Any) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = record.http_headers.get_header("Content-Type") or ""
    return kind.split(";")[0].strip().lower() in _PAGES


def _read(load: Load, record: Any, place: str) -> None:
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    locator = f"{place}, {url}"[:500] if url else place
    headers = record.http_headers
    try:
        data = _content(record)
    except UnreadableError as problem:
        load.reject(locator, str(problem), str(headers.statusline))
        return
    store_page(load, data, locator, url, _charset(headers.get_header("Content-Type") or ""))


def _content(record: Any) -> bytes:
    status = str(record.http_headers.get_statuscode())
    if status != "200":
        raise UnreadableError(f"the server answered with status {status[:20]}")
    encoding = (record.http_headers.get_header("Content-Encoding") or "").strip().lower()
    if encoding not in _ENCODINGS:
        raise UnreadableError(f"content encoding '{encoding[:20]}' is not supported")
    stream, parts, size = record.content_stream(), list[bytes](), 0
    try:
        while size <= PAGE_LIMIT and (part := stream.read(1 << 16)):
            parts.append(part)
            size += len(part)
    except Exception as error:  # the decoders raise errors of several libraries
        raise UnreadableError(f"content cannot be decoded ({type(error).__name__})") from error
    return b"".join(parts)


def _charset(content_type: str) -> str:
    for part in content_type.split(";")[1:]:
        key, _, value = part.partition("=")
        if key.strip().lower() == "charset":
            return value.strip("\"' ")
    return ""


READERS: tuple[Reader, ...] = (WebArchive(),)
