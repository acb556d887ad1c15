"""Our tables of codes against those that pydicom publishes. Source: PS3.16"""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest
from pydicom.sr._concepts_dict import concepts
from pydicom.sr._snomed_dict import mapping as snomed_mapping

from filmroom.dicom.body_parts import BODY_PARTS
from filmroom.dicom.codes import CODING_SCHEMES, DCM, SNOMED_CT, SNOMED_RT, coding_scheme_uri, snomed_ct_code

SCT: Any = concepts["SCT"]

# Body parts that Annex L and pydicom's context groups call by different words for one and the same concept.
SYNONYMS = {"GLUTEAL": "Buttock", "SUPRAPUBIC": "Hypogastric region"}


def published_meanings(code: str) -> set[str]:
    """List what pydicom's context groups call a code of SNOMED CT."""
    return {codes[code][0] for codes in SCT.values() if code in codes}


PUBLISHED = {code for codes in SCT.values() for code in codes}


def stems(meaning: str) -> set[str]:
    """Take a meaning apart into the beginnings of its words, which adjective and noun share (trachea, tracheal)."""
    plain = "".join(letter if letter.isalnum() else " " for letter in meaning.lower())
    return {word[:4] for word in plain.split()} - {"of", "the", "and", "stru", "regi"}


def legacy_rows() -> dict[str, str]:
    text = (files("filmroom.dicom") / "_standard" / "srt_to_sct.tsv").read_text(encoding="ascii")
    return dict(line.split("\t") for line in text.splitlines() if not line.startswith("#"))


def test_the_legacy_codes_are_those_that_pydicom_publishes() -> None:
    assert legacy_rows() == snomed_mapping["SRT"]


def test_a_legacy_code_is_translated_as_pydicom_does() -> None:
    assert snomed_ct_code("T-04000") == snomed_mapping["SRT"]["T-04000"] == "76752008"
    assert snomed_ct_code("T-99X99") == ""


def test_a_wrong_digit_and_swapped_digits_break_the_check_digit() -> None:
    assert check_digit_holds("72696002")
    assert not any(check_digit_holds(wrong) for wrong in ("72696003", "72696012", "27696002"))


def test_every_code_of_a_body_part_is_a_snomed_ct_identifier() -> None:
    for term, (code, meaning) in BODY_PARTS.items():
        assert meaning, term
        assert not code or (code.isdigit() and 6 <= len(code) <= 18 and check_digit_holds(code)), term


_SHUFFLED = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)


def check_digit_holds(code: str) -> bool:
    """Check an SCTID by Verhoeff's scheme: its dihedral group has rotations (0 to 4) and reflections (5 to 9).

    Source: SNOMED CT release file specification, 6.4
    """

    def combine(first: int, second: int) -> int:
        turned = first - second if first >= 5 else first + second
        return turned % 5 + (5 if (first < 5) != (second < 5) else 0)

    check, order = 0, list(range(10))
    for digit in reversed(code):
        check = combine(check, order[int(digit)])
        order = [_SHUFFLED[one] for one in order]
    return check == 0


@pytest.mark.parametrize("term", sorted(term for term, (code, _) in BODY_PARTS.items() if code in PUBLISHED))
def test_the_meaning_of_a_body_part_is_what_pydicom_calls_its_code(term: str) -> None:
    code, meaning = BODY_PARTS[term]
    published = published_meanings(code)

    assert SYNONYMS.get(term) in published or any(stems(meaning) & stems(one) for one in published), published


def test_pydicom_knows_most_of_the_body_parts() -> None:
    coded = [code for code, _ in BODY_PARTS.values() if code]

    assert sum(code in PUBLISHED for code in coded) > len(coded) * 3 / 4


def test_every_term_of_a_body_part_is_a_code_string() -> None:
    for term in BODY_PARTS:
        assert len(term) <= 16, term
        assert term.isascii(), term
        assert term.isalnum(), term
        assert term == term.upper()


def test_the_sides_are_those_of_cid_244() -> None:
    from filmroom.mapping.laterality import _CODES

    assert {meaning: code for code, meaning in _CODES.values()} == {
        "Right": "24028007",
        "Left": "7771000",
        "Bilateral": "51440002",
    }
    assert all(meaning in published_meanings(code) for code, meaning in _CODES.values())


def test_every_coding_scheme_has_an_address_that_is_no_designator() -> None:
    for designator, address in CODING_SCHEMES.items():
        assert address.startswith(("http://", "urn:")), designator
        assert not address.endswith("/"), designator


@pytest.mark.parametrize(
    ("designator", "address"),
    [
        ("SCT", SNOMED_CT),
        ("SRT", SNOMED_CT),
        ("SNM3", SNOMED_CT),
        ("DCM", DCM),
        ("LN", "http://loinc.org"),
        ("UCUM", "http://unitsofmeasure.org"),
        ("RADLEX", "http://www.radlex.org"),
        ("99ANY", ""),
        ("", ""),
    ],
)
def test_a_coding_scheme_has_the_address_of_its_system(designator: str, address: str) -> None:
    assert coding_scheme_uri(designator, {}) == address


def test_a_coding_scheme_that_the_instance_identifies_has_its_oid() -> None:
    assert coding_scheme_uri("99ANY", {"99ANY": "1.2.3"}) == "urn:oid:1.2.3"
    assert coding_scheme_uri("99ANY", {"99ANY": "2.16.840.1.113883.6.96"}) == SNOMED_CT
    assert coding_scheme_uri("99ANY", {"99ANY": "01.2.3"}) == ""
    assert coding_scheme_uri("SCT", {"SCT": "1.2.3"}) == SNOMED_CT


def test_the_oid_of_snomed_is_that_of_its_legacy_codes() -> None:
    assert SNOMED_RT == "urn:oid:2.16.840.1.113883.6.96"
