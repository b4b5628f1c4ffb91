"""A camp's picture has the edges that are sure, and differs from others where that is sure."""

import pytest

from legation.errors import InputError
from legation.narratives.picture import deltas, pictures
from tests.narratives.pictured import attitudes, perceived

RECORD = {
    ("CHN", "RUS"): 3.0,
    ("CHN", "USA"): -3.0,
    ("GBR", "RUS"): -3.0,
    ("GBR", "USA"): 4.0,
    ("RUS", "USA"): -4.0,
    ("CHN", "GBR"): -2.0,
}
PLAIN = dict.fromkeys(RECORD, (0.0, 0.3))
#: One camp turns a pair, and is unsure of another.
EAST = PLAIN | {("GBR", "RUS"): (6.0, 0.5), ("CHN", "GBR"): (2.0, 1.0)}


def test_an_edge_is_where_the_sign_is_sure() -> None:
    found = pictures(perceived({"east": EAST, "west": PLAIN}, RECORD))
    east, west = found["east"], found["west"]
    signs = {(row["u"], row["v"]): row["sign"] for row in west.graph.frame().to_dicts()}
    assert signs == {pair: 1 if level > 0 else -1 for pair, level in RECORD.items()}
    assert east.told == 6
    assert east.graph.size == 5
    assert east.graph.edge("CHN", "GBR") is None
    assert "1 pairs told of without a sure sign" in east.graph.notes


def test_what_differs_is_told_from_both_sides() -> None:
    found = pictures(perceived({"east": EAST, "west": PLAIN}, RECORD))
    (edge,) = found["east"].against_record
    assert edge.pair == ("GBR", "RUS")
    assert (edge.sign, edge.other_sign, edge.other) == (1, -1, None)
    assert edge.differs > 0.99
    assert edge.documents == 8
    assert [(e.pair, e.other) for e in found["west"].against_others] == [(edge.pair, "east")]
    assert found["west"].against_record == ()
    assert "GBR-RUS: friendly in east, hostile in the record" in str(found)
    assert len(found.frame()) == 3


def test_a_world_of_two_sides_is_more_balanced_than_chance() -> None:
    sides = {code: 1 if at < 5 else -1 for at, code in enumerate(
        ("CAN", "DEU", "FRA", "GBR", "USA", "BLR", "CHN", "CUB", "PRK", "RUS"))}  # fmt: skip
    names = sorted(sides)
    record = {(a, b): 4.0 * sides[a] * sides[b] for a in names for b in names if a < b}
    told = {"east": dict.fromkeys(record, (0.0, 0.3))}
    balance = pictures(perceived(told, record), draws=200)["east"].balance
    assert balance is not None
    assert balance.observed == 1.0
    assert balance.p == pytest.approx(1 / 201)


def test_favour_comes_from_attitudes_that_are_sure() -> None:
    held = attitudes({"east": {"CHN": 0.4, "RUS": 0.01, "USA": -0.5}, "west": {"USA": 0.3}})
    found = pictures(perceived({"east": EAST, "west": PLAIN}, RECORD), held)
    assert [one.state for one in found["east"].favoured] == ["CHN"]
    assert [one.state for one in found["east"].disfavoured] == ["USA"]
    assert [one.state for one in found["west"].favoured] == ["USA"]


def test_what_a_camp_hardly_tells_of_is_no_part_of_its_picture() -> None:
    thin = perceived({"east": EAST, "west": PLAIN}, RECORD, documents=4)
    assert deltas(thin, "east") == {}
    found = pictures(thin)["east"]
    assert (found.told, found.graph.size, found.balance) == (0, 0, None)
    with pytest.raises(InputError, match="no camp 'north'"):
        pictures(thin)["north"]
    with pytest.raises(InputError, match="certainty"):
        pictures(thin, certainty=1.0)


def test_swapped_names_swap_the_pictures() -> None:
    one = pictures(perceived({"east": EAST, "west": PLAIN}, RECORD))
    other = pictures(perceived({"west": EAST, "east": PLAIN}, RECORD))
    assert one["east"].graph.frame().equals(other["west"].graph.frame())
    assert one["east"].against_record[0].differs == other["west"].against_record[0].differs
