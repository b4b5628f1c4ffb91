"""The reference page of the readers, made from the list in which they are asked."""

from __future__ import annotations

import importlib
import inspect

from legation.record.readers import READERS
from legation.record.readers.base import Dataset, Reader

_HEAD = """# Readers

Made from `legation.record.readers.READERS` by `python -m legation.record.readers.describe`.

A file is recognised by its content (for some formats also by its name), never by where it came
from. It is read by the first reader below that knows it. Compressed files (gzip, bzip2, xz) and
archives (zip, tar) are unpacked first, and each file inside is recognised by itself.

How the tables of measures are read: [Readers of lasting measures](readers-measures.md). A table of
your own: [Bring your own source](../how-to/bring-your-own-source.md).

| dataset | one file holds | recognised by |
| --- | --- | --- |
"""
_RIGHTS = """
## Licences and citations

The terms are the sources' own. Legation holds none of their data and passes none on; every row of
a record, every export and every brief names the datasets it was made from.

"""


def readers_page() -> str:
    """Write the page in Markdown."""
    rows = [_row(reader) for reader in READERS]
    datasets = {reader.dataset.key: reader.dataset for reader in READERS}
    return _HEAD + "\n".join(rows) + "\n" + _RIGHTS + "\n".join(map(_rights, datasets.values()))


def _row(reader: Reader) -> str:
    module = type(reader).__module__
    said = _first(type(reader).__doc__)
    if said.startswith("Reader of"):
        alone = sum(type(r).__module__ == module for r in READERS) == 1
        told = said.removeprefix("Reader of ").removeprefix("the ")
        said = _first(importlib.import_module(module).__doc__) if alone else told
    knows = _first(type(reader).matches.__doc__).removeprefix("Whether ").rstrip(".")
    return f"| `{reader.dataset.key}` | {said[:1].upper()}{said[1:]} | {knows} |"


def _rights(dataset: Dataset) -> str:
    home = f" <{dataset.url}>" if dataset.url else ""
    return (
        f"`{dataset.key}`\n: {dataset.title}. *Terms:* {dataset.licence}. "
        f"*Cite:* {dataset.citation.rstrip('.')}.{home}\n"
    )


def _first(text: str | None) -> str:
    """Give the first paragraph of a docstring on one line."""
    return inspect.cleandoc(text or "").split("\n\n")[0].replace("\n", " ").replace("|", "\\|")


if __name__ == "__main__":
    import sys

    sys.stdout.write(readers_page())
