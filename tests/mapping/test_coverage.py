"""The table of rules against the specification: nothing forgotten, nothing invented.

Source: https://hl7.org/fhir/6.0.0-ballot4/imagingstudy-mappings.html#dicom
"""

from __future__ import annotations

import re

import pytest

from filmroom.dicom.dictionary import ATTRIBUTES, Level
from filmroom.fhir.definitions import definition
from filmroom.mapping.imaging_study import INSTANCE_RULES, RULES, SERIES_RULES, STUDY_RULES, UNMAPPED

ELEMENTS = {one.path: one for one in definition("ImagingStudy").elements}
BY_PATH = {one.path: one for one in RULES}
_NAMED = re.compile(r"\(([0-9A-F]{4}),([0-9A-F]{4})\)")

# The tags that the specification misprints, by path: what it prints, and the attribute that it names.
MISPRINTS = {
    ("ImagingStudy.basedOn", 0x00800050): 0x00080050,  # Accession Number
    ("ImagingStudy.basedOn", 0x00800051): 0x00080051,  # Issuer of Accession Number Sequence
    ("ImagingStudy.reason", 0x00401002): 0x0040100A,  # Reason for Requested Procedure Code Sequence
}

# The attributes that the specification names and no rule reads, with the reason.
NOT_READ = {
    0x00080061: "Modalities in Study is what a query returns; the series' own modalities are the truth (ist-7)",
    0x00201206: "Number of Study Related Series is what a query returns; the series held are counted (ist-3)",
    0x00201208: "Number of Study Related Instances is what a query returns; the instances held are counted (ist-4)",
    0x00201209: "Number of Series Related Instances is what a query returns; the instances held are counted (ist-6)",
}

# Elements that are made together with another; the rule of that one reads their attributes.
MADE_WITH = {
    "ImagingStudy.series.performer.function": "ImagingStudy.series.performer",
    "ImagingStudy.series.performer.actor": "ImagingStudy.series.performer",
}

# How the specification calls the attributes of the elements that name no tags.
PERFORMERS = {
    "Performing Physician's Name": "PerformingPhysicianName",
    "Operator's Name": "OperatorsName",
    "Manufacturer": "Manufacturer",
    "Manufacturer's Model Name": "ManufacturerModelName",
    "Institution Name": "InstitutionName",
}


def named_tags(path: str) -> set[int]:
    """List the tags of the attributes that the specification names for an element, misprints put right."""
    texts = [one.map for one in ELEMENTS[path].mappings if one.identity == "dicom"]
    printed = {int(group + number, 16) for text in texts for group, number in _NAMED.findall(text)}
    return {MISPRINTS.get((path, tag), tag) for tag in printed}


def test_every_element_has_a_rule_or_a_reason() -> None:
    assert BY_PATH.keys() | UNMAPPED.keys() == ELEMENTS.keys()


def test_no_element_has_both_a_rule_and_a_reason_for_none() -> None:
    assert not BY_PATH.keys() & UNMAPPED.keys()


def test_every_reason_says_something() -> None:
    assert all(len(reason.split()) > 2 for reason in UNMAPPED.values())


def test_every_element_has_one_rule_in_the_order_of_the_specification() -> None:
    order = list(ELEMENTS)

    assert [one.path for one in RULES] == sorted(BY_PATH, key=order.index)
    assert (*STUDY_RULES, *SERIES_RULES, *INSTANCE_RULES) == RULES


def test_every_rule_stands_at_the_level_of_its_element() -> None:
    for rules, prefix, level in (
        (STUDY_RULES, "ImagingStudy.", Level.STUDY),
        (SERIES_RULES, "ImagingStudy.series.", Level.SERIES),
        (INSTANCE_RULES, "ImagingStudy.series.instance.", Level.INSTANCE),
    ):
        assert {one.path.removesuffix(one.name) for one in rules} == {prefix}
        assert {one.level for one in rules} == {level}


@pytest.mark.parametrize("path", sorted(path for path in ELEMENTS if named_tags(path)))
def test_a_rule_reads_every_attribute_that_the_specification_names(path: str) -> None:
    rule = BY_PATH[MADE_WITH.get(path, path)]
    read = {ATTRIBUTES[keyword].tag for keyword in rule.keywords}

    assert named_tags(path) - NOT_READ.keys() <= read


@pytest.mark.parametrize("path", sorted(MADE_WITH))
def test_the_attributes_that_a_performer_is_made_from_are_read(path: str) -> None:
    (text,) = [one.map for one in ELEMENTS[path].mappings if one.identity == "dicom"]
    named = {keyword for words, keyword in PERFORMERS.items() if words in text}

    assert named == set(PERFORMERS.values())
    assert named <= set(BY_PATH[MADE_WITH[path]].keywords)


def test_the_free_text_that_a_misprint_points_to_is_read_too() -> None:
    assert ATTRIBUTES["ReasonForTheRequestedProcedure"].tag == 0x00401002
    assert "ReasonForTheRequestedProcedure" in BY_PATH["ImagingStudy.reason"].keywords


def test_every_misprint_is_still_in_the_specification() -> None:
    for path, printed in MISPRINTS:
        texts = " ".join(one.map for one in ELEMENTS[path].mappings)
        assert f"({printed >> 16:04X},{printed & 0xFFFF:04X})" in texts


def test_every_attribute_that_is_not_read_is_still_in_the_specification_and_not_read() -> None:
    named = {tag for path in ELEMENTS for tag in named_tags(path)}

    assert NOT_READ.keys() <= named
    assert not NOT_READ.keys() & {row.tag for row in ATTRIBUTES.values()}


def test_every_keyword_of_a_rule_is_in_the_dictionary_once() -> None:
    for rule in RULES:
        assert set(rule.keywords) <= ATTRIBUTES.keys(), rule.path


def test_every_attribute_that_a_rule_reads_inside_items_is_collected_there() -> None:
    collected = {keyword for row in ATTRIBUTES.values() for keyword in row.items}
    inside = {keyword for rule in RULES for keyword in rule.keywords if ATTRIBUTES[keyword].level is Level.ITEM}

    assert inside <= collected


def test_every_attribute_of_the_dictionary_is_read_by_a_rule_or_for_another_reason() -> None:
    read = {keyword for rule in RULES for keyword in rule.keywords}
    for_other_reasons = {
        "SpecificCharacterSet": "how text is read",
        "Rows": "kept for the table of facts and for queries",
        "Columns": "kept for the table of facts and for queries",
        "NumberOfFrames": "kept for the table of facts and for queries",
    }

    assert ATTRIBUTES.keys() - read == for_other_reasons.keys()


def test_what_is_collected_in_the_items_of_a_sequence_is_read_by_a_rule_that_reads_the_sequence() -> None:
    for row in ATTRIBUTES.values():
        read = {keyword for rule in RULES if row.keyword in rule.keywords for keyword in rule.keywords}
        assert set(row.items) <= read, row.keyword


def test_no_rule_names_an_attribute_twice() -> None:
    for rule in RULES:
        assert len(set(rule.keywords)) == len(rule.keywords), rule.path


def test_every_rule_says_what_absence_and_difference_do_and_where_it_stands() -> None:
    for rule in RULES:
        assert rule.absent, rule.path
        assert rule.conflict, rule.path
        assert rule.source, rule.path
