"""Breaks of a dyad in both directions, and how forecasts of return turned out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from legation.errors import InputError
from legation.relations.breaks.detect import Dated, detect
from legation.relations.breaks.levels import QUARTER, Z90, Z95, Posterior, Window
from legation.relations.breaks.results import Break, Since
from legation.relations.breaks.returns import HORIZONS, back_by, forecast, quarterly
from legation.relations.breaks.series import DIRECTIONS, DyadSeries, month_name
from legation.relations.breaks.types import Floats

YEAR = 12
NEAR = 3  # months within which steps the same way are one break
DRAWS = 400
WIDEST = 60  # months; a break that cannot be dated better is none that one could explain


@dataclass(frozen=True)
class ReturnScore:
    """A forecast of return held against what came.

    Attributes
    ----------
    years
        Years after the month in which the forecast was made.
    forecast
        Chance of return given then.
    outcome
        Probability, by what is known now, that it did return in that time.
    brier
        Expected squared difference between the forecast and the outcome as 0 or 1.
    """

    years: int
    forecast: float
    outcome: float
    brier: float


def find_breaks(
    series: DyadSeries, now: DyadSeries | None = None, *, level: float = 0.05, seed: int = 0
) -> tuple[Break, ...]:
    """Find the breaks in both directions of a dyad, oldest first.

    Parameters
    ----------
    series
        What was known: observations and step weights up to a month, which is the `as_of` of the
        breaks.
    now
        The same dyad as far as it is known now, for what happened since; None where `series` is
        all that is known.
    level
        Chance that a dyad without breaks shows any, at most; over all of its months and both
        directions.
    seed
        Of the draws behind chances of return and dates of return.

    Returns
    -------
    tuple of Break
        Breaks whose interval of the date is longer than five years are left out. A direction has
        a break where the dyad breaks, its own step is clear (95 % interval) and
        so is the size (90 % interval).

    Notes
    -----
    Under ordinary steps the scores of all months are jointly normal with known covariance (de
    Jong and Penzer 1998), so that the threshold needs no simulation; see `scan` and
    `docs/explanation/breaks.md`.

    Raises
    ------
    InputError
        If `now` is another dyad, or ends before `series` does.
    """
    if not 0 < level < 1:
        raise InputError(f"the chance of a false break lies between 0 and 1, not at {level}")
    now = series if now is None else now
    if (now.a, now.b, now.first) != (series.a, series.b, series.first) or now.last < series.last:
        raise InputError(
            f"breaks of {series.name} as of {month_name(series.last)} cannot be followed in a "
            f"series of {now.name} from {month_name(now.first)} to {month_name(now.last)}"
        )
    whole = detect(series, level=level)
    found = tuple(b for b in whole.breaks if b.high - b.low < WIDEST)
    if not found:
        return ()
    # A pair livelier than others goes on to be.
    teller = _Teller(series, now, found, seed, series.q * whole.scales[0])
    breaks = [b for d in range(DIRECTIONS) for b in teller.tell(d)]
    return tuple(sorted(breaks, key=lambda b: (b.month, b.actor)))


def score_return(
    forecast_then: Break, now: DyadSeries, *, seed: int = 0
) -> tuple[ReturnScore, ...]:
    """Hold the chances of return that a break had against what is known now.

    Parameters
    ----------
    forecast_then
        A break found with what was known at its `as_of`.
    now
        The same dyad as far as it is known now.
    seed
        Of the draws.

    Returns
    -------
    tuple of ReturnScore
        One for each horizon that rows reach; those still open are left out.
    """
    if {now.a, now.b} != {forecast_then.actor, forecast_then.target}:
        raise InputError(
            f"a break of {forecast_then.actor} to {forecast_then.target} cannot be scored by a "
            f"series of {now.name}"
        )
    direction = 0 if forecast_then.actor == now.a else 1
    start = month_number(forecast_then.as_of) + 1 - now.first
    reached = (now.observed or (now.first, now.first))[1] - now.first
    years = [y for y in HORIZONS if start + YEAR * y - 1 <= reached]
    if not years or start < 0:
        return ()
    upward = forecast_then.size < 0
    edge = forecast_then.old_band[0 if upward else 1]
    means = quarterly(Posterior.of(now).draws(start, DRAWS, seed)[:, :, direction])
    share = back_by(means, edge, upward=upward, after_leaving=False)
    scores = []
    for y in years:
        chance, outcome = forecast_then.return_probability[y], float(share[YEAR * y - QUARTER])
        brier = outcome * (1 - chance) ** 2 + (1 - outcome) * chance**2
        scores.append(ReturnScore(y, chance, outcome, brier))
    return tuple(scores)


def month_number(month: str) -> int:
    """Read YYYY-MM as months from year 0."""
    year, _, part = month.partition("-")
    return int(year) * 12 + int(part) - 1


class _Teller:
    """Turns dated breaks of a dyad into breaks of its directions."""

    def __init__(
        self, series: DyadSeries, now: DyadSeries, found: tuple[Dated, ...], seed: int, q: float
    ) -> None:
        self.series = series
        self.found = found
        self.now = now
        self.seed = seed
        self.q = q
        self.earliest = min(dated.at for dated in found)
        months = [t for dated in found for t in (dated.at, dated.end)]
        self.posterior = Posterior.of(series, months)
        self.index = Posterior.of(series)
        self.index_now = self.index if now is series else Posterior.of(now)
        self.start = 0 if series.observed is None else series.observed[0] - series.first

    def tell(self, direction: int) -> list[Break]:
        """Give the breaks of one direction."""
        joined = self._join(direction)
        breaks = []
        for i, dated in enumerate(joined):
            previous = joined[i - 1].end if i else self.start
            following = joined[i + 1].at if i + 1 < len(joined) else len(self.series.weight)
            before, after = _windows(dated, previous, following)
            size, sd = self.posterior.difference(before, after, direction)
            if abs(size) > Z90 * sd and self._steps(dated, direction) * size > 0:
                breaks.append(self._break(dated, direction, before, after, size, sd))
        return breaks

    def _steps(self, dated: Dated, direction: int) -> int:
        """Sign of the step of a break in one direction, 0 where it is not clear.

        The levels of two years differ by ordinary steps too; the step alone tells whether this
        direction took part. Where its month is known to two years, the step is taken over these.
        """
        first, last = dated.steps
        if dated.high - dated.low <= 2 * YEAR and not dated.back:
            end = min(dated.high + 1, len(self.series.weight) - 1)
            first, last = min(first, max(dated.low, 1)), max(last, end)
        after = (last, max(dated.end, last + 1))
        step, sd = self.posterior.difference((first - 1, first), after, direction)
        return int(np.sign(step)) if abs(step) > Z95 * sd else 0

    def _join(self, direction: int) -> list[Dated]:
        """Make one break of lasting steps the same way that follow closely, or of one shock.

        Shocks that overlap are one.
        """
        level = self.posterior.mean[:, direction]
        runs: list[list[Dated]] = []
        for dated in self.found:
            last = runs[-1][-1] if runs else None
            if last is not None and _one(last, dated, level):
                runs[-1].append(dated)
            else:
                runs.append([dated])
        return [_whole(run, level) for run in runs]

    def _break(
        self, dated: Dated, d: int, before: Window, after: Window, size: float, sd: float
    ) -> Break:
        states = (self.series.a, self.series.b)
        band = self.posterior.band(before, d)
        upward = size < 0
        edge = band[0] if upward else band[1]
        name = self._name
        return Break(
            actor=states[d],
            target=states[1 - d],
            month=name(dated.at),
            interval=(name(dated.low), name(dated.high)),
            kind="shock" if dated.back else "shift",
            ended=name(dated.end) if dated.back else None,
            size=size,
            sd=sd,
            lo90=size - Z90 * sd,
            hi90=size + Z90 * sd,
            direction="worse" if size < 0 else "better",
            before=self.posterior.level(before, d),
            after=self.posterior.level(after, d),
            old_band=band,
            return_probability=forecast(
                *self.index.away(before, d),
                edge,
                upward=upward,
                scale=self.q,
                nu=self.series.nu,
                seed=self.seed,
            ),
            as_of=name(len(self.series.weight) - 1),
            false_alarm=dated.false_alarm,
            since=self._since(dated, d, edge, upward=upward),
        )

    def _since(self, dated: Dated, d: int, edge: float, *, upward: bool) -> Since:
        end = len(self.now.weight) - 1
        means = self.means[:, dated.at - self.earliest :, d]
        back = back_by(means, edge, upward=upward, after_leaving=True)
        returned = (back >= 0.5).nonzero()[0]
        first = dated.at + QUARTER - 1 + int(returned[0]) if len(returned) else None
        observed = self.now.observed
        return Since(
            returned=None if first is None else self._name(first),
            probability=float(back[-1]) if len(back) else 0.0,
            level=float(self.index_now.mean[end, d]),
            sd=float(self.index_now.variance[end, d]) ** 0.5,
            until=self._name(end),
            observed_until=month_name(observed[1]) if observed else self._name(0),
        )

    @cached_property
    def means(self) -> Floats:
        """Quarterly means of paths drawn from what is known now, from the earliest break on."""
        paths = self.index_now.draws(self.earliest, DRAWS, self.seed)
        return quarterly(paths.swapaxes(1, 2)).swapaxes(1, 2)

    def _name(self, index: int) -> str:
        return month_name(self.series.first + index)


def _windows(dated: Dated, previous: int, following: int) -> tuple[Window, Window]:
    """Months before and after a break that give its levels.

    Months in which it is open whether the break had come are left out, where there are others.
    """
    low = dated.low if dated.low > previous else dated.at
    before = (max(low - YEAR, min(previous, low - 1)), low)
    if dated.back:
        return before, (dated.at, max(min(dated.end, following), dated.at + 1))
    high = dated.high if dated.high < following else dated.at
    return before, (high, min(high + YEAR, max(following, high + 1)))


def _one(first: Dated, second: Dated, level: Floats) -> bool:
    """Whether two breaks in a row are one."""
    if first.back and second.back:
        return second.at < first.end
    if first.back or second.back or second.at - first.at > NEAR:
        return False
    steps = [level[d.at] - level[d.at - 1] for d in (first, second)]
    return bool(steps[0] * steps[1] > 0)


def _whole(run: list[Dated], level: Floats) -> Dated:
    """Make one of a run: dated by its largest step, a shock by its first, within all months."""
    if len(run) == 1:
        return run[0]
    shock = run[0].back > 0
    largest = run[0] if shock else max(run, key=lambda d: abs(level[d.at] - level[d.at - 1]))
    return Dated(
        at=largest.at,
        back=max(d.end for d in run) - largest.at if shock else 0,
        low=min(d.low for d in run),
        high=min(d.high for d in run) if shock else max(d.high for d in run),
        z=largest.z,
        false_alarm=min(d.false_alarm for d in run),
        steps=(largest.at, largest.at) if shock else (run[0].at, run[-1].at),
    )
