"""``filmroom define``."""

from __future__ import annotations

from filmroom.cli.status import Status
from filmroom.cli.streams import print_bytes, print_lines, require_standard_output
from filmroom.fhir.json_document import write_json
from filmroom.fhir.structure_definition import described_types, structure_definition

__all__ = ["define"]


def define(type_name: str | None = None, /) -> int:
    """Print a FHIR type as a StructureDefinition, or name the types that are defined.

    **Examples**

    - `filmroom define ImagingStudy`

    - `filmroom define` lists the types

    Parameters
    ----------
    type_name
        A resource or datatype of FHIR R6, such as ImagingStudy, Identifier or dateTime.
    """
    require_standard_output("define")
    if type_name is None:
        print_lines(*described_types())
    else:
        print_bytes(write_json(structure_definition(type_name), pretty=True))
    return Status.FINE
