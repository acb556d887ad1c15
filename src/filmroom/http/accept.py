"""Header fields that list preferences with weights: Accept and Accept-Encoding.

Source: https://www.rfc-editor.org/rfc/rfc9110#section-12.4.2
"""

from __future__ import annotations

from typing import Final

import msgspec

__all__ = ["Preference", "parse_preferences", "split_parameters"]

_MOST: Final = 64


class Preference(msgspec.Struct, frozen=True):
    """One of the things a client would take.

    Attributes:
        value: in lower case: ``application/fhir+json``, ``*/*``, ``gzip``.
        parameters: the others than ``q``, their names in lower case.
        weight: from 0, which refuses it, to 1.
    """

    value: str
    parameters: tuple[tuple[str, str], ...]
    weight: float


def parse_preferences(text: str) -> tuple[Preference, ...]:
    """Read a list of preferences, the most wanted first; among equals the more specific, then the first."""
    found = [_preference(part) for part in text.split(",", _MOST)[:_MOST] if part.strip()]
    return tuple(sorted(found, key=lambda each: (-each.weight, each.value.count("*"))))


def split_parameters(text: str) -> tuple[str, dict[str, str]]:
    """Split ``application/fhir+json; fhirVersion=6.0`` into the value and its parameters, names in lower case."""
    value, *rest = text.split(";")
    parameters = {}
    for part in rest:
        name, _, content = part.partition("=")
        parameters[name.strip().lower()] = content.strip().strip('"')
    return value.strip().lower(), parameters


def _preference(text: str) -> Preference:
    value, parameters = split_parameters(text)
    weight = _weight(parameters.pop("q", "1"))
    return Preference(value, tuple(parameters.items()), weight)


def _weight(text: str) -> float:
    """Read a weight; what is none counts as refused."""
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0
