"""Codes and identifiers: what a token parameter finds."""

from __future__ import annotations

from typing import Any

import pytest

from filmroom.fhir.search_values import OfTypeValue, TokenValue
from filmroom.fhir.search_values.tokens import token_values

SCT = "http://snomed.info/sct"
V2 = "http://terminology.hl7.org/CodeSystem/v2-0203"


@pytest.mark.parametrize(
    ("item", "found"),
    [
        ("available", [TokenValue(None, "available")]),
        (True, [TokenValue(None, "true")]),
        (False, [TokenValue(None, "false")]),
        # Coding
        ({"system": SCT, "code": "1", "display": "One"}, [TokenValue(SCT, "1", "One")]),
        ({"code": "1"}, [TokenValue(None, "1")]),
        ({"display": "One"}, [TokenValue(None, "", "One")]),
        ({"system": SCT}, [TokenValue(SCT, "")]),
        # CodeableConcept
        (
            {"coding": [{"system": SCT, "code": "1", "display": "One"}, {"code": "2"}], "text": "Both"},
            [TokenValue(SCT, "1", "One"), TokenValue(None, "2"), TokenValue(None, "", "Both")],
        ),
        ({"coding": [{"code": "1", "display": "One"}], "text": "One"}, [TokenValue(None, "1", "One")]),
        ({"text": "One"}, [TokenValue(None, "", "One")]),
        # CodeableReference
        ({"concept": {"coding": [{"code": "1"}]}}, [TokenValue(None, "1")]),
        ({"reference": {"reference": "Condition/1"}}, []),
        # Identifier
        ({"use": "usual", "system": "urn:a", "value": "7"}, [TokenValue("urn:a", "7")]),
        (
            {
                "type": {"coding": [{"system": V2, "code": "MR", "display": "Record"}, {"code": "X"}], "text": "MRN"},
                "system": "urn:a",
                "value": "7",
            },
            [TokenValue("urn:a", "7", "MRN"), OfTypeValue(V2, "MR", "7"), OfTypeValue(None, "X", "7")],
        ),
        ({"value": "7"}, [TokenValue(None, "7")]),
        # ContactPoint
        ({"system": "phone", "value": "+41 1", "use": "work"}, [TokenValue(None, "+41 1")]),
        # what is malformed
        ("", []),
        (7, []),
        (None, []),
        (["available"], []),
        ({}, []),
        ({"system": 7, "code": [], "display": {}}, []),
        ({"coding": {"code": "1"}}, []),
        ({"coding": ["1", None, {}], "text": 7}, []),
        ({"system": "urn:a", "value": 7}, []),
        ({"type": "MR", "system": "", "value": "7"}, [TokenValue(None, "7")]),
        ({"type": {"coding": 7, "text": 7}, "value": "7"}, [TokenValue(None, "7")]),
        ({"concept": "1"}, []),
    ],
)
def test_a_token_is_told_by_what_it_holds(item: Any, found: list[TokenValue | OfTypeValue]) -> None:
    assert list(token_values(item)) == found
