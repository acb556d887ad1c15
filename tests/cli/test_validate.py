"""``filmroom validate`` as it is typed."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING, Any

from filmroom.cli import main
from filmroom.fhir.xml_document import write_xml

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

_GOOD: dict[str, Any] = {
    "resourceType": "ImagingStudy",
    "id": "a",
    "status": "available",
    "subject": {"reference": "Patient/p"},
}
_BAD: dict[str, Any] = {**_GOOD, "id": "b", "numberOfSeries": 2, "series": [{"uid": "1.2", "modality": {"text": "CT"}}]}


def _lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_a_valid_resource_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.json").write_text(json.dumps(_GOOD), encoding="utf-8")

    assert main(["validate", str(tmp_path / "a.json")]) == 0
    assert _lines(capsys) == ["1 valid, 0 invalid"]


def test_every_issue_is_told_with_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "b.json").write_text(json.dumps(_BAD), encoding="utf-8")

    assert main(["validate", str(tmp_path / "b.json")]) == 1
    told = _lines(capsys)
    assert [line.split(": ")[1].split()[:3] for line in told[:-1]] == [
        ["error", "ist-1", "ImagingStudy"],
        ["error", "ist-3", "ImagingStudy"],
    ]
    assert told[-1] == "0 valid, 1 invalid"


def test_ndjson_gives_one_outcome_a_line_in_the_order_of_the_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [json.dumps(_GOOD), json.dumps(_BAD), '{"resourceType": "ImagingStudy",, }', json.dumps(_GOOD)]
    (tmp_path / "a.ndjson").write_text("\n".join(lines), encoding="utf-8")

    assert main(["validate", str(tmp_path / "a.ndjson"), "--format", "json"]) == 1
    outcomes = [json.loads(line) for line in _lines(capsys)]
    assert [one["resourceType"] for one in outcomes] == ["OperationOutcome"] * 4
    assert [one["issue"][0]["severity"] for one in outcomes] == ["success", "error", "fatal", "success"]
    assert outcomes[1]["issue"][0]["details"]["coding"][0]["code"] == "ist-1"
    assert "line 3, column 33" in outcomes[2]["issue"][0]["diagnostics"]


def test_xml_is_read_by_its_content(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_bytes(write_xml(_GOOD))

    assert main(["validate", str(tmp_path / "a.txt")]) == 0
    assert _lines(capsys) == ["1 valid, 0 invalid"]


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    content = f"{json.dumps(_GOOD)}\n{json.dumps(_GOOD)}\n".encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))

    assert main(["validate", "-"]) == 0
    assert _lines(capsys) == ["2 valid, 0 invalid"]


def test_a_folder_without_documents_has_status_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(tmp_path)]) == 1
    assert _lines(capsys) == [f"{tmp_path}: error: found no .json, .ndjson or .xml files", "0 valid, 1 invalid"]


def test_every_path_that_is_missing_is_named_before_anything_is_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = tmp_path / "a.json"
    good.write_text(json.dumps(_GOOD), encoding="utf-8")

    status = main(["validate", str(good), f"{tmp_path}/nope.json", str(good), f"{tmp_path}/b\x1b[31m.json"])

    told = capsys.readouterr()
    assert (status, told.out) == (2, "")
    assert told.err == (
        f"filmroom: validate: {tmp_path}/nope.json: No such file or directory; "
        f"{tmp_path}/b\\x1b[31m.json: No such file or directory; nothing was done\n"
    )


def test_names_with_control_characters_are_escaped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a\n\x1b[31m.json").write_bytes(b"")

    assert main(["validate", str(tmp_path)]) == 1
    assert _lines(capsys) == [
        f"{tmp_path}/a\\n\\x1b[31m.json: fatal: Found nothing, expected a resource",
        "0 valid, 1 invalid",
    ]


def test_an_empty_file_is_invalid(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.json").write_bytes(b"")

    assert main(["validate", str(tmp_path / "a.json")]) == 1
    assert _lines(capsys)[-1] == "0 valid, 1 invalid"
