"""UN General Assembly resolutions as JSON lines, one text a line, with votes by member."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any

from legation import states
from legation.record.csvrows import bounded_lines
from legation.record.load import Load
from legation.record.readers.base import Dataset
from legation.record.symbols import url_of
from legation.record.unpack import Member

_CHOICES = {"MS_in_favour": "yes", "MS_against": "no", "MS_abstaining": "abstain"}
_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_DAY = re.compile(r"(\d{1,2})\s+([A-Za-z]+)\s+(\d{4})")
_SYMBOL = re.compile(r"A/RES/(?:ES-|S-)?\d+/\d+(?:\s?[A-Z](?:-[A-Z])?)?")


class UnResolutions:
    """Reader of the resolutions published by the UN's DGACM as JSON lines."""

    dataset = Dataset(
        "un-resolutions",
        "UN General Assembly resolutions and recorded votes",
        "United Nations; unofficial data, attribute the UN",
        "United Nations, Department for General Assembly and Conference Management, "
        "General Assembly resolutions (JSON)",
        "https://github.com/UNxml/GAresolutions",
    )
    version = "1"

    def matches(self, member: Member) -> bool:
        """Whether the first line is a resolution object."""
        line = member.first_line.lstrip()
        return line.startswith("{") and '"MS_in_favour' in line and '"symbol"' in line

    def load(self, member: Member, load: Load) -> None:
        """Read each line as a resolution, and each state listed in it as a vote."""
        for number, line in enumerate(bounded_lines(member), 1):
            if not line.strip():
                continue
            locator = f"line {number}"
            try:
                item = json.loads(line)
                problem = None if isinstance(item, dict) else "is not a JSON object"
            except (ValueError, RecursionError):
                item, problem = {}, "is not valid JSON"
            problem = problem or _problem(item)
            if problem:
                load.reject(locator, problem, line)
            elif _recorded(item):
                _rollcall(load, item, locator)
            else:
                load.store("document", _resolution(item))


def _problem(item: dict[str, Any]) -> str | None:
    """Say why a resolution cannot be read, if so."""
    symbol = item.get("symbol")
    if not isinstance(symbol, str) or not _SYMBOL.fullmatch(symbol.strip()):
        return "has no symbol of a General Assembly resolution"
    if _date(item.get("adoption_date")) is None:
        return "adoption_date cannot be read"
    lists = [item.get(k) or [] for k in _CHOICES]
    if not all(isinstance(v, list) and all(isinstance(s, str) for s in v) for v in lists):
        return "a list of votes is not a list of names"
    return None


def _symbol(item: dict[str, Any]) -> str:
    """Symbol without the blank that stands before the letter of a part."""
    return "".join(item["symbol"].split())


def _recorded(item: dict[str, Any]) -> bool:
    return any(item.get(key) for key in _CHOICES)


def _rollcall(load: Load, item: dict[str, Any], locator: str) -> None:
    symbol = _symbol(item)
    date = _date(item["adoption_date"])
    key = {"dataset": UnResolutions.dataset.key, "native_id": symbol}
    tallies = {choice: _count(item.get(f"{name}_count")) for name, choice in _CHOICES.items()}
    load.store(
        "rollcall",
        {
            **key,
            **tallies,
            "body": "UNGA",
            "session": symbol.split("/")[2],
            "date": date,
            "symbol": symbol,
            "title": _text(item.get("title")),
            "topics": [],
            "subjects": [s for s, _ in _subjects(item)],
            "amendment": False,
            "paragraph": False,
            "complete": True,
            "locator": symbol,
        },
    )
    for name, choice in _CHOICES.items():
        for spelling in item.get(name) or []:
            state = states.find(spelling, date)
            if state is None:
                load.reject(f"{locator}, {name}", f"no state '{spelling[:80]}'", spelling)
            else:
                load.store(
                    "vote", {**key, "state": str(state), "choice": choice, "locator": symbol}
                )


def _resolution(item: dict[str, Any]) -> dict[str, object]:
    """Give the document row of a resolution adopted without a vote."""
    symbol = _symbol(item)
    return {
        "document_id": symbol,
        "kind": "resolution",
        "date": _date(item["adoption_date"]),
        "outlet": "UN General Assembly",
        "title": _text(item.get("title")),
        "language": "en",
        "url": url_of(symbol),
        "locator": symbol,
    }


def _subjects(item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for entry in item.get("subjects") or []:
        if isinstance(entry, list | tuple) and entry and isinstance(entry[0], str):
            yield entry[0], str(entry[-1])
        elif isinstance(entry, str):
            yield entry, ""


def _text(value: object) -> str | None:
    return " ".join(value.split()) if isinstance(value, str) and value.strip() else None


def _count(value: object) -> int | None:
    text = str(value).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


def _date(value: object) -> dt.date | None:
    """Read '2 March 2022' or an ISO date with or without a time."""
    if not isinstance(value, str):
        return None
    try:
        if match := _DAY.search(value):
            day, month, year = match.groups()
            return dt.date(int(year), _MONTHS.index(month.lower()) + 1, int(day))
        return dt.date.fromisoformat(value.strip()[:10])
    except ValueError:
        return None


READERS = (UnResolutions(),)
