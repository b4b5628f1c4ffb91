"""Who stands between rivals, who could mediate, what pulls at a pair: against closed forms."""

from __future__ import annotations

import itertools
import json
import sys

import numpy as np
import pytest
from scipy.special import ndtr

from legation import balance
from legation.balance import mediators, pulls, straddle, straddled, straddlers
from legation.balance.division import division
from legation.balance.frustration import solve
from legation.balance.month import draws_of
from legation.balance.sentences import chance, mediating, pulling, straddling
from legation.errors import InputError, UnknownNameError
from tests.balance.made_levels import CAMPS, camps, made_levels

TRIAD = {("IND", "USA"): 4.0, ("IND", "RUS"): 1.0, ("USA", "RUS"): -2.0}


# -- straddling ----------------------------------------------------------------------------


def test_the_score_is_the_geometric_mean_of_both_ties_and_the_hostility() -> None:
    found = straddle(draws_of(made_levels(TRIAD)), "India", "USA", "Russia")
    assert found.score.mean == pytest.approx(2.0, abs=1e-4)
    assert found.evenness == pytest.approx(0.8, abs=1e-4)  # 2 sqrt(4 x 1) / (4 + 1)
    assert (found.chance, found.rivals, found.closer, found.closer_chance) == (1, 1, "USA", 1)
    assert (found.with_a.mean, found.between.mean) == pytest.approx((4.0, -2.0), abs=1e-4)


@pytest.mark.parametrize("turned", list(TRIAD))
def test_a_tie_of_the_other_sign_leaves_nothing_to_straddle(turned: tuple[str, str]) -> None:
    pairs = TRIAD | {turned: -TRIAD[turned]}
    found = straddle(draws_of(made_levels(pairs)), "IND", "USA", "RUS")
    assert (found.score.mean, found.score.hi90, found.chance, found.evenness is None) == (
        0,
        0,
        0,
        turned != ("USA", "RUS"),
    )


def test_the_chance_is_that_of_three_signs_drawn_from_the_posterior() -> None:
    pairs = {("IND", "USA"): 0.5, ("IND", "RUS"): 0.3, ("USA", "RUS"): -0.4}
    found = straddle(draws_of(made_levels(pairs, sd=1.0), n=20_000), "IND", "USA", "RUS")
    assert found.chance == pytest.approx(ndtr(0.5) * ndtr(0.3) * ndtr(0.4), abs=0.012)
    assert found.closer_chance == pytest.approx(ndtr(0.2 / np.sqrt(2)), abs=0.012)
    assert (found.with_a.lo90, found.with_a.hi90) == pytest.approx(
        (0.5 - 1.645, 0.5 + 1.645), abs=0.05
    )
    assert (found.with_a.lo50, found.with_a.hi50) == pytest.approx(
        (0.5 - 0.674, 0.5 + 0.674), abs=0.04
    )


def test_what_is_only_assumed_of_a_pair_makes_no_straddler() -> None:
    """A pair without rows of its own stands at the prior, from which no sign follows."""
    assumed = draws_of(made_levels(dict.fromkeys(TRIAD, 1.5), sd=0.5, prior=1.5, lean=1.0))
    found = straddle(assumed, "IND", "USA", "RUS")
    assert found.with_a.mean == pytest.approx(0, abs=0.1)
    assert found.chance == pytest.approx(1 / 8, abs=0.04)


def test_the_order_of_the_rivals_does_not_matter() -> None:
    draws = draws_of(made_levels(camps(), sd=2.0))
    there, back = straddle(draws, "IND", "USA", "RUS"), straddle(draws, "IND", "RUS", "USA")
    assert there.score == back.score
    assert there.with_a == back.with_b
    assert (there.closer, there.closer_chance) == (back.closer, back.closer_chance)


def test_straddlers_are_listed_by_score_and_pairs_of_a_straddler_are_its_rivals() -> None:
    draws = draws_of(made_levels(camps()))
    found = straddlers(draws, "USA", "RUS")
    assert found.found[0].state == "IND"
    assert [one.score.mean for one in found.found[1:]] == [0] * 7
    pairs = straddled(draws, "IND")
    across = set(itertools.product(CAMPS["usa"], CAMPS["rus"]))
    assert {frozenset((one.a, one.b)) for one in pairs.found} == set(map(frozenset, across))
    assert pairs.found[0].score.mean == pytest.approx((3 * 2 * 4) ** (1 / 3), abs=1e-4)
    of_one = straddled(draws, "IND", rival="RUS")
    assert {frozenset((one.a, one.b)) for one in of_one.found} == {
        frozenset((name, "RUS")) for name in CAMPS["usa"]
    }


def test_states_without_rows_on_one_of_the_two_are_named_as_left_out() -> None:
    pairs = TRIAD | {("BRA", "USA"): 3.0}
    draws = draws_of(made_levels(pairs))
    for found in (straddlers(draws, "USA", "RUS"), mediators(draws, "USA", "RUS")):
        assert found.unrated == ("BRA",)
    with pytest.raises(InputError, match="no rows on RUS and BRA"):
        straddle(draws, "BRA", "USA", "RUS")


@pytest.mark.parametrize(
    ("names", "line"),
    [
        (("IND", "USA", "USA"), "USA was given twice"),
        (("USA", "USA", "RUS"), "one of the two"),
        (("Isreal", "USA", "RUS"), "did you mean Israel"),
        (("BRA", "USA", "RUS"), "no rows on Brazil in 2014-06"),
    ],
)
def test_names_that_make_no_role_are_refused(names: tuple[str, str, str], line: str) -> None:
    with pytest.raises((InputError, UnknownNameError), match=line):
        straddle(draws_of(made_levels(TRIAD)), *names)


# -- mediation -----------------------------------------------------------------------------


def test_the_parts_of_mediation_are_those_counted_by_hand() -> None:
    pairs = {
        ("USA", "RUS"): -5.0,
        ("IND", "USA"): 2.0,
        ("IND", "RUS"): 3.0,
        ("FRA", "USA"): 6.0,
        ("FRA", "RUS"): -1.0,
        ("FRA", "IND"): 4.0,
        ("IRN", "USA"): -6.0,
        ("IRN", "RUS"): 5.0,
        ("IRN", "IND"): 1.0,
        ("FRA", "IRN"): -3.0,
    }
    found = {one.state: one for one in mediators(draws_of(made_levels(pairs)), "USA", "RUS").found}
    # Of ten pairs five are below 2.0, six below 3.0, three below -1.0 and nine below 6.0; drawn
    # values fall on either side of their own mean, which counts as half a pair.
    assert found["IND"].near.mean == pytest.approx(0.55, abs=0.01)
    assert found["IND"].even.mean == pytest.approx(0.90, abs=0.01)
    assert found["FRA"].near.mean == pytest.approx(0.35, abs=0.01)
    assert found["FRA"].even.mean == pytest.approx(0.40, abs=0.01)
    # Friends of the United States but India: France, a friend of India. Of Russia: Iran, too.
    assert found["IND"].connected.mean == pytest.approx(1.0)
    # Friends of Russia: India and Iran; France is friendly with India alone.
    assert found["FRA"].connected.mean == pytest.approx(0.5)
    assert found["IND"].score.mean == pytest.approx((0.55 * 0.9) ** (1 / 3), abs=0.01)
    assert [found[name].rank for name in ("IND", "FRA", "IRN")] == [1, 2, 3]


def test_states_alike_change_places_and_doubt_widens_ranks() -> None:
    pairs = camps() | {("CHN", name): camps()["IND", name] for name in sum(CAMPS.values(), ())}
    sure = mediators(draws_of(made_levels(pairs | {("IND", "CHN"): 4.0})), "USA", "RUS")
    ranks = {one.state: (one.rank_lo90, one.rank, one.rank_hi90) for one in sure.found}
    assert {one.state for one in sure.found[:2]} == {"CHN", "IND"}
    assert ranks["IND"][::2] == ranks["CHN"][::2] == (1, 2)
    unsure = mediators(
        draws_of(made_levels(pairs | {("IND", "CHN"): 4.0}, sd=4.0), certainty=0.5), "USA", "RUS"
    )
    (india,) = (one for one in unsure.found if one.state == "IND")
    assert (india.rank_lo90, india.rank_hi90 > 2) == (1, True)
    assert 0 <= india.score.lo90 <= india.score.mean <= india.score.hi90 <= 1


def test_two_without_friends_leave_nobody_connected() -> None:
    draws = draws_of(made_levels({("USA", "RUS"): -3.0, ("IND", "USA"): -1.0, ("IND", "RUS"): -1}))
    (only,) = mediators(draws, "USA", "RUS").found
    assert (only.connected.mean, only.score.mean) == (0, 0)


# -- pulls ---------------------------------------------------------------------------------


def test_friends_and_foes_of_both_pull_together_and_the_others_apart() -> None:
    draws = draws_of(made_levels(camps()))
    found = pulls(draws, "USA", "FRA")
    assert {one.state for one in found.found if one.together == 1} == set(found.frame()["state"])
    assert (found.balance.mean, found.together.mean, found.friendly) == (1, 1, 1)
    against = pulls(draws, "USA", "RUS")
    assert [one.state for one in against.strongest(together=True, most=9)] == ["IND"]
    assert against.found[0].score.mean == pytest.approx(-4, abs=1e-4)
    assert against.balance.mean == pytest.approx(7 / 8)
    (india,) = against.strongest(together=True, most=9)
    assert (india.unbalanced, india.score.mean) == (1, pytest.approx(np.sqrt(6), abs=1e-4))


# -- divisions -----------------------------------------------------------------------------


def test_camps_are_found_and_the_certainty_of_a_side_falls_with_that_of_the_signs() -> None:
    sure = division(draws_of(made_levels(camps())))
    assert sure.lower == sure.upper == 4  # India's four ties with the other camp
    assert sure.together("USA", "FRA") == 1
    assert sure.together("USA", "RUS") == 0
    assert {sure.certainty(name) for name in sure.graph.nodes} == {1.0}
    assert sure.side_of("BRA") is None
    unsure = division(draws_of(made_levels(camps(), sd=6.0), certainty=0.5))
    assert 0.2 < float(unsure.certainty("IND") or 0) < 1


def test_the_index_with_one_sign_reversed_is_that_of_the_graph_so_made() -> None:
    divided = division(draws_of(made_levels(camps())))
    graph = divided.graph
    for edge in range(graph.size):
        a, b = graph.nodes[graph.u[edge]], graph.nodes[graph.v[edge]]
        sign = graph.sign.copy()
        sign[edge] *= -1
        anew = solve(graph.with_signs(sign))
        assert divided.flipped(a, b) == (anew.lower, anew.upper)
    assert divided.flipped("USA", "BRA") is None


# -- words and faces -----------------------------------------------------------------------


def test_sentences_say_no_more_than_their_probabilities_bear() -> None:
    draws = draws_of(made_levels(camps()))
    sure = straddling(straddle(draws, "IND", "USA", "RUS"))
    assert sure.startswith(
        "In 2014-06 India is on good terms with both rivals, the United States and Russia, with "
        "probability over 99\u202f%: +3.0"
    )
    assert "it is closer to the United States" in sure
    friends = straddling(straddle(draws, "IND", "USA", "FRA"))
    assert "are not hostile on the index with any certainty" in friends
    open_ = straddling(straddle(draws_of(made_levels(camps(), sd=3.0)), "IND", "USA", "RUS"))
    assert "may or may not be on good terms" in open_
    assert "to which of the two it is closer is open" in open_
    assert [chance(p) for p in (0.0, 0.5, 1.0)] == ["under 1\u202f%", "50\u202f%", "over 99\u202f%"]
    placed = mediators(draws, "USA", "RUS")
    assert mediating(placed, placed.found[0]).startswith(
        "Between the United States and Russia in 2014-06, India is placed at rank 1, of 8 states"
    )
    assert "12\u202f% (12 to 12) pull" in pulling(pulls(draws, "USA", "RUS"))


def test_the_same_seed_gives_the_same_numbers_and_results_are_plain_values() -> None:
    levels = made_levels(camps(), sd=2.0)
    for ask in (straddlers, mediators, pulls):
        one, two = (ask(draws_of(levels, seed=5), "USA", "RUS") for _ in range(2))
        assert json.dumps(one.to_dict()) == json.dumps(two.to_dict())
        assert one.evidence().height == len(one)
        other = ask(draws_of(levels, seed=6), "USA", "RUS")
        assert json.dumps(one.to_dict()) != json.dumps(other.to_dict())


def test_names_of_the_room_that_modules_bear_too_are_the_functions() -> None:
    from legation.balance.course import Course  # noqa: F401
    from legation.balance.strain import Strain  # noqa: F401

    for name in balance.__all__:
        assert callable(getattr(balance, name)), name
    for name in ("frustration", "strain", "course", "triads", "dissonance", "straddle", "pulls"):
        assert not isinstance(getattr(balance, name), type(sys))
