"""The functions of FHIRPath that evaluate an argument anew, for each item or not at all.

Each takes the compiled arguments and gives a function of the input collection, the focus of the
surrounding expression and the scope.

Source: https://hl7.org/fhirpath/N1/#filtering-and-projection, #existence, #iif and #aggregates
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from filmroom.fhir.fhirpath.equality import identity
from filmroom.fhir.fhirpath.operators import truth
from filmroom.fhir.fhirpath.scope import Scope, Step
from filmroom.fhir.fhirpath.values import Collection, EvaluationError

__all__ = ["ITERATIONS", "WITHOUT_INDEX", "Iteration"]

Iteration: TypeAlias = Callable[[Collection, Collection, Scope], Collection]

_REPEAT_LIMIT: Final = 100_000


def _at(scope: Scope, index: int) -> Scope:
    return Scope(scope.context, scope.resource, scope.root_resource, index, scope.total)


def _where(criterion: Step) -> Iteration:
    return lambda items, _focus, scope: [item for item in items if truth(criterion([item], scope))]


def _select(projection: Step) -> Iteration:
    return lambda items, _focus, scope: [one for item in items for one in projection([item], scope)]


def _where_at(criterion: Step) -> Iteration:
    return lambda items, _focus, scope: [
        item for index, item in enumerate(items) if truth(criterion([item], _at(scope, index)))
    ]


def _select_at(projection: Step) -> Iteration:
    return lambda items, _focus, scope: [
        one for index, item in enumerate(items) for one in projection([item], _at(scope, index))
    ]


def _all(criterion: Step) -> Iteration:
    return lambda items, _focus, scope: [
        all(truth(criterion([item], _at(scope, index))) for index, item in enumerate(items))
    ]


def _exists(criterion: Step | None = None) -> Iteration:
    if criterion is None:
        return lambda items, _focus, _scope: [bool(items)]
    where = _where_at(criterion)
    return lambda items, focus, scope: [bool(where(items, focus, scope))]


def _aggregate(aggregator: Step, start: Step | None = None) -> Iteration:
    def run(items: Collection, focus: Collection, scope: Scope) -> Collection:
        total = start(focus, scope) if start else []
        for index, item in enumerate(items):
            total = aggregator([item], Scope(scope.context, scope.resource, scope.root_resource, index, tuple(total)))
        return total

    return run


def _iif(criterion: Step, then: Step, otherwise: Step | None = None) -> Iteration:
    def run(items: Collection, _focus: Collection, scope: Scope) -> Collection:
        if truth(criterion(items, scope)):
            return then(items, scope)
        return otherwise(items, scope) if otherwise else []

    return run


def _repeat(projection: Step) -> Iteration:
    def run(items: Collection, _focus: Collection, scope: Scope) -> Collection:
        found: Collection = []
        seen = set()
        level = items
        while level:
            fresh = []
            for index, item in enumerate(level):
                for one in projection([item], _at(scope, index)):
                    key = identity(one)
                    if key not in seen:
                        seen.add(key)
                        fresh.append(one)
            found += fresh
            level = fresh
            if len(found) > _REPEAT_LIMIT:
                raise EvaluationError("repeat() finds no end")
        return found

    return run


def _trace(_name: Step, _projection: Step | None = None) -> Iteration:
    return lambda items, _focus, _scope: items


ITERATIONS: Final[Mapping[str, tuple[int, int, Callable[..., Iteration]]]] = MappingProxyType(
    {
        "aggregate": (1, 2, _aggregate),
        "all": (1, 1, _all),
        "exists": (0, 1, _exists),
        "iif": (2, 3, _iif),
        "repeat": (1, 1, _repeat),
        "select": (1, 1, _select_at),
        "trace": (1, 2, _trace),
        "where": (1, 1, _where_at),
    }
)

WITHOUT_INDEX: Final[Mapping[str, Callable[[Step], Iteration]]] = MappingProxyType({"select": _select, "where": _where})
"""The same for arguments that do not mention ``$index``."""
