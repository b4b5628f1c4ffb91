"""Many documents, on all cores, in their order, with memory that does not grow.

Documents are taken from an iterator in parts, a few parts ahead of what was given back; workers
are processes that are started anew (spawned), so that nothing of the caller is copied. A document
on which an engine fails is given back as `Unread`, and the others go on.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from itertools import chain, islice

from legation.errors import LegationError
from legation.reading.engines import Engine
from legation.reading.engines import engine as engine_of
from legation.reading.results import Reading
from legation.reading.text.documents import Document, Unread

#: Characters and documents of a part: some tens of milliseconds of work, so that handing it over
#: costs little beside it.
_CHARACTERS = 200_000
_DOCUMENTS = 64
#: Less than this is read at once, without the second that it takes to start processes.
_SMALL = 600_000
#: Requests under way at once where an engine waits for a server.
_THREADS = 4

Given = Reading | Unread


def read_all(
    documents: Iterable[Document | Unread],
    engine: str = "rules",
    *,
    processes: int | None = None,
) -> Iterator[Given]:
    """Read documents one after the other, given back in their order.

    Parameters
    ----------
    documents
        Documents; what could not be read before (`Unread`) is given back as it is.
    engine
        "rules", or another that is installed.
    processes
        Processes that read; by default one for each core, and none beside the caller's where
        there is little to read. A script that asks for several needs the usual
        ``if __name__ == "__main__":``, since each begins by importing it.

    Yields
    ------
    Reading or Unread
        As many as documents, in their order.

    Raises
    ------
    UnknownNameError
        If there is no such engine.
    """
    reader = engine_of(engine)  # here, so that a name that is not known fails at once
    workers = processes if processes is not None else os.cpu_count() or 1
    parts = _parts(documents)
    if getattr(reader, "waits", False):
        with ThreadPoolExecutor(max(_THREADS, 1)) as threads:
            yield from _through(threads, parts, engine, _THREADS, size=1)
        return
    first = list(islice(parts, 1 + _SMALL // _CHARACTERS)) if processes is None else []
    little = processes is None and len(first) <= _SMALL // _CHARACTERS
    if workers <= 1 or little:
        for part in chain(first, parts):
            yield from _read_part(engine, part)
        return
    with ProcessPoolExecutor(
        workers, mp_context=multiprocessing.get_context("spawn"), initializer=_quiet
    ) as pool:
        yield from _through(pool, chain(first, parts), engine, workers)


def _through(
    pool: ProcessPoolExecutor | ThreadPoolExecutor,
    parts: Iterable[list[Document | Unread]],
    engine: str,
    workers: int,
    size: int = _DOCUMENTS,
) -> Iterator[Given]:
    """Keep a few parts under way, and give back the oldest first."""
    under_way: deque[Future[list[Given]]] = deque()
    small = (part[at : at + size] for part in parts for at in range(0, len(part), size))
    try:
        for part in small:
            under_way.append(pool.submit(_read_part, engine, part))
            if len(under_way) > 2 * workers:
                yield from under_way.popleft().result()
        while under_way:
            yield from under_way.popleft().result()
    except BrokenExecutor as error:
        raise LegationError(
            "a process that reads was stopped from outside (out of memory?); "
            "run the same again to go on, with --processes 1 if it happens again"
        ) from error
    finally:
        for future in under_way:
            future.cancel()


def _parts(documents: Iterable[Document | Unread]) -> Iterator[list[Document | Unread]]:
    part: list[Document | Unread] = []
    characters = 0
    for one in documents:
        part.append(one)
        characters += len(one.text) if isinstance(one, Document) else 0
        if len(part) >= _DOCUMENTS or characters >= _CHARACTERS:
            yield part
            part, characters = [], 0
    if part:
        yield part


def _read_part(engine: str, part: list[Document | Unread]) -> list[Given]:
    reader = engine_of(engine)
    return [one if isinstance(one, Unread) else _read(reader, one) for one in part]


def _read(reader: Engine, document: Document) -> Given:
    """Read one document; a text that an engine cannot take costs that text alone."""
    where = document.where or document.key or ""
    try:
        return reader.read(document)
    except LegationError as error:
        return Unread(where, str(error))
    except MemoryError:
        raise
    except Exception as error:
        return Unread(where, f"the engine failed on it ({type(error).__name__}: {error})"[:300])


def _quiet() -> None:
    """Leave Ctrl-C to the process that started this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
