"""Engines: who reads. Each takes a `Document` and gives a `Reading`.

Enters: the name of an engine and a document. Leaves: a `Reading`. An engine is added by a line in
`_ENGINES`, a module with a function `make(option) -> Engine`.
"""

from __future__ import annotations

import importlib
from functools import lru_cache
from typing import Protocol

from legation.errors import UnknownNameError
from legation.reading.results import Reading
from legation.reading.text.documents import Document

#: Name before the colon, and the module that makes the engine.
_ENGINES = {"rules": "legation.reading.engines.rules"}


class Engine(Protocol):
    """What reads a document."""

    @property
    def name(self) -> str:
        """Name and version, as `Reading.engine` gives them."""
        ...

    def read(self, document: Document) -> Reading:
        """Give what the document says."""
        ...


@lru_cache(maxsize=32)
def engine(name: str) -> Engine:
    """Give the engine of a name.

    Parameters
    ----------
    name
        "rules", or a name with an option after a colon.

    Raises
    ------
    UnknownNameError
        If there is none.
    """
    kind, _, option = name.partition(":")
    if kind not in _ENGINES:
        raise UnknownNameError(f"no engine {name[:60]!r}; there are {', '.join(sorted(_ENGINES))}")
    made: Engine = importlib.import_module(_ENGINES[kind]).make(option)
    return made
