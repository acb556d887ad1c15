"""Headers of files in every form: Part 10 or not, every transfer syntax, and every file we could get hold of."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING

import pytest
from pydicom.data import get_testdata_file

from builders import (
    BIG,
    DEFLATED,
    EXPLICIT,
    IMPLICIT,
    TRANSFER_SYNTAXES,
    Element,
    Items,
    Syntax,
    element,
    encoded,
    file_bytes,
    identified,
)
from dicom.oracle import avoid_our_walk, outcome, read_by_pydicom, shipped_files
from filmroom.dicom.header import Header
from filmroom.dicom.reader import HeaderReader, read_header
from filmroom.errors import NotDicomError, TruncatedError

if TYPE_CHECKING:
    from pathlib import Path

    from typing_extensions import Buffer

    from filmroom.dicom.header import RawElements
    from filmroom.dicom.source import Source

CT = "1.2.840.10008.5.1.4.1.1.2"
CODE = (Element(0x00080100, "SH", b"CTCH"), Element(0x00080102, "SH", b"99X "))
ELEMENTS = identified(
    Element(0x00080005, "CS", b"ISO_IR 100"),
    Element(0x00080060, "CS", b"CT"),
    Element(0x00081032, "SQ", Items((CODE, ()))),
    Element(0x00081140, "SQ", Items((CODE,), is_undefined_length=True)),
    Element(0x00100010, "PN", b"Doe^Jane"),
    Element(0x00100020, "LO", b""),
    Element(0x00191001, "OB", b"\1\2\3"),
    Element(0x00280010, "US", b"\0\2"),
    Element(0x7FE00010, "OW", bytes(64)),
)
EXPECTED: RawElements = {
    0x00080005: b"ISO_IR 100",
    0x00080016: b"1.2.840.10008.5.1.4.1.1.2\0",
    0x00080018: b"1.2.3.4.5\0",
    0x00080060: b"CT",
    0x00081032: ({0x00080100: b"CTCH", 0x00080102: b"99X "}, {}),
    0x00100010: b"Doe^Jane",
    0x00100020: b"",
    0x0020000D: b"1.2.3\0",
    0x0020000E: b"1.2.3.4\0",
    0x00280010: b"\0\2",
}

# Files that are shipped and are no DICOM, or none that can be used, with what they are.
NOT_DICOM = {
    "FileInfo.txt",
    "README",
    "README.md",
    "README.txt",
    "crayons.icc",
    "no_meta.dcm",  # its first bytes are no tag: 2008,0500
    "rtplan.dump",
    "rtstruct.dump",
    "zipMR.gz",
}
REFUSED = {"rtplan_truncated.dcm"}


@pytest.mark.parametrize("syntax", TRANSFER_SYNTAXES, ids=lambda syntax: syntax.uid)
def test_a_file_is_read_in_every_transfer_syntax(syntax: Syntax) -> None:
    assert read_header(file_bytes(encoded(ELEMENTS, syntax), syntax)) == Header(
        EXPECTED, syntax.uid, is_little_endian=syntax is not BIG, media_storage_sop_class_uid=CT
    )


@pytest.mark.parametrize("syntax", [IMPLICIT, EXPLICIT, BIG], ids=lambda syntax: syntax.uid)
def test_a_data_set_without_file_meta_information_is_read(syntax: Syntax) -> None:
    assert read_header(encoded(ELEMENTS, syntax)) == Header(EXPECTED, "", is_little_endian=syntax is not BIG)


@pytest.mark.parametrize("start", [b"DICM", b""])
def test_a_file_without_preamble_is_read(start: bytes) -> None:
    data = start + file_bytes(encoded(ELEMENTS), preamble=None)
    assert read_header(data) == Header(EXPECTED, EXPLICIT.uid, media_storage_sop_class_uid=CT)


def test_a_command_set_in_front_of_the_data_set_is_passed_over() -> None:
    command = element(0x00000000, "UL", b"\x0a\0\0\0", IMPLICIT) + element(0x00000100, "US", b"\1\0", IMPLICIT)
    assert read_header(file_bytes(command + encoded(ELEMENTS))).elements == EXPECTED


@pytest.mark.parametrize(("says", "is_written"), [(IMPLICIT, EXPLICIT), (EXPLICIT, IMPLICIT)])
def test_a_transfer_syntax_that_does_not_tell_the_truth_is_seen_through(says: Syntax, is_written: Syntax) -> None:
    assert read_header(file_bytes(encoded(ELEMENTS, is_written), says)).elements == EXPECTED


@pytest.mark.parametrize("kind", ["path", "text", "bytes", "memoryview", "file", "pipe"])
def test_every_kind_of_source_gives_the_same_header(kind: str, tmp_path: Path) -> None:
    data = file_bytes(encoded(ELEMENTS))
    path = tmp_path / "one.dcm"
    path.write_bytes(data)
    expected = Header(EXPECTED, EXPLICIT.uid, media_storage_sop_class_uid=CT)
    if kind == "pipe":
        assert read_header(io.BufferedReader(_Unseekable(data))) == expected
    elif kind == "file":
        with path.open("rb") as file:
            assert read_header(file) == expected
            assert not file.closed
    else:
        sources: dict[str, Source] = {"path": path, "text": str(path), "bytes": data, "memoryview": memoryview(data)}
        assert read_header(sources[kind]) == expected


@pytest.mark.parametrize("blob", [2, 40_000])
def test_a_path_that_is_a_pipe_is_read(blob: int) -> None:
    data = file_bytes(encoded((Element(0x00090010, "OB", bytes(blob)), *ELEMENTS[5:])))
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as file:
        file.write(data)
    try:
        assert read_header(f"/dev/fd/{reading}") == read_header(data)
    finally:
        os.close(reading)


def test_a_path_that_cannot_be_read_raises_the_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_header(tmp_path / "nothing")
    with pytest.raises(IsADirectoryError):
        read_header(tmp_path)


def test_a_stream_is_read_from_where_it_stands() -> None:
    stream = io.BytesIO(b"something else" + file_bytes(encoded(ELEMENTS)))
    stream.seek(14)
    assert read_header(stream).elements == EXPECTED


def test_a_dicomdir_is_known_by_its_class_and_has_no_elements() -> None:
    records = Element(0x00041220, "SQ", Items(((Element(0x00041430, "CS", b"PATIENT "),),)))
    data = file_bytes(encoded((records,)), sop_class_uid=b"1.2.840.10008.1.3.10")
    assert read_header(data) == Header({}, EXPLICIT.uid, media_storage_sop_class_uid="1.2.840.10008.1.3.10")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "0 bytes are too few for a DICOM file"),
        (b"\x08\0\x05\0CS", "6 bytes are too few for a DICOM file"),
        (bytes(4096), "neither the prefix DICM at byte 128 nor a data set at the beginning"),
        (b"PK\x03\x04" + bytes(400), "neither the prefix DICM at byte 128 nor a data set at the beginning"),
        (b"patient,study,series\n" * 90, "neither the prefix DICM at byte 128 nor a data set at the beginning"),
        (b'{"resourceType": "ImagingStudy"}', "neither the prefix DICM at byte 128 nor a data set at the beginning"),
    ],
)
def test_something_else_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(NotDicomError) as caught:
        read_header(data)
    assert str(caught.value) == reason


def test_a_file_cut_inside_its_pixel_data_is_read() -> None:
    data = file_bytes(encoded(ELEMENTS))
    assert read_header(data[:-1]).elements == EXPECTED


@pytest.mark.parametrize("syntax", TRANSFER_SYNTAXES, ids=lambda syntax: syntax.uid)
@pytest.mark.parametrize("way", ["walk", "layout", "pydicom"])
def test_a_file_cut_at_any_byte_is_refused_or_read_up_to_an_element(
    syntax: Syntax, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = file_bytes(encoded(ELEMENTS, syntax), syntax)
    reader = HeaderReader()
    for _ in range(3 if way == "layout" else 0):
        reader.read(data)
    if way == "pydicom":
        avoid_our_walk(monkeypatch)
    whole = read_header(data).elements
    start = len(file_bytes(b"", EXPLICIT if syntax is DEFLATED else syntax)) + 2 * (syntax is DEFLATED)
    ends = {start + len(encoded(ELEMENTS[:count], syntax)) for count in range(len(ELEMENTS))}
    for cut in range(len(data)):
        found = outcome(data[:cut], reader if way == "layout" else None)
        if isinstance(found, Header):
            assert found.elements.items() <= whole.items()
            assert found.elements == whole or (cut in ends and syntax is not DEFLATED) or cut < min(ends)
        else:
            assert found[0] in (TruncatedError, NotDicomError), (cut, found)
            assert syntax is DEFLATED or cut not in ends - {0}


@pytest.mark.parametrize("path", shipped_files(), ids=lambda path: path.name)
def test_all_ways_of_reading_a_shipped_file_agree(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = path.read_bytes()
    plain = outcome(path)
    reader = HeaderReader()
    assert [outcome(path, reader) for _ in range(3)] == [plain] * 3
    assert outcome(data) == plain
    if not isinstance(plain, Header):
        assert path.name in (NOT_DICOM if plain[0] is NotDicomError else REFUSED)
        return
    is_dicomdir = plain.media_storage_sop_class_uid == "1.2.840.10008.1.3.10"
    assert plain.elements == ({} if is_dicomdir else read_by_pydicom(data))
    avoid_our_walk(monkeypatch)
    assert outcome(path) == plain


def test_a_file_that_ends_behind_its_uids_is_refused_so_that_it_never_stands_for_a_whole_one() -> None:
    path = get_testdata_file("rtplan_truncated.dcm")
    assert isinstance(path, str)
    with pytest.raises(TruncatedError, match="the data end where"):
        read_header(path)


class _Unseekable(io.RawIOBase):
    """A stream like a socket: short reads, no way back."""

    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        return self._data.readinto(memoryview(buffer)[:100])
