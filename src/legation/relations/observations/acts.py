"""Acts: what votes, pacts, disputes, sanctions, lists and arms amount to on the Goldstein scale.

Coders read events out of reports and give each a CAMEO code, whose place on the Goldstein scale
is known (Goldstein 1992). A vote against another state, a pact or a sanction is an act of the
same kind that needs no coder: each is read under the code that a coder would give it. One act
counts as one coded event, with the spread of single events (`NOISE`). That a year passed without
an act says nothing here: the relation stays where it was, and becomes less sure.

Lasting acts are observed when they are known to begin and again each December while they last;
see `legation.relations.observations.measures`. Votes of one month on the same state are much
alike and count as little more than one (`ALIKE`, a design effect after Kish 1965).
"""

from __future__ import annotations

from collections.abc import Callable

from legation.relations.observations.base import Scope, Source, month_sql
from legation.relations.observations.ledger import Ledger
from legation.relations.observations.measures import begun, dispute_lines, over, standing
from legation.relations.observations.votes import directed_lines

#: Variance of one coded event about the relation it belongs to, in squared Goldstein units: of
#: 95,540 ICEWS events of August to October 2018, 28 with the relation estimated from all sources.
NOISE = 28.0
#: Correlation of what a state chose in two votes of one month on texts against the same state.
ALIKE = 0.8

#: CAMEO code under which each act is read.
CODES = {
    "vote yes": "111",  # criticise or denounce
    "vote no": "052",  # defend verbally
    "threat of force": "138",
    "display of force": "150",
    "use of force": "190",
    "war": "190",
    "sanction threatened": "1312",
    "sanction imposed": "163",
    "listed": "172",  # administrative sanctions
    "defence or offence pact": "057",  # formal agreement
    "neutrality or non-aggression pact": "050",  # diplomatic cooperation
    "consultation pact": "040",  # consult
    "arms transfer": "062",  # military cooperation
}


def value(act: str) -> float:
    """Place of an act on the Goldstein scale."""
    from legation.record.readers.cameo import codes  # brings all readers with it

    found = codes()[CODES[act]].goldstein
    assert found is not None
    return found


def _choose(column: str, numbers: dict[str, float]) -> str:
    """SQL that gives a number by the value of a column."""
    cases = "".join(f" WHEN {key} THEN {number}" for key, number in numbers.items())
    return f"CASE {column}{cases} END"


def _read(lines: str, read: str, weight: str = "1.0", where: str = "true") -> str:
    """Read a ledger's lines as acts: their value, their weight, and which of them count."""
    return f"""SELECT * REPLACE ({read} AS value, {weight} AS weight)
        FROM ({lines}) WHERE {where}"""


def _source(name: str, title: str, lines: Callable[[Scope], str], n: str = "sum(weight)") -> Source:
    return Ledger(lines, mutual=False, n=n).source(
        name,
        title,
        unit="Goldstein scale, -10 to 10",
        sign=1,
        anchored=True,
        use="coded",
        version="6",
    )


#: A month of a dispute is many events, the more the further it goes: as many acts it counts. By
#: judgement: scholars coded these from many reports, and a war is nearly a clash a day. Where it is
#: known when one began but not when it ended, later months of the year count half: it may be over.
MONTHLY = {"threat of force": 2.0, "display of force": 3.0, "use of force": 8.0, "war": 20.0}

_BEGAN = month_sql('"date"')
_LEVELS = {"2": "threat of force", "3": "display of force", "4": "use of force", "5": "war"}


def _votes(scope: Scope) -> str:
    yes, no = value("vote yes"), value("vote no")
    return _read(
        directed_lines(scope), f"CASE value WHEN -1 THEN {yes} WHEN 1 THEN {no} ELSE 0 END"
    )


def _disputes(scope: Scope) -> str:
    count = _choose("value", {level: MONTHLY[act] for level, act in _LEVELS.items()})
    return _read(
        dispute_lines(scope, spread=True),
        _choose("value", {level: value(act) for level, act in _LEVELS.items()}),
        f"{count} * CASE WHEN exact OR month = {_BEGAN} THEN 1.0 ELSE 0.5 END",
        "value >= 2",
    )


def _sanctions(scope: Scope) -> str:
    read = _choose("value", {"0": value("sanction threatened")})
    read = f"coalesce({read}, {value('sanction imposed')})"
    return begun("sanction", read, "coalesce(value, 1) <> 0", lambda _: "covered")(scope)


def _designations(scope: Scope) -> str:
    return begun("designation", str(value("listed")), "true", lambda s: str(over(s)))(scope)


def _alliances(scope: Scope) -> str:
    pledge = f"""CASE WHEN text LIKE '%defence pact%' OR text LIKE '%offence pact%'
            THEN {value("defence or offence pact")}
        WHEN text LIKE '%neutrality pact%' OR text LIKE '%non-aggression pact%'
            THEN {value("neutrality or non-aggression pact")}
        WHEN text LIKE '%without a pledge%' THEN 0.0 ELSE {value("consultation pact")} END"""
    return standing("alliance", pledge)(scope)


def _arms(scope: Scope) -> str:
    lines = standing("arms_transfer", "value")(scope)
    return _read(lines, f"{value('arms transfer')}::DOUBLE", "log10(1 + value)", "value > 0")


VOTE_ACTS = _source(
    "vote_acts",
    "Votes on texts directed at the other state, read as acts",
    _votes,
    n=f"count(*) / (1 + {ALIKE} * (count(*) - 1))",
)

DISPUTE_ACTS = _source("dispute_acts", "Militarised disputes, read as acts", _disputes)

SANCTION_ACTS = _source("sanction_acts", "Economic sanctions, read as acts", _sanctions, n="1")

DESIGNATION_ACTS = _source(
    "designation_acts",
    "Lists on which the actor put the target, read as acts",
    _designations,
    n="1",
)

ALLIANCE_ACTS = _source("alliance_acts", "Alliances in force, read as acts", _alliances, n="1")

#: A hundred million trend-indicator values count as two acts, ten as one.
ARMS_ACTS = _source("arms_acts", "Transfers of major arms, read as acts", _arms)

ACTS = (
    VOTE_ACTS,
    DISPUTE_ACTS,
    SANCTION_ACTS,
    DESIGNATION_ACTS,
    ALLIANCE_ACTS,
    ARMS_ACTS,
)
