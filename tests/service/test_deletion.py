"""Deleting instances, series and studies: rows, objects, resources, and what is interrupted."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from filmroom.errors import NotFoundError, StorageUnavailableError
from filmroom.service.check import CheckService
from filmroom.service.deletion import Deleted, DeletionService
from filmroom.service.ingest import Ingest, LinkedFile
from filmroom.store.instances import Fate, find_instances
from keeping import content, instance_bytes, keep, settled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from filmroom.service.archive import Archive

_ALL = [("1", 1), ("1", 2), ("2", 3)]


def _fill(archive: Archive) -> dict[str, str]:
    """Keep a study of two series; return the keys of its objects by SOP Instance UID."""
    made = {f"1.2.3.{series}.{number}": instance_bytes(number=number, series=series) for series, number in _ALL}
    keep(archive, *made.values())
    archive.settler.settle("1.2.3")
    return {uid: sha256(one).hexdigest() for uid, one in made.items()}


def _kept(archive: Archive) -> set[str]:
    with archive.database.read() as connection:
        return set(find_instances(connection, [f"1.2.3.{series}.{number}" for series, number in _ALL]))


def test_an_instance_is_deleted_with_its_object(archive: Archive, deletion: DeletionService) -> None:
    keys = _fill(archive)
    assert deletion.delete_instance("1.2.3.1.1") == Deleted("1.2.3", 1, 1)
    assert _kept(archive) == {"1.2.3.1.2", "1.2.3.2.3"}
    assert set(archive.objects.keys()) == {keys["1.2.3.1.2"], keys["1.2.3.2.3"]}
    study = content(archive, "ImagingStudy", "1.2.3")
    assert (study["numberOfSeries"], study["numberOfInstances"]) == (2, 2)


def test_a_series_is_deleted(archive: Archive, deletion: DeletionService) -> None:
    _fill(archive)
    assert deletion.delete_series("1.2.3", "1.2.3.1") == Deleted("1.2.3", 2, 2)
    assert _kept(archive) == {"1.2.3.2.3"}
    study = content(archive, "ImagingStudy", "1.2.3")
    assert [one["uid"] for one in study["series"]] == ["1.2.3.2"]


def test_a_study_is_deleted(archive: Archive, deletion: DeletionService) -> None:
    _fill(archive)
    settled(archive, "1.9")
    assert deletion.delete_study("1.2.3") == Deleted("1.2.3", 3, 3)
    assert (_kept(archive), len(list(archive.objects.keys()))) == (set(), 1)
    assert content(archive, "ImagingStudy", "1.2.3")["status"] == "inactive"
    assert content(archive, "ImagingStudy", "1.9")["status"] == "available"


def test_what_is_not_kept_cannot_be_deleted(archive: Archive, deletion: DeletionService) -> None:
    _fill(archive)
    calls: list[Callable[[], object]] = [
        lambda: deletion.delete_instance("9"),
        lambda: deletion.delete_series("1.2.3", "9"),
        lambda: deletion.delete_series("9", "1.2.3.1"),
        lambda: deletion.delete_study("9"),
    ]
    for call in calls:
        with pytest.raises(NotFoundError, match=r"^found no such instance; expected one that is kept$"):
            call()
    assert len(_kept(archive)) == 3


def test_a_file_that_was_indexed_in_place_stays(archive: Archive, deletion: DeletionService, tmp_path: Path) -> None:
    file = tmp_path / "one.dcm"
    file.write_bytes(instance_bytes())
    linked = LinkedFile(str(file), sha256(file.read_bytes()).hexdigest(), file.stat().st_size)
    archive.new_ingest().keep([("one", linked)])
    assert deletion.delete_study("1.2.3") == Deleted("1.2.3", 1, 0)
    assert file.exists()


def test_deleted_instances_can_come_again(archive: Archive, deletion: DeletionService) -> None:
    before = settled(archive)
    deletion.delete_study("1.2.3")
    assert settled(archive) == before
    assert len(list(archive.objects.keys())) == 1


def test_what_is_interrupted_leaves_objects_without_rows(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = _fill(archive)

    def interrupt(_keys: Iterable[str]) -> None:
        raise StorageUnavailableError("killed")

    deletion = DeletionService(archive.database, archive.objects, archive.settler)
    with monkeypatch.context() as patch:
        patch.setattr(archive.objects, "delete", interrupt)
        with pytest.raises(StorageUnavailableError, match=r"^killed$"):
            deletion.delete_study("1.2.3")
    assert _kept(archive) == set()
    report = CheckService(archive.database, archive.objects, archive.settler).check()
    assert (report.instances, report.objects, report.orphans, report.unsettled) == (0, 3, 3, 1)
    assert {one.name for one in report.problems} == set(keys.values())
    assert archive.settler.settle("1.2.3")


def test_an_instance_that_arrives_while_it_is_deleted_is_kept_or_refused(
    archive: Archive, deletion: DeletionService
) -> None:
    arriving = instance_bytes()
    keep(archive, arriving)

    class DeletesBetween(Ingest):
        """Deletes when the object is known to be there, and the row is not yet written."""

        def _keep_objects(self, readable: object) -> dict[str, int]:
            changes = super()._keep_objects(readable)  # type: ignore[arg-type]
            deletion.delete_study("1.2.3")
            return changes

    with pytest.raises(StorageUnavailableError, match=r"^an instance was deleted while it arrived; it can be sent"):
        DeletesBetween(archive.database, archive.objects).keep([("one", arriving)])
    assert (_kept(archive), list(archive.objects.keys())) == (set(), [])
    assert [one.fate for one in archive.new_ingest().keep([("one", arriving)])] == [Fate.KEPT]


def test_an_object_stays_that_arrived_again_before_it_went(archive: Archive, deletion: DeletionService) -> None:
    arriving = instance_bytes()
    keep(archive, arriving)
    deletion_of_objects = deletion._delete_objects

    def delete_objects(study_uid: str, removed: object) -> int:
        keep(archive, arriving)
        return deletion_of_objects(study_uid, removed)  # type: ignore[arg-type]

    deletion._delete_objects = delete_objects  # type: ignore[method-assign]
    assert deletion.delete_study("1.2.3") == Deleted("1.2.3", 1, 0)
    assert _kept(archive) == {"1.2.3.1.1"}
    assert CheckService(archive.database, archive.objects, archive.settler).check().sound == 1
