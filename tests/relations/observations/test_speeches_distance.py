"""Speeches are searched for names that mean states; ideal points become distances."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

import polars as pl
import pytest

from legation.errors import InputError
from legation.record import Record
from legation.relations.observations import SPEECHES, ideal_distance, observe
from legation.relations.observations.mentions import naming
from tests.relations.observations.made import seen, speech, vote

TEXT = (
    "We thank Israel. The Russian people and the Israelis met in Moscow. In 1990 we were three. "
    "Latin American States wept! Who would not?"
)


def named(text: str, state: str, year: int = 2000) -> int:
    ((quotes, _),) = naming(pl.Series([text]), pl.Series([year]).to_numpy(), state)
    return len(quotes)


def test_the_value_is_the_root_of_the_share_of_sentences_that_name_the_state(
    record: Record,
) -> None:
    speech(record, "FRA", 2000, TEXT)
    found = seen(record, SPEECHES, [("FRA", "ISR"), ("FRA", "RUS"), ("FRA", "USA")])
    assert found == {
        ("FRA", "ISR", "2000-09"): (pytest.approx(math.sqrt(2 / 5)), 5),
        ("FRA", "RUS", "2000-09"): (pytest.approx(math.sqrt(1 / 5)), 5),
        ("FRA", "USA", "2000-09"): (0, 5),
    }


def test_the_row_is_the_speech_with_the_words(record: Record) -> None:
    speech(record, "FRA", 2000, TEXT)
    found = observe(record, [SPEECHES], dyads=[("FRA", "ISR")])
    row = found.rows("FRA", "ISR", "speech_mentions", "2000-09").row(0, named=True)
    assert row["text"].startswith("2 of 5 sentences name Israel: We thank Israel. | The Russian")
    assert (row["table"], row["locator"], row["share"]) == ("document", "FRA_2000.txt", 1)


@pytest.mark.parametrize(
    ("text", "state", "year", "times"),
    [
        ("Nigeria and Romania", "NER", 2000, 0),
        ("Nigeria and Romania", "NGA", 2000, 1),
        ("women and Oman", "OMN", 2000, 1),
        ("Niger's desert", "NER", 2000, 1),
        ("“Niger” is dry", "NER", 2000, 1),
        ("South Korea", "KOR", 2000, 1),
        ("South Korea", "PRK", 2000, 0),
        ("Korea is divided", "KOR", 2000, 0),
        ("Equatorial Guinea", "GIN", 2000, 0),
        ("Papua New Guinea and Guinea-Bissau", "GIN", 2000, 0),
        ("the Soviet Union", "RUS", 1970, 1),
        ("Viet-Nam and Viet\nNam", "VNM", 1990, 1),
        ("the Indian Ocean", "IND", 2000, 0),
        ("an American and an Indian", "IND", 2000, 1),
        ("a Congolese", "COD", 2000, 0),
        ("Côte d’Ivoire", "CIV", 2000, 1),
        ("Burma", "MMR", 1960, 1),
        ("Israelite", "ISR", 2000, 0),
    ],
)
def test_a_name_means_what_it_meant_and_stands_alone(
    text: str, state: str, year: int, times: int
) -> None:
    assert named(text, state, year) == times


def test_all_pairs_at_once_give_what_each_pair_gives_alone(record: Record) -> None:
    for year in (1975, 1976):
        speech(record, "FRA", year, f"{year}. Israel. The Soviet Union and the United States.")
        speech(record, "SUN", year, "France? France! And no one else.")
    whole = observe(record, [SPEECHES])
    for pair in [("FRA", "RUS"), ("FRA", "ISR"), ("RUS", "USA")]:
        alone, part = observe(record, [SPEECHES], dyads=[pair]), whole.of(*pair)
        assert list(alone.value) == list(whole.value[part])
        assert list(alone.n) == list(whole.n[part])


@dataclass
class Points:
    """Stands in for an estimate."""

    rows: list[tuple[str, int, float, int]]

    def frame(self) -> pl.DataFrame:
        return pl.DataFrame(self.rows, schema=["state", "session", "mean", "n"], orient="row")


POINTS = Points(
    [("FRA", 75, 1.5, 40), ("RUS", 75, -0.5, 60), ("FRA", 76, 1.0, 5), ("RUS", 76, 0.0, 5)]
)


@pytest.fixture
def sessions(record: Record) -> Record:
    for day in ("2020-11-05", "2020-12-07", "2020-12-08", "2021-06-01"):
        vote(record, f"75 {day}", day, FRA="yes", RUS="no", USA="yes")
    vote(record, "76 a", "2021-12-01", session="76", FRA="yes", USA="no")
    return record


def test_a_session_is_one_observation_in_the_month_of_its_middle_vote(sessions: Record) -> None:
    assert seen(sessions, ideal_distance(POINTS), [("RUS", "FRA")]) == {
        ("FRA", "RUS", "2020-12"): (2, pytest.approx(48)),  # harmonic mean of 40 and 60
        ("FRA", "RUS", "2021-12"): (1, 5),
    }


def test_the_rows_of_a_distance_are_the_votes_of_either_state(sessions: Record) -> None:
    found = observe(sessions, [ideal_distance(POINTS)], dyads=[("FRA", "RUS")])
    rows = found.rows("FRA", "RUS", "ideal_distance", "2020-12")
    assert rows["share"].to_list() == [0.25] * 4
    assert rows["text"][0] == "FRA yes, RUS no: A text"
    alone = found.rows("FRA", "RUS", "ideal_distance", "2021-12")
    assert alone.select("text", "share", "value").row(0) == ("FRA yes: A text", 1, 1)


def test_a_session_that_goes_on_after_the_cut_is_not_observed(sessions: Record) -> None:
    until = dt.date(2021, 3, 1)
    assert seen(sessions, ideal_distance(POINTS), [("FRA", "RUS")], until) == {}


def test_a_function_is_asked_for_points_as_known_then(sessions: Record) -> None:
    asked = []

    def estimate(record: Record, until: dt.date) -> Points:
        asked.append(until)
        return Points(POINTS.rows[:2])

    until = dt.date(2021, 3, 1)
    found = seen(sessions, ideal_distance(estimate), [("FRA", "RUS")], until)
    assert (asked, list(found)) == ([until], [("FRA", "RUS", "2020-12")])


def test_points_of_a_session_without_votes_are_one_clear_line(sessions: Record) -> None:
    stray = ideal_distance(Points([("FRA", 12, 0.0, 3), ("RUS", 12, 0.0, 3)]))
    with pytest.raises(InputError, match="ideal points of session 12"):
        observe(sessions, [stray])
