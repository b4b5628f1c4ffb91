"""Where the words begin that a verb attributes, by what the verb may be followed by."""

from __future__ import annotations

from legation.reading.grammar import (
    COORDINATORS,
    DETERMINERS,
    POSSESSIVES,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    WH_WORDS,
)
from legation.reading.quotes.cue import Cue
from legation.reading.quotes.subjects import AUXILIARIES, HARD, TIMES, Atoms, is_adverb
from legation.reading.quotes.units import QUOTED, Unit

_CLAUSE_WORDS = WH_WORDS | {"whether", "if"}
_STARTS = DETERMINERS | POSSESSIVES | SUBJECT_PRONOUNS | {"there", "no", "not", "neither"}


def start_of(unit: Unit, cue: Cue) -> tuple[int, bool]:
    """Give where the content begins, or -1, and whether it is a clause."""
    low, frames, size = unit.low, cue.frames, len(unit.low)
    at = cue.last
    while at < size and is_adverb(low[at]) and low[at] not in ("only", "so"):
        at += 1
    if cue.tag == "passive":
        return _passive_start(unit, cue, at)
    if at >= size:
        return -1, False
    word = low[at]
    speech = bool(frames & {"say", "tell", "direct"})
    if cue.lemma == "read" and cue.subject and low[cue.subject[0]] not in DETERMINERS:
        return -1, False
    if speech and word == QUOTED:
        return at, True
    if speech and word in (",", ":") and low[at + 1 : at + 2] == [QUOTED]:
        return at + 1, True
    if frames & {"say", "tell"} and word == ":" and at + 1 < size:
        return at + 1, True
    if frames == {"direct"}:
        return _beyond(unit, at, quoted_only=True), True
    if frames & {"say", "clause", "tell"}:
        if word == "that" and _complementizer(unit, at):
            return at, True
        if (word in _CLAUSE_WORDS and word not in ("when", "where")) or (
            word in ("when", "where") and frames & {"tell", "clause"}
        ):
            return at, True
    if "to" in frames:
        to = at
        while to < size and (low[to] in TIMES or low[to] in ("not", "on")) and to - at < 4:
            to += 1
        if to < size and low[to] == "to" and is_infinitive(unit, to):
            return to - 1 if low[to - 1] == "not" else to, True
    if "tell" in frames or ("urge" in frames and cue.lemma != "call"):
        found = told(unit, cue, at)
        if found >= 0:
            return found, True
    if frames & {"say", "clause", "tell"}:
        beyond = _beyond(unit, at)
        if beyond >= 0:
            return beyond, True
    if "say" in frames and _clause_here(unit, at, strict=bool(frames & {"object", "urge"})):
        return at, True
    if "clause" in frames and _clause_here(unit, at, strict=True):
        return at, True
    return _object(unit, cue, at), False


def _complementizer(unit: Unit, at: int) -> bool:
    low = unit.low
    after = low[at + 1] if at + 1 < len(low) else "."
    return after not in (".", ",", "") or (after == ",")


def is_infinitive(unit: Unit, at: int) -> bool:
    """Say whether a "to" is followed by a verb, as far as its form tells."""
    low = unit.low
    after = low[at + 1] if at + 1 < len(low) else "."
    return (
        after not in DETERMINERS
        and after not in POSSESSIVES
        and (after[0].islower() and unit.word(at + 1)[0].islower())
    )


def _beyond(unit: Unit, at: int, quoted_only: bool = False) -> int:
    """Pass over "in an interview", "on Friday" to what was said."""
    low, size = unit.low, len(unit.low)
    if at >= size:
        return -1
    word = low[at]
    if not (
        word in PREPOSITIONS
        or word in TIMES
        or word == ","
        or quoted_only
        or word in ("here", "there", "aloud", "sarcastically", "publicly", "again", "when")
    ):
        return -1
    for place in range(at, min(at + 22, size)):
        here = low[place]
        if here == QUOTED and place > at and low[place - 1] in (",", ":"):
            return place
        if here == ":" and place + 1 < size:
            return place + 1
        if quoted_only:
            if here in HARD:
                return -1
            continue
        if here == "that" and place > at and low[place - 1] not in PREPOSITIONS:
            return place
        if here == "," and place > at + 1:
            continue
        if here in HARD or here in AUXILIARIES or (here in COORDINATORS and here != "and"):
            return -1
        if place > at and here in SUBJECT_PRONOUNS and here != "who" and low[place - 1] != ",":
            return place
        if place > at and low[place - 1] in TIMES and (
            here in _STARTS or unit.word(place)[:1].isupper()
        ) and here not in TIMES:  # fmt: skip
            return place
    return -1


def told(unit: Unit, cue: Cue, at: int) -> int:
    """Pass over whom it is told to; gives the content's first atom, or -1."""
    low, size = unit.low, len(unit.low)
    first = at
    tell = "tell" in cue.frames
    limit = min(at + 24, size)
    place = at
    if place < size and low[place] in PREPOSITIONS:
        return -1
    if place < size and low[place] in ("him", "her", "them", "me", "us", "it", "you", "reporters",
                                       "journalists"):  # fmt: skip
        place += 1
        if tell and place < size and place < limit and (
            low[place] in _STARTS and low[place] != "that"
        ):  # fmt: skip
            cue.addressee = (first, place)
            return place
    while place < limit:
        word = low[place]
        if word == "to" and is_infinitive(unit, place) and "urge" in cue.frames and place > at:
            cue.addressee = (first, place)
            return place if cue.lemma in ("tell", "ask") else first
        if tell and (
            word == QUOTED or (word == "that" and place > at)
            or (word in _CLAUSE_WORDS and word != "who" and place > at)
        ):  # fmt: skip
            cue.addressee = (first, _stop(low, first, place))
            return place
        if tell and word == ":" and place + 1 < size:
            cue.addressee = (first, place)
            return place + 1
        if tell and place > at and word in SUBJECT_PRONOUNS and word != "who":
            cue.addressee = (first, place)
            return place
        if tell and word == "about" and cue.lemma == "tell":
            cue.addressee = (first, place)
            return place + 1
        if word in HARD or (word in AUXILIARIES and word != "'s"):
            break
        if word == "," and not (tell and place + 1 < size and low[place + 1] == QUOTED):
            break
        place += 1
    return _plain_told(unit, cue, at) if tell else -1


def _stop(low: list[str], first: int, place: int) -> int:
    """Take commas, "on Friday" and the like from an addressee."""
    last = first
    while last < place and low[last] not in (",", "in", "on", "at", "during") and (
        low[last] not in TIMES or last == first
    ):  # fmt: skip
        last += 1
    return last


def addressee_at(unit: Unit, at: int) -> Atoms | None:
    """Give whom something is told to where what was told stands before."""
    low = unit.low
    last = at
    while last < len(low) and last - at < 12 and not (
        low[last] in HARD or low[last] in (",", QUOTED) or low[last] in AUXILIARIES - {"'s"}
        or (low[last] in PREPOSITIONS and low[last] != "of") or low[last] in TIMES
        or low[last] in COORDINATORS or is_adverb(low[last]) or low[last] in ("that", "as", "when")
    ):  # fmt: skip
        last += 1
    return (at, last) if last > at else None


def _plain_told(unit: Unit, cue: Cue, at: int) -> int:
    """Find the clause in "told the newspaper the bill would fail"."""
    low, size = unit.low, len(unit.low)
    place = at
    if cue.lemma not in ("tell", "inform", "remind", "assure", "notify", "warn", "promise"):
        return -1
    if cue.lemma in ("warn", "promise"):
        return -1
    seen_small = False
    while place < min(at + 10, size):
        word = low[place]
        if word in HARD or word in (",",) or word in AUXILIARIES:
            return -1
        if place > at and seen_small and (
            word in DETERMINERS or word in POSSESSIVES or unit.word(place)[:1].isupper()
        ) and low[place - 1] not in PREPOSITIONS and low[place - 1] not in DETERMINERS:  # fmt: skip
            cue.addressee = (at, place)
            return place
        seen_small = word in TIMES or (unit.word(place)[:1].islower() and word not in DETERMINERS)
        place += 1
    return -1


def _clause_here(unit: Unit, at: int, strict: bool) -> bool:
    """Say whether a clause without "that" begins here."""
    low = unit.low
    if at >= len(low):
        return False
    word = low[at]
    if word in SUBJECT_PRONOUNS and word != "who":
        return True
    if word in HARD or word == "," or word in COORDINATORS or word == "to":
        return False
    if word in PREPOSITIONS and word not in ("despite", "under", "without", "like"):
        return False
    if word in TIMES and word not in ("this", "next", "last"):
        return False
    if not strict:
        return word not in AUXILIARIES and word not in (
            "that",
            "as",
            "when",
            "because",
            "after",
            "while",
            "before",
            "since",
        )
    for place in range(at, min(at + 14, len(low))):
        here = low[place]
        if here in AUXILIARIES and here != "'s" and place > at:
            return True
        if here in HARD or here in (",", QUOTED):
            return False
    return False


def _object(unit: Unit, cue: Cue, at: int) -> int:
    """Give where an object that is attributed begins, or -1."""
    low, frames, size = unit.low, cue.frames, len(unit.low)
    if at >= size or low[at] in HARD or low[at] in (",", "by", "to", "and", "or", "but", "as"):
        return -1
    if "of" in frames and cue.lemma in ("accuse", "blame", "suspect"):
        mark = "for" if cue.lemma == "blame" else "of"
        found = next((i for i in range(at, min(at + 16, size)) if low[i] == mark), -1)
        if found > 0:
            cue.last = found + 1 if cue.lemma == "accuse" else cue.last
            return found + 1 if cue.lemma == "accuse" else at
    owned = low[at + 1 : at + 2] == ["'s"]
    thing = (
        low[at] not in PREPOSITIONS
        and (low[at] not in TIMES or owned)
        and low[at] not in AUXILIARIES
    )
    if not thing:
        return -1
    if "object" in frames:
        return at
    if "of" in frames:
        return at if "for" in low[at : at + 16] or cue.lemma != "thank" else -1
    if "as" in frames:
        return at if "as" in low[at : at + 20] else -1
    if "name" in frames and at + 1 < size and low[at + 1] not in HARD:
        return at
    if "urge" in frames:
        return at if "to" in low[at : at + 12] and low[at] != QUOTED else -1
    return -1


def _passive_start(unit: Unit, cue: Cue, at: int) -> tuple[int, bool]:
    low, size = unit.low, len(unit.low)
    if cue.subject is not None:
        return -1, False
    if at >= size:
        return -1, False
    word = low[at]
    frames = cue.frames
    if frames & {"tell", "say"} and (word == "that" or word in ("whether", "how", "why", "if")):
        return at, True
    if "of" in frames and cue.lemma == "accuse" and word == "of":
        cue.last = at + 1
        return at + 1, False
    if {"object", "of"} <= frames and word == "for":
        return at, False
    if frames & {"tell", "urge"} and word == "to" and "object" not in frames:
        return at, True
    return -1, False
