"""FHIR JSON, read strictly and written without loss."""

from __future__ import annotations

import io
import re
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmroom.errors import DuplicateKeyError, FhirError, FhirLimitError, FhirSyntaxError
from filmroom.fhir import json_refusals
from filmroom.fhir.json_document import read_json, read_ndjson, write_json
from filmroom.fhir.limits import DocumentLimits

NO_COMMA = "Found neither a comma nor the end of the object or array, expected one of them"
NO_ESCAPE = 'Found an escape that JSON does not have, expected one of \\" \\\\ \\/ \\b \\f \\n \\r \\t \\u'


def refusal(data: bytes | str, **limits: int) -> tuple[type[Exception], str]:
    with pytest.raises(FhirError) as caught:
        read_json(data, limits=DocumentLimits(**limits))
    return type(caught.value), str(caught.value)


def test_a_resource_is_read_with_its_decimals_as_written() -> None:
    assert read_json(b'{"a": 1.50, "b": [1, true, null, "\\u00e9"]}') == {
        "a": Decimal("1.50"),
        "b": [1, True, None, "é"],
    }
    assert str(read_json(b'{"a": 1.50}')["a"]) == "1.50"


def test_text_and_bytes_are_read_alike_with_or_without_a_byte_order_mark() -> None:
    assert read_json('{"a": 1}') == read_json("\ufeff{}") | {"a": 1} == read_json(b'\xef\xbb\xbf{"a": 1}')


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "JSON: Found no value, expected one (line 1, column 1)"),
        (b'{"a" 1}', "JSON: Found no colon after the name of a property, expected one (line 1, column 6)"),
        (b"{a: 1}", "JSON: Found no name of a property, expected one in double quotes (line 1, column 2)"),
        (b'{"a": 1\n "b": 2}', f"JSON: {NO_COMMA} (line 2, column 2)"),
        (b'{"a": [1', f"JSON: {NO_COMMA} (line 1, column 9)"),
        (b"{} x", "JSON: Found more after the end of the document, expected nothing (line 1, column 4)"),
        (b'{"a": "x}', "JSON: Found text without an end, expected a closing quote (line 1, column 7)"),
        (b'{"a": "x\ny"}', "JSON: Found a control character in text, expected it escaped (line 1, column 9)"),
        (b'{"a": "\\u00g0"}', "JSON: Found \\u without four hexadecimal digits, expected them (line 1, column 9)"),
        (b'{"a": "\\x"}', f"JSON: {NO_ESCAPE} (line 1, column 8)"),
        (b"[1]", "Found another kind of JSON, expected an object (line 1, column 1)"),
        (b'"text"', "Found another kind of JSON, expected an object (line 1, column 1)"),
        (b'{"a": "NaN", "b":\n NaN}', "JSON: Found NaN or Infinity, expected a number (line 2, column 2)"),
        (b'{"a": -Infinity}', "JSON: Found NaN or Infinity, expected a number (line 1, column 7)"),
        (b'{"a":\n "\xff"}', "Found a byte that is not UTF-8, expected UTF-8 (line 2, column 3)"),
        ('{"é": "'.encode() + b"\xe9", "Found a byte that is not UTF-8, expected UTF-8 (line 1, column 8)"),
        (b"\xff\xfe{\0", "Found UTF-16, expected UTF-8 (line 1, column 1)"),
    ],
)
def test_what_is_not_json_is_refused_with_its_place(data: bytes, message: str) -> None:
    assert refusal(data) == (FhirSyntaxError, message)


def test_a_comma_before_the_end_is_refused_at_its_place() -> None:
    # Python 3.13 names the comma, earlier ones the name that is missing behind it
    kind, message = refusal(b'{"a": 1,}')

    assert kind is FhirSyntaxError
    assert re.fullmatch(r"JSON: Found .*, expected .* \(line 1, column [89]\)", message)


def test_a_message_of_the_parser_that_is_not_known_says_little() -> None:
    assert json_refusals.refusal("Something new") == "Found text that is not JSON"


def test_the_place_of_a_syntax_error_can_be_asked_for() -> None:
    with pytest.raises(FhirSyntaxError) as caught:
        read_json(b'{\n  "a": }')

    assert (caught.value.line, caught.value.column, caught.value.issue_code) == (2, 8, "structure")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            b'{"a": 1,\n "a": 2}',
            "JSON: Found the property 'a' twice in one object, expected it once (line 2, column 2)",
        ),
        (
            b'{"x": [{"b": ":", "c": {"b": 1}, "b": 2}]}',
            "JSON: Found the property 'b' twice in one object, expected it once (line 1, column 34)",
        ),
        (
            b'{"\\u0061": 1, "a": 1}',
            "JSON: Found the property 'a' twice in one object, expected it once (line 1, column 15)",
        ),
        (
            b'{"J. Doe": 1, "J. Doe": 1}',
            "JSON: Found a property whose name is not FHIR's twice in one object, expected it once (line 1, column 15)",
        ),
    ],
)
def test_a_name_given_twice_is_refused_with_its_place(data: bytes, message: str) -> None:
    assert refusal(data) == (DuplicateKeyError, message)


def test_a_name_may_stand_in_several_objects() -> None:
    assert read_json(b'{"a": {"a": [{"a": 1}, {"a": 2}]}}') == {"a": {"a": [{"a": 1}, {"a": 2}]}}


LONG_NUMBER = "Found a number of more than 64 characters or an exponent beyond 400, expected a smaller one"


@pytest.mark.parametrize(
    ("data", "limits", "message"),
    [
        (b'{"a": 12}', {"size_bytes": 8}, "Found a document of 9 bytes, expected at most 8"),
        (b'{"a": {"b": [{}]}}', {"depth": 3}, "Found more than 3 levels of objects and arrays, expected at most 3"),
        (b'{"a": ' * 100_000, {}, "Found JSON nested too deeply, expected at most 128 levels"),
        (
            b'{"a": 1, "b": ' + b"1" * 5000 + b"}",
            {},
            f"{LONG_NUMBER} (line 1, column 15)",
        ),
        (
            b'{"a": 1.0e401}',
            {},
            f"{LONG_NUMBER} (line 1, column 7)",
        ),
    ],
)
def test_what_goes_beyond_a_limit_is_refused(data: bytes, limits: dict[str, int], message: str) -> None:
    assert refusal(data, **limits) == (FhirLimitError, message)


def test_a_document_at_the_limits_is_read() -> None:
    assert read_json(b'{"a": [{}]}', limits=DocumentLimits(size_bytes=11, depth=3)) == {"a": [{}]}


def test_decimals_are_written_as_numbers_with_their_precision() -> None:
    written = write_json({"a": Decimal("0.10"), "b": Decimal("1E+3"), "c": Decimal("100000000000000000000.0")})

    assert written == b'{"a":0.10,"b":1E+3,"c":100000000000000000000.0}'


def test_a_resource_can_be_written_for_people() -> None:
    assert write_json({"a": [1.5, "é"]}, pretty=True).decode() == '{\n  "a": [\n    1.5,\n    "é"\n  ]\n}\n'


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(min_value=-(2**63), max_value=2**63 - 1)
    | st.decimals(allow_nan=False, allow_infinity=False, places=3)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(resource=st.dictionaries(st.text(), json_values))
def test_what_is_written_is_read_back(resource: dict[str, Any]) -> None:
    read = read_json(write_json(resource))

    assert read == resource
    assert write_json(read) == write_json(resource)


@given(data=st.binary(max_size=60) | st.text(alphabet='{}[]":,\\anNI-1e. \n', max_size=60))
def test_any_input_is_read_or_refused(data: bytes | str) -> None:
    result: object = {}
    with suppress(FhirError):
        result = read_json(data)

    assert isinstance(result, dict)


def test_ndjson_goes_on_after_a_bad_line_and_says_which_it_was() -> None:
    stream = io.BytesIO(b'{"a": 1}\n\n{"b":\r\n{"c": 2}\n{"d": 1, "d": 2}')

    lines = [(each.number, each.resource, str(each.error or "")) for each in read_ndjson(stream)]

    assert lines == [
        (1, {"a": 1}, ""),
        (3, None, "JSON: Found no value, expected one (line 3, column 6)"),
        (4, {"c": 2}, ""),
        (5, None, "JSON: Found the property 'd' twice in one object, expected it once (line 5, column 10)"),
    ]


def test_a_line_beyond_the_limit_is_passed_over() -> None:
    stream = io.BytesIO(b'{"a": "' + b"x" * 100 + b'"}\n{"b": 1}\n')

    lines = [
        (each.number, each.resource, str(each.error or "")) for each in read_ndjson(stream, limits=DocumentLimits(20))
    ]

    assert lines == [
        (1, None, "Found a line of more than 20 bytes (line 1), expected less"),
        (2, {"b": 1}, ""),
    ]
