"""``filmroom explain`` and ``filmroom define`` as they are typed."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from archive import write_instance
from filmroom.cli import main
from filmroom.fhir.structure_definition import structure_definition

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_each_element_is_told_with_its_tag_its_raw_value_and_what_was_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_instance(tmp_path / "a.dcm", StudyDate="20240701", StudyTime="0930", BodyPartExamined="KNEE")

    status = main(["explain", str(path), "--timezone", "Europe/Zurich", "--format", "json"])

    entries = {entry["expression"]: entry for entry in map(json.loads, capsys.readouterr().out.splitlines())}
    assert status == 0
    assert entries["ImagingStudy.started"] == {
        "expression": "ImagingStudy.started",
        "value": "2024-07-01T09:30:00+02:00",
        "sources": [
            {"tag": "(0008,0020)", "keyword": "StudyDate", "raw": "20240701"},
            {"tag": "(0008,0030)", "keyword": "StudyTime", "raw": "0930"},
        ],
        "done": ["with the offset of the configured time zone Europe/Zurich"],
    }
    assert entries["ImagingStudy.series[0].bodySite"]["done"] == ["SNOMED CT by PS3.16 Annex L"]
    assert entries["ImagingStudy.note"] == {"expression": "ImagingStudy.note", "value": None, "sources": [], "done": []}


def test_a_file_that_is_not_dicom_has_status_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("hello, no DICOM", encoding="utf-8")

    assert main(["explain", str(tmp_path / "a.txt")]) == 1
    assert f"{tmp_path}/a.txt: " in capsys.readouterr().err


def test_files_beside_good_dicom_that_are_something_else_are_passed_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_instance(tmp_path / "a.dcm")
    (tmp_path / "README.txt").write_text("hello, no DICOM", encoding="utf-8")

    assert main(["explain", str(tmp_path)]) == 0
    assert capsys.readouterr().err == "filmroom: passed over what is not DICOM: 1 file\n"


def test_an_empty_folder_has_status_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(tmp_path)]) == 1
    assert capsys.readouterr() == ("", "filmroom: found no files\n")


def test_a_second_object_with_the_same_uid_has_status_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_instance(tmp_path / "a.dcm", Rows=1)
    write_instance(tmp_path / "b.dcm", Rows=1)
    write_instance(tmp_path / "c.dcm", Rows=2)

    assert main(["explain", str(tmp_path)]) == 1
    assert re.fullmatch(
        rf"filmroom: refused {tmp_path}/\w\.dcm: {tmp_path}/\w\.dcm has the same SOP Instance UID\n",
        capsys.readouterr().err,
    )


def test_a_time_zone_without_a_name_has_status_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_instance(tmp_path / "a.dcm")

    assert main(["explain", str(path), "--timezone", ""]) == 2
    assert "time zone '': not known" in capsys.readouterr().err


def test_a_type_is_printed_as_its_structure_definition(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["define", "ImagingStudy"]) == 0
    assert json.loads(capsys.readouterr().out) == structure_definition("ImagingStudy")


def test_without_a_type_the_types_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["define"]) == 0
    assert {"ImagingStudy", "Identifier", "Patient", "oid"} <= set(capsys.readouterr().out.split())


def test_an_unknown_type_has_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["define", "imagingstudy"]) == 2
    assert capsys.readouterr() == (
        "",
        "filmroom: type 'imagingstudy': not defined here; did you mean ImagingStudy?\n",
    )
