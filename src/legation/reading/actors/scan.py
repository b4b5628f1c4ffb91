"""A page while mentions are looked for, and how a mention is made."""

from __future__ import annotations

from dataclasses import dataclass, field

from legation.reading.actors.naming import Named
from legation.reading.page import Mention, Page


@dataclass(slots=True)
class Scan:
    """A page while mentions are looked for; `end` is where the sentence looked at ends."""

    page: Page
    keys: list[str]
    end: int = 0
    sentence: int = 0
    _vocabulary: list[frozenset[str]] = field(default_factory=list)

    @property
    def vocabulary(self) -> frozenset[str]:
        """All words of the page."""
        if not self._vocabulary:
            self._vocabulary.append(frozenset(self.keys))
        return self._vocabulary[0]

    def move(self, at: int) -> None:
        """Look at the sentence that holds the word `at`, further on."""
        sentences = self.page.sentences
        while at >= sentences[self.sentence].last:
            self.sentence += 1
        self.end = sentences[self.sentence].last


@dataclass(slots=True)
class Base:
    """What a mention begins with: a name, what it stands for, and where it ends."""

    first: int
    last: int
    state: str | None
    kind: str
    name: str
    office: str | None = None


def person(scan: Scan, first: int, named: Named, state: str | None, title: str | None) -> Mention:
    """Give the mention of a person, from the words before the name on."""
    page = scan.page
    start, end = page.starts[first], page.ends[named.last - 1]
    office = title or named.office
    return Mention(
        first, named.last, start, end, named.state or state, named.kind, named.name, office
    )


def named_only(scan: Scan, base: Base) -> Mention:
    """Give the mention of a name with nothing behind it."""
    return plain(scan, base.first, base.last, base.state, base.kind, base.name, base.office)


def plain(
    scan: Scan,
    first: int,
    last: int,
    state: str | None,
    kind: str,
    name: str | None = None,
    office: str | None = None,
) -> Mention:
    """Give the mention of `words[first:last]`; its name is its words where none is given."""
    page = scan.page
    start, end = page.starts[first], page.ends[last - 1]
    return Mention(first, last, start, end, state, kind, name or page.text[start:end], office)
