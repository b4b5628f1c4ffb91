"""The rules of the house hold: imports go downward, modules stay small, the face is documented."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "src" / "legation").rglob("*.py"))
LIMIT = 420


def test_imports_go_downward_only() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as m; m()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 kept, 0 broken" in done.stdout


@pytest.mark.parametrize(
    "words",
    [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
    ],
    ids=" ".join,
)
def test_the_code_is_clean(words: list[str]) -> None:
    done = subprocess.run([sys.executable, "-m", *words], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT / "src")))
def test_a_module_is_small_and_says_what_it_is_for(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= LIMIT
    assert text.startswith(('"""', "r'''", 'r"""')), "a module begins with its docstring"


def test_every_room_says_what_enters_and_what_leaves() -> None:
    for room in (
        "states",
        "record",
        "relations",
        "reading",
        "balance",
        "checking",
        "narratives",
        "brief",
        "cli",
    ):
        text = (ROOT / "src/legation" / room / "__init__.py").read_text("utf-8").lower()
        assert "enters" in text, room
        assert "leaves" in text, room


def test_the_reference_of_the_tables_is_up_to_date() -> None:
    from legation.record.describe import tables_page

    page = (ROOT / "docs/reference/tables.md").read_text("utf-8")
    assert page == tables_page(), "run: python -m legation.record.describe"


def test_the_package_holds_no_address_of_a_registry_nor_a_path_of_a_machine() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("needs a git checkout")
    words = ["py" + "pi.org", "python" + "hosted", "npm" + "js.org", "/" + "work/", "/" + "root/"]
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.suffix in {".png", ".gz", ".zip", ".jpg"} or not path.is_file():
            continue
        text = path.read_text("utf-8", "replace")
        assert not [w for w in words if w in text], name
