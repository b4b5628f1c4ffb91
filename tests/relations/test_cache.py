"""The cache gives what was computed, and computes again whatever it cannot trust."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from legation.record import add, open_record
from legation.relations import cache
from legation.relations.cache import cached
from tests.record.made import resolutions, write_lines


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LEGATION_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


class Costly:
    def __init__(self) -> None:
        self.calls = 0

    def __call__(self) -> cache.Arrays:
        self.calls += 1
        return {"x": np.arange(3.0), "names": np.array(["a", "b"])}


def test_a_result_is_computed_once_per_content_and_question(home: Path, tmp_path: Path) -> None:
    costly = Costly()
    with open_record(":memory:") as record:
        for _ in range(2):
            found = cached(record, "thing", {"seed": 1}, costly)
            assert found["x"].tolist() == [0, 1, 2]
            assert found["names"].tolist() == ["a", "b"]
        assert costly.calls == 1
        cached(record, "thing", {"seed": 2}, costly)
        assert costly.calls == 2
        add(record, [write_lines(tmp_path / "75.json", resolutions(1, 3, session=75))])
        cached(record, "thing", {"seed": 1}, costly)
        assert costly.calls == 3
    assert len(list(home.iterdir())) == 3


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 no archive", None])
def test_a_damaged_result_is_computed_again(home: Path, damage: bytes | None) -> None:
    costly = Costly()
    with open_record(":memory:") as record:
        cached(record, "thing", {}, costly)
        (file,) = home.iterdir()
        file.write_bytes(file.read_bytes()[:200] if damage is None else damage)
        assert cached(record, "thing", {}, costly)["x"].tolist() == [0, 1, 2]
        assert costly.calls == 2


def test_objects_are_never_unpickled(home: Path) -> None:
    costly = Costly()
    with open_record(":memory:") as record:
        cached(record, "thing", {}, costly)
        (file,) = home.iterdir()
        np.savez(file, x=np.array([{"a": 1}], dtype=object))
        assert cached(record, "thing", {}, costly)["x"].tolist() == [0, 1, 2]


def test_a_folder_that_cannot_be_written_costs_only_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("LEGATION_CACHE", str(tmp_path / "file" / "cache"))
    costly = Costly()
    with open_record(":memory:") as record:
        assert cached(record, "thing", {}, costly)["x"].tolist() == [0, 1, 2]
        assert cached(record, "thing", {}, costly)["x"].tolist() == [0, 1, 2]
    assert costly.calls == 2


def test_what_was_longest_unused_goes_first(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "LIMIT", 1200)
    costly = Costly()
    with open_record(":memory:") as record:
        for seed in range(5):
            cached(record, "thing", {"seed": seed}, costly)
        assert 1 <= len(list(home.iterdir())) < 5
        calls = costly.calls
        cached(record, "thing", {"seed": 4}, costly)
        assert costly.calls == calls
