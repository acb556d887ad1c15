"""The rules of the definitions, evaluated on one element.

Source: https://hl7.org/fhir/6.0.0-ballot4/conformance-rules.html#constraints
"""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from filmroom.fhir.fhirpath import Failure, Node, compile_expression
from filmroom.fhir.xhtml import inspect_xhtml
from filmroom.validation.rule_tables import CHECKED_BY_THE_WALK, FIGURES, NOT_CHECKED
from filmroom.validation.visit import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from filmroom.fhir.structure import Rule
    from filmroom.validation.visit import Visit

__all__ = ["check_rules"]

_NAME: Final = re.compile(r"_?[a-z][A-Za-z0-9]{0,63}")
_WORD: Final = re.compile(r"[A-Za-z_]\w*")
_NAMES_SHOWN: Final = 8
_SKIPPED: Final = frozenset({*CHECKED_BY_THE_WALK, *NOT_CHECKED})


def _markup(value: Any) -> str:
    problem = inspect_xhtml(value).problem if isinstance(value, str) else ""
    return f"{problem} in the narrative" if problem else ""


def _silence(value: Any) -> str:
    report = inspect_xhtml(value) if isinstance(value, str) else None
    return "a narrative that says nothing" if report and not report.problem and not report.has_content else ""


_OWN_CHECKS: Final[Mapping[str, Callable[[Any], str]]] = MappingProxyType({"txt-1": _markup, "txt-2": _silence})
"""Rules whose common expression, ``htmlChecks()``, does not say which of them is broken."""


def _found(key: str, item: Any) -> str:
    """Say what was found: in counts where the rule is about counts, else the names that are there."""
    counts = []
    for label, expression in FIGURES.get(key, ()):
        result = compile_expression(expression).evaluate(item)
        known = not isinstance(result, Failure) and len(result) == 1 and isinstance(result[0], int)
        counts.append(f"{label}: {result[0] if known else 'none'}")  # type: ignore[index]
    return ", ".join(counts) or _described(item)


def _described(item: Any) -> str:
    if not isinstance(item, dict) or not item:
        return kind_of(item.value if isinstance(item, Node) else item)
    names = [name for name in item if _NAME.fullmatch(name) and name != "resourceType"]
    return f"an object with {', '.join(names[:_NAMES_SHOWN])}{' and more' if len(names) > _NAMES_SHOWN else ''}"


@cache
def _names_in(expression: str) -> frozenset[str]:
    return frozenset(_WORD.findall(expression))


def _rests_on(expression: str, mistyped: Iterable[str]) -> bool:
    """Say whether a rule speaks of an element whose value is of another type, so that its answer means nothing."""
    names = _names_in(expression)
    return any(place.rpartition(".")[2].partition("[")[0] in names for place in mistyped)


def check_rules(
    visit: Visit, rules: Iterable[Rule], item: dict[str, Any] | str | Node, path: str, *, mistyped_before: int = 0
) -> None:
    """Report the rules that an element breaks, and those that have no result for it.

    A rule that is broken only because an element it speaks of is of the wrong type, which is reported already, is not.

    Args:
        visit: of the resource.
        rules: those of the element's type or of its place.
        item: the element.
        path: where it is.
        mistyped_before: how many of ``visit.mistyped`` were there before the element was looked at.
    """
    for rule in rules:
        key = rule.invariant.key
        if key in _SKIPPED:
            continue
        if key in _OWN_CHECKS:
            found = _OWN_CHECKS[key](item)
            if found:
                visit.broken(rule, path, found)
            continue
        text = rule.invariant.expression
        outcome = compile_expression(text).holds(item, resource=visit.resource, root_resource=visit.root)
        if outcome is True or _rests_on(text, visit.mistyped[mistyped_before:]):
            continue
        if not isinstance(outcome, Failure):
            visit.broken(rule, path, _found(key, item))
        elif outcome.evaluated:
            visit.warning("processing", path, f"The rule {key} has no result: {outcome.reason}")
