"""What one search may cost: each limit is an error that tells what was found and what is allowed."""

from __future__ import annotations

import pytest

from filmroom.errors import SearchLimitError
from filmroom.query.limits import SearchLimits
from query.asking import ask

LIMITS = SearchLimits(criteria=3, or_values=4, chain_depth=2, includes=2, sort_keys=2, value_length=20)


@pytest.mark.parametrize(
    "parameters",
    [
        ("modality=1", "modality=2", "modality=3"),
        ("modality=1,2,3,4",),
        ("based-on:ServiceRequest.patient.name=a",),
        ("patient._has:Condition:patient:code=1",),
        ("_include=*", "_revinclude=*"),
        ("_sort=status,started",),
        ("modality=" + "1" * 20,),
    ],
)
def test_up_to_the_limit_all_is_well(parameters: tuple[str, ...]) -> None:
    assert ask("ImagingStudy", *parameters, limits=LIMITS).problems == ()


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        (("modality=1",) * 4, "Found criteria 4, expected at most 3"),
        (("nonsense=1",) * 4, "Found criteria 4, expected at most 3"),
        (("modality=1", "modality=1", "subject.identifier=1"), "Found criteria 5, expected at most 3"),
        (("performer.identifier=1",), "Parameter 'performer.identifier': found criteria 8, expected at most 3"),
        (("modality=1,2,3,4,5",), "Parameter 'modality': found or_values 5, expected at most 4"),
        (
            ("based-on:ServiceRequest.patient.organization.name=a",),
            "Parameter 'based-on:ServiceRequest.patient.organization.name': found chain_depth 3, expected at most 2",
        ),
        (
            ("patient._has:Condition:patient:encounter.status=1",),
            "Parameter 'patient._has:Condition:patient:encounter.status': found chain_depth 3, expected at most 2",
        ),
        (("_include=*", "_include:iterate=*", "_revinclude=*"), "Found includes 3, expected at most 2"),
        (("_sort=status,started,_id",), "Parameter '_sort': found sort_keys 3, expected at most 2"),
        (("modality=" + "1" * 21,), "Parameter 'modality': found value_length 21, expected at most 20"),
        (("_elements=" + "a" * 21,), "Parameter '_elements': found value_length 21, expected at most 20"),
    ],
)
def test_past_a_limit_a_search_is_too_costly(parameters: tuple[str, ...], message: str) -> None:
    with pytest.raises(SearchLimitError) as caught:
        ask("ImagingStudy", *parameters, limits=LIMITS)

    assert (str(caught.value), caught.value.http_status, caught.value.issue_code) == (message, 400, "too-costly")


def test_chains_as_deep_as_one_likes_are_refused_unfollowed() -> None:
    with pytest.raises(SearchLimitError, match="found chain_depth 10000, expected at most 4"):
        ask("Patient", "_has:Patient:link:" * 10_000 + "_id=1")
