"""The root of what one actor does to another, both given as words of a sentence."""

from __future__ import annotations

from legation.errors import InputError
from legation.reading.events.acts import act_of
from legation.reading.events.codes import Act, root_of
from legation.reading.events.lexicon import lexicon
from legation.reading.events.nominals import nominal_at
from legation.reading.events.scanning import Scan, scan
from legation.reading.grammar import COORDINATORS, RELATIVES
from legation.reading.text.tokens import Tokens, tokens

Span = tuple[int, int]


def root_between(sentence: str, source: str, target: str) -> str | None:
    """Give the PLOVER root of what the source does to the target.

    Parameters
    ----------
    sentence
        A sentence in English.
    source, target
        The words that name them, as they stand in the sentence.

    Returns
    -------
    str or None
        One of `legation.reading.events.codes.ROOTS`; None where nothing in the sentence tells
        an act.

    Raises
    ------
    InputError
        If one of the three is no string.

    Examples
    --------
    >>> root_between("France condemned the attack by Mali.", "France", "Mali")
    'ACCUSE'
    """
    act = act_between(sentence, source, target)
    return root_of(act.code) if act else None


def act_between(sentence: str, source: str, target: str) -> Act | None:
    """Give the act of which `root_between` gives the root, with its code and rule."""
    for what, given in (("sentence", sentence), ("source", source), ("target", target)):
        if not isinstance(given, str):
            raise InputError(f"the {what} is a string, not {type(given).__name__}")
    found = tokens(sentence)
    s = scan(found.lower, found.words, 0, len(found.words), lexicon())
    one, other = _spans(sentence, found, source, target)
    return _between(s, one, other)


def _spans(text: str, found: Tokens, source: str, target: str) -> tuple[Span, Span]:
    """Find both in the words; of several places, two that do not overlap and are nearest."""
    ones = _places(text, found, source) or [(0, 0)]
    others = _places(text, found, target) or [(len(found.words), len(found.words))]
    return min(
        ((a, b) for a in ones[:8] for b in others[:8]),
        key=lambda ab: (ab[0][0] < ab[1][1] and ab[1][0] < ab[0][1], ab[0][0], ab[1][0]),
    )


def _places(text: str, found: Tokens, name: str) -> list[Span]:
    name = name.strip()
    places: list[Span] = []
    at = text.find(name) if name else -1
    while at >= 0 and len(places) < 8:
        first = _word_at(found, at)
        last = _word_at(found, at + len(name) - 1) + 1
        whole = found.starts[first] == at
        if whole:
            places.append((first, last))
        at = text.find(name, at + 1)
    return places or _alike(found, name)


def _alike(found: Tokens, name: str) -> list[Span]:
    """Find words that differ from a name by capitals, marks or spaces only."""
    kept = [i for i, word in enumerate(found.lower) if word[:1].isalnum()]
    sought = [word for word in tokens(name).lower if word[:1].isalnum()]
    lower = [found.lower[i] for i in kept]
    size, places, at = len(sought), list[Span](), -1
    while sought and len(places) < 8:
        try:
            at = lower.index(sought[0], at + 1)
        except ValueError:
            break
        if lower[at : at + size] == sought:
            places.append((kept[at], kept[at + size - 1] + 1))
    return places


def _word_at(found: Tokens, offset: int) -> int:
    low, high = 0, len(found.starts) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if found.starts[middle] <= offset:
            low = middle
        else:
            high = middle - 1
    return low


def _between(s: Scan, one: Span, other: Span) -> Act | None:
    if _together(s, one, other):
        start = max(one[1], other[1])
        act = _near_noun(s, one, other) or _forward(s, start)
        return act or _anything(s, one, other)
    if one[0] <= other[0]:
        act = _near_noun(s, one, other)
        act = act or _forward(s, one[1], other)
    else:
        act = _near_noun(s, one, other)
        act = act or _backward(s, one, other)
    return act or _anything(s, one, other)


def _together(s: Scan, one: Span, other: Span) -> bool:
    """Say whether both are joined as equals: "A and B", "A, B"."""
    low, high = min(one[1], other[1]), max(one[0], other[0])
    between = s.lower[low:high]
    return (
        len(between) <= 6
        and any(w in COORDINATORS for w in between)
        and not any(low <= g.at < high for g in s.groups)
    )


def _forward(s: Scan, start: int, other: Span | None = None) -> Act | None:
    """Follow the source to its verb, and on from there until an act is told."""
    first = _main_verb(s, start)
    if first is None:
        return None
    for index in range(first, len(s.groups)):
        group = s.groups[index]
        if group.start < start:
            continue
        if group.form == "reduced" and index > first and not group.verb.code:
            continue
        act = _towards(s, index, other)
        if act is not None and root_of(act.code):
            return act
    return None


def _towards(s: Scan, index: int, other: Span | None) -> Act | None:
    """Give what a group tells, looking at where the target stands in it."""
    group = s.groups[index]
    act = act_of(s, index)
    if act is not None and other is not None and group.verb.kind == "@say":
        return _alleged(s, index, act, other)
    if act is None or other is None or group.verb.kind not in ("@appeal", "@demand"):
        return act
    inner = act.inner
    if inner is None:
        return act
    later = [g for g in s.groups[index + 1 :] if g.at < other[0]]
    if later and later[0].form in ("to", "finite") and inner[:2] == "05":
        return act._replace(code="053", rule=act.rule + ":for")
    if inner[:2] in ("16", "17") and act.last <= other[0]:
        return act._replace(code="113", rule=act.rule + ":against")
    return act


def _alleged(s: Scan, index: int, act: Act, other: Span) -> Act:
    """Of what the source says the target did, the saying is the act: an accusation."""
    group = s.groups[index]
    after = s.groups[index + 1] if index + 1 < len(s.groups) else None
    if after is None or not (group.end <= other[0] and other[1] <= after.start):
        return act
    if after.form != "finite" or not act.rule.startswith(f"verb:{group.verb.name}>verb:"):
        return act
    charged = group.verb.name in ("claim", "allege", "charge that") or act.code[:2] >= "14"
    if charged and act.modality == "happened":
        return act._replace(code="112", rule=act.rule + ":alleged")
    return act


def _main_verb(s: Scan, start: int) -> int | None:
    """Give the group the words before `start` are the subject of, over what is put between."""
    lower = s.lower
    after = [k for k, g in enumerate(s.groups) if g.start >= start]
    if not after:
        return None
    # an apposition or relative clause between commas
    at = start
    if at < s.last and lower[at] in ("(", ","):
        close = ")" if lower[at] == "(" else ","
        for j in range(at + 1, min(at + 45, s.last)):
            if lower[j] == close:
                for k in after:
                    g = s.groups[k]
                    if j < g.start <= j + 2 and g.form == "finite":
                        return k
    for position, k in enumerate(after):
        g = s.groups[k]
        if g.form == "finite" and not _relative(s, start, k):
            return k
        if g.form == "reduced" and position + 1 == len(after):
            return k
    return after[0]


def _relative(s: Scan, start: int, k: int) -> bool:
    g = s.groups[k]
    before = s.lower[g.start - 1] if g.start > start else ""
    if before not in RELATIVES or before in ("when", "where"):
        return False
    return k + 1 < len(s.groups)


def _backward(s: Scan, one: Span, other: Span) -> Act | None:
    """The target stands first: a passive, or the source says it afterwards."""
    saying = [
        k for k, g in enumerate(s.groups) if g.start >= one[1] and g.verb.kind == "@say"
        and g.start <= one[1] + 3
    ]  # fmt: skip
    if "by" in s.lower[max(s.first, one[0] - 2) : one[0]]:
        agents = [k for k, g in enumerate(s.groups) if g.passive and g.at < one[0]]
        act = _first(s, agents[::-1])
        if act is not None:
            return act
    passive = [k for k, g in enumerate(s.groups) if other[1] <= g.start and g.passive]
    if passive and not saying:
        act = _first(s, passive)
        if act is not None:
            return act
    if saying:
        for k in range(saying[0]):
            act = act_of(s, k, 1)
            if act is not None and root_of(act.code):
                return act
    return _forward(s, one[1], other)


def _near_noun(s: Scan, one: Span, other: Span) -> Act | None:
    """An act told by a noun alone: "A's attack on B", "talks between A and B"."""
    low, high = min(one[1], other[1]), max(one[0], other[0])
    if any(low <= g.at < high for g in s.groups):
        return None
    last = max(one[1], other[1])
    for k, g in enumerate(s.groups):  # "sanctions against Iran were lifted"
        if g.start >= last:
            if g.passive and g.form == "finite" and g.start <= last + 2:
                act = act_of(s, k)
                if act is not None and root_of(act.code):
                    return act
            break
    if _in_vain(s.lower[last : s.last]):
        return Act("120", "happened", "verb:end without", low, last)
    act = nominal_at(s, low, high)
    if act is None and _together(s, one, other):
        begin = min(one[0], other[0])
        if not {"between", "by"}.isdisjoint(s.lower[max(s.first, begin - 2) : begin]):
            act = nominal_at(s, max(s.first, begin - 8), begin)
    return act if act is not None and root_of(act.code) else None


def _in_vain(after: list[str]) -> bool:
    """Say whether talks came to nothing: "ended without agreement", "collapsed"."""
    if not _FAILED.isdisjoint(after[:4]):
        return True
    at = after.index("without") if "without" in after[:8] else -1
    return at >= 0 and not _RESULTS.isdisjoint(after[at + 1 : at + 5])


_FAILED = frozenset("collapsed failed foundered stalled unraveled unravelled".split())
_RESULTS = frozenset("agreement result results deal progress breakthrough accord success".split())


def _anything(s: Scan, one: Span, other: Span) -> Act | None:
    """Where the way from source to target tells nothing, take what the sentence tells."""
    low, high = min(one[1], other[1]), max(one[0], other[0])
    inside = [k for k, g in enumerate(s.groups) if low <= g.at < high]
    rest = [k for k, g in enumerate(s.groups) if not low <= g.at < high]
    act = (
        _first(s, inside) or nominal_at(s, low, high) or _first(s, rest)
        or nominal_at(s, s.first, s.last)
    )  # fmt: skip
    return act._replace(rule=act.rule + ":loose") if act else None


def _first(s: Scan, places: list[int]) -> Act | None:
    """Give the first act that these groups tell."""
    for k in places:
        act = act_of(s, k)
        if act is not None and root_of(act.code):
            return act
    return None
