"""Labels that others gave to outlets become camps; what they leave open is told."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from legation.errors import InputError
from legation.narratives.camps import Camps
from legation.narratives.documents import Documents, documents
from legation.narratives.initial import initial
from legation.narratives.label_files import read_labels
from tests.narratives.outlets import Piece, day, record_of

OUTLETS = ("north.example", "money.north.example", "south.example", "east.example",
           "Ministry of Trade", "odd.example")  # fmt: skip


@pytest.fixture(scope="module")
def held() -> Documents:
    return documents(record_of([Piece(outlet, day(n)) for n, outlet in enumerate(OUTLETS)]))


def camps_in(camps: Camps) -> dict[str, list[str]]:
    return {camp.name: [outlet.key for outlet in camp.outlets] for camp in camps.camps}


def file_of(folder: Path, text: str, name: str = "labels.csv") -> Path:
    file = folder / name
    file.write_text(text, "utf-8")
    return file


EXPECTED = {"left": ["north.example"], "right": ["ministry of trade", "south.example"]}


@pytest.mark.parametrize(
    "text",
    [
        "outlet,label\nnorth.example,left\nsouth.example,right\nMinistry of Trade,right\n",
        "Domain;Bias\nhttps://www.north.example/;left\nSOUTH.example;right\n"
        "ministry of  trade;right\n",
        "\ufeffid\tsource_url\tname\tbias\n1\tnorth.example/news\tNorth\tleft\n"
        "2\tsouth.example\tSouth\tright\n3\tMinistry of Trade\tTrade\tright\n",
        '"Site"|"Leaning"\n"north.example"|"left"\n"south.example"|"right"\n'
        '"Ministry of Trade"|"right"\n',
        '{"source": "north.example", "side": "left"}\n\n{"source": "south.example", '
        '"side": "right"}\n{"source": "Ministry of Trade", "side": "right", "more": [1]}\n',
    ],
    ids=["csv", "semicolons", "tsv", "bars", "json lines"],
)
def test_tables_of_any_make_give_the_same_camps(held: Documents, tmp_path: Path, text: str) -> None:
    found = initial(held, file_of(tmp_path, text))
    assert camps_in(found.camps) == EXPECTED
    assert found.unlabelled == ("east.example", "odd.example")
    # A domain covers those under it.
    assert "money.north.example" in found.found
    packed = tmp_path / "labels.gz"
    packed.write_bytes(gzip.compress(text.encode()))
    assert camps_in(initial(held, packed).camps) == EXPECTED


def test_the_column_counts_that_knows_most_outlets(held: Documents, tmp_path: Path) -> None:
    rows = [{"outlet": "The North", "url": "https://north.example/1", "bias": "a"},
            {"outlet": "The South", "url": "https://south.example/2", "bias": "b"}]  # fmt: skip
    file = file_of(tmp_path, "\n".join(map(json.dumps, rows)))
    assert initial(held, file).outlet_column == "url"
    with pytest.raises(InputError, match="none of its 2 outlets"):
        initial(held, file, outlet_column="outlet")


def test_what_most_rows_say_counts_and_a_tie_is_left_out(held: Documents, tmp_path: Path) -> None:
    rows = ["outlet,camp", *["north.example,Left"] * 3, "north.example,right",
            "south.example,left", "south.example,right", "east.example,LEFT", "west.example,left",
            "odd.example,", ",left"]  # fmt: skip
    found = initial(held, file_of(tmp_path, "\n".join(rows)))
    assert [sorted(v) for v in camps_in(found.camps).values()] == [
        ["east.example", "north.example"]
    ]
    assert found.settled == {"north.example": {"Left": 3, "right": 1}}
    assert found.undecided == {"south.example": {"left": 1, "right": 1}}
    assert found.elsewhere == 1
    said = " ".join(found.notes)
    for words in ("south.example (left 1, right 1)", "2 rows of 10 without an outlet or label"):
        assert words in said
    again = initial(held, file_of(tmp_path, "\n".join([rows[0], *rows[:0:-1]])))
    assert camps_in(again.camps) == camps_in(found.camps)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "no rows"),
        (b"outlet,label\n", "no rows"),
        (b"outlet\nnorth.example\n", "one column"),
        (b"a,b\n1,2\n", "--outlet-column"),
        (b"outlet,b\n1,2\n", "--label-column"),
        (b"outlet,label\nnorth.example,\xff\n", "not UTF-8"),
        (b"\x1f\x8b\x08\x00\x00\x00", "gzip"),
        (gzip.compress(b"outlet,label\n" * 500, mtime=0)[:40], "gzip"),
        (b'{"outlet": "x"', "line 1 is no JSON"),
        (b'{"outlet": "x", "label": "y"}\n[' + b"[" * 200_000, "line 2 is no JSON"),
        (b'[{"outlet": "x"}]', "one object a line"),
        (b"outlet,label\n" + b"x" * 1_100_000 + b",y\n", "a line of more than"),
        (b'outlet,label\n"' + b"x\n" * 90_000 + b'",y\n', "no table"),
        (b"outlet,label\nwest.example,left\n", "none of its 1 outlets"),
    ],
    ids=lambda value: value if isinstance(value, str) else "file",
)
def test_a_file_that_is_wrong_says_so_in_one_line(
    held: Documents, tmp_path: Path, content: bytes, says: str
) -> None:
    file = tmp_path / "labels"
    file.write_bytes(content)
    with pytest.raises(InputError) as caught:
        initial(held, file)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 500 + len(str(file))


def test_a_column_that_is_none_of_labels_is_refused(tmp_path: Path) -> None:
    many = [Piece(f"o{n}.example", day(0)) for n in range(60)]
    rows = "\n".join(["outlet,label", *(f"o{n}.example,name {n}" for n in range(60))])
    with pytest.raises(InputError, match="60 different labels"):
        initial(documents(record_of(many)), file_of(tmp_path, rows))


def test_names_that_no_file_can_hold_are_not_used(held: Documents, tmp_path: Path) -> None:
    rows = f'outlet,label\nnorth.example,"a\x07b"\nsouth.example,{"x" * 300}\neast.example,ok\n'
    found = initial(held, file_of(tmp_path, rows))
    assert camps_in(found.camps) == {"ok": ["east.example"]}
    with pytest.raises(InputError, match="no outlets"):
        initial(documents(record_of([])), file_of(tmp_path, rows))


def test_real_files_of_labels_are_read(shared: Path) -> None:
    folder = shared / "headlines"
    found = read_labels(folder / "mbfc_emnlp18.tsv")
    assert (found.label_column, found.rows, found.unusable) == ("bias", 1066, 0)
    assert found.counts["source_url_normalized"]["villagevoice.com"] == {"left": 1}
    articles = read_labels(folder / "allsides_international_titles.jsonl.gz")
    assert articles.label_column == "bias_text"
    assert articles.counts["source_url"]["foxnews.com"]["right"] > 500
