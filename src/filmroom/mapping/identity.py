"""Ids of resources: the same thing gets the same id, whoever meets it, wherever."""

from __future__ import annotations

import re
import uuid

__all__ = ["imaging_study_id", "resource_id"]

_NAMESPACE = uuid.UUID("5b0c0f6e-2d0b-5c52-9c1c-6f2f4d1f3f0a")
_LEGAL_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")


def imaging_study_id(study_instance_uid: str) -> str:
    """Return the Study Instance UID where it is a legal FHIR id, else a UUIDv5 of it.

    Source: https://hl7.org/fhir/datatypes.html#id
    """
    if _LEGAL_ID.fullmatch(study_instance_uid):
        return study_instance_uid
    return resource_id("ImagingStudy", study_instance_uid)


def resource_id(resource_type: str, *key: str) -> str:
    """Return a UUIDv5 of what identifies a resource; the key itself cannot be read from it.

    Args:
        resource_type: resources of different types never share an id.
        key: who issued the identifier, and the identifier; in one fixed order for each type.
    """
    return str(uuid.uuid5(_NAMESPACE, "\x1f".join((resource_type, *key))))
