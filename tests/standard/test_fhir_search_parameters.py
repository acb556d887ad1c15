"""Our search parameters against the R5 models that fhir.resources publishes.

No package that we test with ships published search parameters, so what is compared is where they look: types that have
no definition here are searched in elements that R5's models have. The others are compared with our own definitions, in
the tests of the tables.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from fhir.resources import get_fhir_model_class

from filmroom.fhir.definitions import defined_types
from filmroom.fhir.search_parameters import all_search_parameters
from search_expressions import component_paths, searched_paths

if TYPE_CHECKING:
    from filmroom.fhir.search_parameter import SearchParameter

NAMED_ONLY = [each for each in all_search_parameters() if each.base not in defined_types()]


def missing_step(path: str) -> str:
    """Name the first step of a path that the models do not have; empty when they have all."""
    type_name, *steps = path.split(".")
    for step in steps:
        element, _, chosen = step.partition(":")
        annotation = properties_of(type_name).get(element + chosen[:1].upper() + chosen[1:])
        if annotation is None:
            return step
        found = re.search(r"abc\.(\w+)Type\b", annotation)
        type_name = found[1] if found else ""
    return ""


def properties_of(type_name: str) -> dict[str, str]:
    """List the properties of a model with what they are; none when it is a primitive."""
    if not type_name:
        return {}
    fields = get_fhir_model_class(type_name).model_fields
    return {field.alias or name: str(field.annotation) for name, field in fields.items()}


@pytest.mark.parametrize("parameter", NAMED_ONLY, ids=lambda each: f"{each.base}-{each.code}")
def test_types_without_a_definition_are_searched_in_elements_of_r5(parameter: SearchParameter) -> None:
    missing = [path for path in [*searched_paths(parameter), *component_paths(parameter)] if missing_step(path)]

    assert missing == []


def test_an_element_that_r5_does_not_have_would_be_noticed() -> None:
    assert missing_step("Observation.component.nonsense") == "nonsense"
    assert missing_step("Observation.value:Nonsense") == "value:Nonsense"
    assert missing_step("Observation.status.value") == "value"
