"""One key for all spellings of a name.

Sources differ in case, accents, quotes, hyphens, "the", "St." and "&"; none of
these tells two states apart, so they are removed here and never listed.
"""

import re
import unicodedata

_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th"}
)
_DOTTED = re.compile(r"\b[^\W_](?:\.[^\W_])+\b")
_BREAK = re.compile(r"[\W_]+")
_WORDS = {"the": "", "st": "saint"}


def normalise(text: str) -> str:
    """Return the key under which a name is looked up.

    Lower case, no accents, no punctuation, single spaces; "&" is "and",
    "St." is "saint", "U.S." is "us", and "the" is dropped. Applying it twice
    changes nothing.

    Parameters
    ----------
    text
        A name in any script.

    Returns
    -------
    str
        The key; empty when the text holds no letter or digit.
    """
    key = _fold(_fold(text)).translate(_LETTERS).replace("&", " and ")
    key = _DOTTED.sub(lambda found: found[0].replace(".", ""), key)
    words = (_WORDS.get(word, word) for word in _BREAK.sub(" ", key).split())
    return " ".join(word for word in words if word)


def _fold(text: str) -> str:
    if text.isascii():
        # No ASCII character decomposes, is a mark or is invisible.
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(
        letter
        for letter in unicodedata.normalize("NFKD", decomposed)
        if not unicodedata.category(letter).startswith(("M", "Cf"))
    )
