"""Narratives: what each camp of outlets shows its audience, held against the record.

Enters: an open `Record` whose documents were read (`legation read --store`), and camps, named
sets of outlets that a person chose. Leaves: frozen results with intervals, and the documents and
sentences they rest on. The same rule runs for every camp; nothing here knows a camp by its name.

`compare` and `perceive` hold what camps tell of pairs against the record's index; `pictures` makes
each camp's signed graph; `missing` says what camps leave out; `dissonance` asks whether that is
what would not fit; `suppressed` what all of them leave out or bend; `health` how their outlets
were collected, and `propose` which outlets write alike.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from legation.narratives.camps import Camp, Camps, Outlet, load_camps

if TYPE_CHECKING:
    from legation.narratives.both import Both, suppressed
    from legation.narratives.collection import Health, health
    from legation.narratives.hardness import Hardness, dissonance
    from legation.narratives.omission import Coverage, Missing, missing
    from legation.narratives.perceived import Perceived, compare, perceive
    from legation.narratives.picture import Pictures, pictures
    from legation.narratives.proposing import Proposal, propose
    from legation.narratives.told import Comparison, Told

__all__ = [
    "Both",
    "Camp",
    "Camps",
    "Comparison",
    "Coverage",
    "Hardness",
    "Health",
    "Missing",
    "Outlet",
    "Perceived",
    "Pictures",
    "Proposal",
    "Told",
    "compare",
    "dissonance",
    "health",
    "load_camps",
    "missing",
    "perceive",
    "pictures",
    "propose",
    "suppressed",
]

# A function bears no name of a module: the module would hide it once it is imported.
_FROM = {
    **dict.fromkeys(("Both", "suppressed"), "both"),
    **dict.fromkeys(("Health", "health"), "collection"),
    **dict.fromkeys(("Hardness", "dissonance"), "hardness"),
    **dict.fromkeys(("Coverage", "Missing", "missing"), "omission"),
    **dict.fromkeys(("Perceived", "compare", "perceive"), "perceived"),
    **dict.fromkeys(("Pictures", "pictures"), "picture"),
    **dict.fromkeys(("Proposal", "propose"), "proposing"),
    **dict.fromkeys(("Comparison", "Told"), "told"),
}


def __getattr__(name: str) -> Any:
    if name in _FROM:
        return getattr(importlib.import_module(f"legation.narratives.{_FROM[name]}"), name)
    raise AttributeError(f"module 'legation.narratives' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
