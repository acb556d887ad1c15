"""How large a FHIR document may be.

Source: https://hl7.org/fhir/6.0.0-ballot4/security.html
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["DEFAULT_LIMITS", "DocumentLimits"]


@dataclass(frozen=True, slots=True)
class DocumentLimits:
    """The documented limits of one document, or of one line of NDJSON.

    Attributes:
        size_bytes: the largest document that is read.
        depth: how many JSON objects and arrays, or XML elements, may stand inside one another.
        number_length: the most characters of one number.
    """

    size_bytes: int = 256 * 1024 * 1024
    depth: int = 128
    number_length: int = 64


DEFAULT_LIMITS = DocumentLimits()
