"""Words that can turn the truth of a sentence and that no part of its claim accounts for.

The parts of a claim account for the words they were read from. Of what is left over, words of a
closed list of classes (denials, falsehood, exceptions, restrictions, ranks, factors,
comparisons, conditions, times, quantities) each need a part that takes them in, and a verb or an
adverb needs to be one whose meaning is known. What has neither leaves the claim open: silence of
the rules is no reading. Nouns and adjectives left over tell more of the same thing and are let
be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from legation.checking import turning as words_of
from legation.checking.question import Question
from legation.checking.wording import states_at

#: Types that are not counted, or that compare two things in words of their own.
_FREE = frozenset({"causal", "evaluative", "quote", "prediction", "sequence"})
#: Types whose own words deny: "no state voted more often with it", "never before".
_DENYING = frozenset({"only", "first", "never", "superlative", "closer_to"})
_PAIRED = frozenset({"voted_with", "voted_apart", "voting_agreement"})
#: Details that hold words of the sentence as they stand there.
_QUOTED = ("then_resolution", "words", "arms", "group", "among", "landmark", "former")
_WORD = re.compile(r"n['’]t\b|[A-Za-z]+(?:[-.](?=\w)[A-Za-z]+)*?(?=n['’]t\b)|[^\W_]+(?:-[^\W_]+)*")
_SYMBOL = re.compile(r"(?:[A-Z]+/RES/)?(?:ES-\d{1,2}|\d{1,2})/\d{1,3}[A-Z]?|\b\d+ ?\([IVXL]+\)")
_ON = re.compile(r"[\s,(]*(?:on|about|of|regarding|concerning|against|for|titled)\b", re.IGNORECASE)
#: What follows the name of a text and is of the vote.
_TAIL = re.compile(
    r"\b(?:and|but|while|yet)\s+(?:\w+\s+)?(?:against|for|abst\w+|oppos\w+)\b|"
    r"\b(?:is|are|was|were)\s+(?=\w+\W*$)|"
    r"\bin\s+(?:all|every|each|most|any|some|only|just)\b",
    re.IGNORECASE,
)
#: A part of a text, of which no vote is asked.
_PART = re.compile(r"^\W*(?:(?:on|for|against)\s+)?\w+\s+of\s+(?=.*(?:resolution|text|\d/\d))")
#: What is done to a text, or a part of it: "for the defeat of the resolution"; but a noun without
#: an article before it is of the text's name: "the glorification of Nazism resolution".
_NOUN_OF = re.compile(
    r"\b(?:for|against|on|to)\s+(?:the|a|an|its|any)\s+(?:[\w-]+\s+)?(\w+)\s+(?:of|to|from|in)\s+"
    r"(?:(?:the|this|that|a|an|its)\s+(?:\w+\s+)?)?"
    r"(?:resolution|text|motion|(?:A/RES/)?(?:ES-\d+|\d+)/\d+)\b",
    re.IGNORECASE,
)
_SYMBOL_OF = re.compile(r"\b(?:[AS]/RES/)?(?:ES-\d{1,2}|\d{2})/\d{1,3}[A-Z]?\b")
_NO_VOTES = re.compile(r"\bno votes\b", re.IGNORECASE)
_OR_ELSE = re.compile(
    r"\bor\s+(?:(?:else|even|at least|was|were)\s+)?(?:abst\w+|vot\w+|for|against|oppos\w+|"
    r"support\w*|reject\w*|skip\w*|absent)\b",
    re.IGNORECASE,
)
_NOT_EVEN = re.compile(r",\s*not (?:even|once|ever)\b", re.IGNORECASE)
_FAR_FROM = re.compile(
    r"\b(?:anything but|far from|nothing like|by no means|"
    r"had (?:it|they|he|she)(?= (?:only )?(?:been|\w+ed)\b[^,]*,))\b",
    re.IGNORECASE,
)
#: Denials that became another part: "no fewer than" a bound, "no longer" an end.
_BOUND_BY = (
    (re.compile(r"\bnot? (?:fewer|less) than\b", re.IGNORECASE), "bound", "at_least"),
    (re.compile(r"\bnot? more than\b", re.IGNORECASE), "bound", "at_most"),
    (re.compile(r"\bno longer\b|\bn['’]t\b.*\bany ?more\b", re.IGNORECASE), "change", "ended"),
)
#: Years or times left out of what is said to be so otherwise.
_TIMES_BUT = re.compile(
    r"\b(?:but|bar|save|except(?:ing)?|apart from|aside from|other than)\s+(?:for\s+|in\s+)*"
    r"(?:(?:19|20)\d\d|one|once|two|twice|three)\b",
    re.IGNORECASE,
)
_NOT_WHO = re.compile(r"\b(?:and\s+|but\s+)?not\s+(?=[A-Z])|\bNot\s+(?=[A-Z])")
_ALONGSIDE = re.compile(
    r"\b(?:alongside|together with|along with|as well as|on behalf of|"
    r"in the name of|in (?:the )?place of)\s+",
    re.IGNORECASE,
)
_QUOTATION = re.compile(r"[\"“„«][^\"“”»]*[\"”»]")
_PLAIN_ONE = re.compile(
    r"\b(?:\w+ )?(?:years?|months?|decades?|sessions?|weeks?|days?) (?:ago|later|earlier)\b|"
    r"\b(?:in|over|for|during|within|since) (?:the )?(?:(?:past|last|first|next) )?[\w-]+ "
    r"(?:years?|months?|decades?|sessions?)\b|"
    r"\bone of (?:the|those|these) (?:\w+ )?(?:countries|states|members|nations|governments)\b",
    re.IGNORECASE,
)
#: A clause beside the main one: what it says is another thing, or the reason.
_ASIDE = re.compile(
    r"(?:,\s*|\s[—–-]\s|\()(?:(?:although|though|while|whereas|because|saying|adding|citing|"
    r"calling|arguing|which|who|whose|where)\b|even though\b)[^,;()—–]*|"
    r"^(?:although|though|while|whereas|even though|despite|in spite of|for all|because of|"
    r"given|amid|after|before)\b[^,]*,|"
    r"\b(?:despite|in spite of|because|even though|although)\b[^,;()—–]*$",
    re.IGNORECASE,
)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


class _Class(NamedTuple):
    """Words of one class, and whether a claim has a part that takes such a word in."""

    words: frozenset[str]
    known: Callable[[Question], bool]


def _kinds(*names: str) -> Callable[[Question], bool]:
    return lambda question: question.type in names


def _counts(question: Question) -> bool:
    """Whether a part of the claim holds a quantity."""
    return (
        question.value is not None
        or question.type in ("count", "group", "agreement", "trend", "superlative", "only")
        or any(map(question.detail, ("quantifier", "bound", "against_votes", "rank", "group")))
    )


def _compares(question: Question) -> bool:
    return _counts(question) or question.type == "closer_to" or bool(question.detail("direction"))


def _timed(question: Question) -> bool:
    """Whether a part of the claim holds a time."""
    kinds = ("status_change", "since", "always", "never", "first", "superlative")
    return (
        question.windowed
        or question.type in kinds
        or any(map(question.detail, ("when", "date", "length")))
    )


#: Denials that belong to another word than the verb, or that undo one another.
_NO_DENIAL = re.compile(
    r"\bwithout (?:fail\w*|exceptions?|interruption|wavering|a break|hesitation|delay|"
    r"reservations?|once|ever)\b|\bnot only\b|\bno (?:fewer|less|more) than\b|"
    r"\bnot? (?:later|earlier) than\b|\bno doubt\b|\bwithout (?:a )?doubt\b|"
    r"\bmore often than not\b|\b(?:nobody|none|no one|few) (?:can|could|would|will) "
    r"(?:deny|dispute|doubt)\b|\bno (?:denying|question|disputing) (?:that)?\b|"
    r"\b(?:cannot|can not|can n't) be (?:denied|disputed|doubted)\b|"
    r"\b(?:vot\w+|cast|said|say\w*|its|a|as|with|press\w*|chose) [\"“'‘]?no\b[\"”'’]?"
    r"(?=\s*(?:$|[,;.)]|(?:votes?|to|on|in|at|for|and|when|with|alongside|over|about)\b))",
    re.IGNORECASE,
)
_CLASSES = (
    _Class(
        _set("except excepting excluding exception exceptions barring unless minus save"),
        _kinds("only", "group", "always"),
    ),
    _Class(
        _set("only solely merely exclusively purely just lone sole little scant"),
        lambda q: (_counts(q) or q.type == "first") and q.detail("quantifier") != "some",
    ),
    _Class(
        _set(
            "second third fourth fifth sixth seventh eighth ninth tenth last penultimate "
            "final previous"
        ),
        lambda q: _counts(q) or _timed(q),
    ),
    _Class(
        _set("first"),
        lambda q: _counts(q) or q.type in ("first", "always", "never", "since", "status_change"),
    ),
    _Class(
        _set(
            "half twice thrice double doubled tripled triple quadruple quadrupled tenfold twofold "
            "threefold halved third thirds quarter quarters fifths tenths"
        ),
        _counts,
    ),
    _Class(
        _set("more less fewer than least rather"),
        _compares,
    ),
    _Class(_set("if unless provided providing supposing whether would could might"), _kinds()),
    _Class(_set("until till"), _timed),
    _Class(
        _set(
            "one two three four five six seven eight nine ten eleven twelve dozen dozens twenty "
            "thirty forty fifty hundred several many few numerous some any every all "
            "majority minority"
        ),
        lambda q: _counts(q) or q.type in ("always", "never", "first", "since"),
    ),
    _Class(_set("each both either"), lambda q: _counts(q) or len(q.subject) > 1),
    _Class(
        _set("most"),
        lambda q: _compares(q) or q.relation in ("arms_transfer", "trade"),
    ),
    _Class(
        _set("combined together altogether jointly separately respectively"),
        lambda q: q.relation in _PAIRED or q.type == "group",
    ),
)  # fmt: skip


def unaccounted(question: Question) -> str:
    """Give the words of a claim's sentence that can turn its truth and went into no part.

    Parameters
    ----------
    question
        The question; one that came as plain values has no sentence and nothing left over.

    Returns
    -------
    str
        The words, parted by a comma; empty where everything is accounted for.
    """
    if not question.sentence or question.type in _FREE or not question.claim.rule:
        return ""
    own = _left(question)
    found = [
        *_denials(question, own),
        *_of_classes(question, own),
        *_strange(question, own),
        *_beside(question),
    ]
    return ", ".join(dict.fromkeys(found))


def _left(question: Question) -> list[str]:
    """Give the words of the sentence that no part holds as they stand."""
    words = _NOT_WHO.sub(_of_others(question), question.own or question.sentence)
    words = _QUOTATION.sub(" ", words)
    words = _PLAIN_ONE.sub(" ", _NO_DENIAL.sub(" ", _ASIDE.sub(" ", words)))
    for pattern, name, value in _BOUND_BY:
        if question.detail(name) == value:
            words = pattern.sub(" ", words)
    for name in _QUOTED:
        if part := question.detail(name):
            words = words.replace(part, " ")
    return [match[0].replace("’", "'") for match in _WORD.finditer(words)]


def _of_others(question: Question) -> Callable[[re.Match[str]], str]:
    """Give what takes out a denial of somebody of whom the claim says nothing."""
    told = {*question.subject, *question.object, *question.comparator}

    def without(found: re.Match[str]) -> str:
        codes = {*states_at(found.string[found.end() :])}
        return " " if codes and not codes & told and not question.groups else found[0]

    return without


def _of_text(question: Question) -> frozenset[str]:
    """Give the words that name the text found, and nothing that follows its name.

    Behind a symbol only what it is on belongs to its name; a tally or a denial may stand there.
    """
    named = _PART.sub("", question.detail("resolution") or "")
    if found := _SYMBOL.search(named):
        tail = named[found.end() :]
        named = named if _ON.match(tail) else named[: found.end()]
    if found := _TAIL.search(named):
        named = named[: found.start()]
    return frozenset(match[0].lower() for match in _WORD.finditer(named))


def _denials(question: Question, own: list[str]) -> Iterator[str]:
    """Give denials that the claim does not carry, and what says that it is false."""
    words = [word.lower() for word in own]
    denials = [word for word in words if word in words_of.NEGATORS]
    falsehood = [word for word in words if word in words_of.FALSEHOOD]
    if question.detail("quantifier") or question.detail("bound"):
        denials = [word for word in denials if word not in ("hardly", "scarcely", "barely")]
    carried = question.negated or question.detail("double_negation")
    group = question.type == "group" and question.detail("quantifier") in ("none", "not_all")
    taking = question.type in _DENYING or question.relation == "absent" or group
    # What is an end or a fall here is a refusal elsewhere: "stopped voting with", "declined".
    if question.type in ("trend", "status_change"):
        denials = [word for word in denials if not word.startswith(("declin", "stop"))]
    # Each part carries one denial; one more may undo it. "Nor" and "not even" only repeat one.
    told = len([word for word in denials if word != "nor"]) - len(_NOT_EVEN.findall(question.own))
    room = bool(carried) + bool(taking)
    if (denials and not room) or (told > room and not question.detail("double_negation")):
        yield from denials
    if not carried:
        yield from falsehood
        yield from (" ".join(found[0].split()) for found in _FAR_FROM.finditer(question.own))


def _of_classes(question: Question, own: list[str]) -> Iterator[str]:
    named = _of_text(question)
    rest = [word for word in own if word.lower() not in named]
    for kind in _CLASSES:
        if not kind.known(question):
            yield from (word for word in rest if word.lower() in kind.words)


def _beside(question: Question) -> Iterator[str]:
    """Give another choice that is left open, and who is said to have done the same."""
    if question.side != "votes":
        return
    for found in _NOUN_OF.finditer(question.own):
        if found[1].lower() not in words_of.NAMING:
            yield found[1]
    if not question.detail("symbol"):
        yield from (found[0] for found in _SYMBOL_OF.finditer(question.own))
    if question.relation == "absent":
        yield from (found[0] for found in _NO_VOTES.finditer(question.own))
    for pattern in (_OR_ELSE, _TIMES_BUT):
        yield from (" ".join(found[0].split()) for found in pattern.finditer(question.own))
    if question.relation == "voted_for" and not question.negated:
        named = _of_text(question)
        words = {word.lower() for word in _left(question)}
        yield from sorted(words & words_of.AGAINST - named)
    parts = (question.subject, question.object, question.comparator)
    known = {code for part in parts for code in part}
    for match in _ALONGSIDE.finditer(question.own):
        if {*states_at(question.own[match.end() :])} - known and not question.groups:
            yield match[0].strip()


def _strange(question: Question, own: list[str]) -> Iterator[str]:
    """Give verbs and adverbs whose meaning nothing of the claim knows."""
    known = _known(question.side == "votes") | _of_text(question)
    if question.type == "group" or question.relation in _PAIRED:
        known |= {"split", "divided", "differently"}
    for word in own:
        if not word.islower() or word in known:
            continue
        if word in words_of.PAST or (len(word) > 4 and word.endswith(("ed", "ly"))):
            yield word


@cache
def _known(votes: bool) -> frozenset[str]:
    """Words whose meaning the rules of reading know, and those that change nothing.

    Of a vote the verbs that end, lift or break something say what became of the vote.
    """
    from legation.reading.claims import bounding, lexicon
    from legation.reading.grammar import NUMBERS

    ending = (lexicon.BREAK, lexicon.LIFT, lexicon.LEAVE, lexicon.EXPEL, lexicon.FIGHT)
    known = bounding.KNOWN
    if votes:
        known -= frozenset().union(*ending) - lexicon.SIDE.keys()
    return (
        NUMBERS
        | bounding.DULL
        | known
        | words_of.PLAIN_ADVERBS
        | words_of.PLAIN_VERBS
        | words_of.NEGATORS
    )
