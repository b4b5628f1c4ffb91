"""Where the words end that are attributed: at the end, or where the narrator or another goes on."""

from __future__ import annotations

from legation.reading.grammar import (
    COORDINATORS,
    DETERMINERS,
    POSSESSIVES,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
)
from legation.reading.quotes.cue import ACCORDING, Cue
from legation.reading.quotes.subjects import DASHES, HARD, TIMES
from legation.reading.quotes.units import Unit

#: No content is longer, so that a text without stops costs linear time.
LONGEST = 200
CONTRAST = frozenset({"but", "though", "although", "while", "whereas", "even"})
_TURNS = CONTRAST | {"and", "as", "when", "after", "before", "or", "yet", "because", "since"}
#: What ends an object, with or without a comma before it.
_OBJECT_ENDS = frozenset(
    "after before when while because since although though but until unless".split()
)
_AFTER_COMMA = frozenset(
    "and or but which who while as when after before with in on at where though although yet "
    "despite during because so saying including from to by".split()
) - {"including"}
_STARTS = DETERMINERS | POSSESSIVES | SUBJECT_PRONOUNS | {"there", "no", "not", "neither"}


def end_of(unit: Unit, start: int, clausal: bool, cue: Cue, later: list[Cue]) -> int:
    """Give the end of a content that begins at an atom, before trailing marks."""
    low = unit.low
    size = min(len(low), start + LONGEST)
    last = size
    for other in later:
        if other.at >= last:
            break
        cut = _cut(unit, cue, other, start, clausal)
        if cut >= 0:
            last = min(last, cut)
            break
    place = start
    before_main = _before_main(unit, cue)
    while place < last:
        word = low[place]
        if word == ";" and place > start:
            break
        if word == "," and before_main and place > start and _main_begins(unit, place + 1):
            break
        if place > start and _stops(unit, place, clausal):
            break
        place += 1
    last = place
    while last > start and (low[last - 1] in HARD or low[last - 1] == ",") and (
        low[last - 1] not in ("]", ")")
    ):  # fmt: skip
        last -= 1
    return last if clausal else _without_time(unit, start, last)


def _before_main(unit: Unit, cue: Cue) -> bool:
    """Say whether the cue's clause stands before the main one: "While he denied ..., the ..."."""
    low = unit.low
    first = cue.first
    if cue.subject and not cue.shared and cue.subject[1] <= cue.first:
        first = cue.subject[0]
    if first == 0:
        return cue.tag == "gerund"
    ahead = low[first - 1]
    at_start = first == 1 or low[first - 2] in COORDINATORS
    if ahead in PREPOSITIONS and cue.tag == "gerund":
        return at_start or low[first - 2] == ","
    return at_start and ahead in _TURNS | {"if", "until", "unless"} and ahead not in COORDINATORS


def _main_begins(unit: Unit, at: int) -> bool:
    """Say whether a clause with a subject may begin after a comma."""
    low = unit.low
    return at < len(low) and low[at] not in COORDINATORS and (
        low[at] in _STARTS or unit.word(at)[:1].isupper() or low[at][0].isalpha()
    ) and low[at] not in ("who", "which", "including", "where")  # fmt: skip


def _stops(unit: Unit, place: int, clausal: bool) -> bool:
    low = unit.low
    word, ahead = low[place], low[place - 1]
    if ahead == ",":
        if word in ("but", "though", "although", "whereas") or (word == "while" and not clausal):
            return True
        if not clausal and (word in _AFTER_COMMA or (word.endswith("ing") and word != "including")):
            return True
    if clausal:
        return False
    if word in _OBJECT_ENDS:
        return True
    return word in DASHES


def _cut(unit: Unit, cue: Cue, other: Cue, start: int, clausal: bool) -> int:
    """Give where another cue that stands beside this one, not inside, ends the content; or -1."""
    low = unit.low
    if other.frames == ACCORDING:
        return other.at - 1 if low[other.at - 1] == "," else other.at
    first = other.first
    if other.subject and not other.shared and other.subject[1] <= other.first + 1:
        first = min(first, other.subject[0])
    if first <= start:
        return -1
    ahead = low[first - 1]
    if other.tag == "gerund" and ahead == ",":
        return first - 1
    if other.shared and ahead in COORDINATORS and not other.rule.startswith("noun"):
        same = (other.tag == cue.tag) or {other.tag, cue.tag} <= {"past", "perfect"} or (
            {other.tag, cue.tag} <= {"third", "base", "progressive", "perfect"}
        )  # fmt: skip
        if same and cue.tag != "base":
            return first - 2 if low[first - 2] == "," else first - 1
        return -1
    if other.shared or other.rule.startswith("noun"):
        return -1
    if ahead in CONTRAST and first - 2 > start:
        return first - 2 if low[first - 2] == "," else first - 1
    if ahead in _TURNS and first - 2 > start and low[first - 2] == ",":
        return first - 2
    if not clausal and ahead in _TURNS:
        return first - 1
    return -1


def _without_time(unit: Unit, start: int, last: int) -> int:
    """Take "on Thursday", "last week" from the end of an object."""
    low = unit.low
    end = last
    while end > start + 1 and low[end - 1] in TIMES:
        end -= 1
    if end < last and end > start + 1 and low[end - 1] in ("on", "in", "late", "at", "the"):
        end -= 1
    return end if end > start else last
