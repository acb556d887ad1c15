"""The paths that the expression of a search parameter walks, read off its syntax tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from filmroom.fhir.fhirpath.parser import parse_expression
from filmroom.fhir.fhirpath.syntax import Binary, Call, Expression, Invocation, Member, TypeOperation

if TYPE_CHECKING:
    from filmroom.fhir.search_parameter import SearchParameter

__all__ = ["component_paths", "searched_paths"]


def searched_paths(parameter: SearchParameter) -> list[str]:
    """List a parameter's paths; the type of a choice follows it after a colon, conditions are left out."""
    texts = [each for each in (parameter.expression, parameter.also) if each]
    return [path for text in texts for path in _paths(parse_expression(text))]


def component_paths(parameter: SearchParameter) -> list[str]:
    """List the paths of a composite's components, from the resource."""
    parts = [path for _, text in parameter.components for path in _paths(parse_expression(text))]
    return [f"{path}.{part}" for path in searched_paths(parameter) for part in parts]


def _paths(tree: Expression) -> list[str]:
    if isinstance(tree, Member):
        return [tree.name]
    if isinstance(tree, Binary):
        return [*_paths(tree.left), *_paths(tree.right)]
    if isinstance(tree, TypeOperation):
        return [f"{path}:{tree.type_name}" for path in _paths(tree.operand)]
    if isinstance(tree, Invocation):
        return [path + _suffix(tree.step) for path in _paths(tree.source)]
    return []


def _suffix(step: object) -> str:
    if isinstance(step, Member):
        return f".{step.name}"
    argument = step.arguments[0] if isinstance(step, Call) and step.name == "ofType" else None
    return f":{argument.name}" if isinstance(argument, Member) else ""
