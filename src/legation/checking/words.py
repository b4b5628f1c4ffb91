"""Words of titles and of what is asked, cut to stems so that they meet.

Titles are written in nouns ("suspension", "glorification") and people ask in verbs ("suspend",
"glorifying"). Stemming strips one ending at a time, longest first, and keeps four letters;
words for which that is not enough stand in `popular.SYNONYMS`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from legation import states
from legation.checking.popular import SYNONYMS
from legation.states import metonyms

_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ENDINGS = (
    "ifications", "ification", "ifying", "ified", "ifies", "izations", "ization", "ations",
    "ation", "ising", "izing", "ities", "ments", "ment", "ments", "ings", "ing", "isms", "ism",
    "ists", "ist", "ions", "ion", "ed", "es", "ity", "ify", "ise", "ize", "ate", "ers", "er",
    "al", "s", "e", "y",
)  # fmt: skip
#: What titles and questions are framed in, and what says how a text takes a side.
_FRAME = frozenset(
    "a an the of on in at by for to and or as with from against about over its their his her that "
    "this which when where who whom it is are was were be been being has have had not no vote "
    "votes voted voting resolution resolutions text texts motion draft general assembly un united "
    "nations adopt adopted call calls called calling demand demands demanded demanding condemn "
    "condemned condemning condemns deplore deplored deploring deplores denounce denounced "
    "denouncing urge urged urging criticise criticised criticising criticize criticized "
    "criticizing backing support supporting supported oppose opposing opposed reject rejecting "
    "rejected welcome welcoming affirm affirming reaffirm reaffirming annual yearly every each "
    "year years day days january february march april may june july august september october "
    "november december emergency special session measure plenary issue issues question matter "
    "matters related relating concerning regarding including via latest last recent "
    "all any some such other others new first single time times once ever again moved moves "
    "moving when".split()
)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Cut a word to its stem.

    Examples
    --------
    >>> stem("glorifying") == stem("glorification"), stem("suspended") == stem("suspension")
    (True, True)
    """
    found = SYNONYMS.get(word, word)
    for _ in range(2):
        for ending in _ENDINGS:
            if found.endswith(ending) and len(found) - len(ending) >= 4:
                found = found[: -len(ending)]
                break
    return found


def words_of(text: str) -> list[str]:
    """Give the words of a text in lower case; a word with a hyphen also gives its parts."""
    found: list[str] = []
    for word in _WORD.findall(text.lower().replace("'s", " ").replace("’s", " ")):
        found.append(word)
        if "-" in word:
            found += word.split("-")
    return found


def stems_of(text: str) -> frozenset[str]:
    """Give the stems of the words that carry content; years and single letters carry none."""
    return frozenset(
        stem(word)
        for word in words_of(text)
        if word not in _FRAME and len(word) > 2 and not word.isdigit()
    )


@lru_cache(maxsize=5_000)
def state_of(word: str) -> str | None:
    """Code of the state that a word or phrase names, itself or by its capital; None for none."""
    if len(word) < 4 or word in _FRAME:
        return None
    if (found := states.find(word)) is not None:
        return str(found)
    codes = metonyms.find(word)
    return codes[0] if len(codes) == 1 else None


@lru_cache(maxsize=1_000)
def names_of(code: str) -> tuple[str, ...]:
    """Names of a state and of those it continues, in lower case, as titles write them."""
    found: list[str] = []
    for era, _, _ in states.lineage(code):
        found += [era.name, era.official]
        found.append(_SHORT.get(str(era), ""))
    return tuple(dict.fromkeys(name.lower() for name in found if name))


#: Short names in titles that the table of states spells otherwise.
_SHORT = {"RUS": "Russia", "SUN": "USSR", "USA": "United States", "GBR": "United Kingdom"}
