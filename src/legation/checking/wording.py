"""What the words of a claim say beside the parts that were read from them.

A part that no rule of reading took up may turn a claim into another one: "apart from Belarus",
"allies in all but name", "a war". Each function here looks for one such thing in the words; the
types of claims take it in or leave the claim open.
"""

from __future__ import annotations

import re

from legation import states
from legation.checking.phrases import listed
from legation.checking.question import Question

_BESIDES = re.compile(
    r"\b(?:besides|beside|apart from|aside from|except(?:ing)?(?: for)?|other than|but for|"
    r"save(?: for)?|bar|barring|with the exceptions? of|excluding|together with|along with|"
    r"alongside|in addition to|as well as|joined by|not counting)\s+(?=\S)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*,?\s*\b(?:and|or|as well as)\b\s*|\s*,\s*|\s*&\s*")
_NOT_BUT = re.compile(
    r"(?:,|\(|—|–|-)\s*(?:and\s+|but\s+)?(?:not|unlike|rather than|instead of)\s+"
    r"([^,;()—–.]{2,60})(?=[,;()—–.]|$)",
    re.IGNORECASE,
)
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
_TEXT = re.compile(
    r"\b(?:resolutions?|texts?|motions?|drafts?|votes?|measures?|proposals?|call(?:s|ing)?|"
    r"demand\w*|condemn\w*|ending|end|lifting|lift|combating|against|on|about|over)\b",
    re.IGNORECASE,
)
#: Matters that texts of the Assembly are against: to vote "against the embargo" may be to vote
#: for the text that asks to end it.
_OPPOSED = re.compile(
    r"\b(?:embargo(?:es)?|blockades?|glorif\w+|nazism|neo-nazism|racism|apartheid|settlements?|"
    r"occupation|annexations?|coercive measures|mercenar\w+|torture|terrorism|arms race|"
    r"death penalty|invasion|aggression|wars?|militari[sz]ation|colonialism|discrimination|"
    r"sanctions|nuclear (?:weapons|tests|testing)|violence|slavery)\b",
    re.IGNORECASE,
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
        found = _states_at(question.sentence[match.end() :])
        codes += found
        if not found:
            left = left or " ".join(question.sentence[match.start() :].split()[:6])
    return tuple(dict.fromkeys(codes)), left


def _states_at(words: str) -> list[str]:
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


def set_against(question: Question) -> str:
    """Give the words that name a subject only to deny it of it: "Israel, not Russia, voted".

    Nothing where the claim has another subject.
    """
    for match in _NOT_BUT.finditer(question.sentence):
        named = _states_at(match[1])
        if named and set(named) & {*question.subject} and not question.negated:
            return " ".join(match[0].strip(" ,(—–-").split())
    return ""


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


def opposed_matter(question: Question) -> str:
    """Give the matter a claim votes for or against, where the text itself may be against it.

    "Against the embargo" is for the text that ends it; "against the embargo resolution", "on
    the embargo" and a symbol say which text is meant.
    """
    if question.relation not in ("voted_for", "voted_against") or question.detail("symbol"):
        return ""
    words = question.detail("resolution") or ""
    matter = _OPPOSED.search(words)
    if matter is None or _TEXT.search(words):
        return ""
    said = re.search(
        r"\b(?:for|against|oppos\w+|back\w*|support\w*|reject\w*|favou?r\w*|endors\w+|denounc\w+|"
        r"approv\w+)\s+(?:of\s+)?[\"“'‘]?" + re.escape(words.strip("\"“”'‘’,. ")[:40]),
        question.text, re.IGNORECASE,
    )  # fmt: skip
    return "" if said is None else listed([matter[0]])
