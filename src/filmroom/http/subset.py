"""Parts of resources: summaries, and the elements that a client asks for.

Mandatory elements always stay, and the tag SUBSETTED says that something may be missing. Of a type of which only
the name is known no summary is made: it stays whole.

Source: https://hl7.org/fhir/6.0.0-ballot4/search.html#summary and search.html#elements
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from filmroom.errors import UnsupportedSearchError
from filmroom.fhir.definitions import defined_types
from filmroom.fhir.structure import group_of
from filmroom.query.search import Summary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from filmroom.fhir.structure import Property

__all__ = ["subset"]

_ALWAYS: Final = frozenset({"resourceType", "id", "meta"})
_SUBSETTED: Final = {
    "system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue",
    "code": "SUBSETTED",
    "display": "subsetted",
}


def subset(resource: dict[str, Any], summary: Summary | None, elements: tuple[str, ...]) -> dict[str, Any]:
    """Return the part of a resource that is asked for, with the tag that says so.

    Args:
        resource: as JSON has it; it stays as it is.
        summary: None: none; ``elements`` counts only then.
        elements: as in ``series.uid`` or ``ImagingStudy.series``; empty: all.

    Raises:
        UnsupportedSearchError: a count of one resource.
    """
    kind = str(resource.get("resourceType", ""))
    if summary in (None, Summary.FALSE):
        return _tagged(_of_elements(resource, kind, elements)) if elements else resource
    if summary is Summary.COUNT:
        raise UnsupportedSearchError("Parameter '_summary': found count, expected it of a search only")
    if summary is Summary.DATA:
        return _tagged({name: value for name, value in resource.items() if name != "text"})
    if kind not in defined_types():
        return resource
    if summary is Summary.TEXT:
        kept = _ALWAYS | _mandatory(kind) | {"text"}
        return _tagged({name: value for name, value in resource.items() if _base(name) in kept})
    return _tagged({name: value for name, value in resource.items() if name in _ALWAYS} | _summary(resource, kind))


def _tagged(resource: dict[str, Any]) -> dict[str, Any]:
    meta = resource.get("meta", {})
    tags = [each for each in meta.get("tag", ()) if each.get("code") != _SUBSETTED["code"]]
    marked = {**meta, "tag": [*tags, _SUBSETTED]}
    if "meta" in resource:
        return {**resource, "meta": marked}
    first: dict[str, Any] = {name: resource[name] for name in ("resourceType", "id") if name in resource}
    return {**first, "meta": marked, **{name: each for name, each in resource.items() if name not in first}}


def _base(name: str) -> str:
    return name.removeprefix("_")


@cache
def _mandatory(path: str) -> frozenset[str]:
    return frozenset(name for name, each in group_of(path).properties.items() if each.row.min > 0)


@cache
def _in_summary(path: str) -> Mapping[str, Property]:
    rows = group_of(path).properties.items()
    return {name: each for name, each in rows if each.row.summary or each.row.min > 0}


def _summary(content: dict[str, Any], path: str) -> dict[str, Any]:
    """Keep what the definition has in its summary, and inside that the same."""
    kept = _in_summary(path)
    found: dict[str, Any] = {}
    for name, value in content.items():
        if name == "resourceType":
            found[name] = value
        elif each := kept.get(_base(name)):
            found[name] = _each(value, each.group) if each.group else value
    return found


def _each(value: Any, path: str) -> Any:
    if isinstance(value, list):
        return [_each(one, path) for one in value]
    return _summary(value, path) if isinstance(value, dict) else value


def _of_elements(resource: dict[str, Any], kind: str, elements: tuple[str, ...]) -> dict[str, Any]:
    wanted = [each.removeprefix(f"{kind}.").split(".") for each in elements]
    mandatory = _mandatory(kind) if kind in defined_types() else frozenset()
    return _wanted(resource, wanted, _ALWAYS | mandatory, kind)


def _wanted(content: dict[str, Any], wanted: list[list[str]], always: frozenset[str], path: str) -> dict[str, Any]:
    """Keep what the paths lead to, and what is mandatory beside it."""
    found: dict[str, Any] = {}
    for name, value in content.items():
        rest = [each[1:] for each in wanted if each and _names(path, each[0], _base(name))]
        if _base(name) in always and not rest:
            found[name] = value
        elif rest:
            found[name] = value if [] in rest else _inside(value, rest, path, _base(name))
    return found


def _names(path: str, element: str, name: str) -> bool:
    """Say whether a name in JSON is of an element; that of a choice has its type behind it."""
    if element == name:
        return True
    try:
        found = group_of(path).properties.get(name)
    except KeyError:
        return False
    return found is not None and found.element == element


def _inside(value: Any, rest: list[list[str]], path: str, name: str) -> Any:
    if isinstance(value, list):
        return [_inside(each, rest, path, name) for each in value]
    try:
        inner = group_of(path).properties[name].group
        always = _mandatory(inner) if inner else frozenset()
    except KeyError:
        inner, always = "", frozenset()
    return _wanted(value, rest, always, inner) if isinstance(value, dict) else value
