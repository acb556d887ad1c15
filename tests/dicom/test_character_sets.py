"""Text in every character set: the examples of PS3.5 annexes H to K, pydicom's samples, what the field has wrong."""

from __future__ import annotations

import codecs
from pathlib import Path

import pydicom
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.charset import convert_encodings, decode_bytes, python_encoding
from pydicom.data import get_charset_files

from filmroom.dicom.character_sets import DEFAULT_CHARACTER_SETS, CharacterSets, parse_character_sets
from filmroom.dicom.decoded import Problem
from filmroom.dicom.reader import read_header

PN_DELIMITERS = {ord("^"), ord("="), ord("\\")}

EXAMPLES = {
    # PS3.5 H.3.1, H.3.2: ISO 2022 IR 87 with ASCII, and with JIS X 0201
    "H.3.1": (
        rb"\ISO 2022 IR 87",
        (
            "59 61 6D 61 64 61 5E 54 61 72 6F 75 3D 1B 24 42 3B 33 45 44 1B 28 42 5E 1B 24 42 42 40 4F 3A 1B 28 42"
            "3D 1B 24 42 24 64 24 5E 24 40 1B 28 42 5E 1B 24 42 24 3F 24 6D 24 26 1B 28 42"
        ),
        "Yamada^Tarou=山田^太郎=やまだ^たろう",
    ),
    "H.3.2": (
        rb"ISO 2022 IR 13\ISO 2022 IR 87",
        (
            "D4 CF C0 DE 5E C0 DB B3 3D 1B 24 42 3B 33 45 44 1B 28 4A 5E 1B 24 42 42 40 4F 3A 1B 28 4A"
            "3D 1B 24 42 24 64 24 5E 24 40 1B 28 4A 5E 1B 24 42 24 3F 24 6D 24 26 1B 28 4A"
        ),
        "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう",
    ),
    # PS3.5 I.2: ISO 2022 IR 149
    "I.2": (
        rb"\ISO 2022 IR 149",
        (
            "48 6F 6E 67 5E 47 69 6C 64 6F 6E 67 3D 1B 24 29 43 FB F3 5E 1B 24 29 43 D1 CE D4 D7"
            "3D 1B 24 29 43 C8 AB 5E 1B 24 29 43 B1 E6 B5 BF"
        ),
        "Hong^Gildong=洪^吉洞=홍^길동",
    ),
    # PS3.5 J.1 and J.2: UTF-8 and GB18030
    "J.1": (
        b"ISO_IR 192",
        "57 61 6E 67 5E 58 69 61 6F 44 6F 6E 67 3D E7 8E 8B 5E E5 B0 8F E6 9D B1",
        "Wang^XiaoDong=王^小東",
    ),
    "J.2": (b"GB18030", "57 61 6E 67 5E 58 69 61 6F 44 6F 6E 67 3D CD F5 5E D0 A1 B6 AB", "Wang^XiaoDong=王^小东"),
    # PS3.5 K.2: ISO 2022 IR 58
    "K.2": (
        rb"\ISO 2022 IR 58",
        "5A 68 61 6E 67 5E 58 69 61 6F 44 6F 6E 67 3D 1B 24 29 41 D5 C5 5E 1B 24 29 41 D0 A1 B6 AB 3D",
        "Zhang^XiaoDong=张^小东=",
    ),
}

SINGLE_BYTE = {
    b"ISO_IR 100": "Äneas^Rüdiger",
    b"ISO_IR 101": "Wałęsa^Łukasz",
    b"ISO_IR 109": "Ġorġ^Ħamrun",
    b"ISO_IR 110": "Bērziņš^Jānis",
    b"ISO_IR 126": "Διονυσιος",
    b"ISO_IR 127": "قباني^لنزار",
    b"ISO_IR 138": "שרון^דבורה",
    b"ISO_IR 144": "Люксембург",
    b"ISO_IR 148": "Çavuşoğlu",
    b"ISO_IR 166": "นามสกุล^ชื่อ",
    b"ISO_IR 203": "Œuvre^€uro",
    b"ISO_IR 13": "ﾔﾏﾀﾞ^ﾀﾛｳ",
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_of_the_standard_are_read(name: str) -> None:
    terms, raw, text = EXAMPLES[name]
    sets = parse_character_sets(terms)
    assert (sets.decode(bytes.fromhex(raw), "PN"), sets.problems) == ((text, ()), ())


@pytest.mark.parametrize(("term", "text"), SINGLE_BYTE.items())
def test_a_single_byte_set_is_read(term: bytes, text: str) -> None:
    codec = {"ISO_IR 203": "iso8859_15"}.get(term.decode()) or python_encoding[term.decode()]
    assert parse_character_sets(term).decode(text.encode(codec), "PN") == (text, ())


@pytest.mark.parametrize(("term", "text"), SINGLE_BYTE.items())
def test_a_single_byte_set_is_designated_by_its_escape_sequence(term: bytes, text: str) -> None:
    number = term.decode().removeprefix("ISO_IR ")
    final = {"100": b"-A", "101": b"-B", "109": b"-C", "110": b"-D", "126": b"-F", "127": b"-G"}
    final |= {"138": b"-H", "144": b"-L", "148": b"-M", "166": b"-T", "203": b"-b", "13": b")I"}
    codec = {"203": "iso8859_15"}.get(number) or python_encoding[f"ISO_IR {number}"]
    word = text.partition("^")[0]
    raw = b"Name^\x1b" + final[number] + word.encode(codec) + b"^A"
    sets = parse_character_sets(f"ISO 2022 IR 6\\ISO 2022 IR {number}".encode())
    assert sets.decode(raw, "PN") == (f"Name^{word}^A", ())


@pytest.mark.parametrize("path", [Path(str(path)) for path in get_charset_files("*.dcm")], ids=lambda path: path.name)
def test_the_samples_are_read_as_pydicom_reads_them(path: Path) -> None:
    elements = read_header(path).elements
    raw_terms, name = elements.get(0x00080005, b""), elements.get(0x00100010, b"")
    assert isinstance(raw_terms, bytes)
    assert isinstance(name, bytes)
    expected = str(pydicom.dcmread(path).get("PatientName", "")).rstrip("=")
    sets = parse_character_sets(raw_terms)
    text, problems = sets.decode(name, "PN")
    assert (text.rstrip(" \0="), problems, sets.problems) == (expected, (), ())


_PIECES = {
    b"\x1b$B": codecs.encode("山田太郎", "euc_jp").translate(bytes(b & 0x7F for b in range(256))),
    b"\x1b(B": b"Doe",
    b"\x1b(J": b"Jane",
    b"\x1b)I": bytes.fromhex("D4CFC0DE"),
    b"\x1b$)C": "홍길동".encode("euc_kr"),
    b"\x1b$)A": "小东".encode("gb2312"),
    b"\x1b-A": "Rüdiger".encode("latin_1"),
    b"\x1b-F": "Διονυσιος".encode("iso8859_7"),
}


@given(st.lists(st.tuples(st.sampled_from(sorted(_PIECES)), st.sampled_from([b"", b"^", b"=", b"\\"])), max_size=5))
def test_well_formed_code_extensions_are_read_as_pydicom_reads_them(pieces: list[tuple[bytes, bytes]]) -> None:
    raw = b"Plain^"
    for escape, delimiter in pieces:
        ending = b"\x1b(B" if escape == b"\x1b$B" else b""
        raw += escape + _PIECES[escape] + ending + (delimiter or b"^")
    numbers = ["6", "87", "13", "149", "58", "100", "126"]
    terms = [f"ISO 2022 IR {number}" for number in numbers]
    # pydicom leaves the sequence that designates ISO-IR 58 in the text
    expected = decode_bytes(raw, convert_encodings(terms), PN_DELIMITERS).replace("\x1b$)A", "")
    assert parse_character_sets("\\".join(terms).encode()).decode(raw, "PN") == (expected, ())


def test_jis_x_0212_is_read() -> None:
    # ISO 2022 IR 159, 丂 is 30 21 there
    raw = b"\x1b$(D\x30\x21\x1b(B^A"
    assert parse_character_sets(rb"\ISO 2022 IR 159").decode(raw, "PN") == ("丂^A", ())


def test_a_delimiter_brings_back_the_first_set() -> None:
    sets = parse_character_sets(rb"ISO 2022 IR 100\ISO 2022 IR 126")
    raw = b"\x1b-F" + "ά".encode("iso8859_7") + b"^" + "ü".encode("latin_1")
    assert sets.decode(raw, "PN") == ("ά^ü", ())
    assert sets.decode(raw.replace(b"^", b"\\"), "LO") == ("ά\\ü", ())
    assert sets.decode(raw.replace(b"^", b"\r\n"), "LT") == ("ά\r\nü", ())
    assert sets.decode(raw, "LO")[0] == "ά^ό"  # ^ is an ordinary character there


@pytest.mark.parametrize("codec", ["gbk", "gb18030"])
def test_a_backslash_inside_a_character_is_no_delimiter(codec: str) -> None:
    text = "乗\\誠"  # both have 5C as their second byte in GBK
    term = codec.upper().encode()
    assert text.encode(codec).count(b"\\") >= 2
    assert parse_character_sets(term).decode(text.encode(codec), "LO") == (text, ())


@pytest.mark.parametrize(
    ("value", "terms", "found"),
    [
        (b"", (), None),
        (b"ISO_IR 6 ", (), None),
        (b"ISO_IR 100", ("ISO_IR 100",), None),
        (b"ISO IR 100", ("ISO_IR 100",), "ISO IR 100"),
        (b"ISO-IR 144", ("ISO_IR 144",), "ISO-IR 144"),
        (b"iso_ir 192", ("ISO_IR 192",), "iso_ir 192"),
        (b"UTF-8", ("ISO_IR 192",), "UTF-8"),
        (b"ISO_2022_IR_87", ("ISO 2022 IR 87",), "ISO_2022_IR_87"),
        (rb"\ISO 2022 IR 149", ("ISO_IR 6", "ISO 2022 IR 149"), None),
        (b"ISO_IR 999", (), "ISO_IR 999"),
        (b"Latin1", (), "Latin1"),
        (rb"ISO 2022 IR 6\ISO_IR 192", ("ISO 2022 IR 6",), r"ISO 2022 IR 6\\ISO_IR 192"),
        (rb"ISO_IR 192\ISO 2022 IR 87", ("ISO_IR 192",), r"ISO_IR 192\\ISO 2022 IR 87"),
    ],
)
def test_defined_terms_are_read_mended_or_ignored(value: bytes, terms: tuple[str, ...], found: str | None) -> None:
    sets = parse_character_sets(value)
    assert (sets.terms, [problem.found for problem in sets.problems]) == (terms, [found] if found else [])


@pytest.mark.parametrize(
    ("sets", "raw", "text", "done"),
    [
        (DEFAULT_CHARACTER_SETS, "Müller".encode(), "Müller", "read as UTF-8"),
        (DEFAULT_CHARACTER_SETS, "Müller".encode("latin_1"), "Müller", "read as ISO_IR 100"),
        (CharacterSets(("ISO_IR 192",)), "Müller".encode("latin_1"), "Müller", "read as ISO_IR 100"),
        (CharacterSets(("ISO_IR 127",)), "Müller".encode(), "Müller", "read as UTF-8"),
        (CharacterSets(("ISO_IR 100",)), "Éric".encode(), "Éric", "read as UTF-8"),  # C3 89: no text has 89
        (CharacterSets(("ISO 2022 IR 6",)), b"A\x1b$)C\xfb\xf3", "A洪", "decoded by the escape sequences"),
    ],
)
def test_a_wrong_or_missing_set_falls_back_and_is_reported(
    sets: CharacterSets, raw: bytes, text: str, done: str
) -> None:
    found, problems = sets.decode(raw, "PN")
    assert (found, [problem.done for problem in problems]) == (text, [done])


def test_a_problem_says_what_was_found_and_expected() -> None:
    assert CharacterSets(("ISO_IR 192",)).decode(b"M\xfcller", "LO") == (
        "Müller",
        (Problem(r"M\xfcller", "text in ISO_IR 192", "read as ISO_IR 100"),),
    )


@given(st.binary(max_size=40), st.sampled_from([b"", *SINGLE_BYTE, *(terms for terms, _, _ in EXAMPLES.values())]))
def test_any_bytes_give_text_without_replacement_characters(raw: bytes, terms: bytes) -> None:
    text, _ = parse_character_sets(terms).decode(raw, "PN")
    assert "\ufffd" not in text or b"\xef\xbf\xbd" in raw or terms == b"GB18030"
