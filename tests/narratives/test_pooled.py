"""The pooled model finds what was planted, with intervals that hold what they promise."""

import numpy as np
import pytest

from legation.errors import InputError
from legation.narratives.confusion import COUNTS, VALUES, scores
from legation.narratives.pooled import Cells, Posterior, needed, posterior
from legation.narratives.simulated import Simulated, simulate, tilted


def fitted(drawn: Simulated, seed: int = 0, sweeps: int = 500) -> Posterior:
    return posterior(drawn.cells, scores, seed, sweeps, 150)


def cells_of_each(cells: Cells) -> np.ndarray:
    counts = np.bincount(cells.camp * cells.pairs + cells.pair, minlength=cells.camps * cells.pairs)
    return counts.reshape(cells.camps, cells.pairs)


def renamed(cells: Cells, order: np.ndarray) -> Cells:
    """Put the cells of the same model in another order."""
    return Cells(
        cells.classes[order], cells.record[order], cells.camp[order], cells.pair[order],
        cells.outlet[order], cells.record_sd, cells.camps, cells.pairs, cells.outlets,
    )  # fmt: skip


def test_what_was_planted_is_found_where_documents_are_many() -> None:
    drawn = simulate(
        np.random.default_rng(5), documents=2_500, pairs=8, record_sd=0.1, shift=(1, 2, -3.0)
    )
    delta = fitted(drawn).delta
    low, high = np.quantile(delta[:, 1, 2], [0.05, 0.95])
    assert low < -3.0 < high < 0
    assert np.corrcoef(delta.mean(axis=0).ravel(), drawn.delta.ravel())[0, 1] > 0.8


def test_nine_of_ten_intervals_hold_the_truth() -> None:
    held: list[bool] = []
    for seed in range(60):
        drawn = simulate(np.random.default_rng([seed, 7]), documents=60, pairs=4, camps=2)
        low, high = np.quantile(
            posterior(drawn.cells, scores, seed, 240, 80).delta, [0.05, 0.95], axis=0
        )
        enough = cells_of_each(drawn.cells) >= 5
        held += ((low <= drawn.delta) & (drawn.delta <= high))[enough].tolist()
    # Intervals of one set rise and fall together; the benchmark has the narrow bounds.
    assert len(held) > 300
    assert 0.85 < np.mean(held) < 0.97


def test_a_pair_with_few_documents_leans_on_the_others() -> None:
    drawn = simulate(np.random.default_rng(3), documents=150, pairs=6, more=(0, 0, 60))
    found = fitted(drawn)
    width = found.delta.std(axis=0)
    counts = cells_of_each(drawn.cells)
    assert counts[0, 0] > 60
    assert width[0, 0] < width[0, 1:].mean()
    assert np.isfinite(found.delta).all()


def test_one_outlet_alone_leaves_more_open_than_many() -> None:
    many = simulate(np.random.default_rng(11), documents=300, pairs=5, camps=2, outlets=6)
    one = many.cells
    one = Cells(one.classes, one.record, one.camp, one.pair, one.camp.copy(), one.record_sd,
                one.camps, one.pairs, one.camps)  # fmt: skip
    scales = posterior(one, scores, 0, 300, 100).scales[:, 2].mean()
    assert scales > posterior(many.cells, scores, 0, 300, 100).scales[:, 2].mean()


def test_the_error_of_the_record_is_in_the_interval() -> None:
    sure = simulate(np.random.default_rng(8), documents=300, pairs=6, record_sd=0.0, slope=1.0)
    cells = sure.cells
    unsure = Cells(cells.classes, cells.record, cells.camp, cells.pair, cells.outlet,
                   np.full(cells.pairs, 2.0), cells.camps, cells.pairs, cells.outlets)  # fmt: skip
    found, wider = fitted(sure), posterior(unsure, scores, 0, 500, 150)
    gained = wider.delta.var(axis=0) - found.delta.var(axis=0)
    assert gained.mean() == pytest.approx(4.0 * (wider.slope**2).mean(), rel=0.25)


def test_cells_may_stand_in_any_order() -> None:
    cells = simulate(np.random.default_rng(2), documents=120, pairs=5).cells
    order = np.random.default_rng(9).permutation(len(cells.record))
    means = [posterior(c, scores, 0, 800, 150).delta.mean(axis=0)
             for c in (cells, renamed(cells, order))]  # fmt: skip
    # The draws of documents come in another order, so that chance differs and the answer does not.
    assert np.abs(means[0] - means[1]).max() < 0.3


def test_the_same_seed_gives_the_same_draws() -> None:
    cells = simulate(np.random.default_rng(2), documents=40, pairs=3).cells
    one, two = (posterior(cells, scores, 4, 50, 10) for _ in range(2))
    assert all(np.array_equal(a, b) for a, b in zip(one, two, strict=True))


def test_documents_said_to_be_needed_bring_the_width() -> None:
    got = []
    for seed in (1, 8, 11):
        drawn = simulate(np.random.default_rng(seed), documents=400, pairs=10)
        found = fitted(drawn)
        n = int(cells_of_each(drawn.cells)[0, 0])
        wanted = 0.7 * float(found.delta[:, 0, 0].var())
        more = needed(float(found.delta[:, 0, 0].var()), n, wanted, found.scales,
                      float(drawn.cells.classes.sum(axis=1).mean()),
                      found.outlet[:, :4])  # fmt: skip
        if more is None:
            continue
        again = simulate(np.random.default_rng(seed), documents=400, pairs=10, more=(0, 0, more))
        got.append(float(fitted(again).delta[:, 0, 0].var()) / wanted)
    assert got
    assert 0.75 < np.mean(got) < 1.25


# -- how the reader errs -------------------------------------------------------------------


def test_scores_undo_what_the_reader_confuses_on_average() -> None:
    generator = np.random.default_rng(0)
    drawn = np.stack([scores(generator) for _ in range(2_000)])
    confused = (COUNTS + 0.5) / (COUNTS + 0.5).sum(axis=1, keepdims=True)
    assert confused @ drawn.mean(axis=0) == pytest.approx(VALUES, abs=0.12)


def test_scores_are_less_sure_where_less_was_measured() -> None:
    spread = [
        np.std([scores(np.random.default_rng(s), COUNTS * size)[0] for s in range(300)])
        for size in (1, 20)
    ]
    assert spread[1] < 0.5 * spread[0]


def test_a_reader_that_guesses_is_not_scored() -> None:
    with pytest.raises(InputError, match="half of its sentences"):
        scores(np.random.default_rng(0), np.full((4, 4), 10))


def test_chances_of_classes_have_the_mean_that_is_asked_for() -> None:
    means = np.array([-6.5, -3.0, 0.0, 2.0, 6.0])
    assert tilted(means) @ VALUES == pytest.approx(means, abs=1e-3)
