"""Every setting: its name, its default, and what it is for.

Settings are values that are passed in; nothing reads them from a global place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from filmroom.errors import UsageError

__all__ = ["EndpointSettings", "MappingSettings", "dicomweb_endpoints", "parse_time_zone"]


@dataclass(frozen=True, slots=True)
class EndpointSettings:
    """One service at which the studies can be had.

    Attributes:
        connection_type: a code of http://terminology.hl7.org/CodeSystem/endpoint-connection-type,
            such as ``dicom-wado-rs``.
        address: its base address, without a trailing slash and without ``/studies``.
    """

    connection_type: str
    address: str


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
    """

    time_zone: ZoneInfo | None = None
    endpoints: tuple[EndpointSettings, ...] = ()
    list_instances: bool = True
    issuer_systems: Mapping[str, str] = field(default_factory=dict)
    accession_system: str = ""
    phantom_patient_ids: tuple[str, ...] = ()


def dicomweb_endpoints(base_address: str) -> tuple[EndpointSettings, ...]:
    """Return the two endpoints of a DICOMweb service: WADO-RS and QIDO-RS at one address."""
    base = base_address.rstrip("/").removesuffix("/studies")
    return (EndpointSettings("dicom-wado-rs", base), EndpointSettings("dicom-qido-rs", base))


def parse_time_zone(name: str) -> ZoneInfo:
    """Return an IANA time zone by its name, such as ``Europe/Zurich``.

    Raises:
        UsageError: there is no such zone.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError) as error:  # not found; a folder of the database; not a name
        raise UsageError(f"time zone {name!r}: not known; expected an IANA name such as Europe/Zurich") from error
