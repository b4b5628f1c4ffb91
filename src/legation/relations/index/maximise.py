"""One maximisation of EM: parameters from expected sums; and how parameters are compared."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from legation.relations.index.arrays import Arrays, Reals, Survey
from legation.relations.index.engine import mode_scales
from legation.relations.index.parameters import Parameters
from legation.relations.index.smooth import Smoothed

Flags = np.ndarray[Any, np.dtype[np.bool_]]

# Where things stand in the sums of `kernels.run`; see there.
SHARED, BY_SOURCE, LOGLIK = 10, 23, 9
NU_RANGE = (3.0, 100.0)  # below, forecasts would have next to no variance to speak of
LARGEST_CORRELATION = 0.95  # so that directions can part where few sources tell them apart
SMALLEST = 1e-8  # of a variance, as a share of that of the values of the source
FIRST_NU, FIRST_CORRELATION = 6.0, 0.5


@dataclass(frozen=True)
class Free:
    """Which parameters are estimated; arrays have one flag per source."""

    loading: Flags
    floor: Flags
    offset: Flags
    steps: bool = True
    nu: bool = True
    least: Reals | None = None
    """Least loading of each source, with its sign: positive, negative, or 0 where it is free."""

    def bounded(self, b: Reals) -> Reals:
        """Loadings no weaker than the least, and of its sign."""
        if self.least is None:
            return b
        weak = self.loading & (self.least != 0) & (b * np.sign(self.least) < np.abs(self.least))
        found: Reals = np.where(weak, self.least, b)
        return found

    def only(self, sources: Flags) -> Free:
        """Free the parameters of some sources alone."""
        own = self.loading & sources, self.floor & sources, self.offset & sources
        return replace(self, loading=own[0], floor=own[1], offset=own[2])


def beginning(found: Survey, names: tuple[str, ...], anchored: Flags, student: bool) -> Parameters:
    """Give parameters to start from, rough ones from the spread of the values."""
    scale = np.where(found.sd > 0, found.sd, 1.0)
    rows = np.maximum(found.rows, 1.0)
    seen = anchored & found.counts.any(0)
    total = found.counts[:, seen].sum(0)
    spread = float((scale[seen] ** 2 * total).sum() / total.sum())
    return Parameters(
        sources=names,
        anchored=tuple(map(bool, anchored)),
        a=np.where(anchored, 0.0, found.mean),
        b=np.where(anchored, 1.0, 0.0),
        R=0.5 * scale**2 * rows,
        F=np.where(found.varied, 0.1 * scale**2, 0.0),
        tau=np.where(anchored, 0.0, 0.3 * scale),
        q=0.01 * spread,
        rho=FIRST_CORRELATION,
        nu=FIRST_NU if student else math.inf,
        m0=float((found.mean[seen] * total).sum() / total.sum()),
        P0=0.5 * spread,
        r0=FIRST_CORRELATION,
    )


def regress(arrays: Arrays, shared: Smoothed, begin: Parameters) -> tuple[Reals, Reals]:
    """Regress sources that are not anchored on smoothed means from those that are.

    A posterior mean stands for the state without attenuation, since E[x | mean] = mean.
    """
    own = np.repeat(np.arange(arrays.dyads), np.diff(arrays.pointer))
    rows = shared.pointer[own] + arrays.month - arrays.span[own, 0]
    both = shared.mean[rows]
    z = np.choose(arrays.side, [both[:, 0], both[:, 1], both.mean(1)])
    a, b = begin.a.copy(), begin.b.copy()
    for s in np.flatnonzero(~np.array(begin.anchored)):
        mine = arrays.source == s
        if mine.sum() > 2 and z[mine].std() > 0:
            b[s], a[s] = np.polyfit(z[mine], arrays.value[mine], 1)
    return a, b


def maximise(parameters: Parameters, sums: Reals, free: Free, found: Survey) -> Parameters:
    """Give the parameters under which the expected log-likelihood is largest.

    Loadings come first, then variances given them, so that the likelihood cannot fall where
    steps are normal.
    """
    steps, by_source = sums[:SHARED], sums[SHARED:].reshape(-1, BY_SOURCE)
    c1, c2 = mode_scales(parameters)
    v1, v2 = c1**2, c2**2
    if free.steps and steps[3] > 0:
        # Divided by the sum of lam, not their number: the expanded model in which lam has a
        # scale of its own gives the same likelihood and much longer steps (PX-EM).
        v1, v2 = v1 * steps[1] / steps[3], v2 * steps[2] / steps[3]
    z1, z1_squared, z2_squared = steps[6:9] / steps[5]
    q, rho = _from_modes(v1, v2)
    start, r0 = _from_modes(c1**2 * max(z1_squared - z1**2, 1e-12), c2**2 * z2_squared)
    a, b = _loadings(parameters, by_source, free)
    rows, floors = _variances(parameters, by_source, free, found, a, b)
    tau = parameters.tau.copy()
    for s in np.flatnonzero(free.offset & (by_source[:, 22] > 0)):
        tau[s] = math.sqrt(max(by_source[s, 21] / by_source[s, 22], SMALLEST * found.sd[s] ** 2))
    return replace(
        parameters,
        a=a,
        b=b,
        R=rows,
        F=floors,
        tau=tau,
        q=q,
        rho=rho,
        nu=_degrees(steps, parameters.nu) if free.steps and free.nu else parameters.nu,
        m0=c1 * z1,
        P0=start,
        r0=r0,
    )


def _from_modes(v1: float, v2: float) -> tuple[float, float]:
    """Variance and correlation of directions from variances of the mean and half difference."""
    limit = LARGEST_CORRELATION
    rho = min(max((v1 - v2) / (v1 + v2), -limit), limit)
    return max(v1 + v2, 1e-12), rho


def _loadings(parameters: Parameters, sums: Reals, free: Free) -> tuple[Reals, Reals]:
    a, b = parameters.a.copy(), parameters.b.copy()
    for s in np.flatnonzero(free.loading & (sums[:, 0] > 0)):
        one, p, z, _, pz, zz = sums[s, 1:7]
        spread = zz - z * z / one
        if spread > 1e-12 * zz:
            b[s] = (pz - z * p / one) / spread
            b[s] = free.bounded(b)[s]
            a[s] = (p - b[s] * z) / one
    return a, b


def _variances(
    parameters: Parameters, sums: Reals, free: Free, found: Survey, a: Reals, b: Reals
) -> tuple[Reals, Reals]:
    """R and F from squared residuals, by a step of Fisher's scoring.

    With V = F + R / n and S the expected squared residual, the score by F is the sum of
    (S / V - 1) / 2V, that by R the sum of the same over n. EM on the error split in its two
    parts would creep where n differs little.
    """
    rows, floors = parameters.R.copy(), parameters.F.copy()
    for s in np.flatnonzero(sums[:, 0] > 0):
        form = np.array([a[s] ** 2, -2 * a[s], 2 * a[s] * b[s], 1.0, -2 * b[s], b[s] ** 2])
        # Of R first, then of F.
        slope = np.array([form @ sums[s, 13:19] - sums[s, 19], form @ sums[s, 7:13] - sums[s, 1]])
        shared = sums[s, 13]
        curve = np.array([[sums[s, 20], shared], [shared, sums[s, 7]]])
        least = SMALLEST * max(float(found.sd[s]) ** 2, 1e-12)
        now = np.array([parameters.R[s], parameters.F[s]])
        rows[s], floors[s] = _score(now, slope, curve, least, bool(free.floor[s]))
    return rows, floors


def _score(now: Reals, slope: Reals, curve: Reals, least: float, both: bool) -> Reals:
    """Step of R and F, no further than to half or twice; one that would leave its bound stays."""
    free = np.array([True, both])
    for _ in range(2):
        held = free & (now <= least * (1 + 1e-9)) & (slope <= 0)
        if held.any() and free.sum() - held.sum() > 0:
            free &= ~held
    inside = curve[np.ix_(free, free)]
    # What n does not tell apart moves by the same factor: a little along each own direction.
    inside = inside + 1e-9 * np.diag(np.diag(inside))
    step = np.zeros(2)
    step[free] = np.linalg.solve(inside, slope[free])
    return np.where(free, np.maximum(np.clip(now + step, now / 2, now * 2), least), now)


def _degrees(steps: Reals, nu: float) -> float:
    """Solve for the degrees of freedom given expected lam and log lam of the steps.

    Lange, Little & Taylor (1989), with the scale of lam taken out as in PX-EM.
    """
    from scipy.optimize import brentq
    from scipy.special import digamma

    if steps[0] <= 0:
        return nu
    known = float(steps[4] / steps[0]) - math.log(steps[3] / steps[0])

    def slope(nu: float) -> float:
        return float(math.log(nu / 2) - digamma(nu / 2)) + known

    low, high = NU_RANGE
    if slope(low) <= 0:
        return low
    return high if slope(high) >= 0 else float(brentq(slope, low, high))


def lay_steps(parameters: Parameters) -> Reals:
    """Give log variances of the two modes of a step, and the logit of 1/nu within its range."""
    c1, c2 = mode_scales(parameters)
    low, high = 1 / NU_RANGE[1], 1 / NU_RANGE[0]
    share = (1 / parameters.nu - low) / (high - low)
    share = min(max(share, 0.01), 0.99)
    return np.array([2 * math.log(c1), 2 * math.log(c2), math.log(share / (1 - share))])


def take_steps(parameters: Parameters, laid: Reals) -> Parameters:
    """Put what `lay_steps` gives back."""
    q, rho = _from_modes(math.exp(laid[0]), math.exp(laid[1]))
    low, high = 1 / NU_RANGE[1], 1 / NU_RANGE[0]
    share = 1 / (1 + math.exp(-min(max(float(laid[2]), -30.0), 30.0)))
    return replace(parameters, q=q, rho=rho, nu=1 / (low + (high - low) * share))


def pack(parameters: Parameters, free: Free, found: Survey) -> Reals:
    """Lay free parameters out as a vector in which steps may be stretched."""
    p, scale = parameters, np.where(found.sd > 0, found.sd, 1.0)
    c1, c2 = mode_scales(p)
    start = np.log(np.array([1 + p.r0, 1 - p.r0]) * p.P0)
    parts = [
        (p.a / scale)[free.loading],
        (p.b / scale)[free.loading] * math.sqrt(p.P0),
        np.log(p.R),
        np.log(p.F[free.floor]),
        np.log(p.tau[free.offset]),
        np.log([c1, c2]) * 2 if free.steps else [],
        start,
        [p.m0],
        [math.log(p.nu)] if free.steps and free.nu else [],
    ]
    return np.concatenate([np.asarray(part, np.float64) for part in parts])


def unpack(vector: Reals, like: Parameters, free: Free, found: Survey) -> Parameters:
    """Turn a vector of `pack` into parameters, within their bounds; `like` gives the rest."""
    scale = np.where(found.sd > 0, found.sd, 1.0)
    sizes = [free.loading.sum()] * 2 + [len(scale), free.floor.sum(), free.offset.sum()]
    sizes += [2 if free.steps else 0, 2, 1]
    a, b, rows, floors, tau, modes, start, m0, nu = np.split(vector, np.cumsum(sizes))
    values = {name: getattr(like, name).copy() for name in ("a", "b", "F", "tau")}
    least = np.log(SMALLEST * scale**2)
    q, rho = _from_modes(*np.exp(modes)) if free.steps else (like.q, like.rho)
    level, r0 = _from_modes(*(np.exp(start) / 2))
    values["a"][free.loading] = a * scale[free.loading]
    values["b"][free.loading] = b * scale[free.loading] / math.sqrt(level)
    values["F"][free.floor] = np.exp(np.maximum(floors, least[free.floor]))
    values["tau"][free.offset] = np.exp(np.maximum(tau, least[free.offset] / 2))
    values["b"] = free.bounded(values["b"])
    return replace(
        like,
        **values,
        R=np.exp(np.maximum(rows, least)),
        q=q,
        rho=rho,
        P0=level,
        r0=r0,
        m0=float(m0[0]),
        nu=min(max(math.exp(nu[0]), NU_RANGE[0]), NU_RANGE[1]) if nu.size else like.nu,
    )


def distance(one: Parameters, other: Parameters, found: Survey) -> float:
    """Largest difference of two sets of parameters, in units in which 1 is a great deal.

    Loadings, intercepts and standard deviations count in standard deviations of the values of
    their source, so that a variance next to nothing may halve without counting.
    """
    scale = np.where(found.sd > 0, found.sd, 1.0)
    rows = np.maximum(found.rows, 1.0)

    def lay(p: Parameters) -> Reals:
        c1, c2 = mode_scales(p)
        spread = math.sqrt(p.P0)
        start = math.log(1 + p.r0), math.log(1 - p.r0), 2 * math.log(spread)
        shared = [2 * math.log(c1), 2 * math.log(c2), *start, p.m0 / spread, 2 / p.nu]
        by_source = [p.a, p.b * spread, np.sqrt(p.R / rows), np.sqrt(p.F), p.tau]
        return np.concatenate([shared, *(part / scale for part in by_source)])

    return float(np.abs(lay(one) - lay(other)).max())
