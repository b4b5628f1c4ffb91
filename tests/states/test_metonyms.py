"""Phrases stand for the state they meant on the day."""

from collections import defaultdict
from datetime import date
from itertools import combinations

import pytest

from legation.states import metonyms, table
from legation.states.normalise import normalise


def test_every_phrase_has_a_known_state_and_kind() -> None:
    known = table.states()
    for item in metonyms.all_metonyms():
        assert item.state in known, item
        assert item.kind in metonyms.KINDS, item
        assert item.start is None or item.end is None or item.start < item.end, item


def test_no_phrase_means_two_states_on_one_day() -> None:
    named = defaultdict(list)
    for item in metonyms.all_metonyms():
        named[normalise(item.phrase)].append(item)
    for items in named.values():
        for one, other in combinations(items, 2):
            if one.state != other.state:
                starts = max(one.start or date.min, other.start or date.min)
                ends = min(one.end or date.max, other.end or date.max)
                assert starts > ends, (one, other)


def test_no_phrase_is_the_name_or_capital_of_another_state() -> None:
    seats = {normalise(name): seat.code for seat in table.capitals() for name in seat.names}
    names = {normalise(item.name): code for code, item in table.states().items()}
    for item in metonyms.all_metonyms():
        key = normalise(item.phrase)
        assert seats.get(key, item.state) == item.state, item
        assert names.get(key, item.state) == item.state, item


@pytest.mark.parametrize(
    ("phrase", "state"),
    [
        ("the White House", "USA"),
        ("Foggy Bottom", "USA"),
        ("Downing Street", "GBR"),
        ("Quai d'Orsay", "FRA"),
        ("Auswärtiges Amt", "DEU"),
        ("Zhongnanhai", "CHN"),
        ("Bankova", "UKR"),
        ("Itamaraty", "BRA"),
        ("Tel Aviv", "ISR"),
        ("Смоленская площадь", "RUS"),
        ("Белый дом", "USA"),
        ("la Maison Blanche", "USA"),
        ("Елисейский дворец", "FRA"),
    ],
)
def test_well_known_phrases_stand_for_their_state(phrase: str, state: str) -> None:
    assert metonyms.find(phrase) == [state]


def test_the_kremlin_is_the_soviet_union_before_26_december_1991() -> None:
    assert metonyms.find("the Kremlin", "1991-12-25") == ["SUN"]
    assert metonyms.find("the Kremlin", "1991-12-26") == ["RUS"]
    assert metonyms.find("the Kremlin") == ["RUS"]


def test_the_blue_house_is_empty_while_the_president_worked_in_yongsan() -> None:
    assert metonyms.find("Blue House", "2022-05-09") == ["KOR"]
    assert metonyms.find("Blue House", "2023-01-01") == []


def test_words_for_bodies_of_many_states_or_of_none_are_left_out() -> None:
    for phrase in ("Majlis", "Congress", "Senate", "Parliament", "MFA", "Hezbollah", "Hamas"):
        assert metonyms.find(phrase) == [], phrase
