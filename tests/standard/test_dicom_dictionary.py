"""Our DICOM dictionary against the one that pydicom publishes, every cell. Source: PS3.6 section 6"""

from __future__ import annotations

import pytest
from pydicom.datadict import (
    dictionary_has_tag,
    dictionary_is_retired,
    dictionary_VM,
    dictionary_VR,
    keyword_for_tag,
)

from filmroom.dicom.dictionary import (
    ATTRIBUTES,
    BY_TAG,
    FRAMES_TAG,
    LAST_TAG,
    ROOT_ATTRIBUTES,
    Attribute,
    Level,
    format_tag,
)


@pytest.mark.parametrize("row", ATTRIBUTES.values(), ids=lambda row: row.keyword)
def test_keyword_tag_vr_and_vm_are_the_published_ones(row: Attribute) -> None:
    assert dictionary_has_tag(row.tag)
    assert (row.keyword, row.vr, row.vm) == (
        keyword_for_tag(row.tag),
        dictionary_VR(row.tag),
        dictionary_VM(row.tag),
    )


def test_an_attribute_is_called_retired_where_it_is() -> None:
    ours = {row.keyword for row in ATTRIBUTES.values() if row.clause.startswith("retired")}
    published = {row.keyword for row in ATTRIBUTES.values() if dictionary_is_retired(row.tag)}

    assert ours == published


def test_every_attribute_stands_once_under_its_keyword_and_its_tag() -> None:
    assert [row.keyword for row in ATTRIBUTES.values()] == list(ATTRIBUTES)
    assert {tag: row.tag for tag, row in BY_TAG.items()} == {tag: tag for tag in BY_TAG}
    assert len(BY_TAG) == len(ATTRIBUTES)


def test_only_sequences_have_items_and_every_sequence_has() -> None:
    assert {row.keyword for row in ATTRIBUTES.values() if row.items} == {
        row.keyword for row in ATTRIBUTES.values() if row.vr == "SQ"
    }


def test_everything_that_is_read_inside_items_is_in_the_dictionary() -> None:
    assert {keyword for row in ATTRIBUTES.values() for keyword in row.items} <= ATTRIBUTES.keys()


def test_the_attributes_of_the_root_come_in_the_order_of_their_tags() -> None:
    tags = [row.tag for row in ROOT_ATTRIBUTES]

    assert tags == sorted(tags)
    assert tags[-2:] == [LAST_TAG, FRAMES_TAG]
    assert {row.keyword for row in ROOT_ATTRIBUTES} == {
        row.keyword for row in ATTRIBUTES.values() if row.level is not Level.ITEM
    }


def test_what_only_stands_in_items_is_in_some_item() -> None:
    inside = {keyword for row in ATTRIBUTES.values() for keyword in row.items}

    assert {row.keyword for row in ATTRIBUTES.values() if row.level is Level.ITEM} <= inside


def test_a_tag_is_written_as_the_standard_writes_it() -> None:
    assert format_tag(0x0008103E) == "(0008,103E)"
