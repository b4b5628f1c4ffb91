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
from legation.reading.events.objects import STOPS, framed, hits_in, object_zone, parted
from legation.reading.events.refining import refine
from legation.reading.events.scanning import Group, Hit, Scan
from legation.reading.grammar import COORDINATORS, DETERMINERS, MAYBE, POSSESSIVES, PREPOSITIONS

_DEPTH = 4  # acts within acts: "agreed to ask to be allowed to visit"
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
        if depth and group.modal in _DEMANDING:  # "said that Iran must ..."
            return Act("100", "urged", f"verb:{group.verb.name}:must", group.start, group.end)
        return None
    return _bounded(group, _joined(s, index, base, depth))


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


def _bounded(group: Group, act: Act) -> Act:
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
        return _of_frame(s, group, verb, *found)
    if verb.code is not None:
        code = refine(s, group, verb.code, direct + others)
        if code == "-":
            return None
        return Act(code, "happened", f"verb:{verb.name}", group.start, _end(group))
    return _next(s, index, depth, f"verb:{verb.name}")


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


def nominal_in(s: Scan, low: int, high: int) -> Act | None:
    """Read a noun of an act with its object: "the suspension of aid" as "suspended aid"."""
    for at, operator in s.operators:
        if at < low or operator.verb is None or at + 1 >= s.last:
            continue
        if at >= high:
            break
        if s.lower[at + 1] == "of":
            return _of(s, at, operator.verb)
    return None


def _of(s: Scan, at: int, verb: Verb) -> Act | None:
    for hit in s.hits:
        if hit.start <= at + 1:
            continue
        if hit.start > at + 7 or any(
            w in PREPOSITIONS for w in s.lower[at + 2 : hit.start] if w != "of"
        ):
            break
        code = verb.frames.get(hit.noun.name) or verb.frames.get(hit.noun.cls)
        if code is None and verb.kind == "@end":
            code = hit.noun.ended
        if code and code.isdigit():
            return Act(code, "happened", f"noun:{verb.name}+{hit.noun.cls}", at, hit.end)
    if verb.code is not None:
        return Act(verb.code, "happened", f"noun:{verb.name}", at, at + 1)
    return None


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
    if any(word in STOPS for word in between) and not finite:
        return None
    if finite:
        return _over_condition(s, index)
    if after.form in ("to", "noun"):
        return index + 1
    if after.form == "ing":
        before = s.lower[after.start - 1]
        operator = group.verb.kind not in (None, "@do", "@end")
        return index + 1 if operator or before not in ("of", "for", "from", "after") else None
    if after.form == "reduced" and index + 2 < len(s.groups):
        later = s.groups[index + 2]
        if later.form in ("to", "ing"):
            return index + 2
    if "that" in between or "whether" in between:
        return index + 1
    return None


def _over_condition(s: Scan, index: int) -> int:
    """Give the first verb of what is said that stands in no clause of "if" or "when"."""
    group = s.groups[index]
    after = index + 1
    between = s.lower[group.end : s.groups[after].start]
    if not any(word in ("if", "unless", "when", "once", "until") for word in between):
        return after
    for further in range(after + 1, min(after + 4, len(s.groups))):
        words = s.lower[s.groups[further - 1].end : s.groups[further].start]
        if "," in words and s.groups[further].form == "finite":
            return further
    return after


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
    if kind == "@want":
        return _wanted(s, index, verb, direct, depth)
    if verb.name in _NAMING and (act := _called(s, group)) is not None:
        return act
    saying = kind == "@say"
    following = _complement(s, index, finite=saying)
    nominal = nominal_in(s, *object_zone(s, index))
    if nominal is not None and not (direct and direct[-1].start < nominal.first and not saying):
        return combined(kind, nominal, verb, group)
    after = s.lower[group.end] if group.end < s.last else "."
    if saying and (after in PREPOSITIONS or not after[0].isalnum()):
        direct = []  # "..., he said, with"
    noun = framed(verb, direct)
    if noun is None and verb.light:
        noun = next(((hit, "@do") for hit in direct if hit.noun.code), None)
    if noun is None and following is None:
        noun = framed(verb, others)
    if noun is not None and noun[1] != "-":
        act = _of_frame(s, group, verb, *noun)
        if act is not None:
            return act
    if following is not None and not (group.passive and kind in ("@demand", "@appeal", "@say")):
        inner = act_of(s, following, depth + 1)
        if verb.name == "tell" and s.groups[following].form == "to":
            kind = "@demand"
            inner = inner or Act("100", "urged", "tell", group.start, group.end)
        if kind == "@say" and s.groups[following].verb.name in _TO_BLAME:
            name = s.groups[following].verb.name
            return Act("112", "happened", f"verb:{verb.name}>{name}", group.start, _end(group))
        if kind == "@demand" and s.groups[following].verb.name in _LEAVING:
            return _sent_away(group, verb, s.groups[following], direct)
        if kind == "@say" and inner is None:
            inner = _later(s, following, depth)
        if inner is not None:
            return combined(kind, inner, verb, group)
    if kind == "@try" and not verb.light:
        return None
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
    default = verb.code or (_DEFAULTS.get(kind) if _asks(s, group) else None)
    if default is not None and kind != "@say":
        return Act(default, MODALITY.get(kind, "happened"), f"verb:{verb.name}", group.start,
                   _end(group))  # fmt: skip
    return None


_DEFAULTS = {"@appeal": "020", "@demand": "100", "@intend": "030"}


_TO_BLAME = frozenset({"responsible", "guilty", "be behind", "be to blame", "complicit"})
_LEAVING = frozenset({"leave", "exit", "quit", "depart", "pull out", "get out", "vacate"})


def _wanted(s: Scan, index: int, verb: Verb, direct: list[Hit], depth: int) -> Act | None:
    """Read "wants Iran to withdraw" as a demand, "wants to withdraw" as an intent."""
    group = s.groups[index]
    following = _complement(s, index)
    if following is None:
        for hit in direct:
            if hit.noun.code and group.form == "finite":
                act = Act(hit.noun.code, "happened", hit.noun.cls, hit.start, hit.end)
                return combined("@demand", act, verb, group)
        return Act("100", "urged", f"verb:{verb.name}", group.start, group.end) if (
            _asks(s, group) and s.lower[group.end] != "to"
        ) else None  # fmt: skip
    inner = act_of(s, following, depth + 1)
    other = s.groups[following].start > group.end
    if inner is None:
        return Act("100", "urged", f"verb:{verb.name}", group.start, group.end) if other else None
    return combined("@demand" if other else "@intend", inner, verb, group)


def _sent_away(group: Group, verb: Verb, away: Group, direct: list[Hit]) -> Act:
    """Read "ordered the diplomats to leave" as an expulsion."""
    codes = {"diplomat": "161", "inspector": "1662", "peacekeeper": "1661", "agency": "1663"}
    code = next((codes[hit.noun.cls] for hit in direct if hit.noun.cls in codes), "166")
    return Act(code, "happened", f"verb:{verb.name}>{away.verb.name}", group.start, away.end)


_NAMING = frozenset(
    "call brand label dub describe portray depict term characterise characterize".split()
)
_HARSH = frozenset(
    "puppet terrorist terrorists liar liars killer dictator thug murderer criminal criminals enemy "
    "rogue tyrant fascist fascists coward hypocrite hypocritical provocation provocative illegal "
    "unacceptable shameful absurd baseless ridiculous outrageous disgraceful cowardly barbaric "
    "genocide aggressor traitor traitors lie lies farce sham nonsense deplorable irresponsible "
    "reckless dangerous racist nazi nazis evil unjust unfair violation mistake threat crime "
    "heinous despicable aggression blackmail hostile occupier invaders brutal".split()
)
_WARM = frozenset(
    "friend friends ally partner historic welcome great brilliant brave courageous hero "
    "constructive positive milestone breakthrough model".split()
)


def _called(s: Scan, group: Group) -> Act | None:
    """Read "called the president a puppet": what somebody is called tells criticism or praise."""
    words = s.lower[group.end : min(group.end + 14, s.last)]
    code = "111" if not _HARSH.isdisjoint(words) else None
    if code is None and not _WARM.isdisjoint(words):
        code = "051"
    if code is None and _asks(s, group):
        code = "020"
    return Act(code, "happened", "verb:call", group.start, group.end) if code else None


def _asks(s: Scan, group: Group) -> bool:
    """Say whether something to be done follows: "asked Iran to", "sought that"."""
    start, end = group.end, min(s.last, group.end + 12)
    for j in range(start, end):
        word = s.lower[j]
        if word in STOPS or word == ",":
            return False
        if word == "to" and j + 1 < s.last and s.words[j + 1][0].islower():
            return s.lower[j + 1] not in DETERMINERS and s.lower[j + 1] not in POSSESSIVES
    return False


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
    code, modality = _combine(kind, act, name)
    return Act(code, modality, rule, first, last, act.inner or act.code)


def _combine(kind: str, act: Act, name: str) -> tuple[str, str]:
    code = act.code
    modality = MODALITY.get(kind, act.modality)
    if kind in ("@say", "@try", "@do"):
        return code, act.modality
    if kind == "@allow":
        return ("082" if code[:2] == "14" else "081"), "happened"
    if kind == "@agree":
        if code[:2] in ("02", "03", "09", "10", "11", "12", "13") or hostile(code):
            return code, act.modality
        return intended(code), modality
    if kind in ("@intend", "@plan"):
        if code == "154" and kind == "@intend":
            return "0334", modality
        if code[:2] in ("18", "19") and name in ("prepare", "get ready", "gear up"):
            return "150", "happened"
        made = intended(code)
        return made, "threatened" if made[:2] == "13" else modality
    if kind == "@threaten":
        return threatened(code), modality
    if kind == "@appeal":
        return demanded(code, "02"), modality
    if kind == "@demand":
        return demanded(code), modality
    if kind == "@deny" and hostile(code):
        return "016", modality
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
    said = _worded(s, index, direct, depth) or nominal_in(s, *object_zone(s, index))
    if said is not None:
        return said
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
    if verb.name in _LEAVING and _soldiers(s, group):
        return Act("0872", "happened", f"verb:{verb.name}", group.start, _end(group))
    if verb.code is not None:
        return Act(verb.code, "happened", f"verb:{verb.name}", group.start, _end(group))
    following = _complement(s, index)
    if following is not None and s.groups[following].form == "ing":
        inner = act_of(s, following, depth + 1)
        if inner is not None:
            code = "080" if hostile(inner.code) else "160"
            return inner._replace(code=code, rule=f"verb:{verb.name}>{inner.rule}")
    return _next(s, index, depth, f"verb:{verb.name}")


def _soldiers(s: Scan, group: Group) -> bool:
    """Say whether soldiers stand in the subject."""
    low = max(s.first, group.start - 8)
    return any(hit.noun.cls in ("troops", "peacekeeper") for hit in hits_in(s, low, group.start))


def of_noun(hit: Hit) -> Act | None:
    """Give what a noun tells by itself: "talks between", "an attack on"."""
    if hit.noun.code is None:
        return None
    return Act(hit.noun.code, "happened", f"noun:{hit.noun.name}", hit.start, hit.end)
