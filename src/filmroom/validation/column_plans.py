"""How the objects of each group are checked in columns, made from the definitions.

Source: https://hl7.org/fhir/6.0.0-ballot4/json.html
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from filmroom.fhir.definition import Strength
from filmroom.fhir.structure import Property, group_of
from filmroom.validation.column_values import primitive_check
from filmroom.validation.columns import Check, Column, Looked, Plan, RowRule, check_expressions, check_objects
from filmroom.validation.references import check_reference
from filmroom.validation.rule_tables import CHECKED_BY_THE_WALK, NOT_CHECKED
from filmroom.validation.terminology import codings_of, is_member, is_strict
from filmroom.validation.visit import Visit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from filmroom.fhir.definition import Binding

__all__ = ["SIMPLE_RULES", "plan_of"]

_LEFT_TO_THE_WALK: Final = frozenset({"contained", "extension", "modifierExtension"})
_CACHE_SIZE: Final = 4096
_SKIPPED_RULES: Final = frozenset({*CHECKED_BY_THE_WALK, *NOT_CHECKED, "txt-1", "txt-2", "dom-2", "dom-4", "dom-5"})
"""The grammar of xhtml includes txt-1 and txt-2; the rules on contained resources hold where there are none."""

SIMPLE_RULES: Final[Mapping[str, RowRule]] = MappingProxyType(
    {
        "cod-1": lambda it: "code" in it or "display" not in it,
        "cpt-2": lambda it: "value" not in it or "system" in it,
        "ident-1": lambda it: "value" in it,
        "qty-3": lambda it: "code" not in it or "system" in it,
        "ref-1": lambda it: not it.get("reference", "").startswith("#"),
        "ref-2": lambda it: "reference" in it or "identifier" in it or "display" in it,
    }
)
"""Rules on which names are present, for objects without siblings and extensions; a test compares them with FHIRPath."""


@cache
def plan_of(path: str) -> Plan:
    """Say how objects of a type, or of a group of elements inside one, are checked.

    Raises:
        KeyError: the type has no definition here.
    """
    group = group_of(path)
    columns = {name: found for name, each in group.properties.items() if (found := _column(each))}
    choices = tuple(
        frozenset(each.name for each in properties) for properties in group.elements.values() if len(properties) > 1
    )
    rules = [rule.invariant for rule in group.rules if rule.invariant.key not in _SKIPPED_RULES]
    return Plan(
        columns,
        frozenset(name for name, each in columns.items() if each.is_required),
        tuple(choice for choice in choices if group.properties[min(choice)].row.min),
        choices,
        tuple(SIMPLE_RULES[rule.key] for rule in rules if rule.key in SIMPLE_RULES),
        tuple(rule.expression for rule in rules if rule.key not in SIMPLE_RULES),
    )


def _column(found: Property) -> Column | None:
    """Make the check of a property; None for what is left to the walk."""
    row = found.row
    is_simple = row.max in ("1", "*") and row.min <= 1 and not found.is_attribute and not found.is_resource
    if not is_simple or found.element in _LEFT_TO_THE_WALK or not (found.is_primitive or found.group):
        return None
    checks: list[Check] = [
        primitive_check(found.type_code) if found.is_primitive else partial(_check_group, found.group)
    ]
    if found.type_code in ("Reference", "CodeableReference"):
        checks.append(partial(_check_references, found))
    if row.binding and is_strict(row):
        checks.append(partial(_check_codes, found, row.binding))
    rules = [rule.invariant for rule in found.rules if rule.invariant.key not in _SKIPPED_RULES]
    if rules:
        checks.append(partial(check_expressions, tuple(rule.expression for rule in rules)))
    is_required = row.min > 0 and not row.is_choice
    return Column(found.is_list, is_required, checks[0] if len(checks) == 1 else partial(_check_all, tuple(checks)))


def _check_all(checks: tuple[Check, ...], values: list[Any], looked: Looked) -> bool:
    return all(check(values, looked) for check in checks)


def _check_group(path: str, values: list[Any], looked: Looked) -> bool:
    return check_objects(plan_of(path), values, looked)


def _check_references(found: Property, values: list[Any], looked: Looked) -> bool:
    is_plain = found.type_code == "Reference"
    references = values if is_plain else [each["reference"] for each in values if "reference" in each]
    if not looked.visit.in_bundle:
        return all(_is_reference(each.get("reference"), each.get("type"), found.targets) for each in references)
    visit = replace(looked.visit, issues=[])
    for each in references:
        check_reference(visit, each, found.targets, "")
    return not visit.issues


@lru_cache(maxsize=_CACHE_SIZE)
def _is_reference(reference: str | None, stated: str | None, targets: tuple[str, ...]) -> bool:
    visit = Visit({}, {})
    check_reference(visit, {"reference": reference, "type": stated}, targets, "")
    return not visit.issues


def _check_codes(found: Property, binding: Binding, values: list[Any], looked: Looked) -> bool:
    """Check codes; what misses an extensible binding is only noted, since it is no error."""
    if all(_is_bound(found, binding, value) for value in (set(values) if found.is_primitive else values)):
        return True
    if binding.strength is Strength.REQUIRED:
        return False
    looked.missed.append((tuple(looked.trail), found))
    return True


def _is_bound(found: Property, binding: Binding, value: Any) -> bool:
    if found.is_primitive:
        return is_member(binding, found.type_code, value)
    codings = codings_of(found.type_code, value)
    return bool(codings) and all(is_member(binding, "Coding", each) for each in codings or ())
