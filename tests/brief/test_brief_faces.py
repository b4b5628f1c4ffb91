"""The page, the Markdown and the JSON say the same, load nothing and obey no text."""

import csv
import io
import json
import re
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest

from legation.brief import brief, write
from legation.brief.chart_base import PALETTE
from legation.brief.clean import clean, link
from legation.brief.output import as_json
from legation.errors import InputError
from legation.record import Record

VOID = {"meta", "br", "link", "img", "hr", "input", "path", "circle"}


class Page(HTMLParser):
    """Collects what a browser would load, run or show."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.fixture(scope="module")
def page(rich: Record) -> Page:
    return Page(brief(rich, "FRA", "BRA").html())


def test_the_page_is_well_formed_and_small(rich: Record, page: Page) -> None:
    assert page.open == []
    assert len(brief(rich, "FRA", "BRA").html().encode()) < 1_500_000


def test_the_page_loads_nothing(page: Page) -> None:
    for tag, attributes in page.tags:
        assert tag not in {"script", "link", "iframe", "object", "embed", "img", "image", "base"}
        assert "src" not in attributes
        assert "srcset" not in attributes
        for name, value in attributes.items():
            assert not name.startswith("on")
            if name in {"href", "xlink:href"}:
                assert tag == "a"
                assert value is not None
                assert value.startswith(("https://", "#", "data:text/csv;"))
    style = "".join(page.text)
    assert "@import" not in style
    assert "url(http" not in style


def test_hostile_texts_are_shown_and_not_obeyed(rich: Record, page: Page) -> None:
    html = brief(rich, "FRA", "BRA").html()
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert "\u202e" not in html
    assert "\x07" not in html
    assert "javascript:" not in "".join(a.get("href") or "" for _, a in page.tags)
    assert "Arms &lt;b&gt;table&lt;/b&gt;" in html
    markdown = brief(rich, "FRA", "BRA").markdown()
    assert "\\<script\\>" in markdown
    assert "[x](" not in markdown


def test_names_inside_the_page_are_unique_and_links_inside_it_lead_somewhere(page: Page) -> None:
    names = [a["id"] for _, a in page.tags if a.get("id")]
    assert len(names) == len(set(names))
    inside = {a["href"][1:] for t, a in page.tags if t == "a" and (a.get("href") or "")[:1] == "#"}  # type: ignore[index]
    assert inside <= set(names)


def test_the_page_can_be_read_without_seeing_it(page: Page) -> None:
    assert ("html", {"lang": "en"}) in page.tags
    drawings = [a for t, a in page.tags if t == "svg" and a.get("role") == "img"]
    assert drawings
    assert all(a.get("aria-labelledby") or a.get("aria-label") for a in drawings)
    headings = [int(t[1]) for t, _ in page.tags if t in {"h1", "h2", "h3"}]
    assert headings[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(headings))
    tables = sum(t == "table" for t, _ in page.tags)
    labelled = sum(t == "caption" for t, _ in page.tags)
    labelled += sum(t == "div" and a.get("role") == "region" for t, a in page.tags)
    assert tables == labelled


def test_each_figure_stands_on_the_data_under_it(rich: Record) -> None:
    made = brief(rich, "FRA", "BRA")
    assert [f.key for f in made.figures] == ["years", "standing", "timeline", "closeness", "months"]
    for figure in made.figures:
        rows = list(csv.reader(io.StringIO(figure.csv())))
        assert rows[0] == list(figure.columns)
        assert len(rows) == 1 + len(figure.rows)
        drawn = json.dumps([figure.spec(), figure.spec(narrow=True)])
        value = next(c for c in ("share", "value", "mean") if c in figure.columns)
        numbers = [row[figure.columns.index(value)] for row in figure.rows]
        assert any(numbers)
        assert all(json.dumps(number) in drawn for number in numbers if number is not None)


def test_the_line_of_the_years_is_the_table_of_the_years(rich: Record) -> None:
    figure = next(f for f in brief(rich, "FRA", "BRA").figures if f.key == "years")
    columns = list(figure.columns)
    table = {
        (row[columns.index("other")], row[columns.index("year")], row[columns.index("share")])
        for row in figure.rows
        if row[columns.index("state")] == "FRA"
    }
    panel = figure.spec()["hconcat"][0]
    drawn = {(r["other"], r["year"], r["share"]) for r in panel["data"]["values"]}
    sparse = panel["vconcat"][0]["layer"][3]["data"]["values"]
    drawn |= {(r["other"], r["year"], r["share"]) for r in sparse}
    assert drawn == table


def test_figures_can_stand_alone(rich: Record) -> None:
    for figure in brief(rich, "FRA", "BRA").figures:
        assert figure.png(scale=1).startswith(b"\x89PNG")
        assert "var(--" not in figure.svg()
        assert "<script" not in figure.svg()


def test_markdown_page_and_json_carry_the_same_numbers(rich: Record) -> None:
    made = brief(rich, "FRA", "BRA")
    plain = json.loads(as_json(made))
    text = " ".join("".join(Page(made.html()).text).split())
    markdown = made.markdown().replace("\\", "")
    for sentence in (*made.sentences, *(c.sentence for c in made.closeness), *made.limits):
        assert sentence in markdown
        assert " ".join(sentence.split()) in text
    assert plain["share"]["same"] == made.share.same
    assert plain["sentences"] == list(made.sentences)
    assert plain["snapshot"] in text
    assert plain["snapshot"] in markdown
    for vote in plain["landmarks"]:
        assert vote["symbol"] in text
        assert vote["symbol"] in markdown
    assert [f["key"] for f in plain["figures"]] == [f.key for f in made.figures]


def test_the_same_record_gives_the_same_bytes(rich: Record) -> None:
    one, two = (brief(rich, "FRA", "BRA", as_of="2023-12-31") for _ in range(2))
    assert one.html() == two.html()
    assert one.markdown() == two.markdown()
    assert as_json(one) == as_json(two)


def test_the_note_of_the_record_comes_first(rich: Record) -> None:
    rich.note = "Only <b>three</b> facts."
    try:
        made = brief(rich, "FRA", "BRA")
    finally:
        rich.note = ""
    html = made.html()
    assert html.index("Only &lt;b&gt;three") < html.index("<h1")
    assert made.markdown().startswith("> Only")
    assert made.short().startswith("> Only")


@pytest.mark.parametrize("suffix", [".html", ".md", ".json"])
def test_a_file_is_written_whole_in_the_format_of_its_suffix(
    rich: Record, tmp_path: Path, suffix: str
) -> None:
    target = tmp_path / f"brief{suffix}"
    write(brief(rich, "FRA", "BRA"), target)
    start = {".html": "<!doctype html>", ".md": "# France and Brazil", ".json": "{"}[suffix]
    assert target.read_text(encoding="utf-8").startswith(start)
    assert list(tmp_path.iterdir()) == [target]


def test_other_suffixes_and_missing_folders_are_refused(rich: Record, tmp_path: Path) -> None:
    made = brief(rich, "FRA", "BRA")
    with pytest.raises(InputError, match=r"\.html, \.md or \.json"):
        write(made, tmp_path / "brief.pdf")
    with pytest.raises(InputError, match="cannot be written"):
        write(made, tmp_path / "no" / "brief.md")


def test_sources_stand_with_licence_and_citation(rich: Record) -> None:
    made = brief(rich, "FRA", "BRA")
    text = "".join(Page(made.html()).text)
    for source in made.sources:
        assert source.licence in text
        assert source.citation in text
    assert {s.dataset: s.url for s in made.sources} == {
        "arms": "",
        "made": "https://example.org/data",
    }


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("a\u202eb\u2066c", "abc"),
        (" a \n\t b\x00c ", "a b c"),
        ("x" * 20, "xxxxxxxxx…"),
        (None, ""),
    ],
)
def test_texts_become_one_line_without_hidden_characters(raw: str | None, shown: str) -> None:
    assert clean(raw, 10) == shown


def test_only_plain_web_addresses_become_links() -> None:
    assert link("https://undocs.org/A/RES/1") == "https://undocs.org/A/RES/1"
    for bad in ("javascript:alert(1)", "http://a b", 'https://x"onclick=', "file:///etc", "", None):
        assert link(bad) is None


def _luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, two: str) -> float:
    low, high = sorted((_luminance(one), _luminance(two)))
    return (high + 0.05) / (low + 0.05)


def test_colours_have_contrast_enough_to_be_read_in_light_dark_and_print() -> None:
    css = files("legation.brief").joinpath("templates/brief.css").read_text(encoding="utf-8")
    light, dark, printed = (
        {name: _six(value) for name, value in re.findall(r"--(\w+): (#\w+)", block)}
        for block in re.findall(r":root \{(.*?)\}", css, re.DOTALL)
    )
    for theme in (light, dark, printed):
        for text in ("ink", "soft", "link", "yes", "no", "a", "b", "t1", "t2", "t3", "t4"):
            assert _contrast(theme[text], theme["paper"]) >= 4.5, text
        assert _contrast(theme["on"], theme["yes"]) >= 4.5
        assert _contrast(theme["ink"], theme["shade"]) >= 4.5
    assert {k: v for k, v in light.items() if k in PALETTE} == {
        k: _six(v) for k, v in PALETTE.items()
    }


def _six(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(2 * c for c in colour[1:])


def test_a_brief_shows_itself_in_a_line_and_in_a_notebook(rich: Record) -> None:
    made = brief(rich, "FRA", "BRA")
    assert repr(made).startswith("Brief(France and Brazil: In the last six full years")
    assert made._repr_html_().startswith("<h3>France and Brazil</h3><p>In the last")
