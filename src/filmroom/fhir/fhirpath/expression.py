"""The door to FHIRPath: compile an expression, evaluate it, ask whether it holds.

Source: https://hl7.org/fhir/fhirpath.html
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from filmroom.fhir.fhirpath.compiler import compile_tree
from filmroom.fhir.fhirpath.parser import parse_expression
from filmroom.fhir.fhirpath.scope import Scope, Step
from filmroom.fhir.fhirpath.values import Collection, EvaluationError, Item, NotEvaluatedError

__all__ = ["CompiledExpression", "Failure", "compile_expression"]

_CACHE_SIZE = 1024


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an expression has no result.

    Attributes:
        reason: in words, without values of the input.
        evaluated: False when the expression needs what is not at hand, so that nothing is said about the input.
    """

    reason: str
    evaluated: bool


@dataclass(frozen=True, slots=True)
class CompiledExpression:
    """One expression, ready to be evaluated on any number of inputs."""

    text: str
    step: Step = field(repr=False)

    def evaluate(
        self, item: Item, *, resource: Item | None = None, root_resource: Item | None = None
    ) -> Collection | Failure:
        """Evaluate on one item.

        Args:
            item: the focus, ``$this`` and ``%context``.
            resource: ``%resource``; the item itself when absent.
            root_resource: ``%rootResource``; the resource when absent.

        Returns:
            The result as a list, or why there is none.
        """
        holder = item if resource is None else resource
        scope = Scope(item, holder, holder if root_resource is None else root_resource)
        try:
            return self.step([item], scope)
        except NotEvaluatedError as error:
            return Failure(str(error), evaluated=False)
        except EvaluationError as error:
            return Failure(str(error), evaluated=True)
        except RecursionError:
            return Failure("the input is nested too deeply", evaluated=True)

    def holds(self, item: Item, *, resource: Item | None = None, root_resource: Item | None = None) -> bool | Failure:
        """Say whether the result is true, as a constraint's has to be; an empty result is not.

        Source: https://hl7.org/fhir/conformance-rules.html#constraints
        """
        result = self.evaluate(item, resource=resource, root_resource=root_resource)
        return result if isinstance(result, Failure) else result == [True]


@lru_cache(maxsize=_CACHE_SIZE)
def compile_expression(text: str) -> CompiledExpression:
    """Compile an expression; the same text is compiled once.

    Raises:
        FhirSyntaxError: with line and column, when it is not FHIRPath or names an unknown function.
    """
    return CompiledExpression(text, compile_tree(parse_expression(text)))
