"""Names of parameters: modifiers, chains and what refers back."""

from __future__ import annotations

import pytest

from filmroom.errors import SearchError, UnsupportedSearchError
from filmroom.query.search import (
    AnyCriterion,
    ChainCriterion,
    HasCriterion,
    MissingCriterion,
    Modifier,
    ValueCriterion,
)
from filmroom.query.terms import ReferenceTerm, StringTerm, TokenTerm
from query.asking import ask, criterion, messages, parameter

PATIENT = parameter("ImagingStudy", "patient")
SUBJECT = parameter("ImagingStudy", "subject")


def test_repeated_parameters_are_criteria_of_their_own() -> None:
    search = ask("ImagingStudy", "modality=CT", "modality=MR")

    modality = parameter("ImagingStudy", "modality")
    assert search.criteria == (
        ValueCriterion(modality, (TokenTerm(None, "CT"),)),
        ValueCriterion(modality, (TokenTerm(None, "MR"),)),
    )


@pytest.mark.parametrize(("text", "is_missing"), [("true", True), ("false", False)])
def test_missing_is_a_criterion_of_its_own(text: str, is_missing: bool) -> None:
    assert criterion("ImagingStudy", f"started:missing={text}") == MissingCriterion(
        parameter("ImagingStudy", "started"), is_missing
    )


@pytest.mark.parametrize(
    ("text", "modifier"),
    [
        ("modality:not=CT", Modifier.NOT),
        ("modality:text=CT", Modifier.TEXT),
        ("identifier:of-type=a|b|c", Modifier.OF_TYPE),
        ("subject:identifier=1", Modifier.IDENTIFIER),
        ("subject:Patient=1", None),
        ("_source:below=http://a", Modifier.BELOW),
        ("_source:above=http://a", None),
        ("_source:contains=a", Modifier.CONTAINS),
        ("patient.name:exact=a", Modifier.EXACT),
        ("patient.name:contains=a", Modifier.CONTAINS),
    ],
)
def test_a_modifier_goes_with_the_values(text: str, modifier: Modifier | None) -> None:
    found = criterion("ImagingStudy", text)
    inner = found.criterion if isinstance(found, ChainCriterion) else found

    assert isinstance(inner, ValueCriterion)
    assert inner.modifier is modifier


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "started:exact=2020",
            "Parameter 'started': modifier 'exact' is not supported, expected one of: missing",
        ),
        (
            "modality:in=ValueSet/1",
            "Parameter 'modality': modifier 'in' is not supported, expected one of: missing, not, text, of-type",
        ),
        (
            "patient:Device=1",
            "'patient': modifier 'Device' is not supported, expected one of: missing, text, identifier, Patient",
        ),
        (
            "patient:Device.type=1",
            "'patient': modifier 'Device' is not supported, expected one of: missing, text, identifier, Patient",
        ),
        (
            "patient.birthdate:contains=1",
            "Parameter 'birthdate': modifier 'contains' is not supported, expected one of: missing",
        ),
        (
            "modality:=CT",
            "Parameter 'modality': modifier '' is not supported, expected one of: missing, not, text, of-type",
        ),
        ("modality:not:text=CT", "modifier 'not:text' is not supported"),
    ],
)
def test_a_modifier_that_does_not_fit_is_an_error_however_lenient(text: str, message: str) -> None:
    with pytest.raises(SearchError) as caught:
        ask("ImagingStudy", text)

    assert message in str(caught.value)
    assert (caught.value.http_status, caught.value.issue_code) == (400, "invalid")


def test_a_composite_has_no_modifiers() -> None:
    with pytest.raises(SearchError, match="'code-value-quantity': modifier 'missing' is not supported, expected none"):
        ask("Observation", "code-value-quantity:missing=true")


def test_a_reference_to_anything_takes_every_type() -> None:
    assert criterion("Provenance", "target:ImagingStudy=1") == ValueCriterion(
        parameter("Provenance", "target"), (ReferenceTerm("ImagingStudy", "1"),)
    )
    with pytest.raises(SearchError, match=r"modifier 'Nonsense' is not supported, expected one of: .*a resource type"):
        ask("Provenance", "target:Nonsense=1")


def test_a_chain_leads_to_the_only_type_there_is() -> None:
    assert criterion("ImagingStudy", "patient.identifier=urn:a|1") == ChainCriterion(
        PATIENT, "Patient", ValueCriterion(parameter("Patient", "identifier"), (TokenTerm("urn:a", "1"),))
    )


def test_a_chain_with_a_type_leads_to_that() -> None:
    assert criterion("ImagingStudy", "subject:Patient.name=eve") == ChainCriterion(
        SUBJECT, "Patient", ValueCriterion(parameter("Patient", "name"), (StringTerm("eve"),))
    )


def test_a_chain_without_a_type_is_any_of_those_that_have_the_parameter() -> None:
    by_target = {
        target: ChainCriterion(
            SUBJECT, target, ValueCriterion(parameter(target, "identifier"), (TokenTerm(None, "1"),))
        )
        for target in SUBJECT.targets
    }

    assert criterion("ImagingStudy", "subject.identifier=1") == AnyCriterion(tuple(by_target.values()))


def test_a_chain_without_a_type_passes_over_those_that_lack_the_parameter() -> None:
    assert criterion("ImagingStudy", "subject.birthdate:missing=true") == ChainCriterion(
        SUBJECT, "Patient", MissingCriterion(parameter("Patient", "birthdate"), is_missing=True)
    )


def test_a_chain_from_a_reference_to_anything_needs_a_type() -> None:
    with pytest.raises(SearchError, match=r"expected target:Type\.name, since it may refer to any type"):
        ask("Provenance", "target.name=eve")


def test_chains_follow_one_another() -> None:
    assert criterion("ImagingStudy", "based-on:ServiceRequest.patient.name=eve") == ChainCriterion(
        parameter("ImagingStudy", "based-on"),
        "ServiceRequest",
        ChainCriterion(
            parameter("ServiceRequest", "patient"),
            "Patient",
            ValueCriterion(parameter("Patient", "name"), (StringTerm("eve"),)),
        ),
    )


def test_has_is_what_refers_to_the_match() -> None:
    assert criterion("Patient", "_has:ImagingStudy:patient:modality=CT") == HasCriterion(
        "ImagingStudy", PATIENT, ValueCriterion(parameter("ImagingStudy", "modality"), (TokenTerm(None, "CT"),))
    )


def test_has_may_go_on_with_another_and_with_a_chain() -> None:
    inner = HasCriterion(
        "Provenance",
        parameter("Provenance", "target"),
        ValueCriterion(parameter("Provenance", "agent"), (ReferenceTerm(None, "1"),)),
    )
    chained = ChainCriterion(
        parameter("ImagingStudy", "referrer"),
        "Practitioner",
        ValueCriterion(parameter("Practitioner", "name"), (StringTerm("joe"),)),
    )

    assert criterion("Patient", "_has:ImagingStudy:patient:_has:Provenance:target:agent=1") == HasCriterion(
        "ImagingStudy", PATIENT, inner
    )
    assert criterion("Patient", "_has:ImagingStudy:patient:referrer:Practitioner.name=joe") == HasCriterion(
        "ImagingStudy", PATIENT, chained
    )


def test_a_chain_may_go_on_with_has() -> None:
    found = criterion("ImagingStudy", "patient._has:Condition:patient:code=1")

    assert found == ChainCriterion(PATIENT, "Patient", criterion("Patient", "_has:Condition:patient:code=1"))


@pytest.mark.parametrize(
    "text", ["_has:ImagingStudy=1", "_has:ImagingStudy:patient=1", "_has::patient:x=1", "_has:A:b:=1"]
)
def test_has_takes_a_type_a_reference_and_a_parameter(text: str) -> None:
    with pytest.raises(SearchError, match="expected _has:Type:reference:parameter"):
        ask("Patient", text)


def test_has_through_a_reference_that_leads_elsewhere_is_an_error() -> None:
    with pytest.raises(SearchError, match="'endpoint' of ImagingStudy does not refer to Patient"):
        ask("Patient", "_has:ImagingStudy:endpoint:modality=CT")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("nonsense=1", "Parameter 'nonsense': not known for ImagingStudy"),
        ("nonsense:not=1", "Parameter 'nonsense': not known for ImagingStudy"),
        ("patient.nonsense=1", "Parameter 'patient.nonsense': not known for what it refers to"),
        ("patient:Patient.nonsense=1", "Parameter 'nonsense': not known for Patient"),
        ("modality.code=1", "Parameter 'modality': found type token, expected a reference"),
        ("_has:Nonsense:a:b=1", "Resource type 'Nonsense': not known"),
        ("_has:Observation:nonsense:b=1", "Parameter 'nonsense': not known for Observation"),
        ("_has:Observation:code:b=1", "Parameter 'code': found type token, expected a reference"),
        ("_text=1", "Parameter '_text': not supported"),
        ("_filter=1", "Parameter '_filter': not supported"),
        ("x" * 200 + "=1", f"Parameter '{'x' * 80}…': not known for ImagingStudy"),
    ],
)
def test_what_is_not_known_is_left_out_and_told_or_under_strict_an_error(text: str, message: str) -> None:
    search = ask("ImagingStudy", text, "modality=CT")

    assert messages(search) == [("not-supported", message)]
    assert [issue.severity for issue in search.problems] == ["warning"]
    assert search.used == (("modality", "CT"),)
    assert len(search.criteria) == 1
    with pytest.raises(UnsupportedSearchError) as caught:
        ask("ImagingStudy", text, "modality=CT", strict=True)
    assert (str(caught.value), caught.value.issue_code) == (message, "not-supported")


def test_a_parameter_of_a_special_type_is_not_supported() -> None:
    assert messages(ask("Location", "near=1|2")) == [("not-supported", "Parameter 'near': not supported")]


def test_strict_tells_everything_that_is_not_known_at_once() -> None:
    with pytest.raises(UnsupportedSearchError) as caught:
        ask("ImagingStudy", "a=1", "b=2", strict=True)

    assert str(caught.value) == ("Parameter 'a': not known for ImagingStudy; Parameter 'b': not known for ImagingStudy")
