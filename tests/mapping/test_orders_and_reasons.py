"""What a study was made for: orders, procedures, reasons, the visit, notes."""

from __future__ import annotations

from typing import Any

from filmroom.settings import MappingSettings
from samples import Json, code, instance, issuer, map_facts, map_one, related

SNOMED_CT = "http://snomed.info/sct"
ACSN = {
    "coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": "ACSN", "display": "Accession ID"}]
}


def orders(settings: MappingSettings = MappingSettings(), **elements: Any) -> list[Json]:  # noqa: B008 (frozen)
    found: list[Json] = map_one(settings=settings, **elements).imaging_study.get("basedOn", [])
    return found


def reasons(**elements: Any) -> list[Json]:
    found: list[Json] = map_one(**elements).imaging_study.get("reason", [])
    return found


def test_an_accession_number_of_an_unknown_issuer_gets_no_invented_system() -> None:
    assert orders(AccessionNumber="A1") == [
        {"type": "ServiceRequest", "identifier": {"type": ACSN, "value": "A1"}},
    ]


def test_an_accession_number_without_an_issuer_has_the_configured_system() -> None:
    (order,) = orders(MappingSettings(accession_system="urn:oid:1.9"), AccessionNumber="A1")

    assert order["identifier"] == {"type": ACSN, "system": "urn:oid:1.9", "value": "A1"}


def test_the_universal_id_of_the_issuer_wins_over_the_configured_system() -> None:
    settings = MappingSettings(accession_system="urn:oid:1.9", issuer_systems={"RIS": "urn:oid:1.8"})
    issued = [issuer("RIS", "1.2.3.4", "ISO")]
    (order,) = orders(settings, AccessionNumber="A1", IssuerOfAccessionNumberSequence=issued)

    assert order["identifier"]["system"] == "urn:oid:1.2.3.4"


def test_an_issuer_with_a_name_alone_has_the_system_configured_for_its_name() -> None:
    settings = MappingSettings(accession_system="urn:oid:1.9", issuer_systems={"RIS": "urn:oid:1.8"})
    (order,) = orders(settings, AccessionNumber="A1", IssuerOfAccessionNumberSequence=[issuer("RIS")])

    assert order["identifier"]["system"] == "urn:oid:1.8"


def test_one_study_for_three_orders_refers_to_each_accession_once() -> None:
    requests = [
        {"AccessionNumber": "A2", "RequestedProcedureDescription": "CT abdomen"},
        {"AccessionNumber": "A1", "RequestedProcedureDescription": "CT chest"},
        {"AccessionNumber": "A3", "RequestedProcedureCodeSequence": [code("P3", "99X", "CT pelvis")]},
        {"AccessionNumber": "A2", "RequestedProcedureDescription": "CT abdomen"},
    ]
    found = orders(AccessionNumber="A1", RequestAttributesSequence=requests)

    assert [(one["identifier"]["value"], one["display"]) for one in found] == [
        ("A1", "CT chest"),
        ("A2", "CT abdomen"),
        ("A3", "CT pelvis"),
    ]


def test_orders_of_every_series_and_instance_count() -> None:
    mapped = map_facts(
        instance(SOPInstanceUID="1.1", SeriesInstanceUID="1.1", AccessionNumber="A1"),
        instance(SOPInstanceUID="1.2", SeriesInstanceUID="1.1", AccessionNumber="A2"),
        instance(SOPInstanceUID="1.3", SeriesInstanceUID="1.2", RequestAttributesSequence=[{"AccessionNumber": "A3"}]),
    )

    assert [one["identifier"]["value"] for one in mapped.imaging_study["basedOn"]] == ["A1", "A2", "A3"]


def test_the_same_accession_number_of_two_issuers_is_two_orders() -> None:
    found = orders(
        AccessionNumber="A1",
        IssuerOfAccessionNumberSequence=[issuer("R1", "1.2.3", "ISO")],
        RequestAttributesSequence=[
            {"AccessionNumber": "A1", "IssuerOfAccessionNumberSequence": [issuer("R2", "1.2.4", "ISO")]}
        ],
    )

    assert [one["identifier"]["system"] for one in found] == ["urn:oid:1.2.3", "urn:oid:1.2.4"]


def test_an_order_without_an_accession_number_is_known_by_its_requested_procedure() -> None:
    found = orders(RequestAttributesSequence=[{"RequestedProcedureID": "RP1", "RequestedProcedureDescription": "CT"}])

    assert [(one["type"], one["identifier"]["value"], one["display"]) for one in found] == [
        ("ServiceRequest", "RP1", "CT")
    ]


def test_a_request_without_an_accession_number_belongs_to_the_only_one() -> None:
    request = {"RequestedProcedureID": "RP1", "RequestedProcedureDescription": "CT chest"}
    found = orders(AccessionNumber="A1", RequestAttributesSequence=[request])

    assert found == [{"type": "ServiceRequest", "identifier": {"type": ACSN, "value": "A1"}, "display": "CT chest"}]


def test_a_request_that_may_belong_to_several_orders_is_reported() -> None:
    requests = [{"AccessionNumber": "A2"}, {"RequestedProcedureID": "RP1"}]
    mapped = map_one(AccessionNumber="A1", RequestAttributesSequence=requests)

    assert [one["identifier"]["value"] for one in mapped.imaging_study["basedOn"]] == ["A1", "A2"]
    assert [(one.tag_path, one.found, one.series_instance_uid) for one in mapped.defects] == [
        ("(0040,0275)[1](0040,1001)", "RP1", "1.2.3.1")
    ]


def test_an_accession_number_without_an_issuer_is_the_same_number_with_one() -> None:
    requests = [
        {"AccessionNumber": "A1", "IssuerOfAccessionNumberSequence": [issuer("RIS", "1.2.3", "ISO")]},
        {"AccessionNumber": "A2"},
    ]
    settings = MappingSettings(accession_system="urn:oid:1.9")
    found = orders(
        settings, AccessionNumber="A1", RequestedProcedureDescription="CT chest", RequestAttributesSequence=requests
    )

    assert found == [
        {
            "type": "ServiceRequest",
            "identifier": {
                "type": ACSN,
                "system": "urn:oid:1.2.3",
                "value": "A1",
                "assigner": {"display": "RIS"},
            },
            "display": "CT chest",
        },
        {"type": "ServiceRequest", "identifier": {"type": ACSN, "system": "urn:oid:1.9", "value": "A2"}},
    ]


def test_an_accession_number_of_two_issuers_and_of_none_is_two_orders() -> None:
    requests = [{"AccessionNumber": "A1", "IssuerOfAccessionNumberSequence": [issuer(name)]} for name in ("R1", "R2")]
    found = orders(AccessionNumber="A1", RequestAttributesSequence=requests)

    assert [one["identifier"]["assigner"]["display"] for one in found] == ["R1", "R2"]


def test_a_procedure_beside_the_study_carries_the_codes() -> None:
    mapped = map_one(
        PatientID="1",
        ProcedureCodeSequence=[code("24627-2", "LN", "CT Chest")],
        PerformedProcedureStepID="PPS1",
    )
    (procedure,) = related(mapped, "Procedure")

    assert mapped.imaging_study["procedure"] == [
        {"reference": f"Procedure/{procedure['id']}", "type": "Procedure", "display": "CT Chest"}
    ]
    assert procedure["code"] == {
        "coding": [{"system": "http://loinc.org", "code": "24627-2", "display": "CT Chest"}],
    }
    assert procedure["subject"]["reference"] == mapped.imaging_study["subject"]["reference"]
    assert [one["value"] for one in procedure["identifier"]] == ["PPS1"]


def test_a_procedure_step_without_a_code_is_a_procedure_too() -> None:
    mapped = map_one(PerformedProcedureStepID="PPS1", PerformedProcedureStepDescription="CT chest")
    (procedure,) = related(mapped, "Procedure")

    assert procedure["code"] == {"text": "CT chest"}
    assert mapped.imaging_study["procedure"][0]["display"] == "CT chest"


def test_every_distinct_code_is_a_procedure() -> None:
    codes = [code("1", "99X", "CT chest"), code("2", "99X", "CT pelvis"), code("1", "99X", "CT chest")]
    mapped = map_one(ProcedureCodeSequence=codes)

    assert [one["display"] for one in mapped.imaging_study["procedure"]] == ["CT chest", "CT pelvis"]
    assert len(related(mapped, "Procedure")) == 2


def test_a_coded_reason_has_the_free_text_as_its_text() -> None:
    found = reasons(
        ReasonForRequestedProcedureCodeSequence=[code("29857009", "SCT", "Chest pain")],
        ReasonForTheRequestedProcedure="Pain since Monday",
    )

    coding = {"system": SNOMED_CT, "code": "29857009", "display": "Chest pain"}
    assert found == [{"concept": {"coding": [coding], "text": "Pain since Monday"}}]


def test_reasons_inside_the_request_count() -> None:
    request = {
        "ReasonForRequestedProcedureCodeSequence": [code("29857009", "SCT", "Chest pain")],
        "ReasonForTheRequestedProcedure": "Pain since Monday",
    }

    assert reasons(RequestAttributesSequence=[request]) == reasons(**request)


def test_the_same_reason_at_the_root_and_inside_the_request_stands_once() -> None:
    reason = {"ReasonForTheRequestedProcedure": "Pain"}

    assert reasons(**reason, RequestAttributesSequence=[reason, reason]) == [{"concept": {"text": "Pain"}}]


def test_the_retired_reason_and_the_admitting_diagnoses_are_reasons() -> None:
    found = reasons(
        ReasonForStudy="Follow-up",
        AdmittingDiagnosesDescription=["Pneumonia", "Asthma"],
        AdmittingDiagnosesCodeSequence=[code("J18.9", "I10", "Pneumonia, unspecified organism")],
    )

    icd_10 = {
        "system": "http://hl7.org/fhir/sid/icd-10",
        "code": "J18.9",
        "display": "Pneumonia, unspecified organism",
    }
    assert found == [
        {"concept": {"text": "Follow-up"}},
        {"concept": {"coding": [icd_10]}},
        {"concept": {"text": "Pneumonia"}},
        {"concept": {"text": "Asthma"}},
    ]


def test_several_codes_keep_the_free_text_as_a_reason_of_its_own() -> None:
    codes = [code("29857009", "SCT", "Chest pain"), code("49727002", "SCT", "Cough")]
    found = reasons(ReasonForRequestedProcedureCodeSequence=codes, ReasonForTheRequestedProcedure="Rule out PE")

    assert [one["concept"].get("text") for one in found] == [None, None, "Rule out PE"]


def test_a_code_of_an_unknown_scheme_and_the_free_text_are_both_kept() -> None:
    found = reasons(
        ReasonForRequestedProcedureCodeSequence=[code("17", "99HOUSE", "Trauma")],
        ReasonForTheRequestedProcedure="Fell from a ladder",
    )

    assert {one["concept"]["text"] for one in found} == {"Trauma", "Fell from a ladder"}


def test_the_visit_is_a_logical_reference_and_no_encounter_is_invented() -> None:
    mapped = map_one(AdmissionID="V1", IssuerOfAdmissionID="ADT")

    assert mapped.imaging_study["encounter"] == {
        "type": "Encounter",
        "identifier": {
            "type": {
                "coding": [
                    {
                        "system": "http://terminology.hl7.org/CodeSystem/v2-0203",
                        "code": "VN",
                        "display": "Visit number",
                    }
                ]
            },
            "value": "V1",
            "assigner": {"display": "ADT"},
        },
    }
    assert not related(mapped, "Encounter")
    assert not related(mapped, "ServiceRequest")


def test_no_note_and_no_description_come_from_empty_comments() -> None:
    mapped = map_one(StudyComments=b"\r\n \0", StudyDescription=" ")

    assert "note" not in mapped.imaging_study
    assert "description" not in mapped.imaging_study
