"""Edge lists become graphs, and each mistake in one is named by its line."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from legation.balance import edge_columns
from legation.balance.edges import graph_from, read_edges
from legation.balance.graph import SignedGraph
from legation.errors import InputError, UnknownNameError

EDGES = [("b", "a", 1), ("c", "a", -1), ("b", "c", "-")]


def rows(graph: SignedGraph) -> list[tuple[Any, ...]]:
    return graph.frame().rows()


def file(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "edges.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_every_form_of_an_edge_list_makes_the_same_graph(tmp_path: Path) -> None:
    frame = pl.DataFrame({"u": ["b", "c", "b"], "v": ["a", "a", "c"], "sign": [1, -1, -1]})
    text = "\ufeffsign,V, u \r\n1,a,b\r\n\r\n-1,a,c\r\n-1,c,b\r\n"
    forms = [
        EDGES,
        iter(EDGES),
        frame,
        frame.lazy(),
        frame.to_pandas(),
        frame.to_arrow(),
        frame.to_dict(as_series=False),
        {name: frame[name].to_numpy() for name in frame.columns},
        file(tmp_path, text),
        str(file(tmp_path, text)),
    ]
    expected = [("a", "b", 1, 1, 1), ("a", "c", -1, 1, 1), ("b", "c", -1, 1, 1)]
    for form in forms:
        made = graph_from(form)
        assert rows(made) == expected, type(form)
        assert made.notes == ()


def test_a_graph_laid_out_in_a_frame_comes_back_with_weights_and_probabilities() -> None:
    made = SignedGraph.of("abc", [0, 1], [1, 2], [1, -1], [2.5, 0.5], [0.99, 0.7], "1999-01")
    back = graph_from(made.frame(), made.period)
    assert rows(back) == rows(made)
    assert back.period == "1999-01"
    assert graph_from(made) is made


@pytest.mark.parametrize("one", ["+", "1", "+1", 1, 1.0, "1.0", np.int8(1), np.float32(1)])
@pytest.mark.parametrize("other", ["-", "-1", "\N{MINUS SIGN}1", -1, -1.0, np.int64(-1)])
def test_signs_are_read_as_people_write_them(one: object, other: object) -> None:
    assert [row[2] for row in rows(graph_from([("a", "b", one), ("a", "c", other)]))] == [1, -1]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("a,b,0,1", "0' is no sign; write 1 or + for friendly, -1 or - for hostile"),
        ("a,b,0.5,1", "is no sign"),
        ("a,b,nan,1", "is no sign"),
        ("a,b,,1", "there is no sign"),
        ("a,b,ally,1", "'ally' is no sign"),
        ("a,a,1,1", "joins a to itself"),
        ("a,,1,1", "a name is empty"),
        (" ,b,1,1", "a name is empty"),
        ("a,b\x07,1,1", "is no name"),
        (f"a,{'b' * 201},1,1", "is no name"),
        ("a,b,1,0", "'0' is no weight; a weight is a positive number"),
        ("a,b,1,-2", "is no weight"),
        ("a,b,1,inf", "is no weight"),
        ("a,b,1,nan", "is no weight"),
        ("a,b,1,", "there is no weight"),
        ("y,x,-1,1", "gives y and x the sign -1, edges.csv, line 2 gave it 1; keep one of them"),
        ("x,y,1,3", "gives x and y the weight 3, edges.csv, line 2 gave it 1"),
        ("a,b,1", "has 3 values, the first line names 4 columns"),
        ('a,"b,1,1', "near line 4"),
    ],
)
def test_a_mistake_is_one_line_that_names_its_own(tmp_path: Path, line: str, said: str) -> None:
    path = file(tmp_path, f"u,v,sign,weight\nx,y,1,1\n\n{line}\n")
    with pytest.raises(InputError) as caught:
        read_edges(path)
    message = str(caught.value)
    assert said in message
    assert message.startswith("edges.csv, ")
    assert "line 4" in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "edges.csv is empty"),
        (b"\n\n", "edges.csv is empty"),
        (b"u,v,sign\n", "holds no edges"),
        (b"u,v,sign\na,b,1\nc,\xe9,1\n", "line 3 is not UTF-8"),
        (b"u,v,sign\na,b\x00,1\n", "line 2 holds a NUL byte"),
        (b"u;v;sign\na;b;1\n", "separated by semicolons; write commas"),
        (b"source,target,sign\na,b,1\n", "it has source, target, sign; is 'source' what"),
        (b"u,v,sing\na,b,1\n", "no column sign; it has u, v, sing; is 'sing' what should"),
        (b"u,v,V,sign\na,b,c,1\n", "has the column v twice"),
    ],
)
def test_a_file_that_is_no_edge_list_says_why(tmp_path: Path, text: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        read_edges(file(tmp_path, text))
    assert "\n" not in str(caught.value)


def test_a_file_too_large_or_not_there_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = file(tmp_path, "u,v,sign\na,b,1\n")
    with pytest.raises(InputError, match="cannot be read: no such file"):
        read_edges(tmp_path / "nowhere.csv")
    with pytest.raises(InputError, match="cannot be read: is a directory"):
        read_edges(tmp_path)
    monkeypatch.setattr(edge_columns, "LIMIT", 10)
    with pytest.raises(InputError, match="may have 0 MB, more are taken from a data frame"):
        read_edges(path)


@pytest.mark.parametrize(
    ("edges", "said"),
    [
        ([], "the edge list is empty"),
        ([("a", "b")], "row 1 is no edge; write each as"),
        ([("a", "b", 1), "c"], "row 2 is no edge"),
        ([("a", "b", 1), ("a", "c", 1, 2)], "row 2 has 4 values where the first row has 3"),
        ([("a", "b", 1), ("a", "c", True)], "row 2: True is no sign"),
        ([("a", None, 1)], "row 1: a name is empty"),
        ([("a", 1.5, 1)], "row 1: 1.5 is no name"),
        ([("a", 10**5000, 1)], "row 1: a name of more than 200 digits is none"),
        ([("a", ["b"], 1)], "row 1: .* is no v"),
        (5, "no edge list is in a int; give a path"),
        ({"u": ["a"], "v": ["b", "c"], "sign": [1]}, "differ in length: u 1, v 2, sign 1"),
        ({"u": "ab", "v": "bc", "sign": [1, 1]}, "the column u .* give a list"),
        ({"u": ["a"], "v": ["b"]}, "no column sign; it has u, v"),
        (
            {"u": ["a"], "v": ["b"], "sign": [1], "probability": [1.2]},
            "row 1: 1.2 is no probability",
        ),
    ],
)
def test_a_list_that_is_none_says_why(edges: Any, said: str) -> None:
    with pytest.raises(InputError, match=said):
        graph_from(edges)


def test_rows_that_say_the_same_are_folded_and_counted_never_silently() -> None:
    made = graph_from([("a", "b", 1), ("b", "a", "+"), ("a", "b", 1.0), ("b", "c", -1)])
    assert made.size == 2
    assert made.notes == ("2 rows say of a pair what another row says and count once.",)
    extra = graph_from({"u": ["a"], "v": ["b"], "sign": [1], "source": ["x"]})
    assert extra.notes == ("Columns that were left aside: source.",)


DATED = [
    ("a", "b", 1, 1, "1946"),
    ("a", "b", -1, 1, "1947-03"),
    ("a", "c", 1, 1, dt.date(1947, 3, 31)),
    ("b", "c", 1, 1, 1948),
]


@pytest.mark.parametrize(
    ("date", "pairs", "period"),
    [
        ("1946-06", [("a", "b", 1)], "1946-06"),  # a row of a year speaks of its months
        (1947, [("a", "b", -1), ("a", "c", 1)], "1947"),
        ("1947-03-30", [("a", "b", -1)], "1947-03-30"),
        (("1947-04", None), [("b", "c", 1)], "since 1947-04-01"),
    ],
)
def test_a_date_keeps_the_rows_that_speak_of_it(date: Any, pairs: list[Any], period: str) -> None:
    made = graph_from(DATED, date=date)
    assert [row[:3] for row in rows(made)] == pairs
    assert made.period == period
    assert made.notes == (f"Dates asked for: {period}; {len(pairs)} of 4 rows.",)


def test_dates_that_do_not_help_say_so() -> None:
    with pytest.raises(InputError, match="they bear other dates, so ask for one date"):
        graph_from(DATED)
    with pytest.raises(InputError, match="the dates go from 1946-01-01 to 1948-12-31"):
        graph_from(DATED, date=1950)
    with pytest.raises(InputError, match="row 2: 'spring' is not a date; write YYYY"):
        graph_from([*DATED[:1], ("a", "c", 1, 1, "spring")], date=1946)
    with pytest.raises(InputError, match="row 1 has no date"):
        graph_from([("a", "c", 1, 1, None)])
    with pytest.raises(InputError, match="no column 'date', so none can be chosen by 1946"):
        graph_from(EDGES, date=1946)


def test_names_of_states_become_codes_and_unknown_ones_say_the_nearest() -> None:
    made = graph_from([("Russia", "Франция", 1), ("365", "UK", "-")], states=True)
    assert [row[:3] for row in rows(made)] == [("FRA", "RUS", 1), ("GBR", "RUS", -1)]
    with pytest.raises(UnknownNameError, match=r"row 2: no state 'Frence'; did you mean France"):
        graph_from([("UK", "FRA", 1), ("UK", "Frence", 1)], states=True)
    with pytest.raises(InputError, match="row 1 joins GBR to itself"):
        graph_from([("UK", "Britain", 1)], states=True)


def test_the_interstate_networks_are_read_whole(shared: Path) -> None:
    made = read_edges(shared / "gold/signed/cow_46-49.csv")
    assert (made.order, made.size, int((made.sign < 0).sum()), made.notes) == (64, 362, 42, ())
