"""Which states a key can mean, scheme by scheme."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from legation.errors import UnknownNameError
from legation.states import table
from legation.states.days import as_day
from legation.states.history import holder, timelines
from legation.states.normalise import normalise
from legation.states.state import Facts, State, covers


class Meaning(NamedTuple):
    """A state that a key can mean; with dates, only in that period and then before others."""

    code: str
    start: date | None = None
    end: date | None = None


Index = Mapping[str, tuple[Meaning, ...]]

SCHEMES = (
    "iso3",
    "iso2",
    "iso3n",
    "cow",
    "cow_abb",
    "gw",
    "gw_abb",
    "fips",
    "cameo",
    "un_m49",
    "name",
)
NUMERIC = frozenset({"iso3n", "cow", "gw", "un_m49"})
_WITHDRAWN = ("iso3", "iso2", "iso3n")


@cache
def index(scheme: str) -> Index:
    """Return what the keys of a scheme, or of another kind of name, can mean.

    Beside the schemes there are ``"demonym"``, ``"capital"``, ``"withdrawn"``
    (ISO codes given up) and ``"current_iso2"``.
    """
    meanings: dict[str, dict[Meaning, None]] = defaultdict(dict)
    for key, meaning in _entries(scheme):
        meanings[key][meaning] = None
    return {key: tuple(found) for key, found in meanings.items()}


def _entries(scheme: str) -> Iterator[tuple[str, Meaning]]:
    if scheme == "name":
        yield from _names()
    elif scheme == "capital":
        for seat in table.capitals():
            for name in seat.names:
                yield normalise(name), Meaning(seat.code, seat.start, seat.end)
    elif scheme == "demonym":
        for code, facts in table.facts_by_code().items():
            for word in facts.demonyms:
                yield normalise(word), Meaning(code)
    elif scheme == "withdrawn":
        for code, facts in table.facts_by_code().items():
            if facts.iso2 and facts.spells[-1][1]:
                yield facts.iso2, Meaning(code)
        yield from _listed("iso3", "iso2")
    else:
        for code, facts in table.facts_by_code().items():
            for key in _codes(facts, scheme):
                yield str(key), Meaning(code)
        yield from _listed(scheme)


def _names() -> Iterator[tuple[str, Meaning]]:
    for code, facts in table.facts_by_code().items():
        for name in (code, facts.name, facts.name_fr, facts.name_ru, facts.official):
            yield normalise(name), Meaning(code)
    for row in table.names():
        if row.kind not in _WITHDRAWN:
            yield normalise(row.name), Meaning(row.code, row.start, row.end)


def _listed(*kinds: str) -> Iterator[tuple[str, Meaning]]:
    for row in table.names():
        if row.kind in kinds:
            yield row.name, Meaning(row.code, row.start, row.end)


def _codes(facts: Facts, scheme: str) -> Iterable[str | int]:
    match scheme:
        case "iso3":
            return (facts.code,)
        case "iso2":
            return (facts.iso2,) if facts.iso2 else ()
        case "current_iso2":
            return (facts.iso2,) if facts.iso2 and not facts.spells[-1][1] else ()
        case "iso3n":
            return (facts.iso3n,) if facts.iso3n else ()
        case "un_m49":
            return (facts.un_m49,) if facts.un_m49 else ()
    codes: tuple[str | int, ...] = getattr(facts, scheme)
    return codes


def pick(meanings: Iterable[Meaning], day: date | None) -> list[str]:
    """Return the states meant on a day, or today: one, or several where that stays open.

    A meaning dated to the day goes before undated ones; a state is replaced by
    the one that stood for its line on the day; states that exist on the day go
    before states that do not.
    """
    listed = list(meanings)
    timed = [one for one in listed if one.start or one.end]
    current = [one for one in timed if day and covers(one.start, one.end, day)]
    chosen = current or [one for one in listed if one not in timed] or listed
    codes = dict.fromkeys(holder(one.code, day) if day else one.code for one in chosen)
    if len(codes) < 2:
        return list(codes)
    alive = [code for code in codes if table.state(code).exists_on(day or date.today())]
    return alive or list(codes)


def code_map(scheme: str, date: date | str | None = None) -> dict[str, str]:
    """Return the project code of every code of a scheme, on a day or as of today.

    Keys are strings, numbers without leading zeros; for ``"name"`` they are
    keys as `normalise` makes them. A key that means several states then is
    left out.

    Parameters
    ----------
    scheme
        One of `SCHEMES`.
    date
        The day; without it, today.
    """
    day = as_day(date) if date is not None else None
    picked = ((key, pick(meanings, day)) for key, meanings in index(known(scheme)).items())
    return {key: codes[0] for key, codes in picked if len(codes) == 1}


@cache
def code_ranges(scheme: str) -> tuple[tuple[str, State, date | None, date | None], ...]:
    """Return which state every code of a scheme means, period by period.

    Readers join on code and date: COW 365 is SUN from 1922-12-30 to 1991-12-25
    and RUS before and after. The periods of a code cover all time and do not
    overlap; both ends are included, None is open.

    Returns
    -------
    tuple of (code in the scheme, State, first day, last day)
    """
    return tuple(
        (key, *era) for key, meanings in index(known(scheme)).items() for era in _eras(meanings)
    )


def _eras(meanings: tuple[Meaning, ...]) -> Iterator[tuple[State, date | None, date | None]]:
    edges = sorted(_edges(meanings))
    eras: list[tuple[str, date | None, date | None]] = []
    for start, following in pairwise([None, *edges, None]):
        codes = pick(meanings, start or _before(edges))
        end = following - timedelta(days=1) if following else None
        if len(codes) != 1:
            continue
        if eras and eras[-1][0] == codes[0]:
            eras[-1] = (codes[0], eras[-1][1], end)
        else:
            eras.append((codes[0], start, end))
    for code, start, end in eras:
        yield table.state(code), start, end


def _edges(meanings: tuple[Meaning, ...]) -> set[date]:
    periods = [(one.start, one.end) for one in meanings]
    for one in meanings:
        periods += [(start, end) for _, start, end in timelines().get(one.code, ())]
        if len(meanings) > 1:
            periods += table.state(one.code).spells
    starts = {start for start, _ in periods if start}
    return starts | {end + timedelta(days=1) for _, end in periods if end}


def _before(edges: list[date]) -> date:
    return edges[0] - timedelta(days=1) if edges else date.today()


def known(scheme: str) -> str:
    """Return the scheme, or raise when there is none of that name."""
    if scheme not in SCHEMES:
        raise UnknownNameError(
            f"no scheme {str(scheme)[:20]!r}; the schemes are {', '.join(SCHEMES)}"
        )
    return scheme
