"""What the server can do, as the CapabilityStatement that the tables give.

Source: https://hl7.org/fhir/6.0.0-ballot4/capabilitystatement.html
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from filmroom.fhir.definition import FHIR_VERSION
from filmroom.fhir.definitions import defined_types
from filmroom.fhir.search_parameter import SearchType
from filmroom.fhir.search_parameters import search_parameters
from filmroom.http.media_types import FHIR_JSON, FHIR_XML, JSON_PATCH
from filmroom.rest.types import PUBLISHED_TYPES, stored_types

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["capability_statement"]

_PROFILE: Final = "http://hl7.org/fhir/StructureDefinition/"
_OPERATION: Final = "http://hl7.org/fhir/OperationDefinition/"
_FORMATS: Final = (FHIR_JSON, FHIR_XML, "json", "xml")
_INTERACTIONS: Final = (
    "read",
    "vread",
    "update",
    "patch",
    "delete",
    "history-instance",
    "history-type",
    "create",
    "search-type",
)
_SYSTEM_INTERACTIONS: Final = ("transaction", "batch", "search-system", "history-system")
_PUBLISHED_INTERACTIONS: Final = ("read", "search-type")
_PUBLISHED_PARAMETERS: Final = ("_id", "name", "url")
# Operations of each type, and of every type. Source: https://hl7.org/fhir/6.0.0-ballot4/operationslist.html
_EVERY_TYPE: Final = ""
_OPERATIONS: Final = {_EVERY_TYPE: ("validate", "Resource-validate"), "Patient": ("everything", "Patient-everything")}
_CAN: Final = {
    "versioning": "versioned-update",
    "readHistory": True,
    "updateCreate": True,
    "conditionalCreate": True,
    "conditionalRead": "full-support",
    "conditionalUpdate": True,
    "conditionalPatch": True,
    "conditionalDelete": "single",
    "referencePolicy": ["literal", "logical", "local", "enforced"],
}


def capability_statement(base: str, since: datetime, *, needs_token: bool) -> dict[str, Any]:
    """Write what the server can do.

    Args:
        base: the address of the FHIR door.
        since: when this program began to serve, aware.
        needs_token: whether clients have to bring one.
    """
    rest: dict[str, Any] = {"mode": "server"}
    if needs_token:
        rest["security"] = {"description": "Clients bring a bearer token (RFC 6750)."}
    rest["resource"] = _resources()
    rest["interaction"] = [{"code": each} for each in _SYSTEM_INTERACTIONS]
    rest["searchParam"] = _parameters("Resource")
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": since.isoformat(timespec="seconds"),
        "kind": "instance",
        "software": {"name": "filmroom", "version": version("filmroom")},
        "implementation": {"description": "An archive of imaging studies", "url": base},
        "fhirVersion": FHIR_VERSION,
        "format": list(_FORMATS),
        "patchFormat": [JSON_PATCH],
        "rest": [rest],
    }


@cache
def _resources() -> list[dict[str, Any]]:
    return [
        _published(each) if each in PUBLISHED_TYPES else _stored(each)
        for each in sorted((*stored_types(), *PUBLISHED_TYPES))
    ]


def _stored(resource_type: str) -> dict[str, Any]:
    written = {
        **_head(resource_type, _INTERACTIONS),
        **_CAN,
        "searchInclude": [f"{resource_type}:{code}" for code in _references(resource_type)],
        "searchRevInclude": list(_referrers().get(resource_type, ())),
        "searchParam": _parameters(resource_type),
        "operation": [
            {"name": name, "definition": _OPERATION + definition}
            for each, (name, definition) in _OPERATIONS.items()
            if each in (_EVERY_TYPE, resource_type)
        ],
    }
    return {name: value for name, value in written.items() if value != []}


def _published(resource_type: str) -> dict[str, Any]:
    parameters = [each for each in _parameters(resource_type) if each["name"] in _PUBLISHED_PARAMETERS]
    return {**_head(resource_type, _PUBLISHED_INTERACTIONS), "searchParam": parameters}


def _head(resource_type: str, interactions: tuple[str, ...]) -> dict[str, Any]:
    profile = {"profile": _PROFILE + resource_type} if resource_type in defined_types() else {}
    return {"type": resource_type, **profile, "interaction": [{"code": each} for each in interactions]}


def _parameters(resource_type: str) -> list[dict[str, str]]:
    written = []
    for code, each in sorted(search_parameters(resource_type).items()):
        if each.type is not SearchType.SPECIAL:
            definition = {"definition": each.url} if each.url else {}
            written.append({"name": code, **definition, "type": each.type.value, "documentation": each.description})
    return written


def _references(resource_type: str) -> list[str]:
    rows = search_parameters(resource_type).items()
    return sorted(code for code, each in rows if each.type is SearchType.REFERENCE)


@cache
def _referrers() -> dict[str, tuple[str, ...]]:
    """List for each type the parameters by which resources of other types refer to it."""
    found: dict[str, list[str]] = {}
    for resource_type in stored_types():
        for code in _references(resource_type):
            for target in search_parameters(resource_type)[code].targets:
                found.setdefault(target, []).append(f"{resource_type}:{code}")
    return {target: tuple(names) for target, names in found.items()}
