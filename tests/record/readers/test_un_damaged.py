"""Damaged voting files end in rows with fates that add up, or in one clear line."""

from __future__ import annotations

from pathlib import Path

from legation.record.readers import un_library, voeten
from legation.record.readers.un_resolutions import UnResolutions
from tests.record.made import resolutions, unvotes, write_lines
from tests.record.mutate import endure

TABLES = ("rollcall", "vote", "rollcall_topic", "document")

VOETEN = "\n".join(
    [
        "rcid,ccode,session,vote,member,year,importantvote,date,unres,amend,para,short,descr,me,hr",
        *(
            f"{rcid},{cow},34,{1 + (rcid + cow) % 3},1,1979,0,"
            f"1979-11-{10 + rcid},R/34/{rcid},0,0,S,D,{rcid % 2},0"
            for rcid in range(1, 6)
            for cow in (2, 365, 666, 710, 345)
        ),
        "5,816,34,9,0,1979,0,1979-11-15,R/34/5,0,0,S,D,1,0",
    ]
)
LIBRARY = "\n".join(
    [
        "undl_id,ms_code,ms_name,ms_vote,date,session,resolution,title,subjects,total_yes,total_no,"
        "total_abstentions,total_non_voting,total_ms",
        *(
            f'1,{iso},X,{vote},2024-10-30,79,A/RES/79/{n},"Title, {n}",A|B,2,1,0,0,3'
            for n in range(1, 7)
            for iso, vote in (("ISR", "N"), ("RUS", "Y"), ("CUB", "Y"), ("UKR", "X"))
        ),
    ]
)


def test_resolutions(tmp_path: Path) -> None:
    content = write_lines(tmp_path / "in", resolutions(number=20)).read_bytes()
    read = endure(UnResolutions(), "r.json", content, tmp_path, tables=TABLES)
    assert read > 200


def test_unvotes_votes_and_roll_calls(tmp_path: Path) -> None:
    calls, votes = unvotes(tmp_path, resolutions(number=6))
    for reader, file, table in (
        (voeten.UnvotesVotes(), votes, "vote"),
        (voeten.UnvotesRollcalls(), calls, "rollcall"),
    ):
        content = file.read_bytes()
        assert endure(reader, file.name, content, tmp_path, tables=(table,)) > 150


def test_unvotes_issues(tmp_path: Path) -> None:
    rows = "".join(f'{n},"me","Palestinian conflict"\n' for n in range(9001, 9031))
    content = ("rcid,short_name,issue\n" + rows).encode()
    reader = voeten.UnvotesIssues()
    assert endure(reader, "i.csv", content, tmp_path, tables=("rollcall_topic",)) > 150


def test_voeten_and_the_library(tmp_path: Path) -> None:
    for reader, content in (
        (voeten.VoetenVotes(), VOETEN),
        (un_library.LibraryExport(), LIBRARY),
    ):
        read = endure(reader, "v.csv", content.encode(), tmp_path, tables=("vote",))
        assert read > 150


def test_the_short_table(tmp_path: Path) -> None:
    rows = [
        f'A/RES/ES-11/{n},2025-02-24,"T",{s},yes' for n in (7, 8) for s in ("ISR", "RUS", "USA")
    ]
    content = "\n".join(["symbol,date,title,iso3,vote", *rows]).encode()
    reader = un_library.LibraryTable()
    assert endure(reader, "v.csv", content, tmp_path, tables=("vote",)) > 150


def test_voetens_own_file_reads_votes_states_and_topics(tmp_path: Path) -> None:
    from legation.record import add, open_record

    file = tmp_path / "UNVotes.csv"
    file.write_text(VOETEN, "utf-8")
    with open_record(":memory:") as record:
        (added,) = add(record, [file])
        assert (added.counts.read, added.counts.rejected) == (26, 1)  # 9: no member then
        row = record.query("SELECT * FROM rollcall WHERE rollcall_id = 'A/RES/34/1'")[0]
        assert row["topics"] == ["Palestinian conflict"]
        votes = record.query(
            "SELECT state, choice FROM vote WHERE rollcall_id = 'A/RES/34/1' AND listed"
        )
        found = {v["state"]: v["choice"] for v in votes}
        expected = {"USA": 2, "SUN": 365, "ISR": 666, "CHN": 710, "YUG": 345}
        coded = {1: "yes", 2: "abstain", 3: "no"}
        assert found == {s: coded[1 + (1 + cow) % 3] for s, cow in expected.items()}
