"""Instances put into an archive, for the tests of the services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from filmroom.store.instances import Fate
from samples import CT_IMAGE_STORAGE, dicom_bytes

if TYPE_CHECKING:
    from filmroom.service.archive import Archive
    from filmroom.store.resources import Kept

__all__ = ["content", "instance_bytes", "keep", "settled", "versions"]


def instance_bytes(study: str = "1.2.3", number: int = 1, *, series: str = "1", **elements: Any) -> bytes:
    """Write an instance, whose UIDs follow from study, series and number."""
    uids = {
        "SOPClassUID": CT_IMAGE_STORAGE,
        "StudyInstanceUID": study,
        "SeriesInstanceUID": f"{study}.{series}",
        "SOPInstanceUID": f"{study}.{series}.{number}",
    }
    defaults = {"Modality": "CT", "InstanceNumber": str(number), "PatientID": "P1"}
    return dicom_bytes({**uids, **defaults, **elements})


def keep(archive: Archive, *contents: bytes) -> None:
    """Keep instances."""
    outcomes = archive.new_ingest().keep([(str(number), one) for number, one in enumerate(contents)])
    assert [one.fate for one in outcomes] == [Fate.KEPT] * len(contents)


def settled(archive: Archive, study: str = "1.2.3", number: int = 1, **elements: Any) -> dict[str, Any]:
    """Keep an instance, settle its study, and return the ImagingStudy."""
    keep(archive, instance_bytes(study, number, **elements))
    archive.settler.settle(study)
    return content(archive, "ImagingStudy", study)


def content(archive: Archive, resource_type: str, resource_id: str) -> dict[str, Any]:
    """Return a resource without its version."""
    from filmroom.store.resources import find_resource

    with archive.database.read() as connection:
        kept = find_resource(connection, resource_type, resource_id)
    assert kept is not None
    found = kept.parse()
    del found["meta"]
    return found


def versions(archive: Archive, resource_type: str, resource_id: str) -> list[Kept]:
    """Return the versions of a resource, the first one first."""
    from filmroom.store.history import find_history

    with archive.database.read() as connection:
        page = find_history(connection, resource_type, resource_id, count=1_000)
    return list(reversed(page.versions))
