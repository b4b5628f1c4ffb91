"""Speeches of the UN General Debate: one text file a speech, named after state and session."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import PurePosixPath

from legation import states
from legation.record.load import Load
from legation.record.readers.base import Dataset, Reader
from legation.record.readers.texts import TEXT_LIMIT, UnreadableError, decode, plain, store_document
from legation.record.unpack import Member

_NAME = re.compile(r"([A-Z]{2,3})_(\d{1,3})_(\d{4})\.txt")
#: Speakers of the debate that are not states.
_ORGANISATIONS = frozenset({"EU"})
#: The file name gives the year alone, so every speech gets one day; see `GeneralDebate`.
_MONTH, _DAY = 9, 30
#: Until resolution 2758 (XXVI) of 25 October 1971 the seat of China was held by the Republic
#: of China, in Taiwan since December 1949; the corpus files all its speeches under CHN.
_REPUBLIC_OF_CHINA = (dt.date(1949, 12, 8), dt.date(1971, 10, 25))


class GeneralDebate:
    """Reader of the UN General Debate Corpus.

    A file is recognised by its name, `ISO_SESSION_YEAR.txt` ("QAT_63_2008.txt"), which is all
    that sets it apart from other plain text. The name gives the year, not the day: a speech is
    dated 30 September of that year. In most years the debate fills the last days of September
    and the first of October; the sessions of 1951 and 1964 began in November and December.
    Only the year of such a date can be relied on.
    """

    dataset = Dataset(
        "ungdc",
        "UN General Debate Corpus",
        "terms of the deposit at Harvard Dataverse; the speeches are records of the United Nations",
        "Jankin, S., Baturo, A. & Dasandi, N., Words to unite nations: The complete UN General "
        "Debate Corpus, 1946-present, Journal of Peace Research; Baturo, A., Dasandi, N. & "
        "Mikhaylov, S. (2017), Understanding State Preferences With Text As Data: Introducing "
        "the UN General Debate Corpus, Research & Politics 4(2)",
        "https://doi.org/10.7910/DVN/0TJX8Y",
    )
    version = "1"

    def matches(self, member: Member) -> bool:
        """Whether the name is that of a speech and the file is not empty."""
        return _NAME.fullmatch(_file_name(member)) is not None and member.path.stat().st_size > 0

    def load(self, member: Member, load: Load) -> None:
        """Read the file as one speech."""
        name = _file_name(member)
        try:
            store_document(load, _speech(member, name))
        except UnreadableError as problem:
            load.reject(name, str(problem), member.head[:2_000].decode("utf-8", "backslashreplace"))


def _file_name(member: Member) -> str:
    return PurePosixPath(member.name).name


def _speech(member: Member, name: str) -> dict[str, object]:
    match = _NAME.fullmatch(name)
    if match is None:
        raise UnreadableError("is not named ISO_SESSION_YEAR.txt")
    code, session, year = match[1], int(match[2]), int(match[3])
    if year != 1945 + session:
        raise UnreadableError(f"session {session} was not held in {year}")
    date = dt.date(year, _MONTH, _DAY)
    state = _state(code, date)
    if member.path.stat().st_size > 4 * TEXT_LIMIT:
        raise UnreadableError(f"is longer than {TEXT_LIMIT:,} characters")
    text, note = decode(member.path.read_bytes())
    if not (words := plain(text)):
        raise UnreadableError("has no text")
    return {
        "document_id": f"ungdc:{name.removesuffix('.txt')}",
        "kind": "speech",
        "date": date,
        "outlet": "UN General Assembly",
        "speaker": None if state else "European Union",
        "state": state,
        "title": f"General Debate, session {session} ({year})",
        "text": words,
        "language": "en",
        "locator": f"{name} ({note})" if note else name,
    }


def _state(code: str, date: dt.date) -> str | None:
    """Give the state a code stands for in the corpus; None for an organisation."""
    if code in _ORGANISATIONS:
        return None
    first, last = _REPUBLIC_OF_CHINA
    if code == "CHN" and first <= date <= last:
        code = "TWN"
    state = states.find(code, date, "iso3")
    if state is None:
        raise UnreadableError(f"no state with code {code} in {date.year}")
    return str(state)


READERS: tuple[Reader, ...] = (GeneralDebate(),)
