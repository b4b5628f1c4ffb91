"""Threats and impositions of economic sanctions after TIES, version 4, from its .xls file."""

from __future__ import annotations

import io
from itertools import zip_longest

import xlrd

from legation.errors import InputError
from legation.record.load import Load
from legation.record.readers.base import Dataset
from legation.record.readers.ties_cases import COLUMNS, Cells, measures, whole
from legation.record.staging import REPEATS
from legation.record.unpack import Member

SIZE_LIMIT = 64 * 1024**2
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class TiesSanctions:
    """Cases of TIES: a row gives a measure for each sending state, threat and imposition."""

    dataset = Dataset(
        "ties",
        "Threat and Imposition of Economic Sanctions (TIES), version 4",
        "free for research with citation",
        "Morgan, Bapat and Kobayashi (2014), Threat and imposition of economic sanctions "
        "1945-2005: Updating the TIES dataset, Conflict Management and Peace Science 31: 541-558",
        "https://sanctions.web.unc.edu",
    )
    version = "1"

    def matches(self, member: Member) -> bool:
        """Whether it is an .xls file whose head has a column name that only TIES has."""
        return member.head.startswith(_OLE) and b"sancimpositionstart" in member.head

    def load(self, member: Member, load: Load) -> None:
        """Read each row of the sheet as one case."""
        cases: dict[int, Cells] = {}
        for number, cells in _rows(member):
            case = whole(cells.get("caseid"))
            raw = ", ".join(f"{name} {value}" for name, value in cells.items())
            if case is None:
                load.reject(f"row {number}", "caseid is missing or not a number", raw)
                continue
            locator = f"row {number}, case {case}"
            if cases.setdefault(case, cells) != cells:
                load.reject(locator, REPEATS, raw)
                continue
            rows, problem = measures(case, cells)
            if problem:
                load.reject(locator, problem, raw)
            else:
                first, *more = ({**row, "locator": f"case {case}"} for row in rows)
                load.store("measure", first, *(("measure", row) for row in more))


def _rows(member: Member) -> list[tuple[int, Cells]]:
    """Give the number and the cells of every row below the header that is not empty."""
    if (size := member.path.stat().st_size) > SIZE_LIMIT:
        raise InputError(
            f"{member.name} has {size:,} bytes, more than the {SIZE_LIMIT:,} that an .xls file of "
            "TIES may have; check that it is the right file"
        )
    try:
        found = [rows for rows in _sheets(member) if rows]
    except Exception as error:  # a damaged file makes xlrd stumble in any way there is
        what = " ".join(str(error).split())[:200] or type(error).__name__
        raise InputError(
            f"{member.name} cannot be read as .xls ({what}); fetch it again"
        ) from error
    for rows in found:
        header = [str(cell or "").strip().lower() for cell in rows[0]]
        if set(COLUMNS) <= set(header):
            below = (_cells(header, row) for row in rows[1:])
            return [(n, cells) for n, cells in enumerate(below, 2) if cells]
    raise InputError(f"{member.name} has no sheet with the columns of TIES; fetch it again")


def _sheets(member: Member) -> list[list[list[float | str | None]]]:
    """Give the sheets of a workbook as rows of numbers and texts; anything else is null."""
    book = xlrd.open_workbook(
        file_contents=member.path.read_bytes(), logfile=io.StringIO(), ragged_rows=True
    )
    kept = (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_TEXT)
    return [
        [
            [cell.value if cell.ctype in kept else None for cell in sheet.row(number)]
            for number in range(sheet.nrows)
        ]
        for sheet in book.sheets()
    ]


def _cells(header: list[str], row: list[float | str | None]) -> Cells:
    """Give the cells that hold something, by column; those beyond the header by number."""
    pairs = enumerate(zip_longest(header, row))
    return {name or f"column{i}": value for i, (name, value) in pairs if value not in (None, "")}


READERS = (TiesSanctions(),)
