"""Votes in the order the sampler of `coherent` wants, and where its chains start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from legation.relations.ideal.bsv import Layout, LongArray, layout, orientation
from legation.relations.ideal.chains import Array
from legation.relations.ideal.results import IdealPoints
from legation.relations.ideal.votes import BoolArray, IntArray, Votes


class Ballots(NamedTuple):
    """Votes in both orders in which the kernels walk through them, and what they reach.

    `lay` has them by item. `start` [cells, 4] bounds the votes of a cell, by choice, in
    `voted`, which has their items. `tie` [cells] is the precision of the step into a cell,
    `opens` [cells + 1] tells the first cells of states. `by_session` has the cells by session,
    bounded by `bounds` [sessions + 1]; `reach` [items, 2] is an item's first and last session.
    """

    lay: Layout
    start: LongArray
    voted: IntArray
    tie: Array
    opens: BoolArray
    by_session: LongArray
    bounds: LongArray
    reach: LongArray


@dataclass
class State:
    """Where a chain stands: theta by cell; b, m and d by item; the prior of items.

    `lengths` [levels, 2, sessions] are those of the steps of windows of 1, 2, 4, ... sessions,
    of shift and of scale, by first session.
    """

    theta: Array
    items: Array
    centre: Array
    precision: Array
    lengths: Array


def arrange(votes: Votes, step: float) -> Ballots:
    """Arrange votes for the kernels; `step` is the prior variance of a move by one session."""
    lay = layout(votes)
    counts = np.diff(lay.start, axis=1).ravel()
    group = np.repeat(np.arange(len(counts)), counts)  # item * 3 + choice of each vote
    key = lay.cell.astype(np.int64) * 3 + group % 3
    order = np.argsort(key, kind="stable")
    ends = np.searchsorted(key[order], np.arange(3 * len(lay.n) + 1))
    start = np.stack([ends[0:-1:3], ends[1::3], ends[2::3], ends[3::3]], axis=1)
    tie = np.zeros(len(lay.n))
    sessions = np.asarray(votes.sessions)[lay.cell_session]
    tie[1:] = 1.0 / (step * np.maximum(np.diff(sessions), 1))
    opens = np.zeros(len(lay.n) + 1, np.bool_)
    opens[lay.first] = True
    by_session = np.argsort(lay.cell_session, kind="stable")
    reach = np.full((len(votes.items), 2), -1, np.int64)
    cast = np.unique(votes.rollcall)
    np.maximum.at(reach[:, 1], votes.item[cast], votes.session[cast])
    reach = np.maximum(reach, 0)  # an item without a vote may move with any session
    reach[:, 0] = reach[:, 1]
    np.minimum.at(reach[:, 0], votes.item[cast], votes.session[cast])
    return Ballots(
        lay,
        np.ascontiguousarray(start, dtype=np.int64),
        (group[order] // 3).astype(np.int32),
        tie,
        opens,
        by_session,
        np.searchsorted(lay.cell_session[by_session], np.arange(len(votes.sessions) + 1)),
        reach,
    )


def begin(votes: Votes, ballots: Ballots, known: IdealPoints | None) -> State:
    """Start each state where it stands on the first principal component of all votes."""
    lay = ballots.lay
    scores = _component(votes)
    theta = scores[lay.cell_state]
    if orientation(votes.states, lay.cell_state, theta) < 0:
        theta = -theta
    if known is not None:
        theta = _carried(votes, lay, known, theta)
    counts = np.diff(lay.start, axis=1) + 0.5
    shares = counts.cumsum(1)[:, :2] / counts.sum(1, keepdims=True)
    cuts = np.log(shares / (1 - shares))
    items = np.stack([np.zeros(len(cuts)), cuts.mean(1), np.log(cuts[:, 1] - cuts[:, 0])], axis=1)
    centre = np.array([0.0, *items[:, 1:].mean(0)])
    levels = len(votes.sessions).bit_length() + 1
    lengths = np.full((levels, 2, len(votes.sessions)), 0.03)
    return State(theta, items, centre, np.diag([1.0, 0.1, 1.0]), lengths)


def _component(votes: Votes) -> Array:
    """Scores of the states on the first principal component of who votes like whom."""
    shape = (len(votes.states), len(votes.rollcalls))
    choice, cast = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    cast_in = np.maximum(np.bincount(votes.rollcall, minlength=shape[1]), 1)
    mean: Array = np.bincount(votes.rollcall, votes.choice, shape[1]) / cast_in
    choice[votes.state, votes.rollcall] = votes.choice - mean[votes.rollcall]
    cast[votes.state, votes.rollcall] = 1.0
    together = (choice @ choice.T).astype(float) / np.maximum(cast @ cast.T, 1.0)
    vector = np.linalg.eigh(together)[1][:, -1]
    scores: Array = (vector - vector.mean()) / max(float(vector.std()), 1e-9)
    return scores


def _carried(votes: Votes, lay: Layout, known: IdealPoints, otherwise: Array) -> Array:
    """Take theta from an estimate where it has the state: in the session or the nearest."""
    theta = otherwise.copy()
    at = {code: place for place, code in enumerate(known.votes.states)}
    sessions = np.asarray(known.votes.sessions)[known.session]
    for place, code in enumerate(votes.states):
        own = np.flatnonzero(known.state == at[code]) if code in at else np.empty(0, np.int64)
        if len(own):
            cells = np.flatnonzero(lay.cell_state == place)
            wanted = np.asarray(votes.sessions)[lay.cell_session[cells]]
            nearest = np.abs(sessions[own][None, :] - wanted[:, None]).argmin(1)
            theta[cells] = known.mean[own[nearest]]
    return theta
