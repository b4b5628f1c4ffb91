"""Words that tell acts, looked up by their first word in lower case.

The tables are in ``data/event_*.txt``; how they are written is said at the head of each. All
inflected forms are made once, when the first text is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from legation.reading.grammar import MODALS, PREPOSITIONS, forms

_DATA = Path(__file__).parents[1] / "data"


class Verb(NamedTuple):
    """A verb or phrase: what it does to acts (`kind`), its own code, and codes by object.

    `light` ones do what a noun after them tells: "began talks".
    """

    name: str
    kind: str | None
    code: str | None
    frames: dict[str, str]
    light: bool = False


class Noun(NamedTuple):
    """A noun: its class, its code as an act, the code of its end, and what it does to acts."""

    name: str
    cls: str
    code: str | None
    ended: str | None


class VerbForm(NamedTuple):
    """A form: the words that follow the first, its tags, and whether words may stand between."""

    rest: tuple[str, ...]
    tags: frozenset[str]
    verb: Verb
    parts: bool


class Verbs(NamedTuple):
    """What can begin with a word: it alone, and phrases by their second word, longest first.

    `open_phrases` are those that words may stand inside of, `apart` those that an object may.
    """

    alone: VerbForm | None
    phrases: dict[str, tuple[VerbForm, ...]]
    open_phrases: dict[str, tuple[VerbForm, ...]]
    apart: dict[str, VerbForm]


class NounForm(NamedTuple):
    """A spelling of a noun: the words that follow its first."""

    rest: tuple[str, ...]
    noun: Noun
    plural: bool


class Operator(NamedTuple):
    """A noun or adjective that bears on an act: a kind, or the verb it is the nominal of."""

    word: str
    kind: str | None
    verb: Verb | None
    adjective: bool


class Lexicon(NamedTuple):
    """The tables, each by the first word; `triggers` are the first words of all."""

    verbs: dict[str, Verbs]
    nouns: dict[str, tuple[NounForm, ...]]
    operators: dict[str, Operator]
    triggers: frozenset[str]


# Particles that an object may stand before: "call the strike off", "hand it over".
_PARTICLES = frozenset("off over back down up out away in on".split())
#: What an object is found or taken to be: "found the minister guilty".
STATES = frozenset("guilty liable responsible hostage captive prisoner free persona".split())


@cache
def lexicon() -> Lexicon:
    """Give the tables."""
    verbs = _verbs()
    of_verbs, nouns, operators = _verb_forms(verbs), _noun_forms(), _operators(verbs)
    triggers = frozenset({*of_verbs, *nouns, *operators, *MODALS})
    return Lexicon(of_verbs, nouns, operators, triggers)


def _lines(name: str) -> Iterator[str]:
    for line in (_DATA / name).read_text(encoding="utf-8").splitlines():
        line = line.strip()
        if line and not line.startswith("#"):
            yield line


def _split(words: str) -> tuple[str, ...]:
    """Take a phrase apart as texts are: hyphens and possessives are words."""
    return tuple(words.replace("-", " - ").replace("'s", " 's").split())


def _verbs() -> dict[str, Verb]:
    found: dict[str, Verb] = {}
    for line in _lines("event_verbs.txt"):
        names, default, frames = (part.strip() for part in line.split("|"))
        kind = next((p for p in default.split() if p.startswith("@")), None)
        code = next((p for p in default.split() if p.isdigit()), None)
        light = "@do" in default
        by_object = dict(frame.split("=") for frame in frames.split())
        for name in names.split(", "):
            old = found.get(name)
            if old is None:
                found[name] = Verb(name, kind, code, by_object, light)
            else:  # the first line goes before
                alone = old.kind is None and old.code is None
                found[name] = Verb(
                    name,
                    kind if alone else old.kind,
                    code if alone else old.code,
                    by_object | old.frames,
                    light or old.light,
                )
    return found


def _verb_forms(verbs: dict[str, Verb]) -> dict[str, Verbs]:
    found: dict[str, list[VerbForm]] = {}
    for name, verb in verbs.items():
        head, *rest = _split(name)
        # "co-operate": what is inflected stands after the hyphen
        prefix: tuple[str, ...] = ()
        while rest and rest[0] == "-" and len(rest) > 1:
            prefix, head, rest = (*prefix, head, "-"), rest[1], rest[2:]
        parts = len(rest) == 1 and (rest[0] in _PARTICLES or rest[0] in STATES)
        for form, tags in forms(head).tagged().items():
            words = (*prefix, form, *rest)
            found.setdefault(words[0], []).append(VerbForm(words[1:], tags, verb, parts))
    return {word: _by_second(forms_of) for word, forms_of in found.items()}


def _by_second(found: list[VerbForm]) -> Verbs:
    phrases: dict[str, tuple[VerbForm, ...]] = {}
    for form in sorted((f for f in found if f.rest), key=lambda f: -len(f.rest)):
        phrases[form.rest[0]] = (*phrases.get(form.rest[0], ()), form)
    return Verbs(
        next((f for f in found if not f.rest), None),
        phrases,
        {w: f for w, f in phrases.items() if w not in PREPOSITIONS and w not in _CLOSED},
        {f.rest[0]: f for f in found if f.parts},
    )


#: Second words that stand right after the first.
_CLOSED = frozenset("- to off back down up out away".split())


def plural(noun: str) -> str:
    """Give the plural of a noun by rule."""
    irregular = {"person": "people", "man": "men", "woman": "women", "child": "children",
                 "crisis": "crises", "policeman": "policemen", "gunman": "gunmen"}  # fmt: skip
    head, _, last = noun.rpartition(" ")
    if last.endswith("o") and last[-2:-1] not in "aeiou":
        made = last + "es" if last in ("embargo", "veto", "cargo") else last + "s"
    elif last in irregular:
        made = irregular[last]
    elif last.endswith(("s", "x", "z", "ch", "sh")):
        made = last + "es"
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        made = last[:-1] + "ies"
    else:
        made = last + "s"
    return f"{head} {made}".strip()


def _noun_forms() -> dict[str, tuple[NounForm, ...]]:
    found: dict[str, dict[tuple[str, ...], NounForm]] = {}
    for line in _lines("event_nouns.txt"):
        head, words = line.split(" : ", 1)
        cls, code, ended = head.split()
        for name in words.split(", "):
            noun = Noun(name, cls, None if code == "-" else code, None if ended == "-" else ended)
            for number, spelling in enumerate((name, plural(name))):
                first, *rest = _split(spelling)
                # a spelling written out goes before one made by rule
                known = found.setdefault(first, {}).get(tuple(rest))
                if known is None or (number == 0 and known.plural):
                    found[first][tuple(rest)] = NounForm(tuple(rest), noun, number == 1)
    return {w: tuple(sorted(f.values(), key=lambda x: -len(x.rest))) for w, f in found.items()}


def _operators(verbs: dict[str, Verb]) -> dict[str, Operator]:
    found: dict[str, Operator] = {}
    for line in _lines("event_operators.txt"):
        head, words = line.split(" : ", 1)
        part, what = head.split()
        kind = what if what.startswith("@") else None
        for word in words.split(", "):
            operator = Operator(word, kind, verbs.get(what), part == "=adjective")
            # "agreement to" is an operator, "support of" the nominal of a verb: keep the first
            found.setdefault(word, operator)
            if part != "=adjective":
                found.setdefault(plural(word), operator)
    return found
