"""Web Annotations: the words are found again, by themselves and by their place."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.checking.annotation import annotation, collection
from legation.errors import InputError
from tests.checking.made_verdicts import HOSTILE, made

WORDS = "Israel voted for ES-11/3"


def test_an_annotation_assesses_words_and_says_how_they_were_judged() -> None:
    text = f"Some doubt it. {WORDS}. So it was."
    found = annotation(made(start=15), source="https://a.example/t", text=text)
    assert found["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert found["type"] == "Annotation"
    assert found["motivation"] == "assessing"
    verdict, words = found["body"]
    assert (verdict["type"], verdict["purpose"]) == ("TextualBody", "tagging")
    assert verdict["value"] == "supported"
    assert "Suspension of rights: ISR yes." in words["value"]
    assert "no person has reviewed it" in words["value"]
    assert found["target"] == {
        "source": "https://a.example/t",
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": WORDS,
                "prefix": "Some doubt it. ",
                "suffix": ". So it was.",
            },
            {"type": "TextPositionSelector", "start": 15, "end": 39},
        ],
    }


@given(
    before=st.text(max_size=60), words=st.text(min_size=1, max_size=40), after=st.text(max_size=60)
)
def test_both_selectors_find_the_words_in_any_text(before: str, words: str, after: str) -> None:
    text = before + words + after
    if text.lstrip("\ufeff \t\r\n").startswith("<"):
        return  # may be taken for a web page
    found = annotation(made(words, start=len(before)), source="t.txt", text=text)
    quote, place = found["target"]["selector"]
    assert text[place["start"] : place["end"]] == quote["exact"] == words
    assert quote["prefix"] + quote["exact"] + quote["suffix"] in text


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_what_they_are_and_can_be_written(words: str) -> None:
    found = annotation(made(words), source="t.txt", text=words)
    written = json.dumps(found, ensure_ascii=False).encode("utf-8")
    exact = json.loads(written)["target"]["selector"][0]["exact"]
    assert exact == words.replace("\ud800", "\ufffd")


def test_places_in_a_web_page_are_those_of_the_text_taken_out_of_it() -> None:
    page = (
        f"<!doctype html><html><head><title>T</title></head><body><article><p>{WORDS}.</p>"
        f"<p>{'More was said on the day of the vote. ' * 8}</p></article></body></html>"
    )
    from legation.checking.saying import as_checked

    start = as_checked(page).index(WORDS)
    found = annotation(made(start=start), source="t.html", text=page)
    assert found["target"]["selector"][0]["exact"] == WORDS


def test_the_path_of_a_file_becomes_a_relative_address() -> None:
    assert annotation(made(), source="my text.txt")["target"]["source"] == "my%20text.txt"


def test_a_name_is_the_same_in_every_run_and_another_at_another_place() -> None:
    first = annotation(made(), source="t.txt")["id"]
    assert first == annotation(made(as_of="2026-07-01"), source="t.txt")["id"]
    assert first != annotation(made(start=40), source="t.txt")["id"]
    assert first != annotation(made(), source="u.txt")["id"]


def test_the_verdicts_on_a_text_are_one_collection() -> None:
    text = f"{WORDS}. {WORDS}."
    found = collection([made(), made(start=26)], source="t.txt", text=text)
    assert found["type"] == "AnnotationCollection"
    assert found["total"] == 2
    assert found["first"]["type"] == "AnnotationPage"
    names = [item["id"] for item in found["first"]["items"]]
    assert len(set(names)) == 2
    assert "@context" not in found["first"]["items"][0]


@pytest.mark.parametrize("text", [None, "Another text."])
def test_a_claim_that_stands_in_no_text_is_refused(text: str | None) -> None:
    with pytest.raises(InputError, match="stand"):
        annotation(made("" if text is None else WORDS), source="t.txt", text=text)


def test_a_source_is_needed() -> None:
    with pytest.raises(InputError, match="source"):
        annotation(made(), source=" ")
