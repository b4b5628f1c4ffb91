"""Words of a sentence that make another claim of it than the parts that were read.

What is found here leaves a claim open, with the words that were not understood: an exception
that no query knows, a choice of texts, a rank, whom a relative clause speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from legation.checking.phrases import listed, name_of
from legation.checking.question import Question
from legation.checking.wording import EXCEPT, NEITHER, states_at
from legation.reading.results import Claim

_NOT_BUT = re.compile(
    r"(?:,|\(|—|–|-)\s*(?:and\s+|but\s+)?(?:not|unlike|rather than|instead of)\s+"
    r"([^,;()—–.]{2,60})(?=[,;()—–.]|$)",
    re.IGNORECASE,
)
_TEXT = re.compile(
    r"^\W*(?:on|about|over|regarding|concerning)\b|"
    r"\b(?:resolutions?|texts?|motions?|drafts?|votes?|measures?|proposals?|call(?:s|ing)?|"
    r"demand\w*|condemn\w*|ending|end|lifting|lift|combating|suspen\w+|expel\w*|anti\W?\w+)\b",
    re.IGNORECASE,
)
#: Matters that texts of the Assembly are against: to vote "against the embargo" may be to vote
#: for the text that asks to end it.
_OF = re.compile(r"\b(?:on|of|to|against|for|over|about|in)\b", re.IGNORECASE)
_OPPOSED = re.compile(
    r"\b(?:embargo(?:es)?|blockades?|glorif\w+|nazism|neo-nazism|racism|apartheid|settlements?|"
    r"occupation|annexations?|coercive measures|mercenar\w+|torture|terrorism|arms race|"
    r"death penalty|invasion|aggression|wars?|militari[sz]ation|colonialism|discrimination|"
    r"sanctions|nuclear (?:weapons|tests|testing)|violence|slavery)\b",
    re.IGNORECASE,
)
_SYMBOL = re.compile(r"\b(?:A/RES/|S/RES/)?(?:ES-\d{1,2}|\d{2})/\d{1,3}[A-Z]?\b")
_MEMBERS_BUT_AT = re.compile(
    r"\b(?:all|every|each|any|no|none|most|members?|states?|countr\w+|nations?|allies|one|"
    r"body|everyone|everybody|nobody)\b[^.;]{0,40}?\b(?:but|bar|save|except(?:ing)?(?: for)?|"
    r"apart from|aside from|other than|besides|excluding|with the exceptions? of)\s+",
    re.IGNORECASE,
)
_NEITHER_DID = re.compile(
    r"\bneither\s+(?:\w+ed|voted|backed|for|against|opposed|supported|endorse[sd]?|yes|no)\b",
    re.IGNORECASE,
)
_SOME_OF = re.compile(
    r"\b(?:one|two|three|four|five|half|some|most|several|either|any|none|neither|no|few|\d+)\s+"
    r"(?:out\s+)?of\s+(?:the|these|those|all|its|their)\b(?:\s+\w+)?",
    re.IGNORECASE,
)
_ONLY_N = re.compile(
    r"\b(?:only|just|merely|no more than)\s+(?:a |one|two|three|four|five|six|seven|eight|nine|"
    r"ten|\d+|a few|a handful)\b",
    re.IGNORECASE,
)
_CHOICE_OR = re.compile(
    r"\b(?:abstain\w*|vot\w+|for|against|yes|no|with|absent|favou?r|oppos\w+|support\w*)\s+or\s+"
    r"(?:else\s+|even\s+|was\s+|were\s+)?(?:abstain\w*|vot\w+|for|against|yes|no|absent|"
    r"oppos\w+|support\w*|skip\w*|stay\w*)\b",
    re.IGNORECASE,
)
_ITS_ALLY = re.compile(
    r"\bvot\w+\s+(?:with|against|alongside|like|unlike)\s+(?:its|their|his|her)\s+(?:\w+\s+)?"
    r"(?:all(?:y|ies)|neighbou?rs?|rivals?|partners?|patrons?|friends?|enem(?:y|ies)|foes?)\b",
    re.IGNORECASE,
)
_ALL_BUT_SOME = re.compile(
    r"\b(?:every|each|all|always)\b[^.;]{0,60}?\b(?:but|except|bar|save|apart from)\b\s+"
    r"(?:for\s+|in\s+|on\s+)?(?:one|once|two|twice|three|a few|(?:19|20)\d\d|\d+)\b",
    re.IGNORECASE,
)
_SAME_TIME = re.compile(
    r"\b(?:in|on|at|during) the (?:very )?same (?:year|day|month|time|moment|session)\b|"
    r"\bsimultaneously\b",
    re.IGNORECASE,
)
_SO_LONG_AFTER = re.compile(
    r"\b(?:\w+|\d+) (?:months?|weeks?|days?|sessions?) (?:after|before|later|earlier)\b|"
    r"\bthe (?:next|following|same|previous) (?:year|month|week|day|session)\b",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:is|was|are|were|has|have|had|did|does|do|will|would|could|can|should)"
    r"(?:\s+\w+)?\s*(?:\bnot\b|n['’]t\b)(?!\s+only)|\bno (?:arms|weapons|sanctions|alliance|"
    r"pact|treaty|relations|ties|disputes?|wars?)\b|\bnone\b|\bnothing\b",
    re.IGNORECASE,
)
#: Types whose own words deny, or that take a denial in otherwise.
_DENYING = ("never", "always", "only", "first", "group", "causal", "evaluative", "quote", "count")
_FIRST_SINCE = re.compile(
    r"\bfirst (?:time|vote|occasion)\b[^.;]{0,40}?\b(?:since|in (?:\w+ )?(?:years|decades))\b|"
    r"\bfirst\b[^.;]{0,20}?\b(?:in|for) (?:\w+ )?(?:years|decades|a decade)\b",
    re.IGNORECASE,
)
_TOGETHER = re.compile(r"\b(?:combined|put together|taken together|in total|altogether)\b", re.I)
_KIND_OF_MEMBER = re.compile(
    r"\b(?:newest|oldest|youngest|latest|first|last|largest|smallest|biggest|founding|original|"
    r"only|sole|richest|poorest|full|associate|permanent|non-permanent|honorary|longest\W\w+|"
    r"candidate|former|inactive|suspended|reluctant|leading|key|core)\s+"
    r"(?:\w+\s+){0,2}?(?:members?|states?|countr\w+|nations?|part(?:y|ies)|one)\b",
    re.IGNORECASE,
)
_WHO_THEN = re.compile(
    r"\b(?:unlike|like|contrary to|in contrast to|in contrast with|as opposed to|alongside|than|"
    r"with|from|behind|before|after)\s+([A-Z][^,;.]{2,40}),?\s+(?:which|who)\s+\w+"
)
_MOVED_BY = re.compile(
    r"\b(?:quintupl\w+|\w+fold|by (?:(?:more|less) than |about |over |nearly |almost )?"
    r"(?:a |one |two |three )?(?:thirds?|quarters?|fifths?|tenths?)|to zero)\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:nd|rd|th))[- ]"
    r"(?:most|least|largest|biggest|closest|highest|lowest|best|worst|greatest|smallest|"
    r"strongest|top|leading|main)\b",
    re.IGNORECASE,
)
_LAST_TIME = re.compile(
    r"\blast (?:time|voted|sided|backed|supported|opposed|abstained)\b|\bmost recently\b",
    re.IGNORECASE,
)
_ALL = re.compile(r"\b(?:all|every\w*|each|any|no|none|nobody|members?)\b", re.IGNORECASE)
_EXCEPTING = re.compile(r"^(?:the\s+)?except(?:ion|ions|ing)?$", re.IGNORECASE)
_AND_ON = re.compile(
    r"\b(?:and|but|while|yet|then)\s+(?:\w+\s+){0,4}?(?:for|against|on|to|in favou?r of)\s+"
    r"(?:\w+\s+){0,2}?(" + _SYMBOL.pattern + ")",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"[\"“”«»]|\b(?:s(?:ays?|aid|aying)|told|tells|according|claim\w*|argu\w+|assert\w*|"
    r"insist\w*|predict\w*|warn\w*|stat(?:es|ed|ing)|announc\w+|declar\w+|believ\w+|think\w*|"
    r"thought|report\w*|wr(?:ote|ites)|not(?:es|ed)|add(?:s|ed)|complain\w*|alleg\w+|admit\w*|"
    r"acknowledg\w+|stress\w*|recall\w*|remark\w*|comment\w*|accus\w+|expect\w*|promis\w+|"
    r"explain\w*|maintain\w*|conced\w+|suggest\w*|den(?:y|ies|ied)|repl(?:y|ied|ies)|"
    r"observ\w+|point\w*|tweet\w*|post\w*|call\w*|forecast\w*|foresee\w*|boast\w*|"
    r"view|words of|opinion)\b|:",
    re.IGNORECASE,
)


def set_against(question: Question) -> str:
    """Give the words that name a subject only to deny it of it: "Israel, not Russia, voted".

    Nothing where the claim has another subject.
    """
    for match in _NOT_BUT.finditer(question.sentence):
        named = {*states_at(match[1])}
        third = question.relation in ("voted_with", "voted_apart") and bool(
            named - {*question.subject, *question.object, *question.comparator}
        )
        if named and (third or named & {*question.subject}) and not question.negated:
            return " ".join(match[0].strip(" ,(—–-").split())
    return ""


def opposed_matter(question: Question) -> str:
    """Give the matter a claim votes for or against, where the text itself may be against it.

    "Against the embargo" is for the text that ends it; "against the embargo resolution", "on
    the embargo" and a symbol say which text is meant.
    """
    if question.relation not in ("voted_for", "voted_against") or question.detail("symbol"):
        return ""
    words = question.detail("resolution") or ""
    matter = _OPPOSED.search(words)
    if matter is None or _TEXT.search(words) or _OF.search(words[: matter.start()]):
        return ""
    said = re.search(
        r"\b(?:for|against|oppos\w+|back\w*|support\w*|reject\w*|favou?r\w*|endors\w+|denounc\w+|"
        r"approv\w+)\s+(?:of\s+)?[\"“'‘]?" + re.escape(words.strip("\"“”'‘’,. ")[:25]),
        question.text, re.IGNORECASE,
    )  # fmt: skip
    return "" if said is None else listed([matter[0]])


def told_otherwise(question: Question) -> str:
    """Give words of the sentence that make another claim of it than its parts, or none.

    Each is a phrase that ought to have become a part of the claim: an exception, a denial of
    each, a choice of texts, a rank, by how much something moved.
    """
    said, kind = question.sentence, question.type
    checks = (
        (_led_by_exception(question), True),
        (_first(_NEITHER_DID, said), question.side == "votes"),
        (_first(NEITHER, said), not question.negated and kind not in ("group", "count")),
        (_first(_SOME_OF, question.detail("resolution") or ""), kind in ("vote", "existence")),
        (_only_so_many(question), kind == "vote" and question.side == "votes"),
        (_first(_ALL_BUT_SOME, said), kind in ("always", "since")),
        (_first(_SAME_TIME, said), kind in ("status_change", "existence", "vote", "sequence")),
        (_first(_SO_LONG_AFTER, said), kind == "sequence"),
        (_first(_DENIES, question.text), not question.negated and kind not in _DENYING
         and question.relation != "absent" and not question.detail("double_negation")
         and " fail" not in question.text),
        (_first(_FIRST_SINCE, said), kind == "first"),
        (_first(_CHOICE_OR, said), question.side == "votes"),
        (_first(_ITS_ALLY, said), question.side == "votes" and not question.object),
        (_first(_TOGETHER, said), kind in ("closer_to", "superlative", "trend", "existence")),
        (_compared(question), kind == "closer_to"),
        (_first(_KIND_OF_MEMBER, said),
         question.relation in ("membership", "listed") and kind in ("existence", "designation")),
        (_exception(question), question.type not in ("only", "group")
         and not (kind == "vote" and bool(question.groups.get("subject")))),
        (_first(_MOVED_BY, question.context), kind == "trend" and question.value is None),
        (_first(_ORDINAL, said), kind == "superlative" and not question.detail("rank")),
        (_first(_LAST_TIME, said), kind in ("agreement", "vote", "existence")),
        (_other_symbol(question), question.side == "votes" and not question.detail("symbol")),
    )  # fmt: skip
    return next((words for words, here in checks if words and here), "")


def taken_in(question: Question) -> Question:
    """Take an exception out of the words that were not read where a type of claim takes it in."""
    left = question.detail("unread")
    if not left or question.type not in ("only", "group"):
        return question
    parts = [part.strip() for part in left.split(";")]
    known = bool(_exception(question))
    rest = [
        part for part in parts if not _is_exception(part) and not (known and _EXCEPTING.match(part))
    ]
    details = {**question.details, "unread": "; ".join(rest)}
    return replace(question, details={name: text for name, text in details.items() if text})


def _is_exception(words: str) -> bool:
    found = EXCEPT.match(words)
    return found is not None and bool(states_at(words[found.end() :]))


def _first(pattern: re.Pattern[str], words: str) -> str:
    found = pattern.search(words)
    return "" if found is None else " ".join(found[0].split())


def _led_by_exception(question: Question) -> str:
    """Give the exception that the subject of a claim stands in: "every member but Turkey voted".

    Of "only" claims it is what they say: "no country other than Israel did".
    """
    if question.type == "only" or not question.subject:
        return ""
    for match in _MEMBERS_BUT_AT.finditer(question.sentence):
        named = states_at(question.sentence[match.end() :])
        if named and {*named} & {*question.subject}:
            return " ".join([*match[0].split()[-2:], *question.sentence[match.end() :].split()[:1]])
    return ""


def _exception(question: Question) -> str:
    """Give an exception of which no query of this type knows: "all members except Turkey"."""
    for match in EXCEPT.finditer(question.sentence):
        if named := states_at(question.sentence[match.end() :]):
            own = {*question.subject, *question.object, *question.comparator}
            # "But Hungary voted against it" begins another part of the sentence.
            if match[0].lower().strip() == "but" and not _ALL.search(
                question.sentence[: match.start()]
            ):
                continue
            if match[0].lower().strip() in ("without", "bar") and {*named} <= own:
                continue
            return " ".join([match[0].strip(), *question.sentence[match.end() :].split()[:2]])
    return ""


def _only_so_many(question: Question) -> str:
    """Give the words that say how many the subjects are: "only two countries, A and B, did"."""
    for match in _ONLY_N.finditer(question.sentence):
        rest = re.sub(r"^\s*\w*\s*[,:(–—-]*\s*", "", question.sentence[match.end() :])
        if {*states_at(rest)} & {*question.subject}:
            return match[0]
    return ""


def _compared(question: Question) -> str:
    """Give the states that are compared with, where they are more than the claim holds."""
    found = re.search(r"\bthan\s+(?:(?:from|to|with|by|against|on)\s+)?(?=[\w])", question.sentence)
    if found is None:
        return ""
    named = {*states_at(question.sentence[found.end() :])}
    known = {*question.comparator, *question.object, *question.subject}
    return "" if len(named) < 2 or named <= known else listed(sorted(map(name_of, named)))


def _other_symbol(question: Question) -> str:
    """Give the symbol of a text that stands behind a claim which names none."""
    return _first(_SYMBOL, question.context)


def untold(claim: Claim, words: str, whole: str, beside: Sequence[Claim]) -> Claim:
    """Put right what a claim was read to say against the other claims of its sentence.

    Parameters
    ----------
    claim
        The claim.
    words
        Its words.
    whole
        Its sentence.
    beside
        All claims of the sentence.

    Returns
    -------
    Claim
        Without a speaker where nobody speaks in the sentence; with words that were not read
        where a text is told of by symbol and no claim took it up.
    """
    if claim.speaker and whole and not _TOLD.search(whole):
        claim = replace(claim, speaker=None)
    if (then := _WHO_THEN.search(whole)) and then[0] in words:
        codes = {*states_at(then[1])}
        if codes and not codes & {*claim.subject} and not dict(claim.details).get("unread"):
            claim = replace(claim, details=(*claim.details, ("unread", then[0])))
    known = " ".join(dict(one.details).get("symbol", "") for one in beside)
    known += " ".join(dict(one.details).get("then_symbol", "") for one in beside)
    for found in _AND_ON.finditer(whole):
        details = dict(claim.details)
        if found[1].removeprefix("A/RES/") not in known and not details.get("unread"):
            details["unread"] = found[0]
            claim = replace(claim, details=tuple(details.items()))
    return claim
