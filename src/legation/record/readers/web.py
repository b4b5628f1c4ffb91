"""Web pages saved as HTML, one document a page; nothing is ever fetched."""

from __future__ import annotations

import datetime as dt
import logging
import re
from typing import Any

import lxml.html
import trafilatura

from legation.record.load import Load
from legation.record.readers.base import Dataset, Reader
from legation.record.readers.texts import (
    OLDEST,
    UnreadableError,
    decode,
    domain,
    language_code,
    one_line,
    plain,
    store_document,
    web_address,
)
from legation.record.unpack import Member

PAGE_LIMIT = 5_000_000
_PAGE = re.compile(
    r"\s*(?:<\?xml[^<>]{0,200}>\s*)?(?:<!--(?:(?!-->).){0,4000}-->\s*)*"
    r"(?:<!doctype\s+html\b|<html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"""<meta[^<>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.I)
_DECLARATION = re.compile(r"\A\s*<\?xml[^<>]*>")
# A damaged page is a reject with a reason; the library's own warnings would only repeat it.
for _name in ("trafilatura", "htmldate", "justext"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


class WebPage:
    """Reader of one saved page: title, text, day, outlet and language as the page gives them.

    The day is the one of publication in the page's own description or markup, never guessed
    from running text. The language is the one the page declares.
    """

    dataset = Dataset(
        "web", "Web pages", "texts belong to their outlets", "the outlet and date of each page", ""
    )
    version = "1"

    def matches(self, member: Member) -> bool:
        """Whether the file begins as an HTML document."""
        return is_page(member.head)

    def load(self, member: Member, load: Load) -> None:
        """Read the file as one document."""
        with member.path.open("rb") as handle:
            data = handle.read(PAGE_LIMIT + 1)
        store_page(load, data, member.name)


def is_page(head: bytes) -> bool:
    """Whether bytes begin as an HTML document."""
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return _PAGE.match(head.decode(encoding, "replace")) is not None


def store_page(load: Load, data: bytes, locator: str, url: str = "", charset: str = "") -> None:
    """Give one page its fate.

    Parameters
    ----------
    load
        Where rows go.
    data
        The page as it was sent; more than `PAGE_LIMIT` bytes are a reject.
    locator
        Where a person finds it.
    url, charset
        Address and encoding, where something outside the page gives them.
    """
    try:
        row, note = page(data, url, charset)
    except UnreadableError as problem:
        load.reject(locator, str(problem), data[:2_000].decode("utf-8", "backslashreplace"))
    else:
        store_document(load, {**row, "locator": f"{locator} ({note})" if note else locator})


def page(data: bytes, url: str = "", charset: str = "") -> tuple[dict[str, object], str]:
    """Give the document row of a page, and a note on its encoding.

    Raises
    ------
    UnreadableError
        If it is too large, too deep, not decodable or has no text.
    """
    if len(data) > PAGE_LIMIT:
        raise UnreadableError(f"is larger than {PAGE_LIMIT:,} bytes")
    meta = _CHARSET.search(data[:4_096])
    declared = charset or (meta[1].decode("ascii") if meta else "")
    text, note = decode(data, declared)
    tree, body = _extract(text.replace("\0", "\ufffd"), url)
    address = _address(url) or _address(body.url)
    words = plain(body.text or "")
    if not words:
        raise UnreadableError("no text could be found on the page")
    row: dict[str, object] = {
        "kind": "article",
        "date": _date(body.date),
        "outlet": domain(address) or one_line(body.sitename or "") or None,
        "speaker": one_line(body.author or "") or None,
        "title": one_line(body.title or ""),
        "text": words,
        "language": _language(tree),
        "url": address or None,
    }
    return row, note


def _extract(text: str, url: str) -> tuple[Any, Any]:
    """Parse a page and find its text and description."""
    parser = lxml.html.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        tree = lxml.html.document_fromstring(_DECLARATION.sub("", text, 1), parser=parser)
        if any("depth" in entry.message for entry in parser.error_log):
            raise UnreadableError("is nested too deep to be parsed whole")
        body = trafilatura.bare_extraction(
            tree,
            url=_address(url) or None,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={
                "extensive_search": False,
                "original_date": True,
                "max_date": dt.datetime.now(dt.UTC).date().isoformat(),
            },
        )
    except UnreadableError:
        raise
    except Exception as error:  # what a hostile page raises inside the parsers is not foreseeable
        raise UnreadableError(f"cannot be parsed ({type(error).__name__})") from error
    if body is None:
        raise UnreadableError("no text could be found on the page")
    return tree, body


def _address(url: str | None) -> str:
    try:
        return web_address(url or "")
    except UnreadableError:
        return ""  # a page may state any nonsense as its own address


def _date(text: str | None) -> dt.date | None:
    date = dt.date.fromisoformat(text) if text else None
    return date if date and date >= OLDEST else None


def _language(tree: Any) -> str | None:
    declared = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    if found := language_code(declared):
        return found
    stated = tree.xpath('//meta[@property="og:locale"]/@content')
    return language_code(str(stated[0])) if stated else None


READERS: tuple[Reader, ...] = (WebPage(),)
