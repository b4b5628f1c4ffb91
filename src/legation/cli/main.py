"""The program: its commands in order, and what happens when one of them fails."""

from __future__ import annotations

import sys

from cyclopts import App, CycloptsError

from legation.cli import questions, record
from legation.errors import LegationError
from legation.version import __version__

app = App(
    name="legation",
    help="What the relation between two states is, from the public record.",
    version=f"legation {__version__}",
    help_format="plaintext",
    suppress_keyboard_interrupt=False,
    help_formatter="plain",
    help_epilogue="Begin with `legation brief RUS ISR`; it works before any data is added.",
)
for command in (*record.COMMANDS, *questions.COMMANDS):
    app.command(command)


def main(tokens: list[str] | None = None) -> None:
    """Run the program and end it: 0 done, 1 done with gaps, 2 not usable, 130 interrupted."""
    try:
        result = app(tokens, exit_on_error=False, print_error=False)
        status = result if isinstance(result, int) else 0
        sys.stdout.flush()
    except CycloptsError as error:
        status = _fail(" ".join(str(error).split()) + " (see: legation --help)")
    except LegationError as error:
        status = _fail(str(error))
    except Exception as error:
        if not type(error).__module__.startswith(("duckdb", "_duckdb")):
            raise
        status = _fail("the record cannot be read as asked: " + " ".join(str(error).split())[:300])
    except KeyboardInterrupt:
        status = _fail("stopped; what was added before is kept, run the same again to go on", 130)
    except BrokenPipeError:
        sys.stderr.close()
        status = 0
    raise SystemExit(status)


def _fail(line: str, status: int = 2) -> int:
    sys.stderr.write(f"legation: {line}\n")
    return status
