"""Groups of states, with the day each member joined and left.

What enters: the name or key of a group, a state, a day, and groups of the
user's own from a small TOML file::

    [groups.NEIGHBOURS]
    title = "Neighbours of Russia"
    members = ["NOR", "Finland", {state = "BLR", start = "1999-12-08"}]

What leaves: codes of states, or `Group`. A group's `end` and a membership's
`end` are the last day. A date of which only the year or month is known stands
as its first day with ``precision`` ``year`` or ``month``; the member counts
from that day to the last day the period allows. ``precision`` ``by`` says
that the state is known to be a member from that day, and may have joined
before. A suspended member stays a member.
"""

import datetime as dt
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from legation.errors import InputError, UnknownNameError
from legation.states import table
from legation.states.days import as_day
from legation.states.normalise import normalise
from legation.states.resolving import resolve

LARGEST_FILE = 1_000_000
"""A file of groups with more bytes than this is refused."""


class Membership(NamedTuple):
    """A period in which a state is a member; ``end`` is the last day, None is open."""

    state: str
    start: dt.date | None
    end: dt.date | None
    precision: str = "day"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A group of states with its names and all memberships, past ones included."""

    key: str
    name: str
    aliases: tuple[str, ...]
    name_fr: str
    name_ru: str
    kind: str
    start: dt.date | None
    end: dt.date | None
    note: str
    memberships: tuple[Membership, ...] = field(repr=False)

    def __str__(self) -> str:
        return self.name

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every name of the group, the key first."""
        named = (self.key, self.name, *self.aliases, self.name_fr, self.name_ru)
        return tuple(dict.fromkeys(name for name in named if name))


def all_groups(extra: Iterable[Group] = ()) -> tuple[Group, ...]:
    """Return the groups of the tables, by key, and then those of the user."""
    return (*_groups(), *extra)


def find(key: str, extra: Iterable[Group] = ()) -> Group | None:
    """Return the group a name means, or None.

    The exact spelling goes before the key of `normalise`, since "OPEC" and
    "OPEC+" have one key.
    """
    own = tuple(extra)
    for index, wanted in ((_exact, key.casefold().strip()), (_keys, normalise(key))):
        found = index(own).get(wanted) if own else _cached(index is _exact).get(wanted)
        if found:
            return found
    return None


def group(name: str, extra: Iterable[Group] = ()) -> Group:
    """Return the group a name means.

    Raises
    ------
    UnknownNameError
        When no group has the name; the message lists the nearest.

    Examples
    --------
    >>> group("ОДКБ").key
    'CSTO'
    """
    own = tuple(extra)
    found = find(name, own)
    if found:
        return found
    known = {normalise(text): item for item in all_groups(own) for text in item.spellings}
    close = get_close_matches(normalise(name)[:60], known, n=6, cutoff=0.6)
    near = list(dict.fromkeys(f"{known[key]} ({known[key].key})" for key in close))[:3]
    hint = f"did you mean {', '.join(near)}?" if near else "all_groups() lists them"
    raise UnknownNameError(f"no group {name[:60]!r}; {hint}")


def members(
    group: Group | str, date: dt.date | str | None = None, extra: Iterable[Group] = ()
) -> tuple[str, ...]:
    """Return the codes of a group's members on a day, sorted.

    Without a date: the members today, or on the last day of a group that ended.

    Examples
    --------
    >>> members("Baltic states", "2004-03-29")
    ('EST', 'LTU', 'LVA')
    """
    found = _group(group, extra)
    day = as_day(date) if date is not None else found.end or dt.date.today()
    return tuple(sorted({spell.state for spell in found.memberships if _covers(spell, day)}))


def memberships(
    group: Group | str, extra: Iterable[Group] = ()
) -> list[tuple[str, dt.date | None, dt.date | None]]:
    """Return (state, first day, last day) of every membership, oldest first."""
    spells = _group(group, extra).memberships
    rows = [(spell.state, spell.start, spell.end) for spell in spells]
    return sorted(rows, key=lambda row: (row[1] or dt.date.min, row[0]))


def groups_of(
    state: str, date: dt.date | str | None = None, extra: Iterable[Group] = ()
) -> tuple[Group, ...]:
    """Return the groups in which a state is a member on a day (default today), by key."""
    day = dt.date.today() if date is None else as_day(date)
    code = str(state) if state in table.states() else str(resolve(state, day))
    return tuple(
        sorted(
            (
                item
                for item in all_groups(extra)
                if any(spell.state == code and _covers(spell, day) for spell in item.memberships)
            ),
            key=lambda item: item.key,
        )
    )


def last_possible(end: dt.date | None, precision: str) -> dt.date | None:
    """Return the last day an end may mean: a first of January known by year is all of the year."""
    if end is None:
        return None
    if precision == "year" and (end.month, end.day) == (1, 1):
        return table.last_day(f"{end.year:04}")
    if precision in {"month", "year"} and end.day == 1:
        return table.last_day(f"{end.year:04}-{end.month:02}")
    return end


def load_groups(path: str | Path) -> tuple[Group, ...]:
    """Read the user's groups from a TOML file, to be given as ``extra``.

    Raises
    ------
    InputError
        When the file cannot be read, is not TOML, or a group in it has an
        unknown state, a date that is none, or a name that is taken.
    """
    file = Path(path)
    text = _text(file)
    try:
        tables = tomllib.loads(text).get("groups")
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(f"{file}: not valid TOML: {error}"[:300]) from None
    if not isinstance(tables, dict) or not tables:
        raise InputError(f"{file}: no groups; write each as [groups.NAME] with members = [...]")
    found: list[Group] = []
    for key, entry in tables.items():
        try:
            read = _user_group(key, entry)
            taken = next((name for name in read.spellings if find(name, found)), None)
            if taken:
                raise InputError(f"{taken!r} is already a group; choose another name")
        except (InputError, UnknownNameError) as error:
            raise InputError(f"{file}, line {_line(text, key)}, group {key}: {error}") from None
        found.append(read)
    return tuple(found)


def _text(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            raw = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror or error}") from None
    if len(raw) > LARGEST_FILE:
        raise InputError(f"{file}: larger than {LARGEST_FILE} bytes; groups are a short list")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: not UTF-8 at byte {error.start}; save it as UTF-8") from None


def _user_group(key: str, entry: Any) -> Group:
    if not isinstance(entry, dict) or not isinstance(entry.get("members"), list):
        raise InputError('has no list of members; write members = ["RUS", "BLR"]')
    unknown = sorted(set(entry) - {"members", "title"})
    if unknown:
        raise InputError(f"has {unknown[0]!r}; only title and members are read")
    title = entry.get("title", key)
    if not isinstance(title, str) or not title.strip():
        raise InputError("has a title that is no text")
    spells = tuple(_user_membership(member) for member in entry["members"])
    if not spells:
        raise InputError("has no members")
    return Group(key, title, (), "", "", "user", None, None, "", spells)


def _user_membership(member: Any) -> Membership:
    row = {"state": member} if isinstance(member, str) else member
    if not isinstance(row, dict) or not isinstance(row.get("state"), str):
        raise InputError(f"{str(member)[:40]!r} is no member; write a state or {{state = ...}}")
    unknown = sorted(set(row) - {"state", "start", "end"})
    if unknown:
        raise InputError(f"member {row['state'][:40]!r} has {unknown[0]!r}; only start and end")
    start, end = (row.get(side) for side in ("start", "end"))
    first = None if start is None else as_day(start)
    last = None if end is None else as_day(end)
    if first and last and last < first:
        raise InputError(f"member {row['state'][:40]!r} ends on {last}, before its start {first}")
    name = row["state"]
    code = name if name in table.states() else resolve(name, first)
    return Membership(str(code), first, last)


def _line(text: str, key: str) -> int:
    lines = text.splitlines()
    header = (number for number, line in enumerate(lines, 1) if key in line and "[" in line)
    return next(header, 1)


def _group(group_or_name: Group | str, extra: Iterable[Group]) -> Group:
    return group_or_name if isinstance(group_or_name, Group) else group(group_or_name, extra)


def _covers(spell: Membership, day: dt.date) -> bool:
    last = last_possible(spell.end, spell.precision)
    return (spell.start is None or spell.start <= day) and (last is None or day <= last)


def _exact(extra: tuple[Group, ...] = ()) -> dict[str, Group]:
    return {
        text.casefold(): item for item in reversed(all_groups(extra)) for text in item.spellings
    }


def _keys(extra: tuple[Group, ...] = ()) -> dict[str, Group]:
    return {
        normalise(text): item
        for item in reversed(all_groups(extra))
        for text in item.spellings
        if not text.endswith("+")
    }


@cache
def _cached(exact: bool) -> dict[str, Group]:
    return _exact() if exact else _keys()


@cache
def _groups() -> tuple[Group, ...]:
    spells: dict[str, list[Membership]] = {}
    for key, spell in _memberships():
        spells.setdefault(key, []).append(spell)
    return tuple(
        Group(
            key=row["key"],
            name=row["name_en"],
            aliases=tuple(row["aliases"].split("|")) if row["aliases"] else (),
            name_fr=row["name_fr"],
            name_ru=row["name_ru"],
            kind=row["kind"],
            start=table.first_day(row["start"]),
            end=table.last_day(row["end"]),
            note=row["note"],
            memberships=tuple(spells.get(row["key"], ())),
        )
        for row in table.rows("groups")
    )


def _memberships() -> Iterator[tuple[str, Membership]]:
    for row in table.rows("group_members"):
        yield (
            row["group"],
            Membership(
                row["state"],
                table.first_day(row["start"]),
                table.last_day(row["end"]),
                row["precision"],
                row["note"],
            ),
        )
