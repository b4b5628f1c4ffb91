"""Distances between capitals, from a table of where they lie.

The table is one that a person has, such as that of the Correlates of War: a column of states (any
code or name), latitude and longitude in degrees. Of a state with several capitals over time the
last counts.
"""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

from legation import states
from legation.errors import InputError, LegationError
from legation.narratives.straining import Distances

#: Bytes of a table that are read.
LARGEST_FILE = 5_000_000
#: Mean radius of the earth in kilometres (IUGG).
RADIUS = 6371.0088
_COLUMNS = {
    "state": ("state", "code", "iso3", "iso3c", "ccode", "cow", "country", "statenme", "name"),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon", "lng", "long"),
    "end": ("end", "enddate"),
}


def read_distances(path: str | Path) -> Distances:
    """Read where capitals lie, and give the great-circle distance of each two in kilometres.

    Parameters
    ----------
    path
        CSV, plain or gzip, with a header.

    Raises
    ------
    InputError
        One line: what is wrong, where, and what to do. A state that is not known is left out,
        since such tables hold entities that are no states.
    """
    file = Path(path)
    try:
        rows = list(csv.reader(io.StringIO(_text(file))))
    except csv.Error as error:
        raise InputError(f"{file}: no table that can be read: {error}") from None
    if not rows:
        raise InputError(f"{file}: is empty; give a table with columns state, lat and lng")
    at = _places(rows[0], file)
    found: dict[str, tuple[str, float, float]] = {}
    for number, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        code, end, where = _row(row, at, f"{file}, line {number}")
        if code is not None and end >= found.get(code, ("", 0.0, 0.0))[0]:
            found[code] = (end, *where)
    if len(found) < 2:
        raise InputError(f"{file}: names fewer than two states; give a column of codes or names")
    return {
        (a, b): great_circle(found[a][1:], found[b][1:]) for a, b in combinations(sorted(found), 2)
    }


def great_circle(one: Sequence[float], two: Sequence[float]) -> float:
    """Give the great-circle distance of two places, each latitude and longitude in degrees.

    The haversine formula (Sinnott 1984, *Sky and Telescope* 68), in kilometres.

    Examples
    --------
    >>> round(great_circle((0, 0), (0, 180)))
    20015
    """
    from math import asin, cos, radians, sin, sqrt

    (phi, lam), (phi2, lam2) = (tuple(map(radians, place)) for place in (one, two))
    half = sin((phi2 - phi) / 2) ** 2 + cos(phi) * cos(phi2) * sin((lam2 - lam) / 2) ** 2
    return 2 * RADIUS * asin(sqrt(min(half, 1.0)))


def _text(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            raw = stream.read(LARGEST_FILE + 1)
        if raw[:2] == b"\x1f\x8b":
            raw = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(raw, LARGEST_FILE + 1)
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror or error}") from None
    except (zlib.error, gzip.BadGzipFile) as error:
        raise InputError(f"{file}: is damaged: {error}") from None
    if len(raw) > LARGEST_FILE:
        raise InputError(
            f"{file}: holds more than {LARGEST_FILE} bytes; capitals are a short table"
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: not UTF-8 at byte {error.start}; save it as UTF-8") from None
    return text.replace("\0", "")


def _places(header: list[str], file: Path) -> dict[str, int]:
    names = [cell.strip().casefold() for cell in header]
    found = {
        what: next(names.index(name) for name in known if name in names)
        for what, known in _COLUMNS.items()
        if any(name in names for name in known)
    }
    for what in ("state", "latitude", "longitude"):
        if what not in found:
            raise InputError(
                f"{file}: has no column of {what}; name one {' or '.join(_COLUMNS[what][:2])}"
            )
    return found


def _row(
    row: list[str], at: dict[str, int], where: str
) -> tuple[str | None, str, tuple[float, float]]:
    if len(row) <= max(at.values()):
        raise InputError(f"{where}: has {len(row)} cells, fewer than the header")
    try:
        place = float(row[at["latitude"]]), float(row[at["longitude"]])
    except ValueError:
        raise InputError(f"{where}: latitude or longitude is no number") from None
    if not (abs(place[0]) <= 90 and abs(place[1]) <= 180):
        raise InputError(f"{where}: {place[0]:g}, {place[1]:g} is no place on the earth")
    end = row[at["end"]].strip() if "end" in at else ""
    name = row[at["state"]].strip()
    try:
        # Numbers are those of the Correlates of War, often written as 2.0.
        return str(states.resolve(int(float(name)) if _number(name) else name)), end, place
    except LegationError:
        return None, end, place


def _number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()
