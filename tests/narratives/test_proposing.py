"""Camps are proposed from what outlets write, with how far the proposal can be trusted."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from legation.errors import InputError
from legation.narratives.documents import documents
from legation.narratives.profiles import _shrunk
from legation.narratives.proposing import Proposal, adjusted_rand, propose, silhouette
from tests.narratives.outlets import Piece, day, press, record_of

CAMPS = {"north": ("Russia", "China", "Iran"), "south": ("Germany", "Japan", "Canada")}


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEGATION_CACHE", str(tmp_path))


def parts(found: Proposal) -> list[set[str]]:
    return [{outlet.key for outlet in camp.outlets} for camp in found.camps.camps]


def test_planted_camps_are_found_with_what_sets_them_apart() -> None:
    pieces = press(CAMPS, outlets=4, titles=50, seed=1)
    pieces += [Piece("thin.example", day(n), "News of Russia") for n in range(5)]
    found = propose(record_of(pieces))
    planted = [{f"{camp}{n}.example" for n in range(4)} for camp in CAMPS]
    assert sorted(map(sorted, parts(found))) == sorted(map(sorted, planted))
    assert max(found.silhouette, key=lambda k: found.silhouette[k]) == 2
    assert found.silhouette[2] > 0.6
    assert found.stability > 0.95
    assert found.thin == {"thin.example": 5}
    name = next(n for n, part in zip(found.camps.names, parts(found), strict=True)
                if "north0.example" in part)  # fmt: skip
    ours = {row.state: row for row in found.why[name] if row.here > row.elsewhere}
    assert set(ours) <= {"RUS", "CHN", "IRN"}
    first = next(iter(ours.values()))
    assert first.here == pytest.approx(2 / 9, abs=0.08)
    assert first.elsewhere == 0
    assert any("legation read --store" in said for said in found.notes)
    # The same record the other way round.
    turned = propose(record_of(pieces[::-1]))
    assert turned.camps == found.camps
    assert turned.silhouette == pytest.approx(found.silhouette)


def test_outlets_that_write_alike_are_said_to_fall_into_no_camps() -> None:
    alike = press({"one": CAMPS["north"]}, outlets=8, titles=40, seed=2)
    found = propose(record_of(alike))
    said = " ".join(found.notes)
    assert "hardly fall into camps" in said or "not stable" in said
    assert found.stability < 0.5


def test_years_in_which_outlets_were_collected_make_no_camps() -> None:
    # All write of Russia one year and of Japan the next; half were collected in each.
    generator = np.random.default_rng(3)
    pieces = []
    for at in range(8):
        for n in range(40):
            later = n % 10 < (7 if at % 2 else 3)
            states = ("Japan", "Canada") if later else ("Russia", "China")
            when = f"{2021 if later else 2020}-06-{n % 28 + 1:02}"
            pieces.append(Piece(f"o{at}.example", when, f"News of {generator.choice(states)}"))
    found = propose(record_of(pieces), 2)
    odd = {f"o{at}.example" for at in range(1, 8, 2)}
    assert odd not in parts(found)
    assert found.stability < 0.5


def test_one_outlet_under_two_names_is_one() -> None:
    pieces = press(CAMPS, outlets=3, titles=40, seed=4)
    pieces = [p._replace(outlet=f"www.{p.outlet}") if n % 2 else p for n, p in enumerate(pieces)]
    found = propose(record_of(pieces), 2)
    assert sorted(map(len, parts(found))) == [3, 3]


@pytest.mark.parametrize(
    ("pieces", "number", "says"),
    [
        ([], None, "0 outlets of the record have 20 documents"),
        (press(CAMPS, 1, 30, 1), None, "2 outlets of the record have 20 documents"),
        (press(CAMPS, 2, 30, 1), 4, "to propose 4 camps takes 5"),
        (press(CAMPS, 2, 30, 1), 1, "at least 2 camps"),
        ([Piece(f"o{n % 4}.example", day(n), "Rain") for n in range(90)], None, "names a state"),
    ],
)
def test_too_little_is_said_in_one_line(pieces: list[Piece], number: int | None, says: str) -> None:
    with pytest.raises(InputError, match=says):
        propose(documents(record_of(pieces)), number)


# -- measures ------------------------------------------------------------------------------


def test_adjusted_rand_index_is_that_of_the_paper() -> None:
    # Two divisions of six: 2 pairs joined by both, 6 and 3 by each, 15 in all.
    assert adjusted_rand([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 2, 2]) == pytest.approx(
        (2 - 6 * 3 / 15) / (4.5 - 6 * 3 / 15)
    )
    assert adjusted_rand([0, 1, 2], [2, 0, 1]) == 1
    generator = np.random.default_rng(0)
    chance = [adjusted_rand(generator.integers(0, 3, 30), generator.integers(0, 3, 30))
              for _ in range(300)]  # fmt: skip
    assert np.mean(chance) == pytest.approx(0, abs=0.02)


def test_silhouette_is_that_of_the_definition() -> None:
    place = np.array([0.0, 1.0, 5.0, 7.0, 20.0])
    apart = np.abs(place[:, None] - place)
    found = silhouette(apart, np.array([0, 0, 1, 1, 2]))
    assert found.tolist() == pytest.approx([5 / 6, 4 / 5, (4.5 - 2) / 4.5, (6.5 - 2) / 6.5, 0])


def test_numbers_are_shrunk_by_what_chance_leaves_over() -> None:
    generator = np.random.default_rng(7)
    truth = generator.normal(2.0, 1.0, (4_000, 1))
    chance = generator.choice([0.1, 2.0], (4_000, 1))
    value = truth + generator.normal(size=truth.shape) * np.sqrt(chance)
    shrunk, between = _shrunk(value, chance)
    assert between[0] == pytest.approx(1.0, rel=0.1)
    assert shrunk == pytest.approx((value - 2.0) / (1 + chance), abs=0.2)
    none, nothing = _shrunk(truth * 0 + generator.normal(size=truth.shape), np.ones((4_000, 1)))
    assert nothing[0] < 0.1
    assert np.abs(none).max() < 0.5
    unknown = np.where(np.arange(4_000)[:, None] < 5, np.inf, chance)
    assert (_shrunk(value, unknown)[0][:5] == 0).all()
