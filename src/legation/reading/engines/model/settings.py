"""Where a model is asked, and how much may be asked of it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs

from legation.errors import InputError

#: How a note begins that says that a document was not read to its end.
PARTIAL = "not read to the end"
_PREFIX = "LEGATION_LLM_"
_ASKED = "chat/completions"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where to ask and how much.

    Attributes
    ----------
    url
        Address of the endpoint: the base ("https://host/v1") or whole.
    model
        Name of the model.
    key
        Sent as the bearer's token, to this address alone; empty for none.
    max_requests, max_tokens, max_cost
        Budget of the engine for its whole life; None for none. `max_cost` is in the unit of the
        prices.
    price_in, price_out
        Price of a million tokens asked and answered.
    timeout
        Seconds to wait for an answer.
    retries
        Times that a request is made again after a refusal for the while (429, 5xx, no answer).
    pause
        Seconds before the first of these, doubled from one to the next.
    cache
        Folder for answers; None for none.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    max_requests: int | None = None
    max_tokens: int | None = None
    max_cost: float | None = None
    price_in: float = 0.0
    price_out: float = 0.0
    timeout: float = 120.0
    retries: int = 4
    pause: float = 1.0
    cache: Path | None = None

    def __post_init__(self) -> None:
        try:
            parts = urlsplit(self.url)
            port_is_one = parts.port is None or parts.port > 0
        except ValueError:
            parts, port_is_one = urlsplit(""), False
        if parts.scheme not in ("http", "https") or not parts.hostname or not port_is_one:
            raise InputError(
                f"the model's address '{self.url[:80]}' is no http or https address; "
                f"set {_PREFIX}URL, as in http://localhost:8000/v1"
            )
        if parts.username or parts.password or parts.query or parts.fragment:
            raise InputError(
                f"the model's address holds more than host and path; give the key in {_PREFIX}KEY"
            )
        if not self.model or len(self.model) > 200 or not self.model.isprintable():
            raise InputError(f"no model is named; set {_PREFIX}MODEL, or write llm:MODEL")
        if not self.key.isascii() or not self.key.isprintable():
            raise InputError(f"{_PREFIX}KEY holds characters that no key has")

    @property
    def address(self) -> str:
        """Address that is asked."""
        base = self.url.rstrip("/")
        return base if base.endswith("/" + _ASKED) else f"{base}/{_ASKED}"


def settings_of(model: str = "", environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from the environment.

    Parameters
    ----------
    model
        Name of the model; else `LEGATION_LLM_MODEL`.
    environ
        The environment; by default the process's own.

    Raises
    ------
    InputError
        If a setting is missing or cannot be read.
    """
    held = {
        name.removeprefix(_PREFIX).lower(): value.strip()
        for name, value in (os.environ if environ is None else environ).items()
        if name.startswith(_PREFIX) and value.strip()
    }
    if "url" not in held:
        raise InputError(
            f"the engine 'llm' needs an endpoint: set {_PREFIX}URL and {_PREFIX}MODEL (and "
            f"{_PREFIX}KEY where it asks for one)"
        )
    return Settings(
        url=held["url"],
        model=model or held.get("model", ""),
        key=held.get("key", ""),
        max_requests=_whole(held, "max_requests"),
        max_tokens=_whole(held, "max_tokens"),
        max_cost=_number(held, "max_cost"),
        price_in=_number(held, "price_in") or 0.0,
        price_out=_number(held, "price_out") or 0.0,
        timeout=_number(held, "timeout") or 120.0,
        cache=_folder(),
    )


def chosen() -> tuple[tuple[str, str], ...]:
    """Give what the environment says of the engine, so that a change of it is noticed."""
    return tuple(sorted((k, v) for k, v in os.environ.items() if k.startswith(_PREFIX)))


def _whole(held: Mapping[str, str], name: str) -> int | None:
    value = _number(held, name)
    return None if value is None else int(value)


def _number(held: Mapping[str, str], name: str) -> float | None:
    if name not in held:
        return None
    try:
        value = float(held[name])
    except ValueError:
        value = -1.0
    if not 0 <= value < float("inf"):
        raise InputError(f"{_PREFIX}{name.upper()} is a number from 0, not '{held[name][:40]}'")
    return value


def _folder() -> Path:
    """Give the folder for what may be computed anew: the one of all derived results."""
    if path := os.environ.get("LEGATION_CACHE"):
        return Path(path).expanduser() / "answers"
    return Path(platformdirs.user_cache_dir("legation", appauthor=False)) / "derived" / "answers"
