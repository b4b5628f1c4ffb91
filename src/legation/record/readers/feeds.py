"""Feeds: RSS 2.0, RSS 1.0 and Atom, one document an item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from legation.errors import InputError
from legation.record.load import Load
from legation.record.readers.base import Dataset, Reader
from legation.record.readers.texts import (
    UnreadableError,
    domain,
    language_code,
    one_line,
    plain,
    read_date,
    store_document,
    web_address,
)
from legation.record.unpack import Member

FEED_LIMIT = 64 * 1024**2
DEPTH_LIMIT = 250
_FEED = re.compile(
    r"\s*(?:<\?[^<>]{0,300}>\s*|<!--(?:(?!-->).){0,4000}-->\s*|<!doctype[^<>\[]{0,300}>\s*)*"
    r"<(?:rss[\s>]|(?:\w{1,20}:)?RDF\b[^<>]*purl\.org/rss/1\.0|"
    r"(?:\w{1,20}:)?feed\b[^<>]*www\.w3\.org/2005/Atom)",
    re.IGNORECASE | re.DOTALL,
)
_XML = "{http://www.w3.org/XML/1998/namespace}"
_ITEMS = ("item", "entry")
_DATES = ("pubDate", "published", "date", "issued", "updated")


@dataclass(frozen=True)
class _Channel:
    """What a feed says of itself before its items."""

    title: str = ""
    link: str = ""
    language: str = ""


class Feed:
    """Reader of the items of a feed.

    An item with its full content is an article, one with a summary or none a headline. HTML
    in titles and summaries is reduced to its words. Entity definitions are refused.
    """

    dataset = Dataset(
        "feeds", "Feeds", "texts belong to their outlets", "the outlet and date of each item", ""
    )
    version = "1"

    def matches(self, member: Member) -> bool:
        """Whether the root element is that of a feed."""
        encoding = "utf-16" if member.head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        return _FEED.match(member.head.decode(encoding, "replace")) is not None

    def load(self, member: Member, load: Load) -> None:
        """Read each item as one document."""
        prefix = f"{member.name}, " if member.archived else ""
        for number, (item, channel) in enumerate(_items(member), 1):
            locator = f"{prefix}item {number}"
            try:
                row = _document(item, channel)
            except UnreadableError as problem:
                load.reject(locator, str(problem), tostring(item, "unicode")[:2_000])
            else:
                store_document(load, {**row, "locator": locator})


def _items(member: Member) -> Iterator[tuple[Element, _Channel]]:
    """Yield the items one after the other, each with what the feed said of itself so far."""
    if member.path.stat().st_size > FEED_LIMIT:
        raise InputError(f"{member.name} is larger than {FEED_LIMIT:,} bytes; split the feed")
    channel, path = _Channel(), list[Element]()
    try:
        with member.path.open("rb") as handle:
            for event, element in iterparse(handle, events=("start", "end")):
                if event == "start":
                    path.append(element)
                    if len(path) > DEPTH_LIMIT:
                        raise InputError(
                            f"{member.name} nests elements more than {DEPTH_LIMIT} deep, which "
                            "no feed does; get the feed from its publisher"
                        )
                    channel = _declared(channel, element)
                    continue
                path.pop()
                inside = any(_name(e) in _ITEMS for e in path)
                if _name(element) in _ITEMS and not inside:
                    yield element, channel
                    element.clear()
                elif not inside and len(path) <= 2:
                    channel = _learned(channel, element)
    except ParseError as error:
        line, column = error.position
        what = f"line {line}, column {column}: {str(error).split(':')[0]}"
        raise InputError(f"{member.name}, {what}; fetch the feed again") from error
    except DefusedXmlException as error:
        raise InputError(
            f"{member.name} defines XML entities or refers to outside files, which feeds do not "
            "need; remove the DOCTYPE or get the feed from its publisher"
        ) from error
    except (ValueError, LookupError, RecursionError) as error:
        what = " ".join(str(error).split())[:100]
        raise InputError(f"{member.name} is not readable XML ({what}); fetch it again") from error


def _name(element: Element) -> str:
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def _declared(channel: _Channel, element: Element) -> _Channel:
    language = element.get(f"{_XML}lang")
    outside = _name(element) in ("rss", "RDF", "feed", "channel")
    return replace(channel, language=language) if language and outside else channel


def _learned(channel: _Channel, element: Element) -> _Channel:
    name, text = _name(element), (element.text or "").strip()
    if name == "title" and not channel.title:
        return replace(channel, title=one_line(text))
    if name == "link" and element.get("rel", "alternate") == "alternate":
        link = element.get("href", text).strip()
        return replace(channel, link=link) if link and not channel.link else channel
    if name == "language" and text:
        return replace(channel, language=text)
    return channel


def _document(item: Element, channel: _Channel) -> dict[str, object]:
    full = plain(_words(item, "encoded") or _words(item, "content"))
    lead = plain(_words(item, "description") or _words(item, "summary"))
    dates = (_words(item, name) for name in _DATES)
    url = _link(item, channel)
    speaker = _words(item, "creator") or _author(item)
    return {
        "kind": "article" if full else "headline",
        "date": read_date(next((d for d in dates if d.strip()), None)),
        "outlet": domain(url) or domain(channel.link) or channel.title or None,
        "speaker": one_line(speaker) or None,
        "title": one_line(_words(item, "title")),
        "text": full or lead,
        "language": language_code(item.get(f"{_XML}lang") or channel.language),
        "url": url or None,
    }


def _children(item: Element, name: str) -> Iterator[Element]:
    return (child for child in item if _name(child) == name)


def _words(item: Element, name: str) -> str:
    """Give the text of the first child of that name that has any, with markup inside it."""
    for child in _children(item, name):
        if "/mrss" in child.tag:
            continue  # Media RSS describes pictures with the same element names
        text = _markup(child) if child.get("type") == "xhtml" else "".join(child.itertext())
        if text.strip():
            return text
    return ""


def _markup(element: Element) -> str:
    """Give the inside of Atom's XHTML content as HTML, without prefixes."""
    for child in element.iter():
        child.tag = _name(child)
    return tostring(element, "unicode")


def _author(item: Element) -> str:
    for author in _children(item, "author"):
        return _words(author, "name") or (author.text or "")
    return ""


def _link(item: Element, channel: _Channel) -> str:
    links = [
        child.get("href") or (child.text or "")
        for child in _children(item, "link")
        if child.get("rel", "alternate") == "alternate"
    ]
    guids = [
        child.text or ""
        for child in _children(item, "guid")
        if child.get("isPermaLink", "true").lower() == "true"
    ]
    stated = [text.strip() for text in links if text.strip()]
    if not stated:
        stated = [text.strip() for text in guids if text.strip().startswith(("http:", "https:"))]
    if not stated:
        return ""
    try:
        return web_address(urljoin(channel.link, stated[0]))
    except ValueError as error:  # `UnreadableError` is one too
        raise UnreadableError(f"url '{stated[0][:80]}' is not a web address") from error


READERS: tuple[Reader, ...] = (Feed(),)
