"""The reference page of the commands, made from the program itself so that it cannot drift."""

from __future__ import annotations

import inspect
import typing
from pathlib import Path

from cyclopts import App, Argument

from legation.cli.app import app

_HEAD = """# Commands

Made from the program by `python -m legation.cli.describe`.

States may be given by any name or code that [`legation states`](#legation-states-name-options)
understands: `Russia`, `RUS`, `365`, `Россия`. Every command answers `--help`.

## What every command does alike

**Output.** The answer goes to standard output, remarks and errors to standard error. With `--json`
standard output is one JSON document, described in [the JSON faces](json.md).

**Exit status.**

- `0`: done.
- `1`: done, but something expected is missing: `sync` with gaps, a text that could not be read.
- `2`: not usable: a wrong word, name, file or record. One line on standard error says what is
  wrong, where, and what to do.
- `130`: interrupted. Files added before are kept; nothing of the file that was being added is in
  the record.

**Environment.**

- `LEGATION_RECORD`: file of the record where `--record` is not given; without both it is
  `record.duckdb` in the platform's folder for user data.
- `LEGATION_MEMORY`: memory that the store may use, such as `2GB`; 900 MB if not set.
- `LEGATION_MIRROR`: address of a mirror that `sync` asks instead of the sources; see
  [Fetch public sources](../how-to/sync.md).
- `CI`: if set, no browser opens unless `--open` asks for it.

**Without a record.** `relation`, `brief` and `check` answer from the embedded casebook, and say so
first, where no record was made yet or the record is empty. A file named with `--record` must exist.
"""

_MORE = {
    "add": """Formats are listed under [Readers](readers.md). For each file one line gives the sum
`read = stored + rejected + duplicates`. A file named on the command line that no reader knows is
an error (status 2); inside a folder it is left out and named. One bad file does not stop the
others.""",
    "balance": """`--from` and `--to` follow the index through time; with `--edges` and
`--alliances` they choose the edges of that time. `--straddle` and `--mediate` look at all states,
whichever `--states` names. Ctrl-C and the time limit give the bounds so far. How to read it:
[Balance among states](../how-to/balance.md).""",
    "brief": """`--third` may be given up to four times. The years before the window, as many, are
what it is compared with. `--camps` takes a [file of camps](../how-to/camps.md); the documents must
have been read (`legation read --store`). What is on the page and by which rules:
[The brief](../explanation/brief.md).""",
    "camps": """What camps are, and how to make them:
[Camps of outlets](../how-to/camps.md).""",
    "camps init": """The file is TOML; `-o` is `camps.toml` if not given. A file that is there
already stays unless `--force` says otherwise.""",
    "camps show": """What has no day is counted whatever the window.""",
    "check": """One of `TEXT`, `--claim`, `--jsonl` and `--due`. A word that is the name of a file
is that file. `--jsonl` writes `{"id", "verdicts"}` for each line of IN, in its order; a line that
cannot be checked has `{"id", "error"}` in its place, and the command ends with status 1.
Predictions are kept in the record where it is a file that can be written, unless `--no-keep` says
otherwise. How to use it: [Check claims](../how-to/check-claims.md).""",
    "export": """Any table of [the record](tables.md), and three that are computed:

| table | columns |
| --- | --- |
| `ideal_points` | `state`, `session`, `mean`, `sd`, `n` |
| `index` | `actor`, `target`, `month`, `mean`, `sd`, `lo50`, `hi50`, `lo90`, `hi90` |
| `breaks` | `actor`, `target`, `month` and what [a break](json.md) has, one flat row each |

Beside `NAME.csv` stands `NAME.datapackage.json`. In CSV, rows are sorted by key and lists are
joined with `; `; computed numbers have six digits after the point. Without `--pairs` the index has
every pair of states and is written piece by piece; stopped half way, it leaves no file.""",
    "pairs": """Every chart has the same scale and axis of years; the data of all of them stand in
the page. Without `-o` it writes `pairs.html`.""",
    "relation": """`--from` and `--to` hold for the index and for agreement; `--method`, `--topic`,
`--directed-at` and `--succession` for agreement alone. How to read it:
[The relation of two states](../how-to/relation.md).""",
    "forget": """`SOURCE` is a `source_id`, a dataset or a file name, as `legation status` shows
them. What another source states too stays, and is shown from that source.""",
    "states": """Answers for a state, and for a group of states (`EU`, `БРИКС`) with its members.
How a name is read: [States](states.md).""",
    "status": """`--verify` reads every row; it takes a few seconds for ten million rows.
Snapshot and digest: [The record](../explanation/record.md#snapshot-and-digest).""",
    "sync": """Without names it takes the sources fit for a first record; large ones are taken by
name. Files are kept in the folder `sync` beside the record. `--since` and `--until` take
`YYYY[-MM[-DD]]`. More: [Fetch public sources](../how-to/sync.md).""",
}


def commands_page() -> str:
    """Write the page in Markdown."""
    names = sorted(name for name in app if not name.startswith("-"))
    return "\n".join([_HEAD, *(_section(name, app[name]) for name in names)])


def _section(name: str, command: App) -> str:
    inner = [word for word in command if not word.startswith("-")]
    if not inner:
        return _command(name, command, "##")
    parts = [f"## `legation {name}`\n", _help(command), _MORE[name] + "\n"]
    return "\n".join([*parts, *(_command(f"{name} {w}", command[w], "###") for w in inner)])


def _command(name: str, command: App, level: str) -> str:
    arguments = list(command.assemble_argument_collection())
    positional = [a for a in arguments if _positional(a)]
    words = " ".join(_word(a) for a in positional)
    parts = [f"{level} `legation {name}{' ' + words if words else ''} [OPTIONS]`\n", _help(command)]
    if positional:
        parts.append("| argument | meaning |\n| --- | --- |")
        parts += [f"| {_names(a)} | {_role(a)} |" for a in positional]
        parts.append("")
    parts.append("| option | value | meaning |\n| --- | --- | --- |")
    parts += [
        f"| {_names(a)} | {_value(a)} | {_meaning(a)} |" for a in arguments if not _positional(a)
    ]
    parts.append("")
    if name == "relation":
        parts.append(_methods())
    if name in _MORE:
        parts.append(_MORE[name] + "\n")
    return "\n".join(parts)


def _help(command: App) -> str:
    text = inspect.cleandoc(command.help)
    said, _, example = text.partition("Example: ")
    return f"{said.strip()}\n\n```console\n$ {example.strip()}\n```\n"


def _positional(argument: Argument) -> bool:
    return argument.field_info.kind in (
        inspect.Parameter.POSITIONAL_OR_KEYWORD,
        inspect.Parameter.VAR_POSITIONAL,
    )


def _word(argument: Argument) -> str:
    word = argument.names[0].removeprefix("--").upper()
    many = argument.field_info.kind is inspect.Parameter.VAR_POSITIONAL
    return f"{word}..." if many else word


def _names(argument: Argument) -> str:
    given = [f"`{name}`" for name in argument.names]
    if not _positional(argument):
        return ", ".join(given)
    options = [name for name in given if name.startswith("`--")]
    return ", ".join([f"`{_word(argument)}`", *(f"or as option {name}" for name in options)])


_ROLES = {
    "A": "first state",
    "B": "second state",
    "FILES...": "files of text, web pages, JSON lines; `-` for standard input",
    "GOLD": "gold file or folder",
    "NAME": "name or code of a state or group",
    "PAIRS...": "pairs as A:B,C:D, or states or groups",
    "PATHS...": "files, folders or glob patterns",
    "ROOM": "what is measured: `reading`",
    "SOURCE": "what to remove",
    "SOURCES...": "keys of sources, as `legation sync --list` shows them",
    "TABLE": "name of a table",
    "TEXT": "a text, a file (plain text, a web page, JSON lines), or `-` for standard input",
}


def _role(argument: Argument) -> str:
    return _ROLES[_word(argument)]


def _value(argument: Argument) -> str:
    kinds = {k for k in (argument.hint, *typing.get_args(argument.hint)) if k is not type(None)}
    if bool in kinds:
        return "may have a number" if int in kinds else ""
    many = any(typing.get_origin(kind) is list for kind in kinds)
    if any(typing.get_origin(kind) is tuple for kind in kinds):
        return "PATH PATH"
    word = "PATH" if Path in kinds else "TEXT"
    return f"{word}, may be repeated" if many else word


def _meaning(argument: Argument) -> str:
    said = str(argument.parameter.help)
    default = argument.field_info.default
    if argument.required:
        said += " Required."
    elif isinstance(default, str):
        said += f" Default: `{default}`."
    return said


def _methods() -> str:
    from legation.relations import METHODS

    rows = [f"| `{key}` | {said} |" for key, (_, said) in METHODS.items()]
    more = "The measures and their intervals: [Agreement](../explanation/agreement.md).\n"
    return "\n".join(["| method | meaning |\n| --- | --- |", *rows, "", more])


if __name__ == "__main__":
    import sys

    sys.stdout.write(commands_page())
