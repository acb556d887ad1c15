"""The commands together, and what becomes of their errors: one line each on standard error."""

from __future__ import annotations

import sys
from importlib import import_module
from keyword import iskeyword
from typing import TYPE_CHECKING

import cyclopts

from filmroom import __version__
from filmroom.cli.status import Status
from filmroom.cli.streams import open_streams, silence_standard_output, tell
from filmroom.errors import FilmroomError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["build_app", "run"]

_HELP = f"""DICOM in, a true FHIR R6 ImagingStudy out.

Exit status: {Status.described()}.
"""

_ARGUMENTS = {
    "index": "PATH... [OPTIONS]",
    "validate": "PATH... [OPTIONS]",
    "explain": "PATH... [OPTIONS]",
    "define": "[TYPE]",
    "import": "PATH... [OPTIONS]",
    "serve": "[OPTIONS]",
    "check": "[OPTIONS]",
}
"""The commands, each with what its usage line shows."""


def build_app(names: Sequence[str] = tuple(_ARGUMENTS)) -> cyclopts.App:
    """Put the commands of these names together; only they are imported."""
    app = cyclopts.App(
        name="filmroom",
        help=_HELP,
        help_format="markdown",
        version=f"filmroom {__version__}",
        default_parameter=cyclopts.Parameter(negative=(), show_default=False),
        result_action="return_value",
        suppress_keyboard_interrupt=False,
    )
    for name in names:
        module = f"{name}_" if iskeyword(name) else name
        command = getattr(import_module(f"filmroom.cli.{module}"), module)
        app.command(command, name=name, usage=f"Usage: filmroom {name} {_ARGUMENTS[name]}")
    return app


def run(arguments: Sequence[str]) -> int:
    """Run one command, and return the exit status."""
    open_streams()
    try:
        status = _dispatch(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except FilmroomError as error:
        return _fail(str(error), error.exit_status)
    except BrokenPipeError:
        silence_standard_output()
        return Status.UNREAD
    except OSError as error:
        return _fail(f"{error.filename or 'standard output'}: {error.strerror}", Status.CANNOT)
    return status


def _dispatch(arguments: Sequence[str]) -> int:
    command = next((name for name in arguments[:1] if name in _ARGUMENTS), None)
    app = build_app([command] if command else tuple(_ARGUMENTS))
    try:
        status = app(list(arguments), exit_on_error=False, print_error=False, verbose=False)
    except cyclopts.CycloptsError as error:
        return _fail(_explained(error, command), Status.CANNOT)
    return status if isinstance(status, int) else Status.FINE


def _explained(error: cyclopts.CycloptsError, command: str | None) -> str:
    """Say in one line what is wrong with the arguments, and where to read on."""
    if isinstance(error, cyclopts.UnusedCliTokensError):
        found = f"found {' '.join(map(repr, error.unused_tokens or ()))}, expected no more arguments"
    else:
        found = " ".join(str(error).split())
    called = f"filmroom {command}" if command else "filmroom"
    return f"{command + ': ' if command else ''}{found.rstrip('.')}; see `{called} --help`"


def _fail(message: str, status: int) -> int:
    tell(f"filmroom: {message}")
    return status
