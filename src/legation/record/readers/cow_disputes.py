"""Militarised interstate disputes, by pair and year: Correlates of War, and Gibler and others."""

from __future__ import annotations

from legation.record.csvrows import header_of
from legation.record.load import Load
from legation.record.readers.base import Dataset
from legation.record.readers.dyad_years import DIRECTED, pair_checks, prepare
from legation.record.unpack import Member

COW_MID = Dataset(
    "cow-mid",
    "Correlates of War: militarised interstate disputes, directed dyad-years",
    "free for research with citation; the tables of peacesciencer are under GPL-2",
    "Palmer, McManus, D'Orazio, Kenwick, Karstens, Bloch, Dietrich, Kahn, Ritter and Soules "
    "(2022), The MID5 Dataset, 2011-2014, Conflict Management and Peace Science 39: 470-482",
    "https://correlatesofwar.org/data-sets/mids/",
)
GML_MID = Dataset(
    "gml-mid",
    "Gibler, Miller and Little: militarised interstate disputes, directed dyad-years",
    "free for research with citation; the table of peacesciencer is under GPL-2",
    "Gibler, Miller and Little (2016), An Analysis of the Militarized Interstate Dispute (MID) "
    "Dataset, 1816-2001, International Studies Quarterly 60: 719-730",
    "https://internationalconflict.ua.edu/data-download/",
)

#: Levels of hostility of the codebook of the Correlates of War.
LEVELS = {
    1: "no militarised action",
    2: "threat of force",
    3: "display of force",
    4: "use of force",
    5: "war",
}
#: Highest actions of the same codebook.
ACTIONS = {
    1: "threat to use force",
    2: "threat to blockade",
    3: "threat to occupy territory",
    4: "threat to declare war",
    5: "threat to use weapons of mass destruction",
    6: "threat to join a war",
    7: "show of force",
    8: "alert",
    9: "nuclear alert",
    10: "mobilisation",
    11: "fortified border",
    12: "border violation",
    13: "blockade",
    14: "occupation of territory",
    15: "seizure",
    16: "attack",
    17: "clash",
    18: "declaration of war",
    19: "use of weapons of mass destruction",
    20: "began an interstate war",
    21: "joined an interstate war",
}

_DYAD = ("dispnum", "ccode1", "ccode2", "year")
_SIDES = ("sidea1", "sidea2")
_ACTS = ("hiact1", "hiact2", "hostlev1", "hostlev2", "orig1", "orig2")
_FATALITIES = ("fatality1", "fatality2", "fatalpre1", "fatalpre2")
_NEVER = "NULL::INTEGER"


class CowDisputes:
    """All disputes of every pair, with years only (peacesciencer's cow_mid_dirdisps)."""

    dataset = COW_MID
    version = "1"
    header: tuple[str, ...] = (
        *_DYAD,
        "dispongoing",
        "disponset",
        *_SIDES,
        *_FATALITIES,
        *_ACTS,
    )
    #: SQL of the month in which the dispute began and ended for the pair, where known.
    begins, ends = _NEVER, _NEVER

    def matches(self, member: Member) -> bool:
        """Whether the header is exactly that of the table."""
        return tuple(header_of(member)) == self.header

    def load(self, member: Member, load: Load) -> None:
        """Read each line as what the first state did to the second in a dispute."""
        load.read_csv(member)
        prepare(load)
        load.settle_csv(
            member,
            "measure",
            f"""'{self.dataset.key}:' || whole(dispnum) || ':' || whole(ccode1) || ':'
                || whole(ccode2) || ':' || whole(year) AS measure_id,
            'dispute' AS kind, {DIRECTED}, {self._days()}, whole(hostlev1) AS value,
            'hostility level of the actor, 1 to 5' AS unit, {_words("hostlev1", LEVELS)}
                || coalesce(': ' || {_words("hiact1", ACTIONS)}, '') AS text""",
            checks=(
                ("whole(r.dispnum) IS NULL", "dispnum is not a number"),
                *pair_checks(),
                (
                    "s.value IS NULL OR s.value NOT BETWEEN 1 AND 5",
                    "hostlev1 is not a level of hostility from 1 to 5",
                ),
            ),
        )

    def _days(self) -> str:
        """SQL of start, end and precision.

        The months are those of the dispute as a whole. They hold for a pair only where it was
        in the dispute from its first day (`orig`) or alone in it to its last, and make the row
        exact to the month only if neither of its ends is left open within the year.
        """
        dyad = (
            "OVER (PARTITION BY whole(dispnum), whole(ccode1), whole(ccode2) ORDER BY whole(year))"
        )
        return f"""{self.begins} AS begins, {self.ends} AS ends,
            coalesce(lag(whole(year)) {dyad} = whole(year) - 1, false) AS goes_on_from,
            coalesce(lead(whole(year)) {dyad} = whole(year) + 1, false) AS goes_on_to,
            make_date(in_years(year), coalesce(begins, 1), 1) AS start,
            CASE WHEN coalesce(begins, 1) <= ends
                THEN last_day(make_date(in_years(year), ends, 1))
                ELSE make_date(in_years(year), 12, 31) END AS "end",
            CASE WHEN coalesce(begins, ends) IS NOT NULL
                AND (begins IS NOT NULL OR goes_on_from)
                AND (coalesce(begins, 1) <= ends OR (ends IS NULL AND goes_on_to))
                THEN 'month' ELSE 'year' END AS precision"""


_FIRST_YEAR = "whole(year) = min(whole(year)) OVER (PARTITION BY whole(dispnum))"
_LAST_YEAR = "whole(year) = max(whole(year)) OVER (PARTITION BY whole(dispnum))"


def _begins(onset: str) -> str:
    """SQL of the month in which a dispute began, in the rows of its originators' first year."""
    return f"""CASE WHEN whole(orig1) = 1 AND whole(orig2) = 1 AND whole({onset}) = 1
        AND {_FIRST_YEAR} AND whole(stmon) BETWEEN 1 AND 12 THEN whole(stmon) END"""


class CowDisputeDyadYears(CowDisputes):
    """One dispute for each pair and year, with its first month (cow_mid_ddydisps).

    Its rows are rows of `cow_mid_dirdisps` and share their identifiers.
    """

    header = (
        *_DYAD,
        "cowmidongoing",
        "cowmidonset",
        *_SIDES,
        *_FATALITIES,
        *_ACTS,
        *("fatality", "hostlev", "mindur", "maxdur", "recip", "stmon"),
    )
    begins = _begins("cowmidonset")


class GmlDisputes(CowDisputes):
    """The disputes as revised by Gibler, Miller and Little, with first and last month."""

    dataset = GML_MID
    header = (
        *_DYAD,
        "midongoing",
        "midonset",
        *_SIDES,
        *("revstate1", "revstate2", "revtype11", "revtype12", "revtype21", "revtype22"),
        *_FATALITIES,
        *_ACTS,
        *("hiact", "hostlev", "mindur", "maxdur", "outcome", "settle", "fatality", "fatalpre"),
        *("stmon", "endmon", "recip", "numa", "numb", "ongo2010", "version"),
    )
    begins = _begins("midonset")
    ends = f"""CASE WHEN whole(numa) = 1 AND whole(numb) = 1 AND whole(ongo2010) = 0
        AND {_LAST_YEAR} AND whole(endmon) BETWEEN 1 AND 12 THEN whole(endmon) END"""


def _words(column: str, names: dict[int, str]) -> str:
    """SQL of the words for a code."""
    cases = " ".join(f"WHEN {code} THEN '{text}'" for code, text in names.items())
    return f"CASE whole({column}) {cases} END"


READERS = (CowDisputes(), CowDisputeDyadYears(), GmlDisputes())
