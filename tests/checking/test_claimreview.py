"""ClaimReview: what schema.org knows and no more, marked as made by a program."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest

from legation.checking import VERDICTS, Verdict
from legation.checking.claimreview import claim_review, embedded
from legation.errors import InputError
from tests.checking.made_verdicts import AGAINST, DECIDES, HOSTILE, SNAPSHOT, made, share

_WORK = {
    "@type", "author", "citation", "creativeWorkStatus", "datePublished", "description",
    "digitalSourceType", "identifier", "inLanguage", "isBasedOn", "isPartOf", "name",
    "temporalCoverage", "text", "url",
}  # fmt: skip
#: Properties of schema.org (version 29) of the types that are used, inherited ones with them.
KNOWN = {
    "ClaimReview": _WORK | {"claimReviewed", "itemReviewed", "reviewBody", "reviewRating"},
    "Claim": _WORK | {"appearance", "firstAppearance", "claimInterpreter"},
    "CreativeWork": _WORK,
    "Dataset": _WORK,
    "Organization": {"@type", "name", "url"},
    "Person": {"@type", "name", "url"},
    "PropertyValue": {"@type", "propertyID", "value"},
    "Rating": {
        *("@type", "alternateName", "bestRating", "ratingExplanation", "ratingValue"),
        "worstRating",
    },
}


def things(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "@graph" not in value:
            yield value
        for part in value.values():
            yield from things(part)
    elif isinstance(value, list):
        for part in value:
            yield from things(part)


def test_a_review_says_what_was_claimed_by_whom_where_and_how_it_came_out() -> None:
    verdict = made(speaker="Sergey Lavrov", evidence=(DECIDES, AGAINST))
    found = claim_review(
        verdict, url="https://a.example/r", text_url="https://b.example/t", published="2026-07-01"
    )
    assert found["@context"] == "https://schema.org"
    assert found["@type"] == "ClaimReview"
    assert found["claimReviewed"] == "Israel voted for ES-11/3"
    assert found["url"] == "https://a.example/r"
    assert found["datePublished"] == "2026-07-01"
    assert found["author"] == {"@type": "Organization", "name": "Legation"}
    assert found["itemReviewed"] == {
        "@type": "Claim",
        "text": "Israel voted for ES-11/3",
        "author": {"@type": "Person", "name": "Sergey Lavrov"},
        "appearance": {"@type": "CreativeWork", "url": "https://b.example/t"},
    }
    rating = found["reviewRating"]
    assert (rating["ratingValue"], rating["bestRating"], rating["worstRating"]) == (3, 3, 1)
    assert rating["alternateName"] == "Supported"
    one, two = found["citation"]
    assert one["url"] == "https://undocs.org/A/RES/ES-11/3"
    assert one["isPartOf"]["name"] == "UN General Assembly resolutions and recorded votes"
    assert "url" not in two
    assert "against" in two["description"]
    assert found["isBasedOn"]["identifier"]["value"] == SNAPSHOT
    assert found["isBasedOn"]["temporalCoverage"] == "../2026-06-30"


@pytest.mark.parametrize("word", VERDICTS)
def test_only_what_the_record_decides_has_a_rating(word: str) -> None:
    found = claim_review(made(verdict=word))
    decided = {"supported": 3, "fragile": 2, "refuted": 1}
    assert found.get("reviewRating", {}).get("ratingValue") == decided.get(word)
    assert word.split("_")[0] in found["name"].lower()


def test_it_says_in_three_places_that_nobody_has_reviewed_it() -> None:
    found = claim_review(made())
    assert "Made automatically by Legation" in found["reviewBody"]
    assert "no person has reviewed it" in found["reviewBody"]
    assert found["creativeWorkStatus"] == "Draft"
    assert found["digitalSourceType"] == "https://schema.org/AlgorithmicMediaDigitalSource"
    assert "datePublished" not in found


@pytest.mark.parametrize("verdict", [made(speaker="Israel", evidence=(DECIDES, AGAINST)), share()])
def test_every_part_is_a_property_of_its_type(verdict: Verdict) -> None:
    found = claim_review([verdict], url="https://a.example/", text_url="https://b.example/")
    for thing in things(found):
        assert set(thing) <= KNOWN[thing["@type"]], thing


@pytest.mark.parametrize(
    ("who", "kind"),
    [
        ("Sergey Lavrov", "Person"),
        ("Israel", "Organization"),
        ("RUS", "Organization"),
        ("European Union", "Organization"),
        ("the Israeli foreign ministry", "Organization"),
    ],
)
def test_a_speaker_is_a_person_or_a_body(who: str, kind: str) -> None:
    author = claim_review(made(speaker=who))["itemReviewed"]["author"]
    assert author["@type"] == kind
    assert author["name"] == ("Russia" if who == "RUS" else who)


def test_several_are_one_graph_each_with_its_place_on_the_page() -> None:
    found = claim_review([made(), made(verdict="refuted")], url="https://a.example/r#top")
    assert [one["url"] for one in found["@graph"]] == [
        "https://a.example/r#claim-1",
        "https://a.example/r#claim-2",
    ]
    assert claim_review([])["@graph"] == []


def test_a_figure_of_many_rows_covers_their_days() -> None:
    row = DECIDES.__class__("rollcall", "2020-01-14/2025-12-18", DECIDES.date, "73.7% of 627")
    (found,) = claim_review(made(evidence=(row,)))["citation"]
    assert found["temporalCoverage"] == "2020-01-14/2025-12-18"
    assert "url" not in found
    assert "isPartOf" not in found


def test_what_the_words_leave_out_stands_in_brackets() -> None:
    assert claim_review(share())["claimReviewed"] == "Russia and China vote together [63 %]"
    most = share(said=None)
    assert claim_review(most)["claimReviewed"] == "Russia and China vote together [most]"
    stated = share("Russia and China vote together 63 percent of the time")
    assert "[" not in claim_review(stated)["claimReviewed"]


def test_a_claim_without_words_is_said_in_plain_ones() -> None:
    found = claim_review(made(text=""))
    assert found["claimReviewed"] == "vote: Israel voted for ES-11/3"


@pytest.mark.parametrize("words", HOSTILE)
def test_no_words_leave_the_script_element_they_are_put_in(words: str) -> None:
    class Scripts(HTMLParser):
        tags: tuple[str, ...] = ()
        inside = ""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.tags = (*self.tags, tag)

        def handle_data(self, data: str) -> None:
            self.inside += data

    found = claim_review(made(words, speaker=words, explanation=words))
    page = Scripts()
    page.feed(f'<script type="application/ld+json">{embedded(found)}</script>')
    assert page.tags == ("script",)
    assert json.loads(page.inside) == found
    assert embedded(found).encode("utf-8")
    assert not set("\x00\u202e\u2067\ud800") & set(found["claimReviewed"])


@pytest.mark.parametrize(
    "wrong",
    [{"url": "javascript:alert(1)"}, {"text_url": "text.txt"}, {"published": "last Monday"}],
)
def test_what_is_no_address_or_day_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(InputError):
        claim_review(made(), **wrong)
