"""The server's own tables as resources to read and to search: definitions, search parameters, terminology.

Source: https://hl7.org/fhir/6.0.0-ballot4/conformance-module.html
"""

from __future__ import annotations

from functools import cache, lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

import msgspec

from filmroom.errors import NotFoundError
from filmroom.fhir.definitions import defined_types, definition
from filmroom.fhir.json_document import write_json
from filmroom.fhir.search_parameter_resource import search_parameter_resource
from filmroom.fhir.search_parameters import all_search_parameters
from filmroom.fhir.structure_definition import structure_definition
from filmroom.fhir.value_sets import value_set_urls
from filmroom.rest.terminology import (
    code_system_resource,
    code_system_urls,
    identity,
    program_name,
    value_set_resource,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["Published", "find_published", "list_published"]


class Published(msgspec.Struct, frozen=True):
    """One of the server's own resources, by which it is found."""

    type: str
    id: str
    url: str
    name: str


def _structure_definitions() -> dict[str, tuple[str, str]]:
    return {name: (definition(name).url, name) for name in defined_types()}


def _search_parameters() -> dict[str, tuple[str, str]]:
    urls = dict.fromkeys(each.url for each in all_search_parameters() if each.url)
    return {identity(url): (url, program_name(url)) for url in urls}


def _value_sets() -> dict[str, tuple[str, str]]:
    return {identity(url): (url, str(value_set_resource(url)["name"])) for url in value_set_urls()}


def _code_systems() -> dict[str, tuple[str, str]]:
    return {identity(url): (url, program_name(url)) for url in code_system_urls()}


def _write_structure_definition(url: str) -> dict[str, Any]:
    return structure_definition(identity(url))


def _write_search_parameter(url: str) -> dict[str, Any]:
    return search_parameter_resource(next(each for each in all_search_parameters() if each.url == url))


# For each type: how its resources are listed (address and name by id), and how one is written.
_SOURCES: Final[Mapping[str, tuple[Callable[[], dict[str, tuple[str, str]]], Callable[[str], dict[str, Any]]]]] = {
    "CodeSystem": (_code_systems, code_system_resource),
    "SearchParameter": (_search_parameters, _write_search_parameter),
    "StructureDefinition": (_structure_definitions, _write_structure_definition),
    "ValueSet": (_value_sets, value_set_resource),
}


@cache
def list_published(resource_type: str) -> Mapping[str, Published]:
    """List the resources of a type by id, in the order of their ids.

    Raises:
        KeyError: there are none of this type.
    """
    listed, _ = _SOURCES[resource_type]
    return {each: Published(resource_type, each, *names) for each, names in sorted(listed().items())}


def find_published(resource_type: str, resource_id: str) -> tuple[bytes, str]:
    """Return a resource as JSON, and its entity tag.

    Raises:
        NotFoundError: there is none.
    """
    found = list_published(resource_type).get(resource_id)
    if found is None:
        raise NotFoundError(f"{resource_type}: there is no such resource")
    return _written(found)


@lru_cache(maxsize=256)
def _written(found: Published) -> tuple[bytes, str]:
    content = write_json(_SOURCES[found.type][1](found.url))
    return content, f'W/"{sha256(content).hexdigest()[:16]}"'
