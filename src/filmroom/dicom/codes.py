"""Coded entries: which code system a coding scheme is, and what its codes are today.

Source: PS3.16 section 8 (Table 8-1, coding schemes), PS3.16 Annex O (SNOMED RT style codes); the
addresses are those of https://terminology.hl7.org/external_terminologies.html.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "CODING_SCHEMES",
    "DCM",
    "SNOMED_CT",
    "SNOMED_RT",
    "coding_scheme_uri",
    "is_oid",
    "is_snomed_rt_code",
    "snomed_ct_code",
]

DCM = "http://dicom.nema.org/resources/ontology/DCM"
SNOMED_CT = "http://snomed.info/sct"
SNOMED_RT = "urn:oid:2.16.840.1.113883.6.96"

# Designator, address. A scheme that HL7 gives no address of its own has its OID of Table 8-1.
_SCHEMES: tuple[tuple[str, str], ...] = (
    ("ACR", "urn:oid:2.16.840.1.113883.6.76"),
    ("BCP47", "urn:ietf:bcp:47"),
    ("C4", "http://www.ama-assn.org/go/cpt"),
    ("C5", "urn:oid:2.16.840.1.113883.6.82"),
    ("CD2", "urn:oid:2.16.840.1.113883.6.13"),
    ("CPT4", "http://www.ama-assn.org/go/cpt"),
    ("CPT5", "urn:oid:2.16.840.1.113883.6.82"),
    ("DCM", DCM),
    ("FMA", "urn:oid:2.16.840.1.113883.6.119"),
    ("HPC", "urn:oid:2.16.840.1.113883.6.14"),
    ("HCPCS", "urn:oid:2.16.840.1.113883.6.14"),
    ("I10", "http://hl7.org/fhir/sid/icd-10"),
    ("I10C", "http://hl7.org/fhir/sid/icd-10-cm"),
    ("I10P", "http://www.cms.gov/Medicare/Coding/ICD10"),
    ("I11", "http://id.who.int/icd/release/11/mms"),
    ("I9", "urn:oid:2.16.840.1.113883.6.42"),
    ("I9C", "http://hl7.org/fhir/sid/icd-9-cm"),
    ("ICD10", "http://hl7.org/fhir/sid/icd-10"),
    ("ICD9", "urn:oid:2.16.840.1.113883.6.42"),
    ("ICD9CM", "http://hl7.org/fhir/sid/icd-9-cm"),
    ("ICDO3", "http://terminology.hl7.org/CodeSystem/icd-o-3"),
    ("ISO3166_1", "urn:iso:std:iso:3166"),
    ("ISO639_1", "urn:ietf:bcp:47"),
    ("LN", "http://loinc.org"),
    ("MDC", "urn:iso:std:iso:11073:10101"),
    ("MDNS", "urn:oid:2.16.840.1.113883.6.31"),
    ("MSH", "urn:oid:2.16.840.1.113883.6.177"),
    ("NCIt", "http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl"),
    ("NDC", "http://hl7.org/fhir/sid/ndc"),
    ("NEU", "urn:oid:2.16.840.1.113883.6.210"),
    ("RADLEX", "http://www.radlex.org"),
    ("RFC5646", "urn:ietf:bcp:47"),
    ("RXNORM", "http://www.nlm.nih.gov/research/umls/rxnorm"),
    ("SCT", SNOMED_CT),
    ("SNM3", SNOMED_CT),
    ("SRT", SNOMED_CT),
    ("UCUM", "http://unitsofmeasure.org"),
    ("UMLS", "http://www.nlm.nih.gov/research/umls"),
)

CODING_SCHEMES: Mapping[str, str] = MappingProxyType(dict(_SCHEMES))
"""The address of a code system by Coding Scheme Designator (0008,0102)."""

_OID = re.compile(r"[0-2](\.(0|[1-9][0-9]*))+")  # ISO/IEC 9834-1: a root of 0, 1 or 2, and no leading zeros
_SNOMED_RT_CODE = re.compile(r"[A-Z][0-9A-Z]?-[0-9A-FXYZ]{4,6}")
_BY_OID = {
    "1.2.840.10008.2.16.4": DCM,
    "2.16.840.1.113883.6.1": "http://loinc.org",
    "2.16.840.1.113883.6.12": "http://www.ama-assn.org/go/cpt",
    "2.16.840.1.113883.6.256": "http://www.radlex.org",
    "2.16.840.1.113883.6.3": "http://hl7.org/fhir/sid/icd-10",
    "2.16.840.1.113883.6.4": "http://www.cms.gov/Medicare/Coding/ICD10",
    "2.16.840.1.113883.6.8": "http://unitsofmeasure.org",
    "2.16.840.1.113883.6.88": "http://www.nlm.nih.gov/research/umls/rxnorm",
    "2.16.840.1.113883.6.90": "http://hl7.org/fhir/sid/icd-10-cm",
    "2.16.840.1.113883.6.96": SNOMED_CT,
    "2.16.840.1.113883.6.103": "http://hl7.org/fhir/sid/icd-9-cm",
}


def is_oid(text: str) -> bool:
    """Whether a text is an object identifier as FHIR writes it behind ``urn:oid:``."""
    return _OID.fullmatch(text) is not None


def is_snomed_rt_code(code: str) -> bool:
    """Whether a code has the form of the SNOMED RT style codes, such as ``T-A0100``."""
    return _SNOMED_RT_CODE.fullmatch(code) is not None


def coding_scheme_uri(designator: str, identified: Mapping[str, str]) -> str:
    """Return the address of a coding scheme; empty when it has none that others would know.

    Args:
        designator: the Coding Scheme Designator (0008,0102). It is never an address itself.
        identified: Coding Scheme UID (0008,010C) by designator, from the instance's own Coding Scheme
            Identification Sequence (0008,0110).
    """
    known = CODING_SCHEMES.get(designator)
    if known is not None:
        return known
    uid = identified.get(designator, "")
    if uid in _BY_OID:
        return _BY_OID[uid]
    return f"urn:oid:{uid}" if is_oid(uid) else ""


def snomed_ct_code(code: str) -> str:
    """Translate a SNOMED RT style code such as ``T-A0100``; empty when the table does not have it."""
    return _legacy_codes().get(code, "")


@lru_cache(maxsize=1)
def _legacy_codes() -> Mapping[str, str]:
    text = (files("filmroom.dicom") / "_standard" / "srt_to_sct.tsv").read_text(encoding="ascii")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return MappingProxyType(dict(rows))
