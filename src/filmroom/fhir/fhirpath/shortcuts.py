"""Short ways through the shapes of expression that the constraints use most.

Each gives what the general form gives, and hands it everything that is not plain JSON: a test holds
the two equal. They are why the seven rules of an ImagingStudy cost microseconds.

Source: https://hl7.org/fhirpath/N1/ (the same clauses as the general forms)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from filmroom.fhir.fhirpath.scope import Scope, Step
from filmroom.fhir.fhirpath.syntax import Binary, Call, Expression, Invocation, Literal, Member, Special
from filmroom.fhir.fhirpath.values import go_to

if TYPE_CHECKING:
    from filmroom.fhir.fhirpath.values import Collection, Item

__all__ = ["shorten"]

Compile: TypeAlias = Callable[[Expression], Step]


def shorten(tree: Expression, general: Step, compile_tree: Compile) -> Step:
    """Give a shorter way to the result of `general`, the compiled form of `tree`; itself when there is none."""
    if not isinstance(tree, Invocation) or not isinstance(tree.step, Call):
        return general
    call, source = tree.step, tree.source
    if call.name in ("count", "empty", "exists") and not call.arguments:
        return _size(call.name, source, compile_tree) or general
    for name, build in (("where", _where_text), ("select", _select_joined), ("aggregate", _sum)):
        if call.name == name:
            return build(call, compile_tree(source), general) or general
    return general


def _size(function: str, tree: Expression, compile_tree: Compile) -> Step | None:
    """`path.name.count()`, `.empty()` and `.exists()`, without gathering what is counted."""
    member = tree.step if isinstance(tree, Invocation) else tree
    if not isinstance(member, Member) or (member is tree and member.name[:1].isupper()):
        return None
    name, sibling = member.name, "_" + member.name

    def size(item: Item) -> int:
        if type(item) is dict and sibling not in item:
            value = item.get(name)
            if type(value) is list and all(value):
                return len(value)
            if type(value) is int or type(value) is str:
                return 1
        return len(go_to([item], name, sibling))

    def count(items: Collection) -> Collection:
        return [sum(map(size, items))]

    def empty(items: Collection) -> Collection:
        return [not any(map(size, items))]

    def exists(items: Collection) -> Collection:
        return [any(map(size, items))]

    answer = {"count": count, "empty": empty, "exists": exists}[function]
    if member is tree:
        return lambda focus, _scope: answer(focus)
    holders = compile_tree(tree.source) if isinstance(tree, Invocation) else None
    return (lambda focus, scope: answer(holders(focus, scope))) if holders else None


def _where_text(call: Call, source: Step, general: Step) -> Step | None:
    """`path.where(name = 'text')`."""
    criterion = call.arguments[0]
    if not isinstance(criterion, Binary) or criterion.operator != "=":
        return None
    if not isinstance(criterion.left, Member) or not isinstance(criterion.right, Literal):
        return None
    name, text = criterion.left.name, criterion.right.value
    sibling = "_" + name
    if not isinstance(text, str) or name[:1].isupper():
        return None

    def run(focus: Collection, scope: Scope) -> Collection:
        found: Collection = []
        for item in source(focus, scope):
            if type(item) is not dict or sibling in item or type(value := item.get(name)) is not str:
                return general(focus, scope)
            if value == text:
                found.append(item)
        return found

    return run


def _joined_parts(tree: Expression) -> list[tuple[str, str]] | None:
    """Read `a & 'text' & b` as (name, "") and ("", text)."""
    if isinstance(tree, Member) and not tree.name[:1].isupper():
        return [(tree.name, "")]
    if isinstance(tree, Literal) and isinstance(tree.value, str):
        return [("", tree.value)]
    if isinstance(tree, Binary) and tree.operator == "&":
        left, right = _joined_parts(tree.left), _joined_parts(tree.right)
        return left + right if left and right else None
    return None


def _select_joined(call: Call, source: Step, general: Step) -> Step | None:
    """`path.select(a & '|' & b)`."""
    parts = _joined_parts(call.arguments[0])
    if parts is None or len(parts) == 1:
        return None
    siblings = frozenset("_" + name for name, _ in parts if name)

    def run(focus: Collection, scope: Scope) -> Collection:
        found: Collection = []
        for item in source(focus, scope):
            if type(item) is not dict or not siblings.isdisjoint(item):
                return general(focus, scope)
            try:
                found.append("".join([item[name] if name else text for name, text in parts]))
            except (KeyError, TypeError):
                return general(focus, scope)
        return found

    return run


def _sum(call: Call, source: Step, general: Step) -> Step | None:
    """`path.aggregate($total + $this.toInteger(), 0)`."""
    each = Invocation(Special("$this"), Call("toInteger", ()))
    if call.arguments != (Binary("+", Special("$total"), each), Literal(0)):
        return None

    def run(focus: Collection, scope: Scope) -> Collection:
        items = source(focus, scope)
        for item in items:
            if type(item) is not int:
                return general(focus, scope)
        return [sum(items)]  # type: ignore[arg-type]

    return run
