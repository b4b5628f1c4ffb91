"""New votes without a full run.

What earlier sessions say is kept, draw by draw: for each joint draw of the estimate at hand, the
sessions that changed are drawn given the points of all others and the items that others share.
So the uncertainty of the past stays in the result, but the past does not learn from the new
votes ("cutting feedback", Plummer 2015, Statistics and Computing 25). A full run differs by that
and by standardising anew.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from legation.errors import InputError
from legation.record import Record
from legation.relations.ideal import bsv
from legation.relations.ideal.chains import Progress, moments, side_by_side
from legation.relations.ideal.normal import generators
from legation.relations.ideal.results import IdealPoints
from legation.relations.ideal.votes import BoolArray, IntArray, Votes, vote_matrix

#: Beyond this share of sessions changed, a full run is the honest answer.
MOST = 0.25

_WARM, _EACH = 200, 6  # sweeps before the first draw, and for each draw


def update(points: IdealPoints, record: Record, *, progress: Progress | None = None) -> IdealPoints:
    """Bring an estimate up to the votes a record now has.

    Parameters
    ----------
    points
        An estimate. What is said above is of `bsv`; for `coherent` see `coherent.updated`.
    record
        The record, with votes added or changed. The same questions are asked of it as before.
    progress
        Called with the share done and a text.

    Returns
    -------
    IdealPoints
        `points` itself where no vote has changed.

    Raises
    ------
    InputError
        If the estimate keeps no draws of items, or too much has changed.
    """
    return updated(points, vote_matrix(record, **points.votes.asked), progress=progress)


def updated(points: IdealPoints, votes: Votes, *, progress: Progress | None = None) -> IdealPoints:
    """Bring an estimate up to other votes; see `update`."""
    changed = changed_sessions(points.votes, votes)
    if not changed and votes.rollcalls == points.votes.rollcalls:
        return points
    if points.method == "coherent":
        from legation.relations.ideal import coherent

        return coherent.updated(points, votes, progress=progress)
    if points.method != "bsv" or not points.item_draws.size:
        raise InputError(
            f"an estimate by '{points.method}' is not brought up to new votes; run it anew"
        )
    if len(changed) > MOST * len(votes.sessions):
        raise InputError(
            f"{len(changed)} of {len(votes.sessions)} sessions have other votes than the estimate "
            "was made from; run it anew"
        )
    task = _task(points, votes, changed)
    chains = len(points.draws)
    text = f"ideal points, {len(changed)} session{'s' if len(changed) > 1 else ''} anew"
    running = [
        _chain(points, task, chain, rng)
        for chain, rng in enumerate(generators(points.seed, chains))
    ]
    return _result(points, task, side_by_side(running, progress, text), changed)


def changed_sessions(old: Votes, new: Votes) -> list[int]:
    """Numbers of the sessions in which votes or items differ."""
    before, after = _content(old), _content(new)
    gone = set(before) - set(after)
    if gone:
        raise InputError(
            f"session {min(gone)} has no votes any more in this record; run the estimate anew"
        )
    return [number for number, content in after.items() if before.get(number) != content]


def _content(votes: Votes) -> dict[int, frozenset[Any]]:
    """What each session says: roll calls with their items and votes."""
    ends = np.searchsorted(votes.rollcall, np.arange(len(votes.rollcalls) + 1))
    codes = np.array(votes.states)
    found: dict[int, set[Any]] = {number: set() for number in votes.sessions}
    for place, name in enumerate(votes.rollcalls):
        rows = slice(ends[place], ends[place + 1])
        cast = codes[votes.state[rows]].tobytes(), votes.choice[rows].tobytes()
        found[votes.sessions[votes.session[place]]].add(
            (name, votes.items[votes.item[place]], *cast)
        )
    return {number: frozenset(content) for number, content in found.items()}


@dataclass(frozen=True)
class _Task:
    """What is drawn anew, and where the rest stood before (-1: not at all)."""

    votes: Votes
    lay: bsv.Layout
    cell_free: BoolArray
    item_free: BoolArray
    cell_before: IntArray
    item_before: IntArray


def _task(points: IdealPoints, votes: Votes, changed: list[int]) -> _Task:
    anew = np.isin(np.array(votes.sessions), changed)
    of_vote = anew[votes.session[votes.rollcall]]
    lay = bsv.layout(votes, of_vote)
    before = {
        (points.votes.states[i], points.votes.sessions[t]): place
        for place, (i, t) in enumerate(zip(points.state, points.session, strict=True))
    }
    keys = zip(lay.cell_state, lay.cell_session, strict=True)
    cell_before = [before.get((votes.states[i], votes.sessions[t]), -1) for i, t in keys]
    at = {name: place for place, name in enumerate(points.votes.items)}
    item_before = np.array([at.get(name, -1) for name in votes.items], dtype=np.int32)
    shared = np.zeros(len(votes.items), np.bool_)
    shared[votes.item[~anew[votes.session]]] = True
    return _Task(
        votes=votes,
        lay=lay,
        cell_free=anew[lay.cell_session],
        item_free=~(shared & (item_before >= 0)),
        cell_before=np.array(cell_before, dtype=np.int32),
        item_before=item_before,
    )


_Found = tuple[bsv.Sums, Any, Any, int]


def _chain(
    points: IdealPoints, task: _Task, chain: int, rng: np.random.Generator
) -> Generator[float, None, _Found]:
    """Draw what is free given each kept draw of the rest, going on from draw to draw."""
    kept, n_cells, n_items = points.draws.shape[1], len(task.lay.n), len(task.item_free)
    state = bsv.start_state(task.votes, task.lay)
    sums = bsv.no_sums(n_cells, n_items)
    theta_draws = np.empty((kept, n_cells), np.float32)
    item_draws = np.empty((kept, n_items, 3), np.float32)
    held_cells = (task.cell_before >= 0) & ~task.cell_free
    held_items = (task.item_before >= 0) & ~task.item_free
    for draw in range(kept):
        cells = held_cells if draw else task.cell_before >= 0
        items = held_items if draw else task.item_before >= 0
        state.theta[cells] = points.draws[chain, draw, task.cell_before[cells]]
        state.centre[cells] = state.theta[cells]
        from_draw = points.item_draws[chain, draw, task.item_before[items]]
        state.slope[items], state.cuts[items] = from_draw[:, 0], from_draw[:, 1:]
        free = task.item_free, task.cell_free
        if not draw:
            bsv.sweep_block(rng, _WARM, task.lay, state, *free, False, sums, False)
        bsv.sweep_block(rng, _EACH, task.lay, state, *free, False, sums, True)
        theta_draws[draw] = state.theta
        item_draws[draw, :, 0], item_draws[draw, :, 1:] = state.slope, state.cuts
        yield (draw + 1) / kept
    return sums, theta_draws, item_draws, kept * _EACH


def _result(
    points: IdealPoints, task: _Task, found: list[_Found], changed: list[int]
) -> IdealPoints:
    looked = found[0][3]
    mean, sd = moments([f[0].point for f in found], [f[0].point_square for f in found], looked)
    items = moments([f[0].item for f in found], [f[0].item_square for f in found], looked)
    held, was = ~task.cell_free, task.cell_before
    same, item_was = ~task.item_free, task.item_before
    mean[held], sd[held] = points.mean[was[held]], points.sd[was[held]]
    items[0][same], items[1][same] = (
        points.item_mean[item_was[same]],
        points.item_sd[item_was[same]],
    )
    numbers = ", ".join(str(number) for number in changed)
    return replace(
        points,
        votes=task.votes,
        state=task.lay.cell_state,
        session=task.lay.cell_session,
        mean=mean,
        sd=sd,
        draws=np.stack([f[1] for f in found]),
        item_mean=items[0],
        item_sd=items[1],
        item_draws=np.stack([f[2] for f in found]),
        notes=(*points.notes, f"session {numbers} drawn anew, the others held"),
    )
