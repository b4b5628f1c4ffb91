"""Measures: whether there is one, never, always, only, first, since, and how many.

"Russia has armed Iran", "Moscow has never sanctioned Israel", "only Russia sold arms to it".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from legation import states
from legation.checking.asked import (
    SHOWN,
    Asked,
    Rows,
    by_pair,
    covered,
    newest_first,
    rows_words,
    told,
)
from legation.checking.measured import (
    COMPLETE,
    KINDS,
    MUTUAL,
    Extent,
    covers,
    evidence,
    extent,
    line,
    searched,
)
from legation.checking.phrases import listed, name_of, named
from legation.checking.question import Question
from legation.checking.results import Decision, Way
from legation.checking.row_rules import case_of, hostility_of, pact_of, today
from legation.checking.types import membership, shares_of_measures
from legation.checking.wording import formal, informal
from legation.checking.world import World

#: Words that bound a sanction by what it was for.
_REASON = re.compile(
    r"\b(?:over|because|in response to|to punish|for (?:its|their|the|his))\b", re.IGNORECASE
)

#: Words for arms of any kind; of others the rows, which give amounts, say nothing.
_ANY_ARMS = frozenset(
    "arms weapons weapon weaponry armament armaments munitions military hardware".split()
)


def ways(question: Question, world: World) -> Sequence[Way]:
    """Ways to read a claim about measures; threats and loose pacts only where there are any."""
    if question.relation == "membership":
        return (Way("as the tables of members say"),)
    kind = KINDS.get(question.relation or "", "")
    wide = {
        "sanction": ("threats counted as sanctions", "imposed"),
        "alliance": ("any alliance, pacts of non-aggression and consultation too", "defence"),
    }.get(kind)
    if kind == "alliance" and pact_of(question):
        wide = None
    if shares_of_measures.asked(question):
        return shares_of_measures.ways(question, world)
    name = {"sanction": "imposed sanctions", "alliance": "pacts of defence"}.get(kind, "as stated")
    if kind == "alliance" and (pact := pact_of(question)):
        name = f"pacts with a pledge of {pact.removesuffix(' pact')}"
    found = [Way(name)]
    if wide:
        found.append(Way(wide[0], options=(("wide", "yes"),)))
    dated = question.start is not None and question.type != "status_change"
    if kind == "sanction" and dated:
        found.append(Way("sanctions that began in the window", options=(("begun", "yes"),)))
    codes = (*question.subject, *question.object)
    if not (question.detail("former") or _names_former(question)) and any(
        len(line(code, "continue")) > 1 for code in codes
    ):
        more = [
            replace(
                way,
                name=f"{way.name}, without predecessors".removeprefix("as stated, "),
                succession="separate",
            )
            for way in found
        ]
        found += more
    return tuple(found)


def _names_former(question: Question) -> bool:
    """Whether a claim names a state that is no more, whose line is then meant as a whole."""
    named = (*question.claim.subject, *question.claim.object)
    own = {*question.subject, *question.object}
    return any((state := states.find(name)) is not None and str(state) not in own for name in named)


def decide(question: Question, world: World, way: Way) -> Decision:
    """Decide a claim about measures under one reading."""
    if question.relation == "membership":
        return membership.decide(question, world, way)
    if any(question.groups.values()):
        keys = [key for keys in question.groups.values() for key in keys]
        return Decision(None, missing=f"measures are kept by state, not for {listed(keys)}")
    kind = KINDS.get(question.relation or "")
    found = extent(world, kind) if kind else None
    if kind is None or found is None:
        what = (question.relation or "this").replace("_", " ")
        return Decision(None, missing=f"the record holds no table of {what}")
    if shares_of_measures.asked(question):
        return shares_of_measures.decide(question, world, way)
    sides = _sides(question)
    if sides is None:
        return Decision(None, missing="two sides of the measure, which the claim does not name")
    lately = covers(found, None, question.as_of, lenient=False)
    if kind == "alliance" and question.type == "only" and not question.windowed and lately:
        # "The only ally" speaks of today, for which the last year that is covered stands.
        question = replace(question, start=dt.date(found.last.year, 1, 1), end=found.last)
    asked = Asked(question, world, way, kind, found, *sides)
    if not asked.pairs() and question.type != "count":
        return Decision(None, missing="two different states")
    decided = _as_coded(asked, _BY_TYPE[question.type](asked))
    if decided.n and kind == "sanction" and _REASON.search(question.context):
        missing = "what the sanctions were for, which the record's rows do not say"
        return replace(decided, holds=None, missing=missing)
    arms = question.detail("arms") or "arms"
    if decided.n and kind == "arms_transfer" and arms.lower() not in _ANY_ARMS:
        missing = f"what kind of arms they were ('{arms[:40]}'), which the record's rows do not say"
        return replace(decided, holds=None, missing=missing)
    return decided


def _as_coded(asked: Asked, found: Decision) -> Decision:
    """Deny nothing that the press names by a word which a coding rule defines more narrowly.

    A war of the press need be no war of the lists (a thousand deaths in battle), nor an ally one
    by treaty: that no such row was found says nothing of the word.
    """
    question, what = asked.question, ""
    none = False
    if question.type in ("existence", "always", "since"):
        none = found.holds is False
    elif question.type == "only":
        none = not found.n  # an ally by treaty beside the one that is named refutes "only"
    elif question.type in ("never", "first", "count"):
        none = found.holds is not None
    if asked.kind == "dispute" and hostility_of(question) is not None and none:
        every = Asked(replace(question, text="", details={}), *_rest(asked))
        rows = [row for items in by_pair(every).values() for row in items]
        if question.type == "never" and not rows:
            return found
        if question.type in ("never", "first", "count") and found.holds is False:
            return found
        levels = listed(dict.fromkeys(str(row["text"]).split(";")[0] for row in rows[:SHOWN]))
        what = f"a war or attack in the sense of the press; the lists hold {levels or 'no dispute'}"
        return Decision(
            None, n=len(rows), rows=evidence(newest_first(rows)), missing=what,
            coverage=asked.searched(),
        )  # fmt: skip
    if asked.kind == "alliance" and found.holds is not None:
        if informal(question):
            what = "allies in another sense than that of a treaty, which no list of treaties holds"
        elif none and not formal(question):
            what = "allies by treaty, which 'ally' need not mean; the lists of treaties hold none"
    return replace(found, holds=None, missing=what, sentence="") if what else found


def _rest(asked: Asked) -> tuple[World, Way, str, Extent, tuple[str, ...], tuple[str, ...]]:
    return asked.world, asked.way, asked.kind, asked.extent, asked.actors, asked.targets


def _sides(question: Question) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    if question.subject and (question.object or len(question.subject) > 1):
        return question.subject, question.object
    return None if question.type != "count" or not question.subject else (question.subject, ())


def _exists(asked: Asked) -> Decision:
    """Hold where every pair has a row; "have a pact" speaks of the last year that is covered."""
    pairs = by_pair(asked)
    if asked.kind == "alliance" and not asked.question.windowed:
        last = asked.extent.last
        for pair, rows in pairs.items():
            pairs[pair] = [row for row in rows if (row["end"] or last) >= last]
    # "Neither A nor B has" and "A and B have not" deny each of them.
    have = [pair for pair, rows in pairs.items() if rows]
    holds = bool(have) if asked.question.negated else len(have) == len(pairs)
    return told(asked, pairs, holds, lenient=asked.question.negated)


def _never(asked: Asked) -> Decision:
    pairs = by_pair(asked)
    found = told(asked, pairs, any(pairs.values()), lenient=True)
    return found if found.holds is None else replace(found, holds=not found.holds)


def _only(asked: Asked) -> Decision:
    """Hold where those named have a row with the others, and nobody else does."""
    if not asked.targets:
        return Decision(None, missing="with whom, which the claim does not name")
    rows = asked.rows(None, asked.targets)
    own = {part for code in asked.actors for part in line(code, asked.way.succession)}
    theirs = {part for code in asked.targets for part in line(code, asked.way.succession)}
    side = [{row["actor"], row["target"]} - theirs or {row["actor"]} for row in rows]
    others = [row for row, who in zip(rows, side, strict=True) if not who & own]
    missing = [a for a in asked.actors if not asked.rows([a], asked.targets)]
    if missing or not others:
        whole = covers(asked.extent, asked.question.start, asked.end, lenient=False)
        if asked.kind not in COMPLETE or not whole:
            what = "nobody else" if not missing else f"none for {named(missing)}"
            return Decision(
                None, missing=f"{what} found, and the sources do not cover the window",
                coverage=asked.searched(),
            )  # fmt: skip
    if missing:
        beside = sorted({name_of(row["actor"]) for row in others})
        return Decision(
            False, 0.0, len(rows),
            (*searched(asked.extent, asked.question.start, asked.end),
             *evidence(newest_first(others)[:3])),
            coverage=asked.searched(), confidence=covered(asked),
            sentence=f"No {asked.what} of {named(missing)} was found."
            + (f" Others: {listed(beside)}." if beside else ""),
        )  # fmt: skip
    names = sorted({name_of(row["actor"]) for row in others})
    return Decision(
        not others,
        float(len(names)),
        len(rows),
        evidence(newest_first(others or rows)),
        coverage=asked.searched(),
        sentence=f"Others: {listed(names)}." if others else f"{rows_words(asked, rows)}.",
    )


def _first(asked: Asked) -> Decision:
    """Hold where the oldest row of the pair lies in the window, or is the oldest of anybody."""
    if not asked.targets:
        return Decision(None, missing="with whom, which the claim does not name")
    whole = replace(asked, question=replace(asked.question, start=None, end=None))
    rows = whole.rows(asked.actors, asked.targets)
    if not rows:
        return told(asked, by_pair(asked), False, lenient=False)
    oldest, text = rows[0], rows_words(asked, rows)
    if asked.question.windowed:
        low, high = asked.question.start or dt.date.min, asked.end
        if oldest["start"] <= whole.extent.first and low > whole.extent.first:
            return Decision(None, missing="what came before the sources begin")
        holds = low <= oldest["start"] <= high
        return Decision(
            holds, None, len(rows), evidence(rows[:SHOWN]), coverage=whole.searched(),
            sentence=f"The first: {oldest['start'].year}. {text}.",
        )  # fmt: skip
    everybody = whole.rows(None, asked.targets)
    before = [row for row in everybody if row["start"] < oldest["start"]]
    return Decision(
        not before,
        None,
        len(everybody),
        evidence((before or rows)[:SHOWN]),
        coverage=whole.searched(),
        sentence=f"Earlier: {listed(sorted({name_of(r['actor']) for r in before}))}."
        if before
        else f"None came earlier. {text}.",
    )


def _years(asked: Asked, rows: Rows) -> tuple[set[int], range]:
    """Years with a row in force, and the years the window and the sources share."""
    low = max(asked.question.start or asked.extent.first, asked.extent.first).year
    high = min(asked.end, asked.extent.last).year
    have = {
        year
        for row in rows
        for year in range(row["start"].year, min((row["end"] or row["start"]).year, high) + 1)
    }
    return have, range(low, high + 1)


def _always(asked: Asked) -> Decision:
    """Hold where every year that is covered has a row."""
    return _lasting(asked, lambda have, years: all(year in have for year in years))


def _since(asked: Asked) -> Decision:
    """Hold where there was a row in the first year, and one in the last three covered.

    "Has sold none since" denies any row of a later year; what lies in the first may be the last.
    """
    if asked.question.negated:
        return _lasting(asked, lambda have, years: any(year in have for year in years[1:]))
    return _lasting(
        asked,
        lambda have, years: years[0] in have and any(year in have for year in years[-3:]),
    )


def _lasting(asked: Asked, rule: Callable[[set[int], range], bool]) -> Decision:
    pairs = by_pair(asked)
    rows = [row for items in pairs.values() for row in items]
    checks = {pair: _years(asked, items) for pair, items in pairs.items()}
    if asked.kind not in COMPLETE or any(not years for _, years in checks.values()):
        return Decision(None, missing="a source that covers the window", coverage=asked.searched())
    holds = all(rule(have, years) for have, years in checks.values())
    if not holds and not covers(asked.extent, asked.question.start, asked.end, lenient=False):
        return Decision(None, missing="a source that covers the window", coverage=asked.searched())
    if not rows:
        return told(asked, pairs, False, lenient=False)
    gaps = sorted({year for have, years in checks.values() for year in years if year not in have})
    none = f" None in {listed(str(year) for year in gaps)}." if gaps else ""
    return Decision(
        holds, float(len(rows)), len(rows), evidence(newest_first(rows)),
        coverage=asked.searched(), sentence=f"{rows_words(asked, rows)}.{none}",
    )  # fmt: skip


def _count(asked: Asked) -> Decision:
    """Count states on the other side, or times, and compare with the number stated."""
    question = asked.question
    if question.value is None:
        return Decision(None, missing="the number, which the claim does not state")
    if not covers(asked.extent, question.start, asked.end, lenient=False):
        return Decision(None, missing="a source that covers the window", coverage=asked.searched())
    rows = asked.rows(asked.actors, asked.targets or None)
    if asked.kind in MUTUAL:
        partners = {r[side] for r in rows for side in ("actor", "target")} - {*asked.actors}
    else:
        partners = {row["target"] for row in rows}
    partners = {today(code) for code in partners} - {*asked.actors}
    of_cases = question.detail("of") == "times" or bool(asked.targets)
    counted = len({case_of(row) for row in rows}) if of_cases else len(partners)
    holds = compare(float(counted), question.value, question.detail("bound"))
    return Decision(
        holds, float(counted), len(rows), evidence(newest_first(rows)),
        coverage=asked.searched(),
        sentence=f"Counted: {counted} ({listed(name_of(code) for code in sorted(partners))}).",
    )  # fmt: skip


def compare(found: float, stated: float, bound: str | None) -> bool:
    """Compare a count with the one stated; "about" and "nearly" allow a tenth."""
    rules: dict[str, bool] = {
        "more_than": found > stated,
        "at_least": found >= stated,
        "less_than": found < stated,
        "at_most": found <= stated,
        "about": abs(found - stated) <= max(1.0, stated / 10),
        "nearly": stated * 0.9 <= found < stated,
    }
    return rules.get(bound or "exactly", found == stated)


_BY_TYPE: dict[str, Callable[[Asked], Decision]] = {
    "existence": _exists,
    "never": _never,
    "always": _always,
    "only": _only,
    "first": _first,
    "since": _since,
    "count": _count,
}
