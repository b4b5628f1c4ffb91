"""A verb with what stands before it: auxiliaries, "not", "to".

Whether a word that can be both is a verb is told from its neighbours.
"""

from __future__ import annotations

from typing import NamedTuple

from legation.reading.events.lexicon import STATES, Verb, VerbForm, Verbs, lexicon
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
    SUBJECT_PRONOUNS,
)

_BEFORE_NOUN = (DETERMINERS | POSSESSIVES | NUMBERS | frozenset({"'s", "’s", "'"})) - {
    "all",
    "both",
}
#: Adjectives that a noun follows: "began joint exercises with".
_BEFORE_DRILLS = frozenset("joint military naval annual large-scale bilateral diplomatic".split())
_FINITE_BE = frozenset("am is are was were 's 're 'm".split())
_ADVERBS = frozenset(
    "also again now then still already always never once just even so far further soon later "
    "often recently since only not 't jointly both yet today yesterday long first finally "
    "very too well more most however instead thus therefore on".split()
) - {"on", "so", "far", "first", "long", "since", "both"}
_ARTICLES = frozenset({"the", "a", "an"})
_BARE = frozenset("help helps helped helping".split())
_GET = frozenset("get gets got getting become became".split())
_PARTS = frozenset("- off back down up out away".split())


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


class Helpers(NamedTuple):
    """What stands before a verb: the first such word, the modal, and which auxiliaries."""

    start: int
    modal: str
    negated: bool
    be: bool
    have: bool
    to: bool


def is_adverb(word: str) -> bool:
    """Say whether a word may stand between an auxiliary and its verb."""
    return word in _ADVERBS or (word[-2:] == "ly" and len(word) > 4)


def group_at(
    lower: list[str],
    words: list[str],
    i: int,
    first: int,
    last: int,
    verbs: Verbs,
    noun: bool,
) -> Group | None:
    """Give the verb group whose main verb is the word i, or None where it is no verb."""
    best = _phrase(lower, i, last, verbs)
    if best is None or not best[0].rest:
        best = _apart(lower, i, last, verbs.apart) or best
    if best is None:
        return None
    form, end, particle = best
    if form.rest and form.rest[-1] == "to" and end < last and _begins_verb(lower[end]):
        end -= 1  # "agreed to lift": what follows is an infinitive
    if form.verb.name in ("have", "do") and not form.rest and _helps(lower, end, last):
        return None
    aux = auxiliaries(lower, i, first)
    kind = _form(lower, words, (i, end), (first, last), form.tags, noun, aux)
    if kind is None:
        return None
    passive = kind == "reduced" or (
        aux.be and "participle" in form.tags and not lower[i].endswith("ing")
    )
    return Group(aux.start, i, end, form.verb, kind, aux.modal, aux.negated, passive, particle)


def _phrase(lower: list[str], i: int, last: int, verbs: Verbs) -> tuple[VerbForm, int, int] | None:
    """Find the longest phrase that begins with the word i: form, end, and no particle (-1)."""
    if verbs.phrases and i + 1 < last:
        for form in verbs.phrases.get(lower[i + 1], ()):
            end = i + 1 + len(form.rest)
            if end <= last and tuple(lower[i + 1 : end]) == form.rest:
                return form, end, -1
        if verbs.open_phrases:
            found = _spaced(lower, i, last, verbs.open_phrases)
            if found is not None:
                return found
    return (verbs.alone, i + 1, -1) if verbs.alone else None


def _spaced(
    lower: list[str], i: int, last: int, phrases: dict[str, tuple[VerbForm, ...]]
) -> tuple[VerbForm, int, int] | None:
    """Find a phrase with one or two words inside: "recalled [its] ambassador"."""
    known = lexicon().verbs
    for start in (i + 2, i + 3):
        if start >= last:
            return None
        word = lower[start - 1]
        if word in PREPOSITIONS or word in COORDINATORS or not word[0].isalpha():
            return None
        if word in known or word in SUBJECT_PRONOUNS:
            return None
        for form in phrases.get(lower[start], ()):
            end = start + len(form.rest)
            if tuple(lower[start:end]) == form.rest:
                return form, end, -1
    return None


def _helps(lower: list[str], at: int, last: int) -> bool:
    """Say whether a form of "have" or "do" before `at` is an auxiliary."""
    while at < last and (is_adverb(lower[at]) or lower[at] in NEGATION):
        at += 1
    if at >= last:
        return False
    word = lower[at]
    return word in ("been", "to", "had") or (word[-2:] in ("ed", "en") or bool(_alone_tags(word)))


def _alone_tags(word: str) -> frozenset[str]:
    found = lexicon().verbs.get(word)
    return found.alone.tags if found is not None and found.alone is not None else frozenset()


def _begins_verb(word: str) -> bool:
    return word not in DETERMINERS and word not in POSSESSIVES and "base" in _alone_tags(word)


def _apart(
    lower: list[str], i: int, last: int, wanted: dict[str, VerbForm]
) -> tuple[VerbForm, int, int] | None:
    """Find a particle up to five words on: "called the strike off"."""
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


def auxiliaries(lower: list[str], i: int, first: int) -> Helpers:
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
            while back >= floor and is_adverb(lower[back]):
                negated = negated or lower[back] in NEGATION
                back -= 1
            if back >= floor and lower[back] in _FINITE_BE and lower[back] != "'s":
                modal, to, start = "will", False, back
            elif back >= floor and lower[back] in ("has", "have", "had", "needs", "need", "ought"):
                modal, to, start = "must", False, back
            break
        elif not is_adverb(word):
            break
        if not is_adverb(word) or word in NEGATION:
            start = j
        j -= 1
    return Helpers(start, modal, negated, be, have, to)


def _form(
    lower: list[str],
    words: list[str],
    span: tuple[int, int],
    sentence: tuple[int, int],
    tags: frozenset[str],
    noun: bool,
    aux: Helpers,
) -> str | None:
    """Say which form of a verb the words are, or None where they are a noun or adjective."""
    i = span[0]
    if aux.to and "base" in tags and not aux.have:
        return "to"
    if aux.to:
        return "to" if (aux.be or aux.have) and "participle" in tags else None
    if aux.modal and ("base" in tags or aux.have or aux.be):
        return "finite"
    helped = i > aux.start and lower[i - 1] != "'s"
    if helped and (aux.be or aux.have) and ("participle" in tags or "gerund" in tags):
        return "finite"
    if helped and "base" in tags and not DO.isdisjoint(lower[aux.start : i]):
        return "finite"
    return _alone(lower, words, span, sentence, tags, noun)


def _alone(
    lower: list[str],
    words: list[str],
    span: tuple[int, int],
    sentence: tuple[int, int],
    tags: frozenset[str],
    noun: bool,
) -> str | None:
    """Say the same of words without an auxiliary, from what stands before and after."""
    i, end = span
    first, last = sentence
    j = i - 1
    while j >= first and is_adverb(lower[j]) and lower[j] not in ("yesterday", "today"):
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
        if noun and after in ("between", "against", "in"):  # "fighting between"
            return "ing" if before == "," else None
        return "ing" if not (noun and before[:1].isalpha() and before not in PREPOSITIONS) else None
    if before in _BEFORE_NOUN or (before in _BEFORE_DRILLS and j == i - 1):
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
            return None if not takes(after, words, end, last) else "finite"
        return "finite"
    if before in _BARE and "base" in tags and (not noun or takes(after, words, end, last)):
        return "to"  # "helped rebuild"
    # base or third
    if before in PREPOSITIONS or not before:
        return None
    if "third" in tags and "base" not in tags:
        if not noun:
            return (
                "finite" if before not in COORDINATORS or takes(after, words, end, last) else None
            )
        return "finite" if after != "to" and takes(after, words, end, last) else None
    if before in SUBJECT_PRONOUNS:
        return "finite"
    if before in COORDINATORS:
        return "finite" if not noun and takes(after, words, end, last) else None
    if before.endswith("s") and not before.endswith("ss") and len(before) > 3:
        return "finite" if not noun or takes(after, words, end, last) else None
    if before in ("people", "police", "men", "women", "children", "both", "all", ")", ","):
        return "finite" if takes(after, words, end, last) else None
    return None


def takes(after: str, words: list[str], end: int, last: int) -> bool:
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
