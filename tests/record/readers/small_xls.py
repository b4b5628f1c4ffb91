"""Writes the smallest workbook that is a real .xls: BIFF8 in a compound file, one sheet."""

from __future__ import annotations

import struct
from collections.abc import Sequence

_SECTOR = 512
_END, _FAT, _FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_GLOBALS, _SHEET = 0x0005, 0x0010


def xls(rows: Sequence[Sequence[str | float | None]]) -> bytes:
    """Give a workbook with these rows as the bytes of an .xls file."""
    return _compound(_workbook(rows))


def _record(number: int, body: bytes) -> bytes:
    return struct.pack("<HH", number, len(body)) + body


def _begin(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 1996, 0, 6))


def _workbook(rows: Sequence[Sequence[str | float | None]]) -> bytes:
    name = b"sheet"
    end = _record(0x000A, b"")
    front = _begin(_GLOBALS) + _record(0x0042, struct.pack("<H", 1200))
    length = len(front) + 4 + 8 + len(name) + len(end)
    front += _record(0x0085, struct.pack("<IHBB", length, 0, len(name), 0) + name) + end
    cells = b"".join(
        _cell(r, c, value)
        for r, row in enumerate(rows)
        for c, value in enumerate(row)
        if value is not None
    )
    return front + _begin(_SHEET) + cells + end


def _cell(row: int, column: int, value: str | float) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, str):
        text = value.encode("latin-1")
        return _record(0x0204, place + struct.pack("<HB", len(text), 0) + text)
    return _record(0x0203, place + struct.pack("<d", value))


def _compound(stream: bytes) -> bytes:
    """Put a stream into a compound file: table of sectors, folder, then the stream."""
    stream = stream.ljust(4096, b"\0")
    sectors = -(-len(stream) // _SECTOR)
    assert sectors + 2 <= _SECTOR // 4, "one table of sectors holds 126 of them"
    chain = [*range(3, sectors + 2), _END]
    table = [_FAT, _END, *chain]
    fat = struct.pack("<128I", *table, *[_FREE] * (128 - len(table)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    head += struct.pack("<IIIIIIII", 1, 1, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<109I", 0, *[_FREE] * 108)
    folder = _entry("Root Entry", 5, child=1, start=_END, size=0)
    folder += _entry("Workbook", 2, child=_FREE, start=2, size=len(stream))
    folder += bytes(256)
    return head + fat + folder + stream.ljust(sectors * _SECTOR, b"\0")


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    entry = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
    entry += struct.pack("<III", _FREE, _FREE, child) + bytes(36)
    return entry + struct.pack("<III", start, size, 0)
