"""Words find the text they mean; where several fit as well, none is chosen in silence."""

from __future__ import annotations

import numpy as np
import pytest

from legation.checking.ballots import Ballots, ballots
from legation.checking.resolutions import Found, Titles, find, titles
from legation.checking.words import stem
from legation.record import Record

Held = tuple[Ballots, Titles]


@pytest.fixture(scope="module")
def held(voted: Record) -> Held:
    votes = ballots(voted)
    return votes, titles(votes.calls)


def names(held: Held, about: bool = False, **details: str) -> tuple[Found, list[str]]:
    found = find(held[0], held[1], details, np.ones(len(held[0]), bool), about=about)
    return found, [held[0].calls[i].name for i in found.rows]


@pytest.mark.parametrize(
    ("asked", "titled"),
    [("glorifying", "glorification"), ("suspended", "suspension"), ("invasion", "aggression")],
)
def test_a_verb_meets_the_noun_of_a_title(asked: str, titled: str) -> None:
    assert stem(asked) == stem(titled)


def test_a_word_meets_no_word_that_only_begins_alike() -> None:
    assert stem("human") != stem("humanitarian")


@pytest.mark.parametrize(
    ("details", "symbol"),
    [
        ({"symbol": "ES-11/3"}, "A/RES/ES-11/3"),
        ({"topic": "kicking russia human rights council", "date": "2022-04-07"}, "A/RES/ES-11/3"),
        ({"topic": "suspend russia human rights council"}, "A/RES/ES-11/3"),
        ({"topic": "aggression ukraine", "date": "2022-03"}, "A/RES/ES-11/1"),
        ({"topic": "invasion ukraine", "date": "2022-03-02"}, "A/RES/ES-11/1"),
        ({"topic": "reparations ukraine"}, "A/RES/ES-11/5"),
        ({"topic": "embargo cuba", "date": "2025"}, "A/RES/80/4"),
    ],
)
def test_one_text_is_found_by_symbol_topic_or_date(
    held: Held, details: dict[str, str], symbol: str
) -> None:
    found, symbols = names(held, **details)
    assert symbols == [symbol]
    assert found.certain


def test_a_yearly_text_is_one_series(held: Held) -> None:
    found, symbols = names(held, topic="glorifying nazism")
    assert symbols == ["A/RES/77/204", "A/RES/78/190", "A/RES/79/160", "A/RES/80/192"]
    assert (found.how, found.certain) == ("series", True)


def test_a_word_that_many_texts_bear_is_not_certain(held: Held) -> None:
    found, symbols = names(held, topic="nuclear weapons", date="2023-12")
    assert len(symbols) > 1
    assert not found.certain


def test_what_the_record_never_voted_on_is_not_found(held: Held) -> None:
    assert not names(held, topic="recognition of atlantis")[0]
    assert not names(held, symbol="99/999")[0]


def test_texts_on_a_matter_are_all_given(held: Held) -> None:
    _, symbols = names(held, about=True, topic="ukraine", target="UKR")
    assert {"A/RES/ES-11/1", "A/RES/ES-11/5", "A/RES/78/316", "A/RES/80/223"} <= set(symbols)
    assert "A/RES/80/4" not in symbols
