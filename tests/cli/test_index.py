"""``filmroom index`` as it is typed."""

from __future__ import annotations

import importlib
import io
import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from archive import resources, write_instance, write_study
from filmroom.cli import main
from filmroom.cli.status import Status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def test_a_folder_is_indexed_and_the_summary_adds_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_study(tmp_path / "in", "1.2.3", 4)
    (tmp_path / "in" / "notes.txt").write_text("hello, no DICOM", encoding="utf-8")

    status = main(["index", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--workers", "1"])

    told = capsys.readouterr()
    assert status == 0
    assert told.out == ""
    assert told.err.splitlines() == [
        "5 seen = 4 indexed + 0 duplicates + 1 not DICOM + 0 refused",
        f"wrote 1 ImagingStudy, 1 Patient and report.json to {tmp_path}/out",
    ]
    assert [one["id"] for one in resources(tmp_path / "out", "ImagingStudy")] == ["1.2.3"]


def test_a_refused_file_makes_the_status_1_and_is_named_without_values(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_instance(tmp_path / "a.dcm", SOPInstanceUID="SECRET^NAME", PatientName="Secret^Name")

    status = main(["index", str(path), "-o", str(tmp_path / "out")])

    told = capsys.readouterr().err
    assert status == 1
    assert "a.dcm: (0008,0018) SOPInstanceUID: not a UID" in told
    assert "secret" not in told.lower()


def test_imaging_studies_are_streamed_to_standard_output(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    write_study(tmp_path / "in", "1.2.3", 1)

    status = main(["index", str(tmp_path / "in"), "-o", "-", "--workers", "1"])

    assert (status, json.loads(capfdbinary.readouterr().out)["id"]) == (0, "1.2.3")


def test_standard_input_is_one_instance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    content = write_instance(tmp_path / "a.dcm").read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))

    status = main(["index", "-", "-o", "-"])

    assert (status, json.loads(capfdbinary.readouterr().out)["id"]) == (0, "1.2.3")


def test_the_options_of_the_mapping_reach_the_resources(tmp_path: Path) -> None:
    elements = {"StudyDate": "20240701", "StudyTime": "0930", "AccessionNumber": "A1", "IssuerOfPatientID": "HOSP"}
    write_study(tmp_path / "in", "1.2.3", 1, **elements)
    options = [
        "--timezone",
        "Europe/Zurich",
        "--dicomweb",
        "https://example.org/dicom-web/",
        "--issuer",
        "HOSP=urn:oid:1.9",
    ]

    status = main(["index", str(tmp_path / "in"), "-o", str(tmp_path / "out"), *options, "--accession-system", "urn:x"])

    [study] = resources(tmp_path / "out", "ImagingStudy")
    assert status == 0
    assert study["started"] == "2024-07-01T09:30:00+02:00"
    assert study["subject"]["identifier"]["system"] == "urn:oid:1.9"
    assert study["basedOn"][0]["identifier"]["system"] == "urn:x"
    endpoints = resources(tmp_path / "out", "Endpoint")
    assert {one["address"] for one in endpoints} == {"https://example.org/dicom-web"}
    assert {one["connectionType"][0]["coding"][0]["code"] for one in endpoints} == {"dicom-wado-rs", "dicom-qido-rs"}


def test_phantoms_are_devices(tmp_path: Path) -> None:
    write_study(tmp_path / "in", "1.2.3", 1, PatientID="QA-17")

    main(["index", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--phantom", "QA*", "--no-instances"])

    [study] = resources(tmp_path / "out", "ImagingStudy")
    assert study["subject"]["type"] == "Device"
    assert "instance" not in study["series"][0]


def test_every_kind_of_endpoint_can_be_had(tmp_path: Path) -> None:
    write_study(tmp_path / "in", "1.2.3", 1)
    options = ["--wado-uri", "https://example.org/wado/", "--viewer", "https://example.org/iid"]

    status = main(["index", str(tmp_path / "in"), "-o", str(tmp_path / "out"), *options])

    endpoints = resources(tmp_path / "out", "Endpoint")
    assert status == 0
    assert {(one["connectionType"][0]["coding"][0]["code"], one["address"]) for one in endpoints} == {
        ("dicom-wado-uri", "https://example.org/wado"),
        ("ihe-iid", "https://example.org/iid"),
    }


def test_bundle_facts_and_report_are_written_without_an_output_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_study(tmp_path / "in", "1.2.3", 1)
    bundle, facts, report = tmp_path / "bundle.json", tmp_path / "facts.parquet", tmp_path / "seen.json"

    status = main(
        ["index", str(tmp_path / "in"), "--bundle", str(bundle), "--facts", str(facts), "--report", str(report)]
    )

    assert status == 0
    assert json.loads(bundle.read_bytes())["type"] == "transaction"
    assert facts.read_bytes()[:4] == b"PAR1"
    assert json.loads(report.read_bytes())["indexed"] == 1
    assert capsys.readouterr().err.splitlines() == [
        "1 seen = 1 indexed + 0 duplicates + 0 not DICOM + 0 refused",
        f"wrote 1 ImagingStudy, 1 Patient to {bundle}",
        f"wrote 1 row to {facts}",
        f"wrote the report to {report}",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bundle.json", "facts.parquet", "in", "seen.json"]


def test_an_empty_folder_has_status_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()

    assert main(["index", str(tmp_path / "in"), "-o", "-", "--workers", "1"]) == 1
    assert capsys.readouterr().err.splitlines() == ["found no files", "wrote 0 ImagingStudy to standard output"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "index: found no PATH; expected at least one, or - for standard input; see `filmroom index --help`"),
        (["nope", "-o", "-"], "index: nope: No such file or directory; nothing was done"),
        (["", "-o", "-"], "index: '': No such file or directory; nothing was done"),
        (["--nonsense", "-o", "-"], "index: there is no option '--nonsense'; see `filmroom index --help`"),
        (
            ["in"],
            "index: found nothing to write; expected -o DIR, -o -, --bundle FILE, --facts FILE or --report FILE",
        ),
        (["in", "-o", ""], "-o: found an empty value; expected a folder, or - for standard output"),
        (["in", "-o", "--bundle"], "-o: found '--bundle'; expected a folder, or - for standard output, with ./ before"),
        (["in", "--bundle", ""], "--bundle: found an empty value; expected a file name"),
        (["in", "--bundle", "-"], "--bundle: cannot go to standard output; expected a file name"),
        (["in", "--facts", "-"], "--facts: cannot go to standard output; expected a file name"),
        (["in", "--report", ""], "--report: found an empty value; expected a file name"),
        (["in", "-o", "-", "--timezone", ""], "time zone '': not known; expected an IANA name such as Europe/Zurich"),
        (["in", "-o", "-", "--timezone", "Mars/Olympus"], "time zone 'Mars/Olympus': not known"),
        (["in", "-o", "-", "--dicomweb", "notaurl"], "address 'notaurl': expected a web address"),
        (["in", "-o", "-", "--wado-uri", "http://a b/c"], "address 'http://a b/c': expected a web address"),
        (["in", "-o", "-", "--viewer", ""], "address '': expected a web address"),
        (["in", "-o", "-", "--issuer", "HOSP"], "--issuer: expected NAME=SYSTEM"),
        (["in", "-o", "-", "--issuer", "foo=bar"], "identifier system of issuer 'foo': found 'bar'; expected a URI"),
        (["in", "-o", "-", "--accession-system", "not a uri"], "accession system: found 'not a uri'; expected a URI"),
        (["in", "-o", "-", "--accession-system", ""], "--accession-system: found an empty value; expected a URI"),
        (["in", "-o", "-", "--phantom", ""], "--phantom: found an empty value; expected a pattern such as QA*"),
        (["in", "-o", "-", "--workers", "0"], "workers: found 0; expected at least 1"),
    ],
)
def test_what_cannot_be_done_as_asked_has_status_2_and_one_line(
    arguments: Sequence[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()

    status = main(["index", *arguments])

    told = capsys.readouterr()
    assert (status, told.out) == (2, "")
    assert told.err.startswith(f"filmroom: {message}")
    assert told.err.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


@pytest.mark.parametrize(
    ("number", "status", "word"),
    [(signal.SIGINT, Status.INTERRUPTED, "interrupted"), (signal.SIGTERM, Status.TERMINATED, "terminated")],
)
def test_a_signal_leaves_complete_files_or_none(number: int, status: int, word: str, tmp_path: Path) -> None:
    for study in range(40):
        write_study(tmp_path / "in", f"1.2.{study}", 40)
    output, facts = tmp_path / "out", tmp_path / "facts.parquet"
    facts.write_bytes(b"old")
    command = [sys.executable, "-m", "filmroom", "index", str(tmp_path / "in"), "-o", str(output), "--workers", "2"]
    process = subprocess.Popen([*command, "--facts", str(facts)], stderr=subprocess.PIPE, text=True)
    _wait_for(lambda: any(tmp_path.rglob("*.facts*")) or process.poll() is not None)

    process.send_signal(number)
    _, told = process.communicate(timeout=30)

    names = sorted(path.name for path in output.iterdir()) if output.exists() else []
    if process.returncode == status:
        assert told == f"filmroom: {word}; every output file is whole, or as it was\n"
        assert (names, facts.read_bytes()) == ([], b"old")
    else:  # the run was over before the signal came
        assert (process.returncode, names) == (0, ["ImagingStudy.ndjson", "Patient.ndjson", "report.json"])


def test_an_interrupt_while_lines_are_streamed_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(importlib.import_module("filmroom.cli.index"), "carry_out", interrupted)

    assert main(["index", str(tmp_path), "-o", "-"]) == 130
    assert capsys.readouterr().err == "filmroom: interrupted\n"


def _wait_for(condition: Any) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        os.sched_yield()
