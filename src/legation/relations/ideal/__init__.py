"""Ideal points: where states stand on the one line along which the Assembly divides.

Enters: an open `Record`. Leaves: `IdealPoints`, with the spread of every point, joint draws and
the votes behind them. What takes minutes is kept in the cache of `legation.relations.cache`.
"""

from __future__ import annotations

import hashlib
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legation.errors import UnknownNameError
from legation.record import Record
from legation.relations.cache import cached
from legation.relations.window import Moment

if TYPE_CHECKING:
    from legation.relations.ideal.chains import Progress
    from legation.relations.ideal.results import IdealPoints
    from legation.relations.ideal.votes import Votes

__all__ = ["DEFAULT", "METHODS", "ideal_points", "update"]

METHODS = {
    "bsv": "ordered probit of Bailey, Strezhnev and Voeten (2017), as published",
    "coherent": "one dynamic model of all sessions, smoothed",
}
DEFAULT = "bsv"

_VERSION = 2  # raised when a method gives other numbers for the same votes


def ideal_points(
    record: Record,
    method: str = DEFAULT,
    *,
    topic: str | None = None,
    important: bool = False,
    since: Moment = None,
    until: Moment = None,
    bridging: str | Path | None = None,
    seed: int = 0,
    sweeps: int | None = None,
    chains: int | None = None,
    progress: Progress | None = None,
) -> IdealPoints:
    """Estimate where each state stood in each session of the General Assembly.

    Parameters
    ----------
    record
        The record.
    method
        One of `METHODS`.
    topic, important, since, until
        Only roll calls of a topic, marked important, or in a window.
    bridging
        Which roll calls are on the same text: None for the table of the package, "derived",
        "none", or the path of a table; see `legation.relations.ideal.bridging`.
    seed
        Seed of all chance.
    sweeps, chains
        Work to be done; None for what the method takes by itself.
    progress
        Called with the share done and a text.

    Returns
    -------
    IdealPoints
        One point per state and session it voted in; positive is the side of the US.

    Raises
    ------
    InputError, UnknownNameError
        If there are too few votes, a table cannot be read, or a name is unknown.

    Examples
    --------
    >>> points = ideal_points(record)  # doctest: +SKIP
    >>> points.distance("RUS", "ISR").tail(1)  # doctest: +SKIP
    """
    from legation.relations.ideal.results import IdealPoints
    from legation.relations.ideal.votes import vote_matrix

    if method not in METHODS:
        raise UnknownNameError(f"no method '{method[:40]}'; there are {', '.join(METHODS)}")
    votes = vote_matrix(
        record, topic=topic, important=important, since=since, until=until, bridging=bridging
    )
    options: dict[str, Any] = {"seed": seed}
    options |= {"sweeps": sweeps} if sweeps is not None else {}
    options |= {"chains": chains} if chains is not None else {}

    def compute() -> dict[str, Any]:
        fit = import_module(f"legation.relations.ideal.{method}").fit
        found: IdealPoints = fit(votes, progress=progress, **options)
        return found.as_arrays()

    key = {"version": _VERSION, "method": method, "votes": _digest(votes), **options}
    return IdealPoints.from_arrays(method, votes, cached(record, "ideal_points", key, compute))


def update(points: IdealPoints, record: Record, *, progress: Progress | None = None) -> IdealPoints:
    """Bring an estimate up to the votes a record now has, without a full run.

    See `legation.relations.ideal.updating`.
    """
    from legation.relations.ideal import updating

    return updating.update(points, record, progress=progress)


def _digest(votes: Votes) -> str:
    """Hash of all that an estimate depends on."""
    digest = hashlib.sha256(repr((votes.states, votes.sessions)).encode())
    for array in (votes.session, votes.item, votes.rollcall, votes.state, votes.choice):
        digest.update(array.tobytes())
    return digest.hexdigest()
