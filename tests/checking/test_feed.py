"""The feed: Atom as RFC 4287 asks for it, with names that last."""

from __future__ import annotations

import datetime as dt
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from legation.checking.feed import MOST_ROWS, feed
from legation.errors import InputError
from tests.checking.made_verdicts import AGAINST, DECIDES, HOSTILE, SNAPSHOT, made, share

A = "{http://www.w3.org/2005/Atom}"
X = "{http://www.w3.org/1999/xhtml}"


def parsed(*verdicts: Any, **more: Any) -> Element:
    told = {"title": "Verdicts", "updated": "2026-06-30", "id": "urn:uuid:1", **more}
    return fromstring(feed(verdicts, **told).encode("utf-8"))


def ids(*verdicts: Any) -> list[str | None]:
    return [entry.findtext(f"{A}id") for entry in parsed(*verdicts).iter(f"{A}entry")]


def test_the_feed_and_its_entries_have_what_the_standard_requires() -> None:
    root = parsed(made(evidence=(DECIDES, AGAINST)), share(), url="https://a.example/feed")
    assert root.tag == f"{A}feed"
    assert root.findtext(f"{A}author/{A}name") == "Legation"
    for element in (root, *root.iter(f"{A}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{A}{name}")) == 1, name
            assert element.findtext(f"{A}{name}"), name
        assert element.findtext(f"{A}updated") == "2026-06-30T00:00:00Z"
    links = [link.attrib for link in root.findall(f"{A}link")]
    assert links == [{"rel": "self", "href": "https://a.example/feed"}]
    first, second = root.iter(f"{A}entry")
    assert first.findtext(f"{A}title") == "Supported: Israel voted for ES-11/3"
    assert second.findtext(f"{A}title") == "Refuted: Russia and China vote together [63 %]"
    category = first.find(f"{A}category")
    assert category is not None
    assert category.attrib["term"] == "supported"


def test_an_entry_carries_the_words_the_finding_the_rows_and_the_snapshot() -> None:
    root = parsed(made(speaker="Sergey Lavrov", evidence=(DECIDES, AGAINST)))
    content = root.find(f"{A}entry/{A}content")
    assert content is not None
    assert content.attrib["type"] == "xhtml"
    assert [child.tag for child in content] == [f"{X}div"]
    said = "".join(content.itertext())
    for words in ("Sergey Lavrov", "ISR yes", "Against: 1993", SNAPSHOT, "no person has reviewed"):
        assert words in said
    links = [link.attrib["href"] for link in content.iter(f"{X}a")]
    assert links == ["https://undocs.org/A/RES/ES-11/3"]


def test_many_rows_are_cut_and_counted() -> None:
    rows = tuple(DECIDES for _ in range(MOST_ROWS + 42))
    root = parsed(made(evidence=rows))
    assert len(list(root.iter(f"{X}li"))) == MOST_ROWS
    assert "42 more rows." in "".join(root.itertext())


def test_the_name_of_an_entry_lasts_while_claim_and_snapshot_do() -> None:
    (name,) = ids(made())
    assert ids(made(as_of="2027-01-01", start=90)) == [name]
    open_end = made(window=["2022-01-01", "2026-06-30"])
    later = made(window=["2022-01-01", "2027-01-01"], as_of="2027-01-01")
    assert ids(open_end) == ids(later) != [name]
    assert ids(made(snapshot="00" * 32)) != [name]
    assert ids(made(speaker="Sergey Lavrov")) != [name]
    assert name is not None
    assert name.startswith("urn:uuid:")


def test_one_claim_twice_is_one_entry_at_its_first_place() -> None:
    first, second = made(), made("Iran voted for ES-11/3", subject=["IRN"])
    assert ids(first, second, made(start=99)) == ids(first, second)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_text_and_nothing_else(words: str) -> None:
    row = DECIDES.__class__("rollcall", words, DECIDES.date, words)
    root = parsed(made(words, explanation=words, speaker=words, evidence=(row,)), title=words)
    assert {element.tag for element in root.iter()} <= {
        *(f"{A}{n}" for n in ("feed", "id", "title", "updated", "subtitle", "author", "name",
          "generator", "entry", "category", "summary", "content")),
        *(f"{X}{n}" for n in ("div", "p", "ul", "li", "span")),
    }  # fmt: skip
    assert not set("\u202e\u2067") & set("".join(root.itertext()))


@pytest.mark.parametrize(
    ("updated", "written"),
    [
        (dt.date(2026, 6, 30), "2026-06-30T00:00:00Z"),
        (dt.datetime(2026, 6, 30, 9, 5), "2026-06-30T09:05:00Z"),
        ("2026-06-30T09:05:00+02:00", "2026-06-30T07:05:00Z"),
    ],
)
def test_moments_are_written_in_utc(updated: Any, written: str) -> None:
    assert parsed(updated=updated).findtext(f"{A}updated") == written


@pytest.mark.parametrize(
    "wrong",
    [{"title": " "}, {"updated": "soon"}, {"id": "feed.xml"}, {"url": "feed.xml"}, {"id": "a: b"}],
)
def test_a_feed_without_name_or_moment_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(InputError):
        parsed(made(), **wrong)
