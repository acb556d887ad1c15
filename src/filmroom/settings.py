"""Every setting: its name, its default, and what it is for.

Settings are values that are passed in; nothing reads them from a global place. They check themselves, so
that a slip shows before anything is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from filmroom.errors import UsageError

if TYPE_CHECKING:
    from types import UnionType

__all__ = ["EndpointSettings", "MappingSettings", "dicomweb_endpoints", "parse_time_zone"]

# Source: RFC 3986 section 3, of which only the characters and the scheme are looked at
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")


@dataclass(frozen=True, slots=True)
class EndpointSettings:
    """One service at which the studies can be had.

    Attributes:
        connection_type: a code of http://terminology.hl7.org/CodeSystem/endpoint-connection-type,
            such as ``dicom-wado-rs``.
        address: its base address; a trailing slash and ``/studies`` are taken off.

    Raises:
        UsageError: the type is empty or has spaces, or the address is no web address.
    """

    connection_type: str
    address: str

    def __post_init__(self) -> None:
        message = f"connection type {self.connection_type!r}: expected a code such as dicom-wado-rs"
        _require(self.connection_type, str, message)
        if not re.fullmatch(r"\S+", self.connection_type):
            raise UsageError(message)
        object.__setattr__(self, "address", _base_address(self.address))


@dataclass(frozen=True, slots=True)
class MappingSettings:
    """What the mapping from DICOM to FHIR needs to know that no file says.

    Attributes:
        time_zone: where instances were made that carry no Timezone Offset From UTC (0008,0201);
            None: their times of day are left out, because FHIR has none without an offset.
        endpoints: what ``ImagingStudy.endpoint`` refers to.
        list_instances: False leaves out ``series.instance``, and with it ``numberOfInstances`` (ist-4).
        issuer_systems: the identifier system by issuer, as its name stands in the file: Issuer of
            Patient ID, and the Local Namespace Entity ID of accession numbers, admissions, specimens.
        accession_system: the identifier system of accession numbers without an issuer; empty for none.
        phantom_patient_ids: shell-style patterns of the Patient IDs that are quality-assurance
            phantoms; their studies' subject is a Device.

    Raises:
        UsageError: a value is of another type, or an identifier system is no URI.
    """

    time_zone: ZoneInfo | None = None
    endpoints: tuple[EndpointSettings, ...] = ()
    list_instances: bool = True
    issuer_systems: Mapping[str, str] = field(default_factory=dict)
    accession_system: str = ""
    phantom_patient_ids: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _require(self.time_zone, ZoneInfo | None, "time_zone: expected what parse_time_zone('Europe/Zurich') returns")
        _require(self.issuer_systems, Mapping, "issuer_systems: expected identifier systems by the name of the issuer")
        _require_all(self.endpoints, EndpointSettings, "endpoints: expected a tuple of EndpointSettings")
        _require_all(self.phantom_patient_ids, str, "phantom_patient_ids: expected a tuple of patterns, none empty")
        for issuer, system in self.issuer_systems.items():
            _require_uri(f"identifier system of issuer {issuer!r}", system)
        if self.accession_system != "":
            _require_uri("accession system", self.accession_system)


def dicomweb_endpoints(base_address: str) -> tuple[EndpointSettings, ...]:
    """Return the two endpoints of a DICOMweb service: WADO-RS and QIDO-RS at one address.

    Raises:
        UsageError: it is no web address.
    """
    return tuple(EndpointSettings(kind, base_address) for kind in ("dicom-wado-rs", "dicom-qido-rs"))


def parse_time_zone(name: str) -> ZoneInfo:
    """Return an IANA time zone by its name, such as ``Europe/Zurich``.

    Raises:
        UsageError: there is no such zone.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError) as error:  # not found; a folder of the database; not a name
        raise UsageError(f"time zone {name!r}: not known; expected an IANA name such as Europe/Zurich") from error


def _require(value: object, kind: type | UnionType, message: str) -> None:
    if not isinstance(value, kind):
        raise UsageError(message)


def _require_all(values: tuple[object, ...], kind: type, message: str) -> None:
    _require(values, tuple, message)
    if not all(isinstance(one, kind) and one != "" for one in values):
        raise UsageError(message)


def _base_address(address: str) -> str:
    """Take off what clients add themselves: a trailing slash, and ``/studies`` of DICOMweb (PS3.18 section 10)."""
    try:
        parts = urlsplit(address)
        is_web = bool(_URI.fullmatch(address) and parts.scheme in ("http", "https") and parts.hostname)
        is_web = is_web and parts.port != 0
    except (TypeError, ValueError, AttributeError):  # no text; a broken IPv6 address or port
        is_web = False
    if not is_web:
        raise UsageError(f"address {address!r}: expected a web address such as https://pacs.example.org/dicom-web")
    if "@" in parts.netloc:
        raise UsageError("address: found a user or password in it; expected none, because every study would show it")
    path = parts.path.rstrip("/").removesuffix("/studies").rstrip("/")
    return urlunsplit(parts._replace(path=path))


def _require_uri(what: str, found: str) -> None:
    if not _URI.fullmatch(str(found)):
        raise UsageError(f"{what}: found {found!r}; expected a URI such as urn:oid:1.2.3 or https://example.org/ids")
