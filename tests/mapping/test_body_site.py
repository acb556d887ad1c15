"""What part of the body a series shows, and of which side.

Source: PS3.16 Annex L, PS3.16 CID 244
"""

from __future__ import annotations

from typing import Any

import pytest

from samples import Json, code, instance, map_facts, map_one, one_study, series_of

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


@pytest.mark.parametrize(
    ("elements", "keyword", "tag"),
    [
        ({"Laterality": "L"}, "Laterality", "(0020,0060)"),
        ({"ImageLaterality": "L"}, "ImageLaterality", "(0020,0062)"),
        (
            {"SharedFunctionalGroupsSequence": [{"FrameAnatomySequence": [{"FrameLaterality": "L"}]}]},
            "SharedFunctionalGroupsSequence",
            "(5200,9229)",
        ),
    ],
)
def test_a_side_without_a_body_part_is_left_out_and_reported(elements: Json, keyword: str, tag: str) -> None:
    mapped = map_one(**elements)

    assert "bodySite" not in series_of(mapped)
    assert [(one.tag_path, one.keyword, one.found) for one in mapped.defects] == [(tag, keyword, "L")]


@pytest.mark.parametrize(
    "modifier",
    [code("7771000", "SCT", "Left"), code("G-A101", "SRT", "Left"), code("17", "99X", "left"), code("7771000", "SCT")],
)
@pytest.mark.parametrize("elements", [{}, {"Laterality": "L"}, {"ImageLaterality": "L"}])
def test_a_modifier_that_names_a_side_is_that_side(modifier: Json, elements: Json) -> None:
    region = code("72696002", "SCT", "Knee", AnatomicRegionModifierSequence=[modifier])
    found = body_site(AnatomicRegionSequence=[region], **elements)

    assert found == {"concept": {"coding": [KNEE, SIDES["L"]], "text": "Left knee"}}


def test_a_modifier_and_an_image_of_the_other_side_are_both() -> None:
    region = code("72696002", "SCT", "Knee", AnatomicRegionModifierSequence=[code("7771000", "SCT", "Left")])
    found = body_site(AnatomicRegionSequence=[region], ImageLaterality="R")

    assert found == {"concept": {"coding": [KNEE, SIDES["B"]], "text": "Bilateral knee"}}


def test_of_lateralities_of_a_series_the_most_frequent_wins_and_the_others_are_a_conflict() -> None:
    facts = [
        instance(SOPInstanceUID=f"1.{index}", BodyPartExamined="KNEE", Laterality=side)
        for index, side in enumerate("LRR")
    ]

    assert series_of(map_facts(*facts))["bodySite"]["concept"]["coding"] == [KNEE, SIDES["R"]]
    assert [(one.keyword, one.kept) for one in one_study(*facts).conflicts] == [("Laterality", "R")]


def frames(*anatomies: Json) -> list[Json]:
    return [{"FrameAnatomySequence": [anatomy]} for anatomy in anatomies]


def test_what_frames_say_each_for_itself_counts() -> None:
    groups = frames(*({"FrameLaterality": "L"} for _ in range(40)))
    found = body_site(BodyPartExamined="KNEE", PerFrameFunctionalGroupsSequence=groups)

    assert found == {"concept": {"coding": [KNEE, SIDES["L"]], "text": "Left knee"}}


def test_frames_of_both_sides_are_bilateral() -> None:
    breast = [code("76752008", "SCT", "Breast")]
    groups = frames(*({"FrameLaterality": side, "AnatomicRegionSequence": breast} for side in "LLRR"))

    assert body_site(PerFrameFunctionalGroupsSequence=groups) == {
        "concept": {"coding": [BREAST, SIDES["B"]], "text": "Bilateral breast"}
    }


def test_frames_of_another_region_are_reported() -> None:
    regions = [code("72696002", "SCT", "Knee"), code("76752008", "SCT", "Breast")]
    mapped = map_one(PerFrameFunctionalGroupsSequence=frames(*({"AnatomicRegionSequence": [one]} for one in regions)))

    assert series_of(mapped)["bodySite"] == {"concept": {"coding": [KNEE]}}
    assert [(one.tag_path, one.found) for one in mapped.defects] == [
        ("(5200,9230)[1](0020,9071)[0](0008,2218)[0](0008,0100)", "Breast")
    ]


def test_frames_that_say_the_same_are_kept_once() -> None:
    facts = instance(PerFrameFunctionalGroupsSequence=frames(*({"FrameLaterality": "L"} for _ in range(40))))

    assert facts.series.values["PerFrameFunctionalGroupsSequence"] == (
        {"FrameAnatomySequence": ({"FrameLaterality": "L"},)},
    )


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
