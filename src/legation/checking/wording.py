"""What the words of a claim say beside the parts that were read from them.

A part that no rule of reading took up may turn a claim into another one: "apart from Belarus",
"allies in all but name", a tally. Each function here looks for one such thing in the words, for
the types of claims to take in; what none of them takes in is left open by `doubted`.
"""

from __future__ import annotations

import re

from legation import states
from legation.checking.question import Question

_LEAVING_OUT = (
    r"besides|apart from|aside from|except(?:ing)?(?: for)?|other than|but for|save(?: for)?|"
    r"bar|barring|minus|without|with the exceptions? of|excluding|not counting|not including"
)
_BESIDES = re.compile(
    rf"\b(?:{_LEAVING_OUT}|together with|along with|alongside|in addition to|as well as|"
    r"join(?:ed|ing|s)?(?: by)?)\s+(?=\S)",
    re.IGNORECASE,
)
EXCEPT = re.compile(rf"\b(?:{_LEAVING_OUT}|but)\s+(?=\S)", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*,?\s*\b(?:and|or|as well as)\b\s*|\s*,\s*|\s*&\s*")
_INFORMAL = re.compile(
    r"\b(?:de facto|in all but name|informal\w*|unofficial\w*|virtual\w*|tacit\w*|political\w*|"
    r"natural|quasi|practical\w*|effective\w*|undeclared|"
    r"(?:at|in) the (?:UN|U\.N\.|United Nations|General Assembly))\b",
    re.IGNORECASE,
)
_FORMAL = re.compile(
    r"\b(?:alliances?|pacts?|treat(?:y|ies)|formal\w*|signed|defen[cs]e|entente|mutual)\b",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r"\b(?:different\w*|split|diverged?|parted (?:ways|company)|disagreed?|broke ranks|"
    r"not (?:the same|alike|together))\b",
    re.IGNORECASE,
)
NEITHER = re.compile(r"\bneither\b", re.IGNORECASE)
#: Words for a factor by which something moved.
_FACTORS = (
    (re.compile(r"\bdoubl(?:e|ed|ing)\b", re.IGNORECASE), 2.0),
    (re.compile(r"\b(?:tripl|trebl)(?:e|ed|ing)\b", re.IGNORECASE), 3.0),
    (re.compile(r"\bquadrupl(?:e|ed|ing)\b", re.IGNORECASE), 4.0),
    (re.compile(r"\bhalv(?:e|ed|ing)\b|\bby half\b|\bin half\b", re.IGNORECASE), 0.5),
)
_MORE = re.compile(r"\b(?:more than|over|at least)\b", re.IGNORECASE)
#: Part by which a factor that is told as a word may be missed.
ROOM = 0.1
_DENIED = re.compile(
    r"\b(?:not|never|n['’]t|fail(?:ed|ing)?|refus(?:ed|ing)|declin(?:ed|ing))\s+(?:to\s+)?"
    r"(?:vot|back|support|abstain|oppos|sid)\w*|\bwithout voting\b",
    re.IGNORECASE,
)
_TALLY = re.compile(
    r"\b(\d{1,3})(?:\s+(?:votes?|in favou?r|for|yes))*\s*(?:,\s*)?(?:to|[-–—:])\s*(\d{1,3})\b"
    r"(?:[^.;\d]{0,20}?\b(\d{1,3})\s+abst\w*|\s*[-–—:]\s*(\d{1,3})\b)?",
    re.IGNORECASE,
)
_N = r"\b(\d{1,3})\s+(?:(?:votes?|states|countries|members|nations)\s+)?(?:were\s+|voted\s+)?"
_LABELLED = (
    ("yes", re.compile(_N + r"(?:in favou?r|for|yes|ayes)\b", re.IGNORECASE)),
    ("no", re.compile(_N + r"(?:against|no|opposed|noes)\b", re.IGNORECASE)),
    ("abstain", re.compile(_N + r"(?:abst\w+)", re.IGNORECASE)),
)


def excepted(question: Question) -> tuple[tuple[str, ...], str]:
    """Give the states that a claim leaves out of what it says, and words that were not understood.

    Returns
    -------
    codes
        Codes of states named after "besides", "apart from", "except" and the like.
    left
        Words of such a phrase that begins with no state; empty where all were understood.
    """
    codes: list[str] = []
    left = ""
    for match in _BESIDES.finditer(question.sentence):
        found = states_at(question.sentence[match.end() :])
        codes += found
        if not found:
            left = left or " ".join(question.sentence[match.start() :].split()[:6])
    return tuple(dict.fromkeys(codes)), left


def states_at(words: str) -> list[str]:
    """Give the states that a text begins with, as a list of them."""
    found: list[str] = []
    for item in _BETWEEN.split(words[:300]):
        parts = re.sub(r"^(?:both|the)\s+", "", item.strip(" \t\n\"'“”()"), flags=re.I).split()
        for length in range(min(len(parts), 5), 0, -1):
            name = re.sub(r"['’]s$", "", " ".join(parts[:length]).strip(".,;:!?)"))
            if name[:1].isupper() and (state := states.find(name)) is not None:
                found.append(str(state))
                break
        else:
            return found
        if length < len(parts):
            return found
    return found


def informal(question: Question) -> bool:
    """Whether states are called allies in another sense than that of a treaty."""
    said = question.sentence
    return bool(_INFORMAL.search(said)) and not re.search(r"\b(?:pact|treaty)\b", said, re.I)


def formal(question: Question) -> bool:
    """Whether a pact is spoken of, and not only that states are allies."""
    called = re.search(r"\ball(?:y|ies|ied)\b", question.text, re.IGNORECASE)
    return called is None or bool(_FORMAL.search(question.text))


def otherwise(question: Question) -> bool:
    """Whether any other choice is meant: "voted differently", "split"."""
    return bool(_OTHERWISE.search(question.text))


def all_but(question: Question) -> bool:
    """Whether those who are left out are named of all others: "apart from Hungary, all did"."""
    match = EXCEPT.match(question.sentence.lstrip())
    if match is None:
        return False
    rest = question.sentence.lstrip()[match.end() :]
    return bool(re.search(r"\b(?:all|every\w*|each|the whole)\b", rest, re.IGNORECASE))


def denied(question: Question) -> bool:
    """Whether those are meant who did not choose so: "the only member not to vote for it"."""
    return not question.negated and bool(_DENIED.search(question.sentence))


def moved_so_far(question: Question, before: float, after: float) -> bool:
    """Whether something moved by the factor that a claim names in a word; True where it has none.

    "Doubled" and "halved" are taken with a tenth of room, "more than doubled" without any.
    """
    for word, factor in _FACTORS:
        if word.search(question.context):
            room = 0.0 if _MORE.search(question.context) else ROOM
            if factor < 1:
                return after <= before * factor * (1 + room)
            return before > 0 and after >= before * factor * (1 - room)
    return True


def tally(question: Question) -> dict[str, int]:
    """Give the tally that a claim tells: "yes", "no" and "abstain"; empty where it tells none."""
    text = question.context
    if found := _TALLY.search(text):
        told = {"yes": int(found[1]), "no": int(found[2])}
        abstentions = found[3] or found[4]
        return told if abstentions is None else {**told, "abstain": int(abstentions)}
    labelled = {
        name: int(match[1]) for name, pattern in _LABELLED if (match := pattern.search(text))
    }
    return labelled if len(labelled) > 1 else {}


def neither(question: Question) -> bool:
    """Whether each of the subjects is denied by "neither A nor B" though no part says so."""
    found = NEITHER.search(question.sentence)
    if found is None or question.negated:
        return False
    named = states_at(re.sub(r"\bnor\b", "or", question.sentence[found.end() :].strip()))
    return len(named) > 1 and {*named} == {*question.subject}


_NUMBERS = {
    word: n
    for n, word in enumerate("one two three four five six seven eight nine ten".split(), start=1)
}
_YEARS_APART = re.compile(r"\b(\w+) years? (?:after|before|later|earlier)\b", re.IGNORECASE)
#: Years by which a stretch that is told in whole years may be missed.
HALF_A_YEAR = 0.75


def so_far_apart(question: Question, years: float) -> bool | None:
    """Whether two days lie as many years apart as a claim says; None where it says no number."""
    found = _YEARS_APART.search(question.sentence)
    if found is None:
        return True
    word = found[1].lower()
    said = 1 if word == "a" else int(word) if word.isdecimal() else _NUMBERS.get(word)
    return None if said is None else abs(years - said) <= HALF_A_YEAR
