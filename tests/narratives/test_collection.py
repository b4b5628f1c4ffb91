"""Absence is told from silence: how much of an outlet was collected, when, and what repeats."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from legation.errors import InputError
from legation.narratives.camps import camps_of
from legation.narratives.collection import collected, exposure, health
from legation.narratives.copies import copies, credited, likeness, sketch, words_of
from legation.narratives.documents import documents
from tests.narratives.outlets import Piece, day, prose, record_of

TITLE = "Ministers of seven states meet in the old town hall"


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEGATION_CACHE", str(tmp_path))


# -- exposure ------------------------------------------------------------------------------


def test_exposure_is_a_count_of_days_in_every_window() -> None:
    generator = np.random.default_rng(1)
    pieces = [
        Piece(f"o{generator.integers(4)}.example", None if n % 9 == 0 else
              day(int(generator.integers(0, 200))), f"Piece {n}")
        for n in range(300)
    ]  # fmt: skip
    held = documents(record_of([*pieces, Piece(None, day(3))]))
    first = np.array([18_000, 18_262, 18_300, 18_461, 20_000])
    last = first + np.array([0, 0, 31, 5, 9])
    counted = [
        [int(((held.outlet == o) & (held.day >= a) & (held.day <= b)).sum())
         for a, b in zip(first, last, strict=True)]
        for o in range(len(held.outlets))
    ]  # fmt: skip
    assert exposure(held, first, last).tolist() == counted
    assert sum(map(sum, counted)) > 30
    days = [dt.date(1970, 1, 1) + dt.timedelta(days=int(n)) for n in first]
    assert exposure(held, days, last).tolist() == counted


def test_an_outlet_is_collected_with_enough_documents_between_two_days() -> None:
    held = documents(record_of(
        [Piece("a.example", day(n), f"A {n}") for n in range(3)]
        + [Piece("b.example", day(n), f"B {n}") for n in (0, 2, 3)]
    ))  # fmt: skip
    first, last = dt.date(2020, 1, 1), dt.date(2020, 1, 3)
    assert collected(held, first, last).tolist() == [True, False]
    assert collected(held, first, last, least=2).tolist() == [True, True]


def test_windows_that_are_none_are_refused() -> None:
    held = documents(record_of([Piece("a.example", day(0))]))
    with pytest.raises(InputError, match="ends before"):
        exposure(held, [5], [4])
    with pytest.raises(InputError, match="make no windows"):
        exposure(held, [5], [6, 7])
    assert exposure(documents(record_of([])), [5], [6]).shape == (0, 1)


# -- what repeats --------------------------------------------------------------------------


def test_copies_are_told_and_counted_unless_asked_otherwise() -> None:
    text = prose(1, 400)
    edited = " ".join([*prose(2, 20).split(), *text.split()[:380]])
    pieces = [
        Piece("a.example", day(0), "One", text, "article"),
        Piece("b.example", day(1), "Another", edited, "article"),
        Piece("c.example", day(1), "A third", prose(3, 400), "article"),
        Piece("c.example", day(5), "A third again", prose(3, 400).upper(), "article"),
        Piece("d.example", day(9), TITLE),
        Piece("e.example", day(11), f"{TITLE}!"),
        Piece("f.example", day(30), TITLE),
    ]
    held = documents(record_of(pieces))
    found = copies(held)
    assert found.group.tolist() == [0, 0, -1, -1, 1, 1, -1]
    assert found.duplicate_of.tolist() == [-1, -1, -1, 2, -1, -1, -1]
    whole = ([18_000], [19_000])
    assert exposure(held, *whole)[:, 0].tolist() == [1, 1, 2, 1, 1, 1]
    assert exposure(held, *whole, count_copies=False)[:, 0].tolist() == [1, 0, 1, 1, 0, 1]


def test_a_short_or_returning_title_is_no_copy() -> None:
    pieces = [
        Piece("a.example", day(0), "Press briefing"),
        Piece("b.example", day(0), "Press briefing"),
        Piece("a.example", day(1), "Press briefing"),
        Piece("a.example", day(0), TITLE),
        Piece("a.example", day(365), TITLE),
    ]
    found = copies(documents(record_of(pieces)))
    assert set(found.group.tolist()) == {-1}
    assert set(found.duplicate_of.tolist()) == {-1}


def test_copies_do_not_depend_on_the_order_of_documents() -> None:
    pieces = [Piece(f"{'abc'[n % 3]}.example", day(n // 3), f"T{n}", prose(n // 6, 200), "article")
              for n in range(18)]  # fmt: skip
    one, two = (copies(documents(record_of(p))) for p in (pieces, pieces[::-1]))
    assert [bool(n >= 0) for n in one.group] == [bool(n >= 0) for n in two.group[::-1]]
    assert (one.group >= 0).all()


def test_likeness_estimates_the_share_of_runs_in_common() -> None:
    table: dict[str, int] = {}
    words = prose(5, 6_000).split()
    one, two = words[:4_000], words[2_000:]
    runs = [{tuple(t[i : i + 5]) for i in range(len(t) - 4)} for t in (one, two)]
    truth = len(runs[0] & runs[1]) / len(runs[0] | runs[1])
    assert likeness(sketch(one, table), sketch(two, table)) == pytest.approx(truth, abs=0.1)
    assert likeness(sketch(one, table), sketch(one, {})) == 1
    assert words_of("Ａ “Title”, it’s") == ["a", "title", "it", "s"]


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("MOSCOW (Reuters) - The talks went on.", "Reuters"),
        ("Moscow, May 5. /TASS/. The talks went on.", "TASS"),
        ("By Jane Doe, Associated Press\nThe talks went on.", "AP"),
        ("A soldier stands guard. /AFP/Getty Images", None),
        ("Image copyright AFP Image caption A soldier", None),
        ("Copyright 2019 The Associated Press. The talks went on.", "AP"),
        ("The talks, Reuters said, went on.", None),
    ],
)
def test_a_credit_to_an_agency_is_read_at_the_head(text: str, agency: str | None) -> None:
    assert credited(text, "echo.example") == agency
    assert credited(text, {"AP": "apnews.com"}.get(agency or "", f"{agency}.com")) is None


# -- health --------------------------------------------------------------------------------


def test_gaps_thin_months_and_forms_are_told_by_outlet() -> None:
    months = [10, 12, 11, 0, 0, 13, 2, 12, 11, 3]  # the last is cut by the collection, not thin
    pieces = [
        Piece("a.example", f"2020-{month + 1:02}-{n + 1:02}", f"A {month} {n}",
              prose(100 * month + n, 30), "article")
        for month, many in enumerate(months) for n in range(many)
    ]  # fmt: skip
    pieces += [Piece("b.example", "2020-01-05"), Piece("b.example", "2020-12-05", "B"),
               Piece("b.example", None, "C"), Piece(None, "2020-01-01", "D")]  # fmt: skip
    found = health(record_of(pieces))
    a, b = found.outlets
    assert a.gaps == (("2020-04", "2020-05"),)
    assert a.thin == ("2020-07",)
    assert (a.documents, a.title_only, a.months, a.months_with, a.sparse) == (74, 0, 10, 8, False)
    assert (b.documents, b.title_only, b.undated, b.sparse) == (3, 3, 1, True)
    assert "1 document names no outlet" in found.notes[0]
    frame = found.frame()
    assert frame["documents"].sum() == 77
    assert frame.row(0)[:4] == (None, "a.example", "2020-01", 10)
    assert frame.row(-1)[:4] == (None, "b.example", None, 1)


def test_an_outlet_that_changes_sides_is_told_once_for_each() -> None:
    pieces = [Piece("a.example", day(n), f"A {n}") for n in (0, 1, 400)]
    pieces += [Piece("b.example", day(0), "B"), Piece("z.example", day(0), "Z")]
    camps = camps_of({
        "one": [{"outlet": "a.example", "end": "2020"}, "b.example"],
        "two": [{"outlet": "a.example", "start": "2021"}, "gone.example"],
    })  # fmt: skip
    found = health(record_of(pieces), camps)
    told = [(one.camp, one.outlet, one.documents) for one in found.outlets]
    assert told == [("one", "a.example", 2), ("one", "b.example", 1), ("two", "a.example", 1),
                    (None, "z.example", 1)]  # fmt: skip
    assert found.unlisted == ("gone.example",)
    assert found.overlap == 0
    said = " ".join(found.notes)
    assert "camp 'two' rests on one outlet" in said
    assert "no month in which every camp has a document" in said
    assert [row["documents"] for row in found.to_dict()["camps"]] == [3, 1]
    later = health(record_of(pieces), camps, since=2021)
    assert "camp 'one' has no documents" in " ".join(later.notes)


def test_no_documents_are_an_honest_blank() -> None:
    found = health(record_of([]), camps_of({"one": ["a.example"]}))
    assert (found.documents, found.outlets, found.overlap) == (0, (), 0)
    assert found.frame().is_empty()
    assert str(found) == "0 documents of 0 outlets; 0 titles alone"
    undated = health(record_of([Piece("a.example", None)]), camps_of({"one": ["a.example"]}))
    assert (undated.outlets[0].first, undated.outlets[0].gaps) == (None, ())


def test_a_report_cut_short_is_a_copy_and_a_long_quotation_is_none() -> None:
    agency = prose(8, 600)
    cut = " ".join([*prose(9, 30).split(), *agency.split()[:400]])
    quoting = " ".join([*prose(10, 500).split(), *agency.split()[100:200]])
    pieces = [
        Piece("a.example", day(0), "One", agency, "article"),
        Piece("b.example", day(1), "Two", cut, "article"),
        Piece("c.example", day(1), "Three", quoting, "article"),
        Piece("d.example", day(90), "Four", agency, "article"),
    ]
    assert copies(documents(record_of(pieces))).group.tolist() == [0, 0, -1, -1]
