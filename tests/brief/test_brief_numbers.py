"""The numbers of a brief are those of the record."""

import datetime as dt
import math
from pathlib import Path

import pytest

from legation.brief import brief
from legation.errors import InputError, UnknownNameError
from legation.record import Record, add, open_record
from legation.relations import agreement
from tests.brief.made import Hand


@pytest.fixture(scope="session")
def assembly(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Record:
    record = open_record(tmp_path_factory.mktemp("record") / "record.duckdb")
    add(record, [shared / "unga"])
    return record


@pytest.mark.slow
def test_the_three_pairs_of_2020_to_2025_are_those_of_the_record(assembly: Record) -> None:
    made = brief(assembly, "RUS", "ISR")
    assert (made.share.same, made.share.n) == (120, 577)
    nearest = {str(t.state): (t.with_near.same, t.with_near.n) for t in made.thirds}
    assert nearest == {"IRN": (424, 600), "USA": (488, 575)}
    assert made.sentences[0].startswith(
        "In the last six full years (2020–2025) Russia and Israel chose the same in 120 of 577"
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("a", "b"), [("RUS", "ISR"), ("USA", "UKR"), ("TUV", "NRU"), ("SRB", "HRV")]
)
def test_every_share_equals_the_one_that_relations_gives(assembly: Record, a: str, b: str) -> None:
    made = brief(assembly, a, b)
    for share, years in ((made.share, made.recent), (made.before, made.earlier)):
        apart = agreement(assembly, a, b, start=years.first, end=years.last)
        assert (share.n, share.same, share.value) == (apart.n, apart.same, apart.share)
        assert (share.low, share.high) == pytest.approx(apart.interval)
    for third in made.thirds:
        for share in (third.with_a, third.with_b):
            apart = agreement(
                assembly, share.a, share.b, start=made.recent.first, end=made.recent.last
            )
            assert (share.n, share.same) == (apart.n, apart.same)
    for line in made.series:
        whole = agreement(assembly, line.a, line.b, end=made.as_of)
        assert sum(p.share.n for p in line.points) == whole.n
        assert sum(p.share.same for p in line.points) == whole.same
    for found in made.closeness:
        decided = next(i for i in found.indicators if i.key == "yes_no")
        apart = agreement(
            assembly,
            found.state,
            found.first,
            start=made.recent.first,
            end=made.recent.last,
            method="yes_no",
        )
        assert (decided.first.n, decided.first.number) == (apart.n, apart.share)


@pytest.mark.slow
def test_control_cases_stand_in_the_landmark_votes(assembly: Record) -> None:
    votes = {
        v.symbol: {str(s): choice for s, choice in v.choices}
        for v in brief(assembly, "RUS", "ISR").landmarks
    }
    assert votes["A/RES/ES-11/1"]["RUS"] == "no"
    assert votes["A/RES/ES-11/1"]["ISR"] == "yes"
    assert (votes["A/RES/ES-11/7"]["RUS"], votes["A/RES/ES-11/7"]["ISR"]) == ("no", "no")
    assert (votes["A/RES/ES-11/8"]["RUS"], votes["A/RES/ES-11/8"]["ISR"]) == ("no", "abstain")


@pytest.mark.slow
def test_third_states_are_sensible_for_well_known_pairs(assembly: Record) -> None:
    picked = {
        pair: {str(t.state) for t in brief(assembly, *pair).thirds}
        for pair in (("RUS", "ISR"), ("USA", "CHN"), ("CUB", "USA"), ("PRK", "KOR"))
    }
    assert picked[("RUS", "ISR")] == {"IRN", "USA"}
    assert picked[("USA", "CHN")] == {"GBR", "IRN"}
    assert picked[("CUB", "USA")] == {"IRN", "GBR"}
    assert "IRN" in picked[("PRK", "KOR")]


def test_years_compared_are_the_last_full_ones_of_the_record(hand: Hand) -> None:
    hand.votes(2019, 3, 3)
    hand.vote("2020-03-01", FRA="yes", BRA="yes")
    made = brief(hand.record, "France", "Brazil")
    assert (made.recent.first, made.recent.last) == (2014, 2019)
    assert (made.earlier.first, made.earlier.last) == (2008, 2013)


def test_as_of_cuts_the_record_and_the_years(hand: Hand) -> None:
    for year in range(2000, 2021):
        hand.votes(year, 2, 1)
    made = brief(hand.record, "FRA", "BRA", as_of="2010-06-30")
    assert made.recent.last == 2009
    assert max(p.year for s in made.series for p in s.points) == 2009
    assert made.as_of == dt.date(2010, 6, 30)


def test_shares_count_neither_absence_nor_votes_outside_the_window(hand: Hand) -> None:
    hand.votes(2019, 4, 2)
    hand.vote("2019-12-30", FRA="yes", BRA="absent")
    hand.vote("2011-12-30", FRA="yes", BRA="no")
    made = brief(hand.record, "FRA", "BRA")
    assert (made.share.same, made.share.n) == (4, 6)
    assert (made.before.same, made.before.n) == (0, 1)


def test_difference_has_the_interval_of_newcombe(hand: Hand) -> None:
    """Newcombe (1998), Statistics in Medicine 17: 873-890, table II, case (a), 56/70 and 48/80."""
    from legation.brief.ballots import change
    from legation.brief.model import Share
    from legation.relations import wilson
    from legation.states import resolve

    a, b, z = resolve("FRA"), resolve("BRA"), 1.959963984540054
    one, two = (Share(a, b, n, k, k / n, *wilson(k / n, n, z)) for k, n in ((56, 70), (48, 80)))
    found = change(one, two)
    assert found is not None
    assert found.value == pytest.approx(0.2)
    assert (round(found.low, 4), round(found.high, 4)) == (0.0524, 0.3339)


def test_closer_by_votes_needs_the_interval_to_leave_out_one_half(hand: Hand) -> None:
    for n in range(30):
        hand.vote(
            f"2019-12-{1 + n % 28:02d}", f"T{n}", FRA="yes", BRA="no", USA="yes", CHN="abstain"
        )
    made = brief(hand.record, "FRA", "BRA", third=["USA", "CHN"])
    found = {(str(c.state), str(c.second)): c.indicators[0].closer for c in made.closeness}
    assert found["FRA", "USA"] == "second"
    assert found["FRA", "CHN"] == "neither"
    assert found["BRA", "USA"] == "neither"


def test_years_of_a_pledge_are_joined_and_gaps_kept(rich: Record) -> None:
    alliances = [s for s in brief(rich, "FRA", "BRA").dealings.spans if s.kind == "alliance"]
    assert [(s.start.year, s.end.year, s.directed, s.rows) for s in alliances if s.end] == [
        (2015, 2017, False, 6),
        (2019, 2019, False, 2),
    ]


def test_arms_and_organisations_are_summed_from_their_rows(rich: Record) -> None:
    made = brief(rich, "FRA", "BRA", third=["USA"])
    assert [(x.year, x.value) for x in made.dealings.arms] == [(2018, 7.0)]
    assert made.dealings.shared == ((2014, 40),)
    of_france = {i.key: i for i in made.closeness[0].indicators}
    assert of_france["arms_transfer"].first.number == pytest.approx(7 / 28)
    assert of_france["arms_transfer"].closer == "second"
    assert of_france["shared_igo"].closer == "second"


def test_disputes_of_two_datasets_under_one_number_are_one(hand: Hand) -> None:
    hand.votes(2019, 3, 3)
    hand.source("cow-mid", "COW")
    hand.source("gml-mid", "GML")
    for dataset, level in (("cow-mid", 3.0), ("gml-mid", 4.0)):
        for actor, target, value in (("FRA", "BRA", level), ("BRA", "FRA", 1.0)):
            hand.measure(
                "dispute",
                actor,
                target,
                "1963-01-01",
                "1963-12-31",
                measure_id=f"{dataset}:77:{actor}:{target}:1963",
                value=value,
                text=f"level {value:.0f}",
                dataset=dataset,
            )
    spans = brief(hand.record, "FRA", "BRA").dealings.spans
    assert len(spans) == 1
    assert spans[0].sources == ("cow-mid", "gml-mid")
    assert spans[0].text == (
        "Brazil: level 1; France: level 4; sources differ on the level, the highest is given"
    )


def test_a_dispute_with_one_side_keeps_its_own_words(hand: Hand) -> None:
    hand.votes(2019, 3, 3)
    hand.measure("dispute", "FRA", "BRA", "1963-01-01", "1963-12-31", text="lobsters")
    assert [s.text for s in brief(hand.record, "FRA", "BRA").dealings.spans] == ["lobsters"]


def test_what_ended_before_1946_is_left_out(hand: Hand) -> None:
    hand.votes(2019, 3, 3)
    hand.measure("alliance", "FRA", "BRA", "1900-01-01", "1900-12-31")
    assert brief(hand.record, "FRA", "BRA").dealings.spans == ()


def test_means_of_months_are_compared_month_by_month(rich: Record) -> None:
    made = brief(rich, "FRA", "BRA", third=["USA"])
    assert [m.mean for m in made.scores] == [float(n) for n in range(14)]
    score = next(i for i in made.closeness[0].indicators if i.key == "score")
    spread = 1.6448536269514722 * math.sqrt(17.5 / 14)  # variance of 0, 1, ... 13 is 17.5
    assert (score.first.low, score.first.high) == pytest.approx((6.5 - spread, 6.5 + spread))
    assert score.closer == "second"
    reach = 1.6448536269514722 * math.sqrt(14 / 13) / math.sqrt(14)
    assert f"−2.00 (90 % interval −{2 + reach:.2f} to −{2 - reach:.2f})" in score.basis


def test_few_months_are_not_compared(rich: Record) -> None:
    made = brief(rich, "FRA", "BRA", third=["USA"])
    event = next(i for i in made.closeness[0].indicators if i.key == "event")
    assert [m.mean for m in made.events] == [-1.0, -2.0, -3.0]
    assert (event.first.number, event.first.low, event.closer) == (-2.0, None, "none")


def test_third_states_can_be_chosen(rich: Record) -> None:
    made = brief(rich, "FRA", "BRA", third=["India", "China"])
    assert [str(t.state) for t in made.thirds] == ["IND", "CHN"]
    assert made.command.count("--third") == 2


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"a": "FRA", "b": "France"}, InputError),
        ({"a": "FRA", "b": "Narnia"}, UnknownNameError),
        ({"a": "FRA", "b": "BRA", "third": ["FRA"]}, InputError),
        ({"a": "FRA", "b": "BRA", "third": ["USA", "CHN", "IND", "JPN", "DEU"]}, InputError),
        ({"a": "FRA", "b": "BRA", "start": 2020, "end": 2010}, InputError),
        ({"a": "FRA", "b": "BRA", "as_of": "yesterday"}, InputError),
    ],
)
def test_questions_that_make_no_sense_are_errors_of_one_line(
    rich: Record, arguments: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error) as caught:
        brief(rich, **arguments)  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)


def test_a_state_that_has_ended_gets_its_own_years_and_its_partner_the_name_of_then(
    hand: Hand,
) -> None:
    for year in range(1984, 2000):
        line = "SUN" if year < 1992 else "RUS"
        for number in range(12):
            same = "yes" if year < 1992 or number < 3 else "no"
            choices = {line: "yes", "DDR": same} if year < 1991 else {line: "yes"}
            hand.vote(f"{year}-03-{number + 1:02d}", **choices, USA=same)
    old = brief(hand.record, "USSR", "USA")
    assert (old.a, old.recent.first, old.recent.last) == ("SUN", 1985, 1990)
    assert (old.share.same, old.share.n) == (72, 72)
    beside = brief(hand.record, "DDR", "Russia")
    assert (beside.a, beside.b) == ("DDR", "SUN")
    assert "the Soviet Union" in beside.sentences[0]
    now = brief(hand.record, "Russia", "USA")
    assert (now.a, now.recent.last) == ("RUS", 1998)  # 1999 is not known to be full
