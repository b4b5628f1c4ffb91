"""What the command `balance` was asked, and whether it can be answered."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from legation.errors import InputError

_OUTPUTS = (".html", ".htm", ".svg", ".png")


@dataclass(frozen=True)
class Question:
    """What was asked."""

    date: str | None = None
    start: str | None = None
    end: str | None = None
    states: str | None = None
    edges: Path | None = None
    alliances: bool = False
    weighted: bool | None = None
    factions: int = 2
    straddle: str | None = None
    mediate: str | None = None
    strain: bool = False
    time_limit: float | None = None
    output: Path | None = None
    over_time: bool = False
    every: int | None = None

    @property
    def through_time(self) -> bool:
        """Whether months are asked for one after the other."""
        range_ = self.start is not None or self.end is not None
        return self.over_time or (range_ and self.edges is None and not self.alliances)

    def check(self) -> None:
        """Refuse what cannot be read, before anything is opened."""
        from legation.relations.window import window

        if self.date is not None and (self.start is not None or self.end is not None):
            raise InputError("give --date, or --from and --to, not both")
        if self.date is not None:
            window(self.date, self.date)
        window(self.start, self.end)
        if self.time_limit is not None and not self.time_limit > 0:
            raise InputError(
                f"--time-limit takes a positive number of seconds, not {self.time_limit}"
            )
        if self.factions < 1:
            raise InputError(f"--factions takes a number of 1 or more, not {self.factions}")
        if self.edges is not None and self.alliances:
            raise InputError("give --edges or --alliances, not both: each makes the whole graph")
        roles = [f"--{name}" for name in ("straddle", "mediate") if getattr(self, name) is not None]
        if roles and (self.edges is not None or self.alliances):
            raise InputError(f"{roles[0]} rests on the index; leave out --edges and --alliances")
        if self.strain and self.factions != 2:
            raise InputError("what an edge costs is told of two factions: leave out --factions")
        if self.through_time and (roles or self.strain):
            raise InputError("--straddle, --mediate and --strain are about one month: give --date")
        self._check_time()
        self._check_roles()
        if self.output is not None and self.output.suffix.lower() not in _OUTPUTS:
            raise InputError(
                f"a graph is written as .html, .svg or .png, not as '{self.output.name[-60:]}'"
            )

    def _check_roles(self) -> None:
        """Read the states of the roles, before minutes are spent on the graph."""
        from legation import states
        from legation.cli.pairing import read_two

        if self.mediate is not None:
            read_two(self.mediate)
        if self.straddle is not None:
            if ":" in self.straddle:
                read_two(self.straddle)
            else:
                states.resolve(self.straddle)

    def _check_time(self) -> None:
        if self.over_time and (self.edges is not None or self.alliances):
            raise InputError("--over-time follows the index; leave out --edges and --alliances")
        if self.over_time and self.date is not None:
            raise InputError("--over-time takes --from and --to, not --date")
        if self.through_time and self.factions != 2:
            raise InputError("camps through time are followed for two factions: leave --factions")
        if self.every is not None and not self.through_time:
            raise InputError("--every is of --over-time; add it")
        if self.every is not None and self.every < 1:
            raise InputError(f"--every takes a number of months of 1 or more, not {self.every}")
