"""How much, how fast and how often: limits, waiting between requests, and backing off."""

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC
from email.utils import parsedate_to_datetime


@dataclass(frozen=True)
class Limits:
    """What a run may take, and how patient it is.

    Attributes
    ----------
    file_bytes, total_bytes, index_bytes
        Largest file, largest sum over a run, largest list of files.
    attempts
        Requests for one file before it counts as failed in this run.
    backoff, backoff_max
        Seconds waited before the second attempt, doubled for each later one, and the most.
    retry_after_max
        The longest wait asked for by a server that is honoured; beyond it the file fails and the
        message says when to come back.
    stall_seconds, stall_bytes
        An answer that brings fewer bytes than this in such a span is dropped and resumed.
    connect_seconds
        Patience for opening a connection.
    pace
        Least seconds between two requests to one host.
    redirects
        Redirects followed for one request.
    """

    file_bytes: int = 8 * 1024**3
    total_bytes: int = 64 * 1024**3
    index_bytes: int = 512 * 1024**2
    attempts: int = 5
    backoff: float = 1.0
    backoff_max: float = 60.0
    retry_after_max: float = 300.0
    stall_seconds: float = 30.0
    stall_bytes: int = 4096
    connect_seconds: float = 20.0
    pace: float = 0.5
    redirects: int = 5


@dataclass
class Waiting:
    """Decide how long to wait, and wait; time and chance come from outside so tests can hold them.

    Attributes
    ----------
    limits
        The run's limits.
    sleep, clock, now
        Wait some seconds; a clock that never goes back; seconds since 1970.
    rng
        Source of the jitter.
    """

    limits: Limits
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], float] = time.time
    rng: random.Random = field(default_factory=lambda: random.Random(0))  # noqa: S311
    _free_at: dict[str, float] = field(default_factory=dict)

    def pace(self, host: str) -> None:
        """Wait until this host may be asked again."""
        wait = self._free_at.get(host, 0.0) - self.clock()
        if wait > 0:
            self.sleep(wait)
        self._free_at[host] = self.clock() + self.limits.pace

    def backoff(self, attempt: int) -> float:
        """Return the seconds to wait after this attempt (1 is the first).

        Exponential, with jitter between half and the whole of the step, so that many clients cut
        off at one moment do not come back at one moment.
        """
        step = min(self.limits.backoff * 2.0 ** (attempt - 1), self.limits.backoff_max)
        return step * (0.5 + 0.5 * self.rng.random())

    def asked(self, headers: Mapping[str, str]) -> float | None:
        """Return the seconds a server asks to wait, from its headers; None when it does not say."""
        if value := headers.get("retry-after"):
            return self._retry_after(value)
        reset = headers.get("x-ratelimit-reset", "")
        if headers.get("x-ratelimit-remaining") == "0" and reset.isdecimal() and len(reset) < 16:
            return max(0.0, int(reset) - self.now())
        return None

    def _retry_after(self, value: str) -> float | None:
        if value.strip().isdecimal() and len(value) < 16:
            return float(value)
        try:
            moment = parsedate_to_datetime(value)
        except ValueError:
            return None
        # RFC 9110: a date without a zone is in GMT.
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, moment.timestamp() - self.now())
