"""What docstrings and dataclasses say, as rows of a page."""

from __future__ import annotations

import dataclasses
import inspect
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["field_rows", "first_sentence", "table"]

_SECTION = re.compile(r"^\w+:$")


def table(headings: Sequence[str], rows: Iterator[Sequence[str]]) -> list[str]:
    """Write a table, as lines."""
    return [_line(headings), "|" + "---|" * len(headings), *map(_line, rows)]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def field_rows(kind: type, more: Mapping[str, str] | None = None, default: object = None) -> Iterator[tuple[str, ...]]:
    """List the fields of a dataclass or a Struct: name, type, default, what it is.

    Args:
        more: a further cell for each field, by its name.
        default: what has the defaults; None: what comes of the class without arguments.
    """
    told = _attributes(kind)
    default = kind() if default is None else default
    for name, type_name in _fields(kind).items():
        cells = (f"`{name}`", f"`{type_name}`".replace("|", "\\|"), f"`{getattr(default, name)!r}`")
        yield (*cells, *([more[name]] if more is not None else []), told[name])


def _fields(kind: Any) -> dict[str, str]:
    """Return the types of fields, as they are written."""
    if dataclasses.is_dataclass(kind):
        return {field.name: str(field.type) for field in dataclasses.fields(kind)}
    return {name: str(kind.__annotations__[name]) for name in kind.__struct_fields__}


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
