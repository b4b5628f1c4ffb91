"""What is read as votes: every state-session's count equals the published one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from legation.errors import InputError, UnknownNameError
from legation.record import Record, add, open_record
from legation.relations.ideal.votes import (
    CHOICES,
    Votes,
    _asked_for,
    regular_session,
    restricted,
    vote_matrix,
)
from legation.relations.window import window
from tests.record.made import STATES, resolutions, write_lines

# States whose Correlates of War number the published file gives to a project code that differs
# from its own, or of which it has two in one line.
COW = {255: "DEU", 260: "DEU", 345: "SRB", 678: "YEM", 679: "YEM", 680: "YMD", 816: "VNM"}


@pytest.fixture(scope="module")
def everything(assembly: Record) -> Votes:
    return vote_matrix(assembly)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Record:
    folder = tmp_path_factory.mktemp("made")
    record = open_record(":memory:")
    add(record, [write_lines(folder / f"{s}.json", resolutions(s, 30, s)) for s in (75, 76)])
    return record


def test_every_state_session_has_as_many_votes_as_the_published_estimates_rest_on(
    everything: Votes, shared: Path
) -> None:
    published = pl.read_csv(
        shared / "idealpoints" / "IdealpointestimatesAll_Jun2024.csv.gz",
        columns=["ccode", "session", "NVotesAll", "iso3c"],
        null_values="NA",
    ).filter(pl.col("session") <= 73)
    counts = everything.counts()
    wrong = [
        (state, session, n, counts[everything.states.index(state), place])
        for ccode, session, n, iso in published.iter_rows()
        for state in [COW.get(ccode, iso)]
        for place in [everything.sessions.index(session)]
        if counts[everything.states.index(state), place] != n
    ]
    assert len(published) == 10_276
    assert not wrong


def test_what_is_not_used_is_counted_by_reason(assembly: Record, everything: Votes) -> None:
    listed = assembly.con.sql("SELECT count(*) FROM rollcall").fetchall()[0][0]
    assert everything.left_out == {
        "all chose the same": 81,
        "too few roll calls in the session": 1,
        "vote on a paragraph or amendment": 388,
    }
    assert len(everything.rollcalls) + sum(everything.left_out.values()) == listed
    assert 19 not in everything.sessions


def test_votes_equal_those_of_the_record_choice_by_choice(
    assembly: Record, everything: Votes
) -> None:
    rng = np.random.default_rng(1)
    for row in rng.integers(0, len(everything), 200):
        call = everything.rollcalls[everything.rollcall[row]]
        state = everything.states[everything.state[row]]
        line = {"RUS": ("RUS", "SUN"), "SRB": ("SRB", "YUG"), "YEM": ("YEM", "YAR")}
        found = assembly.con.execute(
            "SELECT choice FROM vote WHERE rollcall_id = ? AND state IN (SELECT unnest(?))",
            [call, list(line.get(state, (state,)))],
        ).fetchall()
        assert found == [(CHOICES[everything.choice[row]],)]


def test_a_state_continues_its_line_and_those_that_merge_do_not(everything: Votes) -> None:
    assert not {"SUN", "YUG", "YAR"} & set(everything.states)
    counts = everything.counts()
    first = {
        code: everything.sessions[np.flatnonzero(counts[everything.states.index(code)])[0]]
        for code in ("RUS", "SRB", "YEM", "DDR", "DEU", "CZE", "CHN", "TWN")
    }
    assert first == {
        "RUS": 1, "SRB": 1, "YEM": 2, "DDR": 28, "DEU": 28, "CZE": 48, "CHN": 26, "TWN": 1,
    }  # fmt: skip


def test_arrays_are_in_order_and_no_vote_is_there_twice(everything: Votes) -> None:
    key = everything.rollcall.astype(np.int64) * len(everything.states) + everything.state
    assert (np.diff(key) > 0).all()
    assert (np.diff(everything.session) >= 0).all()
    assert everything.table["rollcall_id"].to_list() == list(everything.rollcalls)


def test_topics_important_votes_and_windows_narrow_what_is_read(
    assembly: Record, everything: Votes
) -> None:
    topic = vote_matrix(assembly, topic="human rights", since=2000)
    named = ["Human rights" in topics for topics in topic.table["topics"]]
    assert sum(named) > 0.9 * len(named)
    assert topic.date.min() >= np.datetime64("2000-01-01")
    assert topic.filters == ("topic Human rights", "since 2000")
    assert 0 < len(vote_matrix(assembly, important=True)) < len(everything)
    again = vote_matrix(assembly, **topic.asked)
    assert np.array_equal(again.choice, topic.choice)
    with pytest.raises(UnknownNameError, match="no topic"):
        vote_matrix(assembly, topic="weather")


def test_a_text_keeps_its_topic_in_sessions_whose_source_gives_none(everything: Votes) -> None:
    rows = everything.table["topics"].list.contains("Human rights").to_numpy()
    first = np.flatnonzero(rows & (np.bincount(everything.item)[everything.item] > 2))[0]
    bare = everything.table["topics"].to_list()
    of_text = np.flatnonzero(everything.item == everything.item[first])
    for place in of_text[of_text != first]:
        bare[place] = []
    table = everything.table.with_columns(topics=pl.Series(bare, dtype=pl.List(pl.String)))
    kept = _asked_for(table, "Human rights", False, window())
    assert kept[of_text].all()
    assert kept.sum() < len(kept) / 2


def test_some_roll_calls_kept_are_the_same_votes_under_new_numbers(everything: Votes) -> None:
    keep = np.zeros(len(everything.rollcalls), np.bool_)
    keep[3000::7] = True
    part = restricted(everything, keep)

    def told(votes: Votes, calls: np.ndarray) -> set[tuple[str, ...]]:
        return {
            (votes.rollcalls[r], votes.states[i], str(c), votes.items[votes.item[r]])
            for r, i, c in zip(votes.rollcall, votes.state, votes.choice, strict=True)
            if calls[r]
        }

    assert told(part, np.ones(len(part.rollcalls), np.bool_)) == told(everything, keep)
    assert part.table["rollcall_id"].to_list() == list(part.rollcalls)
    assert part.table["item"].to_list() == [part.items[j] for j in part.item]
    assert part.table["session"].to_list() == [part.sessions[t] for t in part.session]


def test_a_record_without_votes_says_so() -> None:
    with pytest.raises(InputError, match="no roll call"):
        vote_matrix(open_record(":memory:"))


def test_a_window_without_votes_says_so(made: Record) -> None:
    with pytest.raises(InputError, match="no roll call on which states differed"):
        vote_matrix(made, since=1950, until=1951)


def test_absence_is_missing(made: Record) -> None:
    votes = vote_matrix(made)
    cast = made.con.sql("SELECT count(*) FROM vote WHERE choice <> 'absent'").fetchall()[0][0]
    unanimous = votes.left_out.get("all chose the same", 0)
    assert len(votes) <= cast
    assert len(votes) >= cast - unanimous * len(STATES)
    assert set(votes.choice.tolist()) == {0, 1, 2}


@pytest.mark.parametrize(
    ("session", "day", "number"),
    [
        ("77", dt.date(2022, 11, 3), 77),
        ("ES-11", dt.date(2022, 3, 2), 76),
        ("ES-11", dt.date(2022, 10, 12), 77),
        ("ES-10", dt.date(2024, 9, 18), 79),
        ("S-32", dt.date(2021, 6, 2), 75),
        (None, dt.date(1946, 2, 9), 1),
    ],
)
def test_votes_of_other_sessions_count_in_the_regular_session_of_their_months(
    session: str | None, day: dt.date, number: int
) -> None:
    assert regular_session(session, day) == number


def test_single_votes_can_be_kept_back(made: Record) -> None:
    votes = vote_matrix(made)
    drop = np.zeros(len(votes), np.bool_)
    drop[::10] = True
    rest = votes.without(drop)
    assert len(rest) == len(votes) - drop.sum()
    assert rest.rollcalls == votes.rollcalls
    assert np.array_equal(rest.choice, votes.choice[~drop])
