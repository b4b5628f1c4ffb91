"""What a brief is made of: frozen values that hold every number shown.

Faces (HTML, Markdown, JSON) only lay these out; none of them computes.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from legation.states import State

if TYPE_CHECKING:
    from legation.brief.camps_page import CampsOfPair
    from legation.brief.course import Courses
    from legation.brief.figures import Figure
    from legation.brief.web import WebOfPair

LEVEL = 0.9


@dataclass(frozen=True)
class Years:
    """Whole calendar years, both included."""

    first: int
    last: int

    @property
    def start(self) -> dt.date:
        """First day."""
        return dt.date(self.first, 1, 1)

    @property
    def end(self) -> dt.date:
        """Last day."""
        return dt.date(self.last, 12, 31)

    @property
    def count(self) -> int:
        """How many years."""
        return self.last - self.first + 1

    def __str__(self) -> str:
        """Write 2020–2025, or 2020."""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day.year <= self.last


@dataclass(frozen=True)
class Share:
    """How often two states chose the same: `same` of `n`, with the interval at `LEVEL`."""

    a: State
    b: State
    n: int
    same: int
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Change:
    """Difference of two shares, later less earlier, with its interval at `LEVEL`."""

    value: float
    low: float
    high: float

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True)
class Third:
    """A third state beside the pair, and why it was picked."""

    state: State
    reason: str
    near: State
    """Which of the two it agrees with more."""
    with_a: Share
    with_b: Share

    @property
    def with_near(self) -> Share:
        """Its share with the state it is nearer to."""
        return self.with_a if self.near == self.with_a.a else self.with_b


@dataclass(frozen=True)
class YearPoint:
    """Agreement in one calendar year."""

    year: int
    share: Share


@dataclass(frozen=True)
class Series:
    """Agreement of two states year by year, oldest first; years without joint votes left out."""

    a: State
    b: State
    points: tuple[YearPoint, ...]


@dataclass(frozen=True)
class Rank:
    """Where `other` stands among all states by agreement with `state`, 1 the closest."""

    state: State
    other: State
    place: int
    of: int
    median: float
    shares: tuple[Share, ...] = field(repr=False)


@dataclass(frozen=True)
class Landmark:
    """One recorded vote, and who voted how."""

    rollcall_id: str
    date: dt.date
    symbol: str
    url: str | None
    title: str
    group: str
    targets: tuple[State, ...]
    tally: tuple[int | None, int | None, int | None]
    choices: tuple[tuple[State, str], ...]
    votes_in_family: int
    family_since: int
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Span:
    """Something lasting between two states, with the rows it was joined from."""

    kind: str
    actor: State
    target: State
    directed: bool
    start: dt.date
    end: dt.date | None
    precision: str
    text: str
    value: float | None
    unit: str
    sources: tuple[str, ...]
    """Datasets, by key."""
    rows: int
    censored: bool
    """The data end when the span does: it may have gone on."""
    reach: dt.date
    """Last day of which the data speak, for a span without an end."""


@dataclass(frozen=True)
class Arms:
    """Arms one state sent the other in a year."""

    actor: State
    target: State
    year: int
    value: float
    unit: str
    source: str


@dataclass(frozen=True)
class Dealings:
    """Measures between two states: spans, arms by year, shared organisations by year."""

    a: State
    b: State
    spans: tuple[Span, ...]
    arms: tuple[Arms, ...]
    shared: tuple[tuple[int, int], ...]
    shared_source: str


@dataclass(frozen=True)
class Value:
    """An indicator's value for one pair, in words and as a number, with n and interval."""

    text: str
    number: float | None
    n: int | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Indicator:
    """One way to tell to which of two states a third is closer."""

    key: str
    name: str
    percent: bool
    first: Value
    second: Value
    closer: str
    """`first`, `second`, `neither` (no clear difference) or `none` (no rows)."""
    basis: str


@dataclass(frozen=True)
class Closeness:
    """By each indicator: is `state` closer to `first` or to `second`."""

    state: State
    first: State
    second: State
    indicators: tuple[Indicator, ...]
    sentence: str


@dataclass(frozen=True)
class Month:
    """Mean of a month of scores or events of a pair."""

    month: dt.date
    label: str
    mean: float
    n: int
    source: str


@dataclass(frozen=True)
class Holding:
    """What the record holds of one kind for the pair."""

    what: str
    rows: int
    extent: str
    source: str


@dataclass(frozen=True)
class Source:
    """A dataset the record is made of."""

    dataset: str
    name: str
    licence: str
    citation: str
    url: str
    retrieved: str
    files: int
    rows: int
    rejected: int
    used: bool


@dataclass(frozen=True, repr=False)
class Brief:
    """One page on two states: every number, sentence and table of it.

    Attributes
    ----------
    a, b
        The two states.
    note
        Where the record is not the reader's own, the line that says so.
    as_of
        Last day of the record that was used.
    snapshot
        Hash of the record's content.
    sentences
        The opening sentences, most important first.
    """

    a: State
    b: State
    note: str
    as_of: dt.date | None
    snapshot: str
    recent: Years
    earlier: Years
    windowed: bool
    sentences: tuple[str, ...]
    opening: int
    """How many of the sentences speak of the two alone."""
    index: Courses | None
    """The monthly index in both directions."""
    no_index: str
    """Why there is none, where there is none."""
    web: WebOfPair | None
    """Where the pair stands in the signed graph of states."""
    no_web: str
    """Why there is none, where there is none."""
    share: Share
    before: Share
    change: Change | None
    thirds: tuple[Third, ...]
    thirds_rule: str
    series: tuple[Series, ...]
    ranks: tuple[Rank, ...]
    selection: bool
    """The votes are a selection made by hand, from which no rate follows."""
    landmarks: tuple[Landmark, ...]
    directed: tuple[tuple[State, int], ...]
    dealings: Dealings
    third_dealings: tuple[Dealings, ...]
    lacking: tuple[str, ...]
    closeness: tuple[Closeness, ...]
    scores: tuple[Month, ...]
    events: tuple[Month, ...]
    camps: CampsOfPair | None
    """How camps of outlets tell of the two; None where no camps were given."""
    holdings: tuple[Holding, ...]
    limits: tuple[str, ...]
    sources: tuple[Source, ...]
    command: str
    evidence: tuple[dict[str, Any], ...] = field(repr=False)

    def __repr__(self) -> str:
        return f"Brief({self.title}: {self.sentences[0]})"

    def _repr_html_(self) -> str:
        from html import escape

        said = "".join(f"<p>{escape(sentence)}</p>" for sentence in self.sentences)
        return f"<h3>{escape(self.title)}</h3>{said}"

    @property
    def title(self) -> str:
        """Title of the page."""
        return f"{self.a.name} and {self.b.name}"

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures, each with its picture and its data."""
        from legation.brief.figures import figures

        return figures(self)

    def as_dict(self) -> dict[str, Any]:
        """Give everything as plain values, ready for JSON."""
        plain = {f.name: _plain(getattr(self, f.name)) for f in dataclasses.fields(self)}
        plain["figures"] = [
            {"key": f.key, "title": f.title, "columns": list(f.columns), "rows": _plain(f.rows)}
            for f in self.figures
        ]
        return plain

    def html(self) -> str:
        """Lay the brief out as one HTML page with everything inside."""
        from legation.brief.html import html

        return html(self)

    def markdown(self) -> str:
        """Lay the brief out as Markdown."""
        from legation.brief.markdown import markdown

        return markdown(self)

    def short(self) -> str:
        """Give the brief in a screenful of Markdown."""
        from legation.brief.markdown import short

        return short(self)


def _plain(value: Any) -> Any:
    if isinstance(value, State):
        return {"code": str(value), "name": value.name}
    if hasattr(value, "as_dict"):
        return value.as_dict()
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    return value
