"""What a record whose rows were chosen by hand cannot tell: shares, and that nothing else was.

The casebook says of itself (`Record.note`) that it is a selection. A row of it decides a claim
about that row; over all of them there is no rate, and a row that is missing means nothing.
"""

from __future__ import annotations

from dataclasses import replace

from legation.checking.question import Question
from legation.checking.results import Decision, Way

MISSING = "the full record, since the votes of this one were chosen by hand"
#: Types that compare or follow shares.
_SHARES = ("agreement", "trend", "superlative", "closer_to")
#: What one row can decide where no text is named: that it was once, or not always.
_ONCE = {"never": False, "always": False, "only": False}
#: Types that a row can refute, and that only all rows together can support, text or no text:
#: a text was chosen from its series, and of its votes those of some states.
_ALL = ("never", "always", "only", "first", "since", "group")


def limited(question: Question, found: Decision, way: Way) -> Decision:
    """Give the decision that a selection allows.

    Parameters
    ----------
    question
        What is asked.
    found
        What the rows say, were they all there are.
    way
        The reading it was decided under.
    """
    listed = question.side == "votes" and bool(way.option("listed"))
    if found.holds is None or found.ends_as or not (listed or _rests_on_all(question, found)):
        return found
    return replace(
        found, holds=None, value=None, n=0, rows=(), sentence="", coverage="", missing=MISSING
    )


def _rests_on_all(question: Question, found: Decision) -> bool:
    """Tell whether a decision follows only from all rows together."""
    if question.type == "closer_to":
        return True
    if question.side != "votes":
        return False
    if question.type in _SHARES or (question.value is not None and question.unit == "share"):
        return True
    if question.type in _ALL and found.holds:
        return True
    if any(map(question.detail, ("symbol", "resolution", "topic"))):
        return False
    if question.detail("quantifier"):
        return True
    return found.holds is not _ONCE.get(question.type, True)
