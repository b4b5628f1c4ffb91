"""How near the rules come to gold files, on the half no rule was written from."""

from __future__ import annotations

from pathlib import Path

import pytest

from legation.errors import InputError
from legation.reading.events import find_events, root_between
from legation.reading.preparing import prepare
from legation.reading.results import Event
from legation.reading.scoring.events import (
    GoldEvent,
    GoldRoot,
    GoldSentence,
    half,
    read_roots,
    read_sentences,
    score_events,
    score_roots,
)


def test_roots_on_the_half_held_back(shared: Path) -> None:
    rows = read_roots(shared / "gold/events/plover_roots_dev.tsv")
    assert len(rows) == 1033
    held = score_roots([row for row in rows if half(row.sentence) == "held"], root_between, 200)
    assert held.exact >= 0.80
    assert held.side >= 0.94
    assert held.abstained <= 10
    assert held.exact_bounds[0] < held.exact < held.exact_bounds[1]


def test_events_on_the_half_held_back(shared: Path) -> None:
    gold = read_sentences(shared / "gold/events/PLOVER_GSR_CAMEO.txt")
    held = [one for one in gold if half(one.text) == "held"]
    found = score_events(held, lambda text: find_events(prepare(text)), 100)
    assert found["actor, root, target"].precision >= 0.60
    assert found["root, target"].recall >= 0.40


def test_the_halves_do_not_part_one_sentence() -> None:
    assert half('He said: "No."') == half("He said  'no'")


def test_a_root_left_open_is_wrong_on_both_counts() -> None:
    gold = [GoldRoot("x", "A", "B", "AID", True), GoldRoot("y", "A", "B", "ACCUSE", False)]
    scored = score_roots(gold, lambda s, a, b: "YIELD" if s == "x" else None, 50)
    assert (scored.exact, scored.side, scored.abstained) == (0.0, 0.5, 1)
    assert scored.confusion == {("AID", "YIELD"): 1, ("ACCUSE", None): 1}


def test_precision_counts_events_and_recall_counts_gold() -> None:
    gold = [GoldSentence("Iran met Iraq.", (GoldEvent(((0, 4),), ((9, 13),), "CONSULT"),))]

    def found(text: str) -> list[Event]:
        right = Event(0, 13, "IRN", "IRQ", "CONSULT", "040", 1.0, actor_span=(0, 4),
                      target_span=(9, 13))  # fmt: skip
        turned = Event(0, 13, "IRQ", "IRN", "CONSULT", "040", 1.0, actor_span=(9, 13),
                       target_span=(0, 4))  # fmt: skip
        return [right, turned]

    scored = score_events(gold, found, 10)
    assert (scored["actor, root, target"].precision, scored["actor, root, target"].recall) == (
        0.5,
        1,
    )
    assert scored["root"].precision == 1


def test_a_gold_file_that_is_none_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "roots.tsv"
    path.write_text("sentence\tsource\ttarget\tgold_root\tgold_penta\nA\tB\tC\tHUG\t1\n", "utf-8")
    with pytest.raises(InputError, match=r"roots\.tsv:2: 'HUG' is no PLOVER root"):
        read_roots(path)
    path.write_text("not json", "utf-8")
    with pytest.raises(InputError, match="not a list of PLOVER records"):
        read_sentences(path)
