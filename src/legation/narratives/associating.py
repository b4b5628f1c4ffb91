"""Whether one thing grows with another, over happenings that come in families.

Happenings of the same kind between the same states form a family: they share attitudes, and what an
outlet does with one it does with the next. So the null keeps families together: the mean ranks of
whole families are dealt out anew among the families of a kind, and what sets a happening apart
within its family is dealt out within it. Dealing out single happenings would take a hundred reports
of one war for a hundred proofs.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]

#: Permutations and resamplings.
PERMUTATIONS, RESAMPLINGS = 2_000, 500
_BATCH = 200
#: Fewest happenings and families for a rank correlation to be told.
LEAST, LEAST_FAMILIES = 10, 6


class Association(NamedTuple):
    """How one quantity grows with another.

    Attributes
    ----------
    rho
        Spearman's rank correlation; None where there is too little, or one of both is constant.
    p
        Chance of one at least as high where there is none, by permutation of families; None as
        above.
    n, families
        Happenings and families.
    lo90, hi90
        Of rho, by resampling families.
    without_one, without_family
        Least and greatest rho with one happening, or one family, left out.
    """

    rho: float | None
    p: float | None
    n: int
    families: int
    lo90: float | None = None
    hi90: float | None = None
    without_one: tuple[float, float] | None = None
    without_family: tuple[float, float] | None = None

    def to_dict(self) -> dict[str, Any]:
        """Give plain values."""
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in self._asdict().items()
        }


def associate(
    x: Reals,
    y: Reals,
    family: Ints,
    kind: Ints,
    *,
    seed: int = 0,
    permutations: int = PERMUTATIONS,
    resamplings: int = RESAMPLINGS,
) -> Association:
    """Correlate ranks, and hold the correlation against families dealt out anew.

    Parameters
    ----------
    x, y
        float64[happenings].
    family, kind
        Places, intp[happenings]; all of one family are of one kind.
    seed
        The same numbers and seed give the same result.
    permutations, resamplings
        For p, and for the interval; without resamplings, neither it nor the ranges are made.

    Notes
    -----
    p is (1 + hits) / (1 + permutations) and one-sided: what is asked is whether y grows with x
    (Phipson & Smyth 2010, *Statistical Applications in Genetics and Molecular Biology* 9).
    """
    families, family = np.unique(family, return_inverse=True)
    count = (len(x), len(families))
    if len(x) < LEAST or len(families) < LEAST_FAMILIES or not np.ptp(x) or not np.ptp(y):
        return Association(None, None, *count)
    generator = np.random.default_rng(seed)
    ranks, others = _ranks(x), _ranks(y)
    rho = _correlation(ranks[None], others)[0]
    dealt = _dealt(ranks, family, kind, generator, permutations)
    hits = int((_correlation(dealt, others) >= rho - 1e-12).sum())
    p = (1 + hits) / (1 + permutations)
    if not resamplings:
        return Association(float(rho), p, *count)
    drawn = [
        value
        for _ in range(resamplings)
        if np.isfinite(value := _resampled(x, y, family, generator))
    ]
    low, high = np.quantile(drawn, [0.05, 0.95]) if drawn else (rho, rho)
    return Association(
        float(rho), p, *count, float(low), float(high),
        _range(x, y, np.arange(len(x))), _range(x, y, family),
    )  # fmt: skip


def _ranks(values: Reals) -> Reals:
    from scipy.stats import rankdata

    return np.asarray(rankdata(values), np.float64)


def _correlation(rows: Reals, other: Reals) -> Reals:
    """Correlate each row with a vector; NaN where a row is constant."""
    centred = rows - rows.mean(axis=1, keepdims=True)
    right = other - other.mean()
    length = np.sqrt((centred**2).sum(axis=1) * (right**2).sum())
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(length > 1e-9, centred @ right / length, np.nan), np.float64)


def _dealt(
    ranks: Reals, family: Ints, kind: Ints, generator: np.random.Generator, times: int
) -> Reals:
    """Deal out the means of families within kinds, and the rest within families."""
    size = np.bincount(family)
    mean = np.bincount(family, ranks) / size
    rest = ranks - mean[family]
    kind_of = np.zeros(len(size), np.intp)
    kind_of[family] = kind
    # Sorting by family and chance shuffles within families; by kind and chance, families.
    members, groups = np.argsort(family, kind="stable"), np.argsort(kind_of, kind="stable")
    out = np.empty((times, len(ranks)))
    for begin in range(0, times, _BATCH):
        part = out[begin : begin + _BATCH]
        moved = np.empty((len(part), len(size)))
        moved[:, groups] = mean[(kind_of + generator.random(moved.shape)).argsort(axis=1)]
        part[:, members] = rest[(family + generator.random(part.shape)).argsort(axis=1)]
        part += moved[:, family]
    return out


def _resampled(x: Reals, y: Reals, family: Ints, generator: np.random.Generator) -> float:
    members = np.argsort(family, kind="stable")
    ends = np.cumsum(np.bincount(family))
    starts = np.r_[0, ends[:-1]]
    drawn = generator.integers(0, len(ends), len(ends))
    chosen = np.concatenate([members[starts[one] : ends[one]] for one in drawn])
    return _rho(x[chosen], y[chosen])


def _rho(x: Reals, y: Reals) -> float:
    return float(_correlation(_ranks(x)[None], _ranks(y))[0])


def _range(x: Reals, y: Reals, group: Ints) -> tuple[float, float] | None:
    """Least and greatest rho with one group left out."""
    found = [_rho(x[group != one], y[group != one]) for one in np.unique(group)]
    found = [value for value in found if np.isfinite(value)]
    return (min(found), max(found)) if found else None


class Regression(NamedTuple):
    """Least squares on standardised terms.

    Attributes
    ----------
    terms
        Coefficient and standard error by term: what one standard deviation of the term adds to y.
    p
        Of the first term, by permutation, as in `associate`.
    n, families
        Rows and families.
    """

    terms: dict[str, tuple[float, float]]
    p: float
    n: int
    families: int

    def to_dict(self) -> dict[str, Any]:
        """Give plain values."""
        terms = {
            key: {"coefficient": value, "se": error} for key, (value, error) in self.terms.items()
        }
        return {"terms": terms, "p": self.p, "n": self.n, "families": self.families}


def regress(
    y: Reals,
    terms: dict[str, Reals],
    family: Ints,
    kind: Ints,
    *,
    seed: int = 0,
    permutations: int = PERMUTATIONS,
) -> Regression | None:
    """Regress y on terms, with an intercept for each kind.

    Parameters
    ----------
    y
        float64[rows].
    terms
        Columns by name, float64[rows]. Those that add nothing to the kinds and the terms before
        them are left out.
    family, kind
        Places, intp[rows].
    seed, permutations
        As for `associate`.

    Returns
    -------
    Regression or None
        None with fewer than twice `LEAST` rows or `LEAST_FAMILIES` families, or where the first
        term does not vary.

    Notes
    -----
    Standard errors hold for errors of any kind within families (Liang & Zeger 1986, *Biometrika*
    73), corrected by n-1 / n-k and G / G-1; with few families of unequal size they are too small
    (Cameron, Gelbach & Miller 2008, *Review of Economics and Statistics* 90), which is why p is
    made by dealing the first term out anew.
    """
    families, family = np.unique(family, return_inverse=True)
    groups = len(families)
    if len(y) < 2 * LEAST or groups < 2 * LEAST_FAMILIES:
        return None
    matrix, names = _design(terms, kind)
    start = matrix.shape[1] - len(names)
    n, k = matrix.shape
    first = next(iter(terms))
    if first not in names or n <= k + 1:
        return None
    inverse = np.linalg.inv(matrix.T @ matrix)
    found = inverse @ (matrix.T @ y)
    sums = np.zeros((groups, k))
    np.add.at(sums, family, matrix * (y - matrix @ found)[:, None])
    factor = groups / (groups - 1) * (n - 1) / (n - k)
    error = np.sqrt(np.diag(inverse @ (sums.T @ sums) @ inverse) * factor)
    # The part of y and of the first term that the others do not explain (Frisch & Waugh 1933).
    basis, _ = np.linalg.qr(np.delete(matrix, start, axis=1))
    rest = y - basis @ (basis.T @ y)
    dealt = _dealt(
        matrix[:, start], family, kind, np.random.default_rng(seed), permutations
    )  # fmt: skip
    dealt -= (dealt @ basis) @ basis.T
    own = matrix[:, start] - basis @ (basis.T @ matrix[:, start])
    hits = int((_correlation(dealt, rest) >= _correlation(own[None], rest)[0] - 1e-12).sum())
    told = {name: (float(found[at]), float(error[at])) for at, name in enumerate(names, start)}
    return Regression(told, (1 + hits) / (1 + permutations), n, groups)


def _design(terms: dict[str, Reals], kind: Ints) -> tuple[Reals, list[str]]:
    """Give an intercept for each kind and the standardised terms that add to what stands."""
    columns = [(kind == one).astype(np.float64) for one in np.unique(kind)]
    names: list[str] = []
    for name, column in terms.items():
        spread = column.std()
        if not spread > 1e-12:
            continue
        trial = np.stack([*columns, (column - column.mean()) / spread], axis=1)
        if np.linalg.matrix_rank(trial) == trial.shape[1]:
            columns.append(trial[:, -1])
            names.append(name)
    return np.stack(columns, axis=1), names
