"""What the interactions of the FHIR API promise, against an archive that runs, on both databases."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
import zstandard

from fhir_client import (
    JSON,
    PATCH,
    SYSTEM,
    bundle,
    code,
    follow,
    ids,
    new_id,
    patient,
    put_patient,
    put_study,
    send,
)
from filmroom.service.archive import open_archive
from filmroom.validation import validate
from samples import CT_IMAGE_STORAGE, dicom_bytes

if TYPE_CHECKING:
    from serving import Answer, ArchiveServer, Server


def test_create_read_vread(server: Server) -> None:
    made = send(server, "POST", "/Patient", patient(active=True))
    path = urlsplit(made.headers["location"]).path
    version = server.ask("GET", path)
    present = server.ask("GET", path.removesuffix("/_history/1"))

    assert (made.status, made.headers["etag"]) == (201, 'W/"1"')
    assert made.headers["location"] == f"{server.address}/fhir/Patient/{made.json()['id']}/_history/1"
    assert version.content == present.content == made.content
    assert present.headers["last-modified"] == made.headers["last-modified"]
    assert validate(present.json()) == ()


def test_update_also_as_create_with_an_id_of_the_client(server: Server) -> None:
    resource_id = put_patient(server, active=True)
    changed = send(server, "PUT", f"/Patient/{resource_id}", patient(resource_id, id=resource_id, active=False))
    same = send(server, "PUT", f"/Patient/{resource_id}", patient(resource_id, id=resource_id, active=False))

    assert (changed.status, changed.headers["etag"], changed.json()["active"]) == (200, 'W/"2"', False)
    assert (same.status, same.headers["etag"]) == (200, 'W/"2"')


def test_update_under_another_id_than_the_address_is_refused(server: Server) -> None:
    assert send(server, "PUT", f"/Patient/{new_id()}", patient(id="other")).status == 400
    assert send(server, "PUT", f"/Patient/{new_id()}", patient()).status == 400
    assert send(server, "PUT", "/Patient/a_b", patient(id="a_b")).status == 400


def test_patch(server: Server) -> None:
    resource_id = put_patient(server, active=True)
    operations = [{"op": "test", "path": "/active", "value": True}, {"op": "add", "path": "/gender", "value": "other"}]
    changed = send(server, "PATCH", f"/Patient/{resource_id}", operations, PATCH)
    refused = send(server, "PATCH", f"/Patient/{resource_id}", [{"op": "remove", "path": "/nope"}], PATCH)

    assert (changed.status, changed.json()["gender"], changed.headers["etag"]) == (200, "other", 'W/"2"')
    assert 400 <= refused.status < 500
    assert send(server, "PATCH", f"/Patient/{new_id()}", operations, PATCH).status == 404


def test_delete(server: Server) -> None:
    resource_id = put_patient(server)
    first, second = (send(server, "DELETE", f"/Patient/{resource_id}") for _ in range(2))
    again = send(server, "PUT", f"/Patient/{resource_id}", patient(id=resource_id))

    assert (first.status, first.content, second.status) == (204, b"", 204)
    assert (again.status, again.headers["etag"]) == (201, 'W/"3"')


def test_what_was_deleted_is_gone(server: Server) -> None:
    resource_id = put_patient(server)
    send(server, "DELETE", f"/Patient/{resource_id}")

    assert code(send(server, "GET", f"/Patient/{resource_id}")) == (410, "deleted")
    assert send(server, "GET", f"/Patient/{resource_id}/_history/1").status == 200
    assert ids(send(server, "GET", f"/Patient?identifier={resource_id}").json()) == []


def test_history_of_an_instance_a_type_and_the_system(server: Server) -> None:
    resource_id = put_patient(server, active=True)
    send(server, "PUT", f"/Patient/{resource_id}", patient(id=resource_id, active=False))
    send(server, "DELETE", f"/Patient/{resource_id}")
    instance = send(server, "GET", f"/Patient/{resource_id}/_history").json()
    of_type = send(server, "GET", "/Patient/_history?_count=3").json()
    of_all = send(server, "GET", "/_history?_count=3").json()

    assert validate(instance) == ()
    assert instance["total"] == 3
    assert [entry["request"] for entry in instance["entry"]] == [
        {"method": method, "url": f"Patient/{resource_id}"} for method in ("DELETE", "PUT", "PUT")
    ]
    assert [entry["response"]["etag"] for entry in instance["entry"]] == ['W/"3"', 'W/"2"', 'W/"1"']
    assert of_type["entry"] == of_all["entry"] == instance["entry"]


def put_again(server: Server, resource_id: str, **elements: Any) -> Answer:
    return send(server, "PUT", f"/Patient/{resource_id}", patient(id=resource_id, **elements))


def test_history_since_a_moment_and_page_by_page(server: Server) -> None:
    resource_id = put_patient(server, active=True)
    for number in range(3):
        changed = send(
            server, "PUT", f"/Patient/{resource_id}", patient(id=resource_id, multipleBirthInteger=number + 1)
        )
    moment = changed.json()["meta"]["lastUpdated"]
    since = send(server, "GET", f"/Patient/{resource_id}/_history?_since={moment}").json()
    page = send(server, "GET", f"/Patient/{resource_id}/_history?_count=3").json()
    last = follow(server, page, "next")

    assert [entry["response"]["etag"] for entry in since["entry"]] == ['W/"4"']
    assert [entry["response"]["etag"] for entry in (*page["entry"], *last["entry"])] == [
        f'W/"{number}"' for number in (4, 3, 2, 1)
    ]
    assert [link["relation"] for link in last["link"]] == ["self"]


def test_batch_answers_every_entry_by_itself(server: Server) -> None:
    resource_id = new_id()
    asked = bundle(
        "batch",
        ("PUT", f"Patient/{resource_id}", patient(resource_id, id=resource_id)),
        ("GET", f"Patient/{new_id()}", None),
        ("POST", "Patient", patient(gender="wrong")),
    )
    answer = send(server, "POST", "", asked)

    assert (answer.status, answer.json()["type"]) == (200, "batch-response")
    assert [entry["response"]["status"][:3] for entry in answer.json()["entry"]] == ["201", "404", "422"]
    assert send(server, "GET", f"/Patient/{resource_id}").status == 200


def test_transaction_resolves_its_own_and_conditional_references(server: Server) -> None:
    known = put_patient(server)
    asked = bundle("transaction", ("POST", "Patient", patient(new_id())))
    reference = asked["entry"][0]["fullUrl"]
    for subject in (reference, f"Patient?identifier={known}"):
        study = {"resourceType": "ImagingStudy", "status": "available", "subject": {"reference": subject}}
        asked["entry"] += bundle("", ("POST", "ImagingStudy", study))["entry"]
    answer = send(server, "POST", "", asked, {"Prefer": "return=representation"})
    made, *studies = (entry["resource"] for entry in answer.json()["entry"])

    assert (answer.status, answer.json()["type"]) == (200, "transaction-response")
    assert [each["subject"]["reference"] for each in studies] == [f"Patient/{made['id']}", f"Patient/{known}"]
    assert answer.json()["entry"][0]["response"]["location"] == f"{server.address}/fhir/Patient/{made['id']}/_history/1"


def test_transaction_is_all_or_nothing(server: Server) -> None:
    resource_id = new_id()
    asked = bundle(
        "transaction",
        ("PUT", f"Patient/{resource_id}", patient(id=resource_id)),
        ("POST", "Patient", patient(gender="wrong")),
    )
    answer = send(server, "POST", "", asked)

    assert answer.status == 422
    assert answer.json()["issue"][0]["expression"] == ["Bundle.entry[1].resource.gender"]
    assert send(server, "GET", f"/Patient/{resource_id}").status == 404


def test_conditional_create(server: Server) -> None:
    identifier = new_id()
    first, second = (
        send(server, "POST", "/Patient", patient(identifier), {"If-None-Exist": f"identifier={SYSTEM}|{identifier}"})
        for _ in range(2)
    )

    assert (first.status, second.status, second.json()["id"]) == (201, 200, first.json()["id"])


def test_conditional_update(server: Server) -> None:
    identifier = new_id()
    first, second = (
        send(server, "PUT", f"/Patient?identifier={identifier}", patient(identifier, active=active))
        for active in (True, False)
    )

    assert (first.status, second.status, second.headers["etag"]) == (201, 200, 'W/"2"')
    assert first.json()["id"] == second.json()["id"]


def test_conditional_patch(server: Server) -> None:
    resource_id = put_patient(server, active=True)
    operations = [{"op": "replace", "path": "/active", "value": False}]
    answer = send(server, "PATCH", f"/Patient?identifier={resource_id}", operations, PATCH)

    assert (answer.status, answer.json()["id"], answer.json()["active"]) == (200, resource_id, False)
    assert send(server, "PATCH", f"/Patient?identifier={new_id()}", operations, PATCH).status == 404


def test_conditional_delete(server: Server) -> None:
    resource_id = put_patient(server)

    assert send(server, "DELETE", f"/Patient?identifier={resource_id}").status == 204
    assert send(server, "GET", f"/Patient/{resource_id}").status == 410
    assert send(server, "DELETE", f"/Patient?identifier={resource_id}").status == 204


@pytest.mark.parametrize(("method", "headers"), [("PUT", {}), ("PATCH", PATCH), ("DELETE", {})])
def test_a_condition_that_finds_several_is_refused(server: Server, method: str, headers: dict[str, str]) -> None:
    shared = new_id()
    for _ in range(2):
        send(server, "POST", "/Patient", patient(shared))
    body = {"PUT": patient(shared), "PATCH": [{"op": "remove", "path": "/identifier"}], "DELETE": None}[method]

    assert code(send(server, method, f"/Patient?identifier={shared}", body, headers)) == (412, "multiple-matches")


def test_conditional_read(server: Server) -> None:
    resource_id = put_patient(server)
    read = send(server, "GET", f"/Patient/{resource_id}")
    by_tag = send(server, "GET", f"/Patient/{resource_id}", headers={"If-None-Match": read.headers["etag"]})
    by_date = send(
        server, "GET", f"/Patient/{resource_id}", headers={"If-Modified-Since": read.headers["last-modified"]}
    )

    assert (by_tag.status, by_tag.content, by_date.status, by_date.content) == (304, b"", 304, b"")


def test_if_match_with_412(server: Server) -> None:
    resource_id = put_patient(server, active=True)
    changed = patient(id=resource_id, active=False)
    right = send(server, "PUT", f"/Patient/{resource_id}", changed, {"If-Match": 'W/"1"'})
    wrong = send(server, "PUT", f"/Patient/{resource_id}", changed, {"If-Match": 'W/"1"'})
    deleted = send(server, "DELETE", f"/Patient/{resource_id}", headers={"If-Match": 'W/"1"'})

    assert (right.status, code(wrong), code(deleted)) == (200, (412, "conflict"), (412, "conflict"))


def test_prefer_minimal_representation_and_outcome(server: Server) -> None:
    minimal, whole, said = (
        send(server, "POST", "/Patient", patient(), {"Prefer": f"return={preferred}"})
        for preferred in ("minimal", "representation", "OperationOutcome")
    )

    assert [answer.status for answer in (minimal, whole, said)] == [201, 201, 201]
    assert (minimal.content, whole.json()["resourceType"]) == (b"", "Patient")
    assert said.json()["resourceType"] == "OperationOutcome"


def test_validate_on_type_and_instance_level(server: Server) -> None:
    resource_id = put_patient(server)
    put_study(server, resource_id)
    wrong = send(server, "POST", "/Patient/$validate", patient(gender="wrong"))
    missing = {"resourceType": "ImagingStudy", "status": "available", "subject": {"reference": f"Patient/{new_id()}"}}

    assert (wrong.status, wrong.json()["issue"][0]["expression"]) == (200, ["Patient.gender"])
    assert code(send(server, "POST", "/ImagingStudy/$validate?mode=create", missing)) == (200, "not-found")
    assert code(send(server, "GET", f"/Patient/{resource_id}/$validate")) == (200, "success")
    assert code(send(server, "GET", f"/Patient/{resource_id}/$validate?mode=delete")) == (200, "conflict")


def test_metadata_and_definitions(server: Server) -> None:
    statement = send(server, "GET", "/metadata").json()
    study = next(each for each in statement["rest"][0]["resource"] if each["type"] == "ImagingStudy")

    assert statement["implementation"]["url"] == f"{server.address}/fhir"
    assert {"based-on", "body-site", "dicom-class", "instance", "modality", "series", "started"} <= {
        each["name"] for each in study["searchParam"]
    }
    for path in (
        "StructureDefinition/ImagingStudy",
        "SearchParameter?_count=1",
        "ValueSet?_count=1",
        "CodeSystem?_count=1",
    ):
        assert send(server, "GET", f"/{path}").status == 200


def test_xml_in_and_out(server: Server) -> None:
    body = b'<Patient xmlns="http://hl7.org/fhir"><active value="true"/></Patient>'
    headers = {"Content-Type": "application/fhir+xml", "Accept": "application/fhir+xml"}
    made = server.ask("POST", "/fhir/Patient", body, headers)
    found = server.ask("GET", "/fhir/Patient?active=true&_count=1&_format=xml")

    assert (made.status, made.headers["content-type"]) == (201, "application/fhir+xml; charset=utf-8")
    assert made.content.endswith(b'<active value="true"/></Patient>')
    assert found.content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<Bundle xmlns="http://hl7.org/fhir">')


def test_gzip_and_zstd_and_the_release(server: Server) -> None:
    plain, packed, small = (
        server.ask("GET", "/fhir/metadata", headers={"Accept-Encoding": coding, "Host": "x"})
        for coding in ("identity", "gzip", "zstd")
    )
    named = server.ask("GET", "/fhir/metadata", headers={"Accept": "application/fhir+json; fhirVersion=6.0"})

    assert gzip.decompress(packed.content) == plain.content
    assert zstandard.ZstdDecompressor().decompress(small.content) == plain.content
    assert named.headers["content-type"] == "application/fhir+json; fhirVersion=6.0; charset=utf-8"


def test_every_error_is_an_outcome_with_its_status_and_code(server: Server) -> None:
    resource_id = put_patient(server)
    put_study(server, resource_id)
    text = {"Content-Type": "text/plain"}
    missing = {"resourceType": "ImagingStudy", "status": "available", "subject": {"reference": f"Patient/{new_id()}"}}
    answers = {
        "bad parameter": send(server, "GET", "/Patient?birthdate=soon"),
        "unknown route": server.ask("GET", "/nope"),
        "unknown type": send(server, "GET", "/Nope/1"),
        "never was": send(server, "GET", f"/Patient/{new_id()}"),
        "method": send(server, "POST", f"/Patient/{resource_id}", patient()),
        "accept": send(server, "GET", f"/Patient/{resource_id}", headers={"Accept": "image/png"}),
        "in use": send(server, "DELETE", f"/Patient/{resource_id}"),
        "content type": server.ask("POST", "/fhir/Patient", b"x", text),
        "no json": server.ask("POST", "/fhir/Patient", b"{", JSON),
        "invalid": send(server, "POST", "/Patient", patient(gender="wrong")),
        "missing reference": send(server, "POST", "/ImagingStudy", missing),
    }

    assert {name: code(answer) for name, answer in answers.items()} == {
        "bad parameter": (400, "invalid"),
        "unknown route": (404, "not-found"),
        "unknown type": (404, "not-found"),
        "never was": (404, "not-found"),
        "method": (405, "not-supported"),
        "accept": (406, "not-supported"),
        "in use": (409, "conflict"),
        "content type": (415, "not-supported"),
        "no json": (400, "structure"),
        "invalid": (422, "code-invalid"),
        "missing reference": (422, "not-found"),
    }
    assert all(validate(answer.json()) == () for answer in answers.values())


def test_health_and_metrics(server: Server) -> None:
    assert (server.ask("GET", "/health/live").status, server.ask("GET", "/health/ready").status) == (200, 200)
    assert b"filmroom_http_requests_total" in server.ask("GET", "/metrics").content


def test_a_change_that_the_instances_would_undo_is_refused_and_others_stay(server: ArchiveServer) -> None:
    uid = f"1.2.826.0.1.{uuid4().int % 10**20}"
    instance = dicom_bytes(
        {
            "SOPClassUID": CT_IMAGE_STORAGE,
            "StudyInstanceUID": uid,
            "SeriesInstanceUID": f"{uid}.1",
            "SOPInstanceUID": f"{uid}.1.1",
            "Modality": "CT",
            "PatientID": new_id(),
            "StudyDescription": "Head",
        }
    )
    with open_archive(server.place) as archive:
        archive.new_ingest().keep([("1.dcm", instance)])
    read = send(server, "GET", f"/ImagingStudy/{uid}")
    note = [{"op": "add", "path": "/note", "value": [{"text": "seen"}]}]
    title = [{"op": "replace", "path": "/description", "value": "Foot"}]
    noted = send(server, "PATCH", f"/ImagingStudy/{uid}", note, PATCH)
    refused = send(server, "PATCH", f"/ImagingStudy/{uid}", title, PATCH)

    assert (read.status, read.json()["numberOfInstances"]) == (200, 1)
    assert (noted.status, noted.json()["note"]) == (200, [{"text": "seen"}])
    assert code(refused) == (409, "conflict")
