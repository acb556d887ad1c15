"""A run of ``index``: what it writes, and that its report adds up."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest

from archive import outputs, resources, run, write_instance, write_study
from builders import Element, Items, encoded, file_bytes
from filmroom.batch.index import IndexJob, index
from filmroom.batch.repeated import Repeats
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

    report.check_balance()
    assert report.seen == 6
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


def test_a_defect_that_the_mapping_found_is_counted_with_an_example(tmp_path: Path) -> None:
    write_study(tmp_path / "in", "1.2.3", 3, PatientSex="X")
    write_study(tmp_path / "in", "1.2.4", 2, PatientID="P2", PatientSex="M")

    report = run(tmp_path / "in", output=tmp_path / "out")

    [entry] = report.defects
    assert (entry.study_instance_uid, entry.instances) == ("1.2.3", 3)
    assert entry.example == f"{tmp_path}/in/1.2.3/0000.dcm"
    assert (entry.defect.tag_path, entry.defect.keyword, entry.defect.found) == ("(0010,0040)", "PatientSex", "X")


def test_a_defect_that_the_mapping_found_is_counted_for_those_that_have_it(tmp_path: Path) -> None:
    for number, sex in enumerate(("X", "X", "", "X")):
        write_instance(tmp_path / "in" / f"{number}.dcm", number=number, PatientSex=sex)

    report = run(tmp_path / "in", output=tmp_path / "out")

    assert [(entry.instances, entry.example) for entry in report.defects] == [(3, f"{tmp_path}/in/0.dcm")]


def test_dicomdirs_are_counted_wherever_they_are_and_are_no_failure(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    image = write_instance(folder / "cd" / "IMAGE")
    (folder / "cd" / "DICOMDIR").write_bytes(_dicomdir(b"IMAGE "))
    (folder / "cd" / "copy.bin").write_bytes(_dicomdir(b"IMAGE "))
    with zipfile.ZipFile(folder / "cd.zip", "w") as archive:
        archive.writestr("DICOMDIR", _dicomdir(b"IMAGE "))
        archive.writestr("IMAGE", write_instance(tmp_path / "other", SOPInstanceUID="1.9").read_bytes())

    report = run(folder, output=tmp_path / "out")
    by_directory = run(folder / "cd" / "copy.bin", output=tmp_path / "out")

    assert (report.seen, report.indexed, report.directories, report.not_dicom, report.refused) == (5, 2, 3, 0, [])
    assert report.is_clean
    assert (by_directory.seen, by_directory.indexed, by_directory.directories) == (1, 1, 0)
    assert image.exists()


def _dicomdir(file_id: bytes) -> bytes:
    records = Element(0x00041220, "SQ", Items(((Element(0x00041500, "CS", file_id),),)))
    return file_bytes(encoded((records,)), sop_class_uid=b"1.2.840.10008.1.3.10")


def test_an_archive_in_an_archive_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "inner.zip", "w") as archive:
        archive.writestr("1", write_instance(tmp_path / "1.dcm").read_bytes())
    with zipfile.ZipFile(tmp_path / "outer.zip", "w") as archive:
        archive.write(tmp_path / "inner.zip", "inner.zip")

    report = run(tmp_path / "outer.zip", output=tmp_path / "out")

    reason = "an archive in an archive, which is not opened"
    assert report.refused == [FileEntry(f"{tmp_path}/outer.zip!/inner.zip", reason)]
    assert (report.seen, report.not_dicom, report.is_clean) == (1, 0, False)


def test_a_report_that_does_not_add_up_is_never_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_study(tmp_path / "in", "1.2.3", 3)
    monkeypatch.setattr("filmroom.batch.run.find_repeats", lambda *_: Repeats(numbers=frozenset({0})))

    with pytest.raises(AssertionError, match="3 files were seen, and 2 are told"):
        run(tmp_path / "in", output=tmp_path / "out")

    assert not (tmp_path / "out").exists()


def test_a_place_to_work_in_that_is_full_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    write_study(tmp_path / "in", "1.2.3", 1)
    monkeypatch.setattr("filmroom.batch.reading.Spool.append", full)

    with pytest.raises(UsageError, match=f"^{tmp_path}/out: cannot be worked in: No space left on device$"):
        run(tmp_path / "in", output=tmp_path / "out")


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
