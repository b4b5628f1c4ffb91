"""How states chose on one text: "Israel voted for ES-11/3", "India and China abstained"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from legation.checking import ballots as b
from legation.checking.occurrences import AGAINST, names_a_text, occurrences
from legation.checking.occurrences import ways as _ways
from legation.checking.phrases import named
from legation.checking.question import Question
from legation.checking.results import Decision, Way
from legation.checking.types import count, group
from legation.checking.votes import chosen, held, inside, members_of, nothing, rows_of, texts
from legation.checking.world import World

#: Symbols told in a row; "S/RES/2334 (2016)" and "181 (II)" are one each.
_SYMBOLS = re.compile(r"[^\s(]*\d[^\s]*(?:\s*\([^)]*\))?")
#: What the record does not hold, whoever is asked about.
_OUTSIDE = {
    "vetoed": "vetoes: they are cast in the Security Council, and the record holds votes of the "
    "General Assembly",
    "sponsored": "who put a text forward: the record holds who voted on it, not its sponsors",
}


def ways(question: Question, world: World) -> Sequence[Way]:
    """Ways to read the question, the first reading first."""
    if question.relation == "adopted":
        return count.ways(question, world)
    if question.relation in _OUTSIDE:
        return [Way("as stated")]
    if question.groups.get("subject") and chosen(question) is not None:
        return group.ways(question, world)
    return _ways(question)


def decide(question: Question, world: World, way: Way) -> Decision:
    """Tell whether all the states named chose so on the text named.

    Where several texts fit, the answer is given only if it is the same for all of them.
    """
    if question.relation == "adopted":
        return count.decide(question, world, way)
    if question.relation in _OUTSIDE:
        return Decision(None, missing=_OUTSIDE[question.relation])
    if len(symbols := _SYMBOLS.findall(question.detail("symbol") or "")) > 1:
        return _of_each(question, world, way, symbols)
    if question.relation in ("voted_with", "voted_apart"):
        return _together(question, world, way)
    if not names_a_text(question) and not question.detail("date"):
        return Decision(None, missing="which text was voted on: its symbol, matter or day")
    found = texts(question, world, inside(question, world, way), way)
    if question.groups.get("subject") and chosen(question) is not None:
        return group.decide(question, world, way)
    codes = members_of(question)
    if not len(found) or found.note:
        return nothing(question, world, found)
    if not codes:
        return Decision(None, missing="who voted: no state was understood")
    votes, wanted = held(world), chosen(question)
    own = np.array([votes.of(code, way.succession)[list(found.rows)] for code in codes])
    if (own == b.NONE).all():
        missing = f"choices of {named(codes)}: no member in these roll calls"
        return Decision(None, missing=missing, rows=rows_of(world, found.rows, ()))
    right = b.took_part(own) if wanted is None else own == wanted
    if len(codes) > 1 and (mixed := _any_is_enough(question)) is not None:
        right = right.any(axis=0, keepdims=True) if mixed else right
    elif question.negated and len(codes) > 1 and (right.any(axis=0) != right.all(axis=0)).any():
        return Decision(None, missing="whether all of these states are meant, or any")
    each = right.all(axis=0)
    if each.all() or not each.any():
        return _decided(world, way, found.rows, codes, bool(each.all()))
    return nothing(question, world, found)


def _any_is_enough(question: Question) -> bool | None:
    """Tell whether one of several states is enough; None where a denial does not say.

    "Neither A nor B did" denies each; "A or B did" says it of one; "A and B did" of both.
    """
    words = question.text.lower().split()
    if question.negated:
        return True if {"neither", "nor", "none", "no"} & set(words) else None
    return "or" in words or "either" in words


def _of_each(question: Question, world: World, way: Way, symbols: Sequence[str]) -> Decision:
    """Decide a claim about several texts: it holds where it holds of each."""
    told = [
        decide(replace(question, details={**question.details, "symbol": one}), world, way)
        for one in symbols
    ]
    rows = tuple(row for found in told for row in found.rows)
    sentence = " ".join(found.sentence for found in told)
    against = next((found for found in told if found.holds is False), None)
    open_ = next((found for found in told if found.holds is None), None)
    # Denied, "did not vote for A and B", each must fail, and one that holds does not say so.
    if question.negated and against is not None and any(found.holds for found in told):
        return Decision(None, rows=rows, missing="whether all of the texts are meant, or any")
    if against is not None and not question.negated:
        return replace(against, rows=(*against.rows, *rows), n=len(told), sentence=sentence)
    if open_ is not None:
        return open_
    return Decision(against is None, n=len(told), rows=rows, sentence=sentence)


def _decided(
    world: World, way: Way, places: Sequence[int], codes: Sequence[str], holds: bool
) -> Decision:
    rows = rows_of(world, places, codes, way.succession)
    return Decision(holds, n=len(places), rows=rows, sentence=rows[0].text + ".")


def _together(question: Question, world: World, way: Way) -> Decision:
    """Tell whether two sides chose the same, or against each other, on a text or in a window."""
    found = occurrences(question, world, way)
    if found.found is not None and not len(found.found):
        return nothing(question, world, found.found)
    if not found.could:
        return Decision(None, missing="a recorded vote in which all of them took part")
    n = len(found.could)
    how = "against each other" if question.relation == "voted_apart" else "the same"
    if way.option("apart") == "any":
        how = "differently"
    text = f"They chose {how} in {len(found.did)} of {n} recorded votes in which they took part."
    holds = bool(found.did)
    # One text was named, and its votes do not all say the same.
    if found.found is not None and found.found.how != "topic" and 0 < len(found.did) < n:
        return nothing(question, world, found.found)
    deciding, counter = (found.did, found.did_not) if holds else (found.did_not, found.did)
    rows = found.rows(world, deciding[::-1])
    rows += found.rows(world, counter[::-1], "counter", AGAINST)
    return Decision(holds, value=len(found.did) / n, n=n, rows=rows, sentence=text)
