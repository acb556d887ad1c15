"""Whether candidates have the same bytes, and what finding that out may cost."""

from __future__ import annotations

import os
import time
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest

from builders import Element, encoded, file_bytes, identified
from filmroom.dicom.comparing import ContentComparison
from filmroom.dicom.files import Candidate, iterate_candidates
from filmroom.errors import DicomError, InflatedSizeError

if TYPE_CHECKING:
    from pathlib import Path

ONE = file_bytes(encoded(identified(Element(0x00080060, "CS", b"CT"))))
OTHER = file_bytes(encoded(identified(Element(0x00080060, "CS", b"MR"))))


def _archive(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> None:
    with zipfile.ZipFile(path, "w", method) as archive:
        for number, (name, content) in enumerate(members.items()):
            archive.writestr(name, content, compresslevel=1 + number % 9)


def test_equal_content_is_seen_wherever_it_is(tmp_path: Path) -> None:
    for name, content in (("one", ONE), ("again", ONE), ("other", OTHER)):
        (tmp_path / name).write_bytes(content)
    _archive(tmp_path / "a.zip", {"one": ONE, "other": OTHER})
    _archive(tmp_path / "b.zip", {"one": ONE}, zipfile.ZIP_STORED)
    named = {os.path.relpath(one.name, tmp_path): one for one in iterate_candidates([tmp_path])}
    comparison = ContentComparison()

    ones, others = {"one", "again", "a.zip!/one", "b.zip!/one"}, {"other", "a.zip!/other"}
    for key, candidate in named.items():
        expected = ones if key in ones else others
        assert {other for other in named if comparison.is_same(candidate, named[other])} == expected


def test_long_content_is_compared_to_the_end(tmp_path: Path) -> None:
    long = ONE + bytes(600_000)
    for name, content in (("a", long), ("b", long), ("c", long[:-1] + b"\1")):
        (tmp_path / name).write_bytes(content)
    _archive(tmp_path / "d.zip", {"a": long})
    a, b, c, d = iterate_candidates([tmp_path])
    comparison = ContentComparison()

    assert [comparison.is_same(*pair) for pair in ((a, b), (a, c), (a, d), (c, d))] == [True, False, True, False]


def test_standard_input_is_compared_with_a_file(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(ONE)
    (tmp_path / "other").write_bytes(OTHER)
    one, other = iterate_candidates([tmp_path])
    comparison = ContentComparison()

    assert comparison.is_same(Candidate("-", content=ONE), one)
    assert not comparison.is_same(Candidate("-", content=ONE), other)


def test_what_was_not_kept_whole_cannot_be_compared(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(ONE)
    (one,) = iterate_candidates([tmp_path])

    with pytest.raises(DicomError, match="only the first 9 bytes of - were kept"):
        ContentComparison().is_same(one, Candidate("-", content=ONE[:9], is_whole=False))


def test_what_is_gone_cannot_be_compared(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(ONE)
    (one,) = iterate_candidates([tmp_path])
    (tmp_path / "one").unlink()

    with pytest.raises(FileNotFoundError):
        ContentComparison().is_same(one, one)


def test_members_whose_directory_tells_them_apart_are_not_read(tmp_path: Path) -> None:
    _archive(tmp_path / "a.zip", {"one": ONE, "other": OTHER})
    one, other = iterate_candidates([tmp_path])
    (tmp_path / "a.zip").write_bytes(b"")

    assert not ContentComparison().is_same(one, other)


def test_members_that_are_stored_alike_are_not_inflated(tmp_path: Path) -> None:
    _archive(tmp_path / "a.zip", {"one": ONE + bytes(4 << 20)})
    _archive(tmp_path / "b.zip", {"one": ONE + bytes(4 << 20)})
    one, other = iterate_candidates([tmp_path])

    assert ContentComparison(reserve_bytes=0).is_same(one, other)


def test_members_that_inflate_to_too_much_are_not_compared_to_the_end(tmp_path: Path) -> None:
    _archive(tmp_path / "a.zip", {"one": ONE + bytes(4 << 20), "again": ONE + bytes(4 << 20)})
    one, other = iterate_candidates([tmp_path])
    assert one.member != other.member

    assert ContentComparison().is_same(one, other)
    with pytest.raises(InflatedSizeError, match="the archive inflates to too many times its size"):
        ContentComparison(reserve_bytes=1 << 20).is_same(one, other)


def test_the_work_for_an_archive_that_claims_a_lot_is_bounded(tmp_path: Path) -> None:
    claimed = 400 << 20
    empty_block = b"\0\0\0\xff\xff"  # RFC 1951 3.2.4: so that the two are not stored alike
    deflated = _deflated_zeros(claimed)
    _claiming_archive(tmp_path / "a.zip", [deflated, empty_block + deflated], claimed)
    one, other = iterate_candidates([tmp_path])
    comparison = ContentComparison()
    begun = time.process_time()

    for _ in range(20):
        with pytest.raises(InflatedSizeError):
            comparison.is_same(one, other)

    assert time.process_time() - begun < 2


def _deflated_zeros(length: int) -> bytes:
    deflater = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    mebibyte = deflater.compress(bytes(1 << 20)) + deflater.flush(zlib.Z_FULL_FLUSH)
    return mebibyte * (length >> 20) + deflater.flush()


def _claiming_archive(path: Path, deflated: list[bytes], length: int) -> None:
    """Write an archive whose directory says that the members are equally long and have one checksum."""
    with path.open("wb") as file, zipfile.ZipFile(file, "w") as archive:
        for number, content in enumerate(deflated):
            info = zipfile.ZipInfo(str(number))
            info.compress_type, info.CRC = zipfile.ZIP_DEFLATED, 1
            info.file_size, info.compress_size, info.header_offset = length, len(content), file.tell()
            file.write(info.FileHeader() + content)
            archive.filelist.append(info)
        archive.start_dir = file.tell()
        archive.comment = b" "  # so that the directory is written
