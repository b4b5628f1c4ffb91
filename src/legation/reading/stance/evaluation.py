"""The dictionary of words that evaluate: what each says of whom, by its form."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import NamedTuple

from legation.reading.grammar import forms


class Entry(NamedTuple):
    """A form of a word that evaluates.

    `kind` "v", "n", "a", "i"; `frame` as told in the table; `preps` before whom; `tags` the forms
    it can be ("base", "third", "past", "participle", "gerund"); `nouns` what makes an idiom of it.
    """

    lemma: str
    kind: str
    value: float
    frame: str
    preps: tuple[str, ...]
    tags: frozenset[str]
    nouns: frozenset[str] = frozenset()


#: What an evaluation is made stronger or weaker by, when it stands just before it.
INTENSIFIERS = {
    **dict.fromkeys(
        "strongly deeply harshly fiercely vehemently sharply bitterly roundly extremely "
        "very highly utterly totally absolutely unequivocally repeatedly warmly wholeheartedly "
        "greatly fully severely openly furiously savagely enthusiastically vigorously".split(),
        1.25,
    ),
    **dict.fromkeys(
        "mildly slightly somewhat gently tepidly partly cautiously grudgingly reluctantly "
        "quietly tacitly lightly implicitly".split(),
        0.6,
    ),
}


@cache
def evaluation() -> dict[str, tuple[Entry, ...]]:
    """Give the entries by the form of the word, in lower case."""
    found: dict[str, list[Entry]] = {}
    path = resources.files("legation.reading") / "data" / "evaluation.tsv"
    for line in path.read_text("utf-8").splitlines():
        if not line or line.startswith(("#", "kind\t")):
            continue
        kind, value, frame, words = line.split("\t")
        frame, _, preps = frame.partition(":")
        governed = tuple(preps.split("|")) if preps else ()
        if kind == "i":
            for phrase in words.split():
                _idioms(found, phrase, float(value), frame, governed)
            continue
        for word in words.split():
            for form, tags in _forms(word, kind).items():
                entry = Entry(word, kind, float(value), frame, governed, tags)
                found.setdefault(form, []).append(entry)
    return {form: tuple(entries) for form, entries in found.items()}


def _idioms(
    found: dict[str, list[Entry]], phrase: str, value: float, frame: str, preps: tuple[str, ...]
) -> None:
    """Add "recall|withdraw+ambassador|envoy": each verb with the nouns; asked before others."""
    verbs, _, nouns = phrase.partition("+")
    for verb in verbs.split("|"):
        for form, tags in forms(verb).tagged().items():
            entry = Entry(verb, "i", value, frame, preps, tags, frozenset(nouns.split("|")))
            found.setdefault(form, []).insert(0, entry)


def _forms(word: str, kind: str) -> dict[str, frozenset[str]]:
    if kind == "v":
        return forms(word).tagged()
    return {word: frozenset()}
