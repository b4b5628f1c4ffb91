"""Numbers in figures and words: shares, counts and frequencies, with what bounds them.

"About nine in ten" is 0.9 of shares, bound "about"; "more often than not" is a frequency without
a number.
"""

from __future__ import annotations

from typing import NamedTuple


class Quantity(NamedTuple):
    """Words `words[first:last]` that give a number or frequency.

    `unit`: "share" (0 to 1), "count" (then `of` names what is counted), "factor" ("twice as
    often") or "frequency" (then
    `value` is None and `quantifier` says which). `bound`: "exactly", "about", "nearly",
    "more_than", "at_least", "less_than", "at_most".
    """

    first: int
    last: int
    value: float | None
    unit: str
    bound: str = "exactly"
    quantifier: str | None = None
    of: str | None = None


_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_WHOLE = {word: float(value) for value, word in enumerate(_ONES)}
_TENS = {
    word: float(10 * value)
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_WHOLE |= _TENS
_WHOLE |= {"dozen": 12.0, "hundred": 100.0}
_PARTS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fourth": 4,
    "fourths": 4,
    "fifth": 5,
    "fifths": 5,
    "sixth": 6,
    "sixths": 6,
    "seventh": 7,
    "sevenths": 7,
    "eighth": 8,
    "eighths": 8,
    "tenth": 10,
    "tenths": 10,
}
_BOUNDS = {
    ("more", "than"): "more_than",
    ("over",): "more_than",
    ("above",): "more_than",
    ("upwards", "of"): "more_than",
    ("well", "over"): "more_than",
    ("in", "excess", "of"): "more_than",
    ("at", "least"): "at_least",
    ("no", "fewer", "than"): "at_least",
    ("no", "less", "than"): "at_least",
    ("a", "minimum", "of"): "at_least",
    ("less", "than"): "less_than",
    ("fewer", "than"): "less_than",
    ("under",): "less_than",
    ("below",): "less_than",
    ("at", "most"): "at_most",
    ("no", "more", "than"): "at_most",
    ("up", "to"): "at_most",
    ("not", "more", "than"): "at_most",
    ("about",): "about",
    ("roughly",): "about",
    ("around",): "about",
    ("some",): "about",
    ("approximately",): "about",
    ("close", "to"): "about",
    ("circa",): "about",
    ("~",): "about",
    ("exceeds",): "more_than",
    ("exceeded",): "more_than",
    ("exceed",): "more_than",
    ("tops",): "more_than",
    ("barely",): "about",
    ("just",): "exactly",
    ("merely",): "exactly",
    ("a", "mere"): "exactly",
    ("as", "few", "as"): "exactly",
    ("as", "many", "as"): "exactly",
    ("nearly",): "nearly",
    ("almost",): "nearly",
    ("just", "over"): "about",
    ("just", "under"): "about",
    ("exactly",): "exactly",
    ("precisely",): "exactly",
}
#: Frequencies in words; the longest that fits is taken.
_FREQUENCIES = {
    "more often than not": "most",
    "more often than they": "most",
    "tends to": "most",
    "tend to": "most",
    "most of the time": "most",
    "in most cases": "most",
    "in most votes": "most",
    "on most votes": "most",
    "in the majority of cases": "most",
    "the majority of the time": "most",
    "a majority of the time": "most",
    "for the most part": "most",
    "most votes": "most",
    "most resolutions": "most",
    "most general assembly votes": "most",
    "in the main": "most",
    "as a rule": "most",
    "a majority of": "most",
    "the majority of": "most",
    "usually": "most",
    "mostly": "most",
    "generally": "most",
    "typically": "most",
    "normally": "most",
    "mainly": "most",
    "almost always": "almost_always",
    "nearly always": "almost_always",
    "almost invariably": "almost_always",
    "practically always": "almost_always",
    "virtually always": "almost_always",
    "nearly every": "almost_always",
    "almost every": "almost_always",
    "almost all": "almost_always",
    "nearly all": "almost_always",
    "the vast majority of": "almost_always",
    "all but a few": "almost_always",
    "all but a handful": "almost_always",
    "overwhelmingly": "almost_always",
    "almost never": "almost_never",
    "hardly ever": "almost_never",
    "scarcely ever": "almost_never",
    "barely ever": "almost_never",
    "next to never": "almost_never",
    "rarely": "rarely",
    "seldom": "rarely",
    "infrequently": "rarely",
    "less often than not": "rarely",
    "often": "often",
    "frequently": "often",
    "regularly": "often",
    "routinely": "often",
    "sometimes": "sometimes",
    "occasionally": "sometimes",
    "at times": "sometimes",
    "from time to time": "sometimes",
}
_FREQUENCY_WORDS: dict[str, list[tuple[tuple[str, ...], str]]] = {}
for _words, _name in sorted(_FREQUENCIES.items(), key=lambda one: -len(one[0])):
    _split = tuple(_words.split())
    _FREQUENCY_WORDS.setdefault(_split[0], []).append((_split, _name))
_STATES = frozenset(
    "country countries state states nation nations member members government governments "
    "capitals membership delegations supporters backers opponents abstainers dissenters".split()
)
_VOTES = frozenset(
    "ayes noes abstentions vote votes resolution resolutions text texts ballots".split()
)
_TIMES = frozenset({"vetoes", "times", "occasions", "occasion"})


def whole(lower: list[str], at: int) -> float | None:
    """Read a whole number that is one word: "141", "1,400", "six"; None for a year's form."""
    word = lower[at]
    if word[0].isdigit():
        plain = word.replace(",", "")
        try:
            return float(plain)
        except ValueError:
            return None
    return _WHOLE.get(word)


def quantities(lower: list[str], first: int, last: int) -> list[Quantity]:
    """Find shares, counts and frequencies in `lower[first:last]`, in order, without overlap."""
    found: list[Quantity] = []
    at = first
    while at < last:
        one = _frequency(lower, at, last) or _share(lower, at, last) or _count(lower, at, last)
        if one is None:
            at += 1
        else:
            found.append(_with_bound(lower, one, first))
            at = one.last
    return found


def _frequency(lower: list[str], at: int, high: int) -> Quantity | None:
    for words, name in _FREQUENCY_WORDS.get(lower[at], ()):
        end = at + len(words)
        if end <= high and tuple(lower[at:end]) == words:
            if name == "often" and at and lower[at - 1] in ("more", "less", "as", "so"):
                return None  # compares, which is another kind of claim
            return Quantity(at, end, None, "frequency", quantifier=name)
    return None


def _number(lower: list[str], at: int, high: int) -> tuple[int, float] | None:
    """Read a number, "thirty-five" and "a hundred and forty-one" included."""
    value = whole(lower, at)
    if value is None:
        return None
    end = at + 1
    if lower[at] in _TENS and end + 1 < high and lower[end] == "-":
        ones = _WHOLE.get(lower[end + 1], 0.0)
        if 0 < ones < 10:
            value, end = value + ones, end + 2
    if end < high and lower[end] in ("hundred", "dozen") and value < 100:
        value, end = value * _WHOLE[lower[end]], end + 1
        if end + 1 < high and lower[end] == "and" and (rest := _number(lower, end + 1, high)):
            value, end = value + rest[1], rest[0]
    return end, value


def _share(lower: list[str], at: int, high: int) -> Quantity | None:
    read = _number(lower, at, high)
    if read is None and lower[at] == "a" and at + 1 < high:
        return _part(lower, at, at + 1, 1.0, high)
    if read is None:
        # "half a dozen" is six; "half" with "of", "the time" or "all" is a share.
        if lower[at] == "half" and lower[at + 1 : at + 2] != ["a"]:
            return Quantity(at, at + 1, 0.5, "share")
        return None
    end, value = read
    while end < high and lower[end] == "-":
        end += 1
    if end >= high:
        return None
    if lower[end] in ("percent", "%", "pct"):
        return Quantity(at, end + 1, value / 100, "share")
    if lower[end] == "per" and lower[end + 1 : end + 2] == ["cent"]:
        return Quantity(at, end + 2, value / 100, "share")
    over = _over(lower, end)
    if end < over < high and (base := _number(lower, over, high)):
        if 0 <= value <= base[1] <= 1000 and base[1] > 1:
            return Quantity(at, base[0], value / base[1], "share")
        return None
    return _part(lower, at, end, value, high)


def _over(lower: list[str], at: int) -> int:
    """Give the place of the whole after "in", "of", "out of" or "times out of"."""
    counted = lower[at] in ("cases", "votes") and lower[at + 1 : at + 2] == ["out"]
    if counted or lower[at] == "times":
        at += 1
    if lower[at : at + 2] == ["out", "of"]:
        return at + 2
    if lower[at : at + 1] not in (["in"], ["of"]):
        return at
    if lower[at - 1] != "times":
        return at + 1
    # "nine times in ten" is a share, "nine times in ten years" is none
    whole_of, after = lower[at + 1 : at + 2], lower[at + 2 : at + 3]
    small = bool(whole_of) and (whole_of[0] in _WHOLE or whole_of[0] in ("10", "100"))
    return at + 1 if small and after not in _SPANS else at


_SPANS = (["years"], ["year"], ["months"], ["decades"], ["days"], ["weeks"])


def _part(lower: list[str], at: int, end: int, value: float, high: int) -> Quantity | None:
    """Read "two-thirds", "a quarter": the name of a part at `end`."""
    if end < high and (base := _PARTS.get(lower[end])) and value <= base:
        if end + 1 < high and lower[end + 1] in ("time", "country", "state", "committee", "world"):
            return None
        return Quantity(at, end + 1, value / base, "share")
    return None


def _count(lower: list[str], at: int, high: int) -> Quantity | None:
    if lower[at] in ("twice", "thrice") and lower[at + 1 : at + 2] == ["as"]:
        return Quantity(at, at + 1, 2.0, "factor")
    if lower[at] in ("once", "twice"):
        return Quantity(at, at + 1, 1.0 if lower[at] == "once" else 2.0, "count", of="times")
    first = at
    if lower[at] == "a" and lower[at + 1 : at + 2] in (["dozen"], ["hundred"]):
        at += 1
    read = _number(lower, at, high)
    if read is None and lower[at : at + 3] == ["half", "a", "dozen"]:
        read = at + 3, 6.0
    if read is None:
        return None
    end, value = read
    # "141 of the 193 member states", "40 African states", "five UN members"
    for place in range(end, min(end + 6, high)):
        word = lower[place]
        for of, names in (("states", _STATES), ("votes", _VOTES), ("times", _TIMES)):
            if word in names:
                if of == "times" and lower[place + 1 : place + 2] in (["as"], ["more"], ["less"]):
                    return Quantity(first, place + 1, value, "factor")
                return Quantity(first, place + 1, value, "count", of=of)
        if not (word.isalpha() or word == "-" or word[0].isdigit()) or word in (
            *("and", "on", "with", "by", "was", "were", "is", "are", "has", "had", "have", "in"),
        ):
            break
    return None


def _with_bound(lower: list[str], one: Quantity, low: int) -> Quantity:
    for size in (3, 2, 1):
        begin = one.first - size
        if begin >= low:
            bound = _BOUNDS.get(tuple(lower[begin : one.first]))
            if bound and one.unit != "frequency":
                return one._replace(first=begin, bound=bound)
    return one
