"""Our StructureDefinitions, read by the R5 model of fhir.resources, and their snapshots against the models."""

from __future__ import annotations

import pytest
from fhir.resources.structuredefinition import StructureDefinition

from filmroom.fhir.definitions import defined_types
from filmroom.fhir.structure_definition import structure_definition


@pytest.mark.parametrize("name", defined_types())
def test_another_library_reads_them(name: str) -> None:
    written = structure_definition(name)

    read = StructureDefinition.model_validate(written)

    assert read.type == name
    assert read.snapshot is not None
    assert [each.path for each in read.snapshot.element] == [each["path"] for each in written["snapshot"]["element"]]
