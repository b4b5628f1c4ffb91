"""What a cue attributes: where the words begin and where they end."""

from __future__ import annotations

from legation.reading.grammar import (
    COORDINATORS,
    DETERMINERS,
    POSSESSIVES,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    WH_WORDS,
)  # fmt: skip
from legation.reading.quotes.cues import Cue
from legation.reading.quotes.subjects import AUXILIARIES, DASHES, HARD, TIMES, is_adverb
from legation.reading.quotes.units import QUOTED, Unit

#: No content is longer, so that a text without stops costs linear time.
_LONGEST = 200
_CLAUSE_WORDS = WH_WORDS | {"whether", "if"}
_CONTRAST = frozenset({"but", "though", "although", "while", "whereas", "even"})
_TURNS = _CONTRAST | {"and", "as", "when", "after", "before", "or", "yet", "because", "since"}
#: What ends an object, with or without a comma before it.
_OBJECT_ENDS = frozenset(
    "after before when while because since although though but until unless".split()
)
_AFTER_COMMA = frozenset(
    "and or but which who while as when after before with in on at where though although yet "
    "despite during because so saying including from to by".split()
) - {"including"}
_STARTS = DETERMINERS | POSSESSIVES | SUBJECT_PRONOUNS | {"there", "no", "not", "neither"}


def assign_contents(unit: Unit, cues: list[Cue]) -> list[Cue]:
    """Give each cue what it attributes; a cue that attributes nothing is left out."""
    if not cues:
        return []
    left = 0
    kept: list[Cue] = []
    for order, cue in enumerate(cues):
        later = cues[order + 1 :]
        found = (
            _left(unit, cue, left, later) or _right(unit, cue, later)
            if _follows_quote(unit, cue)
            else _right(unit, cue, later) or _left(unit, cue, left, later)
        )
        if found:
            kept.append(cue)
            if cue.rule.endswith("before") or cue.frames == _ACCORDING:
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


_ACCORDING = frozenset(("according",))


# -- to the right ---------------------------------------------------------------------------


def _right(unit: Unit, cue: Cue, later: list[Cue]) -> bool:
    if cue.frames == _ACCORDING:
        return _according(unit, cue, later)
    if cue.rule.startswith("noun"):
        return _after_noun(unit, cue, later)
    if cue.rule.startswith("inverted"):
        return False
    start, clausal = _start(unit, cue)
    if start < 0:
        return False
    last = _end(unit, start, clausal, cue, later)
    if last <= start:
        return False
    cue.content.append((start, last))
    return True


def _start(unit: Unit, cue: Cue) -> tuple[int, bool]:
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
    if speech and word == QUOTED:
        return at, True
    if speech and word in (",", ":") and low[at + 1 : at + 2] == [QUOTED]:
        return at + 1, True
    if speech and word == ":" and at + 1 < size:
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
    if "to" in frames and word == "to" and _infinitive(unit, at):
        return at, True
    if "tell" in frames or ("urge" in frames and cue.lemma != "call"):
        found = _told(unit, cue, at)
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


def _infinitive(unit: Unit, at: int) -> bool:
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


def _told(unit: Unit, cue: Cue, at: int) -> int:
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
        if word == "to" and _infinitive(unit, place) and "urge" in cue.frames and place > at:
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
    thing = low[at] not in PREPOSITIONS and low[at] not in TIMES and low[at] not in AUXILIARIES
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
    if frames & {"tell", "urge"} and word == "to" and "object" not in frames:
        return at, True
    return -1, False


def _after_noun(unit: Unit, cue: Cue, later: list[Cue]) -> bool:
    low, at = unit.low, cue.last
    if at >= len(low):
        return False
    word = low[at]
    if word == "to" and "to" in cue.frames and not _infinitive(unit, at):
        at += 1
    clausal = word in ("that", "whether", "to")
    start = at if clausal else at + 1
    if start >= len(low):
        return False
    if not clausal:
        cue.last = start
    last = _end(unit, start, False, cue, later)
    if clausal:
        # A clause that belongs to a noun in the subject ends before the sentence's verb.
        last = min(last, _clause_end_in_subject(unit, start, last))
    if last <= start:
        return False
    cue.content.append((start, last))
    return True


def _clause_end_in_subject(unit: Unit, start: int, last: int) -> int:
    low = unit.low
    verbs_seen = 0
    for place in range(start, last):
        if low[place] in ("was", "were", "is", "are", "has", "had") and place > start + 1:
            verbs_seen += 1
            if verbs_seen > 1 and low[start] == "that" and low[place - 1] not in AUXILIARIES and (
                low[place - 1] not in SUBJECT_PRONOUNS and low[place - 1] not in COORDINATORS
            ):  # fmt: skip
                return last
    return last


def _according(unit: Unit, cue: Cue, later: list[Cue]) -> bool:
    """Take "According to X, ..." and "..., according to X"."""
    low, size = unit.low, len(unit.low)
    last = cue.last
    initial = cue.at == 0 or (low[cue.at - 1] in COORDINATORS)
    while last < size and low[last] not in HARD and low[last] != QUOTED:
        if low[last] == "," and last + 1 < size:
            after = low[last + 1]
            aside = after in ("a", "an", "the", "who", "which", "whose") and not initial
            if initial:
                aside = after in ("a", "an", "who", "which") and "," in low[last + 2 : last + 20]
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
        cue.content.append((start, _end(unit, start, True, cue, later)))
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
    low, size = unit.low, len(unit.low)
    if not cue.frames & {"say", "tell"} or cue.shared or cue.subject is None:
        return False
    if cue.tag in ("gerund", "passive") or cue.rule.startswith("noun"):
        return False
    first = min(cue.subject[0], cue.first)
    stop = first - 1
    if stop < 0:
        return False
    if low[stop] == "as" and stop > 0 and low[stop - 1] == ",":
        stop -= 1
    if low[stop] != "," and low[stop] != QUOTED and low[stop] not in DASHES:
        return False
    end = stop + 1 if low[stop] == QUOTED else stop
    start = _left_bound(unit, end - 1, bound)
    if start >= end or (end - start < 2 and low[end - 1] != QUOTED):
        return False
    cue.content.append((start, end))
    cue.rule += ", before"
    after = max(cue.subject[1], cue.last)
    _told(unit, cue, cue.last) if "tell" in cue.frames else None
    _rest(unit, cue, after, later)
    return True


def _left_bound(unit: Unit, at: int, bound: int) -> int:
    low = unit.low
    start = max(bound, at - _LONGEST)
    for place in range(at, start - 1, -1):
        if low[place] == ";" and place < at:
            return place + 1
    while start < at and low[start] in (",", ";"):
        start += 1
    return start


def _rest(unit: Unit, cue: Cue, after: int, later: list[Cue]) -> None:
    """Take what goes on after '..., he said, '."""
    low, size = unit.low, len(unit.low)
    place = after
    while place < size and place - after < 25:
        if low[place] == QUOTED:
            if low[place - 1] in (",", ":") or low[place - 1] in DASHES:
                cue.content.append((place, _end(unit, place, True, cue, later)))
            return
        if low[place] in (".", ";"):
            return
        if any(other.at == place for other in later):
            return
        place += 1


# -- where it ends --------------------------------------------------------------------------


def _end(unit: Unit, start: int, clausal: bool, cue: Cue, later: list[Cue]) -> int:
    low = unit.low
    size = min(len(low), start + _LONGEST)
    last = size
    for other in later:
        if other.at >= last:
            break
        cut = _cut(unit, cue, other, start, clausal)
        if cut >= 0:
            last = min(last, cut)
            break
    place = start
    while place < last:
        word = low[place]
        if word == ";" and place > start:
            break
        if word == QUOTED and place == start and _ends_sentence(unit, place):
            place += 1
            break
        if place > start and _stops(unit, place, start, clausal):
            break
        place += 1
    last = place
    while last > start and (low[last - 1] in HARD or low[last - 1] == ",") and (
        low[last - 1] not in ("]", ")")
    ):  # fmt: skip
        last -= 1
    return last if clausal else _without_time(unit, start, last)


def _ends_sentence(unit: Unit, at: int) -> bool:
    """Say whether nothing follows a quote but a new clause."""
    after = unit.low[at + 1] if at + 1 < len(unit.low) else ""
    return after in ("", ".", ",") and False


def _stops(unit: Unit, place: int, start: int, clausal: bool) -> bool:
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
    if other.frames == _ACCORDING:
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
    if ahead in _CONTRAST and first - 2 > start:
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
