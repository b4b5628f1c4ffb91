"""The array of votes says what the files say, is cut at a day, and joins successor states."""

from __future__ import annotations

import datetime as dt

import numpy as np

from legation.checking import ballots as b
from legation.record import Record

Plain = dict[str, tuple[str, dict[str, str]]]


def test_every_choice_of_the_files_stands_in_the_array(voted: Record, plain: Plain) -> None:
    found = b.ballots(voted)
    wrong = 0
    for row, call in enumerate(found.calls):
        _, choices = plain[call.symbol or ""]
        for state, choice in choices.items():
            wrong += found.choices[row, found.places[state]] != b.CODES[choice]
    assert wrong == 0
    assert len(found) == len(plain)


def test_a_cut_knows_nothing_of_later_days(voted: Record, plain: Plain) -> None:
    day = dt.date(2023, 1, 1)
    early = b.ballots(voted, day)
    assert max(call.date for call in early.calls) <= day
    assert len(early) == sum(date <= "2023-01-01" for date, _ in plain.values())


def test_a_state_goes_on_in_its_successor_unless_told_apart() -> None:
    choices = np.array([[b.NONE, b.NO], [b.YES, b.NONE]], np.int8)
    votes = b.Ballots((None, None), np.array([0, 1]), ("RUS", "SUN"), choices)  # type: ignore[arg-type]
    assert votes.of("RUS").tolist() == [b.NO, b.YES]
    assert votes.of("RUS", "separate").tolist() == [b.NONE, b.YES]


def test_agreement_takes_part_only_where_both_did_and_yes_no_leaves_abstentions_out() -> None:
    one = np.array([b.YES, b.ABSTAIN, b.NO, b.ABSENT, b.NONE, b.YES], np.int8)
    two = np.array([b.YES, b.ABSTAIN, b.YES, b.ABSENT, b.NONE, b.ABSTAIN], np.int8)
    both, alike = b.same(one, two)
    assert (both.sum(), alike.sum()) == (4, 2)
    both, alike = b.same(one, two, yes_no=True)
    assert (both.sum(), alike.sum()) == (2, 1)
