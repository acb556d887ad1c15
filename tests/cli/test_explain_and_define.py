"""``filmroom explain`` and ``filmroom define`` as they are typed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

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


def test_the_text_form_names_elements_tags_and_what_is_absent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    path = write_instance(tmp_path / "a.dcm", StudyDescription="[red]Thorax[/red]")

    assert main(["explain", str(path)]) == 0
    told = capsys.readouterr().out
    assert "ImagingStudy.description" in told
    assert "(0008,1030) StudyDescription '[red]Thorax[/red]'" in told
    assert "absent: ImagingStudy.encounter" in told


def test_a_file_that_is_not_dicom_has_status_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("hello, no DICOM", encoding="utf-8")

    assert main(["explain", str(tmp_path / "a.txt")]) == 1
    assert f"{tmp_path}/a.txt: " in capsys.readouterr().err


def test_a_type_is_printed_as_its_structure_definition(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["define", "ImagingStudy"]) == 0
    assert json.loads(capsys.readouterr().out) == structure_definition("ImagingStudy")


def test_without_a_type_the_types_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["define"]) == 0
    assert {"ImagingStudy", "Identifier", "Patient"} <= set(capsys.readouterr().out.split())


def test_an_unknown_type_has_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["define", "Study"]) == 2
    assert "'Study' is not defined here" in capsys.readouterr().err
