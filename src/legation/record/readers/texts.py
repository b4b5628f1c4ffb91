"""What readers of texts share: clean text, days, addresses and the identity of a document."""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import json
import re
from collections.abc import Callable, Mapping
from email.utils import parsedate_tz
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from legation.record.load import Load

TEXT_LIMIT = 5_000_000
OLDEST = dt.date(1900, 1, 1)

#: HTML and SVG elements; anything else between angle brackets is taken for words.
_ELEMENTS = """a abbr acronym address animate applet area article aside audio b base bdi bdo big
    blockquote body br button canvas caption center circle cite code col colgroup data datalist
    dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form
    frame frameset g h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image img input ins
    kbd label legend li link main map mark marquee math menu meta meter nav noscript object ol
    optgroup option output p param path picture portal pre progress q rp rt ruby s samp script
    search section select set slot small source span strike strong style sub summary sup svg
    table tbody td template textarea tfoot th thead time title tr track tt u ul use var video
    wbr"""
_BREAKS = """address article aside blockquote br caption dd div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table td th tr ul"""
_KNOWN, _BREAKING = frozenset(_ELEMENTS.split()), frozenset(_BREAKS.split())
_TAG = re.compile(r"<([^<>]*+)(>?)")
_NAME = re.compile(r"/?([A-Za-z][A-Za-z0-9:-]*)(?=[\s/]|$)")
_HIDDEN = re.compile(r"<(script|style|template|noscript)(?=[\s/>])", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ROUNDS = 5

_TRACKING = re.compile(r"utm_.*|fbclid|gclid|mc_cid|mc_eid|igshid", re.IGNORECASE)
_MONTH_NAMES = (
    "january february march april may june july august september october november december"
)
_MONTHS = tuple(_MONTH_NAMES.split())
_DAY, _MONTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?P<month>[A-Za-z]{3,9})\.?"
_WEEKDAY, _YEAR = r"(?:[A-Za-z]{3,9}\.?,?\s+)?", r"(?P<year>\d{4})\b"
_WORDED = (
    re.compile(rf"{_WEEKDAY}{_DAY}\s+{_MONTH},?\s+{_YEAR}"),
    re.compile(rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}"),
)
_ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ]\d{1,2}:?\d{2}.*)?")


class UnreadableError(ValueError):
    """Why one document cannot be read, in words for the reject table."""


# -- text -----------------------------------------------------------------------------------


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    """Decode a text without losing a byte and say how where it is not UTF-8.

    A byte order mark decides; else UTF-8 where the bytes are valid, then the declared
    encoding, then Windows-1252. A declared encoding that the bytes contradict is not believed.

    Returns
    -------
    tuple of str
        The text, and a note such as "read as cp1252" (empty for UTF-8).

    Raises
    ------
    UnreadableError
        If no encoding fits.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                text = data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise UnreadableError(f"is not valid {encoding} as its first bytes say") from error
            return text, "" if encoding == "utf-8" else f"read as {encoding}"
    for encoding in ("utf-8", declared.strip().lower(), "cp1252"):
        try:
            text = data.decode(encoding)
        except (UnicodeError, LookupError, ValueError):
            continue
        return text, "" if encoding == "utf-8" else f"read as {encoding}"
    raise UnreadableError("is neither UTF-8 nor Windows-1252")


_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


def plain(text: str) -> str:
    """Give the words of a text that may hold HTML: no tag, comment or script survives.

    What only looks like a tag ("<applause>") stays. Control characters become U+FFFD, so
    that their loss can be seen.
    """
    if "<" in text or "&" in text:
        for _ in range(_ROUNDS):
            before = text
            text = _strip(_ENTITY.sub(lambda m: html.unescape(m[0]), text))
            if text == before:
                break
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    return _CONTROL.sub("\ufffd", text).strip()


def one_line(text: str) -> str:
    """Give `plain` text with every run of white space as one blank."""
    return " ".join(plain(text).split())


def _strip(text: str) -> str:
    return _TAG.sub(_tag, _without(text, "<!--", "-->")) if "<" in text else text


def _without(text: str, start: str, end: str) -> str:
    """Cut comments and the elements whose content is not for readers."""
    kept, at = [], 0
    while (first := text.find(start, at)) >= 0:
        last = text.find(end, first + len(start))
        if last < 0:
            break
        kept.append(text[at:first])
        at = last + len(end)
    kept.append(text[at:])
    return _without_hidden("".join(kept))


def _without_hidden(text: str) -> str:
    kept, at = [], 0
    closed = {name: re.compile(f"</{name}\\s*>", re.IGNORECASE) for name in _UNREAD}
    while opening := _HIDDEN.search(text, at):
        closing = closed.get(opening[1].lower())
        end = closing.search(text, opening.end()) if closing else None
        if end is None:
            if closing:  # none further on either: do not search for it again
                closed.pop(opening[1].lower())
            kept.append(text[at : opening.end()])
            at = opening.end()
        else:
            kept.append(text[at : opening.start()])
            at = end.end()
    return "".join(kept) + text[at:]


_UNREAD = ("script", "style", "template", "noscript")


def _tag(match: re.Match[str]) -> str:
    """Replace one stretch from an angle bracket on: a tag by a break or nothing."""
    inside, closed = match[1], match[2]
    name = _NAME.match(inside)
    if inside.startswith(("!", "?")) and closed:
        return ""
    known = name and (name[1].lower() in _KNOWN or "=" in inside or inside.startswith("/"))
    if not name or not known:
        return match[0]
    if not closed:
        return f"< {inside}"  # cut off in the middle: kept as words, no longer a tag
    return "\n" if name[1].lower() in _BREAKING else ""


# -- days -----------------------------------------------------------------------------------


def read_date(value: object) -> dt.date | None:
    """Read the day of an ISO, e-mail or worded English date, as written, without time zone.

    Raises
    ------
    UnreadableError
        If there is a value but not one unambiguous, possible day.
    """
    text = "" if value is None else str(value).strip()
    if not text:
        return None
    try:
        day = _day(text[:60])
    except (ValueError, OverflowError, TypeError):
        day = None
    if day is None:
        raise UnreadableError(f"date '{text[:40]}' cannot be read")
    return possible(day)


def possible(day: dt.date) -> dt.date:
    """Return a day on which a document can have been published.

    Raises
    ------
    UnreadableError
        If it lies before 1900, or after tomorrow (today somewhere else on Earth).
    """
    if day < OLDEST:
        raise UnreadableError(f"date {day} is before {OLDEST.year}")
    if day > dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1):
        raise UnreadableError(f"date {day} is in the future")
    return day


def _day(text: str) -> dt.date | None:
    if match := _ISO.fullmatch(text):
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    for pattern in _WORDED:
        if match := pattern.match(text):
            month = _month(match["month"])
            return dt.date(int(match["year"]), month, int(match["day"])) if month else None
    parts = parsedate_tz(text) if re.search("[A-Za-z]", text) else None
    return dt.date(*parts[:3]) if parts else None


def _month(word: str) -> int:
    word = word.lower()
    hits = [n for n, month in enumerate(_MONTHS, 1) if month.startswith(word) or word == "sept"]
    return 9 if word == "sept" else hits[0] if len(hits) == 1 else 0


# -- addresses and identity -----------------------------------------------------------------


def web_address(value: str) -> str:
    """Return an http(s) address without blanks around it.

    Raises
    ------
    UnreadableError
        If it is anything else, such as a script or a file.
    """
    text = value.strip()
    host = _host(text)
    if not host or re.search(r"[\s<>\"\x00-\x1f]", text) or len(text) > 4_000:
        raise UnreadableError(f"url '{text[:80]}' is not a web address")
    return text


def _host(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return ""
    return host.lower().rstrip(".") if parts.scheme.lower() in ("http", "https") else ""


def domain(url: str) -> str:
    """Host of an address, or a bare host as given, without `www.`; empty where there is none."""
    bare = re.fullmatch(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", url.strip())
    return (bare[0].lower() if bare else _host(url.strip())).removeprefix("www.")


def address_key(url: str) -> str:
    """Give one key to the spellings of an address.

    Scheme, `www.`, fragment, the order of parameters, tracking parameters and a last slash
    do not count.
    """
    parts = urlsplit(url.strip())
    pairs = [(k, v) for k, v in parse_qsl(parts.query, True) if not _TRACKING.fullmatch(k)]
    query = f"?{urlencode(sorted(pairs), errors='surrogatepass')}" if pairs else ""
    return f"{domain(url)}{_port(parts.netloc)}{parts.path.rstrip('/')}{query}"


def _port(netloc: str) -> str:
    found = re.search(r":(\d+)$", netloc)
    return f":{found[1]}" if found and found[1] not in ("80", "443") else ""


def document_id(url: str | None, *content: object) -> str:
    """Identify a document by its address, or by a digest of its content where it has none."""
    if url:
        return address_key(url)
    joined = "\x1f".join("" if c is None else str(c) for c in content)
    digest = hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()
    return f"sha256:{digest[:20]}"


def language_code(value: object) -> str | None:
    """Give the ISO 639-1 code of a language tag such as "en-US"; None where it has none."""
    match = re.match(r"\s*([A-Za-z]{2})(?:[-_].*|\s*)$", value) if isinstance(value, str) else None
    return match[1].lower() if match else None


# -- rows -----------------------------------------------------------------------------------


def store_document(load: Load, row: Mapping[str, object]) -> None:
    """Store a document, or reject it where there is nothing in it or too much.

    `document_id` is made from address or content where `row` has none.
    """
    title, text = row.get("title") or None, row.get("text") or None
    locator = str(row.get("locator") or "")
    shown = " | ".join(str(v) for k, v in row.items() if v and k != "locator")[:2_000]
    if title is None and text is None:
        load.reject(locator, "has neither title nor text", shown)
    elif len(str(title or "")) + len(str(text or "")) > TEXT_LIMIT:
        load.reject(locator, f"is longer than {TEXT_LIMIT:,} characters", shown)
    else:
        made = {**row, "title": title, "text": text}
        if not made.get("document_id"):
            content = (made.get(k) for k in ("outlet", "date", "title", "text"))
            made["document_id"] = document_id(_text(made.get("url")), *content)
        load.store("document", made)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


Maker = Callable[[dict[str, Any]], dict[str, object]]


def store_json(load: Load, locator: str, line: str, make: Maker) -> None:
    """Make a document of the JSON object that stands on one line; see `store_object`."""
    try:
        item = json.loads(line)
    except (ValueError, RecursionError):
        load.reject(locator, "is not valid JSON", line)
    else:
        store_object(load, locator, item, make, line)


def store_object(load: Load, locator: str, item: object, make: Maker, raw: str = "") -> None:
    """Make a document of one JSON object.

    `make` gives the row, or raises `UnreadableError`; what is no object is a reject.
    """
    try:
        if not isinstance(item, dict):
            raise UnreadableError("is not a JSON object")
        row = make(item)
    except UnreadableError as problem:
        load.reject(locator, str(problem), raw or repr(item)[:2_000])
    else:
        store_document(load, {**row, "locator": locator})
