"""Hold the tables of verdicts in docs/stories to a record, or write them anew.

Every row of a table with the columns *sentence*, *verdict*, *the record answers* is put to the
record again. Ends with status 1 where a verdict or an answer differs, and says which.

    python benchmarks/stories.py RECORD            # compare
    python benchmarks/stories.py RECORD --write    # write what the record answers now
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from legation.checking import Checker, Verdict
from legation.record import open_record

STORIES = Path(__file__).resolve().parents[1] / "docs" / "stories"
HEAD = "| sentence | verdict | the record answers |"
AS_OF = "2026-06-30"


def main() -> int:
    """Compare or write every table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("record")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    wrong = 0
    with open_record(asked.record, read_only=True) as record:
        checker = Checker(record, AS_OF)
        for page in sorted(STORIES.glob("*.md")):
            old = page.read_text("utf-8")
            new = "\n".join(answered(old.split("\n"), checker))
            for before, after in zip(old.split("\n"), new.split("\n"), strict=True):
                if before != after:
                    wrong += 1
                    sys.stdout.write(f"{page.name}\n- {before}\n+ {after}\n")
            if asked.write and new != old:
                page.write_text(new, encoding="utf-8")
    sys.stdout.write(f"{wrong} rows differ\n")
    return int(bool(wrong) and not asked.write)


def answered(lines: list[str], checker: Checker) -> list[str]:
    """Give the lines of a page with every row of its tables of verdicts put to the record."""
    found, inside = [], False
    for line in lines:
        inside = line.startswith("|") and (inside or line == HEAD)
        if inside and line != HEAD and not line.startswith("| ---"):
            sentence = line.split("|")[1].strip()
            found.append(row(sentence, checker.text(sentence)))
        else:
            found.append(line)
    return found


def row(sentence: str, verdicts: list[Verdict]) -> str:
    """Write one row; a sentence that holds several claims has them joined."""
    words = "; ".join(f"`{one.verdict}`" for one in verdicts) or "no claim found"
    told = " ".join(one.explanation for one in verdicts).replace("|", "\\|")
    return f"| {sentence} | {words} | {told} |"


if __name__ == "__main__":
    sys.exit(main())
