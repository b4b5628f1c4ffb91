"""Headlines: official outlets of Russia, and the AllSides titles with their full texts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from legation.errors import InputError
from legation.record.csvrows import bounded_lines
from legation.record.load import Load
from legation.record.readers.base import Dataset, Reader
from legation.record.readers.texts import (
    UnreadableError,
    domain,
    one_line,
    plain,
    read_date,
    store_json,
    store_object,
    web_address,
)
from legation.record.unpack import Member

FILE_LIMIT = 256 * 1024**2
_FIRST_KEYS = re.compile(r'\s*\[\s*\{\s*"t"\s*:\s*"(?:[^"\\]|\\.)*"\s*,\s*"d"\s*:\s*"')


@dataclass(frozen=True)
class _Outlet:
    """An outlet as the collection's folders name it.

    `state` is set where the outlet is an organ of government, which speaks for its state;
    an outlet that a state owns does not.
    """

    name: str
    state: str | None = None


_OUTLETS = {
    "kremlin": _Outlet("kremlin.ru", "RUS"),
    "mfa": _Outlet("Ministry of Foreign Affairs of Russia", "RUS"),
    "mod": _Outlet("Ministry of Defence of Russia", "RUS"),
    "rt": _Outlet("rt.com"),
    "sputnik": _Outlet("sputnikglobe.com"),
    "tass": _Outlet("tass.com"),
}


class OfficialRussia:
    """Reader of `OUTLET/search/YEAR.json`: title (t), day (d), address (u), first words (s).

    The files beside them (summary, keyword_trends, country_mentions, monthly_volume, years)
    count the same items and hold no text of their own, so they are not read. Titles are cut
    at 120 characters and first words at 60 by the collection. The posts of the two ministries
    have no address and repeat their title as first words, which then are no text.
    """

    dataset = Dataset(
        "rus-official-media",
        "Headlines of Russian official outlets",
        "no licence stated; texts belong to the outlets",
        "Headlines of kremlin.ru, the Russian ministries of foreign affairs and defence, RT, "
        "Sputnik and TASS, collected to March 2026",
        "",
    )
    version = "1"

    def matches(self, member: Member) -> bool:
        """Whether the folder is that of an outlet and the first item has `t` and `d`."""
        return _outlet(member) is not None and _FIRST_KEYS.match(member.text_head) is not None

    def load(self, member: Member, load: Load) -> None:
        """Read each item of the list as one headline."""
        outlet = _outlet(member) or _Outlet("")
        label = f"{_folder(member)}/{PurePath(member.name).name}"
        for number, item in enumerate(_items(member), 1):
            store_object(load, f"{label}, item {number}", item, lambda i: _headline(i, outlet))


def _parts(member: Member) -> tuple[str, ...]:
    """Give the folders and name: those in the archive, or those on disk."""
    return PurePath(member.name if member.archived else member.file).parts


def _folder(member: Member) -> str:
    parts = _parts(member)
    return parts[-3] if len(parts) >= 3 and parts[-2] == "search" else ""


def _outlet(member: Member) -> _Outlet | None:
    return _OUTLETS.get(_folder(member))


def _items(member: Member) -> Iterator[object]:
    if member.path.stat().st_size > FILE_LIMIT:
        raise InputError(f"{member.name} is larger than {FILE_LIMIT:,} bytes; split it by year")
    try:
        items = json.loads(member.path.read_bytes())
    except (ValueError, RecursionError) as error:
        what = " ".join(str(error).split())[:100]
        raise InputError(f"{member.name} is not valid JSON ({what}); fetch it again") from error
    if not isinstance(items, list):
        raise InputError(f"{member.name} is not a list of headlines; fetch it again")
    yield from items


def _headline(item: dict[str, object], outlet: _Outlet) -> dict[str, object]:
    date = read_date(_string(item, "d"))
    if date is None:
        raise UnreadableError("d is missing")
    title, lead = one_line(_string(item, "t")), one_line(_string(item, "s"))
    url = _string(item, "u")
    return {
        "kind": "headline",
        "date": date,
        "outlet": outlet.name,
        "state": outlet.state,
        "title": title,
        "text": None if title.startswith(lead) else lead,
        "language": "en" if _latin(title) else None,
        "url": web_address(url) if url else None,
    }


def _latin(text: str) -> bool:
    """Whether most letters are Latin: all six feeds are English, single posts are not."""
    letters = [c for c in text if c.isalpha()]
    return 2 * sum(c < "\u0250" for c in letters) >= len(letters)


class AllSides:
    """Reader of the AllSides articles as JSON lines, with or without their texts.

    Both files use one `ID` for an article, so title and full text are one document. The
    outlet is the domain of the address: the field `source` names columnists and guest writers
    as well as outlets. Days are as the source gives them; some are wrong and some are missing.
    """

    dataset = Dataset(
        "allsides",
        "AllSides articles on international affairs",
        "no licence stated for the texts, which belong to the outlets",
        "Baly, R., Da San Martino, G., Glass, J. & Nakov, P. (2020), We Can Detect Your Bias: "
        "Predicting the Political Ideology of News Articles, EMNLP",
        "https://github.com/ramybaly/Article-Bias-Prediction",
    )
    version = "1"

    def matches(self, member: Member) -> bool:
        """Whether the first line has the fields of the collection."""
        line = member.first_line.lstrip()
        return line.startswith("{") and all(f'"{key}":' in line for key in _ALLSIDES)

    def load(self, member: Member, load: Load) -> None:
        """Read each line as one article or headline."""
        for number, line in enumerate(bounded_lines(member), 1):
            if line.strip():
                store_json(load, f"line {number}", line, _article)


_ALLSIDES = ("ID", "source", "source_url", "url", "date", "title", "bias_text")


def _article(item: dict[str, object]) -> dict[str, object]:
    key = _string(item, "ID").strip()
    if not re.fullmatch(r"[A-Za-z0-9]{4,40}", key):
        raise UnreadableError(f"ID '{key[:40]}' is not an identifier")
    url, text = _string(item, "url"), plain(_string(item, "text"))
    return {
        "document_id": f"allsides:{key}",
        "kind": "article" if text else "headline",
        "date": read_date(_string(item, "date")),
        "outlet": domain(url) or one_line(_string(item, "source")) or None,
        "title": one_line(_string(item, "title")),
        "text": text,
        "language": "en",
        "url": web_address(url) if url else None,
    }


def _string(item: dict[str, object], key: str) -> str:
    value = item.get(key)
    if value is not None and not isinstance(value, str):
        raise UnreadableError(f"{key} is not text")
    return value or ""


READERS: tuple[Reader, ...] = (OfficialRussia(), AllSides())
