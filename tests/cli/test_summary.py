"""What ``filmroom index`` says at its end."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from filmroom.batch.index import IndexJob
from filmroom.batch.report import DefectEntry, FileEntry, Report, ResourceIssue
from filmroom.cli.summary import counted, summary_lines
from filmroom.study.facts import Defect

DEFECT = DefectEntry("1.2", Defect("(0010,0030)", "PatientBirthDate", "x", "a date", "left out"), 1, "a.dcm")
REFUSED = [FileEntry(f"{number}.dcm", "it ends early") for number in range(7)]
REPORT = Report(seen=9, indexed=1, duplicates=1, refused=REFUSED, defects=[DEFECT], resources={"ImagingStudy": 1})


@pytest.mark.parametrize(("count", "told"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows")])
def test_one_is_singular(count: int, told: str) -> None:
    assert counted(count, "row") == told


def test_with_a_report_some_reasons_are_shown_and_the_rest_is_told_there() -> None:
    assert list(summary_lines(IndexJob(paths=(), output=Path("out")), REPORT)) == [
        "9 seen = 1 indexed + 1 duplicate + 0 not DICOM + 7 refused",
        "wrote 1 ImagingStudy and report.json to out",
        "1 defect and 0 conflicts, told in report.json",
        *(f"refused {number}.dcm: it ends early" for number in range(5)),
        "… and 2 more, told in report.json",
    ]


def test_without_a_report_every_reason_is_shown() -> None:
    assert list(summary_lines(IndexJob(paths=(), lines=io.BytesIO()), REPORT)) == [
        "9 seen = 1 indexed + 1 duplicate + 0 not DICOM + 7 refused",
        "wrote 1 ImagingStudy to standard output",
        "1 defect and 0 conflicts, told with --report FILE",
        *(f"refused {number}.dcm: it ends early" for number in range(7)),
    ]


def test_what_the_validator_found_is_shown() -> None:
    issue = ResourceIssue("ImagingStudy/1.2", "error", "ImagingStudy.series", "Found 1, expected 2")

    lines = list(summary_lines(IndexJob(paths=(), bundle=Path("b.json")), Report(seen=1, indexed=1, issues=[issue])))

    assert lines == [
        "1 seen = 1 indexed + 0 duplicates + 0 not DICOM + 0 refused",
        "wrote no resources to b.json",
        "error in ImagingStudy/1.2: ImagingStudy.series: Found 1, expected 2",
    ]


def test_directories_and_what_was_taken_away_are_told() -> None:
    report = Report(seen=3, indexed=2, directories=1, resources={"ImagingStudy": 1}, removed=["Device.ndjson"])

    assert list(summary_lines(IndexJob(paths=(), output=Path("out")), report)) == [
        "3 seen = 2 indexed + 0 duplicates + 0 not DICOM + 0 refused + 1 DICOMDIR",
        "wrote 1 ImagingStudy and report.json to out",
        "removed Device.ndjson of an earlier run",
    ]
