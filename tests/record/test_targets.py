"""At which states a text is directed, against titles read by hand and stated cases."""

import csv
import datetime as dt
import gzip
import time
from pathlib import Path

import pytest

from legation.record.targets import targets

SAMPLE = Path(__file__).with_name("targets_sample.csv")


def directed(title: str, day: str = "2022-12-01", subjects: tuple[str, ...] = ()) -> list[str]:
    return targets(title, subjects, (), dt.date.fromisoformat(day))


def sample(draw: str) -> list[dict[str, str]]:
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["draw"] == draw]


def compared(rows: list[dict[str, str]]) -> tuple[float, float, list[str]]:
    """Precision, recall and the texts read differently."""
    right = found = true = 0
    wrong = []
    for row in rows:
        got = set(directed(row["title"], row["date"], tuple(row["subjects"].split("|"))))
        want = set(row["targets"].split())
        right, found, true = right + len(got & want), found + len(got), true + len(want)
        if got != want:
            wrong.append(row["resolution"])
    return right / found, right / true, wrong


def test_the_sample_is_sixty_texts_in_three_periods() -> None:
    days = [row["date"] for row in sample("2")]
    assert len(days) == 60
    assert sum(day < "1990" for day in days) == 20
    assert sum("1990" <= day < "2019-11" for day in days) == 20


def test_every_target_of_the_sample_read_blind_is_found_and_no_other() -> None:
    precision, recall, wrong = compared(sample("2"))
    assert precision >= 0.9
    assert recall >= 0.9
    assert wrong == []


def test_the_first_sample_fails_only_where_the_title_names_nothing() -> None:
    precision, recall, wrong = compared(sample("1"))
    assert precision >= 0.9
    assert recall >= 0.9
    assert wrong == [
        "rcid 2333"
    ]  # the Iran-Iraq war, of which the description speaks as "the dispute"


@pytest.mark.parametrize(
    ("title", "day", "expected"),
    [
        ("Situation of human rights in the Islamic Republic of Iran", "2023-12-19", "IRN"),
        ("Situation of human rights in Belarus", "2007-12-18", "BLR"),
        ("Situation of human rights in Turkmenistan", "2004-12-20", "TKM"),
        (
            "Necessity of ending the economic, commercial and financial embargo imposed by the "
            "United States of America against Cuba",
            "2022-11-03",
            "USA",
        ),
        ("The occupied Syrian Golan", "2022-12-12", "ISR"),
        ("The right of the Palestinian people to self-determination", "2022-12-15", "ISR"),
        ("Oil slick on Lebanese shores", "2022-12-14", "ISR"),
        ("The risk of nuclear proliferation in the Middle East", "2022-12-07", "ISR"),
        ("Aggression against Ukraine", "2022-03-02", "RUS"),
        ("Territorial integrity of Ukraine", "2014-03-27", "RUS"),
        (
            "Suspension of the rights of membership of the Russian Federation in the Human "
            "Rights Council",
            "2022-04-07",
            "RUS",
        ),
        ("SOUTH AFRICA, OIL EMBARGO", "1986-11-10", "ZAF"),
        ("NAMIBIA, OCCUPATION: Situation in Namibia", "1984-12-12", "ZAF"),
        ("SOUTHERN RHODESIA: RES, CONDEMNING UK'S FAILURE", "1973-11-22", "GBR"),
        ("PORTUGESE TERRITORIES", "1965-12-21", "PRT"),
        ("KAMPUCHEA: The situation in Kampuchea", "1985-11-05", "VNM"),
        ("EAST TIMOR, SELF-DETERMINATION", "1980-11-11", "IDN"),
        ("Question of the Comorian island of Mayotte", "1990-11-01", "FRA"),
        ("Question of the Falkland Islands (Malvinas)", "1987-11-17", "ARG GBR"),
        ("The situation in Bosnia and Herzegovina", "1994-11-03", "YUG"),
        (
            "Status of internally displaced persons and refugees from Abkhazia, Georgia, and the "
            "Tskhinvali region/South Ossetia, Georgia",
            "2023-06-07",
            "RUS",
        ),
        ("Advisory opinion on the Chagos Archipelago", "2019-05-22", "GBR"),
    ],
)
def test_a_text_is_directed_at_the_state_it_addresses(title: str, day: str, expected: str) -> None:
    assert directed(title, day) == expected.split()


@pytest.mark.parametrize(
    "title",
    [
        "Combating glorification of Nazism, neo-Nazism and other practices",
        "Nuclear disarmament",
        "Human rights and unilateral coercive measures",
        "Assistance to Palestine refugees",
        "Division for Palestinian Rights of the Secretariat",
        "Financing of the United Nations Interim Force in Lebanon",
        "Cooperation between the United Nations and the Council of Europe",
        "Implementation of the Declaration of the Indian Ocean as a Zone of Peace",
        "",
    ],
)
def test_general_texts_and_the_organizations_own_work_have_no_target(title: str) -> None:
    assert directed(title) == []


def test_the_day_tells_one_power_from_the_next() -> None:
    assert directed("The situation in Afghanistan", "1982-11-29") == ["SUN"]
    assert directed("The situation in Afghanistan", "2022-11-10") == ["AFG"]
    urged = "TO URGE THE USSR AND THE UNITED STATES TO NEGOTIATE"
    assert directed(urged, "1984-12-17") == ["SUN", "USA"]
    assert directed("Bilateral nuclear-arms negotiations", "1993-12-16") == ["RUS", "USA"]


def test_a_state_that_only_put_a_text_forward_is_not_its_target() -> None:
    assert directed("TO ADOPT THE USSR AMENDMENT (A/784) TO THE DRAFT", "1948-12-10") == []
    assert directed("CHARTER REVIEW: TO REQUEST U.K. PROPOSAL", "1955-12-10") == []


def test_the_agenda_item_after_a_title_does_not_make_a_target() -> None:
    title = "Report of the Committee : resolution / adopted by the General Assembly: A/72/251 54 - "
    assert directed(title + "Israeli practices in the occupied territories") == []


def test_of_the_minutes_of_a_meeting_only_the_last_title_counts() -> None:
    minutes = (
        "The President: Draft resolution I, entitled _Situation of human rights in Iraq<d3>, was "
        "adopted. Draft resolution II is entitled _Situation of human rights in Cuba<d3>. "
    )
    assert directed(minutes, "1999-12-17") == ["CUB"]


def test_headings_point_at_a_state_where_the_title_does_not() -> None:
    title = "Protection of civilians and upholding legal and humanitarian obligations"
    assert directed(title) == []
    assert directed(title, "2023-10-27", ("Territories Occupied by Israel",)) == ["ISR"]
    assert directed("Nuclear disarmament", subjects=("RUSSIAN FEDERATION",)) == []


def test_without_a_day_every_rule_may_hold() -> None:
    assert targets("Aggression against Ukraine", (), (), None) == ["RUS"]


def test_seven_thousand_titles_take_a_second_or_two(shared: Path) -> None:
    with gzip.open(shared / "unga" / "unvotes_rollcalls.csv.gz", "rt", encoding="utf-8") as file:
        rows = [(f"{r['short']}: {r['descr']}", r["date"]) for r in csv.DictReader(file)]
    directed("", "2000-01-01")
    start = time.process_time()
    found = sum(bool(directed(title, day)) for title, day in rows)
    assert time.process_time() - start < 2
    assert 1_500 < found < 2_500
