"""What verbs that bear on other acts make of them: promises, demands, refusals, threats."""

from __future__ import annotations

from legation.reading.events.codes import (
    Act,
    demanded,
    hostile,
    intended,
    refused,
    threatened,
)
from legation.reading.events.groups import Group
from legation.reading.events.lexicon import Noun, Verb
from legation.reading.events.objects import STOPS, hits_in
from legation.reading.events.refining import refine
from legation.reading.events.scanning import Hit, Scan
from legation.reading.grammar import DETERMINERS, MAYBE, POSSESSIVES

#: How an act that a verb of each kind bears on stands to what happened.
MODALITY = {
    "@agree": "promised", "@intend": "promised", "@plan": "planned", "@threaten": "threatened",
    "@demand": "urged", "@appeal": "urged", "@refuse": "denied", "@fail": "denied",
    "@deny": "denied", "@prevent": "denied",
}  # fmt: skip
DEFAULTS = {"@appeal": "020", "@demand": "100", "@intend": "030"}
TO_BLAME = frozenset({"responsible", "guilty", "be behind", "be to blame", "complicit"})
LEAVING = frozenset({"leave", "exit", "quit", "depart", "pull out", "get out", "vacate"})
NAMING = frozenset(
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
DEMANDING = frozenset({"must", "should", "ought"})
_BOUND = frozenset({"will", "would", "shall", "'ll", "'d"})


def combined(kind: str, act: Act, verb: Verb | Noun | None, group: Group) -> Act:
    """Give what comes of an act that is agreed to, threatened, demanded or refused."""
    name = verb.name if verb is not None else kind
    rule = f"{'verb' if isinstance(verb, Verb) else 'noun'}:{name}>{act.rule}"
    first, last = min(group.start, act.first), max(end_of(group), act.last)
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


def bounded(group: Group, act: Act) -> Act:
    """Apply "will", "must", "may" and "not" that stand with the verb."""
    rule, code = act.rule, act.code
    if group.passive:
        rule += ":passive"
    told = code[:2] in ("02", "03", "09", "10", "11", "12", "13")
    modality, inner = act.modality, act.inner
    modal = group.modal
    if modal in DEMANDING and not group.negated:
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


def asks(s: Scan, group: Group) -> bool:
    """Say whether something to be done follows: "asked Iran to", "sought that"."""
    start, end = group.end, min(s.last, group.end + 12)
    for j in range(start, end):
        word = s.lower[j]
        if word in STOPS or word == ",":
            return False
        if word == "from" and group.verb.name == "seek":
            return True
        if word == "to" and j + 1 < s.last and s.words[j + 1][0].islower():
            return s.lower[j + 1] not in DETERMINERS and s.lower[j + 1] not in POSSESSIVES
    return False


def sent_away(group: Group, verb: Verb, away: Group, direct: list[Hit]) -> Act:
    """Read "ordered the diplomats to leave" as an expulsion."""
    codes = {"diplomat": "161", "inspector": "1662", "peacekeeper": "1661", "agency": "1663"}
    code = next((codes[hit.noun.cls] for hit in direct if hit.noun.cls in codes), "166")
    return Act(code, "happened", f"verb:{verb.name}>{away.verb.name}", group.start, away.end)


def called(s: Scan, group: Group) -> Act | None:
    """Read "called the president a puppet": what somebody is called tells criticism or praise."""
    words = s.lower[group.end : min(group.end + 14, s.last)]
    code = "111" if not _HARSH.isdisjoint(words) else None
    if code is None and not _WARM.isdisjoint(words):
        code = "051"
    if code is None and asks(s, group):
        code = "020"
    return Act(code, "happened", "verb:call", group.start, group.end) if code else None


def complement(s: Scan, index: int, finite: bool = False) -> int | None:
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


def end_of(group: Group) -> int:
    """Give the word after a group, with a particle that stands apart."""
    return max(group.end, group.particle + 1)


def of_frame(s: Scan, group: Group, verb: Verb, hit: Hit, code: str) -> Act | None:
    """Give the act of a verb with an object it has a code for; None where it tells none."""
    if code == "-":
        return None
    if code in ("@do", "@end"):
        found = hit.noun.code if code == "@do" else hit.noun.ended
        if found is None:
            return None
        code = found
    code = refine(s, group, code, [hit])
    first, last = min(group.start, hit.start), max(end_of(group), hit.end)
    rule = f"verb:{verb.name}+{hit.noun.cls}"
    return Act(code, "happened", rule, first, last)


def soldiers(s: Scan, group: Group) -> bool:
    """Say whether soldiers stand in the subject."""
    low = max(s.first, group.start - 8)
    return any(hit.noun.cls in ("troops", "peacekeeper") for hit in hits_in(s, low, group.start))
