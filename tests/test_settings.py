"""Settings check themselves: a slip shows where it is made."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from filmroom.errors import UsageError
from filmroom.settings import EndpointSettings, MappingSettings, dicomweb_endpoints, parse_time_zone

URI = "expected a URI such as urn:oid:1.2.3 or https://example.org/ids"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://example.org/dicom-web", "https://example.org/dicom-web"),
        ("https://example.org/dicom-web/", "https://example.org/dicom-web"),
        ("https://example.org/dicom-web/studies/", "https://example.org/dicom-web"),
        ("https://studies/", "https://studies"),
        ("http://[::1]:8080/wado", "http://[::1]:8080/wado"),
        ("https://example.org/viewer/?site=1", "https://example.org/viewer?site=1"),
    ],
)
def test_an_endpoint_has_its_base_address(given: str, kept: str) -> None:
    assert EndpointSettings("dicom-wado-rs", given).address == kept
    assert dicomweb_endpoints(given) == (
        EndpointSettings("dicom-wado-rs", kept),
        EndpointSettings("dicom-qido-rs", kept),
    )


@pytest.mark.parametrize(
    "given", ["", "notaurl", "http://a b/c", "ftp://example.org", "https://", "https://a:99999", "https://[a", None]
)
def test_what_is_no_web_address_is_refused(given: Any) -> None:
    with pytest.raises(UsageError) as caught:
        EndpointSettings("dicom-wado-rs", given)

    expected = f"address {given!r}: expected a web address such as https://pacs.example.org/dicom-web"
    assert str(caught.value) == expected


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(UsageError) as caught:
        EndpointSettings("dicom-wado-rs", "https://me:secret@example.org")

    assert str(caught.value) == (
        "address: found a user or password in it; expected none, because every study would show it"
    )


@pytest.mark.parametrize("kind", ["", "dicom wado", None])
def test_a_connection_type_is_a_code(kind: Any) -> None:
    with pytest.raises(UsageError, match="expected a code such as dicom-wado-rs"):
        EndpointSettings(kind, "https://example.org")


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ({"time_zone": "Europe/Berlin"}, "time_zone: expected what parse_time_zone('Europe/Zurich') returns"),
        ({"endpoints": "https://example.org"}, "endpoints: expected a tuple of EndpointSettings"),
        ({"endpoints": ("https://example.org",)}, "endpoints: expected a tuple of EndpointSettings"),
        ({"issuer_systems": "A=urn:x"}, "issuer_systems: expected identifier systems by the name of the issuer"),
        ({"phantom_patient_ids": "QA*"}, "phantom_patient_ids: expected a tuple of patterns, none empty"),
        ({"phantom_patient_ids": ("",)}, "phantom_patient_ids: expected a tuple of patterns, none empty"),
        ({"accession_system": "not a uri"}, f"accession system: found 'not a uri'; {URI}"),
        ({"issuer_systems": {"foo": "bar"}}, f"identifier system of issuer 'foo': found 'bar'; {URI}"),
    ],
)
def test_a_setting_of_another_kind_is_refused(setting: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        MappingSettings(**setting)

    assert str(caught.value) == message


def test_a_time_zone_is_found_by_its_name() -> None:
    assert parse_time_zone("Europe/Berlin") == ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../etc/passwd"])
def test_a_time_zone_that_is_not_known_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="not known; expected an IANA name such as Europe/Zurich"):
        parse_time_zone(name)
