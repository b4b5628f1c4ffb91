"""Chains run side by side, with word of how far they are and a way to stop them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, TypeVar

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float64]]
Progress = Callable[[float, str], None]
T = TypeVar("T")

_GLANCE = 0.1  # seconds between looks at how far the chains are


def side_by_side(
    chains: Sequence[Generator[float, None, T]], progress: Progress | None, text: str
) -> list[T]:
    """Run each chain on a thread of its own.

    Parameters
    ----------
    chains
        Generators that give the share they have done, again and again, and return what they
        found. They run in parallel where they leave the interpreter to others.
    progress
        Called from this thread with the share done by all together, and `text`.

    Returns
    -------
    list
        What each chain found, in order.

    Raises
    ------
    KeyboardInterrupt
        At Ctrl-C, after each chain has come to the end of the share it is working on.
    """
    done = np.zeros(len(chains))
    stop = threading.Event()

    def work(number: int) -> T:
        while not stop.is_set():
            try:
                done[number] = next(chains[number])
            except StopIteration as end:
                done[number] = 1.0
                found: T = end.value
                return found
        raise RuntimeError("stopped")

    with ThreadPoolExecutor(len(chains)) as pool:
        try:
            futures: list[Future[T]] = [pool.submit(work, n) for n in range(len(chains))]
            waiting = set(futures)
            while waiting:
                over, waiting = wait(waiting, timeout=_GLANCE)
                for future in over:
                    future.result()  # raises what a chain raised
                if progress is not None:
                    progress(float(done.mean()), text)
        finally:
            stop.set()
    return [future.result() for future in futures]


def moments(sums: Sequence[Array], squares: Sequence[Array], looked: int) -> tuple[Array, Array]:
    """Mean and standard deviation over chains from their sums over `looked` sweeps each."""
    n = looked * len(sums)
    mean: Array = np.sum(sums, axis=0) / n
    variance: Array = np.sum(squares, axis=0) / n - mean**2
    return mean, np.sqrt(np.maximum(variance, 0.0))
