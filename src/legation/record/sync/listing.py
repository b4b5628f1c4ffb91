"""From a source's rule to the files wanted: fixed addresses, or a published list read with care."""

import itertools
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from legation.record.sync.address import RefusedError, check, printable, safe_name
from legation.record.sync.catalogue import IndexRule, Source
from legation.record.sync.checksum import Checksum

_LINE_BYTES = 4096
_JSON_BYTES = 64 * 1024**2
_MAX_FILES = 1_000_000
_MAX_LACKING_SHOWN = 5


@dataclass(frozen=True)
class Wanted:
    """A file to have: its name in the cache, its address, and what is known of it beforehand."""

    name: str
    url: str
    size: int | None = None
    checksum: Checksum | None = None


@dataclass(frozen=True)
class Refusal:
    """A listed file that will not be fetched, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class Window:
    """First and last day asked for; `given` tells whether a person chose the first."""

    since: date
    until: date
    given: bool = True

    def days(self) -> Iterator[date]:
        """Return every day of the window."""
        span = (self.until - self.since).days
        return (self.since + timedelta(days=n) for n in range(span + 1))


@dataclass(frozen=True)
class Listing:
    """All that a source has to offer within the window."""

    wanted: tuple[Wanted, ...]
    refused: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()


class UnreadableError(Exception):
    """A list that is not what its rule says; the text says how."""


def fixed(source: Source) -> Listing:
    """Return the files of a source with fixed addresses."""
    return Listing(
        tuple(
            Wanted(safe_name(file.name), file.url, None, Checksum.of("sha256", file.sha256))
            for file in source.files
        )
    )


def read_index(rule: IndexRule, path: Path, window: Window | None) -> Listing:
    """Return the files a published list names, within the rule's pattern and the window.

    Raises
    ------
    UnreadableError
        When the list is not of the rule's kind or names no wanted file at all.
    """
    wanted: dict[str, Wanted] = {}
    refused: dict[str, Refusal] = {}
    broken: list[int] = []
    covered: set[date] = set()
    selected = 0
    for row in _READERS[rule.kind](rule, path):
        if isinstance(row, int):
            broken.append(row)
            continue
        if not rule.select.fullmatch(row.name):
            continue
        selected += 1
        if selected > _MAX_FILES:
            raise UnreadableError(f"the list names more than {_MAX_FILES} files")
        try:
            _vet(row, rule, wanted)
            period = _period(row.name) if window else None
        except RefusedError as error:
            refused[row.name] = Refusal(printable(row.name), str(error))
            continue
        if window and period:
            if period[1] < window.since or period[0] > window.until:
                continue
            covered.update(_inside(period, window))
        wanted[row.name.casefold()] = row
    if not selected:
        raise UnreadableError(f"the list names no file like {rule.select.pattern!r}")
    if window and not wanted and not refused:
        raise UnreadableError(f"the list has no file from {window.since} to {window.until}")
    notes = [*_broken_note(broken), *_lacking_note(window, covered)]
    return Listing(tuple(wanted.values()), tuple(refused.values()), tuple(notes))


def _vet(row: Wanted, rule: IndexRule, seen: dict[str, Wanted]) -> None:
    safe_name(row.name)
    host = urlsplit(check(row.url)).hostname
    if host not in rule.hosts:
        raise RefusedError(f"the list names the host {host!r}, which is not one of this source")
    twin = seen.get(row.name.casefold())
    if twin and twin != row:
        raise RefusedError("the list names two different files that would have this name")


def _period(name: str) -> tuple[date, date]:
    """Return the first and last day a name stands for: YYYY, YYYYMM, YYYYMMDD or with a time."""
    digits = re.match(r"\d*", name)
    text = digits.group() if digits else ""
    try:
        year = int(text[:4])
        if len(text) == 4:
            return date(year, 1, 1), date(year, 12, 31)
        if len(text) == 6:
            first = date(year, int(text[4:6]), 1)
            return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        if len(text) in (8, 14):
            day = date(year, int(text[4:6]), int(text[6:8]))
            return day, day
    except ValueError:
        pass
    raise RefusedError("its name does not begin with a date")


def _inside(period: tuple[date, date], window: Window) -> Iterator[date]:
    return Window(max(period[0], window.since), min(period[1], window.until)).days()


def _broken_note(lines: list[int]) -> Iterator[str]:
    if lines:
        yield f"{len(lines)} lines of the list cannot be read (the first is line {lines[0]})"


def _lacking_note(window: Window | None, covered: set[date]) -> Iterator[str]:
    if window is None or not window.given:
        return
    lacking = [day for day in window.days() if day not in covered]
    if lacking:
        shown = ", ".join(str(day) for day in lacking[:_MAX_LACKING_SHOWN])
        more = ", ..." if len(lacking) > _MAX_LACKING_SHOWN else ""
        yield f"the source lists no file for {len(lacking)} days: {shown}{more}"


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Return the number and words of each line that is not blank; no words if it is too long."""
    with path.open("rb") as stream:
        for number in itertools.count(1):
            line = stream.readline(_LINE_BYTES)
            if not line:
                return
            too_long = rest = len(line) == _LINE_BYTES and not line.endswith(b"\n")
            while rest:
                tail = stream.readline(_LINE_BYTES)
                rest = bool(tail) and not tail.endswith(b"\n")
            words = line.decode("ascii", "replace").split()
            if words:
                yield number, [] if too_long else words


def _masterfilelist(_rule: IndexRule, path: Path) -> Iterator[Wanted | int]:
    for number, words in _lines(path):
        if len(words) == 3 and words[0].isdecimal() and (md5 := Checksum.of("md5", words[1])):
            yield Wanted(urlsplit(words[2]).path.rpartition("/")[2], words[2], int(words[0]), md5)
        else:
            yield number


def _md5sums(rule: IndexRule, path: Path) -> Iterator[Wanted | int]:
    for number, words in _lines(path):
        if len(words) == 2 and (md5 := Checksum.of("md5", words[0])):
            yield Wanted(words[1], urljoin(rule.url, words[1]), None, md5)
        else:
            yield number


def _github(_rule: IndexRule, path: Path) -> Iterator[Wanted]:
    rows = _json(path)
    if not isinstance(rows, list):
        raise UnreadableError("the list is not a folder listing of GitHub")
    for row in rows:
        if isinstance(row, dict) and row.get("type") == "file":
            name, url = str(row.get("name")), str(row.get("download_url"))
            yield Wanted(name, url, _size(row.get("size")), Checksum.of("git", row.get("sha")))


def _dataverse(rule: IndexRule, path: Path) -> Iterator[Wanted]:
    answer = _json(path)
    rows = answer.get("data") if isinstance(answer, dict) else None
    if not isinstance(rows, list):
        raise UnreadableError("the list is not a Dataverse list of files")
    for row in rows:
        file = row.get("dataFile") if isinstance(row, dict) else None
        if not isinstance(file, dict) or not isinstance(file.get("id"), int):
            raise UnreadableError("the list has a file without an id")
        url = urljoin(rule.url, f"/api/access/datafile/{file['id']}")
        if file.get("originalFileFormat"):
            # Dataverse turned the upload into its own tab format; the original is what authors
            # deposited. The md5 it lists is that of neither download (IQSS/dataverse#9501).
            name = str(file.get("originalFileName") or file.get("filename"))
            yield Wanted(name, f"{url}?format=original", _size(file.get("originalFileSize")))
        else:
            stated = file.get("checksum") or {"type": "MD5", "value": file.get("md5")}
            kind = str(stated.get("type", "")).lower().replace("-", "")
            known = Checksum.of(kind, stated.get("value"))
            yield Wanted(str(file.get("filename")), url, _size(file.get("filesize")), known)


def _json(path: Path) -> Any:
    if path.stat().st_size > _JSON_BYTES:
        raise UnreadableError(f"the list is larger than {_JSON_BYTES} bytes")
    try:
        return json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"the list is not JSON ({error})") from error


def _size(value: object) -> int | None:
    return value if isinstance(value, int) and value >= 0 else None


_READERS: dict[str, Callable[[IndexRule, Path], Iterator[Wanted | int]]] = {
    "masterfilelist": _masterfilelist,
    "md5sums": _md5sums,
    "github": _github,
    "dataverse": _dataverse,
}
