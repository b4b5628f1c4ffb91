"""What several sources state: the same statement is shown, however the files came in."""

import itertools
import random
from collections import defaultdict

import pytest

import legation.record as rec
from legation.record import overlap
from legation.record.schema import STATEMENTS

EVENT = STATEMENTS["event"]
Row = tuple[str, int | None, str]  # key, reports, source


def rows_of(source: random.Random, sources: int) -> list[Row]:
    keys = [f"gdelt:{n}" for n in range(95, 125)]
    return [
        (key, source.choice([None, 1, 1, 2, 9]), f"s{n}")
        for n in range(sources)
        for key in source.sample(keys, 20 if n else 4)
    ]


def shown_by_hand(rows: list[Row]) -> set[Row]:
    """The statement with most reports, then that of the first source."""
    groups = defaultdict(list)
    for row in rows:
        groups[row[0]].append(row)
    rank = lambda row: (row[1] is None, -(row[1] or 0), row[2])  # noqa: E731
    return {min(group, key=rank) for group in groups.values()}


def add(record: rec.Record, rows: list[Row], source: str) -> int:
    mine = [row for row in rows if row[2] == source]
    with record.transaction() as con:
        con.executemany(
            f"INSERT INTO {EVENT.storage} (event_id, reports, source_id, shadowed) "
            "VALUES (?, ?, ?, false)",
            mine,
        )
        return overlap.shadow(con, EVENT, source)


def shown(record: rec.Record) -> set[Row]:
    found = record.query("SELECT event_id, reports, source_id FROM event")
    return {tuple(row.values()) for row in found}  # type: ignore[misc]


@pytest.mark.parametrize("part_keys", [4_000_000, 3])
def test_the_statement_shown_does_not_depend_on_the_order_of_the_files(
    monkeypatch: pytest.MonkeyPatch, part_keys: int
) -> None:
    monkeypatch.setattr(overlap, "_PART_KEYS", part_keys)
    for seed in range(4):
        rows = rows_of(random.Random(seed), 3)
        for order in itertools.permutations(["s0", "s1", "s2"]):
            with rec.open_record(":memory:") as record:
                there: set[str] = set()
                for source in order:
                    mine = {row[0] for row in rows if row[2] == source}
                    assert add(record, rows, source) == len(mine & there)
                    there |= mine
                assert shown(record) == shown_by_hand(rows)


@pytest.mark.parametrize("part_keys", [4_000_000, 3])
def test_what_is_left_is_shown_when_sources_go(
    monkeypatch: pytest.MonkeyPatch, part_keys: int
) -> None:
    monkeypatch.setattr(overlap, "_PART_KEYS", part_keys)
    for gone in [["s0"], ["s1"], ["s0", "s2"], ["s0", "s1", "s2"]]:
        rows = rows_of(random.Random(5), 3)
        with rec.open_record(":memory:") as record:
            for source in ("s0", "s1", "s2"):
                add(record, rows, source)
            with record.transaction() as con:
                overlap.reveal(con, EVENT, gone)
                con.execute(
                    f"DELETE FROM {EVENT.storage} WHERE list_contains(?, source_id)", [gone]
                )
            left = [row for row in rows if row[2] not in gone]
            assert shown(record) == shown_by_hand(left)


def test_sources_without_a_common_key_are_left_alone() -> None:
    with rec.open_record(":memory:") as record:
        add(record, [("gdelt:1", 1, "s0"), ("gdelt:2", 1, "s0")], "s0")
        assert add(record, [("gdelt:3", 1, "s1")], "s1") == 0
        assert add(record, [("gdelt:15", 1, "s2")], "s2") == 0  # within the range of the others
        assert len(shown(record)) == 4
