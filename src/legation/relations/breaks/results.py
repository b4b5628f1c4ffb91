"""What the search for breaks gives: breaks with dates, sizes and chances of return."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl  # takes longer to import than most questions take


@dataclass(frozen=True)
class Since:
    """What happened after a break, as far as the record reaches.

    Attributes
    ----------
    returned
        First month by which the index has more likely than not been back in the old band: the
        last of three months whose mean reaches it. None if there is none yet.
    probability
        Probability that it has been back by the last month looked at.
    level, sd
        The index in that month.
    until
        Last month looked at.
    observed_until
        Last month with rows; from then on the index rests on none.
    """

    returned: str | None
    probability: float
    level: float
    sd: float
    until: str
    observed_until: str


@dataclass(frozen=True)
class Break:
    """A break in the relation of one state towards another. Months are written YYYY-MM.

    Attributes
    ----------
    actor, target
        States.
    month
        First month of the new level; the most probable one.
    interval
        First and last month of the 90 % interval of `month`.
    kind
        `shift`: the level moved; `shock`: it moved and came back within three months.
    ended
        Month in which a shock had passed; None for a shift.
    size, sd, lo90, hi90
        Mean level after less mean level before, in Goldstein units, with its posterior standard
        deviation and 90 % interval.
    direction
        `worse` or `better`.
    before, after
        Mean levels over the year before and the year after, or up to the neighbouring breaks
        and the ends of the series; of a shock, over the months until it passed.
    old_band
        Band of 90 % of the quarterly means in the months before.
    return_probability
        By years (1, 3, 5) after `as_of`: chance that the mean of three months reaches the old
        band.
    as_of
        Last month known.
    false_alarm
        Chance, at most, that a dyad without any break shows one as striking as this.
    since
        What happened after the break.
    rows
        Rows responsible, where they were asked for.
    """

    actor: str
    target: str
    month: str
    interval: tuple[str, str]
    kind: str
    ended: str | None
    size: float
    sd: float
    lo90: float
    hi90: float
    direction: str
    before: float
    after: float
    old_band: tuple[float, float]
    return_probability: dict[int, float]
    as_of: str
    false_alarm: float
    since: Since
    rows: pl.DataFrame | None = field(default=None, repr=False, compare=False)

    def as_dict(self) -> dict[str, Any]:
        """Give the break as plain values that JSON can hold, without its rows."""
        given = asdict(self) if self.rows is None else asdict(_bare(self))
        del given["rows"]
        given["interval"], given["old_band"] = list(self.interval), list(self.old_band)
        given["return_probability"] = {str(k): p for k, p in self.return_probability.items()}
        return given

    def __str__(self) -> str:
        """Say it in one line."""
        low, high = self.interval
        when = self.month if low == high else f"{self.month} (between {low} and {high})"
        what = f"{self.actor} to {self.target}, {when}: {self.size:+.1f} {self.direction}"
        what += f" (90 % interval {self.lo90:+.1f} to {self.hi90:+.1f})"
        if self.kind == "shock":
            return f"{what}; a shock, passed in {self.ended}"
        if self.since.returned:
            return f"{what}; back in the old band in {self.since.returned}"
        chances = ", ".join(f"{y} y {p:.0%}" for y, p in self.return_probability.items())
        return f"{what}; not back by {self.since.until}; chance of return: {chances}"

    def _repr_html_(self) -> str:
        from html import escape

        return f"<p><strong>Break</strong> {escape(str(self))}</p>"


def _bare(found: Break) -> Break:
    from dataclasses import replace

    return replace(found, rows=None)
