"""The commands together, and what becomes of their errors."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import cyclopts

from filmroom import __version__
from filmroom.errors import FilmroomError, InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["build_app", "run"]

_HELP = """DICOM in, a true FHIR R6 ImagingStudy out.

Exit status: 0 all is well; 1 something was wrong with the input; 2 it could not be done as asked.
"""

_COMMANDS = ("index", "validate", "explain", "define")

_WRONG_INPUT = 1
_CANNOT = 2
_INTERRUPTED = 130


def build_app(names: Sequence[str] = _COMMANDS) -> cyclopts.App:
    """Put the commands of these names together; only they are imported."""
    app = cyclopts.App(
        name="filmroom",
        help=_HELP,
        help_format="markdown",
        version=f"filmroom {__version__}",
        default_parameter=cyclopts.Parameter(negative=()),
        result_action="return_value",
        suppress_keyboard_interrupt=False,
    )
    for name in names:
        app.command(getattr(import_module(f"filmroom.cli.{name}"), name))
    return app


def run(arguments: Sequence[str]) -> int:  # noqa: PLR0911 (one for each way to end)
    """Run one command, and return the exit status."""
    try:
        app = build_app([name for name in arguments[:1] if name in _COMMANDS] or _COMMANDS)
        status = app(list(arguments), exit_on_error=False, print_error=True)
    except cyclopts.CycloptsError:
        return _CANNOT
    except InputError as error:
        return _tell(error, _WRONG_INPUT)
    except FilmroomError as error:
        return _tell(error, _CANNOT)
    except BrokenPipeError:  # whoever read standard output has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _WRONG_INPUT
    except OSError as error:
        return _tell(f"{error.filename or 'standard output'}: {error.strerror}", _CANNOT)
    except KeyboardInterrupt:
        return _tell("interrupted; nothing was written", _INTERRUPTED)
    return status if isinstance(status, int) else 0


def _tell(message: object, status: int) -> int:
    sys.stderr.write(f"filmroom: {message}\n")
    return status
