"""The expressions of search parameters as steps that are walked together: what begins alike is walked once.

Paths, unions, ``where(name = 'text')``, ``where(resolve() is Type)``, ``ofType(Type)`` and ``as Type`` become steps on
plain JSON; any other expression is left to the general FHIRPath engine. A test holds the two equal.

Source: https://hl7.org/fhir/6.0.0-ballot4/searchparameter-definitions.html#SearchParameter.expression
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

from filmroom.fhir.fhirpath import Failure, compile_expression
from filmroom.fhir.fhirpath.parser import parse_expression
from filmroom.fhir.fhirpath.syntax import Binary, Call, Expression, Invocation, Literal, Member, TypeOperation
from filmroom.fhir.fhirpath.values import plain
from filmroom.fhir.search_values.references import referred_type

__all__ = ["Paths"]

_Items: TypeAlias = list[Any]
_Step: TypeAlias = Callable[[_Items], _Items]

_ROOT: Final = 0


class Paths:
    """Some expressions on one kind of item, to be walked together."""

    def __init__(self) -> None:
        self._steps: list[tuple[int, _Step]] = []
        self._places: dict[tuple[int, str, tuple[str, ...]], int] = {}

    def add(self, expression: str) -> tuple[int, ...]:
        """Add an expression, and give the places in `walk`'s answer whose items are its result.

        Raises:
            FhirSyntaxError: it is not FHIRPath.
        """
        places = self._union(parse_expression(expression))
        return places or (self._place(_ROOT, "general", expression),)

    def walk(self, item: Any) -> list[_Items]:
        """Evaluate all expressions on an item."""
        found = [[item]]
        for parent, step in self._steps:
            items = found[parent]
            found.append(step(items) if items else items)
        return found

    def _place(self, parent: int, kind: str, *arguments: str) -> int:
        """Give the place of a step, which is added when it is new."""
        key = (parent, kind, arguments)
        if key not in self._places:
            self._steps.append((parent, _STEPS[kind](*arguments)))
            self._places[key] = len(self._steps)
        return self._places[key]

    def _union(self, tree: Expression) -> tuple[int, ...]:
        """Give the places of each branch of ``|``; none when one of them is not a simple path."""
        if isinstance(tree, Binary) and tree.operator == "|":
            left, right = self._union(tree.left), self._union(tree.right)
            return (*left, *right) if left and right else ()
        place = self._path(tree)
        return () if place is None else (place,)

    def _path(self, tree: Expression) -> int | None:
        """Give the place of a path; ``None`` when it is not a simple one."""
        if isinstance(tree, Member):
            return _ROOT if tree.name[0].isupper() else self._place(_ROOT, "member", tree.name)
        if isinstance(tree, TypeOperation) and tree.operator == "as":
            return self._choice(tree.operand, tree.type_name)
        if not isinstance(tree, Invocation):
            return None
        if isinstance(tree.step, Call):
            return self._call(tree.source, tree.step)
        parent = self._path(tree.source)
        if parent is None or not isinstance(tree.step, Member):
            return None
        return self._place(parent, "member", tree.step.name)

    def _call(self, source: Expression, call: Call) -> int | None:
        argument = call.arguments[0] if len(call.arguments) == 1 else None
        if call.name == "ofType" and isinstance(argument, Member):
            return self._choice(source, argument.name)
        criterion = _criterion(argument) if call.name == "where" and argument else None
        parent = self._path(source) if criterion else None
        return self._place(parent, *criterion) if parent is not None and criterion else None

    def _choice(self, source: Expression, type_name: str) -> int | None:
        """Give the place of a choice under the one name that JSON has for it with this type."""
        suffix = type_name[0].upper() + type_name[1:]
        if isinstance(source, Invocation) and isinstance(source.step, Member):
            return self._path(Invocation(source.source, Member(source.step.name + suffix)))
        return self._path(Member(source.name + suffix)) if isinstance(source, Member) else None


def _criterion(tree: Expression) -> tuple[str, ...] | None:
    """Read ``name = 'text'`` and ``resolve() is Type``; ``None`` when it is something else."""
    if isinstance(tree, TypeOperation) and tree.operator == "is" and tree.operand == Call("resolve", ()):
        return ("refers", tree.type_name)
    if isinstance(tree, Binary) and tree.operator == "=" and isinstance(tree.left, Member):
        value = tree.right.value if isinstance(tree.right, Literal) else None
        return ("equals", tree.left.name, value) if isinstance(value, str) else None
    return None


def _member(name: str) -> _Step:
    def step(items: _Items) -> _Items:
        found: _Items = []
        for item in items:
            if type(item) is dict:
                value = item.get(name)
                if type(value) is list:
                    found += value
                elif value is not None:
                    found.append(value)
        return found

    return step


def _equals(name: str, text: str) -> _Step:
    return lambda items: [item for item in items if type(item) is dict and item.get(name) == text]


def _refers(type_name: str) -> _Step:
    return lambda items: [item for item in items if referred_type(item) == type_name]


def _general(expression: str) -> _Step:
    compiled = compile_expression(expression)

    def step(items: _Items) -> _Items:
        results = (compiled.evaluate(item) for item in items)
        return [plain(each) for result in results if not isinstance(result, Failure) for each in result]

    return step


_STEPS: Final[dict[str, Callable[..., _Step]]] = {
    "member": _member,
    "equals": _equals,
    "refers": _refers,
    "general": _general,
}
