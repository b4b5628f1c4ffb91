"""Tables as files: CSV or Parquet, with a Data Package descriptor beside them."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Collection
from pathlib import Path
from typing import Any

import duckdb

from legation.errors import InputError, UnknownNameError
from legation.record.schema import TABLES
from legation.record.store import Record
from legation.record.table import Table

#: Endings of files that tables are written to, and how the store writes them.
FORMATS = {
    ".csv": "(FORMAT csv, HEADER)",
    ".parquet": "(FORMAT parquet, COMPRESSION zstd)",
}
_TYPES = {
    "VARCHAR": "string",
    "VARCHAR[]": "string",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "DOUBLE": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
}
LIST_SEPARATOR = "; "


def export(record: Record, table: str, path: str | os.PathLike[str]) -> Path:
    """Write a table of the record to a file, and its descriptor beside it.

    Parameters
    ----------
    record
        The record.
    table
        Name of a table, as in `legation status`.
    path
        File to write, ending in .csv or .parquet. In CSV, lists are joined with a semicolon
        and rows are sorted by the table's key, so that equal records give equal files.

    Returns
    -------
    Path
        The descriptor: `NAME.datapackage.json` (Data Package, Tabular Data Resource).

    Raises
    ------
    UnknownNameError
        If there is no such table.
    InputError
        If the ending is unknown or the file cannot be written.
    """
    if table not in TABLES:
        raise UnknownNameError(f"no table '{table[:60]}'; there are {', '.join(TABLES)}")
    target = Path(path).expanduser()
    if target.suffix.lower() not in FORMATS:
        raise InputError(f"{target.name} ends in neither .csv nor .parquet; choose one of them")
    definition = TABLES[table]
    csv = target.suffix.lower() == ".csv"
    columns = ", ".join(
        f'array_to_string("{c.name}", \'{LIST_SEPARATOR}\') AS "{c.name}"'
        if csv and c.type == "VARCHAR[]"
        else f'"{c.name}"'
        for c in definition.columns
    )
    order = ", ".join(f'"{k}"' for k in definition.key) or "ALL"
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        record.con.execute(
            f"COPY (SELECT {columns} FROM {table} ORDER BY {order}) "
            f"TO '{str(part).replace(chr(39), chr(39) * 2)}' {FORMATS[target.suffix.lower()]}"
        )
        part.replace(target)
        used = _sources_of(record, definition)
        descriptor = describe(record, definition, target, used)
    except (OSError, duckdb.IOException) as error:
        with contextlib.suppress(OSError):
            part.unlink()
        raise InputError(f"{target} cannot be written; check the folder and its rights") from error
    return descriptor


def _sources_of(record: Record, table: Table) -> set[str]:
    """Give the sources that state the rows of a table; what a person kept has none."""
    if "source_id" not in table.names:
        return set()
    rows = record.query(f"SELECT DISTINCT source_id FROM {table.name}")
    return {row["source_id"] for row in rows}


def describe(record: Record, table: Table, path: Path, used: Collection[str]) -> Path:
    """Write the descriptor of an exported table beside it, with the sources it was made from."""
    descriptor = path.with_name(f"{path.stem}.datapackage.json")
    package = json.dumps(_package(record, table, path, used), indent=2, ensure_ascii=False)
    descriptor.write_text(package + "\n", encoding="utf-8")
    return descriptor


def _package(record: Record, table: Table, path: Path, used: Collection[str]) -> dict[str, Any]:
    """Describe one table after the Data Package standard, with its sources."""
    sources = [s for s in record.sources() if s["source_id"] in used]
    csv = path.suffix.lower() == ".csv"
    package: dict[str, Any] = {
        "name": f"legation-{table.name}".replace("_", "-"),
        "title": f"Legation: {table.doc}",
        "version": record.snapshot(),
        "resources": [
            {
                "name": table.name.replace("_", "-"),
                "path": path.name,
                "format": "csv" if csv else "parquet",
                "mediatype": "text/csv" if csv else "application/vnd.apache.parquet",
                "schema": {
                    "fields": [
                        {
                            "name": c.name,
                            "type": "array"
                            if not csv and c.type == "VARCHAR[]"
                            else _TYPES[c.type],
                            "description": c.doc,
                        }
                        for c in table.columns
                    ],
                    **({"primaryKey": list(table.key)} if table.key else {}),
                },
            }
        ],
    }
    if csv:
        package["profile"] = "tabular-data-package"
        package["resources"][0] |= {"profile": "tabular-data-resource", "encoding": "utf-8"}
    if sources:
        package["sources"] = [{"title": s["citation"], "path": s["url"]} for s in sources]
        package["description"] = "Terms of the sources: " + "; ".join(
            sorted({f"{s['name']}: {s['licence']}" for s in sources})
        )
    return package
