"""Balance over time: months measured one after the other, and what becomes of camps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from legation.balance import months
from legation.balance.camps import aligned, camp_name, events, lasting
from legation.balance.course import course
from legation.balance.frustration import frustration, solve
from legation.balance.graph import SignedGraph
from legation.balance.months import follow
from legation.balance.spectral import spectral_balance
from legation.balance.triads import triads
from legation.balance.walks import walk_balance
from legation.errors import InputError, UnknownNameError
from tests.balance.made_measures import two_camps


def months_of(text: str) -> list[str]:
    """Give 2000-01 and on, one for each word."""
    return [f"{2000 + i // 12}-{i % 12 + 1:02}" for i in range(len(text.split()))]


def web(sides: str, period: str, apart: str = "") -> SignedGraph:
    """Everyone is tied to everyone: friends where the letters are the same, foes else.

    States whose letter is in `apart` have no ties at all; a dot is a state that is not there.
    """
    held = [i for i, side in enumerate(sides) if side != "."]
    pairs = [
        (a, b)
        for a in range(len(held))
        for b in range(a + 1, len(held))
        if not {sides[held[a]], sides[held[b]]} & set(apart)
    ]
    sign = [1 if sides[held[a]] == sides[held[b]] else -1 for a, b in pairs]
    names = [f"s{i:02}" for i in held]
    return SignedGraph.of(names, [a for a, _ in pairs], [b for _, b in pairs], sign, period=period)


def history(text: str) -> list[SignedGraph]:
    """One web for each word; sides are named without meaning, as the search names them."""
    return [web(word, at) for word, at in zip(text.split(), months_of(text), strict=True)]


def test_each_month_has_the_measures_of_its_graph() -> None:
    graphs = [replace(two_camps(20, 0.5, seed=s, wrong=0.2), period=f"200{s}") for s in range(4)]
    found = course(graphs, stay=1)
    for month, graph in zip(found.months, graphs, strict=True):
        census = triads(graph)
        assert (month.balanced, month.triads, month.share) == (
            census.balanced,
            census.total,
            census.share,
        )
        assert month.walk == pytest.approx(walk_balance(graph).value)
        assert month.conflict == pytest.approx(spectral_balance(graph).normalised)
        assert month.solution.optimal
        assert month.solution.upper == solve(graph).upper
    assert found.frame()["period"].to_list() == ["2000", "2001", "2002", "2003"]
    pairs = course(((f"m{i}", graph) for i, graph in enumerate(graphs)), stay=1)
    assert [month.period for month in pairs.months] == ["m0", "m1", "m2", "m3"]
    assert found.frame()["upper"].to_list() == [m.solution.upper for m in found.months]


def test_a_search_begins_with_the_division_before(monkeypatch: pytest.MonkeyPatch) -> None:
    starts = []

    def watched(graph: SignedGraph, **options: object) -> object:
        starts.append(options["start"])
        return solve(graph, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(months, "solve", watched)
    first = replace(two_camps(14, 0.8, seed=1, wrong=0.2), period="2000-01")
    third = first.with_signs(np.where(np.arange(first.size) < 8, -first.sign, first.sign))
    list(follow([first, replace(first, period="2000-02"), replace(third, period="2000-03")]))
    # The second month is the same as the first and is not searched again.
    assert len(starts) == 2
    assert starts[0] is None
    assert starts[1] is not None
    assert (
        frustration(first).upper == (first.sign * starts[1][first.u] * starts[1][first.v] < 0).sum()
    )


def test_a_newcomer_stands_with_its_friends_and_no_search_is_needed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = follow(history("aaabbb aaabbbb"))
    next(found)
    monkeypatch.setattr(months, "solve", None)  # the bound and the division of before suffice
    side = next(found).solution.side
    assert len(set(side[:3])) == len(set(side[3:])) == 1


def test_a_state_that_changes_sides_by_way_of_none_is_told() -> None:
    by_none = "aaaabbbb " * 4 + "aaa.bbbb " * 4 + "aaabbbbb " * 4
    (event,) = course(history(by_none), stay=3).events
    assert (event.period, event.kind, event.camp, event.other) == (
        "2000-09",
        "changed sides",
        "A",
        "B",
    )
    assert event.states == ("s03",)


def test_camps_keep_their_names_and_a_state_changes_sides() -> None:
    found = course(history("aaaabbbb " * 4 + "aaabbbbb " * 4), stay=3)
    camps = found.members("2000-01")
    assert camps == {"A": ("s00", "s01", "s02", "s03"), "B": ("s04", "s05", "s06", "s07")}
    (event,) = found.events
    assert (event.period, event.kind, event.camp, event.other) == (
        "2000-05",
        "changed sides",
        "A",
        "B",
    )
    assert event.states == ("s03",)
    assert event.agreement == 1.0
    assert str(event) == "2000-05: from camp A to B: s03"


def test_flicker_is_not_an_event() -> None:
    flicker = "aaaabbbb " * 4 + "aaabbbbb " * 2 + "aaaabbbb " * 4
    assert course(history(flicker), stay=3).events == ()
    assert len(course(history(flicker), stay=2).events) == 2  # there and back
    # A move too close to the end may not last.
    late = "aaaabbbb " * 6 + "aaabbbbb " * 2
    assert course(history(late), stay=3).events == ()
    assert course(history(late), stay=2).events[0].kind == "changed sides"


def test_camps_merge_and_split() -> None:
    found = course(history("aaaabbbb " * 4 + "aaaaaaaa " * 4 + "aaaaabbb " * 4), stay=3)
    assert [(e.period, e.kind, e.other) for e in found.events] == [
        ("2000-05", "merged", "A"),
        ("2000-09", "split", "A"),
    ]
    assert found.events[0].states == ("s04", "s05", "s06", "s07")
    assert found.events[1].states == ("s05", "s06", "s07")


def test_a_camp_forms_of_states_that_were_in_none_and_ends() -> None:
    text = "aaaa.... " * 4 + "aaaabbbb " * 4 + "aaaa.... " * 4
    found = course(history(text), stay=3)
    assert [(e.period, e.kind, e.camp, len(e.states)) for e in found.events] == [
        ("2000-05", "formed", "B", 4),
        ("2000-09", "ended", "B", 4),
    ]


def test_a_state_that_is_not_placed_firmly_is_not_said_to_move() -> None:
    # s08 has as many friends in one camp as in the other, so that its side is a matter of luck.
    graphs = []
    for i, at in enumerate(months_of("x " * 12)):
        graph = web("aaaabbbb", at)
        ends = np.array([0, 1, 4, 5])
        graphs.append(
            SignedGraph.of(
                [*graph.nodes, "s08"],
                np.r_[graph.u, ends],
                np.r_[graph.v, np.full(4, 8)],
                # Which of the two is tried first changes every half year.
                np.r_[graph.sign, np.full(4, 1 if i < 6 else -1)],
                period=at,
            )
        )
    found = course(graphs, stay=3, unique=True)
    assert found.events == ()
    assert not any(month.unique for month in found.months)
    assert "s08" not in {name for group in found.members("2000-10").values() for name in group}


def test_a_proof_that_factions_are_the_only_best_places_everyone() -> None:
    graph = replace(two_camps(15, 0.6, seed=2, wrong=0.15), period="2000")
    month = next(follow([graph], unique=True))
    assert month.unique == frustration(graph).unique
    assert month.firm.all() == (month.unique or bool((month.agreement >= 2 / 3).all()))


def test_sides_of_different_components_are_not_taken_for_one_camp() -> None:
    one, two = web("aaabbb", "2000-01"), web("aaabbb", "2000-01")
    graph = SignedGraph.of(
        [f"s{i:02}" for i in range(12)],
        np.r_[one.u, two.u + 6],
        np.r_[one.v, two.v + 6],
        np.r_[one.sign, two.sign],
        period="2000-01",
    )
    sizes = [len(group) for group in course([graph], stay=1).members("2000-01").values()]
    assert sizes == [3, 3, 3, 3]


def test_ctrl_c_gives_the_part_done() -> None:
    def interrupted() -> object:
        yield from history("aaaabbbb aaaabbbb aaaabbbb")
        raise KeyboardInterrupt

    told: list[tuple[str, int, int]] = []
    found = course(interrupted(), stay=1, progress=lambda *now: told.append(now))  # type: ignore[arg-type]
    assert not found.complete
    assert len(found.months) == 3
    assert told[-1] == ("months", 3, 0)
    assert "stopped before the end" in str(found)
    assert found.to_dict()["complete"] is False


def test_ctrl_c_in_a_search_ends_the_course(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(graph: SignedGraph, **options: object) -> object:
        found = solve(graph, **options)  # type: ignore[arg-type]
        return found if graph.period == "2000-01" else replace(found, stopped="interrupted")

    monkeypatch.setattr(months, "solve", stopped)
    found = course(history("aaaabbbb aaabbbbb aaabbbbb"))
    assert (len(found.months), found.complete) == (1, False)


def test_names_follow_the_greatest_overlap() -> None:
    rows = [[0, 0, 0, 1, 1, 1], [7, 7, 2, 2, 2, 2], [5, 5, 5, 5, 5, 4]]
    labels = aligned([np.array(row) for row in rows], 2)
    assert labels.tolist() == [[0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 1, 1], [1, 1, 1, 1, 1, -1]]
    assert [camp_name(i) for i in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_stay_counts_from_its_first_to_its_last_firm_month() -> None:
    labels = np.array([[0, 0, 1, 0, 0, 1, 1, 1, -1, -1, -1, 1]], np.int16).T
    firm = np.array([[1, 1, 1, 1, 1, 1, 0, 1, 0, 0, 0, 1]], bool).T
    assert lasting(labels, firm, 3)[:, 0].tolist() == [-1] * 5 + [1] * 3 + [-1] * 3 + [1]
    assert lasting(labels, firm, 2)[:, 0].tolist() == [0] * 5 + [1] * 3 + [-1] * 3 + [1]


def test_moves_within_the_time_of_a_stay_are_one_event() -> None:
    labels = np.array([[0, 0, 0, 0, 1, 1, 1]] * 5, np.int16)
    labels[2:, 1] = 1
    labels[4:, 2] = 1
    names = [f"s{i}" for i in range(7)]
    found = events(labels, np.ones((5, 7)), list("12345"), names, least=2, stay=3)
    assert [(e.period, e.until, e.states) for e in found] == [("3", "5", ("s1", "s2"))]


def test_what_cannot_be_followed_is_said_in_one_line() -> None:
    graph = web("aab", "2000-01")
    with pytest.raises(InputError, match="2000-01 stands twice"):
        course([graph, graph])
    with pytest.raises(UnknownNameError, match="triads, walk, spectral"):
        course([graph], measures=["mood"])
    with pytest.raises(InputError, match="1 or more"):
        course([graph], least=0)
    with pytest.raises(UnknownNameError, match="from 2000-01 to 2000-01"):
        course([graph]).members("1999-01")
    assert str(course([])) == "no periods"
    assert course([]).events == ()
