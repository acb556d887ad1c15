"""Standard input, output and error: what the commands read from and print to.

Any of them may be closed, a terminal may not have every character, and a file name may hold characters
that steer a terminal.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys

from filmroom.errors import UsageError

__all__ = [
    "open_streams",
    "print_bytes",
    "print_lines",
    "printable",
    "require_standard_input",
    "require_standard_output",
    "silence_standard_output",
    "tell",
]

# Controls, and what makes text run the other way
_STEERING = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]")


def open_streams() -> None:
    """Make standard output and error take any text; what the encoding does not have is escaped."""
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 (for as long as the program runs)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def printable(text: str) -> str:
    """Escape the characters that would do something to a terminal, line ends too."""
    return _STEERING.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def print_lines(*lines: str) -> None:
    """Print lines for people."""
    sys.stdout.write("".join(f"{printable(line)}\n" for line in lines))


def print_bytes(data: bytes) -> None:
    """Print what is for programs, and UTF-8 whatever the terminal's encoding is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)


def tell(*lines: str) -> None:
    """Print lines about the run to standard error."""
    sys.stderr.write("".join(f"{printable(line)}\n" for line in lines))


def require_standard_input(command: str) -> None:
    """Check that standard input is open.

    Raises:
        UsageError: it is closed.
    """
    if sys.stdin is None:
        raise UsageError(f"{command}: standard input is closed; expected a path in place of -")


def require_standard_output(command: str) -> None:
    """Check that standard output is open.

    Raises:
        UsageError: it is closed.
    """
    if sys.stdout is None:
        raise UsageError(f"{command}: standard output is closed, and there is nothing else to write to")


def silence_standard_output() -> None:
    """Send what is still to be printed nowhere, because nobody reads it."""
    with contextlib.suppress(OSError, ValueError):  # a stand-in of a test has no descriptor
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
