"""References: how they are written, and what they may point to.

Source: https://hl7.org/fhir/6.0.0-ballot4/references.html#literal
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from filmroom.fhir.definitions import known_resource_types
from filmroom.fhir.primitives import CHECKS, PRIMITIVES
from filmroom.validation.visit import named

if TYPE_CHECKING:
    from collections.abc import Mapping

from filmroom.validation.visit import Visit

__all__ = ["check_absolute", "check_reference", "is_absolute", "literal_problem", "type_referred_to"]

_ID: Final = next(row.grammar for row in PRIMITIVES if row.name == "id")
_LITERAL: Final = re.compile(rf"([A-Z][A-Za-z]{{1,63}})/{_ID}(?:/_history/{_ID})?(?:#{_ID})?")
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:\S+")
_SEARCH: Final = re.compile(r"([A-Z][A-Za-z]{1,63})\?\S+")
_URNS: Final = (
    ("urn:uuid:", CHECKS["uuid"], "urn:uuid: and a UUID in lower case"),
    ("urn:oid:", CHECKS["oid"], "urn:oid: and an OID"),
)
_STRUCTURE_DEFINITION: Final = "http://hl7.org/fhir/StructureDefinition/"
_CACHE_SIZE: Final = 4096


def _join(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def is_absolute(address: str) -> bool:
    """Say whether an address begins with a scheme. Source: RFC 3986 section 4.3"""
    return _ABSOLUTE.fullmatch(address) is not None


def check_absolute(visit: Visit, address: object, path: str) -> None:
    """Report an address that depends on where it stands; what is no text is reported elsewhere."""
    if isinstance(address, str) and address and not is_absolute(address):
        visit.error("value", path, "Found a relative address, expected an absolute one")


@lru_cache(maxsize=_CACHE_SIZE)
def type_referred_to(reference: str) -> str:
    """Read the resource type from a relative or RESTful reference; empty when it does not say."""
    found = _LITERAL.fullmatch(reference)
    if found is None and reference.startswith(("http://", "https://")):
        found = _LITERAL.search(reference)
        found = found if found and found.end() == len(reference) and reference[found.start() - 1] == "/" else None
    if found is None:
        found = _SEARCH.fullmatch(reference)
    return found[1] if found and found[1] in known_resource_types() else ""


@lru_cache(maxsize=_CACHE_SIZE)
def literal_problem(reference: str, in_bundle: bool) -> str:
    """Say what was found and expected when the text is no reference; empty when it is one."""
    if reference.startswith("#"):
        return ""
    for prefix, check, expected in _URNS:
        if reference.startswith(prefix):
            return "" if check(reference) is None else f"Found another {prefix} address, expected {expected}"
    if is_absolute(reference):
        return ""
    found = _LITERAL.fullmatch(reference) or (_SEARCH.fullmatch(reference) if in_bundle else None)
    if found is None:
        return "Found text that is no reference, expected Type/id, an absolute address, urn:uuid: or #id"
    if found[1] not in known_resource_types():
        return f"Found a reference to {named('type', found[1])}, expected a resource type of FHIR R6"
    return ""


def _contained_type(root: Mapping[str, Any], reference: str) -> str:
    """Give the type of the contained resource, or for ``#`` of the one that contains."""
    if reference == "#":
        return str(root.get("resourceType", ""))
    contained = root.get("contained")
    for each in contained if isinstance(contained, list) else ():
        if isinstance(each, dict) and each.get("id") == reference[1:]:
            return str(each.get("resourceType", ""))
    return ""


def _target_type(visit: Visit, reference: str) -> str:
    if reference.startswith("#"):
        return _contained_type(visit.root, reference)
    return visit.entries.get(reference) or type_referred_to(reference)


def check_reference(visit: Visit, value: Mapping[str, Any], targets: tuple[str, ...], path: str) -> None:
    """Report what is wrong with a Reference: its form, its type, and what it points to."""
    reference, stated = value.get("reference"), value.get("type")
    actual = ""
    if isinstance(reference, str) and reference:
        problem = literal_problem(reference, visit.in_bundle)
        if problem:
            visit.error("value", f"{path}.reference", problem)
        elif visit.in_bundle and reference.startswith("urn:uuid:") and reference not in visit.entries:
            visit.warning(
                "not-found", f"{path}.reference", "Found urn:uuid: without its entry, expected one with this fullUrl"
            )
        actual = _target_type(visit, reference)
        _check_target(visit, actual, targets, f"{path}.reference")
    if isinstance(stated, str):
        name = stated.removeprefix(_STRUCTURE_DEFINITION)
        _check_stated(visit, name, actual, f"{path}.type")
        if not actual:
            _check_target(visit, name if name in known_resource_types() else "", targets, f"{path}.type")


def _check_target(visit: Visit, actual: str, targets: tuple[str, ...], path: str) -> None:
    if actual and targets and actual not in targets and "Resource" not in targets:
        visit.error("value", path, f"Found a reference to {actual}, expected one to {_join(targets)}")


def _check_stated(visit: Visit, stated: str, actual: str, path: str) -> None:
    if "/" not in stated and stated not in known_resource_types():
        visit.error("value", path, f"Found {named('type', stated)}, expected a resource type of FHIR R6")
    elif actual and stated != actual and "/" not in stated:
        visit.error("value", path, f"Found the type {stated}, expected {actual}, to which the reference points")
