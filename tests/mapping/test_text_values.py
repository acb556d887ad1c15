"""Text as it arrives: character sets, padding, control characters, nothing at all.

Source: PS3.3 C.12.1.1.2, PS3.5 6.1 and 6.2
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from filmroom.dicom.dictionary import ROOT_ATTRIBUTES, Level
from samples import Json, empty_parts, instance, map_facts, map_one, related

if TYPE_CHECKING:
    from filmroom.study.facts import Defect

REQUIRED = {"StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID"}
WANTED = [row.keyword for row in ROOT_ATTRIBUTES if row.keyword not in REQUIRED]
TEXTS = [
    row.keyword
    for row in ROOT_ATTRIBUTES
    if row.vr not in ("SQ", "US") and row.keyword not in REQUIRED and row.level is not Level.COMMON
]


def description(raw: bytes, character_set: bytes | str | None) -> tuple[str, list[Defect]]:
    """Return the description of a study, and what was said about it."""
    facts = instance(StudyDescription=raw, SpecificCharacterSet=character_set)
    return map_facts(facts).imaging_study["description"], list(facts.study.defects)


@pytest.mark.parametrize(
    ("character_set", "codec", "text"),
    [
        ("ISO_IR 100", "latin_1", "Schädel für Größe"),
        ("ISO_IR 101", "iso8859_2", "Łódź"),
        ("ISO_IR 144", "iso8859_5", "Голова"),
        ("ISO_IR 126", "iso8859_7", "Κεφάλι"),
        ("ISO_IR 138", "iso8859_8", "ראש"),
        ("ISO_IR 127", "iso8859_6", "رأس"),
        ("ISO_IR 148", "iso8859_9", "Göğüs"),
        ("ISO_IR 166", "tis_620", "ศีรษะ"),
        ("ISO_IR 13", "shift_jis", "ﾔﾏﾀﾞ"),
        ("ISO_IR 192", "utf_8", "头 Kopf голова"),
        ("GB18030", "gb18030", "头部"),
        ("GBK", "gbk", "头部"),
    ],
)
def test_text_is_read_in_its_character_set(character_set: str, codec: str, text: str) -> None:
    assert description(text.encode(codec), character_set) == (text, [])


def test_a_japanese_name_with_code_extensions_has_all_its_writings() -> None:
    raw = (
        b"Yamada^Tarou"
        b"=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B"
        b"=\x1b$B$d$^$@\x1b(B^\x1b$B$?$m$&\x1b(B"
    )  # PS3.5 H.3.1, Example 1
    facts = instance(SpecificCharacterSet=["", "ISO 2022 IR 87"], PatientName=raw)
    names = related(map_facts(facts), "Patient")[0]["name"]

    assert facts.study.defects == ()
    assert [one["family"] for one in names] == ["Yamada", "山田", "やまだ"]
    assert [one["given"] for one in names] == [["Tarou"], ["太郎"], ["たろう"]]


def test_text_in_no_declared_character_set_is_read_as_utf_8_where_it_is_that_and_reported() -> None:
    text, defects = description("Größe".encode(), None)

    assert text == "Größe"
    assert [(one.keyword, one.done) for one in defects] == [("StudyDescription", "read as UTF-8")]


def test_text_in_no_declared_character_set_is_else_read_as_latin_1_and_reported() -> None:
    text, defects = description(b"Gr\xf6\xdfe", None)

    assert text == "Größe"
    assert [(one.keyword, one.done) for one in defects] == [("StudyDescription", "read as ISO_IR 100")]


def test_text_in_a_wrong_character_set_is_reported_and_has_no_replacement_characters() -> None:
    text, defects = description(b"Gr\xf6\xdfe", "ISO_IR 192")

    assert text == "Größe"
    assert [one.keyword for one in defects] == ["StudyDescription"]


def test_an_unknown_character_set_is_reported() -> None:
    text, defects = description("Größe".encode(), b"KLINGON")

    assert text == "Größe"
    assert "SpecificCharacterSet" in [one.keyword for one in defects]


def test_text_inside_items_has_the_character_set_of_the_data_set() -> None:
    item = {"CodeValue": "17", "CodingSchemeDesignator": "99X", "CodeMeaning": "Größe".encode("latin_1")}
    mapped = map_one(SpecificCharacterSet="ISO_IR 100", ReasonForRequestedProcedureCodeSequence=[item])

    assert mapped.imaging_study["reason"] == [{"concept": {"text": "Größe"}}]


@pytest.mark.parametrize("raw", [b"CT Thorax ", b"CT Thorax\0", b" CT Thorax \0\0", b"CT Thorax   "])
def test_padding_goes(raw: bytes) -> None:
    assert description(raw, None) == ("CT Thorax", [])


def test_control_characters_go_and_are_reported() -> None:
    text, defects = description(b"CT\x07 Thorax\x1f", None)

    assert text == "CT Thorax"
    assert [one.keyword for one in defects] == ["StudyDescription"]


@pytest.mark.parametrize("padded", [b"1.2.3\0", b"1.2.3 ", b" 1.2.3\0\0"])
def test_padding_of_a_uid_goes(padded: bytes) -> None:
    assert instance(StudyInstanceUID=padded).study_instance_uid == "1.2.3"


@pytest.mark.parametrize("nothing", [b"", b" ", b"\0\0", b"  \0\0", b"\\", b"\\ \\", b"\r\n", b"^^ ", b"=="])
def test_nothing_in_every_attribute_is_as_good_as_no_attribute(nothing: bytes) -> None:
    wanted: dict[str, Any] = dict.fromkeys(TEXTS, nothing)
    names = {"PatientName", "ReferringPhysicianName", "PerformingPhysicianName", "OperatorsName"}
    if nothing in (b"^^ ", b"=="):
        wanted = dict.fromkeys(names, nothing)
    if nothing[:1] == b"\\":  # a character like any other where there is one value of text
        wanted = {
            keyword: raw
            for keyword, raw in wanted.items()
            if keyword not in ("StudyComments", "DocumentTitle", "InstitutionAddress")
        }
    without = map_one()
    mapped = map_one(**{**wanted, "SOPClassUID": "1.2.840.10008.5.1.4.1.1.2"})

    assert mapped.imaging_study == without.imaging_study
    assert mapped.related == without.related


def test_empty_sequences_and_items_are_as_good_as_no_attribute() -> None:
    sequences = [row.keyword for row in ROOT_ATTRIBUTES if row.vr == "SQ"]
    without = map_one()

    nothing: list[list[Json]] = [[], [{}], [{}, {}]]
    for items in nothing:
        elements: Json = dict.fromkeys(sequences, items)
        mapped = map_one(**elements)
        assert (mapped.imaging_study, mapped.related) == (without.imaging_study, without.related)


def test_items_of_empty_values_leave_nothing_empty_behind() -> None:
    sequences = {row.keyword: row.items for row in ROOT_ATTRIBUTES if row.vr == "SQ"}
    elements: Json = {keyword: [dict.fromkeys(items, b"")] for keyword, items in sequences.items()}
    mapped = map_one(**elements)

    assert list(empty_parts([mapped.imaging_study, *mapped.related])) == []
    assert mapped.imaging_study == map_one().imaging_study
