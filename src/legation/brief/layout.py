"""What HTML and Markdown lay out alike: which rows are shown, and comparisons side by side."""

from __future__ import annotations

from collections.abc import Sequence

from legation.brief.dealings import KINDS
from legation.brief.model import Brief, Closeness, Span, Value
from legation.brief.text import plural, the
from legation.states import State

SHOWN, SHOWN_THIRD = 14, 8

Cell = tuple[Value, str, str]
Line = tuple[str, Value, list[Cell], list[str]]
Comparison = tuple[State, State, list[State], list[Line]]

_SINGULAR = {
    "alliance": "Alliance",
    "treaty": "Treaty",
    "visit": "Visit",
    "diplomatic_post": "Diplomatic post",
    "sanction": "Sanction",
    "designation": "Designation",
    "rivalry": "Rivalry",
    "dispute": "Dispute",
}


def kind_name(kind: str) -> str:
    """Give the name of one measure of a kind."""
    return _SINGULAR.get(kind, KINDS.get(kind, kind).capitalize())


def latest(spans: Sequence[Span], most: int = SHOWN) -> list[Span]:
    """Give the spans that ended or were in the data last, newest first."""
    ordered = sorted(spans, key=lambda s: (s.end or s.reach, s.start), reverse=True)
    return ordered[:most]


def tally(counts: tuple[int | None, int | None, int | None]) -> str:
    """Write yes, no and abstentions."""
    if counts == (None, None, None):
        return "not given"
    return "–".join("?" if n is None else str(n) for n in counts)


def arms_words(brief: Brief) -> str:
    """Say how much arms went each way, and when last."""
    arms = brief.dealings.arms
    parts = []
    for actor in (brief.a, brief.b):
        sent = [x for x in arms if x.actor == actor]
        if sent:
            target = sent[0].target
            total = sum(x.value for x in sent)
            years = f"{sent[0].year}–{sent[-1].year}" if len(sent) > 1 else str(sent[0].year)
            parts.append(
                f"{the(actor)} to {the(target)}: {total:,.0f} {sent[0].unit} in "
                f"{plural(len(sent), 'year')}, {years}"
            )
    return f"Arms: {'; '.join(parts)} ({arms[0].source})." if parts else ""


def comparison(brief: Brief) -> list[Comparison]:
    """Put the indicators of each state in rows, the other state and the third states in columns."""
    out: list[Comparison] = []
    for state, other in ((brief.a, brief.b), (brief.b, brief.a)):
        found = [c for c in brief.closeness if c.state == state]
        keys = dict.fromkeys((i.key, i.name) for c in found for i in c.indicators)
        held = {i.key for c in found for i in c.indicators if i.first.number or i.second.number}
        rows = [_line(key, name, found) for key, name in keys if key in held]
        if rows:
            out.append((state, other, [c.second for c in found], rows))
    return out


def _line(key: str, name: str, found: Sequence[Closeness]) -> Line:
    held = [next((i for i in c.indicators if i.key == key), None) for c in found]
    base = next(i.first for i in held if i is not None)
    cells: list[Cell] = []
    bases: list[str] = []
    for c, i in zip(found, held, strict=True):
        if i is None:
            cells.append((Value("no rows", None), "none", ""))
            continue
        tag = {"first": "farther", "second": "closer"}.get(i.closer, i.closer)
        words = {"farther": "less close", "closer": "closer", "neither": "no clear difference"}
        cells.append((i.second, tag, words.get(tag, "")))
        bases.append(f"{the(c.first)} or {the(c.second)}: {i.basis}")
    return name, base, cells, list(dict.fromkeys(bases))
