"""Resources: at the top, contained in another, or in the entries of a Bundle.

Source: https://hl7.org/fhir/6.0.0-ballot4/resource.html, references.html#contained and bundle.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from filmroom.fhir.definitions import defined_types, definition, known_resource_types
from filmroom.fhir.structure import group_of
from filmroom.validation.bundle import check_full_urls, entry_types
from filmroom.validation.generic import check_form
from filmroom.validation.names import without_other_names
from filmroom.validation.quick import quick_issues
from filmroom.validation.visit import Visit, kind_of, named, with_article
from filmroom.validation.walk import Walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from filmroom.fhir.outcome import Issue

__all__ = ["check_root"]

_NESTING_LIMIT: Final = 8
_CARRIERS: Final = frozenset({"Bundle", "Parameters"})
"""Types that hold whole resources, which stand on their own in them."""


def check_root(resource: Any, issues: list[Issue]) -> None:
    """Check a resource that stands on its own."""
    _Resources(issues).check(resource, "")


class _Resources:
    """Walks resources inside resources, each with its own scope."""

    def __init__(self, issues: list[Issue]) -> None:
        self._issues = issues
        self._holders: list[tuple[Visit, Mapping[str, str] | None]] = []

    def check(self, resource: Any, path: str, depth: int = 0) -> None:
        """Check one resource, which stands in so many objects; an empty path is the top."""
        nowhere = Visit({}, {}, self._issues)
        if not isinstance(resource, dict):
            nowhere.error("structure", path, f"Found {kind_of(resource)}, expected a resource")
            return
        type_name = resource.get("resourceType")
        if not isinstance(type_name, str):
            found = kind_of(type_name) if "resourceType" in resource else "no resourceType"
            nowhere.error("structure", path, f"Found {found}, expected the name of a resource type as resourceType")
            return
        if type_name not in known_resource_types() or (_is_defined(type_name) and definition(type_name).abstract):
            nowhere.error(
                "structure", path, f"Found {named('resourceType', type_name)}, expected a resource type of FHIR R6"
            )
            return
        if len(self._holders) >= _NESTING_LIMIT:
            nowhere.error("too-costly", path, f"Found more than {_NESTING_LIMIT} nested resources, expected fewer")
            return
        self._check_known(resource, type_name, path or type_name, depth)

    def _check_known(self, resource: dict[str, Any], type_name: str, path: str, depth: int) -> None:
        visit = self._visit_of(resource)
        if visit.root is resource:
            issues = quick_issues(visit, type_name, path)
            if issues is not None:
                self._issues.extend(issues)
                return
        if not self._holders:
            resource = without_other_names(visit, resource, path)
            visit = self._visit_of(resource)
        self._holders.append((visit, entry_types(resource) if type_name in _CARRIERS else None))
        if _is_defined(type_name):
            Walk(visit, self.check, depth).check_object(resource, group_of(type_name), path, is_resource=True)
            _check_contained(visit, resource, path)
            if type_name == "Bundle":
                check_full_urls(visit, resource, path)
        else:
            visit.information(
                "not-supported",
                path,
                f"Found {with_article(type_name)}, which filmroom does not define: only its form was checked",
            )
            check_form(visit, resource, path, depth)
        self._holders.pop()

    def _visit_of(self, resource: dict[str, Any]) -> Visit:
        if not self._holders:
            return Visit(resource, resource, self._issues)
        holder, entries = self._holders[-1]
        if entries is not None:
            return Visit(resource, resource, self._issues, entries, in_bundle=True)
        return Visit(resource, holder.root, self._issues, holder.entries, holder.in_bundle)


def _is_defined(type_name: str) -> bool:
    """Say whether a resource type has its rows here."""
    return type_name in defined_types()


def _texts_under(value: Any) -> Iterator[str]:
    """List the texts under a value, whatever their type: a reference, canonical, uri or url is one of them."""
    stack = [value]
    while stack:
        current = stack.pop()
        if isinstance(current, dict):
            stack.extend(current.values())
        elif isinstance(current, list):
            stack.extend(current)
        elif isinstance(current, str):
            yield current


def _check_contained(visit: Visit, resource: dict[str, Any], path: str) -> None:
    """Report contained resources that nothing refers to (dom-3), and ids given twice."""
    contained = resource.get("contained")
    if not isinstance(contained, list):
        return
    rule = next(each for each in group_of("DomainResource").rules if each.invariant.key == "dom-3")
    pointers = {text for text in _texts_under(resource) if text.startswith("#")}
    seen = set()
    for position, each in enumerate(contained):
        if not isinstance(each, dict):
            continue
        identity = each.get("id")
        is_referred_to = isinstance(identity, str) and f"#{identity}" in pointers
        if not is_referred_to and "#" not in _texts_under(each):
            visit.broken(rule, f"{path}.contained[{position}]", "a contained resource that nothing refers to")
        if isinstance(identity, str) and identity in seen:
            visit.error("value", f"{path}.contained[{position}].id", "Found an id given twice, expected one of its own")
        seen.add(identity if isinstance(identity, str) else None)
