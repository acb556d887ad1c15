"""What a header must have to be an instance, and what is said about the rest of it."""

from __future__ import annotations

from typing import Any

import pytest

from filmroom.errors import RequiredAttributeError
from samples import Json, instance

REQUIRED = ["StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID"]


@pytest.mark.parametrize("keyword", REQUIRED)
@pytest.mark.parametrize("uid", [None, "", b"\0\0", b"1", b"1..2", b"1.2.", b"a.b", b"1.2.3/4", b"1." + b"2" * 63])
def test_an_instance_without_a_legal_uid_is_refused(keyword: str, uid: Any) -> None:
    elements: Json = {keyword: uid}

    with pytest.raises(RequiredAttributeError, match=keyword):
        instance(**elements)


def test_a_refusal_carries_no_patient_data() -> None:
    with pytest.raises(RequiredAttributeError) as refused:
        instance(SOPInstanceUID="secret", PatientID="secret", PatientName="secret")

    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("keyword", REQUIRED)
def test_the_longest_legal_uid_is_read(keyword: str) -> None:
    uid = "1." + "2" * 62
    elements: Json = {keyword: uid}
    facts = instance(**elements)

    assert uid in (facts.study_instance_uid, facts.series_instance_uid, facts.sop_instance_uid)


@pytest.mark.parametrize("keyword", REQUIRED)
def test_leading_zeros_in_a_uid_are_kept_and_reported(keyword: str) -> None:
    elements: Json = {keyword: "1.2.003.4"}
    facts = instance(**elements)
    defects = (*facts.study.defects, *facts.series.defects, *facts.instance.defects)

    assert "1.2.003.4" in (facts.study_instance_uid, facts.series_instance_uid, facts.sop_instance_uid)
    assert [(one.keyword, one.done) for one in defects] == [(keyword, "kept")]


def test_a_defect_names_tag_keyword_found_and_expected() -> None:
    (defect,) = instance(StudyDate="20240230").study.defects

    assert (defect.tag_path, defect.keyword, defect.found) == ("(0008,0020)", "StudyDate", "20240230")
    assert defect.expected
    assert defect.done


def test_a_defect_inside_an_item_names_the_way_to_it() -> None:
    item = {"SpecimenUID": "none"}
    (defect,) = instance(SpecimenDescriptionSequence=[{}, item]).series.defects

    assert defect.tag_path == "(0040,0560)[1](0040,0554)"
    assert defect.keyword == "SpecimenDescriptionSequence[1].SpecimenUID"


def test_a_clean_header_has_no_defects() -> None:
    facts = instance(StudyDate="20240101", StudyTime="101500", Modality="CT", PatientName="Muster^Anna")

    assert (facts.study.defects, facts.series.defects, facts.instance.defects) == ((), (), ())


def test_raw_values_are_kept_only_when_asked_for() -> None:
    assert instance(StudyDate="20240101").study.raw == {}
    assert instance(StudyDate="20240101", keep_raw=True).study.raw["StudyDate"] == "20240101"
