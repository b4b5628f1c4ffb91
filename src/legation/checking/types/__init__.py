"""One module for each type of claim and side of the record it asks.

A module gives ``ways(question, world)``, the ways to read a question with the first reading
first, and ``decide(question, world, way)``, a `Decision` under one of them. Which side is asked
follows from the claim's relation: `side_of`.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from legation.checking.question import Question
    from legation.checking.results import Decision, Way
    from legation.checking.world import World


class Type(Protocol):
    """What a module of this package gives."""

    def ways(self, question: Question, world: World) -> Sequence[Way]:
        """Ways to read the question, the first reading first."""

    def decide(self, question: Question, world: World, way: Way) -> Decision:
        """What the record says under one of them."""


_VOTES = (
    "voted_for", "voted_against", "abstained", "absent", "voted", "vetoed", "sponsored",
    "adopted", "voted_with", "voted_apart", "voting_agreement",
)  # fmt: skip
_MEASURES = (
    "arms_transfer", "alliance", "sanction", "dispute", "listed", "recognition", "treaty",
    "diplomatic_relations", "membership", "visit", "trade",
)  # fmt: skip
_INDEX = ("relations", "cooperation")

#: The side of the record that a relation asks; the others are words, which no table counts.
SIDES = {
    **dict.fromkeys(_VOTES, "votes"),
    **dict.fromkeys(_MEASURES, "measures"),
    **dict.fromkeys(_INDEX, "index"),
}

#: Types that are decided alike whatever the relation.
_ALWAYS = {
    name: name for name in ("quote", "causal", "prediction", "evaluative")
}  # fmt: skip

#: Types of claims about votes; each has the module of its name.
_OF_VOTES = (
    "vote", "agreement", "trend", "superlative", "never", "always", "only", "first", "since",
    "closer_to", "count", "group", "sequence",
)  # fmt: skip

#: Module for each type and side but votes.
_MODULES = {
    **{(kind, "measures"): "existence" for kind in ("existence", "never", "always", "only",
        "first", "since", "count")},
    ("existence", "votes"): "vote",
    ("status_change", "votes"): "status_votes",
    ("designation", "measures"): "designation",
    ("status_change", "measures"): "status_change",
    ("status_change", "index"): "status_index",
    ("closer_to", "index"): "closer_by_indicators",
    ("closer_to", "measures"): "closer_by_indicators",
    ("trend", "measures"): "trend_measures",
    ("trend", "index"): "trend_index",
    ("superlative", "index"): "superlative_index",
    ("superlative", "measures"): "superlative_measures",
    ("agreement", "measures"): "shares_of_measures",
}  # fmt: skip


def side_of(relation: str | None) -> str:
    """Give the side of the record that a relation asks: votes, measures, index or words."""
    return SIDES.get(relation or "", "words")


@cache
def module_of(kind: str, side: str) -> str | None:
    """Give the module that decides a type of claim on a side, None where there is none."""
    of_votes = kind if side == "votes" and kind in _OF_VOTES else None
    name = _ALWAYS.get(kind) or _MODULES.get((kind, side)) or of_votes
    found = name and find_spec(f"{__name__}.{name}")
    return name if found else None


def type_of(kind: str, side: str) -> Type | None:
    """Load what decides a type of claim on a side of the record."""
    name = module_of(kind, side)
    return cast("Type", importlib.import_module(f"{__name__}.{name}")) if name else None
