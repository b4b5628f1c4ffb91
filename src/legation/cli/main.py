"""How the program begins and ends, and what happens when a command fails."""

from __future__ import annotations

import signal
import sys
from types import FrameType

#: What is left behind by commands that are stopped, and by which of their options; the others
#: ask something, and leave nothing.
_KEPT = {
    "add": ("what was added before is kept", ()),
    "sync": ("what was added before is kept", ()),
    "read": ("what was read before is kept", ("--jsonl", "--store")),
    "check": ("what was written is kept", ("--jsonl",)),
}


def main(tokens: list[str] | None = None) -> None:
    """Run the program and end it: 0 done, 1 done with gaps, 2 not usable, 130 interrupted."""
    interrupted = False

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        nonlocal interrupted
        interrupted = True
        raise KeyboardInterrupt

    ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if ours:
        signal.signal(signal.SIGINT, interrupt)
    try:
        status, line = _run(tokens)
    except KeyboardInterrupt:
        interrupted, status, line = True, 130, ""
    except Exception:
        if not interrupted:
            raise
        status, line = 130, ""
    # An engine that is interrupted while it works raises an error of its own kind.
    if interrupted and status:
        status, line = 130, _stopped(sys.argv[1:] if tokens is None else tokens)
    if ours:  # what is done cannot be stopped any more
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    if line:
        sys.stderr.write(f"legation: {line}\n")
    raise SystemExit(status)


def _stopped(words: list[str]) -> str:
    """Say what a stopped command leaves behind, and how to go on."""
    kept, options = _KEPT.get(words[0] if words else "", ("", ()))
    given = {word.partition("=")[0] for word in words}
    if not kept or (options and not given.intersection(options)):
        return "stopped"
    return f"stopped; {kept}, run the same again to go on"


def _run(tokens: list[str] | None) -> tuple[int, str]:
    """Give the exit status, and the line that says why where it is not 0."""
    # Imported here, so that Ctrl-C while the commands load ends as one line too.
    from cyclopts import CycloptsError

    from legation.cli.app import app
    from legation.errors import LegationError

    try:
        result = app(tokens, exit_on_error=False, print_error=False)
        sys.stdout.flush()
    except CycloptsError as error:
        return 2, " ".join(str(error).split()) + " (see: legation --help)"
    except LegationError as error:
        return 2, str(error)
    except BrokenPipeError:
        sys.stderr.close()
        return 0, ""
    except Exception as error:
        if not type(error).__module__.startswith(("duckdb", "_duckdb")):
            raise
        return 2, "the record cannot be read as asked: " + " ".join(str(error).split())[:300]
    return (result if isinstance(result, int) else 0), ""
