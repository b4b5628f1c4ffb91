"""Hostile and damaged files are refused with one line, and nothing leaves its folder."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from pathlib import Path

import pytest

from legation.errors import InputError
from legation.record import add, open_record
from legation.record.csvrows import bounded_lines
from legation.record.unpack import Limits, Member, members
from tests.record.made import resolutions, write_lines

SMALL = Limits(total=4 * 1024**2, ratio=100, ratio_from=1024**2, members=50)


def unpack(file: Path, folder: Path, limits: Limits = SMALL) -> list[Member]:
    folder.mkdir(exist_ok=True)
    return list(members(file, folder, limits))


def bomb(opener: object, path: Path) -> Path:
    with opener(path, "wb") as out:  # type: ignore[operator]
        for _ in range(64):
            out.write(b"\0" * 1024**2)
    return path


@pytest.mark.parametrize("opener", [gzip.open, bz2.open, lzma.open])
def test_a_compressed_bomb_is_refused_early(tmp_path: Path, opener: object) -> None:
    file = bomb(opener, tmp_path / "bomb")
    with pytest.raises(InputError, match="bomb unpacks to more than"):
        unpack(file, tmp_path / "out")
    written = sum(p.stat().st_size for p in (tmp_path / "out").iterdir())
    assert written <= SMALL.total


def test_a_zip_bomb_is_refused_whatever_its_header_says(tmp_path: Path) -> None:
    file = tmp_path / "bomb.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("a.csv", b"\0" * 64 * 1024**2)
    content = file.read_bytes().replace((64 * 1024**2).to_bytes(4, "little"), b"\x10\0\0\0")
    file.write_bytes(content)
    with pytest.raises(InputError, match=r"bomb\.zip"):
        unpack(file, tmp_path / "out")


def test_an_archive_of_too_many_files_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "many.zip"
    with zipfile.ZipFile(file, "w") as z:
        for i in range(51):
            z.writestr(f"{i}.csv", "x")
    with pytest.raises(InputError, match="more than 50 files"):
        unpack(file, tmp_path / "out")


@pytest.mark.parametrize(
    "name", ["../../evil", "/tmp/evil", "a/../../evil", "..\\evil", "e\x1b[2Jvil"]
)
def test_no_name_in_an_archive_is_used_as_a_path(tmp_path: Path, name: str) -> None:
    tar, zipped = tmp_path / "t.tar", tmp_path / "z.zip"
    with tarfile.open(tar, "w") as t:
        info = tarfile.TarInfo(name)
        info.size = 4
        t.addfile(info, io.BytesIO(b"evil"))
    with zipfile.ZipFile(zipped, "w") as z:
        z.writestr(name, "evil")
    before = set(tmp_path.rglob("*"))
    for file in (tar, zipped):
        out = tmp_path / f"out-{file.name}"
        found = unpack(file, out)
        assert all(m.path.parent == out for m in found)
        assert all(m.name.isprintable() for m in found)
    after = {p for p in tmp_path.rglob("*") if "out-" not in str(p)}
    assert after == before


def test_links_and_devices_in_an_archive_are_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "t.tar"
    with tarfile.open(file, "w") as t:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo("link")
            info.type, info.linkname = kind, "/etc/passwd"
            t.addfile(info)
    assert unpack(file, tmp_path / "out") == []


@pytest.mark.parametrize("cut", [1, 20, 100])
@pytest.mark.parametrize("kind", ["gz", "bz2", "xz", "zip", "tar", "tar.xz"])
def test_a_cut_off_archive_is_one_clear_line_or_whole_members(
    tmp_path: Path, kind: str, cut: int
) -> None:
    plain = write_lines(tmp_path / "r.json", resolutions())
    file = tmp_path / f"r.{kind}"
    if kind == "zip":
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as z:
            z.write(plain, "r.json")
    elif kind.startswith("tar"):
        with tarfile.open(file, "w:xz" if kind.endswith("xz") else "w") as t:
            t.add(plain, "r.json")
        cut *= 1 if kind.endswith("xz") else 120
    else:
        packed = {"gz": gzip, "bz2": bz2, "xz": lzma}[kind].compress(plain.read_bytes())
        file.write_bytes(packed)
    file.write_bytes(file.read_bytes()[:-cut])
    with open_record(":memory:") as record:
        results = add(record, [file])
        assert all("\n" not in r.problem for r in results)
        assert all(r.counts.adds_up for r in results)
        if any(r.problem for r in results):
            assert record.is_empty()


def test_a_password_and_nonsense_are_one_clear_line(tmp_path: Path) -> None:
    locked = tmp_path / "locked.zip"
    with zipfile.ZipFile(locked, "w") as z:
        z.writestr("a", "x")
    content = bytearray(locked.read_bytes())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    locked.write_bytes(content)
    noise = tmp_path / "noise.gz"
    noise.write_bytes(b"\x1f\x8b" + bytes(range(256)) * 4)
    for file in (locked, noise):
        with pytest.raises(InputError, match=f"{file.name} cannot be unpacked"):
            unpack(file, tmp_path / "out")


def test_a_line_of_two_gigabytes_is_refused_with_its_number(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "r.json", resolutions(number=2))
    with file.open("r+b") as handle:
        handle.seek(2 * 1024**3)  # a hole: nothing is written, but the line is that long
        handle.write(b"\n")
    with open_record(":memory:") as record:
        (added,) = add(record, [file])
        assert "r.json, line 3 is longer than 16,777,216 bytes" in added.problem
        assert record.is_empty()


def test_lines_are_read_whatever_their_bytes(tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_bytes(b"\xef\xbb\xbfone\r\ntw\xffo\nthree")
    lines = list(bounded_lines(Member("x.txt", file, file)))
    assert lines == ["one\r\n", "tw\udcffo\n", "three"]
