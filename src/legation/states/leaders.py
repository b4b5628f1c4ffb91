"""Who held the leading offices of a state, and when.

Offices: ``head_of_state`` (monarch, president, supreme leader),
``head_of_government`` (prime minister, chancellor; a president who leads the
government stands in both), ``foreign_minister``, and ``other_leader``: a
person who led or stood in for the leader by another office, which the note
names (first secretary of a ruling party, head of a junta, crown prince, vice
president acting).

``start`` and ``end`` are the day the office was taken and the day it was left;
on a day of handover both count. Where only the month or year is known the
first day stands for it and ``precision`` says so. An open ``end`` means no end
is known; ``known_to`` is then the last day on which the table is sure.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from legation.errors import UnknownNameError
from legation.states import table
from legation.states.days import as_day
from legation.states.groups import last_possible
from legation.states.normalise import normalise

OFFICES = ("head_of_state", "head_of_government", "foreign_minister", "other_leader")
"""The offices that the table knows."""

_FAMILY_NAME_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN"})
# Vietnamese officials go by the given name, monarchs by a regnal one.
_NO_SURNAME = frozenset({"VNM", "RVN", "VAT"})
_TITLE = re.compile(r"(King|Queen|Pope|Emperor|Emir|Sultan|Sheikh|Prince|Imam|Grand|Король|Папа)\b")
_PATRONYMIC = re.compile(r"\b(bin|ibn|ben|бен|бин)\b")
_REGNAL = re.compile(r"[IVX]+|Jr\.?|Sr\.?")
_PARTICLES = frozenset(
    "al el de da di do dos del della della la le van von der den ter ten tot af arap ul".split()
)
# Words of ordinary prose, places and given names, which do not tell a holder when alone.
_NEVER_ALONE = frozenset(
    "may home to an u so do he no in be key sun ban fox ma ou ye han dan dar doe ala chi jr sr "
    "madrid paul jean henri charlotte francis talal juliana beatrix ali hassan mohammed muhammad "
    "mohamed ahmed omar said ibrahim yusuf khalid abdullah но ли пан пик хит".split()
)


@dataclass(frozen=True, slots=True)
class OfficeHolder:
    """A person in an office of a state."""

    state: str
    office: str
    name: str
    start: dt.date
    end: dt.date | None
    precision: str
    known_to: dt.date | None
    aliases: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    note: str = ""

    def in_office(self, day: dt.date) -> bool:
        """Say whether the person may have held the office on a day; an open end counts."""
        last = last_possible(self.end, self.precision)
        return self.start <= day and (last is None or day <= last)

    @property
    def spellings(self) -> tuple[str, ...]:
        """The usual English form and the others."""
        return (self.name, *self.aliases)

    def __str__(self) -> str:
        until = f"to {self.end}" if self.end else f"known in office to {self.known_to}"
        return (
            f"{self.name}, {self.office.replace('_', ' ')} of {self.state}, {self.start}, {until}"
        )


@cache
def all_holders() -> tuple[OfficeHolder, ...]:
    """Return every row of the table, by state, office and start."""
    return tuple(_holder(row) for row in table.rows("leaders"))


def holders(
    state: str, office: str | None = None, date: dt.date | str | None = None
) -> list[OfficeHolder]:
    """Return who held the offices of a state, oldest first.

    Parameters
    ----------
    state
        A code; the Soviet Union (SUN) and Russia (RUS) are two.
    office
        One of `OFFICES`; all by default.
    date
        Only holders in office on the day.

    Raises
    ------
    UnknownNameError
        When the code or the office does not exist.
    """
    table.state(state)
    if office is not None and office not in OFFICES:
        raise UnknownNameError(f"no office {office[:40]!r}; there are {', '.join(OFFICES)}")
    day = None if date is None else as_day(date)
    found = [
        holder
        for holder in _by_state().get(str(state), ())
        if (office is None or holder.office == office) and (day is None or holder.in_office(day))
    ]
    return sorted(found, key=lambda holder: (holder.start, holder.office))


def find(key: str, date: dt.date | str | None = None) -> list[str]:
    """Return the codes of the states in which a person of that name held an office.

    A full name in any listed spelling goes before a surname. Several codes
    mean that the name does not decide.

    Parameters
    ----------
    key
        The name, normalised or not.
    date
        Only holders in office on the day; without it, any.

    Examples
    --------
    >>> find("Gromyko")
    ['SUN']
    """
    day = None if date is None else as_day(date)
    wanted = normalise(key)
    full, short = _full_names().get(wanted, ()), _surnames().get(wanted, ())
    # One word alone may be a monarch's name and another's surname: neither goes first.
    for named in (full, short) if " " in wanted else ((*full, *short),):
        codes = {holder.state for holder in named if day is None or holder.in_office(day)}
        if codes:
            return sorted(codes)
    return []


def surnames(holder: OfficeHolder) -> tuple[str, ...]:
    """Return the forms, normalised, by which a holder is named alone."""
    if holder.short:
        found = [normalise(form) for form in holder.short]
    elif holder.state in _NO_SURNAME:
        return ()
    else:
        found = [form for text in holder.spellings for form in _surname(text, holder.state)]
    return tuple(
        dict.fromkeys(form for form in found if len(form) > 1 and form not in _NEVER_ALONE)
    )


def _surname(text: str, state: str) -> Iterator[str]:
    words = text.split()
    if len(words) < 2 or _TITLE.match(text) or _PATRONYMIC.search(text):
        return
    if state in _FAMILY_NAME_FIRST:
        yield normalise(words[0])
        return
    if _REGNAL.fullmatch(words[-1]):
        return
    last = normalise(words[-1]).split()
    if not last:
        return
    first = len(words) - 1
    while first > 1 and words[first - 1].casefold() in _PARTICLES:
        first -= 1
    yield normalise(" ".join(words[first:]))
    bare = " ".join(last[1:] if last[0] in _PARTICLES and len(last) > 1 else last)
    if len(bare) >= 4:
        yield bare


def _holder(row: dict[str, str]) -> OfficeHolder:
    start = table.first_day(row["start"])
    assert start is not None, "every row has a start"
    return OfficeHolder(
        state=row["state"],
        office=row["office"],
        name=row["name"],
        start=start,
        end=table.last_day(row["end"]),
        precision=row["precision"],
        known_to=table.last_day(row["known_to"]),
        aliases=tuple(row["aliases"].split("|")) if row["aliases"] else (),
        short=tuple(row["short"].split("|")) if row["short"] else (),
        note=row["note"],
    )


@cache
def _by_state() -> dict[str, list[OfficeHolder]]:
    found: dict[str, list[OfficeHolder]] = {}
    for holder in all_holders():
        found.setdefault(holder.state, []).append(holder)
    return found


@cache
def _full_names() -> dict[str, tuple[OfficeHolder, ...]]:
    return _index(
        (normalise(text), holder) for holder in all_holders() for text in holder.spellings
    )


@cache
def _surnames() -> dict[str, tuple[OfficeHolder, ...]]:
    return _index((form, holder) for holder in all_holders() for form in surnames(holder))


def _index(pairs: Iterator[tuple[str, OfficeHolder]]) -> dict[str, tuple[OfficeHolder, ...]]:
    found: dict[str, list[OfficeHolder]] = {}
    for key, holder in pairs:
        if key not in _NEVER_ALONE:
            found.setdefault(key, []).append(holder)
    return {key: tuple(people) for key, people in found.items()}
