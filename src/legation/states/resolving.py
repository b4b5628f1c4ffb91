"""From any name or code to the state it means.

The first level at which a name means something decides; a name that means
several states there is an error, never a guess:

1. name or three-letter code (English, French, Russian, UN, GDELT and ICEWS
   spellings, former names), in any case;
2. ISO 3166-1 alpha-2, in capitals;
3. a number: Correlates of War, else Gleditsch-Ward, else ISO numeric;
4. CAMEO, 5. COW abbreviation, 6. FIPS 10-4, 7. withdrawn ISO codes, in capitals;
8. demonym, 9. capital, 10. metonym ("the Kremlin"), 11. office holder.

With a date the answer is the state that stood for that line on the day:
"Russia" in 1980 is SUN, "Yugoslavia" in 2010 is SRB, "Yemen" in 1980 is YAR.
Where several states share a name, those existing on the day (or today) go
first.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from operator import index as as_integer

from legation.errors import InputError, UnknownNameError
from legation.states import table
from legation.states.days import as_day
from legation.states.normalise import normalise
from legation.states.schemes import NUMERIC, Index, index, known, pick
from legation.states.state import State

LONGEST = 200
"""A name longer than this many characters is no name of a state."""

_NUMBERS = ("cow", "gw", "iso3n")
_WORDS = ("demonym", "capital")


def resolve(name: str | int, date: date | str | None = None, scheme: str | None = None) -> State:
    """Return the state that a name or code means.

    Parameters
    ----------
    name
        A name, demonym, capital, metonym, office holder or code; see the
        module for what goes first.
    date
        The day spoken of; without it, the name is read as of today, and a
        past state is found under its own name and code.
    scheme
        Read `name` as a code of this scheme alone; one of ``iso3``, ``iso2``,
        ``iso3n``, ``cow``, ``cow_abb``, ``gw``, ``gw_abb``, ``fips``,
        ``cameo``, ``un_m49``, ``name``.

    Raises
    ------
    UnknownNameError
        When the name means no state (the nearest are listed), several states,
        a region or a group.
    InputError
        When the name is neither text nor a whole number, or the date is none.

    Examples
    --------
    >>> resolve("Россия")
    <RUS Russia>
    >>> resolve(365, date="1980-01-01")
    <SUN Soviet Union>
    """
    text, day = _text(name), None if date is None else as_day(date)
    codes = _meant(text, day, scheme and known(scheme)) if len(text) <= LONGEST else ()
    if len(codes) == 1:
        return table.state(codes[0])
    raise UnknownNameError(_ambiguous(text, codes) if codes else _unknown(text, scheme))


def find(
    name: str | int, date: date | str | None = None, scheme: str | None = None
) -> State | None:
    """Return the state that a name or code means, or None where `resolve` finds none or several.

    A wrong date or scheme is still an error.
    """
    text, day = _text(name), None if date is None else as_day(date)
    codes = _meant(text, day, scheme and known(scheme)) if len(text) <= LONGEST else ()
    return table.state(codes[0]) if len(codes) == 1 else None


def _text(name: str | int) -> str:
    if isinstance(name, str):
        return name.strip()
    try:
        return str(as_integer(name))
    except (TypeError, ValueError):
        raise InputError(
            f"a state is named by text or a whole number, not by {type(name).__name__}"
        ) from None


@lru_cache(maxsize=65536)
def _meant(text: str, day: date | None, scheme: str | None) -> tuple[str, ...]:
    levels = _scheme_level(text, scheme, day) if scheme else _levels(text, day)
    return next((tuple(codes) for codes in levels if codes), ())


def _scheme_level(text: str, scheme: str, day: date | None) -> Iterator[list[str]]:
    if scheme == "name":
        key = normalise(text)
    elif scheme in NUMERIC:
        key = _number(text)
    else:
        key = text.upper()
    yield pick(index(scheme).get(key, ()), day)


def _levels(text: str, day: date | None) -> Iterator[list[str]]:
    key = normalise(text)
    yield pick(index("name").get(key, ()), day)
    yield pick(index("current_iso2").get(text, ()), day)
    number = _number(text)
    for scheme in _NUMBERS if number else ():
        yield pick(index(scheme).get(number, ()), day)
    for scheme in ("cameo", "cow_abb", "gw_abb", "fips", "withdrawn"):
        yield pick(index(scheme).get(text, ()), day)
    for kind in _WORDS:
        yield pick(index(kind).get(key, ()), day)
    yield from _people(key, day)


def _people(key: str, day: date | None) -> Iterator[list[str]]:
    from legation.states import leaders, metonyms

    for found in (metonyms.find(key, day), leaders.find(key, day)):
        yield sorted(set(found))


def _number(text: str) -> str:
    return str(int(text)) if text.isascii() and text.isdigit() and len(text) <= 6 else ""


def _ambiguous(text: str, codes: tuple[str, ...]) -> str:
    listed = ", ".join(_label(code) for code in codes)
    return f"{text[:60]!r} can mean {listed}; give the name, the code or the date"


def _unknown(text: str, scheme: str | None) -> str:
    shown = repr(text if len(text) <= 60 else text[:57] + "...")
    if scheme and scheme != "name":
        return f"no state with the {scheme} code {shown}"
    if region := table.regional_codes().get(text):
        return f"{shown} is a region ({region}), not a state"
    if len(text) > LONGEST:
        return f"no state {shown}; a name has at most {LONGEST} characters"
    if group := _group(normalise(text)):
        return (
            f"{shown} is a group ({group}), not a state; ask legation.states.groups for its members"
        )
    near = _nearest(normalise(text))
    return f"no state {shown}" + (f"; did you mean {near}?" if near else "")


def _group(text: str) -> str | None:
    from legation.states import groups

    found = groups.find(text)
    return found.key if found else None


def _nearest(key: str) -> str:
    from difflib import get_close_matches

    near: dict[str, None] = {}
    for close in get_close_matches(key[:60], _spellings(), n=6, cutoff=0.7):
        near.update(dict.fromkeys(pick(_spellings()[close], None)))
    return ", ".join(_label(code) for code in list(near)[:3])


@cache
def _spellings() -> Index:
    return {**index("capital"), **index("demonym"), **index("name")}


def _label(code: str) -> str:
    return f"{table.state(code).name} ({code})"
