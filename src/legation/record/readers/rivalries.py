"""Strategic rivalries after Thompson and Dreyer."""

from __future__ import annotations

from legation.record.csvrows import header_of
from legation.record.load import Load
from legation.record.readers.base import Dataset
from legation.record.readers.dyad_years import UNDIRECTED, pair_checks, prepare
from legation.record.unpack import Member

#: The data run to this year; a rivalry that reaches it had not ended.
COVERED_TO = 2010


class Rivalries:
    """One strategic rivalry a line, with first and last year and its types."""

    dataset = Dataset(
        "td-rivalries",
        "Strategic rivalries, 1494-2010 (Thompson and Dreyer)",
        "free for research with citation; the table of peacesciencer is under GPL-2",
        "Thompson and Dreyer (2012), Handbook of International Rivalries, 1494-2010, CQ Press",
        "https://svmiller.com/peacesciencer/reference/td_rivalries.html",
    )
    version = "1"

    def matches(self, member: Member) -> bool:
        """Whether the header is exactly that of the table."""
        return header_of(member) == (
            [
                "rivalryno",
                "rivalryname",
                "ccode1",
                "ccode2",
                "styear",
                "endyear",
                "region",
                "type1",
                "type2",
                "type3",
            ]
        )

    def load(self, member: Member, load: Load) -> None:
        """Read each line as one rivalry between the states that had the numbers when it began."""
        load.read_csv(member)
        prepare(load, year="styear")
        load.settle_csv(
            member,
            "measure",
            f"""'td-rivalries:' || whole(rivalryno) AS measure_id, 'rivalry' AS kind,
            {UNDIRECTED}, make_date(in_years(styear), 1, 1) AS start,
            CASE WHEN whole(endyear) <> {COVERED_TO}
                THEN make_date(in_years(endyear), 12, 31) END AS "end", 'year' AS precision,
            'strategic rivalry: ' || concat_ws(', ', type1, type2, type3) || CASE
                WHEN whole(endyear) = {COVERED_TO} THEN '; went on in {COVERED_TO}, where the '
                'data end' ELSE '' END AS text""",
            checks=(
                ("whole(r.rivalryno) IS NULL", "rivalryno is not a number"),
                *pair_checks(year="styear"),
                ("in_years(r.endyear) IS NULL", "endyear is not a year"),
                ("whole(r.endyear) < whole(r.styear)", "ends before it begins"),
            ),
        )


READERS = (Rivalries(),)
