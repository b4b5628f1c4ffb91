"""The solver of SciPy (HiGHS), run so that a clock and Ctrl-C are heeded.

HiGHS works outside Python and hears no signal. It runs in a thread beside the main one, which
waits in short steps; an integer programme that takes longer than a moment is begun again in a
process of its own, whose bounds are read as they come and which can be ended at once.
"""

from __future__ import annotations

import atexit
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from legation.balance.frustration.net import Reals

# An integer programme is solved in a thread for this long, in seconds, before it moves out.
_AT_ONCE = 3.0
_WAIT = 0.05
# What the solver may take beyond its time to come to an end by itself, in seconds.
_GRACE = 0.5
# Ends of solvers in threads that were given up while they still worked.
_GIVEN_UP: list[threading.Event] = []
_LOG = re.compile(r"^\s*[A-Z]?\s*\d+\s+\d+\s+\d+\s+[\d.]+%\s+(-?[\d.]+(?:e[+-]?\d+)?)\s")


class TimeUpError(Exception):
    """The time given is over; what is known so far stands."""


@contextmanager
def unbroken() -> Iterator[None]:
    """Hear Ctrl-C only at the end of the block, for what must not be left half done: imports."""
    before = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(before):
        yield
        return
    heard: list[tuple[int, FrameType | None]] = []
    signal.signal(signal.SIGINT, lambda number, frame: heard.append((number, frame)))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if heard:
        before(*heard[0])


@dataclass
class Clock:
    """Time that is left for a search."""

    limit: float | None = None
    began: float = field(default_factory=time.monotonic)

    def left(self) -> float:
        """Give the seconds left, infinite where no limit was set."""
        if self.limit is None:
            return float("inf")
        return self.limit - (time.monotonic() - self.began)

    def check(self) -> None:
        """Raise where the time is over."""
        if self.left() <= 0:
            raise TimeUpError


@dataclass(frozen=True, eq=False)
class Programme:
    """Least `cost @ x` with `rows @ x >= least` and x between 0 and `most`.

    `whole` tells which of the variables are whole numbers.
    """

    cost: Reals
    rows: csr_array
    least: Reals
    most: Reals
    whole: Reals


@dataclass(frozen=True, eq=False)
class Answer:
    """What the solver says: values or None, a lower bound, whether there is no solution."""

    values: Reals | None
    bound: float
    impossible: bool = False


def relaxed(programme: Programme, clock: Clock) -> tuple[Reals, Reals]:
    """Solve a programme without regard to whole numbers; give values and prices of the rows.

    Raises
    ------
    TimeUpError
        If the time is over before.
    """
    from scipy.optimize import linprog

    bounds = np.stack([np.zeros_like(programme.most), programme.most], axis=1)

    def work() -> Any:
        return linprog(
            programme.cost,
            A_ub=-programme.rows,
            b_ub=-programme.least,
            bounds=bounds,
            method="highs",
            options=_options(clock.left()),
        )

    found = _beside(work, clock)
    if found.status != 0:
        raise TimeUpError
    return np.asarray(found.x), np.maximum(-np.asarray(found.ineqlin.marginals), 0.0)


def solved(
    programme: Programme, clock: Clock, heard: Callable[[float], None] | None = None
) -> Answer:
    """Solve a programme in whole numbers, or give what is known when the time is over.

    Parameters
    ----------
    programme
        The programme.
    clock
        Time that is left.
    heard
        Told of each better lower bound while a long search goes on.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    def work(seconds: float) -> Any:
        return milp(
            programme.cost,
            integrality=programme.whole,
            bounds=Bounds(0.0, programme.most),
            constraints=LinearConstraint(programme.rows, programme.least, np.inf),
            options={"mip_rel_gap": 0.0, **_options(seconds)},
        )

    limited = min(clock.left(), _AT_ONCE)
    found = _beside(lambda: work(limited), clock)
    answer = _answer(found.status, found.x, found.mip_dual_bound)
    if found.status != 1 or clock.left() <= 0.1:
        return answer
    if heard is not None and np.isfinite(answer.bound):
        heard(answer.bound)
    if not sys.executable:
        found = _beside(lambda: work(clock.left()), clock)
        return _answer(found.status, found.x, found.mip_dual_bound)
    return _apart(programme, clock, heard)


def _options(seconds: float) -> dict[str, Any]:
    return {"time_limit": max(seconds, 0.01)} if np.isfinite(seconds) else {}


def _answer(status: int, values: Any, bound: float | None) -> Answer:
    known = -np.inf if bound is None or not np.isfinite(bound) else float(bound)
    return Answer(None if values is None else np.asarray(values), known, status == 2)


def _beside(work: Callable[[], Any], clock: Clock) -> Any:
    """Run in a thread, so that the main thread can hear Ctrl-C; a few seconds beyond the time.

    A thread that is given up ends by its own limit of time; see `_await_given_up`.
    """
    if threading.current_thread() is not threading.main_thread():
        return work()
    kept: list[Any] = []
    failed: list[BaseException] = []
    # Not `Thread.join`: before Python 3.12 Ctrl-C in it marks a thread as ended that is not.
    ended = threading.Event()

    def run() -> None:
        try:
            kept.append(work())
        except BaseException as error:
            failed.append(error)
        finally:
            ended.set()

    threading.Thread(target=run, daemon=True).start()
    try:
        while not ended.wait(_WAIT):
            if clock.left() < -_GRACE:
                raise TimeUpError
    except BaseException:
        _GIVEN_UP.append(ended)
        raise
    if failed:
        raise failed[0]
    return kept[0]


@atexit.register
def _await_given_up() -> None:
    """Wait, when Python ends, for solvers that were given up; the process would be aborted else.

    HiGHS is unloaded while threads of its own still work, which C++ answers with abort().
    """
    until = time.monotonic() + _AT_ONCE + 2 * _GRACE
    with suppress(KeyboardInterrupt):
        for ended in _GIVEN_UP:
            ended.wait(max(until - time.monotonic(), 0.0))


def _apart(programme: Programme, clock: Clock, heard: Callable[[float], None] | None) -> Answer:
    """Solve in a process of its own."""
    best = [-np.inf]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        asked, told = Path(folder) / "asked.npz", Path(folder) / "told.npz"
        rows = programme.rows
        np.savez(
            asked,
            cost=programme.cost,
            data=rows.data,
            indices=rows.indices,
            indptr=rows.indptr,
            least=programme.least,
            most=programme.most,
            whole=programme.whole,
            seconds=clock.left(),
        )
        process = subprocess.Popen(  # noqa: S603 - this interpreter and a file of this package
            [sys.executable, str(Path(__file__).with_name("worker.py")), str(asked), str(told)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        reader = threading.Thread(target=_listen, args=(process, best, heard), daemon=True)
        reader.start()
        try:
            while process.poll() is None and clock.left() > -_GRACE:
                time.sleep(_WAIT)
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()
            reader.join(1.0)
        if not told.exists():
            return Answer(None, best[0])
        with np.load(told, allow_pickle=False) as reply:
            values = reply["values"] if len(reply["values"]) else None
            answer = _answer(int(reply["status"]), values, float(reply["bound"]))
    return Answer(answer.values, max(answer.bound, best[0]), answer.impossible)


def _listen(
    process: subprocess.Popen[str], best: list[float], heard: Callable[[float], None] | None
) -> None:
    """Read bounds out of the solver's log."""
    assert process.stdout is not None
    for line in process.stdout:
        found = _LOG.match(line)
        if found and float(found[1]) > best[0]:
            best[0] = float(found[1])
            if heard is not None:
                heard(best[0])
