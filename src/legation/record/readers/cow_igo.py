"""Memberships of two states in the same intergovernmental organisations, by year."""

from __future__ import annotations

from legation.record.csvrows import header_of
from legation.record.load import Load
from legation.record.readers.base import Dataset
from legation.record.readers.dyad_years import UNDIRECTED, WHOLE_YEAR, pair_checks, prepare
from legation.record.unpack import Member


class CowIgoDyadYears:
    """How many intergovernmental organisations both states of a pair belong to in a year."""

    dataset = Dataset(
        "cow-igo",
        "Correlates of War: intergovernmental organisations, shared by pairs of states",
        "free for research with citation; the table of peacesciencer is under GPL-2",
        "Pevehouse, Nordstrom, McManus and Jamison (2020), Tracking Organizations in the World: "
        "The Correlates of War IGO Version 3.0 datasets, Journal of Peace Research 57: 492-503",
        "https://correlatesofwar.org/data-sets/igos/",
    )
    version = "1"

    def matches(self, member: Member) -> bool:
        """Whether the header is exactly that of the table."""
        return header_of(member) == ["ccode1", "ccode2", "year", "dyadigos"]

    def load(self, member: Member, load: Load) -> None:
        """Read each line as one pair of states in one year."""
        load.read_csv(member)
        prepare(load)
        load.settle_csv(
            member,
            "measure",
            f"""'cow-igo:' || whole(ccode1) || ':' || whole(ccode2) || ':' || whole(year)
                AS measure_id, 'shared_igo' AS kind, {UNDIRECTED}, {WHOLE_YEAR},
            whole(dyadigos) AS value, 'organisations' AS unit,
            'intergovernmental organisations to which both belong' AS text""",
            checks=(
                *pair_checks(),
                ("s.value IS NULL OR s.value < 0", "dyadigos is not a number of organisations"),
            ),
        )


READERS = (CowIgoDyadYears(),)
