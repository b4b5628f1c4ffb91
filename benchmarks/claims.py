"""How well claims in words are judged: type, verdict and deciding rows against files of claims.

Usage: ``python benchmarks/claims.py RECORD FILE... [--quiet]``.

RECORD is a record with all reference data. A FILE holds one JSON object per line with `id`,
`text`, `as_of`, `type`, `verdict`, `evidence` (resolutions, speeches or sources that must stand
among the deciding rows, often none) and `note`. The truth in these files comes from counts over
the raw data, never from Legation. Where a text gives several claims, the first of the expected
type is taken, else the first of all; a text that gives none counts as a miss.

A dangerous error is supported where refuted is true, or the other way round.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from legation.checking import Checker
from legation.record import Record, open_record

_VERDICTS = ("supported", "refuted", "fragile", "outside_record", "not_checkable", "pending")
_NONE, _STOPPED = "(none)", "(stopped)"
_GIVEN = (*_VERDICTS, _NONE, _STOPPED)


@dataclass(frozen=True)
class Result:
    """A claim of a file beside what came out of its words."""

    id: str
    text: str
    type: str
    verdict: str
    got_type: str
    got_verdict: str
    named: int
    found: int
    explanation: str

    @property
    def dangerous(self) -> bool:
        """Whether supported and refuted were exchanged."""
        return {self.verdict, self.got_verdict} == {"supported", "refuted"}

    @property
    def right(self) -> bool:
        """Whether type, verdict and every named row are as the file says."""
        return (self.type, self.verdict, self.named) == (
            self.got_type,
            self.got_verdict,
            self.found,
        )


def main() -> int:
    """Score every file and print its figures and misses."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("record", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--quiet", action="store_true", help="figures without the misses")
    given = parser.parse_args()
    record = open_record(given.record, read_only=True)
    dangerous = 0
    for file in given.files:
        begun = time.perf_counter()
        results = list(score(record, claims(file)))
        seconds = time.perf_counter() - begun
        print(
            "\n".join([f"{file.name}: {len(results)} claims in {seconds:.1f} s", *table(results)])
        )
        if not given.quiet:
            print("\n".join(misses(results)))
        dangerous += sum(result.dangerous for result in results)
    return 1 if dangerous else 0


def claims(file: Path) -> list[dict[str, Any]]:
    """Read a file of claims."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def score(record: Record, given: Sequence[dict[str, Any]]) -> Iterator[Result]:
    """Judge the words of each claim and set the result beside its truth."""
    sources = names(record)
    checkers: dict[str, Checker] = {}
    verdicts: dict[tuple[str, str], list[Any] | Exception] = {}
    for claim in given:
        key = (claim["as_of"], claim["text"])
        if key not in verdicts:
            day = claim["as_of"]
            checker = checkers.setdefault(day, Checker(record, date.fromisoformat(day)))
            try:
                verdicts[key] = list(checker.text(claim["text"]))
            except Exception as error:  # one broken rule must not hide the other figures
                verdicts[key] = error
        yield result(claim, verdicts[key], sources)


def names(record: Record) -> dict[str, str]:
    """Give the words by which a file of claims may name a source: its id, file and name."""
    columns = ("source_id", "dataset", "name", "file")
    rows = record.con.execute(f"SELECT {', '.join(columns)} FROM source").fetchall()
    return {str(row[0]): " ".join(str(field) for field in row) for row in rows}


def result(
    claim: dict[str, Any], verdicts: list[Any] | Exception, sources: dict[str, str]
) -> Result:
    """Choose the verdict that answers a claim of the file and compare the two."""
    named = claim["evidence"]
    true = (claim["id"], claim["text"], claim["type"], claim["verdict"])
    if isinstance(verdicts, Exception):
        return Result(*true, _STOPPED, _STOPPED, len(named), 0, repr(verdicts))
    if not verdicts:
        return Result(*true, _NONE, _NONE, len(named), 0, "")
    same = [verdict for verdict in verdicts if str(verdict.claim["type"]) == claim["type"]]
    chosen = next(iter(same or verdicts))
    rows = [(row.locator, sources.get(row.source_id, "")) for row in chosen.evidence]
    found = sum(
        any(name in place.split(", ") or name in source for place, source in rows) for name in named
    )
    given = (str(chosen.claim["type"]), str(chosen.verdict))
    return Result(*true, *given, len(named), found, str(chosen.explanation))


def table(results: Sequence[Result]) -> Iterator[str]:
    """Give the shares and the confusion of verdicts as lines."""
    total = len(results)
    types = sum(result.type == result.got_type for result in results)
    right = sum(result.verdict == result.got_verdict for result in results)
    named = [result for result in results if result.named]
    rows = sum(result.named == result.found for result in named)
    yield f"  type      {types}/{total} = {types / total:.1%}"
    yield f"  verdict   {right}/{total} = {right / total:.1%}"
    yield f"  evidence  {rows}/{len(named)} claims have every row that the file names"
    yield f"  dangerous {sum(result.dangerous for result in results)}"
    counts = Counter((result.verdict, result.got_verdict) for result in results)
    yield ("  " + "true, down; given, across".ljust(26) + "".join(f"{v[:12]:>14}" for v in _GIVEN))
    for true in _VERDICTS:
        cells = "".join(f"{counts[true, given]:>14}" for given in _GIVEN)
        yield f"  {true:26}{cells}"
    for kind in sorted({result.type for result in results}):
        of = [result for result in results if result.type == kind]
        t = sum(result.type == result.got_type for result in of)
        v = sum(result.verdict == result.got_verdict for result in of)
        yield f"  {kind:16} {len(of):3} claims, type {t:3}, verdict {v:3}"


def misses(results: Sequence[Result]) -> Iterator[str]:
    """Give every claim that came out otherwise than its file says, the dangerous first."""
    wrong = [result for result in results if not result.right]
    for one in sorted(wrong, key=lambda result: not result.dangerous):
        mark = "DANGEROUS" if one.dangerous else "miss"
        yield f"{mark} {one.id}: {one.text}"
        given = f"given {one.got_type} {one.got_verdict}, rows {one.found} of {one.named}"
        yield f"    true {one.type} {one.verdict}, {given}"
        if one.explanation:
            yield f"    {one.explanation}"


if __name__ == "__main__":
    sys.exit(main())
