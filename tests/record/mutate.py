"""Damaged copies of a file, and the promise that every reader keeps over all of them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import legation.record as rec
from legation.record.readers.base import Reader
from legation.record.schema import STATEMENTS

_HUGE = (b"9" * 400, b"-1e999", b"1e308", b"99999999999", b"NaN", b"inf", b"-0", b"0x10")
_ODD = (b"\x00", b"\xff\xfe", b"\xc3", b"\xed\xa0\x80", b'"', b"'", b"\\", b"\xe2\x80\xa8", b"\x1a")
_PER_RECORD = 20


def mutants(content: bytes, count: int = 300, seed: int = 1946) -> Iterator[tuple[str, bytes]]:
    """Yield `count` damaged copies of a file as (what was done, bytes).

    Every kind of damage comes round in turn, one in five twice over. The same seed gives the
    same copies. Give it a short file (20 to 60 lines), so that damage is likely to matter.
    """
    source = random.Random(seed)
    kinds = list(_KINDS.items())
    for number in range(count):
        name, damage = kinds[number % len(kinds)]
        out = damage(content, source)
        if number % 5 == 4:
            other, again = source.choice(kinds)
            name, out = f"{name}, {other}", again(out, source)
        yield f"{number}: {name}", out


def endure(
    reader: Reader,
    name: str,
    content: bytes,
    folder: Path,
    *,
    tables: Sequence[str],
    one_row_per_row: bool = True,
    count: int = 300,
) -> int:
    """Add `count` damaged copies of a file and check the fate of every row.

    Each copy either is refused with one line, or its rows read are its rows stored, rejected
    and recognised as duplicates, and the tables hold just as many.

    Parameters
    ----------
    reader
        The reader under test, the only one asked.
    name, content
        The sound file.
    folder
        An empty folder (`tmp_path`).
    tables
        Tables the reader fills, as in `legation.record.schema.STATEMENTS`.
    one_row_per_row
        Whether a row stored is one row in one of the tables.
    count
        How many copies.

    Returns
    -------
    int
        Copies that were read; compare it with `count`, lest all were refused.
    """
    path = folder / name
    read = 0
    record = rec.open_record(":memory:")
    try:
        for number, (what, damaged) in enumerate(mutants(content, count)):
            if number % _PER_RECORD == 0:
                record.close()
                record = rec.open_record(":memory:")
            path.write_bytes(damaged)
            for added in rec.add(record, [path], readers=[reader]):
                assert "\n" not in added.problem, what
                if added.problem or added.known:
                    assert added.problem.strip() or added.known, what
                    continue
                read += 1
                _check_fates(record, added, tables, one_row_per_row, what)
    finally:
        record.close()
    return read


def _check_fates(
    record: rec.Record, added: rec.Added, tables: Sequence[str], one_row_per_row: bool, what: str
) -> None:
    counts = added.counts
    assert counts.adds_up, f"{what}: {counts}"
    assert _rows(record, "reject", added.source_id) == counts.rejected, f"{what}: {counts}"
    stored = sum(_rows(record, STATEMENTS[t].storage, added.source_id) for t in tables)
    if one_row_per_row:
        assert stored == counts.stored, f"{what}: {counts}, {stored} rows stored"
    blank = record.query("SELECT 1 FROM reject WHERE coalesce(reason, '') = '' LIMIT 1")
    assert not blank, f"{what}: a reject has no reason"


def _rows(record: rec.Record, table: str, source_id: str) -> int:
    sql = f"SELECT count(*) AS n FROM {table} WHERE source_id = ?"
    return int(record.query(sql, [source_id])[0]["n"])


# -- kinds of damage ------------------------------------------------------------------------


def _spot(content: bytes, source: random.Random) -> int:
    return source.randrange(len(content) + 1)


def _flip(content: bytes, source: random.Random) -> bytes:
    out = bytearray(content)
    for _ in range(source.choice((1, 3, 20)) if out else 0):
        out[source.randrange(len(out))] ^= 1 << source.randrange(8)
    return bytes(out)


def _insert(pieces: Sequence[bytes]) -> Callable[[bytes, random.Random], bytes]:
    def damage(content: bytes, source: random.Random) -> bytes:
        at = _spot(content, source)
        return content[:at] + source.choice(pieces) + content[at:]

    return damage


def _lines(change: Callable[[list[bytes], random.Random], object]) -> Callable[..., bytes]:
    def damage(content: bytes, source: random.Random) -> bytes:
        lines = content.splitlines(keepends=True)
        if lines:
            change(lines, source)
        return b"".join(lines)

    return damage


def _delete_line(lines: list[bytes], source: random.Random) -> None:
    del lines[source.randrange(len(lines))]


def _repeat_line(lines: list[bytes], source: random.Random) -> None:
    lines.insert(source.randrange(len(lines) + 1), source.choice(lines))


def _repeat_changed(lines: list[bytes], source: random.Random) -> None:
    line = bytearray(source.choice(lines))
    line[source.randrange(len(line))] ^= 1
    lines.append(bytes(line))


def _swap_lines(lines: list[bytes], source: random.Random) -> None:
    source.shuffle(lines)


def _blank_line(lines: list[bytes], source: random.Random) -> None:
    lines.insert(source.randrange(len(lines) + 1), source.choice((b"\n", b"\r\n", b"   \n")))


def _fields(change: Callable[[list[bytes], random.Random], object]) -> Callable[..., bytes]:
    """Damage the fields of one line, split at the delimiter that stands in it most often."""

    def within(lines: list[bytes], source: random.Random) -> None:
        at = source.randrange(len(lines))
        body = lines[at].rstrip(b"\r\n")
        end = lines[at][len(body) :]
        delimiter = max((b"\t", b",", b";", b"|"), key=body.count)
        fields = body.split(delimiter)
        change(fields, source)
        lines[at] = delimiter.join(fields) + end

    return _lines(within)


def _drop_field(fields: list[bytes], source: random.Random) -> None:
    del fields[source.randrange(len(fields))]


def _extra_field(fields: list[bytes], source: random.Random) -> None:
    fields.insert(source.randrange(len(fields) + 1), b"extra")


def _empty_field(fields: list[bytes], source: random.Random) -> None:
    fields[source.randrange(len(fields))] = b""


def _huge_field(fields: list[bytes], source: random.Random) -> None:
    fields[source.randrange(len(fields))] = source.choice(_HUGE)


def _odd_field(fields: list[bytes], source: random.Random) -> None:
    fields[source.randrange(len(fields))] = source.choice(_ODD)


def _swap_fields(fields: list[bytes], source: random.Random) -> None:
    source.shuffle(fields)


def _long_field(fields: list[bytes], source: random.Random) -> None:
    fields[source.randrange(len(fields))] = b"x" * source.choice((3_000, 70_000, 300_000))


def _truncate(content: bytes, source: random.Random) -> bytes:
    return content[: _spot(content, source)]


def _cut_out(content: bytes, source: random.Random) -> bytes:
    first, last = sorted((_spot(content, source), _spot(content, source)))
    return content[:first] + content[last:]


def _mark(content: bytes, source: random.Random) -> bytes:
    return b"\xef\xbb\xbf" + content


def _windows(content: bytes, source: random.Random) -> bytes:
    return content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def _old_mac(content: bytes, source: random.Random) -> bytes:
    at = content.find(b"\n", _spot(content, source))
    return content if at < 0 else content[:at] + b"\r" + content[at + 1 :]


def _wide(content: bytes, source: random.Random) -> bytes:
    return content.decode("utf-8", "replace").encode("utf-16")


def _no_last_end(content: bytes, source: random.Random) -> bytes:
    return content.rstrip(b"\r\n")


def _twice(content: bytes, source: random.Random) -> bytes:
    return content + content


_KINDS: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "flipped bits": _flip,
    "odd bytes": _insert(_ODD),
    "many NULs": _insert((b"\x00" * 5_000,)),
    "huge numbers": _insert(_HUGE),
    "stray line ends": _insert((b"\n", b"\r", b"\r\n", b"\n\n\n")),
    "stray delimiters": _insert((b"\t", b",", b";", b",,,,", b"\t\t\t")),
    "line deleted": _lines(_delete_line),
    "line repeated": _lines(_repeat_line),
    "line repeated and changed": _lines(_repeat_changed),
    "lines shuffled": _lines(_swap_lines),
    "blank line": _lines(_blank_line),
    "field dropped": _fields(_drop_field),
    "field added": _fields(_extra_field),
    "field emptied": _fields(_empty_field),
    "field huge": _fields(_huge_field),
    "field odd": _fields(_odd_field),
    "fields shuffled": _fields(_swap_fields),
    "field long": _fields(_long_field),
    "truncated": _truncate,
    "piece cut out": _cut_out,
    "byte order mark": _mark,
    "Windows line ends": _windows,
    "Mac line end": _old_mac,
    "UTF-16": _wide,
    "no last line end": _no_last_end,
    "written twice": _twice,
}
