"""From a hostile file to resources: at most a second, and 64 MB beyond its own size.

What it costs to read a header alone is measured in `tests/dicom/test_limits.py`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest

from builders import EXPLICIT, Element, Items, encoded, even, file_bytes, identified

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MEGABYTE = 1 << 20
UNUSUAL = bytes.fromhex("0800 0600 04000000") + bytes(4)  # no VR: what follows is read with pydicom

NAMES, OPERATORS, OTHER_NAMES, VERSIONS = 0x00081050, 0x00081070, 0x00101001, 0x00181020
CODES, REQUESTS, REASONS, FRAMES = 0x00081032, 0x00400275, 0x0040100A, 0x52009230


def text(tag: int, part: bytes, count: int) -> Element:
    return Element(tag, "UT", even(part * count, b" "))


def full(tag: int, part: bytes) -> Element:
    """Nearly as much of something as one value may hold: two of them, and the UIDs, may be read."""
    return text(tag, part, (MEGABYTE - 500) // len(part))


def items(tag: int, *each: tuple[Element, ...]) -> Element:
    return Element(tag, "SQ", Items(each))


def code(number: int) -> tuple[Element, ...]:
    return (Element(0x00080100, "SH", even(b"%d" % number)), Element(0x00080104, "LO", even(b"M%d" % number)))


def frame(number: int) -> tuple[Element, ...]:
    return (items(0x00209071, (items(0x00082218, code(number)), Element(0x00209072, "CS", b"L "))),)


JAPANESE = Element(0x00080005, "CS", even(b"\\ISO 2022 IR 87", b" "))
KANJI = b"\x1b$B!!\x1b(B"

# What is in the file, and what comes of it.
HOSTILE: dict[str, tuple[Callable[[], tuple[Element, ...]], str]] = {
    "a megabyte of names": (lambda: (full(OPERATORS, b"A\\"),), "ImagingStudy"),
    "a megabyte of empty names": (lambda: (full(OTHER_NAMES, b"=\\"),), "ImagingStudy"),
    "a name of a million groups": (lambda: (full(OTHER_NAMES, b"="),), "ImagingStudy"),
    "a name of a million components": (lambda: (full(OTHER_NAMES, b"^"),), "ImagingStudy"),
    "two megabytes of values": (lambda: (full(OPERATORS, b"A\\"), full(VERSIONS, b"A\\")), "ImagingStudy"),
    "four megabytes of values": (
        lambda: tuple(full(tag, b"A\\") for tag in (NAMES, OPERATORS, OTHER_NAMES, VERSIONS)),
        "ValueLengthError",
    ),
    "a megabyte of character sets": (lambda: (full(0x00080005, b"ISO 2022 IR 87\\"),), "ImagingStudy"),
    "two megabytes of escape sequences": (
        lambda: (JAPANESE, full(NAMES, KANJI), full(OPERATORS, KANJI + b"\\")),
        "ImagingStudy",
    ),
    "meanings of a megabyte each": (
        lambda: (items(CODES, *((full(0x00080104, b"M"),) for _ in range(150))),),
        "ValueLengthError",
    ),
    "thirty thousand codes": (lambda: (items(CODES, *map(code, range(30_000))),), "ImagingStudy"),
    "thousands of codes in a thousand requests": (
        lambda: (items(REQUESTS, *((items(REASONS, *map(code, range(n, n + 25))),) for n in range(1_000))),),
        "ImagingStudy",
    ),
    "twenty thousand frames": (lambda: (items(FRAMES, *map(frame, range(20_000))),), "ImagingStudy"),
}

# The peak of the resident set is of the process alone in VmHWM; what is imported is not the file's cost.
MEASURE = textwrap.dedent(
    """
    import json, re, sys, time
    from pathlib import Path
    from filmroom.dicom import pydicom_reader
    from filmroom.dicom.reader import read_header
    from filmroom.errors import DicomError
    from filmroom.mapping.map_study import map_imaging_study
    from filmroom.study.aggregate import aggregate_study
    from filmroom.study.extract import extract_facts

    def peak():
        return int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])

    def resource(path):
        try:
            return map_imaging_study(aggregate_study([extract_facts(read_header(path))])).imaging_study["resourceType"]
        except DicomError as error:
            return type(error).__name__

    resource(sys.argv[1])
    before, start = peak(), time.process_time()
    found = resource(sys.argv[2])
    print(json.dumps([found, time.process_time() - start, (peak() - before) / 1024]))
    """
)


def cost(content: bytes, folder: Path) -> tuple[str, float, float]:
    """Return what comes of a file, in how many seconds, with how many megabytes."""
    plain, hostile = folder / "plain.dcm", folder / "hostile.dcm"
    plain.write_bytes(file_bytes(encoded(identified())))
    hostile.write_bytes(content)
    process = subprocess.run(
        [sys.executable, "-c", MEASURE, plain, hostile], capture_output=True, text=True, check=True
    )
    found, seconds, megabytes = json.loads(process.stdout)
    return found, seconds, megabytes


@pytest.mark.skipif(sys.platform != "linux", reason="VmHWM is of Linux")
@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_header_costs_a_second_and_64_megabytes_at_most(name: str, tmp_path: Path) -> None:
    build, expected = HOSTILE[name]
    found, seconds, megabytes = cost(file_bytes(encoded(identified(*build()))), tmp_path)

    assert (found, seconds < 1, megabytes < 64) == (expected, True, True), (seconds, megabytes)


@pytest.mark.skipif(sys.platform != "linux", reason="VmHWM is of Linux")
@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_header_read_with_pydicom_costs_no_more(name: str, tmp_path: Path) -> None:
    first, *rest = identified(*HOSTILE[name][0]())
    content = first.encoded(EXPLICIT) + UNUSUAL + encoded(tuple(rest))
    found, seconds, megabytes = cost(file_bytes(content), tmp_path)

    assert found in ("ImagingStudy", "MalformedError")
    assert (seconds < 1, megabytes < 64) == (True, True), (seconds, megabytes)
