"""SOP Instance UIDs that come more than once, and files that share a name."""

from __future__ import annotations

import io
import os
import sys
import time
import zipfile
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from archive import outputs, run, write_instance
from builders import Element, encoded, file_bytes, identified
from filmroom.batch.report import FileEntry
from filmroom.dicom.comparing import ContentComparison

_TAKEN = "(0008,0018) SOPInstanceUID: another object, {}, has the same UID; expected one for each"


def _instance(folder: Path, **elements: Any) -> bytes:
    return write_instance(folder / "scratch" / "one.dcm", **elements).read_bytes()


def _image(count: int, end: bytes = b"") -> bytes:
    pixels = Element(0x7FE00010, "OB", bytes(count - len(end)) + end)
    return file_bytes(encoded((*identified(), pixels)))


def _archive(path: Path, *members: tuple[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name)
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_of_one_name_with_the_same_bytes_are_one_instance_and_one_duplicate(tmp_path: Path) -> None:
    one = _instance(tmp_path)
    _archive(tmp_path / "s.zip", ("a.dcm", one), ("a.dcm", one))

    report = run(tmp_path / "s.zip", output=tmp_path / "out")

    name = f"{tmp_path}/s.zip!/a.dcm"
    assert (report.seen, report.indexed, report.duplicates, report.refused) == (2, 1, 1, [])
    assert report.duplicate_files == [FileEntry(f"{name} (no. 2 of this name)", f"the same bytes as {name}")]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_different_instances_whose_members_have_one_name_are_both_indexed(tmp_path: Path) -> None:
    one, other = _instance(tmp_path), _instance(tmp_path, SOPInstanceUID="1.9")
    _archive(tmp_path / "s.zip", ("a.dcm", one), ("a.dcm", other))

    report = run(tmp_path / "s.zip", output=tmp_path / "out")

    assert (report.seen, report.indexed, report.duplicates, report.refused) == (2, 2, 0, [])


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_different_objects_of_one_uid_whose_members_have_one_name_are_told_apart(tmp_path: Path) -> None:
    one, other = _instance(tmp_path), _instance(tmp_path)[:-2] + b"9 "
    _archive(tmp_path / "s.zip", ("a.dcm", one), ("a.dcm", other))

    report = run(tmp_path / "s.zip", output=tmp_path / "out")

    [refused] = report.refused
    names = {f"{tmp_path}/s.zip!/a.dcm", f"{tmp_path}/s.zip!/a.dcm (no. 2 of this name)"}
    [kept] = names - {refused.path}
    assert (report.seen, report.indexed, report.duplicates) == (2, 1, 0)
    assert refused.reason == _TAKEN.format(kept)


def _write_awkward_names(folder: Path, content: bytes) -> None:
    for name in (b"caf\xe9", rb"caf\xe9", b"a!/b", b"plain"):
        path = Path(os.fsdecode(os.fsencode(folder) + b"/" + name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def test_copies_are_known_as_copies_whatever_their_names(tmp_path: Path) -> None:
    _write_awkward_names(tmp_path / "in!", _instance(tmp_path))

    report = run(tmp_path / "in!", output=tmp_path / "out")

    kept = f"{tmp_path}/in!/a!/b"
    assert (report.seen, report.indexed, report.refused) == (4, 1, [])
    assert report.duplicate_files == [
        FileEntry(f"{tmp_path}/in!/{name}", f"the same bytes as {kept}") for name in (r"caf\\xe9", r"caf\xe9", "plain")
    ]


def test_standard_input_is_known_as_a_copy_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_instance(tmp_path / "a.dcm")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(path.read_bytes())))

    report = run(Path("-"), path, output=tmp_path / "out", workers=2)

    assert report.duplicate_files == [FileEntry(str(path), "the same bytes as -")]
    assert (report.seen, report.indexed, report.refused) == (2, 1, [])


def test_a_copy_of_an_object_that_is_refused_is_a_copy(tmp_path: Path) -> None:
    for name, description in (("a", "1"), ("b", "2"), ("c", "2")):
        write_instance(tmp_path / "in" / name, StudyDescription=description)

    report = run(tmp_path / "in", output=tmp_path / "out")

    assert (report.seen, report.indexed, report.duplicates, len(report.refused)) == (3, 1, 1, 1)


def test_where_it_cannot_be_told_whether_it_is_a_copy_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = _image(8 << 20)
    _archive(tmp_path / "s.zip", ("a", image), ("b", image))
    with zipfile.ZipFile(tmp_path / "t.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("a", image)
    monkeypatch.setattr("filmroom.batch.repeated.ContentComparison", partial(ContentComparison, reserve_bytes=0))

    report = run(tmp_path / "s.zip", tmp_path / "t.zip", output=tmp_path / "out")

    assert (report.seen, report.indexed, report.duplicates) == (3, 1, 1)
    assert report.refused == [
        FileEntry(
            f"{tmp_path}/t.zip!/a",
            f"(0008,0018) SOPInstanceUID: {tmp_path}/s.zip!/a has the same UID, and whether this is a copy cannot be "
            "told: the archive inflates to too many times its size",
        )
    ]


def test_comparing_members_that_claim_a_lot_takes_no_longer_than_reading_them(tmp_path: Path) -> None:
    images = [_image(32 << 20, end) for end in (b"", b"1", b"2", b"")]
    _archive(tmp_path / "s.zip", *((str(number), image) for number, image in enumerate(images)))
    begun = time.process_time()

    report = run(tmp_path / "s.zip", output=tmp_path / "out")

    assert (report.seen, report.indexed, report.duplicates) == (4, 1, 1)
    assert time.process_time() - begun < 1


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_which_one_is_kept_does_not_depend_on_the_number_of_workers(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(3):
        one = _instance(tmp_path, StudyDescription=str(number))
        _archive(tmp_path / "in" / f"{number}.zip", ("a", one), ("a", one))

    reports = [run(tmp_path / "in", output=tmp_path / f"out-{workers}", workers=workers) for workers in (1, 3)]

    assert outputs(tmp_path / "out-1") == outputs(tmp_path / "out-3")
    assert reports[0] == reports[1]
