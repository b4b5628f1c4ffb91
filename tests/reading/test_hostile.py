"""No text breaks the taking apart, and none takes more than time in proportion to its length."""

import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.reading import read
from legation.reading.page import Page
from legation.reading.preparing import prepare

N = 200_000
HOSTILE = {
    "no blank": "a" * N,
    "NULs": "\0" * N,
    "invisible": "a\u200b" * (N // 2),
    "quotes 500 deep": "“" * 500 + "Israel left." + "”" * 500,
    "marks": '" ' * (N // 2),
    "right to left": "\u202eIsrael\u202c " * (N // 9),
    "lone surrogates": "\ud800" * N,
    "initials": "U." * (N // 2),
    "tags": "<a " * (N // 3),
    "comments": "<!--" * (N // 4),
    "names": "John Smith. " * (N // 12),
    "offices": "President of " * (N // 13),
    "pronouns": "it said he " * (N // 11),
    "states": "US " * (N // 3),
    "lines": "a\n" * (N // 2),
    "accents": "e\u0301" * (N // 2),
}


def check(page: Page) -> None:
    """Hold a page to what `Page` says of itself."""
    text, words = page.text, page.words
    assert len(words) == len(page.lower) == len(page.starts) == len(page.ends) == len(page.at)
    last = 0
    for word, start, end in zip(words, page.starts, page.ends, strict=True):
        assert last <= start < end <= len(text)
        assert len(word) == end - start
        last = end
    covered = 0
    for sentence in page.sentences:
        assert sentence.first == covered < sentence.last
        assert sentence.start == page.starts[sentence.first]
        assert sentence.end == page.ends[sentence.last - 1]
        covered = sentence.last
    assert covered == len(words)
    covered = 0
    for place, mention in enumerate(page.mentions):
        assert covered <= mention.first < mention.last
        assert mention.start == page.starts[mention.first]
        assert mention.end == page.ends[mention.last - 1]
        assert page.at[mention.first : mention.last] == [place] * (mention.last - mention.first)
        assert mention.antecedent is None or 0 <= mention.antecedent < len(page.mentions)
        assert mention.antecedent != place
        covered = mention.last
    assert sum(at >= 0 for at in page.at) == sum(one.last - one.first for one in page.mentions)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_take_linear_time(name: str) -> None:
    text = HOSTILE[name]
    prepare("Israel left.")
    times = []
    for part in (text[: len(text) // 16], text):
        begun = time.process_time()
        check(prepare(part, language="en"))
        times.append(time.process_time() - begun)
    # Sixteen times the text; a quadratic step would take 256 times as long, and a busy machine
    # two or three times as long as an idle one.
    assert times[1] < 80 * max(times[0], 0.01)


@pytest.mark.parametrize("name", HOSTILE)
def test_the_whole_reading_bears_hostile_texts(name: str) -> None:
    text = HOSTILE[name][:20_000]
    found = read(text, "2019-03-01", language="en")
    for one in (*found.quotes, *found.events, *found.stances, *found.claims):
        assert 0 <= one.start < one.end <= len(text)


_PIECES = st.sampled_from(
    "Russia Israel the U.S. President Vladimir Putin 's ' - . , ; : ? ! … ... “ ” \" ( ) he it "
    "they its both countries said Mr. Gen. Foreign Ministry of former Kim Jong-un John Smith "
    "al-Assad \n \n\n \0 \u200b \u202e \ud83c <p> </p> &nbsp; 3.5 No. 5 p.m. 're don't Trump "
    "Jr. Georgia "
    "Korea Tower minister kingdom Eurasian ally ministry government é ß 中 \ud800 İ ŉ ǅ".split(" ")
)
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(_PIECES, max_size=40).map(" ".join),
    st.lists(_PIECES, max_size=40).map("".join),
)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_text_gives_a_page_that_holds_together(text: str) -> None:
    date = dt.date(2019, 3, 1)
    page = prepare(text, date, language="en")
    check(page)
    again = prepare(text, date, language="en")
    assert (again.words, again.sentences, again.mentions) == (
        page.words,
        page.sentences,
        page.mentions,
    )
    letters = sum(map(str.isalnum, text)) if "<" not in text and "&" not in text else 0
    assert sum(sum(map(str.isalnum, word)) for word in page.words) >= letters


@pytest.mark.parametrize("date", ["0001-01-05", "9999-12-28"])
def test_days_at_the_ends_of_the_calendar_are_read(date: str) -> None:
    text = (
        "Israel voted with Russia last year. Iran voted with Russia next month. "
        "China voted against Russia on 28 December. India will vote with Russia next year."
    )
    assert read(text, date=date).text == text
