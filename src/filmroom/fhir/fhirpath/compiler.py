"""A syntax tree into Python closures.

A compiled step takes the focus (what `$this` is) and the scope. Operands and arguments are
evaluated on the focus, a step after a dot on what stands before it.

Source: https://hl7.org/fhirpath/N1/#expressions and #boolean-logic
"""

from __future__ import annotations

from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from filmroom.errors import FhirSyntaxError
from filmroom.fhir.fhirpath.functions import FUNCTIONS, NOT_EVALUATED
from filmroom.fhir.fhirpath.iterations import ITERATIONS, WITHOUT_INDEX
from filmroom.fhir.fhirpath.operators import OPERATORS, single, truth
from filmroom.fhir.fhirpath.scope import Scope, Step, constant
from filmroom.fhir.fhirpath.shortcuts import shorten
from filmroom.fhir.fhirpath.syntax import (
    Binary,
    Call,
    Expression,
    ExternalConstant,
    Index,
    Invocation,
    Literal,
    Member,
    Special,
    TypeOperation,
    Unary,
)
from filmroom.fhir.fhirpath.types import is_type
from filmroom.fhir.fhirpath.values import Collection, EvaluationError, NotEvaluatedError, go_to

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["compile_tree"]


def compile_tree(tree: Expression) -> Step:
    """Compile a tree.

    Raises:
        FhirSyntaxError: for a function that is not known, or called with too few or too many arguments.
    """
    return shorten(tree, _COMPILERS[type(tree)](tree), compile_tree)


def _literal(tree: Literal) -> Step:
    value = tree.value
    if value is None:
        return lambda _focus, _scope: []
    return lambda _focus, _scope: [value]


def _member(tree: Member) -> Step:
    """Go to a name from the focus; the name of the focus' own type stays there."""
    name, sibling = tree.name, "_" + tree.name
    if not name[:1].isupper():
        return lambda focus, _scope: go_to(focus, name, sibling)

    def from_root(focus: Collection, _scope: Scope) -> Collection:
        if len(focus) == 1 and isinstance(focus[0], dict) and "resourceType" in focus[0]:
            return focus if is_type(focus[0], name) else []
        return go_to(focus, name, sibling)

    return from_root


def _special(tree: Special) -> Step:
    if tree.name == "$index":
        return lambda _focus, scope: [] if scope.position < 0 else [scope.position]
    if tree.name == "$total":
        return lambda _focus, scope: list(scope.total)
    return lambda focus, _scope: focus


def _external_constant(tree: ExternalConstant) -> Step:
    return constant(tree.name)


def _invocation(tree: Invocation) -> Step:
    source = compile_tree(tree.source)
    step = tree.step
    if isinstance(step, Call):
        return _apply(source, step)
    if isinstance(step, Special):
        raise FhirSyntaxError(f"FHIRPath: {step.name} stands after no dot")
    name, sibling = step.name, "_" + step.name
    return lambda focus, scope: go_to(source(focus, scope), name, sibling)


def _call(tree: Call) -> Step:
    return _apply(lambda focus, _scope: focus, tree)


def _check_arity(call: Call, least: int, most: int) -> None:
    if not least <= len(call.arguments) <= most:
        expected = str(least) if least == most else f"{least} to {most}"
        raise FhirSyntaxError(f"FHIRPath: {call.name}() takes {expected} arguments, not {len(call.arguments)}")


def _apply(source: Step, call: Call) -> Step:
    """Compile a function on what `source` gives."""
    if call.name in ("is", "as", "ofType"):
        _check_arity(call, 1, 1)
        return _type_step(call.name, source, _type_name(call.arguments[0]))
    if call.name in NOT_EVALUATED:
        return partial(_not_evaluated, call.name)
    if call.name in ITERATIONS:
        least, most, build = ITERATIONS[call.name]
        _check_arity(call, least, most)
        if call.name in WITHOUT_INDEX and "$index" not in repr(call.arguments):
            build = WITHOUT_INDEX[call.name]
        run = build(*map(compile_tree, call.arguments))
        return lambda focus, scope: run(source(focus, scope), focus, scope)
    if call.name not in FUNCTIONS:
        raise FhirSyntaxError(f"FHIRPath: {call.name}() is not known")
    least, most, function = FUNCTIONS[call.name]
    _check_arity(call, least, most)
    return _function(source, function, tuple(map(compile_tree, call.arguments)))


def _function(source: Step, function: Callable[..., Collection], arguments: tuple[Step, ...]) -> Step:
    if not arguments:
        return lambda focus, scope: function(source(focus, scope))
    if len(arguments) == 1:
        argument = arguments[0]
        return lambda focus, scope: function(source(focus, scope), argument(focus, scope))
    return lambda focus, scope: function(source(focus, scope), *(each(focus, scope) for each in arguments))


def _not_evaluated(name: str, _focus: Collection, _scope: Scope) -> Collection:
    raise NotEvaluatedError(f"{name}() is not evaluated: {NOT_EVALUATED[name]}")


def _type_name(tree: Expression) -> str:
    """Read the argument of ``ofType()`` as a name."""
    if isinstance(tree, Member):
        return tree.name
    if isinstance(tree, Invocation) and isinstance(tree.step, Member):
        return f"{_type_name(tree.source)}.{tree.step.name}"
    raise FhirSyntaxError("FHIRPath: expected the name of a type")


def _type_step(operator: str, source: Step, name: str) -> Step:
    def run(focus: Collection, scope: Scope) -> Collection:
        items = source(focus, scope)
        if operator != "ofType" and len(items) > 1:
            raise EvaluationError(f"'{operator}' takes one item, not {len(items)}")
        if operator == "is":
            return [is_type(items[0], name)] if items else []
        return [item for item in items if is_type(item, name)]

    return run


def _type_operation(tree: TypeOperation) -> Step:
    return _type_step(tree.operator, compile_tree(tree.operand), tree.type_name)


def _index(tree: Index) -> Step:
    source, position = compile_tree(tree.source), compile_tree(tree.position)

    def run(focus: Collection, scope: Scope) -> Collection:
        items, at = source(focus, scope), single(position(focus, scope), "an index")
        if at is None:
            return []
        if isinstance(at, bool) or not isinstance(at, int):
            raise EvaluationError("an index is an integer")
        return items[at : at + 1] if at >= 0 else []

    return run


def _unary(tree: Unary) -> Step:
    operand = compile_tree(tree.operand)
    if tree.operator == "+":
        return operand
    negative = OPERATORS["-"]
    return lambda focus, scope: negative([0], items) if (items := operand(focus, scope)) else []


def _and(left: Step, right: Step) -> Step:
    def run(focus: Collection, scope: Scope) -> Collection:
        mine = truth(left(focus, scope))
        if mine is False:
            return [False]
        theirs = truth(right(focus, scope))
        return [False] if theirs is False else [True] if mine and theirs else []

    return run


def _or(left: Step, right: Step) -> Step:
    def run(focus: Collection, scope: Scope) -> Collection:
        mine = truth(left(focus, scope))
        if mine:
            return [True]
        theirs = truth(right(focus, scope))
        return [True] if theirs else [False] if mine is False and theirs is False else []

    return run


def _xor(left: Step, right: Step) -> Step:
    def run(focus: Collection, scope: Scope) -> Collection:
        mine, theirs = truth(left(focus, scope)), truth(right(focus, scope))
        return [] if mine is None or theirs is None else [mine != theirs]

    return run


def _implies(left: Step, right: Step) -> Step:
    def run(focus: Collection, scope: Scope) -> Collection:
        mine = truth(left(focus, scope))
        if mine is False:
            return [True]
        theirs = truth(right(focus, scope))
        return [True] if theirs else [False] if mine and theirs is False else []

    return run


_LOGIC: Final[Mapping[str, Callable[[Step, Step], Step]]] = MappingProxyType(
    {"and": _and, "or": _or, "xor": _xor, "implies": _implies}
)


def _binary(tree: Binary) -> Step:
    left, right = compile_tree(tree.left), compile_tree(tree.right)
    if tree.operator in _LOGIC:
        return _LOGIC[tree.operator](left, right)
    operator = OPERATORS[tree.operator]
    return lambda focus, scope: operator(left(focus, scope), right(focus, scope))


_COMPILERS: Final[Mapping[type, Callable[..., Step]]] = MappingProxyType(
    {
        Literal: _literal,
        Member: _member,
        Special: _special,
        ExternalConstant: _external_constant,
        Call: _call,
        Invocation: _invocation,
        Index: _index,
        Unary: _unary,
        Binary: _binary,
        TypeOperation: _type_operation,
    }
)
