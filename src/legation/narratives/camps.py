"""Camps: named sets of outlets, in one small file that a person edits.

The file is TOML. Each table is a camp, and lists its outlets by the domain or name that the
record's documents bear::

    [camps.north]
    outlets = ["north-post.example", {outlet = "daily.example", start = 2014-01-01}]

`[north]` with `outlets`, and `north = ["north-post.example"]`, will do as well. A domain covers
its subdomains, unless a camp names these apart. With a day (`start`, `end`) an outlet belongs to
the camp between these days alone, so that it can change sides.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

from legation.errors import InputError
from legation.relations.window import FIRST, LAST, window

#: Bytes of a file of camps that are read.
LARGEST_FILE = 1_000_000
#: Characters of the name of a camp or outlet.
LONGEST_NAME = 200
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet as a camp lists it.

    Attributes
    ----------
    key
        Domain or name, as `outlet_key` writes it.
    start, end
        First and last day it belongs to the camp; None at an open end.
    """

    key: str
    start: dt.date | None = None
    end: dt.date | None = None

    def holds(self, day: dt.date | None) -> bool:
        """Whether the outlet belongs to the camp on a day; without a day where it always does."""
        if day is None:
            return self.start is None and self.end is None
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def meets(self, other: Outlet) -> bool:
        """Whether the days of two entries overlap."""
        first = max(filter(None, (self.start, other.start)), default=None)
        last = min(filter(None, (self.end, other.end)), default=None)
        return first is None or last is None or first <= last


@dataclass(frozen=True, slots=True)
class Camp:
    """A named set of outlets."""

    name: str
    outlets: tuple[Outlet, ...]


@dataclass(frozen=True)
class Camps:
    """Camps that do not overlap.

    Attributes
    ----------
    camps
        In the order of the file.
    where
        File they come from, for messages; None where they were made in Python.

    Raises
    ------
    InputError
        If there is none, two bear one name, or an outlet stands in two camps on one day.
    """

    camps: tuple[Camp, ...]
    where: str | None = None
    _entries: Mapping[str, list[tuple[int, Outlet]]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Hold the camps to what they must be."""
        here = f"{self.where}: " if self.where else ""
        if not self.camps:
            raise InputError(f"{here}no camps; write each as [camps.NAME] with outlets = [...]")
        entries: dict[str, list[tuple[int, Outlet]]] = {}
        for place, camp in enumerate(self.camps):
            if camp.name in self.names[:place]:
                raise InputError(f"{here}two camps are called {camp.name!r}")
            if not camp.outlets:
                raise InputError(f"{here}camp {camp.name!r} has no outlets")
            for outlet in camp.outlets:
                entries.setdefault(outlet.key, []).append((place, outlet))
        for key, listed in entries.items():
            for (a, one), (b, two) in combinations(listed, 2):
                if a != b and one.meets(two):
                    raise InputError(
                        f"{here}outlet {key!r} stands in two camps at a time, "
                        f"{self.camps[a].name!r} and {self.camps[b].name!r}; "
                        "take it out of one, or give both a start or end"
                    )
        object.__setattr__(self, "_entries", entries)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the camps, in their order."""
        return tuple(camp.name for camp in self.camps)

    @property
    def order(self) -> dict[str, int]:
        """Place of each camp by what it holds, so that neither names nor the file's order matter.

        Whatever is drawn or computed camp by camp is done in this order.
        """
        ranked = sorted(self.camps, key=lambda camp: sorted(str(one) for one in camp.outlets))
        return {camp.name: at for at, camp in enumerate(ranked)}

    def place(self, outlet: str | None, day: dt.date | None) -> int | None:
        """Place of the camp that an outlet belongs to on a day, None where it is in none.

        Parameters
        ----------
        outlet
            As the record writes it.
        day
            Day of the document; without one, an outlet listed with days is in no camp.
        """
        for key in outlet_keys(outlet or ""):
            if key in self._entries:
                listed = self._entries[key]
                return next((place for place, entry in listed if entry.holds(day)), None)
        return None

    def to_toml(self) -> str:
        """Write the camps as a file that `load_camps` reads."""
        lines: list[str] = []
        for camp in self.camps:
            lines += [f"[camps.{_quoted(camp.name)}]", "outlets = ["]
            lines += [f"    {_entry(outlet)}," for outlet in camp.outlets]
            lines += ["]", ""]
        return "\n".join(lines)


def outlet_key(name: str) -> str:
    """Write the domain or name of an outlet as camps compare it.

    Examples
    --------
    >>> outlet_key("https://www.Example.org/world?x=1"), outlet_key("Ministry  of Trade")
    ('example.org', 'ministry of trade')
    """
    key = " ".join(name.split()).casefold()
    if _SCHEME.match(key) or ("." in key and " " not in key):
        key = re.split(r"[/?#:]", _SCHEME.sub("", key), maxsplit=1)[0].strip(".")
        key = key.removeprefix("www.")
    return key


def outlet_keys(name: str) -> Iterator[str]:
    """Give the key of an outlet, then those of the domains it lies under.

    Examples
    --------
    >>> list(outlet_keys("money.example.org"))
    ['money.example.org', 'example.org']
    """
    key = outlet_key(name)
    yield key
    while " " not in key and key.count(".") > 1:
        key = key.split(".", 1)[1]
        yield key


def load_camps(path: str | Path) -> Camps:
    """Read camps from a TOML file.

    Raises
    ------
    InputError
        One line: what is wrong, in which camp, and what to do.
    """
    file = Path(path)
    try:
        with file.open("rb") as stream:
            raw = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror or error}") from None
    if len(raw) > LARGEST_FILE:
        raise InputError(f"{file}: larger than {LARGEST_FILE} bytes; camps are a short list")
    try:
        tables = tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: not UTF-8 at byte {error.start}; save it as UTF-8") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(f"{file}: not valid TOML: {error}"[:300]) from None
    return camps_of(tables, str(file))


def camps_of(tables: Mapping[str, Any], where: str | None = None) -> Camps:
    """Make camps of a mapping from names to outlets, as the file holds it.

    Parameters
    ----------
    tables
        ``{name: [outlet, ...]}``; an outlet is a text or a mapping with `outlet`, `start`, `end`.
        Also ``{name: {"outlets": [...]}}``, and either under one key "camps".
    where
        File, for messages.

    Raises
    ------
    InputError
        As `load_camps`.
    """
    here = f"{where}: " if where else ""
    inner = tables.get("camps")
    if isinstance(inner, Mapping) and "outlets" not in inner:
        if len(tables) > 1:
            other = next(key for key in tables if key != "camps")
            raise InputError(f"{here}{other[:40]!r} stands beside [camps]; write [camps.{other}]")
        tables = inner
    camps: list[Camp] = []
    for name, entry in tables.items():
        try:
            camps.append(Camp(_name(name, "camp"), tuple(_outlets(entry))))
        except InputError as error:
            raise InputError(f"{here}camp {name[:40]!r}: {error}") from None
    return Camps(tuple(camps), where)


def _outlets(entry: Any) -> Iterator[Outlet]:
    if isinstance(entry, Mapping):
        unknown = sorted(set(entry) - {"outlets"})
        if unknown:
            raise InputError(f"has {unknown[0][:40]!r}; only outlets are read")
        entry = entry.get("outlets")
    if not isinstance(entry, Sequence) or isinstance(entry, str):
        raise InputError('has no list of outlets; write outlets = ["example.org"]')
    for item in entry:
        row = {"outlet": item} if isinstance(item, str) else item
        if not isinstance(row, Mapping) or not isinstance(row.get("outlet"), str):
            raise InputError(
                f"{str(item)[:40]!r} is no outlet; write a name or {{outlet = ..., start = ...}}"
            )
        unknown = sorted(set(row) - {"outlet", "start", "end"})
        if unknown:
            raise InputError(
                f"outlet {row['outlet'][:40]!r} has {unknown[0][:40]!r}; only start and end"
            )
        days = window(row.get("start"), row.get("end"))
        yield Outlet(
            outlet_key(_name(row["outlet"], "outlet")),
            None if days.start == FIRST else days.start,
            None if days.end == LAST else days.end,
        )


def _name(text: str, what: str) -> str:
    if not text.strip() or len(text) > LONGEST_NAME or not text.isprintable():
        raise InputError(f"{text[:40]!r} is no name of an {what}" if what == "outlet" else
                         f"{text[:40]!r} is no name of a {what}")  # fmt: skip
    return text.strip()


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return text if re.fullmatch(r"[A-Za-z0-9_-]+", text) else f'"{escaped}"'


def _entry(outlet: Outlet) -> str:
    name = '"' + outlet.key.replace("\\", "\\\\").replace('"', '\\"') + '"'
    days = [f"{k} = {d}" for k, d in (("start", outlet.start), ("end", outlet.end)) if d]
    return name if not days else f"{{outlet = {', '.join([name, *days])}}}"
