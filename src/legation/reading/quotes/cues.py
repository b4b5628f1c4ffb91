"""Words that attribute in a unit: which verbs and nouns do, and who stands behind them."""

from __future__ import annotations

from functools import cache

from legation.reading.grammar import (
    BE,
    COORDINATORS,
    DETERMINERS,
    HAVE,
    MODALS,
    POSSESSIVES,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
)  # fmt: skip
from legation.reading.quotes.cue import ACCORDING, Cue, group_before, share_subject
from legation.reading.quotes.inverted import source_after
from legation.reading.quotes.lexicon import Verb, adjectives, nouns, verbs
from legation.reading.quotes.nominals import adjective_cue, noun_cue
from legation.reading.quotes.subjects import (
    AUXILIARIES,
    DASHES,
    HARD,
    TIMES,
    Atoms,
    leading_subject,
    subject_before,
)  # fmt: skip
from legation.reading.quotes.units import QUOTED, Unit

#: Verbs whose bare form and form in -s are as often nouns; beside the nouns that attribute.
_ALSO_NOUNS = frozenset(
    "state rule debate document term detail figure question order post back view press "
    "address challenge contest favor favour voice answer read reason remark counter cry guess "
    "label brand dub style mock attack blast bash rip slam lecture cheer welcome support "
    "champion direct command dispute object doubt dare cast paint treat forecast estimate "
    "snap sum email text cable leak credit charge message comment pitch spot protest attempt "
    "suspect witness share tout plead dream campaign push fight march wait rally value trust "
    "sense need air sponsor love hate desire mean invite talk speak quote promote fault blame "
    "hammer reference mention signal joke".split()
)


def find_cues(unit: Unit) -> list[Cue]:
    """Find the words that may attribute, in order, without what they attribute."""
    tables = verbs(), nouns(), adjectives()
    triggers = _triggers()
    found: list[Cue] = []
    beyond = 0
    for at, word in enumerate(unit.low):
        if word not in triggers or at < beyond:
            continue
        cue = _cue_at(unit, at, tables, found)
        if cue is not None:
            found.append(cue)
            beyond = cue.last
    return found


@cache
def _triggers() -> frozenset[str]:
    return frozenset((*verbs(), *nouns(), *adjectives(), "that", "according"))


_Tables = tuple[dict[str, tuple[Verb, ...]], dict[str, frozenset[str]], dict[str, frozenset[str]]]


def _cue_at(unit: Unit, at: int, tables: _Tables, before: list[Cue]) -> Cue | None:
    """Try what a word can be: an adjective after "is", a verb, a noun, "according to"."""
    low, (lexicon, names, states) = unit.low, tables
    word = low[at]
    cue = adjective_cue(unit, at, states[word]) if word in states else None
    if cue is None and word in lexicon:
        cue = _verb(unit, at, lexicon[word], before)
    if cue is None and word in names:
        cue = noun_cue(unit, at, names[word])
    if word == "that" and at and low[at - 1].endswith("ed") and low[at - 1] not in lexicon:
        return _any_verb(unit, at - 1, before)
    if word == "according" and low[at + 1 : at + 2] == ["to"]:
        return Cue(at, at, at + 2, ACCORDING, "according to")
    return cue


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
    group, helper, chained = group_before(low, at)
    if helper == "'s" and low[group] == "'s" and not _short_is(low, group):
        group, helper = group + 1, ""  # "Georgia's ruling party"
    cue = Cue(at, group, last, frames, f"verb {verb.lemma}", verb.lemma)
    tag = _tag(verb, helper, chained)
    if tag is None:
        return None
    cue.tag = tag
    if tag == "passive":
        return _passive(unit, cue)
    if tag == "gerund":
        return _gerund(unit, cue, before)
    return _finite(unit, cue, helper, before)


def _short_is(low: list[str], at: int) -> bool:
    """Say whether 's is "is" or "has" and no possessive."""
    return at > 0 and (low[at - 1] in SUBJECT_PRONOUNS or low[at - 1] in ("there", "here", "what"))


_ANY = (Verb("", frozenset(("past", "participle")), (), frozenset(("clause",))),)


def _any_verb(unit: Unit, at: int, before: list[Cue]) -> Cue | None:
    """Take a verb not in the table that a clause with "that" follows: "computed that the ..."."""
    low = unit.low
    after = low[at + 2] if at + 2 < len(low) else ""
    if not (
        after in DETERMINERS or after in SUBJECT_PRONOUNS or after in POSSESSIVES
        or unit.word(min(at + 2, len(low) - 1))[:1].isupper()
    ):  # fmt: skip
        return None
    return _verb(unit, at, _ANY, before)


def _headline(unit: Unit) -> bool:
    """Say whether a unit is written as a headline: no longer word without a capital."""
    if len(unit.low) > 30:
        return False
    words = [unit.word(i) for i, word in enumerate(unit.low) if len(word) > 4 and word.isalpha()]
    return len(words) > 2 and all(word[0].isupper() for word in words)


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


def _finite(unit: Unit, cue: Cue, helper: str, before: list[Cue]) -> Cue | None:
    low, first = unit.low, cue.first
    ahead = low[first - 1] if first else ""
    alone = ahead in _PEOPLE and cue.tag not in ("third",)
    if (
        (ahead in DETERMINERS and not alone)
        or ahead in POSSESSIVES
        or (ahead == "'s" and not helper)
    ):
        return None
    if not helper and cue.tag == "past" and low[cue.last : cue.last + 1] == ["by"]:
        # "a plan backed by": the verb belongs to the noun.
        return None
    if ahead == "to" or (ahead in PREPOSITIONS and ahead != "like"):
        return None
    if "say" in cue.frames and not helper and cue.tag in ("past", "third"):
        inverted = source_after(unit, cue)
        aside = ahead == "," and cue.lemma != "say" and subject_before(unit, first - 1)
        if inverted and not aside:
            cue.subject, cue.rule = inverted, f"inverted {cue.lemma}"
            return cue
    if ahead in COORDINATORS or ahead == "then":
        return share_subject(unit, cue, before)
    if first and first == cue.at and cue.tag in ("base", "third") and _is_noun(unit, cue):
        return None
    subject = subject_before(unit, first - 1) if first else None
    if subject is None:
        if ahead == "," and before:
            return share_subject(unit, cue, before)
        return None
    if cue.tag == "base" and not helper and not _plural(unit, subject):
        return None
    cue.subject = subject
    return cue


def _is_noun(unit: Unit, cue: Cue) -> bool:
    """Say whether "claims", "plan", "report" is a noun here, as far as neighbours tell."""
    low = unit.low
    if low[cue.at] not in nouns() and cue.lemma.partition(" ")[0] not in _ALSO_NOUNS:
        return False
    ahead = low[cue.at - 1]
    if ahead in SUBJECT_PRONOUNS:
        return False
    after = low[cue.last] if cue.last < len(low) else ""
    name = unit.word(cue.at - 1)[:1].isupper() or ahead in (",", ")")
    if (
        after in ("that", "to", QUOTED, ":")
        or after in DETERMINERS
        or after in SUBJECT_PRONOUNS
        or (after in POSSESSIVES or after in ("whether", "how", "why", "what"))
    ):
        if cue.tag == "third":
            return not (name or _after_determiner(unit, cue.at))
        return not (name or ahead.endswith("s") or ahead in _PLURALS)
    follows = cue.last < len(low) and unit.word(cue.last)[:1].isupper()
    if follows and after not in TIMES and cue.tag == "third" and _after_determiner(unit, cue.at):
        return False  # "the army claims Rwandan agents ..."
    return not (name and cue.tag == "third" and (follows or (after[:1].isalpha()
                and after not in PREPOSITIONS and after not in AUXILIARIES
                and after not in COORDINATORS)))  # fmt: skip


#: Determiners that stand for people on their own: "all agreed".
_PEOPLE = frozenset("all both some many most few several each".split())
_PLURALS = frozenset("data police people media women men children staff public voters".split())


def _after_determiner(unit: Unit, at: int) -> bool:
    """Say whether a singular phrase with a determiner ends before `at`: "the ministry"."""
    low = unit.low
    if low[at - 1].endswith(("s", "ed", "ing")) or low[at - 1] in PREPOSITIONS:
        return False
    return any(
        word in DETERMINERS or word in POSSESSIVES or word == "'s"
        for word in low[max(at - 4, 0) : at - 1]
    )


def _plural(unit: Unit, subject: Atoms) -> bool:
    """Say whether a bare form of a verb can go with a subject."""
    words = unit.low[subject[0] : subject[1]]
    head = words[-1]
    if len(words) == 1 and head in ("he", "she", "it", "this", "that", "one"):
        return False
    if head in ("i", "you", "we", "they", "who", "which", "many", "some", "most", "others", "all",
                "people", "few", "those", "these", "both"):  # fmt: skip
        return True
    return "and" in words or any(
        (word.endswith("s") and len(word) > 3) or word in _PLURALS for word in words
    )


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
    if ahead in (",", "by", "while", "and", "before", "after", "in", "then") or (ahead in DASHES):
        found = share_subject(unit, cue, before)
        return found or (cue if ahead == "," and "say" in cue.frames else None)
    if ahead == "as" and first > 2 and low[first - 2] in ("quoted", "cited"):
        cue.first, _, _ = group_before(low, first - 2)
        cue.subject = subject_before(unit, cue.first - 1)
        return cue if cue.subject else None
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
            low[last] in HARD or low[last] in AUXILIARIES or low[last] in TIMES
            or low[last] in (",", QUOTED, "that", "as", "for")
            or (low[last] in PREPOSITIONS and low[last] not in ("of",))
        ):  # fmt: skip
            last += 1
        cue.subject = (by + 1, last) if last > by + 1 else None
    return cue
