"""The way to a model and back: requests, refusals for the while, the budget, sizes.

A server is trusted with the text and the key it was given for, and with nothing else: it cannot
send the key on (redirects are not followed), cannot fill memory, cannot keep a request for ever.
"""

from __future__ import annotations

import datetime as dt
import json
import threading
import time
from dataclasses import dataclass, field
from typing import Any

import httpx

from legation.errors import LegationError
from legation.reading.engines.model.answers import SCHEMA, parse
from legation.reading.engines.model.caching import Cache
from legation.reading.engines.model.instructions import INSTRUCTIONS, VERSION, enclosed
from legation.reading.engines.model.settings import Settings

#: An answer with more bytes is not read.
LONGEST = 4_000_000
_FOR_THE_WHILE = frozenset((408, 409, 425, 429, 500, 502, 503, 504, 529))
_LONGEST_PAUSE = 60.0
_CHARACTERS_A_TOKEN = 4
_AGAIN_UNFIT = 1


class ModelError(LegationError):
    """A model could not be asked, or its answer cannot be used.

    Attributes
    ----------
    final
        Whether asking about another text would end alike: a wrong address or key.
    """

    def __init__(self, message: str, *, final: bool = False) -> None:
        super().__init__(message)
        self.final = final


class BudgetError(ModelError):
    """The budget is used up."""


class _Unfit(Exception):  # noqa: N818 - an answer that is asked for again
    """An answer that is none of the schema."""


@dataclass(slots=True)
class Budget:
    """What may be asked, and what was; safe to be asked by several threads."""

    settings: Settings
    requests: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def take(self) -> None:
        """Take a request, or say that there is none left.

        Raises
        ------
        BudgetError
            If a bound is reached.
        """
        s = self.settings
        with self.lock:
            tokens = self.tokens_in + self.tokens_out
            cost = (self.tokens_in * s.price_in + self.tokens_out * s.price_out) / 1e6
            if s.max_requests is not None and self.requests >= s.max_requests:
                raise BudgetError(f"the budget of {s.max_requests:,} requests is used up")
            if s.max_tokens is not None and tokens >= s.max_tokens:
                raise BudgetError(f"the budget of {s.max_tokens:,} tokens is used up")
            if s.max_cost is not None and cost >= s.max_cost:
                raise BudgetError(f"the budget of {s.max_cost:g} is used up ({cost:.4g} spent)")
            self.requests += 1

    def spend(self, answer: dict[str, Any], asked: int, answered: int) -> None:
        """Count the tokens of an answer: as it says, and no fewer than half of its characters'."""
        usage = answer.get("usage")
        said = usage if isinstance(usage, dict) else {}
        with self.lock:
            self.tokens_in += _tokens(said.get("prompt_tokens"), asked)
            self.tokens_out += _tokens(said.get("completion_tokens"), answered)


def _tokens(said: object, characters: int) -> int:
    by_length = characters // _CHARACTERS_A_TOKEN
    if isinstance(said, int) and not isinstance(said, bool) and by_length // 2 <= said < 10**9:
        return said
    return by_length


class Asking:
    """Asks a model about passages."""

    def __init__(self, settings: Settings, budget: Budget, cache: Cache) -> None:
        self.settings = settings
        self.budget = budget
        self.cache = cache

    def ask(self, passage: str, date: dt.date | None) -> dict[str, Any] | None:
        """Ask what a passage says.

        Returns
        -------
        dict or None
            The answer as JSON, not judged yet; None where it was cut short.

        Raises
        ------
        ModelError
            If there is no answer, or none that can be used.
        BudgetError
            If no more may be asked.
        """
        s = self.settings
        asked = [VERSION, s.address, s.model, passage, date.isoformat() if date else None]
        if (kept := self.cache.get(asked)) is not None and (read := parse(kept)) is not None:
            return read
        body = self._body(passage, date)
        why = ""
        for _ in range(1 + _AGAIN_UNFIT):
            try:
                content = self._content(self._post(body), len(passage))
            except _Unfit as problem:
                why = str(problem)
                continue
            if content is None:
                return None
            if (read := parse(content)) is not None:
                self.cache.put(asked, content)
                return read
            why = "the answer is not JSON of the schema"
        raise ModelError(why)

    def _body(self, passage: str, date: dt.date | None) -> bytes:
        value = {
            "model": self.settings.model,
            "temperature": 0,
            "messages": [
                {"role": "system", "content": INSTRUCTIONS},
                {"role": "user", "content": enclosed(passage, date)},
            ],
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "reading", "strict": True, "schema": SCHEMA},
            },
        }
        return json.dumps(value).encode()

    def _content(self, data: bytes, asked: int) -> str | None:
        """Give the words of an answer; None where the model stopped before its end."""
        try:
            answer = json.loads(data)
            choice = answer["choices"][0]
            content = choice["message"]["content"]
        except (ValueError, RecursionError, KeyError, IndexError, TypeError):
            self.budget.spend({}, asked, len(data))
            raise _Unfit("the server's answer is none of the protocol") from None
        said = len(content) if isinstance(content, str) else 0
        self.budget.spend(answer, asked, said)
        if choice.get("finish_reason") == "length":
            return None
        if not isinstance(content, str):
            raise _Unfit("the model gave no answer (it may have refused)")
        return content

    def _post(self, body: bytes) -> bytes:
        """Make a request, again where the refusal is for the while."""
        s = self.settings
        problem = ""
        for attempt in range(s.retries + 1):
            self.budget.take()
            wait = s.pause * 2**attempt
            try:
                status, data, after = self._once(body)
            except (httpx.TimeoutException, TimeoutError):
                problem = f"no answer within {s.timeout:g} seconds"
            except httpx.HTTPError as error:
                problem = f"the server cannot be reached ({type(error).__name__})"
            else:
                if status == 200:
                    return data
                self._refuse(status, data)
                problem = f"the server is busy or failing (status {status})"
                wait = max(wait, after)
            if attempt < s.retries:
                time.sleep(min(wait, _LONGEST_PAUSE))
        raise ModelError(f"{problem}, {s.retries + 1} times; try again later")

    def _once(self, body: bytes) -> tuple[int, bytes, float]:
        """Give status, content and the pause that the server asks for, within size and time."""
        s = self.settings
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if s.key:
            headers["Authorization"] = f"Bearer {s.key}"
        end = time.monotonic() + s.timeout
        with (
            httpx.Client(timeout=s.timeout, follow_redirects=False) as client,
            client.stream("POST", s.address, content=body, headers=headers) as response,
        ):
            parts, size = [], 0
            for part in response.iter_bytes():
                parts.append(part)
                size += len(part)
                if size > LONGEST:
                    raise ModelError(f"the server's answer is longer than {LONGEST:,} bytes")
                if time.monotonic() > end:
                    raise TimeoutError
            return response.status_code, b"".join(parts), _pause(response.headers)

    def _refuse(self, status: int, data: bytes) -> None:
        """Raise for a refusal that another attempt would not change."""
        if status in _FOR_THE_WHILE:
            return
        if 300 <= status < 400:
            raise ModelError(
                "the address sends elsewhere, and the key is not sent on; "
                "set LEGATION_LLM_URL to the address itself",
                final=True,
            )
        said = "".join(c if c.isprintable() else " " for c in data[:200].decode("utf-8", "replace"))
        hints = {
            401: "check LEGATION_LLM_KEY",
            403: "check LEGATION_LLM_KEY",
            404: "check LEGATION_LLM_URL and the name of the model",
            400: "does it take response_format json_schema?",
        }
        hint = hints.get(status, "see the server's own words")
        raise ModelError(f"the server refuses with status {status}; {hint}: {said}", final=True)


def _pause(headers: httpx.Headers) -> float:
    """Read Retry-After, in seconds; anything else is no pause."""
    try:
        seconds = float(headers.get("retry-after", "0"))
    except ValueError:
        return 0.0
    return seconds if 0 <= seconds < 3600 else 0.0
