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
_OR_ELSE = re.compile(
    r"\bor\s+(?:(?:else|even|at least|was|were)\s+)?(?:abst\w+|vot\w+|for|against|oppos\w+|"
    r"support\w*|reject\w*|skip\w*|absent)\b",
    re.IGNORECASE,
)
_FAR_FROM = re.compile(r"\b(?:anything but|far from|nothing like|by no means)\b", re.IGNORECASE)
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
_ALONGSIDE = re.compile(r"\b(?:alongside|together with|along with|as well as)\s+", re.IGNORECASE)
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
    return _counts(question) or question.type == "closer_to"


def _timed(question: Question) -> bool:
    """Whether a part of the claim holds a time."""
    kinds = ("status_change", "since", "always", "never", "first", "superlative")
    return (
        question.windowed
        or question.type in kinds
        or any(map(question.detail, ("when", "date", "length")))
    )


_NEGATORS = _set(
    "not n't no never cannot neither nor nobody none nothing nowhere without hardly scarcely "
    "barely refuse refuses refused refusing refusal fail fails failed failing failure deny denies "
    "denied denying decline declines declined declining lack lacks lacked lacking unable "
    "unwilling avoid avoids avoided avoiding forgo forgoes neglect neglects neglected omit omits "
    "omitted forget forgets forgot withhold withholds withheld withholding short missing "
    "absent stop stops stopped"
)
_FALSEHOOD = _set(
    "false falsely untrue myth myths fabrication fabricated baseless lie lies fiction fictitious "
    "hoax wrong wrongly incorrect incorrectly inaccurate unfounded invention invented mistaken "
    "mistakenly rumour rumours rumor rumors nonsense disproved disproven debunked contradicted "
    "refuted misreported erroneous erroneously bogus fake supposed supposedly alleged allegedly "
    "contrary impossible inconceivable unthinkable unlikely doubtful unclear unproven"
)
_AGAINST = _set("rejected rejects reject opposed opposes oppose defeated")
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
#: Adverbs that change nothing a vote, a measure or a list tells.
_PLAIN_ADVERBS = _set(
    "formally officially publicly openly loudly quietly clearly firmly strongly simply actually "
    "really indeed notably surprisingly unsurprisingly explicitly expressly plainly "
    "flatly duly promptly finally recently also too again still even ever already once then now "
    "today currently presently here there thus hence however meanwhile moreover reportedly "
    "apparently remarkably famously controversially interestingly predictably unexpectedly "
    "fully wholly entirely completely totally squarely roundly decisively overwhelmingly "
    "identically unanimously uniformly steadfastly unwaveringly staunchly doggedly "
    "stubbornly unambiguously unequivocally unreservedly "
    "consistently steadily invariably constantly regularly repeatedly routinely usually "
    "generally typically normally mostly largely mainly often frequently rarely seldom closely "
    "sharply steeply gradually slowly rapidly dramatically markedly significantly considerably "
    "progressively continuously abruptly suddenly drastically exactly roughly approximately "
    "nearly almost barely lately early yearly annually traditionally historically diplomatically "
    "militarily politically economically warmly equally likewise similarly alike "
    "personally certainly surely undoubtedly undeniably evidently obviously"
)
#: Verbs that tell how a choice or an act came about, or who tells of it.
_PLAIN_VERBS = _set(
    "decided chose chosen opted moved proceeded managed went gone came come took taken gave given "
    "made put kept held stood set cast casting pressed raised recorded registered "
    "listed counted happened occurred turned ended began begun started continued remained stayed "
    "became found seen saw shown showed known called named asked urged told said says saying "
    "reported announced stated declared noted wrote added recalled remembered confirmed admitted "
    "acknowledged argued claimed insisted stressed warned explained according regarding concerning "
    "including following considering during being having doing using led lent threw got "
    "united assembled adopted passed approved backed backing voting voted opposed opposing "
    "supported supporting abstained abstaining rejected rejecting condemned condemning demanded "
    "demanding suspended suspending entitled titled dubbed drafted tabled proposed submitted "
    "sponsored calling advancing ending lifting marking commemorating establishing "
    "agreed aligned sided differed diverged matched joined joining left "
    "imposed levied slapped blockaded embargoed enacted introduced gathered received drew drawn "
    "won attracted garnered collected earned secured brought "
    "need needed belonged used included paired dated based armed"
)


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
    denials = [word for word in words if word in _NEGATORS]
    falsehood = [word for word in words if word in _FALSEHOOD]
    if question.detail("quantifier") or question.detail("bound"):
        denials = [word for word in denials if word not in ("hardly", "scarcely", "barely")]
    carried = question.negated or question.detail("double_negation")
    group = question.type == "group" and question.detail("quantifier") in ("none", "not_all")
    taking = question.type in _DENYING or question.relation == "absent" or group
    # What is an end or a fall here is a refusal elsewhere: "stopped voting with", "declined".
    if question.type in ("trend", "status_change"):
        denials = [word for word in denials if not word.startswith(("declin", "stop"))]
    if not carried and not taking:
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
    for pattern in (_OR_ELSE, _TIMES_BUT):
        if found := pattern.search(question.own):
            yield " ".join(found[0].split())
    if question.relation == "voted_for" and not question.negated:
        named = _of_text(question)
        words = {word.lower() for word in _left(question)}
        yield from sorted(words & _AGAINST - named)
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
        if word in _past() or (len(word) > 4 and word.endswith(("ed", "ly"))):
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
    return NUMBERS | bounding.DULL | known | _PLAIN_ADVERBS | _PLAIN_VERBS | _NEGATORS


@cache
def _past() -> frozenset[str]:
    """Irregular forms of the past."""
    return _set(
        "struck broke broken forgot forgotten forwent forsook shrank shrunk withdrew withdrawn "
        "undid undone unsaid lost threw fell fallen overthrew overturned rescinded swore sworn "
        "fought sought bought brought thought taught caught hid hidden shot shed split spoke "
        "spoken stole stolen drew drawn drove driven ate flew forbade forbidden meant misread "
        "outdid overcame overruled pretended sank slid slept spent spread stuck swung tore torn "
        "understood upheld upset woke wore wound"
    )
