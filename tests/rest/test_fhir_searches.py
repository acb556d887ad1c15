"""What the search of the FHIR API promises, against an archive that runs, on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from fhir_client import (
    FORM,
    SYSTEM,
    bundle,
    code,
    follow,
    ids,
    new_id,
    put_patient,
    put_study,
    send,
)
from filmroom.fhir.search_parameter import SearchType
from filmroom.fhir.search_parameters import search_parameters
from filmroom.validation import validate

if TYPE_CHECKING:
    from serving import Server


DIV = '<div xmlns="http://www.w3.org/1999/xhtml">text</div>'
KINDS = "http://terminology.hl7.org/CodeSystem/v2-0203"


def test_search_by_get_and_post(server: Server) -> None:
    subject = put_patient(server)
    study = put_study(server, subject)
    by_get = send(server, "GET", f"/ImagingStudy?patient={subject}").json()
    by_post = server.ask("POST", "/fhir/ImagingStudy/_search", f"patient={subject}".encode(), FORM).json()
    at_top = server.ask("POST", "/fhir/_search", f"_type=ImagingStudy&_id={study}".encode(), FORM).json()

    assert ids(by_get) == ids(by_post) == ids(at_top) == [study]
    assert by_get["link"] == by_post["link"]
    assert validate(by_get) == ()


def test_identifier_finds_a_study_by_its_uid_in_every_form(server: Server) -> None:
    uid = f"1.2.826.0.1.{uuid4().int % 10**20}"
    subject = put_patient(server)
    study = put_study(server, subject, identifier=[{"system": "urn:dicom:uid", "value": f"urn:oid:{uid}"}])

    for asked in (f"urn:dicom:uid|urn:oid:{uid}", f"urn:oid:{uid}", uid):
        assert ids(send(server, "GET", f"/ImagingStudy?identifier={asked}").json()) == [study]


def test_chains_and_reverse_chains(server: Server) -> None:
    subject = put_patient(server)
    study = put_study(server, subject)
    system = f"identifier={SYSTEM}|{subject}"

    assert ids(send(server, "GET", f"/ImagingStudy?patient.{system}").json()) == [study]
    assert ids(send(server, "GET", f"/ImagingStudy?subject:Patient.{system}").json()) == [study]
    assert ids(send(server, "GET", f"/Patient?_has:ImagingStudy:patient:_id={study}").json()) == [subject]


def test_includes_and_reverse_includes(server: Server) -> None:
    subject = put_patient(server)
    study = put_study(server, subject)
    forward = send(server, "GET", f"/ImagingStudy?_id={study}&_include=ImagingStudy:patient").json()
    backward = send(server, "GET", f"/Patient?_id={subject}&_revinclude=ImagingStudy:patient").json()

    assert (ids(forward), ids(forward, "include")) == ([study], [subject])
    assert (ids(backward), ids(backward, "include")) == ([subject], [study])


def test_sorted_pages_by_cursor_stay_right_while_data_arrives(server: Server) -> None:
    subject = put_patient(server)
    days = {put_study(server, subject, started=f"2024-01-0{day}"): day for day in (3, 1, 5, 2, 4)}
    wanted = sorted(days, key=lambda each: -days[each])
    page = send(server, "GET", f"/ImagingStudy?patient={subject}&_sort=-started&_count=2&_total=accurate").json()
    put_study(server, subject, started="2024-01-09")
    second = follow(server, page, "next")
    third = follow(server, second, "next")

    assert [*ids(page), *ids(second), *ids(third)] == wanted
    assert (page["total"], ids(follow(server, second, "previous"))) == (5, ids(page))
    assert "next" not in [link["relation"] for link in third["link"]]


def series(modality: str, **elements: Any) -> dict[str, Any]:
    coding = {"system": "http://dicom.nema.org/resources/ontology/DCM", "code": modality}
    return {"uid": f"1.2.826.{uuid4().int % 10**20}", "modality": {"coding": [coding]}, **elements}


def test_prefixes_modifiers_or_and_missing(server: Server) -> None:
    subject = put_patient(server)
    identifier = [{"system": "urn:dicom:uid", "value": "urn:oid:1.2.3"}]
    early = put_study(server, subject, identifier=identifier, started="2023-05-01", series=[series("CT")])
    late = put_study(server, subject, started="2024-05-01")
    queries = {
        "started=lt2024": {early},
        "started=ge2024-05": {late},
        "modality:missing=true": {late},
        "modality:not=CT": {late},
        "modality=MR,CT": {early},
        "started=gt2022&started=lt2024": {early},
    }

    found = {
        query: set(ids(send(server, "GET", f"/ImagingStudy?patient={subject}&{query}").json())) for query in queries
    }
    assert found == queries


def test_prefer_handling_strict_and_lenient(server: Server) -> None:
    lenient = send(server, "GET", "/Patient?favourite=x&_count=1", headers={"Prefer": "handling=lenient"})
    strict = send(server, "GET", "/Patient?favourite=x", headers={"Prefer": "handling=strict"})

    assert (lenient.status, lenient.json()["entry"][-1]["search"]) == (200, {"mode": "outcome"})
    assert code(strict) == (400, "not-supported")


def test_summaries_elements_and_counts(server: Server) -> None:
    subject = put_patient(server, active=True, gender="other", text={"status": "empty", "div": DIV})
    path = f"/Patient?_id={subject}"
    resources = {
        query: send(server, "GET", f"{path}&{query}").json()["entry"][0]["resource"]
        for query in ("_summary=true", "_summary=text", "_summary=data", "_elements=gender")
    }
    count = send(server, "GET", f"{path}&_summary=count").json()
    none = send(server, "GET", f"{path}&_count=0").json()

    assert {query: sorted(resource) for query, resource in resources.items()} == {
        "_summary=true": ["active", "gender", "id", "identifier", "meta", "resourceType"],
        "_summary=text": ["id", "meta", "resourceType", "text"],
        "_summary=data": ["active", "gender", "id", "identifier", "meta", "resourceType"],
        "_elements=gender": ["gender", "id", "meta", "resourceType"],
    }
    assert {resource["meta"]["tag"][0]["code"] for resource in resources.values()} == {"SUBSETTED"}
    assert ((count["total"], "entry" in count), (none["total"], "entry" in none)) == ((1, False), (1, False))


def test_everything_of_a_patient(server: Server) -> None:
    subject = put_patient(server)
    studies = {put_study(server, subject) for _ in range(3)}
    page = send(server, "GET", f"/Patient/{subject}/$everything?_count=2").json()
    following = follow(server, page, "next")

    assert {*ids(page), *ids(following)} == {subject, *studies}
    assert send(server, "GET", f"/Patient/{new_id()}/$everything").status == 404


def test_any_known_type_can_be_stored_searched_and_referred_to(server: Server) -> None:
    resource_id = new_id()
    basic = {"resourceType": "Basic", "id": resource_id, "code": {"text": "x"}, "identifier": [{"value": resource_id}]}
    made = send(server, "PUT", f"/Basic/{resource_id}", basic)

    assert (made.status, made.json()["code"]) == (201, {"text": "x"})
    assert ids(send(server, "GET", f"/Basic?identifier={resource_id}").json()) == [resource_id]


def complete_study(server: Server, own: str) -> tuple[str, dict[str, str]]:
    """Write a study that has a value for every parameter, and what it refers to; return its id and values."""
    named = {"identifier": [{"system": SYSTEM, "value": own}]}
    about = {"subject": {"reference": f"Patient/{own}"}}
    structure = {"patient": {"reference": f"Patient/{own}"}, "includedStructure": [{"structure": {"text": "x"}}]}
    others: dict[str, dict[str, Any]] = {
        "Patient": {},
        "Practitioner": {},
        "ServiceRequest": {"status": "active", "intent": "order", **about},
        "BodyStructure": structure,
        "Condition": {"clinicalStatus": {"text": "active"}, **about},
        "Encounter": {"status": "completed"},
        "Endpoint": {"status": "active", "connectionType": [{"text": "x"}], "address": "https://pacs.example.org"},
    }
    listed = [
        ("PUT", f"{name}/{own}", {"resourceType": name, "id": own, **named, **content})
        for name, content in others.items()
    ]
    uid = f"1.2.826.{uuid4().int % 10**20}"
    shown = {
        "uid": f"{uid}.1",
        "bodySite": {"concept": {"coding": [{"code": own}]}, "reference": {"reference": f"BodyStructure/{own}"}},
        "performer": [{"actor": {"reference": f"Practitioner/{own}"}}],
        "instance": [{"uid": f"{uid}.2", "sopClass": f"urn:oid:{uid}.3"}],
    }
    study = {
        "resourceType": "ImagingStudy",
        "id": f"s{own}",
        "meta": {
            "profile": [f"http://x.org/{own}"],
            "security": [{"system": SYSTEM, "code": own}],
            "tag": [{"system": SYSTEM, "code": own}],
            "source": f"http://source.org/{own}",
        },
        "language": "de-CH",
        "identifier": [*named["identifier"], {"system": "urn:dicom:uid", "value": f"urn:oid:{uid}"}],
        **about,
        "status": "inactive",
        "encounter": {"reference": f"Encounter/{own}"},
        "started": "2019-02-03",
        "basedOn": [{"reference": f"ServiceRequest/{own}"}],
        "referrer": {"reference": f"Practitioner/{own}"},
        "endpoint": [{"reference": f"Endpoint/{own}"}],
        "reason": [{"concept": {"coding": [{"code": own}]}}, {"reference": {"reference": f"Condition/{own}"}}],
        "series": [series("CT") | shown],
    }
    answer = send(server, "POST", "", bundle("transaction", *listed, ("PUT", f"ImagingStudy/s{own}", study)))
    assert answer.status == 200, answer.content
    return f"s{own}", {
        "based-on": f"ServiceRequest/{own}",
        "body-site": own,
        "body-structure": own,
        "dicom-class": f"urn:oid:{uid}.3",
        "encounter": own,
        "endpoint": own,
        "identifier": f"{SYSTEM}|{own}",
        "instance": f"{uid}.2",
        "modality": "CT",
        "patient": own,
        "performer": f"Practitioner/{own}",
        "reason-concept": own,
        "reason-reference": f"Condition/{own}",
        "referrer": f"Practitioner/{own}",
        "series": f"{uid}.1",
        "started": "2019-02",
        "status": "inactive",
        "subject": f"Patient/{own}",
        "_id": f"s{own}",
        "_language": "de-CH",
        "_lastUpdated": "gt2020",
        "_profile": f"http://x.org/{own}",
        "_security": own,
        "_source": f"http://source.org/{own}",
        "_tag": f"{SYSTEM}|{own}",
    }


def test_every_search_parameter_of_a_study_finds_it(server: Server) -> None:
    own = new_id()
    study, values = complete_study(server, own)
    shared = {"modality", "started", "status", "_language", "_lastUpdated"}
    found = {}
    for name, value in values.items():
        narrowed = f"&patient={own}" if name in shared else ""
        answer = send(server, "GET", f"/ImagingStudy?{name}={value}{narrowed}", headers={"Prefer": "handling=strict"})
        found[name] = ids(answer.json()) if answer.status == 200 else answer.content

    every = search_parameters("ImagingStudy").items()
    assert found == {name: [study] for name in values}
    assert set(values) == {name for name, each in every if each.type is not SearchType.SPECIAL}


def test_an_accession_number_is_found_where_it_sits_and_through_the_identifier(server: Server) -> None:
    subject, number = put_patient(server), new_id()
    accession = {"type": {"coding": [{"system": KINDS, "code": "ACSN"}]}, "value": number}
    study = put_study(server, subject, basedOn=[{"type": "ServiceRequest", "identifier": accession}])

    assert ids(send(server, "GET", f"/ImagingStudy?based-on:identifier={number}").json()) == [study]
    assert ids(send(server, "GET", f"/ImagingStudy?identifier={number}").json()) == [study]


def test_modifiers_of_strings_and_tokens(server: Server) -> None:
    family, resource_id = f"M{new_id()}", new_id()
    kind = {"coding": [{"system": KINDS, "code": "MR"}]}
    elements = {"name": [{"family": family}], "identifier": [{"type": kind, "system": SYSTEM, "value": family}]}
    send(server, "PUT", f"/Patient/{resource_id}", {"resourceType": "Patient", "id": resource_id, **elements})
    queries = {
        f"family={family[:20].lower()}": [resource_id],
        f"family:exact={family}": [resource_id],
        f"family:exact={family.lower()}": [],
        f"family:contains={family[3:]}": [resource_id],
        f"identifier:of-type={KINDS}|MR|{family}": [resource_id],
        f"identifier:of-type={KINDS}|AN|{family}": [],
    }

    assert {query: ids(send(server, "GET", f"/Patient?{query}").json()) for query in queries} == queries


def test_a_value_with_an_escaped_comma_is_one_value(server: Server) -> None:
    resource_id, value = new_id(), new_id()
    named = [{"value": f"{value},b"}]
    send(server, "PUT", f"/Patient/{resource_id}", {"resourceType": "Patient", "id": resource_id, "identifier": named})

    assert ids(send(server, "GET", f"/Patient?identifier={value}%5C,b").json()) == [resource_id]
    assert ids(send(server, "GET", f"/Patient?identifier={value},b").json()) == []


def test_includes_that_iterate(server: Server) -> None:
    own = new_id()
    study, _ = complete_study(server, own)
    query = f"_id={own}&_include=BodyStructure:patient&_revinclude:iterate=ImagingStudy:patient"
    answer = send(server, "GET", f"/BodyStructure?{query}").json()

    assert (ids(answer), sorted(ids(answer, "include"))) == ([own], sorted([own, study]))


def test_several_sort_keys_with_missing_values_last(server: Server) -> None:
    subject = put_patient(server)
    without = put_study(server, subject, status="inactive")
    late = put_study(server, subject, started="2024-05-01", status="inactive")
    early = put_study(server, subject, started="2023-05-01", status="inactive")
    first = put_study(server, subject)
    answer = send(server, "GET", f"/ImagingStudy?patient={subject}&_sort=status,started")

    assert ids(answer.json()) == [first, early, late, without]


def test_several_types_are_searched_at_the_top(server: Server) -> None:
    own = new_id()
    study, _ = complete_study(server, own)
    tagged = send(server, "GET", f"?_type=ImagingStudy,Encounter&_tag={SYSTEM}|{own}")
    several = send(server, "GET", f"?_type=Patient,Encounter&_id={own}")

    assert (ids(tagged.json()), ids(several.json())) == ([study], [own, own])
