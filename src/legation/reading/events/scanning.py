"""Verb groups and nouns of a sentence, found in one pass by looking words up."""

from __future__ import annotations

from typing import NamedTuple

from legation.reading.events.groups import Group, auxiliaries, group_at, is_adverb, takes
from legation.reading.events.lexicon import Lexicon, Noun, NounForm, Operator, Verb
from legation.reading.grammar import (
    COORDINATORS,
    DETERMINERS,
    MODALS,
    NEGATION,
    POSSESSIVES,
    PREPOSITIONS,
    RELATIVES,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
)

#: Verbs whose participles often stand before a noun: "suspected militants".
_CALLED = frozenset({"suspect", "allege", "propose", "plan", "accuse", "intend"})
_LINKING = (
    COORDINATORS | SUBORDINATORS | RELATIVES | frozenset({",", ";", ":", "--", "—", "–", "("})
)
_NO_VERB = Verb("?", None, None, {})


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
    verbs, nouns, ops, triggers = lex
    noun_end = verb_end = first
    for i in range(first, last):
        word = lower[i]
        if word not in triggers:
            continue
        hit = None
        if i >= noun_end and word in nouns:
            hit = _hit(lower, words, i, first, last, nouns[word])
        whole = hit is not None and hit.end > i + 1  # "armed forces"
        operator = ops.get(word)
        if operator is not None and operator.adjective and lower[i + 1 : i + 2] == ["to"]:
            bearing = _bearing(lower, i, first, last, operator)
            if bearing is not None and bearing.form == "finite":
                groups.append(bearing)
                continue
        if word in verbs and i >= verb_end and i >= noun_end:
            found = group_at(lower, words, i, first, last, verbs[word], hit is not None)
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
        if lower[i] in ("march", "may") and words[i][0].isupper() and i > first:
            return None  # the month
        in_name = (
            i > first
            and words[i][0].isupper()
            and end < last
            and words[end][0].isupper()
            and not words[end].isupper()
        )
        return None if in_name else Hit(i, end, form.noun)
    return None


def _adjective(
    lower: list[str], words: list[str], found: Group, groups: list[Group], last: int
) -> bool:
    """Say whether a past form is an adjective: right after a verb, or "armed groups"."""
    if found.start != found.at or found.form not in ("finite", "reduced"):
        return False
    if lower[found.at] == "armed":
        after = lower[found.end] if found.end < last else "."
        return not takes(after, words, found.end, last)
    if found.verb.name in _CALLED:
        after = lower[found.end] if found.end < last else "."
        if (
            after not in PREPOSITIONS
            and after != "that"
            and not takes(after, words, found.end, last)
        ):
            return True
    past = lower[found.at][-2:] == "ed" and found.end == found.at + 1
    return past and bool(groups) and groups[-1].end == found.at


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
    while at < last and (is_adverb(lower[at]) or lower[at] in NEGATION):
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
    aux = auxiliaries(lower, i, first)
    if not aux.be:
        return Group(i, i, i + 1, verb, "noun", "", False, False)
    return Group(aux.start, i, i + 1, verb, "finite", aux.modal, aux.negated, False)
