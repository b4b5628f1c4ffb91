"""Moves of whole sessions along the scale, for the sampler of `coherent`.

Given the items, the points of a session can hardly move together, and given the points the items
cannot; drawn in turn, the place and the width of a session on the scale creep. Yet both can be
changed at once without any effect on most votes: theta -> k theta + a for all states of some
sessions in a row, and b -> b / k, m -> m + a b / k for the items voted on in these sessions alone.
Only the priors, and votes on items that reach beyond these sessions, say where the scale belongs.

Such a transformation with a random a or k is a step of Metropolis and Hastings with the Jacobian
k^(points - items) (Liu and Sabatti 2000, "Generalised Gibbs sampler and multigrid Monte Carlo for
Bayesian computation", Biometrika 87). Sessions are cut into windows of 1, 2, 4, ... sessions at a
random place; given the items that reach beyond its window, a window depends on its neighbours by
the ties of states alone, so all are tried in one walk through the votes.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

_FAR = 35.0
_TINY, _HUGE = 1e-100, 1e100
_WANTED = 0.44  # share of moves to accept, best for a step of one dimension
_PATIENCE = 20.0  # moves over which the length of steps is learned at first

_compiled = njit(cache=True, nogil=True, error_model="numpy")


@_compiled
def _against(sign, cut, b, t):
    """Inverse of the probability F(sign (b t - cut))."""
    return 1.0 + math.exp(min(max(sign * (cut - b * t), -_FAR), _FAR))


@_compiled
def _votes_change(item, votes, cell, theta, session, window, shift, scale, total, product):
    """Add to each window what the votes on an item gain if its theta moves and the item stays."""
    b, half = item[0], 0.5 * math.exp(item[2])
    low, high = item[1] - half, item[1] + half
    for choice in range(3):
        for k in range(votes[choice], votes[choice + 1]):
            c = cell[k]
            w = window[session[c]]
            t = theta[c]
            new = scale[w] * t + shift[w]
            sign = -1.0 if choice == 0 else 1.0
            cut = high if choice == 2 else low
            ratio = _against(sign, cut, b, t) / _against(sign, cut, b, new)
            if choice == 1:
                ratio *= _against(-1.0, high, b, t) / _against(-1.0, high, b, new)
            product[w] *= ratio
            if product[w] < _TINY or product[w] > _HUGE:
                total[w] += math.log(product[w])
                product[w] = 1.0


@_compiled
def _item_change(item, shift, scale, centre, precision):
    """Log prior that an item gains by moving along."""
    b, m, d = item[0] / scale, item[1] - centre[1], item[2] - centre[2]
    more = shift * b
    gain = 0.5 * precision[0, 0] * (item[0] * item[0] - b * b)
    return gain - more * (precision[1, 1] * (m + 0.5 * more) + precision[1, 2] * d)


@_compiled
def _points_change(cells, theta, session, window, opens, tie, shift, scale):
    """Log prior that the points of a window gain by moving, the others where they are."""
    gain, own = 0.0, window[session[cells[0]]]
    for c in cells:
        t = theta[c]
        new = scale * t + shift
        gain += 0.5 * (t * t - new * new)
        if not opens[c]:
            before = theta[c - 1]
            moved = scale * before + shift if window[session[c - 1]] == own else before
            gain += 0.5 * tie[c] * ((t - before) ** 2 - (new - moved) ** 2)
        if not opens[c + 1] and window[session[c + 1]] != own:
            after = theta[c + 1]
            gain += 0.5 * tie[c + 1] * ((after - t) ** 2 - (after - new) ** 2)
    return gain


@_compiled
def move_sessions(
    rng,
    theta,
    items,
    start,
    cell,
    reach,
    session,
    opens,
    by_session,
    bounds,
    tie,
    centre,
    precision,
    window,
    lengths,
    stretch,
    learned,
):
    """Try a shift, or with `stretch` a change of scale, of each window of sessions.

    Parameters
    ----------
    theta [cells], items [items, 3]
        Changed in place.
    start, cell
        Votes by item, as in `bsv.Layout`.
    reach [items, 2]
        First and last session of an item.
    session [cells]
        Session of a cell.
    opens [cells + 1]
        Whether a cell is the first of its state; true for the one after the last.
    by_session, bounds [sessions + 1]
        Cells in order of session.
    tie [cells]
        Precision of the step into a cell.
    centre [3], precision [3, 3]
        Prior of items.
    window [sessions]
        Window of each session, ascending from 0.
    lengths [sessions]
        Step length by the first session of a window; learned in place while `learned`, the
        number of sweeps it has been learned from, is positive.
    """
    many = window[-1] + 1
    shift, scale = np.zeros(many), np.ones(many)
    total, product, moved_items = np.zeros(many), np.ones(many), np.zeros(many)
    left, right = np.full(many, len(window)), np.zeros(many, np.int64)
    for t in range(len(window)):
        w = window[t]
        left[w], right[w] = min(left[w], t), max(right[w], t + 1)
    for w in range(many):
        step = lengths[left[w]] * rng.standard_normal()
        if stretch:
            scale[w] = math.exp(step)
        else:
            shift[w] = step
    for j in range(len(items)):
        w = window[reach[j, 0]]
        if window[reach[j, 1]] != w:
            _votes_change(
                items[j], start[j], cell, theta, session, window, shift, scale, total, product
            )
        else:
            total[w] += _item_change(items[j], shift[w], scale[w], centre, precision)
            moved_items[w] += 1.0
    accepted = np.zeros(many, np.bool_)
    for w in range(many):
        cells = by_session[bounds[left[w]] : bounds[right[w]]]
        gain = total[w] + math.log(product[w])
        gain += (len(cells) - moved_items[w]) * math.log(scale[w])
        if len(cells) > 0:
            gain += _points_change(cells, theta, session, window, opens, tie, shift[w], scale[w])
        chance = math.exp(min(gain, 0.0))
        accepted[w] = rng.random() < chance
        if accepted[w]:
            for c in cells:
                theta[c] = scale[w] * theta[c] + shift[w]
        if learned > 0:
            rate = 1.0 / (1.0 + learned / _PATIENCE)
            lengths[left[w]] *= math.exp(rate * (chance - _WANTED))
    for j in range(len(items)):
        w = window[reach[j, 0]]
        if window[reach[j, 1]] == w and accepted[w]:
            items[j, 0] /= scale[w]
            items[j, 1] += shift[w] * items[j, 0]
    return accepted.mean()
