"""``filmroom define``."""

from __future__ import annotations

import sys

import msgspec

from filmroom.errors import UsageError
from filmroom.fhir.definitions import defined_types
from filmroom.fhir.structure_definition import structure_definition

__all__ = ["define"]


def define(type_name: str | None = None, /) -> int:
    """Print a FHIR type as a StructureDefinition, or name the types that are defined.

    **Examples**

    - `filmroom define ImagingStudy`

    - `filmroom define` lists the types

    Parameters
    ----------
    type_name
        A resource or datatype of FHIR R6, such as ImagingStudy or Identifier.
    """
    if type_name is None:
        sys.stdout.write("".join(f"{name}\n" for name in sorted(defined_types())))
        return 0
    if type_name not in defined_types():
        raise UsageError(f"define: {type_name!r} is not defined here; `filmroom define` lists the types that are")
    encoded = msgspec.json.encode(structure_definition(type_name))
    sys.stdout.write(msgspec.json.format(encoded, indent=2).decode() + "\n")
    return 0
