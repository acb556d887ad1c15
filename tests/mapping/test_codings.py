"""Coded entries of DICOM as codings: schemes, their addresses, and what has none.

Source: PS3.16 section 8, PS3.3 Table 8.8-1
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from samples import Json, code, instance, map_facts, map_one, series_of

if TYPE_CHECKING:
    from filmroom.mapping.map_study import MappedStudy

SNOMED_CT = "http://snomed.info/sct"
SNOMED_RT = "urn:oid:2.16.840.1.113883.6.96"


def map_reason(item: Json, **elements: Any) -> MappedStudy:
    return map_one(ReasonForRequestedProcedureCodeSequence=[item], **elements)


def concept(item: Json, **elements: Any) -> Json:
    (reason,) = map_reason(item, **elements).imaging_study["reason"]
    found: Json = reason["concept"]
    return found


@pytest.mark.parametrize(
    ("scheme", "system"),
    [
        ("SCT", SNOMED_CT),
        ("DCM", "http://dicom.nema.org/resources/ontology/DCM"),
        ("LN", "http://loinc.org"),
        ("UCUM", "http://unitsofmeasure.org"),
        ("RADLEX", "http://www.radlex.org"),
        ("ICD10", "http://hl7.org/fhir/sid/icd-10"),
        ("I10", "http://hl7.org/fhir/sid/icd-10"),
        ("I10C", "http://hl7.org/fhir/sid/icd-10-cm"),
        ("I10P", "http://www.cms.gov/Medicare/Coding/ICD10"),
        ("I9C", "http://hl7.org/fhir/sid/icd-9-cm"),
        ("C4", "http://www.ama-assn.org/go/cpt"),
        ("RXNORM", "http://www.nlm.nih.gov/research/umls/rxnorm"),
    ],
)
def test_a_known_scheme_has_its_address(scheme: str, system: str) -> None:
    assert concept(code("123", scheme, "Meaning")) == {
        "coding": [{"system": system, "code": "123", "display": "Meaning"}]
    }


@pytest.mark.parametrize("scheme", ["SRT", "SNM3"])
def test_a_legacy_snomed_code_is_translated(scheme: str) -> None:
    assert concept(code("T-04000", scheme, "Breast")) == {
        "coding": [{"system": SNOMED_CT, "code": "76752008", "display": "Breast"}]
    }


def test_a_legacy_snomed_code_that_the_table_does_not_have_is_kept_under_its_oid() -> None:
    assert concept(code("T-99X99", "SRT", "Thing")) == {
        "coding": [{"system": SNOMED_RT, "code": "T-99X99", "display": "Thing"}]
    }


def test_a_legacy_snomed_code_that_the_table_does_not_have_is_reported() -> None:
    mapped = map_reason(code("T-99X99", "SRT", "Thing"))

    assert [one.found for one in mapped.defects] == ["T-99X99"]


def test_a_number_under_the_legacy_designator_is_a_code_of_snomed_ct() -> None:
    assert concept(code("76752008", "SRT", "Breast"))["coding"][0]["system"] == SNOMED_CT


def test_an_unknown_scheme_is_text_alone() -> None:
    assert concept(code("17", "99ACME", "Trauma")) == {"text": "Trauma"}


def test_a_code_of_an_unknown_scheme_without_a_meaning_is_its_own_text() -> None:
    assert concept(code("17", "99ACME")) == {"text": "17"}


@pytest.mark.parametrize(
    ("uid", "system"),
    [
        ("1.2.3.99", "urn:oid:1.2.3.99"),
        ("2.16.840.1.113883.6.96", SNOMED_CT),
        ("1.2.840.10008.2.16.4", "http://dicom.nema.org/resources/ontology/DCM"),
    ],
)
def test_a_scheme_that_the_instance_identifies_has_its_oid_or_the_address_of_it(uid: str, system: str) -> None:
    identified = [{"CodingSchemeDesignator": "99ACME", "CodingSchemeUID": uid}]

    assert concept(code("17", "99ACME", "Trauma"), CodingSchemeIdentificationSequence=identified) == {
        "coding": [{"system": system, "code": "17", "display": "Trauma"}]
    }


def test_a_scheme_that_the_instance_names_without_a_uid_stays_text() -> None:
    identified = [{"CodingSchemeDesignator": "99ACME", "CodingSchemeRegistry": "HL7"}]

    assert concept(code("17", "99ACME", "Trauma"), CodingSchemeIdentificationSequence=identified) == {"text": "Trauma"}


def test_one_private_designator_of_two_vendors_is_two_systems() -> None:
    mapped = map_facts(
        *(
            instance(
                SOPInstanceUID=uid,
                SeriesInstanceUID=uid,
                AnatomicRegionSequence=[code("17", "99X", "Wing")],
                CodingSchemeIdentificationSequence=[{"CodingSchemeDesignator": "99X", "CodingSchemeUID": uid}],
            )
            for uid in ("1.2.7", "1.2.8")
        )
    )
    systems = [series_of(mapped, index)["bodySite"]["concept"]["coding"][0]["system"] for index in (0, 1)]

    assert systems == ["urn:oid:1.2.7", "urn:oid:1.2.8"]


def test_a_long_code_and_a_urn_are_codes() -> None:
    long = {"LongCodeValue": "A" * 40, "CodingSchemeDesignator": "LN", "CodeMeaning": "Long"}
    urn = {"URNCodeValue": "urn:oid:1.2.3.4", "CodeMeaning": "Urn"}

    assert concept(long)["coding"][0] == {"system": "http://loinc.org", "code": "A" * 40, "display": "Long"}
    assert concept(urn)["coding"][0] == {
        "system": "urn:ietf:rfc:3986",
        "code": "urn:oid:1.2.3.4",
        "display": "Urn",
    }


def test_the_version_of_a_scheme_is_kept_but_for_snomed() -> None:
    loinc = concept(code("24627-2", "LN", "CT Chest", CodingSchemeVersion="2.74"))
    snomed = concept(code("29857009", "SCT", "Chest pain", CodingSchemeVersion="20190731"))

    assert loinc["coding"][0]["version"] == "2.74"
    assert "version" not in snomed["coding"][0]


@pytest.mark.parametrize("scheme", ["99ACME", "SRT", "SNM3", "SCT", "LN", "DCM", "99SDM", "L", "urn", "http"])
def test_the_designator_of_a_scheme_is_never_a_system(scheme: str) -> None:
    made = concept(code("T-04000", scheme, "Breast"))

    assert all(one["system"] != scheme and ":" in one["system"] for one in made.get("coding", ()))


def test_a_snomed_rt_style_code_under_sct_is_translated() -> None:
    assert concept(code("T-04000", "SCT", "Breast")) == {
        "coding": [{"system": SNOMED_CT, "code": "76752008", "display": "Breast"}]
    }


def test_a_snomed_rt_style_code_under_sct_that_the_table_does_not_have_is_never_a_code_of_snomed_ct() -> None:
    mapped = map_reason(code("T-99X99", "SCT", "Old code"))

    assert mapped.imaging_study["reason"][0]["concept"]["coding"][0]["system"] == SNOMED_RT
    assert [(one.keyword, one.found) for one in mapped.defects] == [
        ("ReasonForRequestedProcedureCodeSequence[0].CodeValue", "T-99X99")
    ]


def test_what_is_no_code_of_snomed_at_all_is_text_and_reported() -> None:
    mapped = map_reason(code("CHEST PAIN", "SCT", "Chest pain"))

    assert mapped.imaging_study["reason"] == [{"concept": {"text": "Chest pain"}}]
    assert [(one.tag_path, one.found, one.done) for one in mapped.defects] == [
        ("(0040,100A)[0](0008,0100)", "CHEST PAIN", "kept the meaning as text")
    ]
