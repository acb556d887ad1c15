"""How ``filmroom explain`` shows a trace to people: laid out on a terminal, one plain line an element elsewhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import msgspec

from filmroom.cli.streams import print_lines, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from filmroom.mapping.map_study import MappedStudy
    from filmroom.mapping.trace import TraceEntry

__all__ = ["leaf_values", "show_text"]

_LONGEST_VALUE = 400
_ROOT = "ImagingStudy."

# What says how a value is to be read, not what it is
_BESIDE_THE_POINT = frozenset({"system", "type", "use", "version"})


def show_text(mapped: MappedStudy) -> None:
    """Print where each element of a study came from, then what is absent, then the defects."""
    entries = [entry for entry in mapped.trace if entry.value is not None or entry.done]
    absent = [_short(entry) for entry in mapped.trace if entry.value is None and not entry.done]
    print_lines(f"ImagingStudy/{mapped.imaging_study['id']}")
    (_print_styled if sys.stdout.isatty() else _print_plain)(entries)
    if absent:
        print_lines(f"absent: {', '.join(absent)}")
    print_lines(
        *(f"defect: {one.tag_path} {one.keyword}: expected {one.expected}; {one.done}" for one in mapped.defects)
    )


def leaf_values(value: object) -> str:
    """Write the values in a JSON value without what surrounds them: ``CT Computed Tomography``.

    Several of a list are separated by semicolons; systems, types, uses and versions are left out, but where
    there is nothing else.
    """
    return "; ".join(filter(None, (_leaves(one) for one in value))) if isinstance(value, list) else _leaves(value)


def _leaves(value: object) -> str:
    if isinstance(value, dict):
        parts = [leaf_values(one) for key, one in value.items() if key not in _BESIDE_THE_POINT]
        return " ".join(filter(None, parts)) or " ".join(leaf_values(one) for one in value.values())
    if isinstance(value, list):
        return leaf_values(value)
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _short(entry: TraceEntry) -> str:
    return entry.expression.removeprefix(_ROOT)


def _value(entry: TraceEntry) -> str:
    text = "(absent)" if entry.value is None else leaf_values(entry.value)
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"


def _sources(entry: TraceEntry) -> Iterator[str]:
    return (f"{source.tag} {source.keyword} {source.raw!r}" for source in entry.sources)


def _print_plain(entries: Iterable[TraceEntry]) -> None:
    for entry in entries:
        sources, done = ", ".join(_sources(entry)), "; ".join(entry.done)
        print_lines(
            f"{_short(entry)}: {_value(entry)}{f' <- {sources}' if sources else ''}{f' ({done})' if done else ''}"
        )


def _print_styled(entries: Iterable[TraceEntry]) -> None:
    from rich.console import Console  # noqa: PLC0415 (only a terminal needs it)
    from rich.text import Text  # noqa: PLC0415

    console = Console(highlight=False, soft_wrap=True)
    for entry in entries:
        line = Text.assemble((printable(_short(entry)), "cyan"), "  ", (printable(_value(entry)), "bold"))
        for source in _sources(entry):
            line.append(f"\n    from {printable(source)}", style="dim")
        for done in entry.done:
            line.append(f"\n    {printable(done)}", style="dim italic")
        console.print(line)
