"""The page of verdicts: every card whole, the text whole, nothing loaded, nothing obeyed."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from legation.brief.chart_readings import axis, interval, readings_chart, value_words
from legation.brief.verdict_page import SIGNS, verdict_page
from legation.checking import VERDICTS, Variation, Verdict
from legation.checking.claimreview import claim_review
from legation.checking.saying import NAMES
from legation.errors import InputError
from legation.relations.measures import wilson
from tests.brief.test_brief_faces import Page, _contrast, _six
from tests.checking.made_verdicts import AGAINST, DECIDES, HOSTILE, SNAPSHOT, made, share

ISRAEL = "Israel voted for ES-11/3"
TEXT = f"Some doubt it.\n\n{ISRAEL}, and Iran did not. Russia and China vote together 63 percent."
CHROMIUM = shutil.which("chromium")


@pytest.fixture(scope="module")
def verdicts() -> list[Verdict]:
    return [
        made(start=16, evidence=(AGAINST, DECIDES), speaker="Sergey Lavrov", coverage="2 sources"),
        made("voted for ES-11/3, and Iran did not", "refuted", start=23),
        share(start=TEXT.index("Russia and")),
    ]


@pytest.fixture(scope="module")
def html(verdicts: list[Verdict]) -> str:
    return verdict_page(verdicts, title="A column", text=TEXT)


def seen(html: str) -> str:
    """What a person reads, as one line."""
    body = re.sub(r"<(style|script)\b.*?</\1>", "", html, flags=re.DOTALL)
    return " ".join("".join(Page(body.replace("<!doctype html>", "")).text).split())


# -- what a card says ----------------------------------------------------------------------


def test_a_card_says_the_words_the_verdict_the_rows_and_what_they_rest_on(html: str) -> None:
    said = seen(html)
    for words in (
        *("Israel voted for ES-11/3", "Said by Sergey Lavrov", "✓ Supported", "✕ Refuted"),
        *("Suspension of rights: ISR yes.", "A/RES/ES-11/3", "2022-04-07", "ties.xls, line 7"),
        *("UN General Assembly resolutions and recorded votes", "2 sources", SNAPSHOT),
        *("Kindvote", "SubjectIsrael", "2 of 3 readings that can tell agree on refuted"),
        *("1 reading cannot tell", "Confidence100", "no person has reviewed it"),
    ):
        assert words in said, words


@pytest.mark.parametrize("word", VERDICTS)
def test_no_verdict_is_told_by_colour_alone(word: str) -> None:
    said = seen(verdict_page([made(verdict=word)], title="T"))
    assert f"{SIGNS[word]} {NAMES[word][0]}" in said
    assert len(set(SIGNS.values())) == len(VERDICTS)


def test_rows_that_decide_stand_first_and_those_against_are_marked(html: str) -> None:
    card = html[html.index('id="claim-1"') : html.index('id="claim-2"')]
    assert card.index("A/RES/ES-11/3</a>") < card.index("ties.xls")
    assert card.count("against the verdict</span>") == 1
    assert '<a href="https://undocs.org/A/RES/ES-11/3"' in card
    # The year that a source dates by is not shown as a day.
    assert '<th scope="row" class="when">1993</th>' in card


def test_tables_have_captions_and_headings_with_a_scope(html: str) -> None:
    tables = re.findall(r"<table.*?</table>", html, re.DOTALL)
    assert tables
    for table in tables:
        assert "<caption" in table
        assert not re.findall(r"<th(?! scope=)[ >]", table)


def test_a_claim_can_be_taken_from_the_card_changed_and_asked_again() -> None:
    from legation.checking.structured import claim_of

    page = Page(verdict_page([share()], title="T").replace("<!doctype html>", ""))
    given = json.loads(next(t for t in page.text if t.startswith('{\n "type"')))
    assert claim_of(given).subject == ("RUS", "CHN")
    assert claim_of(given).value == 0.63


def test_what_is_missing_is_said_once() -> None:
    verdict = made(
        verdict="outside_record", evidence=(), missing="a table of treaties",
        explanation="The record cannot tell: a table of treaties.",
    )  # fmt: skip
    assert seen(verdict_page([verdict], title="T")).lower().count("a table of treaties") == 1


def test_many_rows_scroll_by_themselves() -> None:
    rows = tuple(
        DECIDES.__class__("rollcall", f"A/RES/77/{n}", DECIDES.date, "row") for n in range(50)
    )
    html = verdict_page([made(evidence=rows)], title="T")
    assert html.count("A/RES/77/") >= 100
    assert 'class="scroll many" tabindex="0"' in html


def test_a_page_without_claims_says_so() -> None:
    assert "claims nothing" in seen(verdict_page([], title="T", text="It rained."))


# -- the text ------------------------------------------------------------------------------


def test_the_text_is_whole_and_each_claim_leads_to_its_card_and_back(html: str) -> None:
    text = html[html.index('<div class="reading"') : html.index('<section id="all"')]
    page = Page(re.sub(r"</section>\s*$", "", re.sub(r"<a class=\"jump.*?</a>", "", text)))
    assert "".join("".join(page.text).split()) == "".join(TEXT.split())
    names = {a["id"] for _, a in Page(html.replace("<!doctype html>", "")).tags if a.get("id")}
    for place in (1, 2, 3):
        assert f'href="#claim-{place}"' in text
        assert {f"claim-{place}", f"t-claim-{place}"} <= names


def test_the_card_shows_what_stands_around_the_words_in_their_sentence(html: str) -> None:
    said = seen(html)
    assert "Israel voted for ES-11/3, and Iran did not" in said
    # With a number that stands after the words, they say something else.
    assert "Russia and China vote together 63 percent" in said
    assert '<span class="rest">Israel </span>voted for ES-11/3, and Iran did not</q>' in html


def test_where_claims_overlap_the_words_belong_to_both(html: str) -> None:
    assert 'class="c refuted supported" title="Claim 1: supported\nClaim 2: refuted"' in html


def test_a_text_that_was_not_checked_is_refused(verdicts: list[Verdict]) -> None:
    with pytest.raises(InputError, match="do not stand"):
        verdict_page(verdicts, title="T", text="Another text.")


def test_the_words_of_another_language_are_marked_as_such() -> None:
    text = "ישראל הצביעה בעד ההחלטה בעצרת הכללית של האומות המאוחדות"
    html = verdict_page([made(text)], title="T", text=text)
    assert '<q dir="auto" lang="he">' in html
    assert '<html lang="en">' in html


# -- nothing is loaded, nothing is obeyed --------------------------------------------------


def test_the_page_is_well_formed_names_are_unique_and_nothing_is_loaded(html: str) -> None:
    page = Page(html.replace("<!doctype html>", ""))
    assert page.open == []
    names = [a["id"] for _, a in page.tags if a.get("id")]
    assert len(names) == len(set(names))
    for tag, attributes in page.tags:
        assert tag not in {"link", "iframe", "object", "embed", "img", "image", "base", "form"}
        assert "src" not in attributes
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        if tag == "script":
            assert attributes == {"type": "application/ld+json"}
        href = attributes.get("href")
        assert href is None or href.startswith(("https://undocs.org/", "#"))
        assert href is None or href.startswith("https") or href[1:] in {*names, "main"}


def test_the_policy_of_the_page_lets_its_own_style_pass_and_no_other(html: str) -> None:
    css = html[html.index("<style>") + 7 : html.index("</style>")]
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in html
    assert "default-src 'none'" in html


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_shown_and_not_obeyed(words: str) -> None:
    row = DECIDES.__class__("rollcall", words, DECIDES.date, words)
    verdict = made(
        words, explanation=words, speaker=words, evidence=(row,), coverage=words, missing=words,
        readings=tuple(Variation(f"{words} {n}", "supported", 1.0, 1) for n in (1, 2)),
        details={"topic": words}, subject=[words],
    )  # fmt: skip
    html = verdict_page([verdict], title=words, text=words, language=words)
    html.encode("utf-8")
    page = Page(html.replace("<!doctype html>", ""))
    assert page.open == []
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert not {"img", "bdo"} & {tag for tag, _ in page.tags}
    assert not set("\x00\x0b\x1b\u202e\u2067\ufffe\ud800") & set(html)
    assert "49" not in seen(html).replace(SNAPSHOT, "")
    assert verdict_page([verdict], title=words, text=words, language=words) == html


def test_the_verdicts_are_inside_as_claimreview(html: str, verdicts: list[Verdict]) -> None:
    inside = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert json.loads(inside[0]) == claim_review(verdicts)


def test_words_on_shaded_rows_can_be_read_in_light_dark_and_print() -> None:
    css = files("legation.brief").joinpath("templates/brief.css").read_text(encoding="utf-8")
    themes = [
        {name: _six(value) for name, value in re.findall(r"--(\w+): (#\w+)", block)}
        for block in re.findall(r":root \{(.*?)\}", css, re.DOTALL)
    ]
    assert len(themes) == 3
    for theme in themes:
        for name in ("ink", "soft", "no", "link"):
            assert _contrast(theme[name], theme["shade"]) >= 4.5, name


# -- the chart of readings -----------------------------------------------------------------


def test_each_reading_has_a_mark_a_word_its_value_and_n() -> None:
    for narrow in (False, True):
        drawn = readings_chart(share(), "r", narrow=narrow)
        assert drawn.count('class="cross bad"') == 4  # a sign and a place for each of two
        assert drawn.count('class="disc good"') == 2
        assert drawn.count('class="ring open"') == 1  # no value, so no place
        for words in ("73.7", "n 627", "90.0", "Refuted", "Outside the record", "no value"):
            assert words in drawn
        assert drawn.index("plain agreement") < drawn.index("Shown, flips nothing")
        assert drawn.index("Shown, flips nothing") < drawn.index(">yes and no only<")


def test_a_value_stands_where_its_share_is_and_the_stated_one_is_drawn() -> None:
    found = axis(share())
    assert found is not None
    assert (found.low, found.high) == (0, 1)
    assert found.stated == pytest.approx((0.615, 0.645))
    drawn = readings_chart(share(), "r")
    crosses = [float(x) for x in re.findall(r'<path d="M([\d.]+) [\d.]+l9 9m0 -9', drawn)]
    places = [x + 4.5 for x in crosses if x > 100]
    assert places == pytest.approx([262 + 268 * v for v in (0.737, 0.9)], abs=0.1)
    assert 'class="stated"' in drawn


def test_a_claim_of_most_is_drawn_against_one_half() -> None:
    found = axis(share(said=None))
    assert found is not None
    assert found.stated == (0.5, 0.5)


def test_only_shares_of_counted_roll_calls_have_an_interval() -> None:
    plain, yes_no, half, silent = share().readings
    assert interval(share(), plain) == pytest.approx(wilson(0.737, 627, 1.6448536), abs=1e-6)
    assert interval(share(), yes_no) is not None
    assert interval(share(), half) is None
    assert interval(share(), silent) is None


def test_values_of_unlike_kinds_share_no_axis() -> None:
    readings = (
        Variation("votes alike", "supported", 0.5, 1177),
        Variation("transfers of major arms", "refuted", -7140.0, 45),
    )
    verdict = made(verdict="fragile", readings=readings, type="closer_to", relation="relations")
    assert axis(verdict) is None
    assert "7,140" not in readings_chart(verdict, "r")
    assert value_words(-7140.0, None) == "−7,140"


@pytest.mark.parametrize("value", [1.0, 3.0, 7.0, 88.0, 193.0, 12345.0])
def test_counts_have_a_round_axis_that_holds_them(value: float) -> None:
    readings = tuple(Variation(f"way {n}", "supported", value, 1) for n in (1, 2))
    found = axis(made(readings=readings, type="count"))
    assert found is not None
    assert found.high >= value
    assert 2 <= len(found.ticks) <= 6


# -- in a browser --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("needs Debian's chromium")
    with sync_playwright() as play:
        yield play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (390, "light"), (1280, "light")])
def test_the_page_fits_the_screen_and_asks_for_nothing(
    browser: Browser, html: str, tmp_path: Path, width: int, scheme: str
) -> None:
    from tests.brief.test_brief_browser import check_fit

    file = tmp_path / "verdicts.html"
    file.write_text(html, encoding="utf-8")
    check_fit(browser, file, width, scheme)


def test_words_without_a_break_do_not_widen_a_phone(browser: Browser, tmp_path: Path) -> None:
    from tests.brief.test_brief_browser import check_fit

    long = "x" * 1500
    row = DECIDES.__class__("measure", long, DECIDES.date, long, source_id=long)
    verdict = made(
        long, explanation=long, evidence=(row,), missing=long, details={"topic": long},
        readings=tuple(Variation(f"{long}{n}", "supported", 1.0, 1) for n in (1, 2)), type="count",
    )  # fmt: skip
    file = tmp_path / "long.html"
    file.write_text(verdict_page([verdict], title=long, text=long), encoding="utf-8")
    check_fit(browser, file, 390, "light")
