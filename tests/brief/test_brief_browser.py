"""The page in a real browser: it asks for nothing, fits every screen and follows the scheme."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from legation.brief import brief, multiples, write
from legation.record import Record
from legation.record.casebook import open_casebook
from tests.brief.made_index import MadeIndex, stand_in

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as play:
        yield play.chromium.launch(executable_path=CHROMIUM, args=flags)


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("page") / "brief.html"
    with open_casebook() as record:
        write(brief(record, "RUS", "ISR"), file)
    return file


@pytest.fixture(scope="module")
def index_files(tmp_path_factory: pytest.TempPathFactory, rich: Record) -> dict[str, Path]:
    """A brief with the index on it, and a page of many pairs."""
    folder = tmp_path_factory.mktemp("index")
    with pytest.MonkeyPatch.context() as patch:
        stand_in(patch, lambda _record, pairs, **_: MadeIndex(*pairs, shocks=3))
        write(brief(rich, "FRA", "BRA"), folder / "brief.html")
        many = multiples(rich, [("FRA", "BRA"), ("USA", "CHN"), ("IND", "FRA")])
        write(many, folder / "pairs.html")
    return {name: folder / f"{name}.html" for name in ("brief", "pairs")}


@pytest.mark.parametrize("width", [360, 390, 768, 1280, 1920])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_and_asks_for_nothing(
    browser: Browser, page_file: Path, width: int, scheme: str
) -> None:
    check_fit(browser, page_file, width, scheme)


@pytest.mark.parametrize("name", ["brief", "pairs"])
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_pages_with_the_index_fit_and_ask_for_nothing(
    browser: Browser, index_files: dict[str, Path], name: str, width: int, scheme: str
) -> None:
    check_fit(browser, index_files[name], width, scheme)


def test_a_bar_leads_to_its_row(browser: Browser, index_files: dict[str, Path]) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(index_files["brief"].as_uri())
    link = page.locator("#figure-waterfall svg.wide a").nth(2)
    assert link.get_attribute("href") == "#row-3"
    link.dispatch_event("click")
    assert page.url.endswith("#row-3")
    assert page.locator("#row-3").is_visible()
    page.close()


def check_fit(browser: Browser, page_file: Path, width: int, scheme: str) -> None:
    asked: list[str] = []
    said: list[str] = []
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(page_file.as_uri())
    page.wait_for_timeout(100)
    assert [u for u in asked if not u.startswith("data:")] == [page_file.as_uri()]
    assert said == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shown = page.locator("svg:visible")
    assert shown.count() >= 1
    for i in range(shown.count()):
        box = shown.nth(i).bounding_box()
        assert box is not None
        assert box["x"] >= -1
        assert box["x"] + box["width"] <= width + 1
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    light = sum(int(n) for n in background.removeprefix("rgb(").removesuffix(")").split(",")[:3])
    assert (light > 384) == (scheme == "light"), background
    page.close()


def test_the_page_prints_on_a4_without_losing_its_sentence(
    browser: Browser, page_file: Path
) -> None:
    page = browser.new_page()
    page.goto(page_file.as_uri())
    page.emulate_media(media="print")
    printed = page.pdf(format="A4")
    assert printed.startswith(b"%PDF")
    assert "Russia" in page.locator("h1").inner_text()
    assert page.locator("h1").is_visible()
    page.close()


def test_keys_alone_reach_the_data_under_a_figure(browser: Browser, page_file: Path) -> None:
    page = browser.new_page()
    page.goto(page_file.as_uri())
    summary = page.locator("details > summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert summary.evaluate("e => e.parentElement.open")
    assert page.locator("details[open] table").first.is_visible()
    page.close()
