"""Every limit has its error, and hostile input costs at most a second and 64 MB beyond its own size."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
import zlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import (
    DEFLATED,
    EXPLICIT,
    IMPLICIT,
    Element,
    Items,
    Syntax,
    element,
    encoded,
    file_bytes,
    identified,
    item,
    sequence,
)
from dicom.oracle import avoid_our_walk, outcome
from filmroom.dicom.header import Header
from filmroom.dicom.limits import DEFAULT_LIMITS, Limits
from filmroom.dicom.reader import HeaderReader, read_header
from filmroom.errors import (
    DicomError,
    ElementCountError,
    InflatedSizeError,
    SequenceDepthError,
    TruncatedError,
    ValueLengthError,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

IDENTIFIED = identified()
UIDS = encoded(IDENTIFIED)


def _nested(depth: int) -> bytes:
    content = b""
    for _ in range(depth):
        content = sequence(0x00091010, item(content, undefined=True), undefined=True)
    return content


def test_sequences_as_deep_as_the_limit_are_read_and_one_deeper_is_refused() -> None:
    assert read_header(file_bytes(_nested(32) + UIDS)).elements
    with pytest.raises(SequenceDepthError) as caught:
        read_header(file_bytes(_nested(33) + UIDS))
    assert str(caught.value) == "sequences nested deeper than the limit of 32"


def test_as_many_elements_as_the_limit_are_read_and_one_more_is_refused() -> None:
    limits = Limits(element_count=6)
    two = element(0x00080001, "UL", b"") + element(0x00080012, "DA", b"")
    assert read_header(file_bytes(two + UIDS), limits=limits).elements
    with pytest.raises(ElementCountError) as caught:
        read_header(file_bytes(two + element(0x00080013, "TM", b"") + UIDS), limits=limits)
    assert str(caught.value) == "more elements and items than the limit of 6"


def test_a_wanted_value_as_long_as_the_limit_is_read_and_a_longer_one_is_refused() -> None:
    limits = Limits(value_length_bytes=30)
    assert read_header(file_bytes(element(0x00081030, "LO", b"X" * 30) + UIDS), limits=limits).elements
    with pytest.raises(ValueLengthError) as caught:
        read_header(file_bytes(element(0x00081030, "LO", b"X" * 32) + UIDS), limits=limits)
    assert str(caught.value) == "(0008,1030): a value of 32 bytes, longer than the limit of 30"


@pytest.mark.parametrize("syntax", [EXPLICIT, IMPLICIT])
def test_wanted_values_together_as_long_as_the_limit_are_read_and_longer_ones_are_refused(syntax: Syntax) -> None:
    limits = Limits(collected_bytes=200)
    description = element(0x00081030, "LO", b"X" * 30, syntax)
    meaning = item(element(0x00080104, "LO", b"X" * 20, syntax), syntax)

    def codes(count: int) -> bytes:
        return file_bytes(
            description + sequence(0x00081032, meaning * count, syntax) + encoded(IDENTIFIED, syntax), syntax
        )

    assert read_header(codes(5), limits=limits).elements
    with pytest.raises(ValueLengthError) as caught:
        read_header(codes(9), limits=limits)
    assert str(caught.value) == "values of more than 200 bytes together"


def test_an_unwanted_value_may_be_of_any_length() -> None:
    limits = Limits(value_length_bytes=30)
    assert read_header(file_bytes(element(0x00091001, "OB", b"X" * 99_999) + UIDS), limits=limits).elements


def test_a_deflated_data_set_that_inflates_to_more_than_the_limit_is_refused() -> None:
    limits = Limits(inflated_size_bytes=100_000)
    assert read_header(file_bytes(element(0x00091001, "OB", bytes(99_000)) + UIDS, DEFLATED), limits=limits).elements
    with pytest.raises(InflatedSizeError) as caught:
        read_header(file_bytes(element(0x00091001, "OB", bytes(400_000)) + UIDS, DEFLATED), limits=limits)
    assert str(caught.value) == "the deflated data set inflates to more than 100000 bytes"


def test_a_deflated_data_set_is_inflated_only_as_far_as_it_is_read() -> None:
    pixels = element(0x7FE00010, "OW", bytes(400_000))
    limits = Limits(inflated_size_bytes=100_000)
    assert read_header(file_bytes(UIDS + pixels, DEFLATED), limits=limits).elements


def test_pydicom_is_held_to_the_limits_too(monkeypatch: pytest.MonkeyPatch) -> None:
    avoid_our_walk(monkeypatch)
    meanings = item(element(0x00080104, "UT", bytes(1 << 20))) * 3
    for content in (
        _nested(2000),
        element(0x00091001, "OB", b"") * 60_000,
        element(0x00100020, "UT", bytes(2 << 20)),
        sequence(0x00081032, meanings, undefined=True),
    ):
        with pytest.raises(DicomError):
            read_header(file_bytes(content + UIDS))


def _bomb() -> bytes:
    """An unwanted value of three gigabytes, deflated."""
    deflater = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    start = element(0x00091001, "OB", b"", length=3000 << 20)
    header = deflater.compress(start) + deflater.flush(zlib.Z_FULL_FLUSH)
    megabyte = deflater.compress(bytes(1 << 20)) + deflater.flush(zlib.Z_FULL_FLUSH)
    return file_bytes(b"", DEFLATED)[:-2] + header + megabyte * 3000 + deflater.flush()


def _nested_with_lengths(depth: int) -> bytes:
    content = b""
    for _ in range(depth):
        content = sequence(0x00081032, item(content))
    return content


_NUMBERS = b"\\".join([b"1"] * 5_000_000)
_TINY = element(0x00091001, "UN", b"")
_OPEN_SEQUENCE = bytes.fromhex("0900 1010 5351 0000 FFFFFFFF")
_OPEN_ITEM = bytes.fromhex("FEFF00E0 FFFFFFFF")
_CODES = item(element(0x00080100, "SH", b""))

# What costs others seconds and gigabytes; the content of a file, and what comes of it.
_HOSTILE: dict[str, tuple[Callable[[], bytes], str | int]] = {
    "deflate bomb": (_bomb, "InflatedSizeError"),
    "five million numbers": (
        lambda: file_bytes(element(0x00181271, "DS", _NUMBERS, IMPLICIT) + encoded(identified(), IMPLICIT), IMPLICIT),
        4,
    ),
    "an id of four gigabytes": (
        lambda: file_bytes(element(0x00100020, "UT", b"X" * 64, length=0xFFFFFFFE)),
        "ValueLengthError",
    ),
    "deep nesting": (lambda: file_bytes((_OPEN_SEQUENCE + _OPEN_ITEM) * 100_000), "SequenceDepthError"),
    "deep nesting with lengths": (lambda: file_bytes(_nested_with_lengths(2_000)), 1),
    "tiny elements": (lambda: file_bytes(_TINY * 2_000_000), "ElementCountError"),
    "tiny elements, unusual at last": (
        lambda: file_bytes(_TINY * 99_000 + bytes.fromhex("0900 0110 04000000") + bytes(4)),
        "MalformedError",
    ),
    "tiny items": (
        lambda: file_bytes(sequence(0x00081032, item(b"") * 1_000_000, undefined=True)),
        "ElementCountError",
    ),
    "tiny wanted items": (lambda: file_bytes(sequence(0x00081032, _CODES * 300_000)), "ElementCountError"),
    "wanted items, unusual at last": (
        lambda: file_bytes(sequence(0x00081032, _CODES * 9_000) + bytes.fromhex("0900 0110 04000000") + bytes(4)),
        1,
    ),
    "lengths of FFFFFFFE": (
        lambda: file_bytes(element(0x00091001, "UN", b"", length=0xFFFFFFFE) * 200_000),
        "TruncatedError",
    ),
    "items of FFFFFFFE": (
        lambda: file_bytes(_OPEN_SEQUENCE + bytes.fromhex("FEFF00E0 FEFFFFFF") * 200_000),
        "TruncatedError",
    ),
    "nothing but delimiters": (lambda: file_bytes(bytes.fromhex("FEFFDDE000000000") * 500_000), "ElementCountError"),
    "nothing at all": (lambda: file_bytes(bytes(8_000_000)), "ElementCountError"),
    "many long skips": (lambda: file_bytes(element(0x00091001, "UN", bytes(5_000)) * 2_000), 0),
}

# The peak of the resident set is of the process alone in VmHWM; ru_maxrss begins with the parent's.
_MEASURE = textwrap.dedent(
    """
    import json, re, sys, time
    from pathlib import Path
    from filmroom.dicom.reader import read_header
    from filmroom.errors import DicomError

    def peak():
        return int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])

    before, start = peak(), time.process_time()
    try:
        found = len(read_header(sys.argv[1]).elements)
    except DicomError as error:
        found = type(error).__name__
    print(json.dumps([found, time.process_time() - start, (peak() - before) / 1024]))
    """
)


@pytest.mark.skipif(sys.platform != "linux", reason="VmHWM is of Linux")
@pytest.mark.parametrize("name", sorted(_HOSTILE))
def test_hostile_input_costs_a_second_and_64_megabytes_at_most(name: str, tmp_path: Path) -> None:
    build, expected = _HOSTILE[name]
    path = tmp_path / "hostile.dcm"
    path.write_bytes(build())
    process = subprocess.run([sys.executable, "-c", _MEASURE, path], capture_output=True, text=True, check=True)
    found, seconds, megabytes = json.loads(process.stdout)
    assert (found, seconds < 1, megabytes < 64) == (expected, True, True), (seconds, megabytes)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_bytes_changed_at_random_never_give_another_exception(data: st.DataObject) -> None:
    code = Element(0x00080100, "SH", b"CTCH")
    elements = identified(
        Element(0x00081032, "SQ", Items(((code,), (code,)))),
        Element(0x00081140, "SQ", Items(((code,),), is_undefined_length=True)),
        Element(0x00091001, "OB", b"\1\2\3\4"),
        Element(0x00280010, "US", b"\0\2"),
    )
    syntax = data.draw(st.sampled_from([EXPLICIT, IMPLICIT, DEFLATED]))
    original = file_bytes(encoded(elements, syntax), syntax)
    reader = HeaderReader()
    reader.read(original)
    reader.read(original)
    file = bytearray(original)
    for _ in range(data.draw(st.integers(1, 4))):
        position = data.draw(st.integers(132, len(file) - 1))
        file[position] = data.draw(st.sampled_from([0, 0xFF, 0xFE, 1, 0x41]) | st.integers(0, 255))
    assert outcome(bytes(file), reader) == outcome(bytes(file))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_behind_a_file_meta_information_are_read_or_refused(content: bytes) -> None:
    for start in (file_bytes(b""), file_bytes(b"", DEFLATED)[:-2], b""):
        found = outcome(start + content)
        assert isinstance(found, Header) or found[1]


def test_the_default_limits_are_the_documented_ones() -> None:
    assert Limits(32, 100_000, 1 << 20, 2 << 20, 1_000, 64 << 20) == DEFAULT_LIMITS


def test_a_value_longer_than_the_limit_is_refused_before_the_end_is_looked_for() -> None:
    with pytest.raises(TruncatedError):
        read_header(file_bytes(element(0x00100020, "UT", b"X", length=1 << 20)))
    with pytest.raises(ValueLengthError):
        read_header(file_bytes(element(0x00100020, "UT", b"X", length=(1 << 20) + 1)))
