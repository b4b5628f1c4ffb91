"""What happened is taken from the record, with days, states and signs."""

import datetime as dt

import pytest

from legation.errors import InputError
from legation.narratives.gathering import LEAST_REPORTS
from legation.narratives.happenings import happenings
from legation.record import Record
from legation.record.casebook import open_casebook


@pytest.fixture(scope="module")
def casebook() -> Record:
    return open_casebook()


def test_a_vote_is_directed_at_its_target_by_all_who_voted_yes_or_no(casebook: Record) -> None:
    found = happenings(casebook, since="2017-12-21", until="2017-12-21", kinds=["vote"])
    [vote] = found
    assert vote.id == "vote:A/RES/ES-10/19"
    assert vote.states == ("ISR",)
    assert ("RUS", "ISR", -1) in vote.edges
    assert ("USA", "ISR", 1) in vote.edges
    assert all(actor != "ISR" for actor, _, _ in vote.edges)
    assert "HUN" not in {actor for actor, _, _ in vote.edges}  # it abstained
    assert vote.apart == ("ISR", "USA")


def test_pairs_states_kinds_and_days_choose(casebook: Record) -> None:
    kinds = ["vote", "visit", "dispute"]  # without breaks, which want an index
    both = happenings(casebook, since=2012, until=2019, pairs=[("Israel", "Russia")], kinds=kinds)
    assert {row.kind for row in both} == set(kinds)
    assert all({"ISR", "RUS"} & set(row.states) for row in both)
    assert all(dt.date(2012, 1, 1) <= row.date <= dt.date(2019, 12, 31) for row in both)
    turned = happenings(casebook, since=2012, until=2019, pairs=[("RUS", "ISR")], kinds=kinds)
    assert turned.rows == both.rows
    votes = happenings(casebook, states=["Myanmar"])
    assert [row.id for row in votes] == ["vote:A/RES/75/287"]


def test_one_list_of_many_states_is_one_happening(casebook: Record) -> None:
    [lists] = happenings(casebook, since="2022-03-01", until="2022-03-31", kinds=["designation"])
    assert lists.edges[0][0] == "RUS"
    assert len(lists.edges) == lists.rows > 3
    assert {sign for _, _, sign in lists.edges} == {-1}


def test_relations_that_end_are_no_friendly_act(casebook: Record) -> None:
    posts = happenings(casebook, pairs=[("Iran", "Saudi Arabia")], kinds=["diplomatic_post"])
    signs = {row.date.year: {sign for _, _, sign in row.edges} for row in posts}
    assert signs == {2016: {-1}, 2023: {1}}


def test_new_and_emergency_texts_are_more_salient_than_those_of_every_year(
    casebook: Record,
) -> None:
    found = {row.id: row.salience for row in happenings(casebook, since=2022, kinds=["vote"])}
    assert found["vote:A/RES/79/7"] < 0.3 < found["vote:A/RES/ES-11/4"] < 1


def test_coded_reports_of_a_week_make_one_happening_and_few_make_none() -> None:
    record = open_casebook()
    rows = [("RUS", "TUR", day, "CONSULT", 2.0) for day in range(1, 6) for _ in range(2)]
    rows += [("TUR", "RUS", 3, "ACCUSE", -2.0)] * (LEAST_REPORTS - 1)
    for at, (actor, target, day, root, scale) in enumerate(rows):
        record.con.execute(
            "INSERT INTO event_statement (event_id, date, actor, target, code, root, goldstein, "
            "source_id, locator, shadowed) VALUES (?, ?, ?, ?, '040', ?, ?, ?, 'line', false)",
            [f"x:{at}", dt.date(2018, 10, day), actor, target, root, scale, "icews:1"],
        )
    found = happenings(record, kinds=["events"])
    [week] = found
    assert week.id == "events:RUS:TUR:2018-W40:friendly talk"
    assert (week.date, week.last) == (dt.date(2018, 10, 1), dt.date(2018, 10, 5))
    assert week.edges == (("RUS", "TUR", 1),)
    assert week.salience == pytest.approx(0.2)
    assert sum(found.left_out.values()) == 1
    # What an engine read in documents decides nothing.
    record.con.execute("UPDATE event_statement SET source_id = 'reading-rules:1'")
    assert len(happenings(record, kinds=["events"])) == 0


def test_what_is_known_by_year_alone_is_left_out_and_counted() -> None:
    record = open_casebook()
    record.con.execute("UPDATE measure_statement SET precision = 'year' WHERE kind = 'treaty'")
    found = happenings(record, kinds=["treaty"])
    assert len(found) == 0
    assert found.left_out["treaty known by year alone"] > 30


@pytest.mark.parametrize(
    "asked",
    [{"kinds": ["war"]}, {"kinds": ["break"]}, {"pairs": [("Russia", "RUS")]},
     {"pairs": ["Russia"]}, {"since": 2020, "until": 2019}],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused(casebook: Record, asked: dict[str, object]) -> None:
    with pytest.raises(InputError):
        happenings(casebook, **asked)  # type: ignore[arg-type]


def test_it_is_shown_as_a_table_and_in_a_line(casebook: Record) -> None:
    found = happenings(casebook, since=2022, until=2022)
    assert found.frame().height == len(found)
    assert found.edges().height == sum(len(row.edges) for row in found)
    assert str(found).startswith(f"{len(found)} happenings, 2022: ")
    assert found.frame()["salience"].is_between(0, 1).all()
