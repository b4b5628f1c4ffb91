"""The reference page of the Python face, made from signatures and docstrings."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import re
from collections.abc import Iterator
from typing import Any

_HEAD = """# Python

Made from signatures and docstrings by `python -m legation.cli.describe_python`.

```python
import legation

with legation.open("record.duckdb") as record:
    print(legation.relations.agreement(record, "Russia", "Israel", start=2020, end=2025))
```

`legation.open` is `legation.record.open_record`. Rooms load on first use. Results are frozen;
functions change nothing but what they are given to change, and only `legation.record` writes to
a record. How to work with all this: [Ask in Python](../how-to/ask-in-python.md).
"""

#: Public modules, and their names where the module does not list them in `__all__`.
PAGES: dict[str, tuple[str, ...]] = {
    "legation.errors": ("LegationError", "InputError", "RecordError", "UnknownNameError"),
    "legation.record": (),
    "legation.record.casebook": ("open_casebook",),
    "legation.record.export": ("export",),
    "legation.record.reductions": ("pair_months", "reduce_events", "conform", "PAIR_MONTHS"),
    "legation.record.sync": (),
    "legation.reading": (),
    "legation.reading.batch": ("read_all",),
    "legation.reading.engines": ("Engine", "engine"),
    "legation.reading.marked": ("html", "write"),
    "legation.reading.output": ("as_dict",),
    "legation.reading.scoring": (),
    "legation.reading.storing": ("Kept", "store", "waiting"),
    "legation.relations": (),
    "legation.relations.index": (),
    "legation.relations.ideal": (),
    "legation.relations.breaks": (),
    "legation.relations.observations": (),
    "legation.relations.export": ("COMPUTED", "break_row", "export"),
    "legation.balance": (),
    "legation.checking": (),
    "legation.checking.batch": ("Written", "check_lines"),
    "legation.checking.given": ("as_given", "in_words"),
    "legation.checking.predictions": ("Decided", "due", "prediction_of"),
    "legation.checking.claimreview": ("claim_review",),
    "legation.checking.annotation": ("annotation", "collection"),
    "legation.checking.feed": ("feed",),
    "legation.narratives": (),
    "legation.narratives.attitudes": ("Attitude", "Attitudes", "attitudes"),
    "legation.narratives.happenings": ("Happening", "Happenings", "happenings"),
    "legation.narratives.initial": ("initial",),
    "legation.narratives.documents": ("Documents", "documents"),
    "legation.brief": (),
    "legation.brief.verdict_page": ("verdict_page",),
    "legation.states": (),
    "legation.states.groups": (
        "Group",
        "Membership",
        "all_groups",
        "find",
        "group",
        "groups_of",
        "load_groups",
        "members",
        "memberships",
    ),
    "legation.states.leaders": ("OFFICES", "OfficeHolder", "all_holders", "find", "holders"),
    "legation.states.metonyms": ("KINDS", "Metonym", "all_metonyms", "find"),
}
_SECTION = re.compile(r"^([A-Z][A-Za-z ]+)\n-{3,}\n", re.MULTILINE)
_LISTED = ("Parameters", "Attributes", "Raises", "Returns")


def python_page() -> str:
    """Write the page in Markdown."""
    parts = [_HEAD]
    for name in PAGES:
        module = importlib.import_module(name)
        first = inspect.cleandoc(module.__doc__ or "").split("\n\n")[0]
        parts.append(f"## `{name}`\n\n{first}\n")
        for member in names(name):
            parts += _member(member, getattr(module, member))
    return "\n".join(parts)


def names(module: str) -> list[str]:
    """Give the public names of a module of the page, sorted."""
    listed = PAGES[module] or importlib.import_module(module).__all__
    return sorted(listed, key=str.lower)


def _member(name: str, value: Any) -> Iterator[str]:
    yield f"### `{name}`\n"
    if inspect.isclass(value):
        yield _doc(value)
        yield from _class(value)
    elif callable(value):
        yield f"```python\n{_signature(name, value)}\n```\n"
        yield _doc(value)
    elif isinstance(value, dict | tuple):
        yield f"One of: {', '.join(f'`{_word(key)}`' for key in value)}.\n"
    else:
        yield f"A `{type(value).__module__.split('.')[0]}` {type(value).__name__.lower()}.\n"


def _word(key: Any) -> str:
    """Name an entry of a table, by its own name where it has one."""
    return str(getattr(key, "name", key))


def _class(value: type) -> Iterator[str]:
    told = inspect.getdoc(value) or ""
    if dataclasses.is_dataclass(value) and "Attributes\n---" not in told:
        fields = [f.name for f in dataclasses.fields(value) if not f.name.startswith("_")]
        yield f"Fields: {', '.join(f'`{f}`' for f in fields)}.\n"
    elif issubclass(value, tuple) and hasattr(value, "_fields"):
        yield f"Fields: {', '.join(f'`{f}`' for f in value._fields)}.\n"
    own = [
        (name, found)
        for name, found in vars(value).items()
        if not name.startswith("_") and (inspect.isfunction(found) or isinstance(found, property))
    ]
    for name, found in own:
        if isinstance(found, property):
            said = (inspect.getdoc(found) or "").split("\n")[0]
            yield f"- `{name}`: {said}"
        else:
            said = (inspect.getdoc(found) or "").split("\n\n")[0].replace("\n", " ")
            call = " ".join(_signature(name, found).split())
            call = call.replace("( ", "(").replace(", )", ")").replace("(self, ", "(")
            yield f"- `{call.replace('(self)', '()')}`: {said}"
    if own:
        yield ""


def _signature(name: str, value: Any) -> str:
    signature = str(inspect.signature(value)).replace("'", "")
    line = f"{name}{signature}"
    if len(line) <= 88:
        return line
    inside, arrow, result = signature.rpartition(") -> ")
    parameters = _split(inside.removeprefix("("))
    lines = "".join(f"    {parameter},\n" for parameter in parameters)
    return f"{name}(\n{lines}){arrow.removeprefix(')')}{result}"


def _split(text: str) -> list[str]:
    """Split parameters at commas outside brackets."""
    parts, depth, last = [], 0, 0
    for i, character in enumerate(text):
        depth += (character in "[(") - (character in "])")
        if character == "," and not depth:
            parts.append(text[last:i].strip())
            last = i + 1
    return [*parts, text[last:].strip()]


def _doc(value: Any) -> str:
    """Turn a NumPy docstring into Markdown."""
    text = inspect.cleandoc(value.__doc__ or "")
    pieces = _SECTION.split(text)
    out = [pieces[0].strip() + "\n"]
    for title, body in zip(pieces[1::2], pieces[2::2], strict=True):
        out.append(f"**{title}**\n")
        if title == "Examples":
            out.append(f"```pycon\n{body.strip().replace('  # doctest: +SKIP', '')}\n```\n")
        elif title in _LISTED:
            out.append("\n".join(_entries(body, code=title != "Returns")) + "\n")
        else:
            out.append(body.strip() + "\n")
    return "\n".join(out)


def _entries(body: str, *, code: bool) -> Iterator[str]:
    """Yield one list item per entry: a line without indent, and what it says below it."""
    for entry in re.split(r"\n(?=\S)", body.strip("\n")):
        head, _, rest = entry.partition("\n")
        said = inspect.cleandoc(rest).replace("\n", "\n  ").strip()
        label = ", ".join(f"`{word.strip()}`" for word in head.split(",")) if code else head
        yield f"- {label}: {said}" if said else f"- {label}"


if __name__ == "__main__":
    import sys

    sys.stdout.write(python_page())
