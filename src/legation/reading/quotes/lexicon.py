"""Words that attribute, from the tables beside the code, ready to be looked up."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

from legation.reading.grammar import forms


class Verb(NamedTuple):
    """A form of a verb that attributes.

    `tags` are "base", "third", "past", "participle", "gerund"; `rest` the words that belong to
    it and follow ("point out"); `frames` what may follow, see the table.
    """

    lemma: str
    tags: frozenset[str]
    rest: tuple[str, ...]
    frames: frozenset[str]


@cache
def verbs() -> dict[str, tuple[Verb, ...]]:
    """Give the senses of each form, those of most words first."""
    found: dict[str, list[Verb]] = {}
    for lemma, frames in _rows("quote_verbs.tsv"):
        head, *rest = lemma.split()
        for form, tags in forms(head).tagged().items():
            found.setdefault(form, []).append(Verb(lemma, tags, tuple(rest), frames))
    return {
        form: tuple(sorted(senses, key=lambda verb: -len(verb.rest)))
        for form, senses in found.items()
    }


@cache
def nouns() -> dict[str, frozenset[str]]:
    """Give for each noun, in singular and plural, what may follow."""
    found = {}
    for noun, frames in _rows("quote_nouns.tsv"):
        found[noun] = frames
        found[noun[:-1] + "ies" if noun.endswith("y") else noun + "s"] = frames
    return found


@cache
def adjectives() -> dict[str, frozenset[str]]:
    """Give for each adjective what may follow."""
    return dict(_rows("quote_adjectives.tsv"))


def _rows(name: str) -> list[tuple[str, frozenset[str]]]:
    text = (files("legation.reading") / "data" / name).read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return [(word, frozenset(frames.split())) for word, frames in rows]
