"""A brief says what its numbers carry, and no more."""

import pytest

from legation.brief import brief
from legation.brief.closeness import sentence
from legation.brief.model import Indicator, Value
from legation.record import open_record
from legation.record.casebook import open_casebook
from legation.states import resolve
from tests.brief.made import Hand


def test_without_joint_votes_it_says_so(hand: Hand) -> None:
    hand.vote("2019-12-01", FRA="yes", USA="yes")
    first = brief(hand.record, "FRA", "BRA").sentences[0]
    assert first == (
        "In the last six full years (2014–2019) the record holds no General Assembly vote in "
        "which both France and Brazil took part."
    )


def test_without_votes_in_the_window_it_gives_those_before(hand: Hand) -> None:
    hand.votes(2012, 3, 1)
    hand.vote("2019-12-01", FRA="yes", USA="yes")
    first = brief(hand.record, "FRA", "BRA").sentences[0]
    assert "in 2008–2013 they chose the same in 3 of 4" in first


def test_three_votes_are_too_few_for_a_movement(hand: Hand) -> None:
    hand.votes(2019, 2, 1)
    hand.votes(2012, 50, 50)
    made = brief(hand.record, "FRA", "BRA")
    assert "chose the same in 2 of 3" in made.sentences[0]
    assert "With 3 votes in common, little follows." in made.sentences
    assert not any(word in " ".join(made.sentences) for word in ("fall", "rise", "change"))


def test_few_votes_before_leave_the_movement_open(hand: Hand) -> None:
    hand.votes(2019, 20, 20)
    hand.votes(2012, 2, 1)
    assert (
        "too few joint votes to say which way it moved (n = 3)"
        in (brief(hand.record, "FRA", "BRA").sentences[0])
    )


@pytest.mark.parametrize(
    ("later", "earlier", "words"),
    [
        ((50, 50), (50, 50), "no clear change (difference +0.0 points"),
        (
            (40, 60),
            (60, 40),
            "down from 60.0\u202f% of 100 in the six years before: a fall of 20.0",
        ),
        ((60, 40), (40, 60), "up from 40.0\u202f% of 100 in the six years before: a rise of 20.0"),
    ],
)
def test_movement_is_said_where_the_interval_leaves_out_zero(
    hand: Hand, later: tuple[int, int], earlier: tuple[int, int], words: str
) -> None:
    hand.votes(2019, *later)
    hand.votes(2012, *earlier)
    assert words in brief(hand.record, "FRA", "BRA").sentences[0]


def test_the_last_year_is_said_apart_only_where_it_departs(hand: Hand) -> None:
    for year in range(2014, 2019):
        hand.votes(year, 30, 10)
    hand.votes(2019, 5, 35)
    said = [s for s in brief(hand.record, "FRA", "BRA").sentences if "In 2019 alone" in s]
    assert len(said) == 1
    assert "12.5\u202f% (5 of 40" in said[0]
    assert "down from 75.0\u202f% in 2014–2018: a fall of 62.5 points" in said[0]
    hand.votes(2019, 100, 0)
    assert not any("alone" in s for s in brief(hand.record, "FRA", "BRA").sentences)


def test_a_selection_gives_counts_and_no_rate(hand: Hand) -> None:
    hand.record.con.execute("UPDATE source SET dataset = 'casebook'")
    hand.votes(2019, 30, 10)
    made = brief(hand.record, "FRA", "BRA")
    assert "30 of 40 landmark votes of the casebook" in made.sentences[0]
    assert "%" not in " ".join(made.sentences)
    assert "no rate of agreement follows" in made.sentences[1]
    assert {f.key for f in made.figures} == set()


def test_comparisons_over_a_selection_are_counts_and_say_so() -> None:
    made = brief(open_casebook(), "RUS", "ISR")
    assert made.note
    for found in made.closeness:
        assert found.sentence.startswith("In the votes chosen by hand: ")
        assert {i.key for i in found.indicators} <= {"agreement", "yes_no", "directed"}
        assert not any(i.first.low or i.second.low for i in found.indicators)
    assert "%" not in made.closeness[0].indicators[0].first.text
    assert "does not mean that there was none" in made.lacking[0]


def test_an_empty_record_says_so() -> None:
    made = brief(open_record(":memory:"), "FRA", "TUV")
    assert made.sentences == ("This record is empty. Put sources into it with: legation add PATH.",)
    assert made.figures == ()
    assert "This record holds no data on alliances" in made.lacking[0]


def _indicator(key: str, closer: str) -> Indicator:
    return Indicator(key, key, True, Value("1", 1.0), Value("2", 2.0), closer, "")


def test_indicators_that_disagree_are_said_to() -> None:
    a, b, c = (resolve(n) for n in ("USA", "FRA", "BRA"))
    text = sentence(a, b, c, [_indicator("agreement", "first"), _indicator("alliance", "second")])
    assert text == (
        "Indicators disagree: the United States is closer to France by agreement in votes, "
        "closer to Brazil by years of alliance pledges."
    )


def test_indicators_that_agree_name_those_without_a_difference() -> None:
    a, b, c = (resolve(n) for n in ("USA", "FRA", "BRA"))
    text = sentence(a, b, c, [_indicator("agreement", "first"), _indicator("yes_no", "neither")])
    assert text == (
        "The United States is closer to France than to Brazil by agreement in votes; no clear "
        "difference by yes and no votes."
    )


def test_no_indicator_no_claim() -> None:
    a, b, c = (resolve(n) for n in ("USA", "FRA", "BRA"))
    assert sentence(a, b, c, [_indicator("agreement", "neither")]).startswith("No indicator")


def test_what_was_looked_for_and_not_found_is_told_with_its_years(hand: Hand) -> None:
    hand.votes(2019, 3, 3)
    hand.measure("alliance", "USA", "FRA", "1950-01-01", "2018-12-31")
    lacking = brief(hand.record, "FRA", "BRA").lacking
    assert lacking[0] == "No alliances between the two found in Made by hand, 1950–2018."
    assert lacking[1].startswith("This record holds no data on treaties")


def test_gaps_and_absences_are_among_the_limits(hand: Hand) -> None:
    hand.vote("2018-01-10", FRA="yes", BRA="absent")
    hand.votes(2019, 3, 3)
    limits = " ".join(brief(hand.record, "FRA", "BRA").limits)
    assert "no roll call between 10 January 2018 and 1 December 2019" in limits
    assert "Brazil was absent from 1 of 7 roll calls" in limits


def test_rows_of_a_state_that_another_continues_are_said_to_count_for_it(hand: Hand) -> None:
    hand.vote("1980-12-01", SUN="yes", FRA="no")
    hand.vote("2000-12-01", RUS="yes", FRA="no")
    made = brief(hand.record, "RUS", "FRA", start=1980, end=2000)
    assert made.share.n == 2
    assert "Rows of the Soviet Union, to 25 December 1991, count for Russia." in made.limits
