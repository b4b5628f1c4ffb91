"""Verdicts as an Atom feed (RFC 4287), for those who follow what is said."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from xml.etree import ElementTree

from legation.checking import saying
from legation.checking.phrases import count_words
from legation.checking.results import EvidenceRow, Verdict
from legation.errors import InputError
from legation.version import __version__

ATOM = "http://www.w3.org/2005/Atom"
XHTML = "http://www.w3.org/1999/xhtml"
#: Scheme of the categories that entries carry: the verdicts.
SCHEME = "urn:legation:verdict"
#: Rows of evidence in an entry; the page has all.
MOST_ROWS = 8
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20\ud800-\udfff]+")


def feed(
    verdicts: Iterable[Verdict],
    *,
    title: str,
    updated: dt.date | str,
    id: str,  # noqa: A002 - what Atom calls it
    url: str = "",
) -> str:
    """Write verdicts as a feed.

    Parameters
    ----------
    verdicts
        Verdicts in the order of the feed. Two on the same claim and snapshot are one entry,
        since they have one name.
    title
        Title of the feed.
    updated
        When the verdicts were made: a moment, or a day, which means its beginning in UTC.
    id
        Name of the feed, an absolute IRI that stays the same for good.
    url
        Address the feed will stand at, where known.

    Returns
    -------
    str
        XML, to be written as UTF-8. The name of an entry is the same in every run for the same
        claim and snapshot.

    Raises
    ------
    InputError
        If the title is empty, `updated` is no moment, or `id` or `url` is no absolute IRI.
    """
    if not isinstance(title, str) or not saying.line(title):
        raise InputError("a feed needs a title")
    for what, iri in (("id", id), ("url", url or id)):
        if not isinstance(iri, str) or not _IRI.fullmatch(iri):
            raise InputError(f"the {what} of a feed is an absolute IRI, such as urn:uuid:...")
    when = _moment(updated)
    root = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    _text(root, "id", id)
    _text(root, "title", saying.line(title))
    _text(root, "updated", when)
    _text(root, "subtitle", saying.AUTOMATIC)
    _text(_text(root, "author"), "name", "Legation")
    _text(root, "generator", "Legation").set("version", __version__)
    if url:
        ElementTree.SubElement(root, "link", {"rel": "self", "href": url})
    named: dict[str, Verdict] = {}
    for verdict in verdicts:
        named.setdefault(saying.identity(verdict), verdict)
    for name, verdict in named.items():
        _entry(root, name, verdict, when)
    ElementTree.indent(root, " ")
    body = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'


def _entry(root: ElementTree.Element, name: str, verdict: Verdict, when: str) -> None:
    entry = _text(root, "entry")
    _text(entry, "id", name)
    _text(entry, "title", f"{saying.name(verdict)}: {saying.line(saying.whole(verdict), 300)}")
    _text(entry, "updated", when)
    ElementTree.SubElement(
        entry,
        "category",
        {"term": verdict.verdict, "scheme": SCHEME, "label": saying.name(verdict)},
    )
    _text(entry, "summary", saying.line(verdict.explanation) or saying.name(verdict))
    content = _text(entry, "content")
    content.set("type", "xhtml")
    division = ElementTree.SubElement(content, "div", {"xmlns": XHTML})
    _paragraph(division, f"“{saying.whole(verdict)}”")
    if who := saying.speaker(verdict):
        _paragraph(division, f"Said by {who}.")
    label, meaning = saying.NAMES[verdict.verdict]
    explanation = saying.line(verdict.explanation, 4000)
    _paragraph(division, f"{label}: {meaning}. {explanation}".strip())
    _rows(division, verdict.evidence)
    if verdict.snapshot:
        _paragraph(division, f"Snapshot {verdict.snapshot}.")
    _paragraph(division, saying.AUTOMATIC)


def _rows(division: ElementTree.Element, rows: tuple[EvidenceRow, ...]) -> None:
    if not rows:
        return
    listed = ElementTree.SubElement(division, "ul")
    for row in rows[:MOST_ROWS]:
        item = ElementTree.SubElement(listed, "li")
        against = "Against: " if row.role == "counter" else ""
        day = f"{row.date.isoformat()}, " if row.date else ""
        item.text = f"{against}{day}{saying.line(row.text, 300)} "
        found = saying.address(row)
        where = ElementTree.SubElement(item, "a" if found else "span")
        if found:
            where.set("href", found)
        where.text = f"({saying.line(row.locator, 200)})"
    if len(rows) > MOST_ROWS:
        _paragraph(division, f"{count_words(len(rows) - MOST_ROWS, 'more row')}.")


def _paragraph(parent: ElementTree.Element, text: str) -> None:
    ElementTree.SubElement(parent, "p").text = text


def _text(parent: ElementTree.Element, tag: str, text: str = "") -> ElementTree.Element:
    element = ElementTree.SubElement(parent, tag)
    if text:
        element.text = text
    return element


def _moment(value: dt.date | str) -> str:
    """Write a moment as RFC 3339 has it."""
    try:
        found = dt.datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        said = str(value)[:40]
        raise InputError(f"'{said}' is no moment; write 2026-06-30 or with a time") from None
    if not isinstance(found, dt.datetime):
        if not isinstance(found, dt.date):
            raise InputError("updated is a date, a moment or one in ISO form")
        found = dt.datetime.combine(found, dt.time())
    known = found if found.tzinfo else found.replace(tzinfo=dt.UTC)
    return known.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
