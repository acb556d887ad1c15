"""Interactions on one resource: what they make, what they refuse, and what stays."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from filmroom.errors import (
    AmbiguousMatchError,
    ConflictError,
    GoneError,
    InvalidResourceError,
    NotFoundError,
    PreconditionError,
    RequestError,
    SearchError,
    UnsupportedSearchError,
)
from filmroom.fhir.outcome import Issue
from keeping import versions

if TYPE_CHECKING:
    from filmroom.service.archive import Archive
    from filmroom.service.resources import ResourceService
    from filmroom.store.resources import Kept

_SYSTEM = "urn:oid:1.2.3"


def _patient(patient_id: str | None = "p1", **more: Any) -> dict[str, Any]:
    made = {"resourceType": "Patient", **more}
    return made if patient_id is None else {**made, "id": patient_id}


def _identified(value: str, patient_id: str | None = None, **more: Any) -> dict[str, Any]:
    return _patient(patient_id, identifier=[{"system": _SYSTEM, "value": value}], **more)


def _make(resources: ResourceService, *made: dict[str, Any]) -> list[Kept]:
    return [resources.update(one["resourceType"], one["id"], one).kept for one in made]


def test_a_resource_is_created_under_a_new_id(resources: ResourceService) -> None:
    written = resources.create(_patient("asked-for", gender="female"))
    assert (written.is_new, written.is_changed, written.kept.version, written.kept.method) == (True, True, 1, "POST")
    assert written.kept.id != "asked-for"
    assert resources.read("Patient", written.kept.id) == written.kept


def test_an_update_creates_under_the_id_of_the_client(resources: ResourceService) -> None:
    first = resources.update("Patient", "p1", _patient())
    second = resources.update("Patient", "p1", _patient(gender="male"))
    assert (first.is_new, first.is_changed, first.kept.version, first.kept.method) == (True, True, 1, "PUT")
    assert (second.is_new, second.is_changed, second.kept.version) == (False, True, 2)
    assert resources.read_version("Patient", "p1", 1) == first.kept
    assert resources.read("Patient", "p1") == second.kept


def test_an_update_to_what_is_there_makes_no_version(resources: ResourceService) -> None:
    first = resources.update("Patient", "p1", _patient(gender="female"))
    for same in (
        _patient(gender="female"),
        {"gender": "female", "id": "p1", "resourceType": "Patient"},
        first.kept.parse(),
        _patient(gender="female", meta={"versionId": "77", "lastUpdated": "2001-01-01T00:00:00Z"}),
    ):
        written = resources.update("Patient", "p1", same)
        assert (written.kept, written.is_new, written.is_changed) == (first.kept, False, False)
    assert resources.update("Patient", "p1", _patient(gender="female", meta={"tag": [{"code": "t"}]})).is_changed


def test_numbers_keep_their_digits(resources: ResourceService) -> None:
    def location(number: str) -> dict[str, Any]:
        position = {"longitude": Decimal(number), "latitude": 1}
        return {"resourceType": "Location", "id": "l1", "position": position}

    kept = resources.update("Location", "l1", location("8.50")).kept
    assert b'"longitude":8.50' in (kept.content or b"")
    assert str(kept.parse()["position"]["longitude"]) == "8.50"
    assert not resources.update("Location", "l1", location("8.50")).is_changed
    assert resources.update("Location", "l1", location("8.5")).is_changed


def test_what_never_was_is_not_found(resources: ResourceService) -> None:
    with pytest.raises(NotFoundError, match=r"^Patient/p1 is not here$"):
        resources.read("Patient", "p1")
    with pytest.raises(NotFoundError, match=r"^Patient/p1/_history/1 is not here$"):
        resources.read_version("Patient", "p1", 1)
    with pytest.raises(NotFoundError, match=r"^Patient/p1 is not here$"):
        resources.history("Patient", "p1", since=None, count=10, cursor=None)
    with pytest.raises(NotFoundError, match=r"^Patient/p1 is not here$"):
        resources.patch("Patient", "p1", [])
    assert resources.delete("Patient", "p1") is None


def test_what_was_deleted_is_gone_and_can_come_back(resources: ResourceService, archive: Archive) -> None:
    _make(resources, _patient())
    tombstone = resources.delete("Patient", "p1")
    assert tombstone is not None
    assert (tombstone.version, tombstone.is_deleted) == (2, True)
    with pytest.raises(GoneError, match=r"^Patient/p1 was deleted$"):
        resources.read("Patient", "p1")
    with pytest.raises(GoneError, match=r"^Patient/p1/_history/2 was deleted$"):
        resources.read_version("Patient", "p1", 2)
    with pytest.raises(GoneError, match=r"^Patient/p1 was deleted$"):
        resources.patch("Patient", "p1", [])
    assert resources.delete("Patient", "p1") == tombstone
    back = resources.update("Patient", "p1", _patient())
    assert (back.is_new, back.kept.version) == (True, 3)
    assert [one.method for one in versions(archive, "Patient", "p1")] == ["PUT", "DELETE", "PUT"]


@pytest.mark.parametrize(
    ("resource", "message"),
    [
        ({"resourceType": "Device", "id": "p1"}, "found another resourceType in the resource; expected Patient"),
        (_patient("p2"), "found another id in the resource, or none; expected that of the request"),
        (_patient(None), "found another id in the resource, or none; expected that of the request"),
    ],
)
def test_an_update_is_of_the_resource_that_it_names(
    resources: ResourceService, resource: dict[str, Any], message: str
) -> None:
    with pytest.raises(RequestError) as raised:
        resources.update("Patient", "p1", resource)
    assert (type(raised.value), str(raised.value)) == (RequestError, message)


@pytest.mark.parametrize("resource_id", ["a b", "x" * 65, "ä", "a/b"])
def test_an_id_is_one_of_fhir(resources: ResourceService, resource_id: str) -> None:
    with pytest.raises(RequestError, match=r"^the id: expected 1 to 64 letters, digits, hyphens and dots$"):
        resources.update("Patient", resource_id, _patient(resource_id))


def test_an_invalid_resource_is_refused_with_all_issues(resources: ResourceService) -> None:
    with pytest.raises(InvalidResourceError, match=r"^the resource is not valid$") as raised:
        resources.create(_patient(None, gender="unheard-of", birthDate="yesterday"))
    issues = [one for one in raised.value.issues if isinstance(one, Issue)]
    assert {one.expression for one in issues} == {"Patient.gender", "Patient.birthDate"}


def test_a_reference_leads_to_something_here(resources: ResourceService) -> None:
    _make(resources, _patient("there"), _patient("gone"))
    resources.delete("Patient", "gone")
    links = [
        {"other": {"reference": f"Patient/{name}"}, "type": "seealso"} for name in ("there", "gone", "never", "me")
    ]
    with pytest.raises(InvalidResourceError, match=r"^the resource refers to what is not here$") as raised:
        resources.update("Patient", "me", _patient("me", link=links))
    assert raised.value.issues == (
        Issue("error", "not-found", "Patient.link[1].other", "Found Patient/gone, which is not here"),
        Issue("error", "not-found", "Patient.link[2].other", "Found Patient/never, which is not here"),
    )
    assert resources.update("Patient", "me", _patient("me", link=[links[0], links[3]])).is_new


def test_references_to_elsewhere_are_taken(resources: ResourceService) -> None:
    others = ["https://example.org/fhir/Patient/1", "urn:uuid:c757873d-ec9a-4326-a141-556f43239520", "#within"]
    link = [{"other": {"reference": one}, "type": "seealso"} for one in others]
    contained = [{"resourceType": "Patient", "id": "within"}]
    assert resources.create(_patient(None, link=link, contained=contained)).is_new


def test_what_is_referred_to_is_not_deleted(resources: ResourceService) -> None:
    _make(resources, _patient("p1"))
    other = _patient("p2", link=[{"other": {"reference": "Patient/p1"}, "type": "seealso"}])
    _make(resources, other)
    with pytest.raises(ConflictError, match=r"^Patient/p1: found Patient/p2 that refers to it$"):
        resources.delete("Patient", "p1")
    assert resources.read("Patient", "p1").version == 1
    resources.delete("Patient", "p2")
    assert resources.delete("Patient", "p1") is not None


def test_if_match_asks_for_a_version(resources: ResourceService) -> None:
    for call in (
        lambda: resources.update("Patient", "p1", _patient(), if_match=1),
        lambda: resources.patch("Patient", "p1", [], if_match=1),
        lambda: resources.delete("Patient", "p1", if_match=1),
    ):
        with pytest.raises(PreconditionError, match=r"^found nothing; expected version 1$"):
            call()
    _make(resources, _patient())
    assert resources.update("Patient", "p1", _patient(gender="male"), if_match=1).kept.version == 2
    for call in (
        lambda: resources.update("Patient", "p1", _patient(), if_match=1),
        lambda: resources.patch("Patient", "p1", [], if_match=1),
        lambda: resources.delete("Patient", "p1", if_match=1),
    ):
        with pytest.raises(PreconditionError, match=r"^found version 2; expected version 1$"):
            call()
    assert resources.delete("Patient", "p1", if_match=2) is not None


def test_if_none_match_asks_for_nothing(resources: ResourceService) -> None:
    assert resources.update("Patient", "p1", _patient(), if_none_match=True).is_new
    with pytest.raises(PreconditionError, match=r"^Patient/p1 is there already$"):
        resources.update("Patient", "p1", _patient(), if_none_match=True)
    resources.delete("Patient", "p1")
    assert resources.update("Patient", "p1", _patient(), if_none_match=True).is_new


def test_a_conditional_create_makes_one_resource(resources: ResourceService) -> None:
    condition = f"identifier={_SYSTEM}|A"
    first = resources.create(_identified("A"), if_none_exist=condition)
    second = resources.create(_identified("A", gender="male"), if_none_exist=f"?{condition}")
    assert (first.is_new, second.is_new, second.is_changed, second.kept) == (True, False, False, first.kept)
    resources.create(_identified("A"))
    with pytest.raises(AmbiguousMatchError, match=r"^the condition finds several Patient; expected at most one$"):
        resources.create(_identified("A"), if_none_exist=condition)


def test_a_conditional_update_writes_the_match(resources: ResourceService) -> None:
    condition = f"identifier={_SYSTEM}|A"
    first = resources.update_where("Patient", condition, _identified("A"))
    assert (first.is_new, first.kept.method) == (True, "POST")
    second = resources.update_where("Patient", condition, _identified("A", gender="male"))
    assert (second.is_new, second.kept.id, second.kept.version) == (False, first.kept.id, 2)
    given = resources.update_where("Patient", condition, _identified("A", first.kept.id), if_match=2)
    assert (given.kept.id, given.kept.version) == (first.kept.id, 3)
    with pytest.raises(PreconditionError, match=r"^found version 3; expected version 1$"):
        resources.update_where("Patient", condition, _identified("A", gender="male"), if_match=1)
    with pytest.raises(RequestError, match=r"^the condition finds Patient/.*; found another id in the resource$"):
        resources.update_where("Patient", condition, _identified("A", "other"))
    resources.create(_identified("A"))
    with pytest.raises(AmbiguousMatchError):
        resources.update_where("Patient", condition, _identified("A"))


def test_a_conditional_update_without_a_match_makes_the_resource(resources: ResourceService) -> None:
    condition = f"identifier={_SYSTEM}|A"
    written = resources.update_where("Patient", condition, _identified("A", "mine"))
    assert (written.is_new, written.kept.id) == (True, "mine")
    with pytest.raises(PreconditionError, match=r"^Patient/mine is there already$"):
        resources.update_where("Patient", f"identifier={_SYSTEM}|B", _identified("B", "mine"))
    with pytest.raises(PreconditionError, match=r"^the condition finds no Patient; expected version 1 of one$"):
        resources.update_where("Patient", f"identifier={_SYSTEM}|B", _identified("B"), if_match=1)


def test_a_conditional_patch_and_delete_are_of_the_match(resources: ResourceService) -> None:
    condition = f"identifier={_SYSTEM}|A"
    with pytest.raises(NotFoundError, match=r"^the condition finds no Patient$"):
        resources.patch_where("Patient", condition, [])
    assert resources.delete_where("Patient", condition) == ()
    made = resources.create(_identified("A")).kept
    patched = resources.patch_where("Patient", condition, [{"op": "add", "path": "/gender", "value": "male"}])
    assert (patched.kept.id, patched.kept.version, patched.kept.method) == (made.id, 2, "PATCH")
    other = resources.create(_identified("A")).kept
    for call in (
        lambda: resources.delete_where("Patient", condition),
        lambda: resources.patch_where("Patient", condition, []),
    ):
        with pytest.raises(AmbiguousMatchError):
            call()
    resources.delete("Patient", other.id)
    assert [one.version for one in resources.delete_where("Patient", condition)] == [3]


@pytest.mark.parametrize(
    ("condition", "kind"),
    [
        ("", SearchError),
        ("?", SearchError),
        ("identifier=", SearchError),
        ("no-such-parameter=1", UnsupportedSearchError),
        ("_count=1", UnsupportedSearchError),
        ("birthdate=yesterday", SearchError),
    ],
)
def test_a_condition_is_understood_to_the_last_parameter(
    resources: ResourceService, condition: str, kind: type[Exception]
) -> None:
    for call in (
        lambda: resources.create(_patient(None), if_none_exist=condition),
        lambda: resources.update_where("Patient", condition, _patient(None)),
        lambda: resources.patch_where("Patient", condition, []),
        lambda: resources.delete_where("Patient", condition),
    ):
        with pytest.raises(kind) as raised:
            call()
        assert type(raised.value) is kind


def test_a_patch_makes_a_version_unless_it_changes_nothing(resources: ResourceService) -> None:
    _make(resources, _patient(gender="male"))
    patched = resources.patch("Patient", "p1", [{"op": "replace", "path": "/gender", "value": "female"}])
    assert (patched.kept.version, patched.kept.method, patched.kept.parse()["gender"]) == (2, "PATCH", "female")
    assert not resources.patch("Patient", "p1", [{"op": "replace", "path": "/gender", "value": "female"}]).is_changed
    assert not resources.patch("Patient", "p1", []).is_changed


@pytest.mark.parametrize(("path", "value"), [("/id", "p2"), ("/resourceType", "Device"), ("/id", 7)])
def test_a_patch_leaves_id_and_type(resources: ResourceService, path: str, value: object) -> None:
    _make(resources, _patient())
    with pytest.raises(RequestError, match=r"^found another (id|resourceType) in the resource") as raised:
        resources.patch("Patient", "p1", [{"op": "replace", "path": path, "value": value}])
    assert type(raised.value) is RequestError
    with pytest.raises(RequestError):
        resources.patch("Patient", "p1", [{"op": "remove", "path": path}])


def test_the_number_of_the_version_is_the_servers(resources: ResourceService) -> None:
    _make(resources, _patient())
    for operation in ({"op": "replace", "path": "/meta/versionId", "value": "9"}, {"op": "remove", "path": "/meta"}):
        assert not resources.patch("Patient", "p1", [operation]).is_changed
    operations = [
        {"op": "replace", "path": "/meta/versionId", "value": "9"},
        {"op": "add", "path": "/gender", "value": "male"},
    ]
    assert resources.patch("Patient", "p1", operations).kept.parse()["meta"]["versionId"] == "2"


def test_a_patch_leaves_a_valid_resource(resources: ResourceService) -> None:
    _make(resources, _patient())
    with pytest.raises(InvalidResourceError, match=r"^the resource is not valid$"):
        resources.patch("Patient", "p1", [{"op": "add", "path": "/gender", "value": 7}])
    with pytest.raises(InvalidResourceError, match=r"^the resource is not valid$"):
        resources.patch("Patient", "p1", [{"op": "add", "path": "/meta", "value": 7}])


def test_a_history_is_read_page_by_page(resources: ResourceService) -> None:
    made = [resources.update("Patient", "p1", _patient(birthDate=f"197{number}")).kept for number in range(5)]
    first = resources.history("Patient", "p1", since=None, count=2, cursor=None)
    second = resources.history("Patient", "p1", since=None, count=2, cursor=first.next_cursor)
    third = resources.history("Patient", "p1", since=None, count=2, cursor=second.next_cursor)
    assert [*first.entries, *second.entries, *third.entries] == made[::-1]
    assert (first.total, second.total, third.total, third.next_cursor) == (5, 5, 5, None)
    with pytest.raises(SearchError):
        resources.history("Patient", None, since=None, count=2, cursor=first.next_cursor)
    late = resources.history("Patient", "p1", since=made[3].updated, count=10, cursor=None)
    assert late.entries == (made[4], made[3])
    assert resources.history("Patient", "p1", since=made[4].updated + 1, count=10, cursor=None).entries == ()


def test_validating_says_what_writing_would(resources: ResourceService) -> None:
    _make(resources, _patient("p1"), _patient("p2", link=[{"other": {"reference": "Patient/p1"}, "type": "seealso"}]))
    lost = _patient("p3", link=[{"other": {"reference": "Patient/lost"}, "type": "seealso"}])

    def said(resource: dict[str, Any], mode: str | None, resource_id: str | None = None) -> list[tuple[str, str]]:
        issues = resources.validate(resource, mode=mode, resource_id=resource_id)
        return [(one.code, one.expression) for one in issues if one.severity == "error"]

    assert said(_patient(), None) == []
    assert said(lost, None) == []
    assert said(lost, "create") == [("not-found", "Patient.link[0].other")]
    assert said(_patient("p1"), "update", "p2") == [("invalid", "Patient.id")]
    assert said(_patient("p1"), "delete", "p1") == [("conflict", "")]
    assert said(_patient("p2"), "delete", "p2") == []
    assert said(_patient("p9"), "delete") == [("not-found", "")]
    assert said({"resourceType": 7}, "create") != []
