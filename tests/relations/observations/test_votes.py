"""Agreement and votes on each other equal recounts by hand and by plain loops."""

from __future__ import annotations

import itertools
import random
from collections import defaultdict

import pytest

from legation.record import Record
from legation.relations.observations import AGREEMENT, DIRECTED_VOTES, observe
from tests.relations.observations.made import seen, vote

SCORE = {"yes": -1, "abstain": 0, "no": 1}


def test_agreement_is_what_chance_does_not_explain_weighted_by_division(record: Record) -> None:
    # Of three pairs one agrees: a pair drawn at random agrees by e = 1/3, the weight is 2/3.
    vote(record, "A/1", "2020-12-01", FRA="yes", ISR="yes", RUS="no")
    # FRA and ISR agree, RUS abstains against both: e = (1 + 1/2 + 1/2) / 3 = 2/3, weight 1/3.
    vote(record, "A/2", "2020-12-09", FRA="yes", ISR="yes", RUS="abstain")
    found = seen(record, AGREEMENT, [("RUS", "ISR"), ("FRA", "ISR")])
    n = pytest.approx(1 / (4 / 9 + 1 / 9))  # (2/3 + 1/3)^2 over the squares
    russia = 2 / 3 * (0 - 1 / 3) + 1 / 3 * (1 / 2 - 2 / 3)
    france = 2 / 3 * (1 - 1 / 3) + 1 / 3 * (1 - 2 / 3)
    assert found["ISR", "RUS", "2020-12"] == (pytest.approx(russia), n)
    assert found["FRA", "ISR", "2020-12"] == (pytest.approx(france), n)


def test_a_text_on_which_all_agree_is_no_observation(record: Record) -> None:
    vote(record, "A/1", "2020-12-01", FRA="yes", ISR="yes", RUS="yes")
    assert seen(record, AGREEMENT, [("ISR", "RUS")]) == {}


def test_all_pairs_at_once_give_what_each_pair_gives_alone(real: Record) -> None:
    whole = observe(real, [AGREEMENT, DIRECTED_VOTES])
    for pair in random.Random(1).sample(whole.dyads, 20):
        alone = observe(real, [AGREEMENT, DIRECTED_VOTES], dyads=[pair])
        part = whole.of(*pair)
        assert list(whole.month[part]) == list(alone.month)
        assert list(whole.value[part]) == pytest.approx(list(alone.value), abs=1e-12)
        assert list(whole.n[part]) == pytest.approx(list(alone.n), abs=1e-9)


def test_agreement_equals_a_loop_over_the_votes(real: Record) -> None:
    rows = real.con.execute(
        "SELECT rollcall_id, state, choice FROM vote JOIN rollcall USING (rollcall_id) "
        "WHERE choice <> 'absent' AND strftime(date, '%Y-%m') = '2021-12'"
    ).fetchall()
    calls: dict[str, dict[str, str]] = defaultdict(dict)
    for call, state, choice in rows:
        calls[call][state] = choice
    sums: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for cast in calls.values():
        pairs = list(itertools.combinations(sorted(cast), 2))
        agreed = [1 - abs(SCORE[cast[a]] - SCORE[cast[b]]) / 2 for a, b in pairs]
        chance = sum(agreed) / len(agreed)
        for pair, s in zip(pairs, agreed, strict=True):
            sums[pair][0] += (1 - chance) * (s - chance)
            sums[pair][1] += 1 - chance
    found = observe(real, [AGREEMENT]).frame().filter(month="2021-12")
    values = {(a, b): v for a, b, v in found.select("actor", "target", "value").iter_rows()}
    for pair in random.Random(2).sample(sorted(values), 200):
        total, weight = sums[pair]
        assert values[pair] == pytest.approx(total / weight, abs=1e-12), pair


def test_a_vote_on_a_text_directed_at_a_state_is_a_deed_towards_it(record: Record) -> None:
    vote(record, "A/1", "2022-03-02", ["RUS"], ISR="yes", RUS="no", USA="yes", IND="abstain")
    vote(record, "A/2", "2022-03-24", ["RUS"], ISR="no", RUS="no", USA="yes", IND="abstain")
    found = seen(record, DIRECTED_VOTES, [("ISR", "RUS"), ("USA", "RUS"), ("IND", "RUS")])
    assert found == {
        ("IND", "RUS", "2022-03"): (0, 2),
        ("ISR", "RUS", "2022-03"): (0, 2),
        ("USA", "RUS", "2022-03"): (-1, 2),
    }


def test_what_the_target_voted_for_is_not_against_it(record: Record) -> None:
    vote(record, "A/1", "2022-03-02", ["RUS"], ISR="yes", RUS="yes")
    assert seen(record, DIRECTED_VOTES, [("ISR", "RUS")]) == {}


def test_motions_count_only_where_the_target_voted_no(record: Record) -> None:
    vote(record, "A/1", "2022-03-02", ["RUS"], title="Motion to adjourn", ISR="yes")
    vote(record, "A/2", "2022-04-02", ["RUS"], title="Motion to adjourn", ISR="yes", RUS="no")
    assert set(seen(record, DIRECTED_VOTES, [("ISR", "RUS")])) == {("ISR", "RUS", "2022-04")}


def test_who_represents_china_is_not_against_china(record: Record) -> None:
    vote(record, "A/1", "1970-11-06", ["CHN"], title="The People's Republic", USA="no", TWN="no")
    vote(record, "A/2", "1990-11-06", ["CHN"], title="Human rights in China", USA="yes", CHN="no")
    assert set(seen(record, DIRECTED_VOTES, [("CHN", "USA")])) == {("USA", "CHN", "1990-11")}


def test_the_soviet_union_goes_on_in_russia(record: Record) -> None:
    vote(record, "A/1", "1980-12-02", ["SUN"], USA="yes", SUN="no")
    assert seen(record, DIRECTED_VOTES, [("United States", "Soviet Union")]) == {
        ("USA", "RUS", "1980-12"): (-1, 1)
    }


def test_israel_voted_against_russia_in_march_2022(real: Record) -> None:
    found = observe(real, [DIRECTED_VOTES], dyads=[("ISR", "RUS")])
    rows = found.rows("ISR", "RUS", "directed_votes", "2022-03")
    first = rows.filter(locator="A/RES/ES-11/1").row(0, named=True)
    assert (first["value"], first["row_id"]) == (-1, "A/RES/ES-11/1")
    assert first["text"].startswith("ISR yes: Aggression against Ukraine")
