"""The index on the real record: known history, evidence that adds up, intervals that hold."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from legation.errors import InputError
from legation.record import Record, add, open_record
from legation.relations.index import Index, index
from legation.relations.index.calibration import Calibration, hold_back
from legation.relations.index.evidence import effects, split_change
from legation.relations.index.explanation import MODEL
from legation.relations.index.smooth import smooth
from legation.relations.observations import observe

PAIRS = [
    ("RUS", "ISR"),
    ("RUS", "IRN"),
    ("RUS", "UKR"),
    ("ISR", "IRN"),
    ("USA", "UKR"),
    ("USA", "GBR"),
    ("NOR", "SWE"),
    ("CHL", "KEN"),
    ("ISL", "MLT"),
]


@pytest.fixture(scope="module")
def whole(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """All of the real record that the index uses."""
    home = tmp_path_factory.mktemp("whole")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LEGATION_CACHE", str(home / "cache"))
        with open_record(home / "record.duckdb") as record:
            add(record, [shared / part for part in ("unga", "events", "structure")])
            yield record


@pytest.fixture(scope="module")
def found(whole: Record) -> Index:
    return index(whole, PAIRS)


def breaks(found: Index, a: str, b: str) -> dict[str, str]:
    return {b.month: b.direction for b in found[a, b].breaks()}


@pytest.mark.parametrize(
    ("a", "b", "first", "last", "direction"),
    [
        ("RUS", "UKR", "2013-12", "2014-04", "worse"),
        ("RUS", "UKR", "2021-11", "2022-03", "worse"),
        ("ISR", "IRN", "2023-10", "2023-10", "worse"),
        ("RUS", "ISR", "2018-09", "2018-09", "worse"),
        ("USA", "UKR", "2025-01", "2025-03", "worse"),
        ("USA", "GBR", "2025-01", "2025-03", "worse"),
    ],
)
def test_known_breaks_are_found_without_being_told(
    found: Index, a: str, b: str, first: str, last: str, direction: str
) -> None:
    for pair in ((a, b), (b, a)):
        dated = [m for m, d in breaks(found, *pair).items() if d == direction]
        assert any(first <= month <= last for month in dated), dated


@pytest.mark.parametrize("pair", [("NOR", "SWE"), ("CHL", "KEN"), ("ISL", "MLT")])
def test_quiet_pairs_stay_quiet(found: Index, pair: tuple[str, str]) -> None:
    assert found[pair].breaks() == ()


def test_russia_is_closer_to_iran_than_to_israel(found: Index) -> None:
    iran, israel = found["RUS", "IRN"], found["RUS", "ISR"]
    assert iran.lo90[-1] > israel.hi90[-1]


def test_the_crisis_of_september_2018_shows_with_its_rows(found: Index) -> None:
    change = found["RUS", "ISR"].explain("2018-09")
    assert change.change < -1.6 * change.sd
    rows = change.contributions.filter(change.contributions["table"] == "event")
    crisis = rows.filter(rows["date"].dt.strftime("%Y-%m-%d").is_in(["2018-09-18", "2018-09-19"]))
    assert len(crisis) > 20
    assert any("ACCUSE" in text for text in crisis["text"])


@pytest.mark.parametrize(
    ("pair", "month", "since"),
    [
        (("RUS", "ISR"), "2022-04", None),
        (("ISR", "RUS"), "2022-04", "2014-01"),
        (("USA", "GBR"), "2025-12", "2024-12"),
        (("RUS", "UKR"), "2014-06", "2008-01"),
    ],
)
def test_contributions_add_up_to_the_change(
    found: Index, pair: tuple[str, str], month: str, since: str | None
) -> None:
    relation = found[pair]
    change = relation.explain(month, since)
    months = relation.months.astype(str).tolist()
    until = months.index(month)
    begin = until - 1 if since is None else months.index(since)
    assert change.change == pytest.approx(relation.mean[until] - relation.mean[begin], abs=1e-9)
    assert change.contributions["contribution"].sum() == pytest.approx(change.change, abs=1e-9)
    model = change.contributions.filter(change.contributions["table"] == MODEL[0])
    assert abs(model["contribution"].sum()) < 0.5


def test_a_hundred_rows_deleted_one_by_one_move_the_index_by_their_effect(found: Index) -> None:
    relation = found["RUS", "ISR"]
    dyad = relation.dyad
    system, arrays, names = dyad.linear, dyad.arrays, dyad.names
    since, until = (relation.months.astype(str).tolist().index(m) for m in ("2018-01", "2022-06"))
    split = split_change(system, 0, since, until)
    rows = dyad.observations.evidence(*names).sample(100, seed=7)
    own = rows["observation"].to_numpy() - dyad.observations.of(*names).start
    share = rows["share"].to_numpy()
    value = rows["value"].to_numpy() - dyad.parameters.a[system.source[own]]
    found_effects = effects(system, split, own, share, value, arrays.n[own])
    for i, place in enumerate(own):
        if share[i] > 1 - 1e-9:
            fewer = arrays.without(np.array([place]))
        else:
            values, n = arrays.value.copy(), arrays.n.copy()
            values[place] += share[i] * (values[place] - rows["value"][i]) / (1 - share[i])
            n[place] *= 1 - share[i]
            fewer = dataclasses.replace(arrays, value=values, n=n)
        mean = smooth(fewer, dyad.parameters, weight=dyad.smoothed.weight).mean
        moved = split.total - (mean[until, 0] - mean[since, 0])
        assert moved == pytest.approx(found_effects[i], abs=1e-9)


def test_intervals_hold_what_was_kept_back_of_all_pairs_and_of_those_with_few_rows(
    whole: Record, found: Index
) -> None:
    whole_index = index(whole)
    arrays = whole_index._arrays
    counts = np.diff(arrays.pointer)
    random = np.random.default_rng(2026)
    for among in (counts >= 2, (counts >= 2) & (counts < np.quantile(counts[counts >= 2], 0.25))):
        dyads = np.sort(random.choice(np.flatnonzero(among), 1500, replace=False))
        held = hold_back(arrays, found.parameters, dyads, random)
        factor = np.array([found.calibration.factors(int(n)) for n in held.observations])
        inside = [
            float((np.abs(held.score) <= factor[:, k] * Calibration.NORMAL[k]).mean())
            for k in (0, 1)
        ]
        assert 0.45 < inside[0] < 0.55
        assert 0.87 < inside[1] < 0.93


def test_what_was_known_then_ends_then(whole: Record, found: Index) -> None:
    then = index(whole, [("RUS", "ISR")], as_of="2022-04")["RUS", "ISR"]
    assert str(then.months[-1]) == "2022-04"
    assert then.explain("2022-04").contributions["date"].max().isoformat() <= "2022-04-30"
    now = found["RUS", "ISR"]
    at = now.months.astype(str).tolist().index("2022-04")
    assert abs(then.mean[-1] - now.mean[at]) < 3


def test_a_pair_asked_for_alone_is_the_pair_among_all(whole: Record, found: Index) -> None:
    frame = next(index(whole).frames(400))
    first = (frame["actor"][0], frame["target"][0])
    alone = index(whole, [first])[first].frame()
    among = frame.filter((frame["actor"] == first[0]) & (frame["target"] == first[1]))
    np.testing.assert_allclose(alone["mean"], among["mean"], atol=1e-6)
    np.testing.assert_allclose(alone["hi90"], among["hi90"], atol=1e-6)


def test_questions_without_sense_are_one_line(found: Index) -> None:
    relation = found["RUS", "ISR"]
    with pytest.raises(InputError, match="is not a month"):
        relation.explain("April 2022")
    with pytest.raises(InputError, match="lies outside"):
        relation.explain("2031-01")
    with pytest.raises(InputError, match="given twice"):
        found["RUS", "Soviet Union"]
    with pytest.raises(InputError, match="not among"):
        found["RUS", "FRA"]


def test_the_unit_of_evidence_is_a_row_of_the_record(whole: Record, found: Index) -> None:
    rows = observe(whole, dyads=[("RUS", "ISR")]).evidence("RUS", "ISR")
    held = {r["rollcall_id"] for r in whole.query("SELECT rollcall_id FROM rollcall")}
    votes = rows.filter(rows["table"] == "rollcall")
    assert set(votes["row_id"]) <= held
