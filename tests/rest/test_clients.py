"""Clients that others wrote, against an archive that runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fhirclient.client import FHIRClient
from fhirclient.models.fhirabstractbase import FHIRValidationError
from fhirclient.models.imagingstudy import ImagingStudy
from fhirclient.models.patient import Patient
from fhirpy import SyncFHIRClient
from fhirpy.base.exceptions import OperationOutcome, ResourceNotFound

from fhir_client import SYSTEM, new_id, put_patient, put_study

if TYPE_CHECKING:
    from fhirclient.server import FHIRServer

    from serving import Server

DCM = "http://dicom.nema.org/resources/ontology/DCM"
CT = [{"uid": "1.2.3.4", "modality": {"coding": [{"system": DCM, "code": "CT"}]}}]
UID = [{"system": "urn:dicom:uid", "value": "urn:oid:1.2.3"}]


@pytest.fixture
def fhirpy(server: Server) -> SyncFHIRClient:
    return SyncFHIRClient(f"{server.address}/fhir")


@pytest.fixture
def fhirclient(server: Server) -> FHIRServer:
    return FHIRClient(settings={"app_id": "tests", "api_base": f"{server.address}/fhir"}).server


def test_fhirpy_creates_reads_updates_and_deletes(fhirpy: SyncFHIRClient) -> None:
    made = fhirpy.resource("Patient", active=True)
    made.save()
    made["active"] = False
    made.save()
    read = fhirpy.reference("Patient", made["id"]).to_resource()
    fhirpy.delete(made)

    assert (read["active"], read["meta"]["versionId"]) == (False, "2")
    with pytest.raises(ResourceNotFound):
        fhirpy.reference("Patient", made["id"]).to_resource()


def test_fhirpy_creates_only_what_is_not_there(server: Server) -> None:
    number = new_id()
    condition = f"identifier={SYSTEM}|{number}"
    # Its own get_or_create puts the condition into the address of a create, which FHIR does not know.
    fhirpy = SyncFHIRClient(f"{server.address}/fhir", extra_headers={"If-None-Exist": condition})
    content = {"active": True, "identifier": [{"system": SYSTEM, "value": number}]}
    first, second = (fhirpy.resource("Patient", **content) for _ in range(2))
    for each in (first, second):
        each.save()

    assert first["id"] == second["id"]
    assert fhirpy.resources("Patient").search(identifier=f"{SYSTEM}|{number}").count() == 1


def test_fhirpy_updates_what_fits_a_condition(fhirpy: SyncFHIRClient) -> None:
    number = new_id()
    named = fhirpy.resources("Patient").search(identifier=f"{SYSTEM}|{number}")
    identifier = [{"system": SYSTEM, "value": number}]
    first, is_first_new = named.update(fhirpy.resource("Patient", active=True, identifier=identifier))
    second, is_second_new = named.update(fhirpy.resource("Patient", active=False, identifier=identifier))

    assert (is_first_new, is_second_new, second["active"]) == (True, False, False)
    assert first["id"] == second["id"]


def test_fhirpy_searches_and_follows_pages(server: Server, fhirpy: SyncFHIRClient) -> None:
    subject = put_patient(server)
    early, middle, late = (
        put_study(server, subject, started=f"2024-01-0{day}", identifier=UID, series=CT) for day in (1, 2, 3)
    )
    studies = fhirpy.resources("ImagingStudy").search(patient=subject, modality="CT")
    with_patient = studies.include("ImagingStudy", "patient").fetch_raw()

    assert [study["id"] for study in studies.sort("-started").limit(1)] == [late, middle, early]
    assert [study["id"] for study in studies.search(started__lt="2024-01-02").fetch_all()] == [early]
    assert {entry["resource"]["resourceType"] for entry in with_patient["entry"]} == {"ImagingStudy", "Patient"}


def test_fhirpy_is_told_what_is_wrong(fhirpy: SyncFHIRClient) -> None:
    with pytest.raises(OperationOutcome, match=r"Patient\.gender"):
        fhirpy.resource("Patient", gender="wrong").save()


def test_fhirclient_creates_reads_updates_and_deletes(fhirclient: FHIRServer) -> None:
    made = Patient(Patient({"active": True}).create(fhirclient))
    made.active = False
    made.update(fhirclient)
    read = Patient.read(made.id, fhirclient)
    made.delete(fhirclient)

    assert (read.active, read.meta.versionId) == (False, "2")
    with pytest.raises(Exception, match="410"):
        Patient.read(made.id, fhirclient)


def test_fhirclient_searches_and_follows_pages(server: Server, fhirclient: FHIRServer) -> None:
    subject = put_patient(server)
    studies = [put_study(server, subject, started=f"2024-01-0{day}") for day in (1, 2, 3)]
    asked = ImagingStudy.where({"patient": subject, "_sort": "started", "_count": "2"})
    pages = [[entry.resource.id for entry in page.entry] for page in asked.perform_iter(fhirclient)]

    assert pages == [studies[:2], studies[2:]]


def test_fhirclient_reads_what_its_models_of_r4_do_not_know_as_json(server: Server, fhirclient: FHIRServer) -> None:
    study = put_study(server, put_patient(server), identifier=UID, series=CT)

    with pytest.raises(FHIRValidationError, match=r'Superfluous entry "coding"'):
        ImagingStudy.read(study, fhirclient)
    assert fhirclient.request_json(f"ImagingStudy/{study}")["series"] == CT
    assert fhirclient.request_json(f"ImagingStudy?_id={study}")["entry"][0]["resource"]["id"] == study
    assert fhirclient.request_json("metadata")["fhirVersion"] == "6.0.0-ballot4"
