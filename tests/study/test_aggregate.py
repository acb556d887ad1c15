"""Instances in, studies out: what belongs together, and what happens when instances differ."""

from __future__ import annotations

import pytest

from filmroom.service.convert import build_studies
from filmroom.study.aggregate import aggregate_study, group_by_study
from filmroom.study.facts import Conflict, ConflictingValue
from samples import Json, instance, one_study


def test_instances_are_sorted_into_studies_by_uid() -> None:
    uids = ["1.3", "1.2", "1.3", "1.1"]
    facts = [instance(SOPInstanceUID=f"1.9.{index}", StudyInstanceUID=uid) for index, uid in enumerate(uids)]

    assert {uid: len(held) for uid, held in group_by_study(facts).items()} == {"1.1": 1, "1.2": 1, "1.3": 2}
    assert [one.study_instance_uid for one in build_studies(facts)] == ["1.1", "1.2", "1.3"]


def test_no_instances_are_no_studies() -> None:
    assert build_studies([]) == ()


def test_a_study_is_built_from_the_instances_of_one_study_only() -> None:
    facts = [instance(StudyInstanceUID=uid, SOPInstanceUID=uid) for uid in ("1.1", "1.2")]

    with pytest.raises(ValueError, match="one study, found 2"):
        aggregate_study(facts)
    with pytest.raises(ValueError, match="one study, found 0"):
        aggregate_study([])


def test_instances_that_agree_have_no_conflict() -> None:
    headers: list[Json] = [{"SOPInstanceUID": f"1.{index}", "StudyDescription": "CT"} for index in range(3)]

    assert one_study(*(instance(**one) for one in headers)).conflicts == ()


def test_the_most_frequent_value_wins_and_the_others_are_named_with_their_numbers() -> None:
    descriptions = ["Thorax", "Abdomen", "Thorax", "Thorax", "Abdomen", "Kopf"]
    facts = [instance(SOPInstanceUID=f"1.{index}", StudyDescription=one) for index, one in enumerate(descriptions)]
    study = one_study(*facts)

    assert study.attributes.text("StudyDescription") == "Thorax"
    assert study.conflicts == (
        Conflict(
            study_instance_uid="1.2.3",
            series_instance_uid="",
            keyword="StudyDescription",
            kept="Thorax",
            others=(ConflictingValue("Abdomen", 2), ConflictingValue("Kopf", 1)),
        ),
    )


def test_of_equally_frequent_values_that_of_the_smallest_uid_wins() -> None:
    facts = [
        instance(SOPInstanceUID="1.3", StudyDescription="Thorax"),
        instance(SOPInstanceUID="1.1", StudyDescription="Kopf"),
        instance(SOPInstanceUID="1.2", StudyDescription="Thorax"),
        instance(SOPInstanceUID="1.4", StudyDescription="Kopf"),
    ]

    assert one_study(*facts).attributes.text("StudyDescription") == "Kopf"


def test_an_instance_without_a_value_does_not_vote_and_makes_no_conflict() -> None:
    facts = [
        instance(SOPInstanceUID="1.1"),
        instance(SOPInstanceUID="1.2", StudyDescription=""),
        instance(SOPInstanceUID="1.3", StudyDescription="Thorax"),
    ]
    study = one_study(*facts)

    assert study.attributes.text("StudyDescription") == "Thorax"
    assert study.conflicts == ()


def test_a_series_settles_its_own_attributes_and_names_itself() -> None:
    facts = [
        instance(SOPInstanceUID="1.1", SeriesInstanceUID="1.8", SeriesDescription="A"),
        instance(SOPInstanceUID="1.2", SeriesInstanceUID="1.8", SeriesDescription="B"),
        instance(SOPInstanceUID="1.3", SeriesInstanceUID="1.9", SeriesDescription="B"),
    ]
    study = one_study(*facts)

    assert [one.attributes.text("SeriesDescription") for one in study.series] == ["A", "B"]
    assert [(one.series_instance_uid, one.keyword, one.kept) for one in study.conflicts] == [
        ("1.8", "SeriesDescription", "A")
    ]


def test_date_and_time_are_settled_together_so_that_no_moment_is_invented() -> None:
    facts = [
        instance(SOPInstanceUID="1.1", StudyDate="20240101", StudyTime="1000"),
        instance(SOPInstanceUID="1.2", StudyDate="20240102", StudyTime="1100"),
        instance(SOPInstanceUID="1.3", StudyDate="20240102", StudyTime="1200"),
        instance(SOPInstanceUID="1.4", StudyDate="20240103", StudyTime="1000"),
    ]
    attributes = one_study(*facts).attributes

    assert (attributes.text("StudyDate"), attributes.text("StudyTime")) == ("2024-01-01", "10:00:00")


def test_two_patient_ids_are_reported_and_the_first_by_the_rule_is_kept_whole() -> None:
    facts = [
        instance(SOPInstanceUID="1.1", PatientID="1", PatientName="One^A", PatientBirthDate="19500101"),
        instance(SOPInstanceUID="1.2", PatientID="2", PatientName="Two^B"),
        instance(SOPInstanceUID="1.3", PatientID="2", PatientName="Two^B"),
    ]
    study = one_study(*facts)

    assert study.attributes.text("PatientID") == "2"
    assert "PatientBirthDate" not in study.attributes.values
    assert [(one.keyword, one.kept, one.others) for one in study.conflicts] == [
        ("PatientID+IssuerOfPatientID+IssuerOfPatientIDQualifiersSequence", "2", (ConflictingValue("1", 1),))
    ]


def test_the_same_patient_id_of_two_issuers_is_a_conflict_too() -> None:
    facts = [
        instance(SOPInstanceUID="1.1", PatientID="1", IssuerOfPatientID="A"),
        instance(SOPInstanceUID="1.2", PatientID="1", IssuerOfPatientID="B"),
    ]
    (conflict,) = one_study(*facts).conflicts

    assert (conflict.kept, conflict.others) == ("1 | A", (ConflictingValue("1 | B", 1),))


def test_two_names_of_one_patient_are_a_conflict_of_the_name() -> None:
    facts = [
        instance(SOPInstanceUID="1.1", PatientID="1", PatientName="Muster^Anna"),
        instance(SOPInstanceUID="1.2", PatientID="1", PatientName="Muster-Meier^Anna"),
    ]

    assert [one.keyword for one in one_study(*facts).conflicts] == ["PatientName"]


def test_what_may_be_several_at_once_is_no_conflict() -> None:
    facts = [
        instance(SOPInstanceUID="1.1", AccessionNumber="A1", ImageLaterality="L"),
        instance(SOPInstanceUID="1.2", AccessionNumber="A2", ImageLaterality="R"),
    ]
    study = one_study(*facts)

    assert study.conflicts == ()
    assert [one.text("AccessionNumber") for one in study.variants] == ["A1", "A2"]


def test_every_variant_is_kept_the_most_frequent_first() -> None:
    descriptions = ["A", "B", "B", "C"]
    facts = [instance(SOPInstanceUID=f"1.{index}", StudyDescription=one) for index, one in enumerate(descriptions)]

    assert [one.text("StudyDescription") for one in one_study(*facts).variants] == ["B", "A", "C"]


def test_conflicts_are_sorted() -> None:
    headers: list[Json] = [
        {"StudyDescription": "A", "StudyID": "1", "SeriesDescription": "X", "SeriesInstanceUID": "1.9"},
        {"StudyDescription": "B", "StudyID": "2", "SeriesDescription": "Y", "SeriesInstanceUID": "1.9"},
        {"SeriesInstanceUID": "1.8", "Modality": "CT"},
        {"SeriesInstanceUID": "1.8", "Modality": "MR"},
    ]
    study = one_study(*(instance(SOPInstanceUID=f"1.{index}", **one) for index, one in enumerate(headers)))

    assert [(one.series_instance_uid, one.keyword) for one in study.conflicts] == [
        ("", "StudyDescription"),
        ("", "StudyID"),
        ("1.8", "Modality"),
        ("1.9", "SeriesDescription"),
    ]


def test_a_study_counts_the_instances_of_all_its_series() -> None:
    facts = [instance(SOPInstanceUID=f"1.{index}", SeriesInstanceUID=f"1.9.{index % 2}") for index in range(5)]
    study = one_study(*facts)

    assert study.number_of_instances == 5
    assert [len(one.instances) for one in study.series] == [3, 2]


def test_offsets_that_differ_are_one_conflict_of_the_moment_that_they_belong_to() -> None:
    facts = [
        instance(SOPInstanceUID=f"1.{index}", StudyDate="20240101", StudyTime="1000", TimezoneOffsetFromUTC=offset)
        for index, offset in enumerate(["+0100", "+0200", "+0200"])
    ]

    assert one_study(*facts).conflicts == (
        Conflict(
            study_instance_uid="1.2.3",
            series_instance_uid="",
            keyword="StudyDate+StudyTime+TimezoneOffsetFromUTC",
            kept="2024-01-01 | 10:00:00 | +0200",
            others=(ConflictingValue("2024-01-01 | 10:00:00 | +0100", 1),),
        ),
    )


def test_offsets_of_dates_without_a_time_are_no_conflict() -> None:
    facts = [
        instance(SOPInstanceUID=f"1.{index}", StudyDate="20240101", TimezoneOffsetFromUTC=offset)
        for index, offset in enumerate(["+0100", "+0200"])
    ]

    assert one_study(*facts).conflicts == ()


def test_the_offset_of_a_series_is_that_of_its_moment() -> None:
    stated = [("0800", "+0100"), ("0900", "+0200"), ("0900", "+0300"), ("1000", "+0100")]
    facts = [
        instance(SOPInstanceUID=f"1.{index}", SeriesDate="20240115", SeriesTime=time, TimezoneOffsetFromUTC=offset)
        for index, (time, offset) in enumerate(stated)
    ]
    (conflict,) = one_study(*facts).conflicts

    assert (conflict.keyword, conflict.kept) == (
        "SeriesDate+SeriesTime+TimezoneOffsetFromUTC",
        "2024-01-15 | 08:00:00 | +0100",
    )
    assert [one.value for one in conflict.others] == [
        "2024-01-15 | 09:00:00 | +0200",
        "2024-01-15 | 09:00:00 | +0300",
        "2024-01-15 | 10:00:00 | +0100",
    ]


def test_the_department_is_settled_over_all_series_with_its_institution() -> None:
    facts = [
        instance(SOPInstanceUID="1.1", SeriesInstanceUID="1.7", SeriesNumber="1", InstitutionalDepartmentName="ER"),
        *(
            instance(
                SOPInstanceUID=f"1.{index}",
                SeriesInstanceUID="1.8",
                SeriesNumber="2",
                InstitutionalDepartmentName="Radiology",
                InstitutionName="City Hospital",
            )
            for index in (2, 3)
        ),
        *(instance(SOPInstanceUID=f"1.{index}", InstitutionName="County Hospital") for index in (4, 5, 6)),
    ]
    study = one_study(*facts)

    assert study.attributes.text("InstitutionalDepartmentName") == "Radiology"
    assert study.attributes.text("InstitutionName") == "City Hospital"
    assert study.conflicts == (
        Conflict(
            study_instance_uid="1.2.3",
            series_instance_uid="",
            keyword="InstitutionalDepartmentName+InstitutionalDepartmentTypeCodeSequence+InstitutionName",
            kept="Radiology | City Hospital",
            others=(ConflictingValue("ER", 1),),
        ),
    )


@pytest.mark.parametrize("keyword", ["SeriesNumber", "InstanceNumber"])
def test_what_has_a_number_below_zero_stands_behind_what_has_a_number(keyword: str) -> None:
    headers: list[Json] = [{keyword: number} for number in ("-1", "7", "2", None)]
    if keyword == "SeriesNumber":
        headers = [{**one, "SeriesInstanceUID": f"1.9.{index}"} for index, one in enumerate(headers)]
    facts = [instance(SOPInstanceUID=f"1.{index}", **one) for index, one in enumerate(headers, 1)]
    order = [one.sop_instance_uid for series in one_study(*facts).series for one in series.instances]

    assert order == ["1.3", "1.2", "1.1", "1.4"]
