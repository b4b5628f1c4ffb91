"""Words that attribute in a unit: which verbs and nouns do, and who stands behind them."""

from __future__ import annotations

from dataclasses import dataclass, field

from legation.reading.grammar import (
    BE,
    COORDINATORS,
    DETERMINERS,
    HAVE,
    MODALS,
    NEGATION,
    NUMBERS,
    POSSESSIVES,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
)  # fmt: skip
from legation.reading.quotes.lexicon import Verb, nouns, verbs
from legation.reading.quotes.subjects import (
    AUXILIARIES,
    DASHES,
    HARD,
    TIMES,
    Atoms,
    is_adverb,
    leading_subject,
    subject_before,
)  # fmt: skip
from legation.reading.quotes.units import QUOTED, Unit

#: Verbs that another follows with "to" without changing whose words they are.
_CHAINS = frozenset(
    "seem seems seemed appear appears appeared go goes went want wants wanted try tries tried "
    "trying continue continues continued begin begins began refuse refuses refused decline "
    "declines declined fail fails failed seek seeks sought likes like going able ready used "
    "willing quick happy come came".split()
)


#: Verbs whose bare form and form in -s are as often nouns; beside the nouns that attribute.
_ALSO_NOUNS = frozenset(
    "state rule debate document term detail figure question order post back view press address "
    "challenge contest favor favour voice answer read reason remark counter cry figure guess "
    "label brand dub style mock attack blast bash rip slam lecture cheer welcome support champion "
    "direct command dispute object doubt dare cast paint treat contest forecast estimate snap sum "
    "mean invite talk speak quote promote fault blame hammer reference mention signal joke".split()
)


@dataclass(slots=True)
class Cue:
    """A word or words that attribute.

    `first`, `last` are atoms of the whole cue, `at` of its head. `subject` are atoms of the
    source, `shared` says that it stands with another verb. `content` are the atoms attributed.
    """

    at: int
    first: int
    last: int
    frames: frozenset[str]
    rule: str
    lemma: str = ""
    tag: str = ""
    subject: Atoms | None = None
    shared: bool = False
    content: list[Atoms] = field(default_factory=list)
    addressee: Atoms | None = None


def find_cues(unit: Unit) -> list[Cue]:
    """Find the words that may attribute, in order, without what they attribute."""
    lexicon, names, low = verbs(), nouns(), unit.low
    found: list[Cue] = []
    beyond = 0
    for at, word in enumerate(low):
        if at < beyond:
            continue
        cue = None
        if word in lexicon:
            cue = _verb(unit, at, lexicon[word], found)
        if cue is None and word in names:
            cue = _noun(unit, at, names[word])
        if cue is None and word == "according" and low[at + 1 : at + 2] == ["to"]:
            cue = Cue(at, at, at + 2, frozenset(("according",)), "according to")
        if cue is not None:
            found.append(cue)
            beyond = cue.last
    return found


# -- verbs ----------------------------------------------------------------------------------


def _verb(unit: Unit, at: int, senses: tuple[Verb, ...], before: list[Cue]) -> Cue | None:
    low = unit.low
    verb = next(
        (v for v in senses if not v.rest or tuple(low[at + 1 : at + 1 + len(v.rest)]) == v.rest),
        None,
    )
    if verb is None:
        return None
    same = [v.frames for v in senses if v.rest == verb.rest]
    frames = frozenset().union(*same) if len(same) > 1 else verb.frames
    last = at + 1 + len(verb.rest)
    if at and unit.word(at)[0].isupper() and not _headline(unit):
        return None
    group, helper, chained = _group(low, at)
    cue = Cue(at, group, last, frames, f"verb {verb.lemma}", verb.lemma)
    tag = _tag(verb, helper, chained)
    if tag is None:
        return None
    cue.tag = tag
    if tag == "passive":
        return _passive(unit, cue)
    if tag == "gerund":
        return _gerund(unit, cue, before)
    return _finite(unit, cue, verb, helper, before)


def _headline(unit: Unit) -> bool:
    """Say whether a unit is written as a headline, most words with a capital."""
    words = [unit.word(i) for i in range(min(len(unit.low), 12)) if unit.low[i][0].isalpha()]
    return sum(word[0].isupper() for word in words) > 0.6 * len(words)


def _group(low: list[str], at: int) -> tuple[int, str, bool]:
    """Give where the verb with its auxiliaries begins, the nearest auxiliary, if it is chained."""
    first, helper, chained = at, "", False
    while first > 0 and at - first < 9:
        word = low[first - 1]
        if word in AUXILIARIES:
            # A possessive looks like a short "is".
            helper = helper or word
        elif word == "to" and first > 1 and (low[first - 2] in _CHAINS):
            chained = True
            helper = helper or "to"
            first -= 1
        elif not (word in NEGATION and word not in ("no", "none", "nobody", "nothing", "without")):
            if not is_adverb(word):
                break
        first -= 1
    while first < at and is_adverb(low[first]) and not (first and low[first - 1].isalnum()):
        first += 1
    return first, helper, chained


def _tag(verb: Verb, helper: str, chained: bool) -> str | None:
    tags = verb.tags
    if "gerund" in tags:
        return "progressive" if helper in BE else "gerund"
    if helper in BE and helper != "'s":
        return "passive" if "participle" in tags else None
    if helper in HAVE and "participle" in tags:
        return "perfect"
    if helper == "'s":
        return None
    if chained or helper in MODALS or helper in ("do", "does", "did"):
        return "base" if "base" in tags else None
    for tag in ("past", "third", "base"):
        if tag in tags:
            return tag
    return None


def _finite(unit: Unit, cue: Cue, verb: Verb, helper: str, before: list[Cue]) -> Cue | None:
    low, first = unit.low, cue.first
    ahead = low[first - 1] if first else ""
    if ahead in DETERMINERS or ahead in POSSESSIVES or (ahead == "'s" and not helper):
        return None
    if ahead == "to" or (ahead in PREPOSITIONS and ahead != "like"):
        return None
    if "say" in cue.frames and not helper and cue.tag in ("past", "third"):
        inverted = _inverted(unit, cue)
        if inverted:
            cue.subject, cue.rule = inverted, f"inverted {cue.lemma}"
            return cue
    if ahead in COORDINATORS or ahead == "then":
        return _shared(unit, cue, before)
    if first and first == cue.at and cue.tag in ("base", "third") and _is_noun(unit, cue):
        return None
    subject = subject_before(unit, first - 1) if first else None
    if subject is None:
        if ahead == "," and before:
            return _shared(unit, cue, before)
        return None
    if cue.tag == "base" and not helper and not _plural(unit, subject):
        return None
    cue.subject = subject
    return cue


def _is_noun(unit: Unit, cue: Cue) -> bool:
    """Say whether "claims", "plan", "report" is a noun here, as far as neighbours tell."""
    low = unit.low
    if low[cue.at] not in nouns() and cue.lemma not in _ALSO_NOUNS:
        return False
    ahead = low[cue.at - 1]
    if ahead in SUBJECT_PRONOUNS:
        return False
    after = low[cue.last] if cue.last < len(low) else ""
    name = unit.word(cue.at - 1)[:1].isupper() or ahead in (",", ")")
    if after in ("that", "to", QUOTED, ":") or after in DETERMINERS or after in SUBJECT_PRONOUNS or (
        after in POSSESSIVES or after in ("whether", "how", "why", "what")
    ):
        return not (name or ahead.endswith("s") or cue.tag == "third")
    follows = cue.last < len(low) and unit.word(cue.last)[:1].isupper()
    return not (name and cue.tag == "third" and (follows or (after[:1].isalpha()
                and after not in PREPOSITIONS and after not in AUXILIARIES
                and after not in COORDINATORS)))  # fmt: skip


def _plural(unit: Unit, subject: Atoms) -> bool:
    """Say whether a bare form of a verb can go with a subject."""
    words = unit.low[subject[0] : subject[1]]
    head = words[-1]
    if len(words) == 1 and head in ("he", "she", "it", "this", "that", "one"):
        return False
    if head in ("i", "you", "we", "they", "who", "which", "many", "some", "most", "others", "all",
                "people", "few", "those", "these", "both"):  # fmt: skip
        return True
    return "and" in words or any(word.endswith("s") and len(word) > 3 for word in words)


def _inverted(unit: Unit, cue: Cue) -> Atoms | None:
    """Find the source after the verb: '"...," said Lavrov', 'it failed, says the ministry'."""
    low, first, size = unit.low, cue.first, len(unit.low)
    ahead = low[first - 1] if first else ""
    if ahead != QUOTED and ahead != "," and ahead not in DASHES:
        return None
    start = last = cue.last
    if start >= size or not (
        unit.word(start)[:1].isupper() or low[start] in DETERMINERS or low[start] in POSSESSIVES
        or low[start][0].isdigit() or low[start] in NUMBERS
    ) or low[start] in TIMES or low[start] == QUOTED:  # fmt: skip
        return None
    while last < size and not (
        low[last] in HARD or low[last] in (",", QUOTED) or low[last] in AUXILIARIES - {"'s"}
        or low[last] in SUBJECT_PRONOUNS
        or (low[last] in PREPOSITIONS and low[last] not in ("of", "for", "at", "with", "from"))
        or (low[last] in TIMES and last > start) or is_adverb(low[last])
        or low[last] in ("that", "when", "while", "as", "after", "before", "because", "if")
    ):  # fmt: skip
        last += 1
    stop = low[last] if last < size else "."
    if last == start or stop in AUXILIARIES or stop in SUBJECT_PRONOUNS - {"who"} or stop == "that":
        return None
    if stop == QUOTED and last < size - 1:
        return None
    if ahead != QUOTED:
        inside = low[start:last]
        if any(w in verbs() and verbs()[w][0].tags & {"past", "third"} for w in inside[1:]):
            return None
        if any(w.endswith("ed") for w in inside):
            return None
        capital = unit.word(start)[:1].isupper()
        if capital and any(w[0].islower() for w in _words(unit, start, last)):
            # "said Clinton lied": what follows a name in small letters is its verb.
            odd = [w for w in _words(unit, start, last) if w[0].islower()]
            if odd[0] not in ("of", "for", "and", "at", "the", "with", "from", "'s", "’s"):
                return None
    if stop == "(":
        close = next((i for i in range(last, min(last + 12, size)) if low[i] == ")"), -1)
        last = close + 1 if close > 0 else last
        stop = low[last] if last < size else "."
    if stop in (",", "who") and (ahead == QUOTED or stop == "who"):
        last = _aside_end(unit, last)
    return start, last


def _words(unit: Unit, start: int, last: int) -> list[str]:
    return [unit.word(i) for i in range(start, last) if unit.word(i)[0].isalpha()]


def _aside_end(unit: Unit, at: int) -> int:
    """Give the end of what is said of a source after a comma: up to the end or another clause."""
    low, size = unit.low, len(unit.low)
    last = at
    while last < size and low[last] not in HARD and low[last] != QUOTED:
        if low[last] == "," and last + 1 < size:
            after = low[last + 1]
            if (after.endswith("ing") and after in verbs()) or after in (
                "but", "while", "though", "although", "as", "when", "after", "adding", "in", "on",
                "during", QUOTED, "referring", "and", "before", "speaking",
            ):  # fmt: skip
                break
        last += 1
    return last


def _shared(unit: Unit, cue: Cue, before: list[Cue]) -> Cue | None:
    """Give a second verb the subject of the one before it."""
    for other in reversed(before):
        if other.subject and other.lemma and not other.rule.startswith("inverted"):
            if any(unit.low[i] in (";", ".") for i in range(other.at, cue.first)):
                break
            cue.subject, cue.shared = other.subject, True
            return cue
    cue.subject = leading_subject(unit, cue.first - 1)
    cue.shared = True
    return cue if cue.subject else None


def _gerund(unit: Unit, cue: Cue, before: list[Cue]) -> Cue | None:
    """Take ", saying that ..." with the subject of its clause, or "Saying ..., he"."""
    low, first = unit.low, cue.first
    cue.rule = f"participle {cue.lemma}"
    if first == 0:
        comma = next((i for i in range(cue.last, len(low)) if low[i] == ","), -1)
        if comma < 0 or comma + 1 >= len(low):
            return None
        last = comma + 1
        if low[last] in SUBJECT_PRONOUNS:
            cue.subject = (last, last + 1)
        else:
            while last < len(low) and (
                unit.word(last)[:1].isupper() or low[last] in ("-", "'s", "of", "the")
            ):  # fmt: skip
                last += 1
            cue.subject = (comma + 1, last) if last > comma + 1 else None
        cue.shared = True
        return cue if cue.subject else None
    ahead = low[first - 1]
    if ahead in (",", "by", "while", "and", "before", "after", "in", "then") or (
        ahead in DASHES
    ):
        return _shared(unit, cue, before)
    if ahead in PREPOSITIONS or ahead in DETERMINERS or ahead in POSSESSIVES or ahead == "'s":
        return None
    # "a letter accusing": the noun before it is the source.
    if ahead[0].isalnum() and ahead not in COORDINATORS:
        cue.subject = subject_before(unit, first - 1)
        if cue.subject and cue.subject[1] - cue.subject[0] > 3:
            whole = leading_subject(unit, first)
            if whole and whole[1] < cue.subject[1]:
                cue.subject, cue.shared = whole, True
        return cue if cue.subject else None
    return None


def _passive(unit: Unit, cue: Cue) -> Cue | None:
    """Take "was told that", "is accused of", "was condemned by"."""
    low = unit.low
    cue.rule = f"passive {cue.lemma}"
    limit = min(cue.last + 8, len(low))
    by = next((i for i in range(cue.last, limit) if low[i] == "by"), -1)
    if by == cue.last or (by > 0 and by - cue.last <= 4):
        last = by + 1
        while last < len(low) and not (
            low[last] in HARD or low[last] in (",", QUOTED, "that", "as", "for") or low[last] in TIMES
            or (low[last] in PREPOSITIONS and low[last] not in ("of",)) or low[last] in AUXILIARIES
        ):  # fmt: skip
            last += 1
        cue.subject = (by + 1, last) if last > by + 1 else None
    return cue


# -- nouns ----------------------------------------------------------------------------------


def _noun(unit: Unit, at: int, frames: frozenset[str]) -> Cue | None:
    """Take "X's claim that", "a statement by X that"."""
    low = unit.low
    after = low[at + 1] if at + 1 < len(low) else ""
    cue = Cue(at, at, at + 1, frames, f"noun {low[at]}")
    if after in ("by", "from") and at + 2 < len(low):
        last = at + 2
        while last < len(low) and low[last] not in frames and not (
            low[last] in HARD or low[last] in AUXILIARIES - {"'s"} or low[last] in (",", QUOTED)
            or low[last] in PREPOSITIONS - {"of"}
        ):  # fmt: skip
            last += 1
        if last < len(low) and low[last] in frames and last > at + 2:
            cue.subject, cue.last = (at + 2, last), last
            cue.first = at
            return cue
        return None
    if after not in frames:
        return None
    owner = at - 1
    while owner > 0 and at - owner < 4 and low[owner] != "'s" and low[owner] not in POSSESSIVES:
        if not low[owner][0].isalpha() or low[owner] in PREPOSITIONS or low[owner] in DETERMINERS:
            return None
        owner -= 1
    if owner < 0:
        return None
    if low[owner] in POSSESSIVES:
        cue.subject = (owner, owner + 1)
    elif low[owner] == "'s" or (low[owner] == "'" and owner):
        found = subject_before(unit, owner - 1)
        if found is None:
            return None
        cue.subject = (found[0], owner + 1)
    else:
        return None
    cue.first = owner + 1
    return cue
