"""Numba kernels of the breaks: filter, scores of steps, joint posterior and draws of a dyad.

Everything works on a month's *information*: with observations y = b (h . x) + e, Var e = R, the
state x = (x_ab, x_ba) of a month enters its likelihood through the matrix J = sum h h' b^2 / R
and the vector k = sum h b y / R alone. Symmetric 2 x 2 matrices are kept as (ab, cross, ba).
A step into month t has the variance Q step[t], Q = q [[1, rho], [rho, 1]]; step[0] is not used.
"""

from __future__ import annotations

import numba as nb
import numpy as np

from legation.relations.breaks.types import Floats


@nb.njit(cache=True, nogil=True)
def collapse(
    length: int, at: Floats, side: Floats, value: Floats, loading: Floats, variance: Floats
) -> tuple[Floats, Floats, Floats]:
    """Sum observations into the information of months.

    Returns J (length, 3), k (length, 2) and per month the sum of y^2 / R.
    """
    info = np.zeros((length, 3))
    vector = np.zeros((length, 2))
    square = np.zeros(length)
    for i in range(at.shape[0]):
        t = at[i]
        h0 = 1.0 if side[i] == 0 else (0.0 if side[i] == 1 else 0.5)
        h1 = 0.0 if side[i] == 0 else (1.0 if side[i] == 1 else 0.5)
        weight = loading[i] / variance[i]
        info[t, 0] += h0 * h0 * loading[i] * weight
        info[t, 1] += h0 * h1 * loading[i] * weight
        info[t, 2] += h1 * h1 * loading[i] * weight
        vector[t, 0] += h0 * weight * value[i]
        vector[t, 1] += h1 * weight * value[i]
        square[t] += value[i] * value[i] / variance[i]
    return info, vector, square


@nb.njit(cache=True, nogil=True)
def run_filter(
    info: Floats, vector: Floats, step: Floats, model: Floats
) -> tuple[float, Floats, Floats, Floats, Floats]:
    """Kalman filter over the months, in information form.

    Parameters
    ----------
    info, vector
        Information of the months, (T, 3) and (T, 2).
    step
        Multipliers of the step variance, (T,).
    model
        q, rho, m0, P0, r0.

    Returns
    -------
    tuple
        Log-likelihood up to what depends on the observations alone; predicted mean (T, 2) and
        covariance (T, 3); scaled innovation u (T, 2) and its variance U (T, 3), with
        u = (I + J P)^-1 (k - J a) and U = (I + J P)^-1 J.
    """
    q, rho, m0, p0, r0 = model
    length = info.shape[0]
    mean = np.empty((length, 2))
    cov = np.empty((length, 3))
    u = np.empty((length, 2))
    uu = np.empty((length, 3))
    a0 = a1 = m0
    p00 = p11 = p0
    p01 = p0 * r0
    loglik = 0.0
    for t in range(length):
        if t > 0:
            p00 += q * step[t]
            p01 += q * rho * step[t]
            p11 += q * step[t]
        mean[t, 0], mean[t, 1] = a0, a1
        cov[t, 0], cov[t, 1], cov[t, 2] = p00, p01, p11
        j00, j01, j11 = info[t, 0], info[t, 1], info[t, 2]
        e0 = vector[t, 0] - j00 * a0 - j01 * a1
        e1 = vector[t, 1] - j01 * a0 - j11 * a1
        # B = I + J P; its inverse times e and J
        b00 = 1.0 + j00 * p00 + j01 * p01
        b01 = j00 * p01 + j01 * p11
        b10 = j01 * p00 + j11 * p01
        b11 = 1.0 + j01 * p01 + j11 * p11
        det = b00 * b11 - b01 * b10
        u0 = (b11 * e0 - b01 * e1) / det
        u1 = (b00 * e1 - b10 * e0) / det
        uu00 = (b11 * j00 - b01 * j01) / det
        uu01 = (b11 * j01 - b01 * j11) / det
        uu11 = (b00 * j11 - b10 * j01) / det
        u[t, 0], u[t, 1] = u0, u1
        uu[t, 0], uu[t, 1], uu[t, 2] = uu00, uu01, uu11
        # the update moves the mean by P u
        d0 = p00 * u0 + p01 * u1
        d1 = p01 * u0 + p11 * u1
        loglik += a0 * vector[t, 0] + a1 * vector[t, 1]
        loglik -= 0.5 * (a0 * (j00 * a0 + j01 * a1) + a1 * (j01 * a0 + j11 * a1))
        loglik += 0.5 * (e0 * d0 + e1 * d1) - 0.5 * np.log(det)
        a0 += d0
        a1 += d1
        # P - P U P
        x00 = uu00 * p00 + uu01 * p01
        x01 = uu00 * p01 + uu01 * p11
        x10 = uu01 * p00 + uu11 * p01
        x11 = uu01 * p01 + uu11 * p11
        n00 = p00 - p00 * x00 - p01 * x10
        n01 = p01 - p00 * x01 - p01 * x11
        n11 = p11 - p01 * x01 - p11 * x11
        p00, p01, p11 = n00, n01, n11
    return loglik, mean, cov, u, uu


@nb.njit(cache=True, nogil=True)
def run_scores(cov: Floats, u: Floats, uu: Floats) -> tuple[Floats, Floats, Floats]:
    """Score of a step into each month, its variance, and what carries it back one month.

    The score R[t] is the derivative of the log-likelihood by a lasting step into month t
    (de Jong and Penzer 1998, eq. 7; Durbin and Koopman 2012, section 4.5: r_{t-1}); while the
    model holds, R[t] ~ N(0, V[t]), and Cov(R[t], R[t + 1]) = L[t]' V[t + 1].

    Returns R (T, 2), V (T, 3), L (T, 4) in rows.
    """
    length = cov.shape[0]
    score = np.zeros((length, 2))
    var = np.zeros((length, 3))
    carry = np.zeros((length, 4))
    r0 = r1 = n00 = n01 = n11 = 0.0
    for t in range(length - 1, -1, -1):
        p00, p01, p11 = cov[t, 0], cov[t, 1], cov[t, 2]
        l00 = 1.0 - (p00 * uu[t, 0] + p01 * uu[t, 1])
        l01 = -(p00 * uu[t, 1] + p01 * uu[t, 2])
        l10 = -(p01 * uu[t, 0] + p11 * uu[t, 1])
        l11 = 1.0 - (p01 * uu[t, 1] + p11 * uu[t, 2])
        s0 = u[t, 0] + l00 * r0 + l10 * r1
        s1 = u[t, 1] + l01 * r0 + l11 * r1
        x00 = n00 * l00 + n01 * l10
        x01 = n00 * l01 + n01 * l11
        x10 = n01 * l00 + n11 * l10
        x11 = n01 * l01 + n11 * l11
        n00 = uu[t, 0] + l00 * x00 + l10 * x10
        n01 = uu[t, 1] + l00 * x01 + l10 * x11
        n11 = uu[t, 2] + l01 * x01 + l11 * x11
        r0, r1 = s0, s1
        score[t, 0], score[t, 1] = r0, r1
        var[t, 0], var[t, 1], var[t, 2] = n00, n01, n11
        carry[t, 0], carry[t, 1], carry[t, 2], carry[t, 3] = l00, l01, l10, l11
    return score, var, carry


@nb.njit(cache=True, nogil=True)
def run_covariances(var: Floats, carry: Floats, lags: int) -> Floats:
    """Cov(R[t], R[t + j]) for j = 0 .. lags - 1, as (T, lags, 2, 2); zero beyond the end."""
    length = var.shape[0]
    out = np.zeros((length, lags, 2, 2))
    for t in range(length - 1, -1, -1):
        out[t, 0, 0, 0] = var[t, 0]
        out[t, 0, 0, 1] = out[t, 0, 1, 0] = var[t, 1]
        out[t, 0, 1, 1] = var[t, 2]
        l00, l01, l10, l11 = carry[t, 0], carry[t, 1], carry[t, 2], carry[t, 3]
        for j in range(1, min(lags, length - t)):
            for c in range(2):
                out[t, j, 0, c] = l00 * out[t + 1, j - 1, 0, c] + l10 * out[t + 1, j - 1, 1, c]
                out[t, j, 1, c] = l01 * out[t + 1, j - 1, 0, c] + l11 * out[t + 1, j - 1, 1, c]
    return out


@nb.njit(cache=True, nogil=True)
def posterior_block(
    cov: Floats, var: Floats, carry: Floats, start: int, stop: int, direction: int
) -> Floats:
    """Posterior covariance of one direction's level over the months [start, stop).

    Cov(x_t, x_j | y) = P_t L_t' ... L_{j-1}' (I - V_j P_j), Durbin and Koopman 2012, section 4.7.
    """
    size = stop - start
    out = np.empty((size, size))
    for i in range(size):
        t = start + i
        # row of P_t that belongs to the direction, carried forward
        row0 = cov[t, 0] if direction == 0 else cov[t, 1]
        row1 = cov[t, 1] if direction == 0 else cov[t, 2]
        for j in range(t, stop):
            c0 = cov[j, 0] if direction == 0 else cov[j, 1]
            c1 = cov[j, 1] if direction == 0 else cov[j, 2]
            v0 = var[j, 0] * c0 + var[j, 1] * c1
            v1 = var[j, 1] * c0 + var[j, 2] * c1
            own = row0 if direction == 0 else row1
            value = own - row0 * v0 - row1 * v1
            out[i, j - start] = value
            out[j - start, i] = value
            l00, l01, l10, l11 = carry[j, 0], carry[j, 1], carry[j, 2], carry[j, 3]
            row0, row1 = row0 * l00 + row1 * l01, row0 * l10 + row1 * l11
    return out


@nb.njit(cache=True, nogil=True)
def draw_paths(
    mean: Floats, cov: Floats, u: Floats, uu: Floats, noise: Floats, start: int
) -> Floats:
    """Draws of the state from its joint posterior, backward from the last month to `start`.

    Forward filtering, backward sampling (Carter and Kohn 1994; Fruehwirth-Schnatter 1994).
    `noise` are standard normal numbers (draws, T - start, 2); returns the same shape.
    """
    draws, size, _ = noise.shape
    length = cov.shape[0]
    out = np.empty((draws, size, 2))
    for t in range(length - 1, start - 1, -1):
        p00, p01, p11 = cov[t, 0], cov[t, 1], cov[t, 2]
        x00 = uu[t, 0] * p00 + uu[t, 1] * p01
        x01 = uu[t, 0] * p01 + uu[t, 1] * p11
        x10 = uu[t, 1] * p00 + uu[t, 2] * p01
        x11 = uu[t, 1] * p01 + uu[t, 2] * p11
        f00 = p00 - p00 * x00 - p01 * x10
        f01 = p01 - p00 * x01 - p01 * x11
        f11 = p11 - p01 * x01 - p11 * x11
        a0 = mean[t, 0] + p00 * u[t, 0] + p01 * u[t, 1]
        a1 = mean[t, 1] + p01 * u[t, 0] + p11 * u[t, 1]
        g00 = g01 = g10 = g11 = 0.0
        if t < length - 1:
            n00, n01, n11 = cov[t + 1, 0], cov[t + 1, 1], cov[t + 1, 2]
            det = n00 * n11 - n01 * n01
            g00 = (f00 * n11 - f01 * n01) / det
            g01 = (f01 * n00 - f00 * n01) / det
            g10 = (f01 * n11 - f11 * n01) / det
            g11 = (f11 * n00 - f01 * n01) / det
            f00, f01, f11 = (
                f00 - g00 * f00 - g01 * f01,
                f01 - g00 * f01 - g01 * f11,
                f11 - g10 * f01 - g11 * f11,
            )
        c00 = np.sqrt(max(f00, 0.0))
        c10 = f01 / c00 if c00 > 0.0 else 0.0
        c11 = np.sqrt(max(f11 - c10 * c10, 0.0))
        i = t - start
        for d in range(draws):
            m0, m1 = a0, a1
            if t < length - 1:
                d0 = out[d, i + 1, 0] - mean[t + 1, 0]
                d1 = out[d, i + 1, 1] - mean[t + 1, 1]
                m0 += g00 * d0 + g01 * d1
                m1 += g10 * d0 + g11 * d1
            out[d, i, 0] = m0 + c00 * noise[d, i, 0]
            out[d, i, 1] = m1 + c10 * noise[d, i, 0] + c11 * noise[d, i, 1]
    return out
