"""What a question about agreement answers: numbers with n, an interval and their rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from legation import states
from legation.errors import InputError
from legation.relations.window import Window

if TYPE_CHECKING:
    import polars as pl  # takes longer to import than most questions take


@dataclass(frozen=True)
class Agreement:
    """Agreement of two states in a window.

    Attributes
    ----------
    a, b
        The states.
    window
        Days looked at.
    method
        One of `METHODS`.
    share
        The measure, None where no roll call qualifies: a share between 0 and 1, or for `pi`
        and `kappa` a coefficient between -1 and 1.
    n
        Roll calls it rests on: both states took part (for `yes_no`: both voted yes or no).
    same
        Roll calls among these on which both chose the same.
    interval, level
        Lower and upper bound that hold `level` of the probability; see `agreement`.
    table
        Counts by the choice of `a` (rows) and of `b` (columns), each yes, abstain, no.
    filters
        What was asked for beyond pair and window, in words.
    rows
        The roll calls, one a row, with both choices, source and locator.
    """

    a: states.State
    b: states.State
    window: Window
    method: str
    share: float | None
    n: int
    same: int
    interval: tuple[float, float] | None
    level: float
    table: tuple[tuple[int, ...], ...]
    filters: tuple[str, ...] = ()
    rows: pl.DataFrame | None = field(default=None, repr=False, compare=False)

    def evidence(self) -> pl.DataFrame:
        """Give the rows behind the number, newest first.

        Raises
        ------
        InputError
            If the result was made without them, as by `agreement_with_all`.
        """
        if self.rows is None:
            raise InputError(
                f"this result carries no rows; ask for {self.a.name} and {self.b.name} alone"
            )
        return self.rows

    def as_dict(self) -> dict[str, Any]:
        """Give the result as plain values, without the rows."""
        return {
            "a": str(self.a),
            "b": str(self.b),
            "window": str(self.window),
            "method": self.method,
            "share": self.share,
            "n": self.n,
            "same": self.same,
            "interval": None if self.interval is None else list(self.interval),
            "level": self.level,
            "table": [list(row) for row in self.table],
            "filters": list(self.filters),
        }

    def __str__(self) -> str:
        """Say it in one line."""
        where = f"{self.a.name} and {self.b.name}, {self.window}"
        if self.share is None or self.interval is None:
            return f"{where}: no roll call on which both took part in these sources"
        low, high = self.interval
        return (
            f"{where}: {self.share:.3f} ({self.same} of {self.n} the same; "
            f"{self.level:.0%} interval {low:.3f} to {high:.3f}; {self.method})"
        )

    def _repr_html_(self) -> str:
        from html import escape

        return f"<p><strong>Agreement</strong> {escape(str(self))}</p>"


@dataclass(frozen=True)
class AgreementSeries:
    """Agreement of a pair, period by period, oldest first."""

    a: states.State
    b: states.State
    by: str
    periods: tuple[str, ...]
    values: tuple[Agreement, ...]

    def frame(self) -> pl.DataFrame:
        """Give one row per period: period, share, n, same, lo, hi."""
        import polars as pl

        return pl.DataFrame(
            {
                "period": self.periods,
                "share": [v.share for v in self.values],
                "n": [v.n for v in self.values],
                "same": [v.same for v in self.values],
                "lo": [v.interval[0] if v.interval else None for v in self.values],
                "hi": [v.interval[1] if v.interval else None for v in self.values],
            },
            schema_overrides={"share": pl.Float64, "lo": pl.Float64, "hi": pl.Float64},
        )
