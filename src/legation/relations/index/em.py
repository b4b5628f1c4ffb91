"""Parameters of the index from all dyads, by expectation and maximisation (EM).

After Shumway & Stoffer (1982) for the states, Lange, Little & Taylor (1989) for the degrees of
freedom of steps, Meng & Rubin (1993) for maximising over loadings and variances in turn; sped
up by an expanded model (PX-EM, Liu, Rubin & Wu 1998), by SQUAREM (Varadhan & Roland 2008, scheme
S3), and by beginning on a sample of dyads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from legation.errors import InputError
from legation.relations.index import engine, maximise
from legation.relations.index.arrays import Arrays, Ints, Reals, Survey, survey
from legation.relations.index.engine import Progress
from legation.relations.index.parameters import Estimate, Offsets, Parameters
from legation.relations.index.smooth import smooth

SAMPLES = (200_000, 2_000_000)  # dyad-months of the samples to begin on
DYADS_PER_SOURCE = 40  # of a source that few dyads have, as many are in the first sample
ANCHOR_CYCLES = 5  # rounds on anchored sources alone, to have a scale for the others
EARLY_CYCLES = 4  # rounds before the steps are first fitted by prediction
SIMPLEX = 0.4  # size of the first simplex, in log variances and the logit of 1/nu
STEP_ROUNDS, STEP_TOLERANCE = 5, 0.05  # turns of fitting steps, and change of log variances
CLIMBS = 8  # stretches of work among which the rounds allowed are divided
SLACK = 1e-5  # of the log-likelihood, which is not exact where steps are Student's
SCALE_WIDTH = 20.0  # of the Goldstein scale, -10 to 10
LONGEST = 16.0  # largest factor by which SQUAREM stretches a step


def estimate(
    arrays: Arrays,
    sources: Sequence[Any],
    *,
    seed: int = 0,
    steps: str = "student",
    offsets: bool = True,
    floors: bool = True,
    tolerance: float = 0.02,
    most: int = 300,
    samples: Sequence[int] = SAMPLES,
    progress: Progress | None = None,
) -> Estimate:
    """Estimate the parameters of the index from all dyads.

    Parameters
    ----------
    arrays
        Observations.
    sources
        One for each source of `arrays`, with `name`, `anchored` (in Goldstein units as it is)
        and `sign` (+1 or -1 expected of its loading, or None).
    seed
        Draws the samples of dyads to begin on.
    steps
        'student', or 'normal' for steps without jumps.
    offsets
        Whether a source may be off for good in a dyad (tau); anchored ones never are.
    floors
        Whether observations have a part of variance that does not shrink with n (F). A source
        whose n never differs has none in any case, since it could not be told from R.
    tolerance
        Largest change still to come in any parameter, in standard units, that ends the work.
    most
        About how many times expectations may be taken; divided among samples, so that the last
        rounds are always over all dyads.
    samples
        Sizes, in dyad-months, of the samples to begin on; those not clearly smaller than the
        whole are skipped.
    progress
        Called with 'estimate', times done, most. What it raises ends the work.

    Returns
    -------
    Estimate
        `notes` say what a person should look at: loadings against their expected sign, sources
        without anchored ones beside them, that it did not converge.

    Raises
    ------
    InputError
        If no anchored source has observations (the scale would be arbitrary), or a source has
        variance zero.
    """
    if steps not in ("student", "normal"):
        raise InputError(f"steps are 'student' or 'normal', not '{steps[:40]}'")
    names = tuple(str(source.name) for source in sources)
    anchored = np.array([bool(source.anchored) for source in sources])
    if names != arrays.sources:
        raise InputError(
            f"the observations are from {', '.join(arrays.sources)}, not from {', '.join(names)}"
        )
    found = survey(arrays)
    _check_anchor(found, names, anchored)
    begin = maximise.beginning(found, names, anchored, steps == "student")
    free = maximise.Free(
        loading=~anchored & found.counts.any(0),
        floor=found.varied & floors,
        offset=~anchored & found.counts.any(0) & offsets,
        nu=steps == "student",
        least=_least(sources),
    )
    begin = replace(
        begin, tau=np.where(free.offset, begin.tau, 0.0), F=np.where(free.floor, begin.F, 0.0)
    )
    fit = _Fit(arrays, found, free, tolerance, most, np.random.default_rng(seed), progress)
    parameters = _anchor(fit, begin)
    if free.nu:
        parameters = _fit_steps(fit, parameters, fit.sample(samples[0] if samples else None))
    for size in [*(s for s in samples if 1.5 * s < arrays.offsets[-1]), None]:
        sample = fit.sample(size)
        if free.nu:  # dyads that come in find their weights; steps stay, and so may weights
            fit.hold = False
            fit.expect(parameters, sample)
            fit.hold = True
        parameters, converged = _climb(fit, parameters, sample)
    parameters = replace(
        parameters, iterations=fit.done, trace=tuple(fit.trace), converged=converged
    )
    mean, sd, _ = fit.expect(parameters, fit.sample(None))
    return Estimate(parameters, Offsets(mean, sd), _notes(parameters, sources, fit))


def _least(sources: Sequence[Any]) -> Reals:
    """Least loading of each source: its extent laid over the Goldstein scale, with its sign.

    A sign alone is a bound too. It keeps the scale the right way up where anchored sources are
    few, and a source with no extent may still come to say next to nothing.
    """
    signs = np.array([getattr(source, "sign", None) or 0 for source in sources], np.float64)
    extents = [getattr(source, "extent", None) or 0.0 for source in sources]
    return signs * np.maximum(np.array(extents) / SCALE_WIDTH, 1e-9)


@dataclass(frozen=True)
class _Sample:
    """Dyads, and how many dyads each stands for."""

    dyads: Ints
    share: Reals


@dataclass
class _Fit:
    """What stays the same while parameters change, the weights of steps, and the count."""

    arrays: Arrays
    found: Survey
    free: maximise.Free
    tolerance: float
    most: int
    random: np.random.Generator
    progress: Progress | None
    done: int = 0
    hold: bool = False
    trace: list[float] = field(default_factory=list)
    weight: Reals = field(init=False)

    def __post_init__(self) -> None:
        self.weight = np.ones(int(self.arrays.offsets[-1]))

    def sample(self, months: int | None) -> _Sample:
        """Draw dyads, each for itself; those with rare sources more often, and counting less."""
        counts = self.found.counts
        dyads = np.flatnonzero(counts.any(1))
        if months is None:
            return _Sample(np.arange(self.arrays.dyads), np.ones(self.arrays.dyads))
        having = counts[dyads] > 0
        rare = np.minimum(1.0, DYADS_PER_SOURCE / np.maximum(having.sum(0), 1))
        rare *= months / SAMPLES[0]
        chance = np.minimum(1.0, months / self.arrays.months[dyads].sum())
        share = np.clip((having * rare).max(1), chance, 1.0)
        drawn = self.random.random(len(dyads)) < share
        return _Sample(dyads[drawn], 1.0 / share[drawn])

    def expect(self, parameters: Parameters, sample: _Sample) -> tuple[Reals, Reals, Reals]:
        """Offsets, and expected sums over a sample under parameters."""
        mean, sd, sums = engine.run(
            self.arrays,
            parameters,
            self.weight,
            engine.LEARN,
            dyads=sample.dyads,
            hold=self.hold,
        )
        # Summed in the order of dyads, so that threads change nothing.
        return mean, sd, (sums * sample.share[:, None]).sum(0)

    def tell(self) -> None:
        """Say how far the work is; what `progress` raises ends it."""
        if self.progress:
            self.progress("estimate", self.done, self.most)

    def step(self, parameters: Parameters, sample: _Sample) -> tuple[Parameters, float]:
        """Go one step of EM; give also the log-likelihood before it."""
        total = self.expect(parameters, sample)[2]
        self.done += 1
        self.tell()
        if not self.hold:
            self.trace.append(float(total[maximise.LOGLIK]))
        return maximise.maximise(parameters, total, self.free, self.found), float(
            total[maximise.LOGLIK]
        )


def _climb(
    fit: _Fit, parameters: Parameters, sample: _Sample, cycles: int | None = None
) -> tuple[Parameters, bool]:
    """Go up by SQUAREM until little remains to be gone."""
    stretch, cycle = 4.0, 0
    cycles = max(2, fit.most // (3 * CLIMBS)) if cycles is None else cycles
    while cycle < cycles:
        cycle += 1
        first, _ = fit.step(parameters, sample)
        second, before = fit.step(first, sample)
        at = [maximise.pack(p, fit.free, fit.found) for p in (parameters, first, second)]
        r = at[1] - at[0]
        v = at[2] - at[1] - r
        # Steps of EM shrink by about 1 - 1/slowness, so that this many like them remain.
        slowness = max(_norm(r) / max(_norm(v), 1e-300), 1.0)
        remaining = maximise.distance(parameters, first, fit.found) * slowness
        if remaining < fit.tolerance:
            return second, True
        alpha = min(slowness, stretch)
        if alpha == stretch:
            stretch = min(2.0 * stretch, LONGEST)
        ahead = at[0] + 2 * alpha * r + alpha**2 * v
        jumped = maximise.unpack(ahead, second, fit.free, fit.found)
        reached, after = fit.step(jumped, sample)
        if after < before - SLACK * abs(before):
            reached, stretch = second, 4.0
        parameters = reached
    return parameters, False


def _norm(vector: Reals) -> float:
    return float(np.sqrt(vector @ vector))


def _fit_steps(fit: _Fit, parameters: Parameters, sample: _Sample) -> Parameters:
    """Fit Student's steps and all else in turn; from then on the steps stay."""
    parameters, _ = _climb(fit, parameters, sample, EARLY_CYCLES)
    simplex = SIMPLEX
    for _ in range(STEP_ROUNDS):
        before = maximise.lay_steps(parameters)[:2]
        parameters = _predict(fit, parameters, sample, simplex)
        moved = np.abs(maximise.lay_steps(parameters)[:2] - before).max()
        if simplex < SIMPLEX and moved < STEP_TOLERANCE:
            break
        simplex = SIMPLEX / 4
        fit.free = replace(fit.free, steps=False)
        parameters, _ = _climb(fit, parameters, sample)
    return parameters


def _predict(fit: _Fit, parameters: Parameters, sample: _Sample, simplex: float) -> Parameters:
    """Find scale, correlation and degrees of freedom of Student's steps by prediction.

    The likelihood is that of each month predicted from the months before, with the mixture over
    lam kept month by month to its mean and covariance (Harrison & Stevens 1976). EM with weights
    by expectation propagation would leave steps too small and their tails too thin or too thick:
    its likelihood is no proper density of the observations, this one is.
    """
    from scipy.optimize import minimize

    own = fit.arrays.take(sample.dyads)
    offsets, _, _ = engine.run(own, parameters, np.ones(int(own.offsets[-1])), engine.LEARN)
    nothing = np.zeros(0)

    def loss(laid: Reals) -> float:
        trial = maximise.take_steps(parameters, laid)
        sums = engine.run(own, trial, nothing, engine.PREDICT, given=offsets)[2]
        fit.tell()
        return -float(sample.share @ sums[:, maximise.LOGLIK])

    start = maximise.lay_steps(parameters)
    corners = start + np.concatenate([np.zeros((1, 3)), simplex * np.eye(3)])
    options = {"initial_simplex": corners, "xatol": fit.tolerance, "fatol": 0.5, "maxfev": 150}
    found = minimize(loss, start, method="Nelder-Mead", options=options)
    fit.trace.append(-float(found.fun))
    return maximise.take_steps(parameters, found.x)


def _anchor(fit: _Fit, begin: Parameters) -> Parameters:
    """Fit steps and anchored sources alone, then regress the others on what they say."""
    anchored = np.array(begin.anchored)
    if anchored.all():
        return begin
    sample = fit.sample(SAMPLES[0])
    has = fit.found.counts[sample.dyads][:, anchored].any(1)
    sample = _Sample(sample.dyads[has], sample.share[has])
    alone = replace(begin, b=np.where(anchored, begin.b, 0.0), tau=np.zeros(len(anchored)))
    everything, fit.free = fit.free, fit.free.only(anchored)
    fitted, _ = _climb(fit, alone, sample, ANCHOR_CYCLES)
    fit.free = everything
    fit.weight[:] = 1.0
    shared = smooth(fit.arrays, fitted, dyads=sample.dyads)
    a, b = maximise.regress(fit.arrays.take(sample.dyads), shared, begin)
    return replace(fitted, a=a, b=b, tau=begin.tau)


def _check_anchor(found: Survey, names: Sequence[str], anchored: Any) -> None:
    if not found.counts[:, anchored].any():
        listed = ", ".join(np.array(names)[anchored]) or "none is anchored"
        raise InputError(
            "no anchored source has observations, so that the index would have no scale "
            f"({listed}); add events to the record, or give parameters estimated before"
        )


def _notes(parameters: Parameters, sources: Sequence[Any], fit: _Fit) -> tuple[str, ...]:
    """Say what a person should look at before believing the parameters."""
    notes, found, least = [], fit.found, _least(sources)
    with_anchor = found.counts[:, np.array(parameters.anchored)].any(1)
    for s, name in enumerate(parameters.sources):
        b = float(parameters.b[s])
        if not found.counts[:, s].any():
            notes.append(f"{name} has no observations; its parameters are those of the start")
            continue
        if not (with_anchor & (found.counts[:, s] > 0)).any():
            notes.append(f"{name} is in no dyad with an anchored source; others carry its scale")
        if fit.free.loading[s] and least[s] and abs(b) <= abs(least[s]) * (1 + 1e-6):
            notes.append(
                f"{name} is held at its least loading {b:.3g}; by its values alone it would be "
                "weaker or of the other sign"
            )
    if not parameters.converged:
        notes.append(f"parameters still changed after {parameters.iterations} rounds")
    return tuple(notes)
