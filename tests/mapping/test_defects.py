"""What the mapping says of values that it cannot take: where they are, in which series, in which instances."""

from __future__ import annotations

from filmroom.study.facts import Defect
from samples import code, instance, map_facts, map_one


def test_a_defect_of_a_series_names_the_series_and_the_instances_that_say_so() -> None:
    mapped = map_facts(
        instance(SOPInstanceUID="1.1", SeriesInstanceUID="1.7", SeriesNumber="-1"),
        instance(SOPInstanceUID="1.2", SeriesInstanceUID="1.7", SeriesNumber="-1"),
        instance(SOPInstanceUID="1.3", SeriesInstanceUID="1.7", SeriesNumber="5"),
        instance(SOPInstanceUID="1.4", SeriesInstanceUID="1.8", SeriesNumber="5"),
    )
    (defect,) = mapped.defects

    assert defect == Defect(
        tag_path="(0020,0011)",
        keyword="SeriesNumber",
        found="-1",
        expected="a number from 0 to 2147483647, which is all that FHIR's unsignedInt holds",
        done="left out",
        series_instance_uid="1.7",
    )
    assert mapped.defect_instances == {defect: ("1.1", "1.2")}


def test_a_defect_of_instances_names_them() -> None:
    mapped = map_facts(
        *(
            instance(SOPInstanceUID=f"1.{index}", InstanceNumber=number)
            for index, number in enumerate(["-1", "1", "-1"])
        )
    )
    (defect,) = mapped.defects

    assert (defect.keyword, defect.series_instance_uid) == ("InstanceNumber", "1.2.3.1")
    assert mapped.defect_instances == {defect: ("1.0", "1.2")}


def test_a_defect_of_a_study_names_no_series() -> None:
    mapped = map_facts(instance(SOPInstanceUID="1.1", PatientSex="X1"), instance(SOPInstanceUID="1.2"))
    (defect,) = mapped.defects

    assert (defect.keyword, defect.series_instance_uid) == ("PatientSex", "")
    assert mapped.defect_instances == {defect: ("1.1",)}


def test_a_code_in_an_item_is_reported_by_the_way_to_it() -> None:
    (defect,) = map_one(ProcedureCodeSequence=[code("24627-2", "LN"), code("T-99X99", "SRT")]).defects

    assert (defect.tag_path, defect.keyword, defect.found) == (
        "(0008,1032)[1](0008,0100)",
        "ProcedureCodeSequence[1].CodeValue",
        "T-99X99",
    )


def test_a_code_in_an_item_of_an_item_is_reported_by_the_whole_way_to_it() -> None:
    request = {"ReasonForRequestedProcedureCodeSequence": [code("T-99X99", "SRT")]}
    mapped = map_one(RequestAttributesSequence=[{}, request])
    (defect,) = mapped.defects

    assert defect.tag_path == "(0040,0275)[1](0040,100A)[0](0008,0100)"
    assert defect.series_instance_uid == "1.2.3.1"
    assert mapped.defect_instances == {defect: ("1.2.3.1.1",)}


def test_the_same_code_in_two_series_is_reported_for_each() -> None:
    requests = [{"ReasonForRequestedProcedureCodeSequence": [code("T-99X99", "SRT")]}]
    mapped = map_facts(
        *(
            instance(SOPInstanceUID=uid, SeriesInstanceUID=f"{uid}.1", RequestAttributesSequence=requests)
            for uid in ("1.1", "1.2")
        )
    )

    assert [(one.series_instance_uid, mapped.defect_instances[one]) for one in mapped.defects] == [
        ("1.1.1", ("1.1",)),
        ("1.2.1", ("1.2",)),
    ]


def test_a_time_is_shown_as_dicom_writes_it() -> None:
    (defect,) = map_one(StudyDate="20240115", StudyTime="1015").defects

    assert (defect.keyword, defect.found) == ("StudyTime", "101500")


def test_a_raw_value_that_was_kept_is_shown_as_it_was_found() -> None:
    (defect,) = map_facts(instance(keep_raw=True, StudyDate="20240115", StudyTime="1015 ")).defects

    assert (defect.keyword, defect.found) == ("StudyTime", "1015")
