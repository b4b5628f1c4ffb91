"""Which differences between camps in what they report are more than chance, over many happenings.

Each happening gives a table: of how many collected outlets of a camp, and of the others, how many
report it. Two exact tests are made of each table, both given its margins, and the larger p-value
counts: Fisher's, which takes all outlets for alike, and the same test with each outlet weighed by
how readily it reports happenings of this kind (its effect and its exposure in the pooled logit of
`covering`, fitted to the other happenings), so that a camp of small outlets is not found silent
for being small. With equal weights the two are one.

Where margins are small no table is significant (nobody reports it, or one camp has two outlets).
Such tests are left out before the false-discovery rate is controlled; their margins alone decide
(Tarone 1990, *Biometrics* 46; for the false-discovery rate, Gilbert 2005, *Journal of the Royal
Statistical Society* C 54), so that they neither dilute the others nor are called missing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from legation.narratives.covering import FIXED_SD, CoverageFit, fit_coverage

Reals = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]

#: Happenings of one fit: its time grows with their cube.
LARGEST_FIT = 120
_NEWTON = 30


@dataclass(frozen=True, eq=False)
class Decided:
    """What the tables of happenings say.

    Attributes
    ----------
    covered, collected
        Outlets of each camp that reported a happening and that were collected, int[happenings,
        camps].
    fisher, p
        p-value of Fisher's exact test of a camp against all others, and the larger of it and of
        the weighed test, float64[happenings, camps]; NaN where two camps were not collected.
    q
        p adjusted for the false-discovery rate over all tests that could be significant; NaN for
        the others.
    kappa, kappa_sd
        What a camp does to a happening beyond its outlets, their exposure and the happening itself,
        in log odds, float64[happenings, camps]; NaN where it was not collected.
    typical
        Probability that as few outlets of all camps together report a happening as did, if it were
        one that is reported as a typical one is, float64[happenings]; NaN as for `fisher`.
    both
        `typical` adjusted as q is, over the happenings asked for; NaN for the others.
    """

    covered: Ints
    collected: Ints
    fisher: Reals
    p: Reals
    q: Reals
    kappa: Reals
    kappa_sd: Reals
    typical: Reals
    both: Reals

    def missing(self, mark: float) -> Bools:
        """Say from which camps a happening is missing, bool[happenings, camps]."""
        share = self.covered / np.maximum(self.collected, 1)
        rest = self.collected.sum(1, keepdims=True) - self.collected
        others = (self.covered.sum(1, keepdims=True) - self.covered) / np.maximum(rest, 1)
        return np.asarray((np.nan_to_num(self.q, nan=1.0) <= mark) & (share < others))


def decide(
    covered: Bools,
    camp: Ints,
    exposure: Reals,
    kind: Ints,
    camps: int,
    mark: float,
    salient: Bools | None = None,
) -> Decided:
    """Test all happenings.

    Parameters
    ----------
    covered
        Whether an outlet reported a happening, bool[outlets, happenings].
    camp
        Camp of the outlet at that time, int[outlets, happenings]; -1 where it was not collected or
        is in none, which takes it out of the table.
    exposure
        Documents of the outlet around the happening beside those that report it, float64[outlets,
        happenings].
    kind
        Kind of happening, int[happenings]; outlets report kinds unlike, so that each is fitted by
        itself.
    camps
        Number of camps.
    mark
        False-discovery rate.
    salient
        Happenings that could be missing from all camps; all by default.
    """
    size = covered.shape[1]
    held = camp >= 0
    k, n = np.zeros((size, camps), np.intp), np.zeros((size, camps), np.intp)
    for at in range(camps):
        n[:, at] = (camp == at).sum(axis=0)
        k[:, at] = (covered & (camp == at)).sum(axis=0)
    blank = np.full((size, camps), np.nan)
    plain, p, least = blank.copy(), blank.copy(), blank.copy()
    kappa, spread = blank.copy(), blank.copy()
    typical, fewest = np.full(size, np.nan), np.full(size, np.nan)
    tested = (n > 0).sum(axis=1) > 1
    for part in _parts(kind, tested):
        fitted = _Fitted.of(covered, camp, exposure, part, camps)
        kappa[part] = np.where(fitted.fit.seen, fitted.fit.camp, np.nan).T
        spread[part] = np.where(fitted.fit.seen, fitted.fit.camp_sd, np.nan).T
        for place, at in enumerate(part.tolist()):
            there = held[:, at]
            chances = _sums(1 / (1 + np.exp(-fitted.typical[there, place])))
            typical[at] = min(1.0, chances[: int(k[at].sum()) + 1].sum())
            fewest[at] = chances[0]
            for c in range(1 if camps == 2 else camps):
                if n[at, c] == 0 or n[at, c] == n[at].sum():
                    continue
                table = camp[there, at] == c, int(k[at, c]), int(k[at].sum())
                plain[at, c], least[at, c] = exact(*table, np.zeros(int(there.sum())))
                p[at, c] = plain[at, c]
                # A larger p-value matters where this one could be listed.
                if plain[at, c] <= mark:
                    own, _ = exact(*table, fitted.apart(place)[there])
                    p[at, c] = max(own, plain[at, c])
    if camps == 2:  # the same tables, seen from the other side
        for one in (plain, p, least):
            one[:, 1] = one[:, 0]
    sides = slice(0, 1) if camps == 2 else slice(None)
    q = blank.copy()
    tests = p[:, sides]
    q[:, sides] = adjusted(tests.ravel(), least[:, sides].ravel(), mark).reshape(tests.shape)
    if camps == 2:
        q[:, 1] = q[:, 0]
    wanted = tested if salient is None else tested & salient
    both = adjusted(np.where(wanted, typical, np.nan), np.where(wanted, fewest, np.nan), mark)
    return Decided(k, n, plain, p, q, kappa, spread, typical, both)


def adjusted(p: Reals, least: Reals, mark: float) -> Reals:
    """Adjust p-values for the false-discovery rate, over the tests that could be significant.

    Parameters
    ----------
    p
        p-values; NaN where there is no test.
    least
        The smallest p-value that each test could give, whatever the data.
    mark
        False-discovery rate.

    Returns
    -------
    numpy.ndarray
        Adjusted p-values (Benjamini & Hochberg 1995); NaN for tests left out.

    Notes
    -----
    With K the smallest number such that at most K tests can reach `mark` / K, those are the tests
    (Gilbert 2005, section 3).
    """
    from scipy.stats import false_discovery_control

    out = np.full(len(p), np.nan)
    known = np.flatnonzero(np.isfinite(p))
    floor = np.sort(least[known])
    for count in range(1, len(known) + 1):
        if np.searchsorted(floor, mark / count * (1 + 1e-9), "right") <= count:
            break
    else:
        return out
    able = known[least[known] <= mark / count * (1 + 1e-9)]
    if len(able):
        out[able] = false_discovery_control(p[able])
    return out


def exact(mine: Bools, own: int, total: int, odds: Reals) -> tuple[float, float]:
    """Test a camp's share of the reports of a happening, given how readily each outlet reports.

    Parameters
    ----------
    mine
        Whether an outlet is of the camp, bool[outlets].
    own, total
        Reports by the camp's outlets, and by all.
    odds
        Log odds that each outlet reports a happening, float64[outlets].

    Returns
    -------
    p, least
        Two-sided p-value (the sum over outcomes no likelier), and the smallest it could be.

    Notes
    -----
    Given the total, the probability of `t` reports by the camp is e_t(w of the camp) e_(total-t)(w
    of the others) over the sum of these, with e the elementary symmetric polynomials of the odds w:
    Fisher's noncentral test with a weight for each outlet.

    Examples
    --------
    >>> p, least = exact(np.repeat([True, False], 10), 8, 8, np.zeros(20))
    >>> round(p, 6)
    0.000714
    """
    weights = np.exp(odds - odds.mean()) if len(odds) else odds
    one, two = _symmetric(weights[mine]), _symmetric(weights[~mine])
    outcomes = np.arange(max(0, total - len(two) + 1), min(total, len(one) - 1) + 1)
    chances = one[outcomes] * two[total - outcomes]
    chances = chances / chances.sum()
    # From a margin alone every outcome could come; the rarest gives the smallest p-value.
    each = np.array([chances[chances <= c * (1 + 1e-9)].sum() for c in chances])
    return min(1.0, float(each[own - outcomes[0]])), min(1.0, float(each.min()))


def _symmetric(weights: Reals) -> Reals:
    """Give the elementary symmetric polynomials of some weights, from that of degree 0."""
    out = np.ones(1)
    for weight in np.sort(weights):
        out = np.append(out, 0.0) + weight * np.append(0.0, out)
    return out


def _sums(chances: Reals) -> Reals:
    """Give the probabilities of 0, 1, ... reports by outlets that report each by its chance."""
    out = np.ones(1)
    for chance in np.sort(chances):
        out = (1 - chance) * np.append(out, 0.0) + chance * np.append(0.0, out)
    return out


def _parts(kind: Ints, tested: Bools) -> list[Ints]:
    """Part the happenings of each kind, in their order, into as many as one fit takes."""
    out: list[Ints] = []
    for one in np.unique(kind[tested]):
        places = np.flatnonzero(tested & (kind == one))
        out += np.array_split(places, -(-len(places) // LARGEST_FIT))
    return out


@dataclass(frozen=True, eq=False)
class _Fitted:
    """The pooled logit of some happenings, and its entries.

    Attributes
    ----------
    fit
        The logit; outlets are places in `units`.
    reported, outlet, place, scaled, offset
        By entry: whether the outlet reports the happening, outlet, happening, standardised
        exposure, and what the happening and the camp add.
    size
        Standardised exposure, float64[outlets, happenings].
    units
        Outlets that were fitted.
    """

    fit: CoverageFit
    reported: Bools
    outlet: Ints
    place: Ints
    scaled: Reals
    offset: Reals
    size: Reals
    units: Ints

    @classmethod
    def of(cls, covered: Bools, camp: Ints, exposure: Reals, part: Ints, camps: int) -> _Fitted:
        """Fit some happenings."""
        outlet, place = np.nonzero(camp[:, part] >= 0)
        size = np.log1p(exposure[:, part])
        spread = size[outlet, place].std() or 1.0
        size = (size - size[outlet, place].mean()) / spread
        units, dense = np.unique(outlet, return_inverse=True)
        of_camp = camp[outlet, part[place]].astype(np.intp)
        reported, scaled = covered[outlet, part[place]], size[outlet, place]
        at = dense.astype(np.intp), place.astype(np.intp)
        fit = fit_coverage(reported, *at, of_camp, scaled, (len(units), len(part), camps))
        offset = fit.happening[place] + fit.camp[of_camp, place]
        return cls(fit, reported, *at, scaled, offset, size, units)

    @property
    def typical(self) -> Reals:
        """Log odds that outlets report a typical happening, float64[outlets, happenings]."""
        return self._odds(self.fit.intercept, self.fit.slope, self.fit.outlet)

    def apart(self, place: int) -> Reals:
        """Give the log odds of outlets at a happening, from all happenings but it.

        Were it among them, a camp's silence on it would make its outlets ones that report little.
        Intercept, slope and outlets are fitted anew to the others, whose own effects and whose
        variances are held.
        """
        kept = self.place != place
        size = 2 + len(self.units)
        rows = np.zeros((int(kept.sum()), size))
        rows[:, 0], rows[:, 1] = 1.0, self.scaled[kept]
        rows[np.arange(len(rows)), 2 + self.outlet[kept]] = 1.0
        precision = np.r_[np.full(2, FIXED_SD**-2), np.full(size - 2, self.fit.scales[0] ** -2)]
        found = np.zeros(size)
        if len(rows):
            found[:] = [self.fit.intercept, self.fit.slope, *self.fit.outlet]
        for _ in range(_NEWTON):
            chance = 1 / (1 + np.exp(-(rows @ found + self.offset[kept])))
            slope = rows.T @ (self.reported[kept] - chance) - precision * found
            curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + np.diag(precision)
            step = np.linalg.solve(curve, slope)
            found += step * min(1.0, 3.0 / max(np.abs(step).max(), 1e-12))
            if np.abs(step).max() < 1e-6:
                break
        return self._odds(found[0], found[1], found[2:])[:, place]

    def _odds(self, intercept: float, slope: float, outlets: Reals) -> Reals:
        effects = np.zeros(len(self.size))
        effects[self.units] = outlets
        return np.asarray(intercept + effects[:, None] + slope * self.size)
