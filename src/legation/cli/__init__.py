"""The commands. Each is a few lines that call a room and show what it gives.

Enters: words typed by a person. Leaves: text or JSON on standard output, one line on standard
error and exit status 2 where the words or files cannot be used. Rooms are imported inside the
commands, so that `--help` is quick.
"""

from legation.cli.main import main

__all__ = ["main"]
