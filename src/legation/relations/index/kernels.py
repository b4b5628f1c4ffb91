# mypy: disable-error-code="no-untyped-def, no-untyped-call"
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

Nothing here checks its input; `arrays` and `parameters` do.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

# Columns of the sheet of a dyad, one row per month.
_INFO = 0  # 0-2: sum of b^2 / V by side
_PULL = 3  # 3-5: sum of b (y - a) / V by side
_MEAN = 6  # 6-7: filtered mean, 8-10: filtered covariance (11, 12, 22), 11: its determinant
_LAST = 12  # 12-13: smoothed mean, 14-16: smoothed covariance
SHEET = 17
_SMALL = 1e-150  # products are taken to logarithms before they leave what numbers can hold
# Columns of a source's own sheet, one row per month: what its offset acts on.
_OWN = 5  # sum of b / V by side, sum of 1 / V, sum of (y - a) / V

# Sums for EM, by source: count; 1, p, z, pp, pz, zz weighted by 1/V, then 1/V^2, then 1/(n V^2),
# where p = y - u and z = h.x; squared offsets; dyads.
BY_SOURCE = 21
# Sums for EM, shared: steps, lam w1^2, lam w2^2, lam, log lam, dyads, z1, z1^2, z2^2, log-lik.
SHARED = 10

_entry = njit(cache=True, nogil=True, error_model="numpy")
# Called by compiled code alone: without wrappers for Python they compile faster.
_compiled = njit(nogil=True, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True)


@_compiled
def _gather(rows, first, month, source, side, value, n, table, slot, sheet, own):
    """Collapse observations into their months; give the part of the log-likelihood left over."""
    rest, product = -0.5 * math.log(2 * math.pi) * (rows[1] - rows[0]), 1.0
    for i in range(rows[0], rows[1]):
        s, h, t = source[i], side[i], month[i] - first
        a, b = table[s, 0], table[s, 1]
        precision = n[i] / (table[s, 3] * n[i] + table[s, 2])
        residual = value[i] - a
        rest -= 0.5 * residual * residual * precision
        product *= precision
        if not _SMALL < product < 1.0 / _SMALL:  # a logarithm a row would take half the time
            rest += 0.5 * math.log(product)
            product = 1.0
        sheet[t, _INFO + h] += b * b * precision
        sheet[t, _PULL + h] += b * precision * residual
        k = slot[s]
        if k >= 0:
            own[t, k, h] += b * precision
            own[t, k, 3] += precision
            own[t, k, 4] += precision * residual
    return rest + 0.5 * math.log(product)


@_compiled
def _information(sheet, t, c1, c2):
    """Information of a month about its modes: matrix, determinant, vector at state 0."""
    ab, ba, both = sheet[t, _INFO], sheet[t, _INFO + 1], sheet[t, _INFO + 2]
    a11 = c1 * c1 * (ab + ba + both)
    a12 = c1 * c2 * (ab - ba)
    a22 = c2 * c2 * (ab + ba)
    det = (c1 * c2) ** 2 * (4 * ab * ba + both * (ab + ba))
    v1 = c1 * (sheet[t, _PULL] + sheet[t, _PULL + 1] + sheet[t, _PULL + 2])
    v2 = c2 * (sheet[t, _PULL] - sheet[t, _PULL + 1])
    return a11, a12, a22, det, v1, v2


@_compiled
def _merge(p11, p12, p22, pdet, a11, a12, a22, adet):
    """Give (P^-1 + A)^-1, and the divisor d by which its determinant is smaller than P's."""
    d = 1.0 + max(a11 * p11 + 2.0 * a12 * p12 + a22 * p22, 0.0) + adet * pdet
    return (p11 + pdet * a22) / d, (p12 - pdet * a12) / d, (p22 + pdet * a11) / d, d


@_compiled
def _forward(sheet, own, months, offsets, weight, shared, front, curve, slope):
    """Filter at offsets of 0; give the log-likelihood but for the part of `_gather`.

    `front[t + 1, k]` becomes the derivative of the filtered mean of month t by offset k.
    """
    c1, c2 = shared[0], shared[1]
    m1, m2 = shared[2], 0.0
    p11, p12, p22 = shared[3], 0.0, shared[4]
    pdet = p11 * p22
    total, product = 0.0, 1.0
    curve[:offsets, :offsets] = 0.0
    slope[:offsets] = 0.0
    front[0, :offsets] = 0.0
    for t in range(months):
        if t > 0:
            spread = 1.0 / weight[t]
            pdet += (p11 + p22 + spread) * spread
            p11 += spread
            p22 += spread
        if sheet[t, _INFO] + sheet[t, _INFO + 1] + sheet[t, _INFO + 2] > 0.0:
            a11, a12, a22, adet, v1, v2 = _information(sheet, t, c1, c2)
            p11, p12, p22, d = _merge(p11, p12, p22, pdet, a11, a12, a22, adet)
            pdet /= d
            g1 = v1 - a11 * m1 - a12 * m2
            g2 = v2 - a12 * m1 - a22 * m2
            gain1, gain2 = p11 * g1 + p12 * g2, p12 * g1 + p22 * g2
            total += 0.5 * (m1 * (v1 + g1) + m2 * (v2 + g2) + g1 * gain1 + g2 * gain2)
            product *= d
            if product > 1.0 / _SMALL:
                total -= 0.5 * math.log(product)
                product = 1.0
            if offsets > 0:
                information, cov = (a11, a12, a22), (p11, p12, p22)
                state = (m1, m2, g1, g2, gain1, gain2)
                _carry(own[t], front, t, offsets, information, cov, state, c1, c2, curve, slope)
            m1 += gain1
            m2 += gain2
        else:
            for k in range(offsets):
                front[t + 1, k, 0], front[t + 1, k, 1] = front[t, k, 0], front[t, k, 1]
        sheet[t, _MEAN], sheet[t, _MEAN + 1] = m1, m2
        sheet[t, _MEAN + 2], sheet[t, _MEAN + 3], sheet[t, _MEAN + 4] = p11, p12, p22
        sheet[t, _MEAN + 5] = pdet
    return total - 0.5 * math.log(product)


@_compiled
def _carry(own, front, t, offsets, information, cov, state, c1, c2, curve, slope):
    """Carry derivatives by the offsets through one month (the augmented filter, de Jong 1991).

    `slope` and `curve` gather first and second derivatives of the log-likelihood by the
    offsets at 0, the second with its sign turned.
    """
    a11, a12, a22 = information
    p11, p12, p22 = cov
    m1, m2, g1, g2, gain1, gain2 = state
    for k in range(offsets):
        o1, o2 = c1 * (own[k, 0] + own[k, 1] + own[k, 2]), c2 * (own[k, 0] - own[k, 1])
        j1, j2 = front[t, k, 0], front[t, k, 1]
        u1, u2 = -o1 - a11 * j1 - a12 * j2, -o2 - a12 * j1 - a22 * j2
        n1, n2 = p11 * u1 + p12 * u2, p12 * u1 + p22 * u2
        slope[k] += own[k, 4] - o1 * m1 - o2 * m2 + j1 * g1 + j2 * g2 + u1 * gain1 + u2 * gain2
        curve[k, k] += own[k, 3]
        for i in range(k + 1):
            q1, q2 = c1 * (own[i, 0] + own[i, 1] + own[i, 2]), c2 * (own[i, 0] - own[i, 1])
            i1, i2 = front[t, i, 0], front[t, i, 1]
            w1, w2 = -q1 - a11 * i1 - a12 * i2, -q2 - a12 * i1 - a22 * i2
            curve[k, i] += q1 * j1 + q2 * j2 - i1 * u1 - i2 * u2 - n1 * w1 - n2 * w2
        front[t + 1, k, 0], front[t + 1, k, 1] = j1 + n1, j2 + n2


@_compiled
def _settle(offsets, prior, curve, slope, at):
    """Posterior of the offsets: `at` becomes the mean, `curve` the covariance.

    Gives what integrating over them adds to the log-likelihood. `curve` comes with its lower
    half; `prior` has the variances.
    """
    for k in range(offsets):
        curve[k, k] += 1.0 / prior[k]
        for i in range(k):
            curve[i, k] = curve[k, i]
    logdet = 0.0
    for k in range(offsets):  # Gauss-Jordan; pivots of a positive definite matrix are positive
        pivot = curve[k, k]
        logdet += math.log(pivot * prior[k])
        curve[k, k] = 1.0
        for j in range(offsets):
            curve[k, j] /= pivot
        for i in range(offsets):
            if i != k:
                factor = curve[i, k]
                curve[i, k] = 0.0
                for j in range(offsets):
                    curve[i, j] -= factor * curve[k, j]
    gained = -0.5 * logdet
    for k in range(offsets):
        at[k] = 0.0
        for i in range(offsets):
            at[k] += curve[k, i] * slope[i]
        gained += 0.5 * at[k] * slope[k]
    return gained


@_compiled
def _shift(sheet, own, months, offsets, front, at):
    """Move filtered means and observations from offsets of 0 to those found."""
    for k in range(offsets):
        for t in range(months):
            sheet[t, _MEAN] += front[t + 1, k, 0] * at[k]
            sheet[t, _MEAN + 1] += front[t + 1, k, 1] * at[k]
            for h in range(3):
                sheet[t, _PULL + h] -= own[t, k, h] * at[k]


@_compiled
def _unshift(sheet, own, months, offsets, at):
    """Move observations back to offsets of 0, before filtering again."""
    for k in range(offsets):
        for t in range(months):
            for h in range(3):
                sheet[t, _PULL + h] += own[t, k, h] * at[k]


@_compiled
def _cavity(sheet, t, l11, l12, l22, ldet, n1, n2):
    """Information about the step into month t from all but its own distribution.

    From the filter at t - 1 and the information (l, n) of months t and later: matrix,
    determinant and vector.
    """
    m1, m2 = sheet[t - 1, _MEAN], sheet[t - 1, _MEAN + 1]
    p11, p12, p22 = sheet[t - 1, _MEAN + 2], sheet[t - 1, _MEAN + 3], sheet[t - 1, _MEAN + 4]
    g11, g12, g22, d = _merge(l11, l12, l22, ldet, p11, p12, p22, sheet[t - 1, _MEAN + 5])
    r1, r2 = n1 - l11 * m1 - l12 * m2, n2 - l12 * m1 - l22 * m2
    e1 = ((1.0 + l12 * p12 + l22 * p22) * r1 - (l11 * p12 + l12 * p22) * r2) / d
    e2 = ((1.0 + l11 * p11 + l12 * p12) * r2 - (l12 * p11 + l22 * p12) * r1) / d
    return g11, g12, g22, ldet / d, e1, e2


@_compiled
def _tilt(g11, g12, g22, gdet, e1, e2, nodes):
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


@_compiled
def _backward(sheet, own, months, offsets, weight, shared, nodes, learn, front, sums):
    """Smooth, from the last month to the first, after `_forward` and `_shift`.

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
        if sheet[t, _INFO] + sheet[t, _INFO + 1] + sheet[t, _INFO + 2] > 0.0:
            a11, a12, a22, adet, v1, v2 = _information(sheet, t, c1, c2)
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
                g11, g12, g22, gdet, e1, e2 = _cavity(sheet, t, l11, l12, l22, ldet, n1, n2)
                found = _tilt(g11, g12, g22, gdet, e1, e2, nodes)
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


@_compiled
def _combine(sheet, t, l11, l12, l22, ldet, n1, n2, offsets, back, front):
    """Join what the filter knows of a month with the information of later months."""
    m1, m2 = sheet[t, _MEAN], sheet[t, _MEAN + 1]
    p11, p12, p22 = sheet[t, _MEAN + 2], sheet[t, _MEAN + 3], sheet[t, _MEAN + 4]
    p11, p12, p22, _ = _merge(p11, p12, p22, sheet[t, _MEAN + 5], l11, l12, l22, ldet)
    r1, r2 = n1 - l11 * m1 - l12 * m2, n2 - l12 * m1 - l22 * m2
    sheet[t, _LAST], sheet[t, _LAST + 1] = m1 + p11 * r1 + p12 * r2, m2 + p12 * r1 + p22 * r2
    sheet[t, _LAST + 2], sheet[t, _LAST + 3], sheet[t, _LAST + 4] = p11, p12, p22
    for k in range(offsets):
        j1, j2 = front[t + 1, k, 0], front[t + 1, k, 1]
        r1, r2 = back[k, 0] - l11 * j1 - l12 * j2, back[k, 1] - l12 * j1 - l22 * j2
        front[t + 1, k, 0] = j1 + p11 * r1 + p12 * r2
        front[t + 1, k, 1] = j2 + p12 * r1 + p22 * r2


@_compiled
def _spread(front, t, offsets, cov, reach):
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


@_compiled
def _account(
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
            s11, s12, s22 = _spread(front, t, offsets, cov, reach)
            s11 += sheet[t, _LAST + 2]
            s12 += sheet[t, _LAST + 3]
            s22 += sheet[t, _LAST + 4]
        h2 = c2 if side[i] == 0 else (-c2 if side[i] == 1 else 0.0)
        z = c1 * sheet[t, _LAST] + h2 * sheet[t, _LAST + 1]
        zz = z * z + c1 * c1 * s11 + 2.0 * c1 * h2 * s12 + h2 * h2 * s22
        p, pp, pz = value[i], value[i] * value[i], value[i] * z
        if k >= 0:
            p = value[i] - at[k]
            pp = p * p + cov[k, k]
            pz = p * z - c1 * reach[0, k] - h2 * reach[1, k]
        once = n[i] / (table[s, 3] * n[i] + table[s, 2])
        twice = once * once
        sums[s, 0] += 1.0
        for c, w in ((1, once), (7, twice), (13, twice / n[i])):
            sums[s, c] += w
            sums[s, c + 1] += w * p
            sums[s, c + 2] += w * z
            sums[s, c + 3] += w * pp
            sums[s, c + 4] += w * pz
            sums[s, c + 5] += w * zz


@_compiled
def _account_ends(months, front, sheet, weight, cov, sums):
    """Add the first month to `sums`, and to squared steps what the offsets leave open."""
    offsets = len(cov)
    reach = np.zeros((2, offsets))
    if offsets > 0:
        step = np.zeros((2, offsets, 2))
        for t in range(1, months):
            for k in range(offsets):
                step[1, k, 0] = front[t + 1, k, 0] - front[t, k, 0]
                step[1, k, 1] = front[t + 1, k, 1] - front[t, k, 1]
            s11, _, s22 = _spread(step, 0, offsets, cov, reach)
            sums[1] += weight[t] * s11
            sums[2] += weight[t] * s22
    s11, _, s22 = _spread(front, 0, offsets, cov, reach)
    sums[5] += 1.0
    sums[6] += sheet[0, _LAST]
    sums[7] += sheet[0, _LAST] ** 2 + sheet[0, _LAST + 2] + s11
    sums[8] += sheet[0, _LAST + 1] ** 2 + sheet[0, _LAST + 4] + s22


@_compiled
def _write(months, shared, sheet, front, cov, mean, spread):
    """Write smoothed means and covariances in Goldstein units."""
    c1, c2 = shared[0], shared[1]
    offsets = len(cov)
    reach = np.zeros((2, offsets))
    for t in range(months):
        s11, s12, s22 = _spread(front, t, offsets, cov, reach)
        both = c1 * c1 * (s11 + sheet[t, _LAST + 2])
        half = c2 * c2 * (s22 + sheet[t, _LAST + 4])
        cross = c1 * c2 * (s12 + sheet[t, _LAST + 3])
        z1, z2 = c1 * sheet[t, _LAST], c2 * sheet[t, _LAST + 1]
        mean[t, 0], mean[t, 1] = z1 + z2, z1 - z2
        spread[t, 0] = both + half + 2.0 * cross
        spread[t, 1] = both + half - 2.0 * cross
        spread[t, 2] = both - half


@_compiled
def _predict(sheet, last, shared, nodes):
    """Log-likelihood from the prediction of each month by the months before, but for `_gather`.

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
        seen = sheet[t, _INFO] + sheet[t, _INFO + 1] + sheet[t, _INFO + 2] > 0.0
        gap += t > 0
        if not seen:
            continue
        a11, a12, a22, adet, v1, v2 = _information(sheet, t, c1, c2)
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
            f11, f12, f22, d = _merge(
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


@_compiled
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


@_compiled
def _pass(
    sheet, own, front, lam, shared, nodes, prior, curve, slope, at, fixed, offsets, learn, steps
):
    """Filter, find the offsets, smooth; see `_backward`."""
    months = len(sheet)
    total = _forward(sheet, own, months, offsets, lam, shared, front, curve, slope)
    keep = at.copy()
    total += _settle(offsets, prior, curve, slope, at)
    if fixed:
        at[:] = keep
    _shift(sheet, own, months, offsets, front, at)
    change, more = _backward(sheet, own, months, offsets, lam, shared, nodes, learn, front, steps)
    return change, total + more


@_entry
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
    sheets, owns = np.zeros((longest, SHEET)), np.zeros((longest, sources, _OWN))
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
            sheet[:, :_MEAN] = 0.0
            own[:, :offsets] = 0.0
            rest = _gather(rows, first[d], month, source, side, value, n, table, slot, sheet, own)
            last = month[rows[1] - 1] - first[d] if rows[1] > rows[0] else 0
            if job == 3:
                for k in range(offsets):
                    for t in range(last + 1):
                        rest += at[k] * (own[t, k, 4] - 0.5 * at[k] * own[t, k, 3])
                        for h in range(3):
                            sheet[t, _PULL + h] -= own[t, k, h] * at[k]
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
                _unshift(sheet, own, length, moved, at)
            if job >= 2:
                steps[9] += rest + total
                _account_ends(last + 1, front, sheet, lam, curve, steps)
                _account(
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
                squares[s, 19] += at[k] * at[k] + curve[k, k]
                squares[s, 20] += 1.0
