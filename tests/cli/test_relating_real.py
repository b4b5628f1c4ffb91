"""The faces on real relations: a small record, and parameters given instead of learned."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import numpy as np
import pytest

from legation.cli.relating import Question, relate
from legation.errors import InputError
from legation.record import Record
from legation.relations.index import index
from legation.relations.index.calibration import Calibration
from legation.relations.index.fit import Fit
from legation.relations.index.parameters import Parameters
from legation.relations.observations import INDEX_SOURCES
from tests.brief.made import Hand
from tests.brief.made_index import stand_in


@pytest.fixture(scope="module")
def small() -> Record:
    """France acts in a friendly way towards Brazil every month, and not from March 2014 on."""
    hand = Hand()
    for year in range(2011, 2018):
        hand.votes(year, same=6, differ=6)
        for month in range(1, 13):
            day = dt.date(year, month, 5)
            for n, goldstein in enumerate(
                (4.0, 4.4) if day < dt.date(2014, 3, 1) else (-4.0, -4.4)
            ):
                hand.put(
                    "event_statement",
                    event_id=f"{day}{n}",
                    date=day,
                    actor="FRA",
                    target="BRA",
                    code="040" if goldstein > 0 else "110",
                    root="04" if goldstein > 0 else "11",
                    goldstein=goldstein,
                    source_id="made:0",
                    locator=f"line {day} {n}",
                    shadowed=False,
                )
    return hand.record


@pytest.fixture(autouse=True)
def given(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the index parameters that need no learning."""
    size = len(INDEX_SOURCES)
    anchored = tuple(source.anchored for source in INDEX_SOURCES)
    learned = Fit(
        Parameters(
            sources=tuple(source.name for source in INDEX_SOURCES),
            anchored=anchored,
            a=np.zeros(size),
            b=np.where(anchored, 1.0, 0.05),
            R=np.full(size, 8.0),
            F=np.full(size, 1.0),
            tau=np.zeros(size),
            q=0.02,
            rho=0.5,
            nu=4.0,
            m0=1.0,
            P0=4.0,
            r0=0.5,
        ),
        Calibration(),
        (),
    )

    def made(record: Record, pairs: Any = None, **options: Any) -> Any:
        return index(record, pairs, **{**options, "learned": learned})

    stand_in(monkeypatch, made)


def ask(capsys: pytest.CaptureFixture[str], record: Record, **question: Any) -> str:
    relate(record, Question("FRA", "BRA", **question))
    return capsys.readouterr().out


def test_the_json_of_a_real_relation_keeps_its_contract(
    small: Record, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = json.loads(ask(capsys, small, json=True))
    months = {row["month"] for row in answer["index"]}
    assert {"2011-12", "2017-12"} <= months
    assert len(answer["index"]) == 2 * len(months)
    for row in answer["index"]:
        assert row["lo90"] < row["lo50"] < row["mean"] < row["hi50"] < row["hi90"]
    found = next(b for b in answer["breaks"] if b["actor"] == "FRA")
    assert found["interval"][0] <= "2014-03" <= found["interval"][1]
    assert found["direction"] == "worse"
    assert found["lo90"] < found["size"] < found["hi90"] < 0
    parts = found["change"]
    total = sum(c["contribution"] for c in parts["contributions"]) + parts["others"]["contribution"]
    assert total == pytest.approx(parts["change"], abs=1e-9)


def test_contributions_of_a_real_change_add_up_and_name_rows_of_the_record(
    small: Record, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = json.loads(ask(capsys, small, explain="2014-03", json=True))
    rows = answer["contributions"]
    assert sum(r["contribution"] for r in rows) == pytest.approx(answer["change"], abs=1e-9)
    assert answer["change"] < 0
    events = {r["locator"] for r in rows if r["table"] == "event"}
    held = small.query("SELECT locator FROM event")
    assert events == {row["locator"] for row in held}


def test_what_was_not_known_then_does_not_enter(
    small: Record, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = json.loads(ask(capsys, small, as_of="2013-12", json=True))
    assert max(row["month"] for row in answer["index"]) == "2013-12"
    assert answer["breaks"] == []
    assert answer["years"][-1]["period"] == "2013"


def test_words_of_a_real_relation_hold_the_break_and_its_rows(
    small: Record, capsys: pytest.CaptureFixture[str]
) -> None:
    said = ask(capsys, small)
    assert "France towards Brazil" in said
    assert "less friendly" in said
    assert "Behind the largest break, France towards Brazil" in said
    assert "together" in said


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ({"explain": "2030-01"}, "2030-01 lies outside the relation of France and Brazil"),
        ({"explain": "1901-01"}, "1901-01 lies outside"),
        ({"explain": "2014-03", "since": "2014-03"}, "not from 2014-03 to itself"),
    ],
)
def test_months_outside_the_record_are_refused(
    small: Record, question: dict[str, str], line: str
) -> None:
    with pytest.raises(InputError, match=line):
        relate(small, Question("FRA", "BRA", **question))


def test_a_pair_without_rows_is_refused(small: Record) -> None:
    with pytest.raises(InputError, match="no rows on Tuvalu and Nauru"):
        relate(small, Question("TUV", "NRU"))
