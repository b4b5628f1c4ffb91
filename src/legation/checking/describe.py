"""The reference page of the types of claims, made from the code.

What a type asks is the docstring of its module, what may be missing are the words of its
decisions, and verdicts and readings are those of the example sentences, put to a record.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import re
from collections.abc import Iterator
from typing import Any

from legation.checking import examples as shown
from legation.checking.checker import Checker
from legation.checking.popular import POPULAR
from legation.checking.results import VERDICTS, Verdict
from legation.checking.types import module_of
from legation.reading.claims.landmarks import landmarks
from legation.reading.results import CLAIM_TYPES
from legation.record.casebook import open_casebook

#: When each verdict is given.
WHEN = {
    "supported": "the record decides that it is so, under every binding reading that can tell",
    "refuted": "the record decides that it is not so, under every binding reading that can tell",
    "fragile": "a binding reading says otherwise than the first; the flips are shown",
    "outside_record": "a record could decide it, and this one lacks the rows; `missing` names them",
    "not_checkable": "it speaks of cause, hidden intent or worth, which no row decides",
    "pending": "it foresees what has not come to pass",
}

_SIDES = {
    "votes": "recorded votes",
    "measures": "measures (arms, alliances, sanctions, lists, memberships and the like)",
    "index": "the relation as a whole",
    "words": "whatever it speaks of",
}

_HEAD = """# Claims

Made from `legation.checking` by `python -m legation.checking.describe`.

A claim becomes a structured claim, that becomes a query, and the rows found give a verdict. How
verdicts are made: [Checking](../explanation/checking.md).

The examples are put to one of two small records, known up to 30 June 2026:

- the *casebook* that comes with the package: facts chosen by hand. It affirms, but what it does
  not hold it does not deny;
- a *made-up* record of votes, arms, sanctions and one statement between France, Brazil and India.
  **None of it happened.** It is there because rates, and the word "never", need whole sources.

The full record may say otherwise to the same sentence: it holds more.

## Verdicts

| verdict | when |
| --- | --- |
"""

_TYPES = """
## Types

The first reading gives the verdict. A *binding* reading that can tell and says otherwise makes it
fragile. A reading that is only *shown* flips nothing.

"""

_NAMES = """
## Names of resolutions

A text of the General Assembly is found by its symbol, by words of its title, and by these words
where the title does not hold them. All the words must stand in the claim; the longest name that
fits is meant. A name of two texts means one only with its day.

| words | text |
| --- | --- |
"""

_LANDMARKS = """
## Landmarks

Events that people date by ("since the Abraham Accords"). A name stands for the whole event: what
happened "since" it happened from its first day on.

| name | also | first day | last day | by |
| --- | --- | --- | --- | --- |
"""


def claims_page() -> str:
    """Write the page in Markdown."""
    rows = [f"| `{word}` | {WHEN[word]} |" for word in VERDICTS]
    checkers = {
        "casebook": Checker(open_casebook(), shown.AS_OF),
        "made": Checker(shown.made_up(), shown.AS_OF),
    }
    told: dict[Any, str] = {}
    sections = [_type(name, checkers, told) for name in CLAIM_TYPES]
    return (
        _HEAD + "\n".join(rows) + "\n" + _TYPES + "\n".join(sections) + _NAMES + _popular()
        + _LANDMARKS + _dated()
    )  # fmt: skip


def put(example: shown.Example, checkers: dict[str, Checker]) -> Verdict:
    """Put an example to its record.

    Raises
    ------
    ValueError
        If the sentence is not read as exactly one claim of the type it is to show.
    """
    checker = checkers[example.record]
    if example.text.startswith("{"):
        return checker.claim(json.loads(example.text))
    found = checker.text(example.text)
    if [one.claim["type"] for one in found] != [example.type]:
        kinds = [one.claim["type"] for one in found]
        raise ValueError(f"read as {kinds}, not as one {example.type}: {example.text}")
    return found[0]


def structured(verdict: Verdict) -> dict[str, Any]:
    """Give what was understood as a claim that can be put again."""
    parts = dict(verdict.understood)
    parts.pop("as_of", None)
    for name in ("subject", "object", "comparator"):
        more = [*parts.pop(f"{name}_groups", []), *parts.pop(f"{name}_unknown", [])]
        if more:
            parts[name] = [*parts.get(name, []), *more]
    order = ("type", "relation", "subject", "object", "comparator")
    names = [*order, *(key for key in parts if key not in order)]
    return {name: parts[name] for name in names if parts.get(name, False) is not False}


def _type(name: str, checkers: dict[str, Checker], told: dict[Any, str]) -> str:
    """Write the section of a type; `told` holds the modules that are described, and where."""
    parts = [f"### {name}\n"]
    own = [one for one in shown.examples() if one.type == name]
    sides = list(dict.fromkeys(one.side for one in own))
    for side in sides:
        module = _module(name, side)
        head = f"**About {_SIDES[side]}.** " if len(sides) > 1 else ""
        before = told.setdefault(module, f"[{name}](#{name})")
        new = name in before
        parts.append(f"{head}{_said(module) if new else f'As for {before}.'}\n")
        parts += [_example(one, checkers) for one in own if one.side == side]
        if new and (lacks := list(dict.fromkeys(_missing(module)))):
            parts.append("`outside_record` for want of:\n")
            parts.append("\n".join(f"- {lack}" for lack in lacks) + "\n")
    return "\n".join(parts)


def _module(name: str, side: str) -> Any:
    found = module_of(name, side)
    if found is None:
        raise ValueError(f"no module decides {name} about {side}")
    return importlib.import_module(f"legation.checking.types.{found}")


def _said(module: Any) -> str:
    """Give the docstring of a module, a paragraph a line, without its marks of quotation."""
    paragraphs = inspect.cleandoc(module.__doc__ or "").split("\n\n")
    return "\n\n".join(" ".join(part.split()) for part in paragraphs)


def _example(example: shown.Example, checkers: dict[str, Checker]) -> str:
    verdict = put(example, checkers)
    where = "the made-up record" if example.record == "made" else "the casebook"
    said = f"> {example.text}\n\n" if not example.text.startswith("{") else ""
    claim = json.dumps(structured(verdict), ensure_ascii=False)
    explained = verdict.explanation or f"The record cannot tell: {verdict.missing}."
    rows = [
        f"| {_cell(one.variation)} | {'binding' if one.binding else 'shown'} | `{one.verdict}` |"
        for one in verdict.readings
    ]
    table = "\n".join(["| reading | | verdict |", "| --- | --- | --- |", *rows, ""])
    return (
        f"{said}```json\n{_wrapped(claim)}\n```\n\n"
        f"On {where}: **`{verdict.verdict}`**. {_cell(explained)}\n\n{table}"
    )


def _wrapped(claim: str) -> str:
    """Break a claim into lines, so that none of them runs out of sight."""
    lines, rest = [], claim
    # Only before a name or a text: a comma inside a text is no place to break JSON.
    while len(rest) > 96 and ', "' in rest[:96]:
        at = rest.rindex(', "', 0, 96) + 1
        lines.append(rest[:at])
        rest = " " + rest[at:].lstrip()
    return "\n".join([*lines, rest])


def _missing(module: Any) -> Iterator[str]:
    """Give what the decisions of a module, and of the functions it calls, may find missing."""
    tree = ast.parse(inspect.getsource(module))
    yield from _words(tree)
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("legation.checking"):
            for alias in node.names:
                value = getattr(module, alias.name, None)
                if inspect.isfunction(value):
                    yield from _words(ast.parse(inspect.getsource(value)))


def _words(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "missing":
            yield from _text(node.value)
        if isinstance(node, ast.Assign) and any(
            isinstance(name, ast.Name) and name.id == "missing" for name in node.targets
        ):
            yield from _text(node.value)


def _text(node: ast.expr) -> Iterator[str]:
    """Give the words of a text in code, with … for what is filled in."""
    if isinstance(node, ast.BinOp):
        yield from _text(node.left)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield _cell(node.value)
    elif isinstance(node, ast.JoinedStr):
        parts = [p.value if isinstance(p, ast.Constant) else "…" for p in node.values]
        words = re.sub(r"['’]?…['’]?(?:[:,;]? …)*", "…", "".join(map(str, parts)))
        yield _cell(words)


def _popular() -> str:
    return "\n".join(f"| {words} | `{symbol}` |" for words, symbol, *_ in POPULAR) + "\n"


def _dated() -> str:
    names: dict[Any, list[str]] = {}
    for entries in landmarks().values():
        for words, found in entries:
            names.setdefault(found, []).append(" ".join(words))
    rows = []
    for found in sorted(names, key=lambda one: (one.start, one.name)):
        also = sorted({_joined(name) for name in names[found]} - {found.name.lower()})
        last = "" if found.end is None else found.end
        rows.append(
            f"| {found.name} | {', '.join(also)} | {found.start} | {last} | {_cell(found.source)} |"
        )
    return "\n".join(rows) + "\n"


def _joined(words: str) -> str:
    """Put the words of a name together again as they are written."""
    return re.sub(r" ([-/]) ", r"\1", words).replace(" '", "'")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    import sys

    sys.stdout.write(claims_page())
