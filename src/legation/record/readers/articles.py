"""Articles of any origin as JSON lines, by the names that such files commonly use."""

from __future__ import annotations

import re
from typing import Any

from legation import states
from legation.record.csvrows import bounded_lines
from legation.record.load import Load
from legation.record.readers.base import Dataset, Reader
from legation.record.readers.texts import (
    UnreadableError,
    domain,
    language_code,
    one_line,
    plain,
    read_date,
    store_json,
    web_address,
)
from legation.record.unpack import Member

#: Names under which a field may stand, without regard to case; the first with a value counts.
FIELDS: dict[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "text": ("text", "body", "content", "article", "full_text", "fulltext", "maintext"),
    "date": (
        "date",
        "published",
        "published_at",
        "publishedAt",
        "date_published",
        "date_publish",
        "publish_date",
        "publication_date",
        "pub_date",
        "pubDate",
        "datetime",
    ),
    "url": ("url", "link"),
    "outlet": ("outlet", "publisher", "source", "site", "domain", "source_domain"),
    "speaker": ("speaker", "author", "authors", "byline"),
    "language": ("language", "lang"),
    "state": ("state",),
    "kind": ("kind",),
}
KINDS = ("article", "statement", "speech", "headline")
_KEY = re.compile(r'"(\w+)"\s*:')


class Articles:
    """Reader of JSON lines with a title and a text or an address.

    `FIELDS` lists the names it knows. The outlet is the domain of the address; where there is
    no address, it is what the file calls it. An author is the one who speaks. A text may hold
    HTML, of which the words are kept. `kind` is what the file says, else article where there
    is a text and headline where there is none.
    """

    dataset = Dataset(
        "articles",
        "Articles as JSON lines",
        "texts belong to their outlets",
        "the outlet and date of each article",
        "",
    )
    version = "1"

    def matches(self, member: Member) -> bool:
        """Whether the first line is an object with a title and a text or an address."""
        line = member.first_line.lstrip()
        keys = {key.lower() for key in _KEY.findall(line)} if line.startswith("{") else set()

        def has(field: str) -> bool:
            return any(name.lower() in keys for name in FIELDS[field])

        return has("title") and (has("text") or (has("url") and has("date")))

    def load(self, member: Member, load: Load) -> None:
        """Read each line as one document."""
        prefix = f"{member.name}, " if member.archived else ""
        for number, line in enumerate(bounded_lines(member), 1):
            if line.strip():
                store_json(load, f"{prefix}line {number}", line, article)


def article(item: dict[str, Any]) -> dict[str, object]:
    """Give the document row of one object.

    Raises
    ------
    UnreadableError
        If a field holds what it cannot hold.
    """
    lowered = {key.lower(): value for key, value in item.items()}
    found = {field: _value(lowered, names) for field, names in FIELDS.items()}
    date = read_date(found["date"])
    text, url = plain(_words(found, "text")), _words(found, "url")
    return {
        "kind": _kind(found, text),
        "date": date,
        "outlet": domain(url) or _outlet(found),
        "speaker": one_line(_words(found, "speaker")) or None,
        "state": _state(found, date),
        "title": one_line(_words(found, "title")),
        "text": text,
        "language": language_code(found["language"]),
        "url": web_address(url) if url else None,
    }


def _value(item: dict[str, Any], names: tuple[str, ...]) -> object:
    values = (item.get(name.lower()) for name in names)
    return next((v for v in values if v not in (None, "", [], {})), None)


def _words(found: dict[str, object], field: str) -> str:
    """Give the text of a field; lists are joined, objects give their name."""
    value = found[field]
    if isinstance(value, dict):
        value = value.get("name") or value.get("id")
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        value = ", ".join(value)
    if value is not None and not isinstance(value, str):
        raise UnreadableError(f"{field} is not text")
    return value or ""


def _outlet(found: dict[str, object]) -> str | None:
    given = one_line(_words(found, "outlet"))
    return domain(given) or given or None


def _kind(found: dict[str, object], text: str) -> str:
    kind = _words(found, "kind").strip().lower()
    if kind and kind not in KINDS:
        raise UnreadableError(f"kind '{kind[:40]}' is none of {', '.join(KINDS)}")
    return kind or ("article" if text else "headline")


def _state(found: dict[str, object], date: Any) -> str | None:
    given = _words(found, "state").strip()
    state = states.find(given, date) if given else None
    if given and state is None:
        raise UnreadableError(f"no state '{given[:80]}'")
    return str(state) if state else None


READERS: tuple[Reader, ...] = (Articles(),)
