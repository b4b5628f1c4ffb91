"""Names of people in a text: how far one goes, whose it is, and what is known of the person."""

from __future__ import annotations

import csv
import datetime as dt
from functools import cache, lru_cache
from typing import NamedTuple

from legation.reading.actors.dictionary import Entry, dictionary, fold
from legation.reading.actors.offices import DATA
from legation.reading.grammar import FUNCTION_WORDS, WEEKDAYS
from legation.states.leaders import OfficeHolder

_PARTICLES = frozenset(
    "al el bin ibn bint ben von van der den de di da del della dos das du la le abu ul ur ud "
    "zu".split()
)
_NEVER = (
    FUNCTION_WORDS
    | WEEKDAYS.keys()
    | frozenset(
        "january february march august september october november december said says told mr mrs "
        "president minister secretary spokesman spokeswoman senator congress house senate state "
        "department ministry government party street university news times post press today "
        "yesterday tomorrow god islam christianity university college school bank court act "
        "inc corp company group committee commission council agency service office center centre "
        "institute foundation association union league republican republicans democrat democrats "
        "democratic twitter facebook reuters getty images photo advertisement".split()
    )
) - {"will", "may", "do", "can", "so", "an", "no", "one"}  # fmt: skip
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_LONGEST = 5
# What stands in small letters behind a hyphen in names of Korea and of China.
_SYLLABLES = frozenset(
    "un in il hye wen jeou bian hui bok hwan woo sam jung hyun bak jin yeol eun hoon ho suk young "
    "kyun soo chul nam hee myung jong jae min kyu yong ryong geun kwan teh shek".split()
)
# Surnames that half the world's newspapers give to somebody else.
_COMMON = frozenset(
    "adams allen anderson baker barak bell bennett black blair brown bruton bush butler campbell "
    "carter clark clarke cohen collins cook cooper davis edwards evans ford fox garcia gonzalez "
    "gore gray green hall harris hernandez hill howard hughes hunt jackson james johnson jones "
    "kelly kennedy khan kim king lee levy lewis li lopez major marshall martin martinez mitchell "
    "moon moore morgan morris muller murphy murray nelson park parker perez phillips powell reid "
    "rice roberts robinson rodriguez rogers ross russell sanchez scott shaw silva simon singh "
    "smith stewart stone straw taylor thomas thompson turner walker wang ward watson white "
    "williams wilson wood wright young zhang chen clinton gordon hague may raab truss patel "
    "north day long best price church cross knox root seward fish olney hay bacon bryan kellogg "
    "hull acheson herter rusk vance haig shultz christopher key law law's peel grey canning "
    "north pitt abbott barton page bruce fraser keating menzies turnbull morrison mccain kerry "
    "chavez cruz santos castro roosevelt wolf merkel scholz".split()
) - {"merkel", "scholz", "clinton", "castro", "kerry", "turnbull"}  # fmt: skip


class Known(NamedTuple):
    """What is known of a person on a day; `office` begins with "former" where it is past."""

    name: str
    state: str | None
    office: str | None


def name_end(words: list[str], lower: list[str], at: int, last: int) -> int:
    """Give the place after the name of a person that begins at `at`; `at` if none does.

    Words with a capital letter, initials, particles between them and hyphens; a day of the week,
    a word of closed class or a word for a body ends it.
    """
    end, names = at, 0
    while end < last and names < _LONGEST:
        word = words[end]
        if word[0].isupper() and (lower[end] not in _NEVER or (len(word) == 1 and names)):
            end += 1
            names += 1
            if end < last and words[end] == "." and (len(word) == 1 or lower[end - 1] in _SUFFIXES):
                end += 1
        elif (
            word in ("-", "–")
            and names
            and end + 1 < last
            and (
                words[end + 1][0].isupper()
                or lower[end + 1] in _PARTICLES
                or (names > 1 and lower[end + 1] in _SYLLABLES)
            )
        ):
            end += 1
            if words[end][0].isupper() and lower[end] in _NEVER:
                return end - 1
            if lower[end] in _SYLLABLES:
                end += 1
            names -= 1
        elif lower[end] in _PARTICLES and _leads_on(words, lower, end, last):
            end += 1
        else:
            break
    return end if names else at


def _leads_on(words: list[str], lower: list[str], at: int, last: int) -> bool:
    """Say whether a particle is followed by more of the name."""
    for place in range(at + 1, min(last, at + 4)):
        if words[place][0].isupper():
            return lower[place] not in _NEVER
        if words[place] != "-" and lower[place] not in _PARTICLES:
            return False
    return False


@cache
def given_names() -> dict[str, str]:
    """Give frequent given names in lower case with "m", "f" or "" (either)."""
    with (DATA / "given_names.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"]: row["gender"] for row in csv.DictReader(file)}


def surname_of(name: str) -> str:
    """Give the last word of a name, folded, without "Jr."."""
    parts = [fold(part.lower()) for part in name.replace(".", " ").split()]
    while len(parts) > 1 and parts[-1] in _SUFFIXES:
        parts.pop()
    return parts[-1].rsplit("-", 1)[-1] if parts else ""


_FAMILY_NAME_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN"})


def family_name(name: str, state: str | None) -> str:
    """Give the family name of a person of a state, folded."""
    if state in _FAMILY_NAME_FIRST and " " in name:
        return fold(name.split()[0].lower())
    return surname_of(name)


def leader_of(keys: tuple[str, ...]) -> tuple[Entry, ...]:
    """Give the entries of the table of leaders for the words of a name, initials aside."""
    bare = tuple(key for key in keys if len(key) > 1 or key == "-")
    for words in dict.fromkeys((keys, bare, tuple(key for key in bare if key != "-"))):
        if not words:
            continue
        found = tuple(
            entry
            for entry in dictionary().get(words[0], ())
            if entry.words == words and entry.holders
        )
        if found:
            return found
    return ()


@lru_cache(maxsize=16_384)
def known(entry: Entry, day: dt.date | None) -> Known | None:
    """Give who of the holders of one name is meant on a day; None where that stays open.

    One in office goes before one who was; one who was not yet is nobody.
    """
    if day is None:
        return _of(entry.holders, former=False)
    now = [one for one in entry.holders if one.in_office(day)]
    if now:
        return _of(tuple(now), former=False)
    past = [one for one in entry.holders if one.start <= day]
    return _of(tuple(past), former=True) if past else None


def _of(holders: tuple[OfficeHolder, ...], *, former: bool) -> Known | None:
    names, states = {one.name for one in holders}, {one.state for one in holders}
    if len(states) > 1:
        return None
    last = max(holders, key=lambda one: (one.start, -_RANK.get(one.office, 9)))
    offices = [one for one in holders if one.name == last.name and one.start == last.start]
    best = min(offices, key=lambda one: _RANK.get(one.office, 9))
    name = last.name if len(names) == 1 else ""
    office = _NAMES.get(best.office, best.office)
    return Known(name or last.name, last.state, f"former {office}" if former else office)


_RANK = {"head_of_state": 0, "head_of_government": 1, "foreign_minister": 2, "other_leader": 3}
_NAMES = {
    "head_of_state": "head of state",
    "head_of_government": "head of government",
    "foreign_minister": "foreign minister",
    "other_leader": "leader",
}


def is_common(surname: str) -> bool:
    """Say whether a surname alone does not tell a holder, since too many bear it."""
    return surname in _COMMON
