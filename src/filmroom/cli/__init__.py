"""The ``filmroom`` command: one file for each of its commands.

Exit status: 0 all is well; 1 something was wrong with the input; 2 it could not be done as asked;
130 interrupted.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, and return the exit status.

    Args:
        arguments: those behind the program's name; None for the process's own.
    """
    from filmroom.cli.app import run  # noqa: PLC0415 (keeps `import filmroom.cli` cheap)

    return run(list(sys.argv[1:] if arguments is None else arguments))
