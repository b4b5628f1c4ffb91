"""Records for the tests of briefs."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from legation.errors import InputError
from legation.record import Record
from tests.brief.made import HOSTILE, Hand
from tests.brief.made_index import MadeIndex, stand_in


@pytest.fixture(scope="package", autouse=True)
def no_index() -> Iterator[None]:
    """Let no hand-made record have an index, unless a test gives it one."""

    def refuse(*_: Any, **__: Any) -> None:
        raise InputError("a record made by hand has no index")

    with pytest.MonkeyPatch.context() as patch:
        stand_in(patch, refuse)
        patch.setattr("legation.balance.month.month_levels", refuse)
        yield


@pytest.fixture
def give_index(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Give every pair asked for a made relation, in which the first state falls."""

    def give(**given: Any) -> None:
        def made(_record: Record, pairs: Any, **__: Any) -> MadeIndex:
            return MadeIndex(*pairs, **given)

        stand_in(monkeypatch, made)

    return give


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture(scope="session")
def rich() -> Record:
    """Two states with votes, measures, scores and events, among hostile texts."""
    hand = Hand()
    for year in range(2011, 2024):
        for n in range(12 if year > 2011 else 3):
            hand.vote(
                f"{year}-12-{10 + n}",
                HOSTILE if n == 0 else f"Text {n} of {year}",
                ("BRA",) if n == 1 else ("FRA",) if n == 2 else (),
                FRA="yes",
                BRA="yes" if n < 5 else "no",
                USA="yes" if n < 9 else "abstain",
                CHN="no" if n % 2 else "yes",
                IND="no",
            )
    hand.source("arms", "Arms <b>table</b>", url="javascript:alert(1)")
    for year in (2015, 2016, 2017, 2019):
        hand.measure(
            "alliance", "FRA", "BRA", f"{year}-01-01", f"{year}-12-31", text="defence pact"
        )
        hand.measure(
            "alliance", "BRA", "FRA", f"{year}-01-01", f"{year}-12-31", text="defence pact"
        )
    hand.measure(
        "arms_transfer",
        "FRA",
        "BRA",
        "2018-01-01",
        "2018-12-31",
        value=7.0,
        unit="TIV",
        dataset="arms",
    )
    hand.measure(
        "arms_transfer",
        "USA",
        "FRA",
        "2018-01-01",
        "2018-12-31",
        value=21.0,
        unit="TIV",
        dataset="arms",
    )
    hand.measure("shared_igo", "BRA", "FRA", "2014-01-01", "2014-12-31", value=40.0, directed=False)
    hand.measure("shared_igo", "FRA", "USA", "2014-01-01", "2014-12-31", value=60.0, directed=False)
    hand.measure("sanction", "BRA", "FRA", "2003-01-01", None, text=HOSTILE, precision="day")
    for month in range(14):
        for other, value in (("BRA", month), ("USA", month + 2 + (-1) ** month)):
            hand.put(
                "score_statement",
                score_id=f"{other}{month}",
                date=dt.date(2020 + month // 12, 1 + month % 12, 1),
                actor=min("FRA", other),
                target=max("FRA", other),
                directed=False,
                value=float(value),
                unit="score",
                source_id="made:0",
                shadowed=False,
            )
    for month in (1, 2, 3):
        hand.put(
            "event_statement",
            event_id=f"e{month}",
            date=dt.date(2020, month, 2),
            actor="FRA",
            target="BRA",
            code="010",
            goldstein=-float(month),
            source_id="made:0",
            shadowed=False,
        )
    return hand.record
