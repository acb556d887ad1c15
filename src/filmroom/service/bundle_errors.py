"""Errors of the entries of a Bundle, with the place where they are."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from filmroom.errors import DatabaseError, FilmroomError, InvalidResourceError, SimultaneousWriteError, TransactionError
from filmroom.fhir.outcome import Issue

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["at_entry", "entry_issues"]


@contextmanager
def at_entry(position: int) -> Iterator[None]:
    """Say at which entry something goes wrong; what is wrong with the database is wrong with none of them.

    Raises:
        TransactionError: in place of what is raised inside.
    """
    try:
        yield
    except (DatabaseError, SimultaneousWriteError, TransactionError):
        raise
    except FilmroomError as error:
        message = f"Bundle.entry[{position}]: {error}"
        raise TransactionError(message, entry_issues(error, position), error) from error


def entry_issues(error: FilmroomError, position: int) -> tuple[Issue, ...]:
    """Return what is wrong, with the place in the Bundle."""
    place = f"Bundle.entry[{position}]"
    issues = [one for one in error.issues if isinstance(one, Issue)] if isinstance(error, InvalidResourceError) else []
    if not issues:
        return (Issue("error", error.issue_code, place, str(error)),)
    return tuple(
        Issue(one.severity, one.code, _placed(place, one.expression), one.diagnostics, one.key, one.definition)
        for one in issues
    )


def _placed(place: str, expression: str) -> str:
    """Return where something is in a Bundle: behind the name of the type comes the path within the resource."""
    _, _, path = expression.partition(".")
    return f"{place}.resource.{path}" if path else place
