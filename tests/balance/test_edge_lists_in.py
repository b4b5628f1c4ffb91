"""What a caller gives is what a caller gets: whole numbers as names, and weights that count."""

from __future__ import annotations

import pandas as pd
import polars as pl
import pytest

from legation.balance import frustration
from legation.balance.edges import graph_from

RING = {"u": [1, 2, 10], "v": [2, 10, 1], "sign": [1, 1, -1], "weight": [3.0, 5.0, 2.0]}


@pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame, dict])
def test_nodes_named_by_whole_numbers_come_back_as_these(frame: type) -> None:
    found = frustration(frame(RING))
    assert sorted(node for faction in found.factions for node in faction) == [1, 2, 10]
    assert found.frustrated_edges.select("u", "v").rows() == [(1, 10)]
    assert set(found.evidence()["u"]) <= {1, 2, 10}
    assert "10" in found._repr_html_()


def test_names_that_are_text_stay_text() -> None:
    found = frustration([("1", "2", 1), ("2", "x", -1)])
    assert found.factions == (("1", "2"), ("x",))


def test_weights_that_an_edge_list_gives_count_unless_it_is_said_otherwise() -> None:
    assert frustration(RING).upper == 2.0
    assert frustration(RING).weighted
    assert frustration(RING, weighted=False).upper == 1
    assert frustration({**RING, "weight": [1, 1, 1]}).weighted is False
    assert frustration(graph_from(RING)).upper == 1


def test_rows_that_can_be_looked_at_once_do() -> None:
    assert frustration(row for row in [(1, 2, 1), (2, 3, -1)]).factions == ((1, 2), (3,))
