"""Verb groups and nouns of a sentence, found in one pass by looking words up.

A group is a main verb with what stands before it: auxiliaries, "not", "to". Whether a word that
can be both is a verb is told from its neighbours.
"""

from __future__ import annotations

from typing import NamedTuple

from legation.reading.events.lexicon import (
    STATES,
    Lexicon,
    Noun,
    NounForm,
    Operator,
    Verb,
    VerbForm,
    lexicon,
)
from legation.reading.grammar import (
    BE,
    COORDINATORS,
    DETERMINERS,
    DO,
    HAVE,
    MODALS,
    NEGATION,
    NUMBERS,
    POSSESSIVES,
    PREPOSITIONS,
    RELATIVES,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
)


class Group(NamedTuple):
    """A verb with its auxiliaries.

    Attributes
    ----------
    start, at, end
        Words: the first auxiliary, the main verb, the one after the phrase (of what stands
        together; a particle may follow later, at `particle`).
    verb
        Its entry.
    form
        "finite", "to", "ing", "reduced" (a participle after its noun: "sanctions imposed on") or
        "noun" ("plans to").
    modal
        The modal verb or "".
    negated, passive
        Whether "not" stands with it; whether its subject is what it is done to.
    particle
        Place of a particle that stands apart ("called the strike off"), or -1.
    """

    start: int
    at: int
    end: int
    verb: Verb
    form: str
    modal: str
    negated: bool
    passive: bool
    particle: int = -1


class Hit(NamedTuple):
    """A noun of the lexicon: `words[start:end]`."""

    start: int
    end: int
    noun: Noun


class Scan(NamedTuple):
    """What stands where in a sentence: all indices are of the words given."""

    lower: list[str]
    words: list[str]
    first: int
    last: int
    groups: list[Group]
    hits: list[Hit]
    operators: list[tuple[int, Operator]]


_BEFORE_NOUN = (DETERMINERS | POSSESSIVES | NUMBERS | frozenset({"'s", "’s", "'"})) - {
    "all",
    "both",
}
_FINITE_BE = frozenset("am is are was were 's 're 'm".split())
_ADVERBS = frozenset(
    "also again now then still already always never once just even so far further soon later "
    "often recently since only not 't jointly both yet today yesterday long first finally "
    "however instead thus therefore on".split()
) - {"on", "so", "far", "first", "long", "since", "both"}
_ARTICLES = frozenset({"the", "a", "an"})
_GET = frozenset("get gets got getting become became".split())
_NOUN_FORMS = frozenset({"base", "third"})


def _is_adverb(word: str) -> bool:
    return word in _ADVERBS or (word[-2:] == "ly" and len(word) > 4)


def scan(lower: list[str], words: list[str], first: int, last: int, lex: Lexicon) -> Scan:
    """Look the words of a sentence up, `lower[first:last]`.

    Parameters
    ----------
    lower, words
        Words of the page, in lower case and as they stand.
    first, last
        The sentence.
    lex
        The tables.
    """
    groups: list[Group] = []
    hits: list[Hit] = []
    operators: list[tuple[int, Operator]] = []
    verbs, nouns, ops = lex.verbs, lex.nouns, lex.operators
    noun_end = verb_end = first
    for i in range(first, last):
        word = lower[i]
        hit = None
        if i >= noun_end and word in nouns:
            hit = _hit(lower, words, i, first, last, nouns[word])
        whole = hit is not None and hit.end > i + 1  # "armed forces"
        if word in verbs and i >= verb_end and i >= noun_end:
            found = _group(lower, words, i, first, last, verbs[word], hit is not None)
            if found is not None and _adjective(lower, words, found, groups, last):
                found = None
            elif found is not None and groups and _reduced(lower, found, groups[-1]):
                found = found._replace(form="reduced", passive=True)
            if found is not None and not (whole and hit is not None and hit.end > found.end):
                groups.append(found)
                verb_end = found.end
                continue
        elif word in MODALS and i >= verb_end:
            unknown = _unknown(lower, words, i, last, lex)
            if unknown is not None:
                groups.append(unknown)
                verb_end = unknown.end
        operator = ops.get(word)
        if operator is not None and i >= noun_end:
            bearing = _bearing(lower, i, first, last, operator)
            if bearing is not None:
                groups.append(bearing)
            else:
                operators.append((i, operator))
        if hit is not None:
            hits.append(hit)
            noun_end = hit.end
    return Scan(lower, words, first, last, groups, hits, operators)


def _hit(
    lower: list[str],
    words: list[str],
    i: int,
    first: int,
    last: int,
    candidates: tuple[NounForm, ...],
) -> Hit | None:
    """Give the longest noun of the lexicon at a word, where it is no part of a name."""
    for form in candidates:
        end = i + 1 + len(form.rest)
        if form.rest and not (end <= last and tuple(lower[i + 1 : end]) == form.rest):
            continue
        in_name = (
            i > first
            and words[i][0].isupper()
            and end < last
            and words[end][0].isupper()
            and not words[end].isupper()
        )
        return None if in_name else Hit(i, end, form.noun)
    return None


#: Verbs whose participles often stand before a noun: "suspected militants".
_CALLED = frozenset({"suspect", "allege", "propose", "plan", "accuse", "intend"})


def _adjective(
    lower: list[str], words: list[str], found: Group, groups: list[Group], last: int
) -> bool:
    """Say whether a past form is an adjective: right after a verb, or "armed groups"."""
    if found.start != found.at or found.form not in ("finite", "reduced"):
        return False
    if lower[found.at] == "armed":
        after = lower[found.end] if found.end < last else "."
        return not _takes(after, words, found.end, last)
    if found.verb.name in _CALLED:
        after = lower[found.end] if found.end < last else "."
        if (
            after not in PREPOSITIONS
            and after != "that"
            and not _takes(after, words, found.end, last)
        ):
            return True
    past = lower[found.at][-2:] == "ed" and found.end == found.at + 1
    return past and bool(groups) and groups[-1].end == found.at


_LINKING = (
    COORDINATORS | SUBORDINATORS | RELATIVES | frozenset({",", ";", ":", "--", "—", "–", "("})
)


def _reduced(lower: list[str], found: Group, before: Group) -> bool:
    """Say whether a past form can only be a participle: its clause has a verb already."""
    if found.form != "finite" or found.start != found.at or before.form != "finite":
        return False
    if before.verb.kind in ("@say", "@none", "@fear") or lower[found.at][-2:] != "ed":
        return False
    between = lower[before.end : found.start]
    return bool(between) and _LINKING.isdisjoint(between)


def _unknown(lower: list[str], words: list[str], i: int, last: int, lex: Lexicon) -> Group | None:
    """Give a group for a verb that is not in the lexicon, told by the modal before it."""
    at = i + 1
    negated = lower[i] == "cannot"
    while at < last and (_is_adverb(lower[at]) or lower[at] in NEGATION):
        negated = negated or lower[at] in NEGATION
        at += 1
    while at < last and lower[at] in ("be", "have", "been"):
        at += 1
    if at >= last or not words[at][0].isalpha() or words[at][0].isupper():
        return None
    if lower[at] in lex.verbs or lower[at] in lex.operators or lower[at] in SUBJECT_PRONOUNS:
        return None
    if lower[at] in DETERMINERS or (lower[i] == "'d" and lower[i - 1] not in SUBJECT_PRONOUNS):
        return None
    return Group(i, at, at + 1, _NO_VERB, "finite", lower[i], negated, False)


_NO_VERB = Verb("?", None, None, {})


def _bearing(lower: list[str], i: int, first: int, last: int, operator: Operator) -> Group | None:
    """Give "ready to" and "plans to" as groups, for what they do to the verb that follows."""
    after = lower[i + 1] if i + 1 < last else ""
    if operator.kind is None or not (
        after == "to" or (operator.adjective and after in ("of", "for", "in"))
    ):
        return None
    verb = Verb(operator.word, operator.kind, None, {})
    if not operator.adjective:
        if i + 2 >= last or lower[i + 2] in DETERMINERS or lower[i + 2] in POSSESSIVES:
            return None
        return Group(i, i, i + 1, verb, "noun", "", False, False)
    start, modal, negated, be, _, _ = _auxiliaries(lower, i, first)
    if not be:
        return Group(i, i, i + 1, verb, "noun", "", False, False)
    return Group(start, i, i + 1, verb, "finite", modal, negated, False)


def _group(
    lower: list[str],
    words: list[str],
    i: int,
    first: int,
    last: int,
    candidates: tuple[VerbForm, ...],
    noun: bool,
) -> Group | None:
    """Give the verb group whose main verb is the word i, or None where it is no verb."""
    best: tuple[VerbForm, int, int] | None = None
    for form in candidates:
        end = i + 1 + len(form.rest)
        if not form.rest:
            best = (form, end, -1)
            break
        if end <= last and tuple(lower[i + 1 : end]) == form.rest:
            best = (form, end, -1)
            break
        gap = _gap(lower, i, form.rest, last)
        if gap:
            best = (form, end + gap, -1)
            break
    if best is None or not best[0].rest:
        apart = _apart(lower, i, last, candidates)
        best = apart or best
    if best is None:
        return None
    form, end, particle = best
    if form.rest and form.rest[-1] == "to" and end < last and _begins_verb(lower[end]):
        end -= 1  # "agreed to lift": what follows is an infinitive
    if form.verb.name in ("have", "do") and not form.rest and _helps(lower, end, last):
        return None
    tags = form.tags
    start, modal, negated, be, have, to = _auxiliaries(lower, i, first)
    kind = _form(lower, words, i, end, start, first, last, tags, noun, modal, be, have, to)
    if kind is None:
        return None
    passive = (be and "participle" in tags and "base" not in tags) or kind == "reduced"
    if be and "participle" in tags and "base" in tags and not lower[i].endswith("ing"):
        passive = True  # "was set", "was put"
    return Group(start, i, end, form.verb, kind, modal, negated, passive, particle)


def _gap(lower: list[str], i: int, rest: tuple[str, ...], last: int) -> int:
    """Give how many words stand inside a phrase: "recalled [its] ambassador", or 0."""
    head = rest[0]
    if head in PREPOSITIONS or head in _PARTS or head == "to":
        return 0
    for gap in (1, 2):
        start = i + 1 + gap
        if start >= last:
            return 0
        word = lower[start - 1]
        if word in PREPOSITIONS or word in COORDINATORS or not word[0].isalpha():
            return 0
        if word in lexicon().verbs or word in SUBJECT_PRONOUNS:
            return 0
        if lower[start] == head and tuple(lower[start : start + len(rest)]) == rest:
            return gap
    return 0


_PARTS = frozenset("- off back down up out away".split())


def _helps(lower: list[str], at: int, last: int) -> bool:
    """Say whether a form of "have" or "do" before `at` is an auxiliary."""
    while at < last and (_is_adverb(lower[at]) or lower[at] in NEGATION):
        at += 1
    if at >= last:
        return False
    word = lower[at]
    return word in ("been", "to", "had") or (
        word[-2:] in ("ed", "en")
        or any(f.tags for f in lexicon().verbs.get(word, ()) if not f.rest)
    )


def _begins_verb(word: str) -> bool:
    return (
        word not in DETERMINERS
        and word not in POSSESSIVES
        and any(not f.rest and "base" in f.tags for f in lexicon().verbs.get(word, ()))
    )


def _apart(
    lower: list[str], i: int, last: int, candidates: tuple[VerbForm, ...]
) -> tuple[VerbForm, int, int] | None:
    """Find a particle up to five words on: "called the strike off"."""
    wanted = {form.rest[0]: form for form in candidates if form.parts}
    if not wanted:
        return None
    for j in range(i + 2, min(i + 9, last)):
        word = lower[j]
        if word in wanted:
            if word in STATES:
                return wanted[word], i + 1, j
            if j > i + 5:
                return None
            after = lower[j + 1] if j + 1 < last else "."
            # a particle, where no noun phrase of its own follows
            if after in PREPOSITIONS or not after[0].isalnum() or after in COORDINATORS:
                return wanted[word], i + 1, j
            return None
        if word not in ("of", "-") and (word in PREPOSITIONS or not word[0].isalnum()):
            return None
    return None


def _auxiliaries(lower: list[str], i: int, first: int) -> tuple[int, str, bool, bool, bool, bool]:
    """Go left over auxiliaries: start, modal, negated, be, have, to."""
    modal, negated, be, have, to = "", False, False, False, False
    j = i - 1
    start = i
    floor = max(first, i - 8)
    while j >= floor:
        word = lower[j]
        if word in NEGATION:
            negated = True
            if word == "cannot":
                modal = modal or "can"
        elif word in MODALS:
            modal = modal or word
        elif word in BE or word in _GET:
            if word == "'s" and not (be or lower[i].endswith(("ing", "ed"))):
                break
            if word == "'s" and j > first and lower[j - 1] not in SUBJECT_PRONOUNS:
                break
            be = be or j == i - 1 or not have
            if word == "being" and j > first and lower[j - 1] not in BE:
                start = j
                break
        elif word in HAVE:
            have = True
        elif word in DO:
            modal = modal or ""
        elif word == "to":
            to = True
            start = j
            j -= 1
            # "is to visit", "are not to": the future
            if j > floor and lower[j] == "going":
                modal, to, start = "will", False, j
                j -= 1
                continue
            back = j
            while back >= floor and _is_adverb(lower[back]):
                negated = negated or lower[back] in NEGATION
                back -= 1
            if back >= floor and lower[back] in _FINITE_BE and lower[back] != "'s":
                modal, to, start = "will", False, back
            elif back >= floor and lower[back] in ("has", "have", "had", "needs", "need", "ought"):
                modal, to, start = "must", False, back
            break
        elif not _is_adverb(word):
            break
        if not _is_adverb(word) or word in NEGATION:
            start = j
        j -= 1
    return start, modal, negated, be, have, to


def _form(
    lower: list[str],
    words: list[str],
    i: int,
    end: int,
    start: int,
    first: int,
    last: int,
    tags: frozenset[str] | set[str],
    noun: bool,
    modal: str,
    be: bool,
    have: bool,
    to: bool,
) -> str | None:
    """Say which form of a verb the word is, or None where it is a noun or adjective."""
    if to and "base" in tags and not have:
        return "to"
    if to:
        return "to" if (be or have) and "participle" in tags else None
    if modal and ("base" in tags or have or be):
        return "finite"
    helped = i > start and lower[i - 1] != "'s"
    if helped and (be or have) and ("participle" in tags or "gerund" in tags):
        return "finite"
    if helped and "base" in tags and any(w in DO for w in lower[start:i]):
        return "finite"
    j = i - 1
    while j >= first and _is_adverb(lower[j]) and lower[j] not in ("yesterday", "today"):
        j -= 1
    before = lower[j] if j >= first else ""
    if before == "-" and j == i - 1:  # "Saudi-led", "US-backed"
        return None
    if words[i][0].isupper() and i > first and _in_name(words, i, end, first, last):
        return None
    after = lower[end] if end < last else "."
    if "gerund" in tags:
        if before in _BEFORE_NOUN or after in ("of", "by"):
            return "ing" if before in PREPOSITIONS else None
        return "ing" if not (noun and before[:1].isalpha() and before not in PREPOSITIONS) else None
    if before in _BEFORE_NOUN:
        return None
    if "past" in tags or "participle" in tags:
        if "base" in tags and (before in PREPOSITIONS or not before):
            return None
        if before in PREPOSITIONS and before != "after":
            return None
        if "participle" in tags and after == "by" and before != ",":
            return "reduced"
        if "past" not in tags or (not before and after not in DETERMINERS):
            return "reduced"
        if noun and "base" in tags:
            return None if not _takes(after, words, end, last) else "finite"
        return "finite"
    # base or third
    if before in PREPOSITIONS or not before:
        return None
    if "third" in tags and "base" not in tags:
        if not noun:
            return (
                "finite" if before not in COORDINATORS or _takes(after, words, end, last) else None
            )
        return "finite" if _takes(after, words, end, last) else None
    if before in SUBJECT_PRONOUNS:
        return "finite"
    if before in COORDINATORS:
        return "finite" if not noun and _takes(after, words, end, last) else None
    if before.endswith("s") and not before.endswith("ss") and len(before) > 3:
        return "finite" if not noun or _takes(after, words, end, last) else None
    if before in ("people", "police", "men", "women", "children", "both", "all", ")", ","):
        return "finite" if _takes(after, words, end, last) else None
    return None


def _takes(after: str, words: list[str], end: int, last: int) -> bool:
    """Say whether what follows looks like an object or complement of a verb."""
    if after in DETERMINERS or after in POSSESSIVES or after in SUBJECT_PRONOUNS or after == "to":
        return True
    if after in PREPOSITIONS or end >= last:
        return False
    return (words[end][:1].isupper() and len(words[end]) > 2) or after in NUMBERS


def _in_name(words: list[str], i: int, end: int, first: int, last: int) -> bool:
    """Say whether a word with a capital stands in a name: "the State Department"."""
    if end < last and words[end][0].isupper():
        return True
    return i - 1 > first and words[i - 1][0].isupper() and not words[i - 1].isupper()
