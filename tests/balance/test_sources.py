"""Graphs of the index and of alliances: what is an edge, how sure it is, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import norm

from legation.balance.sources.alliances import alliance_graph
from legation.balance.sources.draws import draw_graphs
from legation.balance.sources.index_graph import evidence, graph_at, panel
from legation.balance.sources.levels import levels_at
from legation.balance.sources.rule import Rule
from legation.errors import InputError, UnknownNameError
from legation.record import Record, open_record
from legation.relations.index import Fit, Index
from legation.relations.index import index as make_index
from legation.relations.index.arrays import Arrays
from legation.relations.index.calibration import Calibration
from legation.relations.index.linear import LinearDyad
from legation.relations.index.smooth import smooth
from legation.relations.observations import INDEX_SOURCES
from tests.balance.made_index import FIRST, PARAMETERS, made_index
from tests.relations.observations.made import event, measure, vote

MONTH = "2012-03"
AT = 2012 * 12 + 2 - FIRST


@pytest.fixture(scope="module")
def index() -> Index:
    return made_index()


def own(index: Index, a: str, b: str) -> tuple[float, float]:
    """Level of a pair and its standard deviation, by hand from the posterior of both ways."""
    at = index.pairs.index((a, b))
    found = smooth(Arrays.of(index.observations), PARAMETERS, dyads=[at])
    row = AT if "SSD" not in (a, b) else AT - 18
    var_a, var_b, both = found.cov[row]
    return found.mean[row].mean(), 0.8 * np.sqrt((var_a + var_b + 2 * both) / 4)


def test_an_edge_carries_the_sign_its_probability_and_its_size_by_the_learned_prior(
    index: Index,
) -> None:
    made = graph_at(index, MONTH, certainty=0.5, prior="learned")
    assert made.nodes == ("CHN", "FRA", "RUS", "SSD", "USA")
    assert made.size == 9  # FRA and SSD have no rows
    assert made.period == MONTH
    for u, v, sign, weight, probability in made.frame().iter_rows():
        mean, sd = own(index, u, v)
        assert sign == np.sign(mean)
        assert weight == pytest.approx(abs(mean), rel=1e-4)
        assert probability == pytest.approx(norm.cdf(abs(mean) / sd), abs=1e-4)


def test_by_the_even_prior_signs_rest_on_rows_of_the_pair(index: Index) -> None:
    # The level is linear in the prior mean: what even means is found anew with a prior of 0.
    flat = replace(index, parameters=replace(PARAMETERS, m0=0.0))
    even = graph_at(index, MONTH, certainty=0.5)
    other = graph_at(flat, MONTH, certainty=0.5, prior="learned")
    np.testing.assert_allclose(even.weight, other.weight, rtol=1e-4)
    np.testing.assert_allclose(even.probability, other.probability, rtol=1e-4)
    # A pair with one row is friendly by what pairs are like, and unsure by itself.
    learned = graph_at(index, MONTH, certainty=0.5, prior="learned")
    place = learned.edge("CHN", "SSD")
    assert place is not None
    assert learned.probability[place] > 0.9
    place = even.edge("CHN", "SSD")
    assert place is not None
    assert even.probability[place] < 0.9
    assert graph_at(index, MONTH).edge("CHN", "SSD") is None


def test_pairs_without_a_sure_sign_have_no_edge_and_are_counted(index: Index) -> None:
    whole = graph_at(index, MONTH, certainty=0.5)
    sure = graph_at(index, MONTH, certainty=0.95)
    left = int((whole.probability < 0.95).sum())
    assert 0 < left < whole.size
    assert sure.size == whole.size - left
    assert sure.notes[0].startswith(f"{left} of 9 pairs have no edge")
    assert (sure.probability >= 0.95).all()
    banded = graph_at(index, MONTH, certainty=0.5, band=1.0)
    assert set(banded.weight > 1.0) == {True}
    np.testing.assert_allclose(banded.weight, whole.weight[whole.weight > 1.0])


def test_against_what_is_typical_half_of_the_pairs_are_hostile(index: Index) -> None:
    made = graph_at(index, MONTH, certainty=0.5, reference="typical", prior="learned")
    means = sorted(
        own(index, u, v)[0]
        for u, v, *_ in graph_at(index, MONTH, certainty=0.5, prior="learned").frame().iter_rows()
    )
    middle = means[4]
    # The pair that is the median itself is on neither side.
    np.testing.assert_allclose(
        sorted(made.sign * made.weight), [m - middle for m in means if m != middle], atol=1e-4
    )


def test_states_have_edges_in_months_in_which_they_exist(index: Index) -> None:
    assert "SSD" not in graph_at(index, "2011-06", certainty=0.5).nodes
    assert "SSD" in graph_at(index, "2011-07", certainty=0.5).nodes
    few = graph_at(index, MONTH, states=["Russia", "France", "USA"], certainty=0.5)
    assert few.nodes == ("FRA", "RUS", "USA")
    whole = graph_at(index, MONTH, certainty=0.5)
    assert few.frame().rows() == whole.among(few.nodes).frame().rows()


def test_a_range_is_the_average_of_its_months_with_no_less_doubt_than_is_due(
    index: Index,
) -> None:
    months = [f"2012-{m:02d}" for m in range(1, 13)]
    found = levels_at(index, 2012, states=["USA", "RUS"])
    parts = [levels_at(index, m, states=["USA", "RUS"]) for m in months]
    np.testing.assert_allclose(found.mean, np.mean([p.mean for p in parts], axis=0))
    at = index.pairs.index(("RUS", "USA"))
    arrays = Arrays.of(index.observations).take([at])
    system = LinearDyad.of(arrays, PARAMETERS, smooth(arrays, PARAMETERS).weight, 0)
    year = np.zeros((36, 2))
    year[24:, 0] = 1 / 12
    exact = float(year.ravel() @ system.solve(year.ravel())[0]) * 0.8**2
    assert exact <= found.cov[0, 0] * (1 + 1e-9)
    assert exact > 0.3 * found.cov[0, 0]
    assert (
        graph_at(index, "2011-05", "2011-08", certainty=0.5)
        .notes[-1]
        .startswith("3 pairs are averaged over the part")
    )
    assert graph_at(index, 2012).period == "2012"


def test_a_panel_gives_the_graphs_of_all_months_from_one_pass(index: Index) -> None:
    held = panel(index)
    assert held.months == tuple(str(m) for m in np.arange("2010-01", "2013-01", dtype="M8[M]"))
    for month, made in held.graphs(["2010-01", "2011-07", "2012-12"], certainty=0.6):
        alone = graph_at(index, month, certainty=0.6)
        assert made.nodes == alone.nodes
        assert made.notes == alone.notes
        np.testing.assert_array_equal(made.sign, alone.sign)
        np.testing.assert_allclose(made.weight, alone.weight, rtol=1e-4)
    part = panel(index, "2011-05", "2011-08", states=["USA", "RUS", "South Sudan"])
    assert part.months == ("2011-05", "2011-06", "2011-07", "2011-08")
    assert [len(part.at(m)[0]) for m in part.months] == [1, 1, 3, 3]
    with pytest.raises(InputError, match="goes from 2011-05 to 2011-08; 2012-01 lies outside"):
        part.graph("2012-01")


def test_draws_have_the_posterior_of_both_directions(index: Index) -> None:
    drawn = draw_graphs(index, MONTH, 20_000, seed=5, certainty=0.5, prior="learned")
    there, back = drawn.directed("USA", "RUS"), drawn.directed("RUS", "USA")
    np.testing.assert_allclose((there + back) / 2, drawn.value("RUS", "USA"))
    levels = drawn.levels
    at = next(
        i
        for i, (u, v) in enumerate(zip(levels.u, levels.v, strict=True))
        if (levels.nodes[u], levels.nodes[v]) == ("RUS", "USA")
    )
    var_a, var_b, both = levels.cov[at]
    np.testing.assert_allclose(back.mean(), levels.mean[at, 0], atol=0.03)
    np.testing.assert_allclose(
        np.cov(back, there)[[0, 1, 0], [0, 1, 1]], [var_a, var_b, both], rtol=0.06
    )
    share = (drawn.signs == drawn.graph.sign).mean(axis=0)
    np.testing.assert_allclose(share, drawn.graph.probability, atol=0.015)


def test_draws_of_a_pair_depend_on_the_seed_and_the_pair_alone(index: Index) -> None:
    one = draw_graphs(index, MONTH, 50, seed=1)
    few = draw_graphs(index, MONTH, 50, seed=1, states=["RUS", "USA"])
    np.testing.assert_array_equal(one.value("USA", "RUS"), few.value("Russia", "USA"))
    other = draw_graphs(index, MONTH, 50, seed=2)
    assert not np.array_equal(one.value("USA", "RUS"), other.value("USA", "RUS"))
    table = one.values_between("FRA", ["RUS", "FRA", "SSD"])
    assert table.shape == (50, 3)
    assert np.isfinite(table[:, 0]).all()
    assert np.isnan(table[:, 1:]).all()
    with pytest.raises(InputError, match="no rows on FRA and SSD in 2012-03"):
        one.value("FRA", "SSD")
    with pytest.raises(UnknownNameError, match="no rows on Japan"):
        one.value("Japan", "USA")


def test_drawn_graphs_have_the_same_nodes_and_lose_edges_within_the_band(index: Index) -> None:
    drawn = draw_graphs(index, MONTH, 200, certainty=0.5, band=0.5)
    graphs = list(drawn)
    assert len(graphs) == len(drawn) == 200
    assert {g.nodes for g in graphs} == {drawn.graph.nodes}
    assert [g.size for g in graphs] == np.count_nonzero(drawn.signs, axis=1).tolist()
    assert min(g.size for g in graphs) < drawn.graph.size


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"certainty": 1.0}, "the certainty of a sign lies between 0.5 and 1, not at 1.0"),
        ({"certainty": 0.2}, "the certainty"),
        ({"band": -1.0}, "the band lies between 0 and 10"),
        ({"reference": "zero"}, "reference is 'neutral' or 'typical', not 'zero'"),
        ({"prior": "flat"}, "prior is 'even' or 'learned'"),
        ({"states": ["USA"]}, "a graph takes two states at least"),
        ({"states": "USA"}, "states are given as a list"),
        ({"states": ["USA", "Japan"]}, r"the index has no pair of Japan \(JPN\)"),
        ({"month": "1999-01"}, "the index goes from 2010-01 to 2012-12"),
        ({"month": "spring"}, "is not a date"),
        ({"states": ["FRA", "SSD"]}, "no rows on any of these pairs"),
    ],
)
def test_what_cannot_be_asked_is_one_line(index: Index, options: dict, said: str) -> None:
    given = dict(options)
    with pytest.raises((InputError, UnknownNameError), match=said):
        graph_at(index, given.pop("month", MONTH), **given)


def test_rules_need_no_index() -> None:
    sign, sure = Rule(0.9, 0.5).signs(np.array([2.0, 0.6, -3.0]), np.ones(3))
    assert sign.tolist() == [1, 0, -1]
    np.testing.assert_allclose(sure, norm.cdf([1.5, 0.1, 2.5]))


@pytest.fixture(scope="module")
def record() -> Iterator[Record]:
    with open_record(":memory:") as made:
        measure(made, "alliance", "USA", "FRA", "1955-01-01", "1955-12-31", text="defence pact")
        measure(made, "alliance", "FRA", "USA", "1955-01-01", "1955-12-31", text="defence pact")
        measure(made, "alliance", "SUN", "CHN", "1955-01-01", "1956-12-31", text="consultation")
        measure(made, "dispute", "SUN", "CHN", "1956-03-01", "1956-04-30", 4.0, precision="month")
        measure(made, "dispute", "USA", "SUN", "1955-02-01", "1955-03-31", dataset="cow-mid")
        measure(made, "dispute", "FRA", "SUN", "1955-06-01", "1955-06-30", dataset="gml-mid")
        measure(made, "dispute", "FRA", "UKR", "1955-06-01", "1955-06-30", dataset="gml-mid")
        measure(made, "rivalry", "USA", "CHN", "1949-01-01", None, dataset="td-rivalries")
        measure(made, "sanction", "USA", "CUB", "1960-01-01", None, 0.0, dataset="ties")
        yield made


def edges(record: Record, *when: object, **options: object) -> list[tuple[str, str, int]]:
    made = alliance_graph(record, *when, **options)  # type: ignore[arg-type]
    return [row[:3] for row in made.graph.frame().rows()]


def test_alliances_join_and_disputes_divide_in_their_time(record: Record) -> None:
    # The dispute of the older dataset is told anew by the revised one, which has it not; what
    # was no state of its own has no edge; the Soviet Union stands as Russia.
    assert edges(record, 1955) == [("CHN", "RUS", 1), ("FRA", "RUS", -1), ("FRA", "USA", 1)]
    assert edges(record, "1955-09") == [("CHN", "RUS", 1), ("FRA", "USA", 1)]
    assert edges(record, "1956-03") == [("CHN", "RUS", -1)]
    assert edges(record, "1956-05") == [("CHN", "RUS", 1)]
    assert edges(record, 1955, pledges=["defence pact"], hostile=["rivalry"]) == [
        ("CHN", "USA", -1),
        ("FRA", "USA", 1),
    ]


def test_what_is_allied_and_in_dispute_goes_by_the_rule(record: Record) -> None:
    assert ("CHN", "RUS", -1) in edges(record, 1955, 1956)
    assert ("CHN", "RUS", 1) in edges(record, 1955, 1956, conflict="friendly")
    dropped = alliance_graph(record, 1955, 1956, conflict="drop")
    assert dropped.graph.nodes == ("FRA", "RUS", "USA")
    assert dropped.graph.notes[0] == "1 pairs with ties of both signs have no edge."
    assert dropped.evidence("China", "USSR")["sign"].to_list() == [1, -1]


def test_every_edge_has_its_rows(record: Record) -> None:
    made = alliance_graph(record, 1955)
    for u, v, sign, *_ in made.graph.frame().iter_rows():
        rows = made.evidence(u, v)
        assert set(rows["sign"]) == {sign}
        assert rows["locator"].null_count() == rows["source_id"].null_count() == 0
    assert len(made.evidence("France", "USA")) == 2
    assert "1 rows on what was no state of its own then are left aside." in made.graph.notes


def test_beyond_what_the_sources_cover_the_graph_says_so(record: Record) -> None:
    late = alliance_graph(record, "1956-06", hostile=["dispute", "sanction"])
    assert "The record knows of disputes up to 1956-04-30." in late.graph.notes
    with pytest.raises(InputError, match="no rivalries between states were in force in 2015"):
        alliance_graph(record, 2015, friendly=[], hostile=["rivalry"])
    with pytest.raises(InputError, match="from 1955-01-01 to 1956-12-31"):
        alliance_graph(record, 2015)
    with pytest.raises(InputError, match="no sanctions between states were in force in 1960"):
        alliance_graph(record, 1960, friendly=[], hostile=["sanction"])  # threatened only


def test_a_record_of_votes_alone_is_one_line() -> None:
    with open_record(":memory:") as votes:
        vote(votes, "A/1", "1955-05-05", USA="yes", SUN="no")
        with pytest.raises(InputError, match="holds no alliances or disputes; see what it holds"):
            alliance_graph(votes, 1955)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"hostile": ["war"]}, "no kind of measure 'war'; there are alliance"),
        ({"hostile": ["alliance"]}, "alliance is given as friendly and as hostile"),
        ({"hostile": "dispute"}, "given as a list"),
        ({"friendly": [], "hostile": []}, "at least one kind"),
        ({"conflict": "both"}, "conflict is one of hostile, friendly, drop"),
        ({"pledges": ["entente"]}, "no pledge 'entente'; there are defence pact"),
        ({"states": ["USA", "Utopia"]}, "no state 'Utopia'"),
    ],
)
def test_alliances_asked_for_wrongly_are_one_line(record: Record, options: dict, said: str) -> None:
    with pytest.raises((InputError, UnknownNameError), match=said):
        alliance_graph(record, 1955, **options)


def test_the_rows_behind_an_edge_add_up_to_its_weight() -> None:
    events = tuple(source for source in INDEX_SOURCES if source.name == "goldstein_icews")
    one = {"sources": ("goldstein_icews",), "anchored": (True,)}
    arrays = {name: getattr(PARAMETERS, name)[:1] for name in ("a", "b", "R", "F")}
    parameters = replace(PARAMETERS, **one, **arrays, tau=np.zeros(1))
    with open_record(":memory:") as made:
        for month in range(1, 9):
            event(made, "RUS", "ISR", f"2018-0{month}-03", -4.0)
            event(made, "ISR", "RUS", f"2018-0{month}-05", 2.0)
        learned = Fit(parameters, Calibration(), ())
        found = make_index(made, [("RUS", "ISR")], sources=events, learned=learned)
        rows = evidence(found, "Russia", "Israel", "2018-05")
        whole = graph_at(found, "2018-05", certainty=0.5, prior="learned")
        even = graph_at(found, "2018-05", certainty=0.5)
    assert set(rows["moves"]) == {"RUS", "ISR"}
    assert rows["contribution"].sum() == pytest.approx(whole.sign[0] * whole.weight[0], rel=1e-5)
    # What is not the prior adds up to the level by the even prior.
    own = rows.filter(rows["table"] == "event")
    assert own["contribution"].sum() == pytest.approx(even.sign[0] * even.weight[0], rel=1e-5)
