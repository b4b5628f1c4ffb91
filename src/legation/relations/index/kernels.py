"""Compiled recursions of the index: filter, smoother, step weights, sums for EM.

One dyad is worked on in the coordinates of its two modes, the mean z1 = (x_ab + x_ba) / (2 c1)
and half the difference z2 = (x_ab - x_ba) / (2 c2), with c1^2 = q (1 + rho) / 2 and
c2^2 = q (1 - rho) / 2. There a step has covariance I / lam, and the two are independent in the
first month.

Observations of a month are collapsed into their information (Jungbacker & Koopman 2008): three
sums, one for each side, whatever the number of sources. With P the covariance before and A the
information, the covariance after is (P + det(P) adj(A)) / d, d = 1 + tr(A P) + det(A) det(P).
For two states this is exact; every term of d, of the variances and of the determinants (which
are carried along) is positive, so that neither tiny nor huge variances of observations cancel.
Information coming back from later months obeys the same formula with the roles exchanged, so
that smoothing takes no inverse (two filters, Mayne 1966; Durbin & Koopman 2012, 4.6.4).

Steps of Student's t are mixtures of normal ones over lam. Their weights are found by expectation
propagation (Minka 2001): the step into month t, given all else, is a mixture over nodes of lam
known in closed form; the weight kept is the single lam under which the expected squared step is
that of the mixture.

Nothing here checks its input; `arrays` and `parameters` do. What is compiled is kept beside this
file and made anew when this file changes: save it, too, after changing one of the other two.
"""

from __future__ import annotations

import math

import numpy as np

from legation.relations.index.kernels_filter import (
    BY_SOURCE,
    INFO,
    LAST,
    MEAN,
    OWN,
    PULL,
    SHARED,
    SHEET,
    compiled,
    entry,
    forward,
    gather,
    inform,
    merge,
    settle,
    shift,
    unshift,
)
from legation.relations.index.kernels_steps import account, account_ends, backward, reach_of

__all__ = ["BY_SOURCE", "SHARED", "run"]


@compiled
def _write(months, shared, sheet, front, cov, mean, spread):
    """Write smoothed means and covariances in Goldstein units."""
    c1, c2 = shared[0], shared[1]
    offsets = len(cov)
    reach = np.zeros((2, offsets))
    for t in range(months):
        s11, s12, s22 = reach_of(front, t, offsets, cov, reach)
        both = c1 * c1 * (s11 + sheet[t, LAST + 2])
        half = c2 * c2 * (s22 + sheet[t, LAST + 4])
        cross = c1 * c2 * (s12 + sheet[t, LAST + 3])
        z1, z2 = c1 * sheet[t, LAST], c2 * sheet[t, LAST + 1]
        mean[t, 0], mean[t, 1] = z1 + z2, z1 - z2
        spread[t, 0] = both + half + 2.0 * cross
        spread[t, 1] = both + half - 2.0 * cross
        spread[t, 2] = both - half


@compiled
def _predict(sheet, last, shared, nodes):
    """Log-likelihood from the prediction of each month by the months before, but for `gather`.

    A filter that keeps the mean and covariance of the mixture over lam after each month. Over
    months without observations the mixture is over their smallest lam, the others being at their
    mean given it. Predictions are proper densities.
    """
    c1, c2 = shared[0], shared[1]
    m1, m2 = shared[2], 0.0
    p11, p12, p22 = shared[3], 0.0, shared[4]
    total, gap = 0.0, 0
    left, beyond = nodes[4], nodes[5]
    for t in range(last + 1):
        seen = sheet[t, INFO] + sheet[t, INFO + 1] + sheet[t, INFO + 2] > 0.0
        gap += t > 0
        if not seen:
            continue
        a11, a12, a22, adet, v1, v2 = inform(sheet, t, c1, c2)
        g1, g2 = v1 - a11 * m1 - a12 * m2, v2 - a12 * m1 - a22 * m2
        pdet = p11 * p22 - p12 * p12
        norm, top = 0.0, 0.0
        n1, n2, s11, s12, s22 = 0.0, 0.0, 0.0, 0.0, 0.0
        for j in range(nodes.shape[1] if gap > 0 else 1):
            chance, spread = 1.0, 0.0
            if gap > 0:
                chance, spread = nodes[2, j], 1.0 / nodes[0, j]
            if gap > 1:
                chance = left[j] ** gap - (left[j + 1] ** gap if j + 1 < len(left) else 0.0)
                spread += (gap - 1) * beyond[j]
            f11, f12, f22, d = merge(
                p11 + spread,
                p12,
                p22 + spread,
                pdet + (p11 + p22 + spread) * spread,
                a11,
                a12,
                a22,
                adet,
            )
            k1, k2 = f11 * g1 + f12 * g2, f12 * g1 + f22 * g2
            height = 0.5 * (g1 * k1 + g2 * k2)
            if j == 0:
                top = height
            odds = chance * math.exp(height - top) / math.sqrt(d)
            norm += odds
            n1 += odds * k1
            n2 += odds * k2
            s11 += odds * (f11 + k1 * k1)
            s12 += odds * (f12 + k1 * k2)
            s22 += odds * (f22 + k2 * k2)
        total += 0.5 * (m1 * (v1 + g1) + m2 * (v2 + g2)) + top + math.log(norm)
        n1, n2 = n1 / norm, n2 / norm
        p11, p12, p22 = s11 / norm - n1 * n1, s12 / norm - n1 * n2, s22 / norm - n2 * n2
        m1 += n1
        m2 += n2
        gap = 0
    return total


@compiled
def _slots(rows, source, table, slot, prior):
    """Number the sources that have an offset in a dyad; -1 for the others."""
    slot[:] = -1
    count = 0
    for i in range(rows[0], rows[1]):
        s = source[i]
        if slot[s] < 0 and table[s, 4] > 0.0:
            slot[s] = count
            prior[count] = table[s, 4]
            count += 1
    return count


@compiled
def _pass(
    sheet, own, front, lam, shared, nodes, prior, curve, slope, at, fixed, offsets, learn, steps
):
    """Filter, find the offsets, smooth; see `backward`."""
    months = len(sheet)
    total = forward(sheet, own, months, offsets, lam, shared, front, curve, slope)
    keep = at.copy()
    total += settle(offsets, prior, curve, slope, at)
    if fixed:
        at[:] = keep
    shift(sheet, own, months, offsets, front, at)
    change, more = backward(sheet, own, months, offsets, lam, shared, nodes, learn, front, steps)
    return change, total + more


@entry
def run(
    dyads, begin, end, month, source, side, value, n, first, months, start, table, shared, nodes,
    weight, given, sweeps, tolerance, job, mean, cov, offset_mean, offset_sd, sums,
):  # fmt: skip
    """Work on some dyads.

    Parameters
    ----------
    dyads
        int64; their positions.
    begin, end, month, source, side, value, n, first, months
        Observations, those of a dyad from `begin` to `end`; its first month, and months in all.
    start
        int64; where each dyad's months begin in `weight`, `mean` and `cov`.
    table
        [S, 5]; a, b, R, F, tau^2 by source.
    shared
        c1, c2; mean and variance of the first mode, variance of the second.
    nodes
        [6, J]; lam (ascending), log lam, its prior probability, the weight of a step about
        which nothing is known, the probability of this lam or more, the mean of 1 / lam then.
    weight
        float64; weights of steps, read or written.
    given
        [D, S] offsets to hold fixed, or [0, S] to find them.
    sweeps, tolerance
        Most sweeps to find weights, and the change of log weights that ends them. With none,
        job 2 leaves weights as they are, and sums of steps at 0.
    job
        0: smooth with the weights given; 1: find weights, then smooth; 2: one sweep for EM;
        3: the log-likelihood alone, from predictions, with the offsets given.
    mean, cov
        [T, 2], [T, 3]; written by jobs 0 and 1.
    offset_mean, offset_sd
        [D, S]; written, in the order of `dyads`.
    sums
        [len(dyads), SHARED + S * BY_SOURCE]; written by jobs 2 and 3, in the order of `dyads`.
    """
    longest = 0
    for d in dyads:
        longest = max(longest, months[d])
    sources, fixed = len(table), len(given) > 0
    sheets, owns = np.zeros((longest, SHEET)), np.zeros((longest, sources, OWN))
    fronts = np.zeros((longest + 1, sources, 2))
    curves, slope, ats = np.zeros((sources, sources)), np.zeros(sources), np.zeros(sources)
    prior, slot = np.zeros(sources), np.zeros(sources, np.int64)
    for place in range(len(dyads)):
        d = dyads[place]
        length, rows = months[d], (begin[d], end[d])
        offsets = _slots(rows, source, table, slot, prior)
        at, curve = ats[:offsets], curves[:offsets, :offsets]
        if fixed:
            for s in range(sources):
                if slot[s] >= 0:
                    at[slot[s]] = given[d, s]
        if length > 0 and (job < 2 or rows[1] > rows[0]):
            sheet, own, front = sheets[:length], owns[:length], fronts[: length + 1]
            lam, found = weight[start[d] : start[d] + length], sums[place if job >= 2 else 0]
            steps, squares = found[:SHARED], found[SHARED:].reshape((sources, BY_SOURCE))
            sheet[:, :MEAN] = 0.0
            own[:, :offsets] = 0.0
            rest = gather(rows, first[d], month, source, side, value, n, table, slot, sheet, own)
            last = month[rows[1] - 1] - first[d] if rows[1] > rows[0] else 0
            if job == 3:
                for k in range(offsets):
                    for t in range(last + 1):
                        rest += at[k] * (own[t, k, 4] - 0.5 * at[k] * own[t, k, 3])
                        for h in range(3):
                            sheet[t, PULL + h] -= own[t, k, h] * at[k]
                steps[9] += rest + _predict(sheet, last, shared, nodes)
                continue
            if job == 1:
                lam[:] = nodes[3, 0]
            lam[0] = 1.0
            sweep, learn = 0, 0 if job == 2 and sweeps == 0 else job
            moved = offsets
            while True:
                change, total = _pass(
                    sheet, own, front, lam, shared, nodes, prior, curve, slope, at, fixed,
                    moved, learn, steps,
                )  # fmt: skip
                if learn != 1:
                    break
                sweep += 1
                if sweep == sweeps or change < tolerance:
                    learn = 0
                # Offsets settle at once; in between, sweeps for weights go without them.
                moved = offsets if learn == 0 or sweep == 1 else 0
                unshift(sheet, own, length, moved, at)
            if job >= 2:
                steps[9] += rest + total
                account_ends(last + 1, front, sheet, lam, curve, steps)
                account(
                    rows, first[d], month, source, side, value, n, table, slot, shared, sheet,
                    front, at, curve, squares,
                )  # fmt: skip
            else:
                stop = start[d] + length
                _write(
                    length, shared, sheet, front, curve, mean[start[d] : stop], cov[start[d] : stop]
                )
        for s in range(sources):
            k = slot[s]
            offset_mean[place, s] = at[k] if k >= 0 else 0.0
            offset_sd[place, s] = math.sqrt(curve[k, k] if k >= 0 else table[s, 4])
            if job >= 2 and k >= 0:
                squares[s, 21] += at[k] * at[k] + curve[k, k]
                squares[s, 22] += 1.0
