"""JSON Patch: the cases of RFC 6902 Appendix A, what is refused, and what it may cost."""

from __future__ import annotations

from typing import Any

import pytest

from filmroom.errors import FhirLimitError, InvalidResourceError, RequestError
from filmroom.service.json_patch import apply_patch
from filmroom.service.limits import ServiceLimits

# Source: RFC 6902 Appendix A, by its numbers
_APPLIED: dict[str, tuple[Any, Any, Any]] = {
    "A.1": ({"foo": "bar"}, [{"op": "add", "path": "/baz", "value": "qux"}], {"baz": "qux", "foo": "bar"}),
    "A.2": (
        {"foo": ["bar", "baz"]},
        [{"op": "add", "path": "/foo/1", "value": "qux"}],
        {"foo": ["bar", "qux", "baz"]},
    ),
    "A.3": ({"baz": "qux", "foo": "bar"}, [{"op": "remove", "path": "/baz"}], {"foo": "bar"}),
    "A.4": ({"foo": ["bar", "qux", "baz"]}, [{"op": "remove", "path": "/foo/1"}], {"foo": ["bar", "baz"]}),
    "A.5": (
        {"baz": "qux", "foo": "bar"},
        [{"op": "replace", "path": "/baz", "value": "boo"}],
        {"baz": "boo", "foo": "bar"},
    ),
    "A.6": (
        {"foo": {"bar": "baz", "waldo": "fred"}, "qux": {"corge": "grault"}},
        [{"op": "move", "from": "/foo/waldo", "path": "/qux/thud"}],
        {"foo": {"bar": "baz"}, "qux": {"corge": "grault", "thud": "fred"}},
    ),
    "A.7": (
        {"foo": ["all", "grass", "cows", "eat"]},
        [{"op": "move", "from": "/foo/1", "path": "/foo/3"}],
        {"foo": ["all", "cows", "eat", "grass"]},
    ),
    "A.8": (
        {"baz": "qux", "foo": ["a", 2, "c"]},
        [{"op": "test", "path": "/baz", "value": "qux"}, {"op": "test", "path": "/foo/1", "value": 2}],
        {"baz": "qux", "foo": ["a", 2, "c"]},
    ),
    "A.10": (
        {"foo": "bar"},
        [{"op": "add", "path": "/child", "value": {"grandchild": {}}}],
        {"foo": "bar", "child": {"grandchild": {}}},
    ),
    "A.11": (
        {"foo": "bar"},
        [{"op": "add", "path": "/baz", "value": "qux", "xyz": 123}],
        {"foo": "bar", "baz": "qux"},
    ),
    "A.14": ({"/": 9, "~1": 10}, [{"op": "test", "path": "/~01", "value": 10}], {"/": 9, "~1": 10}),
    "A.16": (
        {"foo": ["bar"]},
        [{"op": "add", "path": "/foo/-", "value": ["abc", "def"]}],
        {"foo": ["bar", ["abc", "def"]]},
    ),
}


@pytest.mark.parametrize("case", _APPLIED)
def test_a_patch_does_what_rfc_6902_says(case: str) -> None:
    document, operations, expected = _APPLIED[case]
    assert apply_patch(document, operations) == expected


def test_the_resource_itself_is_left_as_it_was() -> None:
    resource = {"foo": ["bar"], "baz": {"deep": [1]}}
    apply_patch(resource, [{"op": "add", "path": "/foo/-", "value": 1}, {"op": "remove", "path": "/baz/deep/0"}])
    assert resource == {"foo": ["bar"], "baz": {"deep": [1]}}


@pytest.mark.parametrize(
    "operations",
    [
        pytest.param([{"op": "test", "path": "/baz", "value": "bar"}], id="A.9"),
        pytest.param([{"op": "test", "path": "/nothing", "value": 1}], id="nothing there"),
        pytest.param([{"op": "test", "path": "/yes", "value": 1}], id="true is not 1"),
        pytest.param([{"op": "test", "path": "/count", "value": "10"}], id="A.15"),
    ],
)
def test_a_test_that_fails_is_an_invalid_patch(operations: list[dict[str, Any]]) -> None:
    with pytest.raises(InvalidResourceError, match=r"^the patch: test 0 fails on the present version$"):
        apply_patch({"baz": "qux", "yes": True, "count": 10}, operations)


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "add", "path": "/baz/bat", "value": "qux"},  # A.12
        {"op": "add", "path": "/list/9", "value": 1},
        {"op": "add", "path": "/list/x", "value": 1},
        {"op": "add", "path": "/list/01", "value": 1},
        {"op": "add", "path": "/text/x", "value": 1},
        {"op": "add", "path": "no-slash", "value": 1},
        {"op": "add", "path": "/~2", "value": 1},
        {"op": "add", "path": 1, "value": 1},
        {"op": "add", "value": 1},
        {"op": "add", "path": "/x"},
        {"op": "replace", "path": "/nothing", "value": 1},
        {"op": "remove", "path": "/nothing"},
        {"op": "remove", "path": "/list/-"},
        {"op": "copy", "from": "/nothing", "path": "/x"},
        {"op": "copy", "path": "/x"},
        {"op": "copy", "from": 3, "path": "/x"},
        {"op": "move", "from": "/list", "path": "/list/0"},
        {"op": "nope", "path": "/x"},
        {"op": ["add"], "path": "/x"},
        {},
    ],
    ids=str,
)
def test_a_patch_that_cannot_be_applied_is_refused(operation: dict[str, Any]) -> None:
    with pytest.raises(RequestError, match=r"^the patch: operation 1 cannot be applied \(\w+\)$") as raised:
        apply_patch({"list": [1], "text": "a"}, [{"op": "test", "path": "/text", "value": "a"}, operation])
    assert type(raised.value) is RequestError


def test_a_patch_leaves_a_resource() -> None:
    with pytest.raises(InvalidResourceError, match=r"^the patch: found no resource after it$"):
        apply_patch({"a": 1}, [{"op": "replace", "path": "", "value": [1]}])


def test_a_patch_has_no_more_operations_than_the_limit() -> None:
    operations = [{"op": "add", "path": "/a", "value": 1}] * 3
    with pytest.raises(FhirLimitError, match=r"^the patch: found 3 operations, expected at most 2$"):
        apply_patch({}, operations, ServiceLimits(patch_operations=2))


def test_copies_of_copies_do_not_fill_the_memory() -> None:
    operations = [{"op": "copy", "from": "", "path": f"/c{number}"} for number in range(100)]
    with pytest.raises(FhirLimitError, match=r"^the patch: copies more than 16777216 bytes, expected less$"):
        apply_patch({"a": "x" * 100}, operations)


def test_a_patch_nests_no_deeper_than_the_limit() -> None:
    operations = [{"op": "copy", "from": "/a", "path": "/a" * (2**number + 1)} for number in range(8)]
    with pytest.raises(FhirLimitError, match=r"^the patch: found more than 128 levels of objects and arrays after it$"):
        apply_patch({"a": {"b": 1}}, operations)
