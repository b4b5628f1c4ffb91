"""What a table of the record is: columns with their meaning, a key, and which row is shown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Column:
    """One column: its name, DuckDB type and meaning."""

    name: str
    type: str
    doc: str


@dataclass(frozen=True)
class Table:
    """One table of the record.

    Attributes
    ----------
    name
        Name as a person queries it.
    doc
        What one row is.
    columns
        Columns in order.
    key
        Columns that identify the thing a row is about, across sources.
    rank
        SQL ordering that picks the statement shown when sources give the same key;
        the first row wins, ties go to the smaller `source_id`.
    derived
        True where the rows are computed from statements instead of stored by readers.
    """

    name: str
    doc: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rank: str = ""
    derived: bool = False

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Column names in order."""
        return tuple(column.name for column in self.columns)

    @cached_property
    def types(self) -> dict[str, str]:
        """DuckDB types by column name."""
        return {column.name: column.type for column in self.columns}

    @property
    def filled(self) -> str:
        """The physical table with its columns, as an INSERT of whole rows names them.

        Named, because a table that was completed later holds them in another order.
        """
        return (
            f"{self.storage} ({', '.join(f'{chr(34)}{n}{chr(34)}' for n in self.names)}, shadowed)"
        )

    @property
    def storage(self) -> str:
        """Name of the physical table that readers fill."""
        return self.name if self.name == "reject" else f"{self.name}_statement"


def columns(spec: str) -> tuple[Column, ...]:
    """Parse lines of `name TYPE meaning`."""
    lines = (line.split(None, 2) for line in spec.splitlines() if line.strip())
    return tuple(Column(name, kind, doc) for name, kind, doc in lines)
