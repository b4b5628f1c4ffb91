"""The filter of one dyad, and what it carries along for offsets; see `kernels`."""

from __future__ import annotations

import math

from numba import njit

# Columns of the sheet of a dyad, one row per month.
INFO = 0  # 0-2: sum of b^2 / V by side
PULL = 3  # 3-5: sum of b (y - a) / V by side
MEAN = 6  # 6-7: filtered mean, 8-10: filtered covariance (11, 12, 22), 11: its determinant
LAST = 12  # 12-13: smoothed mean, 14-16: smoothed covariance
SHEET = 17
SMALL = 1e-150  # products are taken to logarithms before they leave what numbers can hold
# Columns of a source's own sheet, one row per month: what its offset acts on.
OWN = 5  # sum of b / V by side, sum of 1 / V, sum of (y - a) / V

# Sums for EM, by source: count; 1, p, z, pp, pz, zz weighted by 1/V, then 1/V^2, then 1/(n V^2),
# where p = y - u and z = h.x; 1/(n V), 1/(n V)^2; squared offsets; dyads.
BY_SOURCE = 23
# Sums for EM, shared: steps, lam w1^2, lam w2^2, lam, log lam, dyads, z1, z1^2, z2^2, log-lik.
SHARED = 10

entry = njit(cache=True, nogil=True, error_model="numpy")
# Called by compiled code alone: without wrappers for Python they compile faster.
compiled = njit(  # type: ignore[call-overload]
    nogil=True, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True
)


@compiled
def gather(rows, first, month, source, side, value, n, table, slot, sheet, own):
    """Collapse observations into their months; give the part of the log-likelihood left over."""
    rest, product = -0.5 * math.log(2 * math.pi) * (rows[1] - rows[0]), 1.0
    for i in range(rows[0], rows[1]):
        s, h, t = source[i], side[i], month[i] - first
        a, b = table[s, 0], table[s, 1]
        precision = n[i] / (table[s, 3] * n[i] + table[s, 2])
        residual = value[i] - a
        rest -= 0.5 * residual * residual * precision
        product *= precision
        if not SMALL < product < 1.0 / SMALL:  # a logarithm a row would take half the time
            rest += 0.5 * math.log(product)
            product = 1.0
        sheet[t, INFO + h] += b * b * precision
        sheet[t, PULL + h] += b * precision * residual
        k = slot[s]
        if k >= 0:
            own[t, k, h] += b * precision
            own[t, k, 3] += precision
            own[t, k, 4] += precision * residual
    return rest + 0.5 * math.log(product)


@compiled
def inform(sheet, t, c1, c2):
    """Information of a month about its modes: matrix, determinant, vector at state 0."""
    ab, ba, both = sheet[t, INFO], sheet[t, INFO + 1], sheet[t, INFO + 2]
    a11 = c1 * c1 * (ab + ba + both)
    a12 = c1 * c2 * (ab - ba)
    a22 = c2 * c2 * (ab + ba)
    det = (c1 * c2) ** 2 * (4 * ab * ba + both * (ab + ba))
    v1 = c1 * (sheet[t, PULL] + sheet[t, PULL + 1] + sheet[t, PULL + 2])
    v2 = c2 * (sheet[t, PULL] - sheet[t, PULL + 1])
    return a11, a12, a22, det, v1, v2


@compiled
def merge(p11, p12, p22, pdet, a11, a12, a22, adet):
    """Give (P^-1 + A)^-1, and the divisor d by which its determinant is smaller than P's."""
    d = 1.0 + max(a11 * p11 + 2.0 * a12 * p12 + a22 * p22, 0.0) + adet * pdet
    return (p11 + pdet * a22) / d, (p12 - pdet * a12) / d, (p22 + pdet * a11) / d, d


@compiled
def forward(sheet, own, months, offsets, weight, shared, front, curve, slope):
    """Filter at offsets of 0; give the log-likelihood but for the part of `gather`.

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
        if sheet[t, INFO] + sheet[t, INFO + 1] + sheet[t, INFO + 2] > 0.0:
            a11, a12, a22, adet, v1, v2 = inform(sheet, t, c1, c2)
            p11, p12, p22, d = merge(p11, p12, p22, pdet, a11, a12, a22, adet)
            pdet /= d
            g1 = v1 - a11 * m1 - a12 * m2
            g2 = v2 - a12 * m1 - a22 * m2
            gain1, gain2 = p11 * g1 + p12 * g2, p12 * g1 + p22 * g2
            total += 0.5 * (m1 * (v1 + g1) + m2 * (v2 + g2) + g1 * gain1 + g2 * gain2)
            product *= d
            if product > 1.0 / SMALL:
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
        sheet[t, MEAN], sheet[t, MEAN + 1] = m1, m2
        sheet[t, MEAN + 2], sheet[t, MEAN + 3], sheet[t, MEAN + 4] = p11, p12, p22
        sheet[t, MEAN + 5] = pdet
    return total - 0.5 * math.log(product)


@compiled
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


@compiled
def settle(offsets, prior, curve, slope, at):
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


@compiled
def shift(sheet, own, months, offsets, front, at):
    """Move filtered means and observations from offsets of 0 to those found."""
    for k in range(offsets):
        for t in range(months):
            sheet[t, MEAN] += front[t + 1, k, 0] * at[k]
            sheet[t, MEAN + 1] += front[t + 1, k, 1] * at[k]
            for h in range(3):
                sheet[t, PULL + h] -= own[t, k, h] * at[k]


@compiled
def unshift(sheet, own, months, offsets, at):
    """Move observations back to offsets of 0, before filtering again."""
    for k in range(offsets):
        for t in range(months):
            for h in range(3):
                sheet[t, PULL + h] += own[t, k, h] * at[k]
