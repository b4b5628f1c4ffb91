"""Ctrl-C that engines cannot swallow."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def heeding() -> Iterator[Callable[[], bool]]:
    """Give a function that tells whether Ctrl-C was pressed in the block.

    The signal still raises where it is taken. But an engine that reads a Python object at that
    moment turns the exception into an error of its own, as if the object were at fault; so it is
    also remembered. Arrow would take the signal for itself, and is told not to.
    """
    before = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(before):
        yield lambda: False
        return
    import pyarrow

    pyarrow.enable_signal_handlers(False)
    seen = False

    def heed(number: int, frame: FrameType | None) -> None:
        nonlocal seen
        seen = True
        before(number, frame)

    signal.signal(signal.SIGINT, heed)
    try:
        yield lambda: seen
    finally:
        signal.signal(signal.SIGINT, before)
