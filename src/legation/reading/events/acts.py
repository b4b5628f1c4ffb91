"""What a verb group or noun tells: its code, with objects and all that bears on it."""

from __future__ import annotations

from legation.reading.events.codes import (
    Act,
    demanded,
    hostile,
    intended,
    refused,
    root_of,
    threatened,
)
from legation.reading.events.lexicon import Noun, Verb
from legation.reading.events.refining import refine
from legation.reading.events.scanning import Group, Hit, Scan
from legation.reading.grammar import COORDINATORS, MAYBE, NUMBERS, PREPOSITIONS

_REACH = 16  # words an object may stand from its verb
_DEPTH = 4  # acts within acts: "agreed to ask to be allowed to visit"
_STOPS = frozenset({";", ":", ".", "!", "?", "--", "—", '"', "“", "”", "``", "''"})
_DEMANDING = frozenset({"must", "should", "ought"})
_BOUND = frozenset({"will", "would", "shall", "'ll", "'d"})


def act_of(s: Scan, index: int, depth: int = 0) -> Act | None:
    """Give what a verb group tells.

    Parameters
    ----------
    s
        The sentence.
    index
        Place of the group in `s.groups`.
    depth
        Acts it stands in already.
    """
    if depth > _DEPTH:
        return None
    group = s.groups[index]
    base = _base(s, index, depth)
    if base is None:
        return None
    return _bounded(s, group, base)


def _bounded(s: Scan, group: Group, act: Act) -> Act:
    """Apply "will", "must", "may" and "not" that stand with the verb."""
    rule, code = act.rule, act.code
    if group.passive:
        rule += ":passive"
    told = code[:2] in ("02", "03", "09", "10", "11", "12", "13")
    modality, inner = act.modality, act.inner
    modal = group.modal
    if modal in _DEMANDING and not group.negated:
        if code[:2] not in ("10", "02"):
            return Act(demanded(code), "urged", rule + ":must", act.first, act.last, code)
    elif group.negated:
        if told and code[:2] != "03":
            return act._replace(modality="denied", rule=rule + ":not")
        made = refused(code)
        if hostile(code) and not modal:
            made = code
        return Act(made, "denied", rule + ":not", act.first, act.last, code)
    elif modal in _BOUND and not told:
        made = intended(code)
        how = "threatened" if made[:2] == "13" else "planned"
        return Act(made, how, rule + ":will", act.first, act.last, code)
    elif modal in MAYBE or modal == "can":
        made = code if told else intended(code)
        return Act(made, "possible", rule + ":may", act.first, act.last, code)
    return Act(code, modality, rule, act.first, act.last, inner)


def _base(s: Scan, index: int, depth: int) -> Act | None:
    group = s.groups[index]
    verb = group.verb
    start, end = object_zone(s, index)
    hits = _hits(s, start, end)
    direct, others = _direct(s, hits, start, end, passive=group.passive)
    if verb.kind is None:
        return _plain(s, group, verb, direct, others, depth, index)
    return _operator(s, index, verb, direct, others, depth)


def object_zone(s: Scan, index: int) -> tuple[int, int]:
    """Give the words in which the object of a group is to be sought."""
    group = s.groups[index]
    lower = s.lower
    if group.passive and group.form != "reduced":
        low = s.groups[index - 1].end if index else s.first
        low = max(low, group.start - _REACH, s.first)
        start = group.start
        while start > low and lower[start - 1] not in _STOPS and lower[start - 1] != ",":
            start -= 1
        return start, group.start
    if group.passive:
        low = s.groups[index - 1].end if index else s.first
        start = group.start
        low = max(low, start - 6)
        while start > low and lower[start - 1] not in _STOPS and lower[start - 1] != ",":
            start -= 1
        return start, group.start
    high = min(s.last, group.end + _REACH)
    if index + 1 < len(s.groups):
        high = min(high, s.groups[index + 1].start)
    end = group.end
    while end < high:
        word = lower[end]
        if word in _STOPS or (word == "," and end > group.end and not _listed(s, end)):
            break
        end += 1
    return group.end, end


def _listed(s: Scan, at: int) -> bool:
    """Say whether a comma stands in a list of things: "tents, food and medicine"."""
    return any(hit.start <= at + 2 and hit.start > at for hit in s.hits)


def _hits(s: Scan, start: int, end: int) -> list[Hit]:
    return [hit for hit in s.hits if start <= hit.start and hit.end <= end]


def _direct(
    s: Scan, hits: list[Hit], start: int, end: int, passive: bool
) -> tuple[list[Hit], list[Hit]]:
    """Part nouns into those of the object, last (head) first, and those after a preposition."""
    lower = s.lower
    bound = start
    # a preposition right after the verb ("vote on", "invest in") brings its object
    while bound < end and lower[bound] in PREPOSITIONS:
        bound += 1
    while bound < end:
        word = lower[bound]
        if word in PREPOSITIONS and word != "of":
            number = bound + 1 < end and (
                lower[bound + 1] in NUMBERS or lower[bound + 1][0].isdigit()
            )
            measured = word in ("up", "over", "about", "around", "under", "than", "near")
            if not (measured or (word == "to" and lower[bound - 1] == "up")) or (
                word != "up" and not number
            ):
                break
        bound += 1
    direct = [hit for hit in hits if hit.start < bound]
    others = [hit for hit in hits if hit.start >= bound]
    if not passive:
        direct.reverse()
    return direct, others


def _framed(verb: Verb, hits: list[Hit]) -> tuple[Hit, str] | None:
    for hit in hits:
        code = verb.frames.get(hit.noun.name) or verb.frames.get(hit.noun.cls)
        if code is not None:
            return hit, code
    return None


def _plain(
    s: Scan,
    group: Group,
    verb: Verb,
    direct: list[Hit],
    others: list[Hit],
    depth: int,
    index: int,
) -> Act | None:
    found = _framed(verb, direct)
    if found is None and verb.code is None:
        found = _framed(verb, others)
    if found is not None:
        return _of_frame(s, group, verb, *found)
    if verb.code is not None:
        code = refine(s, group, verb.code, direct + others)
        return Act(code, "happened", f"verb:{verb.name}", group.start, _end(group))
    return _next(s, index, depth, f"verb:{verb.name}")


def _end(group: Group) -> int:
    return max(group.end, group.particle + 1)


def _of_frame(s: Scan, group: Group, verb: Verb, hit: Hit, code: str) -> Act | None:
    if code == "-":
        return None
    if code in ("@do", "@end"):
        found = hit.noun.code if code == "@do" else hit.noun.ended
        if found is None:
            return None
        code = found
    code = refine(s, group, code, [hit])
    first, last = min(group.start, hit.start), max(_end(group), hit.end)
    rule = f"verb:{verb.name}+{hit.noun.cls}"
    return Act(code, "happened", rule, first, last)


def _next(s: Scan, index: int, depth: int, rule: str) -> Act | None:
    """Give the act of the infinitive or participle that goes on from a verb that tells none."""
    following = _complement(s, index)
    if following is None:
        return None
    inner = act_of(s, following, depth + 1)
    if inner is None:
        return None
    return inner._replace(rule=f"{rule}>{inner.rule}", first=s.groups[index].start)


def _complement(s: Scan, index: int, finite: bool = False) -> int | None:
    """Give the next group of the clause that is an infinitive or participle (or any verb)."""
    if index + 1 >= len(s.groups):
        return None
    group, after = s.groups[index], s.groups[index + 1]
    between = s.lower[group.end : after.start]
    if any(word in _STOPS for word in between) and not finite:
        return None
    if after.form in ("to", "ing") or finite:
        return index + 1
    if after.form == "reduced" and index + 2 < len(s.groups):
        later = s.groups[index + 2]
        if later.form in ("to", "ing"):
            return index + 2
    if "that" in between or "whether" in between:
        return index + 1
    return None


# -- operators ------------------------------------------------------------------------------


def _operator(
    s: Scan, index: int, verb: Verb, direct: list[Hit], others: list[Hit], depth: int
) -> Act | None:
    group = s.groups[index]
    kind = verb.kind or ""
    if kind == "@end":
        return _ending(s, index, verb, direct, others, depth)
    if kind == "@do":
        return _doing(s, index, verb, direct, others, depth)
    following = _complement(s, index, finite=kind == "@say")
    noun = _framed(verb, direct) or (None if following is not None else _framed(verb, others))
    if noun is not None and noun[1] != "-":
        act = _of_frame(s, group, verb, *noun)
        if act is not None:
            if noun[1] == "@do" and kind != "@try":
                return act
            return act
    if following is not None and not (group.passive and kind in ("@demand", "@appeal", "@say")):
        inner = act_of(s, following, depth + 1)
        if kind == "@say" and inner is None:
            inner = _later(s, following, depth)
        if inner is not None:
            return combined(kind, inner, verb, group)
    if kind in ("@say", "@plan", "@allow", "@cause", "@fail"):
        for hit in direct:
            if hit.noun.code and kind in ("@plan", "@fail"):
                act = Act(hit.noun.code, "happened", hit.noun.cls, hit.start, hit.end)
                return combined(kind, act, verb, group)
    elif not (verb.code and kind in ("@demand", "@appeal", "@refuse") and group.passive):
        for hit in (*direct, *others):
            if hit.noun.code:
                code = refine(s, group, hit.noun.code, [hit])
                act = Act(code, "happened", hit.noun.cls, hit.start, hit.end)
                return combined(kind, act, verb, group)
    if verb.code is not None and kind != "@say":
        return Act(verb.code, MODALITY.get(kind, "happened"), f"verb:{verb.name}", group.start,
                   _end(group))  # fmt: skip
    return None


def _later(s: Scan, index: int, depth: int) -> Act | None:
    """Go on in the clause that is said, over verbs that tell nothing."""
    for further in range(index + 1, min(index + 3, len(s.groups))):
        between = s.lower[s.groups[further - 1].end : s.groups[further].start]
        if any(word in _STOPS for word in between):
            return None
        if s.groups[further].form != "reduced":
            act = act_of(s, further, depth + 1)
            if act is not None:
                return act
    return None


#: How an act that a verb of each kind bears on stands to what happened.
MODALITY = {
    "@agree": "promised", "@intend": "promised", "@plan": "planned", "@threaten": "threatened",
    "@demand": "urged", "@appeal": "urged", "@refuse": "denied", "@fail": "denied",
    "@deny": "denied", "@prevent": "denied",
}  # fmt: skip


def combined(kind: str, act: Act, verb: Verb | Noun | None, group: Group) -> Act:
    """Give what comes of an act that is agreed to, threatened, demanded or refused."""
    name = verb.name if verb is not None else kind
    rule = f"{'verb' if isinstance(verb, Verb) else 'noun'}:{name}>{act.rule}"
    first, last = min(group.start, act.first), max(_end(group), act.last)
    code, modality = _combine(kind, act)
    return Act(code, modality, rule, first, last, act.inner or act.code)


def _combine(kind: str, act: Act) -> tuple[str, str]:
    code = act.code
    modality = MODALITY.get(kind, act.modality)
    if kind in ("@say", "@try", "@do"):
        return code, act.modality
    if kind in ("@agree", "@allow"):
        if code[:2] in ("02", "03", "09", "10", "11", "12", "13") or hostile(code):
            return code, act.modality
        return (intended(code), modality) if kind == "@agree" else ("081", "happened")
    if kind in ("@intend", "@plan"):
        made = intended(code)
        return made, "threatened" if made[:2] == "13" else modality
    if kind == "@threaten":
        return threatened(code), modality
    if kind == "@appeal":
        return demanded(code, "02"), modality
    if kind == "@demand":
        return demanded(code), modality
    if kind in ("@refuse", "@deny"):
        return refused(code), modality
    if kind == "@fail":
        return ("120", modality) if not hostile(code) else ("085" if code[:3] == "163" else "080",
                                                            modality)  # fmt: skip
    if kind == "@prevent":
        return ("172", "happened")
    return code, act.modality


def _doing(
    s: Scan, index: int, verb: Verb, direct: list[Hit], others: list[Hit], depth: int
) -> Act | None:
    group = s.groups[index]
    for hit in (*direct, *others):
        code = verb.frames.get(hit.noun.name) or verb.frames.get(hit.noun.cls) or "@do"
        if code == "-":
            continue
        act = _of_frame(s, group, verb, hit, code)
        if act is not None:
            return act
    if verb.code is not None:
        return Act(verb.code, "happened", f"verb:{verb.name}", group.start, _end(group))
    return _next(s, index, depth, f"verb:{verb.name}")


def _ending(
    s: Scan, index: int, verb: Verb, direct: list[Hit], others: list[Hit], depth: int
) -> Act | None:
    group = s.groups[index]
    for hit in (*direct, *others):
        code = verb.frames.get(hit.noun.name) or verb.frames.get(hit.noun.cls) or "@end"
        if code == "-":
            continue
        act = _of_frame(s, group, verb, hit, code)
        if act is not None and root_of(act.code):
            return act
    following = _complement(s, index)
    if following is not None and s.groups[following].form == "ing":
        inner = act_of(s, following, depth + 1)
        if inner is not None:
            code = "080" if hostile(inner.code) else "160"
            return inner._replace(code=code, rule=f"verb:{verb.name}>{inner.rule}")
    return _next(s, index, depth, f"verb:{verb.name}")


def of_noun(s: Scan, hit: Hit) -> Act | None:
    """Give what a noun tells by itself: "talks between", "an attack on"."""
    if hit.noun.code is None:
        return None
    return Act(hit.noun.code, "happened", f"noun:{hit.noun.name}", hit.start, hit.end)


def is_coordinator(word: str) -> bool:
    """Say whether a word joins equals."""
    return word in COORDINATORS
