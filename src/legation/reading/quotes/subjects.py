"""Who a verb's subject is: the whole noun phrase before it, with its titles and asides."""

from __future__ import annotations

from legation.reading.grammar import (
    BE,
    COORDINATORS,
    DETERMINERS,
    DO,
    HAVE,
    MODALS,
    MONTHS,
    NEGATION,
    NUMBERS,
    POSSESSIVES,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    WEEKDAYS,
    WH_WORDS,
)  # fmt: skip
from legation.reading.quotes.lexicon import verbs
from legation.reading.quotes.units import ABBREVIATED, QUOTED, Unit

AUXILIARIES = (BE | HAVE | DO | MODALS) - {"doing", "having"}
ADVERBS = frozenset(
    "also now then later again often never ever just still once always even too only soon "
    "long already further sometimes first instead yet rather almost so".split()
)
#: Words in -ly that are no adverbs.
_NOUNS_IN_LY = frozenset(
    "family ally rally italy assembly monopoly supply reply july anomaly daily weekly monthly "
    "quarterly elderly bully sicily kelly emily beverly reilly billy willy sally molly holly "
    "lily".split()
)
DASHES = frozenset({"—", "–", "--", "―", "---"})
HARD = frozenset({";", ":", ".", "!", "?", "…", "...", "(", "[", "]", "•", "|"}) | DASHES
#: Words that begin a clause, so that a subject stands after them.
_OPENERS = (SUBORDINATORS | WH_WORDS | {"than"} | COORDINATORS) - {"so", "plus", "&"}
_INTRODUCING = PREPOSITIONS | SUBORDINATORS | {"following", "according", "speaking", "asked"}
_TIMES = frozenset(WEEKDAYS) | frozenset(MONTHS) - {"may", "march"} | {
    "today", "yesterday", "tomorrow", "tonight", "earlier", "later", "last", "this", "next", "ago",
    "recently", "afterward", "afterwards", "overnight", "again", "week", "month", "year", "morning",
    "afternoon", "evening", "night", "weekend", "monday's",
}  # fmt: skip
TIMES = frozenset(_TIMES)
_ALONE = SUBJECT_PRONOUNS | frozenset(
    "this these those that some many others all most both few one everyone everybody nobody "
    "someone somebody anyone none which several".split()
)
_NO_END = (
    PREPOSITIONS | DETERMINERS | POSSESSIVES | SUBORDINATORS | WH_WORDS | AUXILIARIES | NEGATION
) - _ALONE  # fmt: skip
_NEVER = frozenset("me him them us there it's".split()) | {"not", "be", "to"}

Atoms = tuple[int, int]


def is_adverb(word: str) -> bool:
    """Say whether a word may stand between a subject and its verb."""
    return word in ADVERBS or (word.endswith("ly") and word not in _NOUNS_IN_LY)


def subject_before(unit: Unit, at: int) -> Atoms | None:
    """Find the subject whose last atom would be `at`.

    Returns
    -------
    tuple of int or None
        Atoms `[first, last)` of the whole phrase, with a comma or bracket that ends an aside;
        None where what stands there is no subject.
    """
    low = unit.low
    if at < 0:
        return None
    word = low[at]
    if word in (",", ")") or word in DASHES:
        return _with_aside(unit, at)
    if word in SUBJECT_PRONOUNS or word in ("which",):
        return at, at + 1
    if (
        is_adverb(word)
        or word in HARD
        or word == QUOTED
        or word in _NO_END
        or word in _NEVER
        or word == ","
    ):
        return None
    if not (word[0].isalnum() or word in ("'s", ABBREVIATED)):
        return None
    return _phrase(unit, at)


def _phrase(unit: Unit, at: int) -> Atoms | None:
    low = unit.low
    first = at
    joined = False
    while first > 0:
        word = low[first - 1]
        if word == ",":
            listed = first > 1 and (unit.word(first - 2)[:1].isupper() or low[first - 2] == ")")
            if (joined and listed) or _list_or_place(unit, first - 1):
                first -= 1
                continue
            break
        if word == ")":
            opened = _opening(low, first - 1, "(")
            if opened > 0:
                first = opened
                continue
            break
        if word in HARD or word == QUOTED:
            break
        if word in ("who", "whom"):
            first -= 1
            continue
        if word in ("and", "&", "or"):
            if _joins_names(unit, first - 1):
                joined = True
                first -= 1
                continue
            break
        if word in _OPENERS:
            break
        if word in AUXILIARIES and word != "'s" and not _in_relative(low, first - 1):
            break
        if word in verbs() and (_finite_verb(unit, first - 1) or _bare_verb(unit, first - 1)):
            break
        first -= 1
    return _trim(unit, first, at)


def _opening(low: list[str], at: int, mark: str) -> int:
    """Find the bracket that opens before `at`, at most 25 atoms away."""
    for place in range(at - 1, max(at - 26, -1), -1):
        if low[place] == mark:
            return place
    return -1


def _in_relative(low: list[str], at: int) -> bool:
    return any(word in ("who", "whom", "which", "whose") for word in low[max(at - 3, 0) : at])


def _finite_verb(unit: Unit, at: int) -> bool:
    """Say whether a form in the lexicon is a verb here, seen from what stands before it."""
    tags = verbs()[unit.low[at]][0].tags
    if not tags & {"third", "past"} or unit.word(at)[0].isupper():
        return False
    before = unit.low[at - 1] if at else ""
    if before in ("who", "which") or before in DETERMINERS or before in POSSESSIVES:
        return False
    # "a plan announced by": the verb belongs to the noun before it.
    after = unit.low[at + 1] if at + 1 < len(unit.low) else ""
    if "participle" in tags and (after in PREPOSITIONS or after in TIMES):
        return False
    return before in SUBJECT_PRONOUNS or unit.word(at - 1)[:1].isupper() or "past" in tags


def _bare_verb(unit: Unit, at: int) -> bool:
    """Say whether a bare form is a verb of many: "Analysts believe Peru"."""
    low = unit.low
    senses = [v for v in verbs()[low[at]] if not v.rest and "base" in v.tags]
    if not at or not any(v.frames & {"say", "clause"} for v in senses):
        return False
    before, after = low[at - 1], unit.word(at + 1)[:1] if at + 1 < len(low) else ""
    many = before in ("they", "we") or (
        len(before) > 3 and before.endswith("s") and (at == 1 or unit.word(at - 1)[0].islower())
    )
    return many and (after.isupper() or low[at + 1] in DETERMINERS)


def _joins_names(unit: Unit, at: int) -> bool:
    """Say whether "and" joins two parts of one subject: the left one looks like a noun phrase."""
    low = unit.low
    left = at
    while left > 0 and low[left - 1] not in HARD and low[left - 1] not in _OPENERS:
        if low[left - 1] in AUXILIARIES or low[left - 1] == QUOTED:
            return False
        if low[left - 1] == "," and not unit.word(left)[:1].isupper():
            break
        left -= 1
        if at - left > 7:
            return False
    if left == at or low[left] in PREPOSITIONS or low[left] in SUBJECT_PRONOUNS:
        return False
    return not any(
        word in verbs() and _finite_verb(unit, place)
        for place, word in enumerate(low[left:at], left)
    )


def _list_or_place(unit: Unit, comma: int) -> bool:
    """Say whether a comma is inside a name: "Smith, Jr.", "A, B and C"."""
    low = unit.low
    after = low[comma + 1] if comma + 1 < len(low) else ""
    return after in ("jr", "jr.", "sr", "sr.") or (
        after.replace(".", "") in ("dny", "rny") and comma > 0
    )


def _trim(unit: Unit, first: int, at: int) -> Atoms | None:
    """Drop what introduces: "But", "On Friday", "In interviews"."""
    low = unit.low
    while first < at and (
        low[first] in COORDINATORS or is_adverb(low[first]) or low[first] in ("meanwhile", "well")
        or (low[first] in TIMES and low[first] not in ("this", "last", "next"))
    ):  # fmt: skip
        first += 1
    if low[first] in _INTRODUCING and low[first] not in ("minus", "over", "like"):
        return _last_phrase(unit, first, at)
    if first == at and low[first] in _NO_END:
        return None
    return first, at + 1


def _last_phrase(unit: Unit, first: int, at: int) -> Atoms | None:
    """Give the last name or phrase with a determiner: the one before it belongs to "in" or "on"."""
    low = unit.low
    start = at
    if unit.word(at)[:1].isupper():
        while start > first + 1 and (
            unit.word(start - 1)[:1].isupper() or low[start - 1] in ("-", "'s", "of")
        ):
            if low[start - 1] in TIMES:
                break
            start -= 1
    else:
        while start > first + 1 and low[start] not in DETERMINERS and low[start] not in POSSESSIVES:
            start -= 1
        if start == first + 1 and low[start] not in DETERMINERS:
            start = at
    while start < at and (low[start] in ("of", "'s") or low[start] in TIMES):
        start += 1
    if start > first + 1 and low[start - 1] in ("the", "a", "an"):
        start -= 1
    return (start, at + 1) if start > first + 1 else None


def _with_aside(unit: Unit, at: int) -> Atoms | None:
    """Find the subject of "Kall, director of debate," or "Corker (R-Tenn.)"."""
    low = unit.low
    if low[at] == ")":
        opened = _opening(low, at, "(")
        found = subject_before(unit, opened - 1) if opened > 0 else None
        return (found[0], at + 1) if found else None
    if low[at] in DASHES:
        for place in range(at - 1, max(at - 40, 0), -1):
            if low[place] in DASHES:
                found = subject_before(unit, place - 1)
                if found and low[place + 1] in _OPENERS:
                    return found
                return (found[0], at + 1) if found else None
        return None
    first = clause_start(unit, at)
    first = _after_introduction(unit, first, at)
    comma = next((i for i in range(first, at) if low[i] == ","), -1)
    if comma < 0 or not _begins_phrase(unit, first):
        return None
    if any(
        (low[i] in AUXILIARIES and low[i] != "'s") or (low[i] in verbs() and _finite_verb(unit, i))
        for i in range(first, comma)
    ):
        return None
    if _said_aside(unit, comma + 1, at):
        return first, comma  # "Serbia, he said, would"
    if low[comma + 1] in ("who", "which") and any(
        word in verbs() and "say" in verbs()[word][0].frames for word in low[comma + 2 : comma + 5]
    ):
        return first, comma
    return first, at + 1


def _said_aside(unit: Unit, first: int, comma: int) -> bool:
    """Say whether words between commas say who said it: "he said", "said the minister"."""
    low = unit.low
    if low[first] in ("who", "which"):
        return False
    return any(
        low[place] in verbs()
        and "say" in verbs()[low[place]][0].frames
        and verbs()[low[place]][0].tags & {"past", "third"}
        and not (place > first and low[place - 1] in PREPOSITIONS)
        for place in {first, comma - 1}
        if first <= place < comma
    )


def clause_start(unit: Unit, at: int) -> int:
    """Give the atom after the last hard stop or quote before `at`."""
    low = unit.low
    while at > 0 and low[at - 1] not in HARD and low[at - 1] != QUOTED:
        at -= 1
        if low[at] == ")":
            opened = _opening(low, at, "(")
            at = opened if opened >= 0 else at
    while low[at] in COORDINATORS or low[at] == ",":
        at += 1
    return at


def _after_introduction(unit: Unit, first: int, at: int) -> int:
    """Pass over "On Friday, " and the like."""
    low = unit.low
    for _ in range(3):
        if low[first] in ("even", "only", "just") and first + 1 < at:
            first += 1
        word = low[first]
        if not (
            word in _INTRODUCING or is_adverb(word) or word in COORDINATORS or word in TIMES
            or word.endswith("ing") or (word.endswith("ed") and word in verbs())
            or word in ("however", "meanwhile", "indeed", "moreover", "nevertheless")
        ):  # fmt: skip
            return first
        comma = next((i for i in range(first, at) if low[i] == ","), -1)
        if comma < 0 or comma + 1 >= at:
            return first
        first = comma + 1
    return first


def _begins_phrase(unit: Unit, at: int) -> bool:
    word = unit.low[at]
    return (
        word in DETERMINERS or word in POSSESSIVES or word in NUMBERS
        or unit.word(at)[:1].isupper() or word in SUBJECT_PRONOUNS or word[0].isdigit()
    )  # fmt: skip


def leading_subject(unit: Unit, at: int) -> Atoms | None:
    """Guess the subject of the clause a second verb ("..., and told") goes on from."""
    low = unit.low
    first = _after_introduction(unit, clause_start(unit, at), at)
    if first >= at:
        return None
    while first < at and (low[first] in COORDINATORS or low[first] in ("though", "that")):
        first += 1
    if first < at and low[first] in SUBJECT_PRONOUNS:
        return first, first + 1
    last = first
    while last < at and not (
        (low[last] in AUXILIARIES and low[last] != "'s") or low[last] in HARD or low[last] == ","
        or (last > first and low[last] in PREPOSITIONS and low[last] not in ("of", "for"))
        or (last > first and low[last] in verbs() and _finite_verb(unit, last))
        or (last > first and is_adverb(low[last]))
        or (last > first and low[last].endswith("ed"))
    ):  # fmt: skip
        last += 1
    if unit.word(first)[:1].isupper() and low[first] not in DETERMINERS:
        last = first
        while last < at and (
            unit.word(last)[:1].isupper()
            or low[last] in ("-", "of", "'s", "&", ABBREVIATED)
            or (low[last] == "and" and unit.word(last + 1)[:1].isupper())
        ):
            last += 1
        if (
            last < at
            and low[last].isalpha()
            and low[last].endswith("s")
            and low[last] not in verbs()
            and low[last] not in AUXILIARIES
        ):
            last += 1
    if last in (first, at) or last - first > 8 or not _begins_phrase(unit, first):
        return None
    return first, last


def owner_before(unit: Unit, at: int) -> Atoms:
    """Give the name or phrase that ends with the atom `at`, before a possessive."""
    low = unit.low
    first = at
    if unit.word(at)[:1].isupper():
        while (
            first > 0
            and at - first < 9
            and (unit.word(first - 1)[:1].isupper() or low[first - 1] in ("-", ABBREVIATED, "'s"))
        ):
            first -= 1
    while (
        first > 0
        and at - first < 9
        and low[first] not in DETERMINERS
        and low[first] not in POSSESSIVES
        and low[first - 1][0].isalpha()
        and low[first - 1] not in _NO_END - DETERMINERS - POSSESSIVES
    ):
        if (
            low[first - 1] in verbs()
            or low[first - 1] in COORDINATORS
            or (low[first - 1] in SUBJECT_PRONOUNS or is_adverb(low[first - 1]))
        ):
            break
        first -= 1
    return first, at + 1
