"""The program: its commands in order."""

from __future__ import annotations

from cyclopts import App

from legation.cli import balancing, camps, checking, questions, reading, record
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
for room in (record, questions, balancing, reading, camps, checking):
    for command in room.COMMANDS:
        app.command(command)
