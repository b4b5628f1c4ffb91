"""What camps leave out of what happened in the record.

Each happening has a table of camps and their collected outlets: how many report it, of how many.
An outlet with fewer than `least` documents in the days around a happening was not collected then,
and is in no table: its silence says nothing. What is listed as missing from a camp is so by the
tests of `deciding`, at a false-discovery rate over all happenings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from legation.errors import InputError
from legation.narratives.camps import Camps
from legation.narratives.deciding import Decided, decide
from legation.narratives.documents import documents
from legation.narratives.happenings import Happening, happenings
from legation.narratives.matching import Matches, match
from legation.narratives.tabling import tables_of
from legation.record import Record
from legation.relations.window import Moment

if TYPE_CHECKING:
    import polars as pl

#: Fewest documents of an outlet around a happening that make it collected.
LEAST = 3
#: Days to either side of a happening in which they are counted.
AROUND = 15
#: Salience from which a happening that no camp reports is told.
SALIENT = 0.5
#: Bounds of the share of outlets that report a happening hold with this probability.
LEVEL = 0.95

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Coverage:
    """A happening, and how many collected outlets of each camp report it.

    Attributes
    ----------
    happening
        The happening.
    covered
        By camp: outlets that report it, and outlets collected.
    missing_from
        Camps it is missing from at the rate asked for; all where it is missing from all.
    p
        By camp, p-value of Fisher's exact test against all others; None where there are none.
    q
        The smallest adjusted p-value of the happening; None where its margins are too small for any
        table to be significant.
    kappa
        By camp, mean and standard deviation of what the camp does beyond its outlets, their
        exposure and the happening, in log odds; None where it was not collected.
    upper
        Upper bound of the share of outlets, of all camps together, that report such a happening.
    documents
        Documents of all these outlets within reach of the happening.
    """

    happening: Happening
    covered: Mapping[str, tuple[int, int]]
    missing_from: tuple[str, ...]
    p: Mapping[str, float | None]
    q: float | None
    kappa: Mapping[str, tuple[float, float] | None]
    upper: float
    documents: int

    def to_dict(self) -> dict[str, Any]:
        """Give plain values."""
        return {
            "event": self.happening.to_dict(),
            "covered": {name: list(pair) for name, pair in self.covered.items()},
            "q": self.q,
            "missing_from": list(self.missing_from),
            "p": dict(self.p),
            "kappa": {name: None if k is None else list(k) for name, k in self.kappa.items()},
            "upper": self.upper,
            "documents": self.documents,
        }

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.happening}: {'; '.join(self._parts()) or 'missing from none'}"

    def _parts(self) -> list[str]:
        total = (sum(k for k, _ in self.covered.values()), sum(n for _, n in self.covered.values()))
        if len(self.missing_from) == len(self.covered):
            return [f"missing from all ({total[0]} of {total[1]} outlets)"]
        told = []
        for name in self.missing_from:
            k, n = self.covered[name]
            one = f"{k} of {n} outlet{'s' if n != 1 else ''}"
            told.append(f"missing from {name} ({one}, against {total[0] - k} of {total[1] - n})")
        return told


@dataclass(frozen=True, eq=False)
class Missing:
    """What is missing from camps.

    Attributes
    ----------
    rows
        All happenings that outlets of two camps were collected around, by day.
    found
        Those missing from some camp, the surest first.
    both
        Those of high salience missing from all camps, the most salient first.
    mark
        False-discovery rate.
    notes
        What was looked at, what was left out, and what the sources cannot tell.
    """

    camps: tuple[str, ...]
    rows: tuple[Coverage, ...]
    found: tuple[Coverage, ...]
    both: tuple[Coverage, ...]
    mark: float
    notes: tuple[str, ...]
    matches: Matches = field(repr=False)
    camp_of: Mapping[str, str] = field(repr=False)

    def missing_from(self, camp: str) -> tuple[Coverage, ...]:
        """Give what is missing from a camp, the surest first.

        Raises
        ------
        InputError
            If there is no such camp.
        """
        if camp not in self.camps:
            raise InputError(f"no camp is called {camp[:40]!r}; there are {', '.join(self.camps)}")
        return tuple(row for row in self.found if camp in row.missing_from)

    def to_dict(self) -> list[dict[str, Any]]:
        """Give what is missing from some camp and then what is missing from all, as plain values.

        One entry for each: event, covered (outlets that report it and outlets collected, by camp),
        q, missing_from and more; see `Coverage`.
        """
        return [row.to_dict() for row in (*self.found, *self.both)]

    def frame(self) -> pl.DataFrame:
        """Give one row per happening and camp.

        Columns: id, date, title, salience, camp, covered, collected, p, q, kappa, kappa_sd,
        missing.
        """
        import polars as pl

        told = {row.happening.id: row for row in (*self.both, *self.found)}
        rows = []
        for row in self.rows:
            row = told.get(row.happening.id, row)
            of = row.happening
            for name in self.camps:
                kappa = row.kappa[name] or (None, None)
                rows.append((
                    of.id, of.date, of.title, of.salience, name, *row.covered[name], row.p[name],
                    row.q, *kappa, name in row.missing_from,
                ))  # fmt: skip
        types: dict[str, Any] = {
            "id": pl.String, "date": pl.Date, "title": pl.String, "salience": pl.Float64,
            "camp": pl.String, "covered": pl.Int64, "collected": pl.Int64, "p": pl.Float64,
            "q": pl.Float64, "kappa": pl.Float64, "kappa_sd": pl.Float64, "missing": pl.Boolean,
        }  # fmt: skip
        return pl.DataFrame(rows, schema=types, orient="row")

    def evidence(self, ids: Iterable[str] | None = None) -> pl.DataFrame:
        """Give the documents that report what was found missing, with the words that matched.

        Parameters
        ----------
        ids
            Ids of happenings; by default those found missing from some camp or from all.

        Returns
        -------
        polars.DataFrame
            Columns of `Matches.frame`, and camp: that of the outlet on the day of the happening;
            null for outlets of none.
        """
        import polars as pl

        wanted = [row.happening.id for row in (*self.found, *self.both)] if ids is None else ids
        found = self.matches.frame(wanted)
        keys = zip(found["id"].to_list(), found["outlet"].to_list(), strict=True)
        camps = [self.camp_of.get(f"{one}\n{outlet}") for one, outlet in keys]
        return found.with_columns(pl.Series("camp", camps, dtype=pl.String))

    def __str__(self) -> str:
        """List what is missing, a line each."""
        lines = [str(row) for row in (*self.found, *self.both)]
        if not lines:
            lines = [f"nothing is missing from one camp alone at a rate of {self.mark:g}"]
        if not self.rows:
            lines = ["nothing can be told: nothing happened around which two camps were collected"]
        return "\n".join([*lines, *self.notes])


def missing(
    record: Record,
    camps: Camps,
    *,
    since: Moment = None,
    until: Moment = None,
    pair: Sequence[str | int] | None = None,
    states: Iterable[str | int] | None = None,
    kinds: Iterable[str] | None = None,
    q: float = 0.1,
    least: int = LEAST,
    progress: Progress | None = None,
) -> Missing:
    """Find what camps leave out of what happened.

    Parameters
    ----------
    record
        The record.
    camps
        The camps.
    since, until
        First and last day of what happened.
    pair, states, kinds
        What happened between two states (breaks of the index as well), or with some states, or of
        some kinds; as for `happenings`. All by default.
    q
        False-discovery rate of the lists.
    least
        Fewest documents of an outlet within `AROUND` days of a happening that make it collected.
    progress
        Told what is being done, how far it is, and how far it goes.

    Returns
    -------
    Missing

    Raises
    ------
    InputError, UnknownNameError
        If the rate is none, or as for `happenings`.
    """
    if not 0 < q < 1:
        raise InputError(f"a false-discovery rate lies between 0 and 1, not at {q}")
    if least < 1:
        raise InputError(f"at least one document makes an outlet collected, not {least}")
    held = documents(record)
    found = happenings(
        record, since=since, until=until, pairs=None if pair is None else [pair], states=states,
        kinds=kinds,
    )  # fmt: skip
    told = None if progress is None else _named(progress, "documents matched")
    return missing_of(camps, match(held, found, progress=told), q=q, least=least)


def missing_of(camps: Camps, matches: Matches, *, q: float = 0.1, least: int = LEAST) -> Missing:
    """Find what camps leave out, given which documents report what; see `missing`."""
    found = matches.found
    tables = tables_of(camps, matches, AROUND)
    names = tables.names
    there = np.where(tables.around >= least, tables.camp, -1)
    kinds = sorted({row.kind for row in found})
    kind = np.array([kinds.index(row.kind) for row in found], np.intp)
    salient = np.array([row.salience >= SALIENT for row in found], bool)
    decided = decide(
        tables.covered, there, tables.beside, kind, len(names), q, salient
    )  # fmt: skip
    rows = tuple(
        _row(
            row, at, decided, names, camps.names, q, int(tables.within[there[:, at] >= 0, at].sum())
        )
        for at, row in enumerate(found)
        if (decided.collected[at] > 0).sum() > 1
    )
    places = {row.id: at for at, row in enumerate(found)}
    listed = [row for row in rows if row.missing_from]
    listed.sort(key=lambda row: (row.q or 0.0, row.happening.date, row.happening.id))
    both = [
        replace(row, missing_from=camps.names, q=float(decided.both[places[row.happening.id]]))
        for row in rows
        if not row.missing_from and _few(decided, places[row.happening.id], q)
    ]
    both.sort(key=lambda row: (-row.happening.salience, row.happening.date, row.happening.id))
    return Missing(
        camps.names, rows, tuple(listed), tuple(both), q,
        _notes(matches, decided, rows, least), matches, tables.by_outlet,
    )  # fmt: skip


def _row(
    row: Happening,
    at: int,
    decided: Decided,
    names: tuple[str, ...],
    order: tuple[str, ...],
    mark: float,
    documents_: int,
) -> Coverage:
    place = {name: names.index(name) for name in order}
    gone = decided.missing(mark)[at]
    smallest = np.nanmin(np.append(decided.q[at], np.inf))
    k, n = int(decided.covered[at].sum()), int(decided.collected[at].sum())
    return Coverage(
        row,
        {c: (int(decided.covered[at, p]), int(decided.collected[at, p])) for c, p in place.items()},
        tuple(name for name in order if gone[place[name]]),
        {name: _known(decided.fisher[at, p]) for name, p in place.items()},
        _known(smallest),
        {
            name: (float(decided.kappa[at, p]), float(decided.kappa_sd[at, p]))
            if np.isfinite(decided.kappa[at, p]) else None
            for name, p in place.items()
        },
        _upper(k, n),
        documents_,
    )  # fmt: skip


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _upper(k: int, n: int) -> float:
    """Upper bound of a share (Clopper & Pearson 1934, *Biometrika* 26)."""
    from scipy.stats import beta

    return 1.0 if k >= n else float(beta.ppf(LEVEL, k + 1, n - k))


def _few(decided: Decided, at: int, mark: float) -> bool:
    """Whether all camps report a happening less than a typical one, and hardly any outlet does."""
    k, n = int(decided.covered[at].sum()), int(decided.collected[at].sum())
    q = decided.both[at]
    return bool(np.isfinite(q) and q <= mark and k <= max(1, n // 10))


def _notes(
    matches: Matches, decided: Decided, rows: tuple[Coverage, ...], least: int
) -> tuple[str, ...]:
    found = matches.found
    able = int(np.isfinite(decided.q).any(axis=1).sum())
    kinds = Counter(row.happening.kind for row in rows)
    told = ", ".join(f"{n} {kind}" for kind, n in sorted(kinds.items()))
    notes = [
        f"{len(rows)} of {len(found)} happenings had collected outlets (at least {least} documents "
        f"within {AROUND} days) of two camps or more{': ' if told else ''}{told}",
        f"{able} of these had enough outlets and reports for a table to be significant",
    ]
    for kind in sorted(kinds):
        chosen = [row.covered.values() for row in rows if row.happening.kind == kind]
        k, n = (sum(pair[at] for pairs in chosen for pair in pairs) for at in (0, 1))
        notes.append(
            f"{kind}: on average {k / n:.1%} of collected outlets report one, in the documents "
            "held; what they published beside these cannot be told"
        )
    if matches.undated:
        notes.append(f"{matches.undated} documents have no day and match nothing")
    return (*notes, *(f"{n} rows left out: {why}" for why, n in found.left_out.items()))


def _named(progress: Progress, what: str) -> Callable[[int, int], None]:
    return lambda done, total: progress(what, done, total)
