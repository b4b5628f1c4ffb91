"""From the record to what the index needs to know: parameters of sources and steps, and factors.

Sources are used in the ways that `legation.relations.observations.Source.use` names. Those that
are learned give parameters by EM over all pairs. Coded acts and attached sources are added after
that, with parameters that follow from what they are: a list of rare things, estimated with the
others, draws the relation to itself, since the likelihood is greatest where the relation is the
list. That what they say never reaches the parameters of the others is modular inference with
feedback cut (Plummer 2015, *Statistics and Computing* 25).
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from legation.errors import InputError
from legation.record import Record
from legation.relations.cache import cached
from legation.relations.index.arrays import Arrays
from legation.relations.index.calibration import Calibration, calibrate
from legation.relations.index.em import SCALE_WIDTH, estimate
from legation.relations.index.parameters import Parameters

if TYPE_CHECKING:
    from legation.relations.observations import Observations, Source

Progress = Callable[[str, int, int], None]

#: Raised when the same record would give other parameters.
VERSION = "3"
#: Observations of learned sources below which an index of this record would be invented.
LEAST = 2000
#: Rounds of EM: what still changes after these is far below the width of the intervals.
ROUNDS = 100


@dataclass(frozen=True, eq=False)
class Fit:
    """What was learned from all pairs of a record.

    Attributes
    ----------
    parameters
        Of all sources of the index.
    calibration
        Factors of the intervals.
    notes
        Sentences that belong beside the numbers.
    """

    parameters: Parameters
    calibration: Calibration
    notes: tuple[str, ...]


def fit(
    record: Record,
    sources: Sequence[Source],
    until: dt.date | None = None,
    *,
    seed: int = 0,
    progress: Progress | None = None,
) -> Fit:
    """Learn the parameters of the index from the record, or take them from the cache.

    Parameters
    ----------
    record
        The record.
    sources
        Sources of the index, none of them aside.
    until
        Last day that may enter.
    seed
        Of the samples drawn.
    progress
        Called with what is being done, how far it is, and how far it goes.

    Raises
    ------
    InputError
        If the record is too thin for an index.
    """
    if any(source.version is None for source in sources):
        return _fit(record, sources, until, seed, progress)  # not to be told from another one
    key = {
        "sources": [[source.name, source.version, source.use] for source in sources],
        "until": None if until is None else until.isoformat(),
        "seed": seed,
        "version": VERSION,
    }

    def compute() -> dict[str, np.ndarray[Any, Any]]:
        made = _fit(record, sources, until, seed, progress)
        text = json.dumps(
            {
                "parameters": made.parameters.as_dict(),
                "calibration": made.calibration.as_dict(),
                "notes": list(made.notes),
            }
        )
        return {"fit": np.frombuffer(text.encode(), np.uint8)}

    held = json.loads(cached(record, "index-fit", key, compute)["fit"].tobytes())
    return Fit(
        Parameters.from_dict(held["parameters"]),
        Calibration.from_dict(held["calibration"]),
        tuple(held["notes"]),
    )


def _fit(
    record: Record,
    sources: Sequence[Source],
    until: dt.date | None,
    seed: int,
    progress: Progress | None,
) -> Fit:
    from legation.relations.observations import observe

    observations = observe(record, sources, until=until, progress=_named(progress, "observe"))
    return fit_observations(observations, seed=seed, progress=progress)


def fit_observations(
    observations: Observations, *, seed: int = 0, progress: Progress | None = None
) -> Fit:
    """Learn the parameters of the index from observations of many pairs."""
    arrays = Arrays.of(observations)
    have = np.bincount(arrays.source, minlength=len(observations.sources)) > 0
    learned = [
        s for s, h in zip(observations.sources, have, strict=True) if s.use == "learned" and h
    ]
    core = only(arrays, [source.name for source in learned])
    if not any(source.anchored for source in learned):
        raise InputError(
            "the record is too thin for an index: it has no coded events, which tie votes and "
            "scores to the Goldstein scale; add some with: legation add PATH"
        )
    if len(core.month) < LEAST:
        raise InputError(
            f"the record is too thin for an index: of all pairs it has {len(core.month):,} "
            f"observations that one could be learned from, and {LEAST:,} are needed; add votes "
            "and events with: legation add PATH"
        )
    found = estimate(core, learned, seed=seed, most=ROUNDS, progress=progress)
    parameters = complete(found.parameters, observations.sources, arrays)
    factors = calibrate(arrays, parameters, seed=seed, progress=_named(progress, "calibrate"))
    return Fit(parameters, factors, tuple(_in_words(note, learned) for note in found.notes))


def _in_words(note: str, sources: Sequence[Source]) -> str:
    """Call sources in a sentence by their titles."""
    for source in sources:
        note = note.replace(source.name, f"'{source.title}'")
    return note


def complete(parameters: Parameters, sources: Sequence[Source], arrays: Arrays) -> Parameters:
    """Add to learned parameters those of coded acts, attached sources, and sources without rows.

    A coded act has intercept 0, loading 1 and the variance of one coded event. An attached
    source lays its extent over the scale, its mean where the mean relation is; of its whole
    variance nothing is taken for the relation, and it is multiplied by (1 + r) / (1 - r), with r
    the correlation of successive values of a pair, since values that only repeat each other
    count once.
    """
    from legation.relations.observations.acts import NOISE

    place = {name: i for i, name in enumerate(parameters.sources)}
    table = {key: np.zeros(len(sources)) for key in ("a", "b", "R", "F", "tau")}
    for s, source in enumerate(sources):
        if source.name in place:
            for key, values in table.items():
                values[s] = getattr(parameters, key)[place[source.name]]
        elif source.use == "attached" and (own := arrays.source == s).any():
            b = float(source.sign or 1) * float(source.extent or 1.0) / SCALE_WIDTH
            table["b"][s] = b
            table["a"][s] = float(arrays.value[own].mean()) - b * parameters.m0
            table["R"][s] = max(_lasting_variance(arrays, own), 1e-6)
        else:
            table["b"][s] = 1.0 if source.anchored else 0.0
            table["R"][s] = NOISE if source.anchored else 1.0
    return replace(
        parameters,
        sources=tuple(source.name for source in sources),
        anchored=tuple(source.anchored for source in sources),
        a=table["a"],
        b=table["b"],
        R=table["R"],
        F=table["F"],
        tau=table["tau"],
    )


def _lasting_variance(arrays: Arrays, own: Any) -> float:
    """Variance of a source's values, widened by how much successive ones repeat each other."""
    value = arrays.value[own]
    dyad = np.repeat(np.arange(arrays.dyads), np.diff(arrays.pointer))[own]
    key = dyad * 3 + arrays.side[own]
    order = np.lexsort((arrays.month[own], key))
    value, key = value[order] - value.mean(), key[order]
    same = key[1:] == key[:-1]
    before, after = value[:-1][same], value[1:][same]
    r = float(before @ after / max(np.sqrt((before @ before) * (after @ after)), 1e-12))
    r = min(max(r, 0.0), 0.99)
    return float(value.var() * (1 + r) / (1 - r))


def only(arrays: Arrays, names: Sequence[str]) -> Arrays:
    """Give the observations of some sources, in the order asked for."""
    place = np.full(len(arrays.sources), -1, np.int16)
    for i, name in enumerate(names):
        place[arrays.sources.index(name)] = i
    kept = arrays.without(place[arrays.source] < 0)
    return replace(kept, sources=tuple(names), source=place[kept.source])


def _named(progress: Progress | None, name: str) -> Progress | None:
    """Give a progress that says what is being done, whatever the piece of work is called."""
    if progress is None:
        return None

    def told(what: str, done: int, total: int) -> None:
        del what
        progress(name, done, total)

    return told
