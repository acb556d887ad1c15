"""What paths stand for: files, folders, archives, DICOMDIRs and standard input."""

from __future__ import annotations

import io
import os
import pickle
import zipfile
from itertools import islice
from pathlib import Path

import pydicom
import pytest

from builders import EXPLICIT, Element, Items, element, encoded, file_bytes, identified
from filmroom.dicom.files import Candidate, content_length, iterate_candidates, read_candidate
from filmroom.dicom.limits import Limits
from filmroom.dicom.reader import HeaderReader
from filmroom.errors import DicomError, InflatedSizeError, NotDicomError, TruncatedError

ONE = file_bytes(encoded(identified(Element(0x00080060, "CS", b"CT"))))
OTHER = file_bytes(encoded(identified(Element(0x00080060, "CS", b"MR"))))


def _write(folder: Path, names: str, content: bytes = ONE) -> None:
    for name in names.split():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def _found(folder: Path, *paths: str) -> list[str]:
    """What is found, with the folder taken off; problems behind a colon."""
    candidates = iterate_candidates([folder / path for path in paths or ("",)])
    return [os.path.relpath(one.name, folder) + (f": {one.problem}" if one.problem else "") for one in candidates]


def test_a_folder_is_followed_to_the_bottom_in_the_order_of_names(tmp_path: Path) -> None:
    _write(tmp_path, "b/2 b/1 a c/d/e/f B .hidden")
    assert _found(tmp_path) == [".hidden", "B", "a", "b/1", "b/2", "c/d/e/f"]


def test_paths_come_in_the_order_they_were_named(tmp_path: Path) -> None:
    _write(tmp_path, "b a")
    assert _found(tmp_path, "b", "a") == ["b", "a"]


def test_every_file_comes_once_however_often_it_is_named(tmp_path: Path) -> None:
    _write(tmp_path, "a/1 a/b/2 3")
    assert _found(tmp_path, "a/b", "a", "a/1", "a", "3", "3") == ["a/b/2", "a/1", "3"]


def test_links_are_followed_once_and_never_round_in_circles(tmp_path: Path) -> None:
    _write(tmp_path, "in/1 in/b/2 out/3 out/4")
    (tmp_path / "in/b/up").symlink_to(tmp_path / "in")  # a circle
    (tmp_path / "in/again").symlink_to(tmp_path / "in/1")  # found anyway
    (tmp_path / "in/x").symlink_to(tmp_path / "out/4")  # a file outside
    (tmp_path / "in/y").symlink_to(tmp_path / "out/4")  # the same
    (tmp_path / "in/z").symlink_to(tmp_path / "out")  # a folder outside, with that file
    (tmp_path / "out/back").symlink_to(tmp_path / "out")
    assert _found(tmp_path, "in") == ["in/1", "in/b/2", "in/x", "in/z/3"]


def test_a_broken_link_is_reported(tmp_path: Path) -> None:
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert _found(tmp_path) == [
        "gone: cannot be read: a link to nothing",
        "loop: cannot be read: Too many levels of symbolic links",
    ]
    assert _found(tmp_path, "gone") == ["gone: cannot be read: a link to nothing"]


def test_what_is_not_there_or_no_file_is_reported(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert _found(tmp_path, "nothing", "pipe", "") == [
        "nothing: cannot be read: No such file or directory",
        "pipe: neither a file nor a folder",
        "pipe: neither a file nor a folder",
    ]


def test_a_folder_that_may_not_be_read_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: str) -> None:
        raise PermissionError(13, "Permission denied", folder)

    monkeypatch.setattr(os, "scandir", refuse)  # root, who may run this, may read everything
    assert _found(tmp_path) == [".: cannot be read: Permission denied"]


def test_names_on_disk_are_shown_so_that_no_two_are_one_and_none_moves_the_cursor(tmp_path: Path) -> None:
    names = [b"caf\xe9.dcm", rb"caf\xe9.dcm", b"\x1b[2J.dcm"]
    for name in names:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(ONE)
    found = list(iterate_candidates([tmp_path]))
    assert [one.name.removeprefix(f"{tmp_path}/") for one in found] == [
        r"\x1b[2J.dcm",
        r"caf\\xe9.dcm",
        r"caf\xe9.dcm",
    ]
    assert {read_candidate(one, HeaderReader()).elements[0x00080060] for one in found} == {b"CT"}


def test_a_folder_that_is_passed_over_is_not_looked_into(tmp_path: Path) -> None:
    _write(tmp_path, "a work/1 work/b/2")
    found = [
        os.path.relpath(one.name, tmp_path) for one in iterate_candidates([tmp_path], passed_over=[tmp_path / "work"])
    ]
    assert found == ["a"]


def test_a_deep_folder_does_not_overflow_anything(tmp_path: Path) -> None:
    made = [tmp_path]
    for _ in range(1200):
        made.append(made[-1] / "d")
        try:
            made[-1].mkdir()
        except OSError:  # the longest path there can be
            made.pop()
            break
    problems = [candidate.problem for candidate in iterate_candidates([tmp_path])]
    for folder in reversed(made[1:]):  # too deep for shutil.rmtree, which recurses
        folder.rmdir()
    assert all(problems)


def test_a_folder_is_listed_when_it_is_reached(tmp_path: Path) -> None:
    _write(tmp_path, "a b/1")
    candidates = iterate_candidates([tmp_path])
    assert next(candidates).name == str(tmp_path / "a")
    _write(tmp_path, "b/2")
    assert [Path(one.name).name for one in candidates] == ["1", "2"]


def test_standard_input_is_one_instance_however_often_it_is_named() -> None:
    candidates = list(iterate_candidates(["-", "-"], standard_input=io.BytesIO(ONE)))
    assert candidates == [Candidate("-", content=ONE)]
    assert read_candidate(candidates[0], HeaderReader()).elements[0x00080060] == b"CT"


def test_of_standard_input_no_more_is_kept_than_the_limit() -> None:
    limits = Limits(inflated_size_bytes=100)
    assert list(iterate_candidates(["-"], standard_input=io.BytesIO(ONE), limits=limits)) == [
        Candidate("-", content=ONE[:100], is_whole=False)
    ]


def _archive(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> None:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_the_members_of_an_archive_are_candidates(tmp_path: Path, method: int) -> None:
    members = {
        "b/2.dcm": OTHER,
        "empty/": b"",
        "1": ONE,
        "note.txt": b"nothing to see here",
    }
    _archive(tmp_path / "cd.ZIP", members, method)
    assert _found(tmp_path) == ["cd.ZIP!/b/2.dcm", "cd.ZIP!/1", "cd.ZIP!/note.txt"]
    two, one, note = pickle.loads(pickle.dumps(list(iterate_candidates([tmp_path]))))  # noqa: S301
    reader = HeaderReader()
    assert [read_candidate(member, reader).elements[0x00080060] for member in (one, two)] == [b"CT", b"MR"]
    assert content_length(one) == len(ONE)
    with pytest.raises(NotDicomError):
        read_candidate(note, reader)


def test_an_archive_in_an_archive_is_not_opened_and_that_is_said(tmp_path: Path) -> None:
    _archive(tmp_path / "inner.ZIP", {"1": ONE})
    with zipfile.ZipFile(tmp_path / "outer.zip", "w") as archive:
        archive.write(tmp_path / "inner.ZIP", "b/inner.ZIP")
    assert _found(tmp_path, "outer.zip") == ["outer.zip!/b/inner.ZIP: an archive in an archive, which is not opened"]


def test_members_of_one_name_are_told_apart(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("1", ONE)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("1", OTHER)
    found = list(iterate_candidates([tmp_path]))
    assert [one.name for one in found] == [f"{tmp_path}/a.zip!/1", f"{tmp_path}/a.zip!/1 (no. 2 of this name)"]
    assert [read_candidate(one, HeaderReader()).elements[0x00080060] for one in found] == [b"CT", b"MR"]


def test_names_of_members_are_shown_without_their_control_characters(tmp_path: Path) -> None:
    _archive(tmp_path / "a.zip", {"\x1b[31mred\n": ONE})
    assert _found(tmp_path) == [r"a.zip!/\x1b[31mred\n"]


def test_an_archive_that_is_named_is_known_by_its_content(tmp_path: Path) -> None:
    _archive(tmp_path / "export", {"1": ONE})
    assert _found(tmp_path, "export") == ["export!/1"]
    assert _found(tmp_path) == ["export"]


def test_an_archive_that_cannot_be_read_is_reported(tmp_path: Path) -> None:
    _write(tmp_path, "bad.zip", b"PK\3\4 and nothing more")
    _write(tmp_path, "empty.zip", b"")
    assert _found(tmp_path) == [
        "bad.zip: a zip archive that cannot be read (BadZipFile)",
        "empty.zip: a zip archive that cannot be read (BadZipFile)",
    ]


def test_members_that_are_encrypted_or_compressed_in_another_way_are_reported(tmp_path: Path) -> None:
    _archive(tmp_path / "a.zip", {"1": ONE})
    data = bytearray((tmp_path / "a.zip").read_bytes())
    directory = data.index(b"PK\1\2")
    data[directory + 8] |= 1  # general purpose flag, bit 0
    (tmp_path / "a.zip").write_bytes(data)
    _archive(tmp_path / "b.zip", {"1": ONE}, zipfile.ZIP_LZMA)
    found = list(iterate_candidates([tmp_path]))
    assert [one.problem for one in found] == [
        "an encrypted member of an archive",
        "a member of an archive, compressed by method 14",
    ]
    with pytest.raises(DicomError, match="an encrypted member of an archive"):
        read_candidate(found[0], HeaderReader())


def test_a_member_that_is_said_to_begin_outside_of_its_archive_is_reported(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("1")
    info.header_offset, info.CRC, info.compress_size, info.file_size = 1 << 63, 0, 0, 0
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("2", ONE)
        archive.filelist.append(info)
        archive.NameToInfo["1"] = info
    assert _found(tmp_path) == ["a.zip!/2", "a.zip!/1: a member of an archive, said to begin outside of it"]


@pytest.mark.parametrize("place", ["name", "version", "length of the directory"])
def test_an_archive_whose_directory_is_broken_is_reported(tmp_path: Path, place: str) -> None:
    _archive(tmp_path / "a.zip", {"caf\N{LATIN SMALL LETTER E WITH ACUTE}": ONE})
    data = bytearray((tmp_path / "a.zip").read_bytes())
    entry, end = data.index(b"PK\1\2"), data.index(b"PK\5\6")
    data[{"name": entry + 49, "version": entry + 6}.get(place, end + 12)] = 0xFF
    (tmp_path / "a.zip").write_bytes(data)
    error = {"name": "UnicodeDecodeError", "version": "NotImplementedError"}.get(place, "BadZipFile")
    assert _found(tmp_path) == [f"a.zip: a zip archive that cannot be read ({error})"]


def test_a_member_that_is_a_bomb_is_refused(tmp_path: Path) -> None:
    bomb = file_bytes(element(0x00091001, "OB", bytes(65 << 20)))
    _archive(tmp_path / "a.zip", {"1": bomb})
    (candidate,) = iterate_candidates([tmp_path])
    with pytest.raises(InflatedSizeError):
        read_candidate(candidate, HeaderReader())


def test_a_member_that_is_not_where_the_directory_says_is_refused(tmp_path: Path) -> None:
    _archive(tmp_path / "a.zip", {"1": ONE})
    (candidate,) = iterate_candidates([tmp_path])
    _write(tmp_path, "a.zip", b"something else")
    with pytest.raises(TruncatedError):
        read_candidate(candidate, HeaderReader())


def _dicomdir(folder: Path, *file_ids: bytes, name: str = "DICOMDIR", undefined: bool = False) -> None:
    records: list[tuple[Element, ...]] = [(Element(0x00041430, "CS", b"PATIENT "),)]
    records += [(Element(0x00041430, "CS", b"IMAGE "), Element(0x00041500, "CS", file_id)) for file_id in file_ids]
    content = Element(0x00041220, "SQ", Items(tuple(records), is_undefined_length=undefined))
    _write(folder, name, file_bytes(encoded((content,)), EXPLICIT, sop_class_uid=b"1.2.840.10008.1.3.10"))


@pytest.mark.parametrize("undefined", [False, True])
def test_a_dicomdir_stands_for_the_files_it_refers_to(tmp_path: Path, undefined: bool) -> None:
    _write(tmp_path, "DICOM/A/1 dicom/b/2 UNLISTED")
    _dicomdir(tmp_path, b"DICOM\\A\\1 ", b"DICOM\\B\\2 ", b"DICOM\\C\\3 ", undefined=undefined)
    assert _found(tmp_path, "DICOMDIR") == [
        "DICOM/A/1",
        "dicom/b/2",
        "DICOM/C/3: a DICOMDIR refers to it, and it is not there",
    ]


@pytest.mark.parametrize("file_id", [b"..\\secret", b"A\\..\\..\\secret", b"/etc/passwd", b"\\etc\\passwd", b"A\\.\\B"])
def test_a_dicomdir_does_not_lead_out_of_its_folder(tmp_path: Path, file_id: bytes) -> None:
    _write(tmp_path, "secret cd/A/B")
    _dicomdir(tmp_path / "cd", file_id)
    (candidate,) = iterate_candidates([tmp_path / "cd" / "DICOMDIR"])
    assert candidate.problem == "a DICOMDIR refers to it by something that is no File ID"
    assert candidate.path is None


def test_a_dicomdir_does_not_lead_out_of_its_folder_by_a_link(tmp_path: Path) -> None:
    _write(tmp_path, "secret")
    _dicomdir(tmp_path / "cd", b"LINK")
    (tmp_path / "cd/LINK").symlink_to(tmp_path / "secret")
    assert _found(tmp_path, "cd/DICOMDIR") == ["cd/LINK: a DICOMDIR refers to it, and it lies outside its folder"]


def test_a_dicomdir_that_cannot_be_read_is_reported(tmp_path: Path) -> None:
    _dicomdir(tmp_path, b"A ")
    _write(tmp_path, "DICOMDIR", (tmp_path / "DICOMDIR").read_bytes()[:-4])
    (found,) = _found(tmp_path, "DICOMDIR")
    assert found.startswith("DICOMDIR: a DICOMDIR that cannot be read: ")


def test_a_dicomdir_is_known_by_its_content_and_not_by_its_name(tmp_path: Path) -> None:
    _write(tmp_path, "A DICOMDIR")
    _dicomdir(tmp_path, b"A ", name="index.dcm")
    assert _found(tmp_path, "index.dcm", "DICOMDIR") == ["A", "DICOMDIR"]


def test_what_a_dicomdir_refers_to_comes_once(tmp_path: Path) -> None:
    _write(tmp_path, "A B")
    _dicomdir(tmp_path, b"A ", b"B ", b"A ")
    assert _found(tmp_path, "B", "DICOMDIR", "A") == ["B", "A"]


def test_a_file_that_only_contains_the_uid_of_a_dicomdir_is_none(tmp_path: Path) -> None:
    _write(tmp_path, "A", file_bytes(encoded(identified(Element(0x00081150, "UI", b"1.2.840.10008.1.3.10")))))
    _write(tmp_path, "B", b"1.2.840.10008.1.3.10")
    assert _found(tmp_path, "A", "B") == ["A", "B"]


def test_a_dicomdir_in_a_folder_is_a_file_like_the_others(tmp_path: Path) -> None:
    _write(tmp_path, "A")
    _dicomdir(tmp_path, b"A ")
    assert _found(tmp_path) == ["A", "DICOMDIR"]


def test_the_sample_dicomdirs_refer_to_the_samples_beside_them() -> None:
    folder = Path(pydicom.__file__).parent / "data/test_files/dicomdirtests"
    reader = HeaderReader()
    for path in sorted(folder.glob("DICOMDIR*")):
        found = list(iterate_candidates([path]))
        assert {one.problem for one in found} <= {None}, path
        assert len(found) == (0 if "empty" in path.name else 31), path
        for candidate in found:
            assert read_candidate(candidate, reader).elements.keys() >= {0x00080018, 0x0020000D, 0x0020000E}


def test_many_files_are_listed_without_keeping_them(tmp_path: Path) -> None:
    _write(tmp_path, " ".join(f"f{number:04}" for number in range(3000)), b"")
    assert [Path(one.name).name for one in islice(iterate_candidates([tmp_path]), 3)] == ["f0000", "f0001", "f0002"]
