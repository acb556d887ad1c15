"""Series and instances: numbers, modalities, counts, classes, titles, specimens, order."""

from __future__ import annotations

from typing import Any

import pytest

from filmroom.mapping.map_study import MappedStudy, map_imaging_study
from filmroom.settings import MappingSettings
from filmroom.study.facts import Study
from samples import Json, code, instance, issuer, map_facts, map_one, one_study, related, series_of

DCM = "http://dicom.nema.org/resources/ontology/DCM"
ABSENT = {"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "unknown"}]}

SR, KO, PR, SEG, PDF = (f"1.2.840.10008.5.1.4.1.1.{one}" for one in ("88.33", "88.59", "11.1", "66.4", "104.1"))


def first_instance(mapped: MappedStudy) -> Json:
    found: Json = series_of(mapped)["instance"][0]
    return found


def reported(**elements: Any) -> list[str]:
    facts = instance(**elements)
    mapped = map_facts(facts)
    found = (*facts.study.defects, *facts.series.defects, *facts.instance.defects, *mapped.defects)
    return [one.keyword for one in found]


def test_the_modalities_of_the_study_are_the_distinct_ones_of_its_series_sorted() -> None:
    mapped = map_facts(
        *(
            instance(SOPInstanceUID=f"1.{index}", SeriesInstanceUID=f"1.{index}", Modality=modality)
            for index, modality in enumerate(["sr", "MR", "CT", "MR "])
        )
    )
    codes = [one["coding"][0]["code"] for one in mapped.imaging_study["modality"]]

    assert codes == ["CT", "MR", "SR"]
    assert sorted(one["modality"]["coding"][0]["code"] for one in mapped.imaging_study["series"]) == [
        "CT",
        "MR",
        "MR",
        "SR",
    ]


def test_modalities_in_study_as_sent_is_not_trusted() -> None:
    mapped = map_one(Modality="CT", ModalitiesInStudy=["MR", "PT"])

    assert [one["coding"][0]["code"] for one in mapped.imaging_study["modality"]] == ["CT"]


def test_a_modality_outside_cid_33_keeps_its_code_without_a_display() -> None:
    mapped = map_one(Modality="ZZ")

    assert series_of(mapped)["modality"] == {"coding": [{"system": DCM, "code": "ZZ"}]}
    assert mapped.imaging_study["modality"] == [{"coding": [{"system": DCM, "code": "ZZ"}]}]


@pytest.mark.parametrize("modality", [None, "", " "])
def test_an_absent_modality_is_said_to_be_absent_and_never_other(modality: str | None) -> None:
    mapped = map_one(Modality=modality)

    assert series_of(mapped)["modality"] == ABSENT
    assert "modality" not in mapped.imaging_study


@pytest.mark.parametrize(("keyword", "path"), [("SeriesNumber", "series"), ("InstanceNumber", "instance")])
@pytest.mark.parametrize(
    ("number", "written"),
    [("0", 0), ("1", 1), (" 7 ", 7), ("+3", 3), ("2147483647", 2147483647)],
)
def test_a_number_that_fhir_can_hold_is_written(keyword: str, path: str, number: str, written: int) -> None:
    header: Json = {keyword: number.encode()}
    mapped = map_one(**header)
    holder = series_of(mapped) if path == "series" else first_instance(mapped)

    assert holder["number"] == written


@pytest.mark.parametrize(("keyword", "path"), [("SeriesNumber", "series"), ("InstanceNumber", "instance")])
@pytest.mark.parametrize("number", ["-1", "2147483648", "99999999999", "abc", "1.5", "1e3"])
def test_a_number_that_fhir_cannot_hold_is_left_out_and_reported(keyword: str, path: str, number: str) -> None:
    header: Json = {keyword: number.encode()}
    mapped = map_one(**header)
    holder = series_of(mapped) if path == "series" else first_instance(mapped)

    assert "number" not in holder
    assert reported(**header) == [keyword]


@pytest.mark.parametrize("keyword", ["SeriesNumber", "InstanceNumber"])
def test_an_absent_number_is_never_zero(keyword: str) -> None:
    header: Json = {keyword: ""}
    mapped = map_one(**header)

    assert "number" not in series_of(mapped)
    assert "number" not in first_instance(mapped)


def test_the_counts_are_those_of_what_is_listed() -> None:
    mapped = map_facts(
        *(instance(SOPInstanceUID=f"1.1.{index}", SeriesInstanceUID="1.1") for index in range(3)),
        *(instance(SOPInstanceUID=f"1.2.{index}", SeriesInstanceUID="1.2") for index in range(2)),
    )
    study = mapped.imaging_study

    assert (study["numberOfSeries"], study["numberOfInstances"]) == (2, 5)
    assert [(one["numberOfInstances"], len(one["instance"])) for one in study["series"]] == [(3, 3), (2, 2)]


def test_a_study_whose_instances_are_not_listed_carries_no_total() -> None:
    mapped = map_facts(
        instance(SOPInstanceUID="1.1"),
        instance(SOPInstanceUID="1.2"),
        settings=MappingSettings(list_instances=False),
    )

    assert "numberOfInstances" not in mapped.imaging_study
    assert mapped.imaging_study["numberOfSeries"] == 1
    assert series_of(mapped)["numberOfInstances"] == 2
    assert "instance" not in series_of(mapped)


def test_a_study_known_without_any_instance_is_registered_and_lists_no_series() -> None:
    held = one_study(instance())
    mapped = map_imaging_study(Study(held.study_instance_uid, held.attributes, held.variants, (), ()))

    assert mapped.imaging_study["status"] == "registered"
    assert mapped.imaging_study["numberOfInstances"] == 0
    assert "series" not in mapped.imaging_study


def test_a_missing_sop_class_is_that_of_the_file_meta_information() -> None:
    mapped = map_facts(instance(SOPClassUID=None, meta_sop_class_uid=SR))

    assert first_instance(mapped)["sopClass"] == f"urn:oid:{SR}"
    assert [one.keyword for one in instance(SOPClassUID=None).instance.defects] == ["SOPClassUID"]


@pytest.mark.parametrize("meta", [None, "", "not a uid", b"1..2", b"\xff\xfe"])
def test_a_sop_class_that_nobody_says_is_said_to_be_absent(meta: bytes | str | None) -> None:
    mapped = map_facts(instance(SOPClassUID=None, meta_sop_class_uid=meta))

    assert first_instance(mapped) == {"uid": "1.2.3.1.1", "_sopClass": ABSENT}


@pytest.mark.parametrize(
    ("uid", "oid"),
    [
        ("1.2.840.010008.5", "urn:oid:1.2.840.10008.5"),
        ("1.2.0.00.5", "urn:oid:1.2.0.0.5"),
        ("01.2.840", "urn:oid:1.2.840"),
    ],
)
def test_leading_zeros_of_a_sop_class_are_taken_out_and_reported_because_an_oid_has_none(uid: str, oid: str) -> None:
    assert first_instance(map_one(SOPClassUID=uid))["sopClass"] == oid
    assert "SOPClassUID" in reported(SOPClassUID=uid)


def test_a_sop_class_under_a_root_that_no_oid_has_is_absent_and_reported() -> None:
    assert first_instance(map_one(SOPClassUID="3.4.5")) == {"uid": "1.2.3.1.1", "_sopClass": ABSENT}
    assert "SOPClassUID" in reported(SOPClassUID="3.4.5")


def test_leading_zeros_of_a_uid_that_names_something_are_kept_and_reported() -> None:
    mapped = map_one(SOPInstanceUID="1.2.03.4")

    assert first_instance(mapped)["uid"] == "1.2.03.4"
    assert reported(SOPInstanceUID="1.2.03.4") == ["SOPInstanceUID"]


@pytest.mark.parametrize(
    ("sop_class", "elements", "title"),
    [
        (SR, {"ConceptNameCodeSequence": [code("121181", "DCM", "DICOM Object Catalog")]}, "DICOM Object Catalog"),
        (KO, {"ConceptNameCodeSequence": [code("113000", "DCM", "Of Interest")]}, "Of Interest"),
        (PR, {"ContentLabel": "WINDOWED", "ContentDescription": "Bone window"}, "WINDOWED"),
        (SEG, {"ContentDescription": "Liver and tumor"}, "Liver and tumor"),
        (PDF, {"DocumentTitle": "Discharge letter"}, "Discharge letter"),
        (
            PDF,
            {
                "ConceptNameCodeSequence": [code("18748-4", "LN", "Diagnostic imaging report")],
                "DocumentTitle": "Letter",
            },
            "Diagnostic imaging report",
        ),
    ],
)
def test_a_document_is_called_what_it_calls_itself(sop_class: str, elements: dict[str, Any], title: str) -> None:
    assert first_instance(map_one(SOPClassUID=sop_class, **elements))["title"] == title


def test_an_image_has_no_title_and_its_image_type_is_none() -> None:
    assert "title" not in first_instance(map_one(ImageType=["ORIGINAL", "PRIMARY", "AXIAL"]))


def test_specimens_are_referred_to_by_identifier_issuer_and_uid() -> None:
    mapped = map_one(
        PatientID="1",
        SpecimenDescriptionSequence=[
            {
                "SpecimenIdentifier": "S1",
                "SpecimenUID": "1.2.9.1",
                "IssuerOfTheSpecimenIdentifierSequence": [issuer("LAB", "1.2.3.7", "ISO")],
            }
        ],
    )
    (specimen,) = related(mapped, "Specimen")

    assert specimen["identifier"] == [
        {"system": "urn:oid:1.2.3.7", "value": "S1", "assigner": {"display": "LAB"}},
        {"system": "urn:ietf:rfc:3986", "value": "urn:oid:1.2.9.1"},
    ]
    assert specimen["subject"]["reference"] == mapped.imaging_study["subject"]["reference"]
    assert series_of(mapped)["specimen"][0]["reference"] == f"Specimen/{specimen['id']}"


def test_a_bare_specimen_identifier_is_unique_only_for_its_patient() -> None:
    bare = [{"SpecimenIdentifier": "S1"}]
    mapped = [map_one(PatientID=patient, SpecimenDescriptionSequence=bare) for patient in ("1", "2")]
    ids = {related(one, "Specimen")[0]["id"] for one in mapped}

    assert len(ids) == 2


def test_every_specimen_of_every_instance_is_referred_to_once() -> None:
    def slide(uid: str, *specimens: str) -> list[Json]:
        return [{"SpecimenUID": f"1.2.9.{one}"} for one in specimens] or [{"SpecimenUID": uid}]

    mapped = map_facts(
        instance(SOPInstanceUID="1.1", SpecimenDescriptionSequence=slide("", "1", "2")),
        instance(SOPInstanceUID="1.2", SpecimenDescriptionSequence=slide("", "2", "3")),
    )

    found = {one["identifier"]["value"] for one in series_of(mapped)["specimen"]}
    assert found == {"urn:oid:1.2.9.1", "urn:oid:1.2.9.2", "urn:oid:1.2.9.3"}
    assert len(series_of(mapped)["specimen"]) == 3


def test_series_are_ordered_by_number_then_start_then_uid() -> None:
    headers: list[Json] = [
        {"SeriesInstanceUID": "1.1", "SeriesDate": "20240102"},
        {"SeriesInstanceUID": "1.2", "SeriesDate": "20240101", "SeriesTime": "0900"},
        {"SeriesInstanceUID": "1.3", "SeriesNumber": "10"},
        {"SeriesInstanceUID": "1.4", "SeriesNumber": "2", "SeriesDate": "20240103"},
        {"SeriesInstanceUID": "1.5", "SeriesNumber": "2", "SeriesDate": "20240101"},
        {"SeriesInstanceUID": "1.6", "SeriesDate": "20240101", "SeriesTime": "0800"},
        {"SeriesInstanceUID": "1.8", "SeriesNumber": "10"},
        {"SeriesInstanceUID": "1.7"},
    ]
    mapped = map_facts(*(instance(SOPInstanceUID=f"1.{index}", **one) for index, one in enumerate(headers)))

    uids = [one["uid"] for one in mapped.imaging_study["series"]]
    assert uids == ["1.5", "1.4", "1.3", "1.8", "1.6", "1.2", "1.1", "1.7"]


def test_the_start_that_orders_series_is_the_one_that_they_are_given() -> None:
    mapped = map_facts(
        instance(SOPInstanceUID="1.1", SeriesInstanceUID="1.1", PerformedProcedureStepStartDate="20240102"),
        instance(SOPInstanceUID="1.2", SeriesInstanceUID="1.2", AcquisitionDate="20240101"),
    )

    assert [one["started"] for one in mapped.imaging_study["series"]] == ["2024-01-01", "2024-01-02"]


def test_instances_are_ordered_by_number_then_uid() -> None:
    numbers = {"1.1": None, "1.2": "10", "1.3": "2", "1.4": "2", "1.5": None}
    mapped = map_facts(*(instance(SOPInstanceUID=uid, InstanceNumber=number) for uid, number in numbers.items()))

    assert [one["uid"] for one in series_of(mapped)["instance"]] == ["1.3", "1.4", "1.2", "1.1", "1.5"]
