"""The way through pydicom: only pydicom's failures are the file's, and nobody else's log or warnings are touched."""

from __future__ import annotations

import logging
import threading
import warnings
from typing import TYPE_CHECKING

import pytest

from builders import EXPLICIT, Element, Items, encoded, even, file_bytes, identified
from dicom.oracle import avoid_our_walk
from filmroom.dicom import pydicom_reader
from filmroom.dicom.pydicom_quiet import kept_quiet
from filmroom.dicom.reader import read_header
from filmroom.dicom.source import BufferBytes
from filmroom.errors import TruncatedError

if TYPE_CHECKING:
    from pathlib import Path

CODES = Element(0x00081032, "SQ", Items(((Element(0x00080100, "SH", b"CT"),),)))


@pytest.fixture(autouse=True)
def _with_pydicom(monkeypatch: pytest.MonkeyPatch) -> None:
    avoid_our_walk(monkeypatch)


def test_a_mistake_of_ours_is_not_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    def mistaken(*_: object) -> None:
        raise TypeError("our own mistake")

    monkeypatch.setattr(pydicom_reader._Reading, "_items", mistaken)
    with pytest.raises(TypeError, match="our own mistake"):
        read_header(file_bytes(encoded(identified(CODES))))


def test_a_disk_that_cannot_be_read_is_not_a_truncated_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "image.dcm"
    path.write_bytes(file_bytes(encoded(identified(CODES, Element(0x00091001, "OB", bytes(90_000))))))
    whole = BufferBytes.read_at

    def broken(self: BufferBytes, position: int, count: int) -> bytes:
        if position > 300:
            raise OSError(5, "Input/output error")
        return whole(self, position, count)

    monkeypatch.setattr(BufferBytes, "read_at", broken)
    with pytest.raises(OSError, match="Input/output error"):
        read_header(path.read_bytes())


def test_a_sequence_that_pydicom_cannot_follow_is_a_plain_value() -> None:
    broken = b"\1\2\3\4\5\6"
    content = encoded(identified(Element(0x00081032, "SQ", broken)))

    assert read_header(file_bytes(content)).elements[0x00081032] == broken


def test_a_missing_delimiter_is_the_end_and_gives_no_warning() -> None:
    content = encoded(identified()) + bytes.fromhex("0900 0110 4F42 0000 FFFFFFFF") + bytes(64)

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        with pytest.raises(TruncatedError) as refused:
            read_header(file_bytes(content))
    assert str(refused.value) == "the data end where a delimiter is expected"
    assert caught == []


def test_a_character_set_that_pydicom_does_not_know_is_neither_logged_nor_warned_of(
    caplog: pytest.LogCaptureFixture,
) -> None:
    item = (Element(0x00080005, "CS", even(b"SECRET", b" ")), Element(0x00080100, "SH", b"CT"))
    content = encoded(identified(Element(0x00081032, "SQ", Items((item,)))), EXPLICIT)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        read_header(file_bytes(content))

    assert caught == []
    assert caplog.records == []


def test_what_another_thread_logs_of_pydicom_is_logged_while_we_read(caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("pydicom")

    with kept_quiet():
        logger.warning("ours")
        other = threading.Thread(target=logger.warning, args=("theirs",))
        other.start()
        other.join()
    logger.warning("afterwards")

    assert [one.message for one in caplog.records] == ["theirs", "afterwards"]
    assert not logger.disabled


def test_readings_at_one_time_leave_the_filters_of_warnings_as_they_were() -> None:
    before = list(warnings.filters)

    def read_often() -> None:
        for _ in range(50):
            with kept_quiet():
                pass

    threads = [threading.Thread(target=read_often) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert list(warnings.filters) == before
