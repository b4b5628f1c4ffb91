"""What a reader is: a dataset, a test whether a file is of it, and a way into the tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from legation.record.load import Load
from legation.record.unpack import Member


@dataclass(frozen=True)
class Dataset:
    """Where rows come from, as shown wherever they are used.

    Attributes
    ----------
    key
        Short name, used in `source_id` and by `forget`.
    title, licence, citation, url
        What it is, under which terms, how to cite it, where it lives.
    """

    key: str
    title: str
    licence: str
    citation: str
    url: str


class Reader(Protocol):
    """One format of one dataset.

    A reader is stateless. `matches` looks at the name and the head of a file only. `load`
    gives every row of the file a fate through `Load`; it raises `InputError` only where the
    file as a whole cannot be read.
    """

    @property
    def dataset(self) -> Dataset:
        """The dataset the format belongs to."""

    @property
    def version(self) -> str:
        """Changes whenever the rows made from the same file change."""

    def matches(self, member: Member) -> bool:
        """Whether the file is of this format."""

    def load(self, member: Member, load: Load) -> None:
        """Read the file into the record."""
