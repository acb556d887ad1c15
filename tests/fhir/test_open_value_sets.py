"""The value sets that a grammar or a table of names decides on."""

from __future__ import annotations

import importlib
import json
import re
from pathlib import Path

import pytest

from filmroom.fhir._standard.currencies import CURRENCIES, FORMER_CURRENCIES
from filmroom.fhir.open_value_sets import OPEN_VALUE_SETS
from filmroom.fhir.value_sets import contains

FHIR = "http://hl7.org/fhir/ValueSet/"
ISO_CODES = Path("/usr/share/iso-codes/json/iso_4217.json")


def words(text: str) -> list[str]:
    return text.split()


# The examples of RFC 5646 appendix A, and what its section 2.2.8 keeps from before.
LANGUAGES = words(
    """
    de fr ja i-enochian zh-Hant zh-Hans sr-Cyrl sr-Latn zh-cmn-Hans-CN cmn-Hans-CN zh-yue-HK yue-HK zh-Hans-CN
    sr-Latn-RS sl-rozaj sl-rozaj-biske sl-nedis de-CH-1901 sl-IT-nedis hy-Latn-IT-arevela de-DE en-US es-419
    de-CH-x-phonebk az-Arab-x-AZE-derbend x-whatever qaa-Qaaa-QM-x-southern de-Qaaa sr-Latn-QM sr-Qaaa-RS
    en-US-u-islamcal zh-CN-a-myext-x-private en-a-myext-b-another i-klingon en-GB-oed sgn-BE-FR zh-min-nan
    art-lojban
    cel-gaulish no-bok i-default tlh EN-us
    """
)
MEDIA_TYPES = [
    "image/png",
    "application/dicom+json",
    "application/fhir+xml",
    "application/fhir+json; fhirVersion=6.0",
    "text/plain;charset=UTF-8",
    'multipart/related; type="application/dicom"; transfer-syntax=*',
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json",
    "xml",
    "ttl",
]
UNITS = words(
    """
    mg kg m2 mm[Hg] 10*3/uL 10^9/L % {score} /min mL/min/{1.73_m2} [degF] Cel [in_i'H2O] [arb'U]/mL {#}/[HPF] '
    '' B[10.nV] (a.b)/c m/s2 kg.m/s2 mmol/(24.h) [m/s2/Hz^0.5] cal_[15] ug{creat} 1 /(12.h) %[slope]
    g.m/({hb}.m2)
    """
)


def accepts(name: str, code: str) -> bool | None:
    return contains(FHIR + name, None, code)


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("all-languages", LANGUAGES),
        ("mimetypes", MEDIA_TYPES),
        ("ucum-units", UNITS),
        ("currencies", ["EUR", "USD", "XXX", "XCG", "DEM"]),
        ("fhir-types", ["Patient", "HumanName", "string", "xhtml", "Resource", "Element", "http://example.org/Model"]),
        ("version-independent-all-resource-types", ["Patient", "Resource", "DomainResource", "Media", "BodySite"]),
    ],
)
def test_what_the_standard_has_is_accepted(name: str, codes: list[str]) -> None:
    assert [code for code in codes if not accepts(name, code)] == []


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        (
            "all-languages",
            ["xx yy", "", "d", "de_AT", "de-", "-de", "419-de", "en-a", "a-DE", "deutschland", "de-\u00e4\u00f6"],
        ),
        ("mimetypes", ["png", "image/", "/png", "image/png;", "image/png; x", "image png", "*/*", "image/p,g"]),
        ("ucum-units", ["", "m g", "mg{", "[degF", "(m", "m)", "m//s", "m/", ".m", "\u00b5g", "mm[]", "{a{b}}"]),
        ("currencies", ["XXXX", "eur", "", "ABC", "EU"]),
        ("fhir-types", ["Nothing", "patient", "String", ""]),
        ("version-independent-all-resource-types", ["HumanName", "string", "Element", "Nothing"]),
    ],
)
def test_what_no_standard_has_is_refused(name: str, codes: list[str]) -> None:
    assert [code for code in codes if accepts(name, code) is not False] == []


@pytest.mark.parametrize("name", ["all-languages", "mimetypes", "ucum-units"])
@pytest.mark.parametrize("unit", ["a-", "1.2", "((", "a/", "{}", "[]", "x; y=", "-aaaaa", "aaaaaaaaa"])
def test_a_long_text_is_decided_on_at_once(name: str, unit: str) -> None:
    assert accepts(name, unit * 50_000 + " ") is False


@pytest.mark.skipif(not ISO_CODES.exists(), reason="Debian's iso-codes is not installed")
def test_currencies_are_those_that_iso_codes_publishes() -> None:
    [published] = json.loads(ISO_CODES.read_text(encoding="utf-8")).values()

    assert {each["alpha_3"] for each in published} <= CURRENCIES | FORMER_CURRENCIES


def test_currencies_are_three_capitals_and_current_or_not() -> None:
    assert not CURRENCIES & FORMER_CURRENCIES
    assert all(re.fullmatch("[A-Z]{3}", code) for code in CURRENCIES | FORMER_CURRENCIES)


@pytest.mark.parametrize("release", ["fhir.resources", "fhir.resources.R4B", "fhir.resources.STU3"])
def test_types_of_earlier_releases_are_accepted(release: str) -> None:
    [folder] = importlib.import_module(release).__path__
    declared = {
        found[1]: found[2]
        for file in Path(folder).glob("*.py")
        for found in re.finditer(r"^class (\w+)\(\w+\.(\w+)\)", file.read_text(encoding="utf-8"), re.MULTILINE)
        if file.stem == found[1].lower() and found[1] not in ("FHIRPrimitiveExtension", "Integer64")
    }
    resources = [name for name, base in declared.items() if base in ("Resource", "DomainResource")]
    datatypes = [name for name, base in declared.items() if base in ("DataType", "BackboneType", "Quantity")]

    assert len(resources) > 100
    assert [name for name in resources if not accepts("version-independent-all-resource-types", name)] == []
    assert [name for name in datatypes if not accepts("fhir-types", name)] == []


def test_every_row_says_what_it_expects() -> None:
    assert all(row.expected and ":" in row.system for row in OPEN_VALUE_SETS.values())
