"""Compiled steps of the sampler of `coherent`.

With eta = b theta and cut-points c1 < c2, the ordered logit splits into binary ones:

    log P(yes)     = log F(c1 - eta)
    log P(abstain) = log F(eta - c1) + log F(c2 - eta) + log(1 - exp(c1 - c2))
    log P(no)      = log F(eta - c2)

so that every vote is one or two logistic terms, each of one exponential, and no term is ever a
difference of two nearly equal numbers. An item is carried as slope b, middle m = (c1 + c2) / 2
and log width d = log(c2 - c1).

Both steps propose from the normal that one Newton step from the present point gives and accept
by Metropolis and Hastings (Gamerman 1997, "Sampling from the posterior distribution in
generalized linear mixed models", Statistics and Computing 7; Knorr-Held 1999, "Conditional
prior proposals in dynamic models", Scandinavian Journal of Statistics 26, for blocks of a path).
They leave the posterior as it is, whatever the proposal.

Nothing here checks its input; `coherent` does.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

#: Sessions of a state that are moved together at most.
BLOCK = 8

_FAR = 35.0  # log odds beyond this are 0 or 1 in all digits that matter
_PER_LOG2 = 1.4426950408889634
_LOG2_HIGH = 0.693147180369123816490  # with zeros at its end, so that f times it is exact
_LOG2_LOW = 1.90821492927058770002e-10
_CHUNK = 8  # products of so many terms 1 + exp(.) stay within range
_WIDEST = 5.0  # bounds of the log width; outside lies nothing that votes could tell apart
_NARROWEST = -8.0
_STRIDE = 0.5  # longest step towards the start, where Newton's would overshoot

_compiled = njit(cache=True, nogil=True, error_model="numpy")


@_compiled
def exponentials(z, bits, n):
    """Replace the first n of z by their exponentials, z cut at +-35; `bits` is for work.

    exp(z) = 2^f exp(z - f log 2) with Taylor's series for the rest, to 15 digits. Written out so
    that the compiler does four at a time, which the C library's function does not allow.
    """
    for k in range(n):
        x = min(max(z[k], -_FAR), _FAR)
        f = np.floor(x * _PER_LOG2 + 0.5)
        x = x - f * _LOG2_HIGH - f * _LOG2_LOW
        series = 1.0 / 479001600.0
        series = series * x + 1.0 / 39916800.0
        series = series * x + 1.0 / 3628800.0
        series = series * x + 1.0 / 362880.0
        series = series * x + 1.0 / 40320.0
        series = series * x + 1.0 / 5040.0
        series = series * x + 1.0 / 720.0
        series = series * x + 1.0 / 120.0
        series = series * x + 1.0 / 24.0
        series = series * x + 1.0 / 6.0
        series = series * x + 0.5
        series = series * x + 1.0
        z[k] = series * x + 1.0
        bits[k] = (np.int64(f) + 1023) << 52
    power = bits.view(np.float64)
    for k in range(n):
        z[k] *= power[k]


@_compiled
def _binary(sign, b, c, theta, cell, low, high, sums, z, bits):
    """Terms log F(sign (b theta - c)) of an item's votes `low` to `high`.

    Adds to `sums`: residual, residual times theta, weight times 1, theta and theta^2.
    """
    total, product, count = 0.0, 1.0, 0
    r0, r1, w0, w1, w2 = 0.0, 0.0, 0.0, 0.0, 0.0
    for k in range(low, high):
        z[k - low] = sign * (c - b * theta[cell[k]])
    exponentials(z, bits, high - low)
    for k in range(low, high):
        t = theta[cell[k]]
        x = z[k - low]
        inverse = 1.0 / (1.0 + x)
        product *= 1.0 + x
        count += 1
        if count == _CHUNK:
            total -= math.log(product)
            product, count = 1.0, 0
        residual = x * inverse
        weight = residual * inverse
        r0 += residual
        r1 += residual * t
        w0 += weight
        w1 += weight * t
        w2 += weight * t * t
    sums[0] += sign * r0
    sums[1] += sign * r1
    sums[2] += w0
    sums[3] += w1
    sums[4] += w2
    return total - math.log(product)


@_compiled
def _item_terms(item, start, cell, theta, gradient, information, sums, z, bits):
    """Log-likelihood of an item's votes, its gradient and information in (b, m, d)."""
    b, width = item[0], math.exp(item[2])
    half = 0.5 * width
    low, high = item[1] - half, item[1] + half
    sums[:] = 0.0
    first, second = sums[0], sums[1]
    total = _binary(-1.0, b, low, theta, cell, start[0], start[1], first, z, bits)
    total += _binary(1.0, b, low, theta, cell, start[1], start[2], first, z, bits)
    total += _binary(-1.0, b, high, theta, cell, start[1], start[2], second, z, bits)
    total += _binary(1.0, b, high, theta, cell, start[2], start[3], second, z, bits)
    between = start[2] - start[1]
    apart = -math.expm1(-width)  # 1 - exp(c1 - c2)
    total += between * math.log(apart)
    ratio = width * (1.0 - apart) / apart
    gradient[0] = first[1] + second[1]
    gradient[1] = -first[0] - second[0]
    gradient[2] = half * (first[0] - second[0]) + between * ratio
    information[0, 0] = first[4] + second[4]
    information[1, 0] = -first[3] - second[3]
    information[1, 1] = first[2] + second[2]
    information[2, 0] = half * (first[3] - second[3])
    information[2, 1] = -half * (first[2] - second[2])
    information[2, 2] = half * half * (first[2] + second[2])
    information[2, 2] += between * ratio * max(width / apart - 1.0, 0.0)
    return total


@_compiled
def _cholesky(a, root):
    """Lower root of a 3 x 3 matrix given by its lower half; log of its determinant."""
    root[0, 0] = math.sqrt(a[0, 0])
    root[1, 0] = a[1, 0] / root[0, 0]
    root[2, 0] = a[2, 0] / root[0, 0]
    root[1, 1] = math.sqrt(a[1, 1] - root[1, 0] ** 2)
    root[2, 1] = (a[2, 1] - root[2, 0] * root[1, 0]) / root[1, 1]
    root[2, 2] = math.sqrt(a[2, 2] - root[2, 0] ** 2 - root[2, 1] ** 2)
    return math.log(root[0, 0] * root[1, 1] * root[2, 2])


@_compiled
def _back(root, z, out):
    """Solve root' out = z."""
    out[2] = z[2] / root[2, 2]
    out[1] = (z[1] - root[2, 1] * out[2]) / root[1, 1]
    out[0] = (z[0] - root[1, 0] * out[1] - root[2, 0] * out[2]) / root[0, 0]


@_compiled
def _item_step(item, start, cell, theta, centre, precision, root, step, work, sums, z, bits):
    """Log posterior of an item, log determinant of the root, and Newton's step from it."""
    gradient, information = work[0], work[1:4]
    total = _item_terms(item, start, cell, theta, gradient, information, sums, z, bits)
    for p in range(3):
        away = 0.0
        for q in range(3):
            away += precision[p, q] * (item[q] - centre[q])
            if q <= p:
                information[p, q] += precision[p, q]
        gradient[p] -= away
        total -= 0.5 * away * (item[p] - centre[p])
    log_root = _cholesky(information, root)
    half = work[4]
    half[0] = gradient[0] / root[0, 0]
    half[1] = (gradient[1] - root[1, 0] * half[0]) / root[1, 1]
    half[2] = (gradient[2] - root[2, 0] * half[0] - root[2, 1] * half[1]) / root[2, 2]
    _back(root, half, step)
    return total, log_root


@_compiled
def move_items(rng, items, start, cell, theta, centre, precision, settle):
    """Move each item once, given theta; give the share of proposals taken.

    items [items, 3] is changed in place; start [items, 4] and cell are as in `bsv.Layout`;
    centre [3] and precision [3, 3] are the prior's. With `settle`, climb instead of drawing.
    """
    root, step, work = np.zeros((3, 3)), np.empty(3), np.empty((5, 3))
    sums, draw, new, away = np.empty((2, 5)), np.empty(3), np.empty(3), np.empty(3)
    longest = max(0, np.max(start[:, 3] - start[:, 0])) if len(items) else 0
    z, bits = np.empty(longest), np.empty(longest, np.int64)
    taken = 0
    for j in range(len(items)):
        now, votes = items[j], start[j]
        before, log_root = _item_step(
            now, votes, cell, theta, centre, precision, root, step, work, sums, z, bits
        )
        if settle:
            for p in range(3):
                now[p] += min(max(step[p], -_STRIDE), _STRIDE)
            now[2] = min(max(now[2], _NARROWEST), _WIDEST)
            continue
        there = log_root
        for p in range(3):
            draw[p] = rng.standard_normal()
            there -= 0.5 * draw[p] * draw[p]
        _back(root, draw, away)
        for p in range(3):
            new[p] = now[p] + step[p] + away[p]
        if not _NARROWEST < new[2] < _WIDEST:
            continue
        after, log_root = _item_step(
            new, votes, cell, theta, centre, precision, root, step, work, sums, z, bits
        )
        back = log_root
        for p in range(3):
            away[p] = now[p] - new[p] - step[p]
        for q in range(3):
            length = 0.0
            for p in range(q, 3):
                length += root[p, q] * away[p]
            back -= 0.5 * length * length
        if math.log(rng.random()) < after - before + back - there:
            now[:] = new
            taken += 1
    return taken / max(len(items), 1)


@_compiled
def _cell_terms(sign, t, cut, items, voted, low, high, out, z, bits):
    """Terms log F(sign (b t - c)) of a cell's votes; adds gradient and information to `out`."""
    total, product, count = 0.0, 1.0, 0
    pull, info = 0.0, 0.0
    for k in range(low, high):
        item = items[voted[k]]
        z[k - low] = sign * (item[cut] - item[0] * t)
    exponentials(z, bits, high - low)
    for k in range(low, high):
        b, x = items[voted[k], 0], z[k - low]
        inverse = 1.0 / (1.0 + x)
        product *= 1.0 + x
        count += 1
        if count == _CHUNK:
            total -= math.log(product)
            product, count = 1.0, 0
        residual = x * inverse
        pull += b * residual
        info += b * b * residual * inverse
    out[0] += sign * pull
    out[1] += info
    return total - math.log(product)


@_compiled
def _path_terms(path, a, n, start, items, voted, terms, z, bits):
    """Log-likelihood of n cells from a on, but for what is free of theta.

    Gradient and information of each cell go to `terms`.
    """
    total = 0.0
    for k in range(n):
        out, votes, t = terms[k], start[a + k], path[k]
        out[0], out[1] = 0.0, 0.0
        total += _cell_terms(-1.0, t, 1, items, voted, votes[0], votes[1], out, z, bits)
        total += _cell_terms(1.0, t, 1, items, voted, votes[1], votes[2], out, z, bits)
        total += _cell_terms(-1.0, t, 2, items, voted, votes[1], votes[2], out, z, bits)
        total += _cell_terms(1.0, t, 2, items, voted, votes[2], votes[3], out, z, bits)
    return total


@_compiled
def _path_step(path, n, terms, prior, root, off, mean):
    """Root of the precision (`root`, `off`) and mean of the normal of one Newton step.

    prior [n, 3] has the diagonal, the entry to the next cell, and the linear term of the prior
    of the block given its neighbours. Gives the log determinant of the root and the log prior.
    """
    log_root, log_prior = 0.0, 0.0
    for k in range(n):
        pivot = prior[k, 0] + terms[k, 1]
        value = terms[k, 1] * path[k] + terms[k, 0] + prior[k, 2]
        log_prior += path[k] * (prior[k, 2] - 0.5 * prior[k, 0] * path[k])
        if k > 0:
            log_prior -= prior[k - 1, 1] * path[k - 1] * path[k]
            pivot -= off[k - 1] * off[k - 1]
            value -= off[k - 1] * mean[k - 1]
        root[k] = math.sqrt(pivot)
        off[k] = prior[k, 1] / root[k]
        mean[k] = value / root[k]
        log_root += math.log(root[k])
    for k in range(n - 1, -1, -1):
        if k + 1 < n:
            mean[k] -= off[k] * mean[k + 1]
        mean[k] /= root[k]
    return log_root, log_prior


@_compiled
def _block_prior(theta, tie, a, n, first, last, prior):
    """Prior of the cells a to a + n of a state's first to last, given those around them."""
    for k in range(n):
        c = a + k
        prior[k, 0], prior[k, 1], prior[k, 2] = 1.0, 0.0, 0.0
        if c > first:
            prior[k, 0] += tie[c]
            if k == 0:
                prior[k, 2] += tie[c] * theta[c - 1]
        if c + 1 < last:
            prior[k, 0] += tie[c + 1]
            if k + 1 < n:
                prior[k, 1] = -tie[c + 1]
            else:
                prior[k, 2] += tie[c + 1] * theta[c + 1]


@_compiled
def move_points(rng, theta, first, tie, start, items, voted, settle):
    """Move theta of each state, some sessions at a time; give the share of proposals taken.

    theta [cells] is changed in place; first [states + 1] bounds the cells of a state; tie
    [cells] is the prior precision of the step into a cell; start [cells, 4] bounds the votes of
    a cell by choice in `voted`, which has their items; items [items, 3] slope and cut-points.
    """
    terms, prior = np.empty((BLOCK, 2)), np.empty((BLOCK, 3))
    root, off, mean = np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK)
    now, new, away = np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK)
    longest = np.max(start[:, 3] - start[:, 0])
    z, bits = np.empty(longest), np.empty(longest, np.int64)
    taken, tried = 0, 0
    for i in range(len(first) - 1):
        a, end = first[i], first[i + 1]
        n = 1 + int(rng.random() * BLOCK)
        while a < end:
            n = min(n, end - a)
            _block_prior(theta, tie, a, n, first[i], end, prior)
            now[:n] = theta[a : a + n]
            before = _path_terms(now, a, n, start, items, voted, terms, z, bits)
            log_root, log_prior = _path_step(now, n, terms, prior, root, off, mean)
            if settle:
                for k in range(n):
                    theta[a + k] += min(max(mean[k] - now[k], -_STRIDE), _STRIDE)
            else:
                there = log_root + before + log_prior
                for k in range(n - 1, -1, -1):
                    draw = rng.standard_normal()
                    there -= 0.5 * draw * draw
                    if k + 1 < n:
                        draw -= off[k] * away[k + 1]
                    away[k] = draw / root[k]
                    new[k] = mean[k] + away[k]
                after = _path_terms(new, a, n, start, items, voted, terms, z, bits)
                log_root, log_prior = _path_step(new, n, terms, prior, root, off, mean)
                back = log_root + after + log_prior
                for k in range(n):
                    length = root[k] * (now[k] - mean[k])
                    if k + 1 < n:
                        length += off[k] * (now[k + 1] - mean[k + 1])
                    back -= 0.5 * length * length
                tried += 1
                if math.log(rng.random()) < back - there:
                    taken += 1
                    theta[a : a + n] = new[:n]
            a += n
            n = BLOCK
    return taken / max(tried, 1)
