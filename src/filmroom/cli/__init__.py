"""The ``filmroom`` command: one file for each of its commands."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, and return the exit status, as `filmroom.cli.status` lists them.

    Args:
        arguments: those behind the program's name; None for the process's own.
    """
    try:
        from filmroom.cli.app import run  # noqa: PLC0415 (keeps `import filmroom.cli` cheap)

        return run(list(sys.argv[1:] if arguments is None else arguments))
    except KeyboardInterrupt:  # also during the imports, which take a moment
        from filmroom.cli.status import Status  # noqa: PLC0415

        if sys.stderr is not None:
            sys.stderr.write("filmroom: interrupted\n")
        return Status.INTERRUPTED
