"""A SOP Instance UID that comes again is counted once, whichever came first. Source: PS3.5 section 9"""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, Any

import msgspec

from filmroom.service.convert import build_studies
from filmroom.study.repeats import fingerprint, precedence, separate_repeats
from samples import instance, one_study

if TYPE_CHECKING:
    from filmroom.study.facts import InstanceFacts


def named(source: str, **elements: Any) -> InstanceFacts:
    return msgspec.structs.replace(instance(**elements), source=source)


def test_instances_of_different_uids_are_no_repeats() -> None:
    facts = [instance(SOPInstanceUID=f"1.{index}") for index in (2, 1, 3)]
    kept, repeats = separate_repeats(facts)

    assert [one.sop_instance_uid for one in kept] == ["1.1", "1.2", "1.3"]
    assert repeats == []


def test_a_copy_is_a_repeat_that_says_the_same() -> None:
    first, second = named("a.dcm"), named("b.dcm")
    kept, (repeat,) = separate_repeats([second, first])

    assert (kept, repeat.kept, repeat.other) == ([first], first, second)
    assert repeat.says_the_same


def test_another_object_with_the_same_uid_is_a_repeat_that_does_not_say_the_same() -> None:
    _, (repeat,) = separate_repeats([named("a.dcm", InstanceNumber="1"), named("b.dcm", InstanceNumber="2")])

    assert not repeat.says_the_same


def test_the_fingerprint_is_of_what_the_header_says_and_not_of_where_it_was_read() -> None:
    assert fingerprint(named("a.dcm")) == fingerprint(named("b.dcm"))
    assert fingerprint(instance(StudyDescription="A")) != fingerprint(instance(StudyDescription="B"))
    assert fingerprint(instance(SeriesNumber="1")) != fingerprint(instance(SeriesNumber="2"))


def test_which_one_is_kept_does_not_depend_on_the_order() -> None:
    facts = [
        named("a.dcm", InstanceNumber="3"),
        named("b.dcm", InstanceNumber="1"),
        named("c.dcm", InstanceNumber="2"),
        named("d.dcm", InstanceNumber="1"),
    ]
    outcomes = [separate_repeats(order) for order in permutations(facts)]

    assert all(outcome == outcomes[0] for outcome in outcomes)
    assert len(outcomes[0][0]) == 1
    assert len(outcomes[0][1]) == 3


def test_precedence_goes_by_study_then_series_then_content_then_source() -> None:
    facts = [named("b.dcm", StudyInstanceUID="1.2"), named("a.dcm", StudyInstanceUID="1.3")]

    assert sorted(facts, key=precedence) == facts


def test_one_uid_in_two_series_is_held_in_one_of_them() -> None:
    facts = [instance(SeriesInstanceUID="1.9"), instance(SeriesInstanceUID="1.8")]
    study = one_study(*facts)

    assert [one.series_instance_uid for one in study.series] == ["1.8"]
    assert study.number_of_instances == 1


def test_one_uid_in_two_studies_is_held_in_one_of_them() -> None:
    facts = [instance(StudyInstanceUID="1.9"), instance(StudyInstanceUID="1.8")]

    assert [one.study_instance_uid for one in build_studies(facts)] == ["1.8"]


def test_a_repeat_has_no_vote() -> None:
    facts = [
        named("a.dcm", SOPInstanceUID="1.1", StudyDescription="A"),
        named("b.dcm", SOPInstanceUID="1.2", StudyDescription="B"),
        named("c.dcm", SOPInstanceUID="1.2", StudyDescription="B"),
        named("d.dcm", SOPInstanceUID="1.2", StudyDescription="B"),
    ]

    assert one_study(*facts).attributes.text("StudyDescription") == "A"


def test_copies_that_only_differ_in_what_is_wrong_with_them_give_one_study_in_any_order() -> None:
    facts = [instance(SeriesNumber=b"1"), instance(SeriesNumber=b"1.0"), instance(SeriesNumber=b"01")]

    assert len({msgspec.json.encode(build_studies(order)) for order in permutations(facts)}) == 1
