"""What a cue attributes: to its right, or before it."""

from __future__ import annotations

from legation.reading.grammar import (
    BE,
    COORDINATORS,
    DETERMINERS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
)
from legation.reading.quotes.cue import ACCORDING, Cue
from legation.reading.quotes.ends import CONTRAST, LONGEST, end_of
from legation.reading.quotes.lexicon import verbs
from legation.reading.quotes.starts import addressee_at, is_infinitive, start_of
from legation.reading.quotes.subjects import AUXILIARIES, DASHES, HARD, TIMES, is_adverb
from legation.reading.quotes.units import QUOTED, Unit


def assign_contents(unit: Unit, cues: list[Cue]) -> list[Cue]:
    """Give each cue what it attributes; a cue that attributes nothing is left out."""
    if not cues:
        return []
    left = 0
    kept: list[Cue] = []
    for order, cue in enumerate(cues):
        later = cues[order + 1 : order + 30]
        found = (
            _left(unit, cue, left, later) or _right(unit, cue, later)
            if _follows_quote(unit, cue)
            else _right(unit, cue, later) or _left(unit, cue, left, later)
        )
        if found:
            kept.append(cue)
            if cue.rule.endswith("before") or cue.frames == ACCORDING:
                left = max(left, max(last for _, last in cue.content))
    return kept


def _follows_quote(unit: Unit, cue: Cue) -> bool:
    """Say whether a quote stands before and no clause after, as in '"...," he said, "..."'."""
    low = unit.low
    if cue.subject is None or cue.shared or not cue.frames & {"say", "tell"}:
        return False
    first = min(cue.subject[0], cue.first)
    if not (
        first and (low[first - 1] == QUOTED or low[max(first - 2, 0) : first] == [QUOTED, ","])
    ):
        return False
    atom = first - 1 if low[first - 1] == QUOTED else first - 2
    before = unit.page.text[unit.end(atom) - 2]
    if before in ",?!…—–" or low[first - 1] == ",":
        return True
    return low[cue.last : cue.last + 1] in ([], [","], [":"], ["."])


# -- to the right ---------------------------------------------------------------------------


def _right(unit: Unit, cue: Cue, later: list[Cue]) -> bool:
    if cue.frames == ACCORDING:
        return _according(unit, cue, later)
    if cue.rule.startswith("noun"):
        return _after_noun(unit, cue, later)
    if cue.rule.startswith("inverted"):
        return False
    if cue.rule.startswith("adjective"):
        if cue.last >= len(unit.low):
            return False
        cue.content.append((cue.last, end_of(unit, cue.last, False, cue, later)))
        return cue.content[-1][1] > cue.last
    start, clausal = start_of(unit, cue)
    if start < 0:
        return False
    last = end_of(unit, start, clausal, cue, later)
    if last <= start:
        return False
    cue.content.append((start, last))
    return True


def _after_noun(unit: Unit, cue: Cue, later: list[Cue]) -> bool:
    low, at = unit.low, cue.last
    if at >= len(low):
        return False
    word = low[at]
    if word == "to" and "to" in cue.frames and not is_infinitive(unit, at):
        at += 1
    clausal = word in ("that", "whether", "to")
    start = at if clausal else at + 1
    if start >= len(low):
        return False
    if not clausal:
        cue.last = start
    last = end_of(unit, start, False, cue, later)
    if clausal:
        # A clause that belongs to a noun in the subject ends before the sentence's verb.
        last = min(last, _clause_end_in_subject(unit, cue, start, last))
    if last <= start:
        return False
    cue.content.append((start, last))
    return True


def _clause_end_in_subject(unit: Unit, cue: Cue, start: int, last: int) -> int:
    """Give where a clause ends that belongs to the subject: before the second finite verb."""
    low = unit.low
    first = cue.subject[0] if cue.subject and cue.subject[0] < cue.first else cue.first
    while first > 0 and (low[first - 1] in DETERMINERS or low[first - 1] in COORDINATORS):
        first -= 1
    if first > 0 and low[first - 1] != ",":
        return last
    finite = 0
    for place in range(start + 1, last):
        word = low[place]
        if word in COORDINATORS or word in (",", "that", "who", "which"):
            return last
        if word in BE and low[place + 2 : place + 3] == ["by"] and low[place + 1] in verbs():
            return place
        if (word in AUXILIARIES and word != "'s") or (
            word in verbs() and verbs()[word][0].tags & {"past", "third"}
        ) or (word.endswith("ed") and low[place - 1] not in DETERMINERS):  # fmt: skip
            if low[place - 1] in AUXILIARIES or is_adverb(low[place - 1]):
                continue
            finite += 1
            if finite > 1:
                return place
    return last


def _according(unit: Unit, cue: Cue, later: list[Cue]) -> bool:
    """Take "According to X, ..." and "..., according to X"."""
    low, size = unit.low, len(unit.low)
    last = cue.last
    initial = cue.at == 0 or (low[cue.at - 1] in COORDINATORS)
    while last < size and low[last] not in HARD and low[last] != QUOTED:
        if low[last] == "," and last + 1 < size:
            after = low[last + 1]
            if initial:
                aside = after in ("a", "an", "who", "which") and "," in low[last + 2 : last + 20]
            else:
                aside = not (
                    after in AUXILIARIES or after in CONTRAST or after in SUBJECT_PRONOUNS
                    or (after == "and" and "," not in low[cue.last : last])
                    or after.endswith("ing") or after in PREPOSITIONS or after == "as"
                )  # fmt: skip
            if not aside:
                break
        last += 1
    if last == cue.last:
        return False
    cue.subject = (cue.last, last)
    if initial:
        start = last + 1
        if start >= size:
            return False
        cue.content.append((start, end_of(unit, start, True, cue, later)))
        return cue.content[-1][1] > start
    first = _left_bound(unit, cue.at, 0)
    stop = cue.at - 1 if low[cue.at - 1] == "," else cue.at
    if stop <= first:
        return False
    cue.content.append((first, stop))
    return True


# -- to the left ----------------------------------------------------------------------------


def _left(unit: Unit, cue: Cue, bound: int, later: list[Cue]) -> bool:
    """Take the clause before ", he said"."""
    low = unit.low
    if not cue.frames & {"say", "tell"} or cue.shared or cue.subject is None:
        return False
    if cue.tag in ("gerund", "passive") or cue.rule.startswith("noun"):
        return False
    first = min(cue.subject[0], cue.first)
    stop = first - 1
    if stop < 0:
        return False
    if low[stop] == "as" and stop > 3 and low[stop - 1] == ",":
        stop -= 1
    if low[stop] == "as" and _as_said(unit, cue, stop, later):
        return True
    if low[stop] != "," and low[stop] != QUOTED and low[stop] not in DASHES:
        return False
    end = stop + 1 if low[stop] == QUOTED else stop
    start = _left_bound(unit, end - 1, bound)
    after = max(cue.subject[1], cue.last)
    between = low[after : after + 1] == [","]
    if start >= end or (end - start < 2 and low[end - 1] != QUOTED and not between):
        return False
    cue.content.append((start, end))
    cue.rule += ", before"
    if "tell" in cue.frames and cue.subject[1] <= cue.first:
        cue.addressee = addressee_at(unit, cue.last)
    _rest(unit, cue, after, later)
    return True


def _as_said(unit: Unit, cue: Cue, at: int, later: list[Cue]) -> bool:
    """Take "As the ministry said, ..."."""
    low = unit.low
    if at > 0 and low[at - 1] not in (",", "if", "but", "and"):
        return False
    comma = next((i for i in range(cue.last, min(cue.last + 12, len(low))) if low[i] == ","), -1)
    if comma < 0 or comma + 1 >= len(low):
        return False
    last = end_of(unit, comma + 1, True, cue, later)
    cue.content.append((comma + 1, last))
    cue.rule += ", as"
    return last > comma + 1


def _left_bound(unit: Unit, at: int, bound: int) -> int:
    low = unit.low
    start = max(bound, at - LONGEST)
    for place in range(at, start - 1, -1):
        if low[place] == ";" and place < at:
            return place + 1
    while start < at and low[start] in (",", ";"):
        start += 1
    return start


def _rest(unit: Unit, cue: Cue, after: int, later: list[Cue]) -> None:
    """Take what goes on after '..., he said, '."""
    low, size = unit.low, len(unit.low)
    for place in range(after, min(after + 25, size)):
        word = low[place]
        if word == ";" or any(other.at == place for other in later):
            return
        if word == QUOTED:
            if low[place - 1] in (",", ":") or low[place - 1] in DASHES:
                cue.content.append((place, end_of(unit, place, True, cue, later)))
            return
        if word == "," and _goes_on(unit, place + 1, later):
            last = end_of(unit, place + 1, True, cue, later)
            if last > place + 1:
                cue.content.append((place + 1, last))
            return


def _goes_on(unit: Unit, at: int, later: list[Cue]) -> bool:
    """Say whether after ", he said," the clause before goes on."""
    low = unit.low
    if at >= len(low) or low[at] in PREPOSITIONS or low[at] in TIMES:
        return False
    if any(other.tag == "gerund" and other.first == at for other in later[:1]):
        return False
    if low[at] in COORDINATORS:
        return at + 1 < len(low) and (low[at + 1] == QUOTED or low[at + 2 : at + 3] == [QUOTED])
    return low[at] in AUXILIARIES or (low[at][0].isalpha() and not (
        low[at].endswith("ing") or low[at] in ("who", "which", "when", "where", "while", "a", "an",
                                               "as", "though", "although")
    ))  # fmt: skip
