"""Alliances after ATOP: who is pledged to do what for whom, year by year."""

from __future__ import annotations

from legation.record.csvrows import header_of
from legation.record.load import Load
from legation.record.readers.base import Dataset
from legation.record.readers.dyad_years import DIRECTED, WHOLE_YEAR, pair_checks, prepare
from legation.record.unpack import Member

ATOP = Dataset(
    "atop",
    "Alliance Treaty Obligations and Provisions (ATOP), directed dyad-years",
    "free for research with citation; the table of peacesciencer is under GPL-2",
    "Leeds, Ritter, Mitchell and Long (2002), Alliance Treaty Obligations and Provisions, "
    "1815-1944, International Interactions 28: 237-260; version 5.1",
    "http://www.atopdata.org",
)

#: Pledges in words, by the name of the column without its prefix.
PLEDGES = {
    "defense": "defence pact",
    "offense": "offence pact",
    "neutral": "neutrality pact",
    "nonagg": "non-aggression pact",
    "consul": "consultation",
}


class AtopDyadYears:
    """Directed dyad-years as peacesciencer gives them: the first state pledges to the second."""

    dataset = ATOP
    version = "1"
    first, second = "ccode1", "ccode2"
    prefix = "atop_"

    def matches(self, member: Member) -> bool:
        """Whether the header is exactly that of the table."""
        return header_of(member) == ["ccode1", "ccode2", "year", *(f"atop_{p}" for p in PLEDGES)]

    def load(self, member: Member, load: Load) -> None:
        """Read each line as what the first state is pledged to do for the second in a year."""
        load.read_csv(member)
        prepare(load, self.first, self.second)
        columns = [self.prefix + pledge for pledge in PLEDGES]
        words = ", ".join(
            f"CASE WHEN whole({self.prefix}{p}) = 1 THEN '{text}' END"
            for p, text in PLEDGES.items()
        )
        load.settle_csv(
            member,
            "measure",
            f"""'atop:' || whole({self.first}) || ':' || whole({self.second}) || ':' || whole(year)
                AS measure_id, 'alliance' AS kind, {DIRECTED},
            {WHOLE_YEAR}, coalesce(
                nullif(concat_ws(', ', {words}), ''), 'alliance without a pledge by the actor'
            ) AS text""",
            checks=(
                *pair_checks(self.first, self.second),
                *(
                    (f"whole(r.{c}) IS NULL OR whole(r.{c}) NOT IN (0, 1)", f"{c} is not 0 or 1")
                    for c in columns
                ),
            ),
        )


class AtopOriginal(AtopDyadYears):
    """Directed dyad-years as ATOP publishes them (atop5_1ddyr.csv and its forerunners)."""

    first, second = "statea", "stateb"
    prefix = ""

    def matches(self, member: Member) -> bool:
        """Whether the header has ATOP's own columns."""
        return {"ddyad", "statea", "stateb", "year", "atopally", *PLEDGES} <= set(header_of(member))


READERS = (AtopDyadYears(), AtopOriginal())
