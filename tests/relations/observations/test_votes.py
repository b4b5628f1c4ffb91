"""Agreement and votes on each other equal recounts by hand and by plain loops."""

from __future__ import annotations

import pytest

from legation.record import Record, open_record
from legation.relations.observations import observe
from tests.relations.observations.made import put, vote


@pytest.fixture
def record() -> Record:
    return open_record(":memory:")


def test_agreement_is_the_mean_of_what_chance_does_not_explain(record: Record) -> None:
    # Of the three pairs one agrees, so that a pair drawn at random agrees by 1/3.
    vote(record, "A/1", "2020-12-01", FRA="yes", ISR="yes", RUS="no")
    # RUS abstains against ISR's yes: 1/2; FRA and ISR agree: (1 + 1/2 + 1/2) / 3.
    vote(record, "A/2", "2020-12-09", FRA="yes", ISR="yes", RUS="abstain")
    found = observe(record, dyads=[("RUS", "ISR"), ("FRA", "ISR")])
    values = {(r["actor"], r["target"]): (r["value"], r["n"]) for r in found.frame().to_dicts()}
    assert values["ISR", "RUS"] == (pytest.approx(((0 - 1 / 3) + (1 / 2 - 2 / 3)) / 2), 2)
    assert values["FRA", "ISR"] == (pytest.approx(((1 - 1 / 3) + (1 - 2 / 3)) / 2), 2)


def test_all_pairs_at_once_give_what_each_pair_gives_alone(record: Record) -> None:
    vote(record, "A/1", "2020-12-01", FRA="yes", ISR="yes", RUS="no", USA="abstain")
    vote(record, "A/2", "2020-12-09", FRA="no", ISR="yes", RUS="abstain")
    vote(record, "A/3", "2021-03-09", FRA="no", ISR="no", USA="no")
    whole = observe(record)
    for pair in [("FRA", "ISR"), ("RUS", "USA"), ("ISR", "USA")]:
        alone = observe(record, dyads=[pair])
        part = whole.of(*pair)
        assert list(whole.month[part]) == list(alone.month)
        assert list(whole.value[part]) == pytest.approx(list(alone.value), abs=1e-14)


def test_a_vote_on_a_text_directed_at_a_state_is_a_deed_towards_it(record: Record) -> None:
    vote(record, "A/1", "2022-03-02", ["RUS"], ISR="yes", RUS="no", USA="yes", IND="abstain")
    vote(record, "A/2", "2022-03-24", ["RUS"], ISR="no", RUS="no", USA="yes", IND="abstain")
    found = observe(record).frame().filter(source="directed_votes")
    values = {(r["actor"], r["target"]): (r["value"], r["n"]) for r in found.to_dicts()}
    assert values == {("ISR", "RUS"): (0, 2), ("USA", "RUS"): (-1, 2), ("IND", "RUS"): (0, 2)}


def test_what_the_target_voted_for_is_not_against_it(record: Record) -> None:
    vote(record, "A/1", "2022-03-02", ["RUS"], ISR="yes", RUS="yes")
    assert "directed_votes" not in set(observe(record).frame()["source"])


def test_motions_count_only_where_the_target_voted_no(record: Record) -> None:
    put(record, "rollcall", rollcall_id="x", title="Motion to adjourn", date="2022-03-02")
    vote(record, "A/1", "2022-03-02", ["RUS"], title="Motion to adjourn", ISR="yes")
    vote(record, "A/2", "2022-04-02", ["RUS"], title="Motion to adjourn", ISR="yes", RUS="no")
    found = observe(record).frame().filter(source="directed_votes")
    assert found["month"].to_list() == ["2022-04"]


def test_the_soviet_union_goes_on_in_russia(record: Record) -> None:
    vote(record, "A/1", "1980-12-02", ["SUN"], USA="yes", SUN="no")
    found = observe(record, dyads=[("United States", "Soviet Union")])
    assert found.dyads == (("RUS", "USA"),)
    assert set(found.frame()["source"]) == {"agreement", "directed_votes"}


def test_every_observation_is_the_sum_of_its_rows(record: Record) -> None:
    vote(record, "A/1", "2020-12-01", ["RUS"], FRA="yes", ISR="yes", RUS="no", USA="abstain")
    vote(record, "A/2", "2020-12-09", ["RUS"], FRA="no", ISR="yes", RUS="abstain")
    found = observe(record)
    for i in range(len(found)):
        rows = found.rows(
            *found.dyads[found.dyad[i]],
            found.sources[found.source[i]].name,
            int(found.month[i]),
            int(found.side[i]),
        )
        assert rows["share"].sum() == pytest.approx(1, abs=1e-12)
        assert (rows["share"] * rows["value"]).sum() == pytest.approx(found.value[i], abs=1e-12)
