"""What modality does to a CAMEO code: a visit that is promised is an intent to meet.

The scheme has a root for each way of speaking of an act: intent (03), appeal (02), demand (10),
refusal (12), threat (13). Their third digits go through the same list of acts in nearly the same
order, so that one table serves all.
"""

from __future__ import annotations

from functools import cache
from types import ModuleType
from typing import NamedTuple

#: Roots that this room gives. YIELD is what later drafts of PLOVER part into CONCEDE and RETREAT.
#: 19 is kept whole under ASSAULT, with blockades (191) and occupations (192).
ROOTS = (
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "MOBILIZE", "SANCTION", "COERCE", "ASSAULT",
)  # fmt: skip
COOPERATION = frozenset(ROOTS[:6])

_SAME = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
_STATEMENTS = {"018": "SUPPORT", "019": "SUPPORT", "013": "SUPPORT", "012": "ACCUSE",
               "016": "REJECT"}  # fmt: skip


def _cameo() -> ModuleType:
    """Give the table of codes: it stands in the record, whose store takes long to import."""
    from legation.record.readers import cameo

    return cameo


def goldstein(code: str) -> float | None:
    """Give the value of a code on the Goldstein scale, or None where it is no CAMEO code."""
    value: float | None = _cameo().goldstein(code)
    return value


@cache
def root_of(code: str) -> str | None:
    """Give the PLOVER root of a CAMEO code, or None for a mere statement."""
    if code[:2] == "02":
        return "REQUEST"
    if code[:2] == "19":
        return "ASSAULT"
    if code[:2] == "01":
        return _STATEMENTS.get(code[:3])
    root: str | None = _cameo().plover_root(code)
    return _SAME.get(root, root) if root else None


class Act(NamedTuple):
    """What a verb or noun tells.

    Attributes
    ----------
    code
        CAMEO code.
    modality
        As in `Event`.
    rule
        What told it.
    first, last
        Words it rests on.
    inner
        Code of the act that is promised, demanded or refused, if it is one of these.
    """

    code: str
    modality: str
    rule: str
    first: int
    last: int
    inner: str | None = None


# Intent by what is intended, the longest beginning that fits; the other roots follow from it.
_INTENT = {
    "04": "036", "045": "039", "05": "032", "054": "032", "057": "030", "06": "031",
    "061": "0311", "062": "0312", "063": "0313", "064": "0314", "07": "033", "071": "0331",
    "072": "0332", "073": "0333", "074": "0334", "08": "035", "081": "0351", "082": "0352",
    "083": "034", "0831": "0341", "0832": "0342", "0833": "0343", "0834": "0344", "084": "0353",
    "085": "0354", "086": "0355", "087": "0356",
}  # fmt: skip
_THREAT = {
    "14": "133", "15": "138", "16": "131", "161": "1313", "162": "1311", "163": "1312",
    "164": "134", "165": "135", "166": "136", "17": "132", "171": "130", "1721": "1321",
    "1722": "1322", "1723": "1323", "1724": "1324", "175": "137", "18": "1383", "19": "138",
    "191": "1381", "192": "1382", "194": "1384", "195": "1384", "20": "1383", "204": "1385",
}  # fmt: skip
_REFUSAL = {
    "030": "120", "031": "121", "032": "120", "033": "122", "034": "123", "035": "124",
    "036": "125", "037": "127", "038": "126", "039": "126",
}  # fmt: skip
_DEMAND = {
    "030": "100", "031": "101", "032": "102", "033": "103", "034": "104", "035": "105",
    "036": "106", "037": "107", "038": "108", "039": "108",
}  # fmt: skip


def _longest(table: dict[str, str], code: str) -> str | None:
    for length in range(len(code), 1, -1):
        found = table.get(code[:length])
        if found:
            return found
    return None


@cache
def intended(code: str) -> str:
    """Give the code of an act that is promised or planned; of a hostile one, of a threat."""
    return _longest(_INTENT, code) or _longest(_THREAT, code) or code


@cache
def threatened(code: str) -> str:
    """Give the code of an act that is threatened; to threaten to yield is to threaten to leave."""
    return _longest(_THREAT, code) or ("130" if code[:2] != "13" else code)


@cache
def demanded(code: str, root: str = "10") -> str:
    """Give the code of an act that is demanded ("10") or appealed for ("02")."""
    base = _longest(_INTENT, code) or (code if code[:2] == "03" else None)
    if base is None:
        return root + "0"
    found = _DEMAND[base[:3]] + base[3:]
    code = root + found[2:]
    return code if _cameo().known(code) else code[:3]


@cache
def refused(code: str) -> str:
    """Give the code of an act of good will that is refused; to refuse a hostile one is 120."""
    base = _longest(_INTENT, code) or (code if code[:2] == "03" else None)
    if base is None:
        return "120"
    found = _REFUSAL[base[:3]]
    if len(base) > 3 and _cameo().known(found + base[3:]):
        return found + base[3:]
    return found


def hostile(code: str) -> bool:
    """Say whether a code is of conflict (09 to 20)."""
    return code[:2] >= "09"
