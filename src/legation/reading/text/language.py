"""In what language a text is, told by its script and its most frequent words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_SAMPLE_WORDS = 160
_SAMPLE = 4_000
_FREQUENT = {
    "en": "the of and to in a that is was for it with as his on be at by he this had not are but "
    "from or have they which one were all their there been has when who will more if no said "
    "would an never what about after its could than into over also against between we you i did",
    "fr": "le la les de des du et un une est que qui dans pour pas sur au aux avec ce cette par "
    "plus sont il elle ils nous vous leur mais ou se son sa ses ont été avait être entre",
    "de": "der die das und ist von zu den mit dem nicht ein eine auf für im sich des als auch an "
    "er sie es werden aus hat dass nach bei einer um am sind noch wie einem über wird haben",
    "es": "el la los las de y que en un una por con para del se no es al lo como más pero sus su "
    "ha este esta entre cuando muy sin sobre también fue han son desde",
    "it": "il lo la i gli le di e che un una per non con del della dei delle sono ha più anche "
    "come si nel alla da al dal questo questa ma è dopo tra stato",
    "pt": "o a os as de e que em um uma para com não por dos das do da se mais como mas ao foi "
    "pela pelo entre são tem sua seu também à é está",
    "nl": "de het een en van in is dat op te zijn met voor niet aan er om ook als dan maar bij "
    "nog uit naar heeft hij zij wordt door over hebben deze",
    "sv": "och att det i en som är av för på den med till inte har de om ett var men sig så från "
    "vi kan efter ut under eller också",
    "pl": "i w na z do się nie że jest to od po jak za przez oraz o dla ale czy przed był była "
    "są być może tym tego które",
    "tr": "ve bir bu da de için ile olarak olan çok daha ne var gibi sonra kadar en ancak oldu "
    "değil ise diye mi",
    "id": "yang dan di dengan untuk dari ini itu pada tidak dalam akan adalah ke juga oleh telah "
    "karena kata mereka",
}
_WORDS = {language: frozenset(words.split()) for language, words in _FREQUENT.items()}
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("fa", re.compile(r"[پچژگ]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("uk", re.compile(r"[іїєґІЇЄҐ]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("ka", re.compile(r"[\u10a0-\u10ff]")),
    ("hy", re.compile(r"[\u0530-\u058f]")),
)
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
# A letter that is frequent in one language of a script is enough at this share of its letters.
_TELLTALE = 0.005
_ENOUGH = 40


def language_of(text: str, lower: Sequence[str]) -> str | None:
    """Give the ISO 639-1 code of a text, or None where it cannot be told.

    Parameters
    ----------
    text, lower
        The text and its words in lower case; the beginning decides.

    Returns
    -------
    str or None
        None for a text too short to tell, and for languages not known here; see `is_english`.
    """
    if not text.isascii() and (script := _script(text[:_SAMPLE])):
        return script
    sample = lower[:_SAMPLE_WORDS]
    hits = Counter(
        language for word in sample for language, known in _WORDS.items() if word in known
    )
    if not hits:
        return None
    (best, most), *rest = hits.most_common(2)
    second = rest[0][1] if rest else 0
    letters = sum(word[0].isalpha() for word in sample)
    return best if most > second and most >= 0.08 * letters else None


def _script(sample: str) -> str | None:
    """Give a language by its script, where most letters are not Latin."""
    latin = len(_LATIN.findall(sample))
    letters = sum(map(str.isalpha, sample))
    if letters <= 2 * latin:
        return None
    for language, letter in _SCRIPTS:
        found = len(letter.findall(sample))
        share = 0.3 if language in ("zh", "ko", "ar", "he", "ru", "el", "hi", "th") else _TELLTALE
        if found > share * letters:
            return language
    return "und"


def is_english(language: str | None, lower: Sequence[str]) -> bool:
    """Say whether the rules for English may read a text.

    A short text whose language cannot be told (a headline) may be read; a long one with hardly
    a frequent word of English may not.
    """
    if language is not None:
        return language == "en"
    words = [word for word in lower[:_SAMPLE_WORDS] if word[0].isalpha()]
    return len(words) < _ENOUGH or sum(word in _WORDS["en"] for word in words) > 0.08 * len(words)
