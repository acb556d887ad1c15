"""What docstrings and dataclasses say, as rows of a page."""

from __future__ import annotations

import dataclasses
import inspect
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["field_rows", "first_sentence", "table"]

_SECTION = re.compile(r"^\w+:$")


def table(headings: Sequence[str], rows: Iterator[Sequence[str]]) -> list[str]:
    """Write a table, as lines."""
    return [_line(headings), "|" + "---|" * len(headings), *map(_line, rows)]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def field_rows(kind: type, more: Mapping[str, str] | None = None) -> Iterator[tuple[str, ...]]:
    """List the fields of a dataclass that has defaults: name, type, default, what it is.

    Args:
        more: a further cell for each field, by its name.
    """
    told = _attributes(kind)
    default = kind()
    for field in dataclasses.fields(kind):
        cells = (f"`{field.name}`", f"`{field.type}`".replace("|", "\\|"), f"`{getattr(default, field.name)!r}`")
        yield (*cells, *([more[field.name]] if more is not None else []), told[field.name])


def first_sentence(thing: object) -> str:
    """Return the first line of a docstring."""
    return (inspect.getdoc(thing) or "").partition("\n")[0]


def _attributes(kind: type) -> dict[str, str]:
    """Return the sentences of a docstring's Attributes section, by name."""
    _, _, section = inspect.cleandoc(kind.__doc__ or "").partition("Attributes:\n")
    told: dict[str, str] = {}
    name = ""
    for line in section.splitlines():
        if _SECTION.match(line):
            break
        if line.startswith("    ") and not line.startswith("     "):
            name, _, rest = line.strip().partition(": ")
            told[name] = rest
        elif line.strip():
            told[name] += " " + line.strip()
    return {name: text.replace("``", "`") for name, text in told.items()}
