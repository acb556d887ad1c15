"""Summaries and chosen elements."""

from __future__ import annotations

from typing import Any

import pytest

from filmroom.errors import UnsupportedSearchError
from filmroom.http.subset import subset
from filmroom.query.search import Summary

TAG = {
    "system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue",
    "code": "SUBSETTED",
    "display": "subsetted",
}
META = {"versionId": "2", "tag": [TAG]}
STUDY: dict[str, Any] = {
    "resourceType": "ImagingStudy",
    "id": "1.2",
    "meta": {"versionId": "2"},
    "text": {"status": "generated", "div": "<div xmlns='http://www.w3.org/1999/xhtml'>x</div>"},
    "status": "available",
    "_status": {"id": "s"},
    "subject": {"reference": "Patient/1", "display": "shown"},
    "started": "2024-01-01",
    "note": [{"text": "a note"}],
    "series": [
        {
            "uid": "1.2.3",
            "modality": {"coding": [{"code": "CT"}], "text": "CT"},
            "description": "thin",
            "performer": [{"actor": {"reference": "Practitioner/1"}}],
            "instance": [{"uid": "1.2.3.4", "sopClass": {"code": "x"}, "number": 3, "title": "ORIGINAL"}],
        }
    ],
}


def test_without_a_wish_it_is_the_resource_itself() -> None:
    assert subset(STUDY, None, ()) is STUDY
    assert subset(STUDY, Summary.FALSE, ()) is STUDY


def test_a_summary_has_what_the_definitions_mark_down_to_the_last_group() -> None:
    series = {name: value for name, value in STUDY["series"][0].items() if name != "instance"}

    assert subset(STUDY, Summary.TRUE, ()) == {
        "resourceType": "ImagingStudy",
        "id": "1.2",
        "meta": META,
        "status": "available",
        "_status": {"id": "s"},
        "subject": STUDY["subject"],
        "started": "2024-01-01",
        "note": STUDY["note"],
        "series": [series],
    }


def test_a_summary_of_text_has_the_narrative_and_what_is_mandatory() -> None:
    assert subset(STUDY, Summary.TEXT, ()) == {
        "resourceType": "ImagingStudy",
        "id": "1.2",
        "meta": META,
        "text": STUDY["text"],
        "status": "available",
        "_status": {"id": "s"},
        "subject": STUDY["subject"],
    }


def test_a_summary_of_data_has_all_but_the_narrative() -> None:
    expected = {name: value for name, value in STUDY.items() if name != "text"} | {"meta": META}

    assert subset(STUDY, Summary.DATA, ()) == expected


def test_a_count_of_one_resource_is_refused() -> None:
    with pytest.raises(UnsupportedSearchError, match="found count"):
        subset(STUDY, Summary.COUNT, ())


def test_elements_come_with_what_is_mandatory() -> None:
    assert subset(STUDY, None, ("started",)) == {
        "resourceType": "ImagingStudy",
        "id": "1.2",
        "meta": META,
        "status": "available",
        "_status": {"id": "s"},
        "subject": STUDY["subject"],
        "started": "2024-01-01",
    }


def test_elements_may_be_inside_others_and_named_with_the_type() -> None:
    found = subset(STUDY, None, ("ImagingStudy.series.description",))

    assert found["series"] == [{"uid": "1.2.3", "modality": STUDY["series"][0]["modality"], "description": "thin"}]


def test_a_choice_is_found_by_the_name_of_its_element() -> None:
    patient = {"resourceType": "Patient", "id": "1", "deceasedBoolean": True, "gender": "other"}

    assert subset(patient, None, ("deceased",)) == {
        "resourceType": "Patient",
        "id": "1",
        "meta": {"tag": [TAG]},
        "deceasedBoolean": True,
    }


def test_the_tag_stands_once() -> None:
    once = subset(STUDY, None, ("started",))

    assert subset(once, None, ("started",)) == once


def test_of_a_type_of_which_only_the_name_is_known_no_summary_is_made() -> None:
    basic = {"resourceType": "Basic", "id": "1", "code": {"text": "x"}}

    assert subset(basic, Summary.TRUE, ()) is basic
    assert subset(basic, None, ("code",)) == basic | {"meta": {"tag": [TAG]}}
