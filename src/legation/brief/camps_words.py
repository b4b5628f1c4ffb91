"""What the section on camps says, in sentences and cells; the same for HTML and Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from legation.brief import camps_page
from legation.brief.camps_page import MISSING, CampsOfPair, Said, Triad
from legation.brief.clean import clean
from legation.brief.course_words import between, signed
from legation.brief.text import capital, day, percent, plural, the

if TYPE_CHECKING:
    from legation.narratives.omission import Coverage

MOST = camps_page.SENTENCES
#: How the note begins that the record ends before the documents do.
_ENDS = "the record"
#: Kinds of happenings whose names do not take an s.
_KINDS = {
    "events": ("week of coded events", "weeks of coded events"),
    "treaty": ("treaty", "treaties"),
}
#: Probability from which a dealing is said to fit or not.
_SURE = 0.9

READING = (
    "Beside the record: how much friendlier (+) or more hostile (−) a camp tells of the pair than "
    "documents of this collection tell of pairs that stand so in the record, on the Goldstein "
    "scale; in brackets the 90 % interval. Counted is what outlets say themselves, outside of "
    "quotations."
)
FITTING = (
    "An attitude is how a camp’s outlets speak of a state, −1 hostile to 1 friendly; 0 is how the "
    "whole collection speaks of states on average. A dealing fits where the signs of both "
    "attitudes and of the dealing multiply to more than zero (Heider 1946): two friends at odds "
    "do not fit, nor does a friend who is kind to a foe, nor two foes at odds."
)


def name(camp: str) -> str:
    """Write the name of a camp, which a person chose."""
    return clean(camp, 60)


def who(found: CampsOfPair) -> str:
    """Say how many outlets each camp has, and who put them there."""
    outlets = "; ".join(f"{name(camp)}: {plural(n, 'outlet')}" for camp, n in found.outlets.items())
    return (
        f"{outlets}. Who is in which camp was chosen by whoever made the file of camps; the same "
        "rule holds for each."
    )


def record(found: CampsOfPair) -> str:
    """Say where the record stands over the months told of."""
    if found.record is None:
        return f"The record has no level of {the(found.a)} and {the(found.b)} to compare with."
    mean, low, high = found.record
    return (
        f"Over the months that the camps tell of, the record of {the(found.a)} and "
        f"{the(found.b)} stands at {signed(mean)} ({between(low, high)}) on the Goldstein scale."
    )


def beside(found: CampsOfPair, camp: str) -> str:
    """Write how a camp tells of the pair beside the record, or what is lacking."""
    told = found.told[camp]
    if told.delta is not None and told.lo90 is not None and told.hi90 is not None:
        return f"{signed(told.delta)} ({between(told.lo90, told.hi90)})"
    if told.more:
        return f"too little; {plural(told.more, 'document')} more would do"
    return "too little to tell"


def telling(found: CampsOfPair) -> tuple[str, ...]:
    """Say how each camp tells of the pair, and where the record ends before the documents do."""
    if found.no_telling:
        return (f"How the camps tell of the pair cannot be said: {found.no_telling}.",)
    late = tuple(sentence(note) for note in found.notes if note.startswith(_ENDS))
    return (record(found), *(_one(found, camp) for camp in found.told), *late)


def _one(found: CampsOfPair, camp: str) -> str:
    told = found.told[camp]
    rests = (
        f"{plural(told.sentences, 'sentence')} in {plural(told.documents, 'document')} of "
        f"{plural(told.outlets, 'outlet')}"
    )
    if told.delta is None or told.lo90 is None or told.hi90 is None:
        return f"{name(camp)}: {beside(found, camp)} ({rests})."
    way = "friendlier than" if told.lo90 > 0 else "more hostile than" if told.hi90 < 0 else ""
    said = f"tells of the two as {way} the record" if way else "no clear difference from the record"
    return f"{name(camp)}: {said}, {beside(found, camp)}; {rests}."


def left_out(found: CampsOfPair) -> tuple[str, ...]:
    """Say what was left out of the comparison."""
    return tuple(sentence(note) for note in found.notes if not note.startswith(_ENDS))


def sentence(text: str) -> str:
    """Write a note as a sentence."""
    return f"{capital(text)}."


# -- what is missing -----------------------------------------------------------------------


class Lacking(NamedTuple):
    """A list of what is missing: day, what, of how many outlets, and q; and how many more."""

    title: str
    lines: tuple[tuple[str, str, str, str], ...]
    more: int


def omissions(found: CampsOfPair) -> tuple[str, ...]:
    """Say what was looked at, and where nothing is missing."""
    if found.no_missing:
        return (f"What is missing from the camps cannot be said: {found.no_missing}.",)
    if found.mark is None:
        return ()
    kinds = ", ".join(
        plural(n, *_KINDS.get(kind, (kind.replace("_", " "),))) for kind, n in found.kinds.items()
    )
    looked = (
        f"Of {plural(found.happened, 'happening')} between the two in the record"
        f"{f' ({kinds})' if kinds else ''}, "
        f"{found.looked_at:,} fell on days around which outlets of two camps or more were "
        "collected."
    )
    if not found.missing and not found.from_all:
        return (
            looked,
            "Of these, none is missing from one camp alone at a false-discovery rate of "
            f"{found.mark:g}, and none of high salience is missing from all.",
        )
    return (looked,)


def lacks(found: CampsOfPair) -> list[Lacking]:
    """Give what is missing from each camp and from all, where something is."""
    every: list[tuple[str, str | None, tuple[Coverage, ...]]] = [
        (f"Missing from {name(camp)}", camp, found.missing_from(camp)) for camp in found.names
    ]
    every.append(("Missing from all camps", None, found.from_all))
    return [
        Lacking(title, tuple(_line(row, camp) for row in rows[:MISSING]), len(rows[MISSING:]))
        for title, camp, rows in every
        if rows
    ]


def _line(row: Coverage, camp: str | None) -> tuple[str, str, str, str]:
    of = row.happening
    return (
        of.date.isoformat()[: 10 if of.precision == "day" else 7],
        clean(of.title, 200),
        _covered(row, camp),
        "–" if row.q is None else f"{row.q:.2g}",
    )


def _covered(row: Coverage, camp: str | None) -> str:
    """Write 1 of 12 outlets, against 9 of 14."""
    k, n = (sum(pair[at] for pair in row.covered.values()) for at in (0, 1))
    if camp is None:
        return f"{k} of {plural(n, 'outlet')}"
    own, of = row.covered[camp]
    return f"{own} of {plural(of, 'outlet')}, against {k - own} of {n - of}"


# -- what fits -----------------------------------------------------------------------------


def facts(found: CampsOfPair) -> str:
    """Say how what happened between the two joins them."""
    if not found.friendly and not found.hostile:
        return ""
    return (
        f"Of what happened between the two in the record, {found.friendly:,} "
        f"{'is' if found.friendly == 1 else 'are'} friendly and {found.hostile:,} hostile; to "
        "vote for a text directed at the other is hostile, against it friendly."
    )


def attitude(triad: Triad, first: bool) -> str:
    """Write an attitude with its interval, or that there is too little."""
    one = triad.a if first else triad.b
    if one.mean is None or one.lo90 is None or one.hi90 is None:
        return f"too little ({plural(one.documents, 'document')})"
    return f"{signed(one.mean, 2)} ({between(one.lo90, one.hi90, 2)})"


def misfit(chance: float | None, strain: float | None) -> str:
    """Write how likely a dealing does not fit, and how much it would strain."""
    if chance is None or strain is None:
        return "not known"
    shown = "under 1\u202f%" if chance < 0.01 else "over 99\u202f%" if chance > 0.99 else ""
    return f"{shown or percent(chance, 0)}; strain {strain:.2f}"


def fitting(triad: Triad) -> str:
    """Say which dealings fit, where that is likelier than nine in ten."""
    if triad.friendly is None or triad.hostile is None:
        return "too little to tell"
    if triad.hostile >= _SURE:
        return "friendly ones fit, hostile ones do not"
    if triad.friendly >= _SURE:
        return "hostile ones fit, friendly ones do not"
    return "unsure which fit"


# -- sentences -----------------------------------------------------------------------------


def quoted(found: CampsOfPair, camp: str) -> str:
    """Say how many sentences there are of a camp, of which classes."""
    counts = found.classes.get(camp, {})
    kinds = ", ".join(f"{n:,} {kind}" for kind, n in counts.items())
    total, shown = sum(counts.values()), len(found.said_by(camp))
    if not total:
        return "No sentence of its own voice tells of the two."
    more = f"; {shown} shown, {total - shown:,} more" if total > shown else ""
    return f"{plural(total, 'sentence')}: {kinds}{more}."


def source(said: Said) -> str:
    """Write who said it, when, and how it was read."""
    return f"{said.outlet}, {day(said.date)}; read as {said.kind}"
