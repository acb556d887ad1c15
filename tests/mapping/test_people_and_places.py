"""Who and what is involved: referrer, performers, equipment, institution, department, services."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from filmroom.settings import EndpointSettings, MappingSettings, dicomweb_endpoints
from samples import Json, code, instance, map_facts, map_one, person, related, series_of

if TYPE_CHECKING:
    from filmroom.mapping.map_study import MappedStudy


def performers(mapped: MappedStudy) -> list[tuple[str, str]]:
    """List the functions of the first series' performers with what they are called."""
    listed: list[Json] = series_of(mapped).get("performer", [])
    return [(one["function"]["coding"][0]["code"], one["actor"].get("display", "")) for one in listed]


def test_a_referrer_that_is_only_named_is_referred_to_by_name() -> None:
    mapped = map_one(ReferringPhysicianName="House^Gregory^^Dr.")

    assert mapped.imaging_study["referrer"] == {"type": "Practitioner", "display": "Dr. Gregory House"}
    assert not related(mapped, "Practitioner")


def test_a_referrer_that_is_identified_is_a_practitioner_with_identifiers_and_name() -> None:
    identified = person(code("1234567893", "NPI", "Physician"), InstitutionName="Princeton")
    mapped = map_one(
        ReferringPhysicianName="House^Gregory",
        ReferringPhysicianIdentificationSequence=[identified],
        CodingSchemeIdentificationSequence=[
            {"CodingSchemeDesignator": "NPI", "CodingSchemeUID": "2.16.840.1.113883.4.6"}
        ],
    )
    (practitioner,) = related(mapped, "Practitioner")

    assert practitioner["identifier"] == [
        {"system": "urn:oid:2.16.840.1.113883.4.6", "value": "1234567893", "assigner": {"display": "Princeton"}}
    ]
    assert practitioner["name"] == [{"text": "Gregory House", "family": "House", "given": ["Gregory"]}]
    assert mapped.imaging_study["referrer"]["reference"] == f"Practitioner/{practitioner['id']}"


def test_a_person_with_one_identifier_is_one_practitioner_in_every_role() -> None:
    identified = [person(code("1234567893", "NPI"), InstitutionName="Princeton")]
    mapped = map_one(
        ReferringPhysicianName="House^Gregory",
        ReferringPhysicianIdentificationSequence=identified,
        PerformingPhysicianName="House^Gregory",
        PerformingPhysicianIdentificationSequence=identified,
    )

    assert len(related(mapped, "Practitioner")) == 1


def test_the_bare_identifiers_of_two_hospitals_are_two_practitioners() -> None:
    ids = set()
    for hospital in ("Princeton", "Plainsboro"):
        identified = [person(code("7", "99STAFF"), InstitutionName=hospital)]
        (practitioner,) = related(map_one(ReferringPhysicianIdentificationSequence=identified), "Practitioner")
        ids.add(practitioner["id"])

    assert len(ids) == 2


def test_performers_have_their_functions_in_the_order_of_the_specification() -> None:
    mapped = map_one(
        PerformingPhysicianName=["Roentgen^Wilhelm", "Curie^Marie"],
        OperatorsName="Tech^Tina",
        Manufacturer="ACME",
        ManufacturerModelName="Scanner 3000",
        InstitutionName="City Hospital",
    )

    assert performers(mapped) == [
        ("PRF", "Wilhelm Roentgen"),
        ("PRF", "Marie Curie"),
        ("SPRF", "Tina Tech"),
        ("DEV", "ACME Scanner 3000"),
        ("LOC", "City Hospital"),
    ]


def test_the_nth_name_belongs_to_the_nth_identification() -> None:
    mapped = map_one(
        OperatorsName=["Tech^Tina", "Helper^Hans"],
        OperatorIdentificationSequence=[person(code("T1", "99S")), person(code("H1", "99S"))],
    )
    identified = {one["identifier"][0]["value"]: one["name"][0]["family"] for one in related(mapped, "Practitioner")}

    assert identified == {"T1": "Tech", "H1": "Helper"}


def test_an_empty_first_name_does_not_give_the_second_to_the_first_identification() -> None:
    mapped = map_one(
        OperatorsName=b"\\Helper^Hans",
        OperatorIdentificationSequence=[person(code("T1", "99S")), person(code("H1", "99S"))],
    )
    by_value = {one["identifier"][0]["value"]: one.get("name") for one in related(mapped, "Practitioner")}

    assert by_value["T1"] is None
    assert by_value["H1"] == [{"text": "Hans Helper", "family": "Helper", "given": ["Hans"]}]


def test_an_empty_first_identification_does_not_give_the_second_to_the_first_name() -> None:
    mapped = map_one(
        OperatorsName=["Tech^Tina", "Helper^Hans"],
        OperatorIdentificationSequence=[{}, person(code("H1", "99S"))],
    )
    (practitioner,) = related(mapped, "Practitioner")

    assert practitioner["name"] == [{"text": "Hans Helper", "family": "Helper", "given": ["Hans"]}]


def test_the_device_has_manufacturer_model_serial_station_and_software() -> None:
    mapped = map_one(
        Manufacturer="ACME",
        ManufacturerModelName="Scanner 3000",
        DeviceSerialNumber="SN-1",
        StationName="CT01",
        SoftwareVersions=["1.0", "2.0"],
    )
    (device,) = related(mapped, "Device")

    assert {key: device[key] for key in device if key not in ("resourceType", "id")} == {
        "manufacturer": "ACME",
        "serialNumber": "SN-1",
        "name": [{"value": "CT01", "type": "user-friendly-name"}],
        "modelNumber": "Scanner 3000",
        "deviceVersion": [{"value": "1.0"}, {"value": "2.0"}],
    }


def test_two_serial_numbers_are_two_devices() -> None:
    mapped = map_facts(
        *(
            instance(SOPInstanceUID=uid, SeriesInstanceUID=uid, Manufacturer="ACME", DeviceSerialNumber=uid)
            for uid in ("1.1", "1.2")
        )
    )

    assert len(related(mapped, "Device")) == 2


def test_the_institution_is_an_organization_with_code_and_address() -> None:
    mapped = map_one(
        InstitutionName="City Hospital",
        InstitutionAddress="1 Main Street\r\nCity",
        InstitutionCodeSequence=[code("H1", "99HOSP", "City Hospital")],
        CodingSchemeIdentificationSequence=[{"CodingSchemeDesignator": "99HOSP", "CodingSchemeUID": "1.2.3.99"}],
    )
    (organization,) = related(mapped, "Organization")

    assert {key: organization[key] for key in organization if key not in ("resourceType", "id")} == {
        "identifier": [{"system": "urn:oid:1.2.3.99", "value": "H1"}],
        "name": "City Hospital",
        "contact": [{"address": {"text": "1 Main Street City"}}],
    }


def test_the_department_is_a_location_of_its_institution() -> None:
    mapped = map_one(
        InstitutionName="City Hospital",
        InstitutionalDepartmentName="Radiology",
        InstitutionalDepartmentTypeCodeSequence=[code("309964003", "SCT", "Radiology department")],
    )
    (location,) = related(mapped, "Location")

    coding = {"system": "http://snomed.info/sct", "code": "309964003", "display": "Radiology department"}
    assert mapped.imaging_study["location"]["reference"] == f"Location/{location['id']}"
    assert {key: location[key] for key in location if key not in ("resourceType", "id")} == {
        "mode": "instance",
        "name": "Radiology",
        "type": [{"coding": [coding]}],
        "managingOrganization": {"display": "City Hospital"},
    }


def test_departments_of_one_name_in_two_institutions_are_two_locations() -> None:
    ids = {
        related(map_one(InstitutionName=name, InstitutionalDepartmentName="Radiology"), "Location")[0]["id"]
        for name in ("City Hospital", "County Hospital")
    }

    assert len(ids) == 2


@pytest.mark.parametrize(
    "base",
    [
        "https://pacs.example.org/dicom-web",
        "https://pacs.example.org/dicom-web/",
        "https://pacs.example.org/dicom-web/studies",
        "https://pacs.example.org/dicom-web/studies/",
    ],
)
def test_the_address_of_a_service_ends_without_slash_and_studies(base: str) -> None:
    mapped = map_one(settings=MappingSettings(endpoints=dicomweb_endpoints(base)))

    assert {one["address"] for one in related(mapped, "Endpoint")} == {"https://pacs.example.org/dicom-web"}


@pytest.mark.parametrize("kind", ["dicom-wado-rs", "dicom-qido-rs", "dicom-wado-uri", "ihe-iid"])
def test_every_kind_of_service_is_an_endpoint(kind: str) -> None:
    mapped = map_one(settings=MappingSettings(endpoints=(EndpointSettings(kind, "https://pacs.example.org"),)))
    (endpoint,) = related(mapped, "Endpoint")

    coding = endpoint["connectionType"][0]["coding"][0]
    assert mapped.imaging_study["endpoint"][0]["reference"] == f"Endpoint/{endpoint['id']}"
    assert endpoint["status"] == "active"
    assert (coding["system"], coding["code"]) == (
        "http://terminology.hl7.org/CodeSystem/endpoint-connection-type",
        kind,
    )
    assert coding["display"]


def test_a_series_repeats_no_endpoint_of_its_study() -> None:
    mapped = map_one(settings=MappingSettings(endpoints=dicomweb_endpoints("https://pacs.example.org")))

    assert len(mapped.imaging_study["endpoint"]) == 2
    assert "endpoint" not in series_of(mapped)


def test_the_department_of_a_study_is_the_one_that_most_instances_name() -> None:
    mapped = map_facts(
        instance(SOPInstanceUID="1.1", SeriesInstanceUID="1.1", SeriesNumber="1", InstitutionalDepartmentName="ER"),
        *(
            instance(
                SOPInstanceUID=f"1.{index}",
                SeriesInstanceUID="1.2",
                SeriesNumber="2",
                InstitutionalDepartmentName="Radiology",
            )
            for index in (2, 3)
        ),
    )

    assert mapped.imaging_study["location"]["display"] == "Radiology"


def test_a_person_without_the_name_of_an_institution_has_the_meaning_of_its_code() -> None:
    identified = person(code("7", "99X", "Radiologist"), InstitutionCodeSequence=[code("H", "99X", "City Hospital")])
    (physician,) = related(
        map_one(ReferringPhysicianName="Muster^Anna", ReferringPhysicianIdentificationSequence=[identified]),
        "Practitioner",
    )

    assert physician["identifier"] == [{"value": "7", "assigner": {"display": "City Hospital"}}]
