"""What an explanation is: one number of the index, split into the rows that made it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from legation import states
from legation.relations.index.arrays import name_month
from legation.relations.index.evidence import Split, effects
from legation.relations.index.linear import LinearDyad

if TYPE_CHECKING:
    import polars as pl

    from legation.relations.observations import Observations

#: Where the starting level of the model stands among contributions.
MODEL = ("model", "starting level")
MOST_EFFECTS = 200
Z90 = 1.6448536269514722


@dataclass(frozen=True)
class Explanation:
    """A change or a level of the index, and what each row of the record contributes to it.

    Attributes
    ----------
    actor, target
        The relation explained.
    since, until
        Months, YYYY-MM. For a level, `since` is None and contributions are against the
        neutral relation; for a change they are against the relation in the month `since`.
    change
        The number, in Goldstein units: the index in `until` less that in `since`.
    sd
        Its posterior standard deviation.
    contributions
        One row per row of the record: `table`, `locator`, `date`, `source`, `text`,
        `contribution`, `effect`, `source_id`, `row_id`, largest first. Contributions sum to
        `change`. `effect` is what the number would lose were the row deleted and the dyad
        smoothed again with the same parameters and step weights; it is null beyond the first
        few hundred rows, and effects do not sum to anything. The row of table `model` is what
        the prior says where the record does not.
    """

    actor: states.State
    target: states.State
    since: str | None
    until: str
    change: float
    sd: float
    contributions: pl.DataFrame = field(repr=False, compare=False)

    def by_source(self) -> pl.DataFrame:
        """Sum contributions by source: `source`, `rows`, `contribution`, largest first."""
        import polars as pl

        grouped = self.contributions.group_by("source").agg(
            pl.len().alias("rows"), pl.col("contribution").sum()
        )
        return grouped.sort(pl.col("contribution").abs(), descending=True)

    def as_dict(self) -> dict[str, Any]:
        """Give all as plain values: `change`, `contributions` and what they are of."""
        kept = self.contributions.to_dicts()
        for row in kept:
            row["date"] = None if row["date"] is None else row["date"].isoformat()
        return {
            "change": self.change,
            "sd": self.sd,
            "actor": str(self.actor),
            "target": str(self.target),
            "since": self.since,
            "until": self.until,
            "contributions": kept,
        }

    def __str__(self) -> str:
        """Say it in one line."""
        low, high = self.change - Z90 * self.sd, self.change + Z90 * self.sd
        when = f"from {self.since} to {self.until}" if self.since else f"in {self.until}"
        return (
            f"{self.actor.name} towards {self.target.name}, {when}: {self.change:+.2f} on the "
            f"Goldstein scale (90 % interval {low:+.2f} to {high:+.2f})"
        )

    def _repr_html_(self) -> str:
        from html import escape

        return f"<p>{escape(str(self))}</p>" + self.contributions.head(12)._repr_html_()


def explain(
    dyad: LinearDyad,
    split: Split,
    observations: Observations,
    rows: pl.DataFrame,
    names: tuple[str, str],
    months: tuple[int | None, int],
) -> Explanation:
    """Lay a split of a dyad over the rows behind its observations.

    Parameters
    ----------
    dyad, split
        The dyad, and what of it is split.
    observations
        Where the dyad's observations come from, those of the record or of a part of it.
    rows
        Rows behind all observations of the dyad, as `observations.evidence` gives them.
    names
        Actor and target.
    months
        First and last month, counted from year 0; the first None for a level.
    """
    import polars as pl

    place = rows["observation"].to_numpy() - observations.of(*names).start
    share = rows["share"].to_numpy()
    value = rows["value"].to_numpy() - dyad.parameters.a[dyad.source[place]]
    contribution = split.weight[place] * share * (value - split.expected[place])
    first = np.argsort(-np.abs(contribution), kind="stable")[:MOST_EFFECTS]
    effect = np.full(len(rows), np.nan)
    n = observations.n[observations.of(*names)]
    if len(first):
        effect[first] = effects(
            dyad, split, place[first], share[first], value[first], n[place[first]]
        )
    # Shares sum to 1 only as far as floating point goes, and what is left is not dropped.
    left = split.total - float(contribution.sum())
    table = rows.select(
        "table", "locator", "date", "source", "text", "source_id", "row_id"
    ).with_columns(
        pl.Series("contribution", contribution),
        pl.Series("effect", effect).fill_nan(None),
    )
    prior = pl.DataFrame(
        {
            "table": [MODEL[0]],
            "locator": [MODEL[1]],
            "source": [MODEL[0]],
            "text": ["what is assumed of any two states before their first row"],
            "contribution": [left],
        }
    )
    table = pl.concat([table, prior], how="diagonal_relaxed")
    table = table.sort(pl.col("contribution").abs(), descending=True, maintain_order=True)
    since, until = months
    actor, target = (states.resolve(name) for name in names)
    return Explanation(
        actor,
        target,
        None if since is None else name_month(since),
        name_month(until),
        split.total,
        float(np.sqrt(max(split.variance, 0.0))),
        table.select(
            "table",
            "locator",
            "date",
            "source",
            "text",
            "contribution",
            "effect",
            "source_id",
            "row_id",
        ),
    )
