"""Where each element came from, as values."""

from __future__ import annotations

import msgspec

__all__ = ["TraceEntry", "TraceSource"]


class TraceSource(msgspec.Struct, frozen=True):
    """One attribute that an element was made from.

    Attributes:
        tag: as in ``(0008,0060)``.
        raw: the raw value, printable and cut at 64 characters; empty unless raw values were kept.
    """

    tag: str
    keyword: str
    raw: str


class TraceEntry(msgspec.Struct, frozen=True):
    """One element of the resource, and how it came about.

    Attributes:
        expression: its FHIRPath, as in ``ImagingStudy.series[0].started``.
        value: the JSON value; None when the element is absent.
        sources: the attributes that were present and read for it.
        done: what was done to them, in words.
    """

    expression: str
    value: object
    sources: tuple[TraceSource, ...]
    done: tuple[str, ...]
