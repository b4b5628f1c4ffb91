"""What readers of texts share: words, days, addresses, identity."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.record.readers import texts
from legation.record.readers.texts import UnreadableError


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("Q&amp;A: &quot;no comment&#039;s&quot;", 'Q&A: "no comment\'s"'),
        ("<p>One</p><p>two <b>three</b></p>", "One\n\ntwo three"),
        ("a<script>alert(1)</script>b<style>p{}</style>c", "abc"),
        ("a<SCRIPT type=x>alert('<p>')</script >b", "ab"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;rest", "rest"),
        ("&amp;lt;img src=x onerror=alert(1)&amp;gt;rest", "rest"),
        ("a<!-- hidden <b> -->b", "ab"),
        ("<x-card onclick=go()>held</x-card>", "held"),
        ("[<applause>] 3 < 4 > 2 <nat cars on the road in China>",) * 2,
        ("cut <img src=x onerror=alert(1)", "cut < img src=x onerror=alert(1)"),
        ("AT&T; R&D, a=1&copy=2", "AT&T; R&D, a=1&copy=2"),
        ("nul\0 and bell\a", "nul\ufffd and bell\ufffd"),
        ("Windows\r\nMac\rend", "Windows\nMac\nend"),
    ],
)
def test_markup_goes_and_words_stay(given: str, words: str) -> None:
    assert texts.plain(given) == words


@given(st.text("<>/&;!-=\"' abpsckriptyle#x60lg", max_size=200))
def test_nothing_a_browser_would_run_survives(text: str) -> None:
    words = texts.plain(text)
    assert "<script" not in words.lower()
    assert "<a " not in words
    assert "<!--" not in words or "-->" not in words.split("<!--", 1)[1]


@pytest.mark.parametrize(
    "hostile",
    [
        "<" * 1_000_000,
        "<script>" * 100_000,
        "<!--" * 200_000,
        "<" + "a" * 2_000_000,
        "<a " + "b=" * 1_000_000,
        "&" + "amp;" * 500_000 + "lt;b&gt;",
        "</script" * 100_000,
    ],
    ids=lambda text: text[:12],
)
def test_no_text_takes_long_to_clean(hostile: str) -> None:
    start = time.process_time()
    texts.plain(hostile)
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2022-03-02", dt.date(2022, 3, 2)),
        ("20220302", dt.date(2022, 3, 2)),
        ("2022-03-02T23:59:00-05:00", dt.date(2022, 3, 2)),
        ("Wed, 02 Mar 2022 10:00:00 GMT", dt.date(2022, 3, 2)),
        ("Wed, 02 Mar 22 10:00:00 GMT", dt.date(2022, 3, 2)),
        ("2 March 2022", dt.date(2022, 3, 2)),
        ("March 2nd, 2022", dt.date(2022, 3, 2)),
        ("Sept. 5, 2019", dt.date(2019, 9, 5)),
        (20220302, dt.date(2022, 3, 2)),
        (None, None),
        ("  ", None),
    ],
)
def test_a_day_is_read_as_written(written: object, day: dt.date | None) -> None:
    assert texts.read_date(written) == day


@pytest.mark.parametrize(
    "written",
    [
        "01/02/2020",
        "2020",
        "2020-02-30",
        "30 February 2020",
        "yesterday",
        "Ma 3, 2020",
        True,
        1.5,
        {"year": 2020},
        "9" * 5_000,
    ],
)
def test_an_ambiguous_or_impossible_day_is_refused(written: object) -> None:
    with pytest.raises(UnreadableError, match="cannot be read"):
        texts.read_date(written)


def test_a_day_before_1900_or_in_the_future_is_refused() -> None:
    with pytest.raises(UnreadableError, match="1899-12-31 is before 1900"):
        texts.read_date("1899-12-31")
    with pytest.raises(UnreadableError, match="is in the future"):
        texts.read_date((dt.date.today() + dt.timedelta(days=3)).isoformat())


def test_spellings_of_one_address_have_one_key() -> None:
    spellings = [
        "https://www.example.org/a/b?x=1&y=2",
        "http://example.org/a/b/?y=2&x=1&utm_source=feed#top",
        "HTTPS://WWW.EXAMPLE.ORG:443/a/b?fbclid=9&x=1&y=2",
    ]
    assert {texts.document_id(url) for url in spellings} == {"example.org/a/b?x=1&y=2"}
    assert texts.document_id("https://example.org/A/b") != texts.document_id(
        "https://example.org/a/b"
    )


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "//x.org/a",
        "http://[",
        "http:// x",
        "ftp://x.y",
    ],
)
def test_only_web_addresses_are_addresses(address: str) -> None:
    with pytest.raises(UnreadableError, match="is not a web address"):
        texts.web_address(address)


def test_a_document_without_address_is_known_by_its_content() -> None:
    one = texts.document_id(None, "outlet", dt.date(2020, 1, 1), "title", None)
    assert one == texts.document_id(None, "outlet", dt.date(2020, 1, 1), "title", None)
    assert one != texts.document_id(None, "outlet", dt.date(2020, 1, 2), "title", None)
    assert one.startswith("sha256:")
    assert texts.document_id(None, "\ud800")  # a lone surrogate has a digest too


def test_no_byte_is_lost_in_decoding() -> None:
    assert texts.decode("né".encode()) == ("né", "")
    assert texts.decode("né".encode("cp1252"), "utf-8") == ("né", "read as cp1252")
    assert texts.decode("мир".encode("cp1251"), "windows-1251") == ("мир", "read as windows-1251")
    assert texts.decode("né".encode(), "latin-1") == ("né", "")  # the bytes are UTF-8
    assert texts.decode("né".encode("utf-16")) == ("né", "read as utf-16-le")
    with pytest.raises(UnreadableError, match="neither UTF-8 nor Windows-1252"):
        texts.decode(b"\x81\x8d\xff")


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en-US", "en"),
        ("RU", "ru"),
        ("pt_BR", "pt"),
        ("eng", None),
        ("English", None),
        (None, None),
    ],
)
def test_a_language_is_taken_from_its_tag_or_left_out(tag: object, code: str | None) -> None:
    assert texts.language_code(tag) == code
