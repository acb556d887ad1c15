"""Paths on the command line, among which ``-`` stands for standard input."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

from cyclopts import Parameter

from filmroom.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["PathOrDash", "require_paths"]

PathOrDash: TypeAlias = Annotated[str, Parameter(allow_leading_hyphen=True)]
"""A path, or ``-``."""


def require_paths(command: str, paths: Sequence[str]) -> None:
    """Check that there are paths, and that none of them was meant to be an option.

    Raises:
        UsageError: there are none, or one looks like an option and is no file.
    """
    if not paths:
        raise UsageError(f"{command}: found no PATH; expected at least one, or - for standard input")
    for path in paths:
        if path.startswith("-") and path != "-" and not Path(path).exists():
            raise UsageError(
                f"{command}: there is no option {path!r}; `filmroom {command} --help` shows those there are"
            )
