"""What is refused before anything is read: inputs that are not there, outputs that would do harm."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest

from archive import outputs, run, write_instance, write_study
from filmroom.batch.index import IndexJob, index
from filmroom.errors import UsageError


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def _refused(folder: Path, *paths: Path | str, **targets: Any) -> str:
    """What is said; and nothing has changed."""
    before, folders = _files(folder), sorted(folder.rglob("*"))
    with pytest.raises(UsageError) as raised:
        index(IndexJob(paths=paths, **targets))
    assert (_files(folder), sorted(folder.rglob("*"))) == (before, folders)
    return str(raised.value).replace(f"{folder}/", "")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an instance, and an archive that holds it."""
    path = write_instance(tmp_path / "in" / "a.dcm")
    with zipfile.ZipFile(tmp_path / "s.zip", "w") as archive:
        archive.write(path, "a.dcm")
    return tmp_path


def test_a_path_that_is_not_there_is_a_usage_error_before_anything_is_written(folder: Path) -> None:
    (folder / "gone").symlink_to(folder / "nowhere")
    message = "{}: cannot be read: No such file or directory"

    assert _refused(folder, folder / "in", folder / "nowhere", output=folder / "out") == message.format("nowhere")
    assert _refused(folder, folder / "gone", output=folder / "out") == message.format("gone")
    assert _refused(folder, "\0", output=folder / "out") == r"\x00: cannot be read: not a path"


@pytest.mark.parametrize("option", ["bundle", "facts", "report"])
def test_an_input_is_not_overwritten(folder: Path, option: str) -> None:
    os.link(folder / "s.zip", folder / "hard")
    (folder / "soft").symlink_to(folder / "s.zip")
    (folder / "more").symlink_to(folder / "in")

    for name in ("s.zip", "hard", "soft"):
        told = _refused(folder, folder / "s.zip", **{option: folder / name})
        assert told == f"{option} {name}: is an input, and would be overwritten"
    for name in ("in/a.dcm", "more/a.dcm"):
        told = _refused(folder, folder / "in", **{option: folder / name})
        assert told == f"{option} {name}: is among the inputs, and would be overwritten"


def test_what_an_earlier_run_wrote_among_the_inputs_is_written_again(folder: Path) -> None:
    job = IndexJob(
        paths=(folder / "in",),
        output=folder / "in",
        bundle=folder / "in" / "b.json",
        facts=folder / "in" / "f.parquet",
        report=folder / "in" / "r.json",
    )

    first, second = index(job), index(job)

    assert (first.seen, first.indexed, second.indexed) == (1, 1, 1)
    assert [Path(entry.path).name for entry in second.not_dicom_files] == [
        "ImagingStudy.ndjson",
        "Patient.ndjson",
        "b.json",
        "f.parquet",
        "r.json",
        "report.json",
    ]


def test_two_outputs_are_two_files(folder: Path) -> None:
    out = folder / "out"

    assert _refused(folder, folder / "in", bundle=out.parent / "x", facts=folder / "in" / ".." / "x") == (
        "bundle x: is also the facts; expected a file for each"
    )
    for name in ("report.json", "Patient.ndjson", "ImagingStudy.ndjson"):
        assert _refused(folder, folder / "in", output=out, bundle=out / name) == (
            f"bundle out/{name}: is where a file of the output folder will stand; expected another name"
        )


def test_targets_that_cannot_be_written_are_named_as_they_were_given(folder: Path) -> None:
    (folder / "file").write_bytes(b"")
    os.mkfifo(folder / "pipe")
    source = folder / "in"

    assert _refused(folder, source, output=folder / "file") == "output file: is a file; expected a folder"
    assert _refused(folder, source, bundle=source) == "bundle in: is a folder; expected a file"
    assert _refused(folder, source, bundle=folder / "pipe") == "bundle pipe: is neither a file nor a new one"
    assert _refused(folder, source, facts=folder / "x" / "y") == (
        "facts x/y: the folder in which it is to stand is not there"
    )
    assert _refused(folder, source, output=folder / "file" / "x") == "file/x: cannot be written to: Not a directory"
    assert _refused(folder, source, output=Path("/proc/x")).startswith("/proc/x: cannot be written to: ")
    assert _refused(folder, source, report=Path("/proc/x")).startswith("/proc/x: cannot be written to: ")
    assert _refused(folder, source, bundle=folder / ("x" * 300)).endswith("cannot be written to: File name too long")


def test_files_may_stand_in_an_output_folder_that_is_yet_to_be_made(folder: Path) -> None:
    run(
        folder / "in",
        output=folder / "a" / "out",
        bundle=folder / "a" / "out" / "bundle.json",
        facts=folder / "a" / "f",
    )

    assert sorted(_files(folder / "a")) == [
        "f",
        "out/ImagingStudy.ndjson",
        "out/Patient.ndjson",
        "out/bundle.json",
        "out/report.json",
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Patient.ndjson", b"{}"),
        ("Encounter.ndjson", b"{}"),
        ("report.json", b'{"seen":1,"resources":{"Patient":1}}'),
        ("report.json", b"no JSON"),
        ("report.json", b'{"written_by":"somebody else"}'),
    ],
)
def test_files_of_another_origin_are_not_overwritten(folder: Path, name: str, content: bytes) -> None:
    (folder / "out").mkdir()
    (folder / "out" / name).write_bytes(content)

    told = _refused(folder, folder / "in", output=folder / "out")

    assert told == f"out/{name}: was not written by an earlier run, and is not overwritten"


def test_a_file_beside_those_of_an_earlier_run_is_not_taken_for_one_of_them(folder: Path) -> None:
    run(folder / "in", output=folder / "out")
    (folder / "out" / "Device.ndjson").write_bytes(b"{}")

    told = _refused(folder, folder / "in", output=folder / "out")

    assert told == "out/Device.ndjson: was not written by an earlier run, and is not overwritten"


def test_only_files_of_the_earlier_run_are_removed_and_they_are_named(tmp_path: Path) -> None:
    write_study(tmp_path / "in", "1.2.3", 1, Manufacturer="Maker")
    run(tmp_path / "in", output=tmp_path / "out")
    for name in ("notes.ndjson", "Mine.ndjson", "Observation2.ndjson", "other.json"):
        (tmp_path / "out" / name).write_bytes(b"mine")
    write_study(tmp_path / "in", "1.2.3", 1)

    report = run(tmp_path / "in", output=tmp_path / "out")

    assert report.removed == ["Device.ndjson"]
    assert sorted(_files(tmp_path / "out")) == [
        "ImagingStudy.ndjson",
        "Mine.ndjson",
        "Observation2.ndjson",
        "Patient.ndjson",
        "notes.ndjson",
        "other.json",
        "report.json",
    ]
    assert json.loads((tmp_path / "out" / "report.json").read_bytes())["removed"] == ["Device.ndjson"]


def test_a_report_that_names_other_files_does_not_make_them_ours(folder: Path) -> None:
    (folder / "out").mkdir()
    (folder / "precious.ndjson").write_bytes(b"mine")
    made_up: dict[str, Any] = {"written_by": "filmroom index", "resources": {"../precious": 1, "Mine": 1}}
    (folder / "out" / "report.json").write_bytes(json.dumps(made_up).encode())
    (folder / "out" / "Mine.ndjson").write_bytes(b"mine")

    report = run(folder / "in", output=folder / "out")

    assert report.removed == []
    assert (folder / "precious.ndjson").read_bytes() == (folder / "out" / "Mine.ndjson").read_bytes() == b"mine"


def test_a_run_that_reads_its_own_output_folder_does_not_see_what_it_works_with(tmp_path: Path) -> None:
    write_study(tmp_path / "in", "1.2.3", 3)

    report = run(tmp_path / "in", output=tmp_path / "in", workers=2)

    assert (report.seen, report.indexed) == (3, 3)
    assert sorted(outputs(tmp_path / "in")) == ["ImagingStudy.ndjson", "Patient.ndjson"]
