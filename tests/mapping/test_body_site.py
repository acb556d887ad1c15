"""What part of the body a series shows, and of which side.

Source: PS3.16 Annex L, PS3.16 CID 244
"""

from __future__ import annotations

from typing import Any

import pytest

from samples import Json, code, instance, map_facts, map_one, series_of

SNOMED_CT = "http://snomed.info/sct"
KNEE = {"system": SNOMED_CT, "code": "72696002", "display": "Knee"}
BREAST = {"system": SNOMED_CT, "code": "76752008", "display": "Breast"}
SIDES = {
    "L": {"system": SNOMED_CT, "code": "7771000", "display": "Left"},
    "R": {"system": SNOMED_CT, "code": "24028007", "display": "Right"},
    "B": {"system": SNOMED_CT, "code": "51440002", "display": "Bilateral"},
}


def body_site(**elements: Any) -> Json | None:
    found: Json | None = series_of(map_one(**elements)).get("bodySite")
    return found


def shared_groups(**anatomy: Any) -> list[Json]:
    return [{"FrameAnatomySequence": [anatomy]}]


@pytest.mark.parametrize("term", ["KNEE", "knee", " KNEE "])
def test_a_term_of_annex_l_is_coded_in_snomed_ct(term: str) -> None:
    assert body_site(BodyPartExamined=term) == {"concept": {"coding": [KNEE]}}


def test_a_term_of_annex_l_without_a_code_is_its_meaning_as_text() -> None:
    assert body_site(BodyPartExamined="FETALARM") == {"concept": {"text": "Fetal arm"}}


def test_a_term_that_annex_l_does_not_have_is_kept_as_text() -> None:
    assert body_site(BodyPartExamined="LEFT THING") == {"concept": {"text": "LEFT THING"}}


def test_a_region_wins_over_the_term() -> None:
    found = body_site(AnatomicRegionSequence=[code("72696002", "SCT", "Knee")], BodyPartExamined="HEAD")

    assert found == {"concept": {"coding": [KNEE]}}


def test_a_region_with_a_modifier_says_it_in_its_text() -> None:
    region = code("72696002", "SCT", "Knee", AnatomicRegionModifierSequence=[code("261183002", "SCT", "Upper")])

    assert body_site(AnatomicRegionSequence=[region]) == {"concept": {"coding": [KNEE], "text": "Upper Knee"}}


def test_a_legacy_region_is_coded_in_snomed_ct() -> None:
    found = body_site(AnatomicRegionSequence=[code("T-04000", "SRT", "Breast")])

    assert found == {"concept": {"coding": [BREAST]}}


def test_a_region_of_an_unknown_scheme_is_text_alone() -> None:
    assert body_site(AnatomicRegionSequence=[code("17", "99ACME", "Wing")]) == {"concept": {"text": "Wing"}}


@pytest.mark.parametrize("side", ["L", "R", "B"])
@pytest.mark.parametrize("keyword", ["Laterality", "ImageLaterality"])
def test_a_side_is_a_second_coding_and_in_the_text(keyword: str, side: str) -> None:
    word = {"L": "Left knee", "R": "Right knee", "B": "Bilateral knee"}[side]
    found = body_site(BodyPartExamined="KNEE", **{keyword: side})

    assert found == {"concept": {"coding": [KNEE, SIDES[side]], "text": word}}


def test_the_laterality_of_the_frames_counts() -> None:
    found = body_site(BodyPartExamined="KNEE", SharedFunctionalGroupsSequence=shared_groups(FrameLaterality="R"))

    assert found == {"concept": {"coding": [KNEE, SIDES["R"]], "text": "Right knee"}}


def test_the_region_of_the_frames_counts_where_the_root_has_none() -> None:
    groups = shared_groups(FrameLaterality="L", AnatomicRegionSequence=[code("76752008", "SCT", "Breast")])

    assert body_site(SharedFunctionalGroupsSequence=groups) == {
        "concept": {"coding": [BREAST, SIDES["L"]], "text": "Left breast"}
    }


@pytest.mark.parametrize("side", ["U", "X", ""])
def test_an_unpaired_or_unknown_side_is_no_side(side: str) -> None:
    assert body_site(BodyPartExamined="KNEE", ImageLaterality=side) == {"concept": {"coding": [KNEE]}}


def test_a_series_with_images_of_both_sides_is_bilateral() -> None:
    mapped = map_facts(
        instance(SOPInstanceUID="1.1", BodyPartExamined="BREAST", ImageLaterality="L"),
        instance(SOPInstanceUID="1.2", BodyPartExamined="BREAST", ImageLaterality="R"),
    )

    assert series_of(mapped)["bodySite"] == {"concept": {"coding": [BREAST, SIDES["B"]], "text": "Bilateral breast"}}


def test_a_side_without_a_body_part_is_left_out() -> None:
    assert body_site(Laterality="L") is None


@pytest.mark.parametrize(
    ("term", "words"), [("LKNEE", "LKNEE"), ("MRT KNIE", "MRT KNIE"), ("CIRCLEOFWILLIS", "circle of Willis")]
)
def test_a_side_does_not_change_the_spelling_of_what_it_stands_before(term: str, words: str) -> None:
    found = body_site(BodyPartExamined=term, Laterality="L")

    assert found is not None
    assert found["concept"]["text"] == f"Left {words}"


def test_a_side_is_never_the_only_coding_because_a_side_is_no_body_part() -> None:
    found = body_site(BodyPartExamined="FETALARM", Laterality="L")

    assert found == {"concept": {"text": "Left fetal arm"}}


def test_the_most_frequent_body_part_of_a_series_wins() -> None:
    mapped = map_facts(
        instance(SOPInstanceUID="1.1", BodyPartExamined="HEAD"),
        instance(SOPInstanceUID="1.2", BodyPartExamined="KNEE"),
        instance(SOPInstanceUID="1.3", BodyPartExamined="KNEE"),
    )

    assert series_of(mapped)["bodySite"] == {"concept": {"coding": [KNEE]}}
