"""What the words of a claim say beside the parts that were read from them.

A part that no rule of reading took up may turn a claim into another one: "apart from Belarus",
"allies in all but name", "a war". Each function here looks for one such thing in the words; the
types of claims take it in or leave the claim open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from legation import states
from legation.checking.phrases import listed
from legation.checking.question import Question
from legation.reading.results import Claim

_BESIDES = re.compile(
    r"\b(?:besides|beside|apart from|aside from|except(?:ing)?(?: for)?|other than|but for|"
    r"save(?: for)?|bar|barring|with the exceptions? of|excluding|together with|along with|"
    r"alongside|in addition to|as well as|joined by|join(?:ed|ing|s)?|not counting)\s+(?=\S)",
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
        named = {*_states_at(match[1])}
        third = question.relation in ("voted_with", "voted_apart") and bool(
            named - {*question.subject, *question.object, *question.comparator}
        )
        if named and (third or named & {*question.subject}) and not question.negated:
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


_SYMBOL = re.compile(r"\b(?:A/RES/|S/RES/)?(?:ES-\d{1,2}|\d{2})/\d{1,3}[A-Z]?\b")
_MEMBERS_BUT_AT = re.compile(
    r"\b(?:all|every|each|any|no|none|most|members?|states?|countr\w+|nations?|allies|one|"
    r"body|everyone|everybody|nobody)\b[^.;]{0,40}?\b(?:but|bar|save|except(?:ing)?(?: for)?|"
    r"apart from|aside from|other than|besides|excluding|with the exceptions? of)\s+",
    re.IGNORECASE,
)
_NEITHER = re.compile(r"\bneither\b", re.IGNORECASE)
_NEITHER_DID = re.compile(
    r"\bneither\s+(?:\w+ed|voted|backed|for|against|opposed|supported|endorse[sd]?|yes|no)\b",
    re.IGNORECASE,
)
_SOME_OF = re.compile(
    r"\b(?:one|two|three|four|five|half|some|most|several|either|any|\d+)\s+(?:out\s+)?of\s+"
    r"(?:the\s+|these\s+|those\s+)?(?:\w+\s+)?(?:resolutions|texts|votes|motions|drafts)?",
    re.IGNORECASE,
)
_MOVED_BY = re.compile(
    r"\b(?:quintupl\w+|\w+fold|by (?:(?:more|less) than |about |over |nearly |almost )?"
    r"(?:a |one |two |three )?(?:thirds?|quarters?|fifths?|tenths?)|to zero)\b",
    re.IGNORECASE,
)
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


def told_otherwise(question: Question) -> str:
    """Give words of the sentence that make another claim of it than its parts, or none.

    Each is a phrase that ought to have become a part of the claim: an exception, a denial of
    each, a choice of texts, a rank, by how much something moved.
    """
    said, kind = question.sentence, question.type
    checks = (
        (_led_by_exception(question), True),
        (_first(_NEITHER_DID, said), question.side == "votes"),
        (_first(_NEITHER, said), not question.negated and kind not in ("group", "count")),
        (_first(_SOME_OF, question.detail("resolution") or ""),
         kind in ("vote", "existence") and bool(question.detail("symbol"))),
        (_first(_MOVED_BY, question.context), kind == "trend" and question.value is None),
        (_first(_ORDINAL, said), kind == "superlative" and not question.detail("rank")),
        (_first(_LAST_TIME, said), kind in ("agreement", "vote", "existence")),
        (_other_symbol(question), question.side == "votes" and not question.detail("symbol")),
    )  # fmt: skip
    return next((words for words, here in checks if words and here), "")


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
        named = _states_at(question.sentence[match.end() :])
        if named and {*named} & {*question.subject}:
            return " ".join([*match[0].split()[-2:], *question.sentence[match.end() :].split()[:1]])
    return ""


def _other_symbol(question: Question) -> str:
    """Give the symbol of a text that stands behind a claim which names none."""
    return _first(_SYMBOL, question.context)


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


def tally(question: Question) -> tuple[int, int, int | None] | None:
    """Give the tally that a claim tells, yes, no and abstentions; None where it tells none."""
    found = _TALLY.search(question.context)
    if found is None:
        return None
    abstentions = found[3] or found[4]
    return int(found[1]), int(found[2]), None if abstentions is None else int(abstentions)


def neither(question: Question) -> bool:
    """Whether each of the subjects is denied by "neither A nor B" though no part says so."""
    found = _NEITHER.search(question.sentence)
    if found is None or question.negated:
        return False
    named = _states_at(re.sub(r"\bnor\b", "or", question.sentence[found.end() :].strip()))
    return len(named) > 1 and {*named} == {*question.subject}


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


def untold(claim: Claim, whole: str, beside: Sequence[Claim]) -> Claim:
    """Put right what a claim was read to say against the other claims of its sentence.

    Parameters
    ----------
    claim
        The claim.
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
    known = " ".join(dict(one.details).get("symbol", "") for one in beside)
    known += " ".join(dict(one.details).get("then_symbol", "") for one in beside)
    for found in _AND_ON.finditer(whole):
        details = dict(claim.details)
        if found[1].removeprefix("A/RES/") not in known and not details.get("unread"):
            details["unread"] = found[0]
            claim = replace(claim, details=tuple(details.items()))
    return claim
