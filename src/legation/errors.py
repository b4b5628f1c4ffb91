"""Errors a person can act on: what is wrong, where, and what to do."""


class LegationError(Exception):
    """Base of every error Legation raises on purpose.

    The message is one line: what is wrong, where (file, line), what to do.
    The commands print it as it is and end with exit status 2.
    """


class UnknownNameError(LegationError):
    """A name, code or option is not one that exists; the message lists the nearest."""


class InputError(LegationError):
    """A file or value given by the user cannot be used."""


class RecordError(LegationError):
    """The record cannot be opened, read or written as asked."""
