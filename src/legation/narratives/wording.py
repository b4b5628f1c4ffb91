"""Words by which a text is known to speak of something: stems, and words of classes of dealings.

A stem is the first six letters of a word in lower case, enough to join "Palestine" with
"Palestinian" and "vote" with "voting" without a dictionary of endings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from legation.narratives.voice import CLASS_OF, CLASSES

_WORD = re.compile(r"[^\W\d_]{3,}")
_LENGTH = 6
#: Words of titles that tell nothing of the matter.
_COMMON = frozenset(
    """the and for with from its their his her that this these those which who whose has have had
    was were been being are not but all any into over under upon about after before between among
    through during including include other others also more most such only than then there here
    out off per via vis new old one two three first second general assembly united nations
    resolution resolutions resol adopted adoption adopt vote voting votes voted committee session
    report reports question questions situation situations matter matters item international
    organization organisation secretary secretariat council agenda draft text document measures
    policy necessity ending imposed affecting parts well towards arising resulting use request
    requests respect implementation rapporteur rapporteurs representative representatives
    principles status order territories territory states state arab people
    peoples republic islamic democratic federation kingdom members special work operations east
    middle near temporarily autonomous city part parts known level directed list lists
    threatened threat imposed display force show war day month year""".split()
)

#: Stems by PLOVER root: words with which reports of such dealings are written.
_ROOT_WORDS = {
    "AGREE": "agree agreement deal sign pact pledge",
    "CONSULT": "meet met meeting talks summit visit negotiate negotiations discuss dialogue",
    "SUPPORT": "support praise endorse welcome hail ally apologise apologize thank congratulate",
    "COOPERATE": "cooperate cooperation joint partnership",
    "AID": "aid assistance humanitarian donate relief loan",
    "YIELD": "release free ease lift withdraw ceasefire truce concede surrender",
    "REQUEST": "demand request appeal",
    "ACCUSE": "accuse blame criticise criticize condemn denounce slam blast",
    "REJECT": "reject refuse deny veto oppose",
    "THREATEN": "threaten threat warn warning ultimatum vow retaliate",
    "PROTEST": "protest demonstrate demonstration rally riot boycott",
    "SANCTION": "sanction expel tariff embargo ban suspend recall",
    "MOBILIZE": "troop deploy mobilise mobilize warship missile drill",
    "COERCE": "arrest detain seize cyber hack deport jail raid",
    "ASSAULT": "attack kill strike bomb shell clash airstrike invade poison",
    "dispute": "clash attack troop fire fight missile strike seize threaten warship invade",
    "sanction": "sanction embargo ban freeze",
    "designation": "unfriendly hostile designate terror blacklist list",
    "treaty": "treaty sign agreement pact",
    "visit": "visit meet met talks summit",
    "alliance": "alliance ally treaty pact sign",
    "diplomatic_post": "embassy ambassador consulate diplomatic",
}
_ROOT_WORDS["RETREAT"] = _ROOT_WORDS["CONCEDE"] = _ROOT_WORDS["YIELD"]


def stem(word: str) -> str:
    """Give the stem of a word.

    Examples
    --------
    >>> stem("Palestinians"), stem("votes"), stem("vote")
    ('palest', 'vote', 'vote')
    """
    word = word.casefold()
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return word[:_LENGTH]


_COMMON_STEMS = frozenset(stem(word) for word in _COMMON)


def stems(text: str) -> list[str]:
    """Give the stems of the telling words of a text, sorted, each once."""
    found = {stem(word) for word in _WORD.findall(text) if word.casefold() not in _COMMON}
    return sorted(found - _COMMON_STEMS)


def all_stems(text: str) -> frozenset[str]:
    """Give the stems of all words of a text."""
    return frozenset(stem(word) for word in _WORD.findall(text))


def opposed(classes: Iterable[int]) -> frozenset[str]:
    """Give the stems of classes of the other sign, less those of the classes' own sign."""
    friendly = {at < 2 for at in classes}
    other = [CLASSES[at] for at in range(4) if (at < 2) not in friendly]
    own = [CLASSES[at] for at in range(4) if (at < 2) in friendly]
    return frozenset(roots_words(other)) - frozenset(roots_words(own))


def roots_words(names: Iterable[str]) -> list[str]:
    """Give the stems by which reports of roots, kinds of measures or classes are known, sorted."""
    found: set[str] = set()
    for name in names:
        roots = [name]
        if name in CLASSES:
            roots = [root for root, at in CLASS_OF.items() if at == CLASSES.index(name)]
        for root in roots:
            found |= {stem(word) for word in _ROOT_WORDS.get(root, "").split()}
    return sorted(found)


@cache
def _names_of(code: str) -> frozenset[str]:
    from legation import states

    state = states.find(code)
    names = [] if state is None else [state.name, *(state.demonyms or ())]
    return frozenset(stems(" ".join(names)))


def state_stems(codes: Iterable[str]) -> frozenset[str]:
    """Give the stems of names and demonyms of states."""
    return frozenset[str]().union(*map(_names_of, codes))
