"""The marked-up page: every character of the text, every finding, nothing fetched, nothing run."""

from __future__ import annotations

import datetime as dt
import html
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from legation.errors import InputError
from legation.reading import Claim, Document, Event, Quote, Reading, Stance, Unread, marked, read
from legation.reading.marked_words import entries

CHROMIUM = shutil.which("chromium")
TEXT = "Ann said: “Iran praised Oman, and Bob said ‘Oman <b>thanked</b> Iran’ too.”\n\nThe end."


def at(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def crossing() -> Reading:
    """Give findings that nest and cross."""
    outer, inner = (
        at("Iran praised Oman, and Bob said ‘Oman <b>thanked</b> Iran’ too."),
        at("Oman <b>thanked</b> Iran"),
    )
    return Reading(
        (
            Quote(*outer, "direct", *at("Ann"), *at("said"), speaker="Ann", state="IRN"),
            Quote(*inner, "direct", *at("Bob"), speaker="Bob", state="OMN", parent=0),
        ),
        (Event(*at("praised Oman, and Bob said ‘Oman"), "IRN", "OMN", "SUPPORT", "050", 3.5),),
        (Stance(*at("Ann said: “Iran praised"), "Ann", "OMN", -0.5, 0.5),),
        (Claim(*at("thanked</b> Iran’ too"), "existence", ("OMN",), None, ("IRN",)),),
        text=TEXT,
        date=dt.date(2023, 10, 10),
        engine="made 1",
    )


class Text(HTMLParser):
    """What the paragraphs of the text say, and the classes over each character."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text = ""
        self.over: list[set[str]] = []
        self.inside = self.chip = False
        self.classes: set[str] = set()
        self.tags: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.tags.add(tag)
        if tag == "p" and held.get("dir") == "auto":
            self.inside = True
        self.chip |= tag == "a" and "chip" in (held.get("class") or "")
        if tag == "span" and self.inside:
            self.classes = set((held.get("class") or "").split())

    def handle_endtag(self, tag: str) -> None:
        self.inside &= tag != "p"
        self.chip &= tag != "a"
        if tag == "span":
            self.classes = set()

    def handle_data(self, data: str) -> None:
        if self.inside and not self.chip:
            self.text += data
            self.over += [self.classes] * len(data)


def test_every_character_stands_under_the_findings_that_hold_it() -> None:
    reading = crossing()
    seen = Text(marked.html([reading]))
    whole = TEXT.replace("\n\n", "\n")  # the empty paragraph is left out
    assert seen.text.replace("\n", "") == whole.replace("\n", "")
    found = {"q": reading.quotes, "e": reading.events, "s": reading.stances, "c": reading.claims}
    for place, over in enumerate(seen.over[: TEXT.index("\n")]):
        expected = {
            kind for kind, ones in found.items() if any(o.start <= place < o.end for o in ones)
        }
        assert over & set(found) == expected, (place, TEXT[place])


def test_each_finding_says_its_kind_and_whose_words_they_are_and_leads_to_them() -> None:
    page = marked.html([crossing()])
    titles = [html.unescape(t) for t in re.findall(r'<span class="[^"]*" title="([^"]*)"', page)]
    assert any("Quote 1: Ann, Iran (direct quote)" in t for t in titles)
    assert any("Quote 2: Bob, Oman" in t and "Quote 1" in t for t in titles)
    links = set(re.findall(r'href="#([^"]+)"', page))
    places = set(re.findall(r'id="([^"]+)"', page))
    assert links <= places
    assert {"q1-1", "q1-2", "e1-1", "s1-1", "c1-1"} <= places


HOSTILE = '<script>alert(1)</script> "Iran" praised <img src=x onerror=alert(2)> & \x00\u202e\ud800'


def test_a_text_cannot_become_markup() -> None:
    nasty = Reading(
        (Quote(0, 25, "direct", speaker='"><script>x</script>', rule="<i>"),),
        (),
        (),
        (),
        text=HOSTILE,
        outlet="<u>o</u>",
        engine="</style><script>",
        notes=("<b>n</b>",),
    )
    document = Document(HOSTILE, title="<h1>T</h1>", where="</title><script>")
    page = marked.html([nasty], [document], [Unread("<p>", "<script>")])
    seen = Text(page)
    assert not seen.tags & {"script", "img", "i", "u"}
    assert seen.text == HOSTILE.replace("\x00", "\ufffd").replace("\u202e", "\ufffd").replace(
        "\ud800", "\ufffd"
    )
    page.encode("utf-8")


def test_many_nested_findings_cost_no_more_than_their_number() -> None:
    text = "x" * 4000
    quotes = tuple(Quote(n, 4000 - n, "direct", speaker="A") for n in range(1500))
    page = marked.html([Reading(quotes, (), (), (), text=text)])
    assert len(page) < 4_000_000
    assert "and 1496 more" in page


def test_a_page_holds_several_documents_but_not_any_number() -> None:
    one = crossing()
    page = marked.html([one, one])
    assert len(set(re.findall(r'id="([^"]+)"', page))) == len(re.findall(r' id="', page))
    with pytest.raises(InputError, match="--jsonl"):
        marked.html([one] * (marked.MOST + 1))


def test_the_words_of_an_entry_are_those_of_the_text() -> None:
    for one in entries(crossing(), 1):
        (start, end, _), *_ = one.spans
        assert one.words.rstrip("…") in " ".join(TEXT[start:end].split())


# -- in a browser ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("needs Debian's chromium")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as play:
        yield play.chromium.launch(executable_path=CHROMIUM, args=flags)


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_the_page_fits_asks_for_nothing_and_keeps_its_policy(
    browser: Browser, tmp_path: Path, width: int, scheme: str
) -> None:
    file = tmp_path / "page.html"
    marked.write(file, [crossing(), read(HOSTILE + " Russia condemned Israel.")])
    asked: list[str] = []
    said: list[str] = []
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(file.as_uri())
    assert asked == [file.as_uri()]
    assert said == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    tint = "getComputedStyle(document.querySelector('.text .q')).backgroundColor"
    assert page.evaluate(tint) != "rgba(0, 0, 0, 0)", "its own style passes its policy"
    page.locator("#show-q").uncheck()
    assert page.evaluate(tint) == "rgba(0, 0, 0, 0)", "a kind can be hidden"
    assert not page.locator(".text .q-chip").first.is_visible()
    page.locator("#show-q").check()
    page.locator(".text .q-chip").first.click()
    assert page.url.endswith("#q1-1")
    page.close()
