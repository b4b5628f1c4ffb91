"""Where sentences and paragraphs end.

A rule looks only at places where one may end: a mark that ends sentences, or a new line. A full
stop after a short form or an initial ends a sentence only before a word that begins one; marks of
closing belong to the sentence they close.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

from legation.reading.page import Sentence
from legation.reading.text import abbreviations as short
from legation.reading.text.tokens import Tokens

_ENDERS = frozenset({".", "!", "?", "…", "。", "！", "？", "؟", "।", "۔"})
_CLOSERS = frozenset("\"'”’»)]}›")
_ONLY_CLOSERS = frozenset("”)]›")
_OPENERS = frozenset("\"'“‘«([{‹„")
_BULLETS = frozenset({"•", "·", "*", "-", "–", "—", "◦", "▪", "‣", "●", "--"})
#: Verbs before or after a name that tie it to the quotation just closed.
_SAYING = frozenset(
    "said says asked asks added adds wrote writes told tells replied replies shouted shouts "
    "exclaimed quipped joked wondered tweeted insisted declared demanded continued concluded "
    "cried yelled responded answered recalled argued warned explained thundered".split()
)
_FULL_PUNCTUATION = frozenset(".!?…\"”'’»:;)]。！？؟")
_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_FURTHEST = 6


def sentences(text: str, found: Tokens) -> list[Sentence]:
    """Divide words into sentences.

    Parameters
    ----------
    text
        The text.
    found
        Its words; see `legation.reading.text.tokens.tokens`.

    Returns
    -------
    list of Sentence
        In order; together they cover every word once. Paragraphs are counted from 0.
    """
    breaks = _paragraphs(text, found)
    whole: list[Sentence] = []
    for paragraph, (first, last) in enumerate(pairwise(breaks)):
        begin = first
        for end in _ends(found, first, last):
            whole.append(Sentence(begin, end, found.starts[begin], found.ends[end - 1], paragraph))
            begin = end
    return whole


# -- paragraphs -----------------------------------------------------------------------------


def _paragraphs(text: str, found: Tokens) -> list[int]:
    """Give the first word of each paragraph, and the number of words."""
    starts, count = found.starts, len(found.starts)
    if not count:
        return [0]
    lines = [line.span() for line in _LINE.finditer(text)]
    lines = [(start, end) for start, end in lines if not text[start:end].isspace()]
    if len(lines) < 2:
        return [0, count]
    width = _wrapping(lines)
    breaks = [0]
    for (start, end), (next_start, next_end) in pairwise(lines):
        apart = text.count("\n", end, next_start) > 1 or text.count("\r", end, next_start) > 1
        if apart or _ends_line(text, start, end, next_start, next_end, width):
            at = bisect_left(starts, next_start)
            if breaks[-1] < at < count:
                breaks.append(at)
    return [*breaks, count]


def _wrapping(lines: list[tuple[int, int]]) -> int:
    """Give the width at which lines were cut, 0 where every line is a paragraph.

    Lines of running text cut at a width are seldom much shorter than the longest.
    """
    lengths = sorted(end - start for start, end in lines)
    longest = lengths[-1]
    if longest > 140 or longest < 40:
        return 0
    return longest if lengths[len(lengths) // 2] > 0.6 * longest else 0


def _ends_line(text: str, start: int, end: int, next_start: int, next_end: int, width: int) -> bool:
    """Say whether a paragraph ends with the line `text[start:end]`."""
    line, following = text[start:end].rstrip(), text[next_start:next_end].lstrip()
    if following[:1].islower() and line[-1:] not in _FULL_PUNCTUATION:
        return False
    if following[:1] in _BULLETS or not width:
        return True
    # In a text cut at a width only a line with room for the next word was ended on purpose.
    room = width - len(line)
    return len(following.split(None, 1)[0]) + 1 < room and len(line) < 0.8 * width


# -- sentences ------------------------------------------------------------------------------


def _ends(found: Tokens, first: int, last: int) -> list[int]:
    """Give the words after which sentences of the paragraph `words[first:last]` end."""
    words, starts, ends = found.words, found.starts, found.ends
    places: list[int] = []
    begin, at = first, first
    while at < last:
        word = words[at]
        if word in _ENDERS or word[-1] == ".":
            after = at + 1
            while after < last and words[after] in _ENDERS and starts[after] == ends[after - 1]:
                after += 1
            after = _closed(found, after, last)
            if after < last and _divides(found, begin, at, after, last):
                places.append(after)
                begin = after
            at = after
        else:
            at += 1
    places.append(last)
    return places


def _closed(found: Tokens, after: int, last: int) -> int:
    """Give the place after the marks of closing; one that may also open has to stand close."""
    words, starts, ends = found.words, found.starts, found.ends
    while after < last and (
        words[after] in _ONLY_CLOSERS
        or (words[after] in _CLOSERS and starts[after] == ends[after - 1])
    ):
        after += 1
    return after


def _divides(found: Tokens, begin: int, at: int, after: int, last: int) -> bool:
    """Say whether a sentence that began at `begin` ends before `after`, its mark being `at`."""
    words, starts, ends = found.words, found.starts, found.ends
    mark, closed = words[at], words[after - 1] in _CLOSERS
    first = after
    while first < last and words[first] in _OPENERS:
        first += 1
    if first == last:
        return False
    word, lower = words[first], found.lower[first]
    if starts[after] == ends[after - 1]:
        return _run_together(found, at, first, closed)
    if word[0].islower() and not _small_name(found, first, last):
        return False
    if mark in ("。", "！", "？", "؟", "।", "۔"):
        return True
    if mark in ("!", "?"):
        return not (closed and _attributes(found, first, last))
    if mark[-1] == "." and mark != ".":
        return _after_dotted(found, begin, at, first, last, closed)
    if mark == "…":
        return lower in short.BEGINNERS or closed
    if closed:
        return not _attributes(found, first, last) or found.lower[at - 1] not in short.TITLES
    return _after_stop(found, begin, at, first)


def _run_together(found: Tokens, at: int, first: int, closed: bool) -> bool:
    """Say whether a sentence ends though no blank follows: "the end.The next", "said.[1]"."""
    words = found.words
    if words[at] not in (".", "!", "?") or at == 0 or closed:
        return words[at] in ("。", "！", "？")
    before, after = words[at - 1], words[first]
    return (
        before.islower()
        and len(before) > 2
        and after[0].isupper()
        and after[1:].islower()
        and found.lower[first] in short.BEGINNERS
    )


def _small_name(found: Tokens, first: int, last: int) -> bool:
    """Say whether a name that begins with a small letter stands here: "al-Qaeda", "iPhone"."""
    word = found.words[first]
    if word in ("al", "el", "ad", "an", "as", "ash") and first + 2 < last:
        return found.words[first + 1] == "-" and found.words[first + 2][0].isupper()
    return len(word) > 2 and word[1].isupper()


def _attributes(found: Tokens, first: int, last: int) -> bool:
    """Say whether what follows a closed quotation says whose it is: "Lavrov asked"."""
    for place in range(first, min(last, first + _FURTHEST)):
        word = found.lower[place]
        if word in _SAYING:
            return True
        if word in _ENDERS or word in (",", ";", ":"):
            return False
    return False


def _after_dotted(found: Tokens, begin: int, at: int, first: int, last: int, closed: bool) -> bool:
    """Say whether a sentence ends after a word that has its own dots: "U.S.", "p.m.", "..."."""
    mark, following = found.lower[at], found.lower[first]
    if mark[0] == ".":
        return len(mark) > 3 or following in short.BEGINNERS or closed
    if mark in short.NEVER:
        return False
    if mark in short.HOURS:
        if first + 1 < last and found.lower[first + 1] == "time":
            return False
        return following not in short.AFTER_HOURS and not following[0].isdigit()
    if following in short.BEGINNERS:
        return at > begin or closed
    return False


def _after_stop(found: Tokens, begin: int, at: int, first: int) -> bool:
    """Say whether a sentence ends at a full stop that stands alone."""
    if at == begin:
        return False
    before, lower = found.words[at - 1], found.lower[at - 1]
    following = found.lower[first]
    if found.starts[at] != found.ends[at - 1]:
        return True
    if at - 1 == begin and (before.isdigit() or len(before) == 1):
        return False  # the number or letter of an item
    if len(before) == 1 and before.isalpha():
        return _after_letter(found, at, first)
    if lower in short.NEVER:
        return False
    if lower in short.TITLES and before[0].isupper():
        return lower in ("st", "sr", "ft", "mt", "dept") and following in short.BEGINNERS
    if lower in short.BEFORE_NUMBER:
        return not _is_number(following) and not (before[0].isupper() and lower != "no")
    if lower in short.MONTHS and before[0].isupper():
        return not _is_number(following) and following in short.BEGINNERS
    if lower in short.GENERAL and (before[0].isupper() or lower in ("etc", "al", "co")):
        return following in short.BEGINNERS
    return True


def _is_number(word: str) -> bool:
    return word[0].isdigit()


def _after_letter(found: Tokens, at: int, first: int) -> bool:
    """Say whether a sentence ends after one letter and a full stop: an initial does not."""
    letter = found.words[at - 1]
    if letter.islower():
        return True
    return found.lower[first] in short.BEGINNERS and letter not in ("Q", "A")
