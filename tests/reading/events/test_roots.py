"""The root between two actors follows verb, object, modality and who stands where."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from legation.errors import InputError
from legation.reading.events import root_between
from legation.reading.events.codes import ROOTS, demanded, intended, refused, root_of, threatened

SENTENCES = Path(__file__).with_name("sentences.tsv")


def test_every_way_to_say_an_act_gives_its_root() -> None:
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    wrong = [
        (row["root"], given, row["sentence"])
        for row in rows
        if (given := root_between(row["sentence"], row["source"], row["target"])) != row["root"]
    ]
    assert not wrong
    assert set(Counter(row["root"] for row in rows)) == set(ROOTS)


@pytest.mark.parametrize(
    ("sentence", "root"),
    [
        ("Togo lifted sanctions on Benin.", "YIELD"),
        ("Togo agreed to lift sanctions on Benin.", "AGREE"),
        ("Togo refused to lift sanctions on Benin.", "REJECT"),
        ("Togo will not lift sanctions on Benin.", "REJECT"),
        ("Togo imposed sanctions on Benin.", "COERCE"),
        ("Togo will impose sanctions on Benin.", "THREATEN"),
        ("Togo threatened to impose sanctions on Benin.", "THREATEN"),
        ("Togo urged Benin to lift sanctions.", "REQUEST"),
        ("Togo said it was willing to lift sanctions on Benin.", "AGREE"),
        ("Togo said it would never lift sanctions on Benin.", "REJECT"),
        ("Togo said Benin must lift sanctions.", "REQUEST"),
        ("Togo announced the lifting of sanctions on Benin.", "YIELD"),
        ("Togo announced plans to impose sanctions on Benin.", "THREATEN"),
    ],
)
def test_what_bears_on_an_act_changes_its_root(sentence: str, root: str) -> None:
    assert root_between(sentence, "Togo", "Benin") == root


@pytest.mark.parametrize(
    ("sentence", "source", "target", "root"),
    [
        ("Benin was attacked by Togo.", "Togo", "Benin", "ASSAULT"),
        ("Togo's attack on Benin was short.", "Togo", "Benin", "ASSAULT"),
        ("Sanctions against Benin were lifted by Togo.", "Togo", "Benin", "YIELD"),
        ("Togo, which borders Ghana, condemned Benin.", "Togo", "Benin", "ACCUSE"),
        ("Togo, an ally of Ghana in the war, has praised Benin.", "Togo", "Benin", "SUPPORT"),
        ("Togo and Benin held talks on fishing.", "Togo", "Benin", "CONSULT"),
        ("We reject this plan of Benin, a spokesman for Togo said.", "Togo", "Benin", "REJECT"),
        ("Togo called its talks off with Benin.", "Togo", "Benin", "SANCTION"),
        ("Togo's arrest of Benin officials surprised nobody.", "Togo", "Benin", "COERCE"),
    ],
)
def test_the_order_of_words_does_not_matter(
    sentence: str, source: str, target: str, root: str
) -> None:
    assert root_between(sentence, source, target) == root


def test_a_sentence_without_an_act_has_no_root() -> None:
    assert root_between("Togo lies west of Benin.", "Togo", "Benin") is None


@pytest.mark.parametrize("sentence", ["", ".", "\x00", "Togo", "to to to not will be"])
def test_what_is_no_sentence_breaks_nothing(sentence: str) -> None:
    assert root_between(sentence, "Togo", "Benin") is None


def test_codes_of_intent_refusal_and_demand_follow_the_act() -> None:
    assert intended("073") == "0333"
    assert intended("085") == "0354"
    assert intended("195") == "1384"
    assert refused("072") == "1222"[:3] or refused("072").startswith("122")
    assert refused("084") == "1243"
    assert demanded("087") == "1056"
    assert demanded("087", "02") == "0256"
    assert threatened("163") == "1312"
    assert threatened("162") == "1311"


def test_roots_follow_the_table_of_the_record_but_for_what_gold_joins() -> None:
    assert root_of("0811") == root_of("0871") == "YIELD"
    assert root_of("191") == "ASSAULT"
    assert root_of("163") == "COERCE"
    assert root_of("0251") == "REQUEST"
    assert root_of("010") is None


@pytest.mark.parametrize(
    ("source", "target"),
    [("GABON", "togo"), ("Gabon's army", "Togo "), ("“Gabon”", "Togo."), ("Gabon", "Togo")],
)
def test_names_are_found_whatever_their_marks_and_capitals(source: str, target: str) -> None:
    sentence = "Togo said no, and Chad wept as Gabon’s  army shelled Togo."
    assert root_between(sentence, source, target) == "ASSAULT"


@pytest.mark.parametrize(
    ("source", "target"), [("", ""), ("Peru", "Peru"), ("Chile", "x"), ("'", "\ud800"), (",", " ")]
)
def test_odd_names_give_a_root_or_nothing(source: str, target: str) -> None:
    assert root_between("Peru, Peru and Chad met.", source, target) in (None, *ROOTS)


@pytest.mark.parametrize("given", [(None, "a", "b"), ("a", 1, "b"), ("a", "b", b"c")])
def test_what_is_no_string_is_refused_in_plain_words(given: tuple[str, str, str]) -> None:
    with pytest.raises(InputError, match="is a string, not"):
        root_between(*given)
