"""Resources of every type, as they should be and with something wrong: all ways to look at them find the same."""

from __future__ import annotations

import copy
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filmroom.errors import FhirError
from filmroom.fhir.definition import Kind
from filmroom.fhir.definitions import defined_types, definition
from filmroom.fhir.structure import group_of
from filmroom.fhir.value_sets import contains, value_set
from filmroom.fhir.xml_document import inspect_xml, write_xml
from filmroom.validation import resources, validate

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    import pytest

    from filmroom.fhir.outcome import Issue
    from filmroom.fhir.structure import Property

TYPES = [name for name in defined_types() if definition(name).kind is Kind.RESOURCE and not definition(name).abstract]
VALUES: dict[str, Any] = {
    "boolean": True,
    "integer": 1,
    "unsignedInt": 1,
    "positiveInt": 1,
    "integer64": "5",
    "decimal": Decimal("1.50"),
    "oid": "urn:oid:1.2",
    "uuid": "urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0",
    "base64Binary": "QUJD",
    "date": "2024-01-01",
    "dateTime": "2024-01-01",
    "instant": "2024-01-01T00:00:00Z",
    "time": "10:00:00",
    "xhtml": '<div xmlns="http://www.w3.org/1999/xhtml">x</div>',
    **dict.fromkeys(("uri", "url", "canonical"), "http://e"),
}
ODD = [True, 1, -1, Decimal("1.5"), "", "x", "a b", "#p", "Location/1", "2024-13", " x", "\n", None]
ODD += [{}, {"text": "x"}, {"foo": "1"}, {"id": "a"}, [], ["x"], [{}], {"extension": [{"url": "r", "valueCode": "x"}]}]
NAMES = ["id", "extension", "bogus", "value", "url", "contained", "text"]


def primitive(found: Property, random: Random) -> Any:
    binding = found.row.binding
    listed = value_set(binding.value_set) if binding else None
    if listed:
        return random.choice(listed.concepts).code
    codes = ["en", "image/png", "EUR", "Patient"] if binding else []
    return next(
        (code for code in codes if binding and contains(binding.value_set, None, code)),
        VALUES.get(found.type_code, "x"),
    )


def value(found: Property, random: Random, depth: int) -> Any:
    if found.is_primitive:
        return primitive(found, random)
    if found.is_resource:
        return {"resourceType": random.choice(["Patient", "Device", "Task"]), "id": "a"}
    if found.type_code == "Extension":
        return {"url": "http://e", "valueString": "x"}
    if found.type_code == "Reference":
        return {"reference": f"{(found.targets or ('Patient',))[0].replace('Resource', 'Patient')}/1"}
    return content(found.group, random, depth + 1) or {"id": "a"}


def content(path: str, random: Random, depth: int = 0) -> dict[str, Any]:
    """An object with what is required and some of the rest, less of it the deeper it is."""
    result: dict[str, Any] = {}
    for properties in group_of(path).elements.values():
        found = random.choice(properties)
        if depth > 9 or (found.row.min == 0 and random.random() > 0.3 / 2**depth):
            continue
        values = [value(found, random, depth) for _ in range(random.choice([1, 1, 2]) if found.is_list else 1)]
        result[found.name] = values if found.is_list else values[0]
    return result


def places(holder: Any) -> list[tuple[Any, Any]]:
    """Every object or array with each of its keys."""
    found = []
    for key, child in holder.items() if isinstance(holder, dict) else enumerate(holder):
        found.append((holder, key))
        if isinstance(child, dict | list):
            found += places(child)
    return found


def mutate(resource: dict[str, Any], random: Random) -> None:
    holder, key = random.choice(places(resource))
    action = random.choice(["change", "remove", "add", "repeat"])
    if key == "resourceType":
        return
    if action == "change":
        holder[key] = copy.deepcopy(random.choice(ODD))
    elif action == "remove":
        del holder[key]
    elif action == "add" and isinstance(holder, dict):
        holder[random.choice([*NAMES, f"_{key}"])] = copy.deepcopy(random.choice(ODD))
    elif action == "repeat" and isinstance(holder, list):
        holder.append(copy.deepcopy(holder[key]))


def summary(issues: Iterable[Issue]) -> Counter[tuple[str, ...]]:
    return Counter((each.severity, each.code, each.key, each.expression) for each in issues)


def test_json_and_xml_and_the_fast_path_and_the_walk_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    written = Counter[bool]()

    @settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(type_name=st.sampled_from(TYPES), mutations=st.integers(0, 3), random=st.randoms(use_true_random=False))
    def agree(type_name: str, mutations: int, random: Random) -> None:
        resource = {"resourceType": type_name, **content(type_name, random)}
        for _ in range(mutations):
            mutate(resource, random)
        issues = validate(resource)
        with monkeypatch.context() as patch:
            patch.setattr(resources, "quick_issues", lambda *_arguments: None)
            assert validate(resource) == issues
        try:
            document = inspect_xml(write_xml(resource))
        except FhirError:
            written[False] += 1
            return
        written[True] += 1
        assert document.issues == ()
        assert summary(validate(document.resource)) == summary(issues)
        assert "processing" not in {each.code for each in issues}

    agree()

    assert written[True] > written[False] / 4
