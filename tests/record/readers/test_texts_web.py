"""Pages, feeds, web archives and JSON lines: what is read of them, and what is refused."""

from __future__ import annotations

import datetime as dt
import io
import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

import legation.record as rec
from legation.record.readers import articles, feeds, headlines, speeches, warc, web
from tests.record.mutate import endure

READERS = [
    reader
    for module in (speeches, headlines, articles, web, feeds, warc)
    for reader in module.READERS
]
PARAGRAPH = (
    "The foreign ministers of the two states met in the capital on Tuesday and spoke about trade, "
    "grain and the security of the region, their offices said. "
)
PAGE = f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Ministers meet | Example News</title>
<meta property="og:site_name" content="Example News">
<meta property="article:published_time" content="2022-03-02T10:00:00+03:00">
<link rel="canonical" href="https://www.example.org/news/1"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Ministers meet</h1>
<p>{PARAGRAPH}</p><script>steal()</script><p>“No progress” – so the café’s owner.</p>
<p onclick="steal()">{PARAGRAPH}</p></article></body></html>
"""
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"
 xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Example News</title><link>https://www.example.org/</link>
<atom:link href="https://www.example.org/feed" rel="self"/><language>en-us</language>
<image><title>Logo</title><link>https://img.example.net/</link></image>
<item><media:title>Picture</media:title><title>Talks &amp;amp; grain</title>
<link>https://www.example.org/news/1?utm_source=rss</link>
<description>
&lt;p&gt;A &lt;b&gt;lead&lt;/b&gt;&lt;script&gt;x()&lt;/script&gt;&lt;/p&gt;</description>
<pubDate>Wed, 02 Mar 2022 10:00:00 GMT</pubDate><dc:creator>Jo Doe</dc:creator></item>
<item><title>Whole text</title><guid>https://www.example.org/news/2</guid>
<description>short</description>
<content:encoded><![CDATA[<p>All of it.</p>]]></content:encoded></item>
<item><title>Bad day</title><link>/news/3</link><pubDate>soon</pubDate></item>
<item><title>Bad address</title><link>javascript:alert(1)</link></item>
<item><link>https://www.example.org/news/5</link></item>
</channel></rss>
"""
ATOM = """<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ru"><title>Example</title>
<link href="https://www.example.org/"/>
<entry><title type="html">A &lt;b&gt;talk&lt;/b&gt;</title><link href="/news/1"/>
<published>2022-03-02T10:00:00Z</published><author><name>Jo Doe</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One <b>two</b> three.</p>
<p>Four.</p></div></content></entry></feed>
"""
RDF = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Example</title><link>https://www.example.org/</link></channel>
<item><title>Old style</title><link>https://www.example.org/news/9</link>
<dc:date>2003-03-20</dc:date></item></rdf:RDF>
"""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a reader tried to reach the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture
def record() -> Iterator[rec.Record]:
    opened = rec.open_record(":memory:")
    yield opened
    opened.close()


def read(record: rec.Record, folder: Path, name: str, content: str | bytes) -> rec.Added:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (added,) = rec.add(record, [path], readers=READERS)
    assert added.counts.adds_up
    return added


def reasons(record: rec.Record) -> dict[str, str]:
    rows = record.query("SELECT locator, reason FROM reject")
    return {row["locator"]: row["reason"] for row in rows}


# -- pages ----------------------------------------------------------------------------------


def test_a_page_gives_its_words_day_outlet_and_language(record: rec.Record, tmp_path: Path) -> None:
    assert read(record, tmp_path, "page.html", PAGE).counts.stored == 1
    (row,) = record.query("SELECT * FROM document")
    assert row["document_id"] == "example.org/news/1"
    assert row["date"] == dt.date(2022, 3, 2)
    assert (row["title"], row["outlet"], row["language"], row["kind"]) == (
        "Ministers meet",
        "example.org",
        "en",
        "article",
    )
    assert row["text"].count(PARAGRAPH.strip()) == 2
    assert "“No progress” – so the café’s owner." in row["text"]
    assert "steal" not in row["text"]
    assert "Home" not in row["text"]


def test_a_false_encoding_is_not_believed(record: rec.Record, tmp_path: Path) -> None:
    lying = PAGE.replace('charset="utf-8"', 'charset="iso-8859-1"')
    read(record, tmp_path, "lying.html", lying)
    (row,) = record.query("SELECT text, locator FROM document")
    assert "“No progress” – so the café’s owner." in row["text"]
    other = PAGE.replace("news/1", "news/2").encode("cp1252")
    read(record, tmp_path, "windows.html", other)
    (row,) = record.query("SELECT text, locator FROM document WHERE document_id LIKE '%news/2'")
    assert "“No progress” – so the café’s owner." in row["text"]
    assert row["locator"] == "windows.html (read as cp1252)"


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<!doctype html><html><body></body></html>", "no text could be found on the page"),
        (
            "<html><body>" + "<div>" * 500 + PARAGRAPH + "</div>" * 500,
            "is nested too deep to be parsed whole",
        ),
        ("<html><body><p>" + PARAGRAPH * 40_000, "is larger than 5,000,000 bytes"),
        (b"<html><body><p>\x81\x8d\xff</p>", "is neither UTF-8 nor Windows-1252"),
    ],
    ids=["empty", "deep", "large", "bytes"],
)
def test_a_page_that_cannot_be_read_is_a_reject(
    record: rec.Record, tmp_path: Path, page: str | bytes, reason: str
) -> None:
    counts = read(record, tmp_path, "page.html", page).counts
    assert (counts.read, counts.rejected) == (1, 1)
    assert reasons(record) == {"page.html": reason}


# -- feeds ----------------------------------------------------------------------------------


def test_a_page_of_blanks_does_not_take_long() -> None:
    start = time.process_time()
    with pytest.raises(web.UnreadableError, match="no text"):
        web.page(b"<html>" + b" " * 1_000_000)
    assert time.process_time() - start < 5


def test_each_item_of_a_feed_has_a_fate(record: rec.Record, tmp_path: Path) -> None:
    counts = read(record, tmp_path, "feed.xml", RSS).counts
    assert (counts.read, counts.stored, counts.rejected) == (5, 2, 3)
    first, second = record.query("SELECT * FROM document ORDER BY document_id")
    assert first["document_id"] == "example.org/news/1"
    assert (first["title"], first["text"]) == ("Talks & grain", "A lead")
    assert (first["kind"], first["speaker"], first["language"]) == ("headline", "Jo Doe", "en")
    assert first["date"] == dt.date(2022, 3, 2)
    assert (second["kind"], second["text"]) == ("article", "All of it.")
    assert second["outlet"] == "example.org"
    assert reasons(record) == {
        "item 3": "date 'soon' cannot be read",
        "item 4": "url 'javascript:alert(1)' is not a web address",
        "item 5": "has neither title nor text",
    }


def test_atom_and_the_older_rss_are_read_too(record: rec.Record, tmp_path: Path) -> None:
    assert read(record, tmp_path, "atom.xml", ATOM).counts.stored == 1
    (row,) = record.query("SELECT * FROM document")
    assert (row["title"], row["language"], row["speaker"]) == ("A talk", "ru", "Jo Doe")
    assert row["text"].split() == "One two three. Four.".split()
    assert row["url"] == "https://www.example.org/news/1"
    assert read(record, tmp_path, "old.rdf", RDF).counts.stored == 1
    (row,) = record.query("SELECT * FROM document WHERE title = 'Old style'")
    assert row["date"] == dt.date(2003, 3, 20)


def test_an_item_and_its_page_are_one_document_with_the_longer_text(
    record: rec.Record, tmp_path: Path
) -> None:
    read(record, tmp_path, "page.html", PAGE)
    assert read(record, tmp_path, "feed.xml", RSS).overlapping == 1
    (row,) = record.query("SELECT text FROM document WHERE document_id = 'example.org/news/1'")
    assert len(row["text"]) > 300


BOMB = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("feed", "problem"),
    [
        (f"{BOMB}]>\n<rss><channel><item><title>&i;</title></item></channel></rss>", "entities"),
        (
            '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<rss><channel><item>'
            "<title>&x;</title></item></channel></rss>",
            "entities",
        ),
        (RSS[:900], "line "),
        ("<rss>" + "<a>" * 5_000, "nests elements more than 250 deep"),
    ],
    ids=["billion laughs", "outside file", "truncated", "deep"],
)
def test_a_feed_that_cannot_be_trusted_is_refused_with_one_line(
    record: rec.Record, tmp_path: Path, feed: str, problem: str
) -> None:
    (tmp_path / "feed.xml").write_text(feed)
    (added,) = rec.add(record, [tmp_path / "feed.xml"], readers=feeds.READERS)
    if not feeds.READERS[0].matches(next(iter(members(tmp_path / "feed.xml")))):
        assert added.refused
        return
    assert problem in added.problem
    assert added.refused
    assert "\n" not in added.problem
    assert record.query("SELECT count(*) AS n FROM document") == [{"n": 0}]


def members(path: Path) -> Iterator[object]:
    from legation.record.unpack import members as unpacked

    return unpacked(path, path.parent)


# -- web archives ---------------------------------------------------------------------------


def archive(gzip: bool, bomb: bool = True) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gzip)

    def response(url: str, status: str, body: bytes, *headers: tuple[str, str]) -> None:
        http = StatusAndHeaders(status, list(headers), protocol="HTTP/1.0")
        payload = io.BytesIO(body)
        record = writer.create_warc_record(url, "response", payload=payload, http_headers=http)
        writer.write_record(record)

    import gzip as gz

    html = ("Content-Type", "text/html; charset=utf-8")
    writer.write_record(writer.create_warcinfo_record("x.warc", {"software": "test"}))
    response("https://www.example.org/news/1", "200 OK", PAGE.encode(), html)
    response("https://www.example.org/a.png", "200 OK", b"\x89PNG", ("Content-Type", "image/png"))
    response("https://www.example.org/gone", "404 Not Found", PAGE.encode(), html)
    packed = gz.compress(PAGE.encode())
    response("https://example.net/2", "200 OK", packed, html, ("Content-Encoding", "gzip"))
    response("https://example.net/3", "200 OK", b"?", html, ("Content-Encoding", "br"))
    if bomb:
        large = gz.compress(b"<html>" + b" " * 50_000_000)
        response("https://example.net/4", "200 OK", large, html, ("Content-Encoding", "gzip"))
    return out.getvalue()


@pytest.mark.parametrize("gzip", [True, False])
def test_each_archived_page_has_a_fate(record: rec.Record, tmp_path: Path, gzip: bool) -> None:
    name = "crawl.warc.gz" if gzip else "crawl.warc"
    counts = read(record, tmp_path, name, archive(gzip)).counts
    assert (counts.read, counts.stored, counts.rejected) == (5, 2, 3)
    urls = {row["url"] for row in record.query("SELECT url FROM document")}
    assert urls == {"https://www.example.org/news/1", "https://example.net/2"}
    assert sorted(reasons(record).values()) == [
        "content encoding 'br' is not supported",
        "is larger than 5,000,000 bytes",
        "the server answered with status 404",
    ]
    assert "record 4, https://www.example.org/gone" in reasons(record)


# -- JSON lines -----------------------------------------------------------------------------


def test_json_lines_are_read_by_their_common_names(record: rec.Record, tmp_path: Path) -> None:
    items = [
        {
            "title": "One",
            "text": "<p>Words &amp; more</p>",
            "date": "2 March 2022",
            "url": "http://www.example.org/1",
        },
        {
            "Headline": "Two",
            "body": "text",
            "publishedAt": "2022-03-02T00:00:00Z",
            "source": {"id": None, "name": "Example"},
        },
        {"title": "Three", "link": "https://example.org/3", "author": ["A", "B"], "lang": "ru"},
        {
            "title": "Four",
            "content": "Said here.",
            "kind": "statement",
            "state": "Israel",
            "published": "2022-03-03",
        },
    ]
    read(record, tmp_path, "a.jsonl", "\n".join(json.dumps(i) for i in items))
    rows = {row["title"]: row for row in record.query("SELECT * FROM document")}
    assert rows["One"]["text"] == "Words & more"
    assert (rows["One"]["outlet"], rows["One"]["date"]) == ("example.org", dt.date(2022, 3, 2))
    assert (rows["Two"]["outlet"], rows["Two"]["url"]) == ("Example", None)
    assert rows["Two"]["document_id"].startswith("sha256:")
    assert (rows["Three"]["kind"], rows["Three"]["speaker"]) == ("headline", "A, B")
    assert rows["Three"]["language"] == "ru"
    assert (rows["Four"]["kind"], rows["Four"]["state"]) == ("statement", "ISR")


def test_what_is_wrong_with_a_line_is_said(record: rec.Record, tmp_path: Path) -> None:
    good = {"title": "T", "text": "words", "date": "2020-01-01", "url": "https://example.org/1"}
    lines = [
        json.dumps(good),
        json.dumps(good),
        json.dumps({**good, "title": "Other"}),
        '{"title": "cut',
        "[1, 2]",
        json.dumps({**good, "date": "3020-01-01"}),
        json.dumps({**good, "url": "javascript:x"}),
        json.dumps({**good, "text": 7}),
        json.dumps({**good, "state": "Isreal"}),
        json.dumps({**good, "kind": "rumour"}),
        json.dumps({"date": "2020-01-01"}),
        '{"title": "\\ud800", "text": "lone"}',
        '{"title": ' + "[" * 100_000,
        json.dumps({"title": "long", "text": "x" * 5_000_001}),
    ]
    counts = read(record, tmp_path, "a.jsonl", "\n".join(lines)).counts
    assert (counts.read, counts.stored, counts.duplicates, counts.rejected) == (14, 1, 1, 12)
    assert reasons(record) == {
        "line 3": "repeats an earlier row with other values",
        "line 4": "is not valid JSON",
        "line 5": "is not a JSON object",
        "line 6": "date 3020-01-01 is in the future",
        "line 7": "url 'javascript:x' is not a web address",
        "line 8": "text is not text",
        "line 9": "no state 'Isreal'",
        "line 10": "kind 'rumour' is none of article, statement, speech, headline",
        "line 11": "has neither title nor text",
        "line 12": "title: not valid UTF-8",
        "line 13": "is not valid JSON",
        "line 14": "is longer than 5,000,000 characters",
    }


# -- speeches and headlines -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("QAT_63_2010.txt", b"words", "session 63 was not held in 2010"),
        ("QQQ_63_2008.txt", b"words", "no state with code QQQ in 2008"),
        ("QAT_63_2008.txt", b"  ", "has no text"),
        ("QAT_63_2008.txt", b"\x81\x8d\xff", "is neither UTF-8 nor Windows-1252"),
        ("QAT_63_2008.txt", b"x" * 5_000_001, "is longer than 5,000,000 characters"),
    ],
)
def test_a_speech_that_cannot_be_read_is_a_reject(
    record: rec.Record, tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    counts = read(record, tmp_path, name, content).counts
    assert (counts.read, counts.rejected) == (1, 1)
    assert reasons(record) == {name: reason}


def test_a_speech_in_another_encoding_says_so(record: rec.Record, tmp_path: Path) -> None:
    read(record, tmp_path, "FRA_63_2008.txt", "C’est l’été".encode("cp1252"))
    (row,) = record.query("SELECT text, locator FROM document")
    assert row == {"text": "C’est l’été", "locator": "FRA_63_2008.txt (read as cp1252)"}


def test_headlines_of_one_outlet_can_be_added_from_a_folder(
    record: rec.Record, tmp_path: Path
) -> None:
    folder = tmp_path / "tass" / "search"
    folder.mkdir(parents=True)
    items = [
        {"t": "A", "d": "2026-03-08", "u": "https://tass.com/1", "s": "TUNIS"},
        {"t": "A", "d": "2026-03-08", "u": "https://tass.com/1", "s": "TUNIS"},
        {"t": "B", "d": "2026-13-08", "u": "https://tass.com/2", "s": "x"},
        {"t": "C", "u": "https://tass.com/3"},
        {"t": 4, "d": "2026-03-08"},
        "D",
    ]
    counts = read(record, folder, "2026.json", json.dumps(items)).counts
    assert (counts.read, counts.stored, counts.duplicates, counts.rejected) == (6, 1, 1, 4)
    assert reasons(record) == {
        "tass/2026.json, item 3": "date '2026-13-08' cannot be read",
        "tass/2026.json, item 4": "d is missing",
        "tass/2026.json, item 5": "t is not text",
        "tass/2026.json, item 6": "is not a JSON object",
    }
    other = read(record, tmp_path, "2026.json", json.dumps(items))
    assert other.refused  # without its folder nothing says whose headlines they are


# -- damage ---------------------------------------------------------------------------------

JSONL = "\n".join(
    json.dumps(
        {
            "title": f"Title {n}",
            "text": "w " * n,
            "date": f"2020-01-{n:02}",
            "url": f"https://e.org/{n}",
        }
    )
    for n in range(1, 31)
)
SIDES = "\n".join(
    json.dumps(
        {
            "ID": f"abcd{n}",
            "topic": "t",
            "source": "S",
            "source_url": "www.e.org",
            "url": f"https://e.org/{n}",
            "date": "2019-04-15",
            "title": f"Title {n}",
            "bias_text": "left",
            "text": "words",
        }
    )
    for n in range(30)
)
RUSSIAN = (
    "["
    + ",\n".join(
        json.dumps(
            {"t": f"Title {n}", "d": "2026-03-08", "u": f"https://tass.com/{n}", "s": "TUNIS"}
        )
        for n in range(30)
    )
    + "]"
)


@pytest.mark.parametrize(
    ("reader", "name", "content", "least"),
    [
        (speeches.READERS[0], "QAT_63_2008.txt", "It is an honour.\nWe thank.\n" * 10, 280),
        (headlines.READERS[1], "titles.jsonl", SIDES, 200),
        (headlines.READERS[0], "2026.json", RUSSIAN, 50),
        (articles.READERS[0], "a.jsonl", JSONL, 200),
        (web.READERS[0], "page.html", PAGE, 200),
        (feeds.READERS[0], "feed.xml", RSS, 50),
        (warc.READERS[0], "crawl.warc", archive(gzip=False, bomb=False), 50),
    ],
    ids=["speech", "titles", "headlines", "articles", "page", "feed", "warc"],
)
def test_every_row_of_a_damaged_file_has_a_fate(
    tmp_path: Path, reader: object, name: str, content: str | bytes, least: int
) -> None:
    folder = tmp_path / "tass" / "search"
    folder.mkdir(parents=True)
    data = content if isinstance(content, bytes) else content.encode()
    assert endure(reader, name, data, folder, tables=("document",)) >= least  # type: ignore[arg-type]
