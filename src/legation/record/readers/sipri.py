"""Transfers of major arms after SIPRI, by supplier, recipient and year."""

from __future__ import annotations

from legation.record.csvrows import header_of
from legation.record.load import Load
from legation.record.readers.base import Dataset
from legation.record.readers.dyad_years import WHOLE_YEAR, prepare
from legation.record.statecodes import names
from legation.record.unpack import Member

_SIDES = ("supplier", "recipient")
_HEADER = (
    "supplier recipient year value supplier_cown recipient_cown "
    "supplier_lon supplier_lat recipient_lon recipient_lat"
).split()


class SipriTransfers:
    """Volume of arms transferred in a year, in SIPRI's trend-indicator values.

    SIPRI marks rebels and other armed groups with one asterisk and organisations with two.
    The file gives a group the COW number of the state it fights in, so the name is read
    first, and a number only counts where the name means the same state.
    """

    dataset = Dataset(
        "sipri-arms",
        "SIPRI Arms Transfers Database, transfers by pair and year",
        "SIPRI terms of use; the processed table of 360info is under CC BY 4.0",
        "Stockholm International Peace Research Institute, SIPRI Arms Transfers Database, "
        "processed by 360info",
        "https://www.sipri.org/databases/armstransfers",
    )
    version = "1"

    def matches(self, member: Member) -> bool:
        """Whether the header is exactly that of the table."""
        return header_of(member) == _HEADER

    def load(self, member: Member, load: Load) -> None:
        """Read each line as what one state supplied to another in a year."""
        load.read_csv(member)
        spellings = load.con.execute(
            "SELECT supplier FROM staged_raw UNION SELECT recipient FROM staged_raw"
        ).fetchall()
        prepare(load, "supplier_cown", "recipient_cown")
        names(load.con, (row[0] for row in spellings if row[0]), "sipri_name")
        load.settle_csv(
            member,
            "measure",
            f"""'sipri-arms:' || supplier || ':' || recipient || ':' || in_years(year)
                AS measure_id, 'arms_transfer' AS kind, true AS directed, {WHOLE_YEAR},
            {_named("supplier")} AS actor, {_named("recipient")} AS target,
            TRY_CAST(value AS DOUBLE) AS value,
            'million SIPRI trend-indicator values' AS unit, 'transfers of major arms' AS text""",
            checks=(
                ("in_years(r.year) IS NULL", "year is not a year"),
                *(check for side in _SIDES for check in _side_checks(side)),
                (
                    "s.value IS NULL OR NOT isfinite(s.value) OR s.value < 0",
                    "value is not an amount",
                ),
                ("s.actor = s.target", "'both sides are ' || s.actor"),
            ),
        )


def _named(side: str) -> str:
    """SQL of the state that a name means on 1 July of the year."""
    return f"""(SELECT any_value(n.state) FROM sipri_name n WHERE n.code = r.{side}
        AND make_date(in_years(r.year), 7, 1) BETWEEN n.start AND n."end")"""


def _side_checks(side: str) -> tuple[tuple[str, str], ...]:
    named, numbered = {
        "supplier": ("s.actor", "r.state1"),
        "recipient": ("s.target", "r.state2"),
    }[side]
    name, number = f"r.{side}", f"r.{side}_cown"
    return (
        (f"coalesce({name}, '') = ''", f"{side} is missing"),
        (f"{name} LIKE '%**'", f"'{side} ' || {name} || ' is an organisation, not a state'"),
        (f"{name} LIKE '%*'", f"'{side} ' || {name} || ' is marked as not a state'"),
        (f"{name} LIKE 'Unknown %'", f"{side} is unknown"),
        (f"{named} IS NULL", f"'{side} ' || {name} || ' is no state that is known'"),
        (
            f"{number} IS NOT NULL AND {numbered} IS NULL",
            f"'no state with COW number ' || {number} || ' (' || {name} || ') in ' || r.year",
        ),
        (
            f"{number} IS NOT NULL AND {numbered} <> {named}",
            f"'{side} ' || {name} || ' is ' || {named} || ', but COW number ' || {number} || "
            f"' is ' || {numbered}",
        ),
    )


READERS = (SipriTransfers(),)
