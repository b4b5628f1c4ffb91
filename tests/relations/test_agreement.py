"""Agreement equals a recount by hand; its measures and intervals equal published examples."""

from __future__ import annotations

import itertools
import json
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation import states
from legation.errors import InputError, LegationError, UnknownNameError
from legation.record import Record, add, open_record
from legation.relations import METHODS, agreement, agreement_series, agreement_with_all
from legation.relations.measures import CHOICES, measure, tabulate, wilson
from tests.record.made import resolutions, write_lines

LISTS = {"MS_in_favour": "yes", "MS_abstaining": "abstain", "MS_against": "no"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Record:
    folder = tmp_path_factory.mktemp("made")
    record = open_record(":memory:")
    add(record, [write_lines(folder / f"{s}.json", resolutions(s, 60, s)) for s in (74, 75, 76)])
    return record


@pytest.fixture(scope="module")
def recent(shared: Path) -> tuple[Record, list[dict[str, str]]]:
    """The record of sessions 76 to 78, and the same read in plain Python."""
    record = open_record(":memory:")
    files = [shared / "unga" / f"{session}.json" for session in (76, 77, 78)]
    add(record, files)
    calls: dict[str, dict[str, str]] = {}
    for line in (line for f in files for line in f.read_text("utf-8").splitlines()):
        row = json.loads(line)
        choices = {str(states.resolve(n)): c for k, c in LISTS.items() for n in row[k] or ()}
        if choices:
            calls[row["symbol"]] = choices
    return record, list(calls.values())


@pytest.mark.parametrize("method", ["plain", "yes_no"])
def test_agreement_equals_a_recount_in_plain_python(
    recent: tuple[Record, list[dict[str, str]]], method: str
) -> None:
    record, calls = recent
    source = random.Random(1946)
    members = sorted({s for call in calls for s in call})
    for a, b in (source.sample(members, 2) for _ in range(60)):
        allowed = ("yes", "no") if method == "yes_no" else CHOICES
        both = [(c[a], c[b]) for c in calls if c.get(a) in allowed and c.get(b) in allowed]
        found = agreement(record, a, b, method=method)
        assert (found.n, found.same) == (len(both), sum(x == y for x, y in both)), (a, b)


def test_agreement_with_all_equals_each_pair_on_its_own(
    recent: tuple[Record, list[dict[str, str]]],
) -> None:
    record, _ = recent
    everyone = agreement_with_all(record, "Israel", method="half")
    assert len(everyone) == 192
    for code in ("RUS", "USA", "FSM", "VEN"):
        alone = agreement(record, "Israel", code, method="half")
        if code in everyone:
            assert everyone[code].table == alone.table
            assert everyone[code].interval == alone.interval
        else:
            assert alone.n == 0  # Venezuela had no vote in these sessions


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    # Newcombe (1998), Statistics in Medicine 17: 857-872, table I, score method
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_intervals_are_those_of_newcombe_1998(
    count: int, n: int, low: float, high: float
) -> None:
    found = wilson(count / n, n, 1.959964)
    assert found == pytest.approx((low, high), abs=5e-5)


def table(*rows: tuple[int, int, int]) -> np.ndarray:
    return np.array(rows, dtype=float)


def test_chance_corrected_measures_equal_hand_computed_values() -> None:
    # the textbook table 20, 5, 10, 15: agreement .7, Cohen's kappa .4; pooled shares .55 and
    # .45 expect .505, so Scott's pi is .195 / .495
    t = table((20, 0, 5), (0, 0, 0), (10, 0, 15))
    assert measure(t, "plain", 0.9)[0] == pytest.approx(0.7)
    assert measure(t, "kappa", 0.9)[0] == pytest.approx(0.4)
    assert measure(t, "pi", 0.9)[0] == pytest.approx(0.195 / 0.495)


def test_an_abstention_against_a_vote_counts_one_half() -> None:
    t = table((4, 2, 1), (1, 3, 2), (0, 1, 6))
    expected = (4 + 3 + 6 + 0.5 * (2 + 1 + 2 + 1)) / 20
    assert measure(t, "half", 0.9)[0] == pytest.approx(expected)


def test_the_jackknife_of_a_mean_is_its_standard_error() -> None:
    t = table((40, 12, 9), (11, 30, 2), (5, 1, 60))
    weights = np.array([[1, 0.5, 0], [0.5, 1, 0.5], [0, 0.5, 1]])
    scores = np.repeat(weights.ravel(), t.astype(int).ravel())
    error = scores.std(ddof=1) / np.sqrt(len(scores))
    value, interval = measure(t, "half", 0.9)
    assert value is not None
    assert interval is not None
    assert interval[1] - value == pytest.approx(1.6448536 * error, rel=1e-6)


def test_the_jackknife_of_kappa_is_close_to_the_large_sample_variance() -> None:
    # Fleiss, Cohen and Everitt (1969), Psychological Bulletin 72: 323-327, equation 13
    t = table((400, 60, 40), (50, 300, 30), (20, 40, 260))
    p = t / t.sum()
    rows, columns = p.sum(1), p.sum(0)
    observed, expected = np.trace(p), float(rows @ columns)
    kappa = (observed - expected) / (1 - expected)
    terms = sum(
        p[i, i] * ((1 - expected) - (columns[i] + rows[i]) * (1 - observed)) ** 2 for i in range(3)
    )
    terms += (1 - observed) ** 2 * sum(
        p[i, j] * (columns[i] + rows[j]) ** 2 for i in range(3) for j in range(3) if i != j
    )
    terms -= (observed * expected - 2 * expected + observed) ** 2
    error = np.sqrt(terms / (t.sum() * (1 - expected) ** 4))
    value, interval = measure(t, "kappa", 0.9)
    assert value == pytest.approx(kappa)
    assert interval is not None
    assert (interval[1] - interval[0]) / 2 == pytest.approx(1.6448536 * error, rel=0.02)


@pytest.mark.parametrize("method", sorted(METHODS))
def test_ninety_per_cent_intervals_hold_the_truth_about_nine_times_in_ten(method: str) -> None:
    source = np.random.default_rng(7)
    p = np.array([[0.35, 0.08, 0.02], [0.06, 0.2, 0.05], [0.03, 0.06, 0.15]])
    if method == "yes_no":
        p = p * np.array([[1, 0, 1], [0, 0, 0], [1, 0, 1]])
        p = p / p.sum()
    truth = METHODS[method][0](p)
    held = 0
    for _ in range(1500):
        drawn = source.multinomial(150, p.ravel()).reshape(3, 3).astype(float)
        _, interval = measure(drawn, method, 0.9)
        assert interval is not None
        held += interval[0] <= truth <= interval[1]
    assert 0.87 <= held / 1500 <= 0.93


@given(st.lists(st.tuples(st.sampled_from(CHOICES), st.sampled_from(CHOICES)), max_size=60))
def test_measures_are_symmetric_and_inside_their_intervals(votes: list[tuple[str, str]]) -> None:
    t = tabulate([a for a, _ in votes], [b for _, b in votes])
    for method in METHODS:
        value, interval = measure(t, method, 0.9)
        other, _ = measure(t.T.copy(), method, 0.9)
        assert value == pytest.approx(other)
        if value is None or interval is None:
            assert not votes
        else:
            assert interval[0] - 1e-12 <= value <= interval[1] + 1e-12
            assert -1 <= interval[0] <= interval[1] <= 1


def test_years_add_up_to_the_whole(made: Record) -> None:
    whole = agreement(made, "RUS", "ISR")
    years = agreement_series(made, "RUS", "ISR")
    assert years.periods == ("2019", "2020", "2021")
    assert sum(v.n for v in years.values) == whole.n
    assert sum(v.same for v in years.values) == whole.same
    sessions = agreement_series(made, "RUS", "ISR", by="session")
    assert sessions.periods == ("74", "75", "76")


def test_the_rows_behind_a_number_make_that_number(made: Record) -> None:
    found = agreement(made, "RUS", "ISR", start=2020, end=2020)
    rows = found.evidence()
    assert rows.height == found.n
    assert int(rows["same"].sum()) == found.same
    assert set(rows["date"].dt.year()) == {2020}
    assert rows["source_id"].str.starts_with("un-resolutions:").all()


def test_the_order_of_the_pair_does_not_matter(made: Record) -> None:
    for a, b in itertools.combinations(("RUS", "ISR", "USA", "IRN"), 2):
        one, other = agreement(made, a, b, method="kappa"), agreement(made, b, a, method="kappa")
        assert (one.share, one.n) == (pytest.approx(other.share), other.n)


def test_no_common_roll_call_is_an_honest_blank(made: Record) -> None:
    found = agreement(made, "Fiji", "Russia")
    assert (found.share, found.n, found.interval) == (None, 0, None)
    assert "no roll call on which both took part in these sources" in str(found)


def test_succession_continues_or_not(tmp_path: Path) -> None:
    rows = resolutions(5, 20, session=40)  # 1985: the Soviet Union's seat
    for row in rows:
        for name in LISTS:
            row[name] = [
                "UNION OF SOVIET SOCIALIST REPUBLICS" if n == "RUSSIAN FEDERATION" else n
                for n in row[name]  # type: ignore[attr-defined]
                if n != "UKRAINE"
            ]
    with open_record(":memory:") as record:
        add(record, [write_lines(tmp_path / "r.json", rows)])
        assert agreement(record, "Russia", "Israel").n > 5
        assert agreement(record, "Russia", "Israel", succession="separate").n == 0
        assert agreement(record, "USSR", "Israel", succession="separate").n > 5


def test_votes_are_called_those_of_the_state_that_cast_them(made: Record) -> None:
    asked = agreement(made, "USSR", "Israel", start=2020, end=2020)
    assert (asked.a, asked.a.name) == ("RUS", "Russia")
    assert asked.n == agreement(made, "Russia", "Israel", start=2020, end=2020).n > 0
    assert agreement(made, "Russia", "Israel", start=1970, end=1980).a == "SUN"
    assert agreement(made, "Russia", "Israel").a == "RUS"


@pytest.mark.parametrize(
    ("options", "kind"),
    [
        ({"a": "RUS", "b": "Russia"}, InputError),
        ({"a": "RUS", "b": "USSR"}, InputError),
        ({"a": "RUS", "b": "Mordor"}, UnknownNameError),
        ({"a": "RUS", "b": "ISR", "method": "magic"}, UnknownNameError),
        ({"a": "RUS", "b": "ISR", "topic": "cheese"}, UnknownNameError),
        ({"a": "RUS", "b": "ISR", "level": 1.5}, InputError),
        ({"a": "RUS", "b": "ISR", "succession": "maybe"}, InputError),
        ({"a": "RUS", "b": "ISR", "start": 2022, "end": 2020}, InputError),
        ({"a": "RUS", "b": "ISR", "start": "2022-13"}, InputError),
        ({"a": "RUS", "b": "ISR", "directed_at": "Mordor"}, UnknownNameError),
    ],
)
def test_senseless_questions_are_one_clear_line(
    made: Record, options: dict[str, object], kind: type[LegationError]
) -> None:
    with pytest.raises(kind) as caught:
        agreement(made, options.pop("a"), options.pop("b"), **options)  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)
