"""The documentation says what is there: links, commands, names, examples and made pages."""

from __future__ import annotations

import ast
import doctest
import html
import importlib
import json
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cyclopts import CycloptsError

import legation
from legation.checking.describe import claims_page
from legation.cli import describe_python
from legation.cli.app import app
from legation.cli.describe import commands_page
from legation.record.casebook import open_casebook
from legation.record.readers.describe import readers_page

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
READ_FIRST = [page for name in ("README.md", "CONTRIBUTING.md") if (page := ROOT / name).exists()]
PARTS = ("un_membership", "holders", "capitals")
ROOMS = (
    "states", "record", "relations", "reading", "balance", "checking", "narratives", "brief", "cli",
)  # fmt: skip

_FENCE = re.compile(r"^( *)```(\w*)[^\n]*\n(.*?)^\1```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[[^\]\n]*(?:\n[^\]\n]*)?\]\(([^)\s]+)\)")
_FILE = re.compile(r"<!-- file: (\S+) -->\n```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


each_page = pytest.mark.parametrize("page", [*PAGES, *READ_FIRST], ids=name_of)


def fences(page: Path, *languages: str) -> Iterator[str]:
    for found in _FENCE.finditer(page.read_text("utf-8")):
        if found[2] in languages:
            yield found[3]


def prose(page: Path) -> str:
    return _FENCE.sub("", page.read_text("utf-8"))


def anchors(page: Path) -> set[str]:
    """Give the anchors of a page's headings, as Python-Markdown makes them."""
    found = set()
    for heading in re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE):
        text = re.sub(r"[^\w\s-]", "", html.unescape(heading.replace("`", ""))).strip().lower()
        found.add(re.sub(r"[-\s]+", "-", text))
    return found


@each_page
def test_links_to_files_and_headings_resolve(page: Path) -> None:
    for link in _LINK.findall(prose(page)):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        assert target.exists(), f"{name_of(page)}: {link}"
        if anchor and target.suffix == ".md":
            assert anchor in anchors(target), f"{name_of(page)}: {link}"


def commands(page: Path) -> Iterator[list[str]]:
    for block in fences(page, "console", "sh", "bash", ""):
        for line in block.splitlines():
            text = line.strip().removeprefix("$ ")
            if text.startswith("legation "):
                yield shlex.split(text, comments=True)[1:]


@each_page
def test_commands_shown_exist_with_their_options(page: Path) -> None:
    for words in commands(page):
        try:
            app.parse_args(words, exit_on_error=False, print_error=False)
        except CycloptsError as error:
            pytest.fail(f"{name_of(page)}: legation {' '.join(words)}: {error}")


def test_a_command_that_does_not_exist_would_be_found() -> None:
    for words in (["nonsense"], ["relation", "RUS", "ISR", "--form", "2020"], ["export", "vote"]):
        with pytest.raises(CycloptsError):
            app.parse_args(words, exit_on_error=False, print_error=False)


@each_page
def test_python_shown_compiles_and_imports_what_exists(page: Path) -> None:
    for block in fences(page, "python"):
        if re.match(r"\w+\(\n|\w+\(.*\) -> ", block):
            continue  # a signature of the reference
        for node in ast.walk(ast.parse(block)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("legation"):
                module = importlib.import_module(str(node.module))
                for alias in node.names:
                    assert hasattr(module, alias.name), f"{name_of(page)}: {alias.name}"
            if isinstance(node, ast.Attribute):
                check_dotted(ast.unparse(node), name_of(page))


def check_dotted(text: str, where: str) -> None:
    """Hold a name like `legation.relations.agreement` against the package."""
    if not re.fullmatch(r"legation(\.\w+)+", text):
        return
    value: Any = legation
    for part in text.split(".")[1:]:
        if not hasattr(value, part):
            importlib.import_module(f"{value.__name__}.{part}")
        value = getattr(value, part)
    assert value is not None, where


@pytest.mark.parametrize(
    "page", [page for page in PAGES if any(fences(page, "pycon"))], ids=name_of
)
def test_examples_print_what_they_show(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if page.name == "python.md":
        pytest.skip("made from docstrings, whose examples have tests of their own")
    monkeypatch.chdir(tmp_path)
    for name, content in _FILE.findall(page.read_text("utf-8")):
        (tmp_path / name).write_text(content, encoding="utf-8")
    text = "\n".join(fences(page, "pycon"))
    test = doctest.DocTestParser().get_doctest(text, {}, page.name, str(page), 0)
    said: list[str] = []
    flags = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL
    result = doctest.DocTestRunner(optionflags=flags).run(test, out=said.append)
    assert result.attempted > 2
    assert not result.failed, "".join(said)


def test_a_record_answers_as_soon_as_it_is_open(tmp_path: Path) -> None:
    """The first example of the Python pages: nothing is asked between opening and agreement."""
    legation.open(tmp_path / "record.duckdb").close()
    for read_only in (False, True):
        with legation.open(tmp_path / "record.duckdb", read_only=read_only) as record:
            assert legation.relations.agreement(record, "Russia", "Israel").n == 0


@pytest.mark.parametrize(
    ("page", "made", "command"),
    [
        ("reference/commands.md", commands_page, "legation.cli.describe"),
        ("reference/python.md", describe_python.python_page, "legation.cli.describe_python"),
        ("reference/readers.md", readers_page, "legation.record.readers.describe"),
        ("reference/claims.md", claims_page, "legation.checking.describe"),
    ],
)
def test_pages_made_from_the_code_are_up_to_date(page: str, made: Any, command: str) -> None:
    text = (DOCS / page).read_text("utf-8")
    assert text == made(), f"run: python -m {command} > docs/{page}"


def test_every_public_name_of_a_room_is_in_the_python_reference() -> None:
    page = (DOCS / "reference/python.md").read_text("utf-8")
    for room in ("errors", "record", "record.sync", "relations", "brief", "states"):
        module = f"legation.{room}"
        section = page.split(f"\n## `{module}`\n")[1].split("\n## ")[0]
        for name in describe_python.names(module):
            assert f"\n### `{name}`\n" in section, f"{module}.{name}"
    for name in set(legation.__all__) - {*ROOMS, "__version__", "open"}:
        assert f"\n### `{name}`\n" in page, name


def documented(command: str) -> set[str]:
    """Give the fields named in a section of the page on JSON."""
    page = (DOCS / "reference/json.md").read_text("utf-8")
    section = page.split(f"## `legation {command}")[1].split("\n## ")[0]
    return set(re.findall(r"`(\w+)`", section))


def answer(*words: str, home: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "legation", *words, "--json"],
        capture_output=True,
        text=True,
        env={"LEGATION_RECORD": str(home / "none.duckdb"), "PATH": "", "CI": "true"},
        check=True,
    )
    return dict(json.loads(done.stdout))


def test_every_field_of_the_json_faces_is_in_the_reference(tmp_path: Path) -> None:
    relation = answer("relation", "RUS", "ISR", "--evidence", home=tmp_path)
    inside = {*relation["agreement"], *relation["years"][0], *relation["evidence"][0]}
    assert not {*relation, *inside} - documented("relation")
    with open_casebook() as record:
        (verdict,) = legation.checking.check(record, "Israel voted for ES-11/3.")
    found = verdict.to_dict()
    inside = {*found["claim"], *found["evidence"][0], *found["readings"][0]}
    assert not {*found, *inside} - documented("check")
    assert not answer("status", "--verify", home=tmp_path).keys() - documented("status")
    state, group = (answer("states", name, home=tmp_path) for name in ("RUS", "BRICS"))
    inside = {key for part in PARTS for key in state[part][0]}
    assert not {*state, *group, *inside} - documented("states")
    with open_casebook() as record:
        brief = legation.brief.brief(record, "RUS", "ISR").as_dict()
    assert not brief.keys() - documented("brief")
    assert len(brief) > 20


def test_every_page_is_in_the_navigation_and_every_entry_is_a_page() -> None:
    config = tomllib.loads((ROOT / "zensical.toml").read_text("utf-8"))["project"]

    def entries(level: list[dict[str, Any]]) -> Iterator[str]:
        for item in level:
            for value in item.values():
                yield from [value] if isinstance(value, str) else entries(value)

    listed = list(entries(config["nav"]))
    assert sorted(listed) == [page.relative_to(DOCS).as_posix() for page in PAGES]
    assert config["theme"]["font"] is False, "pages fetch no fonts from elsewhere"


def test_the_design_page_maps_every_room_and_table() -> None:
    from legation.record.schema import STATEMENTS, TABLES

    page = (DOCS / "design.md").read_text("utf-8")
    rooms = {path.parent.name for path in (ROOT / "src/legation").glob("*/__init__.py")}
    assert {*ROOMS} <= rooms
    for room in rooms:
        assert re.search(rf"^  {room}/ ", page, re.MULTILINE), room
    for table in (*TABLES, *STATEMENTS):
        assert f"`{table}`" in page, table


def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    pytest.importorskip("zensical", reason="zensical is not installed")
    shutil.copytree(DOCS, tmp_path / "docs")
    shutil.copy(ROOT / "zensical.toml", tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--strict", "--clean"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    page = (tmp_path / "site/index.html").read_text("utf-8")
    assert not re.findall(r"<(?:script|img|link)[^>]+(?:src|href)=\"?https?://", page)
