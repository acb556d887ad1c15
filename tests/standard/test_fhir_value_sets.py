"""Our code lists against those that pydicom publishes."""

from __future__ import annotations

from typing import Any

import pytest
from pydicom.sr._cid_dict import cid_concepts
from pydicom.sr._concepts_dict import concepts

from filmroom.fhir.value_sets import CID_33, value_set

DCM = "http://dicom.nema.org/resources/ontology/DCM"


def published(context_group: int) -> dict[str, str]:
    """List a context group of pydicom's: code and meaning."""
    keywords = {keyword for names in cid_concepts[context_group].values() for keyword in names}
    listed: Any = concepts["DCM"]
    return {code: meaning for keyword in keywords for code, (meaning, _) in listed[keyword].items()}


@pytest.mark.parametrize("context_group", [29, 32])
def test_cid_33_has_every_code_of_the_groups_it_includes(context_group: int) -> None:
    ours = value_set(CID_33)

    assert ours is not None
    assert published(context_group).keys() <= {each.code for each in ours.concepts}


def test_cid_33_is_the_one_that_pydicom_publishes() -> None:
    ours = value_set(CID_33)

    assert ours is not None
    assert {each.system for each in ours.concepts} == {DCM}
    assert {each.code: each.display for each in ours.concepts} == published(33)
    assert len(ours.concepts) == 74
