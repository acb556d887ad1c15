"""References of resources: found, replaced, resolved."""

from __future__ import annotations

from filmroom.service.references import (
    LiteralReference,
    conditional_references,
    literal_references,
    rewrite_addresses,
)

_URN = "urn:uuid:c757873d-ec9a-4326-a141-556f43239520"


def test_literal_references_are_those_by_type_and_id() -> None:
    resource = {
        "resourceType": "ImagingStudy",
        "subject": {"reference": "Patient/1"},
        "basedOn": [{"reference": "ServiceRequest/2/_history/3"}, {"reference": "https://there/fhir/ServiceRequest/2"}],
        "reason": [{"reference": {"reference": "Condition/4"}}, {"concept": {"text": "Patient/9"}}],
        "encounter": {"reference": _URN},
        "location": {"reference": "#within"},
        "contained": [{"resourceType": "Location", "managingOrganization": {"reference": "Organization/5"}}],
        "series": [{"performer": [{"actor": {"reference": "Practitioner/6"}}]}],
        "procedure": [{"reference": "Procedure?identifier=7"}, {"reference": "Cat/8"}, {"display": "Procedure/9"}],
        "extension": [{"url": "http://example.org/x", "valueReference": {"reference": "Device/8"}}],
    }
    assert list(literal_references(resource)) == [
        LiteralReference("ImagingStudy.subject", "Patient", "1"),
        LiteralReference("ImagingStudy.basedOn[0]", "ServiceRequest", "2"),
        LiteralReference("ImagingStudy.reason[0].reference", "Condition", "4"),
        LiteralReference("ImagingStudy.contained[0].managingOrganization", "Organization", "5"),
        LiteralReference("ImagingStudy.series[0].performer[0].actor", "Practitioner", "6"),
        LiteralReference("ImagingStudy.extension[0].valueReference", "Device", "8"),
    ]
    assert list(conditional_references(resource)) == ["Procedure?identifier=7"]


def test_addresses_are_replaced_where_addresses_stand() -> None:
    value = {
        "subject": {"reference": _URN, "display": _URN},
        "reason": [{"reference": {"reference": f"{_URN}#part"}}],
        "instantiatesCanonical": [f"{_URN}|2", _URN],
        "url": f"{_URN}0",
        "identifier": [{"system": _URN, "value": _URN}],
        "extension": [{"url": _URN, "valueUrl": _URN, "valueString": _URN, "valueId": _URN}],
        "text": {"div": f"<div><img src='{_URN}'/><a href = \"{_URN}#x\">{_URN}</a></div>"},
    }
    assert rewrite_addresses(value, {_URN: "Patient/1"}) == {
        "subject": {"reference": "Patient/1", "display": _URN},
        "reason": [{"reference": {"reference": "Patient/1#part"}}],
        "instantiatesCanonical": ["Patient/1|2", "Patient/1"],
        "url": f"{_URN}0",
        "identifier": [{"system": _URN, "value": _URN}],
        "extension": [{"url": "Patient/1", "valueUrl": "Patient/1", "valueString": _URN, "valueId": _URN}],
        "text": {"div": f"<div><img src='Patient/1'/><a href = \"Patient/1#x\">{_URN}</a></div>"},
    }
    assert rewrite_addresses(value, {}) is value
