"""The catalogue of public sources: what exists, where it is, and on what terms."""

import difflib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from legation.errors import InputError, UnknownNameError
from legation.record.sync.address import RefusedError, check, safe_name

CATALOGUE = Path(__file__).with_name("catalogue.toml")

IndexKind = Literal["masterfilelist", "md5sums", "github", "dataverse"]

_TEXTS = ("title", "holds", "homepage", "licence", "citation", "frequency")
_FIELDS = {*_TEXTS, "feeds", "files", "index", "manual", "hint", "by_name", "window_days"}


@dataclass(frozen=True)
class FixedFile:
    """One file at an address that does not change."""

    name: str
    url: str
    sha256: str | None = None


@dataclass(frozen=True)
class IndexRule:
    """A list published by the source, from which the addresses of its files are read.

    Attributes
    ----------
    kind
        ``masterfilelist`` (lines of size, md5, address), ``md5sums`` (lines of md5, name, beside
        the index), ``github`` (a folder listing of the GitHub contents API) or ``dataverse`` (the
        files of the latest version of a Dataverse dataset).
    url
        Address of the list.
    select
        Pattern that the whole file name must match to be wanted.
    hosts
        Hosts a listed address may name; a list that names another host is not believed.
    """

    kind: IndexKind
    url: str
    select: re.Pattern[str]
    hosts: tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """One entry of the catalogue.

    Attributes
    ----------
    key, title, holds, homepage, licence, citation, frequency
        What it is called, what is in it, where a person reads about it, its terms, how to cite
        it, and how often it changes.
    feeds
        Tables of the record its files go to; empty when no reader takes them, and then `sync`
        fetches and keeps them only.
    files, index
        The addresses, fixed or read from a list; both empty for a manual source.
    manual, hint
        A source that a person has to download; `hint` says what to take and how to add it.
    by_name
        Fetched only when asked for by its key.
    window_days
        Days fetched when no dates are given, for a source with one file per period; otherwise
        ``None``, and dates do not apply.
    """

    key: str
    title: str
    holds: str
    homepage: str
    licence: str
    citation: str
    frequency: str
    feeds: tuple[str, ...] = ()
    files: tuple[FixedFile, ...] = ()
    index: IndexRule | None = None
    manual: bool = False
    hint: str = ""
    by_name: bool = False
    window_days: int | None = None


def sources() -> list[Source]:
    """Return every source of the catalogue, in its order."""
    return list(_shipped())


def source(key: str) -> Source:
    """Return the source with this key.

    Raises
    ------
    UnknownNameError
        When there is none; the message lists the nearest keys.
    """
    return choose([key], _shipped())[0]


def choose(keys: Sequence[str], catalogue: Sequence[Source]) -> list[Source]:
    """Return the sources with these keys, each once, in the order asked for."""
    by_key = {entry.key: entry for entry in catalogue}
    for key in keys:
        if key not in by_key:
            near = difflib.get_close_matches(key.lower(), by_key, n=3, cutoff=0.4)
            hint = f"did you mean {', '.join(near)}?" if near else f"there are {', '.join(by_key)}"
            raise UnknownNameError(f"no source {key!r}; {hint}")
    return [by_key[key] for key in dict.fromkeys(keys)]


def load(path: Path) -> list[Source]:
    """Read a catalogue file.

    Raises
    ------
    InputError
        When the file is not TOML or an entry lacks something, naming the entry.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"catalogue {path} cannot be read: {error}") from error
    return [_entry(path, key, table) for key, table in tables.items()]


@cache
def _shipped() -> tuple[Source, ...]:
    return tuple(load(CATALOGUE))


def _entry(path: Path, key: str, table: Any) -> Source:
    where = f"catalogue {path}, [{key}]"
    if not isinstance(table, Mapping) or not re.fullmatch(r"[a-z0-9][a-z0-9-]*", key):
        raise InputError(f"{where}: expected a table named in lower case letters, digits and '-'")
    if unknown := sorted(set(table) - _FIELDS):
        raise InputError(f"{where}: unknown field {unknown[0]!r}; fields are {sorted(_FIELDS)}")
    if missing := [name for name in _TEXTS if not isinstance(table.get(name), str)]:
        raise InputError(f"{where}: lacks the text {missing[0]!r}")
    manual, index = bool(table.get("manual")), table.get("index")
    files = tuple(_file(where, row) for row in table.get("files", ()))
    if sum((manual, bool(files), index is not None)) != 1:
        raise InputError(f"{where}: give exactly one of 'files', 'index' and 'manual'")
    if manual and not table.get("hint"):
        raise InputError(f"{where}: a manual source needs a 'hint'")
    return Source(
        key=key,
        feeds=tuple(table.get("feeds", ())),
        files=files,
        index=None if index is None else _index(where, index),
        manual=manual,
        hint=str(table.get("hint", "")),
        by_name=bool(table.get("by_name")),
        window_days=table.get("window_days"),
        **{name: table[name] for name in _TEXTS},
    )


def _file(where: str, row: Any) -> FixedFile:
    try:
        file = FixedFile(**row)
        safe_name(file.name)
        check(file.url)
    except TypeError as error:
        raise InputError(f"{where}: a file needs 'name', 'url' and at most 'sha256'") from error
    except RefusedError as error:
        raise InputError(f"{where}: {error}") from error
    return file


def _index(where: str, row: Any) -> IndexRule:
    try:
        kind, url, hosts = row["kind"], check(row["url"]), tuple(row["hosts"])
        select = re.compile(row["select"])
    except (KeyError, TypeError, re.error) as error:
        raise InputError(f"{where}: an index needs 'kind', 'url', 'select', 'hosts'") from error
    except RefusedError as error:
        raise InputError(f"{where}: {error}") from error
    if kind not in get_args(IndexKind):
        raise InputError(f"{where}: no index kind {kind!r}; kinds are {get_args(IndexKind)}")
    return IndexRule(kind=kind, url=url, select=select, hosts=hosts)
