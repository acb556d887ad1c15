"""What a rebuild keeps and replaces, and which changes it would undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from filmroom.errors import ConflictError, InvalidResourceError
from filmroom.mapping.imaging_study import STUDY_RULES
from filmroom.mapping.rule import Owner
from filmroom.service.ownership import merge, undone_changes
from keeping import content, instance_bytes, keep, settled, versions

if TYPE_CHECKING:
    from filmroom.service.archive import Archive
    from filmroom.service.deletion import DeletionService
    from filmroom.service.resources import ResourceService

_ELSEWHERE = "https://ris.example.org/fhir"
_ORDER = {"reference": f"{_ELSEWHERE}/ServiceRequest/9"}
_ENCOUNTER = {"reference": f"{_ELSEWHERE}/Encounter/9"}
_LOCATION = {"reference": f"{_ELSEWHERE}/Location/9"}
_PROCEDURE = {"reference": f"{_ELSEWHERE}/Procedure/9"}
_REASON = {"concept": {"text": "fall"}}
_NOTE = {"text": "read twice"}
_STUDY = {"resourceType": "ImagingStudy", "id": "1.2.3"}


def _put(resources: ResourceService, resource: dict[str, Any], **changes: Any) -> None:
    changed = {name: value for name, value in {**resource, **changes}.items() if value is not None}
    resources.update(resource["resourceType"], resource["id"], changed)


@pytest.mark.parametrize(
    "rule", [rule for rule in STUDY_RULES if rule.owner is Owner.DICOM], ids=lambda rule: rule.name
)
def test_what_dicom_owns_of_a_study_is_always_what_dicom_says(rule: Any) -> None:
    says = {**_STUDY, rule.name: "says"}
    assert merge({**_STUDY, rule.name: "written"}, None, says) == says
    assert merge({**_STUDY, rule.name: "written"}, {**_STUDY}, _STUDY) == _STUDY
    assert list(undone_changes(says, says, {**_STUDY, rule.name: "written"})) == [rule.name]
    assert list(undone_changes(says, says, _STUDY)) == [rule.name]
    assert list(undone_changes(_STUDY, _STUDY, {**_STUDY, rule.name: "written"})) == [rule.name]
    assert list(undone_changes(_STUDY, _STUDY, {**_STUDY, f"_{rule.name}": {"extension": []}})) == [f"_{rule.name}"]


@pytest.mark.parametrize("name", ["extension", "text", "language", "contained", "partOf", "instantiatesCanonical"])
def test_what_dicom_does_not_speak_of_stays(name: str) -> None:
    present = {**_STUDY, name: ["written"]}
    assert merge(present, _STUDY, _STUDY) == present
    assert merge(present, None, _STUDY) == present
    assert not list(undone_changes(_STUDY, _STUDY, present))


@pytest.mark.parametrize("name", ["identifier", "basedOn", "procedure", "reason", "note"])
def test_entries_of_people_stay_beside_those_of_dicom(name: str) -> None:
    old, new, own = {"text": "old"}, {"text": "new"}, {"text": "own"}
    said, says = {**_STUDY, name: [old]}, {**_STUDY, name: [new]}
    present = {**_STUDY, name: [own, old]}
    assert merge(present, said, says) == {**_STUDY, name: [new, own]}
    assert merge(present, said, _STUDY) == {**_STUDY, name: [own]}
    assert merge({**_STUDY, name: [old]}, said, _STUDY) == _STUDY
    assert merge({**_STUDY, name: [own]}, _STUDY, says) == {**_STUDY, name: [new, own]}
    assert merge({**_STUDY, name: [new]}, None, says) == says
    assert not list(undone_changes(said, said, present))
    assert list(undone_changes(said, present, {**_STUDY, name: [own]})) == [name]
    assert list(undone_changes(said, present, _STUDY)) == [name]
    assert not list(undone_changes(_STUDY, {**_STUDY, name: [own]}, _STUDY))


@pytest.mark.parametrize("name", ["encounter", "location"])
def test_an_encounter_or_location_that_people_wrote_stays(name: str) -> None:
    said, says, own = {**_STUDY, name: "said"}, {**_STUDY, name: "says"}, {**_STUDY, name: "own"}
    assert merge(said, said, says) == says
    assert merge(said, said, _STUDY) == _STUDY
    assert merge(own, said, says) == own
    assert merge(own, _STUDY, says) == own
    assert merge(own, said, _STUDY) == own
    assert not list(undone_changes(said, said, own))
    assert not list(undone_changes(says, own, {**own, name: "other"}))
    assert not list(undone_changes(says, own, says))
    assert list(undone_changes(said, said, _STUDY)) == [name]


@pytest.mark.parametrize("status", ["cancelled", "entered-in-error"])
def test_a_status_of_cancelled_or_entered_in_error_stays(status: str) -> None:
    says, inactive = {**_STUDY, "status": "available"}, {**_STUDY, "status": "inactive"}
    present = {**_STUDY, "status": status}
    assert merge(present, says, inactive) == present
    assert not list(undone_changes(says, says, present))
    assert not list(undone_changes(says, present, says))


@pytest.mark.parametrize("status", ["registered", "inactive", "unknown", None])
def test_any_other_status_is_that_of_dicom(status: str | None) -> None:
    says = {**_STUDY, "status": "available"}
    present = {**_STUDY, "status": status}
    assert merge(present, None, says) == says
    assert list(undone_changes(says, says, present)) == ["status"]


def test_of_a_related_resource_dicom_owns_what_it_says() -> None:
    patient = {"resourceType": "Patient", "id": "p"}
    says = {**patient, "birthDate": "1970-01-01", "name": [{"text": "A"}]}
    assert list(undone_changes(says, says, {**says, "birthDate": "1971-01-01"})) == ["birthDate"]
    assert list(undone_changes(says, says, {**says, "name": [{"text": "B"}]})) == ["name"]
    assert list(undone_changes(says, says, patient)) == ["birthDate", "name"]
    written = {**says, "name": [{"text": "B"}, {"text": "A"}], "gender": "female", "_birthDate": {"extension": []}}
    assert not list(undone_changes(says, says, written))
    later = {**patient, "birthDate": "1970-01-02", "name": [{"text": "C"}], "gender": "male"}
    assert merge(written, says, later) == {
        **later,
        "gender": "female",
        "name": [{"text": "C"}, {"text": "B"}],
        "_birthDate": {"extension": []},
    }
    assert not list(undone_changes(later, {**later, "gender": "female"}, {**later, "gender": "other"}))
    assert not list(undone_changes(later, {**later, "gender": "female"}, later))


def test_tags_and_profiles_stay() -> None:
    present = {**_STUDY, "meta": {"tag": [{"code": "t"}], "profile": ["a"]}}
    assert merge(present, None, {**_STUDY, "meta": {"profile": ["b"]}}) == {
        **_STUDY,
        "meta": {"tag": [{"code": "t"}], "profile": ["b"]},
    }


def test_what_is_not_there_becomes_what_dicom_says() -> None:
    assert merge(None, {**_STUDY, "note": [_NOTE]}, _STUDY) == _STUDY


def test_nothing_that_people_wrote_is_lost_when_instances_arrive(archive: Archive, resources: ResourceService) -> None:
    study = settled(archive, AccessionNumber="A1", StudyComments="as sent", StudyDescription="Head")
    written = {
        "basedOn": [*study["basedOn"], _ORDER],
        "note": [*study["note"], _NOTE],
        "encounter": _ENCOUNTER,
        "location": _LOCATION,
        "procedure": [_PROCEDURE],
        "reason": [_REASON],
        "status": "cancelled",
        "extension": [{"url": "http://example.org/read", "valueBoolean": True}],
    }
    _put(resources, study, **written)
    later = settled(
        archive,
        number=2,
        AccessionNumber="A1",
        StudyComments="as sent",
        StudyDescription="Head",
        AdmissionID="E1",
        ReasonForStudy="headache",
    )
    assert {name: later[name] for name in written if name != "reason"} == {
        name: value for name, value in written.items() if name != "reason"
    }
    assert (later["numberOfInstances"], _REASON in later["reason"]) == (2, True)
    assert [one.method for one in versions(archive, "ImagingStudy", "1.2.3")] == ["PUT", "PUT", "PUT"]


def test_a_change_that_a_rebuild_would_undo_is_refused(archive: Archive, resources: ResourceService) -> None:
    study = settled(archive, AccessionNumber="A1", StudyDescription="Head")
    changes = {
        "description": "Neck",
        "basedOn": [_ORDER],
        "series": [{**study["series"][0], "number": 7}],
        "status": "unknown",
        "referrer": {"display": "somebody"},
    }
    for name, value in changes.items():
        with pytest.raises(ConflictError) as raised:
            _put(resources, study, **{name: value})
        assert str(raised.value) == (
            f"{name}: DICOM says what stands there, and would say it again when the study changes; expected it as it is"
        )
    with pytest.raises(ConflictError, match=r"^description, modality: DICOM says"):
        _put(resources, study, description="Neck", modality=None)
    with pytest.raises(ConflictError, match=r"^description: DICOM says"):
        resources.patch("ImagingStudy", "1.2.3", [{"op": "remove", "path": "/description"}])
    assert content(archive, "ImagingStudy", "1.2.3") == study


def test_a_study_that_was_written_before_its_instances_came_becomes_theirs(
    archive: Archive, resources: ResourceService
) -> None:
    before = {
        **_STUDY,
        "status": "registered",
        "subject": {"reference": f"{_ELSEWHERE}/Patient/9"},
        "description": "planned",
        "basedOn": [_ORDER],
        "encounter": _ENCOUNTER,
    }
    _put(resources, before)
    study = settled(archive, StudyDescription="done", AdmissionID="E1")
    assert (study["status"], study["description"], study["encounter"]) == ("available", "done", _ENCOUNTER)
    assert study["basedOn"] == [_ORDER]
    assert study["subject"] != before["subject"]
    _put(resources, study, note=[_NOTE])


def test_a_study_is_settled_before_it_is_changed(archive: Archive, resources: ResourceService) -> None:
    keep(archive, instance_bytes())
    with pytest.raises(ConflictError, match=r"DICOM says"):
        _put(resources, {**_STUDY, "status": "available", "subject": {"reference": f"{_ELSEWHERE}/Patient/9"}})
    assert content(archive, "ImagingStudy", "1.2.3")["numberOfInstances"] == 1


def test_what_instances_say_is_not_deleted(
    archive: Archive, resources: ResourceService, deletion: DeletionService
) -> None:
    study = settled(archive)
    patient = study["subject"]["reference"].removeprefix("Patient/")
    for resource_type, resource_id in (("ImagingStudy", "1.2.3"), ("Patient", patient)):
        with pytest.raises(ConflictError, match=r"is what kept DICOM instances say; found some, expected none"):
            resources.delete(resource_type, resource_id)
    deletion.delete_study("1.2.3")
    with pytest.raises(ConflictError, match=rf"Patient/{patient}: found ImagingStudy/1.2.3 that refers to it"):
        resources.delete("Patient", patient)
    assert resources.delete("ImagingStudy", "1.2.3") is not None
    assert resources.delete("Patient", patient) is not None
    assert settled(archive) == study
    assert [one.method for one in versions(archive, "ImagingStudy", "1.2.3")] == ["PUT", "PUT", "DELETE", "PUT"]


def test_an_invalid_change_of_a_study_is_told_as_such(archive: Archive, resources: ResourceService) -> None:
    study = settled(archive)
    with pytest.raises(InvalidResourceError):
        _put(resources, study, note=["no annotation"])
