"""Acts: each is read under the CAMEO code that a coder would give it, and counts as one event."""

from __future__ import annotations

import pytest

from legation.errors import InputError
from legation.record import Record
from legation.record.readers.cameo import codes
from legation.relations.observations import ACTS, INDEX_SOURCES, Source, observe
from legation.relations.observations.acts import (
    ALLIANCE_ACTS,
    ARMS_ACTS,
    CODES,
    DISPUTE_ACTS,
    SANCTION_ACTS,
    VOTE_ACTS,
    value,
)
from tests.relations.observations.made import measure, seen, vote

ISR_RUS = [("ISR", "RUS")]


def test_every_act_has_a_code_with_a_place_on_the_scale() -> None:
    for act, code in CODES.items():
        assert codes()[code].goldstein == value(act)
    assert value("vote yes") < 0 < value("vote no")
    assert value("war") == -10


def test_acts_are_read_on_the_scale_as_they_are() -> None:
    assert all(source.anchored and source.use == "coded" for source in ACTS)
    assert set(ACTS) < set(INDEX_SOURCES)
    assert not any(source.use == "aside" for source in INDEX_SOURCES)


def test_votes_against_a_state_criticise_it_and_votes_alike_count_little_more_than_one(
    record: Record,
) -> None:
    for number in (1, 2):
        name = f"A/RES/ES-11/{number}"
        vote(record, name, "2022-03-02", ["RUS"], ISR="yes", RUS="no", CHN="abstain", SYR="no")
    found = seen(record, VOTE_ACTS, [("ISR", "RUS"), ("CHN", "RUS"), ("RUS", "SYR")])
    n = pytest.approx(2 / 1.8)
    assert found["ISR", "RUS", "2022-03"] == (-2.0, n)
    assert found["CHN", "RUS", "2022-03"] == (0.0, n)
    assert found["SYR", "RUS", "2022-03"] == (3.5, n)


def test_every_month_of_a_dispute_counts_the_more_the_further_it_goes(record: Record) -> None:
    measure(record, "dispute", "ISR", "RUS", "1970-01-01", "1970-04-30", 4.0, precision="month")
    measure(record, "dispute", "RUS", "ISR", "1970-01-01", "1970-04-30", 5.0, precision="month")
    measure(record, "dispute", "ISR", "SYR", "1970-01-01", "1970-04-30", 1.0, precision="month")
    found = seen(record, DISPUTE_ACTS, [*ISR_RUS, ("ISR", "SYR")])
    months = [f"1970-0{m}" for m in range(1, 5)]
    assert {key: n for key, (_, n) in found.items() if key[0] == "ISR"} == {
        ("ISR", "RUS", month): 8.0 for month in months
    }
    assert {key: n for key, (_, n) in found.items() if key[0] == "RUS"} == {
        ("RUS", "ISR", month): 20.0 for month in months
    }


def test_a_dispute_known_by_its_year_is_spread_over_it(record: Record) -> None:
    measure(record, "dispute", "ISR", "RUS", "1970-09-01", "1970-12-31", 3.0)
    found = seen(record, DISPUTE_ACTS, ISR_RUS)
    assert found == {
        ("ISR", "RUS", f"1970-{month:02d}"): (-7.2, pytest.approx(3.0 if month == 9 else 1.5))
        for month in range(9, 13)
    }


def test_rows_of_acts_add_up(record: Record) -> None:
    measure(record, "alliance", "ISR", "RUS", "1970-01-01", "1970-12-31", text="defence pact")
    measure(record, "arms_transfer", "RUS", "ISR", "1970-01-01", "1970-12-31", value=99.0)
    measure(
        record,
        "sanction",
        "RUS",
        "ISR",
        "1970-03-05",
        "1972-12-31",
        1.0,
        precision="day",
        dataset="ties",
    )
    measure(
        record,
        "sanction",
        "RUS",
        "ISR",
        "1975-03-05",
        "1975-12-31",
        0.0,
        precision="day",
        dataset="ties",
    )
    found = observe(record, [ALLIANCE_ACTS, ARMS_ACTS, SANCTION_ACTS], dyads=ISR_RUS)
    rows = found.evidence("ISR", "RUS")  # raises where shares do not add up
    assert len(rows) == len(found)
    by_month = {(r["source"], r["month"]): r["value"] for r in found.frame().to_dicts()}
    assert by_month["alliance_acts", "1970-12"] == 8.0
    assert by_month["arms_acts", "1970-12"] == pytest.approx(7.4)
    assert by_month["sanction_acts", "1970-03"] == -8.0
    assert by_month["sanction_acts", "1971-12"] == -8.0
    assert by_month["sanction_acts", "1975-03"] == -5.8
    assert ("sanction_acts", "1975-12") not in by_month  # a threat is not in force


def test_votes_of_march_2022_are_among_the_acts(real: Record) -> None:
    rows = observe(real, [VOTE_ACTS], dyads=ISR_RUS).rows("ISR", "RUS", "vote_acts", "2022-03")
    assert "A/RES/ES-11/1" in " ".join(rows["locator"])
    assert set(rows["value"]) == {-2.0}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"use": "often"}, "not as 'often'"),
        ({"use": "attached"}, "needs a sign and an extent"),
        ({"use": "coded"}, "needs anchored=True"),
        ({"extent": -1.0}, "positive number"),
    ],
)
def test_a_source_of_unclear_use_is_one_line(given: dict[str, object], words: str) -> None:
    with pytest.raises(InputError, match=words):
        Source("mine", "Mine", "unit", lambda record, scope: None, **given)  # type: ignore[arg-type,return-value]
