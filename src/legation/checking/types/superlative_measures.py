"""The largest supplier, the largest customer, the state sanctioned most.

Whether the first named is the extreme among those who act on the second, or the second among
those whom the first acts on, is told by the words; where they do not tell, both are read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from legation.checking.measured import KINDS, between, covers, evidence, extent
from legation.checking.phrases import listed, name_of
from legation.checking.question import Question
from legation.checking.results import Decision, Way
from legation.checking.row_rules import Row, counts, size_of, today
from legation.checking.types.shares_of_measures import spans
from legation.checking.world import World
from legation.states import groups

_OF_ACTOR = re.compile(r"\b(?:supplier|seller|exporter|source|provider|sender|armourer)s?\b", re.I)
_OF_TARGET = re.compile(
    r"\b(?:buyer|customer|recipient|importer|market|client|purchaser|target|destination)s?\b", re.I
)
#: Rows of the claimed state, and of its nearest rival, that are shown.
SHOWN = 6


def ways(question: Question, world: World) -> Sequence[Way]:
    """Sides and windows; without a window the last six years that are covered, and all."""
    actor, target = (bool(one.search(question.context)) for one in (_OF_ACTOR, _OF_TARGET))
    sides = ["actor"] if actor and not target else ["target"] if target and not actor else []
    words = {"actor": "among those that supply or act", "target": "among those at the other end"}
    windows = [("", question.start, question.end)]
    if question.relation == "arms_transfer":
        windows = spans(question, world)
    return tuple(
        Way(f"{words[side]}{name}", start=start, end=end, options=(("side", side),))
        for side in sides or ["actor", "target"]
        for name, start, end in windows
    )


def decide(question: Question, world: World, way: Way) -> Decision:
    """Rank all states on one side by amount or cases, and find the one that is named."""
    kind = KINDS.get(question.relation or "")
    known = extent(world, kind) if kind else None
    if kind not in ("arms_transfer", "sanction", "dispute") or known is None:
        return Decision(None, missing="a table with amounts or cases of this")
    if question.detail("extreme") != "highest" or len(question.subject) != 1:
        return Decision(None, missing="one state that is said to be the largest")
    end = min(way.end or question.as_of, question.as_of)
    if not covers(known, way.start, end, lenient=False):
        return Decision(None, missing="a source that covers the window",
            coverage=known.searched(way.start, end))  # fmt: skip
    (subject,), objects = question.subject, question.object
    of_actor = way.option("side") == "actor"
    if len(objects) > 1 or (not objects and not of_actor):
        return Decision(None, missing="the one state at the other end")
    claimed = subject if of_actor else objects[0]
    found = between(world, kind, None if of_actor else [subject],
        ([*objects] or None) if of_actor else None, way, way.start, end)  # fmt: skip
    plain = replace(way, options=())
    by_state: dict[str, list[Row]] = {}
    for row in found:
        if counts(question, kind, plain, row):
            by_state.setdefault(today(row["actor" if of_actor else "target"]), []).append(row)
    allowed = _among(question)
    sizes = {
        code: size_of(kind, rows)
        for code, rows in by_state.items()
        if allowed is None or code in allowed or code == claimed
    }
    if not sizes or (allowed is None and question.detail("among")):
        return Decision(None, missing="rows of the states that are compared",
            coverage=known.searched(way.start, end))  # fmt: skip
    return _ranked(question, claimed, sizes, by_state, known.searched(way.start, end))


def _ranked(
    question: Question,
    claimed: str,
    sizes: dict[str, float],
    by_state: dict[str, list[Row]],
    coverage: str,
) -> Decision:
    rank = int(question.detail("rank") or 1) if (question.detail("rank") or "1").isdigit() else 1
    ranked = sorted(sizes, key=lambda code: (-sizes[code], code))
    own = sizes.get(claimed, 0.0)
    place = 1 + sum(size > own for size in sizes.values())
    rival = next((code for code in ranked if code != claimed), None)
    rows = by_state.get(claimed, [])[-SHOWN:] + by_state.get(rival or "", [])[-SHOWN:]
    top = listed(f"{name_of(code)} {sizes[code]:g}" for code in ranked[:3])
    return Decision(
        bool(own) and place == rank, own, sum(map(len, by_state.values())), evidence(rows),
        coverage=coverage,
        sentence=f"{name_of(claimed)}: {own:g}, number {place} of {len(sizes)}; first are {top}.",
    )  # fmt: skip


def _among(question: Question) -> set[str] | None:
    """Give the states compared, None for all."""
    among = question.detail("among")
    found = groups.find(among) if among else None
    return None if found is None else set(groups.members(found, question.as_of))
