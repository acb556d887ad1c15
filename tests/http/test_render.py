"""Resources as bytes."""

from __future__ import annotations

from decimal import Decimal

from filmroom.http.media_types import Format
from filmroom.http.presentation import Presentation, present_as
from filmroom.http.render import embed, parse_stored, render, render_stored

STORED = b'{"resourceType":"Basic","id":"1","extension":[{"url":"http://x.org","valueDecimal":1.50}]}'
PATIENT = b'{"resourceType":"Patient","id":"1","active":true}'


def presentation(query: str, accept: str = "") -> Presentation:
    return present_as(accept, [tuple(part.split("=")) for part in query.split("&") if part])  # type: ignore[misc]


def test_what_is_stored_is_passed_on_untouched() -> None:
    assert render_stored(STORED, presentation("")) is STORED


def test_pretty_json_is_indented_and_keeps_decimals() -> None:
    assert render_stored(STORED, presentation("_pretty=true")) == (
        b'{\n  "resourceType": "Basic",\n  "id": "1",\n  "extension": [\n    {\n      "url": "http://x.org",\n'
        b'      "valueDecimal": 1.50\n    }\n  ]\n}\n'
    )


def test_chosen_elements_keep_decimals() -> None:
    assert b'"valueDecimal":1.50' in render_stored(STORED, presentation("_elements=extension"))
    assert parse_stored(STORED)["extension"][0]["valueDecimal"] == Decimal("1.50")


def test_xml_is_written_by_the_definitions() -> None:
    assert render_stored(PATIENT, presentation("", "application/fhir+xml")) == (
        b'<?xml version="1.0" encoding="UTF-8"?>\n'
        b'<Patient xmlns="http://hl7.org/fhir"><id value="1"/><active value="true"/></Patient>'
    )


def test_a_bundle_holds_what_is_stored_byte_for_byte() -> None:
    plain = presentation("")
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": embed(STORED, plain)}]}

    assert render(bundle, plain) == (
        b'{"resourceType":"Bundle","type":"collection","entry":[{"resource":' + STORED + b"}]}"
    )


def test_a_bundle_in_xml_holds_resources_in_xml() -> None:
    xml = Presentation(Format.XML, "application/fhir+xml")
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": embed(PATIENT, xml)}]}

    assert b'<resource><Patient><id value="1"/><active value="true"/></Patient></resource>' in render(bundle, xml)
