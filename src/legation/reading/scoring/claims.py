"""How well claims are found: sentences with the claim that each makes, and the measures over them.

The file is JSON lines with ``text`` and ``type``, and where known ``subject`` (codes of states),
``relation``, ``negated`` and ``as_of``, the day it is read on. A sentence is right by type when the
first claim found in it has the type; its subject is right when every state named is among the
subject's, or either side's where the relation has two sides that a sentence may tell in either
order (arms, sanctions, pairs).
"""

from __future__ import annotations

import datetime as dt
import json
import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from legation.errors import InputError
from legation.reading.claims import find_claims
from legation.reading.preparing import prepare
from legation.reading.results import CLAIM_TYPES, Claim

_TWO_SIDED = frozenset({"arms_transfer", "sanction"})
_Z = 1.959964


class GoldClaim(NamedTuple):
    """A sentence with the claim that people read in it; None and () where the file does not say."""

    name: str
    text: str
    type: str
    subject: tuple[str, ...] = ()
    relation: str | None = None
    negated: bool | None = None
    as_of: dt.date | None = None
    part: str = ""


class Rate(NamedTuple):
    """A share with its count and Wilson's interval (95 %)."""

    right: int
    n: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ClaimScore:
    """Scores over sentences.

    Attributes
    ----------
    type, subject, relation, negated
        Rates; subject, relation and negated over sentences whose claim was found and for which
        the file tells them.
    by_type
        Rate of the type by type.
    missed
        Name, type and what was found instead (None where nothing was), for each wrong type.
    """

    type: Rate
    subject: Rate
    relation: Rate
    negated: Rate
    by_type: dict[str, Rate] = field(repr=False)
    missed: tuple[tuple[str, str, str | None], ...] = field(repr=False)


def read_claims(path: Path) -> list[GoldClaim]:
    """Read a file of claims.

    Raises
    ------
    InputError
        If a line is no such object, with the number of the line.
    """
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            kind = row["type"]
            as_of = dt.date.fromisoformat(row["as_of"]) if row.get("as_of") else None
            found.append(
                GoldClaim(str(row.get("id", number)), row["text"], kind,
                          tuple(row.get("subject", ())), row.get("relation"), row.get("negated"),
                          as_of, row.get("part", ""))
            )  # fmt: skip
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"{path}, line {number}: no claim with text and type") from error
        if kind not in CLAIM_TYPES:
            raise InputError(f"{path}, line {number}: no type of claim {kind!r}")
    return found


def score(claims: Iterable[GoldClaim]) -> ClaimScore:
    """Score what is found in sentences against the claims people read in them."""
    kinds: dict[str, list[bool]] = defaultdict(list)
    subject, relation, negated = [], [], []
    missed = []
    for gold in claims:
        found = find_claims(prepare(gold.text, gold.as_of, None, "en"))
        first = found[0] if found else None
        right = first is not None and first.type == gold.type
        kinds[gold.type].append(right)
        if not right:
            missed.append((gold.name, gold.type, first.type if first else None))
        if first is None:
            continue
        if gold.subject:
            subject.append(set(gold.subject) <= _sides(first, gold))
        if gold.relation:
            relation.append(first.relation == gold.relation)
        if gold.negated is not None:
            negated.append(first.negated == gold.negated)
    if not kinds:
        raise InputError("no claims to score")
    return ClaimScore(
        rate([right for every in kinds.values() for right in every]),
        rate(subject),
        rate(relation),
        rate(negated),
        {kind: rate(kinds[kind]) for kind in CLAIM_TYPES if kind in kinds},
        tuple(missed),
    )


def _sides(found: Claim, gold: GoldClaim) -> set[str]:
    both = len(gold.subject) > 1 or found.relation in _TWO_SIDED
    return set(found.subject) | (set(found.object) if both else set())


def rate(rights: list[bool]) -> Rate:
    """Give a share with Wilson's (1927) interval; of nothing, the whole line."""
    n = len(rights)
    if not n:
        return Rate(0, 0, math.nan, 0.0, 1.0)
    share = sum(rights) / n
    middle = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z / (1 + _Z**2 / n) * math.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
    return Rate(sum(rights), n, share, max(0.0, middle - half), min(1.0, middle + half))
