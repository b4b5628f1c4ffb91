"""Landmark votes: texts directed at either state first, then others, by a rule without names.

The rule never looks at how the two states voted, so that it cannot favour agreement or
disagreement. It adds up:

- 2 for a vote in an emergency or special session, and 1 more for the first of each;
- 2 where the text is directed at a third state of the brief (two such texts a state at most);
- 1 where the record marks the vote important;
- 1 where the text was voted on as a whole, not a paragraph or amendment;
- up to 1 for a divided house: 1 - |yes - no| / (yes + no);
- up to 3 for recency, halved every ten years.

Texts that come back under one title are one family, shown by the vote with the highest sum.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from legation.brief.ballots import Ballot, Ballots, codes_of
from legation.brief.clean import clean
from legation.brief.model import Landmark, Third
from legation.brief.thirds import line
from legation.record.symbols import url_of
from legation.states import State

EACH, OTHERS = 5, 4
_HALF_LIFE = 10.0
_PER_TARGET = 2

_AGENDA = re.compile(r"^A/[\w/.-]+(?: [\w.()]+)? - |^TO ADOPT ", re.IGNORECASE)
_HEADING = re.compile(r" - [^a-z]+$")
_TAIL = re.compile(r"\s*:\s*resolution\s*/\s*adopted\b.*$", re.IGNORECASE)
_WORD = re.compile(r"[a-z]{3,}")


def landmarks(
    ballots: Ballots,
    a: State,
    b: State,
    thirds: Iterable[Third],
    notes: dict[str, list[str]],
    last: dt.date,
) -> tuple[Landmark, ...]:
    """Pick the landmark votes, those directed at either state first, each group newest first."""
    others = [t.state for t in thirds]
    shown = [x for x in ballots if a in x.choices or b in x.choices]
    third_codes = {code for state in others for code in codes_of(state)}
    opened = {x.session: x.rollcall_id for x in ballots}  # newest first: the first vote stays
    weights = {
        x.rollcall_id: salience(x, third_codes, last, first=opened[x.session] == x.rollcall_id)
        for x in shown
    }
    families: dict[str, Ballots] = defaultdict(list)
    for ballot in shown:
        families[family(ballot.title)].append(ballot)
    best = sorted(
        (
            max(members, key=lambda x: (weights[x.rollcall_id], x.date, x.rollcall_id))
            for members in families.values()
        ),
        key=lambda x: (-weights[x.rollcall_id], x.rollcall_id),
    )
    groups = _groups(best, a, b)
    return tuple(
        _landmark(ballot, name, families[family(ballot.title)], (a, b, *others), notes)
        for name, members in groups
        for ballot in sorted(members, key=lambda x: (x.date, x.rollcall_id), reverse=True)
    )


def salience(ballot: Ballot, third_codes: set[str], last: dt.date, *, first: bool) -> float:
    """Weight of a roll call by the rule of this module."""
    yes, no, _ = ballot.tally
    divided = (
        1 - abs(yes - no) / (yes + no) if yes is not None and no is not None and yes + no else 0
    )
    age = max(0.0, (last - ballot.date).days / 365.25)
    special = ballot.session.upper().startswith(("ES", "S-"))
    return (
        (2.0 + first) * special
        + 2.0 * bool(ballot.targets & third_codes)
        + 1.0 * ballot.important
        + 1.0 * (not ballot.part)
        + divided
        + 3.0 * math.exp2(-age / _HALF_LIFE)
    )


def family(title: str) -> str:
    """Give what titles of the same text have in common from year to year."""
    return " ".join(_WORD.findall(short_title(title).lower()))[:80]


def short_title(title: str) -> str:
    """Give a title without the agenda item before it and the headings after it."""
    short = _TAIL.sub("", _HEADING.sub("", _AGENDA.sub("", title))).strip(" .")
    return short or title


def directed(ballots: Ballots, state: State) -> Ballots:
    """Give the roll calls on texts directed at a state."""
    codes = set(codes_of(state))
    return [ballot for ballot in ballots if ballot.targets & codes]


def _groups(best: Ballots, a: State, b: State) -> list[tuple[str, Ballots]]:
    """Split the candidates; places that one group leaves free go to the next."""
    codes_a, codes_b = set(codes_of(a)), set(codes_of(b))
    at_a = [x for x in best if x.targets & codes_a]
    at_b = [x for x in best if x.targets & codes_b and not x.targets & codes_a]
    rest = _varied([x for x in best if not x.targets & (codes_a | codes_b)])
    free = max(0, EACH - len(at_a)) + max(0, EACH - len(at_b))
    take_a = EACH + max(0, EACH - len(at_b)) // 2
    take_b = EACH + max(0, EACH - len(at_a)) // 2
    left = EACH * 2 + OTHERS - len(at_a[:take_a]) - len(at_b[:take_b]) if free else OTHERS
    return [
        (f"Directed at {a.name}", at_a[:take_a]),
        (f"Directed at {b.name}", at_b[:take_b]),
        ("Others", rest[:left]),
    ]


def _varied(best: Ballots) -> Ballots:
    """Keep at most two texts directed at one state."""
    seen: Counter[str] = Counter()
    kept = []
    for ballot in best:
        if all(seen[code] < _PER_TARGET for code in ballot.targets):
            kept.append(ballot)
            seen.update(ballot.targets)
    return kept


def _landmark(
    ballot: Ballot,
    group: str,
    members: Ballots,
    states: tuple[State, ...],
    notes: dict[str, list[str]],
) -> Landmark:
    remarks = list(notes.get(ballot.rollcall_id, ()))
    if ballot.part:
        remarks.append("vote on a part of the text or an amendment")
    if ballot.important:
        remarks.append("marked important by the United States Department of State")
    return Landmark(
        rollcall_id=clean(ballot.rollcall_id),
        date=ballot.date,
        symbol=clean(ballot.symbol or ballot.rollcall_id),
        url=url_of(ballot.symbol),
        title=short_title(clean(ballot.title)) or "no title in the source",
        group=group,
        targets=tuple(sorted({line(code) for code in ballot.targets})),
        tally=ballot.tally,
        choices=tuple((s, ballot.shown(s)) for s in states),
        votes_in_family=len(members),
        family_since=min(x.date.year for x in members),
        notes=tuple(remarks),
    )
