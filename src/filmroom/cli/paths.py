"""Paths on the command line, among which ``-`` stands for standard input or output."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

from cyclopts import Parameter

from filmroom.cli.streams import require_standard_input
from filmroom.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["STANDARD", "PathOrDash", "require_paths", "require_value", "target_file"]

PathOrDash: TypeAlias = Annotated[str, Parameter(allow_leading_hyphen=True)]
"""A path, or ``-``."""

STANDARD = "-"
"""What stands for standard input, or for standard output."""


def require_paths(command: str, paths: Sequence[str]) -> None:
    """Check that there are paths, and that each of them is there, before anything is done.

    Raises:
        UsageError: there are none; one is not there, or looks like an option; standard input is closed.
    """
    if not paths:
        raise UsageError(
            f"{command}: found no PATH; expected at least one, or - for standard input; see `filmroom {command} --help`"
        )
    if STANDARD in paths:
        require_standard_input(command)
    missing = [(path, reason) for path in paths if path != STANDARD and (reason := _why_missing(path))]
    for path, _ in missing:
        if path.startswith("-"):
            raise UsageError(f"{command}: there is no option {path!r}; see `filmroom {command} --help`")
    if missing:
        told = "; ".join(f"{path or repr(path)}: {reason}" for path, reason in missing)
        raise UsageError(f"{command}: {told}; nothing was done")


def _why_missing(path: str) -> str:
    try:
        os.stat(path)  # noqa: PTH116 (a Path would take an empty name for the current folder)
    except (OSError, ValueError) as error:
        return getattr(error, "strerror", None) or "not a path"
    return ""


def require_value(option: str, value: str | None, expected: str) -> None:
    """Check that an option that is given has a value, and not the next option in its place.

    Raises:
        UsageError: it is empty, or begins with a hyphen.
    """
    if value == "":
        raise UsageError(f"{option}: found an empty value; expected {expected}")
    if value is not None and value.startswith("-") and value != STANDARD:
        raise UsageError(f"{option}: found {value!r}; expected {expected}, with ./ before a leading hyphen")


def target_file(option: str, value: str | None) -> Path | None:
    """Return the file that an option names; None without the option.

    Raises:
        UsageError: it is empty, an option, or ``-``.
    """
    require_value(option, value, "a file name")
    if value == STANDARD:
        raise UsageError(f"{option}: cannot go to standard output; expected a file name")
    return Path(value) if value is not None else None
