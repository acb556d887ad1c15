"""The bindings: whether codes come from where they have to.

A required binding is an error when broken; a concept with text alone breaks it. An extensible one allows other codes
where none of the set fits, so a code from elsewhere is a warning for somebody to judge, and text alone is fine: it
says that none fits. Not reported are the extensible bindings of concepts inside datatypes (see `is_strict`). The
others ask nothing.

Source: https://hl7.org/fhir/6.0.0-ballot4/terminologies.html#strength
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from filmroom.fhir.definition import Kind, Strength
from filmroom.fhir.definitions import definition
from filmroom.fhir.value_sets import contains, expectation
from filmroom.validation.visit import named

if TYPE_CHECKING:
    from filmroom.fhir.definition import Binding, Element
    from filmroom.fhir.structure import Property
    from filmroom.validation.visit import Visit

__all__ = ["check_binding", "codings_of", "is_member", "is_strict"]

_BARE: Final = frozenset({"code", "string", "uri", "url", "canonical", "id", "markdown"})


@cache
def is_strict(row: Element) -> bool:
    """Whether a code from elsewhere is reported: where the binding is required, or a resource's own and extensible.

    The extensible bindings of concepts inside datatypes are for every use that there is of the type, and
    say little of any one: no type of identifier of FHIR's fits a Study Instance UID, so that DICOM's own (DCM 110180)
    is right, and a warning would stand on every study. Bare codes and codings are reported in datatypes too.
    """
    if row.binding is None:
        return False
    if row.binding.strength is Strength.EXTENSIBLE:
        is_concept = any(one.code == "CodeableConcept" for one in row.types)
        return not is_concept or definition(row.path.partition(".")[0]).kind is Kind.RESOURCE
    return row.binding.strength is Strength.REQUIRED


def is_member(binding: Binding, type_code: str, value: Any) -> bool:
    """Say whether a code, or an object with system and code, is from the value set; true when that is not known."""
    if type_code in _BARE:
        return not isinstance(value, str) or contains(binding.value_set, None, value) is not False
    system, code = value.get("system"), value.get("code")
    if not isinstance(code, str):
        return True
    return contains(binding.value_set, system if isinstance(system, str) else "", code) is not False


def codings_of(type_code: str, value: Any) -> list[Any] | None:
    """List the codings that a binding is about; None when there is nothing that could have any."""
    if type_code == "CodeableReference":
        value = value.get("concept")
        if not isinstance(value, dict):
            return None
    if type_code in ("CodeableConcept", "CodeableReference"):
        codings = value.get("coding")
        listed = codings if isinstance(codings, list) else []
        return [coding for coding in listed if isinstance(coding, dict) and isinstance(coding.get("code"), str)]
    return [value] if isinstance(value, dict) and isinstance(value.get("code"), str) else None


def check_binding(visit: Visit, found: Property, value: Any, path: str) -> None:
    """Report codes from elsewhere."""
    binding = found.row.binding
    if binding is None or not is_strict(found.row):
        return
    if found.type_code in _BARE:
        if not is_member(binding, found.type_code, value):
            _report(visit, binding, path, named("code", value))
        return
    codings = codings_of(found.type_code, value)
    if codings is None or any(is_member(binding, "Coding", coding) for coding in codings):
        return
    if codings:
        _report(visit, binding, path, named("code", *(coding["code"] for coding in codings)))
    elif binding.strength is Strength.REQUIRED and not _explains_itself(value):
        _report(visit, binding, path, "no code")


def _explains_itself(concept: dict[str, Any]) -> bool:
    """Say whether extensions stand where the code should, such as why it is absent."""
    codings = concept.get("coding")
    listed = codings if isinstance(codings, list) else []
    return "extension" in concept or any(isinstance(each, dict) and "_code" in each for each in listed)


def _report(visit: Visit, binding: Binding, path: str, what: str) -> None:
    add = visit.error if binding.strength is Strength.REQUIRED else visit.warning
    must = "expected" if binding.strength is Strength.REQUIRED else "expected, where one fits,"
    add("code-invalid", path, f"Found {what}, {must} {expectation(binding.value_set)}")
