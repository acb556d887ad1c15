"""Settling: what is kept of studies becomes their resources, whatever the order."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest

from filmroom.mapping.map_study import map_imaging_study
from filmroom.service import settle
from filmroom.service.settle import Settler
from filmroom.settings import MappingSettings, dicomweb_endpoints
from filmroom.validation.validate import validate
from keeping import content, instance_bytes, keep, settled, versions

if TYPE_CHECKING:
    from filmroom.mapping.map_study import MappedStudy
    from filmroom.service.archive import Archive
    from filmroom.service.deletion import DeletionService
    from filmroom.service.resources import ResourceService
    from filmroom.study.facts import Study

_NAMES = {
    "1.1": ("20200101", "OLD"),
    "1.2": ("20220101", "NEWEST"),
    "1.3": ("20210101", "NEWER"),
    "1.4": (None, "LAST"),
}


def _visit(study: str, number: int = 1, **more: Any) -> bytes:
    date, name = _NAMES[study]
    return instance_bytes(study, number, StudyDate=date, PatientName=name, **more)


def _patient(archive: Archive, study: str = "1.2") -> dict[str, Any]:
    reference = content(archive, "ImagingStudy", study)["subject"]["reference"]
    return content(archive, "Patient", reference.removeprefix("Patient/"))


def _family(archive: Archive, study: str = "1.2") -> list[str]:
    return [one["family"] for one in _patient(archive, study)["name"]]


@pytest.mark.parametrize("order", list(permutations(_NAMES))[::3], ids="-".join)
def test_the_latest_study_says_who_the_patient_is(archive: Archive, order: tuple[str, ...]) -> None:
    keep(archive, *(_visit(study) for study in order))
    for study in order:
        assert archive.settler.settle(study)
    assert _family(archive) == ["NEWEST"]
    assert {content(archive, "ImagingStudy", one)["subject"]["reference"] for one in order} == {
        f"Patient/{_patient(archive)['id']}"
    }


def test_the_patient_is_right_after_deletions(archive: Archive, deletion: DeletionService) -> None:
    keep(archive, *map(_visit, _NAMES))
    archive.settler.settle_due(everything=True)
    for study, left in (("1.2", "NEWER"), ("1.4", "NEWER"), ("1.3", "OLD"), ("1.1", "OLD")):
        deletion.delete_study(study)
        assert _family(archive) == [left]
    settled(archive, "1.4", StudyDate=None, PatientName="LAST")
    assert _family(archive) == ["LAST"]


def test_a_settled_study_has_a_new_version_only_when_it_changes(archive: Archive) -> None:
    settled(archive)
    assert not archive.settler.settle("1.2.3")
    assert not archive.settler.settle("9.9")
    keep(archive, *(instance_bytes(number=number) for number in (2, 3, 4)))
    assert archive.settler.waiting() == 1
    assert archive.settler.settle("1.2.3")
    assert (archive.settler.waiting(), archive.settler.settle_due()) == (0, 0)
    assert [one.parse()["numberOfInstances"] for one in versions(archive, "ImagingStudy", "1.2.3")] == [1, 4]


def test_studies_that_are_busy_wait(archive: Archive) -> None:
    keep(archive, _visit("1.1"), _visit("1.2"))
    assert archive.settler.settle_due() == 0
    assert archive.settler.settle_due(everything=True, limit=1) == 1
    assert archive.settler.settle_due(everything=True) == 1


@pytest.mark.parametrize("list_instances", [True, False])
def test_a_study_whose_last_instance_went_is_inactive(
    archive: Archive, deletion: DeletionService, resources: ResourceService, list_instances: bool
) -> None:
    settings = MappingSettings(list_instances=list_instances, endpoints=dicomweb_endpoints("http://here/dicomweb"))
    archive.settler = deletion._settler = Settler(archive.database, settings)
    full = settled(archive, StudyDescription="Head", AccessionNumber="A1", StudyDate="20200101")
    deletion.delete_instance("1.2.3.1.1")
    emptied = content(archive, "ImagingStudy", "1.2.3")
    gone = {"series", "modality"}
    assert emptied == {
        **{name: value for name, value in full.items() if name not in gone},
        "status": "inactive",
        "numberOfSeries": 0,
        "numberOfInstances": 0,
    }
    assert not [one for one in validate(resources.read("ImagingStudy", "1.2.3").parse()) if one.severity == "error"]
    assert settled(archive, StudyDescription="Head", AccessionNumber="A1", StudyDate="20200101") == full
    assert [one.parse()["status"] for one in versions(archive, "ImagingStudy", "1.2.3")] == [
        "available",
        "inactive",
        "available",
    ]


def test_what_people_wrote_stays_while_a_study_is_empty(
    archive: Archive, deletion: DeletionService, resources: ResourceService
) -> None:
    study = settled(archive)
    note = [{"text": "seen"}]
    resources.update("ImagingStudy", "1.2.3", {**study, "note": note, "status": "entered-in-error"})
    deletion.delete_study("1.2.3")
    emptied = content(archive, "ImagingStudy", "1.2.3")
    assert (emptied["note"], emptied["status"], emptied["numberOfSeries"]) == (note, "entered-in-error", 0)
    assert settled(archive) == {**study, "note": note, "status": "entered-in-error"}


def test_a_study_is_settled_when_somebody_reads_it(archive: Archive, resources: ResourceService) -> None:
    keep(archive, instance_bytes())
    assert resources.read("ImagingStudy", "1.2.3").parse()["numberOfInstances"] == 1
    keep(archive, instance_bytes(number=2))
    assert resources.history("ImagingStudy", "1.2.3", since=None, count=10, cursor=None).total == 2


def test_settling_in_two_places_at_once_makes_one_version(archive: Archive) -> None:
    keep(archive, instance_bytes())
    first = Settler(archive.database, MappingSettings())
    assert [first.settle("1.2.3"), archive.settler.settle("1.2.3")] == [True, False]
    assert len(versions(archive, "ImagingStudy", "1.2.3")) == 1


def test_a_study_of_another_patient_leaves_the_first_one_behind(archive: Archive, deletion: DeletionService) -> None:
    before = settled(archive)["subject"]["reference"]
    keep(archive, *(instance_bytes(number=number, PatientID="P2") for number in (2, 3)))
    archive.settler.settle("1.2.3")
    after = content(archive, "ImagingStudy", "1.2.3")["subject"]["reference"]
    assert before != after
    assert content(archive, "Patient", before.removeprefix("Patient/"))["resourceType"] == "Patient"


def test_a_study_that_cannot_be_settled_rests_while_the_others_go_on(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(archive, _visit("1.1"), _visit("1.2"))
    mapped, faults = map_imaging_study, list[Exception]()

    def fail_for_one(study: Study, settings: MappingSettings) -> MappedStudy:
        if study.study_instance_uid == "1.1":
            raise ZeroDivisionError
        return mapped(study, settings)

    monkeypatch.setattr(settle, "map_imaging_study", fail_for_one)
    assert archive.settler.settle_due(everything=True, failed=faults.append) == 2
    assert archive.settler.settle_due(everything=True, failed=faults.append) == 0
    assert ([type(one) for one in faults], archive.settler.waiting()) == ([ZeroDivisionError], 1)
    assert _family(archive) == ["NEWEST"]
    with pytest.raises(ZeroDivisionError):
        archive.settler.settle("1.1")
