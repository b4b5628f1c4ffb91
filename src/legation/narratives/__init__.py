"""Narratives: what each camp of outlets shows its audience, held against the record.

Enters: an open `Record` whose documents were read (`legation read --store`), and camps, named
sets of outlets that a person chose. Leaves: frozen results with intervals, and the documents and
sentences they rest on. The same rule runs for every camp; nothing here knows a camp by its name.
"""

from legation.narratives.camps import Camp, Camps, load_camps

# The function bears the name of its module and is bound after it: the name means the function.
from legation.narratives.happenings import Happening, Happenings, happenings
from legation.narratives.omission import Coverage, Missing, missing

__all__ = [
    "Camp",
    "Camps",
    "Coverage",
    "Happening",
    "Happenings",
    "Missing",
    "happenings",
    "load_camps",
    "missing",
]
