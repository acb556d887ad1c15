"""Checking an archive, and repairing what follows from its objects."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, func, select, update

from filmroom.service.check import CheckReport, CheckService
from filmroom.service.check_report import MOST_PROBLEMS, CheckProblem, Problem
from filmroom.service.ingest import LinkedFile
from filmroom.store.facts_codec import encode_attributes
from filmroom.store.object_folder import FolderObjects
from filmroom.store.tables import contribution, date, instance, quantity, resource, string, study, term, version
from filmroom.study.facts import Attributes
from keeping import content, instance_bytes, keep, settled, versions

if TYPE_CHECKING:
    from pathlib import Path

    from filmroom.service.archive import Archive


@pytest.fixture
def check(archive: Archive) -> CheckService:
    return CheckService(archive.database, archive.objects, archive.settler)


def _path(archive: Archive, content_: bytes) -> Path:
    assert isinstance(archive.objects, FolderObjects)
    return archive.objects.local_path(sha256(content_).hexdigest())


def test_a_sound_archive_is_sound(archive: Archive, check: CheckService) -> None:
    settled(archive)
    keep(archive, instance_bytes("1.9"))
    seen: list[tuple[str, int, int | None]] = []
    report = check.check(progress=lambda phase, done, total: seen.append((phase, done, total)))
    assert report == CheckReport(instances=2, sound=2, objects=2, unsettled=1)
    assert report.is_sound
    assert seen == [("instances", 1, 2), ("instances", 2, 2), ("objects", 2, None)]


def test_what_is_wrong_is_told_and_adds_up(archive: Archive, check: CheckService, tmp_path: Path) -> None:
    made = [instance_bytes(number=number) for number in range(1, 8)]
    keep(archive, *made)
    _path(archive, made[0]).unlink()
    damaged = _path(archive, made[1])
    damaged.write_bytes(made[1][:-1] + bytes([made[1][-1] ^ 1]))
    _path(archive, made[2]).write_bytes(made[2] + b"\0\0")
    linked = tmp_path / "linked.dcm"
    for number, one in ((8, b""), (9, b"x")):
        file = linked.with_stem(f"linked{number}")
        file.write_bytes(instance_bytes(number=number))
        link = LinkedFile(str(file), sha256(file.read_bytes()).hexdigest(), file.stat().st_size)
        archive.new_ingest().keep([("linked", link)])
        file.write_bytes(one) if one else file.unlink()
    archive.objects.keep_bytes([b"of nobody"])
    with archive.database.write() as connection:
        connection.execute(
            update(instance).where(instance.c.sop_instance_uid == "1.2.3.1.4").values(series_uid="9.9.9")
        )
        connection.execute(
            update(instance)
            .where(instance.c.sop_instance_uid == "1.2.3.1.5")
            .values(facts=encode_attributes(Attributes({}, ())))
        )
    report = check.check()
    problems = {
        CheckProblem(Problem.MISSING, "1.2.3.1.1"),
        CheckProblem(Problem.DAMAGED, "1.2.3.1.2"),
        CheckProblem(Problem.DAMAGED, "1.2.3.1.3"),
        CheckProblem(Problem.CONTRADICTING, "1.2.3.1.4"),
        CheckProblem(Problem.OUTDATED, "1.2.3.1.5"),
        CheckProblem(Problem.MISSING, "1.2.3.1.8"),
        CheckProblem(Problem.DAMAGED, "1.2.3.1.9"),
        CheckProblem(Problem.ORPHAN, sha256(b"of nobody").hexdigest()),
    }
    assert (set(report.problems), len(report.problems)) == (problems, len(problems))
    report.problems.clear()
    assert report == CheckReport(
        instances=9, sound=2, missing=2, damaged=3, contradicting=1, outdated=1, objects=7, orphans=1, unsettled=1
    )
    assert not report.is_sound


def test_what_follows_from_the_objects_is_made_anew(archive: Archive, check: CheckService) -> None:
    first, second = settled(archive), settled(archive, "1.9", PatientName="B", StudyDate="20200101")
    with archive.database.write() as connection:
        terms = connection.execute(select(func.count()).select_from(term)).scalar_one()
        for table in (contribution, resource, version, study, date, quantity, string, term):
            connection.execute(delete(table))
        connection.execute(update(instance).values(facts=encode_attributes(Attributes({}, ()))))
    report = check.check(repair=True)
    report.problems.clear()
    resources = report.rebuilt_resources
    assert report == CheckReport(
        instances=2, outdated=2, objects=2, rebuilt_studies=2, changed_studies=2, rebuilt_resources=resources
    )
    assert (content(archive, "ImagingStudy", "1.2.3"), content(archive, "ImagingStudy", "1.9")) == (first, second)
    with archive.database.read() as connection:
        assert connection.execute(select(func.count()).select_from(term)).scalar_one() == terms
        assert connection.execute(select(func.count()).select_from(resource)).scalar_one() == resources
    again = check.check(repair=True)
    assert again == CheckReport(instances=2, sound=2, objects=2, rebuilt_studies=2, rebuilt_resources=resources)


def test_a_resource_that_was_tampered_with_says_again_what_dicom_says(archive: Archive, check: CheckService) -> None:
    before = settled(archive, StudyDescription="Head")
    with archive.database.write() as connection:
        kept = versions(archive, "ImagingStudy", "1.2.3")[0]
        tampered = (kept.content or b"").replace(b"Head", b"Neck")
        connection.execute(update(resource).where(resource.c.rid == kept.rid).values(content=tampered))
        connection.execute(delete(term).where(term.c.rid == kept.rid))
    assert check.check().changed_studies == 0
    assert check.check(repair=True).changed_studies == 1
    assert content(archive, "ImagingStudy", "1.2.3") == before
    assert [one.version for one in versions(archive, "ImagingStudy", "1.2.3")] == [1, 2]


def test_more_rows_than_are_read_at_once_are_checked(
    archive: Archive, check: CheckService, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(archive, *(instance_bytes(f"1.{study}", number) for study in (2, 3) for number in range(1, 8)))
    monkeypatch.setattr("filmroom.service.check_instances._AT_ONCE", 3)
    monkeypatch.setattr("filmroom.service.check._AT_ONCE", 3)
    monkeypatch.setattr("filmroom.service.rebuild._AT_ONCE", 1)
    report = check.check(repair=True)
    assert (report.sound, report.objects, report.orphans, report.rebuilt_studies) == (14, 14, 0, 2)


def test_only_the_first_problems_are_listed() -> None:
    report = CheckReport()
    for number in range(MOST_PROBLEMS + 5):
        report.note(Problem.MISSING, str(number))
    assert (report.missing, len(report.problems)) == (MOST_PROBLEMS + 5, MOST_PROBLEMS)
