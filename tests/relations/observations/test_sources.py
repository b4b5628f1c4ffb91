"""Pairs, spans, sources of one's own, and what is said of bad ones."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from legation import states
from legation.errors import InputError, LegationError
from legation.record import Record, add, open_record
from legation.relations.observations import (
    DEFAULT_SOURCES,
    Scope,
    Source,
    from_sql,
    month_text,
    observe,
)
from tests.record.made import resolutions, write_lines
from tests.relations.observations.made import event, measure, seen, vote

MONTH = 2020 * 12 + 4


def frame(**changes: object) -> pl.DataFrame:
    row = {"actor": "FRA", "target": "GBR", "month": MONTH, "value": 1.5, "n": 2.0} | changes
    return pl.DataFrame({name: [value] for name, value in row.items() if value is not ...})


def source(give: Callable[[], object], **more: object) -> Source:
    return Source("mine", "My own", "apples", lambda record, scope: give(), **more)  # type: ignore[arg-type, return-value]


@pytest.fixture
def record() -> Record:
    record = open_record(":memory:")
    event(record, "FRA", "GBR", "2020-06-15", 1.0)
    return record


def test_a_source_of_ones_own_takes_a_few_lines(record: Record) -> None:
    def trade(record: Record, scope: Scope) -> pl.DataFrame:
        return pl.DataFrame(
            {"actor": ["FRA"], "target": ["GBR"], "month": [MONTH], "value": [2.5], "n": [1]}
        )

    mine = Source("trade", "Exports", "log of euros", trade, sign=1)
    found = observe(record, [*DEFAULT_SOURCES, mine], dyads=[("France", "UK")])
    row = found.rows("FRA", "GBR", "trade", "2020-05").row(0, named=True)
    assert (row["table"], row["locator"]) == ("trade", "FRA GBR 2020-05")
    assert (row["text"], row["value"], row["share"]) == ("Exports", 2.5, 1)


def test_a_source_may_be_a_query(record: Record) -> None:
    measure(record, "visit", "FRA", "GBR", "2020-04-02", "2020-04-02", text="to London")
    measure(record, "visit", "GBR", "FRA", "2020-04-20", "2020-04-20")
    query = "SELECT actor, target, start AS date, 1.0 AS value, text FROM measure"
    visits = from_sql("visits", "Visits", query, unit="visits", sign=1, mutual=True)
    assert seen(record, visits, [("FRA", "GBR")]) == {("FRA", "GBR", "2020-04"): (1, 2)}
    rows = observe(record, [visits], dyads=[("FRA", "GBR")]).rows("FRA", "GBR", "visits", "2020-04")
    assert rows["share"].to_list() == [0.5, 0.5]
    assert rows["text"].to_list()[0] == "to London"
    cut = observe(record, [visits], dyads=[("FRA", "GBR")], until=dt.date(2020, 4, 10))
    assert list(cut.n) == [1]


@pytest.mark.parametrize(
    ("give", "words"),
    [
        (lambda: frame(value=...), "gave no column value"),
        (lambda: [1], "gave a list, not a polars DataFrame"),
        (lambda: frame(value="much"), "column value of source mine is String, not a number"),
        (lambda: frame(month=2020.5), "column month of source mine is Float64"),
        (lambda: frame(value=float("nan")), "gave value nan for FRA, GBR in 2020-05"),
        (lambda: frame(value=None), "column value of source mine is Null"),
        (lambda: frame(n=0.0), "gave n 0.0 for FRA, GBR in 2020-05; n must be finite and above 0"),
        (lambda: frame(n=float("inf")), "gave n inf"),
        (lambda: frame(actor="Freedonia"), "gave actor 'Freedonia', which is no code of a state"),
        (lambda: frame(target=None), "gave target None"),
        (lambda: frame(month=MONTH + 2), "1 observations after 2020-06"),
        (lambda: pl.concat([frame(), frame()]), "observed FRA and GBR twice in 2020-05"),
    ],
)
def test_a_bad_source_is_one_clear_line(
    record: Record, give: Callable[[], object], words: str
) -> None:
    with pytest.raises(InputError) as told:
        observe(record, [source(give)])
    assert words in str(told.value)
    assert "\n" not in str(told.value)


def test_a_mutual_source_may_not_give_a_pair_both_ways(record: Record) -> None:
    both = pl.concat([frame(), frame(actor="GBR", target="FRA")])
    assert len(observe(record, [source(lambda: both)])) == 2
    with pytest.raises(InputError, match="as a mutual source it must give a pair once"):
        observe(record, [source(lambda: both, mutual=True)])


def test_a_query_that_fails_is_one_clear_line(record: Record) -> None:
    bad = from_sql("bad", "Bad", "SELECT no_such_column FROM event", unit="none")
    with pytest.raises(InputError, match=r"query cannot be answered: .*no_such_column"):
        observe(record, [bad])


def test_rows_that_do_not_add_up_are_refused(record: Record) -> None:
    def rows(*_: object) -> pl.DataFrame:
        line = {"table": "event", "locator": "x", "date": dt.date(2020, 5, 1), "text": ""}
        return pl.DataFrame([{"month": MONTH, "value": 1.0, "share": 1.0, **line}])

    found = observe(record, [source(frame, rows=rows)])
    with pytest.raises(InputError, match=r"add up to 1, where 1\.5 was observed"):
        found.rows("FRA", "GBR", "mine", "2020-05")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": "My source"}, "no name for a source"),
        ({"sign": 2}, "sign of source mine is"),
    ],
)
def test_a_source_is_checked_when_made(change: dict[str, object], words: str) -> None:
    fields = {"name": "mine", "title": "", "unit": "", "observe": frame} | change
    with pytest.raises(InputError, match=words):
        Source(**fields)  # type: ignore[arg-type]


def test_what_is_about_no_two_states_is_left_out_and_counted(record: Record) -> None:
    given = pl.concat([frame(), frame(actor="HKG"), frame(month=1930 * 12), frame(target="DDR")])
    found = observe(record, [source(lambda: given)])
    assert (len(found), found.left_out) == (1, {"mine": 3})


@pytest.mark.parametrize(
    ("dyads", "words"),
    [
        ([("FRA", "France")], "France is given twice"),
        ([("Russia", "Soviet Union")], "given twice"),
        ([("East Germany", "Kosovo")], "DDR and XKX did not exist in one month"),
        ([("Hong Kong", "China")], "Hong Kong is a territory, not a state"),
        ([("FRA", "Freedonia")], "no state 'Freedonia'"),
        ([], "no pairs were given"),
    ],
)
def test_a_pair_that_is_none_is_one_clear_line(
    record: Record, dyads: list[tuple[str, str]], words: str
) -> None:
    with pytest.raises(LegationError) as told:
        observe(record, dyads=dyads)
    assert words in str(told.value)


def test_an_empty_record_and_a_cut_before_1946_are_one_clear_line(record: Record) -> None:
    with pytest.raises(InputError, match="holds nothing to observe"):
        observe(open_record(":memory:"))
    with pytest.raises(InputError, match="begin in 1946"):
        observe(record, until=dt.date(1945, 1, 1))


def test_all_pairs_are_those_of_states_that_existed_together(record: Record) -> None:
    found = observe(record, [source(frame)])
    spans = {
        dyad: tuple(map(month_text, map(int, span)))
        for dyad, span in zip(found.dyads, found.span, strict=True)
    }
    assert spans["RUS", "UKR"] == ("1991-08", "2020-06")
    assert spans["DDR", "DEU"] == ("1949-10", "1990-10")
    assert spans["FRA", "RUS"] == ("1946-01", "2020-06")
    assert ("DDR", "XKX") not in spans
    assert not any(code in {"SUN", "YUG", "YAR", "HKG", "ABK"} for dyad in spans for code in dyad)
    for a, b in random.Random(3).sample(found.dyads, 200):
        first, last = (
            dt.date(m // 12, m % 12 + 1, 1) for m in found.span[found.dyads.index((a, b))]
        )
        for code in (a, b):
            alive = [s.exists_on(first + dt.timedelta(days=30)) for s, _, _ in states.lineage(code)]
            assert any(alive), (a, b, first, last)


def test_arrays_are_sorted_by_pair_month_source_and_side(real: Record) -> None:
    found = observe(real)
    key = np.lexsort((found.side, found.source, found.month, found.dyad))
    assert np.array_equal(key, np.arange(len(found)))
    assert [a.dtype.name for a in (found.dyad, found.month, found.source, found.side)] == [
        "int32", "int32", "int16", "int8"
    ]  # fmt: skip
    assert (found.month >= found.span[found.dyad, 0]).all()
    assert (found.month <= found.span[found.dyad, 1]).all()


def test_a_few_pairs_give_what_all_pairs_give(real: Record) -> None:
    whole = observe(real)
    pairs = [("ISR", "RUS"), ("RUS", "USA"), ("FRA", "GBR"), ("CHN", "IND")]
    alone = observe(real, dyads=pairs)
    for pair in pairs:
        part, of = whole.of(*pair), alone.of(*pair)
        for name in ("month", "source", "side"):
            assert np.array_equal(getattr(whole, name)[part], getattr(alone, name)[of])
        assert np.allclose(whole.value[part], alone.value[of], rtol=0, atol=1e-12)
        assert np.allclose(whole.n[part], alone.n[of], rtol=0, atol=1e-9)


def test_rows_of_every_source_add_up_to_what_is_observed(real: Record) -> None:
    found = observe(real)
    draw = np.random.default_rng(7)
    tried = set()
    for number, one in enumerate(found.sources):
        places = np.flatnonzero(found.source == number)
        for place in draw.choice(places, min(12, len(places)), replace=False):
            rows = found.rows(
                *found.dyads[found.dyad[place]],
                one.name,
                int(found.month[place]),
                int(found.side[place]),
            )
            assert abs(rows["share"].sum() - 1) < 1e-12
            assert abs((rows["share"] * rows["value"]).sum() - found.value[place]) < 1e-12
            tried.add(one.name)
    assert tried == {one.name for one in DEFAULT_SOURCES} - {"goldstein_other", "balance_other"}


def test_the_evidence_of_a_pair_is_the_rows_of_its_observations(real: Record) -> None:
    found = observe(real, dyads=[("ISR", "RUS")])
    evidence = found.evidence("ISR", "RUS", "2018-01", "2022-06")
    sums = (
        evidence.group_by("observation")
        .agg((pl.col("share") * pl.col("value")).sum().alias("sum"))
        .sort("observation")
    )
    inside = np.flatnonzero((found.month >= 2018 * 12) & (found.month <= 2022 * 12 + 5))
    assert sums["observation"].to_list() == inside.tolist()
    assert np.allclose(sums["sum"], found.value[inside], rtol=0, atol=1e-12)


def test_a_cut_record_is_the_record_of_that_day(real: Record) -> None:
    cut = observe(real, dyads=[("ISR", "RUS")], until=dt.date(2018, 9, 18))
    rows = cut.evidence("ISR", "RUS")
    assert rows["date"].max() == dt.date(2018, 9, 18)
    assert cut.span[0, 1] == 2018 * 12 + 8


def test_the_variance_of_a_row_is_that_of_the_noise(record: Record) -> None:
    draw = np.random.default_rng(5)
    n = draw.integers(1, 20, 600)
    months = 1960 * 12 + np.arange(600)
    noise = draw.normal(0, 2 / np.sqrt(n))
    made = pl.DataFrame(
        {"actor": "FRA", "target": "GBR", "month": months, "value": 3 + noise, "n": n}
    )
    variance = observe(record, [source(lambda: made)]).variances()["mine"]
    assert variance == pytest.approx(4, rel=0.2)


def test_no_such_observation_is_one_clear_line(record: Record) -> None:
    vote(record, "A/1", "2020-06-01", FRA="yes", GBR="no", USA="no")
    found = observe(record, dyads=[("FRA", "GBR")])
    with pytest.raises(LegationError, match="no source 'tea'"):
        found.rows("FRA", "GBR", "tea", "2020-06")
    with pytest.raises(LegationError, match="does not observe FRA and GBR in 2020-05"):
        found.rows("FRA", "GBR", "agreement", "2020-05")
    with pytest.raises(LegationError, match="not among the pairs observed"):
        found.rows("FRA", "USA", "agreement", "2020-06")
    with pytest.raises(LegationError, match="is not a month"):
        found.rows("FRA", "GBR", "agreement", "June")


def test_what_was_observed_of_all_pairs_is_kept_until_the_record_changes(tmp_path: Path) -> None:
    asked = []

    def give(record: Record, scope: Scope) -> pl.DataFrame:
        asked.append(scope.until)
        return frame(month=scope.last)

    kept = Source("mine", "My own", "apples", give, version="1")
    file = open_record(tmp_path / "record.duckdb")
    add(file, [write_lines(tmp_path / "75.json", resolutions(75, 12, 75))])
    first, again = observe(file, [kept]), observe(file, [kept])
    assert len(asked) == 1
    assert np.array_equal(first.value, again.value)
    observe(file, [kept], dyads=[("FRA", "GBR")])
    observe(file, [kept], until=dt.date(2020, 6, 30))
    observe(file, [replace(kept, version="2")])
    observe(file, [replace(kept, version=None)])
    add(file, [write_lines(tmp_path / "76.json", resolutions(76, 12, 76))])
    observe(file, [kept])
    assert len(asked) == 6
