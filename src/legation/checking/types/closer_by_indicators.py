"""Closer to one than to another, on every indicator that the record holds.

"Russia leans closer to Israel than to Iran" names no indicator: it is asked of each, and is
fragile where they disagree. An indicator by which both are as close says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from legation.checking.indicators import AGAINST, NAMES, Closeness, closeness, held
from legation.checking.measured import KINDS, evidence
from legation.checking.phrases import name_of
from legation.checking.question import Question
from legation.checking.results import Decision, Way
from legation.checking.types.shares_of_measures import spans
from legation.checking.world import World


def ways(question: Question, world: World) -> Sequence[Way]:
    """One way for each indicator, the first that can tell first; of amounts, one for each window.

    "More arms to A than to B" without a window is asked of the last six years that the sources
    cover, and of all.
    """
    if question.side == "measures":
        kind = KINDS.get(question.relation or "", "")
        windows = [("", question.start, question.end)]
        if kind == "arms_transfer":
            windows = spans(question, world)
        return tuple(
            Way(f"{NAMES.get(kind, kind)}{name}", start=start, end=end,
                options=(("indicator", kind),))
            for name, start, end in windows
        )  # fmt: skip
    found = [Way(NAMES[name], options=(("indicator", name),)) for name in held(world, question)]
    told = [way for way in found if decide(question, world, way).holds is not None]
    rest = [way for way in found if way not in told]
    return (*told, *rest) or (Way("as stated"),)


def decide(question: Question, world: World, way: Way) -> Decision:
    """Compare the two pairs by one indicator."""
    pairs = pairs_of(question)
    name = way.option("indicator")
    if pairs is None:
        return Decision(None, missing="three states, of which two are compared")
    if name not in NAMES:
        return Decision(None, missing="an indicator that the claim asks for")
    if way.start is not None or way.end is not None:
        question = replace(question, start=way.start, end=way.end)
    near, far = (closeness(world, question, *pair, name, way) for pair in pairs)
    if question.side == "measures" and name in AGAINST:
        # "More sanctions" is said of their number, not of closeness.
        near, far = (_counted(one) for one in (near, far))
    words = "; ".join(
        f"{name_of(a)} and {name_of(b)}: {item.words}"
        for (a, b), item in zip(pairs, (near, far), strict=True)
    )
    sentence = f"By {NAMES[name]}: {words}."
    rows = (*evidence(near.rows[-5:]), *evidence(far.rows[-5:]))
    if near.value is None or far.value is None:
        return Decision(None, missing=f"{NAMES[name]} of both pairs", sentence=sentence)
    if near.value == far.value:
        missing = f"a difference; by {NAMES[name]} both are as close"
        return Decision(None, 0.0, near.n + far.n, rows, missing, sentence=sentence)
    more = near.value > far.value
    return Decision(
        more != (question.detail("sense") == "less"),
        near.value - far.value,
        near.n + far.n,
        rows,
        sentence=sentence,
    )


def _counted(found: Closeness) -> Closeness:
    return found if found.value is None else replace(found, value=-found.value)


def pairs_of(question: Question) -> tuple[tuple[str, str], tuple[str, str]] | None:
    """Give the pair said to be closer and the pair it is compared with."""
    parts = question.subject, question.object, question.comparator
    if any(len(part) != 1 for part in parts) or any(question.groups.values()):
        return None
    (subject,), (object_,), (other,) = parts
    pair = (other, object_) if question.detail("compare") == "subjects" else (subject, other)
    if subject == object_ or pair[0] == pair[1]:
        return None
    return (subject, object_), pair
