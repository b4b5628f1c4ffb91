"""What part of a state's arms comes from another, or goes to it: "most of its arms", "40 percent".

Amounts are those of the Stockholm International Peace Research Institute, which say what arms
are worth in use, not what was paid.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from legation.checking.amounts import fits_share, states_a_share
from legation.checking.measured import between, covers, evidence, extent
from legation.checking.phrases import name_of
from legation.checking.question import YEARS, Question
from legation.checking.results import Decision, Way
from legation.checking.row_rules import size_of
from legation.checking.world import World

_BOUGHT = re.compile(r"\b(?:buy|bought|import|purchas|acquir|get|got|receiv|obtain)\w*", re.I)
_SOLD = re.compile(r"\b(?:sell|sold|export|suppl|deliver|ship)\w*", re.I)
#: Words for a part of all that may stand where no part of the claim carries them.
_PART = re.compile(
    r"\b(?:most|majority|bulk|half|third|quarter|fifth|per\s?cent|percentage|share)\b|%", re.I
)
_MOST = re.compile(r"\b(?:most|majority|bulk)\b", re.I)


def asked(question: Question) -> bool:
    """Tell whether a claim about arms speaks of a part of all."""
    if question.relation != "arms_transfer" or question.type not in ("existence", "agreement"):
        return False
    stated = question.unit == "share" or question.detail("quantifier") is not None
    return stated or bool(_PART.search(question.context))


def ways(question: Question, world: World) -> Sequence[Way]:
    """Of the imports or of the exports; without a window the last six years covered, and all."""
    sides = _sides(question.context)
    return tuple(
        Way(f"part of {side}{name}", start=start, end=end, binding=place == 0,
            options=(("side", side),))
        for place, side in enumerate(sides)
        for name, start, end in spans(question, world)
    )  # fmt: skip


def _sides(text: str) -> Sequence[str]:
    """Tell of what the part is said to be: "its" arms are those of who is said to deal.

    Where the words leave it open the part is one of imports, and that of exports is shown.
    """
    bought, sold = bool(_BOUGHT.search(text)), bool(_SOLD.search(text))
    if re.search(r"\bimports?\b", text, re.I):
        return ("imports",)
    if re.search(r"\bexports?\b", text, re.I):
        return ("exports",)
    if bought != sold and re.search(r"\b(?:its|their)\b", text, re.I):
        return ("imports",) if bought else ("exports",)
    return ("imports", "exports")


def spans(question: Question, world: World) -> list[tuple[str, dt.date | None, dt.date | None]]:
    """Give the windows that amounts are summed over: that of the claim, or six years and all."""
    known = extent(world, "arms_transfer")
    if question.windowed or known is None:
        return [("", question.start, question.end)]
    first = dt.date(known.last.year - YEARS + 1, 1, 1)
    return [
        (f", {first.year}-{known.last.year}", first, known.last),
        (f", {known.first.year}-{known.last.year}", known.first, known.last),
    ]


def decide(question: Question, world: World, way: Way) -> Decision:
    """Compare the part found with the part stated."""
    if len(question.subject) != 1 or len(question.object) != 1:
        return Decision(None, missing="one supplier and one recipient")
    known, most = extent(world, "arms_transfer"), bool(_MOST.search(question.context))
    quantifier = question.detail("quantifier") or ("most" if most else None)
    if not (states_a_share(question) or quantifier == "most"):
        return Decision(None, missing="which part of all arms is meant, as a number or as most")
    end = way.end or question.as_of
    if known is None or not covers(known, way.start, end, lenient=False):
        return Decision(None, missing="a source of transfers that covers the window")
    (supplier,), (recipient,) = question.subject, question.object
    imports = way.option("side") == "imports"
    whole = between(world, "arms_transfer", None if imports else [supplier],
        [recipient] if imports else None, way, way.start, end)  # fmt: skip
    own = between(world, "arms_transfer", [supplier], [recipient], way, way.start, end)
    total, part = size_of("arms_transfer", whole), size_of("arms_transfer", own)
    who = recipient if imports else supplier
    if not total:
        return Decision(None, missing=f"any transfer of arms of {name_of(who)} in the window")
    share = part / total
    holds = fits_share(question, share) if states_a_share(question) else share > 0.5
    return Decision(
        holds, share, len(own), evidence(own[-12:]), coverage=known.searched(way.start, end),
        sentence=f"{name_of(supplier)} to {name_of(recipient)}: {part:.0f} of {total:.0f} units, "
        f"{share:.1%} of the {way.option('side')} of {name_of(who)}.",
    )  # fmt: skip
