"""Texts come in as plain text, web pages and JSON lines; offsets are those of the stored text."""

import datetime as dt
import gzip
import json

import pytest

import legation.reading as reading
from legation.errors import InputError, UnknownNameError
from legation.reading.preparing import prepare
from legation.reading.text.documents import Document, Unread, documents
from legation.reading.text.language import language_of
from legation.reading.text.markup import visible

PAGE = (
    "<!doctype html><html lang='en'><head><title>Strike</title></head><body><article>"
    "<p>Israel struck Syria on Monday, officials of the ministry said in a statement.</p>"
    "<p>The Kremlin condemned the attack in the strongest terms, and so did others.</p>"
    "</article></body></html>"
)


def test_a_text_is_read_with_its_day_and_outlet() -> None:
    found = reading.read("Israel struck Syria.", date="2020-05-01", outlet="example.org")
    assert found.date == dt.date(2020, 5, 1)
    assert (found.outlet, found.text) == ("example.org", "Israel struck Syria.")
    assert found.engine.startswith("rules ")
    assert reading.read("x", date="1 May 2020").date == dt.date(2020, 5, 1)


def test_a_web_page_is_read_as_its_text() -> None:
    found = reading.read(PAGE)
    assert found.text.startswith("Israel struck Syria")
    assert "<" not in found.text
    assert any("web page" in note for note in found.notes)


def test_tags_inside_a_text_move_no_offset() -> None:
    text = "<p>Russia <b>left</b>.</p><p>Israel&nbsp;stayed <applause>.</p>"
    shown = visible(text)
    assert len(shown) == len(text)
    assert "applause" in shown
    page = prepare(text)
    assert [text[one.start : one.end] for one in page.mentions] == ["Russia", "Israel"]
    assert len(page.sentences) == 2


def test_other_languages_get_a_note_and_nothing_else() -> None:
    text = "Le président russe a déclaré que la Syrie est un pays ami de la Russie et de la France."
    found = reading.read(text)
    assert found.language == "fr"
    assert (found.quotes, found.events, found.stances, found.claims) == ((), (), (), ())
    assert any("only English" in note for note in found.notes)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The minister said that it was not the first time they had met in the city.", "en"),
        ("Der Minister sagte, dass es nicht das erste Mal war und sie sich auch treffen.", "de"),
        ("Президент России заявил, что переговоры будут продолжены.", "ru"),
        ("Президент України заявив, що переговори триватимуть і надалі.", "uk"),
        ("قال وزير الخارجية إن المحادثات ستستمر", "ar"),
        ("外交部发言人说", "zh"),
        ("外務省の報道官は述べた", "ja"),
        ("Israel strikes Syria", None),
        ("", None),
    ],
)
def test_the_language_is_told_by_script_and_frequent_words(text: str, language: str) -> None:
    assert language_of(text, text.lower().split()) == language


def test_json_lines_give_a_document_a_line(tmp_path) -> None:
    file = tmp_path / "articles.jsonl.gz"
    rows = [
        {"title": "One", "text": "Israel left.", "date": "2020-01-02", "id": "a7", "url":
         "https://www.example.org/1", "lang": "en-US"},
        {"title": "Two", "text": "", "published": "2020-01-03"},
    ]  # fmt: skip
    with gzip.open(file, "wt", encoding="utf-8") as handle:
        handle.write(json.dumps(rows[0]) + "\n\n{broken\n[1]\n" + json.dumps(rows[1]) + "\n")
        handle.write('{"title": "x", "text": "y", "date": "no day"}\n')
    one, broken, listed, two, undated = documents(file)
    assert isinstance(one, Document)
    assert (one.key, one.date, one.outlet) == ("a7", dt.date(2020, 1, 2), "example.org")
    assert (one.language, one.where) == ("en", "articles.jsonl.gz, line 1")
    assert isinstance(broken, Unread)
    assert isinstance(listed, Unread)
    assert isinstance(two, Document)
    assert two.text == "Two"
    assert isinstance(undated, Unread)
    assert "no day" in undated.why


def test_a_page_and_a_plain_file_are_one_document(tmp_path) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    (tmp_path / "plain.txt").write_text("Israel left.\n\nRussia came.\n")
    (page,) = documents(tmp_path / "page.html")
    (plain,) = documents(tmp_path / "plain.txt")
    assert isinstance(page, Document)
    assert page.text.startswith("Israel struck")
    assert page.title == "Strike"
    assert isinstance(plain, Document)
    assert plain.text == "Israel left.\n\nRussia came."


def test_wrong_input_is_one_clear_line(tmp_path) -> None:
    with pytest.raises(InputError, match="not one day; write it as"):
        reading.read("x", date="2020-13-01")
    with pytest.raises(InputError, match="a text is a string, not bytes"):
        reading.read(b"x")  # type: ignore[arg-type]
    with pytest.raises(UnknownNameError, match="no engine 'oracle'; there are"):
        reading.read("x", engine="oracle")
    with pytest.raises(InputError, match="takes no option"):
        reading.read("x", engine="rules:fast")
    with pytest.raises(InputError, match="longer than 5,000,000; divide it"):
        reading.read("a" * 5_000_001)
    with pytest.raises(InputError, match="cannot be read"):
        list(documents(tmp_path / "missing.txt"))
