"""The complete report: every object of a resource against the rows that define it.

Source: https://hl7.org/fhir/6.0.0-ballot4/json.html and https://hl7.org/fhir/6.0.0-ballot4/validation.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from filmroom.fhir.fhirpath import Node
from filmroom.fhir.primitives import CHECKS
from filmroom.fhir.structure import group_of
from filmroom.validation.references import check_absolute, check_reference
from filmroom.validation.rules import check_rules
from filmroom.validation.terminology import check_binding
from filmroom.validation.visit import DEPTH_LIMIT, kind_of, named

if TYPE_CHECKING:
    from collections.abc import Callable

    from filmroom.fhir.structure import Group, Property
    from filmroom.validation.visit import Visit

__all__ = ["Walk"]

_REFERENCES: Final = frozenset({"Reference", "CodeableReference"})
_ELEMENT: Final = "Element"


class Walk:
    """Walks the objects of one resource.

    Args:
        visit: where the issues go.
        check_resource: what to do with a resource inside this one, given its path and how deep it is.
        depth: how many objects this resource stands in.
    """

    def __init__(self, visit: Visit, check_resource: Callable[[Any, str, int], None], depth: int = 0) -> None:
        self._visit = visit
        self._check_resource = check_resource
        self._depth = depth
        self._element_rule = next(rule for rule in group_of(_ELEMENT).rules if rule.invariant.key == "ele-1")

    def check_object(self, value: dict[str, Any], group: Group, path: str, *, is_resource: bool = False) -> None:
        """Check an object: its properties, those it lacks, and the rules of its type."""
        self._depth += 1
        mistyped_before = len(self._visit.mistyped)
        if self._depth > DEPTH_LIMIT:
            self._visit.error("too-costly", path, f"Found more than {DEPTH_LIMIT} nested objects, expected fewer")
        else:
            self._check_names(value, group, path, is_resource=is_resource)
            for element, properties in group.elements.items():
                self._check_element(value, element, properties, path)
            if not is_resource and not (value.keys() - {"id"}):
                self._visit.broken(self._element_rule, path, "only an id" if value else "an empty object")
            check_rules(self._visit, group.rules, value, path, mistyped_before=mistyped_before)
        self._depth -= 1

    def _check_names(self, value: dict[str, Any], group: Group, path: str, *, is_resource: bool) -> None:
        for name in value:
            found = group.properties.get(name.removeprefix("_"))
            if found is None:
                if name != "resourceType" or not is_resource:
                    self._visit.error(
                        "structure", path, f"Found {named('property', name)}, expected one that {group.path} has"
                    )
            elif name.startswith("_") and (not found.is_primitive or found.is_attribute):
                self._visit.error(
                    "structure", path, f"Found {named('property', name)}, expected none: this element has no sibling"
                )

    def _check_element(self, value: dict[str, Any], element: str, properties: tuple[Property, ...], path: str) -> None:
        here = f"{path}.{element}"
        present = [each for each in properties if each.name in value or "_" + each.name in value]
        if not present:
            if properties[0].row.min > 0:
                self._visit.error("required", here, f"Found no {element}, expected at least {properties[0].row.min}")
            return
        if len(present) > 1:
            names = ", ".join(each.name for each in present)
            self._visit.error("structure", here, f"Found {names}, expected only one of the types of a choice")
        for found in present:
            if found.is_list:
                self._check_list(value, found, here)
            else:
                self._check_single(value.get(found.name), value.get("_" + found.name), found, here, value)

    def _check_single(self, content: Any, beside: Any, found: Property, path: str, holder: dict[str, Any]) -> None:
        if isinstance(content, list):
            self._visit.wrong_type("structure", path, f"Found {kind_of(content)}, expected a single value")
        elif content is None and found.name in holder:
            self._visit.wrong_type("structure", path, "Found null, expected a value or no property")
        elif "_" + found.name in holder and not isinstance(beside, dict):
            self._visit.wrong_type(
                "structure", path, f"Found {kind_of(beside)} under '_{found.name}', expected an object"
            )
        else:
            self._check_value(content, beside, found, path)

    def _check_list(self, value: dict[str, Any], found: Property, path: str) -> None:
        contents, besides = value.get(found.name), value.get("_" + found.name)
        for name, each in ((found.name, contents), ("_" + found.name, besides)):
            if name in value and (not isinstance(each, list) or not each):
                self._visit.wrong_type(
                    "structure", path, f"Found {kind_of(each)} under '{name}', expected an array with entries"
                )
        items = contents if isinstance(contents, list) else []
        siblings = besides if isinstance(besides, list) and found.is_primitive else []
        if items and siblings and len(items) != len(siblings):
            self._visit.error(
                "structure", path, f"Found {len(items)} values and {len(siblings)} siblings, expected as many of both"
            )
        if any(each is not None for each in items) and siblings and not any(each is not None for each in siblings):
            self._visit.error(
                "structure", path, f"Found only null under '_{found.name}', expected an id or extensions in it"
            )
        for position in range(max(len(items), len(siblings))):
            content = items[position] if position < len(items) else None
            beside = siblings[position] if position < len(siblings) else None
            self._check_entry(content, beside, found, f"{path}[{position}]")
        self._check_count(max(len(items), len(siblings)), found, path)

    def _check_entry(self, content: Any, beside: Any, found: Property, path: str) -> None:
        if beside is not None and not isinstance(beside, dict):
            self._visit.wrong_type(
                "structure", path, f"Found {kind_of(beside)} as a sibling, expected an object or null"
            )
        elif content is None and beside is None:
            self._visit.wrong_type("structure", path, "Found null, expected a value")
        else:
            self._check_value(content, beside, found, path)

    def _check_count(self, count: int, found: Property, path: str) -> None:
        row = found.row
        if count and count < row.min:
            self._visit.error("required", path, f"Found {count} {found.element}, expected at least {row.min}")
        if row.max.isdigit() and count > int(row.max):
            self._visit.error("structure", path, f"Found {count} {found.element}, expected at most {row.max}")

    def _check_value(self, content: Any, beside: dict[str, Any] | None, found: Property, path: str) -> None:
        """Check one value of an element, whose sibling is an object or None."""
        if found.is_primitive:
            self._check_primitive(content, beside, found, path)
        elif found.is_resource:
            self._check_resource(content, path, self._depth)
        elif not isinstance(content, dict):
            self._visit.wrong_type("structure", path, f"Found {kind_of(content)}, expected an object")
        else:
            mistyped_before = len(self._visit.mistyped)
            self.check_object(content, group_of(found.group), path)
            self._check_use(content, found, path)
            check_rules(self._visit, found.rules, content, path, mistyped_before=mistyped_before)

    def _check_use(self, content: dict[str, Any], found: Property, path: str) -> None:
        """Check what the place of an object demands beyond its type."""
        if found.type_code in _REFERENCES:
            reference = content if found.type_code == "Reference" else content.get("reference")
            if isinstance(reference, dict):
                inside = path if reference is content else f"{path}.reference"
                check_reference(self._visit, reference, found.targets, inside)
        if found.type_code == "Extension" and found.row.path != "Extension.extension":
            check_absolute(self._visit, content.get("url"), f"{path}.url")
        check_binding(self._visit, found, content, path)

    def _check_primitive(self, content: Any, beside: dict[str, Any] | None, found: Property, path: str) -> None:
        if beside is not None:
            self._check_sibling(content, beside, path)
        if content is None:
            return
        expected = CHECKS[found.type_code](content)
        is_narrative = found.type_code == "xhtml" and isinstance(content, str) and content
        if expected is not None and not is_narrative:
            self._visit.wrong_type("value", path, f"Found {kind_of(content)}, expected {expected}")
            return
        check_binding(self._visit, found, content, path)
        check_rules(self._visit, found.rules, content if beside is None else Node(content, beside), path)

    def _check_sibling(self, content: Any, beside: dict[str, Any], path: str) -> None:
        """Check the id and the extensions of a primitive."""
        if content is None and not (beside.keys() - {"id"}):
            self._visit.broken(self._element_rule, path, "neither a value nor extensions")
        group = group_of(_ELEMENT)
        self._check_names(beside, group, path, is_resource=False)
        for element, properties in group.elements.items():
            self._check_element(beside, element, properties, path)
