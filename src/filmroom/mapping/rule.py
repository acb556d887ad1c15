"""The type of the rows of the mapping tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from filmroom.dicom.dictionary import Level
from filmroom.mapping.reading import Reading

__all__ = ["Owner", "Rule"]


class Owner(StrEnum):
    """Who may say what an element holds."""

    DICOM = "DICOM"  # a rebuild replaces it
    SHARED = "shared"  # a rebuild replaces what came from DICOM and keeps what people and systems added
    FHIR = "FHIR"  # only people and systems write it


@dataclass(frozen=True, slots=True)
class Rule:
    """How one element is made.

    Attributes:
        path: the FHIR path, from ``ImagingStudy``.
        level: whose attributes the convert function sees.
        keywords: the attributes that it reads, the preferred first; those inside items too.
        convert: returns the JSON value, or None for an absent element.
        absent: what happens when no attribute has a value.
        conflict: what happens when instances differ.
        owner: see `Owner`.
        says_absent: for a required primitive: absence is said with data-absent-reason.
        source: where the rule stands: a clause of DICOM or FHIR.
    """

    path: str
    level: Level
    keywords: tuple[str, ...]
    convert: Callable[[Reading], Any]
    absent: str
    conflict: str
    owner: Owner = Owner.DICOM
    says_absent: bool = False
    source: str = "https://hl7.org/fhir/6.0.0-ballot4/imagingstudy-mappings.html#dicom"

    @property
    def name(self) -> str:
        """The property that the rule fills: the last step of the path."""
        return self.path.rpartition(".")[2]
