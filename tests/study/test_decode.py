"""Raw values in, attributes out: the character sets of items, and how much of an attribute is decoded.

Source: PS3.3 C.12.1.1.2, PS3.5 7.5
"""

from __future__ import annotations

from pathlib import Path

import pytest
from pydicom.data import get_charset_files

from filmroom.dicom.dictionary import ATTRIBUTES, Attribute, Level
from filmroom.dicom.limits import DEFAULT_LIMITS, Limits
from filmroom.dicom.person_names import PersonName
from filmroom.dicom.reader import read_header, read_wanted
from filmroom.study.decode import Context, character_sets, decode_rows
from filmroom.study.extract import FactsExtractor, extract_facts
from filmroom.study.facts import Attributes, Defect
from samples import Json, code, dicom_bytes, instance

GREEK = "Δοκιμή"
YAMADA = PersonName("ﾔﾏﾀﾞ^ﾀﾛｳ", "山田^太郎", "やまだ^たろう")


def meaning(**item: object) -> tuple[str, tuple[Defect, ...]]:
    """Read the meaning of one procedure code in a data set in Latin-1."""
    made: Json = {"CodeValue": "1", "CodingSchemeDesignator": "99X", **item}
    facts = instance(SpecificCharacterSet="ISO_IR 100", ProcedureCodeSequence=[made])
    return facts.study.items("ProcedureCodeSequence")[0].text("CodeMeaning"), facts.study.defects


def test_an_item_is_read_in_the_character_set_that_it_names() -> None:
    assert meaning(SpecificCharacterSet="ISO_IR 126", CodeMeaning=GREEK.encode("iso8859_7")) == (GREEK, ())


def test_an_item_that_names_none_is_read_in_that_of_the_data_set() -> None:
    assert meaning(CodeMeaning="Größe".encode("latin_1")) == ("Größe", ())


def test_an_item_whose_character_set_is_empty_is_read_in_that_of_the_data_set() -> None:
    assert meaning(SpecificCharacterSet="", CodeMeaning="Größe".encode("latin_1")) == ("Größe", ())


def test_the_character_set_of_an_item_holds_for_the_items_inside_it_and_not_behind_it() -> None:
    greek = GREEK.encode("iso8859_7")
    inside = {
        "SpecificCharacterSet": "ISO_IR 126",
        "RequestedProcedureDescription": greek,
        "RequestedProcedureCodeSequence": [{"CodeMeaning": greek}],
    }
    behind = {"RequestedProcedureDescription": "Größe".encode("latin_1")}
    facts = instance(SpecificCharacterSet="ISO_IR 100", RequestAttributesSequence=[inside, behind])
    first, second = facts.series.items("RequestAttributesSequence")

    assert first.text("RequestedProcedureDescription") == GREEK
    assert first.items("RequestedProcedureCodeSequence")[0].text("CodeMeaning") == GREEK
    assert second.text("RequestedProcedureDescription") == "Größe"
    assert facts.series.defects == ()


def test_what_is_wrong_with_the_character_set_of_an_item_is_reported_where_it_stands() -> None:
    _, defects = meaning(SpecificCharacterSet="KLINGON", CodeMeaning="CT")

    assert [(one.tag_path, one.keyword, one.found, one.done) for one in defects] == [
        (
            "(0008,1032)[0](0008,0005)",
            "ProcedureCodeSequence[0].SpecificCharacterSet",
            "KLINGON",
            "ignored",
        )
    ]


@pytest.mark.parametrize("name", ["chrSQEncoding.dcm", "chrSQEncoding1.dcm"])
def test_the_names_in_the_items_of_pydicoms_samples_are_read(name: str) -> None:
    (path,) = [one for one in map(Path, get_charset_files(name)) if one.name == name]
    row = Attribute(
        "RequestedProcedureCodeSequence", 0x00321064, "SQ", "1", Level.STUDY, "for the test", ("PatientName",)
    )
    tags = {ATTRIBUTES[keyword].tag: None for keyword in ("SpecificCharacterSet", "PatientName")}
    elements = read_wanted(str(path), {0x00080005: None, row.tag: tags})
    decoded = decode_rows((row,), elements, Context(character_sets(elements), True, DEFAULT_LIMITS))

    assert decoded == Attributes({row.keyword: ({"PatientName": YAMADA},)})


def test_items_behind_the_most_that_are_decoded_are_left_out_and_reported() -> None:
    facts = instance(ProcedureCodeSequence=[code(str(number), "99X") for number in range(1_200)])
    (defect,) = facts.study.defects

    assert len(facts.study.items("ProcedureCodeSequence")) == 1_000
    assert (defect.tag_path, defect.found) == ("(0008,1032)", "more than 1000 items")
    assert defect.done == "the others left out"


def test_values_behind_the_most_that_are_decoded_are_left_out_and_reported() -> None:
    facts = instance(SoftwareVersions="\\".join(map(str, range(1_200))).encode())
    (defect,) = facts.series.defects

    assert facts.series.texts("SoftwareVersions") == tuple(map(str, range(1_000)))
    assert (defect.keyword, defect.expected, defect.done) == (
        "SoftwareVersions",
        "at most 1000 values",
        "the others left out",
    )


def test_the_most_that_is_decoded_is_a_limit() -> None:
    written = dicom_bytes(
        {
            "SOPInstanceUID": "1.2.3.1.1",
            "StudyInstanceUID": "1.2.3",
            "SeriesInstanceUID": "1.2.3.1",
            "SoftwareVersions": ["1", "2", "3"],
        }
    )
    limited = FactsExtractor(limits=Limits(values_per_attribute=2)).extract(read_header(written))

    assert extract_facts(read_header(written)).series.texts("SoftwareVersions") == ("1", "2", "3")
    assert limited.series.texts("SoftwareVersions") == ("1", "2")
