"""Popular names mean texts that are in the public data, with the tally that is known of them."""

from __future__ import annotations

import csv
import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

from legation.checking.ballots import ballots
from legation.checking.judging import judge
from legation.checking.popular import AWAY, COUNCIL, NUMBERED, POPULAR
from legation.checking.question import question_of
from legation.checking.resolutions import find, titles
from legation.checking.results import Verdict
from legation.checking.world import World
from legation.record.symbols import symbol_of


@pytest.fixture(scope="module")
def tallies(shared: Path) -> dict[str, list[tuple[int, ...]]]:
    """Yes, no and abstentions by symbol or locator, counted from the files in plain Python."""
    found: dict[str, list[tuple[int, ...]]] = {}
    with gzip.open(shared / "unga" / "unvotes_rollcalls.csv.gz", "rt", encoding="utf-8") as file:
        keys = {row["rcid"]: row["unres"] for row in csv.DictReader(file)}
    counts: Counter[tuple[str, str]] = Counter()
    path = shared / "unga" / "unvotes_votes_1946_2019.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            counts[line.split(",", 1)[0], line.rsplit(",", 1)[1].strip().strip('"')] += 1
    for rcid, key in keys.items():
        counted = tuple(counts[rcid, word] for word in ("yes", "no", "abstain"))
        for name in {key, symbol_of(key), f"rcid {rcid}"} - {None}:
            found.setdefault(str(name), []).append(counted)
    for file_ in sorted((shared / "unga").glob("*.json")):
        for line in file_.read_text("utf-8").splitlines():
            row = json.loads(line)
            lists = [row[k] or () for k in ("MS_in_favour", "MS_against", "MS_abstaining")]
            found.setdefault(str(symbol_of(row["symbol"])), []).append(tuple(map(len, lists)))
    supplement: Counter[tuple[str, str]] = Counter()
    with (shared / "unga" / "es11_7_8_supplement.csv").open(encoding="utf-8") as file:
        supplement.update((row["symbol"], row["vote"]) for row in csv.DictReader(file))
    for symbol in {symbol for symbol, _ in supplement}:
        counted = tuple(supplement[symbol, word] for word in ("yes", "no", "abstain"))
        found.setdefault(symbol, []).append(counted)
    return found


def test_every_name_means_a_recorded_vote_with_its_tally(
    tallies: dict[str, list[tuple[int, ...]]],
) -> None:
    wrong = [name for name in POPULAR if name.tally not in tallies.get(name.key, [])]
    assert wrong == []
    assert set(NUMBERED.values()) <= set(tallies)
    assert len({name.key for name in POPULAR}) >= 40


def test_votes_said_to_be_away_are_in_no_file(tallies: dict[str, list[tuple[int, ...]]]) -> None:
    assert [away.key for away in AWAY if away.key in tallies] == []
    assert not COUNCIL & set(NUMBERED)


def ask(world: World, **claim: object) -> Verdict:
    return judge(question_of(claim, world.as_of), world)


@pytest.mark.parametrize(
    ("details", "symbols", "certain"),
    [
        ({"topic": "path peace"}, [], False),
        ({"topic": "migration ceasefire atlantis"}, [], False),
        ({"topic": "anniversary invasion ukraine", "date": "2023-02"}, ["A/RES/ES-11/6"], True),
        ({"topic": "srebrenica"}, ["A/RES/78/282"], True),
        ({"topic": "slave trade"}, ["A/RES/80/250"], True),
        ({"topic": "icj occupation request"}, ["A/RES/77/247"], True),
        (
            {"topic": "tpnw"},
            ["A/RES/77/54", "A/RES/78/35", "A/RES/79/38", "A/RES/80/54"],
            True,
        ),
        ({"topic": "occupied syrian golan", "date": "2024"}, ["A/RES/79/90"], True),
        ({"symbol": "77/204"}, ["A/RES/77/204"], True),
    ],
)
def test_names_and_short_forms_find_their_text(
    world: World, details: dict[str, str], symbols: list[str], certain: bool
) -> None:
    votes = ballots(world.record, world.as_of)
    found = find(votes, titles(votes.calls), details, votes.within(None, None))
    assert [votes.calls[i].name for i in found.rows] == symbols
    assert found.certain == certain


def test_a_name_whose_text_is_known_to_be_missing_decides_nothing(world: World) -> None:
    found = ask(
        world, type="vote", subject="ISR", relation="voted_against",
        details={"topic": "gaza ceasefire", "resolution": "the ceasefire vote", "date": "2025-06"},
    )  # fmt: skip
    assert found.verdict == "outside_record"
    assert "2025-06-12" in found.missing


@pytest.mark.parametrize("symbol", ["242", "S/RES/2334 (2016)", "resolution 1701"])
def test_resolutions_of_the_council_are_said_to_be_so(world: World, symbol: str) -> None:
    found = ask(
        world, type="vote", subject="USA", relation="voted_against", details={"symbol": symbol}
    )
    assert found.verdict == "outside_record"
    assert "Security Council" in found.missing


def test_vetoes_and_sponsors_are_outside_the_record(world: World) -> None:
    for relation, word in (("vetoed", "Security Council"), ("sponsored", "sponsors")):
        details = {"symbol": "ES-11/1"}
        found = ask(world, type="vote", subject="RUS", relation=relation, details=details)
        assert found.verdict == "outside_record"
        assert word in found.missing


def test_this_year_means_the_last_of_a_yearly_text(world: World) -> None:
    claim = {"type": "vote", "subject": "UKR", "relation": "voted_against",
        "details": {"topic": "embargo cuba", "length": "this year", "date": "2026"}}  # fmt: skip
    found = ask(world, **claim, window=["2026-01-01", "2026-12-31"])
    assert found.verdict == "supported"
    assert [row.locator for row in found.evidence] == ["A/RES/80/4"]


def test_a_year_is_also_read_as_the_session_that_opened_in_it(world: World) -> None:
    details = {"topic": "displaced persons abkhazia georgia", "date": "2024"}
    found = ask(world, type="vote", subject="GEO", relation="voted_for", details=details)
    assert found.verdict == "supported"
    assert found.evidence[0].locator == "A/RES/78/283"
    assert "session opened in 2024" in found.readings[-1].variation
    assert not found.readings[-1].binding
