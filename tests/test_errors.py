"""The exceptions: the tree is as it is drawn, and every one says how it is answered."""

from __future__ import annotations

import re

import pytest

from filmroom import errors
from filmroom.errors import DuplicateKeyError, FhirSyntaxError, FilmroomError, InputError

_KINDS: list[type[FilmroomError]] = [getattr(errors, name) for name in errors.__all__]


def _drawn() -> dict[str, str]:
    """Read the tree at the top of the module: each name with that of its parent."""
    parents: dict[str, str] = {}
    branch: dict[int, str] = {}
    for line in (errors.__doc__ or "").splitlines():
        match = re.match(r"    ([│├└─ ]*)(\w+Error)\b", line)
        if match:
            depth = len(match[1]) // 4
            branch[depth] = match[2]
            parents[match[2]] = branch.get(depth - 1, "Exception")
    return parents


def test_the_tree_is_as_it_is_drawn() -> None:
    assert _drawn() == {kind.__name__: kind.__bases__[0].__name__ for kind in _KINDS}


@pytest.mark.parametrize("kind", _KINDS)
def test_every_exception_says_how_it_is_answered(kind: type[FilmroomError]) -> None:
    assert kind.exit_status == (1 if issubclass(kind, InputError) else 2)
    assert 400 <= kind.http_status < 600
    assert re.fullmatch(r"[a-z-]+", kind.issue_code)
    assert 0 < kind.dimse_status <= 0xFFFF


def test_a_syntax_error_says_where() -> None:
    error = DuplicateKeyError("found a name twice", line=3, column=7)

    assert (str(error), error.line, error.column) == ("found a name twice (line 3, column 7)", 3, 7)


def test_a_syntax_error_without_a_place_says_none() -> None:
    assert str(FhirSyntaxError("found nothing")) == "found nothing"
