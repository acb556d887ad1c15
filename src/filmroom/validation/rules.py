"""The rules of the definitions, evaluated on one element.

Source: https://hl7.org/fhir/6.0.0-ballot4/conformance-rules.html#constraints
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from filmroom.fhir.fhirpath import Failure, Node, compile_expression
from filmroom.fhir.xhtml import inspect_xhtml
from filmroom.validation.visit import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from filmroom.fhir.structure import Rule
    from filmroom.validation.visit import Visit

__all__ = ["CHECKED_BY_THE_WALK", "NOT_CHECKED", "check_rules"]

CHECKED_BY_THE_WALK: Final[Mapping[str, str]] = MappingProxyType(
    {
        "dom-3": "its expression asks for the types of descendants, which JSON does not say",
        "ele-1": "every element is looked at anyway",
    }
)
"""Rules that are not evaluated as FHIRPath but by code of their own, and why."""

NOT_CHECKED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "dom-6": "a best practice, which the specification does not ask of a valid resource",
        "enc-2": "it needs other resources",
        "prc-1": "it needs other resources",
    }
)
"""Rules that are not evaluated at all, and why."""

_NAME: Final = re.compile(r"_?[a-z][A-Za-z0-9]{0,63}")
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

_UIDS: Final = "identifier.where(system = 'urn:dicom:uid').count()"
_UNEQUAL: Final = (
    "series.where((numberOfInstances.empty() or instance.empty() or numberOfInstances = instance.count()).not())"
)
_FIGURES: Final[Mapping[str, tuple[tuple[str, str], ...]]] = MappingProxyType(
    {
        "ist-1": (("series", "series.count()"), ("Study Instance UIDs", _UIDS)),
        "ist-2": (("Study Instance UIDs", _UIDS),),
        "ist-3": (("numberOfSeries", "numberOfSeries"), ("series", "series.count()")),
        "ist-4": (("numberOfInstances", "numberOfInstances"), ("instances", "series.instance.count()")),
        "ist-5": (
            ("numberOfInstances", "numberOfInstances"),
            ("as the sum of the series", "series.numberOfInstances.aggregate($total + $this.toInteger(), 0)"),
        ),
        "ist-6": (("series whose numberOfInstances differs from its instances", f"{_UNEQUAL}.count()"),),
        "ist-7": (
            ("modality.coding", "modality.coding.select(system&'|'&code).distinct().count()"),
            ("series.modality.coding", "series.modality.coding.select(system&'|'&code).distinct().count()"),
        ),
    }
)
"""Counts that say what was found, by rule: what is counted, and how."""


def _found(key: str, item: Any) -> str:
    """Say what was found: in counts where the rule is about counts, else the names that are there."""
    counts = []
    for label, expression in _FIGURES.get(key, ()):
        result = compile_expression(expression).evaluate(item)
        known = not isinstance(result, Failure) and len(result) == 1 and isinstance(result[0], int)
        counts.append(f"{label}: {result[0] if known else 'none'}")  # type: ignore[index]
    return ", ".join(counts) or _described(item)


def _described(item: Any) -> str:
    if not isinstance(item, dict) or not item:
        return kind_of(item.value if isinstance(item, Node) else item)
    names = [name for name in item if _NAME.fullmatch(name) and name != "resourceType"]
    return f"an object with {', '.join(names[:_NAMES_SHOWN])}{' and more' if len(names) > _NAMES_SHOWN else ''}"


def check_rules(visit: Visit, rules: Iterable[Rule], item: dict[str, Any] | str | Node, path: str) -> None:
    """Report the rules that an element breaks, and those that have no result for it."""
    for rule in rules:
        key = rule.invariant.key
        if key in _SKIPPED:
            continue
        if key in _OWN_CHECKS:
            found = _OWN_CHECKS[key](item)
            if found:
                visit.broken(rule, path, found)
            continue
        expression = compile_expression(rule.invariant.expression)
        outcome = expression.holds(item, resource=visit.resource, root_resource=visit.root)
        if isinstance(outcome, Failure):
            if outcome.evaluated:
                visit.warning("processing", path, f"The rule {key} has no result: {outcome.reason}")
        elif not outcome:
            visit.broken(rule, path, _found(key, item))
