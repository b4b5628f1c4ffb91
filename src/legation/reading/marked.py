"""A text with its findings marked, as one HTML page: everything inside, nothing fetched, no script.

Each kind has a channel of its own that the others leave free, so that any of them may overlap:
quotes a tint with corner brackets, events a thick line below, stances a wavy line, claims a dashed
line above. Colours are those of Okabe and Ito, told apart by people who do not see all colours;
the forms say the same without any.

The text is cut wherever a finding begins or ends; what crosses is then nested pieces that each
know all their findings.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from legation.errors import InputError
from legation.reading.marked_words import Entry, entries
from legation.reading.results import Reading
from legation.reading.text.documents import Document, Unread

_TEMPLATES = files("legation.reading") / "templates"
#: Documents on one page.
MOST = 200
_TITLES = 4
# Characters that cannot stand in a page or that would turn the text around them.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Piece(NamedTuple):
    """A piece of the text that the same findings cover, and the chips that stand before it."""

    text: str
    classes: str
    title: str
    chips: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """A document on the page."""

    number: int
    heading: str
    about: str
    notes: tuple[str, ...]
    paragraphs: tuple[tuple[Piece, ...], ...]
    lists: tuple[tuple[str, tuple[Entry, ...]], ...]


def html(
    readings: Sequence[Reading],
    documents: Sequence[Document | None] | None = None,
    unread: Sequence[Unread] = (),
) -> str:
    """Lay readings out as one HTML page.

    Parameters
    ----------
    readings
        At most `MOST`.
    documents
        The documents they were made of, for titles; None where not known.
    unread
        Documents that could not be read, listed at the end.

    Raises
    ------
    InputError
        If there are too many for one page.
    """
    if len(readings) > MOST:
        raise InputError(
            f"{len(readings):,} documents are too many for one page ({MOST}); "
            "write them with --jsonl"
        )
    known = list(documents) if documents is not None else [None] * len(readings)
    made = [
        _marked(number, reading, document)
        for number, (reading, document) in enumerate(zip(readings, known, strict=True), 1)
    ]
    css = _style()
    page = _template().render(
        documents=made,
        unread=[(one.where, one.why) for one in unread],
        title=made[0].heading if len(made) == 1 else f"{len(made)} documents, read",
        engine=readings[0].engine if readings else "",
        css=css,
        digest=_digest(css),
        totals=_totals(readings),
    )
    lines = (line for line in _shown(page).split("\n") if line.strip())
    return "\n".join(lines) + "\n"


def write(
    path: Path,
    readings: Sequence[Reading],
    documents: Sequence[Document | None] | None = None,
    unread: Sequence[Unread] = (),
) -> None:
    """Write the page to a file.

    Raises
    ------
    InputError
        If it cannot be written.
    """
    page = html(readings, documents, unread)
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path} cannot be written ({error.strerror or error})") from error


def _marked(number: int, reading: Reading, document: Document | None) -> Marked:
    found = entries(reading, number)
    title = document.title if document and document.title else None
    about = [
        reading.outlet,
        f"{reading.date.day} {reading.date:%B %Y}" if reading.date else None,
        document.where if document and title else None,
    ]
    return Marked(
        number,
        title or (document.where if document else "") or f"Document {number}",
        " · ".join(part for part in about if part),
        reading.notes,
        tuple(paragraphs(reading.text, found)),
        tuple(
            (name, tuple(one for one in found if one.kind == kind))
            for kind, name in KINDS
            if any(one.kind == kind for one in found)
        ),
    )


#: Kinds in the order of the page.
KINDS = (("q", "Quotes"), ("e", "Events"), ("s", "Stances"), ("c", "Claims"))


# -- cutting the text ----------------------------------------------------------------------


def paragraphs(text: str, found: Sequence[Entry]) -> Iterable[tuple[Piece, ...]]:
    """Cut a text into paragraphs, and these into pieces; linear in the text and the cuts."""
    lines = [0, *(at.end() for at in re.finditer("\n", text)), len(text)]
    at_line = set(lines[1:])
    open_now: dict[tuple[str, str], tuple[Entry, str]] = {}
    line: list[Piece] = []
    by_start: dict[int, list[tuple[Entry, int, str]]] = {}
    for one in found:
        for start, end, role in one.spans:
            by_start.setdefault(start, []).append((one, end, role))
    closing: dict[int, list[tuple[str, str]]] = {}
    cuts = sorted({*lines, *by_start, *(end for one in found for _, end, _ in one.spans)})
    for start, end in pairwise(cuts):
        for key in closing.pop(start, ()):
            open_now.pop(key, None)
        chips = []
        for one, last, role in by_start.get(start, ()):
            open_now[one.anchor, role] = (one, role)
            closing.setdefault(last, []).append((one.anchor, role))
            if role == "main":
                chips.append(one)
        line.append(_piece(text[start:end], open_now.values(), chips))
        if end in at_line:
            if any(piece.text.strip() for piece in line):
                yield tuple(line)
            line = []


def _piece(text: str, covering: Iterable[tuple[Entry, str]], chips: Sequence[Entry]) -> Piece:
    classes: set[str] = set()
    quotes = 0
    titles: list[str] = []
    more = 0
    for one, role in covering:
        classes.add(one.kind if role == "main" else role)
        classes.update(one.tone if role == "main" else ())
        quotes += one.kind == "q" and role == "main"
        if len(titles) < _TITLES:
            titles.append(one.title)
        else:
            more += 1
    if quotes > 1:
        classes.add("inner")
    said = "\n".join(dict.fromkeys(titles)) + (f"\nand {more} more" if more else "")
    return Piece(text, " ".join(sorted(classes)), said, tuple(chips))


def _shown(text: str) -> str:
    """Replace, one for one, what a page cannot hold or what would turn the text around it."""
    return _HIDDEN.sub("\ufffd", text)


# -- the page ------------------------------------------------------------------------------


def _totals(readings: Sequence[Reading]) -> list[tuple[str, str, int]]:
    counts = {
        "q": sum(len(one.quotes) for one in readings),
        "e": sum(len(one.events) for one in readings),
        "s": sum(len(one.stances) for one in readings),
        "c": sum(len(one.claims) for one in readings),
    }
    return [(kind, name, counts[kind]) for kind, name in KINDS]


@cache
def _style() -> str:
    css = (_TEMPLATES / "marked.css").read_text(encoding="utf-8")
    return "\n".join(line for line in css.splitlines() if line.strip())


def _digest(css: str) -> str:
    """Give the hash by which the page's policy lets its own style pass, and no other."""
    return base64.b64encode(hashlib.sha256(f"\n{css}\n".encode()).digest()).decode()


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("legation.reading"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    return environment.get_template("marked.html.j2")
