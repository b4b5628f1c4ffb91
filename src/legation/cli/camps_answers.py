"""The commands that ask camps: how each tells of two states, and what is missing from it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from legation.cli.camps_given import CampsFile, given
from legation.cli.options import From, Json, RecordPath, To, estimating
from legation.errors import InputError

Seed = Annotated[int, Parameter(help="Of the draws; the same seed gives the same numbers.")]
Rows = Annotated[
    bool, Parameter(name="--evidence", negative="", help="The sentences it rests on as well.")
]
Pair = Annotated[
    str | None, Parameter(help="Two states with a colon between: Russia:Israel, RUS:ISR.")
]
Rate = Annotated[float, Parameter(name="--q", help="False-discovery rate of the lists.")]
Least = Annotated[
    int, Parameter(help="Fewest documents around a happening that make an outlet collected.")
]


def pair_of(text: str | None) -> tuple[str, str] | None:
    """Read two states with a colon between.

    Raises
    ------
    InputError
        If there are not two.
    """
    if text is None:
        return None
    parts = [part.strip() for part in text.split(":")]
    if len(parts) != 2 or not all(parts):
        raise InputError(
            f"'{text[:60]}' is no pair; write two states with a colon between: Russia:Israel"
        )
    return parts[0], parts[1]


def compare(
    *,
    camps: CampsFile,
    pair: Pair = None,
    start: From = None,
    end: To = None,
    evidence: Rows = False,
    seed: Seed = 0,
    record: RecordPath = None,
    json: Json = False,
) -> None:
    """Show how each camp tells of two states, beside the record.

    Without --pair: the picture of all states that each camp gives, and where
    it differs from the record and from the other camps.

    Example: legation camps compare --camps camps.toml --pair Russia:Israel
    """
    from legation.cli.camps_tables import show_comparison, show_pictures
    from legation.relations.window import window

    window(start, end)
    two = pair_of(pair)
    if evidence and two is None:
        raise InputError("--evidence goes with --pair")
    with given(camps, record) as asked, estimating("what each camp tells") as progress:
        options: dict[str, Any] = {"since": start, "until": end, "seed": seed}
        if two is not None:
            from legation.narratives.perceived import compare as compared

            found = compared(asked.record, asked.camps, two, progress=progress, **options)
            show_comparison(asked, found, evidence, json)
            return
        from legation.narratives.attitudes import attitudes
        from legation.narratives.perceived import perceive
        from legation.narratives.picture import pictures

        told = perceive(asked.record, asked.camps, progress=progress, **options)
        liked = attitudes(asked.record, asked.camps, **options)
        show_pictures(asked, pictures(told, liked, seed=seed), json)


def missing(
    *,
    camps: CampsFile,
    pair: Pair = None,
    start: From = None,
    end: To = None,
    q: Rate = 0.1,
    least: Least = 3,
    evidence: Annotated[
        bool, Parameter(negative="", help="The documents that report each as well.")
    ] = False,
    record: RecordPath = None,
    json: Json = False,
) -> None:
    """List what happened and is missing from one camp, or from all.

    Example: legation camps missing --camps camps.toml --from 2018
    """
    from legation.cli.camps_tables import show_missing
    from legation.relations.window import window

    window(start, end)
    two = pair_of(pair)
    with given(camps, record) as asked, estimating("which documents report what") as progress:
        from legation.narratives.omission import missing as missed

        found = missed(
            asked.record, asked.camps, since=start, until=end, pair=two, q=q, least=least,
            progress=progress,
        )  # fmt: skip
        show_missing(found, evidence, json)


def dissonance(
    *,
    camps: CampsFile,
    start: From = None,
    end: To = None,
    capitals: Annotated[
        Path | None,
        Parameter(help="Table of capitals (state, lat, lng), for distance among the controls."),
    ] = None,
    seed: Seed = 0,
    record: RecordPath = None,
    json: Json = False,
) -> None:
    """Tell whether a camp leaves out more of what would not fit its picture.

    Example: legation camps dissonance --camps camps.toml --from 2018
    """
    from legation.cli.camps_tables import show_dissonance
    from legation.relations.window import window

    window(start, end)
    apart = None
    if capitals is not None:
        from legation.narratives.distances import read_distances

        apart = read_distances(capitals)
    with given(camps, record) as asked, estimating("what would not fit each picture") as progress:
        from legation.narratives.hardness import dissonance as hardness

        found = hardness(
            asked.record, asked.camps, since=start, until=end, seed=seed, distances=apart,
            progress=progress,
        )  # fmt: skip
        show_dissonance(found, json)


def both(
    *,
    camps: CampsFile,
    start: From = None,
    end: To = None,
    seed: Seed = 0,
    record: RecordPath = None,
    json: Json = False,
) -> None:
    """List relations that two camps leave out or bend, each in its own direction.

    Example: legation camps both --camps camps.toml --from 2018
    """
    from legation.cli.camps_tables import show_both
    from legation.relations.window import window

    window(start, end)
    with given(camps, record) as asked, estimating("what camps leave out or bend") as progress:
        from legation.narratives.both import suppressed
        from legation.narratives.omission import missing as missed
        from legation.narratives.perceived import perceive

        options: dict[str, Any] = {"since": start, "until": end, "progress": progress}
        left_out = missed(asked.record, asked.camps, **options)
        told = perceive(asked.record, asked.camps, seed=seed, **options)
        show_both(suppressed(left_out, told), json)


COMMANDS = (compare, missing, dissonance, both)
