"""What a verb group tells: its code, with objects and all that bears on it."""

from __future__ import annotations

from legation.reading.events.codes import Act, hostile, root_of
from legation.reading.events.groups import Group
from legation.reading.events.lexicon import Verb
from legation.reading.events.nominals import nominal_in
from legation.reading.events.objects import STOPS, framed, hits_in, object_zone, parted
from legation.reading.events.operators import (
    DEFAULTS,
    DEMANDING,
    LEAVING,
    MODALITY,
    NAMING,
    TO_BLAME,
    asks,
    bounded,
    called,
    combined,
    complement,
    end_of,
    of_frame,
    sent_away,
    soldiers,
)
from legation.reading.events.refining import refine
from legation.reading.events.scanning import Hit, Scan
from legation.reading.grammar import COORDINATORS, PREPOSITIONS

_DECREEING = frozenset({"order", "decree", "announce", "authorize", "authorise"})
_HURT = frozenset("dead wounded injured hurt".split())
_ASKED = frozenset("whether if what how why when who about".split())
_DEPTH = 4  # acts within acts: "agreed to ask to be allowed to visit"


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
        if depth and group.modal in DEMANDING:  # "said that Iran must ..."
            return Act("100", "urged", f"verb:{group.verb.name}:must", group.start, group.end)
        return None
    return bounded(group, _joined(s, index, base, depth))


def _joined(s: Scan, index: int, act: Act, depth: int) -> Act:
    """Of a rejection and a condemnation in one breath the condemnation is the act."""
    group = s.groups[index]
    if act.code[:2] != "12" or index + 1 >= len(s.groups):
        return act
    after = s.groups[index + 1]
    if after.start <= group.end + 1 and s.lower[after.start - 1] in COORDINATORS:
        other = act_of(s, index + 1, depth + 1)
        if other is not None and other.code[:2] == "11":
            return other
    return act


def _base(s: Scan, index: int, depth: int) -> Act | None:
    group = s.groups[index]
    verb = group.verb
    if verb.kind == "@none":
        return None
    start, end = object_zone(s, index)
    hits = hits_in(s, start, end)
    direct, others = parted(s, hits, start, end, passive=group.passive)
    if verb.kind is None:
        return _plain(s, group, verb, direct, others, depth, index)
    return _operator(s, index, verb, direct, others, depth)


def _plain(
    s: Scan,
    group: Group,
    verb: Verb,
    direct: list[Hit],
    others: list[Hit],
    depth: int,
    index: int,
) -> Act | None:
    found = framed(verb, direct)
    if found is None and verb.code is None:
        found = framed(verb, others)
    if verb.code in (None, "050") and (found is None or found[0].noun.cls == "resolution"):
        saying = _worded(s, index, direct, depth)
        if saying is not None:
            return saying
    nominal = None if verb.code is not None else nominal_in(s, *object_zone(s, index))
    if nominal is not None and (found is None or nominal.first <= found[0].start):
        return nominal
    if found is not None:
        return of_frame(s, group, verb, *found)
    if verb.code is not None:
        code = refine(s, group, verb.code, direct + others)
        if code == "-":
            return None
        return Act(code, "happened", f"verb:{verb.name}", group.start, end_of(group))
    return _next(s, index, depth, f"verb:{verb.name}")


def _leaves(s: Scan, index: int) -> bool:
    return s.groups[index].form == "to" and s.groups[index].verb.name in LEAVING


def _worded(s: Scan, index: int, direct: list[Hit], depth: int) -> Act | None:
    """Read "adopted a resolution condemning", "issued a statement that denounces"."""
    if not any(hit.noun.cls == "resolution" for hit in direct) or index + 1 >= len(s.groups):
        return None
    after = s.groups[index + 1]
    before = s.lower[after.start - 1]
    if after.form == "ing" or before in ("that", "which"):
        inner = act_of(s, index + 1, depth + 1)
        if inner is not None:
            return inner._replace(rule=f"verb:{s.groups[index].verb.name}>{inner.rule}")
    return None


def _next(s: Scan, index: int, depth: int, rule: str) -> Act | None:
    """Give the act of the infinitive or participle that goes on from a verb that tells none."""
    following = complement(s, index)
    if following is None:
        return None
    inner = act_of(s, following, depth + 1)
    if inner is None:
        return None
    return inner._replace(rule=f"{rule}>{inner.rule}", first=s.groups[index].start)


def _operator(
    s: Scan, index: int, verb: Verb, direct: list[Hit], others: list[Hit], depth: int
) -> Act | None:
    group = s.groups[index]
    kind = verb.kind or ""
    if kind == "@end":
        return _ending(s, index, verb, direct, others, depth)
    if kind == "@do":
        return _doing(s, index, verb, direct, others, depth)
    if kind == "@want":
        return _wanted(s, index, verb, direct, depth)
    if verb.name == "declare" and "grata" in s.lower[group.end : group.end + 14]:
        return Act("161", "happened", "verb:declare persona non grata", group.start, group.end)
    if verb.name in NAMING and (act := called(s, group)) is not None:
        return act
    saying = kind == "@say"
    following = complement(s, index, finite=saying)
    nominal = nominal_in(s, *object_zone(s, index))
    if nominal is not None and verb.name in _DECREEING:
        return nominal  # "ordered the release of": it is done
    if nominal is not None and not (direct and direct[-1].start < nominal.first and not saying):
        return combined(kind, nominal, verb, group)
    after = s.lower[group.end] if group.end < s.last else "."
    if saying and (after in PREPOSITIONS or not after[0].isalnum()):
        direct = []  # "..., he said, with"
    if following is not None and kind == "@demand" and _leaves(s, following):
        # "ordered the troops to leave" sends them away, not out to the field
        return sent_away(group, verb, s.groups[following], direct)
    noun = framed(verb, direct)
    if noun is None and verb.light:
        noun = next(((hit, "@do") for hit in direct if hit.noun.code), None)
    if noun is None and following is None:
        noun = framed(verb, others)
    if noun is not None and noun[1] != "-":
        act = of_frame(s, group, verb, *noun)
        if act is not None:
            return act
    if following is not None and kind == "@appeal":
        between = s.lower[group.end : s.groups[following].start]
        if not _ASKED.isdisjoint(between):
            return None  # "asked whether"
    if following is not None and not (group.passive and kind in ("@demand", "@appeal", "@say")):
        inner = act_of(s, following, depth + 1)
        if verb.name == "tell" and s.groups[following].form == "to":
            kind = "@demand"
            inner = inner or Act("100", "urged", "tell", group.start, group.end)
        if kind == "@say" and s.groups[following].verb.name in TO_BLAME:
            name = s.groups[following].verb.name
            return Act("112", "happened", f"verb:{verb.name}>{name}", group.start, end_of(group))
        if kind == "@demand" and _leaves(s, following):  # "told them to leave"
            return sent_away(group, verb, s.groups[following], direct)
        if kind == "@say" and inner is None:
            inner = _later(s, following, depth)
        if inner is not None:
            return combined(kind, inner, verb, group)
    if kind == "@try" and not verb.light:
        made = Act(verb.code or "", "happened", f"verb:{verb.name}", group.start, end_of(group))
        return made if verb.code else None
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
    if verb.name == "tell" and s.lower[group.end : group.end + 1] != ["to"] and asks(s, group):
        return Act("100", "urged", "verb:tell", group.start, group.end)
    default = verb.code or (DEFAULTS.get(kind) if asks(s, group) else None)
    if default is not None and kind != "@say":
        return Act(default, MODALITY.get(kind, "happened"), f"verb:{verb.name}", group.start,
                   end_of(group))  # fmt: skip
    return None


def _wanted(s: Scan, index: int, verb: Verb, direct: list[Hit], depth: int) -> Act | None:
    """Read "wants Iran to withdraw" as a demand, "wants to withdraw" as an intent."""
    group = s.groups[index]
    following = complement(s, index)
    if following is None:
        for hit in direct:
            if hit.noun.code and group.form == "finite":
                act = Act(hit.noun.code, "happened", hit.noun.cls, hit.start, hit.end)
                return combined("@demand", act, verb, group)
        return Act("100", "urged", f"verb:{verb.name}", group.start, group.end) if (
            asks(s, group) and s.lower[group.end] != "to"
        ) else None  # fmt: skip
    inner = act_of(s, following, depth + 1)
    other = s.groups[following].start > group.end
    if inner is None:
        return Act("100", "urged", f"verb:{verb.name}", group.start, group.end) if other else None
    return combined("@demand" if other else "@intend", inner, verb, group)


def _later(s: Scan, index: int, depth: int) -> Act | None:
    """Go on in the clause that is said, over verbs that tell nothing."""
    for further in range(index + 1, min(index + 3, len(s.groups))):
        between = s.lower[s.groups[further - 1].end : s.groups[further].start]
        if any(word in STOPS for word in between):
            return None
        if s.groups[further].form != "reduced":
            act = act_of(s, further, depth + 1)
            if act is not None:
                return act
    return None


def _doing(
    s: Scan, index: int, verb: Verb, direct: list[Hit], others: list[Hit], depth: int
) -> Act | None:
    group = s.groups[index]
    said = _worded(s, index, direct, depth) or nominal_in(s, *object_zone(s, index))
    if said is not None:
        return said
    for hit in (*direct, *others):
        code = verb.frames.get(hit.noun.name) or verb.frames.get(hit.noun.cls) or "@do"
        if code == "-":
            continue
        act = of_frame(s, group, verb, hit, code)
        if act is not None:
            return act
    if verb.code is not None:
        return Act(verb.code, "happened", f"verb:{verb.name}", group.start, end_of(group))
    return _next(s, index, depth, f"verb:{verb.name}")


def _ending(
    s: Scan, index: int, verb: Verb, direct: list[Hit], others: list[Hit], depth: int
) -> Act | None:
    group = s.groups[index]
    for hit in (*direct, *others):
        code = verb.frames.get(hit.noun.name) or verb.frames.get(hit.noun.cls) or "@end"
        if code == "-":
            continue
        act = of_frame(s, group, verb, hit, code)
        if act is not None and root_of(act.code):
            return act
    if verb.name == "leave" and not _HURT.isdisjoint(s.lower[group.end : group.end + 12]):
        return Act("190", "happened", "verb:leave dead", group.start, end_of(group))
    if verb.name in LEAVING and soldiers(s, group):
        return Act("0872", "happened", f"verb:{verb.name}", group.start, end_of(group))
    if verb.code is not None:
        return Act(verb.code, "happened", f"verb:{verb.name}", group.start, end_of(group))
    following = complement(s, index)
    if following is not None and s.groups[following].form == "ing":
        inner = act_of(s, following, depth + 1)
        if inner is not None:
            code = "080" if hostile(inner.code) else "160"
            return inner._replace(code=code, rule=f"verb:{verb.name}>{inner.rule}")
    return _next(s, index, depth, f"verb:{verb.name}")
