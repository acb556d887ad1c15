"""One archive, and what each kind of parameter, prefix and modifier finds in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from databases import new_postgres_database
from filmroom.store.database import Database, open_database
from filmroom.store.search import find_matches
from query.asking import ask
from store.shelving import put

if TYPE_CHECKING:
    from collections.abc import Iterator

_DCM = "http://dicom.nema.org/resources/ontology/DCM"
_V2 = "http://terminology.hl7.org/CodeSystem/v2-0203"


def _refer(literal: str, **more: Any) -> dict[str, Any]:
    return {"reference": literal, **more}


def _coded(code: str, system: str = _DCM, **more: Any) -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code, **more}]}


def _observation(name: str, value: float, code: str = "mg", **more: Any) -> dict[str, Any]:
    quantity = {"value": value, "system": "http://unitsofmeasure.org", "code": code, **more}
    dose = _coded("dose", "http://a.org")
    return {"resourceType": "Observation", "id": name, "code": dose, "valueQuantity": quantity}


ARCHIVE: list[dict[str, Any]] = [
    {
        "resourceType": "Patient",
        "id": "eve",
        "identifier": [
            {
                "type": _coded("MR", _V2, display="Medical record"),
                "system": "http://a.org",
                "value": "77",
            }
        ],
        "name": [{"family": "Éverton", "given": ["Éve", "Marie"]}],
        "gender": "female",
        "birthDate": "1970-05-06",
        "generalPractitioner": [_refer("Practitioner/d", display="Dr. Dahl")],
    },
    {"resourceType": "Patient", "id": "bo", "identifier": [{"value": "77"}], "name": [{"text": "Bo"}], "active": True},
    {"resourceType": "Practitioner", "id": "d", "name": [{"family": "Dahl"}]},
    {
        "resourceType": "ServiceRequest",
        "id": "order",
        "identifier": [{"system": "http://ris.org", "value": "A1"}],
        "subject": _refer("Patient/eve"),
        "authoredOn": "2024-01",
    },
    {
        "resourceType": "ImagingStudy",
        "id": "ct",
        "meta": {"tag": [{"system": "http://a.org", "code": "teaching"}], "profile": ["http://a.org/p|2"]},
        "identifier": [{"system": "urn:dicom:uid", "value": "urn:oid:1.2.3"}],
        "status": "available",
        "subject": _refer("Patient/eve/_history/2", display="Éve Éverton"),
        "started": "2024-02-03T10:00:00Z",
        "basedOn": [_refer("ServiceRequest/order", identifier={"system": "http://ris.org", "value": "A1"})],
        "series": [
            {
                "uid": "1.2.3.4",
                "modality": _coded("CT", display="Computed Tomography"),
                "instance": [{"uid": "1.2.3.4.5", "sopClass": "urn:oid:1.2.840.10008.5.1.4.1.1.2"}],
            }
        ],
    },
    {
        "resourceType": "ImagingStudy",
        "id": "mr",
        "status": "inactive",
        "subject": _refer("http://other.org/fhir/Patient/eve"),
        "started": "2024-02-04",
        "series": [{"uid": "1.2.9", "modality": _coded("MR")}, {"uid": "1.2.10", "modality": {"text": "Tomography"}}],
    },
    {"resourceType": "ImagingStudy", "id": "bare", "status": "available", "subject": _refer("Device/x")},
    _observation("five", 5),
    _observation("exact", 5.40),
    _observation("more", 5.4, comparator=">"),
    _observation("grams", 5.4, "g", unit="gram"),
    {
        "resourceType": "Device",
        "id": "x",
        "name": [{"value": "Scanner 3000"}],
        "conformsTo": [{"specification": _coded("dicom", "http://a.org"), "version": "2024b"}],
        "definition": "http://a.org/DeviceDefinition/s|2",
    },
    {
        "resourceType": "Endpoint",
        "id": "e",
        "status": "active",
        "meta": {"source": "http://a.org/fhir/one"},
    },
]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def kept(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    if request.param == "sqlite":
        yield from _kept(f"sqlite:///{tmp_path_factory.mktemp('examples')}/filmroom.db")
        return
    with new_postgres_database(request.getfixturevalue("postgres")) as url:
        yield from _kept(url)


def _kept(url: str) -> Iterator[Database]:
    opened = open_database(url)
    put(opened, *ARCHIVE)
    yield opened
    opened.dispose()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # tokens
        ("ImagingStudy?modality=CT", "ct"),
        (f"ImagingStudy?modality={_DCM}|CT", "ct"),
        (f"ImagingStudy?modality={_DCM}|", "ct mr"),
        ("ImagingStudy?modality=|CT", ""),
        ("ImagingStudy?modality=ct", ""),
        ("ImagingStudy?modality=CT,MR", "ct mr"),
        ("ImagingStudy?modality:not=CT", "bare mr"),
        ("ImagingStudy?modality:not=CT,MR", "bare"),
        ("ImagingStudy?modality:text=comp", "ct"),
        ("ImagingStudy?modality:text=tomography", "mr"),
        ("ImagingStudy?modality:missing=true", "bare"),
        ("ImagingStudy?modality:missing=false", "ct mr"),
        ("ImagingStudy?status=available&modality:missing=false", "ct"),
        ("ImagingStudy?series=1.2.9", "mr"),
        ("ImagingStudy?series=urn:oid:1.2.9", "mr"),
        ("ImagingStudy?instance=urn:oid:1.2.3.4.5", "ct"),
        ("ImagingStudy?identifier=urn:dicom:uid|urn:oid:1.2.3", "ct"),
        ("ImagingStudy?identifier=urn:oid:1.2.3", "ct"),
        ("ImagingStudy?identifier=1.2.3", "ct"),
        ("ImagingStudy?identifier=A1", "ct"),
        ("ImagingStudy?identifier:not=A1", "bare mr"),
        ("ImagingStudy?_tag=teaching", "ct"),
        ("ImagingStudy?_tag:not=http://a.org|teaching", "bare mr"),
        ("Patient?identifier=77", "bo eve"),
        ("Patient?identifier=|77", "bo"),
        (f"Patient?identifier:of-type={_V2}|MR|77", "eve"),
        (f"Patient?identifier:of-type={_V2}|SS|77", ""),
        ("Patient?active=true", "bo"),
        ("Patient?gender:missing=true", "bo"),
        # strings
        ("Patient?name=eve", "eve"),
        ("Patient?family=EVER", "eve"),
        ("Patient?given:contains=ari", "eve"),
        ("Patient?given:exact=Éve", "eve"),
        ("Patient?given:exact=eve", ""),
        ("Patient?name:missing=true", ""),
        # references
        ("ImagingStudy?patient=Patient/eve", "ct"),
        ("ImagingStudy?patient=eve", "ct"),
        ("ImagingStudy?subject:Patient=eve", "ct"),
        ("ImagingStudy?subject=Patient/eve/_history/2", "ct"),
        ("ImagingStudy?subject=Patient/eve/_history/1", ""),
        ("ImagingStudy?subject=http://other.org/fhir/Patient/eve", "mr"),
        ("ImagingStudy?subject:text=eve", "ct"),
        ("ImagingStudy?based-on:identifier=http://ris.org|A1", "ct"),
        ("ImagingStudy?based-on:identifier=A1", "ct"),
        ("ImagingStudy?based-on:missing=true", "bare mr"),
        ("ImagingStudy?_profile=http://a.org/p", "ct"),
        ("ImagingStudy?_profile=http://a.org/p|2", "ct"),
        ("ImagingStudy?_profile=http://a.org/p|1", ""),
        ("Device?definition=http://a.org/DeviceDefinition/s", "x"),
        ("Patient?general-practitioner:text=dr. dahl", "eve"),
        # chains
        ("ImagingStudy?patient.name=eve", "ct"),
        ("ImagingStudy?patient.identifier=http://a.org|77", "ct"),
        ("ImagingStudy?patient:Patient.general-practitioner:Practitioner.family=dahl", "ct"),
        ("ImagingStudy?based-on:ServiceRequest.subject:Patient.gender=female", "ct"),
        ("ImagingStudy?subject.identifier=77", "ct"),
        ("ImagingStudy?subject:Device.device-name=scan", "bare"),
        ("Patient?_has:ImagingStudy:patient:modality=CT", "eve"),
        ("Patient?_has:ImagingStudy:patient:modality=MR", ""),
        ("Practitioner?_has:Patient:general-practitioner:_has:ImagingStudy:patient:modality=CT", "d"),
        # dates
        ("ImagingStudy?started=2024-02-03", "ct"),
        ("ImagingStudy?started=2024-02", "ct mr"),
        ("ImagingStudy?started=ne2024-02-03", "mr"),
        ("ImagingStudy?started=gt2024-02-03", "mr"),
        ("ImagingStudy?started=lt2024-02-04", "ct"),
        ("ImagingStudy?started=ge2024-02-03T10:00:00Z", "ct mr"),
        ("ImagingStudy?started=le2024-02-03T10:00Z", "ct"),
        ("ImagingStudy?started=sa2024-02-03", "mr"),
        ("ImagingStudy?started=eb2024-02-04", "ct"),
        ("ImagingStudy?started=ap2024-02-03", "ct mr"),
        ("ImagingStudy?started=2024-02-03,2024-02-04", "ct mr"),
        ("ImagingStudy?started=ge2024-02-03&started=lt2024-02-04", "ct"),
        ("ImagingStudy?started=gt2024-02-04T10:00:00Z", "mr"),
        ("ImagingStudy?started=ge2024-02-04T10:00:00Z", "mr"),
        ("ImagingStudy?started=ap2024-02-04T10:00:00Z", "ct mr"),
        ("ImagingStudy?started:missing=true", "bare"),
        ("Patient?birthdate=1970", "eve"),
        ("Patient?birthdate=gt1970-05", ""),
        ("ImagingStudy?_lastUpdated=2023-11-14", "bare ct mr"),
        ("ImagingStudy?_lastUpdated=gt2023-11-14", ""),
        # quantities
        ("Observation?value-quantity=5.4", "exact grams"),
        ("Observation?value-quantity=5", "exact five grams"),
        ("Observation?value-quantity=gt5.4", "more"),
        ("Observation?value-quantity=ge5.4", "exact grams more"),
        ("Observation?value-quantity=lt5.4", "five more"),
        ("Observation?value-quantity=le5.4||mg", "exact five more"),
        ("Observation?value-quantity=5.4||gram", "grams"),
        ("Observation?value-quantity=5.4|http://unitsofmeasure.org|mg", "exact"),
        ("Observation?value-quantity=ne5.4||mg", "five more"),
        ("Observation?value-quantity=sa5.2||mg", "exact more"),
        ("Observation?value-quantity=sa5.4||mg", ""),
        ("Observation?value-quantity=eb5.2||mg", "five"),
        ("Observation?value-quantity=eb5.4||mg", "five"),
        ("Observation?value-quantity=ap5.2||mg", "exact five more"),
        ("Observation?code-value-quantity=dose$gt5.1|http://unitsofmeasure.org|mg", "exact more"),
        ("Observation?code-value-quantity=http://a.org|dose$5.4||gram", "grams"),
        ("Observation?code-value-quantity=other$5.4", ""),
        # other composites
        ("Device?specification-version=dicom$2024", "x"),
        ("Device?specification-version=http://a.org|dicom$2024b", "x"),
        ("Device?specification-version=http://b.org|dicom$2024b", ""),
        # addresses
        ("ImagingStudy?dicom-class=1.2.840.10008.5.1.4.1.1.2", "ct"),
        ("ImagingStudy?dicom-class=urn:oid:1.2.840.10008.5.1.4.1.1.2", "ct"),
        ("ImagingStudy?dicom-class:contains=OID:1.2.840", "ct"),
        ("Endpoint?_source=http://a.org/fhir/one", "e"),
        ("Endpoint?_source:below=http://a.org/fhir", "e"),
        ("Endpoint?_source:below=http://a.org/fh", ""),
        ("Endpoint?_source:above=http://a.org/fhir/one/two", "e"),
        ("Endpoint?_source:contains=ORG/FHIR", "e"),
        # ids
        ("ImagingStudy?_id=ct,mr", "ct mr"),
        ("ImagingStudy?_id:not=ct", "bare mr"),
        ("ImagingStudy?_id:missing=true", ""),
        ("?_type=Patient,Device", "bo eve x"),
        ("?_type=Patient,ImagingStudy&_id=ct,eve", "ct eve"),
        ("?_tag=teaching", "ct"),
    ],
)
def test_searches_find(kept: Database, text: str, expected: str) -> None:
    resource_type, _, query = text.partition("?")
    with kept.read() as connection:
        found = find_matches(connection, ask(resource_type or None, *query.split("&"), strict=True))
    assert sorted(one.id for one in found.resources) == expected.split()
