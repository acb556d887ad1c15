"""Raw bytes -> Python, by the VR of the dictionary."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from filmroom.dicom.character_sets import CharacterSets
from filmroom.dicom.decoded import Decoded, Problem
from filmroom.dicom.dictionary import ATTRIBUTES, attribute
from filmroom.dicom.person_names import PersonName
from filmroom.dicom.values import Value, decode_element, is_uid

LATIN = CharacterSets(("ISO_IR 100",))
PLAIN = sorted(keyword for keyword, row in ATTRIBUTES.items() if row.vr != "SQ")


@pytest.mark.parametrize(
    ("keyword", "raw", "value"),
    [
        ("Modality", b"CT", "CT"),
        ("Modality", b" CT ", "CT"),
        ("PatientID", b"007 ", "007"),
        ("PatientID", b"007\0", "007"),
        ("StudyDescription", "Schädel ".encode("latin_1"), "Schädel"),
        ("SoftwareVersions", b"1.0\\2.0 ", ("1.0", "2.0")),
        ("SoftwareVersions", b"1.0", ("1.0",)),
        ("SoftwareVersions", b"\\ \\2.0", ("2.0",)),
        ("InstitutionAddress", b"  Street 1\r\nTown ", "  Street 1\r\nTown"),
        ("StudyComments", b"a\\b", "a\\b"),
        ("URNCodeValue", b"urn:oid:1.2 ", "urn:oid:1.2"),
        ("PatientName", b"Doe^Jane ", PersonName("Doe^Jane")),
        ("OperatorsName", b"A^B\\C", (PersonName("A^B"), PersonName("C"))),
        ("StudyDate", b"20240229", "2024-02-29"),
        ("StudyTime", b"0730  ", "07:30:00"),
        ("AcquisitionDateTime", b"202402290730+0100 ", "2024-02-29T07:30:00+01:00"),
        ("InstanceNumber", b"12", 12),
        ("InstanceNumber", b" +5 ", 5),
        ("InstanceNumber", b"-3", -3),
        ("InstanceNumber", b"007 ", 7),
        ("Rows", b"\0\2", 512),
        ("StudyInstanceUID", b"1.2.840.10008\0", "1.2.840.10008"),
        ("StudyInstanceUID", b" 1.2 ", "1.2"),
        ("TimezoneOffsetFromUTC", b"+0200 ", "+0200"),
    ],
)
def test_a_value_is_decoded(keyword: str, raw: bytes, value: Value) -> None:
    assert decode_element(attribute(keyword), raw, LATIN) == Decoded(value)


@pytest.mark.parametrize("keyword", PLAIN)
@pytest.mark.parametrize("raw", [b"", b" ", b"  ", b"\0\0", b"\\", b" \\ "])
def test_nothing_but_padding_is_no_value_and_no_problem(keyword: str, raw: bytes) -> None:
    row = attribute(keyword)
    if (row.vr == "US" and raw) or (row.vr in ("ST", "LT", "UT", "UR") and b"\\" in raw):
        return
    assert decode_element(row, raw) == Decoded(None)


@pytest.mark.parametrize(
    ("keyword", "raw", "value", "problem"),
    [
        ("Modality", b"ct", "ct", ("ct", "capital letters, digits, spaces and underscores", "kept")),
        ("Modality", b"CT\\MR", "CT", (r"CT\\MR", "one value", "the others left out")),
        ("StudyDescription", b"A\\B", "A\\B", (r"A\\B", "one value", "read as one, with the backslash")),
        ("StudyDescription", b"A\x07B\x00C", "ABC", (r"A\x07B\x00C", "no control characters", "taken out")),
        ("StudyDescription", b"A\r\nB", "AB", (r"A\r\nB", "no control characters", "taken out")),
        ("InstanceNumber", b"5.0 ", 5, ("5.0", "an integer without a point", "read as one")),
        ("InstanceNumber", b"5.5 ", None, ("5.5", "an integer of 32 bits", "left out")),
        ("InstanceNumber", b"1A", None, ("1A", "an integer of 32 bits", "left out")),
        ("InstanceNumber", b"2147483648", None, ("2147483648", "an integer of 32 bits", "left out")),
        ("InstanceNumber", b"1\\2 ", 1, (r"1\\2 ", "one value", "the others left out")),
        ("Rows", b"\0\2\0", None, (r"\x00\x02\x00", "two bytes of an unsigned short", "left out")),
        ("StudyDate", b"20230229", None, ("20230229", "a date of the calendar as YYYYMMDD", "left out")),
        (
            "StudyInstanceUID",
            b"1.2.abc",
            None,
            ("1.2.abc", "a UID of numbers and dots, at most 64 characters", "left out"),
        ),
        ("StudyInstanceUID", b"1.02.3", "1.02.3", ("1.02.3", "a UID without leading zeros in a component", "kept")),
    ],
)
def test_what_is_wrong_is_reported(keyword: str, raw: bytes, value: Value, problem: tuple[str, str, str]) -> None:
    assert decode_element(attribute(keyword), raw, LATIN) == Decoded(value, (Problem(*problem),))


def test_binary_values_follow_the_order_of_bytes() -> None:
    assert decode_element(attribute("Rows"), b"\2\0", little_endian=False) == Decoded(512)


def test_a_problem_of_the_characters_comes_before_that_of_the_value() -> None:
    found = decode_element(attribute("PatientName"), "Müller=A=B=C".encode())
    assert [problem.done for problem in found.problems] == ["read as UTF-8", "the others left out"]


@pytest.mark.parametrize(
    ("text", "is_legal"),
    [
        *(("1.2", True), ("1.2.0", True), ("1.02", True), ("1", False), ("1.", False), (".1", False), ("", False)),
        *(("1." + "2" * 62, True), ("1." + "2" * 63, False), ("1.2.x", False), ("1..2", False), ("\uff11.2", False)),
    ],
)
def test_a_uid_is_numbers_and_dots(text: str, is_legal: bool) -> None:
    assert is_uid(text) is is_legal


@given(st.sampled_from(PLAIN), st.binary(max_size=30) | st.text("0129.:+-^=\\ \0", max_size=30).map(str.encode))
@example("InstitutionAddress", b"\t")
def test_any_bytes_are_decoded_or_left_out_with_a_problem(keyword: str, raw: bytes) -> None:
    row = attribute(keyword)
    found = decode_element(row, raw, LATIN)
    values = found.value if isinstance(found.value, tuple) else (found.value,)
    assert isinstance(found.value, tuple) == (row.is_multiple and found.value is not None)
    assert "" not in values
    unescaped = re.sub(rb"\x1b[\x20-\x2f]+[\x30-\x7e]", b"", raw)  # a character set is chosen, and nothing written
    assert found.value is not None or found.problems or not unescaped.strip(b" \0\\^=")
