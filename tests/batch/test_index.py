"""A run of ``index``: what it writes, and that its report adds up."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest

from archive import outputs, resources, run, write_instance, write_study
from filmroom.batch.index import IndexJob, index
from filmroom.batch.report import FileEntry
from filmroom.errors import UsageError
from filmroom.settings import MappingSettings

if TYPE_CHECKING:
    from pathlib import Path


def test_one_file_is_written_for_each_resource_type_and_one_line_for_each_resource(tmp_path: Path) -> None:
    write_study(tmp_path / "in", "1.2.3", 4, Manufacturer="Maker", InstitutionName="Hospital")
    write_study(tmp_path / "in", "1.2.4", 2, Manufacturer="Maker", InstitutionName="Hospital")

    report = run(tmp_path / "in", output=tmp_path / "out")

    names = [path.name for path in sorted((tmp_path / "out").iterdir())]
    assert names == ["Device.ndjson", "ImagingStudy.ndjson", "Organization.ndjson", "Patient.ndjson", "report.json"]
    assert [one["id"] for one in resources(tmp_path / "out", "ImagingStudy")] == ["1.2.3", "1.2.4"]
    assert [one["numberOfInstances"] for one in resources(tmp_path / "out", "ImagingStudy")] == [4, 2]
    assert report.resources == {"Device": 1, "ImagingStudy": 2, "Organization": 1, "Patient": 1}
    assert (report.seen, report.indexed, report.studies, report.is_clean) == (6, 6, 2, True)


def test_the_report_names_every_file_that_is_not_in_the_resources(tmp_path: Path) -> None:
    source = tmp_path / "in"
    kept = write_instance(source / "a.dcm")
    shutil.copy(kept, source / "b.dcm")
    write_instance(source / "c.dcm", PatientName="Somebody^Else")
    (source / "notes.txt").write_text("not DICOM", encoding="utf-8")
    (source / "cut.dcm").write_bytes(kept.read_bytes()[:-20])
    write_instance(source / "no-uid.dcm", number=7, SOPInstanceUID=None)

    report = run(source, output=tmp_path / "out")

    assert report.seen == report.indexed + report.duplicates + report.not_dicom + len(report.refused) == 6
    assert (report.indexed, report.duplicates, report.not_dicom) == (1, 1, 1)
    assert [entry.path for entry in report.not_dicom_files] == [str(source / "notes.txt")]
    assert {entry.path for entry in report.refused} >= {str(source / "cut.dcm"), str(source / "no-uid.dcm")}
    assert json.loads((tmp_path / "out" / "report.json").read_bytes())["seen"] == 6
    assert not report.is_clean


def test_the_same_bytes_again_are_a_duplicate_and_other_bytes_are_refused(tmp_path: Path) -> None:
    source = tmp_path / "in"
    first = write_instance(source / "a.dcm", StudyDescription="first")
    shutil.copy(first, source / "b.dcm")
    write_instance(source / "c.dcm", StudyDescription="second")

    report = run(source, output=tmp_path / "out")

    assert report.indexed == 1
    assert report.duplicates + len(report.refused) == 2
    used = {str(source / name) for name in ("a.dcm", "b.dcm", "c.dcm")}
    told = {entry.path for entry in (*report.duplicate_files, *report.refused)}
    assert len(used - told) == 1
    assert all("has the same UID" in entry.reason for entry in report.refused)


def test_one_uid_in_two_studies_is_used_once(tmp_path: Path) -> None:
    write_instance(tmp_path / "in" / "a.dcm", study="1.2.3", SOPInstanceUID="1.9")
    write_instance(tmp_path / "in" / "b.dcm", study="1.2.4", SOPInstanceUID="1.9")

    report = run(tmp_path / "in", output=tmp_path / "out")

    assert [one["id"] for one in resources(tmp_path / "out", "ImagingStudy")] == ["1.2.3"]
    taken = f"(0008,0018) SOPInstanceUID: another object, {tmp_path}/in/a.dcm, has the same UID; expected one for each"
    assert report.refused == [FileEntry(f"{tmp_path}/in/b.dcm", taken)]


def test_the_same_files_under_any_names_and_any_number_of_workers_give_the_same_bytes(tmp_path: Path) -> None:
    write_study(tmp_path / "one", "1.2.3", 9, StudyDescription="a", AccessionNumber="A1")
    write_study(tmp_path / "one", "1.2.40", 5, StudyDescription="b", PatientID="P2", Manufacturer="M")
    for number, path in enumerate(sorted((tmp_path / "one").rglob("*.dcm"), reverse=True)):
        (tmp_path / "two").mkdir(exist_ok=True)
        shutil.copy(path, tmp_path / "two" / f"{number:03d}")

    run(tmp_path / "one", output=tmp_path / "out-1", workers=1)
    run(tmp_path / "two", output=tmp_path / "out-2", workers=2)

    assert outputs(tmp_path / "out-1") == outputs(tmp_path / "out-2")


def test_the_latest_study_says_how_a_patient_is_called(tmp_path: Path) -> None:
    write_study(tmp_path / "in", "1.2.3", 1, StudyDate="20240101", PatientName="Maiden^Ann")
    write_study(tmp_path / "in", "1.2.4", 1, StudyDate="20250101", PatientName="Married^Ann")
    write_study(tmp_path / "in", "1.2.5", 1, PatientName="Undated^Ann")

    run(tmp_path / "in", output=tmp_path / "out")

    [patient] = resources(tmp_path / "out", "Patient")
    assert patient["name"] == [{"text": "Ann Married", "family": "Married", "given": ["Ann"]}]


def test_without_instances_the_total_is_left_out_and_the_series_keep_theirs(tmp_path: Path) -> None:
    write_study(tmp_path / "in", "1.2.3", 4)

    report = run(tmp_path / "in", output=tmp_path / "out", settings=MappingSettings(list_instances=False))

    [study] = resources(tmp_path / "out", "ImagingStudy")
    assert "numberOfInstances" not in study
    assert [(one["numberOfInstances"], "instance" in one) for one in study["series"]] == [(2, False), (2, False)]
    assert report.issues == []


def test_archives_are_read_member_by_member(tmp_path: Path) -> None:
    write_study(tmp_path / "in", "1.2.3", 3)
    with zipfile.ZipFile(tmp_path / "study.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in (tmp_path / "in").rglob("*.dcm"):
            archive.write(path, path.name)
        archive.writestr("readme.txt", "hello, this is no DICOM")

    report = run(tmp_path / "study.zip", output=tmp_path / "out")

    assert (report.seen, report.indexed, report.not_dicom) == (4, 3, 1)
    assert report.not_dicom_files[0].path == f"{tmp_path}/study.zip!/readme.txt"


def test_lines_of_imaging_studies_are_streamed(tmp_path: Path) -> None:
    write_study(tmp_path / "in", "1.2.3", 2)
    stream = io.BytesIO()

    index(IndexJob(paths=(tmp_path / "in",), lines=stream))

    assert [json.loads(line)["id"] for line in stream.getvalue().splitlines()] == ["1.2.3"]


def test_files_of_an_earlier_run_that_this_one_does_not_write_are_removed(tmp_path: Path) -> None:
    write_study(tmp_path / "in", "1.2.3", 1, Manufacturer="Maker")
    run(tmp_path / "in", output=tmp_path / "out")
    (tmp_path / "out" / "notes.ndjson").write_bytes(b"mine")
    write_study(tmp_path / "in", "1.2.3", 1)

    run(tmp_path / "in", output=tmp_path / "out")

    names = [path.name for path in sorted((tmp_path / "out").iterdir())]
    assert names == ["ImagingStudy.ndjson", "Patient.ndjson", "notes.ndjson", "report.json"]


def test_defects_are_counted_with_an_example(tmp_path: Path) -> None:
    write_study(tmp_path / "in", "1.2.3", 3, StudyDate="20240230")

    report = run(tmp_path / "in", output=tmp_path / "out")

    [entry] = report.defects
    assert (entry.study_instance_uid, entry.instances) == ("1.2.3", 3)
    assert entry.example == f"{tmp_path}/in/1.2.3/0000.dcm"
    assert (entry.defect.tag_path, entry.defect.keyword) == ("(0008,0020)", "StudyDate")
    assert (entry.defect.found, entry.defect.done) == ("20240230", "left out")


def test_an_empty_folder_gives_an_empty_report_that_is_not_clean(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()

    report = run(tmp_path / "in", output=tmp_path / "out")

    assert (report.seen, report.indexed, report.resources, report.is_clean) == (0, 0, {}, False)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["report.json"]


def test_no_workers_are_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="workers: found 0; expected at least 1"):
        run(tmp_path, output=tmp_path / "out", workers=0)


def test_progress_is_told_phase_by_phase(tmp_path: Path) -> None:
    write_study(tmp_path / "in", "1.2.3", 2)
    told: list[tuple[str, int, int | None]] = []

    index(IndexJob(paths=(tmp_path / "in",), output=tmp_path / "out"), lambda *news: told.append(news))

    assert told == [("reading", 2, None), ("settling", 1, 1), ("writing", 1, 2), ("writing", 2, 2)]
