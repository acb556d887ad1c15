"""Batches and transactions."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

import pytest

from filmroom.errors import (
    AmbiguousMatchError,
    BundleLimitError,
    ConflictError,
    InvalidResourceError,
    NotFoundError,
    PreconditionError,
    RequestError,
    SearchError,
    TransactionError,
    UsageError,
)
from filmroom.fhir.outcome import Issue
from filmroom.service.bundles import BundleService
from filmroom.service.limits import ServiceLimits
from filmroom.store.moments import format_moment
from filmroom.validation.validate import validate
from keeping import instance_bytes, keep

if TYPE_CHECKING:
    from filmroom.service.archive import Archive
    from filmroom.service.resources import ResourceService

_URN = "urn:uuid:c757873d-ec9a-4326-a141-556f43239520"
_OTHER_URN = "urn:uuid:c757873d-ec9a-4326-a141-556f43239521"
_SYSTEM = "urn:oid:1.2.3"


def _entry(method: str, url: str, resource: dict[str, Any] | None = None, *, urn: str = "", **more: str) -> Any:
    made: dict[str, Any] = {"request": {"method": method, "url": url, **more}}
    if urn:
        made["fullUrl"] = urn
    return {**made, "resource": resource} if resource is not None else made


def _bundle(*entries: Any, kind: str = "transaction") -> dict[str, Any]:
    return {"resourceType": "Bundle", "type": kind, "entry": list(entries)}


def _patient(**more: Any) -> dict[str, Any]:
    return {"resourceType": "Patient", **more}


def _identified(value: str, **more: Any) -> dict[str, Any]:
    return _patient(identifier=[{"system": _SYSTEM, "value": value}], **more)


def _order(subject: str, **more: Any) -> dict[str, Any]:
    code = {"concept": {"text": "CT"}}
    made = {"resourceType": "ServiceRequest", "status": "active", "intent": "order", "code": code}
    return {**made, "subject": {"reference": subject}, **more}


def _patch(*operations: dict[str, Any]) -> dict[str, Any]:
    data = base64.b64encode(json.dumps(operations).encode()).decode()
    return {"resourceType": "Binary", "contentType": "application/json-patch+json", "data": data}


def _statuses(answer: dict[str, Any]) -> list[str]:
    return [one["response"]["status"] for one in answer["entry"]]


def _name(entry: dict[str, Any]) -> tuple[str, str]:
    resource_type, resource_id, *_ = entry["response"]["location"].split("/")
    return resource_type, resource_id


def _refused(bundles: BundleService, *entries: Any) -> TransactionError:
    with pytest.raises(TransactionError) as raised:
        bundles.carry_out(_bundle(*entries))
    return raised.value


def test_what_a_transaction_makes_refers_to_each_other(bundles: BundleService, resources: ResourceService) -> None:
    narrative = f'<div xmlns="http://www.w3.org/1999/xhtml"><a href="{_URN}">them</a> {_URN}</div>'
    order = _order(
        _URN,
        text={"status": "generated", "div": narrative},
        extension=[
            {"url": "http://example.org/uri", "valueUri": _URN},
            {"url": "http://example.org/text", "valueString": _URN},
        ],
        contained=[_patient(id="c", link=[{"other": {"reference": _URN}, "type": "seealso"}])],
        supportingInfo=[{"reference": {"reference": _OTHER_URN}}, {"reference": {"reference": "#c"}}],
        identifier=[{"system": "urn:ietf:rfc:3986", "value": _URN}],
    )
    answer = bundles.carry_out(
        _bundle(
            _entry("POST", "ServiceRequest", order, urn=_OTHER_URN), _entry("POST", "Patient", _patient(), urn=_URN)
        )
    )
    assert (answer["type"], _statuses(answer)) == ("transaction-response", ["201 Created", "201 Created"])
    names = [_name(one) for one in answer["entry"]]
    itself, patient = (f"{name[0]}/{name[1]}" for name in names)
    made = resources.read(*names[0]).parse()
    del made["meta"]
    assert made == {
        **order,
        "id": names[0][1],
        "subject": {"reference": patient},
        "text": {"status": "generated", "div": narrative.replace(f'"{_URN}"', f'"{patient}"')},
        "extension": [
            {"url": "http://example.org/uri", "valueUri": patient},
            {"url": "http://example.org/text", "valueString": _URN},
        ],
        "contained": [_patient(id="c", link=[{"other": {"reference": patient}, "type": "seealso"}])],
        "supportingInfo": [{"reference": {"reference": itself}}, {"reference": {"reference": "#c"}}],
    }


def test_an_answer_says_what_became_of_each_entry(bundles: BundleService, resources: ResourceService) -> None:
    entry = _entry("PUT", "Patient/p1", _patient(id="p1"))
    answer = bundles.carry_out(_bundle(entry))
    kept = resources.read("Patient", "p1")
    response = {
        "status": "201 Created",
        "location": "Patient/p1/_history/1",
        "etag": 'W/"1"',
        "lastModified": format_moment(kept.updated),
    }
    assert answer == {"resourceType": "Bundle", "type": "transaction-response", "entry": [{"response": response}]}
    again = bundles.carry_out(_bundle(entry), prefer="representation", base_address="http://here/fhir")
    assert again["entry"] == [
        {
            "fullUrl": "http://here/fhir/Patient/p1",
            "resource": kept.parse(),
            "response": {**response, "status": "200 OK", "location": "http://here/fhir/Patient/p1/_history/1"},
        }
    ]
    told = bundles.carry_out(_bundle(_entry("DELETE", "Patient/p1")), prefer="OperationOutcome")["entry"][0]["response"]
    assert (told["status"], told["etag"]) == ("204 No Content", 'W/"2"')
    assert told["outcome"]["issue"] == [{"severity": "information", "code": "informational", "diagnostics": "Deleted"}]
    assert not validate(answer)
    assert not validate(again)


def test_the_order_is_delete_post_put_patch_get(bundles: BundleService, resources: ResourceService) -> None:
    resources.update("Patient", "old", _identified("A", id="old"))
    resources.update("Patient", "kept", _patient(id="kept"))
    answer = bundles.carry_out(
        _bundle(
            _entry("GET", f"Patient?identifier={_SYSTEM}|A"),
            _entry("GET", "Patient/kept"),
            _entry("PATCH", "Patient/kept", _patch({"op": "add", "path": "/gender", "value": "male"})),
            _entry("PUT", "Patient/new", _patient(id="new", link=[{"other": {"reference": _URN}, "type": "seealso"}])),
            _entry("POST", "Patient", _identified("A"), urn=_URN),
            _entry("DELETE", "Patient/old"),
        )
    )
    assert _statuses(answer) == ["200 OK", "200 OK", "200 OK", "201 Created", "201 Created", "204 No Content"]
    found, kept = answer["entry"][0]["resource"], answer["entry"][1]["resource"]
    made = _name(answer["entry"][4])
    assert [one["resource"]["id"] for one in found["entry"]] == [made[1]]
    assert (found["total"], kept["gender"], kept["meta"]["versionId"]) == (1, "male", "2")


def test_a_transaction_is_carried_out_or_not(bundles: BundleService, resources: ResourceService) -> None:
    resources.update("Patient", "p1", _patient(id="p1"))
    error = _refused(
        bundles,
        _entry("DELETE", "Patient/p1"),
        _entry("POST", "Patient", _patient(id="p2"), urn=_URN),
        _entry("PUT", "Patient/p3", _patient(id="p3", gender="unheard-of")),
    )
    assert (error.http_status, error.issue_code, type(error.cause)) == (422, "invalid", InvalidResourceError)
    assert [one.expression for one in error.issues if isinstance(one, Issue)] == ["Bundle.entry[2].resource.gender"]
    assert resources.read("Patient", "p1").version == 1
    assert resources.history("Patient", None, since=None, count=10, cursor=None).total == 1


@pytest.mark.parametrize(
    ("entry", "cause", "status", "message"),
    [
        ({}, RequestError, 400, "found no request, expected one"),
        ("text", RequestError, 400, "found no request, expected one"),
        (
            _entry("BREW", "Patient"),
            RequestError,
            400,
            "request.method: expected one of: DELETE, POST, PUT, PATCH, GET, HEAD",
        ),
        ({"request": {"method": "GET"}}, RequestError, 400, "request.url: expected an address"),
        (_entry("POST", "Patient"), RequestError, 400, "POST: found no resource, expected one"),
        (_entry("POST", "Patient/1", _patient()), RequestError, 400, "request.url: expected a type"),
        (
            _entry("PUT", "Patient", _patient()),
            RequestError,
            400,
            "request.url: expected a type and an id, or a type and a condition",
        ),
        (_entry("PUT", "Cat/1", _patient()), RequestError, 400, "request.url: expected the name of a resource type"),
        (
            _entry("PUT", "Device/1", _patient(id="1")),
            RequestError,
            400,
            "found another resourceType in the resource; expected Device",
        ),
        (
            _entry("PUT", "Patient/1", _patient(id="2")),
            RequestError,
            400,
            "found another id in the resource, or none; expected that of the request",
        ),
        (
            _entry("PUT", "Patient/p1", _patient(id="p1"), ifMatch='W/"7"'),
            PreconditionError,
            412,
            "found version 1; expected version 7",
        ),
        (
            _entry("PUT", "Patient/p1", _patient(id="p1"), ifMatch="7"),
            RequestError,
            400,
            'expected the entity tag of a version, such as W/"3"',
        ),
        (
            _entry("PUT", "Patient/p1", _patient(id="p1"), ifNoneMatch="*"),
            PreconditionError,
            412,
            "Patient/p1 is there already",
        ),
        (_entry("DELETE", "Patient/p1"), ConflictError, 409, "Patient/p1: found Patient/p2 that refers to it"),
        (_entry("PATCH", "Patient/p9", _patch()), NotFoundError, 404, "Patient/p9 is not here"),
        (
            _entry("PATCH", f"Patient?identifier={_SYSTEM}|no", _patch()),
            NotFoundError,
            404,
            "the condition finds no Patient",
        ),
        (
            _entry("PATCH", "Patient/p1", {"resourceType": "Parameters"}),
            RequestError,
            400,
            "PATCH: expected a Binary with contentType application/json-patch+json",
        ),
        (
            _entry("PATCH", "Patient/p1", {**_patch(), "data": "not base64"}),
            RequestError,
            400,
            "PATCH: expected a JSON Patch in base64 in Binary.data",
        ),
        (
            _entry("POST", "Patient", _patient(), ifNoneExist=f"identifier={_SYSTEM}|twice"),
            AmbiguousMatchError,
            412,
            "the condition finds several Patient; expected at most one",
        ),
        (_entry("PUT", "Patient?nonsense=1", _patient()), SearchError, 400, None),
        (
            _entry("POST", "ServiceRequest", _order("Patient?identifier=no")),
            PreconditionError,
            412,
            "a reference by a search finds no Patient; expected one",
        ),
        (
            _entry("POST", "ServiceRequest", _order(f"Patient?identifier={_SYSTEM}|twice")),
            AmbiguousMatchError,
            412,
            "the condition finds several Patient; expected at most one",
        ),
        (_entry("GET", "Patient/p9"), NotFoundError, 404, "Patient/p9 is not here"),
        (
            _entry("GET", "Patient/p1/$everything"),
            UsageError,
            400,
            "request.url: expected that of a read, vread, history or search",
        ),
        (
            _entry("POST", "Patient/_search", _patient()),
            UsageError,
            400,
            "operations, and searches by POST, are not supported in a Bundle",
        ),
    ],
)
def test_an_entry_that_cannot_be_carried_out_is_named(
    bundles: BundleService,
    resources: ResourceService,
    entry: Any,
    cause: type[Exception],
    status: int,
    message: str | None,
) -> None:
    resources.update("Patient", "p1", _patient(id="p1"))
    link = [{"other": {"reference": "Patient/p1"}, "type": "seealso"}]
    resources.update("Patient", "p2", _patient(id="p2", link=link))
    for name in ("t1", "t2"):
        resources.update("Patient", name, _identified("twice", id=name))
    first = _entry("PUT", "Device/first", {"resourceType": "Device", "id": "first"})
    error = _refused(bundles, first, entry)
    assert (isinstance(error.cause, cause), error.http_status) == (True, status)
    [issue] = [one for one in error.issues if isinstance(one, Issue)]
    assert (issue.severity, issue.expression) == ("error", "Bundle.entry[1]")
    if message is not None:
        assert (issue.diagnostics, str(error)) == (message, f"Bundle.entry[1]: {message}")
    with pytest.raises(NotFoundError):
        resources.read("Device", "first")
    batch = bundles.carry_out(_bundle(first, entry, kind="batch"))
    assert batch["type"] == "batch-response"
    assert [one.partition(" ")[0] for one in _statuses(batch)] == ["201", str(status)]
    assert batch["entry"][1]["response"]["outcome"]["issue"] == [
        {"severity": "error", "code": issue.code, "diagnostics": issue.diagnostics, "expression": ["Bundle.entry[1]"]}
    ]
    assert resources.read("Device", "first").version == 1


def test_references_are_looked_up_when_everything_is_there(bundles: BundleService, resources: ResourceService) -> None:
    error = _refused(
        bundles,
        _entry("PUT", "ServiceRequest/o1", _order("Patient/p1", id="o1")),
        _entry("PUT", "Patient/p1", _patient(id="p1")),
        _entry("PUT", "ServiceRequest/o2", _order("Patient/p2", id="o2", encounter={"reference": "Encounter/e"})),
    )
    assert (error.http_status, error.issues) == (
        422,
        (
            Issue("error", "not-found", "Bundle.entry[2].resource.subject", "Found Patient/p2, which is not here"),
            Issue("error", "not-found", "Bundle.entry[2].resource.encounter", "Found Encounter/e, which is not here"),
        ),
    )
    resources.update("Patient", "p1", _patient(id="p1"))
    resources.update("ServiceRequest", "o1", _order("Patient/p1", id="o1"))
    error = _refused(
        bundles, _entry("DELETE", "Patient/p1"), _entry("PUT", "ServiceRequest/o2", _order("Patient/p1", id="o2"))
    )
    assert error.issues == (
        Issue("error", "not-found", "Bundle.entry[1].resource.subject", "Found Patient/p1, which is not here"),
    )
    answer = bundles.carry_out(_bundle(_entry("DELETE", "Patient/p1"), _entry("DELETE", "ServiceRequest/o1")))
    assert _statuses(answer) == ["204 No Content", "204 No Content"]


def test_a_create_whose_condition_finds_a_match_is_referred_to_as_that(
    bundles: BundleService, resources: ResourceService
) -> None:
    resources.update("Patient", "p1", _identified("A", id="p1"))
    answer = bundles.carry_out(
        _bundle(
            _entry("POST", "Patient", _identified("A"), urn=_URN, ifNoneExist=f"identifier={_SYSTEM}|A"),
            _entry("POST", "Patient", _identified("B"), urn=_OTHER_URN, ifNoneExist=f"identifier={_SYSTEM}|B"),
            _entry("PUT", "ServiceRequest/o1", _order(_URN, id="o1")),
            _entry("PUT", "ServiceRequest/o2", _order(_OTHER_URN, id="o2")),
        )
    )
    assert _statuses(answer) == ["200 OK", "201 Created", "201 Created", "201 Created"]
    assert answer["entry"][0]["response"]["location"] == "Patient/p1/_history/1"
    assert resources.read("ServiceRequest", "o1").parse()["subject"] == {"reference": "Patient/p1"}
    made = "/".join(_name(answer["entry"][1]))
    assert resources.read("ServiceRequest", "o2").parse()["subject"] == {"reference": made}


def test_conditional_references_find_what_is_here_and_what_the_transaction_brings(
    bundles: BundleService, resources: ResourceService
) -> None:
    resources.update("Patient", "p1", _identified("A", id="p1"))
    here, brought = (f"Patient?identifier={_SYSTEM}|{value}" for value in "AB")
    within = {"reference": "Encounter?identifier=E"}
    encounter: dict[str, Any] = {"resourceType": "Encounter", "id": "e1", "status": "planned"}
    encounter.update(subject={"reference": brought}, identifier=[{"value": "E"}])
    answer = bundles.carry_out(
        _bundle(
            _entry("PUT", "ServiceRequest/o1", _order(here, id="o1", encounter=within)),
            _entry("PUT", "Encounter/e1", encounter),
            _entry("PUT", "Patient/p2", _identified("B", id="p2")),
        )
    )
    assert _statuses(answer) == ["201 Created"] * 3
    order = resources.read("ServiceRequest", "o1").parse()
    assert (order["subject"], order["encounter"]) == ({"reference": "Patient/p1"}, {"reference": "Encounter/e1"})
    assert resources.read("Encounter", "e1").parse()["subject"] == {"reference": "Patient/p2"}
    assert resources.read("ServiceRequest", "o1").version == 1


def test_a_conditional_reference_has_one_match_in_the_end(bundles: BundleService, resources: ResourceService) -> None:
    resources.update("Patient", "p1", _identified("A", id="p1"))
    late = _identified("A", generalPractitioner=[{"reference": "Practitioner?identifier=D"}])
    error = _refused(
        bundles,
        _entry("POST", "ServiceRequest", _order(f"Patient?identifier={_SYSTEM}|A")),
        _entry("POST", "Patient", late),
        _entry("PUT", "Practitioner/d", {"resourceType": "Practitioner", "id": "d", "identifier": [{"value": "D"}]}),
    )
    assert (type(error.cause), [one.expression for one in error.issues if isinstance(one, Issue)]) == (
        AmbiguousMatchError,
        ["Bundle.entry[0]"],
    )


@pytest.mark.parametrize(
    ("first", "second", "what"),
    [
        (_entry("PUT", "Patient/p1", _patient(id="p1")), _entry("DELETE", "Patient/p1"), "resource"),
        (_entry("PUT", "Patient/p1", _patient(id="p1")), _entry("PATCH", "Patient/p1", _patch()), "resource"),
        (
            _entry("PUT", "Patient/p1", _patient(id="p1")),
            _entry("PUT", f"Patient?identifier={_SYSTEM}|A", _identified("A")),
            "resource",
        ),
        (
            _entry("POST", "Patient", _identified("Z"), ifNoneExist=f"identifier={_SYSTEM}|Z"),
            _entry("POST", "Patient", _identified("Z"), ifNoneExist=f"identifier={_SYSTEM}|Z"),
            "condition",
        ),
        (_entry("POST", "Patient", _patient(), urn=_URN), _entry("POST", "Patient", _patient(), urn=_URN), "fullUrl"),
    ],
)
def test_two_entries_are_not_for_the_same(
    bundles: BundleService, resources: ResourceService, first: Any, second: Any, what: str
) -> None:
    resources.update("Patient", "p1", _identified("A", id="p1"))
    error = _refused(bundles, first, second)
    assert (error.http_status, str(error)) == (
        400,
        f"Bundle.entry[1]: found the same {what} as that of Bundle.entry[0]; expected another",
    )


def test_references_to_addresses_of_another_server_are_to_what_is_made(
    bundles: BundleService, resources: ResourceService
) -> None:
    address = "http://elsewhere/fhir/Patient/7"
    answer = bundles.carry_out(
        _bundle(
            _entry("POST", "Patient", _patient(id="7"), urn=address),
            _entry("PUT", "ServiceRequest/o1", _order(address, id="o1")),
            _entry("PUT", "ServiceRequest/o2", _order("Patient/7", id="o2")),
        )
    )
    made = "/".join(_name(answer["entry"][0]))
    for name in ("o1", "o2"):
        assert resources.read("ServiceRequest", name).parse()["subject"] == {"reference": made}


def test_conditional_update_patch_and_delete_are_of_the_match(
    bundles: BundleService, resources: ResourceService
) -> None:
    for name in "ABC":
        resources.update("Patient", name, _identified(name, id=name))
    where = f"Patient?identifier={_SYSTEM}|"
    added = {"op": "add", "path": "/managingOrganization", "value": {"display": "O"}}
    answer = bundles.carry_out(
        _bundle(
            _entry("PUT", f"{where}A", _identified("A", gender="male"), urn=_URN, ifMatch='W/"1"'),
            _entry("PATCH", f"{where}B", _patch(added)),
            _entry("DELETE", f"{where}C"),
            _entry("DELETE", f"{where}D"),
            _entry("PUT", f"{where}E", _identified("E", id="mine")),
            _entry("PUT", f"{where}F", _identified("F")),
            _entry("PUT", "ServiceRequest/o1", _order(_URN, id="o1")),
        )
    )
    assert _statuses(answer) == [
        *("200 OK", "200 OK", "204 No Content", "204 No Content", "201 Created", "201 Created", "201 Created"),
    ]
    assert [_name(one)[1] for one in answer["entry"][:3]] == ["A", "B", "C"]
    assert "location" not in answer["entry"][3]["response"]
    assert _name(answer["entry"][4]) == ("Patient", "mine")
    assert resources.read("ServiceRequest", "o1").parse()["subject"] == {"reference": "Patient/A"}


def test_a_patch_refers_to_what_the_transaction_makes(bundles: BundleService, resources: ResourceService) -> None:
    resources.update("Patient", "p0", _patient(id="p0"))
    resources.update("ServiceRequest", "o1", _order("Patient/p0", id="o1"))
    answer = bundles.carry_out(
        _bundle(
            _entry("POST", "Patient", _patient(), urn=_URN),
            _entry(
                "PATCH",
                "ServiceRequest/o1",
                _patch(
                    {"op": "replace", "path": "/subject/reference", "value": _URN},
                    {"op": "add", "path": "/requester", "value": {"reference": _URN}},
                ),
            ),
        )
    )
    made = {"reference": "/".join(_name(answer["entry"][0]))}
    changed = resources.read("ServiceRequest", "o1").parse()
    assert (changed["subject"], changed["requester"]) == (made, made)


def test_a_batch_reads_versions_histories_and_searches(bundles: BundleService, resources: ResourceService) -> None:
    first = resources.update("Patient", "p1", _patient(id="p1")).kept
    second = resources.update("Patient", "p1", _patient(id="p1", gender="male")).kept
    answer = bundles.carry_out(
        _bundle(
            _entry("GET", "Patient/p1"),
            _entry("HEAD", "Patient/p1"),
            _entry("GET", "Patient/p1/_history/1"),
            _entry("GET", "Patient/p1/_history?_count=1"),
            _entry("GET", "Patient/_history"),
            _entry("GET", "_history"),
            _entry("GET", "Patient?gender=male&unknown=1"),
            _entry("GET", "?_type=Patient"),
            _entry("GET", "Patient/p1", ifNoneMatch='W/"2"'),
            _entry("GET", "Patient/p1", ifNoneMatch='W/"1"'),
            _entry("GET", "Patient/p1", ifModifiedSince=format_moment(second.updated)),
            _entry("GET", "http://here/fhir/Patient/p1"),
            kind="batch",
        ),
        base_address="http://here/fhir",
    )
    found = [one.get("resource") for one in answer["entry"]]
    assert _statuses(answer) == [
        *["200 OK"] * 8,
        "304 Not Modified",
        "200 OK",
        "304 Not Modified",
        "200 OK",
    ]
    assert found[:3] == [second.parse(), None, first.parse()]
    assert [(one["type"], one["total"], len(one["entry"])) for one in found[3:6]] == [
        ("history", 2, 1),
        ("history", 2, 2),
        ("history", 2, 2),
    ]
    assert [one.get("search", {}).get("mode") for one in found[6]["entry"]] == ["match", "outcome"]
    assert found[6]["link"] == [{"relation": "self", "url": "http://here/fhir/Patient?gender=male"}]
    assert found[7]["entry"][0]["fullUrl"] == "http://here/fhir/Patient/p1"
    assert found[8:] == [None, second.parse(), None, second.parse()]
    # what is read twice is there twice
    assert {one.key for one in validate(answer) if one.severity == "error"} == {"bdl-7"}


def test_strict_searches_refuse_what_they_do_not_know(bundles: BundleService) -> None:
    asked = _bundle(_entry("GET", "Patient?unknown=1"), kind="batch")
    assert _statuses(bundles.carry_out(asked, strict=True)) == ["400 Bad Request"]


def test_a_study_is_settled_before_a_bundle_looks_at_it(archive: Archive, bundles: BundleService) -> None:
    keep(archive, instance_bytes())
    answer = bundles.carry_out(_bundle(_entry("GET", "ImagingStudy/1.2.3"), kind="batch"))
    assert answer["entry"][0]["resource"]["numberOfInstances"] == 1


def test_a_bundle_is_a_batch_or_a_transaction(bundles: BundleService) -> None:
    for wrong in ({"resourceType": "Patient"}, _bundle(kind="collection"), {"resourceType": "Bundle"}):
        with pytest.raises(RequestError, match=r"^Bundle.type: expected batch or transaction$"):
            bundles.carry_out(wrong)
    with pytest.raises(RequestError, match=r"^Bundle.entry: expected a list$"):
        bundles.carry_out({**_bundle(), "entry": {}})
    assert bundles.carry_out({"resourceType": "Bundle", "type": "batch"}) == {
        "resourceType": "Bundle",
        "type": "batch-response",
    }


def test_a_bundle_has_no_more_entries_than_the_limit(archive: Archive) -> None:
    service = BundleService(archive.database, limits=ServiceLimits(bundle_entries=1))
    with pytest.raises(BundleLimitError, match=r"^Bundle.entry: found 2, expected at most 1$"):
        service.carry_out(_bundle(_entry("GET", "Patient"), _entry("GET", "Device")))
