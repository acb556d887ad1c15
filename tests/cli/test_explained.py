"""How a trace is shown to people."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING, Any

import pytest

from archive import write_instance
from filmroom.cli import main
from filmroom.cli.explained import leaf_values

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("available", "available"),
        (3, "3"),
        ([{"system": "urn:dicom:uid", "value": "urn:oid:1.2"}, {"use": "secondary", "value": "7"}], "urn:oid:1.2; 7"),
        ({"coding": [{"system": "s", "code": "CT", "display": "Computed Tomography"}]}, "CT Computed Tomography"),
        ({"reference": "Patient/1", "type": "Patient", "display": "A B"}, "Patient/1 A B"),
        ({"type": "ServiceRequest"}, "ServiceRequest"),
    ],
)
def test_a_value_is_shown_without_what_surrounds_it(value: Any, told: str) -> None:
    assert leaf_values(value) == told


def test_off_a_terminal_there_is_one_line_an_element(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_instance(tmp_path / "a.dcm", StudyDescription="[red]Thorax[/red]", PatientBirthDate="1970")

    assert main(["explain", str(path)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[:2] == ["ImagingStudy/1.2.3", "identifier: urn:oid:1.2.3 <- (0020,000D) StudyInstanceUID '1.2.3'"]
    assert "modality: CT Computed Tomography <- (0008,0060) Modality 'CT' (the distinct values of the series)" in told
    assert "description: [red]Thorax[/red] <- (0008,1030) StudyDescription '[red]Thorax[/red]'" in told
    assert [line for line in told if line.startswith("absent: encounter, started, ")] != []


def test_on_a_terminal_sources_stand_below_the_value(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    path = write_instance(tmp_path / "a.dcm", StudyDescription="[red]Thorax[/red]")
    monkeypatch.setattr(sys, "stdout", terminal := Terminal())
    monkeypatch.setenv("TERM", "dumb")

    assert main(["explain", str(path)]) == 0
    assert (
        "description  [red]Thorax[/red]\n    from (0008,1030) StudyDescription '[red]Thorax[/red]'\n"
        in terminal.getvalue()
    )
