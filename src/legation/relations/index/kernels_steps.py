"""The way back through one dyad: step weights, smoothed moments, sums for EM; see `kernels`."""

from __future__ import annotations

import math

import numpy as np

from legation.relations.index.kernels_filter import (
    INFO,
    LAST,
    MEAN,
    compiled,
    inform,
    merge,
)


@compiled
def cavity(sheet, t, l11, l12, l22, ldet, n1, n2):
    """Information about the step into month t from all but its own distribution.

    From the filter at t - 1 and the information (l, n) of months t and later: matrix,
    determinant and vector.
    """
    m1, m2 = sheet[t - 1, MEAN], sheet[t - 1, MEAN + 1]
    p11, p12, p22 = sheet[t - 1, MEAN + 2], sheet[t - 1, MEAN + 3], sheet[t - 1, MEAN + 4]
    g11, g12, g22, d = merge(l11, l12, l22, ldet, p11, p12, p22, sheet[t - 1, MEAN + 5])
    r1, r2 = n1 - l11 * m1 - l12 * m2, n2 - l12 * m1 - l22 * m2
    e1 = ((1.0 + l12 * p12 + l22 * p22) * r1 - (l11 * p12 + l12 * p22) * r2) / d
    e2 = ((1.0 + l11 * p11 + l12 * p12) * r2 - (l12 * p11 + l22 * p12) * r1) / d
    return g11, g12, g22, ldet / d, e1, e2


@compiled
def tilt(g11, g12, g22, gdet, e1, e2, nodes):
    """Distribution of lam and of the step where the cavity (g, e) meets the prior of lam.

    `nodes` has lam, its log and its prior probability. Gives the weight that matches the
    expected squared step, E lam, E log lam, E lam w1^2, E lam w2^2, and the log of the
    step's evidence over that with the weight.
    """
    trace, ee = g11 + g22, e1 * e1 + e2 * e2
    k1, k2 = g22 * e1 - g12 * e2, g11 * e2 - g12 * e1
    ke = k1 * e1 + k2 * e2
    lam = nodes[0, 0]
    top = (lam * ee + ke) / ((lam + trace) * lam + gdet)
    norm, square, mean, log_mean, s11, s22 = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    for j in range(nodes.shape[1]):
        lam = nodes[0, j]
        inverse = 1.0 / ((lam + trace) * lam + gdet)
        odds = nodes[2, j] * lam * math.sqrt(inverse)
        odds *= math.exp(0.5 * ((lam * ee + ke) * inverse - top))
        v1, v2 = (k1 + lam * e1) * inverse, (k2 + lam * e2) * inverse
        w11, w22 = (g22 + lam) * inverse + v1 * v1, (g11 + lam) * inverse + v2 * v2
        norm += odds
        square += odds * (w11 + w22)
        mean += odds * lam
        log_mean += odds * nodes[1, j]
        s11 += odds * lam * w11
        s22 += odds * lam * w22
    square /= norm
    lam = mean / norm
    for _ in range(4):  # Newton on one over the expected square, which is nearly linear in lam
        inverse = 1.0 / ((lam + trace) * lam + gdet)
        v1, v2 = (k1 + lam * e1) * inverse, (k2 + lam * e2) * inverse
        b = (trace + 2.0 * lam) * inverse
        found = b + v1 * v1 + v2 * v2
        falling = b * b - 2.0 * inverse
        falling += (
            2.0 * inverse * ((g22 + lam) * v1 * v1 - 2.0 * g12 * v1 * v2 + (g11 + lam) * v2 * v2)
        )
        lam = max(lam + found * (found - square) / (square * falling), 0.2 * lam)
    det = (lam + trace) * lam + gdet
    site = math.log(lam) - 0.5 * math.log(det) + 0.5 * ((lam * ee + ke) / det - top)
    lam = min(max(lam, nodes[0, 0]), nodes[0, nodes.shape[1] - 1])
    return lam, mean / norm, log_mean / norm, s11 / norm, s22 / norm, math.log(norm) - site


@compiled
def backward(sheet, own, months, offsets, weight, shared, nodes, learn, front, sums):
    """Smooth, from the last month to the first, after `forward` and `shift`.

    With `learn` 1, weights are found anew on the way; with 2, sums of steps for EM too.
    `front[t + 1, k]` becomes the derivative of the smoothed mean of month t. Gives the largest
    change of a weight (on the log scale), and what the mixtures add to the log-likelihood.
    """
    c1, c2 = shared[0], shared[1]
    l11, l12, l22, ldet, n1, n2 = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    back = np.zeros((offsets, 2))
    change, total = 0.0, 0.0
    free = nodes[3, 0]
    for t in range(months - 1, -1, -1):
        _combine(sheet, t, l11, l12, l22, ldet, n1, n2, offsets, back, front)
        if sheet[t, INFO] + sheet[t, INFO + 1] + sheet[t, INFO + 2] > 0.0:
            a11, a12, a22, adet, v1, v2 = inform(sheet, t, c1, c2)
            ldet += adet + max(l11 * a22 + l22 * a11 - 2.0 * l12 * a12, 0.0)
            l11 += a11
            l12 += a12
            l22 += a22
            n1 += v1
            n2 += v2
            for k in range(offsets):
                back[k, 0] -= c1 * (own[t, k, 0] + own[t, k, 1] + own[t, k, 2])
                back[k, 1] -= c2 * (own[t, k, 0] - own[t, k, 1])
        if t == 0:
            break
        if learn > 0:
            if l11 + l22 > 0.0:
                g11, g12, g22, gdet, e1, e2 = cavity(sheet, t, l11, l12, l22, ldet, n1, n2)
                found = tilt(g11, g12, g22, gdet, e1, e2, nodes)
                change = max(change, abs(math.log(found[0] / weight[t])))
                weight[t] = found[0]
                total += found[5]
                if learn > 1:
                    sums[0] += 1.0
                    sums[1] += found[3]
                    sums[2] += found[4]
                    sums[3] += found[1]
                    sums[4] += found[2]
            else:
                weight[t] = free
        if l11 + l22 > 0.0:
            spread = 1.0 / weight[t]
            d = 1.0 + (l11 + l22 + ldet * spread) * spread
            n1, n2 = (
                (n1 + spread * (l22 * n1 - l12 * n2)) / d,
                (n2 + spread * (l11 * n2 - l12 * n1)) / d,
            )
            for k in range(offsets):
                b1, b2 = back[k, 0], back[k, 1]
                back[k, 0] = (b1 + spread * (l22 * b1 - l12 * b2)) / d
                back[k, 1] = (b2 + spread * (l11 * b2 - l12 * b1)) / d
            l11, l22, l12 = (l11 + ldet * spread) / d, (l22 + ldet * spread) / d, l12 / d
            ldet /= d
    return change, total


@compiled
def _combine(sheet, t, l11, l12, l22, ldet, n1, n2, offsets, back, front):
    """Join what the filter knows of a month with the information of later months."""
    m1, m2 = sheet[t, MEAN], sheet[t, MEAN + 1]
    p11, p12, p22 = sheet[t, MEAN + 2], sheet[t, MEAN + 3], sheet[t, MEAN + 4]
    p11, p12, p22, _ = merge(p11, p12, p22, sheet[t, MEAN + 5], l11, l12, l22, ldet)
    r1, r2 = n1 - l11 * m1 - l12 * m2, n2 - l12 * m1 - l22 * m2
    sheet[t, LAST], sheet[t, LAST + 1] = m1 + p11 * r1 + p12 * r2, m2 + p12 * r1 + p22 * r2
    sheet[t, LAST + 2], sheet[t, LAST + 3], sheet[t, LAST + 4] = p11, p12, p22
    for k in range(offsets):
        j1, j2 = front[t + 1, k, 0], front[t + 1, k, 1]
        r1, r2 = back[k, 0] - l11 * j1 - l12 * j2, back[k, 1] - l12 * j1 - l22 * j2
        front[t + 1, k, 0] = j1 + p11 * r1 + p12 * r2
        front[t + 1, k, 1] = j2 + p12 * r1 + p22 * r2


@compiled
def reach_of(front, t, offsets, cov, reach):
    """Variance of the modes of a month from the offsets; `reach` becomes J V, [2, offsets]."""
    s11, s12, s22 = 0.0, 0.0, 0.0
    for i in range(offsets):
        reach[0, i], reach[1, i] = 0.0, 0.0
        for k in range(offsets):
            reach[0, i] += front[t + 1, k, 0] * cov[k, i]
            reach[1, i] += front[t + 1, k, 1] * cov[k, i]
        s11 += reach[0, i] * front[t + 1, i, 0]
        s12 += reach[0, i] * front[t + 1, i, 1]
        s22 += reach[1, i] * front[t + 1, i, 1]
    return s11, s12, s22


@compiled
def account(
    rows, first, month, source, side, value, n, table, slot, shared, sheet, front, at, cov, sums
):
    """Add the expected squares and products of observations that EM needs to `sums`."""
    c1, c2 = shared[0], shared[1]
    offsets = len(at)
    reach = np.zeros((2, offsets))
    t, s11, s12, s22 = -1, 0.0, 0.0, 0.0
    for i in range(rows[0], rows[1]):
        s, k = source[i], slot[source[i]]
        if month[i] - first != t:
            t = month[i] - first
            s11, s12, s22 = reach_of(front, t, offsets, cov, reach)
            s11 += sheet[t, LAST + 2]
            s12 += sheet[t, LAST + 3]
            s22 += sheet[t, LAST + 4]
        h2 = c2 if side[i] == 0 else (-c2 if side[i] == 1 else 0.0)
        z = c1 * sheet[t, LAST] + h2 * sheet[t, LAST + 1]
        zz = z * z + c1 * c1 * s11 + 2.0 * c1 * h2 * s12 + h2 * h2 * s22
        p, pp, pz = value[i], value[i] * value[i], value[i] * z
        if k >= 0:
            p = value[i] - at[k]
            pp = p * p + cov[k, k]
            pz = p * z - c1 * reach[0, k] - h2 * reach[1, k]
        once = n[i] / (table[s, 3] * n[i] + table[s, 2])
        twice = once * once
        sums[s, 0] += 1.0
        sums[s, 19] += once / n[i]
        sums[s, 20] += twice / (n[i] * n[i])
        for c, w in ((1, once), (7, twice), (13, twice / n[i])):
            sums[s, c] += w
            sums[s, c + 1] += w * p
            sums[s, c + 2] += w * z
            sums[s, c + 3] += w * pp
            sums[s, c + 4] += w * pz
            sums[s, c + 5] += w * zz


@compiled
def account_ends(months, front, sheet, weight, cov, sums):
    """Add the first month to `sums`, and to squared steps what the offsets leave open."""
    offsets = len(cov)
    reach = np.zeros((2, offsets))
    if offsets > 0:
        step = np.zeros((2, offsets, 2))
        for t in range(1, months):
            for k in range(offsets):
                step[1, k, 0] = front[t + 1, k, 0] - front[t, k, 0]
                step[1, k, 1] = front[t + 1, k, 1] - front[t, k, 1]
            s11, _, s22 = reach_of(step, 0, offsets, cov, reach)
            sums[1] += weight[t] * s11
            sums[2] += weight[t] * s22
    s11, _, s22 = reach_of(front, 0, offsets, cov, reach)
    sums[5] += 1.0
    sums[6] += sheet[0, LAST]
    sums[7] += sheet[0, LAST] ** 2 + sheet[0, LAST + 2] + s11
    sums[8] += sheet[0, LAST + 1] ** 2 + sheet[0, LAST + 4] + s22
