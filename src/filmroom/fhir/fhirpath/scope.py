"""What an expression may refer to besides its focus.

Source: https://hl7.org/fhirpath/N1/#environment-variables and https://hl7.org/fhir/fhirpath.html#variables
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from filmroom.fhir.fhirpath.values import Collection, EvaluationError, Item, NotEvaluatedError

__all__ = ["Scope", "Step", "constant"]


class Scope(NamedTuple):
    """The constants of one evaluation, and where an iteration stands.

    Attributes:
        context: ``%context``, what the whole expression is evaluated on.
        resource: ``%resource``, the resource that holds it.
        root_resource: ``%rootResource``, the one that contains that; the same for a resource that is not contained.
        position: ``$index``.
        total: ``$total``.
    """

    context: Item
    resource: Item
    root_resource: Item
    position: int = -1
    total: tuple[Item, ...] = ()


Step: TypeAlias = Callable[[Collection, Scope], Collection]
"""A compiled expression: the focus and the scope in, the result out."""

_TERMINOLOGIES = {
    "sct": "http://snomed.info/sct",
    "loinc": "http://loinc.org",
    "ucum": "http://unitsofmeasure.org",
}


def constant(name: str) -> Step:
    """Compile ``%name``; what is not known raises at evaluation."""
    if name in ("context", "resource", "rootResource"):
        attribute = {"rootResource": "root_resource"}.get(name, name)
        return lambda _focus, scope: [getattr(scope, attribute)]
    if name in _TERMINOLOGIES:
        return lambda _focus, _scope: [_TERMINOLOGIES[name]]
    for prefix, address in (("vs-", "ValueSet"), ("ext-", "StructureDefinition")):
        if name.startswith(prefix):
            return lambda _focus, _scope: [f"http://hl7.org/fhir/{address}/{name.removeprefix(prefix)}"]

    def unknown(_focus: Collection, _scope: Scope) -> Collection:
        if name in ("profile", "terminologies", "server", "factory"):
            raise NotEvaluatedError(f"%{name} is not at hand")
        raise EvaluationError(f"%{name} is not known")

    return unknown
