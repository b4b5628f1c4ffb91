"""Engines: who reads. Each takes a `Document` and gives a `Reading`.

Enters: the name of an engine and a document. Leaves: a `Reading`. An engine is added by a line in
`_ENGINES`, a module with a function `make(option) -> Engine`. An engine that waits for answers
rather than computes has an attribute `waits` that is true, and is asked from several threads.
"""

from __future__ import annotations

import importlib
from functools import lru_cache
from typing import Protocol

from legation.errors import UnknownNameError
from legation.reading.engines.model.settings import chosen
from legation.reading.results import Reading
from legation.reading.text.documents import Document

#: Name before the colon, and the module that makes the engine.
_ENGINES = {name: f"legation.reading.engines.{name}" for name in ("rules", "spacy", "llm")}


class Engine(Protocol):
    """What reads a document."""

    @property
    def name(self) -> str:
        """Name and version, as `Reading.engine` gives them."""
        ...

    def read(self, document: Document) -> Reading:
        """Give what the document says."""
        ...


def engine(name: str) -> Engine:
    """Give the engine of a name.

    Parameters
    ----------
    name
        "rules"; "spacy:MODEL" for a model of spaCy that is installed; "llm" or "llm:MODEL" for
        the endpoint of `LEGATION_LLM_URL`.

    Raises
    ------
    UnknownNameError
        If there is none.
    InputError
        If it lacks what it needs: a model, an address.
    """
    kind, _, option = name.partition(":")
    if kind not in _ENGINES:
        raise UnknownNameError(f"no engine {name[:60]!r}; there are {', '.join(sorted(_ENGINES))}")
    return _made(kind, option, chosen() if kind == "llm" else ())


@lru_cache(maxsize=32)
def _made(kind: str, option: str, _environment: tuple[tuple[str, str], ...]) -> Engine:
    """Make an engine once for what it depends on, so that a budget holds for all documents."""
    made: Engine = importlib.import_module(_ENGINES[kind]).make(option)
    return made
