"""What the index learns from all dyads: parameters of sources and of the steps."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from legation.errors import InputError

Reals = np.ndarray[Any, np.dtype[np.float64]]
_BY_SOURCE = ("a", "b", "R", "F", "tau")
_SHARED = ("q", "rho", "nu", "m0", "P0", "r0")


@dataclass(frozen=True, eq=False)
class Parameters:
    """Parameters of the model of `docs/explanation/index.md`, in Goldstein units.

    An observation of source s in dyad p is `a + b h.x + u_ps + e`, Var e = `F + R / n`,
    u_ps ~ N(0, `tau`^2). A monthly step is N(0, Q / lam), Q = `q` [[1, rho], [rho, 1]],
    lam ~ Gamma(nu/2, rate nu/2). The first month is N(`m0` [1, 1], `P0` [[1, r0], [r0, 1]]).

    Attributes
    ----------
    sources
        Names of the S sources.
    anchored
        Whether a source is read in Goldstein units as it is (a = 0, b = 1, tau = 0).
    a, b, R, F, tau
        float64[S], one value per source.
    q, rho, nu
        Scale, correlation and degrees of freedom of steps; nu is infinite for normal steps.
    m0, P0, r0
        Mean, variance and correlation of the two directions in a dyad's first month.
    iterations
        Times that expectations were taken over dyads to get here.
    trace
        Log-likelihood along the way, over the dyads in use at the time (it jumps in size when
        dyads come in, and where steps are fitted by prediction).
    converged
        Whether the last changes were below the tolerance asked for.
    """

    sources: tuple[str, ...]
    anchored: tuple[bool, ...]
    a: Reals
    b: Reals
    R: Reals
    F: Reals
    tau: Reals
    q: float
    rho: float
    nu: float
    m0: float
    P0: float
    r0: float
    iterations: int = 0
    trace: tuple[float, ...] = ()
    converged: bool = True

    def __post_init__(self) -> None:
        size = len(self.sources)
        for name in _BY_SOURCE:
            values = np.array(getattr(self, name), np.float64)
            if values.shape != (size,) or not np.isfinite(values).all():
                raise InputError(
                    f"parameter {name} needs a finite value for each of {size} sources"
                )
            values.setflags(write=False)
            object.__setattr__(self, name, values)
        if len(self.anchored) != size:
            raise InputError(f"anchored needs a value for each of {size} sources")
        self._check_ranges()

    def _check_ranges(self) -> None:
        for s, name in enumerate(self.sources):
            if min(self.R[s], self.F[s], self.tau[s]) < 0 or self.R[s] + self.F[s] <= 0:
                raise InputError(
                    f"source '{name}' has variance zero or less (R {self.R[s]:g}, F {self.F[s]:g})"
                )
        inside = (
            self.q > 0 and self.P0 > 0 and abs(self.rho) < 1 and abs(self.r0) < 1 and self.nu > 2
        )
        if not inside or not all(map(math.isfinite, (self.q, self.P0, self.m0))):
            raise InputError(
                "parameters need q > 0, P0 > 0, |rho| < 1, |r0| < 1, nu > 2; got "
                + ", ".join(f"{name} {getattr(self, name):g}" for name in _SHARED)
            )

    def as_dict(self) -> dict[str, Any]:
        """Give all as values that JSON can hold; an infinite nu becomes None."""
        given: dict[str, Any] = {"sources": list(self.sources), "anchored": list(self.anchored)}
        given |= {name: getattr(self, name).tolist() for name in _BY_SOURCE}
        given |= {name: float(getattr(self, name)) for name in _SHARED}
        given["nu"] = None if math.isinf(self.nu) else self.nu
        given |= {"iterations": self.iterations, "trace": list(self.trace)}
        return given | {"converged": self.converged}

    @classmethod
    def from_dict(cls, given: Mapping[str, Any]) -> Parameters:
        """Read what `as_dict` wrote.

        Raises
        ------
        InputError
            If an entry is missing or out of range.
        """
        try:
            nu = math.inf if given["nu"] is None else float(given["nu"])
            values: dict[str, Any] = {k: np.asarray(given[k], np.float64) for k in _BY_SOURCE}
            values |= {name: float(given[name]) for name in _SHARED if name != "nu"}
            return cls(
                sources=tuple(map(str, given["sources"])),
                anchored=tuple(map(bool, given["anchored"])),
                **values,
                nu=nu,
                iterations=int(given["iterations"]),
                trace=tuple(map(float, given["trace"])),
                converged=bool(given["converged"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise InputError(f"these are no parameters of an index: {error!r}"[:200]) from error


@dataclass(frozen=True, eq=False)
class Offsets:
    """Lasting offsets u of sources in dyads.

    Attributes
    ----------
    mean, sd
        float64[D, S]; posterior mean and standard deviation given all observations of the
        dyad. Where a source has no observation in a dyad: 0 and the tau of the source. For
        anchored sources 0 and 0.
    """

    mean: Reals
    sd: Reals


@dataclass(frozen=True, eq=False)
class Estimate:
    """What `estimate` gives: parameters, offsets, and what a person should look at.

    Attributes
    ----------
    parameters
        Parameters.
    offsets
        Offsets of all dyads under these parameters.
    notes
        Sentences, for example that a loading has not the sign expected of it.
    """

    parameters: Parameters
    offsets: Offsets
    notes: tuple[str, ...] = ()
