"""Words of English that are a closed class, the forms of its verbs, and rough phrases.

Nothing here guesses at meaning. The lists are those of any grammar of the language.
"""

from __future__ import annotations

import csv
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from legation.reading.page import Page


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# -- closed classes -------------------------------------------------------------------------

BE = _set("be am is are was were been being 's 're 'm")
HAVE = _set("have has had having 've 'd 's")
DO = _set("do does did doing done")
#: Verbs that bound another: each is followed by a base form.
MODALS = _set("will would shall should can could may might must ought cannot 'll 'd")
#: Modals that leave open whether it happens.
MAYBE = _set("may might could can would should ought")
FUTURE = _set("will shall 'll")
#: Words that deny. "'t" is what is cut off "don't", "cannot" holds a "not".
NEGATION = _set("not 't never no none neither nor without nobody nothing nowhere cannot hardly "
                "scarcely barely")  # fmt: skip
DETERMINERS = _set(
    "the a an this that these those some any each every either neither no another such both all "
    "half what which whatever whichever many much few little several more most less least enough"
)
POSSESSIVES = _set("my your his her its our their whose")
PRONOUNS = _set(
    "i you he she it we they me him her us them myself yourself himself herself itself "
    "ourselves yourselves themselves who whom whoever one"
)
SUBJECT_PRONOUNS = _set("i you he she it we they who")
OBJECT_PRONOUNS = _set("me you him her it us them whom")
PREPOSITIONS = _set(
    "about above across after against along alongside amid among amongst around as at before "
    "behind below beneath beside besides between beyond by concerning considering despite down "
    "during except for from in inside into like minus near of off on onto opposite out outside "
    "over past per plus regarding round save since than through throughout till to toward "
    "towards under underneath unlike until up upon versus via with within without"
)
COORDINATORS = _set("and or but nor yet & plus")
SUBORDINATORS = _set(
    "that if whether because although though while whereas when whenever where wherever since "
    "until till unless after before once as so lest provided"
)
RELATIVES = _set("who whom whose which that where when")
WH_WORDS = _set("who whom whose which what when where why how")
#: Adverbs that bound how sure a thing is.
HEDGES = _set(
    "reportedly allegedly apparently possibly perhaps maybe probably presumably purportedly "
    "seemingly supposedly ostensibly likely unlikely potentially conceivably"
)
QUOTE_OPENERS = frozenset('"“„«‹‘')
QUOTE_CLOSERS = frozenset('"”»›’')
STOPS = frozenset({".", "!", "?", "…", "...", ";", ":", "。", "！", "？"})
NUMBERS = _set(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred thousand million billion trillion dozen dozens hundreds thousands millions billions"
)
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ), 1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, name in enumerate(
        "monday tuesday wednesday thursday friday saturday sunday".split()
    )
}
FUNCTION_WORDS = (
    BE | HAVE | DO | MODALS | NEGATION | DETERMINERS | POSSESSIVES | PRONOUNS | PREPOSITIONS
    | COORDINATORS | SUBORDINATORS | WH_WORDS | _set("there here then also too only just even")
)  # fmt: skip


# -- verbs ----------------------------------------------------------------------------------


class Forms(NamedTuple):
    """Forms of a verb; where there are several, the most frequent stands first."""

    base: str
    third: tuple[str, ...]
    past: tuple[str, ...]
    participle: tuple[str, ...]
    gerund: tuple[str, ...]

    def tagged(self) -> dict[str, frozenset[str]]:
        """Give each form with its tags: "base", "third", "past", "participle", "gerund"."""
        found: dict[str, set[str]] = {self.base: {"base"}}
        for tag in ("third", "past", "participle", "gerund"):
            for form in getattr(self, tag):
                found.setdefault(form, set()).add(tag)
        return {form: frozenset(tags) for form, tags in found.items()}


# Verbs of several syllables that double their last letter: the stress is on the last.
_DOUBLING = _set(
    "abet abhor acquit admit allot annul begin beset commit compel concur confer control corral "
    "debar deter defer demur dispel distil emit enrol enthral equip excel expel extol fulfil "
    "forget impel incur infer instil intermit interdict omit outbid patrol permit prefer propel "
    "rebel rebut recur refer regret remit repel submit transfer transmit unplug upset input output "
    "debug recap kidnap worship handicap program format leapfrog zigzag combat"
) - {"interdict", "combat"}
# In Britain a last l is doubled without the stress; both spellings occur.
_EITHER = _set(
    "cancel channel counsel dial duel equal fuel funnel label level libel marshal model panel "
    "pedal quarrel rival shovel shrivel signal spiral stencil symbol total trammel travel tunnel "
    "unravel kidnap worship program focus combat benefit bias imperil"
)
_K = _set("panic traffic mimic frolic picnic politic bivouac")
_VOWELS = frozenset("aeiou")


@cache
def _irregular() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Give past and participle of the irregular verbs; "/" stands between forms in the table."""
    with (Path(__file__).parent / "data" / "irregular_verbs.csv").open(encoding="utf-8") as file:
        return {
            row["base"]: (tuple(row["past"].split("/")), tuple(row["participle"].split("/")))
            for row in csv.DictReader(file)
        }


@lru_cache(maxsize=4096)
def forms(lemma: str) -> Forms:
    """Give the forms of a verb.

    Parameters
    ----------
    lemma
        Base form in lower case; of several words ("call off") the first is inflected.

    Examples
    --------
    >>> forms("withdraw").past
    ('withdrew',)
    >>> forms("call off").gerund
    ('calling off',)
    """
    head, _, rest = lemma.partition(" ")
    if rest:
        one = forms(head)
        tail = f" {rest}"
        third, past, participle, gerund = (tuple(form + tail for form in kind) for kind in one[1:])
        return Forms(lemma, third, past, participle, gerund)
    if head == "be":
        return Forms("be", ("is",), ("was", "were"), ("been",), ("being",))
    past, participle = _irregular().get(head) or (_with_ed(head), _with_ed(head))
    third = {"have": ("has",), "do": ("does",)}.get(head) or (_with_s(head),)
    return Forms(head, third, past, participle, _with_ing(head))


def _with_s(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ies"
    return verb + "s"


def _with_ed(verb: str) -> tuple[str, ...]:
    if verb.endswith("e"):
        return (verb + "d",)
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return (verb[:-1] + "ied",)
    return tuple(stem + "ed" for stem in _stems(verb))


def _with_ing(verb: str) -> tuple[str, ...]:
    if verb.endswith("ie"):
        return (verb[:-2] + "ying",)
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and len(verb) > 2:
        return (verb[:-1] + "ing",)
    return tuple(stem + "ing" for stem in _stems(verb))


def _stems(verb: str) -> tuple[str, ...]:
    """Give what endings with a vowel are put to: the verb, its last letter doubled, or a k more."""
    if verb in _K:
        return (verb + "k",)
    doubled = verb + verb[-1:]
    if verb in _EITHER:
        return (verb, doubled)
    if verb in _DOUBLING or _short(verb):
        return (doubled,)
    return (verb,)


def _short(verb: str) -> bool:
    """Say whether it is one syllable with one vowel before one consonant: "stop", "ban"."""
    if len(verb) < 2 or verb[-1] in "aeiouwxy" or verb[-2] not in _VOWELS:
        return False
    before = verb[:-2]
    if before.endswith("qu"):
        before = before[:-1]
    return not any(letter in "aeiouy" for letter in before.removeprefix("y"))


def inflections(lemmas: tuple[str, ...] | frozenset[str]) -> dict[str, list[tuple[str, str]]]:
    """Give for each form what it can be: {"met": [("meet", "past"), ("meet", "participle")]}.

    For lexicons that look words of a text up.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for lemma in lemmas:
        for form, tags in forms(lemma).tagged().items():
            found.setdefault(form, []).extend((lemma, tag) for tag in sorted(tags))
    return found


# -- rough phrases --------------------------------------------------------------------------

_INSIDE = _set("'s , and & of - the a an")
_BREAKING = (
    MODALS | COORDINATORS | SUBORDINATORS | PREPOSITIONS | WH_WORDS | BE | DO | HAVE
) - {"'s"}  # fmt: skip


def noun_phrase(page: Page, at: int, within: tuple[int, int] | None = None) -> tuple[int, int]:
    """Give the words of the simple noun phrase around the word `at`, `words[first:last]`.

    It goes left and right over words that are no preposition, conjunction, auxiliary or mark,
    over possessives and hyphens, to a determiner on the left. It does not know verbs from nouns:
    give `within` where the caller knows a bound.
    """
    lower, words = page.lower, page.words
    low, high = within or sentence_bounds(page, at)
    first, last = at, at + 1
    while first > low:
        word = lower[first - 1]
        if lower[first] in DETERMINERS or (word in _BREAKING) or not _in_phrase(words[first - 1]):
            break
        if word in PRONOUNS and word not in POSSESSIVES:
            break
        first -= 1
    while last < high:
        word = lower[last]
        if (word in _BREAKING) or word in DETERMINERS or not _in_phrase(words[last]):
            break
        if word in PRONOUNS:
            break
        last += 1
    return first, last


def _in_phrase(word: str) -> bool:
    return word[0].isalnum() or word in ("-", "'s", "’s", "&")


def sentence_bounds(page: Page, at: int) -> tuple[int, int]:
    """Give the first word of the sentence that holds the word `at`, and the one after its last."""
    low, high = 0, len(page.sentences)
    while low < high:
        middle = (low + high) // 2
        if page.sentences[middle].last <= at:
            low = middle + 1
        else:
            high = middle
    found = page.sentences[low]
    return found.first, found.last


def clause(page: Page, at: int) -> tuple[int, int]:
    """Give the words of the rough clause around the word `at`.

    A clause ends at a semicolon, colon, dash, bracket or quotation mark, at a comma or
    coordinator before a pronoun that is a subject, and at a word that begins a subordinate
    clause after a comma.
    """
    low, high = sentence_bounds(page, at)
    first, last = at, at + 1
    while first > low and not _bounds(page, first, low):
        first -= 1
    while last < high and not _bounds(page, last, low):
        last += 1
    return first, last


_HARD = frozenset({";", ":", "--", "—", "–", "(", ")", "[", "]", '"', "“", "”", "«", "»"})


def _bounds(page: Page, at: int, low: int) -> bool:
    """Say whether a clause begins with the word `at`."""
    lower = page.lower
    word, before = lower[at], lower[at - 1]
    if word in _HARD or before in _HARD:
        return True
    if before == "," and (word in SUBORDINATORS or word in COORDINATORS or word in RELATIVES):
        return True
    return before in COORDINATORS and word in SUBJECT_PRONOUNS and at - 1 > low
