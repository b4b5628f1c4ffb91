"""Attitudes come back from mentions drawn with known ones, whatever the reader takes for what."""

import numpy as np
import polars as pl
import pytest

from legation.errors import InputError
from legation.narratives.attitudes import Attitudes, attitudes
from legation.narratives.camps import camps_of
from legation.narratives.tone import DEEDS, Errors, Mentions, Tone, polya_gamma, tone
from legation.reading.storing import store
from legation.record import Record
from tests.narratives.outlets import Piece, day, record_of

CLEAR = Errors((1_000, 0), (0, 1_000), (0, 0))
#: A reader that takes one friendly mention in five for hostile, and reads one in four in vain.
POOR = Errors((800, 200), (50, 950), (300, 370))


def logistic(x: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-x)))


def drawn(
    seed: int, errors: Errors = CLEAR, size: int = 40, war: float = 0.0
) -> tuple[Mentions, np.ndarray]:
    """Draw mentions of ten states by two camps of four outlets over three years.

    With `war`, deeds of the first state in the last year, which the second camp alone tells of,
    are that much more hostile.
    """
    random = np.random.default_rng(seed)
    states, camps, outlets = 10, 2, 8
    attitude = random.normal(0, 0.7, states) + random.normal(0, 0.5, (camps, states))
    of_outlet = random.normal(0, 0.3, outlets)
    cells = [
        (source, state, outlet, outlet // 4, year)
        for source in range(2)
        for state in range(states)
        for outlet in range(outlets)
        for year in range(3)
        if not (war and outlet < 4 and year == 2)
    ]
    source, state, outlet, camp, year = np.array(cells, np.intp).T
    level = np.array([-1.0, 0.0])[source]
    hard = war * ((source == DEEDS) & (state == 0) & (year == 2))
    chance = logistic(level + attitude[camp, state] + of_outlet[outlet] - hard)
    truth = random.binomial(size, chance)
    neither = sum(errors.neither)
    vain = random.poisson(size * neither / (sum(errors.friendly) + sum(errors.hostile)),
                          len(truth))  # fmt: skip
    right = random.binomial(truth, errors.friendly[0] / sum(errors.friendly))
    wrong = random.binomial(size - truth, errors.hostile[0] / sum(errors.hostile))
    noise = random.binomial(vain, errors.neither[0] / neither) if neither else vain
    friendly = right + wrong + noise
    mentions = Mentions(
        friendly, size + vain - friendly, source, state, outlet, camp, year, states, outlets,
        camps, 3, (errors, errors),
    )  # fmt: skip
    return mentions, attitude - attitude.mean()


def error_of(found: Tone, truth: np.ndarray) -> float:
    mean = found.attitude.mean(axis=0)
    return float(np.sqrt(((mean - mean.mean() - truth) ** 2).mean()))


def test_auxiliary_variables_have_their_mean_and_variance() -> None:
    count, at = np.array([1, 4, 40]), np.array([0.0, 1.5, -3.0])
    random = np.random.default_rng(1)
    found = np.stack([polya_gamma(random, count, at) for _ in range(8_000)])
    c = np.array([1e-4, 1.5, 3.0])
    # Polson, Scott & Windle 2013, section 2.3, and the second derivative of their transform.
    mean = count / (2 * c) * np.tanh(c / 2)
    variance = count / (4 * c**3) * (np.sinh(c) - c) / np.cosh(c / 2) ** 2
    assert found.mean(axis=0) == pytest.approx(mean, rel=0.03)
    assert found.var(axis=0)[1:] == pytest.approx(variance[1:], rel=0.08)
    assert not polya_gamma(random, np.array([0]), np.array([1.0])).any()


def test_attitudes_come_back_within_their_intervals() -> None:
    inside = []
    for seed in range(3):
        mentions, truth = drawn(seed, size=12)
        found = tone(mentions, sweeps=300, warmup=150).attitude
        found = found - found.mean(axis=(1, 2), keepdims=True)
        low, high = np.quantile(found, [0.05, 0.95], axis=0)
        inside.append((low < truth) & (truth < high))
    # Sixty intervals of 90 %: fewer than 46 or all of 60 inside would be unlikely (.002 each way).
    assert 46 <= np.sum(inside) <= 60


def test_what_the_reader_takes_for_another_is_put_right() -> None:
    mentions, truth = drawn(4, POOR)
    blind = Mentions(**{**vars(mentions), "errors": (CLEAR, CLEAR)})
    mended = error_of(tone(mentions, sweeps=200, warmup=100), truth)
    assert mended < 0.25
    assert error_of(tone(blind, sweeps=200, warmup=100), truth) > 1.4 * mended


def test_a_war_that_one_camp_alone_tells_of_is_not_taken_for_its_attitude() -> None:
    mentions, truth = drawn(6, war=3.0)
    fitted = tone(mentions, sweeps=200, warmup=100).attitude.mean(axis=0)
    assert (fitted - fitted.mean())[1, 0] == pytest.approx(truth[1, 0], abs=0.35)


# -- from headlines ------------------------------------------------------------------------

CAMPS = {"east": ["east1.example", "east2.example"], "west": ["west1.example", "west2.example"]}
FRIEND = ("Russia sends aid to {}", "Russia supports {}", "Russia helps {}")
FOE = ("Russia attacks {}", "Russia threatens {}", "Russia bombs {}")
PLAIN = ("France supports {}", "France attacks {}")
OTHERS = ("Syria", "Egypt", "Kenya", "Chad", "Mali", "Cuba")


def press() -> list[Piece]:
    """Titles in which the east tells of Russia's kind deeds and the west of its hostile ones."""
    out = []
    for camp, patterns in (("east", FRIEND), ("west", FOE)):
        for outlet in (1, 2):
            for at, other in enumerate(OTHERS):
                for number, pattern in enumerate((*patterns, *PLAIN)):
                    name = f"{camp}{outlet}.example"
                    out.append(Piece(name, day(at * 9 + number), pattern.format(other)))
    out.append(Piece("east1.example", day(3), "Aggressive Brazil is a threat to peace"))
    out.append(Piece("east1.example", day(4), '"Aggressive Brazil is a threat", says Cuba'))
    return out


def read(pieces: list[Piece]) -> Record:
    record = record_of(pieces)
    store(record, processes=1)
    return record


@pytest.fixture(scope="module")
def found() -> Attitudes:
    return attitudes(read(press()), camps_of(CAMPS))


def test_each_camp_favours_whom_it_tells_kind_deeds_of(found: Attitudes) -> None:
    east, west = found.of("east", "Russia"), found.of("west", "Russia")
    assert east.leaning == "favoured"
    assert west.leaning == "disfavoured"
    assert west.mean is not None
    assert -1 <= west.mean < -0.2
    assert found.of("east", "France").leaning is None
    assert east.documents == east.deeds == 36
    assert "favoured RUS" in str(found)
    assert found.frame().columns == list(east.to_dict())


def test_every_attitude_leads_to_its_sentences(found: Attitudes) -> None:
    rows = found.evidence("west", "RUS")
    assert len(rows) == 36
    assert set(rows["sign"]) == {-1}
    assert set(rows["source"]) == {"deeds"}
    assert rows.filter(pl.col("outlet").str.starts_with("east")).is_empty()
    words = found.evidence("east", "BRA")
    # What is said in a quotation is not the outlet's own word.
    assert words["source"].to_list() == ["words"]


def test_too_little_is_left_blank(found: Attitudes) -> None:
    few = found.of("east", "Brazil")
    assert few.documents == 1
    assert few.mean is None
    assert few.favour is None
    assert few.leaning is None
    assert "BRA" not in found.known_of("east")
    with pytest.raises(InputError, match="no camp 'north'"):
        found.of("north", "Brazil")
    none = attitudes(read(press()[:3]), camps_of(CAMPS))
    assert none.states == ()
    assert none.frame().is_empty()
    assert "fewer than 5 documents" in str(none)


def test_swapped_names_and_another_order_swap_the_results(found: Attitudes) -> None:
    swapped = camps_of({"east": CAMPS["west"], "west": CAMPS["east"]})
    other = attitudes(read(press()), swapped)
    assert other.of("west", "RUS").mean == found.of("east", "RUS").mean
    turned = attitudes(found._rows.held.record, camps_of(dict(reversed(CAMPS.items()))))
    assert turned.of("west", "RUS") == found.of("west", "RUS")


def test_a_window_leaves_the_rest_out_and_counts_it(found: Attitudes) -> None:
    early = attitudes(found._rows.held.record, camps_of(CAMPS), until="2020-01-20")
    assert early.of("east", "RUS").documents < 36
    assert early.left_out["outside the window, or without a day"] > 0


def test_an_act_that_befell_a_state_is_no_word_against_it() -> None:
    titles = ["The invasion of Mexico was wrong", "Mexico's aggression was wrong"]
    pieces = [Piece("east1.example", day(at), titles[at % 2]) for at in range(12)]
    held = attitudes(read(pieces), camps_of(CAMPS))
    assert held.evidence("east", "MEX")["text"].unique().to_list() == ["Mexico's aggression"]
    assert held.left_out["an act whose words leave open who did it"] == 6
