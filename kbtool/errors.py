"""Errors that end a command: each says what is wrong, where, and what to do."""


class KbtoolError(Exception):
    """A problem the user can solve. The command line shows its text and exits with `exit_code`, never a traceback."""

    exit_code = 1


class UsageError(KbtoolError):
    """The command, its arguments or its settings are wrong; nothing was done."""

    exit_code = 2
