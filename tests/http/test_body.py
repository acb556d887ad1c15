"""Bodies of requests."""

from __future__ import annotations

from decimal import Decimal

import falcon
import pytest
from falcon.testing import create_req

from filmroom.errors import DuplicateKeyError, FhirLimitError, FhirSyntaxError
from filmroom.http.body import read_body, read_form, read_operations, read_resource

LIMIT = 1000
JSON = {"Content-Type": "application/fhir+json"}
PATCH = {"Content-Type": "application/json-patch+json"}


def test_a_body_is_read_up_to_the_limit() -> None:
    assert read_body(create_req(body=b"x" * LIMIT), LIMIT) == b"x" * LIMIT


def test_a_longer_body_is_refused_by_its_header_without_reading_it() -> None:
    request = create_req(body=b"", headers={"Content-Length": str(LIMIT + 1)})

    with pytest.raises(falcon.HTTPContentTooLarge) as caught:
        read_body(request, LIMIT)
    assert caught.value.description == "Found a body of more than 1000 bytes, expected at most that"


def test_a_body_without_a_length_is_read_no_further_than_the_limit() -> None:
    request = create_req(body=b"x" * (LIMIT + 1))
    del request.env["CONTENT_LENGTH"]

    with pytest.raises(falcon.HTTPContentTooLarge):
        read_body(request, LIMIT)


def test_a_body_that_ends_too_early_is_refused() -> None:
    with pytest.raises(falcon.HTTPBadRequest):
        read_body(create_req(body=b"xy", headers={"Content-Length": "3"}), LIMIT)


def test_a_compressed_body_is_refused() -> None:
    with pytest.raises(falcon.HTTPUnsupportedMediaType):
        read_body(create_req(body=b"x", headers={"Content-Encoding": "gzip"}), LIMIT)


def test_a_resource_is_read_as_json_with_exact_decimals() -> None:
    request = create_req(body=b'{"resourceType":"Basic","x":1.50}', headers=JSON)

    assert read_resource(request, LIMIT) == {"resourceType": "Basic", "x": Decimal("1.50")}


def test_a_resource_is_read_as_xml() -> None:
    body = b'<Patient xmlns="http://hl7.org/fhir"><active value="true"/></Patient>'
    request = create_req(body=body, headers={"Content-Type": "application/fhir+xml"})

    assert read_resource(request, LIMIT) == {"resourceType": "Patient", "active": True}


def test_a_resource_that_is_too_deep_is_refused() -> None:
    with pytest.raises(FhirLimitError):
        read_resource(create_req(body=b'{"a":' + b"[" * 200 + b"]" * 200 + b"}", headers=JSON), LIMIT)


def test_a_patch_is_a_list_of_operations_with_exact_decimals() -> None:
    request = create_req(body=b'[{"op":"add","path":"/x","value":0.10}]', headers=PATCH)

    assert read_operations(request, LIMIT) == [{"op": "add", "path": "/x", "value": Decimal("0.10")}]


@pytest.mark.parametrize("body", [b"{}", b"[1]", b'[], "x": []', b"", b"[", b'[{"op":"add"}]}'])
def test_what_is_no_list_of_operations_is_refused(body: bytes) -> None:
    with pytest.raises(FhirSyntaxError):
        read_operations(create_req(body=body, headers=PATCH), LIMIT)


def test_a_patch_cannot_bring_its_list_twice() -> None:
    with pytest.raises(DuplicateKeyError):
        read_operations(create_req(body=b'[], "operations": [{}]', headers=PATCH), LIMIT)


def test_another_kind_of_patch_is_refused_with_the_kind_there_is() -> None:
    with pytest.raises(falcon.HTTPUnsupportedMediaType) as caught:
        read_operations(create_req(body=b"{}", headers=JSON), LIMIT)
    assert caught.value.headers == {"Accept-Patch": "application/json-patch+json"}


def test_a_form_is_read_in_its_order() -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
    request = create_req(body=b"name=M%C3%BCller&_count=2&name=a+b", headers=headers)

    assert read_form(request) == (("name", "Müller"), ("_count", "2"), ("name", "a b"))


def test_no_form_is_one_without_parameters() -> None:
    assert read_form(create_req(method="POST")) == ()


def test_a_body_that_is_no_form_is_refused() -> None:
    with pytest.raises(falcon.HTTPUnsupportedMediaType):
        read_form(create_req(body=b"{}", headers=JSON))
