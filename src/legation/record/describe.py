"""The reference page of the tables, made from their definition."""

from __future__ import annotations

from legation.record.schema import DERIVED, MEASURE_KINDS, TABLES

_HEAD = """# Tables

Made from `legation.record.schema` by `python -m legation.record.describe`.

Every table can be queried (`Record.query`), exported (`legation export TABLE`) and traced: each
row carries the `source_id` of the file that stated it. Where several sources speak of the same
thing, one row is shown and the others are kept beside it.
"""


def tables_page() -> str:
    """Write the page in Markdown."""
    parts = [_HEAD]
    for table in TABLES.values():
        parts.append(f"\n## `{table.name}`\n\nOne row: {table.doc}.")
        if table in DERIVED:
            parts.append("Derived from the statements of all sources.")
        if table.key:
            parts.append(f"Key: {', '.join(f'`{k}`' for k in table.key)}.")
        if table.name == "measure":
            parts.append(f"Kinds: {', '.join(MEASURE_KINDS)}.")
        parts.append("\n| column | type | meaning |\n| --- | --- | --- |")
        parts += [f"| `{c.name}` | {c.type} | {c.doc} |" for c in table.columns]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    import sys

    sys.stdout.write(tables_page())
