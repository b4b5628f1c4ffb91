"""What a state is: its code, with the facts of the table on it."""

from datetime import date
from typing import Any, NamedTuple, NoReturn

Spell = tuple[date | None, date | None]
"""First and last day of a period; None is open."""


class Facts(NamedTuple):
    """One row of ``data/states.csv``; of several codes in a scheme the first is the main one."""

    code: str
    kind: str
    spells: tuple[Spell, ...]
    iso2: str | None
    iso3n: int | None
    cow: tuple[int, ...]
    cow_abb: tuple[str, ...]
    gw: tuple[int, ...]
    gw_abb: tuple[str, ...]
    fips: tuple[str, ...]
    cameo: tuple[str, ...]
    un_m49: int | None
    name: str
    name_fr: str
    name_ru: str
    official: str
    demonyms: tuple[str, ...]
    region: str
    capital: str | None


class State(str):
    """A state, state-like actor or territory: a string, its three-letter code.

    ``resolve("Russia") == "RUS"`` holds, and a state is a dictionary key or a
    column value anywhere a code is.

    Attributes
    ----------
    code, iso2, iso3n, cow, cow_abb, gw, gw_abb, fips, cameo, un_m49
        Codes; None where the scheme has none. ``code`` is ISO 3166-1 alpha-3,
        or a code of the project where ISO has none.
    name, name_fr, name_ru, official, demonyms, capital
        Names; ``capital`` is the present or last one.
    kind
        ``"state"``, ``"territory"`` (inhabited dependency or area with an ISO
        code) or ``"entity"`` (governs itself, but neither in the United
        Nations as member or observer nor in the Correlates of War system).
    start, end
        First and last day of the latest period as a state; None is open.
    spells
        All such periods, oldest first.
    region
        Continent.
    """

    __slots__ = (
        "cameo",
        "capital",
        "code",
        "cow",
        "cow_abb",
        "demonyms",
        "end",
        "fips",
        "gw",
        "gw_abb",
        "iso2",
        "iso3n",
        "kind",
        "name",
        "name_fr",
        "name_ru",
        "official",
        "region",
        "spells",
        "start",
        "un_m49",
    )

    code: str
    kind: str
    spells: tuple[Spell, ...]
    start: date | None
    end: date | None
    iso2: str | None
    iso3n: int | None
    cow: int | None
    cow_abb: str | None
    gw: int | None
    gw_abb: str | None
    fips: str | None
    cameo: str | None
    un_m49: int | None
    name: str
    name_fr: str
    name_ru: str
    official: str
    demonyms: tuple[str, ...]
    region: str
    capital: str | None

    def __new__(cls, facts: Facts) -> "State":
        """Make the state of one row of the table."""
        state = super().__new__(cls, facts.code)
        put = object.__setattr__
        for field in ("code", "kind", "spells", "iso2", "iso3n", "un_m49", "name", "name_fr"):
            put(state, field, getattr(facts, field))
        for field in ("name_ru", "official", "demonyms", "region", "capital"):
            put(state, field, getattr(facts, field))
        for field in ("cow", "cow_abb", "gw", "gw_abb", "fips", "cameo"):
            put(state, field, next(iter(getattr(facts, field)), None))
        put(state, "start", facts.spells[-1][0])
        put(state, "end", facts.spells[-1][1])
        return state

    def exists_on(self, day: date) -> bool:
        """Tell whether the day lies in one of the state's periods."""
        return any(covers(start, end, day) for start, end in self.spells)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a state is read-only; {name!r} cannot be set")

    def __repr__(self) -> str:
        return f"<{self.code} {self.name}>"

    def __reduce__(self) -> tuple[Any, ...]:
        from legation.states.table import state

        return state, (self.code,)

    def __copy__(self) -> "State":
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> "State":
        return self


def covers(start: date | None, end: date | None, day: date) -> bool:
    """Tell whether the day lies in the period, both ends included."""
    return (start is None or start <= day) and (end is None or day <= end)
